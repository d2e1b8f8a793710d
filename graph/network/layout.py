"""Where everything stands in the picture: boxes in blocks, blocks in columns; one picture for wide screens and one for narrow ones.

Nothing is left to chance or to the browser: the same sketch gives the same places, and no two boxes overlap.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, groupby
from math import ceil

from .blocks import CHIP, GAP, PAD, STEM, Block, Picture
from .kinds import caption_of, kinds, marks
from .sketch import Node, Sketch

_BETWEEN = 26
_ASPECT = 1.9  # of the picture: that of the space left for it on a wide screen
_CARD, _CARDS_IN_ROW = 410, 5
_SIDE, _TITLE, _SIGHTING = 250, 380, 300
_JUDGEMENT, _CHIPS_IN_ROW = 230, 11
_NAME, _YEAR = 170, 66
_MANY, _FEW = 12, 2
_THREAD, _STRIP = 270, 38  # the width of the box of one of these, and the height of one that joins inspections
_FAN = 64  # the room for the lines from inspections to what joins them


_Columns = list[list[Block]]
_Foot = list[list[Block]]
_Plan = tuple[list[Block], _Columns, _Foot]
"""Blocks beside each other above all, columns of blocks, and rows of blocks below all."""


def lay_out(sketch: Sketch, view: str, subject: str, narrow: bool = False) -> Picture:
    """The picture of a sketch, as the view asks; what the view has no place for stands in a column of its own."""
    plans = {
        "timeline": _timeline, "inspection": _inspection, "sightings": _sightings,
        "theme": _sightings, "body": _sightings, "post": _sightings, "corpus": _corpus,
    }  # fmt: skip
    head, columns, foot = plans.get(view, _everything)(sketch, subject, narrow)
    placed = {
        iri for block in [*head, *chain.from_iterable(columns), *chain.from_iterable(foot)] for iri in block.places
    }
    if rest := [node for node in sketch.nodes.values() if node.iri not in placed]:
        columns.append([_lists(rest)])
    if narrow:
        columns, foot = [[*chain.from_iterable(columns), *chain.from_iterable(foot)]], []
    return _arrange(head, [column for column in columns if column], foot, narrow)


def _arrange(head: list[Block], columns: _Columns, foot: _Foot, narrow: bool) -> Picture:
    picture = Picture()
    middle = _size(columns)[0]
    width = max(middle, *(_across(row) for row in foot), 0) if foot else middle
    rows = [[block] for block in head] if narrow else [head] if head else []
    top = 0.0
    for row in rows:
        x = (width - sum(block.width + 2 * _BETWEEN for block in row)) / 2 + _BETWEEN
        lowest = max(block.height for block in row)
        for block in row:
            picture.put(block, x, top + (lowest - block.height) / 2)
            x += block.width + 2 * _BETWEEN
        top += lowest + _BETWEEN
    _set_columns(picture, columns, (width - middle) / 2, top)
    for row in foot:
        lowest = max((place.y + place.h / 2 + PAD + _BETWEEN for place in picture.places.values()), default=top)
        fan = 0 if all(block.framed for block in row) else _FAN
        _set_columns(picture, [[block] for block in row], (width - _across(row)) / 2, lowest + fan)
    return picture


def _across(row: Sequence[Block]) -> float:
    return _size([[block] for block in row])[0]


def _set_columns(picture: Picture, columns: _Columns, x: float, top: float) -> None:
    for column in columns:
        y = top
        for block in column:
            picture.put(block, x, y)
            y += block.height + _BETWEEN
        x += max(block.width for block in column) + _BETWEEN


def _size(columns: _Columns) -> tuple[float, float]:
    """Width and height of columns of blocks."""
    widths = [max(block.width for block in column) + _BETWEEN for column in columns if column]
    heights = [sum(block.height + _BETWEEN for block in column) for column in columns]
    return max(sum(widths) - _BETWEEN, 0), max(max(heights, default=0) - _BETWEEN, 0)


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
    shape = max(width, 1) / max(height, 1)
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
        height = max(height, _STRIP)
        blocks.append(Block(_TITLE, framed=False, y=0))
        blocks[-1].put(node, 0, _TITLE, height)
        blocks[-1].y = height + GAP - PAD
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
    columns = min(options, key=_distance) if inspections else []
    return _head(heads), columns, _threads(sketch, _size(columns), narrow)


def _threads(sketch: Sketch, above: tuple[float, float], narrow: bool) -> _Foot:
    """Themes that join inspections in a row; below it the other themes, bodies and posts in blocks beside each other."""
    joining = {edge.target for edge in sketch.edges if edge.far == "bridge"}
    strip = [] if narrow else [node for node in sketch.of("theme", "") if node.iri in joining]
    themes = [node for node in sketch.of("theme", "") if node not in strip]
    groups = [nodes for nodes in (themes, sketch.of("body", ""), sketch.of("post", "")) if nodes]
    if narrow:
        return [[_thread(sketch, nodes, 1, narrow)] for nodes in groups]
    least = max(len(groups), int(above[0] // _THREAD))
    options = [_share(sketch, groups, count) for count in range(least, least + 4)] if groups else [[]]
    lists = min(options, key=lambda blocks: _distance([[Block(above[0], y=above[1])], *([block] for block in blocks)]))
    width = max(above[0], _across(lists))
    return [row for row in ([_strip(strip, width)] if strip else [], lists) if row]


def _strip(nodes: Sequence[Node], width: float) -> Block:
    block, in_row = Block(width, framed=False), max(int(width // (_THREAD * 0.8)), 1)
    block.caption(f"Themes of several inspections ({len(nodes)})", "theme")
    block.row(nodes, ceil(len(nodes) / ceil(len(nodes) / in_row)), _STRIP)
    return block


def _share(sketch: Sketch, groups: Sequence[Sequence[Node]], count: int, narrow: bool = False) -> list[Block]:
    """A block for each group, with so many columns among them that the highest is as low as can be."""
    columns = [1] * len(groups)
    for _ in range(count - len(groups)):
        highest = max(range(len(groups)), key=lambda index: ceil(len(groups[index]) / columns[index]))
        columns[highest] += columns[highest] < len(groups[highest])
    return [_thread(sketch, nodes, number, narrow) for nodes, number in zip(groups, columns, strict=True)]


def _thread(sketch: Sketch, nodes: Sequence[Node], columns: int, narrow: bool) -> Block:
    block = Block(_CARD if narrow else columns * _THREAD + 2 * PAD)
    _section(block, sketch, nodes, columns, hanging=False)
    return block


def _card(sketch: Sketch, inspection: Node, subject: str, many: int) -> Block:
    """One inspection; one with more than so many recommendations has them in a half of its own."""
    asked = _recommendations(sketch, inspection.iri)
    double = sum(len(nodes) for _, nodes in asked) > many
    block = Block(_CARD * 2 if double else _CARD)
    block.title(inspection)
    block.places[inspection.iri] = replace(block.places[inspection.iri], stem=PAD / 2)
    top = block.y
    block.end = _CARD
    if judgements := sketch.of("judgement", inspection.iri):
        block.caption("Judgements", "judgement")
        block.listing(judgements, 2)
    if double:
        _sources(block, sketch, inspection.iri)
        left, block.y, block.start, block.end = block.y, top, _CARD - PAD, 0
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
        block.caption(caption, "recommendation")
        block.listing(nodes, columns)
    block.listing(boards)


def _sources(block: Block, sketch: Sketch, inspection: str) -> None:
    for kind in ("contradiction", "article", "person", "document", "law", "problem"):
        nodes = sketch.of(kind, inspection)
        apart = _linked(sketch, kind, inspection) - {node.iri for node in nodes}
        _section(block, sketch, nodes, 2 if kind == "person" and len(nodes) > _FEW else 1, apart=len(apart))


def _linked(sketch: Sketch, kind: str, inspection: str) -> set[str]:
    """Those of a kind that are linked with an inspection, wherever they stand."""
    ends = {
        end for edge in sketch.edges if inspection in (edge.source, edge.target) for end in (edge.source, edge.target)
    }
    return {end for end in ends if sketch.nodes[end].kind == kind}


def _section(
    block: Block, sketch: Sketch, nodes: Sequence[Node], columns: int, hanging: bool = True, apart: int = 0
) -> None:
    """Boxes of one kind below their caption, which says how many there are; contradictions by what they lie between."""
    kind = nodes[0].kind if nodes else ""
    for mark in [*marks(), ""] if kind == "contradiction" else [None]:
        if members := [node for node in nodes if mark in (None, node.mark)]:
            caption = marks()[mark].label if mark else caption_of(kind)
            count = _count(len(members), sketch.fewer[kind], apart + sketch.apart[kind])
            block.caption(caption + count, kind)
            block.listing(members, columns, hanging)


def _count(drawn: int, fewer: int, apart: int) -> str:
    """How many there are: those drawn here, those spoken of less, which are not drawn, and those that stand elsewhere."""
    total, elsewhere = drawn + fewer + apart, f", {apart} drawn elsewhere" if apart else ""
    return f" ({f'{drawn} of ' if fewer else ''}{total}{elsewhere})" if total > 1 else ""


def _recommendations(sketch: Sketch, inspection: str) -> list[tuple[str, list[Node]]]:
    names = {"authority": "Recommendations to the authority", "lscb": "Recommendations to the board"}
    nodes = sketch.of("recommendation", inspection)
    groups = [(group, list(members)) for group, members in groupby(nodes, key=lambda node: node.group)]
    return [(f"{names.get(group, 'Recommendations')} ({len(members)})", members) for group, members in groups]


def _inspection(sketch: Sketch, subject: str, narrow: bool) -> _Plan:
    """One inspection: who took part, what was judged, found and recommended, on what; and which files say so."""
    groups = [group for inspection in sketch.of("inspection") for group in _recommendations(sketch, inspection.iri)]
    many = not narrow and sum(len(nodes) for _, nodes in groups) > _MANY
    with_findings = PAD * 2 + STEM * 2 + _JUDGEMENT + _CHIPS_IN_ROW * (CHIP + 4)
    judged = Block(_CARD if narrow or not sketch.of("finding") else with_findings)
    side, asked = Block(_CARD if narrow else _SIDE), Block(580 if many else _CARD)
    themes, press, bodies = Block(judged.width), Block(judged.width), Block(asked.width)
    for kind, block, across in (
        ("board", side, 1), ("contradiction", side, 1), ("article", press, 1), ("person", side, 2 if narrow else 1), ("post", side, 1),
        ("theme", themes, int(themes.room // 200)), ("body", bodies, 2 if many else 1),
    ):  # fmt: skip
        _section(block, sketch, sketch.of(kind), across)
    _judgements(judged, sketch, narrow)
    _claims(press, sketch)
    _asked(asked, groups, [], 2 if many else 1)
    columns = (
        [[judged, asked, press, themes, bodies, side]] if narrow else [[side], [judged, press, themes], [asked, bodies]]
    )
    drawn = [[block for block in column if block.places] for column in columns]
    sources = [nodes for kind in ("document", "law", "problem") if (nodes := sketch.of(kind))]
    count = len(sources) if narrow else max(len(sources), int(_size(drawn)[0] // _THREAD))
    foot = _share(sketch, sources, count, narrow) if sources else []
    return _head(sketch.of("authority") + sketch.of("inspection")), drawn, [foot]


def _claims(block: Block, sketch: Sketch) -> None:
    """The claims of articles in rows by number."""
    for article in sketch.of("article"):
        if claims := [node for node in sketch.of("claim") if node.group == article.iri]:
            block.caption(f"Claims of the article ({len(claims)})", "claim")
            block.chips(claims, block.left, int(block.room // (CHIP + 4)))


def _judgements(block: Block, sketch: Sketch, narrow: bool) -> None:
    """Judgements below each other, the findings of each in rows beside it, or below it on narrow screens."""
    judgements, findings = sketch.of("judgement"), sketch.of("finding")
    if judgements:
        block.caption("Judgements, and the findings under each by number" if findings else "Judgements", "judgement")
    left = block.left if narrow else block.left + _JUDGEMENT + STEM
    in_row = int(block.room // (CHIP + 4)) if narrow else _CHIPS_IN_ROW
    height = kinds()["judgement"].height
    for judgement in judgements:
        members = [node for node in findings if node.group == judgement.iri]
        top = block.y
        block.put(judgement, block.left, block.room if narrow or not findings else _JUDGEMENT, height, block.stem)
        block.y += height + 4 if narrow else 0
        block.chips(members, left, in_row)
        block.y = max(block.y, top + height + GAP)
    known = {judgement.iri for judgement in judgements}
    if others := [node for node in findings if node.group not in known]:
        block.caption("Findings under no judgement", "finding")
        block.chips(others, left, in_row)


def _sightings(sketch: Sketch, subject: str, narrow: bool) -> _Plan:
    """A person, law, theme, body or post above the inspections it has to do with, in rows of time."""
    seen, blocks = {subject}, []
    width = _SIGHTING + (40 if sketch.of("recommendation") or len(sketch.of("post")) > 1 else 0)
    for inspection in sketch.of("inspection"):
        block = Block(_CARD if narrow else width)
        block.listing([inspection])
        block.start = 2 * STEM
        if words := _part(sketch, subject, inspection):
            block.caption(words)
        block.listing([node for node in sketch.of("post", inspection.iri) if node.iri != subject])
        if others := [node for node in sketch.of("person", inspection.iri) if node.iri not in seen]:
            block.caption("Led by", "person")
            block.listing(others)
        seen |= {node.iri for node in others}
        _asked(block, _recommendations(sketch, inspection.iri), [], 1)
        if findings := sketch.of("finding", inspection.iri):
            block.caption(f"Findings ({len(findings)})", "finding")
            block.chips(findings, block.left, int(block.room // (CHIP + 4)))
        blocks.append(block)
    head = [sketch.nodes[subject]] if subject in sketch.nodes else []
    fitting = [blocks] if narrow else _fitting(blocks)
    if any(sketch.of(kind) for kind in ("recommendation", "finding")):
        return _head(head), fitting, []
    return _head(head), _rows(blocks, 1 if narrow else len(fitting) or 1), []


def _part(sketch: Sketch, subject: str, inspection: Node) -> str:
    """The part that a subject has in an inspection: a role, or the places of a body."""
    node = sketch.nodes.get(subject)
    if node and node.kind == "body":
        return next((words for name, words in node.facts if name == inspection.label), "")
    if not node or node.kind != "person":
        return ""
    label = next((edge.label for edge in sketch.edges if (edge.source, edge.target) == (subject, inspection.iri)), "")
    return f"As {label.removesuffix(' of')}" if label else ""


def _corpus(sketch: Sketch, subject: str, narrow: bool) -> _Plan:
    """Regions, below each its authorities, beside each its inspections in time."""
    authorities, inspections = sketch.of("authority"), sketch.of("inspection")
    of = {node.iri: [each for each in inspections if each.home == node.iri] for node in authorities}
    most = max((len(found) for found in of.values()), default=0)
    width = 2 * PAD + STEM + _NAME + GAP + max(most, 2) * (_YEAR + 4)
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
    return [], _fitting(blocks), []


def _row(block: Block, authority: Node, inspections: Iterable[Node], hanging: bool) -> None:
    height = 26
    block.put(authority, block.left, _NAME, height, block.stem if hanging else None)
    for index, node in enumerate(inspections):
        block.put(node, block.left + _NAME + GAP + index * (_YEAR + 4), _YEAR, height)
    block.y += height + 4


def _everything(sketch: Sketch, subject: str, narrow: bool) -> _Plan:
    """Everything in lists by kind, the subject above them."""
    head = [sketch.nodes[subject]] if subject in sketch.nodes else []
    nodes = [node for node in sketch.nodes.values() if node.iri != subject]
    return _head(head), _fitting([_lists(members) for members in _by_kind(nodes)]), []


def _by_kind(nodes: Sequence[Node]) -> list[list[Node]]:
    groups = ([node for node in nodes if node.kind == kind] for kind in kinds())
    return [sorted(group, key=lambda node: (node.order, node.iri)) for group in groups if group]


def _lists(nodes: Sequence[Node]) -> Block:
    block = Block(_CARD)
    for members in _by_kind(nodes):
        block.caption(kinds()[members[0].kind].plural, members[0].kind)
        block.listing(members)
    return block
