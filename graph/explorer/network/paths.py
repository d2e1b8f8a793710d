"""Ways from one thing to another over what both have to do with; ways over what few have to do with come first."""

from dataclasses import dataclass
from itertools import islice, pairwise
from math import log2
from typing import TYPE_CHECKING

from ...errors import QueryError
from ...network.sketch import Edge, Node, Sketch
from .drawing import Drawing
from .layouts import in_columns
from .web import Web

if TYPE_CHECKING:
    import networkx

_MOST = 6  # ways
_ENOUGH, _LONGER = 3, 2  # where there are fewer of the shortest, ways may have so many steps more
_WITHOUT = ("document", "law")  # every report cites the same laws


@dataclass(frozen=True, slots=True)
class Step:
    """A statement: two things by name and IRI, and what is said between them."""

    name: str
    iri: str
    words: str
    other: str
    other_iri: str


@dataclass(frozen=True, slots=True)
class Way:
    """A way as the nodes on it and the statements between them, each in its own direction."""

    nodes: tuple[Node, ...]
    steps: tuple[Step, ...]


def ways(web: Web, start: str, end: str) -> tuple[list[Way], Drawing]:
    """The shortest ways between the things of two names, and a drawing of them; none where nothing leads from one to the other.

    :raises SubjectError: if a name is of nothing that paths lead over
    :raises QueryError: if both are the same
    """
    first, last = (web.thing(web.subject(each)) for each in (start, end))
    if first == last:
        raise QueryError(f"from and to: both are {web.nodes[first].label}; name two things")
    for each in (first, last):
        if web.nodes[each].kind in _WITHOUT:
            raise QueryError(
                f"from and to: paths do not lead over documents and laws, as {web.nodes[each].label}; name another thing"
            )
    return web.kept(("ways", first, last), lambda: _ways(web, first, last))


def _ways(web: Web, first: str, last: str) -> tuple[list[Way], Drawing]:
    import networkx

    graph = web.kept("shared", lambda: _shared(web))
    found: list[list[str]] = []
    if graph.has_node(first) and graph.has_node(last) and networkx.has_path(graph, first, last):
        found = list(islice(networkx.shortest_simple_paths(graph, first, last, weight="cost"), _MOST))
    fewest = min(map(len, found), default=0)
    short = [path for path in found if len(path) == fewest]
    chosen = [_way(web, path) for path in (short if len(short) >= _ENOUGH else found) if len(path) <= fewest + _LONGER]
    return chosen, _drawing(web, first, last, chosen)


def _shared(web: Web) -> "networkx.Graph[str]":
    """All things; a step costs more where what it leads to has to do with many."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    for edge in web.whole.edges:
        if not {web.nodes[edge.source].kind, web.nodes[edge.target].kind} & set(_WITHOUT):
            graph.add_edge(edge.source, edge.target)
    for one, other in graph.edges:
        graph[one][other]["cost"] = 1 + (log2(graph.degree[one]) + log2(graph.degree[other])) / 8
    return graph


def _way(web: Web, path: list[str]) -> Way:
    edges = [_edge(web, one, other) for one, other in pairwise(path)]
    steps = (Step(web.name(edge.source), edge.source, edge.label, web.name(edge.target), edge.target) for edge in edges)
    return Way(tuple(web.nodes[iri] for iri in path), tuple(steps))


def _edge(web: Web, one: str, other: str) -> Edge:
    return next(edge for edge in web.whole.links[one] if other in (edge.source, edge.target))


def _drawing(web: Web, first: str, last: str, found: list[Way]) -> Drawing:
    sketch = Sketch({iri: web.nodes[iri] for iri in (first, *(node.iri for way in found for node in way.nodes), last)})
    for way in found:
        for step in way.steps:
            sketch.link(step.iri, step.other_iri, step.words)
    title = f"From {web.nodes[first].label} to {web.nodes[last].label}"
    columns = {first: 0, last: 1}
    for way in found:
        for column, node in enumerate(way.nodes):
            columns[node.iri] = max(column, columns.get(node.iri, 0))
    return Drawing(sketch, in_columns(sketch, columns, first), first, "", title, "columns")
