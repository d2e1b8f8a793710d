"""Answers as the SPARQL 1.1 Protocol wants them."""

import asyncio
from collections.abc import Callable
from threading import Event

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from ...errors import QueryError
from ...syntax import check_form, form
from .asked import Asked, Refused
from .formats import MOST_ROWS, PAGE, TRIPLES, Format, called, formats_of, wanted
from .pool import Pool
from .worker import PLACE, Job


def pool_of(request: Request) -> Pool:
    """The processes that answer queries."""
    pool: Pool = request.app.state.pool
    return pool


async def answered(request: Request, answer: Callable[..., Response], *asked: object) -> Response:
    """What a function answers that takes its time; it may ask ``has_gone`` whether the client is still there."""
    gone = request.state.gone = Event()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        gone.set()

    watching = asyncio.create_task(watch())
    try:
        return await run_in_threadpool(answer, request, *asked)
    except Refused as error:
        return refusal(error)
    finally:
        watching.cancel()


def has_gone(request: Request) -> Callable[[], bool]:
    """Whether the client of a request that is being ``answered`` has gone."""
    gone: Event = request.state.gone
    return gone.is_set


def wants_page(request: Request, asked: Asked) -> bool:
    """Whether a request is that of a browser, which rather has a page than data."""
    offered = formats_of(form(asked.text)) if asked.text.strip() else TRIPLES
    return not asked.format and wanted(request.headers.get("accept", ""), (*offered, PAGE)) is PAGE


def results(request: Request, asked: Asked, name: str = "answer") -> Response:
    """The answer to a query in the format that a request names or accepts; one that is named is a file to keep.

    :raises Refused: if there is no answer, or none in such a format
    """
    pool, chosen = pool_of(request), _format(request, asked)
    answer = pool.answer(
        Job(
            text=asked.text,
            format=chosen.name,
            rows=pool.limits.rows,
            default_graphs=asked.default_graphs,
            named_graphs=asked.named_graphs,
        ),
        has_gone(request),
    )
    headers = {"Content-Type": chosen.content_type, "Vary": "Accept", "Cache-Control": "no-cache"}
    if answer.cut:
        headers[MOST_ROWS] = str(pool.limits.rows)
    if asked.format:
        headers["Content-Disposition"] = f'attachment; filename="{name}.{chosen.ending}"'
    return Response(answer.body, headers=headers)


def refusal(error: Refused) -> Response:
    """A refusal in plain words."""
    return PlainTextResponse(f"{error}\n", status_code=error.status, headers=error.headers)


def _format(request: Request, asked: Asked) -> Format:
    """The format in which an answer is wanted.

    :raises Refused: if the query is none, or its answer cannot have that format
    """
    try:
        check_form(asked.text, PLACE)
    except QueryError as error:
        raise Refused(400, str(error)) from error
    kind = form(asked.text)
    offered, accept = formats_of(kind), request.headers.get("accept", "")
    if named := called(asked.format, offered):
        return named
    chosen = wanted(accept, offered)
    if asked.format and (chosen is None or "*" in (accept or "*")):
        names = ", ".join(each.name for each in offered)
        raise Refused(406, f"an answer to {kind} has no format '{asked.format}'; choose {names}")
    if chosen is None:
        names = ", ".join(each.media_types[0] for each in offered)
        raise Refused(406, f"an answer to {kind} comes in none of the types that Accept names; take {names}")
    return chosen
