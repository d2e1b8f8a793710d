"""People: inspectors with their inspections, holders of posts with what the reports say of them."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...errors import SubjectError
from ...rows import grouped
from ..addresses import iri_of
from ..catalogue import catalogue
from ..choices import part
from ..entries import owner_name
from ..rendering import data_of, page


def _person(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    iri = iri_of(request.scope["path"])
    roles = found.of_thing(data.rows("explorer-person-roles", "person", [iri]))
    held = found.of_thing(row for row in data.rows("explorer-tenures") if row["person"] == iri)
    names = list(dict.fromkeys([*(row["name"] for row in roles), *(row["holder"] for row in held)]))
    if not names:
        raise SubjectError(f"'{iri}': no document of the store names this person; search for the name")
    counts = Counter(row["role"] for row in roles)
    roles.sort(key=lambda row: (-counts[row["role"]], row["role"]))
    shown = part(request, roles)
    return page(
        request, "person.html", title=names[0], names=names, catalogue=found, counts=counts, part=shown,
        roles=grouped(shown.rows, "role"), held=held,
        owners={row["post"]: owner_name(row["post"], found) for row in held},
    )  # fmt: skip


ROUTES = [Route("/id/person/{source}/{name}", _person), Route("/id/person/{kind}/{code}/{post}/{name}", _person)]
