"""Room in a picture: which places are taken, and the nearest that is free."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

Rectangle = tuple[float, float, float, float]
"""Left, top, width, height."""
_CELL = (200.0, 100.0)
_GAP = (16.0, 12.0)
_REACH = 70  # steps in each direction
_STRETCH = 1.6  # pictures are wider than high


class Taken:
    """The rectangles of a picture that hold something."""

    def __init__(self, rectangles: Iterable[Rectangle] = ()) -> None:
        self._cells: dict[tuple[int, int], list[Rectangle]] = {}
        self._right = 0.0
        for rectangle in rectangles:
            self.add(rectangle)

    def add(self, rectangle: Rectangle) -> None:
        """Take a rectangle."""
        self._right = max(self._right, rectangle[0] + rectangle[2])
        for cell in _cells(rectangle):
            self._cells.setdefault(cell, []).append(rectangle)

    def is_free(self, rectangle: Rectangle) -> bool:
        """Whether nothing stands in a rectangle, nor close to it."""
        left, top, width, height = rectangle
        wide = (left - _GAP[0], top - _GAP[1], width + 2 * _GAP[0], height + 2 * _GAP[1])
        return not any(_overlap(wide, other) for cell in _cells(wide) for other in self._cells.get(cell, ()))

    def nearest(self, width: float, height: float, x: float, y: float, step: float = 12.0) -> Rectangle:
        """The free rectangle of a size whose middle is nearest to a point."""
        left, top = round(x - width / 2, 1), round(y - height / 2, 1)
        for across, down in _offsets():
            place = (left + across * step * _STRETCH, top + down * step, width, height)
            if self.is_free(place):
                return place
        return (self._right + 2 * _GAP[0], top, width, height)


def settle(wanted: Sequence[tuple[str, float, float, float, float]]) -> dict[str, tuple[float, float]]:
    """The middles of boxes, given by name, middle and size in the order of importance: none overlap, each as near as can be to its wish."""
    taken, places = Taken(), {}
    for name, x, y, width, height in wanted:
        found = taken.nearest(width, height, x, y)
        taken.add(found)
        places[name] = (round(found[0] + width / 2, 1), round(found[1] + height / 2, 1))
    return places


def _cells(rectangle: Rectangle) -> list[tuple[int, int]]:
    left, top, width, height = rectangle
    columns = range(int(left // _CELL[0]), int((left + width) // _CELL[0]) + 1)
    rows = range(int(top // _CELL[1]), int((top + height) // _CELL[1]) + 1)
    return [(column, row) for column in columns for row in rows]


def _overlap(one: Rectangle, other: Rectangle) -> bool:
    return (
        one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
        and one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
    )  # fmt: skip


@lru_cache(maxsize=1)
def _offsets() -> list[tuple[int, int]]:
    """Steps around a point, the nearest first."""
    steps = range(-_REACH, _REACH + 1)
    return sorted(((x, y) for x in steps for y in steps), key=lambda step: (step[0] ** 2 + step[1] ** 2, step))
