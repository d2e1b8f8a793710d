"""The endpoint for programs of all kinds: which names it goes by, formats, what a thing's data has, and who leaves early."""

import html
import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import pytest
from SPARQLWrapper import SPARQLWrapper
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from graph import iris
from graph.errors import ServerError
from graph.explorer import create_app
from graph.explorer.security import Protected, names_of
from graph.explorer.serving import serve
from graph.explorer.sparql import Limits, Pool, Refused, dataset
from graph.explorer.sparql.dump import dump
from graph.explorer.sparql.pool import Abandoned
from graph.explorer.sparql.sheet import EMPTY, Cell, Sheet
from graph.explorer.sparql.views import chart_of
from graph.explorer.sparql.worker import Job
from graph.settings import BASE, VOCABULARY_GRAPH
from graph.store import Store

from .conftest import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVERYWHERE = "0.0.0.0"  # noqa: S104 - what a server listens at that others reach


@pytest.fixture(scope="module")
def client(sample_store: Store) -> Iterator[TestClient]:
    limits = Limits(seconds=3, rows=500, shown=200, workers=1)
    with TestClient(create_app(sample_store.folder, limits=limits), base_url="http://127.0.0.1") as client:
        yield client


# Names of the server


@pytest.mark.parametrize(
    ("listens", "host", "status"),
    [
        (EVERYWHERE, "evil.example", 421),
        (EVERYWHERE, "evil.example:8000", 421),
        (EVERYWHERE, "", 421),
        (EVERYWHERE, "192.0.2.7:8000", 200),
        (EVERYWHERE, "[2001:db8::7]:8000", 200),
        (EVERYWHERE, "LocalHost:8000", 200),
        (EVERYWHERE, "graph.example.", 200),
        ("::", "192.0.2.7.evil.example", 421),
        ("192.0.2.7", "evil.example", 421),
        ("127.0.0.1", "192.0.2.7", 421),
        ("127.0.0.1", "graph.example", 200),
        ("127.0.0.2", "192.0.2.7", 421),
    ],
)
def test_a_server_answers_to_its_names_only(listens: str, host: str, status: int) -> None:
    client = TestClient(Protected(PlainTextResponse("Here."), names_of(listens, ["Graph.example"])))
    assert client.get("/", headers={"Host": host}).status_code == status


def test_a_server_goes_by_the_names_of_its_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "desk")
    monkeypatch.setattr("socket.getfqdn", lambda: "desk.eastmere.example")
    assert {"desk", "desk.eastmere.example", "localhost"} <= set(names_of(EVERYWHERE))
    assert "desk" not in names_of("localhost")


@pytest.mark.parametrize(
    ("host", "said"),
    [("", "the host is empty"), ("192.0.2.7", "address of this machine with --host"), ("no.invalid", "with --host")],
)
def test_where_it_cannot_listen_is_said(sample_store: Store, host: str, said: str) -> None:
    with pytest.raises(ServerError, match=said):
        serve(sample_store.folder, host, 0)


# Formats

SELECTED, BUILT = "SELECT * { ?s a ig:Judgement }", "CONSTRUCT WHERE { ?s a ig:Judgement }"
ASKED, DESCRIBED = "ASK { ?s a ig:Judgement }", "DESCRIBE grade:good"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("query", "form", "kind"),
    [
        *(
            (query, form, f"application/sparql-results+{form}")
            for query in (SELECTED, ASKED)
            for form in ("json", "xml")
        ),
        *((query, "csv", "text/csv") for query in (SELECTED, ASKED)),
        *((query, "tsv", "text/tab-separated-values") for query in (SELECTED, ASKED)),
        *((query, form, "application/rdf+xml") for query in (BUILT, DESCRIBED) for form in ("xml", "rdf+xml")),
        *((query, form, "application/ld+json") for query in (BUILT, DESCRIBED) for form in ("json-ld", "json")),
        *((query, form, "text/turtle") for query in (BUILT, DESCRIBED) for form in ("turtle", "n3")),
    ],
)
@pytest.mark.filterwarnings("ignore:Sending Accept header")
def test_the_usual_client_gets_every_format(explorer: str, query: str, form: str, kind: str, method: str) -> None:
    client = SPARQLWrapper(f"{explorer}/sparql", returnFormat=form)
    client.setMethod(method)
    client.setQuery(query)
    with client.query().response as answer:
        assert answer.headers.get_content_type() == kind
        assert answer.read()


@pytest.mark.parametrize(
    ("query", "form", "accept", "expected"),
    [
        (BUILT, "application/rdf+xml", "*/*", "application/rdf+xml"),
        (BUILT, "rdf xml", "*/*", "application/rdf+xml"),
        (BUILT, "ttl", "application/rdf+xml", "text/turtle"),
        (BUILT, "strange", "application/n-triples", "application/n-triples"),
        (SELECTED, "turtle", "text/csv", "text/csv"),
        (SELECTED, "turtle", "*/*", "406"),
        (SELECTED, "turtle", "", "406"),
        (SELECTED, "strange", "text/turtle", "406"),
    ],
)
def test_a_format_that_is_named_goes_before_those_accepted(
    client: TestClient, query: str, form: str, accept: str, expected: str
) -> None:
    answer = client.get("/sparql", params={"query": query, "format": form}, headers={"Accept": accept})
    if expected == "406":
        assert (answer.status_code, f"has no format '{form}'" in answer.text) == (406, True)
    else:
        assert answer.headers["content-type"].startswith(expected)


def test_small_matters_of_the_protocol(client: TestClient) -> None:
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, POST, OPTIONS")
    assert client.get("/sparql", params={"query": ""}).status_code == 400
    assert client.get("/sparql", params={"query": "\ufeffASK {}"}).json()["boolean"] is True
    page = client.get("/sparql", params={"query": " "}, headers={"Accept": "text/html"})
    assert "The query is empty" in page.text
    assert "SELECT" not in page.text.split("<textarea")[1].split("</textarea>")[0]


# Things as data


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/turtle", "text/turtle"),
        ("text/html;q=0.5,text/turtle;q=0.9", "text/turtle"),
        ("text/html;q=0.9,text/turtle;q=0.5", "text/html"),
        ("*/*;q=0.1,application/rdf+xml", "application/rdf+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
    ],
)
def test_a_thing_comes_as_is_liked_best_and_says_so(client: TestClient, accept: str, expected: str) -> None:
    answer = client.get("/id/authority/X99000001", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(expected)
    assert "Accept" in [each.strip() for each in answer.headers["vary"].split(",")]
    if expected == "text/html":
        known = client.get("/id/authority/X99000001", headers={"If-None-Match": answer.headers["etag"]})
        assert (known.status_code, "Accept" in known.headers["vary"]) == (304, True)


def described(client: TestClient, path: str) -> tuple[set[ox.Triple], str]:
    """The triples at an address, and how many the answer says that it was cut at."""
    answer = client.get(path, headers={"Accept": "application/n-triples"})
    assert answer.status_code == 200
    triples = {quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)}
    return triples, answer.headers.get("x-sparql-maxrows", "")


def test_what_is_left_out_of_a_description_is_said(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, cut = described(client, "/ontology%23Finding")
    assert cut == ""
    monkeypatch.setattr(dataset, "_MOST_POINTING", 3)
    some, cut = described(client, "/ontology%23Finding")
    assert cut == "3"
    told = some - whole
    assert {str(triple.subject).strip("<>") for triple in told} == {"http://127.0.0.1/ontology%23Finding"}
    assert any("statements that point to the thing, the first 3 are here" in str(triple.object) for triple in told)
    pointing = [triple for triple in some - told if triple.object == ox.NamedNode(f"{BASE}ontology#Finding")]
    assert len(pointing) == 3


def test_the_ontology_comes_with_its_terms(client: TestClient) -> None:
    triples, _ = described(client, "/ontology")
    named = {str(triple.subject).strip("<>") for triple in triples if triple.predicate.value.endswith("#label")}
    assert {f"{BASE}ontology#{name}" for name in ("Finding", "Judgement", "polarity")} <= named
    assert not {name for name in named if name.startswith(f"{BASE}grade/")}


# Who leaves early

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(STR(?a) = CONCAT(STR(?d), STR(?g))) }"


@pytest.mark.parametrize(
    "path",
    [
        f"/sparql?{urlencode({'query': RUNAWAY})}",
        f"/sparql?{urlencode({'query': RUNAWAY, 'format': 'csv'})}",
        f"/sparql?{urlencode({'query': RUNAWAY, 'show': 'chart'})}",
    ],
)
def test_a_query_ends_when_nobody_waits_for_it(sample_store: Store, path: str) -> None:
    with serving(sample_store.folder, Limits(seconds=60, workers=1)) as address:
        urlopen(f"{address}/sparql?{urlencode({'query': 'ASK {}'})}").close()  # noqa: S310 - the process has started
        accept = {"Accept": "text/html" if "show" in path else "*/*"}
        with pytest.raises(TimeoutError):
            urlopen(Request(f"{address}{path}", headers=accept), timeout=1)  # noqa: S310
        began = time.monotonic()
        with urlopen(f"{address}/sparql?{urlencode({'query': 'ASK {}'})}") as answer:  # noqa: S310
            assert answer.status == 200
        assert time.monotonic() - began < 20  # the query that was left would have a minute


def test_a_dump_ends_when_nobody_waits_for_it(sample_store: Store) -> None:
    began = time.monotonic()
    with pytest.raises(Refused, match="gone"):
        dump(sample_store.folder, "graph.nq", lambda: time.monotonic() - began > 0.1)
    assert b"".join(dump(sample_store.folder, "graph.nq", lambda: False))


def test_who_has_gone_while_waiting_is_not_answered(sample_store: Store) -> None:
    pool = Pool(sample_store.folder, Limits(workers=1))
    with pytest.raises(Abandoned):
        pool.answer(Job(text=SELECTED, rows=1), lambda: True)
    assert pool.answer(Job(text=SELECTED, rows=1)).body
    pool.close()


# What is wrong with a query


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?s ?p }", "line 1, column 18: '}' does not fit here; correct"),
        ("SELECT * {\n ?s ?p ?t\n FILTER ?t = 'x'\n}\n", "line 3, column 9: '?t' does not fit here; correct"),
        ("SELECT * {\n ?s ?p ?o\n ?a ?b ?c\n}", "line 3, column 2: '?a' does not fit here"),
        ("SELECT * { ?s foo:bar ?o }", "line 1, column 15: a prefix is used"),
        ("SELECT ?a ?a { ?a ?b ?c }", "SELECT names a variable twice"),
        ("SELECT * { <http://a/%zz> ?p ?o }", "column 12: this is no IRI"),
        ("SELECT * {} LIMIT 99999999999999999999999", "column 19: the number is too large"),
        ("SELECT * { BIND(1 AS ?x) BIND(2 AS ?x) }", "or a variable is given a value (AS, BIND, VALUES) that has one"),
        ("SELECT * { ?s ?p ?o } }", "column 23: '}' does not fit here"),
        ("SELECT * {\n # it's\n ?s ?p 'open }", "line 3, column 8: the text has no closing quote"),
        ("SELECT * { ?s rdfs:label 'é'@en , \"x\"^^xsd:date ; ?p }", "'}' does not fit here"),
        ("SELECT * { FILTER(?a<?b&&?c>) }", "column 29: ')' does not fit here"),
        ("SELECT * { ?s ?p", "the query ends too early; correct"),
        (f"SELECT * {{ {'{' * 5000} ?s ?p ?o {'}' * 5000} }}", "more than 500 brackets stand in each other"),
        ("SELECT (<http://a.example/fn>(1) AS ?x) {}", "the function <http://a.example/fn> is not known here"),
    ],
)
def test_a_mistake_is_told_where_it_is(client: TestClient, query: str, said: str) -> None:
    answer = client.get("/sparql", params={"query": query})
    assert (answer.status_code, said in answer.text) == (400, True), answer.text


# Graphs


def test_from_may_name_graphs_of_the_store(client: TestClient, sample_store: Store) -> None:
    one, other = (iris.document(sha256) for sha256 in list(sample_store.documents())[:2])

    def number(where: str, **more: str) -> int:
        query = "PREFIX d: <DOCUMENTS> SELECT (COUNT(DISTINCT ?judgement) AS ?n) " + where
        for name, iri in (
            ("DOCUMENTS", f"{BASE}id/document/"),
            ("ONE", one),
            ("OTHER", other),
            ("HASH", one.split("/")[-1]),
        ):
            query = query.replace(name, iri)
        answer = client.get("/sparql", params={"query": query, "format": "csv", **more})
        assert answer.status_code == 200, answer.text
        return int(answer.text.split()[1])

    alone = number("FROM <ONE> { ?judgement a ig:Judgement }")
    assert alone == number("{ ?judgement a ig:Judgement }", **{"default-graph-uri": one})
    assert 0 < alone < number("FROM <ONE> FROM <OTHER> { ?judgement a ig:Judgement }")
    assert alone == number("FROM NAMED <ONE> { GRAPH ?graph { ?judgement a ig:Judgement } }")
    assert alone == number("FROM d:HASH { ?judgement a ig:Judgement }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <http://127.0.0.1:9/graph> { ?s ?p ?o }",
        "SELECT * FROM <OURS> FROM NAMED <http://127.0.0.1:9/graph> { ?s ?p ?o }",
        "PREFIX a: <http://127.0.0.1:9/> ASK FROM a:graph { ?s ?p ?o }",
        "BASE <http://127.0.0.1:9/> DESCRIBE ?s FROM <graph> { ?s ?p ?o }",
        "SELECT * FROM <OURS> { SERVICE <http://127.0.0.1:9/graph> { ?s ?p ?o } }",
    ],
)
def test_foreign_graphs_are_refused(client: TestClient, query: str) -> None:
    answer = client.get("/sparql", params={"query": query.replace("OURS", VOCABULARY_GRAPH)})
    assert answer.status_code == 400
    assert "no graph <http://127.0.0.1:9/graph>" in answer.text or "SERVICE would send" in answer.text


# The page

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("SELECT * { grade:good skos:prefLabel ?label }", "1 row · SPARQL"),
        ("SELECT * { grade:nothing ?p ?o }", "0 rows · SPARQL"),
        ("SELECT * { ?s a ig:Judgement } LIMIT 7", "7 rows · SPARQL"),
        ("ASK { ?s a ig:Judgement }", "Yes · SPARQL"),
        ("SELECT * { ?s ?p }", "Mistake · SPARQL"),
        ("", "Mistake · SPARQL"),
    ],
)
def test_a_page_says_first_how_the_query_went(client: TestClient, query: str, title: str) -> None:
    page = client.get("/sparql", params={"query": query}, headers=HTML).text
    assert f"<title>{title} · inspection-graph</title>" in page
    assert page.count('id="answer" tabindex="-1"') == 1
    assert 'action="/sparql#answer"' in page


def test_a_page_says_where_the_answer_and_its_files_are_cut(client: TestClient) -> None:
    page = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, headers=HTML).text
    assert "The answer was cut at 200 rows" in page
    assert "a file has 500 rows at most" in page


def test_a_query_that_no_address_can_hold_is_said_to_be(client: TestClient) -> None:
    query = "ASK {}\n#"
    assert "cannot be shared" not in client.post("/sparql", data={"query": query + "a" * 9000}, headers=HTML).text
    assert "cannot be shared" in client.post("/sparql", data={"query": query + "a" * 17_000}, headers=HTML).text


def test_a_wrong_field_is_marked_and_told_alone(client: TestClient) -> None:
    answer = client.get("/sparql/figures?authority=Eastmeer&from=2016-01-01")
    assert answer.status_code == 400
    assert html.unescape(answer.text).count("Authority: no authority of the register is called 'Eastmeer'") == 1
    assert "the parameters are" not in answer.text
    fields = re.findall(
        r'<(?:input|select) id="field-(\w+)"[^>]*aria-describedby="([^"]*)"( aria-invalid="true")?', answer.text
    )
    assert {name: (about, bool(invalid)) for name, about, invalid in fields}["authority"] == (
        "mistake about-authority",
        True,
    )
    assert [name for name, _, invalid in fields if invalid] == ["authority"]
    answer = client.get("/sparql/figures?measure=nothing")
    assert "inspection-graph query" not in answer.text


def test_a_running_query_is_shown_and_can_be_cancelled(browser: "Browser", sample_store: Store) -> None:
    with serving(sample_store.folder, Limits(seconds=120, workers=1)) as address:
        tab = browser.new_page()
        tab.goto(f"{address}/sparql")
        tab.fill("#query", RUNAWAY)
        # Playwright waits for a page that is on its way, so all is done by one script that does not.
        seen = tab.evaluate("""async () => {
            const [run, running, cancel] = ["run", "running", "cancel"].map((id) => document.getElementById(id));
            run.click();
            await new Promise((ready) => setTimeout(ready, 500));
            const during = [running.textContent, cancel.hidden];
            cancel.click();
            return [...during, running.textContent, cancel.hidden, document.activeElement.id];
        }""")
        assert seen == ["Running …", False, "Cancelled.", True, "run"]
        tab.fill("#query", "ASK { ?s ?p }")
        tab.click("#run")
        tab.wait_for_selector("#mistake")
        tab.fill("#query", "ASK { ?s ?p ?o }")
        tab.click("#run")
        tab.wait_for_selector("h2#answer")
        assert tab.evaluate("document.activeElement.id") == "answer"
        assert tab.title() == "Yes · SPARQL · inspection-graph"
        tab.close()


# Answers as people see them


def sheet(columns: str, *rows: str) -> Sheet:
    """A sheet of columns and rows written with spaces; a hyphen is an empty cell, and digits alone are a number."""

    def cell(text: str) -> Cell:
        is_number = text.isdigit() and len(text) < 4
        return EMPTY if text == "-" else Cell(text, number=float(text) if is_number else None)

    cells = [[cell(text) for text in row.split()] for row in rows]
    return Sheet(tuple(columns.split()), tuple(tuple(row) for row in cells))


def test_a_chart_shows_the_numbers_that_most_rows_have() -> None:
    chart = chart_of(sheet("start value neighbours", "2014 5 -", "2015 6 7", "2016 8 -"))
    assert chart is not None
    assert (chart.kind, chart.x, chart.y, len(chart.marks), bool(chart.path)) == ("line", "start", "value", 3, True)


def test_no_line_is_drawn_through_what_has_no_course() -> None:
    several = sheet("start authority value", "2014 Eastmere 5", "2015 Westmere 6")
    chart = chart_of(several)
    assert chart is not None
    assert (chart.kind, chart.x) == ("bars", "authority")
    chosen = chart_of(several, "start")
    assert chosen is not None
    assert (chosen.kind, chosen.path) == ("line", "")
    mixed = chart_of(sheet("year grade inspections", "2014 good 5", "2014 adequate 2", "2015 good 3"))
    assert mixed is not None
    assert (mixed.kind, [mark.label for mark in mixed.marks]) == (
        "bars",
        ["good · 2014", "adequate · 2014", "good · 2015"],
    )


def test_codes_have_labels_and_english_goes_without_saying(client: TestClient) -> None:
    page = re.sub(r"\s+", " ", client.get("/sparql/judgements?from=2000-01-01", headers=HTML).text)
    assert re.search(r'<a href="/grade/good">good</a>\s*&ensp;<span class="soft">Good</span>', page)
    names = client.get("/sparql", params={"query": "SELECT ('a'@en AS ?x) ('b'@cy AS ?y) {}"}, headers=HTML).text
    assert "@cy" in names
    assert "@en<" not in names


def test_all_columns_come_in_the_order_of_the_query(client: TestClient) -> None:
    for query, names in (
        ("SELECT * { ?zeta a ?alpha . ?zeta ?middle ?beta }", "zeta,alpha,middle,beta"),
        ("SELECT DISTINCT * { ?b a ?a }", "b,a"),
        ("SELECT ?c ?a { ?a a ?c }", "c,a"),
    ):
        answer = client.get("/sparql", params={"query": f"{query} LIMIT 1", "format": "csv"})
        assert answer.text.split("\r\n")[0] == names


def test_the_data_set_is_described_in_the_terms_of_dcat(client: TestClient) -> None:
    triples, _ = described(client, "/.well-known/void")
    dcat, iri = "http://www.w3.org/ns/dcat#", ox.NamedNode
    services = [each for each in triples if each.predicate == iri(f"{dcat}accessService")]
    assert len(services) == 1
    assert (
        ox.Triple(
            services[0].subject, iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), iri(f"{dcat}Distribution")
        )
        in triples
    )
    terms = [f"{dcat}mediaType", "http://purl.org/dc/terms/language"]
    assert all(isinstance(each.object, ox.NamedNode) for each in triples if each.predicate.value in terms)


def test_what_is_not_there_is_told_without_commands(client: TestClient) -> None:
    for path, lists in (("/theme/nothing", "/themes"), ("/id/body/X99000001/nothing", ""), ("/id/nothing", "")):
        answer = client.get(path, headers=HTML)
        told = answer.text.split('role="alert"')[1].split("</main>")[0]
        assert answer.status_code == 404
        assert not re.search("quer(y|ies)|command|inspection-graph query", told)
        assert not lists or f'href="{lists}"' in told
