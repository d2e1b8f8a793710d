"""Courses: what became of what an inspection asked for, step by step through the later ones."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Row = dict[str, str]

# The clearer outcome comes last.
CAME_BACK = ("changed", "persists")
BETTER = ("improved", "resolved")
NEW = "new"

_Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Step:
    """What one inspection has on it; the outcome of the first step, which asks, is empty. ``fact`` is the statement, where rows name it."""

    start: str
    source: str
    page: str
    quote: str
    outcome: str = ""
    fact: str = ""

    @property
    def place(self) -> _Place:
        """By which the same statement is known in two rows."""
        return self.source, self.page, self.quote


@dataclass(frozen=True, slots=True)
class Course:
    """A recommendation and what the later inspections have on it or on what they made of it, in the order of time."""

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
        return sum(step.outcome in CAME_BACK for step in self.steps)


def courses(rows: Iterable[Row]) -> list[Course]:
    """The courses in the rows of the query ``recurrences``; one that goes on where another ends is part of that one."""
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
    return [*fresh, *_joined(followed)]


def _step(row: Row, side: str, outcome: str = "") -> Step:
    start, source, page, quote = (row[f"{side}_{name}"] for name in ("start", "source", "page", "quote"))
    return Step(start, source, page, quote, outcome, row.get(side, ""))


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
