"""Facts to quads: the only place that knows facts and ontology both. Names become terms by ``ontology/context.jsonld``."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

import pyoxigraph as ox

from . import iris
from .document import Document, Evidence
from .errors import VocabularyError
from .facts import ArticleRecord, Code, Entity, Fact, InspectionRecord, Problem, Reading, Ref, ReportFacts
from .settings import ONTOLOGY

_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class _Context:
    terms: dict[str, str | None]

    def iri(self, name: str) -> ox.NamedNode | None:
        """The IRI of a name or prefixed name; nothing for names that stay out of the graph."""
        if name not in self.terms and ":" in name:
            prefix, local = name.split(":", 1)
            return ox.NamedNode(f"{self.terms[prefix]}{local}")
        if name not in self.terms:
            raise VocabularyError(
                f"ontology/context.jsonld does not know '{name}'; add the name with its term, or with null to leave it out"
            )
        term = self.terms[name]
        return self.iri(term) if term else None


@lru_cache(maxsize=1)
def _context() -> _Context:
    entries = json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"]
    return _Context({name: entry["@id"] if isinstance(entry, dict) else entry for name, entry in entries.items()})


@lru_cache(maxsize=1024)
def term(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name such as ``ig:Judgement``, by the prefixes of the context."""
    found = _context().iri(name)
    if found is None:
        raise VocabularyError(f"'{name}' has no term in ontology/context.jsonld; give it one")
    return found


def quads(reading: Reading) -> list[ox.Quad]:
    """All quads of a document's graph, each once."""
    return list(dict.fromkeys(_Writer(reading.document).reading(reading)))


class _Writer:
    """Writes what was read from one document into the graph of that document."""

    def __init__(self, document: Document) -> None:
        self._source = document
        self.document = iris.document(document.sha256)
        self._graph = ox.NamedNode(self.document)
        self._taken: set[str] = set()
        self._quoted: set[str] = set()

    def reading(self, reading: Reading) -> Iterator[ox.Quad]:
        yield from self._file()
        for report in reading.reports:
            yield from self._article(report) if report.article else self._report(report)

    def _quad(self, subject: str, predicate: str, value: object) -> ox.Quad:
        return ox.Quad(ox.NamedNode(subject), term(predicate), as_term(value), self._graph)

    def _file(self) -> Iterator[ox.Quad]:
        source = self._source
        yield self._quad(self.document, "rdf:type", term("ig:Document"))
        yield self._quad(self.document, "ig:fileName", source.name)
        yield self._quad(self.document, "ig:sha256", source.sha256)
        yield self._quad(self.document, "ig:pageCount", len(source.pages))
        yield self._quad(self.document, "dcterms:format", source.media_type)
        stated = {"schema:headline": source.title, "schema:author": source.author, "schema:datePublished": source.date}
        for name, value in stated.items():
            if value:
                yield self._quad(self.document, name, value)
        if source.publisher:
            yield from self._publisher(self.document, source.publisher)

    def _report(self, facts: ReportFacts) -> Iterator[ox.Quad]:
        report = iris.report(self.document, facts.order)
        record = facts.record
        inspection = _inspection(record, report) if record else ""
        framework = iris.concept("framework", record.framework if record else "unknown")
        yield self._quad(report, "rdf:type", term("ig:Report"))
        yield self._quad(report, "dcterms:isPartOf", ox.NamedNode(self.document))
        yield self._quad(report, "ig:framework", ox.NamedNode(framework))
        if record:
            yield self._quad(report, "ig:inspection", ox.NamedNode(inspection))
            yield from self._inspection(record, report, inspection)
        for extractor, fact in facts.facts:
            yield from self._fact(fact, extractor, report, inspection, facts)

    def _article(self, facts: ReportFacts) -> Iterator[ox.Quad]:
        article, record = iris.article(self.document), facts.article_record
        yield self._quad(article, "rdf:type", term("ig:Article"))
        yield self._quad(article, "dcterms:isPartOf", ox.NamedNode(self.document))
        if record:
            yield from self._stated(record, article)
        for extractor, fact in facts.facts:
            yield from self._fact(fact, extractor, article, "", facts)

    def _stated(self, record: ArticleRecord, article: str) -> Iterator[ox.Quad]:
        stated = {
            "schema:headline": record.headline,
            "schema:author": record.author,
            "schema:datePublished": record.published,
        }
        for name, value in stated.items():
            if value:
                yield self._quad(article, name, value)
        if record.publisher:
            yield from self._publisher(article, record.publisher)
        if record.gss:
            yield self._quad(article, "ig:authority", ox.NamedNode(iris.authority(record.gss)))

    def _publisher(self, subject: str, name: str) -> Iterator[ox.Quad]:
        publisher = iris.entity("organisation", name)
        yield self._quad(subject, "dcterms:publisher", ox.NamedNode(publisher))
        yield self._quad(publisher, "rdf:type", term("org:Organization"))
        yield self._quad(publisher, "foaf:name", name)

    def _inspection(self, record: InspectionRecord, report: str, inspection: str) -> Iterator[ox.Quad]:
        version = ox.NamedNode(iris.concept("framework", record.version))
        yield self._quad(report, "dcterms:conformsTo", version)
        if record.published:
            yield self._quad(report, "dcterms:issued", record.published)
        yield self._quad(inspection, "rdf:type", term("ig:Inspection"))
        yield self._quad(inspection, "rdfs:label", _label(record))
        yield self._quad(inspection, "ig:framework", ox.NamedNode(iris.concept("framework", record.framework)))
        yield self._quad(inspection, "dcterms:conformsTo", version)
        if record.gss:
            yield self._quad(inspection, "ig:authority", ox.NamedNode(iris.authority(record.gss)))
            if record.reviews_board:
                yield self._quad(inspection, "ig:safeguardingBoard", ox.NamedNode(iris.board(record.gss)))
                yield self._quad(iris.board(record.gss), "rdf:type", term("org:OrganizationalCollaboration"))
                yield self._quad(iris.board(record.gss), "rdfs:label", record.board)
        if record.periods:
            yield self._quad(inspection, "schema:startDate", record.periods[0].start)
            yield self._quad(inspection, "schema:endDate", max(period.end for period in record.periods))
        for number, period in enumerate(record.periods, 1):
            node = f"{inspection}/period/{number}"
            yield self._quad(inspection, "ig:fieldworkPeriod", ox.NamedNode(node))
            yield self._quad(node, "rdf:type", term("dcterms:PeriodOfTime"))
            yield self._quad(node, "schema:startDate", period.start)
            yield self._quad(node, "schema:endDate", period.end)

    def _fact(self, fact: Fact, extractor: str, report: str, inspection: str, facts: ReportFacts) -> Iterator[ox.Quad]:
        subject = self._unique(iris.fact(self.document, facts.order, fact.key))
        yield self._quad(subject, "rdf:type", term(type(fact).__name__))
        if isinstance(fact, InspectionRecord):
            yield self._quad(subject, "ig:recordOf", ox.NamedNode(inspection))
        for name, value in fact.values().items():
            if predicate := _context().iri(name):
                for single in value if isinstance(value, tuple) else (value,):
                    if isinstance(single, Ref):
                        yield from self._reference(subject, predicate, single, facts.order)
                    else:
                        yield from self._value(subject, predicate, single)
        addressee = getattr(fact, "addressee", None)
        if isinstance(addressee, Code) and facts.record and facts.record.gss:
            body = iris.board(facts.record.gss) if addressee.code == "lscb" else iris.authority(facts.record.gss)
            yield self._quad(subject, "ig:addressedTo", ox.NamedNode(body))
        if isinstance(fact, Problem):
            yield self._quad(subject, "ig:document", ox.NamedNode(self.document))
        yield from self._common(subject, fact.evidence, extractor, report, inspection)
        license_ = getattr(fact, "license", None)
        if isinstance(license_, Code):
            yield self._quad(report, "dcterms:license", license_)

    def _unique(self, iri: str) -> str:
        """An IRI that no other fact of the document has: a report that prints a number twice has two facts."""
        number, candidate = 1, iri
        while candidate in self._taken:
            number += 1
            candidate = f"{iri}/{number}"
        self._taken.add(candidate)
        return candidate

    def _value(self, subject: str, predicate: ox.NamedNode, value: object) -> Iterator[ox.Quad]:
        yield ox.Quad(ox.NamedNode(subject), predicate, as_term(value), self._graph)
        if isinstance(value, Entity):
            node = iris.entity(*value.path)
            for name in value.types:
                yield self._quad(node, "rdf:type", term(name))
            for name, statement in value.statements:
                yield self._quad(node, name, statement)

    def _reference(self, subject: str, predicate: ox.NamedNode, ref: Ref, order: int) -> Iterator[ox.Quad]:
        """The link to another fact of the same report, and what is stated of that fact."""
        target = iris.fact(self.document, order, ref.key)
        if ref.occurrence > 1:
            target = f"{target}/{ref.occurrence}"
        yield ox.Quad(ox.NamedNode(subject), predicate, ox.NamedNode(target), self._graph)
        for name, statement in ref.statements:
            yield self._quad(target, name, statement)

    def _common(
        self, subject: str, evidence: tuple[Evidence, ...], extractor: str, report: str, inspection: str
    ) -> Iterator[ox.Quad]:
        yield self._quad(subject, "dcterms:isPartOf", ox.NamedNode(report))
        yield self._quad(subject, "ig:extractor", extractor)
        if inspection:
            yield self._quad(subject, "ig:inspection", ox.NamedNode(inspection))
        if evidence:
            yield self._quad(subject, "ig:page", evidence[0].page)
        for part in evidence:
            node = iris.evidence(self.document, part.page, part.start, part.end)
            yield self._quad(subject, "ig:evidence", ox.NamedNode(node))
            if node not in self._quoted:
                self._quoted.add(node)
                yield from self._evidence(node, part)

    def _evidence(self, node: str, part: Evidence) -> Iterator[ox.Quad]:
        quote, position = f"{node}/quote", f"{node}/position"
        yield self._quad(node, "rdf:type", term("oa:SpecificResource"))
        yield self._quad(node, "oa:hasSource", ox.NamedNode(self.document))
        yield self._quad(node, "ig:page", part.page)
        yield self._quad(node, "ig:quoteDigest", hashlib.sha256(part.quote.encode()).hexdigest())
        yield self._quad(node, "oa:hasSelector", ox.NamedNode(quote))
        yield self._quad(node, "oa:hasSelector", ox.NamedNode(position))
        yield self._quad(quote, "rdf:type", term("oa:TextQuoteSelector"))
        yield self._quad(quote, "oa:exact", part.quote)
        yield self._quad(position, "rdf:type", term("oa:TextPositionSelector"))
        yield self._quad(position, "oa:start", part.start)
        yield self._quad(position, "oa:end", part.end)


def _inspection(record: InspectionRecord, report: str) -> str:
    start = record.periods[0].start.isoformat() if record.periods else ""
    return iris.inspection(record.gss, start, report)


def _label(record: InspectionRecord) -> str:
    days = f", {record.periods[0].start.isoformat()}" if record.periods else ""
    return f"Inspection of {record.authority or 'an unknown authority'}{days}"


def as_term(value: object) -> ox.NamedNode | ox.Literal:
    """A value of a fact or link as a term: numbers that are not whole as decimals, which every reader keeps as they are."""
    match value:
        case ox.NamedNode() | ox.Literal():
            return value
        case Code():
            return ox.NamedNode(iris.concept(value.scheme, value.code))
        case Entity():
            return ox.NamedNode(iris.entity(*value.path))
        case date():
            return ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "date"))
        case Decimal() | float():
            return ox.Literal(format(Decimal(str(value)), "f"), datatype=ox.NamedNode(_XSD + "decimal"))
        case bool() | int():
            return ox.Literal(value)
        case _:
            return ox.Literal(str(value))
