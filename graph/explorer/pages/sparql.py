"""The SPARQL endpoint, and the descriptions that programs find it by."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from ..rendering import data_of
from ..sparql.asked import ALLOW, Asked, Refused, check_site, read
from ..sparql.dataset import data_set_description, service_description, written
from ..sparql.dump import DUMPS, dump
from ..sparql.formats import PAGE, TRIPLES, wanted
from ..sparql.protocol import answered, has_gone, pool_of, refusal, results, wants_page
from .queries import editor

_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


async def _sparql(request: Request) -> Response:
    """The endpoint for programs, and the page for browsers."""
    try:
        check_site(request)
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=ALLOW)
        asked = await read(request, pool_of(request).limits.request_bytes)
    except Refused as error:
        return refusal(error)
    return await answered(request, _answered, asked)


def _answered(request: Request, asked: Asked) -> Response:
    if wants_page(request, asked):
        return editor(request, asked)
    return results(request, asked) if asked.text.strip() else _described(request, asked)


def _described(request: Request, asked: Asked) -> Response:
    """The description of the endpoint for programs that ask nothing."""
    chosen = wanted(request.headers.get("accept", ""), TRIPLES)
    if request.method == "POST" or asked.is_empty or chosen is None:
        raise Refused(400, "there is no query; send one as query=, for example query=SELECT * { ?s ?p ?o } LIMIT 10")
    return written(service_description(str(request.base_url)), chosen)


def _void(request: Request) -> Response:
    """The description of the data set."""
    chosen = wanted(request.headers.get("accept", ""), (*TRIPLES, PAGE)) or TRIPLES[0]
    triples = data_set_description(data_of(request), str(request.base_url))
    return written(triples, TRIPLES[0] if chosen is PAGE else chosen)


async def _dump(request: Request) -> Response:
    """All graphs as a file, with as many words as an export has that asks for nothing more."""
    name = request.path_params["name"]
    if name not in DUMPS:
        raise HTTPException(404)
    try:
        check_site(request)
    except Refused as error:
        return refusal(error)
    return await answered(request, _dumped, name)


def _dumped(request: Request, name: str) -> Response:
    chunks = dump(request.app.state.shelf.folder, name, has_gone(request))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(chunks, media_type=DUMPS[name], headers=headers)


ROUTES = [
    Route("/sparql", _sparql, methods=_METHODS),
    Route("/.well-known/void", _void),
    Route("/dump/{name}", _dump),
]
