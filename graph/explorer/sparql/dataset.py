"""Descriptions in RDF: of the endpoint, of the data set, and of each thing."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from ...rows import checked
from ...settings import BASE
from ...store import Store
from ...syntax import prefixes
from ..data import Data
from .formats import PAGE, TRIPLES, Format, wanted

_FOLDER = Path(__file__).resolve().parent
_VOID = "http://rdfs.org/ns/void#"
_DCTERMS = "http://purl.org/dc/terms/"
_NAMED = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "formats": "http://www.w3.org/ns/formats/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": _VOID,
}
_INTEGER = ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer")
_RDF_TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
_MOST_POINTING = 1000

Triples = list[ox.Triple]


def service_description(address: str) -> Triples:
    """What the endpoint of a server is and answers; ``address`` is the server's, with a slash at its end."""
    return _read("service.ttl", address)


def data_set_description(data: Data, address: str) -> Triples:
    """What the data set is, with how many things of each class, uses of each property and reports under each licence it has."""
    return [*_read("dataset.ttl", address), *data.once(("description", address), lambda: list(_counts(data, address)))]


def description_of(store: Store, iri: str) -> Triples:
    """What the graph says of a thing: the statements about it, and the first thousand that point to it. None if it says nothing.

    :raises SubjectError: if the IRI is none
    """
    node = ox.NamedNode(checked(iri))
    about = {quad.triple for quad in store.quads(node)}
    pointing = sorted({quad.triple for quad in store.quads(None, None, node)}, key=str)
    return [*sorted(about, key=str), *pointing[:_MOST_POINTING]]


def rdf_of(request: Request, store: Store, iri: str) -> Response | None:
    """What the graph says of a thing, if that is what a client rather wants than the page of it."""
    form = wanted(request.headers.get("accept", ""), (PAGE, *TRIPLES))
    if form is None or form is PAGE:
        return None
    triples = description_of(store, iri)
    return written(triples, form) if triples else None


def written(triples: Iterable[ox.Triple], form: Format) -> Response:
    """An answer of triples in a format; which depends on what the client accepts."""
    assert isinstance(form.written, ox.RdfFormat)  # noqa: S101 - for the type checker
    triples = list(triples)
    used = _used(triples) if form.name == "turtle" else None
    body = ox.serialize(triples, format=form.written, prefixes=used) or b""
    headers = {"Content-Type": form.content_type, "Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(body, headers=headers)


def _used(triples: Triples) -> dict[str, str]:
    """Prefixes for what occurs in triples."""
    text = ",".join(map(str, triples))
    return {name: namespace for name, namespace in (prefixes() | _NAMED).items() if f"<{namespace}" in text}


def _read(name: str, address: str) -> Triples:
    quads = ox.parse(path=_FOLDER / name, format=ox.RdfFormat.TURTLE, base_iri=address)
    return [quad.triple for quad in quads]


def _counts(data: Data, address: str) -> Iterator[ox.Triple]:
    data_set = ox.NamedNode(f"{address}.well-known/void#dataset")
    classes, properties = data.rows("explorer-classes"), data.rows("explorer-properties")
    for row in classes:
        yield from _part(data_set, "class", row["class"], "entities", row["things"])
    for row in properties:
        yield from _part(data_set, "property", row["property"], "triples", row["statements"])
    for row in data.answer("licences"):
        yield from _under_licence(data_set, row["licence"], row["label"], row["documents"])
    total = sum(int(row["statements"]) for row in properties)
    for name, number in (("triples", total), ("classes", len(classes)), ("properties", len(properties))):
        yield ox.Triple(data_set, ox.NamedNode(_VOID + name), ox.Literal(str(number), datatype=_INTEGER))


def _part(data_set: ox.NamedNode, kind: str, iri: str, counted: str, number: str) -> Iterator[ox.Triple]:
    """The part of a data set that has a class or a property, and its size."""
    part = ox.BlankNode()
    yield ox.Triple(data_set, ox.NamedNode(f"{_VOID}{kind}Partition"), part)
    yield ox.Triple(part, ox.NamedNode(_VOID + kind), ox.NamedNode(iri))
    yield ox.Triple(part, ox.NamedNode(_VOID + counted), ox.Literal(number, datatype=_INTEGER))


def _under_licence(data_set: ox.NamedNode, code: str, label: str, documents: str) -> Iterator[ox.Triple]:
    """The part of a data set that was read from documents under a licence, or under none."""
    part = ox.BlankNode()
    yield ox.Triple(data_set, ox.NamedNode(_VOID + "subset"), part)
    yield ox.Triple(part, _RDF_TYPE, ox.NamedNode(_VOID + "Dataset"))
    yield ox.Triple(part, ox.NamedNode(_VOID + "documents"), ox.Literal(documents, datatype=_INTEGER))
    title = f"Read from documents under: {label}" if code else "Read from documents that print no licence"
    yield ox.Triple(part, ox.NamedNode(_DCTERMS + "title"), ox.Literal(title, language="en"))
    if code:
        yield ox.Triple(part, ox.NamedNode(_DCTERMS + "license"), ox.NamedNode(f"{BASE}licence/{code}"))
