"""The two programs that measure: on the corpus of real reports where it is at hand, and on samples with facts put wrong."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from graph.settings import SAMPLES
from graph.sources import read

from . import accuracy, benchmark

REPORTS = Path(__file__).with_name("reports")
WRONG = {
    "framework": "ilacs",
    "gss": "E08000015",
    "start": "2016-09-06",
    "end": "2016-09-30",
    "published": "2016-11-19",
    "published_printed": False,
    "lead_inspector": "Wilf Notareal",
    "judgements": {"overall": "good"},
    "recommendations_authority": 8,
    "recommendations_lscb": None,
    "last_finding_number": 61,
}


def corpus(folder: Path, **changes: Any) -> Path:
    """A folder of the sample reports and a file that is none, with headlines of which some are changed."""
    headlines = [{"file": "broken.pdf", "readable": False}]
    (folder / "broken.pdf").write_text("no report", encoding="utf-8")
    for path in sorted(REPORTS.glob("*.json")):
        written = json.loads(path.read_text(encoding="utf-8"))
        if "framework" in written:
            shutil.copy(SAMPLES / written["file"], folder)
            headlines.append({"readable": True, **written, **(changes if "2016" in written["file"] else {})})
    lines = "".join(json.dumps(headline) + "\n" for headline in headlines)
    (folder / "headlines.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.mark.corpus
def test_real_reports_are_read_right(capsys: pytest.CaptureFixture[str]) -> None:
    if not (accuracy.CORPUS / "headlines.jsonl").is_file():
        pytest.skip("the corpus of real reports is not beside the repository (shared/corpus)")
    status = accuracy.main([str(accuracy.CORPUS)])
    assert status == 0, capsys.readouterr().out


def test_samples_are_read_right(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main([str(corpus(tmp_path))]) == 0
    printed = capsys.readouterr().out
    assert "| Lead inspector | 2 | 2 | 100.0% | 98% |" in printed
    assert "| Files that are no reports refused | 1 | 1 | 100.0% | 100% |" in printed
    assert "Nothing is wrong." in printed


@pytest.mark.parametrize("key", WRONG)
def test_each_wrong_headline_breaks_a_floor(key: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main([str(corpus(tmp_path, **{key: WRONG[key]}))]) == 1
    assert "\n- " in capsys.readouterr().out


def test_report_that_was_to_be_refused_breaks_a_floor(tmp_path: Path) -> None:
    assert accuracy.main([str(corpus(tmp_path, readable=False))]) == 1


def test_report_that_cannot_be_read_breaks_a_floor(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    (folder / "eastmere-2016-11-18.pdf").write_bytes(b"%PDF-1.4 cut")
    assert accuracy.main([str(folder)]) == 1


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("eastmere-2024-03-22.pdf", "Inspection of Eastmere local authority"),
        ("eastmere-2016-11-18.pdf", "Imaginary authority: a sample written for"),
        ("eastmere-2016-11-18.pdf", "allows: the inspection of what the local authority does"),
    ],
    ids=["footer", "other footer", "footnote"],
)
def test_what_stands_around_a_text_is_noticed_in_it(name: str, words: str) -> None:
    document = read(SAMPLES / name)
    (fact, *_) = accuracy.read_facts(document).recommendations
    around = accuracy.Around(SAMPLES / name)
    line = next(
        line.text for page in document.pages[::-1] for line in page.lines if words in line.text and line.size < 12
    )
    assert not around.is_in(fact.text, fact)
    assert around.is_in(f"{fact.text} {line} and the ferry sails.", fact)


def test_footnote_number_in_a_text_is_noticed() -> None:
    path = SAMPLES / "eastmere-2016-11-18.pdf"
    (fact, *_) = accuracy.read_facts(read(path)).recommendations
    around = accuracy.Around(path)
    assert around.is_in("Special schools,3 the ferry and the harbour.", fact)
    assert not around.is_in("Special schools, the ferry and the harbour.", fact)


def test_without_a_corpus_both_programs_say_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert accuracy.main([str(tmp_path / "nowhere")]) == 0
    assert benchmark.main([str(tmp_path / "nowhere")]) == 0
    assert capsys.readouterr().out.count("skipped: ") == 2


def test_benchmark_times_three_processes(tmp_path: Path) -> None:
    folder = corpus(tmp_path)
    assert all(0 < seconds < 60 for seconds in benchmark.pair(folder, 1))
    with pytest.raises(RuntimeError, match="failed"):
        benchmark.seconds(sys.executable, "-c", "raise SystemExit(3)")


@pytest.mark.parametrize(
    ("bare", "built", "again", "status"), [(1.0, 15.9, 1.9, 0), (1.0, 16.1, 1.9, 1), (1.0, 15.9, 2.1, 1)]
)
def test_benchmark_fails_beyond_its_limits(
    bare: float,
    built: float,
    again: float,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(benchmark, "pair", lambda folder, jobs: (bare, built, again))
    assert benchmark.main([str(SAMPLES)]) == status
    assert f"| build, as a multiple of bare extraction | {built:.1f} | under 16 |" in capsys.readouterr().out
