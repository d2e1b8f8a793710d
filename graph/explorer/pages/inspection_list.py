"""Inspections as a list that can be narrowed: what the bars of the start count."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ... import iris
from ...network.kinds import concept_label
from ...rows import code
from ...vocabulary import vocabulary
from ..catalogue import OVERALL, Catalogue, area_grades, catalogue
from ..choices import Choice, choice, parameters, part
from ..data import Data
from ..labels import NO_GRADE, grade_labels
from ..rendering import data_of, page


def _inspections(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    year, area, grade, framework, region = chosen = _choices(request, data, found)
    grades = area_grades(data, iris.concept("area", area.value) if area.value else OVERALL, found.copies)
    rows = [
        iri
        for iri, each in found.inspections.items()
        if year.admits(found.year(iri))
        and framework.admits(code(each.framework))
        and region.admits(code(found.authority(iri)["region"]))
        and (not area.value or iri in grades)
        and grade.admits(grades.get(iri, NO_GRADE))
    ]
    return page(
        request, "inspection_list.html", title="Inspections", catalogue=found, choices=chosen, grades=grades,
        part=part(request, rows[::-1]), parameters=parameters(chosen),
        judged=area.shown or "Overall",
    )  # fmt: skip


def _choices(request: Request, data: Data, found: Catalogue) -> tuple[Choice, ...]:
    used = {code(row["area"]) for row in data.rows("network-judgements")}
    areas = {each: concept_label("area", each) for each in vocabulary().scheme("area") if each in used}
    frameworks = {code(each.framework) for each in found.inspections.values()} - {""}
    return (
        choice(request, "year", "Year", {year: year for year in reversed(found.years)}),
        choice(request, "area", "Area judged", areas),
        choice(request, "grade", "Grade", grade_labels()),
        choice(
            request, "framework", "Framework", {each: concept_label("framework", each) for each in sorted(frameworks)}
        ),
        choice(request, "region", "Region", found.regions),
    )


ROUTES = [Route("/inspections", _inspections)]
