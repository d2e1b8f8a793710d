"""Days in words, as British readers write them."""

import re
from datetime import date

_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_LENGTH = re.compile(r"P(\d+)([YMWD])")


def day(iso: str) -> str:
    """``2016-07-04`` as "4 July 2016", ``2016-07`` as "July 2016", two of them with a slash as "July 2016 to May 2017", and a length of
    time, ``P12M``, as "12 months"; all else stays.
    """
    if "/" in iso:
        start, _, end = iso.partition("/")
        return f"since {day(start)}" if end in ("", "..") else f"{day(start)} to {day(end)}"
    if length := _LENGTH.fullmatch(iso):
        return f"{length[1]} {_UNITS[length[2]]}{'' if length[1] == '1' else 's'}"
    try:
        value = date.fromisoformat(iso if len(iso) != len("2016-07") else f"{iso}-01")
    except ValueError:
        return iso
    return f"{value:%B %Y}" if len(iso) == len("2016-07") else f"{value.day} {value:%B %Y}"


def period(start: str, end: str) -> str:
    """Two days as "4 to 28 July 2016"; one where they are the same or the second is missing."""
    if not end or start == end:
        return day(start)
    if not start:
        return f"until {day(end)}"
    first = day(start).split(" ")
    last = day(end).split(" ")
    while len(first) > 1 and first[-1] == last[-1]:
        first.pop()
        last.pop()
    return f"{' '.join(first)} to {day(end)}"
