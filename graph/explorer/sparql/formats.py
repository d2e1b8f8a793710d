"""The formats of answers, and which of them a client wants."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name in addresses and of its files, the media types that ask for it (the first is sent), its name for people, and
    what programs call it besides.
    """

    name: str
    ending: str
    media_types: tuple[str, ...]
    label: str
    written: ox.QueryResultsFormat | ox.RdfFormat | None = None
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """What the header of an answer says."""
        media_type = self.media_types[0]
        return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


MOST_ROWS = "X-SPARQL-MaxRows"
"""The header that says that an answer was cut, and at how many rows or triples."""
_RESULTS, _RDF = ox.QueryResultsFormat, ox.RdfFormat
ROWS = (
    Format("json", "srj", ("application/sparql-results+json", "application/json"), "JSON", _RESULTS.JSON),
    Format("xml", "srx", ("application/sparql-results+xml", "application/xml", "text/xml"), "XML", _RESULTS.XML),
    Format("csv", "csv", ("text/csv",), "CSV", _RESULTS.CSV),
    Format("tsv", "tsv", ("text/tab-separated-values",), "TSV", _RESULTS.TSV),
)
"""Formats of rows and of a yes or no."""
_TURTLE = ("text/turtle", "application/x-turtle", "application/turtle", "text/n3", "text/rdf+n3")  # Turtle is N3
TRIPLES = (
    Format("turtle", "ttl", _TURTLE, "Turtle", _RDF.TURTLE, ("n3",)),
    Format("ntriples", "nt", ("application/n-triples", "text/plain"), "N-Triples", _RDF.N_TRIPLES, ("n-triples",)),
    Format(
        "jsonld", "jsonld", ("application/ld+json", "application/json"), "JSON-LD", _RDF.JSON_LD, ("json-ld", "json")
    ),
    Format("rdfxml", "rdf", ("application/rdf+xml", "application/xml"), "RDF/XML", _RDF.RDF_XML, ("rdf+xml", "xml")),
)
"""Formats of triples."""
PAGE = Format("page", "html", ("text/html", "application/xhtml+xml"), "page")
ALL = {each.name: each for each in (*ROWS, *TRIPLES)}


def formats_of(form: str) -> tuple[Format, ...]:
    """The formats that the answer to a query of a form, such as SELECT, can have."""
    return TRIPLES if form in ("CONSTRUCT", "DESCRIBE") else ROWS


def called(name: str, offered: Sequence[Format]) -> Format | None:
    """The format that a program means by a name: ours, the ending of its files, a media type, or what others call it."""
    name = name.strip().lower().replace(" ", "+")  # as an address has a plus that nobody escaped
    return next((each for each in offered if name in (each.name, each.ending, *each.media_types, *each.aliases)), None)


def wanted(accept: str, offered: Sequence[Format]) -> Format | None:
    """The format that the header of a request likes best, the first of those it likes alike; nothing if it takes none of them."""
    ranges = list(_ranges(accept or "*/*"))
    refused = {name for name, quality in ranges if not quality}
    rated = [
        (max(_quality(name, ranges) for name in each.media_types) if each.media_types[0] not in refused else 0.0, each)
        for each in offered
    ]
    best = max(quality for quality, _ in rated)
    return next(each for quality, each in rated if quality == best) if best > 0 else None


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for part in accept.split(","):
        name, *settings = (each.strip().lower() for each in part.split(";"))
        given = [each[2:] for each in settings if each.startswith("q=")]
        try:
            yield name, min(max(float(given[0]), 0.0), 1.0) if given else 1.0
        except ValueError:
            yield name, 0.0


def _quality(media_type: str, ranges: list[tuple[str, float]]) -> float:
    """What the most exact range that a type falls under gives it."""
    for fitting in (media_type, media_type.split("/")[0] + "/*", "*/*"):
        if found := [quality for name, quality in ranges if name == fitting]:
            return max(found)
    return 0.0
