"""From a statement to its words."""

import hashlib
from typing import Any

import pytest

from graph.errors import SubjectError
from graph.settings import BASE, SAMPLES
from graph.store import Store
from graph.why import Explanation, explain

SIF, ILACS = "eastmere-2016-11-18.pdf", "eastmere-2024-03-22.pdf"


def iri(name: str, rest: str = "") -> str:
    """The IRI, below the namespace, of a sample document or of something in it."""
    return f"id/document/{hashlib.sha256((SAMPLES / name).read_bytes()).hexdigest()[:16]}{rest}"


def values(explanation: Explanation) -> dict[str, str]:
    return {name: value.removeprefix(BASE) for name, value in explanation.values}


def check_words(explanation: Explanation, store: Store) -> None:
    """Every quote stands at its place on the page."""
    for part in explanation.words:
        page = store.page_text(part.sha256, part.page)
        assert page
        assert part.quote == page[part.start : part.end]
        assert part.quote.strip()


def test_why_of_a_judgement(sample_store: Store) -> None:
    found = explain(sample_store, iri(SIF, "/judgement/adoption"))
    check_words(found, sample_store)
    assert found.iri == BASE + iri(SIF, "/judgement/adoption")
    assert found.kind == "Judgement"
    assert found.extractor.startswith("judgements ")
    assert values(found)["grade"] == "grade/good"
    assert values(found)["agreed"] == "yes"
    assert "evidence" not in values(found)
    assert {part.source for part in found.words} == {SIF}
    assert len({part.page for part in found.words}) > 1, "two readings stand in two places"
    assert "good" in " ".join(part.quote for part in found.words).lower()


def test_why_of_a_recommendation(sample_store: Store) -> None:
    found = explain(sample_store, iri(SIF, "/recommendation/lscb/47"))
    check_words(found, sample_store)
    assert found.kind == "Recommendation"
    assert values(found)["number"] == "47"
    assert values(found)["addressedTo"] == "id/lscb/X99000001"
    told = " ".join(" ".join(part.quote for part in found.words).split())
    assert told.startswith(" ".join(values(found)["text"].split()[:5]))


def test_words_of_a_statement_over_two_pages_come_in_order(sample_store: Store) -> None:
    facts = sample_store.graph.query(
        "PREFIX ig: <https://w3id.org/inspection-graph/ontology#> "
        "SELECT ?fact WHERE { GRAPH ?g { ?fact a ig:Finding ; ig:evidence/ig:page ?a , ?b FILTER(?a < ?b) } } LIMIT 1"
    )
    (row,) = facts  # type: ignore[misc]
    found = explain(sample_store, row[0].value)
    check_words(found, sample_store)
    assert [(part.page, part.start) for part in found.words] == sorted((part.page, part.start) for part in found.words)
    assert len({part.page for part in found.words}) == 2


def test_why_of_words(sample_store: Store) -> None:
    fact = explain(sample_store, iri(ILACS, "/judgement/overall"))
    part = fact.words[0]
    found = explain(sample_store, iri(ILACS, f"/text/{part.page}/{part.start}-{part.end}"))
    assert found.kind == "SpecificResource"
    assert found.words == (part,)
    assert found.extractor == ""


def test_why_of_an_inspection_shows_the_words_of_its_record(sample_store: Store) -> None:
    found = explain(sample_store, "id/inspection/X99000001/2016-09-05")
    check_words(found, sample_store)
    assert found.kind == "Inspection"
    assert values(found)["startDate"] == "2016-09-05"
    assert values(found)["framework"] == "framework/sif"
    assert any("5 September 2016" in part.quote for part in found.words)


def test_why_of_a_person_shows_every_sighting(sample_store: Store) -> None:
    found = explain(sample_store, "id/person/ofsted/delia-fablethorpe")
    check_words(found, sample_store)
    assert values(found)["name"] == "Delia Fablethorpe"
    assert [part.source for part in found.words] == [SIF, ILACS]


def test_why_of_a_document_and_of_a_concept_has_no_words(sample_store: Store) -> None:
    assert explain(sample_store, iri(ILACS)).kind == "Document"
    assert explain(sample_store, iri(ILACS)).words == ()
    assert explain(sample_store, "grade/good").kind == "Concept"
    assert explain(sample_store, "grade/good").words == ()


def test_the_namespace_may_be_left_out(sample_store: Store) -> None:
    short, full = (explain(sample_store, base + iri(ILACS, "/judgement/overall")) for base in ("", BASE))
    assert short == full == explain(sample_store, "/" + iri(ILACS, "/judgement/overall"))


def test_an_explanation_prints_one_thing_a_line(sample_store: Store) -> None:
    found = explain(sample_store, iri(ILACS, "/judgement/overall"))
    lines = str(found).splitlines()
    assert lines[0] == f"Judgement  {found.iri}"
    assert "  grade: grade/requires-improvement" in lines
    assert f"  read by: {found.extractor}" in lines
    place = next(number for number, line in enumerate(lines) if line.startswith(f"  {ILACS}, page 1, characters "))
    assert lines[place + 1] == "    " + " ".join(found.words[0].quote.split())


@pytest.mark.parametrize(
    ("nonsense", "words"),
    [
        ("nonsense", "the graph says nothing of it"),
        ("", "the graph says nothing of it"),
        (BASE, "the graph says nothing of it"),
        ("id/document/0000000000000000/judgement/overall", "the graph says nothing of it"),
        ("http://example.org/thing", "the graph says nothing of it"),
        ("two words", "is no IRI"),
        ("http://[nowhere", "is no IRI"),
        ("a\nb", "is no IRI"),
    ],
)
def test_nonsense_is_named(sample_store: Store, nonsense: str, words: str) -> None:
    with pytest.raises(SubjectError, match=words) as raised:
        explain(sample_store, nonsense)
    assert str(raised.value).startswith(f"'{nonsense}'")


def test_an_iri_in_the_brackets_of_turtle_is_understood(sample_store: Store) -> None:
    (sha256,) = [sha for sha, stored in sample_store.documents().items() if stored.name == SIF]
    iri = f"{BASE}id/document/{sha256[:16]}/judgement/adoption"
    assert explain(sample_store, f"<{iri}>") == explain(sample_store, iri)


def test_why_of_a_link_shows_the_words_of_both_documents(sample_store: Store) -> None:
    links: Any = sample_store.graph.query(
        f"PREFIX ig: <{BASE}ontology#> SELECT ?link WHERE {{ GRAPH ?g {{ ?link a ig:Recurrence ; ig:earlier ?e ; "
        f"ig:theme <{BASE}theme/private-fostering> }} }}"
    )
    (link,) = [row["link"].value for row in links]
    found = explain(sample_store, link)
    check_words(found, sample_store)
    assert found.kind == "Recurrence"
    assert values(found)["outcome"] == "outcome/persists"
    assert [part.source for part in found.words] == [SIF, ILACS]
    assert all("privately fostered" in " ".join(part.quote.split()) for part in found.words)
    assert all(part.quote.split()[0] in str(found) for part in found.words)
