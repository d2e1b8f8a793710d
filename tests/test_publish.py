"""Publishing to a SPARQL server: a real one answers as the store does; what may not leave stays; errors say what to do."""

import io
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from graph import publish as module
from graph.cli import app
from graph.errors import EndpointError
from graph.export import graphs
from graph.publish import Target, publish
from graph.queries import Endpoint, library, run
from graph.rights import Quotes, Rights
from graph.settings import BASE, LINKS_GRAPH, VOCABULARY_GRAPH
from graph.store import Store

from .conftest import oxigraph_serving
from .explored import PATIENCE

ALL = {"quotes": Quotes.FULL, "press": Quotes.FULL, "names": True}
GONE = BASE + "id/document/00000000deadbeef"
OTHERS = "http://127.0.0.1/graph-of-somebody-else"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty server that may be written to."""
    with oxigraph_serving("serve", tmp_path_factory.mktemp("server")) as address:
        yield address


def held(server: str) -> dict[str, int]:
    """The graphs of a server and how many statements each has."""
    query = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    return {name: int(n) for name, n in Endpoint(f"{server}/query").ask(query, "SELECT").text_rows()}


def put(server: str, graph: str) -> None:
    request = urllib.request.Request(  # noqa: S310
        Target(f"{server}/store").of_graph(graph), b"<a:b> <a:c> <a:d> .", {"Content-Type": "text/turtle"}, method="PUT"
    )
    with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310
        pass


def test_a_server_then_answers_as_the_store_does(server: str, sample_store: Store) -> None:
    seen: list[tuple[int, int, str]] = []
    rights = Rights(sample_store, **ALL)  # type: ignore[arg-type]
    said = publish(rights, Target(f"{server}/store"), progress=lambda *step: seen.append(step))
    everything = sum(1 for _ in sample_store.quads())
    put = f"{len(sample_store.documents()) + 2} graphs with {everything:,} statements put"
    assert said == put
    assert len(seen) == len(sample_store.documents()) + 2
    assert {VOCABULARY_GRAPH, LINKS_GRAPH} < set(held(server))
    for name, query in library().items():
        if not any(parameter.required for parameter in query.parameters.values()):
            there = run(name, {}, Endpoint(f"{server}/query"), io.StringIO())
            assert there.rows == run(name, {}, sample_store, io.StringIO()).rows, name


def test_what_may_not_leave_stays(server: str, sample_store: Store) -> None:
    publish(Rights(sample_store, quotes=Quotes.NONE), Target(f"{server}/store"))
    words = (
        'ASK { GRAPH ?g { ?s <http://www.w3.org/ns/oa#exact> ?words } FILTER(STRSTARTS(STR(?g), "' + BASE + 'id/")) }'
    )
    assert Endpoint(f"{server}/query").ask(words, "ASK").text_rows() == [["false"]]


def test_what_is_gone_is_removed_if_that_is_asked_and_nothing_else(server: str, sample_store: Store) -> None:
    rights, target = Rights(sample_store), Target(f"{server}/store")
    for graph in (GONE, OTHERS, BASE + "id/somewhere/else"):
        put(server, graph)
    assert "put, 1 removed; of" in publish(rights, target, prune=True)
    assert set(held(server)) == {
        VOCABULARY_GRAPH,
        *(graph.value for graph in graphs(sample_store)),
        OTHERS,
        BASE + "id/somewhere/else",
    }


# Servers that refuse


class Stub:
    """A server that gives one answer after another, and the last one from then on; it keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], bytes]] = [(204, {}, b"")]
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        self.asked.append((handler.command, handler.path, dict(handler.headers), body))
        self.may_answer.wait()
        status, headers, text = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(text))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(text)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            stub.answer(self)

        do_DELETE = do_POST = do_GET = do_PUT  # noqa: N815

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    monkeypatch.setattr(module, "_waits", lambda: iter([0.01, 0.01, None]))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        stub.url = f"http://127.0.0.1:{listening.server_address[1]}/store"
        yield stub
        stub.may_answer.set()
        listening.shutdown()
        thread.join()


def test_the_command(stub: Stub, sample_store: Store, capsys: pytest.CaptureFixture[str]) -> None:
    app(["publish", "--endpoint", stub.url, "--store", str(sample_store.folder)], standalone_mode=False)
    assert capsys.readouterr().out.endswith(" statements put; of the documents 1 gave no words\n")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "it refuses the graph (line 3 is wrong)"),
        (401, "set INSPECTION_GRAPH_USER and INSPECTION_GRAPH_PASSWORD, or INSPECTION_GRAPH_TOKEN"),
        (403, "you may not write there"),
        (404, "which often ends in /store or /data"),
        (405, "which often ends in /store or /data"),
        (413, "raise the limit of the server"),
        (302, "it has moved"),
        (500, "try again later"),
        (418, "check the address"),
    ],
)
def test_a_refusal_says_what_to_do_and_what_was_put(sample_store: Store, stub: Stub, status: int, said: str) -> None:
    stub.answers = [(204, {}, b""), (status, {}, b"line 3\nis wrong")]
    with pytest.raises(EndpointError) as caught:
        publish(Rights(sample_store), Target(stub.url))
    assert said in str(caught.value)
    total = len(sample_store.documents()) + 2
    assert f"1 of {total} graphs were put before; the command may be run again" in str(caught.value)


def test_a_busy_server_is_asked_again(sample_store: Store, stub: Stub) -> None:
    stub.answers = [(503, {"Retry-After": "0"}, b""), (429, {}, b""), (204, {}, b"")]
    publish(Rights(sample_store), Target(stub.url))
    assert len(stub.asked) == len(sample_store.documents()) + 2 + 2
    stub.answers = [(503, {}, b"later")]
    with pytest.raises(EndpointError, match=r"answers 503 .* Nothing was put"):
        publish(Rights(sample_store), Target(stub.url))


def test_how_a_server_is_asked(sample_store: Store, stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTION_GRAPH_USER", "reader")
    monkeypatch.setenv("INSPECTION_GRAPH_PASSWORD", "p:w")
    target = Target.of_environment(stub.url + "?repository=one")
    publish(Rights(sample_store), target)
    method, path, headers, body = stub.asked[0]
    assert method == "PUT"
    assert path == "/store?repository=one&graph=https%3A%2F%2Fw3id.org%2Finspection-graph%2Fvocabulary"
    assert headers["Authorization"] == "Basic cmVhZGVyOnA6dw=="
    assert headers["Content-Type"] == "application/n-triples"
    assert list(ox.parse(body, format=ox.RdfFormat.N_TRIPLES))
    assert "cmVhZGVy" not in repr(target)
    monkeypatch.setenv("INSPECTION_GRAPH_TOKEN", "secret")
    assert Target.of_environment(stub.url).authorization == "Bearer secret"


def test_queries_for_what_is_gone_are_asked_with_the_password_too(sample_store: Store, stub: Stub) -> None:
    rows = b'{"head":{"vars":["graph"]},"results":{"bindings":[{"graph":{"type":"uri","value":"%s"}}]}}' % GONE.encode()
    puts = len(sample_store.documents()) + 2
    taken: list[tuple[int, dict[str, str], bytes]] = [(204, {}, b"")] * puts
    stub.answers = [(200, {"Content-Type": "application/sparql-results+json"}, rows), *taken, (204, {}, b"")]
    said = publish(Rights(sample_store), Target(stub.url, authorization="Bearer secret"), prune=True)
    assert "put, 1 removed" in said
    (_, path, headers, _), (method, deleted, _, _) = stub.asked[0], stub.asked[-1]
    assert path.startswith("/query?")
    assert headers["Authorization"] == "Bearer secret"
    assert (method, deleted) == ("DELETE", "/store?graph=" + quote(GONE, safe=""))
    stub.answers = [(200, {"Content-Type": "application/sparql-results+json"}, rows), *taken, (405, {}, b"")]
    with pytest.raises(EndpointError, match=rf"All {puts} graphs were put; removing"):
        publish(Rights(sample_store), Target(stub.url), prune=True)


def test_what_is_gone_is_asked_for_before_anything_is_put(sample_store: Store, stub: Stub) -> None:
    stub.answers = [(404, {}, b"")]
    with pytest.raises(EndpointError, match="--prune needs it; nothing was put"):
        publish(Rights(sample_store), Target(stub.url), prune=True)
    assert [method for method, *_ in stub.asked] == ["GET"]


def test_the_reason_of_a_server_is_told(stub: Stub) -> None:
    stub.answers = [(503, {"Content-Type": "text/plain"}, b"the query took\nlonger than 10 seconds\x1b[31m")]
    with pytest.raises(EndpointError, match=r"503 .*\(the query took longer than 10 seconds\[31m\)$"):
        Endpoint(stub.url).ask("ASK {}", "ASK")


def test_a_silent_server_is_not_waited_for_for_ever(sample_store: Store, stub: Stub) -> None:
    stub.may_answer.clear()
    with pytest.raises(EndpointError, match="does not answer"):
        publish(Rights(sample_store), Target(stub.url, timeout=0.2))


@pytest.mark.parametrize(
    ("url", "authorization", "said"),
    [
        ("ftp://127.0.0.1/", "", "expected one beginning with http"),
        ("graphs.ttl", "", "expected one beginning with http"),
        ("http://user:password@127.0.0.1/store", "", "set INSPECTION_GRAPH_USER and INSPECTION_GRAPH_PASSWORD instead"),
        ("http://graphs.example/store", "Bearer secret", "unprotected over http; use https"),
    ],
)
def test_a_wrong_address_is_refused(url: str, authorization: str, said: str) -> None:
    with pytest.raises(EndpointError) as caught:
        Target(url, authorization=authorization)
    assert said in str(caught.value)
    assert "password@" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_server_that_is_not_there(sample_store: Store) -> None:
    with pytest.raises(
        EndpointError, match=r"does not answer .* check the address, and that the server runs\. Nothing was put"
    ):
        publish(Rights(sample_store), Target("http://127.0.0.1:9/store"))
