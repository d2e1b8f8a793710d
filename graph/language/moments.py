"""When something was, in the words of newspapers: "in July", "last year", "today", counted from the day of publication."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ..dates import MONTHS
from .periods import find_periods

_MONTH = re.compile(
    r"\b(?i:in|since|during|by|until|from|of|early|late|mid|last|this)[\s-]+(?:early\s+|late\s+|mid-)?"
    rf"(?P<month>{'|'.join(map(str.title, MONTHS))})\b(?!\s+\d)"
)
_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{'|'.join(map(str.title, MONTHS))})\b(?!,?\s+\d{{4}})"
)
_DAYS = re.compile(
    rf"\b(?P<first>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+(?P<begun>{'|'.join(map(str.title, MONTHS))}))?\s*(?:to|and|until|[-–—])\s*"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{'|'.join(map(str.title, MONTHS))})\b(?:,?\s+(?P<year>(?:19|20)\d\d))?"
)
_LAST_YEAR = re.compile(r"\s+(?:of\s+)?last\s+year\b", re.IGNORECASE)
_WORDS = re.compile(
    r"\b(?P<word>today|yesterday|last year|this year|last month|this month|"
    r"(?P<count>two|three|four|five|six|seven|eight|nine|ten|a)\s+years?\s+ago)\b",
    re.IGNORECASE,
)
_SAME = re.compile(r"\b(?:the same|that same|that) (?P<unit>day|date|month|year)\b", re.IGNORECASE)
_AS_EXACT = {"day": len("2015-03-31"), "date": len("2015-03-31"), "month": len("2015-03"), "year": len("2015")}
_COUNTS = ["zero", "a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, month, year or span of days at ``text[start:end]`` as ISO 8601; ``--07`` is a July whose year cannot be told."""

    start: int
    end: int
    iso: str


def moments(text: str, published: date | None, before: str = "") -> list[Moment]:
    """Every date of a text in order, those that count from the day of publication too, where that is known.

    :param before: the date that was named last in front of the text, which "the same month" means
    """
    found = [Moment(each.start, each.end, each.iso) for each in find_periods(text)]
    spans = [_span(match, published) for match in _DAYS.finditer(text)]
    found = [
        each
        for each in found
        if each.iso
        and not each.iso.startswith("P")
        and not any(span.start < each.end and each.start < span.end for span in spans)
    ]
    found += spans
    for match in (*_DAY.finditer(text), *_MONTH.finditer(text), *_WORDS.finditer(text)):
        iso = (
            _relative(match, published)
            if match.re is _WORDS
            else _month(match["month"], published, bool(_LAST_YEAR.match(text, match.end())))
        )
        iso += f"-{int(match['day']):02}" if match.re is _DAY else ""
        behind = _LAST_YEAR.match(text, match.end())
        end = behind.end() if behind else match.end()
        if iso and not any(each.start < match.end() and match.start() < each.end for each in found):
            found.append(Moment(match.start(), end, iso))
    return _with_same(text, sorted(found, key=lambda each: each.start), before)


def _with_same(text: str, found: list[Moment], before: str) -> list[Moment]:
    """The dates with those that are the one named before: "in the same month", "that year"."""
    same = []
    for match in _SAME.finditer(text):
        named = [each.iso for each in found if each.end <= match.start()]
        iso = (named[-1] if named else before)[: _AS_EXACT[match["unit"].lower()]]
        if iso[:1].isdigit() and "/" not in iso:
            same.append(Moment(*match.span(), iso))
    return sorted([*found, *same], key=lambda each: each.start)


def blanked(text: str, found: list[Moment]) -> str:
    """The text with blanks in the places of dates that print no year, which readers of reports would take for numbers."""
    for each in found:
        if "/" in each.iso.removesuffix("/..") or not re.search(r"(?:19|20)\d\d", text[each.start : each.end]):
            text = text[: each.start] + " " * (each.end - each.start) + text[each.end :]
    return text


def _span(match: re.Match[str], published: date | None) -> Moment:
    """ "14 to 25 February": both days with the month and, where it can be told, the year."""
    last, first = (
        f"{match['year']}-{MONTHS.index(name.lower()) + 1:02}"
        if match["year"]
        else _month(name, published, before=False)
        for name in (match["month"], match["begun"] or match["month"])
    )
    return Moment(*match.span(), f"{first}-{int(match['first']):02}/{last}-{int(match['day']):02}")


def _month(name: str, published: date | None, before: bool) -> str:
    """The last such month up to the publication, or that of the year before."""
    number = MONTHS.index(name.lower()) + 1
    if not published:
        return f"--{number:02}"
    return f"{published.year - (before or number > published.month)}-{number:02}"


def _relative(match: re.Match[str], published: date | None) -> str:
    if not published:
        return ""
    word = match["word"].lower()
    if word in ("today", "yesterday"):
        return (published - timedelta(days=word == "yesterday")).isoformat()
    if word.endswith("month"):
        first = published.replace(day=1)
        return f"{(first - timedelta(days=1) if word.startswith('last') else first):%Y-%m}"
    years = _COUNTS.index(match["count"].lower()) if match["count"] else int(word.startswith("last"))
    return str(published.year - years)
