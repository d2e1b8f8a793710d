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
from ..language.likeness import Rarity, rarity, stem, terms
from ..structure.sentences import sentences
from ..vocabulary import tokens, vocabulary
from .nodes import concept, node, thing
from .records import Record, Records, Report
from .words import wording

_MAIN = 2  # the first themes of a statement are those that it is about
_MUCH, _SEVERAL = 0.3, 3  # likeness and shared words from which two statements are about much the same
_CLOSE, _MANY = 0.45, 4  # the same from which praise tells that what was asked for has been done
_SOME = 0.15  # likeness from which two recommendations are about one thing at all, or
_FEWEST = 2  # so many words that they share
_TOLD = 0.25  # likeness from which a finding, which is long, tells something about a recommendation
_BOARD, _WHOLE = "lscb", "overall"


@dataclass(frozen=True)
class _Statement:
    """A recommendation or finding with its main themes, most important first, and all of its themes."""

    record: Record
    themes: tuple[str, ...]
    all_themes: frozenset[str]
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
    def better_words(self) -> frozenset[str]:
        """Words of what a finding says has become better."""
        return _better_words(self.record.one("ig:text"))

    def _says(self, name: str) -> bool:
        return bool(wording(name, "outcome").search(self.record.one("ig:text")))


@dataclass(frozen=True)
class _Inspection:
    report: Report
    asked: tuple[_Statement, ...]
    found: tuple[_Statement, ...]


@dataclass(frozen=True)
class _Like:
    """A later statement that is about the same as an earlier one: their theme, their likeness and how many words they share.

    ``better`` are the shared words that stand where it says that something has become better.
    """

    later: _Statement
    theme: str
    likeness: float = 0.0
    shared: int = 0
    better: int = 0

    @property
    def is_of_one(self) -> bool:
        """Whether two recommendations of one theme are about one thing at all."""
        return self.shared >= _FEWEST or self.likeness >= _SOME

    @property
    def is_much(self) -> bool:
        """Whether both are about much the same."""
        return self.likeness >= _MUCH and self.shared >= _SEVERAL

    @property
    def is_close(self) -> bool:
        """Whether what is told covers what was asked for."""
        return self.likeness >= _CLOSE and self.shared >= _MANY

    @property
    def is_praised(self) -> bool:
        """Whether praise is about much of what was asked for."""
        return self.later.polarity == "strength" and self.is_much and self.shared >= _MANY

    @property
    def is_said_better(self) -> bool:
        """Whether a finding says that what was asked for has become better."""
        return self.better >= _FEWEST and self.shared >= _SEVERAL


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
    return _Statement(record, main, frozenset(themes.values()), _words(record.one("ig:text")))


@lru_cache(maxsize=20_000)
def _words(text: str) -> frozenset[str]:
    return frozenset(term for term in terms(text) if " " not in term) - _referring()


@lru_cache(maxsize=2_000)
def _better_words(text: str) -> frozenset[str]:
    """The words of the sentences that say that something has become better, with those before them that they point back to."""
    found: set[str] = set()
    before = ""
    for start, end in sentences(text):
        sentence = text[start:end]
        if wording("betterWording", "outcome").search(sentence):
            pointed = before if wording("pointingWording", "outcome").match(sentence) else ""
            found |= _words(f"{pointed} {sentence}")
        before = sentence
    return frozenset(found)


@lru_cache(maxsize=1)
def _referring() -> frozenset[str]:
    """Stems of the words in front of the numbers of paragraphs: "(see paragraph 12)"."""
    wordings = vocabulary().scheme_values("support", "paragraphWording")
    return frozenset(stem(word) for wording in wordings for word in tokens(wording))


def _authority(authority: str, inspections: list[_Inspection], rare: Rarity) -> Iterator[ox.Quad]:
    for place, earlier in enumerate(inspections):
        for statement in earlier.asked:
            yield from _followed(authority, statement, inspections[place + 1 :], rare)
        if place:
            yield from _new(authority, earlier, inspections[:place], rare)


def _followed(authority: str, earlier: _Statement, later: list[_Inspection], rare: Rarity) -> Iterator[ox.Quad]:
    """What every later inspection has on a recommendation, until one asks for it again."""
    for inspection in later:
        again = _alike(earlier, earlier.themes, inspection.asked, rare)
        again = [like for like in again if like.is_of_one]
        if again:
            best = max(again, key=lambda like: (like.likeness, like.later.record.iri))
            yield from _recurrence(authority, "persists" if best.is_much else "changed", best, earlier)
            return
        found = [like for like in _alike(earlier, earlier.themes[:1], inspection.found, rare) if like.likeness >= _TOLD]
        if outcome := _outcome(found):
            told = [like for like in found if like.later.polarity in _TELLING[outcome]]
            best = max(told, key=lambda like: (like.likeness, like.later.record.iri))
            yield from _recurrence(authority, outcome, best, earlier)


_TELLING = {
    "persists": ("weakness",),
    "partly": ("strength", "mixed"),
    "improved": ("strength",),
    "resolved": ("strength",),
}


def _alike(earlier: _Statement, themes: Iterable[str], later: Iterable[_Statement], rare: Rarity) -> list[_Like]:
    """The later statements about the same body that share one of some themes and some words with an earlier one."""
    found = []
    for each in later:
        theme = next((theme for theme in themes if theme in each.themes), "")
        if theme and earlier.words & each.words and each.is_of_board == earlier.is_of_board:
            found.append(_like(earlier, each, theme, rare))
    return found


def _like(earlier: _Statement, later: _Statement, theme: str, rare: Rarity) -> _Like:
    both = earlier.words & later.words
    least = min(_weight(earlier.words, rare), _weight(later.words, rare))
    better = len(earlier.words & later.better_words)
    return _Like(later, theme, _weight(both, rare) / least if both else 0.0, len(both), better)


def _weight(words: frozenset[str], rare: Rarity) -> float:
    return math.fsum(map(rare.of, words))


def _outcome(found: list[_Like]) -> str:
    """What findings say has become of something: nothing where they neither praise nor blame."""
    counts = Counter(like.later.polarity for like in found)
    good, bad, mixed = counts["strength"], counts["weakness"], counts["mixed"]
    if bad > good + mixed:
        return "persists"
    if good == len(found) and any(like.is_close for like in found):
        return "resolved"
    # Praise of something little alike, and findings that are neither good nor bad, tell of no change unless they say so.
    telling = [like for like in found if like.is_praised or like.is_said_better]
    if good + mixed <= bad or not any(like.later.polarity in _TELLING["partly"] for like in telling):
        return ""
    is_praise = good > mixed + bad and any(like.later.polarity == "strength" for like in telling)
    return "improved" if is_praise else "partly"


def _new(authority: str, inspection: _Inspection, before: list[_Inspection], rare: Rarity) -> Iterator[ox.Quad]:
    """What no earlier inspection asked for, though at least one of them looked at such things."""
    asked = [statement for each in before for statement in each.asked]
    for statement in inspection.asked:
        looked = any(_has_looked(each, inspection, statement.is_of_board) for each in before)
        if looked and statement.themes and not any(_has_asked(each, statement, rare) for each in asked):
            yield from _recurrence(authority, "new", _Like(statement, statement.themes[0]), None)


def _has_looked(earlier: _Inspection, later: _Inspection, at_board: bool) -> bool:
    """Whether an inspection looked at what a later one may ask for: at the board, or at an area of children that both judge.

    What a report asks the authority for names no area, so that a framework that judges none of the later one's looked too narrowly.
    """
    if at_board:
        return any(each.is_of_board for each in (*earlier.asked, *earlier.found))
    return bool(_areas(earlier.report.version) & _areas(later.report.version))


@lru_cache(maxsize=100)
def _areas(version: str) -> frozenset[str]:
    """The areas that a version of a framework always judges, without the whole of them: nothing of an unknown one."""
    known = vocabulary().scheme("framework").get(version)
    return frozenset(known.codes("judgementArea") if known else ()) - {_WHOLE}


def _has_asked(earlier: _Statement, statement: _Statement, rare: Rarity) -> bool:
    """Whether an earlier recommendation asked for something on a theme of a later one, or for much the same under another theme."""
    return bool(earlier.all_themes & statement.all_themes) or _like(earlier, statement, "", rare).is_much


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
