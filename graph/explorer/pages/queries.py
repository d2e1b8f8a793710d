"""The SPARQL page: an editor, the library of queries as forms, and answers as table, network or chart."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ...errors import ParameterError, QueryError
from ...query_file import Query
from ...syntax import form
from ..choices import natural
from ..rendering import data_of, page
from ..sparql.answers import Mistake, mistake_of, sheet_of
from ..sparql.asked import Asked, Refused, check_site, is_foreign
from ..sparql.formats import formats_of
from ..sparql.forms import STATE, authorities, example, fields, is_ready, listed, sparql, subjects
from ..sparql.protocol import answered, has_gone, pool_of, refusal, results
from ..sparql.sheet import Sheet
from ..sparql.terms import labels, terms
from ..sparql.views import VIEWS, chart_columns, chart_of, network_of, page_of, views_of

_LONGEST_LINK = 16_000  # characters: a quarter of what the server reads; longer queries are sent by forms


def editor(request: Request, asked: Asked) -> Response:
    """The editor, and below it the answer to the query, if there is one."""
    state = _state({**request.query_params, **asked.sent})
    shown = _no_answer()
    mistake = None
    if asked.text.strip() and is_foreign(request):
        mistake = Mistake("Another site led here with this query. Look at it, then run it.", status=200)
    elif asked.is_empty:
        mistake = Mistake("The query is empty. Write one, or choose a question of the library below.")
    elif asked.text:
        shown, mistake = _answered(request, asked.text, {"query": asked.text}, state)
    text = asked.text if "query" in asked.sent else example()
    return _page(
        request, "sparql.html", mistake, title=_title("SPARQL", shown, mistake), text=text, query=None, **shown
    )


def _page(request: Request, template: str, mistake: Mistake | None, *, title: str, **values: Any) -> Response:
    """A page with the library, and with why there is no answer if there is none."""
    status = mistake.status if mistake else 200
    answer = page(request, template, title=title, status=status, mistake=mistake, subjects=subjects(), **values)
    answer.headers.update(mistake.headers if mistake else {})
    return answer


async def _library(request: Request) -> Response:
    """A query of the library: its question, a form, and the answer once the form is sent; without parameters at once."""
    query = listed(request.path_params["name"])
    if query is None:
        raise HTTPException(404)
    try:
        check_site(request)
    except Refused as error:
        return refusal(error)
    return await answered(request, _library_answer, query)


def _library_answer(request: Request, query: Query) -> Response:
    given = {name: value.strip() for name, value in request.query_params.items() if value.strip() and name not in STATE}
    if request.query_params.get("download"):
        return _download(request, query, given)
    return _form(request, query, given)


def _form(request: Request, query: Query, given: Mapping[str, str]) -> Response:
    text, mistake = _filled(query, given)
    shown = _no_answer()
    if text and (request.query_params or not query.parameters):
        shown, mistake = _answered(request, query.filled(given), given, _state(request.query_params))
    return _page(
        request,
        "sparql-library.html",
        mistake,
        title=_title(query.question, shown, mistake),
        query=query,
        fields=fields(query, given),
        authorities=authorities(),
        text=text,
        **shown,
    )


def _filled(query: Query, given: Mapping[str, str]) -> tuple[str, Mistake | None]:
    """The SPARQL of a query with parameters, empty if some are missing, and what is wrong with them."""
    try:
        return (sparql(query, given) if is_ready(query, given) else ""), None
    except ParameterError as error:
        return "", Mistake(f"{query.parameters[error.parameter].label}: {error.reason}.", field=error.parameter)
    except QueryError as error:
        return "", mistake_of(QueryError(str(error).removeprefix(f"{query.name}: ")))


def _download(request: Request, query: Query, given: Mapping[str, str]) -> Response:
    try:
        text = query.filled(given)
    except QueryError as error:
        raise Refused(400, str(error)) from error
    return results(request, Asked(text=text, format=request.query_params["download"]), name=query.name)


def _state(sent: Mapping[str, str]) -> dict[str, str]:
    """How the answer is to be seen."""
    return {name: sent.get(name, "") for name in ("show", "order", "first", "x", "y")}


def _title(name: str, shown: Mapping[str, Any], mistake: Mistake | None) -> str:
    """What a page is called: first how the query went, which a reader of the screen hears first."""
    sheet: Sheet | None = shown["sheet"]
    if sheet is None:
        return f"Mistake · {name}" if mistake else name
    rows = len(sheet.rows)
    said = sheet.rows[0][0].text.capitalize() if sheet.is_answer else f"{rows:,} row{'' if rows == 1 else 's'}"
    return f"{said} · {name}"


def _no_answer() -> dict[str, Any]:
    return {"sheet": None, "long": False, "base": "", "state": {}, "sent": {}}


def _answered(
    request: Request, text: str, sent: Mapping[str, str], state: Mapping[str, str]
) -> tuple[dict[str, Any], Mistake | None]:
    """What a page shows of the answer to a query, and what is wrong if there is none."""
    pool = pool_of(request)
    try:
        sheet = sheet_of(pool, data_of(request), text, has_gone(request))
    except Refused as error:
        return _no_answer(), mistake_of(error)
    show = state["show"] if state["show"] in views_of(sheet) else "table"
    shown = {
        "sheet": sheet,
        "long": "query" in sent and len(urlencode(sent)) > _LONGEST_LINK,
        "sent": dict(sent),
        "state": {**state, "show": show},
        "views": {name: VIEWS[name] for name in views_of(sheet)},
        "formats": formats_of(form(text)),
        "most": (pool.limits.shown, pool.limits.rows),
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
