"""The network: around a thing, between two things, or a projection of the whole store; as a page, as JSON, and as a picture to keep."""

import gzip
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ...errors import InspectionGraphError, QueryError
from ..network.drawing import draw
from ..network.form import as_json, rows, tables
from ..network.paths import ways
from ..network.projections import PROJECTIONS, project
from ..network.state import LAYOUTS, name_in, read_state
from ..network.web import Web, web_of
from ..rendering import data_of, status_of, written

_FIRST = "themes"
_READ = ("of", "layout", "open", "at", "from", "to", "view")
Values = dict[str, Any]


def _page(request: Request) -> Response:
    return _answer(request, "text/html; charset=utf-8", lambda: _html(request))


def _html(request: Request) -> str:
    values = _drawn(request)
    drawn = values["drawn"]
    return written(
        request,
        "network.html",
        rows=rows(drawn),
        tables=tables(),
        layouts=LAYOUTS,
        projections=PROJECTIONS.values(),
        **values,
    )


def _data(request: Request) -> Response:
    """What the page's script draws; an error is said in words."""
    try:
        answer = _answer(request, "application/json", lambda: json.dumps(_drawn(request)["drawn"], ensure_ascii=False))
    except InspectionGraphError as error:
        return JSONResponse({"error": error.plain}, status_code=status_of(error))
    # What an expansion will ask for is made ready while the reader looks at the picture.
    answer.background = BackgroundTask(lambda: web_of(data_of(request)).whole)
    return answer


def _answer(request: Request, media_type: str, make: Callable[[], str]) -> Response:
    """A text, made and compressed once for the same parameters."""

    def made() -> tuple[bytes, str]:
        text = make().encode()
        return gzip.compress(text, 3, mtime=0), f'"{sha256(text).hexdigest()[:16]}"'

    key = (request.url.path, *(request.query_params.get(name, "") for name in _READ))
    body, tag = web_of(data_of(request)).kept(key, made)
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("Accept-Encoding", ""):
        return Response(gzip.decompress(body), media_type=media_type, headers=headers)
    return Response(body, media_type=media_type, headers=headers | {"Content-Encoding": "gzip"})


def _drawn(request: Request) -> Values:
    """What the parameters of an address ask for, and the words around it."""
    web, parameters = web_of(data_of(request)), request.query_params
    for name in ("from", "to"):
        if parameters.get(name, "").strip():
            return _between(web, name_in(parameters, "from"), name_in(parameters, "to"))
    if parameters.get("of", "").strip():
        return _around(web, dict(parameters))
    return _projected(web, parameters.get("view") or _FIRST)


def _around(web: Web, parameters: dict[str, str]) -> Values:
    state = read_state(parameters)
    drawn = as_json(draw(web, state))
    return {"title": f"Network: {drawn['title']}", "drawn": drawn, "mode": "around", "state": state}


def _between(web: Web, start: str, end: str) -> Values:
    if not start or not end:
        raise QueryError(f"{'to' if start else 'from'}: empty; a path needs the names of two things")
    found, drawing = ways(web, start, end)
    return {"title": drawing.title, "drawn": as_json(drawing), "mode": "between", "ways": found, "ends": (start, end)}


def _projected(web: Web, name: str) -> Values:
    projection, drawing, least = project(web, name)
    drawn = as_json(drawing)
    return {"title": projection.title, "drawn": drawn, "mode": "projection", "projection": projection, "least": least}


ROUTES = [Route("/network", _page), Route("/network.json", _data)]
