"""Dates as printed, more or less exact, against each other."""

import re

from ...language.periods import find_periods

# ", in the job since May 2014,": of somebody, not of what is said
_ASIDE = re.compile(r",\s+(?:in|who|appointed|an?)\b[^,]*\b(?:19|20)\d\d\s*,", re.IGNORECASE)


def compatible(left: str, right: str) -> bool:
    """Whether two dates may be the same: one begins with the other; ``--07`` is a month of any year."""
    left, right = (each.removesuffix("/..").partition("/")[0] for each in (left, right))
    if left.startswith("--") or right.startswith("--"):
        left, right = sorted((left, right), key=lambda each: not each.startswith("--"))
        month = left[2:]
        return len(right) == 4 or right.removeprefix("-")[-len(month) :].startswith(month) or f"-{month}" in right[4:]
    short, long = sorted((left, right), key=len)
    return long.startswith(short)


def printed(text: str) -> list[str]:
    """The days, months and years of a text."""
    return [each.iso for each in find_periods(text) if each.iso and not each.iso.startswith("P")]


def own(said: str) -> list[str]:
    """The dates of what a clause says, without those that it gives in passing of somebody."""
    return printed(_ASIDE.sub(",", said))
