"""Figures against annotations made by reading: ``python -m tests.measures.figures ../shared/corpus``."""

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.extract import figures
from graph.extract.figures import Figure
from graph.sources import read
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from . import ANNOTATIONS, Measured, Row, main

FOLDER = ANNOTATIONS / "figures"
FLOOR = 0.85
_STEM = 5  # letters by which words of a subject are compared: "adopted", "adoption"
_SHORT = 3

Annotation = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of one report: pairs that agree, annotated ones that were not found, and found ones that nobody annotated."""

    report: str
    matched: tuple[tuple[Annotation, Figure], ...]
    missed: tuple[Annotation, ...]
    extra: tuple[Figure, ...]


def compare(corpus: Path) -> list[Compared]:
    """All annotated test reports."""
    return [_compare(path, corpus / f"{path.stem}.pdf") for path in sorted(FOLDER.glob("*.json"))]


def _compare(annotations: Path, report: Path) -> Compared:
    annotated = json.loads(annotations.read_text(encoding="utf-8"))
    wanted = annotated["figures"]
    found = [
        fact
        for part in read_reports(read(report), vocabulary())
        for fact in figures.extract(part, vocabulary())
        if isinstance(fact, Figure) and _is_annotated(fact, annotated.get("areas"))
    ]
    matched, missed = [], []
    for each in wanted:
        figure = max(found, key=lambda figure: _likeness(each, figure), default=None)
        if figure and _likeness(each, figure):
            found.remove(figure)
            matched.append((each, figure))
        elif not each.get("optional"):
            missed.append(each)
    return Compared(annotations.stem, tuple(matched), tuple(missed), tuple(found))


def _is_annotated(figure: Figure, areas: list[str] | None) -> bool:
    """Whether a figure stands in a part that was annotated: the whole report, or the findings of some areas and the facts."""
    return areas is None or _place(figure) in areas or (figure.area is not None and figure.area.code in areas)


def _likeness(wanted: Annotation, figure: Figure) -> float:
    """How much of an annotation a figure fits: nothing unless value, unit, place and subject agree, more for each attribute that does."""
    same = (
        float(figure.value) == float(wanted["value"])
        and figure.unit.code == wanted["unit"]
        and _place(figure) == wanted["place"]
    )
    if not same or abs(figure.evidence[0].page - wanted["page"]) > 1:
        return 0.0
    by_measure = bool(figure.measure and figure.measure.code == wanted.get("measure"))
    words = _stems(wanted["subject"])
    shared = len(words & _stems(figure.counted)) / len(words) if words else 0.0
    return 1.0 + shared + by_measure if by_measure or shared >= 1 / 2 else 0.0


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[a-z0-9]+", text.lower().replace("’", "")) if len(word) > _SHORT}


def _place(figure: Figure) -> str:
    """Where a figure stands, as the annotations say it."""
    if figure.finding:
        *list_name, number = figure.finding.key[1:]
        return f"{list_name[1]}/{number}" if list_name else number
    return "facts" if figure.section.code.startswith("area-information") else figure.section.code


def measure(corpus: Path) -> Measured:
    """Recall and precision over all test reports, and how far the rest of each figure is right."""
    compared = compare(corpus)
    pairs = [pair for each in compared for pair in each.matched]
    firm = sum(not wanted.get("optional") for wanted, _ in pairs)
    missed, extra = (
        sum(len(part) for part in parts) for parts in (((e.missed for e in compared)), (e.extra for e in compared))
    )
    rows = [
        Row("figures: recall", firm / (firm + missed), FLOOR, firm + missed),
        Row("figures: precision", firm / (firm + extra), FLOOR, firm + extra),
        *_attributes(pairs),
    ]
    return Measured(rows, _wrong(compared))


def _attributes(pairs: list[tuple[Annotation, Figure]]) -> list[Row]:
    return [
        _right(
            "measure right where one is annotated",
            [_measured(figure) == wanted["measure"] for wanted, figure in pairs if "measure" in wanted],
        ),
        _right(
            "no measure where none is annotated",
            [not _measured(figure) for wanted, figure in pairs if "measure" not in wanted],
            0.0,
        ),
        _right(
            "date right where one is annotated",
            [figure.period == wanted["date"] for wanted, figure in pairs if "date" in wanted],
        ),
        _right(
            "previous value right",
            [_equal(figure.previous_value, wanted["previous"]) for wanted, figure in pairs if "previous" in wanted],
        ),
        _right(
            "national value right",
            [_equal(figure.national_value, wanted["national"]) for wanted, figure in pairs if "national" in wanted],
        ),
        _right(
            "qualifier right where one is annotated",
            [
                figure.qualifier is not None and figure.qualifier.code == wanted["qualifier"]
                for wanted, figure in pairs
                if "qualifier" in wanted
            ],
        ),
    ]


def _measured(figure: Figure) -> str:
    return figure.measure.code if figure.measure else ""


def _equal(found: object, wanted: float) -> bool:
    return found is not None and float(str(found)) == float(wanted)


def _right(name: str, right: list[bool], floor: float = 0.8) -> Row:
    return Row(f"figures: {name}", sum(right) / len(right) if right else 1.0, floor, len(right))


def _wrong(compared: list[Compared]) -> list[str]:
    """Figures that were missed or invented, by report, page and number."""
    lines = []
    for each in compared:
        lines += [
            f"{each.report}, page {a['page']} ({a['place']}): missed {a['value']} {a['unit']} ({a['subject']})"
            for a in each.missed
        ]
        lines += [
            f"{each.report}, page {f.evidence[0].page} ({_place(f)}): no such figure, {f.value} {f.unit.code}"
            for f in each.extra
        ]
    return lines


if __name__ == "__main__":
    sys.exit(main(measure, sys.argv[1:]))
