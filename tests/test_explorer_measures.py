"""Measures: what is printed in several places stands once, and lengths of time are told in words."""

import pytest
from lxml import html  # type: ignore[import-untyped,unused-ignore]
from starlette.testclient import TestClient

from graph.days import day
from graph.explorer.pages.measures import _printed
from graph.rows import Row


def figure(fact: str, **values: str) -> Row:
    """A row of the query of a measure."""
    empty = dict.fromkeys(("upper", "qualifier", "date", "previous", "previous_date", "national", "neighbours"), "")
    return {"fact": fact, "inspection": "first", "value": "29", "unit": "count", "subject": "ferries"} | empty | values


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{}, {}], [["1", "2"]]),
        ([{"date": "P12M"}, {"date": "P1Y"}], [["1", "2"]]),
        ([{"date": ""}, {"date": "2016"}], [["2", "1"]]),
        ([{"date": "P12M"}, {"date": "2015/2016", "previous": "20"}], [["2", "1"]]),
        ([{"date": "2015"}, {"date": "2016"}], [["1"], ["2"]]),
        ([{"date": "P1Y"}, {"date": "P3Y"}], [["1"], ["2"]]),
        ([{"qualifier": "about"}, {}], [["1"], ["2"]]),
        ([{"inspection": "second"}, {}], [["1"], ["2"]]),
        ([{"national": "30"}, {"national": "31"}], [["1"], ["2"]]),
        # What joins two figures of different years with neither of them is joined with one of them only.
        ([{"date": "2015"}, {"date": ""}, {"date": "2016"}], [["1", "2"], ["3"]]),
    ],
)
def test_places_that_print_one_figure_are_one_row(rows: list[dict[str, str]], expected: list[list[str]]) -> None:
    found = _printed([figure(str(number), **values) for number, values in enumerate(rows, 1)])
    assert sorted([row["fact"] for row in some] for some in found.values()) == sorted(expected)


def test_lengths_of_time_are_told_in_words() -> None:
    assert [day(length) for length in ("P1Y", "P12M", "P6W", "P", "PT1H")] == [
        "1 year",
        "12 months",
        "6 weeks",
        "P",
        "PT1H",
    ]


def test_measures_without_figures_are_folded_away(client: TestClient) -> None:
    page = html.fromstring(client.get("/measures").text)
    assert "0" not in {cell.text_content() for cell in page.xpath("//td")}
    assert page.xpath("//details//li")
    assert not page.xpath("//details//a")
