"""Inspections: what was judged, found, recommended and counted, by whom, and where each word stands."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ...days import period
from ...network.gather import LEAD, Inspection
from ...rows import Row, code, grouped
from ...settings import BASE
from ..parts import bodies, documents, figures, posts, press, recommendations
from ..parts.findings import Choice, findings, options
from ..parts.inspected import Inspected, inspected
from ..rendering import data_of, page


def _inspection(request: Request) -> Response:
    held = inspected(data_of(request))
    each = held.inspection(BASE + _path(request.path_params))
    told = held.data.once(("inspection", each.iri), lambda: _told(held, each))
    choice = Choice.of(request.query_params)
    everything = choice == Choice()
    asked = held.data.once(("findings", each.iri), lambda: _asked(told, choice)) if everything else _asked(told, choice)
    kept = not request.url.query
    return page(
        request, "inspection.html", title=held.title(each), kept=kept, held=held, inspection=each, **told, **asked
    )


def _asked(told: dict[str, Any], choice: Choice) -> dict[str, Any]:
    """What a reader wants to see of the findings."""
    found = told["findings"]
    return {
        "choice": choice,
        "none_chosen": Choice(),
        "options": options(found, choice),
        "chosen": [one for one in found if choice.fits(one)],
    }


def _path(parts: dict[str, str]) -> str:
    """The path of an inspection, also of one that is known by its report alone."""
    if "gss" in parts:
        return f"id/inspection/{parts['gss']}/{parts['start']}"
    order = f"/{parts['order']}" if "order" in parts else ""
    return f"id/document/{parts['document']}/report{order}/inspection"


def _told(held: Inspected, each: Inspection) -> dict[str, Any]:
    """What the page of an inspection tells, whatever is asked."""
    judgements = held.judgements(each)
    found, events = findings(held, each), held.facts("events", each)
    asked = recommendations.recommendations(held, each, [one.row for one in found])
    return {
        **_around(held, each),
        "dates": period(each.start, each.end),
        "time": figures.time,
        "judgements": judgements,
        "words": _words(held, [*(row for judgement in judgements.values() for row in judgement.rows), *events]),
        "recommendations": asked,
        "linked": any(one.before or one.after or one.is_open for one in asked),
        "findings": found,
        "figures": [(row, figures.shown(row), figures.compared(row)) for row in held.facts("figures", each)],
        "posts": posts.posts(held, [each]),
        "bodies": bodies.bodies(held, [each]),
        "events": events,
        "team": sorted(held.facts("team", each), key=lambda row: code(row["role"]) != LEAD),
        "laws": grouped(held.facts("laws", each), "law"),
        "earlier": _earlier(held, each),
        "files": documents.files(held, each.documents),
        "problems": documents.problems(held, each.documents),
        "articles": press.articles(held, inspection=each.iri),
    }


def _around(held: Inspected, each: Inspection) -> dict[str, Any]:
    """The inspections of the authority before and after."""
    of_authority = held.of_authority(each.authority) if each.authority else [each]
    place = of_authority.index(each)
    return {
        "previous": of_authority[place - 1] if place else None,
        "next": of_authority[place + 1] if place + 1 < len(of_authority) else None,
    }


def _words(held: Inspected, rows: list[Row]) -> dict[str, list[Row]]:
    """The words that statements were read from."""
    return grouped(held.data.rows("network-evidence", "fact", [row["fact"] for row in rows]), "fact")


def _earlier(held: Inspected, each: Inspection) -> list[tuple[Row, list[tuple[Inspection, str]]]]:
    """Earlier inspections that the report mentions, each with those of the store that it may mean and their overall grades."""
    meant = grouped(held.facts("earlier", each), "fact")
    overall = held.overall()
    return [
        (
            row,
            [
                (held.inspection(iri), overall.get(iri, ""))
                for iri in sorted({one["before"] for one in meant.get(row["fact"], [])})
            ],
        )
        for row in held.facts("prior", each)
    ]


ROUTES = [
    Route("/id/inspection/{gss}/{start}", _inspection),
    Route("/id/document/{document}/report/inspection", _inspection),
    Route("/id/document/{document}/report/{order:int}/inspection", _inspection),
]
