"""Statements of several files of one report that say the same."""

from collections import defaultdict

from rapidfuzz import fuzz, process

from ..vocabulary import tokens
from .rows import Row

_FEWEST_LETTERS = 20  # so many, at least, make part of a text the same as the whole
_ALIKE = 90  # per cent of likeness above which two files of one report say the same


def same_text(rows: list[Row], key: tuple[str, ...]) -> list[list[Row]]:
    """Rows of different files of a report that say the same, together; the first row of a group comes first in ``rows``."""
    groups: list[list[Row]] = []
    places: dict[tuple[str, ...], list[tuple[str, list[Row]]]] = defaultdict(list)
    for row in rows:
        candidates = places[tuple(row[name] for name in key)]
        free = [each for each in candidates if all(row["document"] != other["document"] for other in each[1])]
        letters = _letters(row["text"])
        index = _saying([whole for whole, _ in free], letters)
        if index is None:
            candidates.append((letters, [row]))
            groups.append(candidates[-1][1])
        else:
            free[index][1].append(row)
    return groups


def _letters(text: str) -> str:
    # Without spaces, because files differ in the hyphens they lost: "re-establish", "reestablish".
    return "".join(tokens(text))


def _saying(wholes: list[str], part: str) -> int | None:
    """Which text is another one, or what is left of it where a file lost its beginning, its end, or a few characters."""
    for index, whole in enumerate(wholes):
        if whole == part or (len(part) >= _FEWEST_LETTERS and (whole.startswith(part) or whole.endswith(part))):
            return index
    probes = [part[at : at + _FEWEST_LETTERS] for at in range(0, len(part) - _FEWEST_LETTERS, _FEWEST_LETTERS)][1:]
    # Comparing long texts is slow; those that have none of the words need not be compared.
    likely = {index: whole for index, whole in enumerate(wholes) if any(probe in whole for probe in probes)}
    found = process.extractOne(part, likely, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE)
    return found[2] if found else None
