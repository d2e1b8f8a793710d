"""Services and bodies: one of an authority or a national one, and a kind of service across authorities."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...errors import SubjectError
from ...network.kinds import concept_label
from ...rows import Row, code, grouped
from ...vocabulary import vocabulary
from ..addresses import iri_of
from ..catalogue import Catalogue, catalogue
from ..choices import choice, part, years
from ..data import Data
from ..entries import owner_name
from ..index import index
from ..labels import polarity_labels
from ..parts.bodies import naming
from ..parts.findings import by_year
from ..rendering import data_of, page
from .documents import statement

_OWNED = "/id/body/"  # in the IRIs of bodies that are drawn with others of their kind
_PATIENCE = 60.0  # seconds that a page waits for the index of words, which is made once for each state of the store


@dataclass(frozen=True, slots=True)
class Relation:
    """How a report relates a body to the authority: its fact, inspection and page, the code of the relation, and the words."""

    row: Row
    relation: str
    quotes: tuple[str, ...]


def _body(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    iri = iri_of(request.scope["path"])
    mentions = found.of_thing(data.rows("explorer-mentions", "body", [iri]))
    if not mentions:
        raise SubjectError(
            f"'{iri}': no report of the store speaks of this service or body; /search?kind=service lists those that reports speak of"
        )
    concept = vocabulary().scheme("body").get(code(iri))
    name = max(mentions, key=lambda row: (len(row["name"]), row["name"]))["name"]
    title = name[:1].upper() + name[1:]
    owner = owner_name(iri, found)
    return _shown(request, [iri], mentions, "body.html", title=title, owner=owner, iri=iri, concept=concept)


def _organisation(request: Request) -> Response:
    """A national body, or what is known of an organisation that no report speaks of, as a publisher."""
    spoken = data_of(request).rows("explorer-mentions", "body", [iri_of(request.scope["path"])])
    return _body(request) if spoken else statement(request, thing=False)


def _service(request: Request) -> Response:
    """A known service or body in all authorities."""
    data = data_of(request)
    found = catalogue(data)
    concept = vocabulary().scheme("body").get(request.path_params["code"])
    bodies = _bodies(data, found).get(concept.code, []) if concept else []
    mentions = found.own(data.rows("explorer-mentions", "body", bodies))
    if not concept or not mentions:
        raise SubjectError(
            f"no report of the store speaks of a service or body '{request.path_params['code']}'; /search?kind=service lists them"
        )
    return _shown(
        request,
        bodies,
        mentions,
        "service.html",
        title=concept.label,
        concept=concept,
        thing=any(_OWNED in iri for iri in bodies),
    )


def _bodies(data: Data, found: Catalogue) -> dict[str, list[str]]:
    """The bodies of all authorities by their codes."""

    def by_code() -> dict[str, list[str]]:
        groups: dict[str, set[str]] = defaultdict(set)
        for row in found.own(data.rows("explorer-body-names")):
            groups[code(row["body"])].add(row["body"])
        return {each: sorted(group) for each, group in groups.items()}

    return data.once("bodies by code", by_code)


def _shown(
    request: Request, bodies: list[str], mentions: list[Row], template: str, *, title: str, **values: Any
) -> Response:
    """A page with mentions, relations, and the findings that name the body."""
    data = data_of(request)
    found = catalogue(data)
    findings = data.once(("findings of bodies", tuple(bodies)), lambda: _findings(data, found, mentions))
    year, polarity = chosen = (
        years(request, (found.year(row["inspection"]) for row in findings)),
        choice(request, "polarity", "Findings that read as", polarity_labels()),
    )
    shown = [
        row for row in findings if year.admits(found.year(row["inspection"])) and polarity.admits(code(row["polarity"]))
    ]
    relations = _relations(found.of_thing(data.rows("explorer-relations", "body", bodies)))
    address = request.url.path
    drawn = by_year(found, findings, lambda each, reads: f"{address}?year={each}&polarity={reads}#findings")
    return page(
        request, template, title=title, catalogue=found, mentions=part(request, mentions, "named"),
        authorities=len({found.authority(row["inspection"])["gss"] for row in mentions}),
        kind=concept_label("body-kind", code(mentions[0]["kind"])), weights=_weights(findings), polarities=polarity_labels(),
        relations=part(request, relations, "relations"), drawn=drawn,
        choices=chosen, part=part(request, shown), action=address, **values,
    )  # fmt: skip


def _weights(findings: list[Row]) -> dict[str, Counter[str]]:
    """How many findings read how, by inspection."""
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for row in findings:
        weights[row["inspection"]][code(row["polarity"])] += 1
    return weights


def _findings(data: Data, found: Catalogue, mentions: list[Row]) -> list[Row]:
    """The findings that name a body; the index of words leads to those that may."""
    words = index(data)
    words.ready(_PATIENCE)
    names = {row[name] for row in mentions for name in ("name", "abbreviation")} - {""}
    held = (iri_of(each) for each in words.holding(names, "finding"))
    documents = {row["document"] for row in mentions}
    facts = [iri for iri in held if iri.partition("/finding/")[0] in documents]
    return naming(mentions, found.own(data.rows("explorer-finding-texts", "fact", facts)))


def _relations(rows: Iterable[Row]) -> list[Relation]:
    """Relations with their words, in the order of the rows."""
    return [
        Relation(group[0], code(group[0]["relation"]), tuple(dict.fromkeys(row["quote"] for row in group)))
        for group in grouped(rows, "fact").values()
    ]


ROUTES = [
    Route("/body/{code}", _service),
    Route("/id/body/{owner}/{code}", _body),
    Route("/id/organisation/{code}", _organisation),
]
