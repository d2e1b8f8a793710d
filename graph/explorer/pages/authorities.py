"""Authorities: one by one, as a list, and their safeguarding boards."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...errors import SubjectError
from ...network.gather import Inspection
from ...network.kinds import concept_label, grades
from ...rows import Row, code
from ...settings import BASE
from ...vocabulary import SCHEMA, vocabulary
from ..addresses import address
from ..charts import Graded, Steps, steps
from ..labels import NO_GRADE, grade_labels
from ..parts import bodies, documents, figures, neighbours, posts, press, recommendations, trajectory
from ..parts.inspected import Inspected, inspected, short_framework
from ..rendering import data_of, page

_LEVELS = 4  # ranks of grades
_BOARD = "lscb"
_LONGEST = 200  # characters of a search


def _authority(request: Request) -> Response:
    held = inspected(data_of(request))
    iri = f"{BASE}id/authority/{request.path_params['gss']}"
    if iri not in held.register:
        raise SubjectError(
            "No authority of the register has that code; the list of authorities leads to those of the store."
        )
    told = held.data.once(("authority", iri), lambda: _told(held, iri))
    beside = _beside(held, iri, request)
    name = held.name(iri)
    return page(request, "authority.html", title=name, kept=not request.url.query, held=held, iri=iri, **told, **beside)


def _told(held: Inspected, iri: str) -> dict[str, Any]:
    """What the page of an authority tells, whatever is asked."""
    inspections = held.of_authority(iri)
    table = trajectory.trajectory(held, inspections)
    courses = recommendations.all_courses(held, iri)
    told: dict[str, Any] = {
        "row": held.register[iri],
        **_history(held, iri),
        "inspections": inspections,
        "trajectory": table,
        "picture": _picture(held, inspections),
        "courses": recommendations.by_outcome(courses, inspections[-1].start if inspections else ""),
        "recommendations": {each.iri: recommendations.recommendations(held, each) for each in inspections},
        "posts": posts.posts(held, inspections),
        "bodies": bodies.bodies(held, inspections),
        "figures": figures.over_time(held, inspections),
        "articles": press.articles(held, authority=iri),
        "contradictions": press.contradictions(held, iri),
        "measures": neighbours.measures(held, inspections),
    }
    return told | _files(held, inspections, told["articles"])


def _files(held: Inspected, inspections: Sequence[Inspection], articles: Sequence[press.Article]) -> dict[str, Any]:
    wanted = {iri for each in inspections for iri in each.documents} | {each.row["document"] for each in articles}
    return {"files": documents.files(held, wanted), "problems": documents.problems(held, wanted)}


def _history(held: Inspected, iri: str) -> dict[str, Any]:
    """Other names of an authority, and which came before and after it."""
    changes = held.data.rows("explorer-successors")
    return {
        "names": [row["name"] for row in held.data.rows("explorer-names", "authority", [iri])],
        "before": [row for row in changes if row["successor"] == iri],
        "after": [row for row in changes if row["authority"] == iri],
    }


def _beside(held: Inspected, iri: str, request: Request) -> dict[str, Any]:
    """The authority beside its statistical neighbours and those that the reader names."""
    chosen, unknown = neighbours.named(held, request.query_params.getlist("with"))
    near = neighbours.neighbours(held, iri)
    measures = dict(neighbours.measures(held, held.of_authority(iri)))
    measure = request.query_params.get("measure", "")
    measure = measure if measure in measures else ""
    return {
        "near": near,
        "chosen": chosen,
        "measure": measure,
        "comparison": neighbours.comparison(held, [iri, *chosen, *near], unknown, measure),
        "everyone": _everyone(held),
        "shown": figures.shown,
        "time": figures.time,
        "short_framework": short_framework,
    }


def _picture(held: Inspected, inspections: Sequence[Inspection]) -> Steps | None:
    """The overall grades over time; nothing where there are fewer than two."""
    overall = held.overall()
    given = {each.iri: overall.get(each.iri, NO_GRADE) for each in inspections if each.start}
    ranked = {iri: trajectory.rank(grade) for iri, grade in given.items()}
    if sum(rank > 0 for rank in ranked.values()) < 2:
        return None
    days = [each.start for each in inspections if each.start]
    levels = [_level(rank, set(given.values()), days) for rank in range(1, _LEVELS + 1)]
    if not all(ranked.values()):
        levels.append(grade_labels()[NO_GRADE])
    points = (
        Graded(each.start, given[each.iri], ranked[each.iri] - 1 if ranked[each.iri] else _LEVELS,
               short_framework(each.framework), address(each.iri), joins=ranked[each.iri] > 0)
        for each in inspections
        if each.iri in given
    )  # fmt: skip
    return steps(points, levels)


def _level(rank: int, given: set[str], days: Sequence[str]) -> str:
    """The words of a rank: of the grades that are given, or that could be given, on some days."""
    having = [grade for grade in grades() if trajectory.rank(grade) == rank]
    shown = [grade for grade in having if grade in given or any(_is_in_use(grade, day) for day in days)]
    return " / ".join(concept_label("grade", grade) for grade in shown)


def _is_in_use(grade: str, day: str) -> bool:
    concept = vocabulary().scheme("grade")[grade]
    return concept.one(SCHEMA + "validFrom") <= day <= concept.one(SCHEMA + "validThrough", "9999")


@dataclass(frozen=True, slots=True)
class Listed:
    """An authority of the list: its row of the register, its inspections, and the grade of the latest."""

    row: Row
    inspections: tuple[Inspection, ...]
    grade: str

    @property
    def latest(self) -> Inspection:
        """The latest inspection."""
        return self.inspections[-1]


def _list(request: Request) -> Response:
    held = inspected(data_of(request))
    listed = _everyone(held)
    given = {name: request.query_params.get(name, "").strip()[:_LONGEST] for name in ("q", "region", "grade")}
    tests: dict[str, Callable[[Listed], bool]] = {
        "q": lambda each: given["q"].casefold() in f"{each.row['name']} {each.row['gss']}".casefold(),
        "region": lambda each: given["region"] in ("", code(each.row["region"])),
        "grade": lambda each: given["grade"] in ("", each.grade),
    }
    shown = [each for each in listed if all(fits(each) for fits in tests.values())]
    counts = {
        name: Counter(value(each) for each in listed if all(fits(each) for one, fits in tests.items() if one != name))
        for name, value in (("region", lambda each: code(each.row["region"])), ("grade", lambda each: each.grade))
    }
    told: dict[str, Any] = {
        "regions": {code(each.row["region"]): each.row["region_name"] for each in listed},
        "found": len(shown),
        "shown": _by_region(shown),
        "short_framework": short_framework,
    }
    kept = not request.url.query
    return page(
        request, "authorities.html", title="Authorities", kept=kept, listed=listed, given=given, counts=counts, **told
    )


def _everyone(held: Inspected) -> list[Listed]:
    return held.data.once("authorities", lambda: _listed(held))


def _listed(held: Inspected) -> list[Listed]:
    overall = held.overall()
    of_authority: dict[str, list[Inspection]] = defaultdict(list)
    for each in held.inspections.values():
        of_authority[each.authority].append(each)
    found = (
        Listed(held.register[iri], tuple(some), overall.get(some[-1].iri, NO_GRADE))
        for iri, some in of_authority.items()
        if iri in held.register
    )
    return sorted(found, key=lambda each: (each.row["region_name"] or "~", each.row["name"], each.row["gss"]))


def _by_region(listed: Sequence[Listed]) -> dict[str, list[Listed]]:
    groups: dict[str, list[Listed]] = defaultdict(list)
    for each in listed:
        groups[each.row["region_name"]].append(each)
    return dict(groups)


def _board(request: Request) -> Response:
    """A safeguarding board: what inspections of its authority judge of it and ask of it."""
    held = inspected(data_of(request))
    iri = f"{BASE}id/lscb/{request.path_params['gss']}"
    inspections = [each for each in held.inspections.values() if each.board == iri]
    if not inspections:
        raise SubjectError("The store holds no inspection that reviews the board of an authority with that code.")
    told = held.data.once(("board", iri), lambda: _board_told(held, iri, inspections))
    return page(
        request,
        "board.html",
        title=inspections[-1].board_label or _BOARD.upper(),
        kept=True,
        held=held,
        iri=iri,
        **told,
    )


def _board_told(held: Inspected, iri: str, inspections: Sequence[Inspection]) -> dict[str, Any]:
    asked = {each.iri: recommendations.recommendations(held, each) for each in inspections}
    return {
        "inspections": inspections,
        "trajectory": trajectory.trajectory(held, inspections, lambda area: area == _BOARD),
        "recommendations": {
            inspection: [one for one in found if one.addressee == _BOARD] for inspection, found in asked.items()
        },
        "posts": posts.posts(held, inspections, organisation=iri),
        "findings": {
            each.iri: [row for row in held.facts("findings", each) if code(row["area"]) == _BOARD]
            for each in inspections
        },
    }


ROUTES = [
    Route("/authorities", _list),
    Route("/id/authority/{gss}", _authority),
    Route("/id/lscb/{gss}", _board),
]
