"""What can be searched: every thing of the store with its names, and every sentence with its words."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .. import iris
from ..days import day
from ..network.kinds import concept_label
from ..register import register
from ..rows import Row, code, grouped
from ..vocabulary import Concept, vocabulary
from .addresses import address
from .catalogue import Catalogue, catalogue
from .data import Data
from .labels import grade_labels, overall_grade

KINDS = {
    "authority": "Authorities",
    "inspection": "Inspections",
    "theme": "Themes",
    "measure": "Measures",
    "service": "Kinds of service or body",
    "post": "Kinds of post",
    "position": "Posts of an authority",
    "person": "People",
    "law": "Laws and guidance",
    "body": "Services and bodies of an authority",
    "article": "Articles",
    "document": "Documents",
    "recommendation": "Recommendations",
    "finding": "Findings",
    "statement": "Other sentences of reports",
    "claim": "Claims of articles",
}
"""Kinds of entries with their plurals, in the order in which they are shown."""
KIND_WORDS = {
    "authority": "council authority",
    "inspection": "inspection report Ofsted",
    "theme": "theme",
    "measure": "measure figures",
    "post": "post",
    "position": "post",
    "article": "article press news",
    "document": "document file",
}
"""What a person may add to the name of an entry to say what is meant: "Wirral 2016 report"."""
WORDS = frozenset({"recommendation", "finding", "statement", "claim"})
"""The kinds that are found by their words and have no name of their own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that can be found: by its name, by its other names, or by its words; ``detail`` tells it from others of the name."""

    kind: str
    address: str
    name: str
    others: str = ""
    detail: str = ""
    words: str = ""


def entries(data: Data) -> Iterator[Entry]:
    """All entries of a store, kind by kind; of a report in several files what the preferred one says."""
    found = catalogue(data)
    yield from _authorities(data, found)
    yield from _inspections(found)
    yield from _concepts(data, found)
    yield from _posts(data, found)
    yield from _positions(data, found)
    yield from _people(data, found)
    yield from _laws(data, found)
    yield from _bodies(data, found)
    yield from _files(data, found)
    yield from _words(data, found)


def _authorities(data: Data, found: Catalogue) -> Iterator[Entry]:
    spoken = {each.authority for each in found.inspections.values()}
    spoken |= {row["authority"] for row in data.rows("network-articles")}
    for iri in sorted(spoken & found.authorities.keys(), key=lambda iri: found.authorities[iri]["name"]):
        row = found.authorities[iri]
        own = register(vocabulary()).get(row["gss"])
        detail = " · ".join(part for part in (row["gss"], row["type"], row["region_name"]) if part)
        yield Entry(
            "authority", address(iri), row["name"], " | ".join((row["gss"], *(own.names if own else ()))), detail
        )


def _inspections(found: Catalogue) -> Iterator[Entry]:
    for iri, each in reversed(found.inspections.items()):
        framework = vocabulary().scheme("framework").get(code(each.framework))
        short = min(framework.labels, key=len) if framework else ""
        # A report is known by the year of its publication too, which some state in the name of their file alone.
        files = (found.files.get(document, "") for document in each.documents)
        others = " | ".join(filter(None, (each.label, each.published[:4], found.authority(iri)["gss"], short, *files)))
        overall = grade_labels()[overall_grade(found, iri)]
        detail = " · ".join(part for part in (day(each.start), short, overall) if part)
        yield Entry("inspection", address(iri), found.title(iri), others, detail)


def _concepts(data: Data, found: Catalogue) -> Iterator[Entry]:
    """Themes and measures that the store speaks of."""
    themes = Counter(row["theme"] for row in found.own(data.rows("explorer-theme-counts")))
    measures = Counter(row["measure"] for row in found.own(data.rows("explorer-measure-counts")))
    for scheme, used in (("theme", themes), ("measure", measures)):
        for concept in _sorted(vocabulary().scheme(scheme).values()):
            if iris.concept(scheme, concept.code) in used:
                # The other labels of these schemes are wordings that speak for them, no names.
                detail = concept.definition
                yield Entry(scheme, f"/{scheme}/{concept.code}", concept.label, concept.code.replace("-", " "), detail)


def _posts(data: Data, found: Catalogue) -> Iterator[Entry]:
    used = {code(row["role"]) for row in found.own(data.rows("network-posts"))}
    for concept in _sorted(vocabulary().scheme("post").values()):
        if concept.code in used:
            yield Entry("post", f"/post/{concept.code}", concept.label, _names(concept), "in all authorities")


def _positions(data: Data, found: Catalogue) -> Iterator[Entry]:
    """Posts of single authorities, with what their reports say of them, the latest first."""
    kinds = vocabulary().scheme("post")
    posts = grouped(found.own(data.rows("explorer-tenures")), "post")
    for iri, rows in sorted(posts.items(), key=lambda item: (item[1][0]["role"], owner_name(item[0], found), item[0])):
        kind = kinds[code(rows[0]["role"])]
        told = " \N{MIDDLE DOT} ".join(dict.fromkeys(_told(row, found) for row in reversed(rows)))
        names = " | ".join(dict.fromkeys((_names(kind), *(row["title"] for row in rows), told)))
        yield Entry(
            "position", address(iri), f"{kind.label}, {owner_name(iri, found) or 'unknown authority'}", names, told
        )


def _told(row: Row, found: Catalogue) -> str:
    """What one sighting of a post says: "2016: vacant", "2013: permanent from April 2013, A Name"."""
    since = f" from {day(row['from'])}" if row["from"] else ""
    until = f" until {day(row['to'])}" if row["to"] else ""
    status = concept_label("post-status", code(row["status"])).lower()
    holder = f", {row['holder']}" if row["holder"] else ""
    return f"{found.year(row['inspection'])}: {status}{since}{until}{holder}"


def _people(data: Data, found: Catalogue) -> Iterator[Entry]:
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in found.own(data.rows("network-team")):
        parts[row["name"], row["person"]].append(concept_label("role", code(row["role"])))
    for row in found.own(data.rows("explorer-tenures")):
        if row["holder"]:
            parts[row["holder"], row["person"]].append(
                f"{concept_label('post', code(row['role']))}, {found.authority(row['inspection'])['name']}"
            )
    for (name, iri), roles in sorted(parts.items()):
        yield Entry("person", address(iri), name, "", ", ".join(dict.fromkeys(roles)))


def _laws(data: Data, found: Catalogue) -> Iterator[Entry]:
    cited: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in found.own(data.rows("network-laws")):
        cited[row["title"], row["law"]].add(row["inspection"])
    for (title, iri), reports in sorted(cited.items()):
        yield Entry("law", address(iri), title, "", f"cited in {counted(len(reports), 'report')}")


def _bodies(data: Data, found: Catalogue) -> Iterator[Entry]:
    """Kinds of bodies that several authorities may have, then the bodies themselves, each with all names that reports print."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    reports: dict[str, set[str]] = defaultdict(set)
    for row in found.own(data.rows("explorer-body-names")):
        names[row["body"]][row["name"]] += 1
        reports[code(row["body"])].add(row["document"])
    for concept in _sorted(vocabulary().scheme("body").values()):
        if concept.code in reports:
            detail = f"named in {counted(len(reports[concept.code]), 'report')}"
            yield Entry("service", f"/body/{concept.code}", concept.label, _names(concept), detail)
    for iri, called in sorted(names.items(), key=lambda item: (_best(item[1]).casefold(), item[0])):
        yield Entry("body", address(iri), _best(called), " | ".join(sorted(called)), owner_name(iri, found))


def owner_name(iri: str, found: Catalogue) -> str:
    """The authority that a body or post belongs to, by the code in its IRI."""
    parts = iri.split("/")
    row = next(
        (found.authorities[iris.authority(part)] for part in parts if iris.authority(part) in found.authorities), None
    )
    return row["name"] if row else "national" if "national" in parts else ""


def _best(called: Counter[str]) -> str:
    """The name that most reports print, the longer of two."""
    return max(called, key=lambda name: (len(name) > 5, called[name], len(name), name))


def _files(data: Data, found: Catalogue) -> Iterator[Entry]:
    for row in data.rows("network-articles"):
        detail = " · ".join(
            part for part in (row["publisher"], day(row["date"]), found.files.get(row["document"], "")) if part
        )
        name = row["headline"] or found.files.get(row["document"], "Article")
        yield Entry("article", address(row["article"]), name, found.files.get(row["document"], ""), detail)
    for iri, name in found.files.items():
        yield Entry(
            "document", address(iri), name, code(iri), "a poorer copy of a report" if iri in found.copies else ""
        )


def _words(data: Data, found: Catalogue) -> Iterator[Entry]:
    rows = sorted(data.rows("explorer-words"), key=lambda row: (int(row["position"]), row["fact"]))
    for row in found.own(rows):
        kind = row["class"].rpartition("#")[2].lower()
        yield Entry(
            kind, address(row["fact"]), "", "", f"{found.title(row['inspection'])}, page {row['page']}", row["text"]
        )
    for row in data.rows("network-claims"):
        yield Entry("claim", address(row["fact"]), "", "", f"{row['source']}, page {row['page']}", row["text"])


def _sorted(concepts: Iterable[Concept]) -> list[Concept]:
    return sorted(concepts, key=lambda concept: concept.label.casefold())


def _names(concept: Concept) -> str:
    """The labels of a concept that are names; one with a ``*`` is a pattern."""
    return " | ".join(label for label in (concept.code.replace("-", " "), *concept.labels) if "*" not in label)


def counted(number: int, one: str, several: str = "") -> str:
    """A number with its noun: "1 report", "3 authorities"."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"
