"""Dates and spans of days in every style that reports print."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.dates import Period, find_dates, find_periods

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
SPANS = st.builds(lambda day, length: Period(day, day + timedelta(days=length)), DAYS, st.integers(1, 60))
DASHES = st.sampled_from(["-", "–", " - ", " – ", " to ", "–\n", " and ", " until "])


def ordinal(day: int) -> str:
    """A day as ``1st``, ``22nd``, ``13th``."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th") if day // 10 != 1 else "th"
    return f"{day}{ending}"


def month(day: date) -> str:
    return f"{day:%B}"


def full(day: date) -> str:
    return f"{day.day} {month(day)} {day.year}"


def styles(period: Period, dash: str) -> dict[str, str]:
    """A period in every style in which it can be told."""
    start, end = period.start, period.end
    said = {
        "both years": f"{full(start)}{dash}{full(end)}",
        "ordinals": f"{ordinal(start.day)} {month(start)} {start.year}{dash}{ordinal(end.day)} {month(end)} {end.year}",
        "weekdays": f"{start:%A} {full(start)}{dash}{end:%A} {full(end)}",
        "short months": f"{start.day} {start:%b} {start.year}{dash}{end.day} {end:%b}. {end.year}",
        "commas": f"{start.day} {month(start)}, {start.year}{dash}{end.day} {month(end)}, {end.year}",
        "capitals": f"{full(start)}{dash}{full(end)}".upper(),
        "lost dash": f"{full(start)}{full(end)}",
        "one year": f"{start.day} {month(start)}{dash}{full(end)}",
    }
    if (start.year, start.month) == (end.year, end.month):
        said["one month"] = f"{start.day}{dash}{full(end)}"
        said["one month, lost dash"] = f"{start.day} {full(end)}"
    return said


@given(SPANS, DASHES)
def test_period_in_any_common_style(period: Period, dash: str) -> None:
    for style, text in styles(period, dash).items():
        found = [item for item, _, _ in find_periods(f"Inspection dates: {text}. The harbour was shut.")]
        assert found == [period], style


@given(SPANS)
def test_offsets_of_a_period_lead_to_its_words(period: Period) -> None:
    text = f"from {full(period.start)} to {full(period.end)} it rained"
    ((_, start, end),) = find_periods(text)
    assert text[start:end] == f"{full(period.start)} to {full(period.end)}"


@given(DAYS)
def test_lone_date_is_a_period_of_one_day(day: date) -> None:
    assert [found for found, _, _ in find_periods(f"on {day:%A} {full(day)}.")] == [Period(day, day)]
    assert [found for found, _, _ in find_dates(f"on {ordinal(day.day)} of {month(day)} {day.year}.")] == [day]


@given(SPANS, SPANS)
def test_two_periods_with_years(first: Period, second: Period) -> None:
    text = f"{full(first.start)} to {full(first.end)} and {full(second.start)} to {full(second.end)}"
    assert [found for found, _, _ in find_periods(text)] == [first, second]


def test_year_of_the_last_period_holds_for_all() -> None:
    found = [item for item, _, _ in find_periods("9 to 13 May and 6 to 10 June 2016")]
    assert found == [
        Period(date(2016, 5, 9), date(2016, 5, 13)),
        Period(date(2016, 6, 6), date(2016, 6, 10)),
    ]


def test_period_over_new_year_with_one_year() -> None:
    ((found, _, _),) = find_periods("28 November to 16 December 2022")
    assert found == Period(date(2022, 11, 28), date(2022, 12, 16))
    ((found, _, _),) = find_periods("12 December to 13 January 2023")
    assert found == Period(date(2022, 12, 12), date(2023, 1, 13))
    # The year before has no such day.
    ((found, _, _),) = find_periods("29 February to 3 January 2016")
    assert found == Period(date(2016, 1, 3), date(2016, 1, 3))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no dates here",
        "31 February 2016",
        "12 children to 14 families in 2016",
        "in May 2016",
        "45 to 50 May",
        "2016",
        "4 July to 28 July",
        "1 to 2",
    ],
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert find_periods(text) == []


@given(st.text(max_size=60))
def test_any_text_is_read_without_an_error(text: str) -> None:
    for found, start, end in find_periods(f"{text} 2016 {text}"):
        assert found.start <= found.end
        assert start < end
