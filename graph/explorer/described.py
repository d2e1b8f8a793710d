"""Things as data: a client that rather wants RDF than a page gets what the graph says of the thing at that address."""

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import InspectionGraphError
from .addresses import address, iri_of
from .rendering import data_of
from .sparql.dataset import rdf_of
from .sparql.formats import PAGE, TRIPLES, Format, wanted

_PAGE_STATUSES = (200, 304)


class Described:
    """Answers in RDF before the pages are asked, where the ``Accept`` header prefers it and the graph knows the thing."""

    def __init__(self, app: ASGIApp) -> None:
        """Put this before an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        form = wanted(Headers(scope=scope).get("accept", ""), (PAGE, *TRIPLES))
        if form and form is not PAGE and (answer := await run_in_threadpool(_answer, Request(scope, receive), form)):
            await answer(scope, receive, send)
            return

        async def varied(message: Message) -> None:
            """Pages say that at their address there may be data too, so that no cache takes one for the other."""
            if message["type"] == "http.response.start" and message["status"] in _PAGE_STATUSES:
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "text/html").startswith("text/html"):
                    headers.add_vary_header("Accept")
            await send(message)

        await self._app(scope, receive, varied)


def _answer(request: Request, form: Format) -> Response | None:
    iri = iri_of(request.scope["path"])
    try:
        return rdf_of(data_of(request).store, iri, f"{request.base_url}{address(iri).removeprefix('/')}", form)
    except InspectionGraphError:
        return None  # the page says what is wrong
