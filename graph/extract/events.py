"""Events: what a report states as having happened to services, as going on or as planned, with dates and numbers as printed."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..document import Evidence
from ..facts import Code, Fact, Ref
from ..language.happenings import AUXILIARY, OF_WHAT, Wording, Wordings
from ..language.numbers import find_numbers
from ..language.periods import Period, find_periods
from ..language.phrases import Phrases, Word, mask, words
from ..structure import Report
from ..structure.sentences import pieces
from ..vocabulary import Concept, Vocabulary
from . import findings, inspections

VERSION = 1

_LETTERS = re.compile(r"[a-z]+")
_YEAR = re.compile(r"\b20\d\d\b")
_SIGNS = "0123456789.,;:!?()[]'\"’‘“”`/–—-•"  # parted from words for the quick look
_FEWEST_VISITS = 2  # a single visit is an earlier inspection
_FIRST_YEAR = 1900  # a number above it is a year
_REACH = 90  # characters between an event and its date
_PLANNED, _HAPPENED = "planned", "happened"
_VISITS = frozenset({"monitoring-visit", "focused-visit"})
_TIME = r"(?:\b(?:the|early|late|mid|spring|summer|autumn|winter|end|start|beginning|middle|of|last|previous|past)\b[\s-]*)*"
_DATE_LEAD = re.compile(
    rf"(?:\b(?:in|on|since|during|from|by|until|between|of|for|over|within|at|to|as at|throughout)\s+|\()({_TIME})\Z",
    re.IGNORECASE,
)
_WITH_LEAD = re.compile(r"(?:between|from|since|end|the end|last|past)\b", re.IGNORECASE)
_OPENING = re.compile(
    rf"\W*(?:In|On|Since|During|From|By|Between|At|Over|Within|Throughout)\s+{_TIME}\Z|\W*\Z", re.IGNORECASE
)
_JOINED = re.compile(r",?\s+and\s+(?:(?:the|an?|its|their)\s+)?(?:[\w'’-]+\s+){0,2}\Z", re.IGNORECASE)
_APART = re.compile(
    r"[;:•%⟦]|\d|,\s+(?:and|but|with|while)\b"
    r"|\b(?:which|that|who|where|when|but|while|although|has|have|had|was|were|is|are|will|since|following|after|before|prior)\b"
)
_OF_ANOTHER = re.compile(r"\bthe\s*\Z")  # the date says which of something behind it: "points of the 2012 inspection"
_TOWARDS = re.compile(r"\s*to\b")  # what was done with its result: "presented the review to the board in May"
_OF_IT = re.compile(rf"{OF_WHAT}{AUXILIARY}", re.IGNORECASE)
_ARTICLES = re.compile(r"(?:\s*(?:of|a|an|the|its|their|new|revised)\b)*\s*", re.IGNORECASE)
_TO_BE = re.compile(r"\b(?:to|will)\s+(?:be\s+)?(?:\w+ly\s+)?\Z")
_DETERMINED = re.compile(r"(?:\b(?:this|these|that|his|her|one|another|each|both|most)|['’]s?)\s+\Z", re.IGNORECASE)
_ADJACENT = re.compile(r"(?:['’]s)?,?\s+(?P<lead>(?:[\w'’-]+\s+){0,3})\Z")
_GAP = re.compile(r"\s+(?:\([^)]{1,40}\)\s+)?(?P<lead>(?:[\w'’-]+\s+){0,3})\Z")
_DENIED = re.compile(
    r"\s+(?:of\s+(?:[\w'’-]+\s+){1,5}?)?(?:has|have|had|was|were|is|are|did|will)\s+(?:not|never|yet to)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?:\s*\([^)]{1,12}\))?\s+(?P<words>[\w-]+(?:\s+[\w-]+)?)")
_AND_OTHER = re.compile(
    r"\s+(?:and|or)\s+(?:[\w-]+\s+){1,3}?(?P<last>[\w-]+)(?=\s+(?:introduced|is|are|was|were|has|have|of|to|in|for)\b|[.,;]|\Z)"
)
_FEW_BEFORE = r"\b,?(?:\s+[\w'’-]+){0,3}\s*\Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Fact):
    """Something that a report says happened, is under way or is planned.

    ``period`` is the date or span as printed, in ISO 8601, empty where none is; ``event_count`` how many where that is printed;
    ``finding`` the finding in whose words it stands.
    """

    event_kind: Code
    event_status: Code
    period: str = ""
    event_count: int | None = None
    finding: Ref | None = None

    @property
    def key(self) -> tuple[str, ...]:
        return ("event", self.event_kind.code, self.event_status.code, self.period or "undated")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What words mean: a kind of event, what it needs to be one, and the status that the words say by themselves."""

    code: str
    needs: str
    status: str


@dataclass(frozen=True, slots=True)
class _Named:
    """Words for an event in a sentence."""

    kind: _Kind
    start: int
    end: int


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Each kind, status, date and number once, with every place that says so, in the order of reading; launches one by one."""
    reader = _reader(vocabulary)
    merged: dict[tuple[object, ...], Event] = {}
    days, year = ("", ""), _year(report)
    for passage in report.narrative:
        for start, end, read in reader.read(passage.text):
            event = read
            if _may_be_mistimed(read, year):
                days = days if days[0] else _days(report, vocabulary)
                event = _timed(read, days)
            evidence = passage.evidence(report.document, start, end)
            # Two sentences that date a launch alike speak of two.
            one = event.event_kind.code not in reader.dated
            key = (*event.key, event.event_count, "" if one else f"{passage.page} {start}")
            known = merged.get(key, event)
            merged[key] = replace(known, evidence=tuple(dict.fromkeys((*known.evidence, *evidence))))
    if merged:
        places = list(_places(report))
    for event in merged.values():
        first = event.evidence[0]
        inside = (ref for part, ref in places if part.page == first.page and part.start <= first.start < part.end)
        yield replace(event, finding=next(inside, None))


def _days(report: Report, vocabulary: Vocabulary) -> tuple[str, str]:
    """The first and the last day of the inspection, empty where they are not known."""
    record = inspections.record(report, vocabulary)
    days = [day.isoformat() for period in (record.periods if record else ()) for day in (period.start, period.end)]
    return (min(days), max(days)) if days else ("", "")


def _year(report: Report) -> str:
    """The last year that the cover prints: that of the inspection, or one later."""
    return max((found for line in report.cover for found in _YEAR.findall(line.text)), default="")


def _may_be_mistimed(event: Event, year: str) -> bool:
    """Whether the days of the inspection decide if an event has happened: it is planned, or dated near those days."""
    dated = event.period[:1].isdigit()
    return dated and (event.event_status.code == _PLANNED or event.period[:4] >= f"{int(year or 1) - 1}")


def _timed(event: Event, days: tuple[str, str]) -> Event:
    """What is planned for a date before the inspection has happened, and what has a date behind it is planned."""
    day = event.period.split("/")[0]
    status = event.event_status.code
    if days[0] and status == _PLANNED and day < days[0][: len(day)]:
        return replace(event, event_status=Code("event-status", _HAPPENED))
    if days[1] and status == _HAPPENED and day > days[1][: len(day)]:
        return replace(event, event_status=Code("event-status", _PLANNED))
    return event


def _places(report: Report) -> Iterator[tuple[Evidence, Ref]]:
    """Every stretch of words of the findings of a report, with a reference to its finding."""
    for finding, ref, _ in findings.told(report):
        yield from ((part, ref) for part in finding.evidence)


@lru_cache(maxsize=2)
def _reader(vocabulary: Vocabulary) -> "_Reader":
    return _Reader(vocabulary)


class _Reader:
    """Finds events in sentences, and what is said of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        kinds = [kind for kind in vocabulary.scheme("event-kind").values() if kind.one("needs")]
        self.dated = frozenset(kind.code for kind in kinds if kind.one("needs") == "date")
        entries = [entry for kind in kinds for entry in _entries(kind)]
        self._phrases = Phrases(entries)
        self._telling = _telling(label for label, _ in entries)
        self._words = frozenset(self._telling)
        self._no_event = frozenset(vocabulary.scheme_values("event-kind", "noEvent"))
        general = sorted(vocabulary.scheme_values("event-kind", "generalWording"), key=len, reverse=True)
        self._general = re.compile(rf"\b(?:{'|'.join(map(re.escape, general))}){_FEW_BEFORE}", re.IGNORECASE)
        self._wordings = Wordings(vocabulary)
        self._telling_words = {
            need: vocabulary.scheme_values("event-status", need) for need in ("beginning", "delivering")
        }

    def read(self, text: str) -> Iterator[tuple[int, int, Event]]:
        """The events of a text, with the offsets of their sentences."""
        plain = text.lower()
        for sign in _SIGNS:
            plain = plain.replace(sign, " ")
        for start, end in pieces(text):
            if self._may_name(plain[start:end].split()):
                sentence = text[start:end]
                yield from ((start, end, event) for event in self._sentence(sentence, words(sentence)))

    def _may_name(self, said: list[str]) -> bool:
        """Whether all words of some label are among those of a sentence: a quick look before the close one."""
        telling = self._words.intersection(said)
        if not telling:
            return False
        there = set(said)
        return any(label <= there for word in telling for label in self._telling[word])

    def _sentence(self, sentence: str, read: Sequence[Word]) -> Iterator[Event]:
        named = _apart(sentence, list(self._named(sentence, read)))
        if not named:
            return
        wordings = self._wordings.of(mask(sentence, [(each.start, each.end) for each in named]))
        periods = find_periods(sentence)
        for order, each in enumerate(named):
            wording = wordings.get(order)
            count = self._count(sentence, each) if not each.kind.status else None
            period = self._period(sentence, named, each, periods)
            if self._is_event(sentence, each, wording, count, period):
                yield Event(
                    event_kind=Code("event-kind", each.kind.code),
                    event_status=Code("event-status", _status(sentence, each, wording)),
                    period=period,
                    event_count=count,
                )

    def _named(self, sentence: str, read: Sequence[Word]) -> Iterator[_Named]:
        """Words for events, but not those that are part of another name or are denied or spoken of in general."""
        for match in self._phrases.find(read):
            start, end = read[match.first].start, read[match.last].end
            behind = _BEHIND.match(sentence, end)
            following = behind["words"].lower() if behind else ""
            other = _AND_OTHER.match(sentence, end)
            last = other["last"].lower() if other else ""
            if not self._no_event.isdisjoint((following, following.split(" ")[0], last)):
                continue
            if self._general.search(sentence, 0, start) or _DENIED.match(sentence, end):
                continue
            yield _Named(match.values[0], start, end)

    def _is_event(self, sentence: str, named: _Named, wording: Wording | None, count: int | None, period: str) -> bool:
        needs = named.kind.needs
        if needs == "date":
            return bool(period)
        if named.kind.code in _VISITS:
            return (count or 0) >= _FEWEST_VISITS and (bool(period) or "Ofsted" in sentence)
        if needs in self._telling_words:
            return wording is not None and any(word in wording.label for word in self._telling_words[needs])
        if needs == "mention":
            return True
        if count or needs == "number":
            return bool(count)
        return bool(named.kind.status or period) or (wording is not None and self._is_told(sentence, named, wording))

    def _is_told(self, sentence: str, named: _Named, wording: Wording) -> bool:
        """Whether a wording speaks of events that there were, and not of such events in general ("following serious case reviews")."""
        if sentence[named.end - 1] == "s" or sentence[named.start : named.end].endswith("s)"):
            return self._wordings.is_of_many(wording)
        before = sentence[: named.start]
        last = before.split()[-1].lower() if before.strip() else "the"
        return self._wordings.fills(last) or last in wording.label or bool(_DETERMINED.search(before))

    def _count(self, sentence: str, named: _Named) -> int | None:
        """The number right before the words for an event."""
        for number in find_numbers(sentence[: named.start]):
            gap = _GAP.match(sentence[number.end : named.start])
            whole = not number.fraction and number.value == int(number.value) and number.value < _FIRST_YEAR
            if gap and whole and number.value and self._wordings.fills(gap["lead"]):
                return int(number.value)
        return None

    def _period(self, sentence: str, named: list[_Named], event: _Named, periods: list[Period]) -> str:
        """The date that belongs to an event: close behind it, right before it, or at the opening of the sentence."""
        behind = next((period for period in periods if period.start >= event.end), None)
        before = next((period for period in reversed(periods) if period.end <= event.start), None)
        if behind and self._is_bound(sentence, event, behind, named):
            return behind.iso
        return before.iso if before and self._is_before(sentence, before, event) else ""

    def _is_bound(self, sentence: str, event: _Named, period: Period, named: list[_Named]) -> bool:
        """Whether a date behind an event belongs to it: near, in the same clause, and with no other event between."""
        between = sentence[event.end : period.start]
        towards = event.kind.needs != "number" and not event.kind.status and _TOWARDS.match(between)
        if towards or len(between) > _REACH or any(event.end <= other.start < period.start for other in named):
            return False
        if _APART.search(self._wordings.told.sub(" ", between, count=1)):
            return False
        if _OF_ANOTHER.search(between) and not sentence[period.start].islower():
            return False
        return not between.strip() or bool(_DATE_LEAD.search(between) or _WITH_LEAD.match(sentence, period.start))

    def _is_before(self, sentence: str, period: Period, event: _Named) -> bool:
        between = sentence[period.end : event.start]
        adjacent = _ADJACENT.match(between)
        if adjacent and self._wordings.fills(adjacent["lead"]) and not event.kind.status:
            return True
        return bool(_OPENING.match(sentence[: period.start]) or _JOINED.fullmatch(between))


def _telling(labels: Iterable[str]) -> dict[str, list[frozenset[str]]]:
    """The words of each label, by the longest of them; the last in the plural too."""
    telling: dict[str, list[frozenset[str]]] = {}
    for label in labels:
        *others, last = _LETTERS.findall(label.lower())
        plural = f"{last[:-1]}ies" if last.endswith("y") else f"{last}s"
        for ending in (last, plural):
            said = frozenset([*others, ending])
            telling.setdefault(max(sorted(said), key=len), []).append(said)
    return telling


def _entries(kind: Concept) -> Iterator[tuple[str, _Kind]]:
    needs = kind.one("needs")
    yield from ((label, _Kind(kind.code, needs, "")) for label in kind.labels)
    yield from ((label, _Kind(kind.code, needs, _HAPPENED)) for label in kind.all("verbWording"))
    yield from ((label, _Kind(kind.code, needs, _PLANNED)) for label in kind.all("plannedWording"))


def _apart(sentence: str, named: list[_Named]) -> list[_Named]:
    """Events without the verbs that only say of another one that it began or ended ("an improvement board was established")."""
    kept = []
    for order, each in enumerate(named):
        before = named[order - 1] if order else None
        after = named[order + 1] if order + 1 < len(named) else None
        of_before = before and not before.kind.status and _OF_IT.fullmatch(sentence[before.end : each.start])
        of_after = after and not after.kind.status and _ARTICLES.fullmatch(sentence[each.end : after.start])
        if not (each.kind.status and (of_before or of_after)):
            kept.append(each)
    return kept


def _status(sentence: str, named: _Named, wording: Wording | None) -> str:
    """What is said of an event; the verb that names it is of the future behind "to be"."""
    if named.kind.status:
        return _PLANNED if _TO_BE.search(sentence, 0, named.start) else named.kind.status
    return wording.status if wording else _HAPPENED
