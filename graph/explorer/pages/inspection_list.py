"""Inspections as a list that can be narrowed: what the bars of the start count."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...network.kinds import concept_label
from ...rows import code
from ...vocabulary import vocabulary
from ..catalogue import OVERALL, Catalogue, catalogue
from ..choices import Choice, choice, part
from ..labels import NO_GRADE, grade_labels
from ..rendering import data_of, page


def _inspections(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    year, area, grade, framework, region = chosen = _choices(request, found)
    grades = found.judged.get(area.value or OVERALL, {})
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
        part=part(request, rows[::-1]),
        judged=area.shown or "Overall",
    )  # fmt: skip


def _choices(request: Request, found: Catalogue) -> tuple[Choice, ...]:
    areas = {each: concept_label("area", each) for each in vocabulary().scheme("area") if each in found.judged}
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
