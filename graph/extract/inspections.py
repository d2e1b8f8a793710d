"""Inspections: whose services were inspected, under which framework, on which days, and when the report came out."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from ..dates import Period, find_dates, find_periods
from ..document import Evidence
from ..facts import Code, Fact, InspectionRecord, Problem
from ..register import Authority, register
from ..structure import FEWEST_WORDS, Report, is_too_short
from ..structure.passages import Passage, cut, mend
from ..vocabulary import Vocabulary, tokens

VERSION = 1
ANY_DOCUMENT = True

_NAME_LINES = 3  # the name of an authority on a cover is printed on at most this many lines
_FIELD_LINES = 3  # a date may go on for this many lines
_MOST_NAME_WORDS = 9


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """The inspection record, and problems where an authority, a date or the framework is not to be had."""
    if report.framework == "unknown":
        yield _problem("unknown-framework", "information", _unknown_message(report, vocabulary), ())
        return
    days, period_words = _periods(report, vocabulary)
    start = days[0].start if days else None
    authority, name_words = _authority(report, vocabulary, start)
    published, published_words = _published(report, vocabulary)
    yield InspectionRecord(
        evidence=_evidence(report, (name_words, period_words, published_words)),
        framework=report.framework,
        version=report.version,
        gss=authority.gss if authority else "",
        authority=authority.name if authority else "",
        periods=tuple(days),
        published=published,
        reviews_board=report.reviews_board,
        board=f"{register(vocabulary).place(authority.gss)} Local Safeguarding Children Board" if authority else "",
    )
    if not authority:
        yield _problem(
            "unknown-authority",
            "error",
            "no authority of the register is named on the cover; add the name to ontology/authorities.ttl",
            (),
        )
    if not days:
        yield _problem(
            "no-inspection-date",
            "error",
            "no days of inspection are printed on the cover; look where the report prints them, and add the wording to ontology/fields.ttl",
            (),
        )
    if published and start and published < start:
        yield _problem(
            "dates-out-of-order",
            "warning",
            "the printed date of publication is before the inspection",
            _evidence(report, (published_words,)),
        )


@lru_cache(maxsize=2)  # extractors that need the authority or the days read one report after the other
def record(report: Report, vocabulary: Vocabulary) -> InspectionRecord | None:
    """The inspection record of a report, none where its framework is not known."""
    return next((fact for fact in extract(report, vocabulary) if isinstance(fact, InspectionRecord)), None)


def _unknown_message(report: Report, vocabulary: Vocabulary) -> str:
    if is_too_short(report.document, vocabulary):
        return (
            f"the text speaks of an inspection and is too short to be read as an article: it has fewer than {FEWEST_WORDS} words"
            " beside headline, date and furniture; its text is kept and nothing was read from it"
        )
    if report.document.media_type != "application/pdf":
        return (
            "the document is no inspection report of a known framework; its text is kept and nothing was read from it"
        )
    return (
        "no cover title of a known framework was found; the text is kept and nothing was read from it."
        " A new layout is described in ontology/frameworks.ttl"
    )


def _problem(code: str, severity: str, message: str, evidence: tuple[Evidence, ...]) -> Problem:
    return Problem(evidence=evidence, severity=Code("severity", severity), code=code, message=message)


def _evidence(report: Report, passages: tuple[Passage | None, ...]) -> tuple[Evidence, ...]:
    return tuple(part for passage in passages if passage for part in passage.evidence(report.document))


def _field(report: Report, vocabulary: Vocabulary, code: str) -> Iterator[Passage]:
    """Lines of the cover that begin with the label of a field, with the lines that may carry on."""
    fields = vocabulary.matcher("field")
    for index, line in enumerate(report.cover):
        if any(match.code == code for match in fields.at_start(tokens(line.text))):
            for count in range(1, _FIELD_LINES + 1):
                yield mend(report.cover[index : index + count])


def _periods(report: Report, vocabulary: Vocabulary) -> tuple[list[Period], Passage | None]:
    found: list[tuple[Period, int, int]] = []
    words: Passage | None = None
    for passage in _field(report, vocabulary, "inspection-dates"):
        periods = _fieldwork(find_periods(passage.text))
        if len(periods) > len(found) or (
            periods and found and periods[-1][0] != found[-1][0] and periods[0][0].start == found[0][0].start
        ):
            found, words = periods, cut(passage, 0, periods[-1][2])
        elif periods:
            break
    return [period for period, _, _ in found], words


def _fieldwork(periods: list[tuple[Period, int, int]]) -> list[tuple[Period, int, int]]:
    """Spans that follow one another closely in the text: a date of publication in the next line is none of them."""
    kept = periods[:1]
    for item in periods[1:]:
        if item[1] - kept[-1][2] <= len(" and from "):
            kept.append(item)
        else:
            break
    return kept


def _published(report: Report, vocabulary: Vocabulary) -> tuple[date | None, Passage | None]:
    for passage in _field(report, vocabulary, "published"):
        for day, _, end in find_dates(passage.text):
            return day, cut(passage, 0, end)
    return None, None


def _authority(report: Report, vocabulary: Vocabulary, start: date | None) -> tuple[Authority | None, Passage | None]:
    names = register(vocabulary)
    for passage, name in _candidates(report, vocabulary):
        if authority := names.resolve(name, start):
            return authority, passage
    return None, None


def _candidates(report: Report, vocabulary: Vocabulary) -> Iterator[tuple[Passage, str]]:
    """Words of the cover that may name the authority: those a title leaves a place for, then whole lines, then those of statements."""
    stretches = [
        mend(report.cover[index : index + count])
        for index in range(len(report.cover))
        for count in range(1, _NAME_LINES + 1)
    ]
    for passage in stretches:
        for title in vocabulary.scheme("framework")[report.version].all("coverTitle"):
            if "*" in title:
                yield from ((passage, name) for name in _between(tokens(passage.text), tokens(title)))
    yield from ((passage, passage.text) for passage in stretches if len(tokens(passage.text)) <= _MOST_NAME_WORDS)
    for statement in report.statements:
        words = tokens(statement.passage.text)
        for label in vocabulary.scheme("area")[statement.area].labels:
            if "*" in label:
                yield from ((statement.passage, name) for name in _between(words, tokens(label)))


def _between(words: tuple[str, ...], title: tuple[str, ...]) -> Iterator[str]:
    """What stands in the place of ``*``, shortest first; behind a label that ends with it, a few words."""
    star = title.index("*")
    before, after = title[:star], title[star + 1 :]
    if words[:star] != before:
        return
    for end in range(star + 1, min(len(words), star + _MOST_NAME_WORDS) + 1):
        if words[end : end + len(after)] == after:
            yield " ".join(words[star:end])
