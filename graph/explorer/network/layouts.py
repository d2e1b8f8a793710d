"""Where everything stands in layouts that show what is linked with what; those in time are ``graph.network.layout``."""

from collections.abc import Iterable, Mapping
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING

from ...network.blocks import CHIP, Picture, Place
from ...network.kinds import kinds
from ...network.layout import lay_out
from ...network.sketch import Node, Sketch
from .places import settle

if TYPE_CHECKING:
    import networkx

_WIDTHS = {"card": 210.0, "block": 190.0, "seat": 190.0, "ribbon": 190.0, "plate": 190.0, "chip": float(CHIP)}
_WIDTH = 150.0
_ASPECT = 1.7
_LOOSE = 2.6  # so many times the room of its boxes is a picture's
_SEED, _ROUNDS = 7, 60
_CORE = 400  # nodes for which forces are computed; the others, of fewest links, stand beside what they are linked with
_COLUMN, _ROW = 330.0, 80.0


def arranged(sketch: Sketch, layout: str, subject: str, scales: Mapping[str, float] | None = None) -> Picture:
    """The picture of a sketch in a layout; boxes may be larger or smaller by ``scales``. No two boxes overlap."""
    if layout == "kinds":
        return lay_out(sketch, "listing", subject)
    graph = graph_of(sketch)
    return _settled(
        sketch, graph, {"rings": _rings, "force": _forces}[layout](graph, sketch, subject), subject, scales or {}
    )


def in_columns(sketch: Sketch, columns: Mapping[str, int], subject: str) -> Picture:
    """The picture of a sketch with each node in a column, counted from the left."""
    members: dict[int, list[str]] = {}
    for iri in sketch.nodes:
        members.setdefault(columns[iri], []).append(iri)
    wishes = {
        iri: (column * _COLUMN, (index - (len(iris) - 1) / 2) * _ROW)
        for column, iris in members.items()
        for index, iri in enumerate(iris)
    }
    return _settled(sketch, graph_of(sketch), wishes, subject, {})


def _settled(
    sketch: Sketch,
    graph: "networkx.Graph[str]",
    wishes: Mapping[str, tuple[float, float]],
    subject: str,
    scales: Mapping[str, float],
) -> Picture:
    """Boxes near where they wish to be, those with the most links nearest."""
    order = sorted(sketch.nodes.values(), key=lambda node: (node.iri != subject, -graph.degree[node.iri], node.iri))
    boxes = {node.iri: size(node, scales.get(node.iri, 1.0)) for node in order}
    settled = settle([(node.iri, *wishes[node.iri], *boxes[node.iri]) for node in order])
    return Picture({iri: Place(*place, *boxes[iri]) for iri, place in settled.items()}, blocks=1)


def size(node: Node, scale: float = 1.0) -> tuple[float, float]:
    """Width and height of the box of a node."""
    kind = kinds()[node.kind]
    return round(_WIDTHS.get(kind.shape, _WIDTH) * scale, 1), round(kind.height * scale, 1)


def order_of(node: Node) -> tuple[object, ...]:
    """The place of a node in a list of many kinds: by kind, home, and its own order, numbers before words."""
    order = tuple((0, part, "") if isinstance(part, int) else (1, 0, str(part)) for part in node.order)
    return (list(kinds()).index(node.kind), node.home, order, node.iri)


def graph_of(sketch: Sketch) -> "networkx.Graph[str]":
    """What is linked with what."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(sketch.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in sketch.edges)
    return graph


def _room(nodes: Iterable[Node]) -> float:
    return _LOOSE * sum((width + 16) * (height + 12) for width, height in map(size, nodes))


def _rings(graph: "networkx.Graph[str]", sketch: Sketch, subject: str) -> dict[str, tuple[float, float]]:
    """Rings by the number of steps from the subject, everything near what leads to it; what is not reached is outside."""
    steps = _steps(graph, sketch, subject)
    angles, wishes, inner = {subject: 0.0}, {subject: (0.0, 0.0)}, 130.0
    for step in range(1, max(steps.values(), default=0) + 1):
        ring = [iri for iri in sketch.nodes if steps[iri] == step]
        before = {iri: min((angles[each] for each in graph[iri] if each in angles), default=0.0) for iri in ring}
        ring.sort(key=lambda iri: (before[iri], order_of(sketch.nodes[iri])))
        outer = sqrt(inner**2 + _room(sketch.nodes[iri] for iri in ring) / (pi * _ASPECT))
        for index, iri in enumerate(ring):
            angles[iri] = 2 * pi * index / len(ring)
            radius = inner + (outer - inner) * (0.25 + 0.5 * (index % 3) / 2)
            wishes[iri] = (radius * _ASPECT * sin(angles[iri]), -radius * cos(angles[iri]))
        inner = outer + 40
    return wishes


def _steps(graph: "networkx.Graph[str]", sketch: Sketch, subject: str) -> dict[str, int]:
    import networkx

    found = networkx.single_source_shortest_path_length(graph, subject) if subject in graph else {}
    far = max(found.values(), default=0) + 1
    return {iri: found.get(iri, far) for iri in sketch.nodes}


def _forces(graph: "networkx.Graph[str]", sketch: Sketch, subject: str) -> dict[str, tuple[float, float]]:
    """What is linked attracts each other, all else repels; the same each time."""
    import networkx

    core = graph.subgraph(sorted(graph, key=lambda iri: (iri != subject, -graph.degree[iri]))[:_CORE])
    ordered = graph_of(Sketch({iri: sketch.nodes[iri] for iri in sketch.nodes if iri in core}))
    ordered.add_edges_from((one, other) for one, other in graph.edges if one in core and other in core)
    found = networkx.spring_layout(ordered, seed=_SEED, iterations=_ROUNDS, k=2 / sqrt(max(len(ordered), 1)))
    half = sqrt(_room(sketch.nodes.values()) * _LOOSE / _ASPECT) / 2
    wishes = {iri: (float(x) * half * _ASPECT, float(y) * half) for iri, (x, y) in found.items()}
    for iri in graph:
        if iri not in wishes:
            wishes[iri] = next((wishes[each] for each in graph[iri] if each in ordered), (0.0, half))
    return wishes
