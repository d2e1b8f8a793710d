"""Courses: what became of what an inspection asked for, step by step through the later ones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Row = dict[str, str]

# The clearer outcome comes last.
CAME_BACK = ("changed", "persists")
BETTER = ("partly", "improved", "resolved")
NEW = "new"
_GRAVER = (*reversed(BETTER), *CAME_BACK)

_Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """What one inspection has on it, and of which theme; the outcome of a step that asks first is empty.

    ``fact`` is the statement and ``inspection`` that inspection, where rows name them.
    """

    start: str
    source: str
    page: str
    quote: str
    outcome: str = ""
    fact: str = ""
    inspection: str = ""
    theme: str = ""

    @property
    def place(self) -> _Place:
        """By which the same statement is known in two rows."""
        return self.source, self.page, self.quote


@dataclass(frozen=True, slots=True)
class Course:
    """Recommendations and what the later inspections have on them or on what they made of them, in the order of time."""

    theme: str
    steps: tuple[Step, ...]

    @property
    def outcome(self) -> str:
        """What the latest of them says has become of it."""
        return self.steps[-1].outcome

    @property
    def start(self) -> str:
        """The first day of the latest inspection that has something on it."""
        return self.steps[-1].start

    @property
    def times(self) -> int:
        """How many inspections asked for it again or found it wanting."""
        return len({step.start for step in self.steps if step.outcome in CAME_BACK})

    @property
    def themes(self) -> frozenset[str]:
        """The themes of all steps."""
        return frozenset({self.theme, *(step.theme for step in self.steps if step.theme)})


def courses(rows: Iterable[Row]) -> list[Course]:
    """The courses in the rows of the query ``recurrences``; one that goes on where another ends is part of that one.

    Those of one theme that end in one statement are one: what it asks for came back once, whatever it was asked for in before.
    """
    later: dict[tuple[str, Step], list[Step]] = defaultdict(list)
    fresh = []
    for row in rows:
        step = _step(row, "later", row["outcome"])
        if row["outcome"] == NEW:
            fresh.append(Course(row["theme"], (step,)))
        else:
            later[row["theme"], _step(row, "earlier")].append(step)
    followed = [
        Course(theme, (asked, *sorted(steps, key=lambda each: each.start))) for (theme, asked), steps in later.items()
    ]
    return [*fresh, *_met(_joined(followed))]


def _step(row: Row, side: str, outcome: str = "") -> Step:
    start, source, page, quote = (row[f"{side}_{name}"] for name in ("start", "source", "page", "quote"))
    fact, inspection = row.get(side, ""), row.get(f"{side}_inspection", "")
    if side == "earlier":
        return Step(start, source, page, quote, outcome, fact, inspection)
    return Step(start, source, page, quote, outcome, fact, inspection, row["theme"])


def _joined(found: list[Course]) -> list[Course]:
    first = {course.steps[0].place: course for course in found}
    ends = {course.steps[-1].place for course in found}
    return [_gone_on(course, first) for course in found if course.steps[0].place not in ends]


def _gone_on(course: Course, first: dict[_Place, Course]) -> Course:
    """A course with what became of what was asked for at its end. Inspections come in time, so that it ends."""
    onward = first.get(course.steps[-1].place)
    if onward is None or onward.start <= course.start:
        return course
    return _gone_on(Course(course.theme, course.steps + onward.steps[1:]), first)


def _met(found: list[Course]) -> list[Course]:
    groups: dict[tuple[str, _Place, bool], list[Course]] = defaultdict(list)
    for course in found:
        groups[course.theme, course.steps[-1].place, course.outcome in CAME_BACK].append(course)
    return [_one(group) for group in groups.values()]


def _one(found: list[Course]) -> Course:
    """Courses with one end as one; of two outcomes of a step the graver one counts."""
    graver = sorted((step for course in found for step in course.steps), key=_gravity)
    steps = {step.place: step for step in graver}
    return Course(found[0].theme, tuple(sorted(steps.values(), key=lambda step: step.start)))


def _gravity(step: Step) -> int:
    return _GRAVER.index(step.outcome) if step.outcome in _GRAVER else -1
