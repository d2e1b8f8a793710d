"""Claims before they are numbered, and the sentences they are read from."""

import re
from dataclasses import dataclass, field
from typing import Any

from .moments import Moment
from .phrases import words
from .quotations import Quotation
from .speech import Speaker

_FEWEST_OF_SPEAKER = 3  # words of speech that is a sentence of its own
_SPEECH_WORDS = 6  # words of a quotation that is speech and no phrase


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it is numbered: its place in its passage, its kind, its speaker, and the fields of the kind."""

    start: int
    end: int
    kind: str
    speaker: Speaker | None = None
    fields: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Sentence:
    """A sentence of a passage at ``text[start:end]``, the text with quotations masked, and the dates in it.

    ``numbers`` are the figures that were read of it, with their places; ``loose`` marks a headline or an entry of a list, ``attributed``
    what somebody is said to say.
    """

    text: str
    mask: str
    start: int
    end: int
    quotes: list[Quotation]
    moments: list[Moment]
    numbers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    loose: bool = False
    attributed: bool = False

    def dates(self, start: int, end: int) -> list[Moment]:
        """The dates in a stretch."""
        return [each for each in self.moments if start <= each.start < end]

    def is_speech(self, quote: Quotation) -> bool:
        """Whether a quotation is speech: all there is, or long and a sentence of its own."""
        inner, before = self.text[quote.inner_start : quote.inner_end], self.text[self.start : quote.start]
        if not re.search(r"\w", before + self.text[quote.end : self.end]):
            return True
        opens = not before.strip() or before.rstrip()[-1:] in ":,"
        ends = inner.rstrip()[-1:] in ".,!?"
        if ends and opens and len(words(inner)) >= _FEWEST_OF_SPEAKER:
            return True
        return len(words(inner)) >= _SPEECH_WORDS and (
            (ends and (opens or inner[:1].isupper())) or (opens and inner[:1].isupper())
        )
