"""The graph as files: Turtle, TriG, N-Quads, JSON-LD, GraphML and CSV. The same graph gives the same bytes."""

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, BinaryIO

import pyoxigraph as ox

from . import iris
from .errors import SubjectError
from .settings import BASE, IG, ONTOLOGY, VOCABULARY_GRAPH
from .store import Store

_OA = "http://www.w3.org/ns/oa#"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_SHORT_WORDS = 15

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


class Quotes(StrEnum):
    """How much of the documents' words goes along: all, at most fifteen words of each, or none.

    Pages, offsets and digests always stay, so that whoever has the document finds the words again.
    """

    FULL = "full"
    SHORT = "short"
    NONE = "none"


def export(
    store: Store,
    target: BinaryIO,
    form: Format,
    quotes: Quotes = Quotes.FULL,
    document: str = "",
    vocabulary: bool = False,
) -> None:
    """Write all documents' graphs, or one document's, to a binary stream; with ``vocabulary`` also the graph of ``ontology/``.

    :raises SubjectError: if no document goes by that name, hash or IRI
    """
    graphs = [ox.NamedNode(iris.document(find_document(store, document)))] if document else _graphs(store)
    graphs += [ox.NamedNode(VOCABULARY_GRAPH)] if vocabulary else []
    quads = sorted(
        _with_quotes((quad for graph in graphs for quad in store.quads(graph=graph)), quotes),
        key=str,
    )
    _WRITERS[form](quads, target)


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
            f"'{name}': {reason} by that name, hash or IRI; 'inspection-graph query inspections' lists them"
        )
    return found[0]


def _graphs(store: Store) -> list[ox.NamedNode]:
    return [ox.NamedNode(iris.document(sha)) for sha in sorted(store.documents())]


def _with_quotes(quads: Iterable[Any], quotes: Quotes) -> Iterator[Any]:
    """Quads without, or with fewer of, the words that stand in the documents."""
    for quad in quads:
        if quad.predicate.value in (_OA + "exact", IG + "text", IG + "counted") and quotes is not Quotes.FULL:
            if quotes is Quotes.SHORT:
                yield ox.Quad(quad.subject, quad.predicate, ox.Literal(_short(quad.object.value)), quad.graph_name)
        elif quotes is Quotes.NONE and _is_quote_selector(quad):
            continue
        else:
            yield quad


def _is_quote_selector(quad: Any) -> bool:
    subject = quad.object if quad.predicate.value == _OA + "hasSelector" else quad.subject
    return isinstance(subject, ox.NamedNode) and "/text/" in subject.value and subject.value.endswith("/quote")


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:_SHORT_WORDS]) + " …" if len(words) > _SHORT_WORDS else text


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
