"""The SPARQL page: an editor, the library of queries as forms, and answers as table, network or chart."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ...errors import QueryError
from ...query_file import Query
from ...syntax import form
from ..choices import natural
from ..rendering import data_of, page
from ..sparql.answers import Mistake, mistake_of, sheet_of
from ..sparql.asked import Asked, Refused, check_site, is_foreign
from ..sparql.formats import formats_of
from ..sparql.forms import STATE, authorities, example, fields, is_ready, listed, sparql, subjects
from ..sparql.protocol import pool_of, refusal, results
from ..sparql.sheet import Sheet
from ..sparql.terms import labels, terms
from ..sparql.views import VIEWS, chart_columns, chart_of, network_of, page_of, views_of

_LONGEST_LINK = 6000  # characters; longer queries are sent by forms


def editor(request: Request, asked: Asked) -> Response:
    """The editor, and below it the answer to the query, if there is one."""
    state = _state({**request.query_params, **asked.sent})
    shown = _no_answer()
    mistake = None
    if asked.text.strip() and is_foreign(request):
        mistake = Mistake("Another site led here with this query. Look at it, then run it.")
    elif asked.text.strip():
        shown, mistake = _answered(request, asked.text, True, {"query": asked.text}, state)
    return page(
        request,
        "sparql.html",
        title="SPARQL",
        status=200 if mistake is None or not mistake.line else 400,
        text=asked.text or example(),
        query=None,
        mistake=mistake,
        subjects=subjects(),
        **shown,
    )


def _library(request: Request) -> Response:
    """A query of the library: its question, a form, and the answer once the form is sent; without parameters at once."""
    query = listed(request.path_params["name"])
    if query is None:
        raise HTTPException(404)
    try:
        check_site(request)
        return _library_answer(request, query)
    except Refused as error:
        return refusal(error)


def _library_answer(request: Request, query: Query) -> Response:
    given = {name: value.strip() for name, value in request.query_params.items() if value.strip() and name not in STATE}
    if request.query_params.get("download"):
        return _download(request, query, given)
    return _form(request, query, given)


def _form(request: Request, query: Query, given: Mapping[str, str]) -> Response:
    text, mistake = _filled(query, given)
    shown = _no_answer()
    if text and (request.query_params or not query.parameters):
        shown, mistake = _answered(request, query.filled(given), False, given, _state(request.query_params))
    return page(
        request,
        "sparql-library.html",
        title=query.question,
        status=400 if mistake else 200,
        query=query,
        fields=fields(query, given),
        authorities=authorities(),
        mistake=mistake,
        text=text,
        subjects=subjects(),
        **shown,
    )


def _filled(query: Query, given: Mapping[str, str]) -> tuple[str, Mistake | None]:
    """The SPARQL of a query with parameters, empty if some are missing, and what is wrong with them."""
    try:
        return (sparql(query, given) if is_ready(query, given) else ""), None
    except QueryError as error:
        return "", mistake_of(str(error).removeprefix(f"{query.name}: "))


def _download(request: Request, query: Query, given: Mapping[str, str]) -> Response:
    try:
        text = query.filled(given)
    except QueryError as error:
        raise Refused(400, str(error)) from error
    return results(request, Asked(text=text, format=request.query_params["download"]), union=False, name=query.name)


def _state(sent: Mapping[str, str]) -> dict[str, str]:
    """How the answer is to be seen."""
    return {name: sent.get(name, "") for name in ("show", "order", "first", "x", "y")}


def _no_answer() -> dict[str, Any]:
    return {"sheet": None, "long": False, "base": "", "state": {}, "sent": {}}


def _answered(
    request: Request, text: str, union: bool, sent: Mapping[str, str], state: Mapping[str, str]
) -> tuple[dict[str, Any], Mistake | None]:
    """What a page shows of the answer to a query, and what is wrong if there is none."""
    pool = pool_of(request)
    try:
        sheet = sheet_of(pool, data_of(request), text, union)
    except Refused as error:
        return _no_answer(), mistake_of(str(error))
    show = state["show"] if state["show"] in views_of(sheet) else "table"
    shown = {
        "sheet": sheet,
        "long": "query" in sent and len(urlencode(sent)) > _LONGEST_LINK,
        "sent": dict(sent),
        "state": {**state, "show": show},
        "views": {name: VIEWS[name] for name in views_of(sheet)},
        "formats": formats_of(form(text)),
        "most": pool.limits.shown,
    }
    return {**shown, **_seen(sheet, show, state, labels(data_of(request)))}, None


def _seen(sheet: Sheet, show: str, state: Mapping[str, str], known: Mapping[str, str]) -> dict[str, Any]:
    if show == "network":
        return {"network": network_of(sheet, known)}
    if show == "chart":
        return {"chart": chart_of(sheet, state["x"], state["y"]), "columns_of_chart": chart_columns(sheet)}
    return {"part": page_of(sheet.ordered(state["order"]), natural(state["first"]) or 1), "labels": known}


def _terms(request: Request) -> Response:
    """What the editor completes."""
    return JSONResponse(terms(data_of(request)), headers={"Cache-Control": "max-age=600"})


ROUTES = [Route("/sparql/terms.json", _terms), Route("/sparql/{name}", _library)]
