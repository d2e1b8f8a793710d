"""Copies: the same inspection's report in several files, of which the one with the best text is preferred."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from .. import iris
from ..vocabulary import tokens
from .nodes import concept, node, thing
from .records import PDF, Record, Records, Report, by_inspection

_TEXTS = ("ig:Recommendation", "ig:Finding")
_ALIKE = 80  # per cent of likeness from which two texts are one statement, told differently
_PART = 95  # the same for a text of which the other is a part
_SHARED = 0.7  # share of the words of the shorter of two texts that they need to be compared at all
_LEFT_OVER = {"head": "beginning", "tail": "end"}
_FEWEST = 4  # different words that such a text needs


@dataclass(frozen=True)
class Pair:
    """The preferred report of an inspection and another one."""

    preferred: Report
    copy: Report

    @property
    def iri(self) -> str:
        """The IRI of the link."""
        return iris.link("same-report", self.preferred.iri, self.copy.iri)


@dataclass(frozen=True)
class _Kind:
    """A kind of fact that is told by its values: by ``same`` which one it is, by ``told`` what is said of it.

    Where a file broke the words of ``words``, the other values of both and most of these words tell it.
    """

    name: str
    same: tuple[str, ...]
    told: tuple[str, ...] = ()
    words: str = ""


_KINDS = (
    _Kind("ig:Judgement", ("ig:area",), ("ig:grade",)),
    _Kind("ig:InspectionRole", ("org:member",), ("org:role",)),
    _Kind("ig:Figure", ("ig:counted", "ig:unit", "ig:period"), ("ig:value",), words="ig:counted"),
    _Kind("ig:Tenure", ("org:role", "ig:status", "ig:heldFrom")),
)

_Match = tuple[Record | None, Record | None]


def pairs(records: Records) -> list[Pair]:
    """Every further report of an inspection with the preferred one."""
    return [
        Pair(best, other)
        for reports in by_inspection(records.reports)
        if len(reports) > 1
        for best in [max(reports, key=lambda report: _worth(records, report, reports))]
        for other in reports
        if other is not best
    ]


def preferred(reports: list[Report], found: Iterable[Pair]) -> list[Report]:
    """One report of every inspection."""
    others = {pair.copy.iri for pair in found}
    return [report for report in reports if report.iri not in others]


def _worth(records: Records, report: Report, rivals: list[Report]) -> tuple[object, ...]:
    """A sort key: a PDF before a text if it has half of what the fullest has, then the later issue, completeness, the IRI."""
    half = max(len(_statements(records, rival)) for rival in rivals) / 2
    is_whole = report.media_type == PDF and len(_statements(records, report)) >= half
    asked = records.facts(report, "ig:Recommendation")
    complete = sum(each.one("ig:complete") == "yes" for each in asked)
    graded = sum(bool(each.one("ig:grade")) for each in records.facts(report, "ig:Judgement"))
    return is_whole, report.issued, complete, graded, len(_statements(records, report)), report.iri


def _statements(records: Records, report: Report) -> list[Record]:
    return [fact for kind in _TEXTS for fact in records.facts(report, kind)]


def links(records: Records, found: Iterable[Pair]) -> Iterator[ox.Quad]:
    """The pairs with what their reports differ in."""
    for pair in found:
        yield from _pair(pair, list(_matches(records, pair)))


def _pair(pair: Pair, matches: list[_Match]) -> Iterator[ox.Quad]:
    notes = [(left, right, _note(left, right)) for left, right in matches]
    counts = Counter(kind for _, _, (kind, _) in notes)
    values = {
        "ig:inspection": thing(pair.preferred.inspection),
        "ig:authority": thing(pair.preferred.authority),
        "ig:preferred": thing(pair.preferred.iri),
        "ig:copy": thing(pair.copy.iri),
        "ig:agreeing": counts[""],
        "ig:lacking": counts["lacking"],
        "ig:added": counts["added"],
        "ig:changed": counts["changed"],
    }
    yield from node(pair.iri, "ig:SameReport", values)
    for left, right, (kind, note) in notes:
        if kind:
            yield from _difference(pair, left, right, kind, note)


def _difference(pair: Pair, left: Record | None, right: Record | None, kind: str, note: str) -> Iterator[ox.Quad]:
    joined = [each.iri if each else "" for each in (left, right)]
    values = {
        "ig:differenceIn": thing(pair.iri),
        "ig:differenceKind": concept("difference", kind),
        "ig:inPreferred": thing(joined[0]),
        "ig:inCopy": thing(joined[1]),
        "ig:note": note,
    }
    yield from node(iris.link("difference", pair.iri, *joined), "ig:Difference", values)


def _matches(records: Records, pair: Pair) -> Iterator[_Match]:
    """The statements of both reports, each with the same one of the other where it has it."""
    for kind in _KINDS:
        yield from _by_values(kind, records.facts(pair.preferred, kind.name), records.facts(pair.copy, kind.name))
    for name in _TEXTS:
        yield from _by_text("ig:text", records.facts(pair.preferred, name), records.facts(pair.copy, name))


def _by_values(kind: _Kind, left: list[Record], right: list[Record]) -> Iterator[_Match]:
    """Facts with the same values first, then those that are the same with other values."""
    for names in (kind.same + kind.told, kind.same):
        waiting: dict[tuple[str, ...], list[Record]] = defaultdict(list)
        for each in right:
            waiting[_values(each, names)].append(each)
        unmatched = []
        for each in left:
            others = waiting[_values(each, names)]
            if others:
                yield each, others.pop(0)
            else:
                unmatched.append(each)
        left, right = unmatched, [each for others in waiting.values() for each in others]
    yield from _by_words(kind, left, right) if kind.words else _alone(left, right)


def _by_words(kind: _Kind, left: list[Record], right: list[Record]) -> Iterator[_Match]:
    """Facts with the same values but for the words, which are nearly the same."""
    names = tuple(name for name in kind.same + kind.told if name != kind.words)
    groups: dict[tuple[str, ...], tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for side, facts in enumerate((left, right)):
        for each in facts:
            groups[_values(each, names)][side].append(each)
    for group in groups.values():
        yield from _by_text(kind.words, *group)


def _alone(left: Iterable[Record], right: Iterable[Record]) -> Iterator[_Match]:
    yield from ((each, None) for each in left)
    yield from ((None, each) for each in right)


def _values(fact: Record, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(" ".join(tokens(fact.one(name))) if name == "ig:counted" else fact.one(name) for name in names)


def _by_text(name: str, left: list[Record], right: list[Record]) -> Iterator[_Match]:
    """Facts of which a text is the same, then those most alike, then those of which one is a part of the other."""
    waiting = {each.iri: (each, " ".join(tokens(each.one(name)))) for each in right}
    unmatched = []
    for each in left:
        words = " ".join(tokens(each.one(name)))
        same = next((iri for iri, (_, other) in waiting.items() if other == words), None)
        if same:
            yield each, waiting.pop(same)[0]
        else:
            unmatched.append((each, words))
    for each, words in unmatched:
        found = _most_alike(words, {iri: text for iri, (_, text) in waiting.items()})
        yield each, waiting.pop(found)[0] if found else None
    yield from _alone((), (each for each, _ in waiting.values()))


def _most_alike(words: str, choices: dict[str, str]) -> str:
    """The key of the text that is nearly the same, or of which one is a part of the other; empty where none is."""
    own = set(words.split())
    if len(own) < _FEWEST:
        return ""
    near = {
        key: text
        for key, text in choices.items()
        if len(others := set(text.split())) >= _FEWEST and len(own & others) >= _SHARED * min(len(own), len(others))
    }
    found = process.extractOne(words, near, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    found = found or process.extractOne(words, near, scorer=fuzz.partial_ratio, score_cutoff=_PART)
    return str(found[2]) if found else ""


def _note(left: Record | None, right: Record | None) -> tuple[str, str]:
    """The kind of difference and a sentence that says what differs; both empty where nothing does."""
    if right is None:
        return "lacking", "the copy lacks it"
    if left is None:
        return "added", "only the copy has it"
    if _is_cut(left, right):
        return "lacking", f"the copy has only its {_LEFT_OVER[right.one('ig:complete')]}"
    # Numbers go on from what stands before: where a file adds or loses a statement, all behind it have another one.
    parts = [_part(name, left, right) for name in ("ig:grade", "org:role", "ig:value", "ig:complete")]
    if tokens(left.one("ig:text")) != tokens(right.one("ig:text")):
        parts.append("the words differ")
    note = "; ".join(part for part in parts if part)
    return ("changed", note) if note else ("", "")


def _is_cut(left: Record, right: Record) -> bool:
    """Whether the copy has the same words but for those that it lost."""
    whole, part = (" ".join(tokens(each.one("ig:text"))) for each in (left, right))
    is_cut = left.one("ig:complete") == "yes" and right.one("ig:complete") in _LEFT_OVER
    return is_cut and len(part) < len(whole) and fuzz.partial_ratio(whole, part) >= _PART


def _part(name: str, left: Record, right: Record) -> str:
    """What differs in a property."""
    one, other = left.code(name), right.code(name)
    return f"{name.partition(':')[2]} {one or 'none'}, in the copy {other or 'none'}" if one != other else ""
