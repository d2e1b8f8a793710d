"""Small graphs of documents for the tests of links, and what is derived from them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from graph import iris
from graph.link import derive
from graph.settings import BASE, IG
from graph.syntax import prefixes

Node = dict[str, list[str]]


class Report:
    """A report on an imaginary authority, in a document of its own; ``number`` tells documents apart."""

    def __init__(
        self,
        number: int,
        start: str = "2016-05-09",
        end: str = "2016-05-26",
        media_type: str = "application/pdf",
        version: str = "sif-2015",
    ) -> None:
        self.sha = f"{number:016x}"
        self.iri = iris.document(self.sha)
        self.inspection = iris.inspection("X99000001", start, "")
        self.lines = [
            f'<{self.iri}> a ig:Document ; ig:fileName "{number}.pdf" ; dcterms:format "{media_type}" .',
            f"<{self.iri}/report> a ig:Report ; dcterms:isPartOf <{self.iri}> ; ig:inspection <{self.inspection}> ;"
            f" dcterms:conformsTo <{BASE}framework/{version}> .",
            f"<{self.inspection}> a ig:Inspection ; ig:authority <{BASE}id/authority/X99000001> ;"
            f' schema:startDate "{start}"^^xsd:date ; schema:endDate "{end}"^^xsd:date .',
        ]
        self._facts = 0

    def fact(self, kind: str, said: str, quote: str = "", key: str = "") -> str:
        """A fact with its values as Turtle; gives its IRI. Facts stand in the order in which they are added."""
        self._facts += 1
        iri = f"{self.iri}/{key or f'{kind.lower()}/{self._facts}'}"
        evidence = f"{self.iri}/text/1/{self._facts * 100}-{self._facts * 100 + len(quote)}"
        if quote and (before := next((line for line in self.lines if f'oa:exact "{quote}"' in line), "")):
            evidence = before.partition("/quote>")[0].removeprefix("<")
        self.lines.append(
            f"<{iri}> a ig:{kind} ; {said} ; ig:page 1 ; ig:position {self._facts} ; ig:evidence <{evidence}> ;"
            f" ig:inspection <{self.inspection}> ; dcterms:isPartOf <{self.iri}/report> ."
        )
        self.lines.append(f'<{evidence}/quote> oa:exact "{quote}" .')
        return iri

    def figure(self, value: str, counted: str, quote: str, unit: str = "count", **said: str) -> str:
        """A figure; further values by the names of their properties, codes as ``scheme/code``."""
        values = [f'ig:counted "{counted}" ; ig:value {value} ; ig:unit <{BASE}unit/{unit}>']
        for name, text in said.items():
            number = name in ("base", "previousValue", "upperValue")
            values.append(
                f"ig:{name} "
                + (f"<{BASE}{text}>" if "/" in text and not text[0].isdigit() else text if number else f'"{text}"')
            )
        return self.fact("Figure", " ; ".join(values), quote)

    def recommendation(self, text: str, *themes: str, complete: str = "yes", addressee: str = "authority") -> str:
        """A recommendation with its themes."""
        said = f'ig:text "{text}" ; ig:number "{self._facts + 1}" ; ig:complete "{complete}" ; ig:addressee <{BASE}addressee/{addressee}>'
        return self._themed(self.fact("Recommendation", said, text), themes)

    def finding(self, text: str, polarity: str, *themes: str) -> str:
        """A finding with its polarity and themes."""
        said = f'ig:text "{text}" ; ig:number "{self._facts + 1}" ; ig:polarity <{BASE}polarity/{polarity}>'
        return self._themed(self.fact("Finding", said, text), themes)

    def _themed(self, iri: str, themes: tuple[str, ...]) -> str:
        for place, theme in enumerate(themes, 1):
            said = f"oa:hasTarget <{iri}> ; dcterms:subject <{BASE}theme/{theme}> ; ig:importance {place}"
            self.fact("ThemeAssignment", said)
        return iri

    def trig(self) -> str:
        """The document's graph."""
        return f"<{self.iri}> {{\n" + "\n".join(self.lines) + "\n}\n"


def store(*reports: Report) -> ox.Store:
    """The reports in memory."""
    header = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in prefixes().items())
    found = ox.Store()
    found.load(header + "".join(report.trig() for report in reports), ox.RdfFormat.TRIG)
    return found


def links(kind: str, *reports: Report) -> list[Node]:
    """The links of a class, each with the values of its properties by their names; IRIs without their namespace."""
    return nodes(kind, derive(store(*reports)))


def nodes(kind: str, quads: Iterable[Any]) -> list[Node]:
    """The nodes of a class among some quads."""
    found: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        found[str(quad.subject)][quad.predicate.value.rpartition("#")[2]].append(
            str(quad.object.value).removeprefix(BASE)
        )
    return [node for _, node in sorted(found.items()) if f"{IG}{kind}".removeprefix(BASE) in node["type"]]
