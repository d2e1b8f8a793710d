"""Recurrence: what became of what an inspection asked for, by the themes and words of later inspections of the same authority.

A recommendation is followed from inspection to inspection until one asks for it again; from there on that later recommendation is
followed. Where nothing is asked, the findings on it tell; where these are silent too, nothing is said.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import pyoxigraph as ox

from .. import iris
from ..language.likeness import Rarity, rarity, terms
from .nodes import concept, node, thing
from .records import Record, Records, Report
from .words import wording

_MAIN = 2  # the first themes of a statement are those that it is about
_MUCH = 0.3  # likeness from which a recommendation asks for much the same
_SOME = 0.15  # likeness from which two recommendations are about one thing at all, or
_FEWEST = 2  # so many words that they share
_TOLD = 0.25  # likeness from which a finding, which is long, tells something about a recommendation
_BOARD = "lscb"


@dataclass(frozen=True)
class _Statement:
    """A recommendation or finding with its main themes, most important first."""

    record: Record
    themes: tuple[str, ...]
    words: frozenset[str]

    @property
    def is_of_board(self) -> bool:
        """Whether it is about the safeguarding board."""
        return _BOARD in (self.record.code("ig:addressee"), self.record.code("ig:area")) or self.record.code(
            "ig:section"
        ).startswith(_BOARD)

    @property
    def polarity(self) -> str:
        """Whether a finding praises or blames; praise that tells of a shortfall too is mixed."""
        given = self.record.code("ig:polarity")
        return "mixed" if given == "strength" and self._says("shortfallWording") else given

    @property
    def is_better(self) -> bool:
        """Whether a finding says that something has become better."""
        return self._says("betterWording")

    def _says(self, name: str) -> bool:
        return bool(wording(name, "outcome").search(self.record.one("ig:text")))


@dataclass(frozen=True)
class _Inspection:
    report: Report
    asked: tuple[_Statement, ...]
    found: tuple[_Statement, ...]


@dataclass(frozen=True)
class _Like:
    """A later statement that is about the same as an earlier one: their theme, their likeness and how many words they share."""

    later: _Statement
    theme: str
    likeness: float = 0.0
    shared: int = 0


def links(records: Records, reports: list[Report]) -> Iterator[ox.Quad]:
    """Recurrences of all authorities with several inspections."""
    by_authority: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        if report.authority and report.start:
            by_authority[report.authority].append(report)
    several = {authority: found for authority, found in by_authority.items() if len(found) > 1}
    for authority, found in several.items():
        inspections = [_inspection(records, report) for report in found]
        words = [statement.words for each in inspections for statement in (*each.asked, *each.found)]
        rare = rarity(words, frozenset().union(*words))
        yield from _authority(authority, inspections, rare)


def _inspection(records: Records, report: Report) -> _Inspection:
    themes: dict[str, dict[int, str]] = defaultdict(dict)
    for each in records.of_document(report.document, "ig:ThemeAssignment"):
        themes[each.one("oa:hasTarget")][int(each.one("ig:importance") or 0)] = each.one("dcterms:subject")

    def statements(kind: str) -> tuple[_Statement, ...]:
        return tuple(_statement(each, themes[each.iri]) for each in records.facts(report, kind))

    return _Inspection(report, statements("ig:Recommendation"), statements("ig:Finding"))


def _statement(record: Record, themes: dict[int, str]) -> _Statement:
    main = tuple(themes[place] for place in sorted(themes) if place <= _MAIN)
    return _Statement(record, main, _words(record.one("ig:text")))


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(term for term in terms(text) if " " not in term)


def _authority(authority: str, inspections: list[_Inspection], rare: Rarity) -> Iterator[ox.Quad]:
    for place, earlier in enumerate(inspections):
        for statement in earlier.asked:
            yield from _followed(authority, statement, inspections[place + 1 :], rare)
        if place:
            yield from _new(authority, earlier, inspections[:place])


def _followed(authority: str, earlier: _Statement, later: list[_Inspection], rare: Rarity) -> Iterator[ox.Quad]:
    """What every later inspection has on a recommendation, until one asks for it again."""
    for inspection in later:
        again = _alike(earlier, earlier.themes, inspection.asked, rare)
        again = [like for like in again if like.shared >= _FEWEST or like.likeness >= _SOME]
        if again:
            best = max(again, key=lambda like: (like.likeness, like.later.record.iri))
            yield from _recurrence(authority, "persists" if best.likeness >= _MUCH else "changed", best, earlier)
            return
        found = [like for like in _alike(earlier, earlier.themes[:1], inspection.found, rare) if like.likeness >= _TOLD]
        if outcome := _outcome(found):
            told = [like for like in found if like.later.polarity in _TELLING[outcome]]
            best = max(told, key=lambda like: (like.likeness, like.later.record.iri))
            yield from _recurrence(authority, outcome, best, earlier)


_TELLING = {"persists": ("weakness",), "improved": ("strength", "mixed"), "resolved": ("strength",)}


def _alike(earlier: _Statement, themes: Iterable[str], later: Iterable[_Statement], rare: Rarity) -> list[_Like]:
    """The later statements about the same body that share one of some themes and some words with an earlier one."""
    found = []
    for each in later:
        both = earlier.words & each.words
        theme = next((theme for theme in themes if theme in each.themes), "")
        if theme and both and each.is_of_board == earlier.is_of_board:
            likeness = _weight(both, rare) / min(_weight(earlier.words, rare), _weight(each.words, rare))
            found.append(_Like(each, theme, likeness, len(both)))
    return found


def _weight(words: frozenset[str], rare: Rarity) -> float:
    return math.fsum(map(rare.of, words))


def _outcome(found: list[_Like]) -> str:
    """What findings say has become of something: nothing where they neither praise nor blame."""
    counts = Counter(like.later.polarity for like in found)
    good, bad, mixed = counts["strength"], counts["weakness"], counts["mixed"]
    if bad > good + mixed:
        return "persists"
    if good == len(found) and any(like.likeness >= _MUCH for like in found):
        return "resolved"
    # One finding that is neither good nor bad does not tell of a change unless it says so.
    is_told = good or mixed > 1 or any(like.later.polarity == "mixed" and like.later.is_better for like in found)
    return "improved" if is_told else ""


def _new(authority: str, inspection: _Inspection, before: list[_Inspection]) -> Iterator[ox.Quad]:
    """What is asked for on themes that no earlier inspection asked for anything on."""
    known = {theme for each in before for statement in each.asked for theme in statement.themes}
    for statement in inspection.asked:
        if statement.themes and not known.intersection(statement.themes):
            yield from _recurrence(authority, "new", _Like(statement, statement.themes[0]), None)


def _recurrence(authority: str, outcome: str, like: _Like, earlier: _Statement | None) -> Iterator[ox.Quad]:
    facts = [each.record for each in (earlier, like.later) if each]
    values = {
        "ig:authority": thing(authority),
        "ig:theme": thing(like.theme),
        "ig:earlier": thing(earlier.record.iri) if earlier else None,
        "ig:later": thing(like.later.record.iri),
        "ig:outcome": concept("outcome", outcome),
        "ig:likeness": round(like.likeness, 2) if earlier else None,
        "ig:evidence": tuple(thing(iri) for fact in facts for iri in fact.all("ig:evidence")),
    }
    joined = [earlier.record.iri if earlier else "", like.later.record.iri]
    yield from node(iris.link("recurrence", like.theme, *joined), "ig:Recurrence", values)
