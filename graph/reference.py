"""Reference pages, generated from what they describe.

``python -m graph.reference ontology`` prints ``ontology/README.md``, ``python -m graph.reference queries`` prints
``queries/README.md``. A page depends on the files alone, not on a clock or on the order of reading, so that a page
generated again can be compared with the one that is kept.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from .errors import VocabularyError
from .settings import BASE, IG, ONTOLOGY

if TYPE_CHECKING:
    from .parameters import Parameter
    from .query_file import Query

DCTERMS = "http://purl.org/dc/terms/"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "https://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"

PROPERTY_KINDS = (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty")
FRAMEWORKS = BASE + "framework/"

Term = ox.NamedNode | ox.BlankNode | ox.Literal
Row = Sequence[str]


class Ontology:
    """The triples of a folder of Turtle files, with the prefixes under which their IRIs are shown.

    Prefixes are those of ``inspection.ttl``.

    :raises VocabularyError: if a file cannot be read as Turtle
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.prefixes: dict[str, str] = {}
        self._values: dict[tuple[str, str], list[Term]] = {}
        self._subjects: dict[tuple[str, str], list[str]] = {}
        self._files: dict[str, str] = {}
        for path in sorted(folder.glob("*.ttl")):
            try:
                self._read(path)
            except (OSError, SyntaxError, ValueError) as error:
                raise VocabularyError(f"{path.name}: cannot be read as Turtle ({error}); mend the file") from error

    def _read(self, path: Path) -> None:
        parser = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        for quad in parser:
            subject, value = quad.subject, quad.object
            if not isinstance(subject, ox.NamedNode) or isinstance(value, ox.Triple):
                continue
            self._values.setdefault((subject.value, quad.predicate.value), []).append(value)
            self._subjects.setdefault((quad.predicate.value, value.value), []).append(subject.value)
            if quad.predicate.value == RDF_TYPE:
                self._files.setdefault(subject.value, path.name)
        if path.name == "inspection.ttl":
            self.prefixes = dict(parser.prefixes)

    def file(self, iri: str) -> str:
        """The name of the file in which a thing is given its type; empty where it has none."""
        return self._files.get(iri, "")

    def subjects(self, predicate: str, value: str) -> list[str]:
        """The IRIs of everything with that value, each once, sorted."""
        return sorted(set(self._subjects.get((predicate, value), [])))

    def texts(self, subject: str, predicate: str) -> list[str]:
        """The values as plain text, sorted: literals without language or datatype, IRIs in full."""
        return sorted({value.value for value in self._values.get((subject, predicate), [])})

    def text(self, subject: str, predicate: str) -> str:
        """The first of the values; empty where there is none."""
        return next(iter(self.texts(subject, predicate)), "")

    def name(self, iri: str) -> str:
        """The IRI in its prefixed form, under the longest prefix that fits."""
        fitting = [(space, prefix) for prefix, space in self.prefixes.items() if iri.startswith(space)]
        if not fitting:
            return f"<{iri}>"
        space, prefix = max(fitting)
        return f"{prefix}:{iri.removeprefix(space)}"


def code(iri: str) -> str:
    """The last part of a concept's IRI."""
    return iri.rsplit("/", 1)[-1]


def cell(text: str) -> str:
    """Text that cannot break out of its cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def quoted(text: str) -> str:
    """Text as code; empty for no text."""
    return f"`{text}`" if text else ""


def table(header: Row, rows: Iterable[Row]) -> str:
    """A Markdown table, one row a line."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(cell(text) for text in line) + " |" for line in lines) + "\n"


def names(ontology: Ontology, iris: Iterable[str]) -> str:
    """IRIs in their prefixed form, as code, separated by commas."""
    return ", ".join(quoted(ontology.name(iri)) for iri in iris)


def ontology_page(folder: Path = ONTOLOGY) -> str:
    """The text of ``ontology/README.md``, for the Turtle files of ``folder``."""
    ontology = Ontology(folder)
    parts = [
        opening(ontology),
        prefixes(ontology),
        classes(ontology),
        properties(ontology),
        register(ontology),
        frameworks(ontology),
        schemes(ontology),
    ]
    return "\n".join(part for part in parts if part)


def opening(ontology: Ontology) -> str:
    """What the folder is, with title, version and licence as the ontology states them."""
    iri = BASE + "ontology"
    title = ontology.text(iri, DCTERMS + "title")
    return f"""# {title}

Generated by `python -m graph.reference ontology` from the Turtle files of this folder; edit those, not this page.

{ontology.text(iri, DCTERMS + "description")}

{ontology.text(iri, SKOS + "scopeNote")}

- Version: {ontology.text(iri, OWL + "versionInfo")} (<{ontology.text(iri, OWL + "versionIRI")}>)
- Licence: <{ontology.text(iri, DCTERMS + "license")}>; the register of authorities has its own, given below.
- `inspection.ttl` holds the classes and properties, `shapes.ttl` what must hold in the graph of a document,
  `authorities.ttl` the register, `released-terms.txt` the terms that will never be removed or redefined; the other
  files hold schemes of concepts, whose labels are the wordings that readers match.
"""


def prefixes(ontology: Ontology) -> str:
    """The prefixes used on the page."""
    rows = [(quoted(prefix + ":"), f"<{space}>") for prefix, space in sorted(ontology.prefixes.items())]
    return "## Prefixes\n\n" + table(("prefix", "namespace"), rows)


def classes(ontology: Ontology) -> str:
    """The classes of our own, by name."""
    iris = own_terms(ontology, (OWL + "Class",))
    rows = [(term(ontology, iri), names(ontology, parents(ontology, iri)), *meaning(ontology, iri)) for iri in iris]
    return "## Classes\n\n" + table(("class", "kind of", "definition", "example", "since"), rows)


def properties(ontology: Ontology) -> str:
    """The properties of our own, by name, with what they stand on and lead to."""
    rows = [
        (
            term(ontology, iri),
            names(ontology, ends(ontology, iri, "domain")),
            names(ontology, ends(ontology, iri, "range")),
            *meaning(ontology, iri),
        )
        for iri in own_terms(ontology, PROPERTY_KINDS)
    ]
    return "## Properties\n\n" + table(("property", "of", "value", "definition", "example", "since"), rows)


def own_terms(ontology: Ontology, kinds: Iterable[str]) -> list[str]:
    """The IRIs of the terms of these kinds in our own namespace, sorted without regard to case."""
    iris = {iri for kind in kinds for iri in ontology.subjects(RDF_TYPE, kind) if iri.startswith(IG)}
    return sorted(iris, key=lambda iri: (iri.casefold(), iri))


def term(ontology: Ontology, iri: str) -> str:
    """A term's name; struck out where it is deprecated."""
    name = quoted(ontology.name(iri))
    return f"~~{name}~~" if ontology.text(iri, OWL + "deprecated") == "true" else name


def meaning(ontology: Ontology, iri: str) -> tuple[str, str, str]:
    """Definition with its notes, examples, and the version in which the term came."""
    notes = [*ontology.texts(iri, SKOS + "definition"), *ontology.texts(iri, SKOS + "scopeNote")]
    examples = "; ".join(quoted(example) for example in ontology.texts(iri, SKOS + "example"))
    return " ".join(notes), examples, ontology.text(iri, IG + "since")


def parents(ontology: Ontology, iri: str) -> list[str]:
    """The classes of which a class is a kind."""
    return ontology.texts(iri, RDFS + "subClassOf")


def ends(ontology: Ontology, iri: str, end: str) -> list[str]:
    """The domain or range of a property: the one that always holds, or else those it may have."""
    return ontology.texts(iri, RDFS + end) or ontology.texts(iri, f"{SCHEMA}{end}Includes")


def register(ontology: Ontology) -> str:
    """The register of authorities in numbers, with its attribution; empty where there is none."""
    authorities = ontology.subjects(RDF_TYPE, ORG + "FormalOrganization")
    if not authorities:
        return ""
    imaginary = [iri for iri in authorities if ontology.text(iri, IG + "imaginary") == "true"]
    abolished = [iri for iri in authorities if ontology.text(iri, SCHEMA + "dissolutionDate")]
    regions = {ontology.text(iri, IG + "region") for iri in ontology.subjects(RDF_TYPE, SCHEMA + "AdministrativeArea")}
    rows = [
        ("authorities of today", str(len(authorities) - len(imaginary) - len(abolished))),
        ("abolished authorities", str(len(abolished))),
        ("imaginary authorities, for sample documents", str(len(imaginary))),
        ("regions", str(len(regions - {""}))),
        ("abolitions (`org:ChangeEvent`)", str(len(ontology.subjects(RDF_TYPE, ORG + "ChangeEvent")))),
    ]
    rights = ontology.text(BASE + "id/authority/", DCTERMS + "rights")
    return f"## Register of authorities\n\n`authorities.ttl`. {rights}\n\n" + table(("what", "number"), rows)


def frameworks(ontology: Ontology) -> str:
    """Frameworks and their versions, each with its validity and the areas it judges; empty where none is described."""
    if not (ontology.folder / "frameworks.ttl").exists():
        return ""
    iris = sorted(concepts(ontology, FRAMEWORKS), key=lambda iri: lineage(ontology, iri))
    rows = [
        (
            quoted(code(iri)),
            quoted(code(ontology.text(iri, SKOS + "broader"))),
            ontology.text(iri, SKOS + "prefLabel"),
            validity(ontology, iri),
            areas(ontology, iri),
        )
        for iri in iris
    ]
    header = ("code", "version of", "label", "valid", "areas judged (in brackets: not always)")
    return "## Frameworks\n\n" + table(header, rows)


def lineage(ontology: Ontology, iri: str) -> tuple[str, str, str]:
    """A sort key that puts the versions of a framework behind it, frameworks by their first day."""
    first = ontology.text(iri, SKOS + "broader") or iri
    return ontology.text(first, SCHEMA + "validFrom") or "9999", first, "" if first == iri else iri


def validity(ontology: Ontology, iri: str) -> str:
    """First and last day, either of which may be open; empty where neither is known."""
    days = [ontology.text(iri, SCHEMA + day) for day in ("validFrom", "validThrough")]
    return " to ".join(days).strip() if any(days) else ""


def areas(ontology: Ontology, iri: str) -> str:
    """Codes of the areas a framework judges, in the order of their scheme, then in brackets those it need not judge."""
    always = sorted(ontology.texts(iri, IG + "judgementArea"), key=lambda area: place(ontology, area))
    sometimes = sorted(ontology.texts(iri, IG + "optionalArea"), key=lambda area: place(ontology, area))
    return " ".join([*(code(area) for area in always), *(f"({code(area)})" for area in sometimes)])


def schemes(ontology: Ontology) -> str:
    """Every scheme of concepts with its codes and labels; frameworks have a table of their own."""
    iris = [iri for iri in ontology.subjects(RDF_TYPE, SKOS + "ConceptScheme") if iri != FRAMEWORKS]
    return "\n".join(["## Schemes\n", *(scheme(ontology, iri) for iri in iris)])


def scheme(ontology: Ontology, iri: str) -> str:
    """One scheme: what it is for, how many concepts it has, and their codes and labels."""
    members = sorted(concepts(ontology, iri), key=lambda concept: place(ontology, concept))
    places = [f"{place(ontology, concept)[0]:g}".replace("inf", "") for concept in members]
    columns = {"code": [quoted(code(concept)) for concept in members]}
    columns |= {"place": places} if any(places) else {}
    columns |= {"label": [ontology.text(concept, SKOS + "prefLabel") for concept in members]}
    return (
        f"### {ontology.text(iri, SKOS + 'prefLabel')}\n\n"
        f"{ontology.text(iri, SKOS + 'definition')}\n\n"
        f"<{iri}>, `{ontology.file(iri)}`, {len(members)} concepts.\n\n"
        + table(tuple(columns), list(zip(*columns.values(), strict=True)))
    )


def concepts(ontology: Ontology, scheme_iri: str) -> list[str]:
    """The concepts of a scheme, by IRI."""
    return ontology.subjects(SKOS + "inScheme", scheme_iri)


def place(ontology: Ontology, concept: str) -> tuple[float, str]:
    """A sort key: the rank or position that the scheme gives the concept, then its code."""
    given = ontology.text(concept, IG + "rank") or ontology.text(concept, SCHEMA + "position")
    return float(given) if given else float("inf"), code(concept)


def queries_page() -> str:
    """The text of ``queries/README.md``: every query with its question, parameters, columns and a command to try."""
    from .queries import library

    listed = (query for query in library().values() if not query.internal)
    entries = sorted(listed, key=lambda query: (query.subject, query.name))
    subjects = list(dict.fromkeys(query.subject for query in entries))
    contents = [(f"[{subject}](#about-{subject})", ", ".join(links(entries, subject))) for subject in subjects]
    parts = [
        QUERIES_OPENING,
        table(("subject", "queries"), contents),
        *(
            part
            for subject in subjects
            for part in (f"## About {subject}\n", *(query_part(query) for query in entries if query.subject == subject))
        ),
    ]
    return "\n".join(parts)


QUERIES_OPENING = """# Queries

Generated by `python -m graph.reference queries` from the headers of the files in this folder; edit those, not this page.

`inspection-graph query NAME` asks one of them of the local store, and with `--endpoint URL` of any SPARQL 1.1 endpoint
that holds the same graphs. `--format` writes table, csv, tsv, json, and turtle where the answer is triples. One row
stands for one thing in one document unless the query says otherwise; an empty cell means: not stated in the document.
Codes are the last part of the IRI of a concept of [the ontology](../ontology/README.md).

A file is SPARQL that any endpoint answers as it stands: a line `#{name}` in it is a comment, in whose place a
parameter that is given puts the filter of the header.
"""


def links(entries: Iterable["Query"], subject: str) -> list[str]:
    """Links to the queries of a subject."""
    return [f"[`{query.name}`](#{query.name})" for query in entries if query.subject == subject]


def query_part(query: "Query") -> str:
    """One query: what it asks, what it takes, what it gives, and a command."""
    taken = [
        (quoted(name), takes(parameter), f"{parameter.description}{' Needed.' if parameter.required else ''}")
        for name, parameter in query.parameters.items()
    ]
    given = [(quoted(name), text) for name, text in query.columns.items()]
    return "\n".join(
        [
            f"### {query.name}\n",
            f"**{query.question}** {' '.join(query.description.split())}\n",
            *([table(("parameter", "takes", "what it does"), taken)] if taken else []),
            table(("column", "what it holds"), given),
            f"```\n{example(query)}\n```\n",
        ]
    )


def takes(parameter: "Parameter") -> str:
    """What values a parameter takes, in a few words."""
    if parameter.type == "concept":
        return f"codes of the scheme `{parameter.scheme}`"
    return ", ".join(quoted(value) for value in parameter.values) or parameter.type


def example(query: "Query") -> str:
    """A command that asks the query with the parameters it needs, or with its first one."""
    needed = [name for name, parameter in query.parameters.items() if parameter.required]
    values = {name: parameter.example for name, parameter in query.parameters.items()}
    shown = needed or [name for name in query.parameters if values[name]][:1]
    return " ".join([f"inspection-graph query {query.name}", *(f"--param {name}={values[name]}" for name in shown)])


PAGES: dict[str, Callable[[], str]] = {"ontology": ontology_page, "queries": queries_page}


def main(argv: Sequence[str]) -> int:
    """Prints the page whose name is the only argument; 2 where there is no such page."""
    if len(argv) != 1 or argv[0] not in PAGES:
        print(f"usage: python -m graph.reference {'|'.join(PAGES)}", file=sys.stderr)
        return 2
    sys.stdout.write(PAGES[argv[0]]())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
