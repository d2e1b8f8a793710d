"""Copies: which file of a report is preferred, and what the others lack or have differently."""

import io
import tomllib
from pathlib import Path
from typing import Any

import pytest

from graph.build import build
from graph.queries import run
from graph.store import Store

from .links import Node, Report, links
from .reports import make_samples

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


@pytest.mark.parametrize("texts", [TEXTS, TEXTS[:2]])
def test_of_whole_files_the_later_issue_is_preferred(texts: tuple[str, ...]) -> None:
    first, again = pdf(2), pdf(1, texts)
    first.lines.append(f'<{first.iri}/report> dcterms:issued "2016-07-01"^^xsd:date .')
    again.lines.append(f'<{again.iri}/report> dcterms:issued "2016-09-01"^^xsd:date .')
    assert is_preferred(again, first)


def test_what_a_damaged_copy_lacks_is_listed() -> None:
    damaged = text_copy(2, TEXTS[:1])
    damaged.recommendation(TEXTS[1].partition("that")[2].strip(), complete="tail")
    found = pair(pdf(), damaged)
    assert [found[name][0] for name in ("agreeing", "lacking", "added", "changed")] == ["1", "2", "0", "0"]
    assert differences(pdf(), damaged) == [
        ("lacking", "the copy has only its end"),
        ("lacking", "the copy lacks it"),
    ]


def test_other_words_in_what_is_left_are_a_change() -> None:
    damaged = text_copy(2, TEXTS[:1])
    damaged.recommendation("young person a pathway plan that they were helped to write.", complete="tail")
    assert differences(pdf(), damaged)[0] == ("changed", "complete yes, in the copy tail; the words differ")


def test_a_figure_whose_words_were_broken_is_the_same_figure() -> None:
    whole, damaged = pdf(), text_copy()
    whole.figure("12", "children waited for a visit: Of 60 children", "Of 60 children, 12 waited for a visit.")
    damaged.figure("12", "children waited for a visit", "children, 12 waited for a visit.")
    assert differences(whole, damaged) == []


def test_a_report_issued_again_says_what_changed() -> None:
    again = pdf(2, (TEXTS[0], TEXTS[1].replace("helped to write", "helped to write and have signed"), TEXTS[2]))
    again.recommendation("Tell the council each quarter how many children wait for a plan.")
    found = differences(pdf(1, (*TEXTS, "Answer each complaint within ten days of the letter.")), again)
    assert found == [
        ("added", "only the copy has it"),
        ("changed", "the words differ"),
        ("lacking", "the copy lacks it"),
    ]


def test_a_statement_that_was_put_in_changes_none_behind_it() -> None:
    assert differences(pdf(1), pdf(2, ("Keep the minutes of all meetings.", *TEXTS))) == [
        ("lacking", "the copy lacks it")
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


def set_again(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    """The sample of 2024 in a file, with some of its words changed; each must be there."""
    texts = make_samples.TEXTS.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in texts
        texts = texts.replace(before, after)
    sample: Any = tomllib.loads(texts)["ilacs"]
    foot = make_samples.foot_2023(sample["footer"], sample["dates"])
    (folder / name).write_bytes(make_samples.pdf(sample, foot, make_samples.set_2023))


def test_a_report_set_again_differs_in_what_was_changed_and_in_nothing_else(tmp_path: Path) -> None:
    make_samples.register_fonts()
    (tmp_path / "reports").mkdir()
    set_again(tmp_path / "reports", "a.pdf")
    set_again(
        tmp_path / "reports",
        "b.pdf",
        ("How well privately fostered", "How soon privately fostered"),
        ("fallen to 17%", "fallen to 19%"),
        (
            "Strategy meetings have improved",
            "The harbour team writes down every visit.\n\nStrategy meetings have improved",
        ),
    )
    build([str(tmp_path / "reports")], tmp_path / "store", jobs=1)
    result = run("copy-differences", {}, Store(tmp_path / "store"), io.StringIO())
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.text_rows()]
    # Which of the two is preferred is no matter here: they were published on one day.
    assert sorted((row["kind"], row["difference"].replace("lacking", "added")) for row in rows) == [
        ("Figure", "changed"),
        ("Finding", "added"),
        ("Finding", "changed"),
        ("Recommendation", "changed"),
    ]
