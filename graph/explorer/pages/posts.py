"""Posts: one post of an organisation, and a kind of post in all authorities."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ... import iris
from ...errors import SubjectError
from ...network.kinds import concept_label
from ...rows import Row, code
from ...vocabulary import vocabulary
from ..addresses import iri_of
from ..catalogue import Catalogue, catalogue
from ..charts import totals
from ..choices import choice, part, years
from ..entries import owner_name
from ..rendering import data_of, page


def _post(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    iri = iri_of(request.scope["path"])
    rows = found.of_thing(data.rows("explorer-tenures", "post", [iri]))
    if not rows:
        raise SubjectError(
            f"'{iri}': no report of the store speaks of this post; /search?kind=post lists those that reports speak of"
        )
    kind = code(rows[0]["role"])
    title = f"{concept_label('post', kind)}, {owner_name(iri, found) or 'unknown authority'}"
    return page(
        request, "post.html", title=title, catalogue=found, rows=rows, owners=_owners(rows, found), kind=kind, iri=iri
    )


def _owners(rows: list[Row], found: Catalogue) -> dict[str, str]:
    return {row["post"]: owner_name(row["post"], found) for row in rows}


def _kind(request: Request) -> Response:
    """A kind of post in all authorities."""
    data = data_of(request)
    found = catalogue(data)
    concept = vocabulary().scheme("post").get(request.path_params["code"])
    rows = found.own(data.rows("explorer-tenures", "role", [iris.concept("post", concept.code)])) if concept else []
    if not concept or not rows:
        raise SubjectError(
            f"no report of the store speaks of a post '{request.path_params['code']}'; /search?kind=post lists those that reports speak of"
        )
    used = {code(row["status"]) for row in rows}
    statuses = {each: concept_label("post-status", each) for each in vocabulary().scheme("post-status") if each in used}
    status, year = chosen = (
        choice(request, "status", "Status", statuses),
        years(request, (found.year(row["inspection"]) for row in rows)),
    )
    shown = [row for row in rows if status.admits(code(row["status"])) and year.admits(found.year(row["inspection"]))]
    counts = Counter(code(row["status"]) for row in rows)
    address = f"/post/{concept.code}"
    drawn = totals(
        {each: counts[each] for each in statuses}, lambda each: f"{address}?status={each}", statuses.__getitem__
    )
    return page(
        request, "post_kind.html", title=concept.label, catalogue=found, part=part(request, shown), owners=_owners(rows, found),
        choices=chosen, action=address, drawn=drawn,
    )  # fmt: skip


ROUTES = [Route("/post/{code}", _kind), Route("/id/post/{owner}/{gss}/{code}", _post)]
