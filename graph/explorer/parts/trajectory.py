"""The trajectory: every judgement area over the inspections of an authority."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ...network.gather import Inspection
from ...rows import code
from ...vocabulary import vocabulary
from .inspected import Inspected, Judgement, area_order, short_framework

BETTER, WORSE, SAME, NEW, UNKNOWN = "better", "worse", "same", "new", "unclear"


@dataclass(frozen=True, slots=True)
class Cell:
    """A judgement, and how its grade moved since the inspection before of the same framework."""

    judgement: Judgement
    change: str


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A table of grades: areas as rows, inspections as columns; ``spans`` are the frameworks above the columns."""

    inspections: tuple[Inspection, ...]
    spans: tuple[tuple[str, int], ...]
    cells: dict[str, dict[str, Cell]]

    @property
    def changes_framework(self) -> bool:
        """Whether grades of different columns may not be compared."""
        return len(self.spans) > 1


def trajectory(
    held: Inspected, inspections: Sequence[Inspection], wanted: Callable[[str], bool] = lambda _: True
) -> Trajectory:
    """The trajectory over inspections in the order of time, of all areas or of those that are wanted."""
    judged = {each.iri: held.judgements(each) for each in inspections}
    areas = sorted({area for found in judged.values() for area in found if wanted(area)}, key=area_order)
    cells: dict[str, dict[str, Cell]] = {area: {} for area in areas}
    for index, each in enumerate(inspections):
        for area, judgement in judged[each.iri].items():
            if area in cells:
                earlier = [one for one in inspections[:index] if one.framework == each.framework]
                before = [judged[one.iri][area] for one in earlier if area in judged[one.iri]]
                cells[area][each.iri] = Cell(judgement, change(before[-1].grade, judgement.grade) if before else NEW)
    spans = [
        (name, len(list(group))) for name, group in groupby(inspections, key=lambda one: short_framework(one.framework))
    ]
    return Trajectory(tuple(inspections), tuple(spans), cells)


def change(before: str, now: str) -> str:
    """How a grade moved, of two of one framework."""
    first, second = rank(before), rank(now)
    if not first or not second:
        return UNKNOWN
    return SAME if first == second else BETTER if second < first else WORSE


def rank(grade: str) -> int:
    """The place of a grade among those of its framework, the best is 1; 0 of what is no grade."""
    concept = vocabulary().scheme("grade").get(code(grade))
    return int(concept.one("rank", "0")) if concept else 0
