"""Statements as pages tell them: a heading, what is said for readers, and what only keeps the graph in order.

Which values make the heading, and which are bookkeeping, is said in ``ontology/`` (``ig:heading``, ``ig:bookkeeping``).
"""

from collections.abc import Callable
from dataclasses import dataclass

from ..days import day
from ..errors import SubjectError
from ..settings import BASE
from ..vocabulary import vocabulary
from ..why import Explanation, explain
from .data import Data
from .rendering import local, named, spaced

_OF_DOCUMENT = "/id/document/"
_LONGEST = 240  # characters of the words by which a statement stands in a row of another
_PART_OF = "isPartOf"


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a statement: the name of its property, the value in words, and the IRI it leads to, if it is a thing."""

    name: str
    words: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement for readers; ``kept`` are the values that only keep the graph in order."""

    kind: str
    heading: str
    document: str
    inspection: str
    text: str
    values: tuple[Value, ...]
    kept: tuple[Value, ...]


def statement(data: Data, found: Explanation) -> Statement:
    """What an explained thing says."""
    called, apart = labels(data), vocabulary().annotations("bookkeeping")
    values = dict(reversed(found.values))
    told = [(name, value) for name, value in found.values if name not in apart and name != _PART_OF]
    return Statement(
        called(found.kind),
        heading(found),
        _document(found.iri),
        values.get("inspection", ""),
        values.get("text", ""),
        tuple(_value(data, called(name), value) for name, value in told if name != "inspection"),
        tuple(Value(name, value) for name, value in found.values if name in apart or name == _PART_OF),
    )


def heading(found: Explanation) -> str:
    """The values that tell a statement from others of its class; empty where it has none of them."""
    wanted = vocabulary().annotations("heading").get(found.kind, "").split()
    values = dict(reversed(found.values))
    return " \N{EN DASH} ".join(_words(values[name]) for name in wanted if values.get(name))


def labels(data: Data) -> Callable[[str], str]:
    """The label of a class or property by its IRI, or the last part of that."""
    terms = (row for row in data.rows("explorer-terms") if row["kind"] in ("class", "property"))
    known = {local(row["term"]): row["label"] for row in terms}

    def called(name: str) -> str:
        last = local(name)
        label = known.get(last) or spaced(last)
        return label[:1].upper() + label[1:]

    return called


def _value(data: Data, name: str, value: str) -> Value:
    if not value.startswith(("http://", "https://")):
        return Value(name, _words(value))
    return Value(name, _of_statement(data, value) if _OF_DOCUMENT in value else named(value), value)


def _of_statement(data: Data, iri: str) -> str:
    """Another statement in words: what it says, or its kind and heading."""
    try:
        found = explain(data.store, iri)
    except SubjectError:
        return named(iri)
    if text := next((value for name, value in found.values if name == "text"), ""):
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
    return ": ".join(filter(None, (labels(data)(found.kind), heading(found))))


def _words(value: str) -> str:
    """A value in words: a thing by its name, a day as it is written."""
    return named(value) if value.startswith(BASE) else day(value)


def _document(iri: str) -> str:
    """The document that a statement was read from, by its IRI; empty where it was made from several."""
    digest = iri.partition(_OF_DOCUMENT)[2].partition("/")
    return f"{BASE}id/document/{digest[0]}" if digest[2] else ""
