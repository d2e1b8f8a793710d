"""The query library: every query and parameter has its expected answer, here and on a SPARQL server; errors say what to do."""

import io
import json
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

import graph
from graph.errors import EndpointError, QueryError
from graph.link import derive
from graph.parameters import TYPES, Parameter
from graph.queries import Endpoint, Query, Result, library, parameters, run, write
from graph.query_file import read_query
from graph.reference import queries_page
from graph.settings import BASE, IG, ONTOLOGY, QUERIES
from graph.store import Store
from graph.syntax import prefixes
from graph.vocabulary import vocabulary

from . import renew_questions as questions
from .conftest import oxigraph, oxigraph_serving

NAMES = sorted(path.stem for path in QUERIES.glob("*/*.rq"))
# What the network page asks is compared with the page.
ASKED = [name for name in NAMES if not library()[name].internal]
CASES = questions.cases()
# The interface: who asks by these names relies on these columns.
CONTRACT = {
    "inspections": "source sha256 authority gss framework start end published lead_inspector licence",
    "judgements": "source sha256 gss start area grade page agreed",
    "recommendations": "source sha256 gss start number addressee page complete themes text",
    "findings": "source sha256 gss start number area page polarity themes text",
    "support": "source sha256 recommendation finding marked confidence",
    "figures": "source sha256 subject value unit date finding page quote",
    "posts": "source sha256 post organisation holder status from to page",
    "bodies": "source sha256 name abbreviation kind page",
    "prior-inspections": "source sha256 what date grade page",
    "people": "source sha256 name role organisation page",
    "contradictions": "left_source left_quote right_source right_quote subject note",
    "recurring-themes": "gss authority theme inspections times",
    "recurrences": "gss authority theme earlier_start earlier_source earlier_page earlier_quote later_start later_source "
    "later_page later_quote outcome",
    "trajectory": "gss authority area start framework grade change",
    "problems": "source sha256 severity code message page quote",
}


@pytest.fixture(scope="session")
def county(sample_store: Store) -> Store:
    return questions.county(sample_store)


def ask(source: Store | Endpoint, name: str, given: dict[str, str] | None = None, stdin: str = "") -> Result:
    return run(name, given or {}, source, io.StringIO(stdin))


def written(result: Result, form: str) -> str:
    stream = io.StringIO(newline="")
    write(result, form, stream)
    return stream.getvalue()


# The library


def test_columns_of_the_interface() -> None:
    assert {name: " ".join(library()[name].columns) for name in CONTRACT} == CONTRACT


@pytest.mark.parametrize("name", NAMES)
def test_header_is_complete(name: str) -> None:
    query = library()[name]
    assert query.question.endswith("?")
    assert query.description
    assert query.tags
    assert all(query.columns.values())
    for parameter in query.parameters.values():
        assert parameter.description.endswith(".")
        assert parameter.scheme == "" or vocabulary().scheme(parameter.scheme)


@pytest.mark.parametrize("name", NAMES)
def test_terms_are_those_of_the_ontology(name: str) -> None:
    known = {subject for path in ONTOLOGY.glob("*.ttl") for subject in _subjects(path)}
    query = library()[name]
    text = query.text + "\n".join(parameter.filter for parameter in query.parameters.values())
    used = {
        prefixes()[prefix] + local
        for prefix, local in re.findall(r"(?<![\w/])(ig|area|grade|role|addressee):([\w-]+)", text)
    }
    assert used - known == set()


def _subjects(path: Path) -> set[str]:
    return {
        triple.subject.value
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE)
        if isinstance(triple.subject, ox.NamedNode)
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_order_is_declared(name: str) -> None:
    if library()[name].form == "SELECT":
        assert re.search(r"\nORDER BY ", library()[name].text)


def test_readme_is_up_to_date() -> None:
    assert (QUERIES / "README.md").read_text(encoding="utf-8") == queries_page(), (
        "run python -m graph.reference queries"
    )


def test_names_of_queries_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for subject in ("one", "other"):
        (tmp_path / subject).mkdir()
        shutil.copy(QUERIES / "quality" / "counts.rq", tmp_path / subject)
    monkeypatch.setattr("graph.queries.QUERIES", tmp_path)
    with pytest.raises(QueryError, match=r"another file of the library has the name 'counts' too"):
        library.__wrapped__()


# Answers


@pytest.mark.parametrize(("query", "case"), CASES)
def test_answer(county: Store, query: str, case: str) -> None:
    expected = questions.path(query, case).read_bytes().decode()
    assert questions.answer(county, query, CASES[query, case]) == expected


@pytest.mark.parametrize("name", ASKED)
def test_every_parameter_has_a_case_that_changes_the_answer(county: Store, name: str) -> None:
    cases = [given for (query, _), given in CASES.items() if query == name]
    assert cases, f"{name} has no case in cases.toml"
    for parameter in library()[name].parameters.values():
        with_it = [given for given in cases if parameter.name in given]
        assert with_it, f"no case gives '{parameter.name}'"
        if not parameter.required:
            assert any(
                questions.answer(county, name, given) != questions.answer(county, name, _without(given, parameter.name))
                for given in with_it
            )


def _without(given: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in given.items() if key != name}


def test_every_expected_answer_has_a_case() -> None:
    assert {questions.path(*case) for case in CASES} == set(questions.QUESTIONS.glob("*/*.csv"))


def test_few_answers_are_empty() -> None:
    empty = [path for path in questions.QUESTIONS.glob("*/*.csv") if path.read_text(encoding="utf-8").count("\n") == 1]
    assert empty == [], "an empty answer shows little: give a value that something has"


@pytest.mark.parametrize(
    "name",
    [
        "boards",
        "praised-and-criticised",
        "recommendations-by-grade",
        "services-praised-and-criticised",
        "themes-by-grade",
        "themes-by-region",
    ],
)
def test_a_second_file_of_an_inspection_counts_nothing_twice(county: Store, name: str) -> None:
    both = Store(county.folder)
    both.graph = ox.Store()
    both.graph.extend(county.graph)
    lines = (county.graph.dump(format=ox.RdfFormat.N_QUADS) or b"").decode().splitlines()
    again = [line.replace("6" * 16, "9" * 16) for line in lines if line.endswith(f"/{'6' * 16}> .")]
    assert again
    both.graph.load("\n".join(again).encode(), format=ox.RdfFormat.N_QUADS)
    both.graph.extend(derive(both.graph))
    assert questions.answer(both, name, {}) == questions.answer(county, name, {})


def test_coverage_counts_inspections_and_nothing_else(county: Store) -> None:
    started = {(gss, start) for gss, start in _rows(county, "judgements", "gss", "start") if start}
    counted = {gss: int(count) for gss, count in _rows(county, "coverage", "gss", "inspections")}
    assert counted["X99000001"] == len({start for gss, start in started if gss == "X99000001"}) > 1


def _rows(store: Store, name: str, *columns: str) -> Iterator[tuple[str, ...]]:
    found = ask(store, name)
    wanted = [found.columns.index(column) for column in columns]
    return (tuple(row[number] for number in wanted) for row in found.text_rows())


@pytest.mark.parametrize("name", NAMES)
def test_order_of_loading_does_not_matter(county: Store, name: str) -> None:
    turned = Store(county.folder)
    turned.graph = ox.Store()
    turned.graph.extend(reversed(list(county.graph)))
    given = _needed(name)
    assert questions.answer(turned, name, given) == questions.answer(county, name, given)


@pytest.mark.parametrize("name", NAMES)
def test_all_parameters_together_make_a_query(county: Store, name: str) -> None:
    ask(
        county,
        name,
        {parameter.name: VALUES[parameter.type] for parameter in library()[name].parameters.values()} | _codes(name),
    )


VALUES = {
    "authority": "Eastmere",
    "concept": "",
    "choice": "",
    "date": "2016-01-01",
    "integer": "1",
    "search": 'two "words here"',
    "text": "text",
    "scheme": "polarity",
    "words": "two words",
}


def _needed(name: str) -> dict[str, str]:
    """Values for what a query cannot do without, taken from its first case that gives no more."""
    needed = {parameter.name for parameter in library()[name].parameters.values() if parameter.required}
    return (
        next(given for (query, _), given in CASES.items() if query == name and set(given) == needed) if needed else {}
    )


def _codes(name: str) -> dict[str, str]:
    given = {}
    for parameter in library()[name].parameters.values():
        if parameter.scheme:
            given[parameter.name] = next(iter(vocabulary().scheme(parameter.scheme)))
        if parameter.values:
            given[parameter.name] = parameter.values[0]
    return given


def test_every_type_is_tried() -> None:
    assert set(VALUES) == set(TYPES)


# Parameters


@pytest.mark.parametrize(
    ("value", "gss"),
    [
        ("E08000015", {"E08000015"}),
        ("e08000015", {"E08000015"}),
        ("Wirral", {"E08000015"}),
        ("wirral metropolitan borough council", {"E08000015"}),
        ("Bristol", {"E06000023"}),
        ("Bristol, City of | Eastmere", {"E06000023", "X99000001"}),
        # The name of an abolished authority and of the one that followed it.
        ("Dorset", {"E10000009", "E06000059"}),
    ],
)
def test_authority(value: str, gss: set[str]) -> None:
    clause = library()["judgements"].parameters["authority"].clause(value)
    assert set(re.findall(r"/id/authority/(\w+)>", clause)) == gss


@pytest.mark.parametrize(
    ("type_", "value", "terms"),
    [
        ("date", " 2016-01-31 ", ['"2016-01-31"^^<http://www.w3.org/2001/XMLSchema#date>']),
        ("integer", "12", ['"12"^^<http://www.w3.org/2001/XMLSchema#integer>']),
        ("text", 'a "b" \\ c', [r'"a \"b\" \\ c"']),
        ("text", '") } DROP ALL #', [r'"\") } DROP ALL #"']),
        ("text", "$name #{name}", ['"$name #{name}"']),
        ("words", 'Two "Words here"', ['"two"', '"words here"']),
        (
            "search",
            "Fostering missing visits boys",
            [r'"(^|\\W)foster"', r'"(^|\\W)miss"', r'"(^|\\W)visit"', r'"(^|\\W)boys"'],
        ),
        ("search", '"Private  fostering" child\'s', [r'"(^|\\W)Private\\s+fostering(\\W|$)"', r'"(^|\\W)child.s"']),
        ("search", "a(b* [c]", [r'"(^|\\W)a.b."', r'"(^|\\W).c."']),
    ],
)
def test_value_becomes_a_term(type_: str, value: str, terms: list[str]) -> None:
    parameter = Parameter(name="name", type=type_, description="", filter="<$name>")
    assert parameter.clause(value) == " ".join(f"<{term}>" for term in terms)


def test_several_values_are_separated_as_the_filter_wants() -> None:
    listed = Parameter(name="grade", type="concept", description="", filter="IN ($grade)", scheme="grade")
    assert listed.clause("good, outstanding") == f"IN (<{BASE}grade/good>, <{BASE}grade/outstanding>)"
    spaced = Parameter(name="grade", type="concept", description="", filter="VALUES ?g { $grade }", scheme="grade")
    assert spaced.clause("good|outstanding") == f"VALUES ?g {{ <{BASE}grade/good> <{BASE}grade/outstanding> }}"


@pytest.mark.parametrize(
    ("name", "given", "message"),
    [
        ("judgments", {}, "the library has no query 'judgments'; did you mean judgements"),
        ("xyzzy", {}, "no query 'xyzzy'; 'inspection-graph queries' lists them all"),
        (
            "judgements",
            {"area": "overal"},
            "'overal' does not fit the parameter 'area'; expected one or more codes of area: ",
        ),
        ("judgements", {"area": "overall "}, ""),
        ("judgements", {"area": ""}, "'' does not fit the parameter 'area'"),
        (
            "judgements",
            {"Area": "overall"},
            r"no parameter 'Area' \(did you mean 'area'\?\); the parameters are: authority \(authority\), ",
        ),
        (
            "judgements",
            {"framework": "sif-2015"},
            "expected one or more codes of framework: ilacs, looked-after, sif, unknown",
        ),
        ("judgements", {"from": "2016"}, "'2016' does not fit the parameter 'from'; expected a day as YYYY-MM-DD"),
        ("judgements", {"from": "2016-02-30"}, "'2016-02-30' does not fit the parameter 'from'"),
        (
            "judgements",
            {"agreed": "maybe"},
            "'maybe' does not fit the parameter 'agreed'; expected one of: yes, single, no",
        ),
        ("judgements", {"authority": "Wiral"}, "no authority of the register is called 'Wiral'; did you mean Wirral"),
        ("judgements", {"authority": "Qqqq"}, "'Qqqq'; check the spelling, or give its GSS code"),
        ("judgements", {"authority": "E99999999"}, "no authority of the register has the code 'E99999999'"),
        ("judgements", {"authority": " | "}, r"' \| '|'\|' does not fit the parameter 'authority'"),
        ("publication-lag", {"days": "-1"}, "'-1' does not fit the parameter 'days'; expected a whole number"),
        ("publication-lag", {"days": "٣"}, "does not fit the parameter 'days'"),
        ("search", {}, r"search: the parameter 'text' is needed; the parameters are: text \(search\), "),
        ("search", {"text": " "}, "'' does not fit the parameter 'text'"),
        ("inspectors", {"name": ""}, "'' does not fit the parameter 'name'"),
        ("judgements", {"text": "x"}, "there is no parameter 'text'"),
        ("evidence", {"source": ""}, "'' does not fit the parameter 'source'; expected a text"),
        ("counts", {"area": "overall"}, "there is no parameter 'area'; the query takes no parameters"),
    ],
)
def test_wrong_use(county: Store, name: str, given: dict[str, str], message: str) -> None:
    if not message:
        ask(county, name, given)
        return
    with pytest.raises(QueryError, match=message):
        ask(county, name, given)


def test_parameters_are_read_from_texts() -> None:
    assert parameters(["area=overall", "text=a=b"]) == {"area": "overall", "text": "a=b"}
    with pytest.raises(QueryError, match="'area' is no parameter; expected a name and a value with = between"):
        parameters(["area"])
    with pytest.raises(QueryError, match="the parameter 'area' is given twice"):
        parameters(["area=overall", "area=lscb"])


# A person's own queries


def test_own_query_sees_all_graphs_and_knows_the_prefixes(county: Store) -> None:
    found = ask(
        county,
        "-",
        stdin="SELECT (COUNT(DISTINCT ?i) AS ?n) {\n ?i a ig:Inspection ; ig:authority/skos:prefLabel 'Eastmere'@en }",
    )
    assert found.text_rows() == [["3"]]
    assert ask(county, "-", stdin="ASK { ?x a ig:Finding }").text_rows() == [["true"]]
    assert ask(county, "-", stdin="DESCRIBE <https://w3id.org/inspection-graph/grade/good>").form == "triples"
    assert ask(county, "-", stdin="PREFIX ig: <https://example.org/> ASK { ?x a ig:Finding }").text_rows() == [
        ["false"]
    ]


def test_own_query_from_a_file(county: Store, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text(
        "\ufeffCONSTRUCT { ?g a skos:Concept } WHERE { ?g skos:inScheme <https://w3id.org/inspection-graph/grade/> }",
        encoding="utf-8",
    )
    found = ask(county, str(file))
    assert found.columns == ("subject", "predicate", "object")
    assert len(found.rows) == len(vocabulary().scheme("grade"))
    shutil.copy(QUERIES / "inspections" / "judgements.rq", tmp_path / "copy.rq")
    given = {"area": "adoption"}
    assert ask(county, str(tmp_path / "copy.rq"), given).rows == ask(county, "judgements", given).rows


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "standard input: the text is empty; expected a query beginning with SELECT"),
        ("# nothing\n", "the text is empty"),
        ("INSERT DATA { <a:a> <a:b> 1 }", "the text begins with 'INSERT'; .* changed by 'inspection-graph build' only"),
        ("PREFIX a: <a:>\nLOAD <http://127.0.0.1/>", "the text begins with 'LOAD'"),
        (
            "SELECT ?x WHERE {\n ?x a }\n",
            "standard input, line 2, column 7: '}' does not fit here; correct the query",
        ),
        ("SELECT ?x { ?x nope:a 1 }", "line 1, column 16: a prefix is used that no PREFIX line declares"),
        (
            "SELECT (COUNT(*) AS ?n) ?x { ?x ?y ?z }",
            "line 1.*SELECT names a variable that the pattern or the groups do not have",
        ),
        ("SELECT * FROM <http://127.0.0.1/> { ?s ?p ?o }", "line 1, column 10: FROM is not answered here"),
        ("SELECT *\nFROM NAMED <a:b> { ?s ?p ?o }", "line 2, column 1: FROM is not answered here"),
        (
            "#+ question: none\nSELECT * { ?s ?p ?o }",
            "line 1: the header has no 'description'|'columns'|'tags'|'parameters'",
        ),
    ],
)
def test_own_query_is_refused(county: Store, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        ask(county, "-", stdin=text)


SERVICE = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ {SERVICE} }}",
        f"SELECT * {{\n OPTIONAL {{ {SERVICE.lower()} }} }}",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { VALUES ?x { <http://127.0.0.1:9/> } SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { VALUES ?x { <http://127.0.0.1:9/> } SERVICE?x{ ?s ?p ?o } }",
        "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICE ex:x { ?s ?p ?o } }",
        # Oxigraph takes keywords without space behind them,
        "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICEex:x{ ?s ?p ?o } }",
        "PREFIX ex: <http://127.0.0.1:9/> SELECT * { SERVICESILENTex:x{ ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1.SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o.SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "SELECT * { SERVICE # {\n # <a:b>\n <http://127.0.0.1:9/> #\n{ ?s ?p ?o } }",
        # and what looks like an IRI or a string may be a comparison and code.
        "SELECT * { FILTER(1<2)SERVICE#>\n?x { ?s ?p ?o } }",
        "SELECT * { FILTER('a'<'x>')SERVICE<http://127.0.0.1:9/>{ ?s ?p ?o } #'\n}",
        "SELECT * { FILTER(?a<?b)SERVICE#>\n<http://127.0.0.1:9/>{ ?s ?p ?o } }",
        "PREFIX x: <a:> SELECT * { FILTER(?a<x:x#> '''\n) SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } #'''\n}",
        "ASK { { SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } }",
        "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_no_query_calls_another_server(county: Store, text: str) -> None:
    with pytest.raises(QueryError, match=r"line \d+, column \d+: SERVICE would send .* ask a server of your own"):
        ask(county, "-", stdin=text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }' }",
        'SELECT * { ?s ?p """ SERVICE <http://127.0.0.1:9/>\n { } "" """ }',
        "SELECT * { ?s ?p '''it's a SERVICE <a:b> { }''' }",
        "SELECT * { # SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }\n ?s ?p ?o }",
        "SELECT ?service ?x { ?service ?x ?o }",
        "SELECT * { ?service <https://service.gov.uk/service> ?o ; <http://www.w3.org/ns/sparql-service-description#url> ?from }",
        "PREFIX service: <a:> PREFIX from: <b:> SELECT * { ?s service:service from:from ; from:service ?y }",
        "SELECT * { ?s ?p ?o FILTER(?o<5 && ?p>3) }",
        "SELECT ?from { ?from ?p 'FROM <a:b>' }",
        "SELECT * { ?s ?p 'it\\'s \\\" fine' }",
        "base <a:b/>\n#c <\nprefix x: <c> SELECT * { x:y ?p ?o }",
    ],
)
def test_words_alone_are_no_call(county: Store, text: str) -> None:
    ask(county, "-", stdin=text)


def test_missing_and_unreadable_files(county: Store, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"nowhere\.rq: there is no such file; check the path"):
        ask(county, str(tmp_path / "nowhere.rq"))
    (tmp_path / "latin.rq").write_bytes(b"SELECT * { ?s ?p 'caf\xe9' }")
    with pytest.raises(QueryError, match="a query is a text file in UTF-8"):
        ask(county, str(tmp_path / "latin.rq"))


# Files of queries

GOOD = (QUERIES / "quality" / "licences.rq").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ question:", "#+ asks:", "line 1: the header has no 'question'; add it"),
        ("#+ tags: [", "#+ tags: [[", r"line \d+: the header is not YAML"),
        ("#+ tags: [document, licence, count]", "#+ tags: licences", "line 5: 'tags' of the header is not a list"),
        (
            "#+ parameters:",
            "#+ author: me\n#+ parameters:",
            "line 6: the header has an unknown key 'author'; expected question, ",
        ),
        ("    type: date", "    type: day", r"line 7: 'from' has the unknown type 'day'; expected authority, "),
        ("    type: date", "    type: choice", "line 7: 'from': 'values' goes with the type choice"),
        (
            "    type: date",
            "    type: date\n#+     scheme: area",
            "line 7: 'from': 'scheme' goes with the type concept",
        ),
        ("    type: date", "    type: choice\n#+     values: [yes]", "line 7: a value of 'from' is no text"),
        ("    type: date", "    kind: date\n#+     type: date", "line 8: 'from' has an unknown key 'kind'"),
        ("$from", "$to", r"line 7: the filter of 'from' does not use \$from"),
        ("    #{from}\n", "", r"line 7: the parameter 'from' is not used; put a line #\{from\}"),
        ("    #{from}\n", "    #{from}\n    #{till}\n", r"line \d+: #\{till\} is no parameter of the header"),
        (
            "  label: Name",
            "  name: Name",
            "the columns are declared as 'licence name .*' and projected as 'licence label",
        ),
        ("SELECT ?licence ?label", "SELECT ?label ?licence", "line 15: the columns are declared as 'licence label"),
        (
            "PREFIX schema: <https://",
            "PREFIX schema: <http://",
            r"line \d+: the namespace of 'schema:' in the ontology is https://schema.org/",
        ),
        (
            "PREFIX schema:",
            "PREFIX oa: <http://www.w3.org/ns/oa#>\nPREFIX schema:",
            "the prefix 'oa:' is not used; take it out",
        ),
        ("WHERE {", "WHERE {{", r"line \d+, column \d+: '\w+' does not fit here"),
        ("#+", "#", "line 1: the query has no header"),
    ],
)
def test_wrong_file(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    file = tmp_path / "wrong.rq"
    file.write_text(GOOD.replace(old, new) if old == "#+" else GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(QueryError, match=message) as caught:
        read_query(file, "wrong", "quality")
    assert str(caught.value).startswith(f"{file}, line ")


# Formats


def rows(*values: ox.NamedNode | ox.BlankNode | ox.Literal | None) -> Result:
    return Result(tuple(f"c{number}" for number in range(len(values))), (values,))


XSD = "http://www.w3.org/2001/XMLSchema#"
MIXED = rows(
    ox.Literal('a "b",\nc\té'),
    None,
    ox.NamedNode(BASE + "x"),
    ox.Literal(5),
    ox.Literal("v", language="en"),
    ox.BlankNode("b"),
)


def test_csv() -> None:
    assert written(MIXED, "csv") == f'c0,c1,c2,c3,c4,c5\r\n"a ""b"",\nc\té",,{BASE}x,5,v,_:b\r\n'


def test_tsv() -> None:
    line = f'"a \\"b\\",\\nc\\té"\t\t<{BASE}x>\t5\t"v"@en\t_:b'
    assert written(MIXED, "tsv") == f"?c0\t?c1\t?c2\t?c3\t?c4\t?c5\n{line}\n"
    assert isinstance(ox.parse_query_results(written(MIXED, "tsv"), ox.QueryResultsFormat.TSV), ox.QuerySolutions)


def test_json() -> None:
    answer = ox.parse_query_results(written(MIXED, "json"), ox.QueryResultsFormat.JSON)
    assert isinstance(answer, ox.QuerySolutions)
    assert Result.of(answer) == MIXED
    data = json.loads(written(MIXED, "json"))
    assert data["head"] == {"vars": ["c0", "c1", "c2", "c3", "c4", "c5"]}
    assert "c1" not in data["results"]["bindings"][0]


def test_answers_yes_and_no(county: Store) -> None:
    yes = ask(county, "-", stdin="ASK {}")
    assert json.loads(written(yes, "json")) == {"head": {}, "boolean": True}
    assert written(yes, "csv") == "answer\r\ntrue\r\n"


def test_triples(county: Store) -> None:
    found = ask(county, "authority-graph", {"authority": "Eastmere"})
    turtle = written(found, "turtle")
    heads = [line for line in turtle.splitlines() if line.startswith("@prefix ")]
    assert heads == sorted(heads)
    assert "@prefix ig: " in turtle
    assert "@prefix oa: " not in turtle
    assert set(ox.parse(turtle, ox.RdfFormat.TURTLE)) and len(list(ox.parse(turtle, ox.RdfFormat.TURTLE))) == len(
        found.rows
    )
    assert written(found, "csv").startswith("subject,predicate,object\r\n")
    assert written(ask(county, "authority-graph", {"authority": "Eastmere"}), "turtle") == turtle


def test_wrong_formats(county: Store) -> None:
    with pytest.raises(
        QueryError, match="the query gives rows, not triples, so there is no Turtle of it; choose table, csv"
    ):
        written(ask(county, "counts"), "turtle")
    with pytest.raises(QueryError, match="there is no format 'xml' for results; choose table, csv, tsv, json, turtle"):
        written(ask(county, "counts"), "xml")


def test_plain_table_is_whole() -> None:
    text = written(rows(ox.Literal("x" * 500 + "\n\x1b[31m y"), ox.Literal("é")), "table")
    header, rule, row = text.splitlines()
    assert row == "x" * 500 + " \N{REPLACEMENT CHARACTER}[31m y  é"
    assert header.index("c1") == rule.rindex(" ") + 1 == row.index("é")


def test_table_on_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    write(rows(ox.Literal("[bold]plain[/bold] \x1b[31m"), ox.Literal(5)), "table", stream)
    assert "[bold]plain[/bold] \N{REPLACEMENT CHARACTER}[31m" in stream.getvalue()


def test_machine_formats_are_utf_8_everywhere() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii", newline="\r\n")
    write(rows(ox.Literal("é")), "csv", stream)
    stream.flush()
    assert raw.getvalue() == "c0\r\né\r\n".encode()


# Endpoints


@pytest.fixture(scope="module")
def server(county: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The query address of a server that holds the county."""
    folder = tmp_path_factory.mktemp("server")
    county.graph.dump(folder / "county.nq", ox.RdfFormat.N_QUADS)
    line: list[str | Path] = [oxigraph(), "load", "--location", folder / "data", "--file", folder / "county.nq"]
    subprocess.run(line, check=True, capture_output=True)
    with oxigraph_serving("serve-read-only", folder / "data") as address:
        yield f"{address}/query"


@pytest.mark.parametrize("name", NAMES)
def test_endpoint_answers_as_the_store_does(county: Store, server: str, name: str) -> None:
    for given in [given for (query, _), given in CASES.items() if query == name] or [{}]:
        there = questions.answer(Endpoint(server, timeout=600), name, given)
        assert there == questions.answer(county, name, given)


def test_own_query_on_an_endpoint(server: str) -> None:
    endpoint = Endpoint(server)
    text = (
        "SELECT ?i { GRAPH ?d { ?i a ig:Inspection ; ig:authority <https://w3id.org/inspection-graph/id/authority/X99000001> } } "
        "ORDER BY ?i LIMIT 1"
    )
    assert ask(endpoint, "-", stdin=text).text_rows() == [[BASE + "id/inspection/X99000001/2016-09-05"]]
    assert ask(endpoint, "-", stdin="ASK { GRAPH ?g { ?s ?p ?o } }").text_rows() == [["true"]]
    assert (
        ask(endpoint, "-", stdin="CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { ?s a ig:Report ; ?p ?o } }").form
        == "triples"
    )


def test_an_endpoint_may_call_others(server: str) -> None:
    text = f"SELECT * {{ SERVICE SILENT <{server}> {{ ?s ?p ?o }} }} LIMIT 1"
    ask(Endpoint(server), "-", stdin=text)


def test_own_query_with_parameters_on_an_endpoint(county: Store, server: str) -> None:
    file = str(QUERIES / "inspections" / "judgements.rq")
    given = {"area": "adoption"}
    assert ask(Endpoint(server), file, given).rows == ask(county, "judgements", given).rows
    with pytest.raises(QueryError, match="the text begins with 'CLEAR'"):
        ask(Endpoint(server), "-", stdin="CLEAR ALL")
    with pytest.raises(EndpointError, match="it refuses the query as malformed"):
        ask(Endpoint(server), "-", stdin="SELECT ?x { ?x a }")


class _Answering(BaseHTTPRequestHandler):
    """Answers every request with what the test put into ``answer``, and keeps the request."""

    answer: tuple[int, str, bytes] = (200, "text/plain", b"")
    seen: tuple[str, str, str] = ("", "", "")

    def do_GET(self) -> None:
        type(self).seen = (self.command, self.path, self.headers.get("User-Agent", ""))
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        status, media_type, body = self.answer
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 - the name is that of the base class

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing: a test prints nothing."""


@pytest.fixture
def stub() -> Iterator[str]:
    """The address of a server that answers as told."""
    with HTTPServer(("127.0.0.1", 0), _Answering) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_address[1]}/query"
        finally:
            listening.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((400, "text/plain", b"Parse error on line 3"), r"it refuses the query as malformed \(.*Parse error on line 3"),
        ((401, "text/plain", b""), "it asks for a user and password"),
        ((403, "text/plain", b""), "the server answers 403 Forbidden; it is not open to you"),
        (
            (404, "text/plain", b"nothing here"),
            "there is no endpoint at this address; check the path, which often ends in /query or /sparql",
        ),
        ((405, "text/plain", b""), "this is not a SPARQL query endpoint"),
        ((500, "text/plain", b"out of memory"), r"it fails on the query; .*out of memory"),
        ((503, "text/plain", b""), "the server answers 503 Service Unavailable; try again later"),
        (
            (200, "text/html", b"<html>Welcome</html>"),
            "the server answers with text/html, which are no results of a query",
        ),
        ((200, "application/sparql-results+json", b'{"head":'), "the answer breaks off or is malformed"),
    ],
)
def test_endpoint_that_refuses(
    stub: str, monkeypatch: pytest.MonkeyPatch, answer: tuple[int, str, bytes], message: str
) -> None:
    monkeypatch.setattr(_Answering, "answer", answer)
    with pytest.raises(EndpointError, match=message) as caught:
        ask(Endpoint(stub), "counts")
    assert str(caught.value).startswith(stub)


def test_endpoint_that_is_not_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/query"
        with pytest.raises(
            EndpointError, match=r"the endpoint does not answer \(.*\); check the address, and that the server runs"
        ):
            ask(Endpoint(url, timeout=5), "counts")


@pytest.mark.parametrize("url", ["file:///etc/hosts", "ftp://127.0.0.1/", "127.0.0.1:7878/query", "http://", ""])
def test_address_that_is_none(url: str) -> None:
    with pytest.raises(
        EndpointError, match="is no address of an endpoint; expected one beginning with http:// or https://"
    ):
        Endpoint(url)


def test_how_an_endpoint_is_asked(stub: str, monkeypatch: pytest.MonkeyPatch) -> None:
    body = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
    monkeypatch.setattr(_Answering, "answer", (200, "application/json", body))
    ask(Endpoint(stub), "-", stdin="SELECT ?x { ?x ?y ?z }")
    ask(Endpoint(stub), "trajectory")
    assert _Answering.seen == ("POST", "/query", f"inspection-graph/{graph.__version__}")


def test_summary_names_parameters() -> None:
    summary = library()["search"].summary()
    assert summary.startswith("search\n    Where do inspectors speak of something")
    assert "parameters: text (needed), authority" in summary
    assert Query(name="x", text="ASK {}").summary() == "x\n    "


def test_a_terminal_sees_every_column_of_the_judgements(sample_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setenv("COLUMNS", "120")
    result = run("judgements", {}, sample_store, io.StringIO())
    stream = Terminal()
    write(result, "table", stream)
    shown = stream.getvalue()
    kept = [index for index, name in enumerate(result.columns) if name != "sha256"]
    assert all(result.columns[index] in shown for index in kept)
    assert all(row[index] in shown for row in result.text_rows() for index in kept)
    assert not any(row[1] in shown for row in result.text_rows()), "a whole digest leaves no room for the grades"


def test_evidence_knows_every_kind_of_fact() -> None:
    vocabulary_graph = rdflib.Graph().parse(ONTOLOGY / "inspection.ttl")
    kinds = {
        str(kind).removeprefix(IG)
        for kind in vocabulary_graph.subjects(rdflib.RDFS.subClassOf, rdflib.URIRef(IG + "Fact"))
    }
    assert set(library()["evidence"].parameters["kind"].values) == {*kinds, "Problem"}
