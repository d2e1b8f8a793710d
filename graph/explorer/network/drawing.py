"""What a link draws: the picture around its subject, with what was expanded beside it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...network.blocks import Block, Picture, Place
from ...network.kinds import kinds
from ...network.layout import lay_out
from ...network.projections import title_of
from ...network.sketch import Node, Sketch
from .layouts import arranged, order_of
from .places import Taken
from .state import WHOLE, Opened, State, key_of
from .web import Web

CAP = 500
"""So many nodes are drawn at most, however much is expanded."""
EXPANSION = 200
"""So many nodes an expansion brings at most."""
_WIDTH, _WIDE, _MANY = 290, 520, 16  # of the block of what was expanded; the wide one from so many nodes
_STEP = 40.0


@dataclass(slots=True)
class Drawing:
    """A network with its picture.

    ``opened`` says of each node that was expanded what it brought, ``short`` what there was no room for; ``ties`` which frames hang on
    which node; ``missing`` how many nodes of the link are no longer there. ``notes`` are what a projection or a path says of nodes,
    ``weights`` of edges, and ``because`` of them the things that say so, by name and IRI.
    """

    sketch: Sketch
    picture: Picture
    subject: str = ""
    view: str = ""
    title: str = ""
    layout: str = ""
    opened: list[tuple[str, Opened, list[str]]] = field(default_factory=list)
    ties: list[tuple[str, int]] = field(default_factory=list)
    crowded: Counter[str] = field(default_factory=Counter)
    short: dict[str, Counter[str]] = field(default_factory=dict)
    missing: int = 0
    notes: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    weights: Mapping[tuple[str, str], int] = field(default_factory=dict)
    because: Mapping[tuple[str, str], Sequence[tuple[str, str]]] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()

    @property
    def plain(self) -> bool:
        """Whether lines go straight from box to box."""
        return self.layout not in ("time", "column")


def draw(web: Web, state: State) -> Drawing:
    """What a state asks for, of a store's web.

    :raises SubjectError: if nothing goes by the name of the subject, or several things do
    """
    subject = web.subject(state.of)
    return web.kept(("drawing", subject, state), lambda: _draw(web, subject, state))


def _draw(web: Web, subject: str, state: State) -> Drawing:
    base, view, chosen = web.opening(subject)
    sketch = Sketch(dict(base.nodes), list(base.edges), base.elsewhere, base.crowded, base.fewer, base.apart)
    drawing = Drawing(sketch, Picture(), chosen, view, title_of(base, chosen), state.layout)
    for opened in state.opened:
        _expand(web, drawing, opened)
    laid = _laid(drawing, base)
    drawing.picture = web.kept(
        ("picture", subject, state.layout, tuple(laid.nodes)), lambda: _picture(laid, state.layout, view, chosen)
    )
    drawing.picture = replace(drawing.picture, places=dict(drawing.picture.places), frames=list(drawing.picture.frames))
    drawing.picture.captions = list(drawing.picture.captions)
    _move(drawing, state)
    _put_blocks(drawing, laid)
    _move(drawing, state)
    return drawing


def _picture(sketch: Sketch, layout: str, view: str, chosen: str) -> Picture:
    if layout in WHOLE:
        return arranged(sketch, layout, chosen)
    return lay_out(sketch, view, chosen, narrow=layout == "column")


def _expand(web: Web, drawing: Drawing, opened: Opened) -> None:
    """Add what stands around a node, what matters most first, as far as there is room."""
    sketch = drawing.sketch
    iri = next((each for each in sketch.nodes if key_of(each) == opened.key), "")
    if not iri:
        drawing.missing += 1
        return
    around, known = web.around(iri), sketch.saying()
    new = Sketch({each: node for each, node in around.nodes.items() if not {each, *node.same} & known.keys()})
    new.crop(min(EXPANSION, max(CAP - len(sketch.nodes), 0)), [])
    drawing.crowded += new.crowded
    drawing.short[iri] = new.crowded
    sketch.nodes |= new.nodes
    if new.nodes:
        drawing.opened.append((iri, opened, list(new.nodes)))
    known = sketch.saying()
    said = {(edge.source, edge.target, edge.label) for edge in sketch.edges}
    for edge in [*around.edges, *(edge for each in new.nodes for edge in web.whole.links.get(each, ()))]:
        ends = known.get(edge.source, ""), known.get(edge.target, "")
        if all(ends) and (*ends, edge.label) not in said:
            said.add((*ends, edge.label))
            sketch.link(*ends, edge.label, edge.quiet, "", edge.mark)


def _laid(drawing: Drawing, base: Sketch) -> Sketch:
    """What the layout has places for: all but what was expanded since."""
    if drawing.layout not in WHOLE:
        return base
    later = {each for _, opened, brought in drawing.opened if not opened.laid for each in brought}
    nodes = {iri: node for iri, node in drawing.sketch.nodes.items() if iri not in later}
    edges = [edge for edge in drawing.sketch.edges if edge.source in nodes and edge.target in nodes]
    return Sketch(nodes, edges)


def _move(drawing: Drawing, state: State) -> None:
    """Put what the reader moved where they moved it."""
    wanted = {key: (x, y) for key, x, y in state.moved}
    for iri, place in drawing.picture.places.items():
        if found := wanted.get(key_of(iri)):
            drawing.picture.places[iri] = replace(place, x=float(found[0]), y=float(found[1]))
            drawing.moved |= {iri}


def _put_blocks(drawing: Drawing, laid: Sketch) -> None:
    """Give each later expansion a block with a frame at its place, or at the free one that is nearest to the node it hangs on."""
    picture = drawing.picture
    fixed = Taken(_rectangles(picture, drawing.moved))
    every = Taken(_rectangles(picture, frozenset()))
    for index, (iri, opened, brought) in enumerate(drawing.opened):
        members = [drawing.sketch.nodes[each] for each in brought if each not in laid.nodes]
        if not members:
            continue
        block = _block(drawing.sketch.nodes[iri], members)
        owner, taken = picture.places[iri], fixed if opened.corner else every
        middle = (owner.x, owner.y)
        if opened.corner:
            middle = (opened.corner[0] + block.width / 2, opened.corner[1] + block.height / 2)
        found = taken.nearest(block.width, block.height, *middle, step=_STEP)
        left, top = round(found[0]), round(found[1])
        fixed.add((left, top, block.width, block.height))
        every.add((left, top, block.width, block.height))
        drawing.ties.append((iri, picture.blocks))
        picture.put(block, left, top)
        drawing.opened[index] = (iri, Opened(opened.key, False, (left, top)), brought)


def _rectangles(picture: Picture, without: frozenset[str]) -> list[tuple[float, float, float, float]]:
    frames = [frame[:4] for frame in picture.frames]
    boxes = [_rectangle(place) for iri, place in picture.places.items() if iri not in without]
    return [*frames, *boxes]


def _rectangle(place: Place) -> tuple[float, float, float, float]:
    return (place.x - place.w / 2, place.y - place.h / 2, place.w, place.h)


def _block(owner: Node, members: list[Node]) -> Block:
    """Lists by kind in a frame, with the name of the node that brought them above."""
    many = len(members) > _MANY
    block = Block(_WIDE if many else _WIDTH)
    name = owner.label if owner.kind != "recommendation" else f"Recommendation {owner.label.split(' ', 1)[0]}"
    block.caption(f"Around {name} ({len(members)})")
    for kind in kinds():
        if nodes := sorted((node for node in members if node.kind == kind), key=order_of):
            block.caption(kinds()[kind].plural, kind)
            if kinds()[kind].shape == "chip":
                block.chips(nodes, block.left, int(block.room // (38 + 4)))
            else:
                block.listing(nodes, 2 if many else 1, hanging=False)
    return block
