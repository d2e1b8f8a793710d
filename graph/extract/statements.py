"""Statements: the sentences that stand in no numbered paragraph: of summaries, which newspapers quote first, and of facts about an area."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Line
from ..facts import Code, Fact
from ..structure import Report
from ..structure.passages import Passage, cut, mend
from ..structure.report import Section
from ..structure.sentences import sentences
from ..vocabulary import Vocabulary, tokens

VERSION = 1

_HOLDS = ("summary", "findings", "facts")
_FEWEST = 5  # words of a sentence
_ENDS = (".", "!", "?")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)")
_NUMBERING = re.compile(r"(?<!\d)\d{1,2}\.$")  # of the next row of a table
_FULL = 0.8  # share of the longest line that a line of running text has
_SMALL_PRINT = re.compile(r"\d{1,2}\s*[A-Z]|©")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Fact):
    """A sentence of a summary or of facts about an area.

    ``section`` is empty for the text on the cover of a report, ``area`` where it is about none.
    """

    position: int
    text: str
    section: Code | None
    area: Code | None

    @property
    def key(self) -> tuple[str, ...]:
        return ("statement", str(self.position))


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """The sentences in the order of the report."""
    position = 0
    for section, passage in _summaries(report, vocabulary):
        for start, end in sentences(passage.text):
            sentence = cut(passage, start, end)
            if _is_said(sentence.text):
                position += 1
                yield Statement(
                    evidence=sentence.evidence(report.document),
                    position=position,
                    text=sentence.text,
                    section=Code("section", section.code) if section else None,
                    area=Code("area", section.area) if section and section.area else None,
                )


def _is_said(sentence: str) -> bool:
    plain = sentence.rstrip("’”'\")] ")
    return plain.endswith(_ENDS) and not _NUMBERING.search(plain) and len(tokens(sentence)) >= _FEWEST


def _summaries(report: Report, vocabulary: Vocabulary) -> Iterator[tuple[Section | None, Passage]]:
    """The prose of the cover, and sections without paragraphs or the prose in front of these."""
    if (cover := _cover(report, vocabulary)).text:
        yield None, cover
    for section in report.sections:
        if section.holds in _HOLDS and section.lines:
            passage = section.passage
            if section.items:
                passage = _in_front(passage, section.items[0])
            if passage.text:
                yield section, passage


def _cover(report: Report, vocabulary: Vocabulary) -> Passage:
    """The prose of the cover: what stands behind the last grade, from the first full line to the small print."""
    lines = list(report.cover) if report.sections else []
    printed = next((at for at, line in enumerate(lines) if _SMALL_PRINT.match(line.text)), None)
    lines = lines[_behind_grades(lines, vocabulary) : printed]
    full = _FULL * max((len(line.text) for line in lines), default=0)
    first = next((at for at, line in enumerate(lines) if len(line.text) >= full), 0)
    return mend(lines[first:])


def _behind_grades(lines: list[Line], vocabulary: Vocabulary) -> int:
    """The order of the line behind the last that ends with a grade, in front of the first sentence."""
    grades = tuple(label for grade in vocabulary.scheme("grade").values() for label in grade.labels if len(label) > 1)
    graded = 0
    for at, line in enumerate(lines):
        text = line.text.rstrip()
        if text.endswith(grades):
            graded = at + 1
        elif graded and _SENTENCE_END.search(text):
            break
    return graded


def _in_front(passage: Passage, item: Passage) -> Passage:
    """What stands in a section in front of its first paragraph."""
    first = item.segments[0]
    at = next(
        (part.at for part in passage.segments if (part.page, part.end) > (first.page, first.start)), len(passage.text)
    )
    return cut(passage, 0, at)
