"""Links as quads: nodes with IRIs made of what they join, in a graph of their own."""

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from .. import iris
from ..settings import LINKS_GRAPH
from ..triples import as_term, term

GRAPH = ox.NamedNode(LINKS_GRAPH)


def node(iri: str, kind: str, values: Mapping[str, object]) -> Iterator[ox.Quad]:
    """A node of a class and what is said of it, without the values that are empty.

    IRIs come as ``ox.NamedNode``; several values as a tuple; all else becomes a literal.
    """
    subject = ox.NamedNode(iri)
    yield ox.Quad(subject, term("rdf:type"), term(kind), GRAPH)
    for name, value in values.items():
        for single in value if isinstance(value, tuple) else (value,):
            if single not in (None, ""):
                yield ox.Quad(subject, term(name), as_term(single), GRAPH)


def thing(iri: str) -> ox.NamedNode | None:
    """An IRI as a value; nothing for an empty one."""
    return ox.NamedNode(iri) if iri else None


def concept(scheme: str, code: str) -> ox.NamedNode:
    """A concept as a value."""
    return ox.NamedNode(iris.concept(scheme, code))
