"""The search: things by their names and sentences by their words, as a page and for the list under the search box."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..choices import choice, number, part_of
from ..entries import KINDS, WORDS
from ..index import Hit, Index, index
from ..rendering import data_of, page

_PATIENCE = 2.0  # seconds that a page waits for an index that is being made
_NOTHING: dict[str, Any] = {"counts": {}, "groups": {}, "part": None, "cut": ""}
_IN_GROUP = 5
_SUGGESTED = 9
_MOST_TEXT = 200
_MOST_RANKED = 20_000  # texts; to weigh more takes too long, and words that common say little


def _search(request: Request) -> Response:
    text = request.query_params.get("q", "").strip()[:_MOST_TEXT]
    kind = choice(request, "kind", "Kind", KINDS).value
    number(request)  # is wrong also where there is no list
    made = index(data_of(request))
    ready = made.ready(_PATIENCE)
    shown = _NOTHING | (_answer(made, text, kind, request) if ready else {})
    title = f"Search: {text}" if text else KINDS.get(kind, "Search")
    return page(
        request, "search.html", title=title, text=text, kind=kind, kinds=KINDS, ready=ready, status=200 if ready else 503, **shown
    )  # fmt: skip


def _answer(made: Index, text: str, kind: str, request: Request) -> dict[str, Any]:
    """What there is: the best of each kind, or a part of one kind; without words all of a kind."""
    question = made.asked(text)
    if not question:
        return {"part": part_of(request, made.number(kind), partial(made.every, kind))} if kind and not text else {}
    counts = made.counts(question)
    ranked = sum(counts.values()) <= _MOST_RANKED
    answer = {"counts": counts, "cut": question.cut}
    if kind:
        return answer | {
            "part": part_of(request, counts.get(kind, 0), partial(made.hits, question, kind, ranked=ranked))
        }
    return answer | {"groups": made.best(question, _IN_GROUP, ranked)}


def _suggest(request: Request) -> Response:
    """Things for the list under the search box, and how many sentences have the words."""
    text = request.query_params.get("q", "").strip()[:_MOST_TEXT]
    made = index(data_of(request))
    if not made.ready(0):
        return JSONResponse({"ready": False, "things": [], "words": []}, headers={"Cache-Control": "no-store"})
    question = made.asked(text)
    counts = made.counts(question) if question else {}
    words = [
        {"label": KINDS[kind], "count": count, "address": f"/search?{urlencode({'q': text, 'kind': kind})}"}
        for kind, count in counts.items()
        if kind in WORDS
    ]
    return JSONResponse({"ready": True, "things": [_told(hit) for hit in made.names(text, _SUGGESTED)], "words": words})


def _told(hit: Hit) -> dict[str, object]:
    return {"kind": KINDS[hit.kind], "address": hit.address, "name": hit.name, "detail": hit.detail}


ROUTES = [Route("/search", _search), Route("/search.json", _suggest)]
