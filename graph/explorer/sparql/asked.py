"""What a request asks, as the SPARQL 1.1 Protocol writes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from starlette.requests import Request

from ...errors import InspectionGraphError

METHODS = ("GET", "HEAD", "POST", "OPTIONS")
ALLOW = {"Allow": ", ".join(METHODS)}
"""The header that says what may be asked."""
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_LONGEST_QUERY = 200_000  # characters
_READ_ONLY = (
    "this endpoint answers queries and changes nothing; what the store holds is changed by building it again only"
)


class Refused(InspectionGraphError):
    """A request gets no answer; the status says whose matter that is, the message what to do."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers or {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request: the query (empty where there is none), the format it names, and the graphs it wants to read."""

    text: str
    format: str = ""
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    sent: Mapping[str, str] = field(default_factory=dict)
    """All that was sent, the last of each name."""

    @property
    def is_empty(self) -> bool:
        """Whether a query was sent that says nothing."""
        return "query" in self.sent and not self.text.strip()


async def read(request: Request, most_bytes: int) -> Asked:
    """What a request asks.

    :raises Refused: if its method, type, size or parameters are not those of a query
    """
    _check_method(request.method)
    pairs = _pairs(request.scope["query_string"])
    if request.method != "POST":
        return _asked(pairs)
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind == _UPDATE:
        raise Refused(403, _READ_ONLY)
    if kind not in (_FORM, _QUERY):
        raise Refused(415, f"the body is '{kind or 'of no type'}'; send a query as {_QUERY}, or as {_FORM} in query=")
    body = await _body(request, most_bytes)
    return _asked([*pairs, *([("query", _text(body))] if kind == _QUERY else _pairs(body))])


def check_site(request: Request) -> None:
    """Refuse what a page of another site makes a browser ask; a link that a person follows is no such thing.

    :raises Refused: if another site asks
    """
    follows_link = request.method == "GET" and request.headers.get("sec-fetch-mode") == "navigate"
    if is_foreign(request) and not follows_link:
        raise Refused(403, "a page of another site asks; this endpoint answers its own pages and programs only")


def is_foreign(request: Request) -> bool:
    """Whether a browser says that another site led to a request."""
    return request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin")


def _check_method(method: str) -> None:
    if method not in METHODS:
        raise Refused(405, f"{method} is not answered here; ask with GET or POST", ALLOW)


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(data.decode(), keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError as error:
        raise Refused(400, f"the parameters cannot be read ({error}); send them as UTF-8") from error


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, f"the query cannot be read ({error}); send it as UTF-8") from error


async def _body(request: Request, most_bytes: int) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > most_bytes:
            raise Refused(413, f"the request is longer than {most_bytes:,} bytes; ask a shorter query")
    return body


def _asked(pairs: Sequence[tuple[str, str]]) -> Asked:
    queries = [value.removeprefix("\ufeff") for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise Refused(403, _READ_ONLY)
    if len(queries) > 1:
        raise Refused(400, f"query= is given {len(queries)} times; give it once")
    text = queries[0] if queries else ""
    if len(text) > _LONGEST_QUERY:
        raise Refused(413, f"the query is longer than {_LONGEST_QUERY:,} characters; ask a shorter one")
    return Asked(
        text=text,
        format=next((value for name, value in pairs if name == "format" and value), ""),
        default_graphs=tuple(value for name, value in pairs if name == "default-graph-uri"),
        named_graphs=tuple(value for name, value in pairs if name == "named-graph-uri"),
        sent=dict(pairs),
    )
