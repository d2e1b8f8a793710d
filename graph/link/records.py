"""What the store holds of reports and their facts, as links need it: read once, in an order that depends on nothing else."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from ..store import named_quads
from ..triples import term

PDF = "application/pdf"
_FROM_STORE = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Record:
    """A node of a document's graph with its values by prefixed name; IRIs and literals are their texts."""

    iri: str
    graph: str
    values: _FROM_STORE

    def one(self, name: str) -> str:
        """A value of a property; empty if it has none."""
        return next(iter(self.all(name)), "")

    def all(self, name: str) -> tuple[str, ...]:
        """The values of a property, sorted."""
        return self.values.get(term(name).value, ())

    def code(self, name: str) -> str:
        """The code of a concept: the last part of its IRI."""
        return self.one(name).rpartition("/")[2]

    @property
    def place(self) -> tuple[int, int, str]:
        """A sort key: page, position, IRI."""
        return int(self.one("ig:page") or 0), int(self.one("ig:position") or 0), self.iri


@dataclass(frozen=True)
class Report:
    """A report of a known inspection; ``version`` is the code of the version of its framework."""

    iri: str
    document: str
    inspection: str
    authority: str
    start: str
    end: str
    issued: str
    media_type: str
    version: str


class Records:
    """The documents of a store."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._by_kind: dict[tuple[str, str], list[Record]] = {}

    def _quads(self, subject: Any, predicate: Any, value: Any, graph: Any) -> Iterator[Any]:
        """The quads of named graphs that fit; their terms are IRIs and literals: the store has no quoted triples."""
        return named_quads(self._store, subject, predicate, value, graph)

    @cached_property
    def reports(self) -> list[Report]:
        """All reports of known inspections, by authority and day."""
        quads = self._quads(None, term("rdf:type"), term("ig:Report"), None)
        found = [self._report(self.record(quad.subject.value, quad.graph_name.value)) for quad in quads]
        known = [report for report in found if report.inspection]
        return sorted(known, key=lambda report: (report.authority, report.start, report.iri))

    @cached_property
    def articles(self) -> list[Record]:
        """All articles."""
        quads = self._quads(None, term("rdf:type"), term("ig:Article"), None)
        return sorted(
            (self.record(quad.subject.value, quad.graph_name.value) for quad in quads), key=lambda each: each.iri
        )

    def _report(self, node: Record) -> Report:
        inspection = self.record(node.one("ig:inspection"), node.graph) if node.one("ig:inspection") else node
        document = self.record(node.graph, node.graph)
        return Report(
            iri=node.iri,
            document=node.graph,
            inspection=node.one("ig:inspection"),
            authority=inspection.one("ig:authority"),
            start=inspection.one("schema:startDate"),
            end=inspection.one("schema:endDate"),
            issued=node.one("dcterms:issued"),
            media_type=document.one("dcterms:format"),
            version=node.code("dcterms:conformsTo"),
        )

    def record(self, iri: str, graph: str) -> Record:
        """A node with everything that its graph says of it."""
        values: dict[str, list[str]] = defaultdict(list)
        for quad in self._quads(ox.NamedNode(iri), None, None, ox.NamedNode(graph)):
            values[quad.predicate.value].append(quad.object.value)
        return Record(iri, graph, {name: tuple(sorted(found)) for name, found in values.items()})

    def facts(self, report: Report, kind: str) -> list[Record]:
        """The facts of a kind in a report, in its order."""
        return [each for each in self.of_document(report.document, kind) if each.one("dcterms:isPartOf") == report.iri]

    def of_document(self, document: str, kind: str) -> list[Record]:
        """The facts of a kind in a document, in its order."""
        key = document, kind
        if key not in self._by_kind:
            quads = self._quads(None, term("rdf:type"), term(kind), ox.NamedNode(document))
            found = [self.record(quad.subject.value, document) for quad in quads]
            self._by_kind[key] = sorted(found, key=lambda each: each.place)
        return self._by_kind[key]

    def quotes(self, fact: Record) -> dict[str, str]:
        """The words of a fact by the IRI of the evidence, in the order of the document."""
        found = {iri: self._quote(iri, fact.graph) for iri in fact.all("ig:evidence")}
        return dict(sorted(found.items(), key=lambda item: _offsets(item[0])))

    def _quote(self, evidence: str, graph: str) -> str:
        """The words of an evidence: those of the selector that is named after it, or else of any it has."""
        words = self._values(f"{evidence}/quote", "oa:exact", graph)
        selectors = [] if words else self._values(evidence, "oa:hasSelector", graph)
        return next(iter(words or [word for each in selectors for word in self._values(each, "oa:exact", graph)]), "")

    def _values(self, iri: str, name: str, graph: str) -> list[str]:
        quads = self._quads(ox.NamedNode(iri), term(name), None, ox.NamedNode(graph))
        return [quad.object.value for quad in quads]


def _offsets(evidence: str) -> tuple[list[int], str]:
    """Page and offset out of the IRI of an evidence."""
    *_, page, span = evidence.split("/")
    numbers = [page, *span.split("-")]
    return [int(number) if number.isdigit() else 0 for number in numbers], evidence


def by_inspection(reports: list[Report]) -> Iterator[list[Report]]:
    """Reports of one inspection together."""
    grouped: dict[str, list[Report]] = defaultdict(list)
    for report in reports:
        grouped[report.inspection].append(report)
    yield from grouped.values()
