"""Figures against each other: a report that gives one thing two values, or a percentage that its own numbers do not give.

Two values are held against each other only where the report says that they count the same thing at the same time; whatever leaves a doubt
about that (another place, a part of a group, a word more) leaves them alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import combinations

import pyoxigraph as ox

from .. import iris
from ..language.likeness import stem, terms
from ..vocabulary import SKOS, tokens, vocabulary
from .nodes import concept, node, thing
from .percentages import misfits
from .records import Record, Records, Report
from .words import INSPECTION, PRESENT, hollow, is_fact_list, said_now, shared, wording

_ENOUGH = 3  # telling words by which a subject is known without a measure
_NEAR = 0.55  # share of the words of two subjects that both must have where lengths of time are told, and
_MANY = 5  # so many words that they share
_TIMES = frozenset({"days", "weeks", "months", "years"})
_PART = re.compile(r"[^,;:(\d]+")  # what a sentence goes on with, up to the next part of it
_MONTH_END = re.compile(r"(\d{4}-\d\d)-(?:28|29|30|31)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class _Value:
    """A value that a figure states, with the words that tell what it counts and the times at which it holds.

    ``subject`` are all telling words of its subject, ``words`` those behind "the number of" where that stands in it.
    """

    figure: Record
    value: Decimal
    measure: str
    subject: frozenset[str]
    words: frozenset[str]
    times: frozenset[str]
    quote: str


def links(records: Records, reports: list[Report]) -> Iterator[ox.Quad]:
    """What reports say against themselves."""
    for report in reports:
        figures = records.facts(report, "ig:Figure")
        quotes = {figure.iri: quoted(records, figure) for figure in figures}
        for left, right in _pairs(report, figures, quotes):
            note = f"{_shown(left.value)} and {_shown(right.value)} are given for the same thing at the same time"
            yield from _contradiction(report, left.figure, right.figure, quotes, note)
        for first, second, note in misfits(figures, {iri: quote for iri, (_, quote) in quotes.items()}):
            yield from _contradiction(report, first, second, quotes, note)


def quoted(records: Records, figure: Record) -> tuple[str, str]:
    """The evidence of a figure's own words, and these on one line: of several pieces the last on its page, since what stands above
    a list comes before it."""
    quotes = {iri: " ".join(words.split()) for iri, words in records.quotes(figure).items()}
    if not quotes:
        return "", ""
    own = [iri for iri in quotes if f"/text/{figure.one('ig:page')}/" in iri] or list(quotes)
    if len(own) > 1:
        own = [iri for iri in own if _is_printed(figure.one("ig:value"), quotes[iri])] or own
    return own[-1], quotes[own[-1]]


def _is_printed(value: str, quote: str) -> bool:
    """Whether a number stands in some words in digits; thousands may be parted by commas."""
    return re.search(rf"(?<![\d.]){re.escape(value)}(?!\d)", quote.replace(",", "")) is not None


def _contradiction(
    report: Report, left: Record, right: Record, quotes: dict[str, tuple[str, str]], note: str
) -> Iterator[ox.Quad]:
    left, right = sorted((left, right), key=lambda each: each.place)
    evidence = [thing(quotes[each.iri][0]) for each in (left, right)]
    values = {
        "ig:authority": thing(report.authority),
        "ig:left": thing(left.iri),
        "ig:right": thing(right.iri),
        "ig:leftEvidence": evidence[0],
        "ig:rightEvidence": evidence[1],
        "ig:evidence": tuple(dict.fromkeys(evidence)),
        "ig:subject": _subject(left, right),
        "ig:note": note,
        "ig:contradictionScope": concept("contradiction", "document"),
    }
    yield from node(iris.link("contradiction", left.iri, right.iri), "ig:Contradiction", values)


def _subject(left: Record, right: Record) -> str:
    measure = left.code("ig:measure") or right.code("ig:measure")
    known = vocabulary().scheme("measure").get(measure)
    return known.label if known else left.one("ig:counted") or right.one("ig:counted")


def _shown(value: Decimal) -> str:
    return f"{value.normalize():f}"


#
# Two values for one thing
#


def _pairs(
    report: Report, figures: list[Record], quotes: dict[str, tuple[str, str]]
) -> Iterator[tuple[_Value, _Value]]:
    """Values that contradict each other, one pair for each two different values of one thing."""
    groups: dict[tuple[str, str], list[_Value]] = defaultdict(list)
    for value in _values(report, figures, {iri: quote for iri, (_, quote) in quotes.items()}):
        for time in sorted(value.times):
            groups[value.figure.one("ig:unit"), time].append(value)
    seen = set()
    for values in groups.values():
        for left, right in combinations(values, 2):
            what = frozenset((left.value, right.value)), left.words & right.words
            if what not in seen and _contradict(left, right):
                seen.add(what)
                yield left, right


def _contradict(left: _Value, right: _Value) -> bool:
    apart = left.value != right.value and left.quote != right.quote
    listed = is_fact_list(left.figure.code("ig:section")) and is_fact_list(right.figure.code("ig:section"))
    if not apart or listed or left.figure.one("ig:base") != right.figure.one("ig:base"):
        return False
    measures = {left.measure, right.measure} - {""}
    if len(measures) > 1:
        return False
    if left.subject == right.subject and len(left.subject) >= _ENOUGH:
        return True
    if left.words == right.words:
        return len(left.words) >= _ENOUGH or any(left.words <= _words_of(measure) for measure in measures)
    return _is_one_time(left, right)


def _is_one_time(left: _Value, right: _Value) -> bool:
    """Whether two lengths of time at one printed date are told in nearly the same words: these have no parts as counts have."""
    both = left.words & right.words
    is_time = left.figure.code("ig:unit") in _TIMES and len(both) >= _MANY and not left.times & PRESENT
    return is_time and shared(left.words, right.words) >= _NEAR


def _values(report: Report, figures: list[Record], quotes: dict[str, str]) -> Iterator[_Value]:
    """The values of figures, and the earlier values with which they are compared, whose subject and time are told."""
    sentences: dict[str, list[Record]] = defaultdict(list)
    for figure in figures:
        sentences[quotes[figure.iri]].append(figure)
    for figure in figures:
        quote = quotes[figure.iri]
        together = sentences[quote]
        is_part = bool(wording("partWording").search(quote)) and figure is not together[0]
        if is_part or figure.one("ig:qualifier") or figure.one("ig:upperValue"):
            continue
        subject = _subject_words(figure, together, quote)
        words = _telling(wording("numberWording").split(subject)[-1])
        if words and words <= frozenset(terms(quote)):
            told = figure.code("ig:measure"), _telling(subject), words
            now = _times(report, figure.one("ig:period"), quote)
            yield _Value(figure, Decimal(figure.one("ig:value")), *told, now, quote)
            earlier = figure.one("ig:previousValue")
            if earlier and _is_printed(earlier, quote):
                before = _times(report, figure.one("ig:previousPeriod"), "")
                yield _Value(figure, Decimal(earlier), *told, before, quote)


def _subject_words(figure: Record, together: list[Record], quote: str) -> str:
    """The subject of a figure; of a change "from 20 to 30" without one that of its percentage, or what the sentence numbers."""
    own = figure.one("ig:counted")
    if _telling(own) or not figure.one("ig:previousValue"):
        return own
    others = [each for each in together if each.code("ig:unit") == "percent"]
    return others[0].one("ig:counted") if others else _numbered(quote)


def _numbered(quote: str) -> str:
    """What a sentence says it gives the number of."""
    number = wording("numberWording").search(quote)
    what = _PART.match(quote, number.end()) if number else None
    return what[0] if what else ""


@lru_cache(maxsize=20_000)
def _telling(subject: str) -> frozenset[str]:
    """Stems of the words of a subject that tell what is counted."""
    return frozenset(term for term in terms(subject) if " " not in term) - hollow()


@lru_cache(maxsize=200)
def _words_of(measure: str) -> frozenset[str]:
    """Stems of all words by which a measure is known."""
    known = vocabulary().scheme("measure").get(measure)
    labels = (
        [label for name in ("prefLabel", "altLabel", "hiddenLabel") for label in known.all(SKOS + name)]
        if known
        else []
    )
    return frozenset(stem(word) for label in labels for word in tokens(label))


def _times(report: Report, period: str, quote: str) -> frozenset[str]:
    """When a value holds: its period as printed, or the time of the inspection; nothing where the report does not say.

    A day of the fieldwork is the time of the inspection too; "currently" may be any other day of it.
    """
    if _DAY.fullmatch(period) and report.start <= period <= report.end:
        return frozenset({period, INSPECTION})
    if not period or period.endswith("/.."):
        return said_now(quote)
    month = _MONTH_END.fullmatch(period)
    return frozenset({period, month[1]} if month else {period})
