"""Themes: which authorities were asked for one, how often and under which grade, and what came back."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ... import iris
from ...brief.courses import Course
from ...errors import SubjectError
from ...rows import Row, code, grouped
from ...vocabulary import Concept, vocabulary
from ..catalogue import Catalogue, catalogue
from ..charts import Bar, totals
from ..choices import Choice, choice, part, years
from ..data import Data
from ..labels import grade_labels, overall_grade, polarity_labels
from ..parts.findings import by_year
from ..parts.inspected import inspected
from ..parts.recommendations import courses_of_theme
from ..rendering import data_of, page

_ITEMS = {"recommendation": "Recommendations", "finding": "Findings"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An inspection in which a theme comes up: how many recommendations and findings are on it, of either those mainly."""

    inspection: str
    recommendations: int
    findings: Mapping[str, int]
    main: int


@dataclass(frozen=True, slots=True)
class Used:
    """A theme of the list: how many recommendations and findings are on it, and in how many inspections."""

    concept: Concept
    recommendations: int
    findings: int
    inspections: int


@dataclass(frozen=True, slots=True)
class Became:
    """What an authority was asked for on a theme and that went one way: the code of the outcome, and the courses."""

    outcome: str
    courses: Sequence[Course]


def _theme(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    concept = vocabulary().scheme("theme").get(request.path_params["code"])
    if not concept:
        raise SubjectError(f"there is no theme '{request.path_params['code']}'; /themes lists them all")
    rows = found.own(data.rows("explorer-theme-items", "theme", [iris.concept("theme", concept.code)]))
    year, grade, region, kind, polarity = chosen = _choices(request, found, rows)
    shown = [row for row in rows if _fits(row, found, year, grade, region)]
    items = [row for row in shown if kind.admits(_kind(row)) and polarity.admits(code(row["polarity"]))]
    here = {row["inspection"] for row in shown}
    asked, back = _asked(shown), _became(data, found, concept.code, here)
    came_back = part(request, back, "back")
    return page(
        request, "theme.html", title=concept.label, definition=concept.definition, catalogue=found, code_of=concept.code,
        choices=chosen, narrowed=bool(year.value or grade.value or region.value),
        polarities=polarity_labels(),
        asked=part(request, asked, "inspections"), count=Counter(map(_kind, shown)), by_year=_by_year(shown, found, concept.code),
        praised=_praised(shown, found, concept.code), back=came_back,
        outcomes=_by_outcome(came_back.rows),
        back_counts=Counter(each.outcome for each in back), part=part(request, items),
        thing=any(_kind(row) == "recommendation" for row in rows),
    )  # fmt: skip


def _kind(row: Row) -> str:
    return row["class"].rpartition("#")[2].lower()


def _choices(request: Request, found: Catalogue, rows: list[Row]) -> tuple[Choice, ...]:
    inspections = {row["inspection"] for row in rows}
    used = {overall_grade(found, iri) for iri in inspections}
    return (
        years(request, map(found.year, inspections)),
        choice(
            request, "grade", "Overall grade", {each: name for each, name in grade_labels().items() if each in used}
        ),
        choice(request, "region", "Region", found.regions),
        choice(request, "kind", "What", _ITEMS),
        choice(request, "polarity", "Findings that read as", polarity_labels()),
    )


def _fits(row: Row, found: Catalogue, year: Choice, grade: Choice, region: Choice) -> bool:
    iri = row["inspection"]
    return (
        year.admits(found.year(iri))
        and grade.admits(overall_grade(found, iri))
        and region.admits(code(found.authority(iri)["region"]))
    )


def _asked(rows: list[Row]) -> list[Asked]:
    """Inspections with the theme, those with most recommendations first."""
    asked = [
        Asked(
            iri,
            sum(_kind(row) == "recommendation" for row in group),
            Counter(code(row["polarity"]) for row in group if _kind(row) == "finding"),
            sum(row["importance"] == "1" for row in group),
        )
        for iri, group in grouped(rows, "inspection").items()
    ]
    return sorted(asked, key=lambda each: (-each.recommendations, -sum(each.findings.values()), each.inspection))


def _by_year(rows: list[Row], found: Catalogue, theme: str) -> list[Bar]:
    counts = Counter(found.year(row["inspection"]) for row in rows if _kind(row) == "recommendation")
    return totals(dict(sorted(counts.items())), lambda year: f"/theme/{theme}?year={year}&kind=recommendation#items")


def _praised(rows: list[Row], found: Catalogue, theme: str) -> list[Bar]:
    findings = [row for row in rows if _kind(row) == "finding"]
    return by_year(found, findings, lambda year, each: f"/theme/{theme}?year={year}&kind=finding&polarity={each}#items")


def _became(data: Data, found: Catalogue, theme: str, inspections: set[str]) -> list[Became]:
    """What has become of the theme by the latest of some inspections that tell, by the order of the outcomes."""
    order = list(vocabulary().scheme("outcome"))
    groups: dict[tuple[int, str, str], list[Course]] = defaultdict(list)
    for each in courses_of_theme(inspected(data), iris.concept("theme", theme)):
        latest = each.steps[-1].inspection
        if latest in inspections and len(each.steps) > 1 and each.outcome in order:
            groups[
                order.index(each.outcome), found.authority(latest)["name"], found.inspection(latest).authority
            ].append(each)
    return [Became(order[key[0]], some) for key, some in sorted(groups.items(), key=lambda item: item[0])]


def _by_outcome(found: Iterable[Became]) -> dict[str, list[Became]]:
    groups: dict[str, list[Became]] = defaultdict(list)
    for each in found:
        groups[each.outcome].append(each)
    return dict(groups)


def _themes(request: Request) -> Response:
    data = data_of(request)
    found = catalogue(data)
    year = years(request, found.years)
    rows = [row for row in found.own(data.rows("explorer-theme-counts")) if year.admits(found.year(row["inspection"]))]
    used = sorted(_used(rows), key=lambda each: (-each.recommendations, -each.findings, each.concept.label))
    drawn = totals({each.concept.code: each.recommendations for each in used}, "/theme/{}".format)
    return page(
        request, "themes.html", title="Themes", rows=list(zip(used, drawn, strict=True)), year=year
    )  # fmt: skip


def _used(rows: Iterable[Row]) -> list[Used]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    inspections: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        counts[code(row["theme"])][_kind(row)] += int(row["count"])
        inspections[code(row["theme"])].add(row["inspection"])
    return [
        Used(each, counts[key]["recommendation"], counts[key]["finding"], len(inspections[key]))
        for key, each in vocabulary().scheme("theme").items()
    ]


ROUTES = [Route("/theme/{code}", _theme), Route("/themes", _themes)]
