"""Copies: which file of a report is preferred, and what the others lack or have differently."""

import pytest

from .links import Node, Report, links

TEXTS = (
    "Make sure that every visit to a child is written down within two days.",
    "Give each young person a pathway plan that they have helped to write.",
    "See that managers read the records of children whose plans have drifted.",
)


def pdf(number: int = 1, texts: tuple[str, ...] = TEXTS, start: str = "2016-05-09") -> Report:
    return told(Report(number, start), texts)


def text_copy(number: int = 2, texts: tuple[str, ...] = TEXTS) -> Report:
    return told(Report(number, media_type="text/plain"), texts)


def told(report: Report, texts: tuple[str, ...]) -> Report:
    for text in texts:
        report.recommendation(text)
    return report


def pair(*reports: Report) -> Node:
    [found] = links("SameReport", *reports)
    return found


def differences(*reports: Report) -> list[tuple[str, str]]:
    found = links("Difference", *reports)
    return sorted((node["differenceKind"][0].rpartition("/")[2], node["note"][0]) for node in found)


def is_preferred(report: Report, *others: Report) -> bool:
    found = {node["preferred"][0] for node in links("SameReport", report, *others)}
    assert len(found) == 1
    return report.iri.endswith(found.pop().removesuffix("/report").rpartition("/")[2])


def test_a_report_in_one_file_has_no_copy() -> None:
    assert links("SameReport", pdf(), pdf(2, start="2019-02-04")) == []


def test_every_further_file_is_a_copy() -> None:
    found = links("SameReport", pdf(1), pdf(2), text_copy(3))
    assert len(found) == 2
    assert len({node["preferred"][0] for node in found}) == 1


def test_files_with_the_same_statements_differ_in_nothing() -> None:
    found = pair(pdf(1), pdf(2))
    assert [found[name][0] for name in ("agreeing", "lacking", "added", "changed")] == ["3", "0", "0", "0"]
    assert links("Difference", pdf(1), pdf(2)) == []


@pytest.mark.parametrize("turned", [False, True])
def test_the_best_text_is_preferred(turned: bool) -> None:
    numbers = (2, 1) if turned else (1, 2)
    assert is_preferred(pdf(numbers[0]), text_copy(numbers[1]))
    assert is_preferred(pdf(numbers[0]), text_copy(numbers[1], (*TEXTS, "Keep the minutes of all meetings.")))
    assert is_preferred(text_copy(numbers[0]), pdf(numbers[1], TEXTS[:1]))
    assert is_preferred(pdf(numbers[0]), pdf(numbers[1], TEXTS[:2]))


def test_of_equal_files_the_later_issue_is_preferred() -> None:
    first, again = pdf(2), pdf(1)
    first.lines.append(f'<{first.iri}/report> dcterms:issued "2016-07-01"^^xsd:date .')
    again.lines.append(f'<{again.iri}/report> dcterms:issued "2016-09-01"^^xsd:date .')
    assert is_preferred(again, first)


def test_what_a_damaged_copy_lacks_is_listed() -> None:
    damaged = text_copy(2, TEXTS[:1])
    damaged.recommendation(TEXTS[1].partition("that")[2].strip(), complete="tail")
    found = pair(pdf(), damaged)
    assert [found[name][0] for name in ("agreeing", "lacking", "added", "changed")] == ["1", "1", "0", "1"]
    assert differences(pdf(), damaged) == [
        ("changed", "complete yes, in the copy tail; the words differ"),
        ("lacking", "the copy lacks it"),
    ]


def test_a_report_issued_again_says_what_changed() -> None:
    again = pdf(2, (TEXTS[0], TEXTS[1].replace("helped to write", "helped to write and have signed"), TEXTS[2]))
    again.recommendation("Tell the council each quarter how many children wait for a plan.")
    found = differences(pdf(1, (*TEXTS, "Answer each complaint within ten days of the letter.")), again)
    assert found == [
        ("added", "only the copy has it"),
        ("changed", "the words differ"),
        ("lacking", "the copy lacks it"),
    ]


def test_the_same_words_under_another_number_are_the_same_statement_changed() -> None:
    assert differences(pdf(1, TEXTS[:2]), pdf(2, (TEXTS[1], TEXTS[0]))) == [
        ("changed", "number 1, in the copy 2"),
        ("changed", "number 2, in the copy 1"),
    ]


def graded(number: int, grade: str) -> Report:
    report = pdf(number)
    report.fact(
        "Judgement",
        f"ig:area <https://w3id.org/inspection-graph/area/overall> ; ig:grade <https://w3id.org/inspection-graph/grade/{grade}>",
    )
    return report


def test_grades_and_figures_are_compared_by_what_they_are_of() -> None:
    assert differences(graded(1, "good"), graded(2, "outstanding")) == [
        ("changed", "grade outstanding, in the copy good")
    ]
    one, other = pdf(1), pdf(2)
    for report, value in ((one, "12"), (other, "13")):
        report.figure("7", "foster carers", "seven foster carers")
        report.figure(value, "children seen", f"{value} children seen")
    assert differences(one, other) == [("changed", "value 13, in the copy 12")]


def test_links_use_the_preferred_file_alone() -> None:
    reports = [pdf(1), text_copy(2)]
    for report in reports:
        report.figure("12", "children seen alone", "Of 60 children, 12 (30%) were seen alone.", base="60")
        report.figure(
            "30", "children seen alone", "Of 60 children, 12 (30%) were seen alone.", unit="percent", base="60"
        )
    [found] = links("Contradiction", *reports)
    assert found["left"][0].startswith("id/document/0000000000000001/")
