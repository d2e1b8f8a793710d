"""What links say in the network page: articles and claims, contradictions, what came back, and copies that are drawn once."""

import shutil
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph import iris
from graph.build import build
from graph.network import find_subject, neighbourhood, view_page
from graph.settings import BASE, IG, LINKS_GRAPH
from graph.store import Store

from .folders import ARTICLE, REPORTS, samples
from .networks import EASTMERE, Graph, of

LINKS = ox.NamedNode(LINKS_GRAPH)
STATUSES = ("corroborated", "contradicted", "partly", "not-in-report")


def document(store: Store, name: str) -> str:
    return iris.document(next(sha for sha, stored in store.documents().items() if stored.name == name))


@pytest.fixture(scope="module")
def store(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The samples with recurrences as derived, and claims and contradictions as said here."""
    folder = tmp_path_factory.mktemp("links") / "store"
    shutil.copytree(sample_store.folder, folder)
    store, graph = Store(folder), ox.Store()
    graph.extend(
        quad for quad in sample_store.quads() if quad.graph_name != LINKS or "/link/recurrence/" in str(quad.subject)
    )
    article, report = document(store, ARTICLE), document(store, REPORTS[0])
    inspection = iris.inspection("X99000001", "2016-09-05", "")
    said = [
        f"<{BASE}id/link/coverage/1> a <{IG}Coverage> ; <{IG}article> <{article}/article> ; <{IG}inspection> <{inspection}> .",
        _contradiction(graph, article, report, inspection),
    ]
    for number, status in enumerate(STATUSES, 1):
        against = f"<{IG}against> <{report}/judgement/overall> ; " if status != "not-in-report" else ""
        said.append(
            f"<{BASE}id/link/assessment/{number}> a <{IG}Assessment> ; <{IG}claim> <{article}/claim/{number}> ; {against}"
            f'<{IG}status> <{BASE}claim-status/{status}> ; <{IG}note> "note {number}" .'
        )
    graph.load(f"<{LINKS_GRAPH}> {{ {' '.join(said)} }}", ox.RdfFormat.TRIG)
    store.graph = graph
    return store


def _contradiction(graph: Any, article: str, report: str, inspection: str) -> str:
    facts = f"{article}/claim/2", f"{report}/judgement/overall"
    words = [
        min(
            quad.object.value
            for quad in graph.quads_for_pattern(ox.NamedNode(fact), ox.NamedNode(f"{IG}evidence"), None, None)
        )
        for fact in facts
    ]
    return (
        f"<{BASE}id/link/contradiction/1> a <{IG}Contradiction> ; <{IG}authority> <{EASTMERE}> ; <{IG}left> <{facts[0]}> ; "
        f"<{IG}right> <{facts[1]}> ; <{IG}leftEvidence> <{words[0]}> ; <{IG}rightEvidence> <{words[1]}> ; "
        f'<{IG}subject> "overall grade" ; <{IG}note> "two grades" ; <{IG}contradictionScope> <{BASE}contradiction/article> .'
    )


@pytest.fixture(scope="module")
def inspection(store: Store) -> Graph:
    return neighbourhood(store, find_subject(store, "Eastmere 2016"))


@pytest.fixture(scope="module")
def authority(store: Store) -> Graph:
    return neighbourhood(store, EASTMERE)


def test_an_article_stands_below_the_inspection_it_is_about(authority: Graph) -> None:
    (article,) = of(authority, "article")
    assert article["label"] == "Eastmere children's services rated inadequate"
    assert article["home"].endswith("X99000001/2016-09-05")
    assert ("Contradicted", "1") in article["facts"]
    assert not of(authority, "claim"), "claims are drawn one by one only around one inspection"


def test_claims_have_lines_in_the_colour_of_their_status(store: Store, inspection: Graph) -> None:
    claims = sorted(of(inspection, "claim"), key=lambda node: node["order"])
    assert len(claims) > len(STATUSES)
    assert [node["mark"] for node in claims[:5]] == ["corroborated", "contradicted", "partly", "silent", ""]
    judgement = f"{document(store, REPORTS[0])}/judgement/overall"
    lines = {
        (data["mark"], target, data["quiet"])
        for number in range(1, 5)
        for _, target, data in inspection.out_edges(f"{document(store, ARTICLE)}/claim/{number}", data=True)
    }
    home = claims[0]["home"]
    expected = {(mark, judgement, False) for mark in ("corroborated", "contradicted", "partly")} | {
        ("silent", home, True)
    }
    assert expected <= lines


def test_a_contradiction_shows_both_sides(store: Store, inspection: Graph, authority: Graph) -> None:
    for graph in (inspection, authority):
        (node,) = of(graph, "contradiction")
        assert node["label"] == "Overall grade"
        assert node["text"] == "two grades"
        assert node["mark"] == "against"
        assert ("Claims on this point", "1") in node["facts"]
        assert [quote["source"] for quote in node["evidence"]] == [ARTICLE, REPORTS[0]]
        assert f"{document(store, REPORTS[0])}/judgement/overall" in set(graph.successors(node["iri"]))


def test_what_was_asked_again_is_marked(authority: Graph) -> None:
    back = {node["label"]: node for node in of(authority, "theme") if node["mark"] == "again"}
    assert "Private fostering" in back
    bridges = {
        data["label"]: data
        for source, _, data in authority.in_edges(back["Private fostering"]["iri"], data=True)
        if source.endswith("X99000001/2024-01-29")
    }
    assert bridges["asks again about"]["mark"] == "again"
    assert bridges["asks again about"]["far"] == "bridge"
    marked = [node for node in of(authority, "recommendation") if node["mark"] == "back"]
    assert {node["home"][-10:] for node in marked} == {"2016-09-05", "2024-01-29"}


def test_what_became_of_a_recommendation_is_told_with_it(inspection: Graph) -> None:
    told = [fact for node in of(inspection, "recommendation") for fact in node["facts"]]
    names = {name for name, _ in told}
    assert "Persists in Eastmere 2024" in names
    assert "Partly improved in Eastmere 2024" in names


def test_an_article_leads_to_the_inspection_it_is_about(store: Store) -> None:
    graph = neighbourhood(store, document(store, ARTICLE))
    assert graph.graph["view"] == "inspection"
    assert of(graph, "article")


def test_an_article_about_no_inspection_stands_alone_with_its_claims(store: Store) -> None:
    alone = Store(store.folder)
    alone.graph = ox.Store()
    alone.graph.extend(quad for quad in store.quads() if quad.graph_name != LINKS)
    graph = neighbourhood(alone, document(alone, ARTICLE))
    assert {data["kind"] for _, data in graph.nodes(data=True)} >= {"document", "article", "claim"}
    around = neighbourhood(alone, EASTMERE)
    (article,) = of(around, "article")
    assert list(around.successors(article["iri"])) == [EASTMERE]


def test_a_poorer_copy_is_a_document_and_nothing_else(sample_store: Store, tmp_path: Path) -> None:
    folder = samples(tmp_path / "files")
    sha = next(sha for sha, stored in sample_store.documents().items() if stored.name == REPORTS[0])
    pages = [sample_store.page_text(sha, number) or "" for number in range(1, 12)]
    (folder / "0-damaged.txt").write_text("\n".join(pages), encoding="utf-8")
    build([str(folder)], tmp_path / "store")
    store = Store(tmp_path / "store")
    copy, preferred = document(store, "0-damaged.txt"), document(store, REPORTS[0])
    for subject in ("Eastmere", "Eastmere 2016"):
        once, both = (neighbourhood(each, find_subject(each, subject)) for each in (sample_store, store))
        assert set(both) - set(once) == {copy}
        assert not [
            node for node, data in both.nodes(data=True) if any(iri.startswith(f"{copy}/") for iri in data["same"])
        ]
        assert preferred in set(both.successors(copy))
        assert dict(both.nodes[copy]["facts"])["Poorer copy of"].startswith(REPORTS[0])


def test_the_page_colours_the_lines(store: Store) -> None:
    page = view_page(store, "Eastmere 2016")
    assert '"mark": "contradicted"' in page or '"mark":"contradicted"' in page
    assert "Claims of the article" in page


def test_claims_against_the_same_words_are_one_contradiction(store: Store) -> None:
    several, copied, claim = Store(store.folder), ox.Store(), f"{document(store, ARTICLE)}/claim/"
    copied.extend(store.graph)
    quads: Any = store.graph.quads_for_pattern(None, None, None, LINKS)
    for quad in quads:
        if str(quad.subject).endswith("/link/contradiction/1>"):
            value = ox.NamedNode(f"{claim}3") if quad.object == ox.NamedNode(f"{claim}2") else quad.object
            copied.add(ox.Quad(ox.NamedNode(f"{quad.subject.value}0"), quad.predicate, value, LINKS))
    several.graph = copied
    (node,) = of(neighbourhood(several, EASTMERE), "contradiction")
    assert [quote["source"] for quote in node["evidence"]] == [ARTICLE, REPORTS[0]]
