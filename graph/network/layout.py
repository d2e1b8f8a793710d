"""Where everything stands in the picture: boxes in blocks, blocks in columns; one picture for wide screens and one for narrow ones.

Nothing is left to chance or to the browser: the same sketch gives the same places, and no two boxes overlap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, groupby
from math import ceil

from .kinds import kinds
from .sketch import Node, Sketch

_PAD, _GAP, _BETWEEN = 14, 8, 26
_STEM = 14  # from the left edge of what a block holds to the boxes on its stem
_CAPTION = 24
_ASPECT = 1.9  # of the picture: that of the space left for it on a wide screen
_CARD, _CARDS_IN_ROW = 410, 5
_SIDE, _TITLE, _SIGHTING = 250, 380, 300
_JUDGEMENT, _CHIP, _CHIPS_IN_ROW = 230, 34, 11
_NAME, _YEAR = 170, 66
_MANY, _FEW = 12, 2
_CAPTIONS = {
    "board": "Safeguarding board",
    "person": "Inspection team",
    "document": "Read from",
    "law": "Law cited",
    "problem": "Reading problems",
}


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
    y: float = _PAD
    start: float = 0
    """Where boxes begin, and at ``end`` they end; the whole width at first."""
    end: float = 0
    places: dict[str, Place] = field(default_factory=dict)
    captions: list[tuple[float, float, str]] = field(default_factory=list)

    @property
    def height(self) -> float:
        """The height of what is in it."""
        return self.y - _GAP + _PAD

    @property
    def stem(self) -> float:
        """The x of the stem."""
        return self.start + _PAD + 4

    @property
    def left(self) -> float:
        """The left edge of boxes that hang on the stem."""
        return self.start + _PAD + _STEM

    @property
    def room(self) -> float:
        """The width for boxes that hang on the stem."""
        return (self.end or self.width) - _PAD - self.left

    def put(self, node: Node, x: float, width: float, height: float, stem: float | None = None) -> None:
        """A box with its left edge at x."""
        self.places[node.iri] = Place(x + width / 2, self.y + height / 2, width, height, stem)

    def title(self, node: Node) -> None:
        """A box across the block."""
        height = kinds()[node.kind].height
        self.put(node, _PAD, self.width - 2 * _PAD, height)
        self.y += height + _GAP

    def caption(self, text: str) -> None:
        """Words above what comes next."""
        self.captions.append((self.left, self.y + _CAPTION / 2, text))
        self.y += _CAPTION

    def listing(self, nodes: Sequence[Node], columns: int = 1) -> None:
        """Boxes in columns right of the stem, filled downwards."""
        if not nodes:
            return
        width = (self.room - (columns - 1) * _GAP) / columns
        height = kinds()[nodes[0].kind].height
        rows, top = ceil(len(nodes) / columns), self.y
        for index, node in enumerate(nodes):
            column, row = divmod(index, rows)
            self.y = top + row * (height + 4)
            self.put(node, self.left + column * (width + _GAP), width, height, self.stem)
        self.y = top + rows * (height + 4) - 4 + _GAP

    def chips(self, nodes: Sequence[Node], left: float, in_row: int) -> None:
        """Small boxes in rows."""
        height, top = kinds()["finding"].height, self.y
        for index, node in enumerate(nodes):
            row, column = divmod(index, in_row)
            self.y = top + row * (height + 4)
            self.put(node, left + column * (_CHIP + 4), _CHIP, height)
        self.y = top + ceil(len(nodes) / in_row) * (height + 4) - 4 + _GAP if nodes else top


@dataclass(slots=True)
class Picture:
    """Places by IRI; frames as x, y, width, height, block; captions as x, y, text."""

    places: dict[str, Place] = field(default_factory=dict)
    frames: list[tuple[float, float, float, float, int]] = field(default_factory=list)
    captions: list[tuple[float, float, str]] = field(default_factory=list)
    blocks: int = 0

    def put(self, block: Block, x: float, y: float) -> None:
        """A block with its upper left corner at a place."""
        self.places |= {iri: place.moved(x, y, self.blocks) for iri, place in block.places.items()}
        if block.framed:
            self.frames.append((round(x, 1), round(y, 1), round(block.width, 1), round(block.height, 1), self.blocks))
        self.captions += [(round(cx + x, 1), round(cy + y, 1), text) for cx, cy, text in block.captions]
        self.blocks += 1


_Columns = list[list[Block]]
_Plan = tuple[list[Block], _Columns]
"""Blocks beside each other above all, and columns of blocks below."""


def lay_out(sketch: Sketch, view: str, subject: str, narrow: bool = False) -> Picture:
    """The picture of a sketch, as the view asks; what the view has no place for stands in a column of its own."""
    plans = {"timeline": _timeline, "inspection": _inspection, "sightings": _sightings, "corpus": _corpus}
    head, columns = plans.get(view, _everything)(sketch, subject, narrow)
    placed = {iri for block in [*head, *chain.from_iterable(columns)] for iri in block.places}
    if rest := [node for node in sketch.nodes.values() if node.iri not in placed]:
        columns.append([_lists(rest)])
    if narrow:
        columns = [list(chain.from_iterable(columns))]
    return _arrange(head, [column for column in columns if column], narrow)


def _arrange(head: list[Block], columns: _Columns, narrow: bool) -> Picture:
    picture = Picture()
    width = max(_size(columns)[0], 0)
    rows = [[block] for block in head] if narrow else [head] if head else []
    top = 0.0
    for row in rows:
        x = (width - sum(block.width + 2 * _BETWEEN for block in row)) / 2 + _BETWEEN
        lowest = max(block.height for block in row)
        for block in row:
            picture.put(block, x, top + (lowest - block.height) / 2)
            x += block.width + 2 * _BETWEEN
        top += lowest + _BETWEEN
    x = 0.0
    for column in columns:
        y = top
        for block in column:
            picture.put(block, x, y)
            y += block.height + _BETWEEN
        x += max(block.width for block in column) + _BETWEEN
    return picture


def _size(columns: _Columns) -> tuple[float, float]:
    """Width and height of columns of blocks."""
    widths = [max(block.width for block in column) + _BETWEEN for column in columns if column]
    heights = [sum(block.height + _BETWEEN for block in column) for column in columns]
    return sum(widths) - _BETWEEN, max(heights, default=0) - _BETWEEN


def _columns(blocks: Sequence[Block], count: int) -> _Columns:
    """Blocks in so many columns, each in the shortest of them."""
    columns: _Columns = [[] for _ in range(count)]
    for block in blocks:
        min(columns, key=lambda column: sum(each.height + _BETWEEN for each in column)).append(block)
    return columns


def _fitting(blocks: Sequence[Block]) -> _Columns:
    """Blocks in so many columns that the picture has the shape of a screen."""
    return min((_columns(blocks, count) for count in range(1, len(blocks) + 1)), key=_distance, default=[])


def _distance(columns: _Columns) -> float:
    """How far a picture is from the shape of a screen."""
    width, height = _size(columns)
    shape = width / max(height, 1)
    return max(shape / _ASPECT, _ASPECT / shape)


def _rows(blocks: Sequence[Block], count: int) -> _Columns:
    """Blocks in rows of so many, all of a row of the same height."""
    for start in range(0, len(blocks), count):
        row = blocks[start : start + count]
        lowest = max(block.y for block in row)
        for block in row:
            block.y = lowest
    return [list(blocks[column::count]) for column in range(count)]


def _head(nodes: Iterable[Node]) -> list[Block]:
    blocks = []
    for node in nodes:
        height = kinds()[node.kind].height
        blocks.append(Block(_TITLE, framed=False, y=0))
        blocks[-1].put(node, 0, _TITLE, height)
        blocks[-1].y = height + _GAP - _PAD
    return blocks


def _timeline(sketch: Sketch, subject: str, narrow: bool) -> _Plan:
    """Inspections from left to right in time, each with what it judged, what it recommended, and who was there."""
    heads = sketch.of("authority") + [node for node in sketch.of("board") if node.iri == subject]
    inspections = sketch.of("inspection")
    in_row = ceil(len(inspections) / ceil(len(inspections) / _CARDS_IN_ROW)) if inspections else 1
    options = []
    for many in [1000] if narrow else [_MANY, _MANY // 2, 0]:
        blocks = [_card(sketch, inspection, subject, many) for inspection in inspections]
        options.append([blocks[column::in_row] for column in range(in_row)] if not narrow else [blocks])
    return _head(heads), min(options, key=_distance) if inspections else []


def _card(sketch: Sketch, inspection: Node, subject: str, many: int) -> Block:
    """One inspection; one with more than so many recommendations has them in a half of its own."""
    asked = _recommendations(sketch, inspection.iri)
    double = sum(len(nodes) for _, nodes in asked) > many
    block = Block(_CARD * 2 if double else _CARD)
    block.title(inspection)
    block.places[inspection.iri] = replace(block.places[inspection.iri], stem=_PAD / 2)
    top = block.y
    block.end = _CARD
    if judgements := sketch.of("judgement", inspection.iri):
        block.caption("Judgements")
        block.listing(judgements, 2)
    if double:
        _sources(block, sketch, inspection.iri)
        left, block.y, block.start, block.end = block.y, top, _CARD - _PAD, 0
    boards = [node for node in sketch.of("board", inspection.iri) if node.iri != subject]
    _asked(block, asked, boards, 2 if double else 1)
    if double:
        block.y = max(left, block.y)
    else:
        _sources(block, sketch, inspection.iri)
    return block


def _asked(block: Block, groups: Iterable[tuple[str, Sequence[Node]]], boards: Sequence[Node], columns: int) -> None:
    """Recommendations, those to the board below the board."""
    for caption, nodes in groups:
        if "board" in caption:
            block.listing(boards)
            boards = []
        block.caption(caption)
        block.listing(nodes, columns)
    block.listing(boards)


def _sources(block: Block, sketch: Sketch, inspection: str) -> None:
    for kind in ("person", "document", "law", "problem"):
        if nodes := sketch.of(kind, inspection):
            block.caption(_captioned(kind, nodes))
            block.listing(nodes, 2 if kind == "person" and len(nodes) > _FEW else 1)


def _captioned(kind: str, nodes: Sequence[Node]) -> str:
    return _CAPTIONS[kind] + (f" ({len(nodes)})" if len(nodes) > 1 else "")


def _recommendations(sketch: Sketch, inspection: str) -> list[tuple[str, list[Node]]]:
    names = {"authority": "Recommendations to the authority", "lscb": "Recommendations to the board"}
    nodes = sketch.of("recommendation", inspection)
    groups = [(group, list(members)) for group, members in groupby(nodes, key=lambda node: node.group)]
    return [(f"{names.get(group, 'Recommendations')} ({len(members)})", members) for group, members in groups]


def _inspection(sketch: Sketch, subject: str, narrow: bool) -> _Plan:
    """One inspection: who took part, what was judged and found and which files say so, and what was recommended."""
    groups = [group for inspection in sketch.of("inspection") for group in _recommendations(sketch, inspection.iri)]
    many = not narrow and sum(len(nodes) for _, nodes in groups) > _MANY
    with_findings = _PAD * 2 + _STEM * 2 + _JUDGEMENT + _CHIPS_IN_ROW * (_CHIP + 4)
    judged = Block(_CARD if narrow or not sketch.of("finding") else with_findings)
    side, asked, sources = Block(_CARD if narrow else _SIDE), Block(580 if many else _CARD), Block(judged.width)
    across = 1 if narrow else 2
    for block, kind in (
        (side, "board"),
        (side, "person"),
        (sources, "document"),
        (sources, "law"),
        (sources, "problem"),
    ):
        if nodes := sketch.of(kind):
            block.caption(_captioned(kind, nodes))
            block.listing(nodes, across if block is sources else 3 - across if kind == "person" else 1)
    _judgements(judged, sketch, narrow)
    _asked(asked, groups, [], 2 if many else 1)
    columns = [[judged, asked, side, sources]] if narrow else [[side], [judged, sources], [asked]]
    drawn = [[block for block in column if block.places] for column in columns]
    return _head(sketch.of("authority") + sketch.of("inspection")), drawn


def _judgements(block: Block, sketch: Sketch, narrow: bool) -> None:
    """Judgements below each other, the findings of each in rows beside it, or below it on narrow screens."""
    judgements, findings = sketch.of("judgement"), sketch.of("finding")
    if judgements:
        block.caption("Judgements, and the findings under each by number" if findings else "Judgements")
    left = block.left if narrow else block.left + _JUDGEMENT + _STEM
    in_row = int(block.room // (_CHIP + 4)) if narrow else _CHIPS_IN_ROW
    height = kinds()["judgement"].height
    for judgement in judgements:
        members = [node for node in findings if node.group == judgement.iri]
        top = block.y
        block.put(judgement, block.left, block.room if narrow or not findings else _JUDGEMENT, height, block.stem)
        block.y += height + 4 if narrow else 0
        block.chips(members, left, in_row)
        block.y = max(block.y, top + height + _GAP)
    known = {judgement.iri for judgement in judgements}
    if others := [node for node in findings if node.group not in known]:
        block.caption("Findings under no judgement")
        block.chips(others, left, in_row)


def _sightings(sketch: Sketch, subject: str, narrow: bool) -> _Plan:
    """A person or a law above the inspections it has to do with, in rows of time."""
    parts = {edge.target: edge.label.removesuffix(" of") for edge in sketch.edges if edge.source == subject}
    seen, blocks = {subject}, []
    for inspection in sketch.of("inspection"):
        block = Block(_CARD if narrow else _SIGHTING)
        block.listing([inspection])
        block.start = 2 * _STEM
        if inspection.iri in parts:
            block.caption(f"As {parts[inspection.iri]}")
        if others := [node for node in sketch.of("person", inspection.iri) if node.iri not in seen]:
            block.caption("Led by")
            block.listing(others)
        seen |= {node.iri for node in others}
        blocks.append(block)
    head = [sketch.nodes[subject]] if subject in sketch.nodes else []
    return _head(head), _rows(blocks, 1 if narrow else len(_fitting(blocks)) or 1)


def _corpus(sketch: Sketch, subject: str, narrow: bool) -> _Plan:
    """Regions, below each its authorities, beside each its inspections in time."""
    authorities, inspections = sketch.of("authority"), sketch.of("inspection")
    of = {node.iri: [each for each in inspections if each.home == node.iri] for node in authorities}
    most = max((len(found) for found in of.values()), default=0)
    width = 2 * _PAD + _STEM + _NAME + _GAP + max(most, 2) * (_YEAR + 4)
    blocks = []
    for region in [*sketch.of("region"), None]:
        members = [node for node in authorities if node.group == (region.iri if region else "")]
        if not members and not region:
            continue
        block = Block(width)
        block.title(region) if region else block.caption("No region in the register")
        for authority in members:
            _row(block, authority, of[authority.iri], hanging=bool(region))
        blocks.append(block)
    return [], _fitting(blocks)


def _row(block: Block, authority: Node, inspections: Iterable[Node], hanging: bool) -> None:
    height = 26
    block.put(authority, block.left, _NAME, height, block.stem if hanging else None)
    for index, node in enumerate(inspections):
        block.put(node, block.left + _NAME + _GAP + index * (_YEAR + 4), _YEAR, height)
    block.y += height + 4


def _everything(sketch: Sketch, subject: str, narrow: bool) -> _Plan:
    """Everything in lists by kind, the subject above them."""
    head = [sketch.nodes[subject]] if subject in sketch.nodes else []
    nodes = [node for node in sketch.nodes.values() if node.iri != subject]
    return _head(head), _fitting([_lists(members) for members in _by_kind(nodes)])


def _by_kind(nodes: Sequence[Node]) -> list[list[Node]]:
    ordered = sorted(nodes, key=lambda node: (node.order, node.iri))
    return [group for kind in kinds() if (group := [node for node in ordered if node.kind == kind])]


def _lists(nodes: Sequence[Node]) -> Block:
    block = Block(_CARD)
    for members in _by_kind(nodes):
        block.caption(kinds()[members[0].kind].plural)
        block.listing(members)
    return block
