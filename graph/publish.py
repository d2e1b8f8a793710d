"""Publishing: the graphs of a store on a SPARQL server, by the Graph Store Protocol of SPARQL 1.1."""

import base64
import http.client
import io
import ipaddress
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from . import __version__, iris
from .endpoint import Endpoint
from .errors import EndpointError
from .export import graphs
from .queries import run
from .rights import Quotes, Rights
from .settings import BASE, VOCABULARY_GRAPH

Progress = Callable[[int, int, str], None]

_TRIES = 4
_BUSY = frozenset({429, 502, 503, 504})
_LONGEST_WAIT = 60.0  # seconds
_LONGEST_REASON = 200
_DOCUMENT = re.compile(rf"{re.escape(BASE)}id/document/[0-9a-f]+")
_LESS = {Quotes.SHORT: "gave short quotes", Quotes.NONE: "gave no words"}
_MOVED = "it has moved; give the address where it is now"
_ADVICE = {
    **dict.fromkeys((301, 302, 303, 307, 308), _MOVED),
    400: "it refuses the graph",
    401: "it asks who you are; set INSPECTION_GRAPH_USER and INSPECTION_GRAPH_PASSWORD, or INSPECTION_GRAPH_TOKEN",
    403: "you may not write there; check the user or token, and that the server is not read only",
    404: "there is nothing at this address; give that of its Graph Store Protocol, which often ends in /store or /data",
    405: "it takes no graphs there; give the address of its Graph Store Protocol, which often ends in /store or /data",
    413: "the graph is larger than it takes; raise the limit of the server",
    415: "it does not read N-Triples, which every server of this protocol does; check the address",
    507: "its disk is full",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A server: where it takes graphs, where it answers queries, and what it knows us by."""

    url: str
    queries: str = ""
    authorization: str = field(default="", repr=False)
    timeout: float = 120.0
    """Seconds that it may stay silent."""

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise EndpointError(
                f"'{self.url}' is no address of a server; expected one beginning with http:// or https://"
            )
        if parts.username is not None:
            raise EndpointError(
                f"{parts.hostname}: the address has a user in it, which others can read on the screen; set "
                "INSPECTION_GRAPH_USER and INSPECTION_GRAPH_PASSWORD instead"
            )
        if self.authorization and parts.scheme == "http" and not _is_here(parts.hostname):
            raise EndpointError(
                f"{self.url}: a password or token would travel unprotected over http; use https, or a tunnel to 127.0.0.1"
            )

    @classmethod
    def of_environment(cls, url: str, queries: str = "") -> "Target":
        """A server with the user and password, or the token, of the environment.

        :raises EndpointError: if the address is none, or a password would travel unprotected
        """
        user, token = os.environ.get("INSPECTION_GRAPH_USER", ""), os.environ.get("INSPECTION_GRAPH_TOKEN", "")
        pair = f"{user}:{os.environ.get('INSPECTION_GRAPH_PASSWORD', '')}"
        basic = f"Basic {base64.b64encode(pair.encode()).decode()}" if user else ""
        return cls(url, queries, f"Bearer {token}" if token else basic)

    def of_graph(self, graph: str) -> str:
        """The address of a graph on the server."""
        return f"{self.url}{'&' if '?' in self.url else '?'}graph={urllib.parse.quote(graph, safe='')}"

    def endpoint(self) -> Endpoint:
        """Where it answers queries; where that is not told, beside the place of graphs."""
        return Endpoint(self.queries or urllib.parse.urljoin(self.url, "query"), int(self.timeout), self.authorization)


def publish(rights: Rights, target: Target, prune: bool = False, progress: Progress | None = None) -> str:
    """Put the vocabulary, all documents' graphs and the links between them on a server, with as much as the rights let go along.

    Each graph takes the place of what the server has under its name; all others stay, but for those of documents that the store does
    not have any more if ``prune`` is set. Returns what was done, in a line.

    :raises EndpointError: if the server cannot be reached or refuses, saying what was put before
    """
    names = [VOCABULARY_GRAPH, *(graph.value for graph in graphs(rights.store))]
    gone = _gone(rights, target) if prune else []
    statements = 0
    for number, name in enumerate(names):
        if progress:
            progress(number, len(names), name.removeprefix(BASE))
        body, count = _body(rights, name)
        statements += count
        try:
            _send(target, "PUT", name, body)
        except EndpointError as error:
            raise EndpointError(f"{error}. {_so_far(number, len(names))}") from error
    try:
        for name in gone:
            _send(target, "DELETE", name)
    except EndpointError as error:
        raise EndpointError(
            f"{error}. All {len(names)} graphs were put; removing those of documents that are gone failed"
        ) from error
    removed = f", {len(gone)} removed" if prune else ""
    return f"{len(names)} graphs with {statements:,} statements put{removed}{_held_back(rights)}"


def _held_back(rights: Rights) -> str:
    """How many documents gave less than all of their words."""
    levels = Counter(rights.levels().values())
    told = [f"{levels[level]} {words}" for level, words in _LESS.items() if levels[level]]
    return f"; of the documents {' and '.join(told)}" if told else ""


def _so_far(number: int, total: int) -> str:
    put = f"{number} of {total} graphs were put before" if number else "Nothing was put"
    return f"{put}; the command may be run again, it puts each anew"


def _body(rights: Rights, name: str) -> tuple[bytes, int]:
    """A graph as N-Triples, and the number of its statements."""
    graph = ox.NamedNode(name)
    quads = rights.store.quads(graph=graph) if name == VOCABULARY_GRAPH else rights.quads(graph)
    triples = sorted({quad.triple for quad in quads}, key=str)
    stream = io.BytesIO()
    ox.serialize(triples, stream, ox.RdfFormat.N_TRIPLES)
    return stream.getvalue(), len(triples)


def _gone(rights: Rights, target: Target) -> list[str]:
    """The graphs that a server has of documents that are gone; it is asked before anything is put."""
    kept = {iris.document(sha256) for sha256 in rights.store.documents()}
    try:
        answer = run("explorer-document-graphs", {}, target.endpoint(), io.StringIO())
    except EndpointError as error:
        raise EndpointError(f"{error}. --prune needs it; nothing was put") from error
    return [name for [name] in answer.text_rows() if name not in kept and _DOCUMENT.fullmatch(name)]


def _send(target: Target, method: str, graph: str, body: bytes | None = None) -> None:
    """Send a request, again after a while where the server is busy."""
    request = urllib.request.Request(target.of_graph(graph), body, method=method)  # noqa: S310 - http or https, as checked
    request.add_header("User-Agent", f"inspection-graph/{__version__}")
    if body is not None:
        request.add_header("Content-Type", "application/n-triples")
    if target.authorization:
        request.add_unredirected_header("Authorization", target.authorization)
    for wait in _waits():
        try:
            with urllib.request.urlopen(request, timeout=target.timeout):  # noqa: S310
                return
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 404 and method == "DELETE":
                    return
                if error.code not in _BUSY or wait is None:
                    raise EndpointError(f"{target.url}: {_refusal(error)}") from error
                time.sleep(_asked_to_wait(error) or wait)
        except (OSError, http.client.HTTPException) as error:
            if wait is None or not _may_pass(error):
                reason = getattr(error, "reason", None) or error
                raise EndpointError(
                    f"{target.url}: the server does not answer ({reason}); check the address, and that the server runs"
                ) from error
            time.sleep(wait)


def _waits() -> Iterator[float | None]:
    """How many seconds to wait after each try; nothing after the last."""
    yield from (2.0**number for number in range(_TRIES - 1))
    yield None


def _may_pass(error: Exception) -> bool:
    """Whether it may go better in a while: the server broke off, and is not simply absent."""
    reason = getattr(error, "reason", error)
    return isinstance(reason, ConnectionResetError | BrokenPipeError | http.client.RemoteDisconnected)


def _asked_to_wait(error: urllib.error.HTTPError) -> float:
    told = error.headers.get("Retry-After", "")
    return min(float(told), _LONGEST_WAIT) if told.isascii() and told.isdecimal() else 0.0


def _refusal(error: urllib.error.HTTPError) -> str:
    """What a server said when it refused, and what to do about it."""
    advice = _ADVICE.get(error.code, "try again later" if error.code >= 500 else "check the address")
    said = " ".join(error.read(2000).decode("utf-8", "replace").split())
    shown = "".join(letter for letter in said[:_LONGEST_REASON] if letter.isprintable())
    return f"the server answers {error.code} {error.reason}: {advice}{f' ({shown})' if shown else ''}"


def _is_here(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
