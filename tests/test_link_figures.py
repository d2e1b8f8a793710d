"""Figures against each other: what contradicts, and all that looks like it and does not."""

import pytest

from .links import Report, links

PLANS = "children were the subject of a child protection plan"
PLAN_MEASURE = "measure/child-protection-plans"
AT_START = "At 9 May 2016, 131 children were the subject of a child protection plan."
NOW = "At the time of the inspection, 129 children were the subject of a child protection plan."


def notes(report: Report) -> list[str]:
    return [note for node in links("Contradiction", report) for note in node["note"]]


def two(first: dict[str, str], second: dict[str, str]) -> list[str]:
    """What is noted of two figures of one report."""
    report = Report(1)
    for said in (first, second):
        report.figure(**said)
    return notes(report)


DATED = {"value": "131", "counted": PLANS, "quote": AT_START, "measure": PLAN_MEASURE, "period": "2016-05-09"}
SAID_NOW = {"value": "129", "counted": PLANS, "quote": NOW, "measure": PLAN_MEASURE}


def test_two_values_at_the_inspection_contradict() -> None:
    assert two(DATED, SAID_NOW) == ["131 and 129 are given for the same thing at the same time"]


@pytest.mark.parametrize(("before", "found"), [("the number of ", 1), ("many of ", 0)])
def test_words_behind_the_number_of_tell_what_is_counted(before: str, found: int) -> None:
    what = "children were the subject of a plan made at the harbour"
    first = {**DATED, "counted": f"visits to the lake with {before}{what}", "measure": ""}
    second = {**SAID_NOW, "counted": what, "measure": ""}
    quotes = [
        f"At 9 May 2016, visits to the lake with {before}{what}: 131.",
        f"At the time of the inspection 129 {what}.",
    ]
    assert len(two(*({**said, "quote": quote} for said, quote in zip((first, second), quotes, strict=True)))) == found


def test_a_contradiction_leads_to_both_facts_and_their_words() -> None:
    report = Report(1)
    left, right = report.figure(**DATED), report.figure(**SAID_NOW)
    [found] = links("Contradiction", report)
    assert [f"https://w3id.org/inspection-graph/{found[side][0]}" for side in ("left", "right")] == [left, right]
    assert found["leftEvidence"] != found["rightEvidence"]
    assert sorted(found["evidence"]) == sorted(found["leftEvidence"] + found["rightEvidence"])
    assert found["contradictionScope"] == ["contradiction/document"]
    assert found["subject"] == ["Children subject to a child protection plan"]
    assert found["authority"] == ["id/authority/X99000001"]


MONTH = {
    **SAID_NOW,
    "quote": "Plans were 129 in March: children were the subject of a child protection plan.",
    "period": "2016-03",
}
MONTH_END = {
    **DATED,
    "quote": "At 31 March 131 children were the subject of a child protection plan.",
    "period": "2016-03-31",
}


def test_the_end_of_a_month_is_that_month() -> None:
    assert two(MONTH, MONTH_END)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(DATED, {**SAID_NOW, "value": "131"}, id="the same value"),
        pytest.param(DATED, {**SAID_NOW, "quote": NOW.replace("At the time of the inspection,", "")}, id="no time"),
        pytest.param({**DATED, "period": "2016-03-31"}, SAID_NOW, id="another date"),
        pytest.param(DATED, {**SAID_NOW, "unit": "percent"}, id="another unit"),
        pytest.param(DATED, {**SAID_NOW, "qualifier": "qualifier/more-than"}, id="no exact value"),
        pytest.param(DATED, {**SAID_NOW, "upperValue": "140"}, id="a range"),
        pytest.param(DATED, {**SAID_NOW, "base": "200"}, id="a part"),
        pytest.param(
            DATED,
            {**SAID_NOW, "counted": f"disabled {PLANS}", "quote": NOW.replace("129", "129 disabled")},
            id="a part of the group",
        ),
        pytest.param(
            DATED, {**SAID_NOW, "quote": "At the time of the inspection, there were 129."}, id="not its own words"
        ),
        pytest.param(
            {**DATED, "section": "section/area-information-detail"},
            {**SAID_NOW, "section": "section/area-information-detail"},
            id="both in a list of facts",
        ),
        pytest.param(DATED, {**SAID_NOW, "quote": AT_START}, id="one sentence"),
    ],
)
def test_values_that_count_different_things_do_not(first: dict[str, str], second: dict[str, str]) -> None:
    assert two(first, second) == []


def test_a_part_told_after_the_whole_is_no_other_value() -> None:
    quote = "At the time of the inspection 60 children are known, of whom three were the subject of a child protection plan."
    report = Report(1)
    report.figure(**DATED)
    report.figure("60", "children are known", quote)
    report.figure("3", PLANS.replace("children were ", ""), quote, measure=PLAN_MEASURE)
    assert notes(report) == []


def test_earlier_values_are_compared_where_they_are_printed() -> None:
    first = {**DATED, "previousValue": "110", "previousPeriod": "2015-03-31"}
    second = {
        **SAID_NOW,
        "period": "2015-03",
        "value": "112",
        "quote": "In March 2015 112 children were the subject of a child protection plan.",
    }
    assert two(first, second) == []
    assert two({**first, "quote": AT_START.replace(".", ", and 110 a year before.")}, second)


CHANGE = "Since April there has been a 45% increase in families helped, from 20 to 25 now."


def change(percent: str, before: str, after: str, quote: str) -> list[str]:
    report = Report(1)
    report.figure(percent, "increase in families helped", quote, unit="percent")
    report.figure(after, "families helped", quote, previousValue=before)
    return notes(report)


def test_a_change_is_reckoned_again() -> None:
    assert change("45", "20", "25", CHANGE) == ["from 20 to 25 is a rise of 25 %, not of 45 %"]
    assert change("20", "20", "25", CHANGE.replace("45", "20")) == [
        "from 20 to 25 is a rise of 25 %, not of 20 %, which is its share of the later number"
    ]
    assert change("25", "20", "25", CHANGE.replace("45", "25")) == []
    assert change("9", "33", "30", "The number fell by 9% from 33 to 30 families helped.") == []
    assert change("19", "33", "30", "The number fell by 19% from 33 to 30 families helped.") == [
        "from 33 to 30 is a fall of 9.1 %, not of 19 %"
    ]


def test_a_percentage_of_something_else_is_none_of_a_change() -> None:
    assert change("45", "20", "25", "Families helped rose from 20 to 25, and 45% of them are satisfied.") == []
    assert change("45", "20", "25", "Families helped rose by nearly a half, from 20 to 25.") == []
    assert change("45", "5000", "6000", "A 45% increase in families helped, from 5000 to 6000.") == []


def part(percent: str, quote: str, **said: str) -> list[str]:
    report = Report(1)
    for value, unit in (("12", "count"), (percent, "percent")):
        report.figure(value, "children seen alone", quote, unit=unit, **said)
    return notes(report)


def test_a_part_is_reckoned_again() -> None:
    assert part("30", "Of 60 children, 12 (30%) were seen alone.", base="60") == ["12 of 60 is 20 %, not 30 %"]
    assert part("20", "Of 60 children, 12 (20%) were seen alone.", base="60") == []
    assert part("21", "Of 60 children, 12 (21%) were seen alone.", base="60") == []
    assert part("20.9", "Of 60 children, 12 (20.9%) were seen alone.", base="60") == ["12 of 60 is 20 %, not 20.9 %"]
    assert part("30", "Of 60 children, 12 were seen alone and 30% with others.", base="60") == []
    assert part("30", "There were 12 (30%) seen alone.") == []


@pytest.mark.parametrize(
    ("quote", "percent", "of_share", "found"),
    [
        ("At the visit, 12 out of 60 (30%) were seen alone.", "30", "", ["12 of 60 is 20 %, not 30 %"]),
        ("At the visit, 12 of the 60 (30%) were seen alone.", "30", "", ["12 of 60 is 20 %, not 30 %"]),
        ("At the visit, 12 out of 60 (20%) were seen alone.", "20", "", []),
        ("At the visit, 12 out of 60 (30%) were seen alone.", "30", "40", []),
    ],
)
def test_the_whole_may_stand_between(quote: str, percent: str, of_share: str, found: list[str]) -> None:
    report = Report(1)
    report.figure("12", "children seen alone", quote, base="60")
    report.figure(percent, "children seen alone", quote, unit="percent", **({"base": of_share} if of_share else {}))
    assert notes(report) == found


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("Only 30% (12 of 60) were seen alone.", ["12 of 60 is 20 %, not 30 %"]),
        ("Only 30% (or 12 of 60) were seen alone.", ["12 of 60 is 20 %, not 30 %"]),
        ("Only 30% were seen alone, 12 of 60.", []),
    ],
)
def test_a_part_may_stand_behind_its_percentage(quote: str, found: list[str]) -> None:
    report = Report(1)
    report.figure("30", "children seen alone", quote, unit="percent")
    report.figure("12", "children seen alone", quote, base="60")
    assert notes(report) == found


LOOKED_AFTER = "children were looked after"
SECTION = "section/area-information-detail"


@pytest.mark.parametrize(
    ("period", "others", "found"),
    [
        ("2016-05-09", 0, ["30 of 100 is 30 %, not 25 %"]),
        ("2015-03-31", 0, []),
        ("2016-05-09", 1, []),
    ],
)
def test_the_whole_may_stand_in_the_line_above(period: str, others: int, found: list[str]) -> None:
    report = Report(1)
    for number in range(1 + others):
        report.figure(
            str(100 + 20 * number), LOOKED_AFTER, f"{100 + 20 * number} {LOOKED_AFTER}.", section=SECTION, period=period
        )
    for value, unit in (("30", "count"), ("25", "percent")):
        report.figure(
            value,
            f"{LOOKED_AFTER}: live outside the area",
            "30 (or 25%) live outside the area",
            unit=unit,
            section=SECTION,
            period="2016-05-09",
        )
    assert notes(report) == found


def test_lengths_of_time_may_be_told_in_other_words() -> None:
    first = "Care proceedings are completed in time and well managed, averaging 30 weeks in 2015-16."
    second = "Legal advice is good and care proceedings are completed in time and well managed, averaging 33 weeks in 2015-16."
    said = {"unit": "weeks", "period": "2015/2016"}
    counted = "care proceedings are completed in time and well managed, averaging …"
    both = (
        {"value": "30", "counted": counted, "quote": first, **said},
        {"value": "33", "counted": f"Legal advice is good and {counted}", "quote": second, **said},
    )
    assert two(*both) == ["30 and 33 are given for the same thing at the same time"]
    assert two(*({**each, "unit": "count"} for each in both)) == []
