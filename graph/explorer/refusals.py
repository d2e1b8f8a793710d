"""What a reader is told where there is no answer: what is wrong, what was perhaps meant, and where to go on."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from ..errors import InspectionGraphError
from .index import Hit, index
from .rendering import data_of, page, status_of

_PATH = re.compile(r"(?<=\s)(/[a-z]+(?:\?[a-z]+=[a-z]+)?)(?=[\s,;.]|$)")
_WORD = re.compile(r"\A[a-z]+(?=\s)")  # and no name of a parameter, which stays as it is
_NAMING = ("of", "from", "to")  # parameters
_OFFERED = 5
_LONGEST = 100  # characters of a name that is worth looking for


def refused(request: Request, error: Exception) -> Response:
    """An error of the reader or of ours that says what to do, as a page."""
    status = status_of(error)
    title = "Not found" if status == 404 else "Not answered"
    near = error.near if isinstance(error, InspectionGraphError) else ()
    answer = page(
        request, "error.html", title=title, status=status, message=tuple(_linked(_message(error))),
        near={name: _again(request, name) for name in near}, meant=_meant(request) if status == 404 else [],
    )  # fmt: skip
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def _message(error: Exception) -> str:
    if isinstance(error, HTTPException):
        return "There is no page at this address." if error.detail == "Not Found" else error.detail
    message = error.what if isinstance(error, InspectionGraphError) else str(error)
    return _WORD.sub(lambda found: found[0].capitalize(), message)


def _linked(message: str) -> Iterator[tuple[str, str]]:
    """A message in pieces, each with where it leads: a list that is named by its path is a link."""
    for number, piece in enumerate(_PATH.split(message)):
        if piece:
            yield piece, piece if number % 2 else ""


def _again(request: Request, name: str) -> str:
    """The address that asks the same of another name; where the address has not just one name, a search."""
    names = _names(request)
    if len(names) != 1:
        return f"/search?{urlencode({'q': name})}"
    return f"{request.url.path}?{urlencode({**request.query_params, **dict.fromkeys(names, name)})}"


def _names(request: Request) -> dict[str, str]:
    """The names of things that are parameters of an address."""
    return {key: value for key in _NAMING if (value := request.query_params.get(key, "").strip())}


def _meant(request: Request) -> list[Hit]:
    """Things that an address names in other letters, by a parameter or at its end, if the index is made."""
    made = index(data_of(request))
    beginning, _, end = request.scope["path"].rstrip("/").rpartition("/")
    text = next(iter(_names(request).values()), end.replace("-", " ") if beginning else "")
    return made.names(text[:_LONGEST], _OFFERED) if made.ready(0) else []
