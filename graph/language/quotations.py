"""Words in quotation marks: where each quotation of a paragraph begins and ends, whatever marks are printed."""

import re
from dataclasses import dataclass

_OPENS = re.compile(r"(?:(?<=[\s(\[—–:-])|^)(?:[“‘\"'”]|’(?!\d\ds\b))(?=[\w£…(\[‘'“\"])")
_DOUBLE = frozenset('“”"')
_CLOSES_DOUBLE = re.compile(r"[”\"](?!\w)")
_CLOSES_SINGLE = re.compile(r"(?<=[^\s])['’](?!\w)")
BLANK = "¤"
_POSSESSIVE = re.compile(r"s['’]\s+[a-z]")  # "the leaders' plans" may stand inside single marks


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks at ``text[start:end]``; ``inner_start`` and ``inner_end`` leave the marks out.

    ``closed`` is false where the paragraph ends before the quotation does, which then goes on in the next one.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


def quotations(text: str) -> list[Quotation]:
    """The quotations of a paragraph in order; those inside others are left out."""
    found: list[Quotation] = []
    at = 0
    while opened := _OPENS.search(text, at):
        quotation = _from(text, opened.start())
        if quotation:
            found.append(quotation)
        at = quotation.end if quotation else opened.end()
    return found


def _from(text: str, start: int) -> Quotation | None:
    mark = text[start]
    if mark in _DOUBLE:
        closing = _CLOSES_DOUBLE.search(text, start + 1)
        if not closing:
            return Quotation(start, len(text), start + 1, len(text), closed=False)
        return Quotation(start, closing.end(), start + 1, closing.start())
    end = _single_end(text, start + 1)
    if end is None:
        # An apostrophe opens a word ('tis), unless the paragraph does: then speech goes on in the next.
        whole = mark == "‘" and not text[:start].strip()
        return Quotation(start, len(text), start + 1, len(text), closed=False) if whole else None
    return Quotation(start, end + 1, start + 1, end)


def _single_end(text: str, at: int) -> int | None:
    """Where a single mark closes: the apostrophe of "the leaders' plans" does not, where another mark follows before the next opens."""
    closing = _CLOSES_SINGLE.search(text, at)
    while closing and _POSSESSIVE.match(text, closing.start() - 1):
        later = _CLOSES_SINGLE.search(text, closing.end())
        opened = _OPENS.search(text, closing.end())
        if not later or (opened and opened.start() < later.start()):
            break
        closing = later
    return closing.start() if closing else None


def masked(text: str, found: list[Quotation]) -> str:
    """The text with the words of its quotations blanked, so that nothing in them is taken for the writer's own words.

    A capital at their beginning and the punctuation at their end stay, for they tell where sentences begin and end.
    """
    for each in found:
        inner = text[each.inner_start : each.inner_end]
        first = "Q" if inner[:1].isupper() else BLANK
        last = inner[-1:] if inner[-1:] in ".,!?" else BLANK
        blank = (first + BLANK * max(0, len(inner) - 2) + last)[: len(inner)]
        text = text[: each.inner_start] + blank + text[each.inner_end :]
    return text
