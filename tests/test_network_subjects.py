"""What a name means to the network view."""

import re
from pathlib import Path

import pytest

from graph import iris
from graph.build import build
from graph.errors import SubjectError
from graph.network import find_subject, neighbourhood
from graph.settings import BASE
from graph.store import Store

from .networks import EASTMERE, Graph, drawn, of


@pytest.fixture(scope="module")
def graphs(sample_store: Store) -> dict[str, Graph]:
    return drawn(sample_store)


def test_every_name_of_a_subject_finds_it(sample_store: Store) -> None:
    names = [EASTMERE, "id/authority/X99000001", "X99000001", "x99000001", "Eastmere", " eastmere council "]
    assert {find_subject(sample_store, name) for name in names} == {EASTMERE}


def test_an_inspection_is_found_by_year_day_or_label(sample_store: Store) -> None:
    expected = iris.inspection("X99000001", "2016-09-05", "")
    names = ["Eastmere 2016", "Eastmere 2016-09-05", "Inspection of Eastmere, 2016-09-05", expected]
    assert {find_subject(sample_store, name) for name in names} == {expected}


def test_a_document_is_found_by_file_name_or_hash(sample_store: Store) -> None:
    stored = next(each for each in sample_store.documents().values() if each.name == "eastmere-2016-11-18.pdf")
    names = [stored.name, stored.name.upper(), "eastmere-2016-11-18", stored.sha256, stored.sha256[:12]]
    assert {find_subject(sample_store, name) for name in names} == {iris.document(stored.sha256)}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Private fostering", "private-fostering", "theme/private-fostering"], "theme/private-fostering"),
        (["DCS", "director of children's services"], "post/director-of-childrens-services"),
        (["MASH", "Multi-agency safeguarding hub", "body/mash"], "body/mash"),
        (["Safeguarding Children Board"], "id/lscb/X99000001"),
        (["id/body/X99000001/virtual-school"], "id/body/X99000001/virtual-school"),
    ],
)
def test_themes_posts_and_bodies_are_found_by_name(sample_store: Store, names: list[str], expected: str) -> None:
    found = {find_subject(sample_store, name) for name in names}
    assert len(found) == 1
    assert found.pop().startswith(BASE + expected)


def test_a_statement_is_drawn_in_its_inspection(sample_store: Store, graphs: dict[str, Graph]) -> None:
    finding = of(graphs["SIF inspection"], "finding")[3]["iri"]
    graph = neighbourhood(sample_store, find_subject(sample_store, finding), limit=20)
    assert finding in graph
    assert graph.graph["subject"] == finding
    assert graph.graph["title"] == f"{graph.nodes[finding]['label']} of Eastmere 2016"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "subject is empty"),
        ("Eastmeer", "near are: Eastmere"),
        ("Delia Fablethorp", "near are: Delia Fablethorpe"),
        ("Eastmere 1999", "near are: Eastmere"),
        ("zzzzzzzz qqqq", "inspection-graph query inspections"),
        ("Hartlepool", "no inspection of Hartlepool"),
        ("E06000001", "no inspection of Hartlepool"),
        ("id/person/ofsted/nobody", "no document of the store speaks of it"),
        (f"{BASE}grade/good", "no document of the store speaks of it"),
        ("theme/nonsense", "no document of the store speaks of it"),
        ("theme/complaints", "no document of the store speaks of Complaints"),
        ("post/lay-member", "no document of the store speaks of Lay member"),
        (f"{BASE}grade/good> }} DROP ALL #", "not an IRI"),
    ],
)
def test_what_is_not_there_is_an_error_that_helps(sample_store: Store, text: str, said: str) -> None:
    with pytest.raises(SubjectError, match=re.escape(said)):
        find_subject(sample_store, text)


def test_a_name_of_several_things_is_an_error_that_lists_them(sample_store: Store) -> None:
    hashes = sorted(sample_store.documents())
    store = Store(sample_store.folder)
    twins = {sha: store.documents()[hashes[0]] for sha in hashes[:2]}
    store.documents = lambda: twins  # type: ignore[method-assign]
    with pytest.raises(SubjectError, match="may mean 2 things"):
        find_subject(store, twins[hashes[0]].name)


@pytest.mark.parametrize(
    "subject", [f"{BASE}id/person/ofsted/nobody", f"{BASE}grade/good", f"{BASE}id/region/E12000001"]
)
def test_nothing_is_drawn_of_what_is_not_there(sample_store: Store, subject: str) -> None:
    with pytest.raises(SubjectError):
        neighbourhood(sample_store, subject)


def test_a_store_without_inspections_says_so(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Nothing that is a report.", encoding="utf-8")
    build([str(tmp_path / "note.txt")], tmp_path / "store")
    with pytest.raises(SubjectError, match="holds no inspection"):
        neighbourhood(Store(tmp_path / "store"), None)
    assert neighbourhood(Store(tmp_path / "store"), find_subject(Store(tmp_path / "store"), "note.txt"))
