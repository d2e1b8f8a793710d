"""Statements: the sentences that stand in no numbered paragraph."""

from functools import cache

import pytest

from graph.extract.statements import Statement
from graph.reading import read_document
from graph.settings import SAMPLES
from graph.sources import read


@cache
def statements(name: str) -> tuple[Statement, ...]:
    facts = [fact for report in read_document(read(SAMPLES / name)).reports for _, fact in report.facts]
    return tuple(fact for fact in facts if isinstance(fact, Statement))


@pytest.mark.parametrize("name", ["eastmere-2016-11-18.pdf", "eastmere-2024-03-22.pdf"])
def test_statements_are_sentences_with_their_words(name: str) -> None:
    found = statements(name)
    assert [each.position for each in found] == list(range(1, len(found) + 1))
    assert all(each.text.rstrip("’”)").endswith((".", "!", "?")) for each in found)
    assert all(each.evidence for each in found)


def test_the_executive_summary_is_read() -> None:
    found = [
        each
        for each in statements("eastmere-2016-11-18.pdf")
        if each.section and each.section.code == "executive-summary"
    ]
    assert any(each.text.startswith("Children in Eastmere who need help and protection") for each in found)
    assert {each.area.code for each in found if each.area} <= {"lscb"}


def test_facts_about_the_area_are_read() -> None:
    (fact,) = [each for each in statements("eastmere-2016-11-18.pdf") if "inspected in the same month" in each.text]
    assert fact.section and fact.section.code.startswith("area-information")


def test_the_cover_is_read_from_behind_its_table() -> None:
    cover = [each for each in statements("eastmere-2024-03-22.pdf") if each.section is None]
    assert cover
    assert not any("Judgement" in each.text or "Overall effectiveness" in each.text for each in cover)


def test_paragraphs_are_no_statements() -> None:
    assert not [
        each for each in statements("eastmere-2016-11-18.pdf") if each.text[:1].isdigit() and ". " in each.text[:5]
    ]
