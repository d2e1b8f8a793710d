"""The graph of links: derived by every build, the same for the same store, and dropped without a trace."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import link
from graph.build import build
from graph.errors import QueryError
from graph.link import derive, rules
from graph.settings import BASE, LINKS_GRAPH, VOCABULARY_GRAPH
from graph.store import Store, writing
from graph.vocabulary import SKOS

from .folders import REPORTS, samples, variant
from .links import Report, links, nodes, store

GRAPH = ox.NamedNode(LINKS_GRAPH)


def written(found: ox.Store) -> bytes:
    quads = sorted(found.quads_for_pattern(None, None, None, GRAPH), key=str)
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def test_a_build_derives_links(sample_store: Store) -> None:
    assert nodes("Recurrence", sample_store.graph.quads_for_pattern(None, None, None, GRAPH))


def test_links_dropped_and_made_again_are_the_same(sample_store: Store) -> None:
    again = ox.Store()
    again.extend(sample_store.graph)
    again.remove_graph(GRAPH)
    again.extend(derive(again))
    assert written(again) == written(sample_store.graph)
    # The links of the store itself change nothing either.
    assert derive(sample_store.graph) == derive(again)


def test_the_order_of_the_store_does_not_matter(sample_store: Store) -> None:
    turned = ox.Store()
    turned.extend(reversed(list(sample_store.graph)))
    assert derive(turned) == derive(sample_store.graph)


def test_links_have_no_blank_nodes(sample_store: Store) -> None:
    for quad in sample_store.graph.quads_for_pattern(None, None, None, GRAPH):
        assert isinstance(quad.subject, ox.NamedNode)
        assert not isinstance(quad.object, ox.BlankNode)


def test_a_build_that_takes_a_report_out_takes_its_links_out(tmp_path: Path) -> None:
    folder, place = samples(tmp_path / "reports", *REPORTS), tmp_path / "store"
    build([str(folder)], place)
    whole = written(Store(place).graph)
    (folder / REPORTS[1]).unlink()
    build([str(folder)], place)
    assert written(Store(place).graph) == b""
    (folder / REPORTS[1]).write_bytes(variant(REPORTS[1], 0).removesuffix(b"\n%0\n"))
    build([str(folder)], place)
    assert written(Store(place).graph) == whole


def test_a_copy_under_another_hash_is_linked(tmp_path: Path) -> None:
    folder, place = samples(tmp_path / "reports", REPORTS[1]), tmp_path / "store"
    (folder / "again.pdf").write_bytes(variant(REPORTS[1], 1))
    build([str(folder)], place)
    [found] = nodes("SameReport", Store(place).graph.quads_for_pattern(None, None, None, GRAPH))
    assert [found[name] for name in ("lacking", "added", "changed")] == [["0"], ["0"], ["0"]]
    assert int(found["agreeing"][0]) > 20


def test_links_of_other_rules_are_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, place = samples(tmp_path / "reports", REPORTS[1]), tmp_path / "store"
    build([str(folder)], place)
    assert build([str(folder)], place).read == []
    monkeypatch.setattr(link, "version", lambda: "other")
    monkeypatch.setattr(link, "derive", lambda graph: [ox.Quad(GRAPH, GRAPH, GRAPH, GRAPH)])
    assert build([str(folder)], place).read == []
    assert written(Store(place).graph).count(b"\n") == 1
    assert Store(place).setting("links") == "other"


def test_links_that_cannot_be_made_leave_the_store_as_it_was(tmp_path: Path) -> None:
    folder, place = samples(tmp_path / "reports", REPORTS[1]), tmp_path / "store"
    build([str(folder)], place)
    before = written(Store(place).graph)

    def fail(graph: ox.Store) -> list[ox.Quad]:
        raise ValueError("no links")

    with pytest.raises(ValueError, match="no links"), writing(place) as writer, writer.next_generation() as generation:
        generation.set_links(fail, "any")
    assert written(Store(place).graph) == before


#
# Rules
#


def test_every_rule_is_a_construct_query_of_the_library() -> None:
    assert {rule.name for rule in rules.library()} == {"earlier-grades", "grades-printed-twice"}
    assert {rule.form for rule in rules.library()} == {"CONSTRUCT"}


def test_a_rule_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rules").mkdir()
    header = "#+ question: A?\n#+ description: B.\n#+ tags: [rule]\n#+ parameters: {}\n#+ columns:\n#+   a: A.\n"
    (tmp_path / "rules" / "wrong.rq").write_text(header + "\nSELECT ?a WHERE { ?a ?b ?c }\n", encoding="utf-8")
    monkeypatch.setattr(rules, "QUERIES", tmp_path)
    with pytest.raises(QueryError, match="wrong: a rule is a CONSTRUCT query"):
        rules.library.__wrapped__()


def judged(number: int, start: str, grade: str, issued: str = "") -> Report:
    report = Report(number, f"{start}-03", f"{start}-20")
    said = f"ig:area <{BASE}area/overall> ; ig:grade <{BASE}grade/{grade}>"
    report.fact("Judgement", said, f"Overall effectiveness is {grade}.")
    report.lines.append(f"<{report.inspection}> ig:framework <{BASE}framework/sif> .")
    if issued:
        report.lines.append(f'<{report.iri}/report> dcterms:issued "{issued}"^^xsd:date .')
    return report


def mention(report: Report, date: str, grade: str, kind: str = "authority") -> Report:
    said = f'ig:inspectionKind <{BASE}inspection-kind/{kind}> ; ig:statedDate "{date}" ; ig:grade <{BASE}grade/{grade}>'
    report.fact("PriorInspection", said, f"It was judged {grade} in {date}.")
    return report


@pytest.mark.parametrize(
    ("date", "grade", "kind", "count"),
    [
        ("2014", "good", "authority", 1),
        ("2014-03", "good", "authority", 1),
        ("2014-06", "good", "authority", 1),
        ("2014-03-05", "good", "authority", 1),
        ("2014", "inadequate", "authority", 0),
        ("2014", "good", "fostering", 0),
        ("2013", "good", "authority", 0),
        ("2014-08", "good", "authority", 0),
    ],
)
def test_an_earlier_grade_is_held_against_that_inspection(date: str, grade: str, kind: str, count: int) -> None:
    first, later = (
        judged(1, "2014-03", "inadequate", "2014-06-01"),
        mention(judged(2, "2017-06", "good"), date, grade, kind),
    )
    found = links("Contradiction", first, later)
    assert len(found) == count
    for each in found:
        assert each["contradictionScope"] == ["contradiction/graph"]
        assert each["note"] == ["the later report says good, its own report inadequate"]
        assert each["left"][0].startswith("id/document/0000000000000002/")
        assert each["right"][0].startswith("id/document/0000000000000001/")


def test_a_file_with_a_copy_and_a_report_of_its_own_is_held_against_others() -> None:
    both = judged(3, "2018-01", "good")
    own = Report(3, "2020-01-03", "2020-01-20")
    both.lines += [line.replace("/report>", "/report/2>") for line in own.lines[1:]]
    both.inspection = own.inspection
    reports = (
        judged(1, "2014-02", "good"),
        judged(4, "2018-01", "good", issued="2018-02-20"),
        mention(both, "2014-02", "inadequate"),
    )
    assert len(links("SameReport", *reports)) == 1
    assert len(links("Contradiction", *reports)) == 1


def test_two_printed_grades_are_a_contradiction() -> None:
    report = Report(1)
    judgement = report.fact("Judgement", f'ig:area <{BASE}area/adoption> ; ig:agreed "no"', "Adoption is good.")
    for number, words in ((900, "Adoption: requires improvement"), (990, "Adoption is good")):
        evidence = f"{report.iri}/text/1/{number}-{number + 20}"
        report.lines.append(f"<{judgement}> ig:evidence <{evidence}> .")
        report.lines.append(f'<{evidence}> oa:hasSelector <{evidence}/quote> . <{evidence}/quote> oa:exact "{words}" .')
    first = f"{report.iri}/text/1/100-117"
    report.lines.append(f"<{first}> oa:hasSelector <{first}/quote> .")
    graph = store(report)
    vocabulary = ox.NamedNode(VOCABULARY_GRAPH)
    for grade, label in (("good", "Good"), ("requires-improvement", "Requires improvement")):
        concept = ox.NamedNode(f"{BASE}grade/{grade}")
        graph.add(ox.Quad(concept, ox.NamedNode(SKOS + "inScheme"), ox.NamedNode(f"{BASE}grade/"), vocabulary))
        graph.add(ox.Quad(concept, ox.NamedNode(SKOS + "prefLabel"), ox.Literal(label, language="en"), vocabulary))
    found = nodes("Contradiction", derive(graph))
    assert len(found) == 2, "the place that differs against each of the two that agree"
    assert {node["note"][0] for node in found} == {"two grades are printed for adoption"}
    assert {node["contradictionScope"][0] for node in found} == {"contradiction/document"}
