"""Boxes with their places, in blocks that stay together; blocks make a picture."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from .kinds import kinds
from .sketch import Node

PAD, GAP = 14, 8
STEM = 14
"""From the left edge of what a block holds to the boxes on its stem."""
CHIP = 38
"""The width of a small box."""
_CAPTION = 24


@dataclass(frozen=True, slots=True)
class Place:
    """Middle and size of a box; ``stem`` is the x of the line it hangs on, if any, and ``block`` the number of its block."""

    x: float
    y: float
    w: float
    h: float
    stem: float | None = None
    block: int = 0

    def moved(self, x: float, y: float, block: int) -> "Place":
        """The same box, farther right and down."""
        stem = None if self.stem is None else round(self.stem + x, 1)
        return Place(round(self.x + x, 1), round(self.y + y, 1), round(self.w, 1), round(self.h, 1), stem, block)


@dataclass(slots=True)
class Block:
    """Boxes that stay together, in coordinates from the block's upper left corner; what is put in goes below what is there."""

    width: float
    framed: bool = True
    y: float = PAD
    start: float = 0
    """Where boxes begin, and at ``end`` they end; the whole width at first."""
    end: float = 0
    places: dict[str, Place] = field(default_factory=dict)
    captions: list[tuple[float, float, str, float, str]] = field(default_factory=list)

    @property
    def height(self) -> float:
        """The height of what is in it."""
        return self.y - GAP + PAD

    @property
    def stem(self) -> float:
        """The x of the stem."""
        return self.start + PAD + 4

    @property
    def left(self) -> float:
        """The left edge of boxes that hang on the stem."""
        return self.start + PAD + STEM

    @property
    def room(self) -> float:
        """The width for boxes that hang on the stem."""
        return (self.end or self.width) - PAD - self.left

    def put(self, node: Node, x: float, width: float, height: float, stem: float | None = None) -> None:
        """A box with its left edge at x."""
        self.places[node.iri] = Place(x + width / 2, self.y + height / 2, width, height, stem)

    def title(self, node: Node) -> None:
        """A box across the block."""
        height = kinds()[node.kind].height
        self.put(node, PAD, self.width - 2 * PAD, height)
        self.y += height + GAP

    def caption(self, text: str, kind: str = "") -> None:
        """Words above what comes next, and the kind of it."""
        self.captions.append((self.left, self.y + _CAPTION / 2, text, self.room, kind))
        self.y += _CAPTION

    def listing(self, nodes: Sequence[Node], columns: int = 1, hanging: bool = True) -> None:
        """Boxes in columns right of the stem, on which they hang or not, filled downwards."""
        if not nodes:
            return
        width = (self.room - (columns - 1) * GAP) / columns
        height = kinds()[nodes[0].kind].height
        rows, top = ceil(len(nodes) / columns), self.y
        for index, node in enumerate(nodes):
            column, row = divmod(index, rows)
            self.y = top + row * (height + 4)
            self.put(node, self.left + column * (width + GAP), width, height, self.stem if hanging else None)
        self.y = top + rows * (height + 4) - 4 + GAP

    def row(self, nodes: Sequence[Node], in_row: int, height: float) -> None:
        """Boxes of a height of their own in rows."""
        width, top = (self.room - (in_row - 1) * GAP) / in_row, self.y
        for index, node in enumerate(nodes):
            line, column = divmod(index, in_row)
            self.y = top + line * (height + GAP)
            self.put(node, self.left + column * (width + GAP), width, height)
        self.y = top + ceil(len(nodes) / in_row) * (height + GAP)

    def chips(self, nodes: Sequence[Node], left: float, in_row: int) -> None:
        """Small boxes in rows."""
        height, top = kinds()["finding"].height, self.y
        for index, node in enumerate(nodes):
            row, column = divmod(index, in_row)
            self.y = top + row * (height + 4)
            self.put(node, left + column * (CHIP + 4), CHIP, height)
        self.y = top + ceil(len(nodes) / in_row) * (height + 4) - 4 + GAP if nodes else top


@dataclass(slots=True)
class Picture:
    """Places by IRI; frames as x, y, width, height, block; captions as x, y, text, width, kind, block."""

    places: dict[str, Place] = field(default_factory=dict)
    frames: list[tuple[float, float, float, float, int]] = field(default_factory=list)
    captions: list[tuple[float, float, str, float, str, int]] = field(default_factory=list)
    blocks: int = 0

    def put(self, block: Block, x: float, y: float) -> None:
        """A block with its upper left corner at a place."""
        self.places |= {iri: place.moved(x, y, self.blocks) for iri, place in block.places.items()}
        if block.framed:
            self.frames.append((round(x, 1), round(y, 1), round(block.width, 1), round(block.height, 1), self.blocks))
        self.captions += [
            (round(left + x, 1), round(middle + y, 1), text, round(width, 1), kind, self.blocks)
            for left, middle, text, width, kind in block.captions
        ]
        self.blocks += 1
