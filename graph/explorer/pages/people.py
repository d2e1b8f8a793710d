"""People: inspectors with their inspections, holders of posts with what the reports say of them."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...errors import SubjectError
from ...network.kinds import concept_label
from ...rows import Row, code, grouped
from ..addresses import iri_of
from ..catalogue import catalogue
from ..entries import owner_name
from ..rendering import data_of, page


def _person(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    iri = iri_of(request.scope["path"])
    parts = found.of_thing(data.rows("explorer-person-roles", "person", [iri]))
    held = found.of_thing(row for row in data.rows("explorer-tenures") if row["person"] == iri)
    names = list(dict.fromkeys([*(row["name"] for row in parts), *(row["holder"] for row in held)]))
    if not names:
        raise SubjectError(f"'{iri}': no document of the store names this person; search for the name")
    return page(
        request, "person.html", title=names[0], names=names, catalogue=found, roles=_roles(parts), held=held,
        owners={row["post"]: owner_name(row["post"], found) for row in held},
    )  # fmt: skip


def _roles(rows: list[Row]) -> dict[str, list[Row]]:
    """Inspections by the label of the role, the most frequent first."""
    roles = grouped(rows, "role")
    return {
        concept_label("role", code(role)): roles[role]
        for role in sorted(roles, key=lambda role: (-len(roles[role]), role))
    }


ROUTES = [Route("/id/person/{source}/{name}", _person), Route("/id/person/{kind}/{code}/{post}/{name}", _person)]
