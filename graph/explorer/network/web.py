"""The store as things and statements between them, in memory: what stands next to what is then known at once."""

from collections.abc import Callable, Hashable, Iterable
from copy import copy
from dataclasses import dataclass
from threading import Lock

from ... import iris
from ...errors import SubjectError
from ...network.gather import Gatherer
from ...network.kinds import concept_label
from ...network.links import add_article, add_articles, add_contradictions, add_recurrences
from ...network.page import box_title
from ...network.projections import gather
from ...network.sketch import Edge, Node, Sketch
from ...network.subjects import find_subject
from ...network.threads import add_bodies, add_posts, add_themes, body_name
from ...rows import Row, ask, code
from ...settings import BASE
from ...store import Store
from ...vocabulary import vocabulary
from ..data import Data, Made, Memory

OPENING = 300
"""So many nodes, at most, are drawn around a subject at first."""
_LINKED = f"{BASE}id/link/"
_REMEMBERED = 100  # networks and names that are kept in memory


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything of a store but findings and claims, which are fetched when they are asked for.

    The nodes are shared, and must not be changed; ``links`` are the edges of each node, ``saying`` the node of every fact.
    """

    nodes: dict[str, Node]
    edges: list[Edge]
    links: dict[str, list[Edge]]
    saying: dict[str, str]


class Web:
    """What is linked with what in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.gatherer = Gatherer(store)
        self._made: Whole | None = None
        self._memory = Memory(_REMEMBERED)
        self._making = Lock()

    @property
    def whole(self) -> Whole:
        """All of it, made at the first call, which takes a second for sixty reports."""
        with self._making:
            self._made = self._made or _whole(self.store)
            return self._made

    @property
    def nodes(self) -> dict[str, Node]:
        """All things by IRI."""
        return self.whole.nodes

    def kept(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for a key before, or is made now."""
        return self._memory.once(key, make)

    def subject(self, text: str) -> str:
        """The IRI of what a text names; see ``find_subject``.

        :raises SubjectError: if nothing goes by that name, or several things do
        """
        return self.kept(("subject", text), lambda: self._subject(text))

    def _subject(self, text: str) -> str:
        try:
            return find_subject(self.store, text)
        except SubjectError:
            # What links say of documents is in none of them.
            if text not in self.nodes:
                raise
            return text

    def opening(self, subject: str) -> tuple[Sketch, str, str]:
        """What is drawn around a subject at first: the sketch, the name of its view, and the node of the subject.

        :raises SubjectError: if the graph says nothing of it
        """

        def made() -> tuple[Sketch, str, str]:
            gatherer = self._empty()
            if subject.startswith(_LINKED):
                return self.around(subject), "listing", subject
            return gatherer.sketch, *gather(gatherer, subject, OPENING)

        return self.kept(("opening", subject), made)

    def thing(self, subject: str) -> str:
        """The node in the web that stands for a thing.

        :raises SubjectError: if it stands for itself in no network of shared things, as a finding or a document does
        """
        iri = self.whole.saying.get(subject) or self.opening(subject)[2]
        if iri not in self.nodes:
            raise SubjectError(
                f"'{subject.removeprefix(BASE)}' is not one of the things that paths lead over; ask from its inspection"
            )
        return iri

    def name(self, iri: str) -> str:
        """The name of a node; of what is but a number or a word, with that of its inspection."""
        node = self.nodes[iri]
        name, home = box_title(node.kind, node.label, node.text), self.nodes.get(node.home)
        joined = {"recommendation": "of", "judgement": "in"}.get(node.kind)
        return f"{name} {joined} {home.label}" if joined and home else name

    def around(self, iri: str) -> Sketch:
        """A thing with all that stands next to it, and the statements between them."""
        return self.kept(("around", iri), lambda: self._around(iri))

    def _around(self, iri: str) -> Sketch:
        gatherer = self._empty()
        root = self.whole.saying.get(iri, iri)
        for edge in self.whole.links.get(root, ()):
            _take(gatherer.sketch, self.nodes, edge)
        if root in self.nodes:
            gatherer.sketch.add(self.nodes[root])
        _add_findings(gatherer, root, self)
        _add_claims(gatherer, root)
        return gatherer.sketch

    def _empty(self) -> Gatherer:
        """A gatherer that knows what this one knows, with nothing gathered."""
        gatherer = copy(self.gatherer)
        gatherer.sketch = Sketch()
        return gatherer


def web_of(data: Data) -> Web:
    """The web of a state of the store."""
    return data.once("network-web", lambda: Web(data.store))


def _whole(store: Store) -> Whole:
    gatherer = _gathered(store)
    sketch, links = gatherer.sketch, dict[str, list[Edge]]()
    for edge in sketch.edges:
        links.setdefault(edge.source, []).append(edge)
        links.setdefault(edge.target, []).append(edge)
    return Whole(sketch.nodes, sketch.edges, links, sketch.saying())


def _gathered(store: Store) -> Gatherer:
    gatherer = Gatherer(store, whole=True)
    inspections = list(gatherer.inspections.values())
    for inspection in inspections:
        gatherer.add_inspection(inspection)
    for iri in list(gatherer.sketch.nodes):
        row = gatherer.authorities.get(iri, {})
        if row.get("region"):
            gatherer.add_region(row["region"], row["region_name"])
            gatherer.sketch.link(row["region"], iri, "includes")
    gatherer.add_boards(inspections)
    gatherer.add_judgements(inspections)
    gatherer.add_recommendations(inspections)
    gatherer.add_team(inspections)
    gatherer.add_documents(inspections)
    gatherer.add_laws(inspections)
    asked = [fact for node in gatherer.sketch.of("recommendation") for fact in (node.iri, *node.same)]
    add_themes(gatherer, gatherer.ask("themes", "item", asked))
    add_posts(gatherer, gatherer.facts_of("posts", inspections))
    add_bodies(gatherer, gatherer.facts_of("bodies", inspections))
    add_articles(gatherer, inspections, claims=False)
    add_contradictions(gatherer, inspections)
    add_recurrences(gatherer, inspections)
    _add_kinds(gatherer)
    return gatherer


def _add_kinds(gatherer: Gatherer) -> None:
    """The kinds of service that many authorities have, with those of each authority."""
    for node in gatherer.sketch.of("body"):
        if (name := code(node.iri)) in vocabulary().scheme("body"):
            label = f"{body_name(concept_label('body', name))} in any authority"
            shared = gatherer.sketch.add(Node(iris.concept("body", name), "body", label, order=(label,)))
            gatherer.sketch.link(node.iri, shared.iri, "is an instance of")


def _take(sketch: Sketch, nodes: dict[str, Node], edge: Edge) -> None:
    for end in (edge.source, edge.target):
        sketch.add(nodes[end])
    sketch.link(edge.source, edge.target, edge.label, edge.quiet, edge.far, edge.mark)


def _add_findings(gatherer: Gatherer, root: str, web: Web) -> None:
    """The findings of an inspection, under a judgement, or behind a recommendation; of a finding, what it belongs to."""
    node = gatherer.sketch.nodes.get(root)
    if node is None:
        _add_finding(gatherer, root, web)
    elif node.kind == "inspection":
        gatherer.add_findings([gatherer.inspections[root]])
    elif node.kind == "judgement":
        gatherer.add_findings([gatherer.inspections[node.home]])
        own = [finding for finding in gatherer.sketch.of("finding") if finding.group != root]
        for finding in own:
            gatherer.sketch.remove(finding.iri)
    elif node.kind == "recommendation":
        rows = gatherer_rows(gatherer, "explorer-supports", "recommendation", [root, *node.same])
        gatherer.add_findings([], only=[row["finding"] for row in rows])
        _rest_on(gatherer, root, rows)


def _add_finding(gatherer: Gatherer, iri: str, web: Web) -> None:
    for row in gatherer.ask("findings", "fact", [iri]):
        inspection = web.nodes[row["inspection"]]
        gatherer.sketch.add(inspection)
        for edge in web.whole.links[inspection.iri]:
            if web.nodes[edge.target].kind == "judgement":
                _take(gatherer.sketch, web.nodes, edge)
        gatherer.add_findings([], only=[iri])
        for judgement in gatherer.sketch.of("judgement"):
            if judgement.iri != gatherer.sketch.nodes[iri].group:
                gatherer.sketch.remove(judgement.iri)
    for row in gatherer.ask("themes", "item", [iri]):
        if row["theme"] in web.nodes:
            gatherer.sketch.add(web.nodes[row["theme"]])
            gatherer.sketch.link(iri, row["theme"], "is about")
    rows = gatherer_rows(gatherer, "explorer-supports", "finding", [iri])
    for row in rows:
        gatherer.sketch.add(web.nodes[web.whole.saying[row["recommendation"]]])
    _rest_on(gatherer, "", rows)


def _rest_on(gatherer: Gatherer, recommendation: str, rows: Iterable[Row]) -> None:
    saying = gatherer.sketch.saying()
    for row in rows:
        if row["finding"] in saying:
            gatherer.sketch.link(recommendation or saying[row["recommendation"]], saying[row["finding"]], "rests on")


def _add_claims(gatherer: Gatherer, root: str) -> None:
    """The claims of an article."""
    for row in gatherer.ask("articles") if root in gatherer.sketch.nodes else ():
        if row["article"] == root and gatherer.sketch.nodes[root].kind == "article":
            add_article(gatherer, row, claims=True)


def gatherer_rows(gatherer: Gatherer, name: str, variable: str = "", values: Iterable[str] = ()) -> list[Row]:
    """The rows of a query of the library without those that poorer copies of reports give."""
    return [row for row in ask(gatherer.store, name, variable, values) if row["document"] not in gatherer.copies]
