"""Whether the graph is what it should be: shapes hold, quality queries find nothing, every quote stands at its place."""

import hashlib
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from io import BytesIO

import pyoxigraph as ox

from . import iris
from .settings import BASE, LINKS_GRAPH, ONTOLOGY, QUERIES
from .store import Store, StoredDocument
from .triples import term

_FEW = 2
_LINKS = "links"


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that should not be: which check found it, in which document, at what, and what is wrong."""

    check: str
    source: str
    subject: str
    message: str

    def __str__(self) -> str:
        return f"{self.check}: {self.source}: {self.subject}: {self.message}"


def check(store: Store, progress: Callable[[int, int, str], None] | None = None) -> list[Failure]:
    """All failures, sorted; none if the graph is as it should be."""
    documents = list(store.documents().values())
    failures = list(_misplaced_quotes(store, documents))
    failures += _quality(store)
    for number, (name, found) in enumerate(_shapes(store, documents), 1):
        failures += found
        if progress and number <= len(documents):
            progress(number, len(documents), name)
    return sorted(failures, key=lambda failure: (failure.check, failure.source, failure.subject, failure.message))


def _misplaced_quotes(store: Store, documents: list[StoredDocument]) -> Iterator[Failure]:
    """Evidence whose offsets, quote and digest do not agree with the text of the page."""
    for stored in documents:
        graph = ox.NamedNode(iris.document(stored.sha256))
        positions = {
            name: {quad.subject.value: quad.object.value for quad in store.quads(None, term(name), graph=graph)}
            for name in ("ig:quoteDigest", "ig:page", "oa:exact", "oa:start", "oa:end")
        }
        for node, digest in sorted(positions["ig:quoteDigest"].items()):
            try:
                start, end = (int(positions[name][f"{node}/position"]) for name in ("oa:start", "oa:end"))
                page = int(positions["ig:page"][node])
            except (KeyError, ValueError):
                yield Failure("quotes", stored.name, _short(node), "its page, start or end is missing or no number")
                continue
            text = (store.page_text(stored.sha256, page) or "")[start:end]
            quote = positions["oa:exact"].get(f"{node}/quote", "")
            if text != quote or hashlib.sha256(text.encode()).hexdigest() != digest:
                yield Failure("quotes", stored.name, _short(node), f"the page has other words there: {text[:60]!r}")


def _quality(store: Store) -> Iterator[Failure]:
    """Rows of the queries in ``queries/quality/checks``, each of which is something that should not be."""
    for path in sorted((QUERIES / "quality" / "checks").glob("*.rq")):
        rows = store.graph.query(path.read_text(encoding="utf-8"))
        if not isinstance(rows, ox.QuerySolutions):
            continue
        for row in rows:
            values = {variable.value: (row[variable].value if row[variable] else "") for variable in rows.variables}
            yield Failure(
                path.stem, values.get("source", ""), _short(values.get("subject", "")), values.get("message", "")
            )


def _shapes(store: Store, documents: list[StoredDocument]) -> Iterator[tuple[str, list[Failure]]]:
    """The results of SHACL for every document's own graph, and for the graph of links."""
    graphs = {iris.document(stored.sha256): stored.name for stored in documents} | {LINKS_GRAPH: _LINKS}
    names = list(graphs.values())
    data = [_serialised(store, graph) for graph in graphs]
    if len(documents) <= _FEW:
        yield from zip(names, map(_validate, data, names), strict=True)
        return
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        yield from zip(names, pool.map(_validate, data, names), strict=True)


def _serialised(store: Store, graph: str) -> bytes:
    quads = store.quads(graph=ox.NamedNode(graph))
    return ox.serialize((quad.triple for quad in quads), format=ox.RdfFormat.N_TRIPLES) or b""


def _validate(data: bytes, source: str) -> list[Failure]:
    import pyshacl
    import rdflib

    graph = rdflib.Graph().parse(BytesIO(data), format="nt")
    shapes = rdflib.Graph().parse(ONTOLOGY / "shapes.ttl", format="turtle")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    if source == _LINKS:
        # The words that links lead to are described in the graphs of documents.
        shapes.remove((None, sh.targetObjectsOf, None))
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes)
    return [
        Failure(
            "shapes",
            source,
            _short(str(results.value(result, sh.focusNode))),
            str(results.value(result, sh.resultMessage)),
        )
        for result in results.subjects(rdflib.RDF.type, sh.ValidationResult)
    ]


def _short(iri: str) -> str:
    return iri.removeprefix(BASE)
