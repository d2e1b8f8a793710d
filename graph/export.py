"""The graph as files: Turtle, TriG, N-Quads, JSON-LD, GraphML and CSV. The same graph gives the same bytes."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import BinaryIO

import pyoxigraph as ox

from . import iris
from .errors import SubjectError
from .settings import BASE, IG, ONTOLOGY
from .store import Store

_OA = "http://www.w3.org/ns/oa#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SHORT_WORDS = 15


class Format(StrEnum):
    """What a graph can be written as."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    CSV = "csv"


class Quotes(StrEnum):
    """How much of the documents' words goes along: all, at most fifteen words of each, or none.

    Pages, offsets and digests always stay, so that whoever has the document finds the words again.
    """

    FULL = "full"
    SHORT = "short"
    NONE = "none"


def export(store: Store, target: BinaryIO, form: Format, quotes: Quotes = Quotes.FULL, document: str = "") -> None:
    """Write all documents' graphs, or one document's, to a binary stream.

    :raises SubjectError: if no document goes by that name, hash or IRI
    """
    graphs = [ox.NamedNode(iris.document(find_document(store, document)))] if document else _graphs(store)
    quads = sorted(
        _with_quotes(
            (quad for graph in graphs for quad in store.graph.quads_for_pattern(None, None, None, graph)), quotes
        ),
        key=str,
    )
    _WRITERS[form](quads, target)


def find_document(store: Store, name: str) -> str:
    """The hash of the document with a file name, the beginning of a hash, or an IRI.

    :raises SubjectError: if there is none or more than one
    """
    start = name.removeprefix(BASE + "id/document/").split("/")[0]
    documents = store.documents()
    found = [sha for sha, stored in documents.items() if stored.name == name] or [
        sha for sha in documents if sha.startswith(start.lower())
    ]
    if len(found) != 1:
        reason = "several documents go" if found else "no document goes"
        raise SubjectError(
            f"'{name}': {reason} by that name, hash or IRI; 'inspection-graph query documents' lists them"
        )
    return found[0]


def _graphs(store: Store) -> list[ox.NamedNode]:
    return [ox.NamedNode(iris.document(sha)) for sha in sorted(store.documents())]


def _with_quotes(quads: Iterable[ox.Quad], quotes: Quotes) -> Iterator[ox.Quad]:
    """Quads without, or with fewer of, the words that stand in the documents."""
    for quad in quads:
        if quad.predicate.value in (_OA + "exact", IG + "text") and quotes is not Quotes.FULL:
            if quotes is Quotes.SHORT:
                yield ox.Quad(quad.subject, quad.predicate, ox.Literal(_short(quad.object.value)), quad.graph_name)
        elif quotes is Quotes.NONE and _is_quote_selector(quad):
            continue
        else:
            yield quad


def _is_quote_selector(quad: ox.Quad) -> bool:
    subject = quad.object if quad.predicate.value == _OA + "hasSelector" else quad.subject
    return isinstance(subject, ox.NamedNode) and "/text/" in subject.value and subject.value.endswith("/quote")


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:_SHORT_WORDS]) + " …" if len(words) > _SHORT_WORDS else text


def prefixes() -> dict[str, str]:
    """The prefixes of ``ontology/context.jsonld``."""
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return {name: iri for name, iri in context.items() if isinstance(iri, str) and "://" in iri}


def _turtle(quads: list[ox.Quad], target: BinaryIO) -> None:
    triples = dict.fromkeys(quad.triple for quad in quads)
    target.write(_abbreviated(sorted(triples, key=str), ox.RdfFormat.TURTLE))


def _trig(quads: list[ox.Quad], target: BinaryIO) -> None:
    target.write(_abbreviated(_by_graph(quads), ox.RdfFormat.TRIG))


def _by_graph(quads: list[ox.Quad]) -> list[ox.Quad]:
    return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad.triple)))


def _abbreviated(statements: Iterable[ox.Triple] | Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    """Statements with prefixes and base; Oxigraph writes the prefixes in an order that changes from run to run."""
    written = ox.serialize(statements, format=form, prefixes=prefixes(), base_iri=BASE) or b""
    lines = written.split(b"\n")
    count = next((number for number, line in enumerate(lines) if not line.startswith(b"@")), len(lines))
    return b"\n".join(sorted(lines[:count]) + lines[count:])


def _nquads(quads: list[ox.Quad], target: BinaryIO) -> None:
    ox.serialize(quads, target, ox.RdfFormat.N_QUADS)


def _jsonld(quads: list[ox.Quad], target: BinaryIO) -> None:
    ox.serialize(_by_graph(quads), target, ox.RdfFormat.JSON_LD)


def _graphml(quads: list[ox.Quad], target: BinaryIO) -> None:
    """Things as nodes with their literals as attributes, relations as edges; the nodes of evidence stay out."""
    import networkx as nx

    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for quad in quads:
        if "/text/" in quad.subject.value:
            continue
        subject, name = _short_iri(quad.subject.value), _local(quad.predicate.value)
        graph.add_node(subject)
        if isinstance(quad.object, ox.Literal):
            known = graph.nodes[subject].get(name)
            graph.nodes[subject][name] = f"{known} | {quad.object.value}" if known else quad.object.value
        elif quad.predicate.value == _RDF_TYPE:
            graph.nodes[subject]["type"] = _local(quad.object.value)
        elif "/text/" not in quad.object.value:
            graph.add_edge(subject, _short_iri(quad.object.value), key=name, relation=name)
    target.write("\n".join(nx.generate_graphml(graph)).encode() + b"\n")


def _csv(quads: list[ox.Quad], target: BinaryIO) -> None:
    """One row for each statement."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text)
    rows.writerow(("graph", "subject", "predicate", "object", "datatype"))
    for quad in quads:
        datatype = quad.object.datatype.value if isinstance(quad.object, ox.Literal) else ""
        rows.writerow((quad.graph_name.value, quad.subject.value, quad.predicate.value, quad.object.value, datatype))
    text.flush()
    text.detach()


def _short_iri(iri: str) -> str:
    return iri.removeprefix(BASE)


def _local(iri: str) -> str:
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]


_WRITERS = {
    Format.TURTLE: _turtle,
    Format.TRIG: _trig,
    Format.NQUADS: _nquads,
    Format.JSONLD: _jsonld,
    Format.GRAPHML: _graphml,
    Format.CSV: _csv,
}
