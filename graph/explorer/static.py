"""Scripts, styles and libraries that pages load, all from this server; those that others wrote come out of their packages."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..network.page import drawing_library, drawing_script, styles

_FOLDER = Path(__file__).resolve().parent / "assets"
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_MADE = {"vis-network.js": drawing_library, "draw.js": drawing_script, "marks.css": styles}
_YEAR = 31_536_000  # seconds: the digest in the address changes with the content


@lru_cache(maxsize=50)
def _content(name: str) -> bytes:
    if name in _MADE:
        return _MADE[name]().encode()
    return (_FOLDER / name).read_bytes()


@lru_cache(maxsize=50)
def asset(name: str) -> str:
    """The address of a file that pages load, which changes with its content."""
    return f"/assets/{sha256(_content(name)).hexdigest()[:12]}/{name}"


def _names() -> frozenset[str]:
    return frozenset(_MADE) | {path.name for path in _FOLDER.iterdir() if path.suffix in _TYPES}


def _send(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _names():
        raise HTTPException(404)
    # An address of an older version gets the content of now, which must then not be kept.
    kept = f"public, max-age={_YEAR}, immutable" if request.url.path == asset(name) else "no-cache"
    return Response(_content(name), media_type=_TYPES[Path(name).suffix], headers={"Cache-Control": kept})


ROUTES = [Route("/assets/{digest}/{name}", _send)]
