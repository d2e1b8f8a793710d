"""The application: the routes of all pages, what goes wrong as a page of its own, and the confinement of it all."""

import importlib
import pkgutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..errors import InspectionGraphError
from . import pages, static
from .data import Shelf
from .described import Described
from .index import index
from .network.projections import prepare
from .network.web import web_of
from .refusals import refused
from .rendering import page
from .security import LOOPBACK, Protected
from .sparql import Limits, Pool

_SMALLEST_ZIPPED = 1000  # bytes
_ZIPPED = 4  # of 9: half the time of the highest level, a tenth more bytes


def create_app(folder: Path, hosts: Sequence[str] = LOOPBACK, limits: Limits | None = None) -> Starlette:
    """The explorer of the store in a folder; ``hosts`` are the names it goes by. ``limits`` are those of queries, by default those of
    the environment.

    :raises StoreError: if there is no store, or it cannot be read
    """
    app = Starlette(
        routes=routes(),
        middleware=[
            Middleware(Protected, hosts=hosts),
            Middleware(GZipMiddleware, minimum_size=_SMALLEST_ZIPPED, compresslevel=_ZIPPED),
            Middleware(Described),
        ],
        exception_handlers={HTTPException: refused, InspectionGraphError: refused, Exception: _failed},
        lifespan=_alive,
    )
    app.state.shelf = Shelf(folder)
    index(app.state.shelf.current())
    app.state.pool = Pool(folder, limits)
    return app


@asynccontextmanager
async def _alive(app: Starlette) -> AsyncIterator[None]:
    """The processes that answer queries are there from the start of a server to its end; what takes long is begun at once."""
    app.state.pool.start()
    Thread(target=lambda: prepare(web_of(app.state.shelf.current())), name="network", daemon=True).start()
    yield
    app.state.pool.close()


def routes() -> list[Route]:
    """The routes of the files that pages load, and of all modules of ``pages``; those that take any path come last."""
    modules = sorted(module.name for module in pkgutil.iter_modules(pages.__path__))
    found = [importlib.import_module(f"{pages.__name__}.{name}").ROUTES for name in modules]
    return [
        *static.ROUTES,
        *sorted((route for some in found for route in some), key=lambda route: ":path" in route.path),
    ]


def _failed(request: Request, error: Exception) -> Response:
    message = f"An error of the program ({type(error).__name__}); the server goes on. Report it with the address of this page."
    return page(request, "error.html", title="Not answered", message=((message, ""),), near={}, meant=[], status=500)
