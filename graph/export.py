"""The graph as files: Turtle, TriG, N-Quads, JSON-LD, GraphML and CSV. The same graph gives the same bytes."""

import csv
import io
import itertools
import json
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, BinaryIO

import pyoxigraph as ox

from . import iris
from .errors import SubjectError
from .rights import Quotes, Rights
from .settings import BASE, LINKS_GRAPH, ONTOLOGY, VOCABULARY_GRAPH
from .store import Store

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

__all__ = ["Format", "Quotes", "export", "find_document", "graphs", "prefixes"]

Quads = list[Any]
"""Quads of the store, sorted."""


class Format(StrEnum):
    """What a graph can be written as."""

    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    CSV = "csv"


def export(
    store: Store,
    target: BinaryIO,
    form: Format,
    quotes: Quotes = Quotes.FULL,
    document: str = "",
    vocabulary: bool = False,
    press: Quotes = Quotes.NONE,
    names: bool = False,
) -> None:
    """Write all documents' graphs and the links between them, or one document's graph, to a binary stream; with ``vocabulary`` also
    the graph of ``ontology/``.

    A document's words go along as far as ``quotes`` and its licence both allow: all under an open licence, short quotes of other
    reports, and of articles what ``press`` says. Without ``names``, articles' names of people without a known post stay out.

    :raises SubjectError: if no document goes by that name, hash or IRI
    """
    chosen = [ox.NamedNode(iris.document(find_document(store, document)))] if document else graphs(store)
    rights = Rights(store, quotes, press, names)
    quads = [quad for graph in chosen for quad in rights.quads(graph)]
    if vocabulary:
        quads += store.quads(graph=ox.NamedNode(VOCABULARY_GRAPH))
    _WRITERS[form](sorted(quads, key=str), target)


def find_document(store: Store, name: str) -> str:
    """The hash of the document with a file name, the beginning of a hash, or an IRI.

    :raises SubjectError: if there is none or more than one
    """
    start = name.removeprefix(BASE).removeprefix("id/document/").split("/")[0]
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


def graphs(store: Store) -> list[ox.NamedNode]:
    """The graphs of all documents, sorted, and that of the links between them."""
    return [*(ox.NamedNode(iris.document(sha)) for sha in sorted(store.documents())), ox.NamedNode(LINKS_GRAPH)]


def prefixes() -> dict[str, str]:
    """The prefixes of ``ontology/context.jsonld``."""
    context = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return {name: iri for name, iri in context.items() if isinstance(iri, str) and "://" in iri}


def _turtle(quads: Quads, target: BinaryIO) -> None:
    triples = dict.fromkeys(quad.triple for quad in quads)
    target.write(_abbreviated(sorted(triples, key=str), ox.RdfFormat.TURTLE))


def _trig(quads: Quads, target: BinaryIO) -> None:
    target.write(_abbreviated(_by_graph(quads), ox.RdfFormat.TRIG))


def _by_graph(quads: Quads) -> Quads:
    return sorted(quads, key=lambda quad: (str(quad.graph_name), str(quad.triple)))


def _abbreviated(statements: Iterable[ox.Triple] | Iterable[Any], form: ox.RdfFormat) -> bytes:
    """Statements with prefixes and base under a head of our own: Oxigraph's has an order that changes from run to run."""
    written = ox.serialize(statements, format=form, prefixes=prefixes(), base_iri=BASE) or b""
    head = [f"@base <{BASE}> .", *(f"@prefix {name}: <{iri}> ." for name, iri in sorted(prefixes().items()))]
    body = itertools.dropwhile(lambda line: line.startswith(b"@"), written.split(b"\n"))
    return b"\n".join([*(line.encode() for line in head), *body])


def _nquads(quads: Quads, target: BinaryIO) -> None:
    ox.serialize(quads, target, ox.RdfFormat.N_QUADS)


def _jsonld(quads: Quads, target: BinaryIO) -> None:
    ox.serialize(_by_graph(quads), target, ox.RdfFormat.JSON_LD)


def _graphml(quads: Quads, target: BinaryIO) -> None:
    """Things as nodes with their literals as attributes, relations as edges; the nodes of evidence stay out."""
    import networkx as nx

    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    edges: list[tuple[str, str, str]] = []
    for triple in dict.fromkeys(quad.triple for quad in quads if "/text/" not in quad.subject.value):
        subject, name = _short_iri(triple.subject.value), _local(triple.predicate.value)
        graph.add_node(subject)
        if isinstance(triple.object, ox.Literal):
            known = graph.nodes[subject].get(name)
            graph.nodes[subject][name] = f"{known} | {triple.object.value}" if known else triple.object.value
        elif triple.predicate.value == _RDF_TYPE:
            graph.nodes[subject]["type"] = _local(triple.object.value)
        elif "/text/" not in triple.object.value:
            edges.append((subject, _short_iri(triple.object.value), name))
    for number, (subject, other, name) in enumerate(edges):
        # Programs that draw graphs tell edges by their key, which has to be another for each.
        graph.add_edge(subject, other, key=number, relation=name)
    target.write("\n".join(nx.generate_graphml(graph)).encode() + b"\n")


def _csv(quads: Quads, target: BinaryIO) -> None:
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
