"""Sentences of a passage: where each begins and ends in the mended text."""

import re
from collections.abc import Iterator
from functools import lru_cache

_STOP = re.compile(r"[.!?]['’”\")\]]*(?=\s|$)")
_STOP_OR_BULLET = re.compile(_STOP.pattern + r"|(?<!\s)[;:,]?(?=\s+•\s)")  # far slower
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.?g|i\.?e|etc|cf|Dr|Mrs?|Ms|Prof|St|No|Nos|vs|approx|para|paras|p|pp|s|ss|Sch|Reg|[A-Z])|\b\w\.\w)\.$"
)
_LONGEST = 10  # characters of an abbreviation
_LONGEST_SENTENCE = (
    1_200  # characters, twice those of the longest known; what runs on, as a damaged text may, would take patterns ages
)
_OPENS = re.compile(r"\s+(?:['‘“\"(\[]*[A-Z0-9£•]|•)")
_REMARK = re.compile(r"\s*\((?:see )?recommendations?\b[^)]*\)\.?", re.IGNORECASE)
_BULLET = re.compile(r"\s*•?\s*")


@lru_cache(maxsize=512)  # the texts of one report, which several extractors read
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Offsets of the sentences of a text in order; a bullet in it is a sentence, a remark in brackets belongs to the one before.

    What is longer than any sentence is cut between two words, so that what reads a sentence ends in a known time.
    """
    return tuple(part for start, end in _sentences(text) for part in _cut(text, start, end))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = _BULLET.match(text, 0).end()  # type: ignore[union-attr]
    for found in (_STOP_OR_BULLET if "•" in text else _STOP).finditer(text):
        end = found.end()
        if end <= start:
            continue
        if remark := _REMARK.match(text, end):
            end = remark.end()
        if _goes_on(text, start, end):
            continue
        yield start, len(text[:end].rstrip())
        start = _BULLET.match(text, end).end()  # type: ignore[union-attr]
    if text[start:].strip():
        yield start, len(text.rstrip())


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST_SENTENCE:
        longest = start + _LONGEST_SENTENCE
        at = text.rfind(" ", start + 1, longest)
        yield start, at if at > 0 else longest
        start = at + 1 if at > 0 else longest
    yield start, end


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of sentences, parted at bullets too: a heading above a list has no full stop."""
    for start, end in sentences(text):
        at = start
        while (bullet := text.find("• ", at, end)) >= 0:
            if bullet > at:
                yield at, bullet
            at = bullet + 2
        yield at, end


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a full stop does not end its sentence: it belongs to an abbreviation, or what follows is in lower case."""
    if end >= len(text.rstrip()):
        return False
    return bool(_ABBREVIATION.search(text, max(start, end - _LONGEST), end)) or not _OPENS.match(text, end)
