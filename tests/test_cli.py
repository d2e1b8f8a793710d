"""The command line as its users meet it: in a process of its own, with real files, output and exit status."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from graph import __version__, cli
from graph.errors import StoreError

from .folders import ARTICLE, REPORTS, Bad, article, bad_files, is_superuser, long_pdf, samples, word_file

ROOT = Path(__file__).resolve().parent.parent
JUDGEMENT = "id/document/a1a789fef8a9ed38/judgement/overall"

OPTIONS = {
    "demo": ["--folder"],
    "build": ["--store", "--jobs"],
    "query": ["--param", "--format", "--store", "--endpoint"],
    "queries": [],
    "why": ["--store"],
    "check": ["--store"],
    "export": ["--output", "-o", "--format", "--document", "--quotes", "--press", "--names", "--vocabulary", "--store"],
    "view": ["--output", "-o", "--store"],
    "brief": ["--output", "-o", "--store"],
}

Ran = subprocess.CompletedProcess[str]


def environment(**changes: str) -> dict[str, str]:
    """The environment of a user: wide, without colours, with no store named."""
    kept = {name: value for name, value in os.environ.items() if name not in ("INSPECTION_GRAPH_STORE", "COLUMNS")}
    path = os.pathsep.join(filter(None, [str(ROOT), kept.get("PYTHONPATH", "")]))
    return kept | {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb", "PYTHONPATH": path} | changes


def run(
    *arguments: str | Path, folder: Path, given: str = "", changes: Mapping[str, str] | None = None, status: int = 0
) -> Ran:
    """A command that ran in a folder; it must end as expected, and never with a traceback."""
    ran = subprocess.run(
        [sys.executable, "-m", "graph", *map(str, arguments)],
        cwd=folder,
        env=environment(**(changes or {})),
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert "Traceback" not in ran.stdout + ran.stderr, ran.stderr
    assert ran.returncode == status, (ran.stdout, ran.stderr)
    return ran


def one_line(ran: Ran) -> str:
    """The only line on standard error; nothing stands on standard output."""
    assert ran.stdout == ""
    assert ran.stderr.count("\n") == 1, ran.stderr
    return ran.stderr.rstrip("\n")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of the two sample reports and the article, under the name that commands expect."""
    home = tmp_path_factory.mktemp("home")
    run("build", samples(home / "reports"), folder=home)
    return home


#
# What every command offers
#


def test_help_lists_every_command(tmp_path: Path) -> None:
    shown = run("--help", folder=tmp_path).stdout
    for command in OPTIONS:
        assert re.search(rf"^\s+{command}\s+\w", shown, re.MULTILINE), command


@pytest.mark.parametrize("command", OPTIONS)
def test_help_of_a_command_mentions_its_options(command: str, tmp_path: Path) -> None:
    ran = run(command, "--help", folder=tmp_path)
    assert ran.stderr == ""
    for option in OPTIONS[command]:
        assert option in ran.stdout
    if "--store" in OPTIONS[command]:
        assert "INSPECTION_GRAPH_STORE" in ran.stdout
        assert "./inspection-graph.store" in "".join(ran.stdout.split())


def test_version(tmp_path: Path) -> None:
    ran = run("--version", folder=tmp_path)
    assert (ran.stdout, ran.stderr) == (f"inspection-graph {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["build"],
        ["build", "x", "--jobs", "0"],
        ["build", "x", "--dance"],
        ["why"],
        ["query"],
        ["export", "--format", "xml"],
        ["export", "--quotes", "some"],
        ["export", "--press", "some"],
        ["view"],
        ["brief"],
        ["brief", "Eastmere"],
    ],
    ids=" ".join,
)
def test_wrong_use_is_explained_on_standard_error(arguments: list[str], tmp_path: Path) -> None:
    ran = run(*arguments, folder=tmp_path, status=2)
    assert ran.stdout == ""
    assert "Usage:" in ran.stderr
    assert not list(tmp_path.iterdir())


#
# Building
#


def test_build_says_what_it_did(tmp_path: Path) -> None:
    samples(tmp_path / "my reports", REPORTS[1], ARTICLE)
    ran = run("build", "my reports", folder=tmp_path)
    assert re.fullmatch(r"2 read, 0 reused, 0 removed, 0 refused; \d+ new statements\n", ran.stdout)
    assert one_line(_only_errors(ran)) == f"article: {ARTICLE}"
    assert (tmp_path / "inspection-graph.store").is_dir()
    again = run("build", "my reports", folder=tmp_path)
    assert again.stdout == "0 read, 2 reused, 0 removed, 0 refused; 0 new statements\n"
    assert again.stderr == ""


def _only_errors(ran: Ran) -> Ran:
    return subprocess.CompletedProcess(ran.args, ran.returncode, "", ran.stderr)


def test_the_store_is_named_by_option_or_by_environment(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(article(1))
    named = {"INSPECTION_GRAPH_STORE": "from environment"}
    run("build", "1.txt", folder=tmp_path, changes=named)
    run("build", "1.txt", "--store", "from option", folder=tmp_path, changes=named)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.txt", "from environment", "from option"]
    assert "from environment: there is no store" not in run("query", "counts", folder=tmp_path, changes=named).stderr
    assert "inspection-graph.store: there is no store" in one_line(run("query", "counts", folder=tmp_path, status=2))


@pytest.fixture(scope="module")
def bad() -> list[Bad]:
    return bad_files()


@pytest.fixture(scope="module")
def refusals(tmp_path_factory: pytest.TempPathFactory, bad: list[Bad]) -> Ran:
    """A build of a folder in which nearly everything is bad, and of names that lead nowhere."""
    folder = tmp_path_factory.mktemp("everything")
    everything = folder / "every thing"
    samples(everything, REPORTS[1])
    for each in bad:
        (everything / each.name).write_bytes(each.data)
    (everything / "nowhere.pdf").symlink_to("gone.pdf")
    (everything / "française.txt").write_text("Le service a beaucoup changé depuis la visite. " * 40, encoding="utf-8")
    (everything / "of 500 pages.pdf").write_bytes(long_pdf(500))
    (everything / "good ü\nand 🎉.txt").write_bytes(article(5))
    (everything / "letter.docx").write_bytes(word_file())
    (folder / "nothing in it").mkdir()
    sources = ("every thing", "every thing/letter.docx", "nothing in it", "no such folder/", "vanished.pdf", "*.odt")
    return run("build", *sources, folder=folder, status=1)


def lines_about(ran: Ran, name: str) -> list[str]:
    """Lines of standard error about a file, whose name is written so that it fits on one."""
    shown = name.replace("\n", "\\n")
    return [line for line in ran.stderr.splitlines() if shown in line]


def test_every_bad_file_gets_one_line_with_reason_and_remedy(refusals: Ran, bad: list[Bad]) -> None:
    for each in bad:
        (line,) = lines_about(refusals, f"/{each.name}:")
        assert line.startswith("refused: every thing/")
        assert each.reason in line
        assert each.remedy in line


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("every thing/nowhere.pdf", "the link leads nowhere; mend it, or remove it"),
        ("every thing/letter.docx", "neither PDF nor HTML nor text; give one of these"),
        ("nothing in it", "holds no PDF, HTML or text file; nothing was read and nothing removed. Check the name"),
        ("no such folder/", "there is no such file or folder, and no file matches; check the name"),
        ("vanished.pdf", "there is no such file or folder, and no file matches; check the name"),
        ("*.odt", "there is no such file or folder, and no file matches; check the name"),
    ],
)
def test_every_source_that_leads_nowhere_gets_one_line(refusals: Ran, name: str, words: str) -> None:
    (line,) = lines_about(refusals, f"refused: {name}:")
    assert words in line


def test_the_rest_of_the_run_goes_on(refusals: Ran, bad: list[Bad]) -> None:
    refused = len(bad) + 6
    assert refusals.stdout.startswith(f"4 read, 0 reused, 0 removed, {refused} refused; ")
    assert refusals.stderr.count("refused: ") == refused


@pytest.mark.parametrize("name", ["française.txt", "of 500 pages.pdf", "good ü\nand 🎉.txt"])
def test_documents_of_no_known_framework_are_kept_and_named(refusals: Ran, name: str) -> None:
    (line,) = lines_about(refusals, name)
    assert line.startswith("no known framework: ")
    assert "its text is kept; 'inspection-graph query problems' says more" in line


def test_every_line_of_a_build_is_about_one_thing(refusals: Ran) -> None:
    for line in refusals.stderr.splitlines():
        assert line.startswith(("refused: ", "no known framework: "))
        assert line.isprintable()


@pytest.mark.skipif(is_superuser(), reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "closed.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "closed.pdf").chmod(0)
    ran = run("build", "closed.pdf", folder=tmp_path, status=1)
    assert "closed.pdf: the file cannot be opened (Permission denied); check its permissions" in ran.stderr


@pytest.mark.skipif(is_superuser(), reason="the superuser may write everywhere")
def test_a_store_that_may_not_be_written_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(article(1))
    (tmp_path / "closed").mkdir(mode=0o555)
    line = one_line(run("build", "1.txt", "--store", "closed/store", folder=tmp_path, status=2))
    assert line.startswith("inspection-graph: closed/store: the folder may not be written; choose another with --store")


def test_a_folder_of_other_files_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(article(1))
    line = one_line(run("build", "1.txt", "--store", ".", folder=tmp_path, status=2))
    assert "the folder holds other files and no store; name an empty or new folder with --store" in line
    assert [path.name for path in tmp_path.iterdir()] == ["1.txt"]


def test_a_damaged_store_gets_one_line(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_bytes(article(1))
    run("build", "1.txt", folder=tmp_path)
    for path in (tmp_path / "inspection-graph.store" / "1" / "graph").glob("*.sst"):
        data = path.read_bytes()
        path.write_bytes(bytes(byte ^ 0x55 for byte in data[: len(data) // 2]) + data[len(data) // 2 :])
    for command in (["export"], ["why", "id/x"], ["query", "counts"], ["build", "1.txt"]):
        line = one_line(run(*command, folder=tmp_path, status=2))
        assert line.startswith("inspection-graph: inspection-graph.store: the store cannot be read (Corruption")
        assert line.endswith("remove the folder and build it again")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            RuntimeError("Corruption: block checksum mismatch"),
            "the store is damaged (Corruption: block checksum mismatch)",
        ),
        (OSError(5, "Input/output error"), "Input/output error; check the disk"),
        (StoreError("here: is\nwrong"), "inspection-graph: here: is\\nwrong"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_errors_met_late_get_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], error: Exception, words: str
) -> None:
    monkeypatch.setattr(cli, "app", _raising(error))
    monkeypatch.setattr(cli, "_close_output", lambda: None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    shown = capfd.readouterr().err
    assert words in shown
    assert shown.count("\n") == 1


def test_other_errors_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "app", _raising(RuntimeError("a defect")))
    with pytest.raises(RuntimeError, match="a defect"):
        cli.main()


def _raising(error: Exception) -> Callable[[], None]:
    def app() -> None:
        raise error

    return app


#
# Asking
#


def test_query_prints_rows_on_standard_output(home: Path) -> None:
    ran = run("query", "judgements", "--format", "csv", folder=home)
    assert ran.stderr == ""
    rows = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert list(rows[0]) == ["source", "sha256", "gss", "start", "area", "grade", "page", "agreed"]
    grades = {(row["source"], row["area"]): row["grade"] for row in rows}
    for name in REPORTS:
        expected = json.loads((ROOT / "tests" / "reports" / name).with_suffix(".json").read_text(encoding="utf-8"))
        assert {area: grade for (source, area), grade in grades.items() if source == name} == expected["judgements"]


def test_csv_is_utf_8_with_the_line_ends_of_its_standard(home: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "graph", "query", "findings", "--format", "csv"],
        cwd=home,
        env=environment(PYTHONIOENCODING="ascii", LC_ALL="C"),
        capture_output=True,
        check=True,
    )
    rows = list(csv.reader(io.StringIO(ran.stdout.decode("utf-8"), newline="")))
    assert ran.stdout.startswith(b"source,sha256,gss,start,number,area,page,polarity,themes,text\r\n")
    assert {len(row) for row in rows} == {10}
    assert any("’" in row[-1] for row in rows)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["query", "nonsense"], "the library has no query 'nonsense'"),
        (["query", "judgments"], "did you mean judgements"),
        (["query", "judgements", "--param", "colour=red"], "there is no parameter 'colour'; the parameters are: "),
        (["query", "judgements", "--param", "authority"], "'authority' is no parameter; expected a name and a value"),
        (["query", "judgements", "--param", "from=yesterday"], "yesterday"),
        (["query", "judgements", "--param", "authority=Atlantis"], "no authority of the register is called 'Atlantis'"),
        (["query", "judgements", "--format", "xml"], "there is no format 'xml' for results; choose table, csv"),
        (["query", "missing.rq"], "missing.rq: there is no such file; check the path"),
        (["query", "mine.rq"], "mine.rq, line "),
        (["query", "judgements", "--endpoint", "http://127.0.0.1:9/"], "http://127.0.0.1:9/"),
        (["why", "nonsense"], "'nonsense': the graph says nothing of it"),
        (["why", "no iri at all"], "'no iri at all' is no IRI"),
        (["why", "http://[/"], "'http://[/' is no IRI"),
        (["export", "--document", "nonsense"], "'nonsense': no document goes by that name, hash or IRI"),
        (["export", "-o", "no/such/folder.ttl"], "no/such/folder.ttl: cannot be written (No such file or directory)"),
        (["export", "-o", "."], ".: cannot be written (Is a directory)"),
        (["view", "Atlantis", "-o", "page.html"], "Atlantis"),
        (["view", "-o", "reports"], "reports: cannot be written"),
        (["brief", "Atlantis", "-o", "page.html"], "Atlantis"),
        (["brief", "Wirral", "-o", "page.html"], "the store holds no inspection of that authority"),
        (["brief", "Eastmere", "-o", "reports"], "reports: cannot be written"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_question_gets_one_line(home: Path, arguments: list[str], words: str) -> None:
    (home / "mine.rq").write_text("SELECT ?a\nWHERE { ?a ?b }\n", encoding="utf-8")
    line = one_line(run(*arguments, folder=home, status=2))
    assert line.startswith("inspection-graph: ")
    assert words in line


def test_query_from_standard_input(home: Path) -> None:
    ran = run("query", "-", "--format", "tsv", folder=home, given="SELECT (1 + 1 AS ?two) {}")
    assert (ran.stdout.splitlines()[0], ran.stderr) == ("?two", "")
    assert "standard input: " in one_line(run("query", "-", folder=home, given="SELEKT", status=2))


def test_queries_lists_the_library(tmp_path: Path) -> None:
    ran = run("queries", folder=tmp_path)
    assert ran.stderr == ""
    for name in ("inspections", "judgements", "recommendations", "findings", "people", "trajectory", "problems"):
        assert re.search(rf"^{name}\n\s+\S.*\?\n", ran.stdout, re.MULTILINE), name


def test_why_shows_the_words(home: Path) -> None:
    ran = run("why", JUDGEMENT, folder=home)
    assert ran.stderr == ""
    assert "requires-improvement" in ran.stdout
    assert f"{REPORTS[1]}, page 1, characters " in ran.stdout


def test_check_finds_nothing_in_the_samples(home: Path) -> None:
    ran = run("check", folder=home)
    assert (ran.stdout, ran.stderr) == ("3 documents checked, 0 failures\n", "")


def test_check_names_what_is_wrong_and_ends_with_1(tmp_path: Path) -> None:
    from .test_checks import planted_store

    ran = run("check", "--store", planted_store(tmp_path / "planted"), folder=tmp_path, status=1)
    assert ran.stdout.startswith("quotes: ")
    assert ran.stdout.endswith("1 documents checked, 1 failures\n")


#
# Writing
#


def test_export_writes_standard_output_or_a_file(home: Path, tmp_path: Path) -> None:
    shown = run("export", folder=home)
    assert shown.stderr == ""
    written = run("export", "-o", tmp_path / "all.ttl", folder=home)
    assert (written.stdout, written.stderr) == ("", "")
    assert (tmp_path / "all.ttl").read_text(encoding="utf-8") == shown.stdout


def test_view_writes_one_page(home: Path, tmp_path: Path) -> None:
    ran = run("view", "Eastmere", "-o", tmp_path / "page.html", folder=home)
    assert str(tmp_path / "page.html") in ran.stdout + ran.stderr
    assert "Eastmere" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_brief_writes_one_page(home: Path, tmp_path: Path) -> None:
    ran = run("brief", "Eastmere", "-o", tmp_path / "brief.html", folder=home)
    assert str(tmp_path / "brief.html") in ran.stdout
    assert "What came back" in (tmp_path / "brief.html").read_text(encoding="utf-8")


def test_demo_shows_the_sample(tmp_path: Path) -> None:
    ran = run("demo", folder=tmp_path)
    assert ran.stderr == ""
    for name in (*REPORTS, ARTICLE):
        assert name in ran.stdout
    counted = dict(reversed(line.split()) for line in re.findall(r"^ +\d+  \w+$", ran.stdout, re.MULTILINE))
    assert counted["Article"] == "1" and int(counted["Claim"]) > 1 and int(counted["Contradiction"]) > 1
    assert (tmp_path / "inspection-graph-demo" / "eastmere.html").is_file()
    offered = re.findall(r"^  \S+ -m graph (why \S+ --store \S+)", ran.stdout, re.MULTILINE)
    assert len(offered) == 1
    assert run(*offered[0].split(), folder=tmp_path).stdout
    assert run("demo", folder=tmp_path).stdout.count("3 reused") == 1


#
# Pipes and disks
#


@pytest.mark.skipif(os.name != "posix", reason="needs pipes of a shell")
@pytest.mark.parametrize(
    "command",
    ["export", "export --format nquads", "query findings --format csv", "queries", "--version", "why " + JUDGEMENT],
)
def test_a_reader_that_stops_reading_is_no_error(home: Path, command: str) -> None:
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(
        [sys.executable, "-m", "graph", *command.split()],
        cwd=home,
        env=environment(),
        stdout=write,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(write)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
@pytest.mark.parametrize("command", ["export", "queries", "why " + JUDGEMENT])
def test_a_full_disk_behind_standard_output_gets_one_line(home: Path, command: str) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "graph", *command.split()],
            cwd=home,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 2
    assert ran.stderr.startswith("inspection-graph: ")
    assert ran.stderr.count("\n") == 1
    assert "No space left on device" in ran.stderr


def test_a_guard_against_tracebacks_can_fail(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="Traceback"):
        run("--help", folder=tmp_path, changes={"PYTHONPATH": str(_broken_package(tmp_path))})


def _broken_package(folder: Path) -> Path:
    """A package of the same name that fails at once."""
    (folder / "graph").mkdir()
    (folder / "graph" / "__init__.py").touch()
    (folder / "graph" / "__main__.py").write_text("raise ValueError\n", encoding="utf-8")
    return folder
