"""The measures of what the reports say: how they are shown, and that one under its floor is noticed."""

from pathlib import Path

import pytest

from . import measures
from .measures import Measured, Row

RIGHT, WRONG = Row("share", 0.9, 0.7, 3), Row("part", 0.5, 0.7, 1234)


def test_table() -> None:
    assert list(measures.table([RIGHT, WRONG]))[2:] == [
        "| share | 0.900 | 0.70 | 3 |",
        "| part | 0.500 | 0.70 | 1,234 |",
    ]


def test_what_is_wrong_is_shown_from_all_over() -> None:
    lines = [f"page {number}" for number in range(25)]
    shown = list(measures.some_wrong(Measured([], lines)))
    assert len(shown) == 9
    assert shown[0] == "- page 0"
    assert shown[-1] == "- page 24"
    assert list(measures.some_wrong(Measured([], []))) == []


@pytest.mark.parametrize(("rows", "status"), [([RIGHT], 0), ([RIGHT, WRONG], 1)])
def test_a_measure_under_its_floor_is_a_failure(rows: list[Row], status: int, tmp_path: Path) -> None:
    assert measures.main(lambda folder: Measured(rows, []), [str(tmp_path)]) == status


def test_without_a_folder_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert measures.main(lambda folder: Measured([WRONG], []), [str(tmp_path / "nowhere")]) == 0
    assert capsys.readouterr().out.startswith("skipped: ")


def test_each_kind_of_fact_has_rules_and_is_measured() -> None:
    kinds = {path.name.replace("-", "_") for path in measures.ANNOTATIONS.iterdir() if (path / "RULES.md").is_file()}
    assert kinds == set(measures.names())


def test_folder_without_the_annotated_reports_is_known(tmp_path: Path) -> None:
    assert not measures.are_in(tmp_path)
