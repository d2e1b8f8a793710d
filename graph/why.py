"""The way from a statement to its words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from . import iris
from .errors import SubjectError
from .settings import BASE
from .store import Store, StoredDocument
from .triples import term

_SIGHTINGS = ("ig:recordOf", "org:member", "ig:cites")


@dataclass(frozen=True, slots=True)
class Words:
    """One part of the words that a statement was read from."""

    source: str
    sha256: str
    page: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A statement: its IRI, what it is, its values by name, the extractor that read it, and its words in the order of reading."""

    iri: str
    kind: str
    values: tuple[tuple[str, str], ...]
    extractor: str
    words: tuple[Words, ...]

    def __str__(self) -> str:
        lines = [f"{self.kind}  {self.iri}"]
        lines += [f"  {name}: {value.removeprefix(BASE)}" for name, value in self.values]
        lines += [f"  read by: {self.extractor}"] if self.extractor else []
        for part in self.words:
            lines += [
                f"  {part.source}, page {part.page}, characters {part.start} to {part.end}:",
                f"    {_one_line(part.quote)}",
            ]
        return "\n".join(lines)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def explain(store: Store, iri: str) -> Explanation:
    """What a statement says and where it was read; ``iri`` may leave out the namespace, or name words themselves.

    :raises SubjectError: if the graph says nothing of it
    """
    subject = _subject(iri)
    quads = sorted(store.quads(subject), key=str)
    if not quads:
        raise SubjectError(
            f"'{iri}': the graph says nothing of it", command="queries such as 'evidence' list the IRIs of statements"
        )
    evidence = [quad.object for quad in quads if quad.predicate == term("ig:evidence")]
    evidence = evidence or _evidence_of_sightings(store, subject) or [subject]
    hidden = {term("ig:evidence"), term("ig:extractor"), term("rdf:type")}
    documents = {iris.document(sha): stored for sha, stored in store.documents().items()}
    return Explanation(
        iri=subject.value,
        kind=next((_local(quad.object.value) for quad in quads if quad.predicate == term("rdf:type")), ""),
        values=tuple(
            dict.fromkeys(
                (_local(quad.predicate.value), quad.object.value) for quad in quads if quad.predicate not in hidden
            )
        ),
        extractor=next((quad.object.value for quad in quads if quad.predicate == term("ig:extractor")), ""),
        words=tuple(
            sorted(
                (part for node in evidence for part in _words(store, documents, node)),
                key=lambda part: (part.source, part.page, part.start),
            )
        ),
    )


def _subject(iri: str) -> ox.NamedNode:
    try:
        bare = iri.strip("<>")
        return ox.NamedNode(bare if "://" in bare else BASE + bare.lstrip("/"))
    except ValueError as error:
        raise SubjectError(f"'{iri}' is no IRI ({error}); copy one from the answer of a query") from error


def _evidence_of_sightings(store: Store, subject: ox.NamedNode) -> list[Any]:
    """The evidence of facts that tell of an inspection, a person or a law, which have no words of their own."""
    facts = {quad.subject for name in _SIGHTINGS for quad in store.quads(None, term(name), subject)}
    found = {quad.object for fact in facts for quad in store.quads(fact, term("ig:evidence"))}
    return sorted(found, key=str)


def _words(store: Store, documents: dict[str, StoredDocument], node: object) -> Iterator[Words]:
    for quad in store.quads(node, term("oa:hasSource")):
        stored = documents[quad.graph_name.value]
        page = _number(store, node, "ig:page")
        selectors = [found.object for found in store.quads(node, term("oa:hasSelector"))]
        start = next(value for selector in selectors if (value := _number(store, selector, "oa:start")) is not None)
        end = next(value for selector in selectors if (value := _number(store, selector, "oa:end")) is not None)
        text = store.page_text(stored.sha256, page or 1) or ""
        yield Words(stored.name, stored.sha256, page or 1, start, end, text[start:end])


def _number(store: Store, node: object, name: str) -> int | None:
    found = next(store.quads(node, term(name)), None)
    return int(found.object.value) if found else None


def _local(iri: str) -> str:
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]
