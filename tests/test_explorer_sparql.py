"""The page of the SPARQL endpoint as it comes from the server: answers, forms, terms, charts and networks."""

import html
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from graph.explorer.sparql.forms import STATE
from graph.explorer.sparql.sheet import EMPTY, Cell, Sheet
from graph.explorer.sparql.views import MOST_BARS, MOST_NODES, chart_of, network_of, views_of
from graph.queries import library, run
from graph.settings import BASE
from graph.store import Store

from .explored import GRADES, HTML, page_of

if TYPE_CHECKING:
    pass

# The page, as it comes from the server


def test_a_browser_gets_the_editor_and_the_library(endpoint: TestClient) -> None:
    text = page_of(endpoint, "/sparql")
    assert '<textarea id="query" name="query"' in text
    for query in library().values():
        assert (f'href="/sparql/{query.name}"' in text) is not query.internal


def test_rows_are_links_into_the_explorer(endpoint: TestClient) -> None:
    text = page_of(endpoint, "/sparql", query=GRADES)
    assert re.search(r'<a href="/grade/[a-z-]+">grade:[a-z-]+</a>', text)
    assert re.search(r'<a href="/id/document/[0-9a-f]{16}/judgement/', text)
    assert "Download" in text
    assert "format=csv" in text


def test_an_answer_is_sorted_and_divided_by_its_address(endpoint: TestClient) -> None:
    query = "SELECT ?n { VALUES ?n { 10 9 100 } }"
    cells = re.compile(r'<td class="number">(\d+)')
    assert cells.findall(page_of(endpoint, "/sparql", query=query, order="n")) == ["9", "10", "100"]
    assert cells.findall(page_of(endpoint, "/sparql", query=query, order="-n")) == ["100", "10", "9"]
    assert cells.findall(page_of(endpoint, "/sparql", query=query, order="nothing", first="many")) == ["10", "9", "100"]
    many = "SELECT ?s { ?s ?p ?o }"
    assert "Rows 1 to 200 of 200" in page_of(endpoint, "/sparql", query=many)
    assert "The answer was cut at 200 rows" in page_of(endpoint, "/sparql", query=many, first="1000")


def test_a_mistake_is_told_beside_the_query(endpoint: TestClient) -> None:
    answer = endpoint.get("/sparql", params={"query": "SELECT * {\n ?x a nope:X }"}, headers=HTML)
    assert answer.status_code == 400
    assert 'role="alert" data-line="2" data-column="7"' in answer.text
    assert "?x a nope:X" in answer.text


def test_a_link_from_another_site_is_shown_and_not_run(endpoint: TestClient) -> None:
    headers = {**HTML, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    answer = endpoint.get("/sparql", params={"query": GRADES}, headers=headers)
    assert answer.status_code == 200
    assert "Another site led here" in answer.text
    assert "Download" not in answer.text


def test_a_long_query_is_sent_by_forms(endpoint: TestClient) -> None:
    query = "#" + "x" * 17_000 + "\n" + GRADES
    answer = endpoint.post("/sparql", data={"query": query}, headers=HTML)
    assert answer.status_code == 200
    assert 'action="/sparql?format=csv#answer"' in answer.text
    seen = endpoint.post("/sparql?show=network", data={"query": query}, headers=HTML)
    assert 'id="network-data"' in seen.text
    got = endpoint.post("/sparql?format=csv", data={"query": query}, headers=HTML)
    assert got.text.startswith("judgement,grade")


def test_what_documents_say_is_escaped(endpoint: TestClient) -> None:
    for query in (
        "SELECT ('<script>alert(1)</script>' AS ?text) (<javascript:alert(1)> AS ?iri) (1 AS ?n) {}",
        "CONSTRUCT { <a:b> rdfs:label '</script><script>alert(1)</script>' . <a:b> <a:p> <javascript:alert(1)> } {}",
    ):
        for show in ("table", "network", "chart"):
            text = page_of(endpoint, "/sparql", query=query, show=show)
            assert "<script>alert" not in text
            assert 'href="javascript:' not in text


def test_every_query_of_the_library_has_a_form(endpoint: TestClient) -> None:
    for query in library().values():
        if query.internal:
            assert endpoint.get(f"/sparql/{query.name}", headers=HTML).status_code == 404
            continue
        assert not STATE & set(query.parameters), "a parameter has a name that addresses use for something else"
        text = page_of(endpoint, f"/sparql/{query.name}")
        for name, parameter in query.parameters.items():
            assert f'name="{name}"' in text
            assert html.escape(parameter.description, quote=False)[:20].replace('"', "&#34;") in text
    assert endpoint.get("/sparql/nothing", headers=HTML).status_code == 404


def test_a_query_of_the_library_is_asked_by_its_form(endpoint: TestClient, sample_store: Store) -> None:
    given = {"grade": "good", "authority": "Eastmere"}
    text = page_of(endpoint, "/sparql/judgements", grade="good", authority="", area="")
    expected = run("judgements", {"grade": "good"}, sample_store, sys.stdin)
    assert f"{len(expected.rows)} rows" in text
    assert 'value="good" selected' in text
    got = endpoint.get("/sparql/judgements", params={"grade": "good", "download": "csv"})
    assert len(got.text.splitlines()) == len(expected.rows) + 1
    assert 'filename="judgements.csv"' in got.headers["content-disposition"]
    wrong = endpoint.get("/sparql/judgements", params={"grade": "bad"}, headers=HTML)
    assert wrong.status_code == 400
    assert "does not fit the parameter" in wrong.text
    assert "'judgements'" not in page_of(endpoint, "/sparql/judgements", **given)


def test_what_is_needed_is_asked_for_first(endpoint: TestClient) -> None:
    text = page_of(endpoint, "/sparql/measure-over-time")
    assert "(needed)" in text
    assert "Answer" not in text
    assert "Answer" in page_of(endpoint, "/sparql/measure-over-time", measure="children-looked-after")


@pytest.mark.parametrize(
    "name", ["judgements", "themes-by-grade", "recommendations", "authority-graph", "grades-by-year"]
)
def test_a_query_opened_in_the_editor_has_the_same_answer(endpoint: TestClient, name: str) -> None:
    assert "Answer" not in page_of(endpoint, f"/sparql/{name}"), (
        "a question about everything takes long, and is asked when that is meant"
    )
    text = page_of(endpoint, f"/sparql/{name}", show="table")
    [link] = re.findall(r'href="(/sparql\?query=[^"]*)">Open in the editor', text)
    count = re.compile(r"([\d,]+) rows?\s")
    assert count.findall(page_of(endpoint, html.unescape(link))) == count.findall(text) != []


def test_terms_for_the_editor(endpoint: TestClient) -> None:
    known = endpoint.get("/sparql/terms.json").json()
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
