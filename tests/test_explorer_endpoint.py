"""The SPARQL endpoint: what is answered in which format, what is refused, and that nothing leads out of the store."""

import errno
import json
import multiprocessing
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from graph import iris
from graph.errors import QueryError
from graph.explorer.sparql import worker
from graph.explorer.sparql.calls import check_calls
from graph.explorer.sparql.dataset import description_of
from graph.explorer.sparql.formats import PAGE, ROWS, TRIPLES, Format, wanted
from graph.queries import Endpoint, library, run
from graph.settings import BASE
from graph.store import Store

from .explored import COUNT, PATIENCE, get

if TYPE_CHECKING:
    pass

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
        ("application/sparql-results+json;q=0, */*;q=0.1", "xml"),
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
def test_rows_come_in_every_format(endpoint: TestClient, format_: Format, query: str) -> None:
    status, kind, text = get(endpoint, query, format_.media_types[0])
    assert status == 200
    assert kind.startswith(format_.media_types[0])
    if format_.name != "csv":
        assert isinstance(format_.written, ox.QueryResultsFormat)
        read = ox.parse_query_results(text.encode(), format_.written)
        assert bool(read) if isinstance(read, ox.QueryBoolean) else len(list(read)) == 1


@pytest.mark.parametrize("format_", TRIPLES, ids=lambda each: each.name)
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?x a ig:Judgement }", "DESCRIBE grade:good"])
def test_triples_come_in_every_format(endpoint: TestClient, format_: Format, query: str) -> None:
    status, kind, text = get(endpoint, query, format_.media_types[0])
    assert status == 200
    assert kind.startswith(format_.media_types[0])
    assert isinstance(format_.written, ox.RdfFormat)
    assert list(ox.parse(text.encode(), format=format_.written))


def test_a_download_has_a_name(endpoint: TestClient) -> None:
    answer = endpoint.get("/sparql", params={"query": COUNT, "format": "csv"})
    assert answer.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert answer.text.startswith("n\r\n")


def test_ways_to_ask_are_alike(endpoint: TestClient) -> None:
    form = endpoint.post("/sparql", data={"query": COUNT})
    bare = endpoint.post("/sparql", content=COUNT, headers={"Content-Type": "application/sparql-query; charset=utf-8"})
    assert form.text == bare.text == get(endpoint, COUNT)[2]
    assert endpoint.head("/sparql", params={"query": COUNT}).status_code == 200


# Refusals


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * {\n ?x a nope:X }", "line 2, column 7: a prefix is used that no PREFIX line declares"),
        ("SELECT * { ?s ?p ?o", "line 1, column 20: the query ends too early"),
        ("DELETE WHERE { ?s ?p ?o }", "begins with 'DELETE'; expected a query"),
        ("LOAD <http://127.0.0.1:9/>", "begins with 'LOAD'"),
        (
            "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
            "line 1, column 12: SERVICE would send parts of the query",
        ),
        (
            "SELECT * FROM <http://127.0.0.1:9/> { ?s ?p ?o }",
            "the store has no graph <http://127.0.0.1:9/>, and none is fetched",
        ),
    ],
)
def test_a_wrong_query_is_refused_with_the_reason(endpoint: TestClient, query: str, said: str) -> None:
    status, kind, text = get(endpoint, query)
    assert status == 400
    assert kind.startswith("text/plain")
    assert said in text


def test_wrong_requests_are_refused_with_what_to_do(endpoint: TestClient) -> None:
    def refused(status: int, said: str, method: str = "POST", **how: object) -> None:
        answer = endpoint.request(method, "/sparql", **how)  # type: ignore[arg-type]
        assert (answer.status_code, said in answer.text) == (status, True), answer.text
        assert answer.headers["content-type"].startswith("text/plain")

    csv = {"Accept": "text/csv"}
    refused(405, "ask with GET or POST", "DELETE")
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
def test_other_sites_are_not_answered(endpoint: TestClient, headers: dict[str, str], status: int) -> None:
    answer = endpoint.get("/sparql", params={"query": COUNT}, headers={"Accept": "text/csv", **headers})
    assert answer.status_code == status


def test_another_site_posts_nothing_by_a_form(endpoint: TestClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert endpoint.post("/sparql", data={"query": COUNT}, headers=headers).status_code == 403


# Calls to other servers


@pytest.fixture(scope="module")
def listening() -> Iterator[socket.socket]:
    """A server to which somebody may connect; the system takes connections in before they are looked for."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


def calls(listening: socket.socket) -> int:
    """How many have connected since this was asked last."""
    number = 0
    with suppress(BlockingIOError):
        while True:
            listening.accept()[0].close()
            number += 1
    return number


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


def called(template: str, listening: socket.socket) -> str:
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
    return template.format(url=url, rest=url.removeprefix("http"))


def test_calls_are_counted(listening: socket.socket) -> None:
    socket.create_connection(listening.getsockname()).close()
    assert (calls(listening), calls(listening)) == (1, 0)


@pytest.mark.parametrize("template", CALLS)
def test_no_query_reaches_another_server(endpoint: TestClient, listening: socket.socket, template: str) -> None:
    status, _, text = get(endpoint, called(template, listening))
    assert (status, calls(listening)) == (400, 0)
    assert "SERVICE would send" in text or "the store has no graph" in text


@pytest.mark.parametrize("template", CALLS[:2])
def test_a_call_that_nobody_saw_coming_goes_nowhere(
    sample_store: Store, listening: socket.socket, template: str
) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    query = called(template, listening)
    process = context.Process(target=unchecked, args=(theirs, sample_store.folder, query), daemon=True)
    process.start()
    theirs.close()
    assert ours.poll(PATIENCE), "the process said nothing"
    is_confined = ours.recv()
    process.join(PATIENCE)
    if not is_confined:
        pytest.skip("the system does not let a process give up its network")
    assert calls(listening) == 0


def unchecked(connection: Connection, folder: Path, query: str) -> None:
    """Ask a query that nobody looked at, in a process confined as those are that answer; unless the system confines none."""
    worker._confine()
    with socket.socket() as probe:
        probe.settimeout(1)
        is_confined = probe.connect_ex(("127.0.0.1", 9)) == errno.ENETUNREACH
    if is_confined:
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
def test_words_alone_are_no_call(endpoint: TestClient, query: str) -> None:
    assert get(endpoint, query)[0] == 200


def test_what_no_parser_understands_counts_as_a_call() -> None:
    with pytest.raises(QueryError, match="SERVICE would send"):
        check_calls("SELECT * { LATERAL { SERVICE <a:b> { ?s ?p ?o } } }", "the query", ox.Store())


# Graphs


def test_graphs_may_be_named_if_the_store_has_them(endpoint: TestClient, sample_store: Store) -> None:
    graph = iris.document(next(iter(sample_store.documents())))
    params = {"query": COUNT, "default-graph-uri": graph, "format": "csv"}
    in_one, in_all = (
        endpoint.get("/sparql", params=params),
        endpoint.get("/sparql", params={"query": COUNT, "format": "csv"}),
    )
    assert 0 < int(in_one.text.split()[1]) < int(in_all.text.split()[1])
    for name in ("default-graph-uri", "named-graph-uri"):
        answer = endpoint.get("/sparql", params={"query": COUNT, name: "http://127.0.0.1:9/graph"})
        assert answer.status_code == 400
        assert "the store has no graph <http://127.0.0.1:9/graph>" in answer.text


def test_library_queries_are_answered_as_the_store_answers_them(explorer: str, sample_store: Store) -> None:
    for name, query in library().items():
        # What is narrowed to some things is never asked of all, which takes long.
        if "# values" not in query.text and not any(each.required for each in query.parameters.values()):
            there = run(name, {}, Endpoint(f"{explorer}/sparql", timeout=round(PATIENCE)), sys.stdin)
            assert there.rows == run(name, {}, sample_store, sys.stdin).rows, name


# Descriptions


def test_the_endpoint_describes_itself_to_programs(endpoint: TestClient) -> None:
    for accept in ("*/*", "text/turtle", "application/ld+json"):
        answer = endpoint.get("/sparql", headers={"Accept": accept})
        assert answer.status_code == 200
        assert "http://www.w3.org/ns/sparql-service-description#" in answer.text
        assert "http://127.0.0.1/sparql" in answer.text


def test_the_data_set_is_described_with_its_counts(endpoint: TestClient) -> None:
    answer = endpoint.get("/.well-known/void")
    assert answer.headers["content-type"].startswith("text/turtle")
    store = ox.Store()
    store.load(answer.content, ox.RdfFormat.TURTLE)
    query = """PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcterms: <http://purl.org/dc/terms/>
        SELECT ?n ?all ?documents { ?set void:sparqlEndpoint <http://127.0.0.1/sparql> ; void:triples ?all ;
        void:classPartition [ void:class ?class ; void:entities ?n ] ;
        void:subset [ dcterms:license ?licence ; void:documents ?documents ] FILTER(STRENDS(STR(?class), "#Judgement")) }"""
    [found] = store.query(query)  # type: ignore[misc]
    counted = json.loads(get(endpoint, COUNT)[2])["results"]["bindings"][0]["n"]["value"]
    assert found["n"].value == counted
    assert int(found["all"].value) > 1000
    assert int(found["documents"].value) > 0


def test_a_dump_has_all_graphs(endpoint: TestClient, sample_store: Store) -> None:
    answer = endpoint.get("/dump/graph.nq")
    found = {quad.graph_name.value for quad in ox.parse(answer.content, format=ox.RdfFormat.N_QUADS)}
    assert {BASE + "links", BASE + "vocabulary"} < found
    assert endpoint.get("/dump/other.nq").status_code == 404


def test_a_thing_is_described(sample_store: Store) -> None:
    found = description_of(sample_store, BASE + "grade/good")
    assert [triple for triple in found.about if triple.predicate.value.endswith("prefLabel")]
    assert any(triple.object == ox.NamedNode(BASE + "grade/good") for triple in found.pointing)
    nothing = description_of(sample_store, BASE + "id/nothing")
    assert (nothing.about, nothing.pointing, nothing.is_cut) == ((), (), False)
