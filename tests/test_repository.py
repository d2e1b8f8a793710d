"""The repository around the package: nothing of one machine in it, what is promised is there."""

import importlib.util
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from graph import __version__, cli
from graph.queries import library

ROOT = Path(__file__).resolve().parent.parent
HIDDEN = {".git", ".venv", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis", "__pycache__", "build", "dist"}
TEXTS = {".cfg", ".css", ".html", ".js", ".json", ".jsonld", ".md", ".py", ".rq", ".sh", ".toml", ".ttl", ".txt", ""}

FOLDERS = re.compile(r"(?<![\w./~-])/(?:home|root|work|tmp|Users)(?:/|\b(?!\w))")
HOSTS = [".".join(("".join(name), "org")) for name in (("py", "pi"), ("python", "hosted"), ("npm", "js"))]
REGISTRIES = re.compile(rf"\b(?:{'|'.join(map(re.escape, HOSTS))}|index-url|find-links|artifactory|devpi)\b")
PLACEHOLDER = re.compile(r"\b[A-Z]+_TABLE\b|\bTODO\b|\bFIXME\b|\bXXX\b")
PAGES = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "ontology/README.md", "queries/README.md"]
EXEMPT = {"tests/test_repository.py"}  # says what must not be said


def files() -> Iterator[Path]:
    """All text files of the repository: those Git knows or would take, or all where there is no Git."""
    ran = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    names = [os.fsdecode(name) for name in ran.stdout.split(b"\0") if name]
    found = [ROOT / name for name in names] if ran.returncode == 0 and names else sorted(ROOT.rglob("*"))
    for path in found:
        parts = path.relative_to(ROOT).parts
        if path.is_file() and path.suffix in TEXTS and not HIDDEN & set(parts) and path.name != "LICENSE":
            yield path


def breaches(text: str, pattern: re.Pattern[str]) -> list[str]:
    """Lines in which a pattern occurs."""
    return [line.strip()[:120] for line in text.splitlines() if pattern.search(line)]


def written(name: str) -> str:
    """The text of a file of the repository."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


#
# Nothing of one machine
#


@pytest.mark.parametrize("pattern", [FOLDERS, REGISTRIES], ids=["folders", "registries"])
def test_files_name_no_machine(pattern: re.Pattern[str]) -> None:
    found = {}
    for path in files():
        name = path.relative_to(ROOT).as_posix()
        if name not in EXEMPT and (lines := breaches(path.read_text(encoding="utf-8"), pattern)):
            found[name] = lines
    assert found == {}


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ('open("/home/ann/x")', FOLDERS),
        ("cd /root", FOLDERS),
        ("see `/" + "work/shared`", FOLDERS),
        ("> /tmp/out.txt", FOLDERS),
        ("--index-url=x", REGISTRIES),
        (f"https://{HOSTS[0]}/simple", REGISTRIES),
    ],
)
def test_names_of_machines_would_be_found(text: str, pattern: re.Pattern[str]) -> None:
    assert breaches(f"first line\n{text}\n", pattern) == [text]


@pytest.mark.parametrize("text", ["https://example.org/home/page", "../work/x", "a/tmp/b", "/rooted", "/id/work"])
def test_other_paths_are_no_names_of_machines(text: str) -> None:
    assert breaches(text, FOLDERS) == []


def test_text_files_are_utf_8_with_plain_line_ends() -> None:
    for path in files():
        data = path.read_bytes()
        data.decode("utf-8")
        assert b"\r" not in data, path
        assert not data or data.endswith(b"\n"), path


#
# README and the run of the tests
#


def two_commands() -> list[str]:
    """The commands of README that make an environment: one shows the sample, one runs the tests."""
    return [line.strip() for line in written("README.md").splitlines() if line.startswith("    python3 -m venv")]


def test_readme_has_two_commands_and_the_second_is_what_runs() -> None:
    demo, tests = two_commands()
    assert demo.endswith("/inspection-graph demo")
    assert "-m pytest" in tests
    assert tests in written(".ci/run").splitlines(), "the run of the tests has another command than README.md"


def test_the_run_of_the_tests_is_a_program() -> None:
    assert written(".ci/run").startswith("#!")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)


def example_commands(text: str) -> list[list[str]]:
    """The examples of our command in a page, as words."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("    inspection-graph ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


def mistakes(words: list[str]) -> list[str]:
    """What is wrong with the words of a command: unknown commands, options or queries."""
    commands: Any = typer.main.get_command(cli.app)
    if words[0] not in commands.commands:
        return [f"there is no command {words[0]}"]
    known = {option for each in commands.commands[words[0]].params for option in each.opts}
    wrong = [f"{words[0]} has no option {word}" for word in words if word.startswith("-") and word not in known]
    if words[0] == "query" and not words[1].endswith(".rq") and words[1] not in library():
        wrong.append(f"there is no query {words[1]}")
    return wrong


def test_examples_of_readme_are_commands_that_exist() -> None:
    examples = example_commands(written("README.md"))
    assert len(examples) > 5
    assert [mistake for words in examples for mistake in mistakes(words)] == []


@pytest.mark.parametrize("line", ["dance", "export --loud", "query nonsense", "query judgements --color red"])
def test_wrong_examples_would_be_found(line: str) -> None:
    (words,) = example_commands(f"    inspection-graph {line}  # a comment\n")
    assert len(mistakes(words)) == 1


@pytest.mark.parametrize("page", PAGES)
def test_pages_name_files_that_exist_and_leave_nothing_to_fill_in(page: str) -> None:
    text = written(page)
    assert breaches(text, PLACEHOLDER) == []
    folder = (ROOT / page).parent
    links = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in target]
    named = re.findall(r"`((?:graph|ontology|queries|tests|exports|\.ci)/[\w./-]*)`", text)
    missing = [name for name in links if name and not (folder / name).exists()]
    missing += [name for name in named if not (ROOT / name).exists()]
    assert missing == []


def uneven(text: str) -> list[str]:
    """Rows of tables with another number of cells than the row above them; such a table is shown as its source."""
    rows = [(row, len(re.findall(r"(?<!\\)\|", row)) if row.startswith("|") else 0) for row in text.splitlines()]
    return [row for (_, above), (row, cells) in pairwise(rows) if above and cells and above != cells]


@pytest.mark.parametrize("page", PAGES)
def test_tables_of_pages_are_even(page: str) -> None:
    assert uneven(written(page)) == []


def test_an_uneven_table_would_be_found() -> None:
    assert uneven("| a | b |\n|---|---|\n| 1 | `x \\| y` |\n") == []
    assert uneven("| a | b |\n|---|---|---|\n") == ["|---|---|---|"]


def test_programs_that_contributing_names_exist() -> None:
    names = set(re.findall(r"python -m ([\w.]+)", written("CONTRIBUTING.md")))
    assert "graph.reference" in names
    assert [name for name in sorted(names) if importlib.util.find_spec(name) is None] == []


def test_changelog_has_this_version_with_both_headings() -> None:
    release = written("CHANGELOG.md").split("\n## ")[1]
    assert release.startswith(__version__)
    assert re.findall(r"^### (.*)", release, re.MULTILINE) == ["Package", "Ontology"]


#
# Dependencies
#


def pins() -> dict[str, str]:
    """Exact versions by canonical name."""
    lines = [line.split("#")[0].strip() for line in written("constraints.txt").splitlines()]
    found = {}
    for line in filter(None, lines):
        assert re.fullmatch(r"[\w.-]+==[\w.!+]+", line), f"constraints.txt: '{line}' is no exact version"
        name, _, version = line.partition("==")
        found[str(canonicalize_name(name))] = version
    return found


def wanted(project: dict[str, Any]) -> list[Requirement]:
    """What pyproject.toml asks for, also for tests."""
    extras = project["project"]["optional-dependencies"]
    return [Requirement(line) for line in [*project["project"]["dependencies"], *extras["test"]]]


def test_every_dependency_is_pinned_to_a_version_that_is_asked_for(project: dict[str, Any]) -> None:
    versions = pins()
    for requirement in wanted(project):
        name = canonicalize_name(requirement.name)
        assert name in versions, f"constraints.txt does not pin {requirement.name}"
        assert versions[name] in requirement.specifier, f"constraints.txt pins another {requirement.name}"


def closure(requirements: list[Requirement]) -> set[str]:
    """All packages that some requirements bring along here, with the extras that they ask for."""
    found: set[tuple[str, str]] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *map(canonicalize_name, requirement.extras)):
            if (name, extra) in found:
                continue
            found.add((name, extra))
            waiting += [each for each in _brought_by(name) if not each.marker or each.marker.evaluate({"extra": extra})]
    return {name for name, _ in found}


def _brought_by(name: str) -> list[Requirement]:
    try:
        return [Requirement(line) for line in requires(name) or []]
    except PackageNotFoundError:
        return []


def test_everything_that_dependencies_bring_along_is_pinned(project: dict[str, Any]) -> None:
    assert sorted(closure(wanted(project)) - set(pins())) == []


def test_dependencies_that_are_imported_are_asked_for(project: dict[str, Any]) -> None:
    from .test_architecture import PACKAGE, modules

    asked = {canonicalize_name(Requirement(line).name) for line in project["project"]["dependencies"]}
    names = {"yaml": "pyyaml", "PIL": "pillow"}
    imported = {
        canonicalize_name(names.get(each.name, each.name))
        for module in modules(PACKAGE)
        for each in module.imports()
        if not each.ours and importlib.util.find_spec(each.name) and _is_installed(each.name)
    }
    brought = {"markupsafe"}  # comes with jinja2, whose documentation says to import it from there
    assert imported - brought <= asked


def _is_installed(name: str) -> bool:
    """Whether a module comes from a package that was installed, not with Python."""
    found = importlib.util.find_spec(name)
    return bool(found and found.origin and "site-packages" in found.origin)


def test_what_is_packed_exists(project: dict[str, Any]) -> None:
    build = project["tool"]["hatch"]["build"]["targets"]
    packed = [*build["wheel"]["packages"], *build["wheel"]["force-include"], *build["sdist"]["include"]]
    assert [name for name in packed if not (ROOT / name).exists()] == []
