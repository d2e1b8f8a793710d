"""Where everything stands in the picture: boxes in blocks, blocks side by side for wide screens and one below another for narrow ones.

Nothing is left to chance or to the browser: the same sketch gives the same places, and no two boxes overlap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import ceil

from .kinds import kinds
from .sketch import Node, Sketch

_PAD = 14
_GAP = 8
_STEM = 26
_CAPTION = 24
_BETWEEN = 26
_ASPECT = 1.9  # of the picture: that of the space left for it on a wide screen
_SIDE, _TITLE = 250, 320
_CHIP, _CHIPS_IN_ROW = 34, 11
_YEAR = 66


@dataclass(frozen=True, slots=True)
class Place:
    """Middle and size of a box; ``stem`` is the x of the line it hangs on, if any, and ``block`` the number of its block."""

    x: float
    y: float
    w: float
    h: float
    block: int = 0
    stem: float | None = None


@dataclass(slots=True)
class Block:
    """Boxes that stay together, in coordinates from the block's upper left corner."""

    width: float
    framed: bool = True
    places: dict[str, Place] = field(default_factory=dict)
    captions: list[tuple[float, float, str]] = field(default_factory=list)
    y: float = _PAD

    @property
    def height(self) -> float:
        return self.y - _GAP + _PAD

    def centre(self, node: Node, width: float, height: float | None = None, stem: bool = False) -> None:
        """A box in the middle of the block, below all that is there."""
        h = height or kinds()[node.kind].height
        self.places[node.iri] = Place(self.width / 2, self.y + h / 2, width, h, stem=self.width / 2 if stem else None)
        self.y += h + _GAP

    def caption(self, text: str) -> None:
        """Words above what comes next."""
        self.captions.append((_PAD, self.y + _CAPTION / 2, text))
        self.y += _CAPTION

    def branches(self, nodes: Sequence[Node]) -> None:
        """Boxes in two columns, left and right of a stem, filled downwards."""
        if not nodes:
            return
        width = (self.width - 2 * _PAD - _STEM) / 2
        height = kinds()[nodes[0].kind].height
        half = ceil(len(nodes) / 2)
        for index, node in enumerate(nodes):
            x = _PAD + width / 2 if index < half else self.width - _PAD - width / 2
            y = self.y + (index % half) * (height + 4) + height / 2
            self.places[node.iri] = Place(x, y, width, height, stem=self.width / 2)
        self.y += half * (height + 4) - 4 + _GAP

    def listing(self, nodes: Sequence[Node], columns: int = 1) -> None:
        """Boxes in columns right of a stem at the left edge, filled downwards."""
        if not nodes:
            return
        left = _PAD + _STEM / 2
        width = (self.width - left - _PAD - (columns - 1) * _GAP) / columns
        height = kinds()[nodes[0].kind].height
        rows = ceil(len(nodes) / columns)
        for index, node in enumerate(nodes):
            x = left + (index // rows) * (width + _GAP) + width / 2
            y = self.y + (index % rows) * (height + 4) + height / 2
            self.places[node.iri] = Place(x, y, width, height, stem=_PAD)
        self.y += rows * (height + 4) - 4 + _GAP


@dataclass(slots=True)
class Picture:
    """Places by IRI; frames as x, y, width, height, block; captions as x, y, text, block; and how far each block moves on narrow screens."""

    places: dict[str, Place] = field(default_factory=dict)
    frames: list[tuple[float, float, float, float, int]] = field(default_factory=list)
    captions: list[tuple[float, float, str, int]] = field(default_factory=list)
    moves: list[tuple[float, float]] = field(default_factory=list)

    def put(self, block: Block, wide: tuple[float, float], tall: tuple[float, float]) -> None:
        """A block at its upper left corner on wide and on narrow screens."""
        number, (x, y) = len(self.moves), wide
        self.moves.append((round(tall[0] - x, 1), round(tall[1] - y, 1)))
        for iri, place in block.places.items():
            stem = None if place.stem is None else round(place.stem + x, 1)
            self.places[iri] = Place(
                round(place.x + x, 1), round(place.y + y, 1), round(place.w, 1), place.h, number, stem
            )
        if block.framed:
            self.frames.append((round(x, 1), round(y, 1), round(block.width, 1), round(block.height, 1), number))
        self.captions += [(round(cx + x, 1), round(cy + y, 1), text, number) for cx, cy, text in block.captions]


def lay_out(sketch: Sketch, view: str, subject: str) -> Picture:
    """The picture of a sketch, as the view asks; what the view has no place for stands below all else."""
    head, blocks, columns = {
        "timeline": _timeline,
        "inspection": _inspection,
        "sightings": _sightings,
        "corpus": _corpus,
    }.get(view, _listing)(sketch, subject)
    placed = {iri for block in [*head, *blocks] for iri in block.places}
    rest = [node for node in sketch.nodes.values() if node.iri not in placed]
    if rest:
        blocks.append(_others(rest))
        columns = max(columns, 1)
    return _arrange(head, blocks, columns)


def _arrange(head: list[Block], blocks: list[Block], columns: int) -> Picture:
    """Head blocks in the middle above all, then the others in columns; in one column on narrow screens."""
    corners, width, _ = _columns(blocks, columns)
    narrow = max([block.width for block in blocks] or [0])
    picture, y = Picture(), 0.0
    for block in head:
        picture.put(block, (width / 2 - block.width / 2, y), (narrow / 2 - block.width / 2, y))
        y += block.height + _BETWEEN
    below = y
    for block, (cx, cy) in zip(blocks, corners, strict=True):
        picture.put(block, (cx, y + cy), (0, below))
        below += block.height + _BETWEEN
    return picture


def _columns(blocks: Sequence[Block], columns: int) -> tuple[list[tuple[float, float]], float, float]:
    """Upper left corners of blocks in columns, each put into the shortest; and width and height of all."""
    if not blocks:
        return [], 0, 0
    count = min(columns, len(blocks))
    heights = [0.0] * count
    members: list[list[int]] = [[] for _ in range(count)]
    for index, block in enumerate(blocks):
        column = heights.index(min(heights))
        members[column].append(index)
        heights[column] += block.height + _BETWEEN
    corners: dict[int, tuple[float, float]] = {}
    x = 0.0
    for column in members:
        y = 0.0
        for index in column:
            corners[index] = (x, y)
            y += blocks[index].height + _BETWEEN
        x += max(blocks[index].width for index in column) + _BETWEEN
    return [corners[index] for index in range(len(blocks))], x - _BETWEEN, max(heights) - _BETWEEN


_Plan = tuple[list[Block], list[Block], int]


def _head(nodes: Iterable[Node]) -> list[Block]:
    blocks = []
    for node in nodes:
        block = Block(_TITLE, framed=False, y=0)
        block.centre(node, _TITLE)
        block.y -= _PAD - _GAP
        blocks.append(block)
    return blocks


def _timeline(sketch: Sketch, subject: str) -> _Plan:
    """Inspections from left to right in time, each with what it judged, what it recommended, and who was there."""
    inspections = sketch.of("inspection")
    width = min(max(1440 / max(len(inspections), 1) - _BETWEEN, 430), 620)
    blocks = [_card(sketch, inspection, width, subject) for inspection in inspections]
    heads = sketch.of("authority") + [node for node in sketch.of("board") if node.iri == subject]
    rows = ceil(len(blocks) / 5)
    return _head(heads), blocks, ceil(len(blocks) / rows) if rows else 1


def _card(sketch: Sketch, inspection: Node, width: float, subject: str) -> Block:
    block = Block(width)
    block.centre(inspection, width - 2 * _PAD)
    if judgements := sketch.of("judgement", inspection.iri):
        block.caption("Judgements")
        block.branches(judgements)
    boards = [node for node in sketch.of("board", inspection.iri) if node.iri != subject]
    for caption, nodes in _recommendations(sketch, inspection.iri):
        if "board" in caption:
            _boards(block, boards)
            boards = []
        block.caption(caption)
        block.branches(nodes)
    _boards(block, boards)
    for kind, caption in (
        ("person", "Inspection team"),
        ("document", "Read from"),
        ("law", "Law cited"),
        ("problem", "Reading problems"),
    ):
        if nodes := sketch.of(kind, inspection.iri):
            block.caption(f"{caption} ({len(nodes)})" if len(nodes) > 1 else caption)
            block.branches(nodes)
    return block


def _boards(block: Block, boards: Iterable[Node]) -> None:
    for board in boards:
        block.y += 4
        block.centre(board, block.width * 0.72, stem=True)


def _recommendations(sketch: Sketch, inspection: str) -> list[tuple[str, list[Node]]]:
    names = {"authority": "Recommendations to the authority", "lscb": "Recommendations to the board"}
    nodes = sketch.of("recommendation", inspection)
    groups = [(group, list(members)) for group, members in groupby(nodes, key=lambda node: node.group)]
    return [(f"{names.get(group, 'Recommendations')} ({len(members)})", members) for group, members in groups]


def _inspection(sketch: Sketch, subject: str) -> _Plan:
    """One inspection: who and what from, what was judged and found, what was recommended."""
    side, judged, asked = Block(_SIDE), Block(_judged_width(sketch)), Block(560)
    for kind, caption in (
        ("board", "Safeguarding board"),
        ("person", "Inspection team"),
        ("document", "Read from"),
        ("law", "Law cited"),
        ("problem", "Reading problems"),
    ):
        if nodes := sketch.of(kind):
            side.caption(f"{caption} ({len(nodes)})" if len(nodes) > 1 else caption)
            side.listing(nodes)
    _judgements(judged, sketch)
    groups = [group for inspection in sketch.of("inspection") for group in _recommendations(sketch, inspection.iri)]
    many = sum(len(nodes) for _, nodes in groups) > 12
    asked.width = 560 if many else 430
    for caption, nodes in groups:
        asked.caption(caption)
        asked.listing(nodes, 2 if many else 1)
    blocks = [block for block in (side, judged, asked) if block.places]
    return _head(sketch.of("authority") + sketch.of("inspection")), blocks, 3


def _judged_width(sketch: Sketch) -> float:
    return 280 if not sketch.of("finding") else 300 + _CHIPS_IN_ROW * (_CHIP + 4)


def _judgements(block: Block, sketch: Sketch) -> None:
    """Judgements below each other, the findings of each in rows beside it."""
    judgements = sketch.of("judgement")
    findings = sketch.of("finding")
    if not judgements and not findings:
        return
    block.caption("Judgements, and the findings under each by number" if findings else "Judgements")
    left = _PAD + _STEM / 2
    width = 230.0
    groups = [(judgement, [node for node in findings if node.group == judgement.iri]) for judgement in judgements]
    for judgement, members in groups:
        height = float(kinds()["judgement"].height)
        block.places[judgement.iri] = Place(left + width / 2, block.y + height / 2, width, height, stem=_PAD)
        used = _chips(block, members, left + width + 14, block.y)
        block.y += max(height, used) + _GAP
    known = {judgement.iri for judgement in judgements}
    others = [node for node in findings if node.group not in known]
    if others:
        block.caption("Findings under no judgement")
        block.y += _chips(block, others, left + width + 14, block.y) + _GAP


def _chips(block: Block, nodes: Sequence[Node], left: float, top: float) -> float:
    """Small boxes in rows; the height they take."""
    height = kinds()["finding"].height
    for index, node in enumerate(nodes):
        row, column = divmod(index, _CHIPS_IN_ROW)
        x, y = left + column * (_CHIP + 4) + _CHIP / 2, top + row * (height + 4) + height / 2
        block.places[node.iri] = Place(x, y, _CHIP, height)
    return ceil(len(nodes) / _CHIPS_IN_ROW) * (height + 4) - 4 if nodes else 0


def _sightings(sketch: Sketch, subject: str) -> _Plan:
    """A person or a law above the inspections it has to do with, in time."""
    blocks = []
    inspections = sketch.of("inspection")
    seen = {subject}
    for inspection in inspections:
        block = Block(_TITLE)
        block.centre(inspection, _TITLE - 2 * _PAD)
        for kind in ("authority", "person", "document"):
            nodes = [
                node for node in sketch.of(kind) if node.iri not in seen and _linked(sketch, node.iri, inspection.iri)
            ]
            for node in nodes:
                block.centre(node, _TITLE - 4 * _PAD, stem=True)
            seen |= {node.iri for node in nodes}
        blocks.append(block)
    columns = _best(blocks)
    return _head([sketch.nodes[subject]]), blocks, columns


def _linked(sketch: Sketch, one: str, other: str) -> bool:
    return any({edge.source, edge.target} == {one, other} for edge in sketch.edges)


def _corpus(sketch: Sketch, subject: str) -> _Plan:
    """Regions, below each its authorities, beside each its inspections in time."""
    authorities, inspections = sketch.of("authority"), sketch.of("inspection")
    of = {node.iri: [each for each in inspections if each.home == node.iri] for node in authorities}
    most = max([len(found) for found in of.values()] or [0])
    width = 2 * _PAD + _STEM / 2 + 170 + most * (_YEAR + 4) + _GAP
    regions: list[Node | None] = [*sketch.of("region"), None]
    blocks = []
    for region in regions:
        members = [node for node in authorities if node.group == (region.iri if region else "")]
        if not members and not region:
            continue
        block = Block(width)
        if region:
            block.centre(region, width - 2 * _PAD)
        else:
            block.caption("No region in the register")
        for authority in members:
            _row(block, authority, of[authority.iri], hanging=bool(region))
        blocks.append(block)
    return [], blocks, _best(blocks)


def _row(block: Block, authority: Node, inspections: Iterable[Node], hanging: bool) -> None:
    left, height = _PAD + _STEM / 2, 26
    y = block.y + height / 2
    block.places[authority.iri] = Place(left + 85, y, 170, height, stem=_PAD if hanging else None)
    for index, node in enumerate(inspections):
        block.places[node.iri] = Place(left + 170 + _GAP + index * (_YEAR + 4) + _YEAR / 2, y, _YEAR, height)
    block.y += height + 4


def _best(blocks: Sequence[Block]) -> int:
    """The number of columns that gives the picture the shape of a screen."""

    def distance(columns: int) -> float:
        _, width, height = _columns(blocks, columns)
        shape = width / max(height, 1)
        return max(shape / _ASPECT, _ASPECT / shape)

    return min(range(1, len(blocks) + 1), key=distance, default=1)


def _listing(sketch: Sketch, subject: str) -> _Plan:
    """Everything in lists by kind, the subject above them."""
    head = [sketch.nodes[subject]] if subject in sketch.nodes else []
    nodes = [node for node in sketch.nodes.values() if node.iri != subject]
    blocks = [_others(sorted(members, key=lambda node: (node.order, node.iri))) for members in _by_kind(nodes)]
    return _head(head), blocks, _best(blocks)


def _by_kind(nodes: Iterable[Node]) -> list[list[Node]]:
    nodes = list(nodes)
    groups = ([node for node in nodes if node.kind == kind] for kind in kinds())
    return [group for group in groups if group]


def _others(nodes: Sequence[Node]) -> Block:
    block = Block(_TITLE + 60)
    for members in _by_kind(nodes):
        block.caption(kinds()[members[0].kind].plural)
        block.listing(members)
    return block
