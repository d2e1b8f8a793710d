"""Polarity of findings against annotations made by reading: ``python -m tests.measures.polarity ../shared/corpus``.

The same findings are given to a general sentiment tool (VADER), in the two ways in which it can be asked: for each sentence, joined as
the annotations are, and for the whole finding.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from graph.extract.polarity import polarity_of, weigh
from graph.vocabulary import vocabulary

from ..polarity_annotations import Annotated, annotated
from . import Measured, Row, main

FLOOR = 0.80
LEAD = 0.15  # by which it must be ahead of the general tool
_WORD = 0.05  # VADER's own threshold between a mood and none


@dataclass(frozen=True, slots=True)
class Compared:
    """A finding with its annotated signs and those that were read, and what the general tool makes of it."""

    annotated: Annotated
    signs: str
    tool_by_sentence: str
    tool_by_finding: str

    @property
    def wanted(self) -> str:
        """The polarity that follows from the annotated signs."""
        return polarity_of(self.annotated.signs)

    @property
    def read(self) -> str:
        """The polarity that was read."""
        return polarity_of(self.signs)


def compare(corpus: Path) -> list[Compared]:
    """All findings annotated for testing."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    tool = SentimentIntensityAnalyzer()

    def mood(text: str) -> str:
        score = tool.polarity_scores(text)["compound"]
        return "+" if score >= _WORD else "-" if score <= -_WORD else "0"

    return [
        Compared(
            finding,
            signs_of(finding),
            polarity_of("".join(map(mood, finding.sentences))),
            polarity_of(mood(" ".join(finding.sentences))),
        )
        for finding in annotated(corpus, "test")
    ]


def signs_of(finding: Annotated) -> str:
    """The signs that are read from the sentences of a finding."""
    return "".join(sign for sign, _, _ in weigh(" ".join(finding.sentences), finding.section, vocabulary()).signs)


def measure(corpus: Path) -> Measured:
    """Accuracy on findings and on sentences, and the lead over the general tool."""
    compared = compare(corpus)
    return Measured(rows(compared), wrong(compared))


def rows(compared: list[Compared]) -> list[Row]:
    """The measures of findings that were compared."""
    n = len(compared)
    right = sum(each.read == each.wanted for each in compared) / n
    tool = max(
        sum(each.tool_by_sentence == each.wanted for each in compared) / n,
        sum(each.tool_by_finding == each.wanted for each in compared) / n,
    )
    pairs = [pair for each in compared for pair in zip(each.signs, each.annotated.signs, strict=False)]
    return [
        Row("polarity: findings right", right, FLOOR, n),
        Row("polarity: sentences right", sum(a == b for a, b in pairs) / len(pairs), FLOOR, len(pairs)),
        Row("polarity: findings right, general tool (VADER, the better of two ways)", tool, 0.0, n),
        Row("polarity: lead over the general tool", right - tool, LEAD, n),
    ]


def wrong(compared: list[Compared]) -> list[str]:
    """Findings read wrongly, by report, page and number, with the sentences whose signs differ."""
    lines = []
    for each in compared:
        if each.read != each.wanted:
            finding = each.annotated
            places = [
                f"sentence {place} {a} for {b}"
                for place, (a, b) in enumerate(zip(each.signs, finding.signs, strict=False), 1)
                if a != b
            ]
            lines.append(
                f"{finding.report}, page {finding.page}, {finding.finding}: {each.read} for {each.wanted} ({'; '.join(places)})"
            )
    return lines


if __name__ == "__main__":
    sys.exit(main(measure, sys.argv[1:]))
