"""Days, months, years and spans of time in prose, as ISO 8601: what a figure's date is printed as, no more exact than printed."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_NAMES = [name.lower() for name in calendar.month_name]
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = rf"(?:(?:{_DAY}\s+(?:of\s+)?)?{_MONTH},?\s+{_YEAR}|{_MONTH}\s+{_DAY},?\s+{_YEAR})"
_DASH = r"[-–—−─‐‑]"
_SCHOOL_YEAR = rf"(?:{_YEAR}\s?(?:/|{_DASH})\s?(?:20)?\d\d(?!\d)|(?<=(?-i:In )){_YEAR}\s+to\s+\d\d(?=,\s))"
_HALF = rf"{_MONTH}(?=\s+(?:and|to|until|up to)\s+(?:the\s+end\s+of\s+)?{_MONTH},?\s+{_YEAR})"
_POINT = rf"(?:{_SCHOOL_YEAR}|{_DATE}|{_HALF}|{_YEAR})(?![\d,]\d|\w)"
_COUNT = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen"
_WORDS = {word: number for number, word in enumerate(_COUNT.split("|")) if number} | {"eighteen": 18}
_LETTERS = {"year": "Y", "month": "M", "week": "W", "day": "D"}
_POINTS = re.compile(
    rf"\b(?=[0-9JFMASOND])(?P<first>{_POINT})"
    rf"(?:(?P<joint>\s*(?:and|to|until|up\s+to|{_DASH})\s*)(?:the\s+end\s+of\s+)?(?P<second>{_POINT}))?",
    re.IGNORECASE,
)
_DAYS = re.compile(rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}\b(?!,?\s+{_YEAR})")
_LENGTHS = re.compile(
    rf"\b(?:last|past|previous|preceding|prior)\s+(?:(?P<count>{_COUNT})[-\s])?(?:full\s+)?(?P<unit>year|month|week|day)s?\b(?:\s+period)?"
    rf"(?:\s+(?:before|prior\s+to|up\s+to)\s+(?:the\s+|this\s+|our\s+)?inspection\b)?"
    rf"|\b(?P<count2>{_COUNT})[-\s](?P<unit2>year|month|week)s?(?:\s+period)?\s+(?:before|prior\s+to|preceding|up\s+to|leading\s+up\s+to)"
    rf"\s+(?:the\s+|this\s+|our\s+)?(?:inspection|visit|review)\b",
    re.IGNORECASE,
)
_MONTHS_TO = re.compile(
    rf"\b(?:(?P<count>{_COUNT})[-\s]months?(?:\s+period)?|(?:year|12\s+months))\s+(?:ending|ended|to|up\s+to)\s+(?:the\s+end\s+of\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+end\s+of\s+)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_END_OF = re.compile(r"\b(?:the\s+)?end(?:\s+of)?\s+$", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:Acts?|Regulations|Order|Rules|Guidance|Children)\s+\Z")
_HINT = re.compile(r"(?:19|20)\d\d|\b(?:year|month|week|day)", re.IGNORECASE)
_MONTHS_OF_YEAR = 12


@dataclass(frozen=True, slots=True)
class Period:
    """A point or span of time at ``text[start:end]``.

    ``iso`` is a day, month or year, ``from/to``, or a length of time before the inspection (``P12M``); empty
    for the year in the title of a law.
    """

    start: int
    end: int
    iso: str


def find_periods(text: str) -> list[Period]:
    """Every date and period of a text in order; a day without its year has no ISO."""
    if not _HINT.search(text):
        return [Period(found.start(), found.end(), "") for found in _DAYS.finditer(text)]
    points = [period for found in _POINTS.finditer(text) for period in _point_periods(text, found)]
    points += [
        Period(found.start(), found.end(), "")
        for found in _DAYS.finditer(text)
        if not any(found.start() < point.end and point.start < found.end() for point in points)
    ]
    lengths = [Period(found.start(), found.end(), _length(found)) for found in _LENGTHS.finditer(text)]
    free = [each for each in lengths if not any(each.start < point.end and point.start < each.end for point in points)]
    return sorted([*points, *free], key=lambda period: period.start)


def _point_periods(text: str, found: re.Match[str]) -> list[Period]:
    """A date, or a span of two; two dates joined by "and" are a span only behind "between". The year of a law is none, its ISO empty."""
    if _TITLE.search(text, max(0, found.start() - 20), found.start()):
        return [Period(found.start(), found.end(), "")]
    if not found["second"]:
        return [_point_period(text, found)]
    before = text[max(0, found.start() - 20) : found.start()]
    second = Period(found.start("second"), found.end("second"), _point(found["second"]))
    if found["joint"].strip().lower() == "and" and "between" not in before.lower():
        return [Period(found.start("first"), found.end("first"), _point(_dated(found))), second]
    begin, end = _point(_dated(found)).split("/")[0], second.iso.split("/")[-1]
    lead = _BETWEEN.search(before)
    return [Period(found.start() - len(lead.group()) if lead else found.start(), found.end(), f"{begin}/{end}")]


def _dated(found: re.Match[str]) -> str:
    """The first of two dates, with the year of the second where it has none of its own."""
    first, second = found["first"], found["second"]
    return str(first) if first[-1].isdigit() else f"{first} {second[-4:]}"


def _point_period(text: str, found: re.Match[str]) -> Period:
    """A date, with the words before it that say what it is the end or the beginning of."""
    before, first = text[max(0, found.start() - 60) : found.start()], found["first"]
    if lead := _MONTHS_TO.search(before):
        iso = _months_to(
            first, _number(lead["count"]) if lead["count"] else _MONTHS_OF_YEAR, bool(_END_OF.search(before))
        )
    elif lead := _SINCE.search(before):
        iso = f"{_point(first).split('/')[0]}/.."
    else:
        lead = _END_OF.search(before)
        iso = _point(first, end_of=bool(lead))
    return Period(found.start() - len(lead.group()) if lead else found.start(), found.end(), iso)


def _length(found: re.Match[str]) -> str:
    """A length of time before the inspection: the last 12 months are P12M."""
    count, unit = found["count"] or found["count2"], found["unit"] or found["unit2"]
    return f"P{_number(count) if count else 1}{_LETTERS[unit.lower()]}"


def _number(text: str) -> int:
    return _WORDS.get(text.lower(), 0) or int(text)


def _point(text: str, end_of: bool = False) -> str:
    """A printed date as ISO; a year of two years ("2013–14") is a span of years."""
    if years := re.fullmatch(rf"({_YEAR})\s?(?:/|{_DASH}|to\s)\s?(?:20)?(\d\d)", text):
        return f"{years[1]}/{years[1][:2]}{years[2]}"
    month = re.search(_MONTH, text)
    year = text[-4:]
    if not month:
        return year
    number = next(n for n, name in enumerate(_NAMES) if n and name.startswith(month.group().lower().rstrip(".")[:3]))
    day = re.match(r"\d{1,2}", text) or re.search(r"(?<=\s)\d{1,2}(?=(?:st|nd|rd|th)?,?\s)", text)
    if day and 0 < int(day.group()) <= calendar.monthrange(int(year), number)[1]:
        return f"{year}-{number:02}-{int(day.group()):02}"
    last = f"-{calendar.monthrange(int(year), number)[1]}" if end_of else ""
    return f"{year}-{number:02}{last}"


def _months_to(text: str, months: int, end_of: bool) -> str:
    """The year, or so many months, that end with a day or month; what is no whole number of months is given by its end alone."""
    last = _point(text, end_of)
    if "/" in last or "-" not in last:
        return last
    year, month, *day = map(int, last.split("-"))
    if day and day[0] != calendar.monthrange(year, month)[1]:
        return f"{date(year - 1, month, day[0]) + timedelta(days=1)}/{last}" if months == _MONTHS_OF_YEAR else last
    whole = year * _MONTHS_OF_YEAR + month - months
    first = f"{whole // _MONTHS_OF_YEAR}-{whole % _MONTHS_OF_YEAR + 1:02}"
    return f"{first}-01/{last}" if day else f"{first}/{last}"
