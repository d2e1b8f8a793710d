"""Themes of recommendations and findings, the most important first, each with the wording that speaks for it most.

Every wording of a theme in ``ontology/themes.ttl`` that stands in a text earns the theme points: most for its labels, fewer for its
hidden labels, fewest for its clues. What is said first counts most. A theme that has a home area counts more in the parts of a report
about that area, and one that needs a context, such as care leavers, counts little without it.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..document import Evidence
from ..facts import Code, Fact, Problem, Ref
from ..language.phrases import Phrases, Word, words
from ..structure import Report
from ..structure.passages import Passage
from ..vocabulary import SKOS, Concept, Vocabulary
from . import findings, recommendations
from .findings import Finding
from .recommendations import Recommendation

VERSION = 1

# Points of a wording by what it is to the theme. These and the factors below were set on the annotations for development.
_POINTS = {SKOS + "prefLabel": 3.0, SKOS + "altLabel": 3.0, SKOS + "hiddenLabel": 1.5, "clue": 0.5}
_AT_HOME = 1.4  # in its home area or in its context
_OUT_OF_CONTEXT = 0.3
_GIVING_WAY = 0.4  # where another theme is at home that means the same there
_AGAIN = 0.85  # each further wording of one theme says less
_HALVING = 14  # words into a recommendation after which a wording counts half: what is asked for comes first
_BEHIND_FIRST_SENTENCE = 0.6
_OPENING, _OPENS = 3, 1.25  # what a finding opens with is its subject: words, and what they count
_SECOND, _THIRD = 0.65, 0.85  # share of the first theme's points that a further theme needs
_SENTENCE_END = re.compile(r"[.!?][’”'\")]*\s+(?=[A-Z‘“'(])")


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeAssignment(Fact):
    """One theme of a recommendation or finding: ``importance`` 1 is its main theme, ``score`` its share in the points of all themes."""

    about: Ref
    subject: Code
    importance: int
    score: float

    @property
    def key(self) -> tuple[str, ...]:
        return ("theme", *self.about.key, str(self.importance))


@dataclass(frozen=True, slots=True)
class Weighed:
    """A theme found in a text: its points, its share in those of all themes, and where the wording stands that earned it most."""

    code: str
    points: float
    share: float
    start: int
    end: int


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """The themes of every recommendation and finding, in the order of the report; a problem where one has none."""
    placed: list[tuple[Recommendation | Finding, Ref, Passage]] = [
        *recommendations.asked(report, vocabulary),
        *findings.told(report),
    ]
    for item, ref, passage in placed:
        yield from _assigned(item, ref, passage, report, vocabulary)


def _assigned(
    item: Recommendation | Finding, ref: Ref, passage: Passage, report: Report, vocabulary: Vocabulary
) -> Iterator[Fact]:
    asked = isinstance(item, Recommendation)
    found = themes(item.text, _area(item), asked, vocabulary)
    if not found:
        yield _problem(asked, item.evidence)
    for importance, theme in enumerate(found, 1):
        code = Code("theme", theme.code)
        yield ThemeAssignment(
            evidence=passage.evidence(report.document, theme.start, theme.end),
            about=Ref(ref.key, ref.occurrence, statements=(("ig:theme", code),)),
            subject=code,
            importance=importance,
            score=round(theme.share, 2),
        )


def _area(item: Recommendation | Finding) -> str:
    if isinstance(item, Recommendation):
        return "lscb" if item.addressee.code == "lscb" else ""
    return item.area.code if item.area else ""


def _problem(asked: bool, evidence: tuple[Evidence, ...]) -> Problem:
    return Problem(
        evidence=evidence,
        severity=Code("severity", "information"),
        code="no-theme",
        message=f"no theme was found in this {'recommendation' if asked else 'finding'}; "
        "if it has one, add its wording to that theme in ontology/themes.ttl",
    )


@lru_cache(maxsize=512)  # what one report asks and tells, which other extractors want again
def themes(text: str, area: str, asked: bool, vocabulary: Vocabulary) -> tuple[Weighed, ...]:
    """One to three themes of a text, the most important first; none where no wording of any stands in it.

    :param area: the judged area of the part of the report, ``lscb`` for what is addressed to the board, or nothing
    :param asked: whether the text asks for something, as a recommendation does, or tells something
    """
    wordings = _wordings(vocabulary)
    read = words(text)
    factors = wordings.factors(area, read)
    places: dict[str, list[tuple[float, int, int]]] = defaultdict(list)
    first_end = _first_sentence(text)
    for found in wordings.phrases.find(read):
        start, end = read[found.first].start, read[found.last].end
        place = _HALVING / (_HALVING + found.first) if asked else _told(found.first, start < first_end)
        for code, points in found.values:
            places[code].append((points * place * factors[code] * _AGAIN ** len(places[code]), start, end))
    return _most_important(places)


def _told(word: int, in_first_sentence: bool) -> float:
    """What the place of a wording counts in a finding."""
    if not in_first_sentence:
        return _BEHIND_FIRST_SENTENCE
    return _OPENS if word < _OPENING else 1.0


def _first_sentence(text: str) -> int:
    end = _SENTENCE_END.search(text)
    return end.end() if end else len(text)


def _most_important(places: dict[str, list[tuple[float, int, int]]]) -> tuple[Weighed, ...]:
    sums = {code: math.fsum(points for points, _, _ in found) for code, found in places.items()}
    total = math.fsum(sums.values())
    ranked = sorted(sums, key=lambda code: (-sums[code], code))
    kept = ranked[:1]
    for code, needed in zip(ranked[1:], (_SECOND, _THIRD), strict=False):
        if sums[code] < needed * sums[ranked[0]]:
            break
        kept.append(code)
    return tuple(Weighed(code, sums[code], sums[code] / total, *_strongest(places[code])) for code in kept)


def _strongest(found: list[tuple[float, int, int]]) -> tuple[int, int]:
    """Where the wording stands that earned most, the first of several."""
    _, start, end = min(found, key=lambda place: (-place[0], place[1]))
    return start, end


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The scheme of themes, ready to be found in texts."""

    phrases: Phrases[tuple[str, float]]
    contexts: Phrases[str]
    homes: dict[str, frozenset[str]]
    gives_way: dict[str, frozenset[str]]
    bound: frozenset[str]

    def factors(self, area: str, text: Sequence[Word]) -> dict[str, float]:
        """What the points of each theme are multiplied by in a text of a part about an area."""
        here = {code for found in self.contexts.find(text) for code in found.values}
        here |= {code for code, homes in self.homes.items() if area in homes}
        return {
            code: (_AT_HOME if code in here else _OUT_OF_CONTEXT if code in self.bound else 1.0)
            * (_GIVING_WAY if here & self.gives_way[code] else 1.0)
            for code in self.homes
        }


@lru_cache(maxsize=4)
def _wordings(vocabulary: Vocabulary) -> _Wordings:
    concepts = vocabulary.scheme("theme")
    return _Wordings(
        Phrases(entry for concept in concepts.values() for entry in _entries(concept)),
        Phrases((context, code) for code, concept in concepts.items() for context in concept.all("context")),
        {code: frozenset(concept.codes("homeArea")) for code, concept in concepts.items()},
        {code: frozenset(concept.codes("givesWayTo")) for code, concept in concepts.items()},
        frozenset(code for code, concept in concepts.items() if concept.all("context")),
    )


def _entries(concept: Concept) -> Iterator[tuple[str, tuple[str, float]]]:
    """The wordings of a theme with their points; a wording earns no less than one that it contains, whose place it takes."""
    points = {wording: points for name, points in _POINTS.items() for wording in concept.all(name)}
    plain = {wording: f" {' '.join(word.plain for word in words(wording))} " for wording in points}
    for wording in points:
        most = max(points[other] for other in points if plain[other] in plain[wording])
        yield wording, (concept.code, most)
