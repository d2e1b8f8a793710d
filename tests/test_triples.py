"""Facts to quads and back: IRIs, evidence, and Turtle that says the same as the quads it was written from."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import iris
from graph.build import build
from graph.errors import VocabularyError
from graph.export import Format, export, prefixes
from graph.extract.recommendations import Recommendation
from graph.facts import Fact, Reading, ReportFacts
from graph.reading import read_document
from graph.settings import BASE, IG
from graph.sources import read
from graph.store import Store
from graph.triples import quads, term

from .documents import (
    SIF_TITLE,
    document,
    heading,
    ilacs_cover,
    ilacs_report,
    numbered,
    plain,
    sentences,
    sif_cover,
    sif_report,
    summary,
)

OA = "http://www.w3.org/ns/oa#"
URL = re.compile(r"https://w3id\.org/inspection-graph/[A-Za-z0-9._~/%#-]+")
TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
PART = st.from_regex(r"[A-Za-z0-9._~]([A-Za-z0-9._~-]{0,8}[A-Za-z0-9._~])?", fullmatch=True)
KEY = st.lists(PART, min_size=1, max_size=4).map(tuple)


@pytest.fixture(scope="module")
def reading() -> Reading:
    return read_document(document(*sif_report()))


def values(found: Iterable[Any], subject: str, predicate: str) -> list[str]:
    return [quad.object.value for quad in found if (quad.subject.value, quad.predicate.value) == (subject, predicate)]


def test_everything_stands_in_the_documents_own_graph_once(reading: Reading) -> None:
    found = quads(reading)
    assert {quad.graph_name for quad in found} == {ox.NamedNode(iris.document(reading.document.sha256))}
    assert len(set(found)) == len(found)
    assert quads(reading) == found


def test_no_blank_nodes_and_no_odd_iris(reading: Reading) -> None:
    nodes = [node for quad in quads(reading) for node in (quad.subject, quad.object)]
    assert not any(isinstance(node, ox.BlankNode) for node in nodes)
    named = {node.value for node in nodes if isinstance(node, ox.NamedNode) and node.value.startswith(BASE)}
    assert all(URL.fullmatch(iri) for iri in named)


def test_evidence_leads_to_page_offsets_and_words(reading: Reading) -> None:
    found = quads(reading)
    parts = {part for report in reading.reports for _, fact in report.facts for part in fact.evidence}
    for part in parts:
        node = iris.evidence(iris.document(reading.document.sha256), part.page, part.start, part.end)
        assert values(found, node, IG + "page") == [str(part.page)]
        assert values(found, node, IG + "quoteDigest") == [hashlib.sha256(part.quote.encode()).hexdigest()]
        assert values(found, f"{node}/quote", OA + "exact") == [part.quote]
        assert values(found, f"{node}/position", OA + "start") == [str(part.start)]
        assert values(found, f"{node}/position", OA + "end") == [str(part.end)]
    assert len([quad for quad in found if quad.predicate.value == OA + "exact"]) == len(parts)


def test_recommendation_is_addressed_to_the_body_it_is_meant_for(reading: Reading) -> None:
    found = quads(reading)
    base = iris.document(reading.document.sha256)
    assert values(found, f"{base}/recommendation/authority/1", IG + "addressedTo") == [iris.authority("X99000001")]
    assert values(found, f"{base}/recommendation/lscb/6", IG + "addressedTo") == [iris.board("X99000001")]
    assert values(found, f"{base}/recommendation/lscb/6", IG + "number") == ["6"]


def test_inspection_has_its_days(reading: Reading) -> None:
    inspection = f"{BASE}id/inspection/X99000001/2015-05-06"
    found = quads(reading)
    assert values(found, inspection, "https://schema.org/startDate") == ["2015-05-06"]
    assert values(found, inspection, "https://schema.org/endDate") == ["2015-05-28"]
    assert values(found, inspection, IG + "safeguardingBoard") == [iris.board("X99000001")]


def test_inspection_without_authority_or_days_stands_below_its_report() -> None:
    read_ = read_document(document(sif_cover(authority="Nowhere Council", dates="", statement=""), summary()))
    node = iris.document(read_.document.sha256) + "/report/inspection"
    assert values(quads(read_), node, term("rdfs:label").value) == ["Inspection of an unknown authority"]


def test_facts_of_a_second_report_have_iris_of_their_own() -> None:
    second = ilacs_report()
    second[0] = ilacs_cover(dates="Inspection dates: 2 to 13 September 2024")
    both = read_document(document(*ilacs_report(), *second))
    subjects = {quad.subject for quad in quads(both)}
    base = iris.document(both.document.sha256)
    ends = ("judgement/in-care", "report/2/judgement/in-care", "report", "report/2")
    assert {ox.NamedNode(f"{base}/{end}") for end in ends} <= subjects


def test_number_printed_twice_gives_two_facts() -> None:
    texts = sentences("advice", 2)
    again = [*heading("Areas for improvement"), *numbered(texts[1:])]
    read_ = read_document(document(sif_cover(), summary(), [*heading("Recommendations"), *numbered(texts)], again))
    base = iris.document(read_.document.sha256) + "/recommendation/authority/1"
    found = quads(read_)
    assert values(found, base, IG + "text") == texts[:1]
    assert values(found, f"{base}/2", IG + "text") == texts[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pudding(Fact):
    """A class that the ontology does not know."""

    @property
    def key(self) -> tuple[str, ...]:
        return ("pudding",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweetened(Recommendation):
    """A field that the ontology does not know."""

    sugar: str = "much"


def test_names_without_a_term_are_an_error(reading: Reading) -> None:
    unknown = replace(reading, reports=(ReportFacts(1, (("cook 1", Pudding()),)),))
    with pytest.raises(VocabularyError, match="'Pudding'"):
        quads(unknown)
    with pytest.raises(VocabularyError, match="'chocolate'"):
        term("chocolate")
    assert term("ig:Judgement").value == IG + "Judgement"


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_iris_of_any_words_are_safe_in_a_url(words: list[str]) -> None:
    for iri in (
        iris.entity(*words),
        iris.concept(words[0], words[-1]),
        iris.fact(iris.document("0" * 64), 1, tuple(words)),
    ):
        assert URL.fullmatch(iri)
        assert "//" not in iri.removeprefix("https://")
        assert ox.NamedNode(iri).value == iri


@given(KEY, KEY, st.integers(1, 3), st.integers(1, 3))
def test_iris_of_facts_are_pure_and_tell_keys_apart(
    left: tuple[str, ...], right: tuple[str, ...], a: int, b: int
) -> None:
    base = iris.document("ab" * 32)
    assert iris.fact(base, a, left) == iris.fact(base, a, left)
    same = iris.fact(base, a, left) == iris.fact(base, b, right)
    assert same == ((a, left) == (b, right)) or "report" in (left[0], right[0])


@given(st.tuples(st.integers(1, 99), st.integers(0, 9999), st.integers(0, 9999)), st.integers(1, 99))
def test_iris_of_evidence_tell_places_apart(place: tuple[int, int, int], page: int) -> None:
    base = iris.document("ab" * 32)
    assert (iris.evidence(base, *place) == iris.evidence(base, page, *place[1:])) == (page == place[0])


def test_words_in_an_iri_are_parted_by_hyphens() -> None:
    assert iris.entity("person", "Ottilie Pretend/Jones ") == BASE + "id/person/Ottilie-Pretend-Jones"
    assert iris.concept("area", "…") == BASE + "area/x"


def test_document_is_named_by_its_bytes() -> None:
    assert iris.document("0123456789abcdef" * 4) == BASE + "id/document/0123456789abcdef"
    assert iris.inspection("", "2015-05-06", "x/report") == "x/report/inspection"


def odd_report(texts: list[str]) -> str:
    """A report in plain text whose recommendations hold odd characters."""
    cover = f"Eastmere Council\n{SIF_TITLE[0]}\n{SIF_TITLE[1]}\nInspection date: 6 May 2015 – 28 May 2015\n"
    odd = [f'{number}. Mend "{" ".join(text.split())}" \\ <soon>.' for number, text in enumerate(texts, 1)]
    return cover + "\nExecutive summary\n\nRecommendations\n" + "\n".join(odd)


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40), min_size=1, max_size=5))
def test_turtle_of_any_words_says_what_was_read(texts: list[str]) -> None:
    triples = [quad.triple for quad in quads(read_document(plain(odd_report(texts))))]
    written = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=prefixes(), base_iri=BASE)
    assert {quad.triple for quad in ox.parse(written, format=ox.RdfFormat.TURTLE)} == set(triples)
    assert any(triple.predicate.value == IG + "text" for triple in triples)


def test_turtle_out_of_a_store_says_what_was_read(tmp_path: Path) -> None:
    path, store, target = tmp_path / "report.txt", tmp_path / "graph.store", BytesIO()
    odd = [
        "“quotes” and 'quotes'",
        '"""',
        "\\",
        "\\u0041",
        "𝄞 \u202e \ufeff",
        "@prefix a: <b> .",
        "a\tb",
        "é\u0301",
        "{?x}",
    ]
    path.write_text(odd_report(odd), encoding="utf-8")
    build([str(path)], store, jobs=1)
    export(Store(store), target, Format.TURTLE, document=path.name)
    written = {quad.triple for quad in ox.parse(target.getvalue(), format=ox.RdfFormat.TURTLE)}
    assert written == {quad.triple for quad in quads(read_document(read(path)))}
    assert target.getvalue().count(b"Mend") >= len(odd)
