"""Things as data: a client that rather wants RDF than a page gets what the graph says of the thing at that address."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ..errors import InspectionGraphError
from .addresses import iri_of
from .rendering import data_of
from .sparql.dataset import rdf_of


class Described:
    """Answers in RDF before the pages are asked, where the ``Accept`` header prefers it and the graph knows the thing."""

    def __init__(self, app: ASGIApp) -> None:
        """Put this before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and not _is_of_browser(scope):
            request = Request(scope, receive)
            if answer := await run_in_threadpool(_answer, request):
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_of_browser(scope: Scope) -> bool:
    """Whether a request is like those of browsers, which are answered without a thought."""
    return Headers(scope=scope).get("accept", "*/*").startswith(("text/html", "*/*", "image/"))


def _answer(request: Request) -> Response | None:
    try:
        return rdf_of(request, data_of(request).store, iri_of(request.scope["path"]))
    except InspectionGraphError:
        return None  # the page says what is wrong
