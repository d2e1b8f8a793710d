"""A network before it is laid out: what could be drawn, and what there is room for."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .kinds import kinds


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that a node was read from, the page they stand on, and the name of the file."""

    quote: str
    page: int
    source: str


@dataclass(slots=True)
class Node:
    """Something to draw: ``detail`` is a second line of the label, ``order`` the place among those of its kind.

    ``home`` is the node it stands under, ``group`` what tells parts of a list apart, ``mark`` one of those in ``assets/kinds.toml``.
    """

    iri: str
    kind: str
    label: str
    detail: str = ""
    grade: str = ""
    date: str = ""
    text: str = ""
    order: tuple[object, ...] = ()
    home: str = ""
    group: str = ""
    mark: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    evidence: list[Quote] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    """Other facts that say the same, read from another file of the same report."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A statement between two nodes; a ``quiet`` one is drawn only while one of its ends is chosen.

    One whose ends stand in different blocks goes from side to side, as a ``bridge`` from the frame around the first, or is ``quiet``:
    that is what ``far`` says. A ``mark`` gives it the colour of that mark.
    """

    source: str
    target: str
    label: str
    quiet: bool = False
    far: str = ""
    mark: str = ""


@dataclass(slots=True)
class Sketch:
    """Nodes by IRI, edges, and by kind how many are left out.

    That is because they belong to another view (``elsewhere``), there is no room (``crowded``), or others are spoken of more
    (``fewer``); those of ``apart`` are drawn, but as another kind.
    """

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    elsewhere: Counter[str] = field(default_factory=Counter)
    crowded: Counter[str] = field(default_factory=Counter)
    fewer: Counter[str] = field(default_factory=Counter)
    apart: Counter[str] = field(default_factory=Counter)

    def add(self, node: Node) -> Node:
        """The node of that IRI, put in if it is new."""
        return self.nodes.setdefault(node.iri, node)

    def link(self, source: str, target: str, label: str, quiet: bool = False, far: str = "", mark: str = "") -> None:
        """Put in an edge, once."""
        edge = Edge(source, target, label, quiet, far, mark)
        if edge not in self._known:
            self._known.add(edge)
            self.edges.append(edge)

    def mark(self, source: str, target: str, mark: str, label: str = "") -> None:
        """Give the edges between two nodes a mark and, if there is one, another label."""
        ends = (source, target)
        self.edges = [
            replace(edge, mark=mark, label=label or edge.label) if (edge.source, edge.target) == ends else edge
            for edge in self.edges
        ]

    _known: set[Edge] = field(default_factory=set)

    def remove(self, iri: str) -> None:
        """Take out a node and its edges."""
        del self.nodes[iri]
        self.edges = [edge for edge in self.edges if iri not in (edge.source, edge.target)]

    def saying(self) -> dict[str, str]:
        """The IRI of the node in the sketch for every fact that says the same."""
        return {iri: node.iri for node in self.nodes.values() for iri in (*node.same, node.iri)}

    def of(self, kind: str, home: str | None = None) -> list[Node]:
        """Nodes of a kind, those of one home if it is given, in their order."""
        found = (node for node in self.nodes.values() if node.kind == kind and home in (None, node.home))
        return sorted(found, key=lambda node: (node.order, node.iri))

    def crop(self, limit: int, keep: Iterable[str]) -> None:
        """Leave out what there is no room for: the least important kinds first, and of a kind the earliest."""
        always = [iri for iri in keep if iri in self.nodes]
        rest = sorted((node for node in self.nodes.values() if node.iri not in always), key=_importance)
        chosen = set(always[:limit]) | {node.iri for node in rest[: max(0, limit - len(always))]}
        self.crowded = Counter(node.kind for node in self.nodes.values() if node.iri not in chosen)
        self.nodes = {iri: node for iri, node in self.nodes.items() if iri in chosen}
        self.edges = [edge for edge in self.edges if edge.source in chosen and edge.target in chosen]


def _importance(node: Node) -> tuple[object, ...]:
    latest = tuple(-ord(character) for character in node.date)
    # An empty date comes last: a shorter tuple would sort before the longer ones.
    return (kinds()[node.kind].importance, not node.date, latest, node.order, node.iri)
