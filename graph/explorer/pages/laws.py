"""Laws and guidance: where they are cited."""

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...errors import SubjectError
from ...rows import Row
from ..addresses import iri_of
from ..catalogue import catalogue
from ..charts import totals
from ..choices import part, years
from ..rendering import data_of, page


def _law(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    iri = iri_of(request.scope["path"])
    rows = found.of_thing(data.rows("explorer-citations", "law", [iri]))
    known = [row for row in data.rows("explorer-law-titles") if row["law"] == iri]
    if not rows and not known:
        raise SubjectError(
            f"'{iri}': this is no law that is known or cited; /search?kind=law lists those that are cited"
        )
    by_year = Counter(found.year(each) for each in dict.fromkeys(row["inspection"] for row in rows))
    year = years(request, by_year)
    address = request.url.path
    return page(
        request,
        "law.html",
        title=(known or rows)[0]["title"],
        catalogue=found,
        rows=rows,
        drawn=totals(dict(sorted(by_year.items())), lambda each: f"{address}?year={each}#citations"),
        year=year,
        action=address,
        part=part(request, [row for row in rows if year.admits(found.year(row["inspection"]))]),
        texts=_texts(known),
    )


def _texts(known: list[Row]) -> list[str]:
    """Where the text of a law is on the web; only what a browser may follow."""
    return [row["same"] for row in known if row["same"].startswith(("http://", "https://"))]


ROUTES = [Route("/id/law/{name}", _law)]
