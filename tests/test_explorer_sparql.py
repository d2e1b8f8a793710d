"""The SPARQL endpoint and its page: what is answered in which format, what is refused, and that no query stops the server."""

import errno
import html
import io
import json
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from graph import iris
from graph.build import build
from graph.errors import EndpointError, QueryError
from graph.explorer import create_app
from graph.explorer.sparql import Limits, Pool, Refused, worker
from graph.explorer.sparql.calls import check_calls
from graph.explorer.sparql.dataset import description_of, rdf_of
from graph.explorer.sparql.formats import PAGE, ROWS, TRIPLES, Format, wanted
from graph.explorer.sparql.forms import STATE
from graph.explorer.sparql.sheet import EMPTY, Cell, Sheet
from graph.explorer.sparql.views import MOST_BARS, MOST_NODES, chart_of, network_of, views_of
from graph.explorer.sparql.worker import Job
from graph.queries import Endpoint, library, run
from graph.settings import BASE, SAMPLES
from graph.store import Store

from .conftest import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
COUNT = "SELECT (COUNT(*) AS ?n) { ?judgement a ig:Judgement }"
# Never finishes: the product of the whole graph with itself, three times over, none of which fits.
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) = CONCAT(STR(?d), STR(?g))) }"
# Keeps all that it finds.
GLUTTON = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
LIMITS = Limits(seconds=2, rows=500, shown=200, workers=2, waiting=4, memory_bytes=600 << 20)


@pytest.fixture(scope="module")
def client(sample_store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(sample_store.folder, limits=LIMITS), base_url="http://127.0.0.1") as client:
        yield client


def get(client: TestClient, query: str, accept: str = "*/*", **more: str) -> "tuple[int, str, str]":
    answer = client.get("/sparql", params={"query": query, **more}, headers={"Accept": accept})
    return answer.status_code, answer.headers["content-type"], answer.text


# Formats


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/csv", "csv"),
        ("application/*", "json"),
        ("application/sparql-results+xml, application/sparql-results+json;q=0.5", "xml"),
        ("text/tab-separated-values;q=0.2, text/csv;q=0.1, */*;q=0", "tsv"),
        ("application/sparql-results+json;q=0, */*;q=0.1", "json"),
        ("APPLICATION/SPARQL-RESULTS+XML ; Q=0.9", "xml"),
        ("text/turtle", None),
        ("text/csv;q=0", None),
        ("text/csv;q=many", None),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "page"),
    ],
)
def test_the_format_liked_best_is_chosen(accept: str, expected: str | None) -> None:
    chosen = wanted(accept, (*ROWS, PAGE))
    assert (chosen.name if chosen else None) == expected


@pytest.mark.parametrize("format_", ROWS, ids=lambda each: each.name)
@pytest.mark.parametrize("query", [COUNT, "ASK { ?x a ig:Judgement }", "SELECT ?x ?y { BIND(1.5 AS ?x) }"])
def test_rows_come_in_every_format(client: TestClient, format_: Format, query: str) -> None:
    status, kind, text = get(client, query, format_.media_types[0])
    assert status == 200
    assert kind.startswith(format_.media_types[0])
    if format_.name != "csv":
        assert isinstance(format_.written, ox.QueryResultsFormat)
        read = ox.parse_query_results(text.encode(), format_.written)
        assert bool(read) if isinstance(read, ox.QueryBoolean) else len(list(read)) == 1


@pytest.mark.parametrize("format_", TRIPLES, ids=lambda each: each.name)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?x a ig:Judgement }", "DESCRIBE grade:good"])
def test_triples_come_in_every_format(client: TestClient, format_: Format, query: str) -> None:
    status, kind, text = get(client, query, format_.media_types[0])
    assert status == 200
    assert kind.startswith(format_.media_types[0])
    assert isinstance(format_.written, ox.RdfFormat)
    assert list(ox.parse(text.encode(), format=format_.written))


def test_a_download_has_a_name(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": COUNT, "format": "csv"})
    assert answer.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert answer.text.startswith("n\r\n")


def test_ways_to_ask_are_alike(client: TestClient) -> None:
    form = client.post("/sparql", data={"query": COUNT})
    bare = client.post("/sparql", content=COUNT, headers={"Content-Type": "application/sparql-query; charset=utf-8"})
    assert form.text == bare.text == get(client, COUNT)[2]
    assert client.head("/sparql", params={"query": COUNT}).status_code == 200


# Refusals


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * {\n ?x a nope:X }", "line 2, column 13: a prefix is used that no PREFIX line declares"),
        ("SELECT * { ?s ?p ?o", "line 1, column 20: this is no SPARQL here"),
        ("DELETE WHERE { ?s ?p ?o }", "begins with 'DELETE'; expected a query"),
        ("LOAD <http://127.0.0.1:9/>", "begins with 'LOAD'"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "line 1: SERVICE would send parts of the query"),
        ("SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }", "line 1: FROM is not answered here"),
    ],
)
def test_a_wrong_query_is_refused_with_the_reason(client: TestClient, query: str, said: str) -> None:
    status, kind, text = get(client, query)
    assert status == 400
    assert kind.startswith("text/plain")
    assert said in text


def test_wrong_requests_are_refused_with_what_to_do(client: TestClient) -> None:
    def refused(status: int, said: str, method: str = "POST", **how: object) -> None:
        answer = client.request(method, "/sparql", **how)  # type: ignore[arg-type]
        assert (answer.status_code, said in answer.text) == (status, True), answer.text
        assert answer.headers["content-type"].startswith("text/plain")

    csv = {"Accept": "text/csv"}
    refused(405, "ask with GET or POST", "DELETE")
    refused(405, "ask with GET or POST", "OPTIONS")
    refused(406, "comes in none of the types", "GET", params={"query": COUNT}, headers={"Accept": "image/png"})
    refused(406, "text/turtle", "GET", params={"query": "DESCRIBE grade:good"}, headers=csv)
    refused(406, "choose json, xml, csv, tsv", "GET", params={"query": COUNT, "format": "turtle"})
    refused(400, "there is no query", data={"name": "x"})
    refused(400, "given 2 times", "GET", params=[("query", "ASK {}"), ("query", "ASK {}")])
    refused(400, "cannot be read", content=b"query=%FF", headers={"Content-Type": "application/x-www-form-urlencoded"})
    refused(400, "cannot be read", content=b"\xff", headers={"Content-Type": "application/sparql-query"})
    refused(403, "changes nothing", data={"update": "CLEAR ALL"})
    refused(403, "changes nothing", content="CLEAR ALL", headers={"Content-Type": "application/sparql-update"})
    refused(415, "application/sparql-query", content="ASK {}", headers={"Content-Type": "text/plain"})
    refused(413, "ask a shorter", data={"query": "#" * 300_000 + "\nASK {}"})
    refused(413, "longer than", data={"query": "#" * 1_100_000})


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"}, 200),
    ],
)
def test_other_sites_are_not_answered(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv", **headers})
    assert answer.status_code == status


def test_another_site_posts_nothing_by_a_form(client: TestClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.post("/sparql", data={"query": COUNT}, headers=headers).status_code == 403


# Calls to other servers


@pytest.fixture(scope="module")
def listener() -> "Iterator[tuple[str, list[object]]]":
    """The address of a server that counts who connects."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(0.1)
        calls: list[object] = []
        is_over = threading.Event()

        def count() -> None:
            while not is_over.is_set():
                try:
                    connection, caller = listening.accept()
                except TimeoutError:
                    continue
                connection.close()
                calls.append(caller)

        thread = threading.Thread(target=count)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", calls
        is_over.set()
        thread.join()


CALLS = [
    "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ SELECT ?s {{ OPTIONAL {{ service # {{\n<{url}> {{ ?s ?p ?o }} }} }} }} }}",
    "SELECT * {{ ?s ?p '#' SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ ?s ?p <a:#> SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ FILTER NOT EXISTS {{ SERVICE <\\u0068ttp{rest}> {{ ?s ?p ?o }} }} }}",
    "PREFIX a: <{url}> SELECT * {{ SERVICE a: {{ ?s ?p ?o }} }}",
    "PREFIX a\u203fb: <{url}> SELECT * {{ SERVICE a\u203fb:x {{ ?s ?p ?o }} }}",
    "SELECT * {{ VALUES ?u {{ <{url}> }} SERVICE ?u {{ ?s ?p ?o }} }}",
    "SELECT * {{ {{ ?s ?p ?o }} UNION {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ ?s ?p ?o MINUS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * {{ GRAPH ?g {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "ASK FROM <{url}> {{ ?s ?p ?o }}",
    "CONSTRUCT FROM <{url}> WHERE {{ ?s ?p ?o }}",
    "DESCRIBE ?s FROM <{url}> WHERE {{ ?s ?p ?o }}",
]


def called(template: str, url: str) -> str:
    return template.format(url=url, rest=url.removeprefix("http"))


@pytest.mark.parametrize("template", CALLS)
def test_no_query_reaches_another_server(client: TestClient, listener: tuple[str, list[object]], template: str) -> None:
    url, calls = listener
    status, _, text = get(client, called(template, url))
    assert (status, calls) == (400, [])
    assert "SERVICE would send" in text or "FROM is not answered" in text


@pytest.mark.parametrize("template", CALLS[:2])
def test_a_call_that_nobody_saw_coming_goes_nowhere(
    sample_store: Store, listener: tuple[str, list[object]], template: str
) -> None:
    url, calls = listener
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=unchecked, args=(theirs, sample_store.folder, called(template, url)), daemon=True
    )
    process.start()
    is_confined = ours.recv()
    process.join(20)
    if not is_confined:
        pytest.skip("the system does not let a process give up its network")
    assert calls == []


def unchecked(connection: Connection, folder: Path, query: str) -> None:
    """Ask a query that nobody looked at, in a process confined as those are that answer."""
    worker._confine()
    with socket.socket() as probe:
        probe.settimeout(1)
        is_confined = probe.connect_ex(("127.0.0.1", 9)) == errno.ENETUNREACH
    with suppress(OSError, RuntimeError, ValueError):
        list(Store(folder).graph.query(query))  # type: ignore[arg-type]
    connection.send(is_confined)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a ig:Judgement }",
        "PREFIX service: <a:> SELECT * { ?s a service:Thing }",
        "PREFIX service: <a:> SELECT * { ?s a service:Thing { ?s ?p ?o } }",
        "PREFIX from: <a:> SELECT * { ?s from:x ?from }",
        "SELECT * { ?s ?p 'SERVICE <a:b> { ?s ?p ?o }' }",
        "SELECT * { ?s ?p ?o # SERVICE <a:b> { ?s ?p ?o }\n } LIMIT 1",
        "SELECT * { ?s <a:SERVICE> ?o }",
    ],
)
def test_words_alone_are_no_call(client: TestClient, query: str) -> None:
    assert get(client, query)[0] == 200


def test_what_no_parser_understands_counts_as_a_call() -> None:
    with pytest.raises(QueryError, match="SERVICE would send"):
        check_calls("SELECT * { LATERAL { SERVICE <a:b> { ?s ?p ?o } } }", "the query")


# Graphs


def test_graphs_may_be_named_if_the_store_has_them(client: TestClient, sample_store: Store) -> None:
    graph = iris.document(next(iter(sample_store.documents())))
    params = {"query": COUNT, "default-graph-uri": graph, "format": "csv"}
    in_one, in_all = (
        client.get("/sparql", params=params),
        client.get("/sparql", params={"query": COUNT, "format": "csv"}),
    )
    assert 0 < int(in_one.text.split()[1]) < int(in_all.text.split()[1])
    for name in ("default-graph-uri", "named-graph-uri"):
        answer = client.get("/sparql", params={"query": COUNT, name: "http://127.0.0.1:9/graph"})
        assert answer.status_code == 400
        assert "the store has no graph <http://127.0.0.1:9/graph>" in answer.text


def test_library_queries_are_answered_as_the_store_answers_them(explorer: str, sample_store: Store) -> None:
    for name, query in library().items():
        if not any(parameter.required for parameter in query.parameters.values()):
            there = run(name, {}, Endpoint(f"{explorer}/sparql"), sys.stdin)
            assert there.rows == run(name, {}, sample_store, sys.stdin).rows, name


def test_who_waits_while_the_server_ends_is_refused(sample_store: Store) -> None:
    pool = Pool(sample_store.folder, Limits(seconds=8, workers=1))
    pool.answer(Job(text=COUNT, rows=1))
    with ThreadPoolExecutor(2) as threads:
        asked = []
        for query in (RUNAWAY, COUNT):
            asked.append(threads.submit(pool.answer, Job(text=query, rows=1)))
            time.sleep(0.5)  # the first runs before the second comes, and that waits
        began = time.monotonic()
        pool.close()
        for each in asked:
            with pytest.raises(Refused, match="the server is being ended"):
                each.result()
    assert time.monotonic() - began < 7  # the query that runs would have eight seconds


# Limits


def test_more_rows_than_allowed_are_cut_and_said_to_be(client: TestClient) -> None:
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        answer = client.get("/sparql", params={"query": query})
        assert answer.headers["x-sparql-maxrows"] == "500"
    assert "x-sparql-maxrows" not in client.get("/sparql", params={"query": COUNT}).headers
    rows = json.loads(get(client, "SELECT * { ?s ?p ?o }")[2])["results"]["bindings"]
    assert len(rows) == 500


def test_what_was_cut_is_no_answer_to_the_command_line(sample_store: Store) -> None:
    with serving(sample_store.folder, LIMITS) as address, pytest.raises(EndpointError, match="no more than 500 rows"):
        run("-", {}, Endpoint(f"{address}/sparql"), io.StringIO("SELECT * { ?s ?p ?o }"))


@pytest.mark.parametrize("query", [RUNAWAY, RUNAWAY.replace("SELECT (COUNT(*) AS ?n)", "ASK")])
def test_a_query_that_runs_away_is_ended_while_others_are_answered(client: TestClient, query: str) -> None:
    get(client, COUNT)
    began = time.monotonic()
    with ThreadPoolExecutor() as others:
        runaway = others.submit(get, client, query)
        time.sleep(0.3)
        assert get(client, COUNT)[0] == 200
        assert not runaway.done()
        status, _, text = runaway.result()
    assert (status, "took longer than 2 seconds and was ended" in text) == (503, True)
    assert time.monotonic() - began < LIMITS.seconds + 5
    assert get(client, COUNT)[0] == 200


def test_a_query_that_takes_all_memory_is_ended(client: TestClient) -> None:
    get(client, COUNT)
    with ThreadPoolExecutor() as others:
        running = others.submit(get, client, GLUTTON)
        most = 0
        while not running.done():
            most = max([most, *(_memory(worker) for worker in workers(os.getpid()))])
            time.sleep(0.02)
        status, _, text = running.result()
    assert status == 503
    assert "was ended; ask for less" in text
    assert most < LIMITS.memory_bytes + (300 << 20)
    assert get(client, COUNT)[0] == 200


def test_an_answer_that_is_too_large_is_refused(sample_store: Store) -> None:
    pool = Pool(sample_store.folder, Limits(answer_bytes=1 << 20, seconds=5, workers=1))
    with pytest.raises(Refused, match="larger than 1 MB; ask for less"):
        pool.answer(Job(text="SELECT * { ?s ?p ?o . }", rows=100_000))
    pool.close()


def test_who_waits_too_long_is_told_to_come_back(sample_store: Store) -> None:
    pool = Pool(sample_store.folder, Limits(seconds=1.5, workers=1, waiting=2))
    pool.answer(Job(text=COUNT, rows=1))

    def asked(query: str) -> Refused | None:
        try:
            pool.answer(Job(text=query, rows=1))
        except Refused as error:
            return error
        return None

    with ThreadPoolExecutor(8) as threads:
        first = threads.submit(asked, RUNAWAY)
        time.sleep(0.2)
        others = [error for error in threads.map(asked, [COUNT] * 6) if error]
        assert first.result() is not None
    assert others
    assert all("too many queries" in str(error) and error.headers["Retry-After"] for error in others)
    pool.close()


def test_ten_at_once_are_answered(client: TestClient, sample_store: Store) -> None:
    pool = Pool(sample_store.folder)
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda _: pool.answer(Job(text=COUNT, rows=1)).body, range(10)))
    assert len(set(answers)) == 1
    pool.close()


def test_a_new_build_is_asked_by_workers_that_run_already(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    samples = sorted(str(path) for path in SAMPLES.iterdir() if path.suffix == ".pdf")
    build(samples[:1], folder)
    pool = Pool(folder, Limits(workers=1))
    before = pool.answer(Job(text=COUNT, rows=1)).body
    build(samples, folder)
    assert pool.answer(Job(text=COUNT, rows=1)).body != before
    pool.close()


def test_a_store_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    pool = Pool(tmp_path / "nothing", Limits(workers=1))
    with pytest.raises(Refused, match="there is no store here"):
        pool.answer(Job(text=COUNT, rows=1))
    pool.close()


def test_limits_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTION_GRAPH_QUERY_SECONDS", "30")
    assert Limits.of_environment().seconds == 30
    monkeypatch.setenv("INSPECTION_GRAPH_QUERY_SECONDS", "-1")
    with pytest.raises(QueryError, match="INSPECTION_GRAPH_QUERY_SECONDS is '-1'; expected a whole number from 1"):
        Limits.of_environment()


# The end of workers


def workers(parent: int) -> list[int]:
    """The processes that a process has started to answer queries; there is no library here for it, and Linux has files."""
    children = [
        number for path in Path(f"/proc/{parent}/task").glob("*/children") for number in path.read_text().split()
    ]
    return [int(each) for each in children if b"spawn_main" in _told(int(each), "cmdline")]


def _told(process: int, what: str) -> bytes:
    try:
        return Path(f"/proc/{process}/{what}").read_bytes()
    except OSError:
        return b""


def _memory(process: int) -> int:
    """Bytes that a process has in memory."""
    told = _told(process, "statm").split()
    return int(told[1]) * 4096 if told else 0


SERVER = """
import sys
from pathlib import Path
from graph.explorer import serve
if __name__ == "__main__":
    serve(Path(sys.argv[1]), port=0)
"""


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_server(sample_store: Store, tmp_path: Path, signal_: int) -> None:
    program = tmp_path / "server.py"
    program.write_text(SERVER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(program), str(sample_store.folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment, text=True, start_new_session=True
    ) as server:
        assert server.stdout
        assert "The explorer is at" in server.stdout.readline()
        until = time.monotonic() + 20
        while len(children := workers(server.pid)) < 2 and time.monotonic() < until:
            time.sleep(0.1)
        server.send_signal(signal_)
        server.wait(20)
    assert len(children) >= 2
    until = time.monotonic() + 10
    while (alive := [each for each in children if _told(each, "cmdline")]) and time.monotonic() < until:
        time.sleep(0.1)
    assert alive == []


# Descriptions


def test_the_endpoint_describes_itself_to_programs(client: TestClient) -> None:
    for accept in ("*/*", "text/turtle", "application/ld+json"):
        answer = client.get("/sparql", headers={"Accept": accept})
        assert answer.status_code == 200
        assert "http://www.w3.org/ns/sparql-service-description#" in answer.text
        assert "http://127.0.0.1/sparql" in answer.text


def test_the_data_set_is_described_with_its_counts(client: TestClient) -> None:
    answer = client.get("/.well-known/void")
    assert answer.headers["content-type"].startswith("text/turtle")
    store = ox.Store()
    store.load(answer.content, ox.RdfFormat.TURTLE)
    query = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?n ?all ?documents { ?set void:sparqlEndpoint <http://127.0.0.1/sparql> ; void:triples ?all ;
        void:classPartition [ void:class ?class ; void:entities ?n ] ;
        void:subset [ dcterms:license ?licence ; void:documents ?documents ] FILTER(STRENDS(STR(?class), "#Judgement")) }"""
    [found] = store.query(query)  # type: ignore[misc]
    counted = json.loads(get(client, COUNT)[2])["results"]["bindings"][0]["n"]["value"]
    assert found["n"].value == counted
    assert int(found["all"].value) > 1000
    assert int(found["documents"].value) > 0


def test_a_dump_has_all_graphs(client: TestClient, sample_store: Store) -> None:
    answer = client.get("/dump/graph.nq")
    found = {quad.graph_name.value for quad in ox.parse(answer.content, format=ox.RdfFormat.N_QUADS)}
    assert {BASE + "links", BASE + "vocabulary"} < found
    assert client.get("/dump/other.nq").status_code == 404


def test_a_thing_is_described(sample_store: Store) -> None:
    triples = description_of(sample_store, BASE + "grade/good")
    assert [triple for triple in triples if triple.predicate.value.endswith("prefLabel")]
    assert any(triple.object == ox.NamedNode(BASE + "grade/good") for triple in triples)
    assert description_of(sample_store, BASE + "id/nothing") == []


@pytest.mark.parametrize(
    ("accept", "expected"), [("text/turtle", "text/turtle; charset=utf-8"), (HTML["Accept"], None), ("*/*", None)]
)
def test_a_thing_is_described_to_who_rather_reads_rdf(sample_store: Store, accept: str, expected: str | None) -> None:
    request = Request({"type": "http", "headers": [(b"accept", accept.encode())]})
    answer = rdf_of(request, sample_store, BASE + "grade/good")
    assert (answer.headers["content-type"] if answer else None) == expected


# The page, as it comes from the server


GRADES = "SELECT ?judgement ?grade { ?judgement a ig:Judgement ; ig:grade ?grade }"


def page(client: TestClient, path: str, **parameters: str) -> str:
    answer = client.get(path, params=parameters or None, headers=HTML)
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    return answer.text


def test_a_browser_gets_the_editor_and_the_library(client: TestClient) -> None:
    text = page(client, "/sparql")
    assert '<textarea id="query" name="query"' in text
    for query in library().values():
        assert (f'href="/sparql/{query.name}"' in text) is not query.internal


def test_rows_are_links_into_the_explorer(client: TestClient) -> None:
    text = page(client, "/sparql", query=GRADES)
    assert re.search(r'<a href="/grade/[a-z-]+">grade:[a-z-]+</a>', text)
    assert re.search(r'<a href="/id/document/[0-9a-f]{16}/judgement/', text)
    assert "Download" in text
    assert "format=csv" in text


def test_an_answer_is_sorted_and_divided_by_its_address(client: TestClient) -> None:
    query = "SELECT ?n { VALUES ?n { 10 9 100 } }"
    cells = re.compile(r'<td class="number">(\d+)')
    assert cells.findall(page(client, "/sparql", query=query, order="n")) == ["9", "10", "100"]
    assert cells.findall(page(client, "/sparql", query=query, order="-n")) == ["100", "10", "9"]
    assert cells.findall(page(client, "/sparql", query=query, order="nothing", first="many")) == ["10", "9", "100"]
    many = "SELECT ?s { ?s ?p ?o }"
    with_limit = TestClient(client.app, base_url="http://127.0.0.1")
    assert "Rows 1 to 200 of 200" in page(with_limit, "/sparql", query=many)
    assert "The answer was cut at 200 rows" in page(client, "/sparql", query=many, first="1000")


def test_a_mistake_is_told_beside_the_query(client: TestClient) -> None:
    answer = client.get("/sparql", params={"query": "SELECT * {\n ?x a nope:X }"}, headers=HTML)
    assert answer.status_code == 400
    assert 'role="alert" data-line="2" data-column="13"' in answer.text
    assert "?x a nope:X" in answer.text


def test_a_runaway_query_is_told_on_the_page(client: TestClient) -> None:
    assert "took longer than 2 seconds" in page(client, "/sparql", query=RUNAWAY)


def test_a_link_from_another_site_is_shown_and_not_run(client: TestClient) -> None:
    headers = {**HTML, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    answer = client.get("/sparql", params={"query": GRADES}, headers=headers)
    assert answer.status_code == 200
    assert "Another site led here" in answer.text
    assert "Download" not in answer.text


def test_a_long_query_is_sent_by_forms(client: TestClient) -> None:
    query = "#" + "x" * 7000 + "\n" + GRADES
    answer = client.post("/sparql", data={"query": query}, headers=HTML)
    assert answer.status_code == 200
    assert 'action="/sparql?format=csv#answer"' in answer.text
    seen = client.post("/sparql?show=network", data={"query": query}, headers=HTML)
    assert 'id="network-data"' in seen.text
    got = client.post("/sparql?format=csv", data={"query": query}, headers=HTML)
    assert got.text.startswith("judgement,grade")


def test_what_documents_say_is_escaped(client: TestClient) -> None:
    for query in (
        "SELECT ('<script>alert(1)</script>' AS ?text) (<javascript:alert(1)> AS ?iri) (1 AS ?n) {}",
        "CONSTRUCT { <a:b> rdfs:label '</script><script>alert(1)</script>' . <a:b> <a:p> <javascript:alert(1)> } {}",
    ):
        for show in ("table", "network", "chart"):
            text = page(client, "/sparql", query=query, show=show)
            assert "<script>alert" not in text
            assert 'href="javascript:' not in text


def test_every_query_of_the_library_has_a_form(client: TestClient) -> None:
    for query in library().values():
        if query.internal:
            assert client.get(f"/sparql/{query.name}", headers=HTML).status_code == 404
            continue
        assert not STATE & set(query.parameters), "a parameter has a name that addresses use for something else"
        text = page(client, f"/sparql/{query.name}")
        for name, parameter in query.parameters.items():
            assert f'name="{name}"' in text
            assert html.escape(parameter.description, quote=False)[:20].replace('"', "&#34;") in text
    assert client.get("/sparql/nothing", headers=HTML).status_code == 404


def test_a_query_of_the_library_is_asked_by_its_form(client: TestClient, sample_store: Store) -> None:
    given = {"grade": "good", "authority": "Eastmere"}
    text = page(client, "/sparql/judgements", grade="good", authority="", area="")
    expected = run("judgements", {"grade": "good"}, sample_store, sys.stdin)
    assert f"{len(expected.rows)} rows" in text
    assert 'value="good" selected' in text
    got = client.get("/sparql/judgements", params={"grade": "good", "download": "csv"})
    assert len(got.text.splitlines()) == len(expected.rows) + 1
    assert 'filename="judgements.csv"' in got.headers["content-disposition"]
    wrong = client.get("/sparql/judgements", params={"grade": "bad"}, headers=HTML)
    assert wrong.status_code == 400
    assert "does not fit the parameter" in wrong.text
    assert "'judgements'" not in page(client, "/sparql/judgements", **given)


def test_what_is_needed_is_asked_for_first(client: TestClient) -> None:
    text = page(client, "/sparql/measure-over-time")
    assert "(needed)" in text
    assert "Answer" not in text
    assert "Answer" in page(client, "/sparql/measure-over-time", measure="children-looked-after")


@pytest.mark.parametrize(
    "name", ["judgements", "themes-by-grade", "recommendations", "authority-graph", "grades-by-year"]
)
def test_a_query_opened_in_the_editor_has_the_same_answer(client: TestClient, name: str) -> None:
    assert "Answer" not in page(client, f"/sparql/{name}"), (
        "a question about everything takes long, and is asked when that is meant"
    )
    text = page(client, f"/sparql/{name}", show="table")
    [link] = re.findall(r'href="(/sparql\?query=[^"]*)">Open in the editor', text)
    count = re.compile(r"([\d,]+) rows?\s")
    assert count.findall(page(client, html.unescape(link))) == count.findall(text) != []


def test_terms_for_the_editor(client: TestClient) -> None:
    known = client.get("/sparql/terms.json").json()
    by_name = {entry[0]: entry for entry in known["terms"]}
    assert by_name["ig:Judgement"][1:3] == ["class", "judgement"]
    assert by_name["ig:grade"][1] == "property"
    assert by_name["grade:good"][1:3] == ["concept", "Good"]
    assert by_name["skos:prefLabel"][1] == "property"
    assert known["prefixes"]["ig"] == BASE + "ontology#"


# Views


def sheet(*columns: str, rows: Sequence[Sequence[str]]) -> Sheet:
    """A sheet whose cells are numbers, IRIs or texts by how they are written."""

    def cell(text: str) -> Cell:
        if not text:
            return EMPTY
        number = float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else None
        return Cell(text, text if ":" in text else "", number, ":" in text)

    return Sheet(columns, tuple(tuple(map(cell, row)) for row in rows))


def test_numbers_by_days_are_a_line_and_by_names_bars() -> None:
    line = chart_of(sheet("start", "count", rows=[["2016-05-02", "3"], ["2014-01-01", "1"], ["2018", "-2"]]))
    assert line
    assert (line.kind, [mark.label for mark in line.marks]) == ("line", ["2014-01-01", "2016-05-02", "2018"])
    assert line.path.count("L") == 2
    assert [mark.x for mark in line.marks] == sorted(mark.x for mark in line.marks)
    twice = chart_of(sheet("year", "count", rows=[["2016", "3"], ["2016", "1"]]))
    assert twice
    assert twice.path == ""
    bars = chart_of(sheet("name", "grade", "count", rows=[["a", "x", "3"], ["a", "y", "-1"], ["b", "", ""]]))
    assert bars
    assert [(mark.label, mark.value, mark.size > 0) for mark in bars.marks] == [
        ("a · x", "3", True),
        ("a · y", "-1", True),
    ]
    assert chart_of(sheet("name", rows=[["a"]])) is None
    assert chart_of(sheet("name", "page", rows=[["a", "1"]])) is None


def test_a_chart_has_no_more_marks_than_can_be_seen() -> None:
    bars = chart_of(sheet("name", "count", rows=[[f"n{number}x", str(number)] for number in range(100)]))
    assert bars
    assert (len(bars.marks), bars.left_out) == (MOST_BARS, 100 - MOST_BARS)


def test_rows_of_iris_are_a_network() -> None:
    chain = network_of(
        sheet("a", "n", "b", "c", rows=[["x:1", "5", "x:2", "x:3"], ["x:1", "5", "", "x:4"]]), {"x:1": "one"}
    )
    assert [edge[:2] for edge in chain.edges] == [("x:1", "x:2"), ("x:2", "x:3"), ("x:1", "x:4")]
    assert chain.nodes[0].label == "one"
    triples = network_of(
        sheet("subject", "predicate", "object", rows=[["x:1", "x:p", "x:2"], ["x:1", "x:p", "text"]]), {}
    )
    assert triples.edges == (("x:1", "x:2", "x:p"),)
    assert views_of(sheet("a", "b", rows=[["x:1", "text"]])) == ["table"]


def test_a_network_has_no_more_nodes_than_can_be_seen() -> None:
    network = network_of(sheet("a", "b", rows=[["x:0", f"x:{number}"] for number in range(1, 1000)]), {})
    assert (len(network.nodes), network.total) == (MOST_NODES, 1000)
    assert len(network.edges) == MOST_NODES - 1


# The page in a browser


@pytest.fixture
def tab(browser: "Browser", explorer: str) -> "Iterator[Page]":
    """A tab that fails the test when a script does, or the policy blocks something."""
    context = browser.new_context(base_url=explorer, accept_downloads=True)
    tab = context.new_page()
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("console", lambda line: said.append(line.text) if "Content Security" in line.text else None)
    yield tab
    assert said == []
    context.close()


@pytest.mark.browser
def test_writing_a_query_with_offers_and_running_it(tab: "Page") -> None:
    tab.goto("/sparql")
    field = tab.locator("#query")
    field.fill("")
    with tab.expect_response("**/sparql/terms.json"):
        field.focus()
        field.press_sequentially("SELECT * { ?x a ig:Judg")
    tab.wait_for_selector("#offers [role=option]")
    assert "ig:Judgement" in tab.locator("#offers [role=option]").first.inner_text()
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "offer-0"
    field.press("Enter")
    assert field.input_value() == "SELECT * { ?x a ig:Judgement"
    field.press_sequentially(" ; gra")
    tab.wait_for_selector("#offers [role=option]")
    field.press("Escape")
    assert tab.locator("#offers").is_hidden()
    field.press("Control+Space")
    tab.wait_for_selector("#offers [role=option]")
    field.press("Tab")
    assert "gra" not in field.input_value().removesuffix(field.input_value().split("; ")[1])
    field.fill(GRADES)
    assert tab.locator("#shown .name").all_inner_texts() == ["ig:Judgement", "ig:grade"]
    field.press("Control+Enter")
    tab.wait_for_url("**/sparql?query=*")
    assert tab.locator("table.rows tbody tr").count() > 3
    shared = tab.url
    tab.goto("/sparql")
    tab.goto(shared)
    assert tab.locator("#query").input_value() == GRADES


@pytest.mark.browser
def test_a_mistake_is_marked_where_it_is(tab: "Page") -> None:
    tab.goto("/sparql?query=" + quote("SELECT * {\n ?x a nope:X .\n}"))
    assert tab.locator("#shown .wrong").inner_text() == "nope:X"
    assert tab.locator("#query").get_attribute("aria-invalid") == "true"
    tab.locator("#query").fill(GRADES)
    assert tab.locator("#shown .wrong").count() == 0


@pytest.mark.browser
def test_a_question_of_the_library_from_form_to_editor(tab: "Page") -> None:
    tab.goto("/sparql")
    tab.get_by_text("Inspections (").click()
    tab.get_by_role("link", name="Which grade was given to which area").click()
    tab.get_by_label("Grade", exact=True).select_option("good")
    tab.get_by_role("button", name="Ask").click()
    rows = tab.locator("table.rows tbody tr").count()
    assert rows
    with tab.expect_download() as download:
        tab.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "judgements.csv"
    tab.get_by_role("link", name="Open in the editor").click()
    assert tab.locator("#query").input_value().startswith("PREFIX ig:")
    assert tab.locator("table.rows tbody tr").count() == rows


@pytest.mark.browser
def test_an_answer_is_drawn_as_network_and_chart(tab: "Page") -> None:
    tab.goto("/sparql?query=" + quote(GRADES))
    tab.get_by_role("navigation", name="Views").get_by_role("link", name="Network").click()
    tab.wait_for_selector("#network[data-drawn]")
    assert int(tab.locator("#network").get_attribute("data-drawn") or 0) > 5
    assert tab.locator("#network canvas").count() == 1
    count = "SELECT ?grade (COUNT(*) AS ?n) { ?judgement ig:grade ?grade } GROUP BY ?grade"
    tab.goto("/sparql?show=chart&query=" + quote(count))
    assert tab.locator("svg .bar").count() > 1


@pytest.mark.browser
def test_the_editor_works_without_scripts(browser: "Browser", explorer: str) -> None:
    context = browser.new_context(base_url=explorer, java_script_enabled=False)
    tab = context.new_page()
    tab.goto("/sparql")
    tab.locator("#query").fill(GRADES)
    tab.get_by_role("button", name="Run").click()
    assert tab.locator("table.rows tbody tr").count() > 3
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_used_by_everybody(browser: "Browser", explorer: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped,unused-ignore]

    context = browser.new_context(base_url=explorer, color_scheme=scheme, viewport={"width": 390, "height": 800})  # type: ignore[arg-type]
    tab = context.new_page()
    for path in (
        "/sparql",
        "/sparql?query=" + quote(GRADES),
        "/sparql?show=network&query=" + quote(GRADES),
        "/sparql?query=" + quote("SELECT nothing"),
        "/sparql/judgements?authority=",
        "/sparql/themes-by-grade?show=chart",
        "/sparql/measure-over-time",
    ):
        tab.goto(path)
        issues = [(each["id"], each["nodes"]) for each in Axe().run(tab).response["violations"]]
        assert issues == [], path
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
    context.close()
