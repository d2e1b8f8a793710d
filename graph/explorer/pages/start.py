"""The start: search, the store at a glance as pictures and numbers, and where to go from here."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...network.kinds import area_name, concept_label
from ...rows import Row, code, grouped
from ..catalogue import Catalogue, catalogue
from ..charts import Bar, bars, totals, used
from ..data import Data
from ..labels import grade_labels, overall_grade
from ..parts.inspected import area_order
from ..rendering import data_of, page

_NEWEST = 6
_MOST_THEMES = 12


def _start(request: Request) -> Response:
    data = data_of(request)
    return page(request, "start.html", title="Start", **data.once("start", lambda: _contents(data)))


def _contents(data: Data) -> dict[str, Any]:
    found = catalogue(data)
    years, areas = _years(found), _areas(found)
    problems = Counter(code(row["severity"]) for row in found.own(data.rows("explorer-problem-places")))
    return {
        "catalogue": found,
        "folder": data.store.folder.name,
        "numbers": _numbers(data, found),
        "years": years,
        "areas": areas,
        "themes": _themes(data, found),
        "labels": used(years, grade_labels()),
        "all_labels": used(areas, grade_labels()),
        "newest": sorted(found.inspections.values(), key=lambda each: max(each.published, each.start), reverse=True)[
            :_NEWEST
        ],
        "articles": data.rows("network-articles"),
        "without_overall": _without_overall(found),
        "problems": {concept_label("severity", each): count for each, count in problems.most_common()},
        "regions": _regions(found),
    }


def _years(found: Catalogue) -> list[Bar]:
    counts: dict[str, Counter[str]] = {year: Counter() for year in found.years}
    for iri in found.inspections:
        if year := found.year(iri):
            counts[year][overall_grade(found, iri)] += 1
    return bars(
        counts,
        grade_labels(),
        lambda year, grade: f"/inspections?year={year}&grade={grade}",
        of_row=lambda year: f"/inspections?year={year}",
    )


def _areas(found: Catalogue) -> list[Bar]:
    """Judgements by area and grade."""
    counts = {area: Counter(found.judged[area].values()) for area in sorted(found.judged, key=area_order)}
    return bars(
        counts, grade_labels(), lambda area, grade: f"/inspections?area={area}&grade={grade}",
        names=area_name, of_row=lambda area: f"/inspections?area={area}",
    )  # fmt: skip


def _themes(data: Data, found: Catalogue) -> list[Bar]:
    """The themes that most recommendations are on."""
    counts: Counter[str] = Counter()
    for row in found.own(data.rows("explorer-theme-counts")):
        if row["class"].endswith("#Recommendation"):
            counts[code(row["theme"])] += int(row["count"])
    most = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_MOST_THEMES])
    return totals(most, "/theme/{}".format, lambda theme: concept_label("theme", theme))


def _without_overall(found: Catalogue) -> list[tuple[str, int]]:
    """Versions of frameworks under which no overall grade was read, with the number of their inspections."""
    missing = Counter(
        each.version or each.framework for iri, each in found.inspections.items() if iri not in found.grades
    )
    return [
        (concept_label("framework", code(iri)) if iri else "an unknown framework", count)
        for iri, count in missing.most_common()
    ]


def _numbers(data: Data, found: Catalogue) -> list[tuple[str, int, str]]:
    """What is counted, how many there are, and where they are listed."""
    classes: Counter[str] = Counter(row["class"].rpartition("#")[2] for row in found.own(data.rows("explorer-words")))
    reports = [iri for iri in found.files if iri not in found.copies]
    counts = (
        ("Authorities", len({each.authority for each in found.inspections.values()} - {""}), "/search?kind=authority"),
        ("Inspections", len(found.inspections), "/inspections"),
        ("Documents", len(found.files), "/search?kind=document"),
        ("Recommendations", classes["Recommendation"], "/search?kind=recommendation"),
        ("Findings", classes["Finding"], "/search?kind=finding"),
        (
            "Figures of measures",
            sum(int(row["count"]) for row in found.own(data.rows("explorer-measure-counts"))),
            "/measures",
        ),
        ("Themes", len({row["theme"] for row in data.rows("explorer-theme-counts")}), "/themes"),
        ("People", _people(data, found), "/search?kind=person"),
        (
            "Services and bodies",
            len({row["body"] for row in found.own(data.rows("explorer-body-names"))}),
            "/search?kind=service",
        ),
        ("Posts", len({row["post"] for row in found.own(data.rows("explorer-tenures"))}), "/search?kind=position"),
        ("Laws and guidance", len({row["law"] for row in found.own(data.rows("network-laws"))}), "/search?kind=law"),
        ("Problems of reading", len(found.own(data.rows("explorer-problem-places"))), "/problems"),
    )
    return list(counts) if reports else []


def _people(data: Data, found: Catalogue) -> int:
    holders = {row["person"] for row in found.own(data.rows("explorer-tenures"))} - {""}
    return len(holders | {row["person"] for row in found.own(data.rows("network-team"))})


def _regions(found: Catalogue) -> Mapping[str, list[Row]]:
    """The inspected authorities by the names of their regions."""
    inspected = {each.authority for each in found.inspections.values()} & found.authorities.keys()
    rows = sorted(
        (found.authorities[iri] for iri in inspected), key=lambda row: (row["region_name"] or "~", row["name"])
    )
    return {name or "No region known": some for name, some in grouped(rows, "region_name").items()}


ROUTES = [Route("/", _start)]
