"""Descriptions in RDF: of the endpoint, of the data set, and of each thing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from starlette.responses import Response

from ...rows import checked
from ...settings import BASE, VOCABULARY_GRAPH
from ...store import Store
from ...syntax import prefixes
from ..data import Data
from .formats import MOST_ROWS, Format

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
_ONTOLOGY = ox.NamedNode("http://www.w3.org/2002/07/owl#Ontology")
_TOPIC = ox.NamedNode("http://xmlns.com/foaf/0.1/primaryTopic")
_COMMENT = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#comment")
_MOST_POINTING = 1000

Triples = list[ox.Triple]


def service_description(address: str) -> Triples:
    """What the endpoint of a server is and answers; ``address`` is the server's, with a slash at its end."""
    return _read("service.ttl", address)


def data_set_description(data: Data, address: str) -> Triples:
    """What the data set is, with how many things of each class, uses of each property and reports under each licence it has."""
    return [*_read("dataset.ttl", address), *data.once(("description", address), lambda: list(_counts(data, address)))]


@dataclass(frozen=True, slots=True)
class Description:
    """What the graph says of a thing: the statements about it, and those that point to it, no more than a thousand of ``all_pointing``."""

    about: tuple[ox.Triple, ...]
    pointing: tuple[ox.Triple, ...]
    all_pointing: int

    @property
    def is_cut(self) -> bool:
        """Whether statements that point to the thing are left out."""
        return len(self.pointing) < self.all_pointing


def description_of(store: Store, iri: str) -> Description:
    """The description of a thing; of an ontology with that of its terms, whose IRIs (``ontology#Finding``) lead to it.

    :raises SubjectError: if the IRI is none
    """
    node = ox.NamedNode(checked(iri))
    about = {quad.triple for quad in store.quads(node)}
    if _ONTOLOGY in {triple.object for triple in about}:
        of_terms = (quad.triple for quad in store.quads(graph=ox.NamedNode(VOCABULARY_GRAPH)))
        about |= {triple for triple in of_terms if triple.subject.value.startswith(f"{iri}#")}
    pointing = {quad.triple for quad in store.quads(None, None, node)}
    return Description(tuple(sorted(about, key=str)), tuple(sorted(pointing, key=str)[:_MOST_POINTING]), len(pointing))


def rdf_of(store: Store, iri: str, address: str, form: Format) -> Response | None:
    """What the graph says of a thing, as the answer at an address; nothing if it says nothing."""
    found = description_of(store, iri)
    if not (found.about or found.pointing):
        return None
    answer = written([*found.about, *found.pointing, *_left_out(found, iri, address)], form)
    if found.is_cut:
        answer.headers[MOST_ROWS] = str(_MOST_POINTING)
    return answer


def _left_out(found: Description, iri: str, address: str) -> Triples:
    """What the document at an address says of itself if it is not the whole; nothing if it is."""
    if not found.is_cut:
        return []
    said = (
        f"Of {found.all_pointing:,} statements that point to the thing, the first {_MOST_POINTING:,} are here; "
        f"the SPARQL endpoint has all: CONSTRUCT WHERE {{ ?subject ?property <{iri}> }}"
    )
    document = ox.NamedNode(address)
    return [
        ox.Triple(document, _TOPIC, ox.NamedNode(iri)),
        ox.Triple(document, _COMMENT, ox.Literal(said, language="en")),
    ]


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
