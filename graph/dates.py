"""Dates and spans of days as English documents print them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
"""The names of the months in lower case; those of the standard library follow the machine's language."""
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)
_DATE = re.compile(rf"(?P<day>{_DAY})\s*(?:of\s+)?(?P<month>{_MONTH})[\s,]*(?P<year>(?:19|20)\d\d)", re.IGNORECASE)
# A dash that a damaged text lost leaves two numbers side by side, so what parts them is optional behind a month or year.
_PARTED = r"\s*(?:to|until|till|and|[-–—−])\s*"
# What newspapers and web pages print beside: "November 18, 2016", "2016-11-18", "18/11/2016" (the day first, as in Britain).
_OTHER_FORMS = re.compile(
    rf"\b(?P<month>{_MONTH})\s+(?P<day>{_DAY})(?:,|\s)\s*(?P<year>(?:19|20)\d\d)\b"
    r"|(?<![\d/.-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)(?!\d)"
    r"|(?<![\d/.-])(?P<day2>\d{1,2})[/.](?P<month2>\d{1,2})[/.](?P<year2>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_SPAN = re.compile(
    rf"(?P<day1>{_DAY})(?:\s*(?P<month1>{_MONTH})[\s,]*(?P<year1>(?:19|20)\d\d)?(?:{_PARTED}|\s*)|{_PARTED}|\s+)"
    rf"(?P<day2>{_DAY})\s*(?P<month2>{_MONTH})[\s,]*(?P<year2>(?:19|20)\d\d)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, both ends included."""

    start: date
    end: date


def find_dates(text: str) -> Iterator[tuple[date, int, int]]:
    """Every full date in a text with its offsets."""
    for match in _DATE.finditer(text):
        if found := _date(match["day"], match["month"], int(match["year"])):
            yield found, *match.span()


def find_days(text: str) -> Iterator[tuple[date, int, int]]:
    """Every full date in a text with its offsets, in the forms of newspapers and web pages too; in numbers the day comes first."""
    found = list(find_dates(text))
    for match in _OTHER_FORMS.finditer(text):
        if (day := _day(match)) and not any(a < match.end() and match.start() < b for _, a, b in found):
            found.append((day, *match.span()))
    yield from sorted(found, key=lambda item: item[1])


def _day(match: re.Match[str]) -> date | None:
    if match["month"]:
        return _date(match["day"], match["month"], int(match["year"]))
    year, month, day = match["iso"].split("-") if match["iso"] else (match["year2"], match["month2"], match["day2"])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def find_periods(text: str) -> list[tuple[Period, int, int]]:
    """Spans of days in a text with their offsets, in order; a lone date is a span of one day.

    The year that only the last of several spans carries holds for all of them.
    """
    blank = _WEEKDAY.sub(lambda match: " " * len(match.group()), text)
    found: list[tuple[Period, int, int]] = []
    taken = 0
    for match in _SPAN.finditer(blank):
        if period := _period(match, blank):
            found.append((period, *match.span()))
            taken = match.end()
    found += [
        (Period(day, day), start, end)
        for day, start, end in find_dates(blank)
        if not any(a < end and start < b for _, a, b in found) and start >= taken
    ]
    return sorted(found, key=lambda item: item[1])


def _period(match: re.Match[str], text: str) -> Period | None:
    later_year = re.search(r"(?:19|20)\d\d", text[match.end() :])
    year2 = match["year2"] or (later_year.group() if later_year else None) or match["year1"]
    if not year2:
        return None
    end = _date(match["day2"], match["month2"], int(year2))
    start = _date(match["day1"], match["month1"] or match["month2"], int(match["year1"] or year2))
    if start and end and start > end and not match["year1"]:
        start = _date(match["day1"], match["month1"] or match["month2"], start.year - 1)
    return Period(start, end) if start and end and start <= end else None


def _date(day: str, month: str, year: int) -> date | None:
    number = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(month.lower().rstrip(".")[:3]))
    try:
        return date(year, number, int(re.sub(r"\D", "", day)))
    except ValueError:
        return None
