"""Building: what is read, what is kept, what is left behind, whatever happens on the way."""

import os
import random
import shutil
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

import pytest

from graph import build as build_package
from graph.build import build
from graph.document import Document
from graph.errors import StoreError
from graph.sources import parse, read_bytes
from graph.store import Store, writing

from .folders import ARTICLE, REPORTS, Holding, article, holding, is_superuser, samples, variant


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with the three samples."""
    return samples(tmp_path / "reports")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A folder with three short texts, which are read fast."""
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_bytes(article(number))
    return folder


def held(store: Path) -> Holding:
    return holding(Store(store))


def from_nothing(sources: list[Path], store: Path) -> Holding:
    """What a store holds that is built of some files for the first time."""
    build([str(source) for source in sources], store)
    return held(store)


def generation(store: Path) -> str:
    return (store / "CURRENT").read_text(encoding="ascii")


def other_version(monkeypatch: pytest.MonkeyPatch, version: str = "another") -> None:
    monkeypatch.setattr(build_package, "reading_version", lambda: version)


def never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def unread(data: bytes, name: str) -> Document:
        raise AssertionError(f"{name} was read")

    monkeypatch.setattr(build_package, "parse", unread)


#
# What is read again, and what is not
#


def test_samples_are_read(reports: Path, store: Path) -> None:
    summary = build([str(reports)], store)
    assert sorted(summary.read) == list(REPORTS)
    assert summary.articles == [ARTICLE]
    assert not summary.unknown
    assert not summary.refused
    assert not summary.reused
    assert summary.line() == f"3 read, 0 reused, 0 removed, 0 refused; {summary.quads} new statements"
    documents = Store(store).documents()
    assert [stored.name for stored in documents.values()] == [*REPORTS, ARTICLE]
    assert [stored.framework for stored in documents.values()] == ["sif", "ilacs", "article"]


def test_unchanged_documents_are_not_read_again(texts: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([str(texts)], store)
    before = held(store)
    never_read(monkeypatch)
    summary = build([str(texts)], store)
    assert sorted(summary.reused) == ["0.txt", "1.txt", "2.txt"]
    assert not summary.refused
    assert summary.quads == 0
    assert held(store) == before
    assert generation(store) == "1", "nothing changed, so nothing should have been written"


def test_guard_against_reading_again_can_fail(texts: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([str(texts)], store)
    never_read(monkeypatch)
    (texts / "1.txt").write_bytes(article(7))
    assert "was read" in build([str(texts)], store).refused[str(texts / "1.txt")]


def test_another_version_of_the_code_reads_again(texts: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build([str(texts)], store)
    other_version(monkeypatch)
    summary = build([str(texts)], store)
    assert summary.unknown == ["0.txt", "1.txt", "2.txt"]
    assert {version for _, version in held(store).documents.values()} == {"another"}
    assert Store(store).setting("vocabulary") == "another"


def test_another_name_reads_again(texts: Path, store: Path, tmp_path: Path) -> None:
    build([str(texts)], store)
    (texts / "1.txt").rename(texts / "renamed.txt")
    summary = build([str(texts)], store)
    assert summary.unknown == ["renamed.txt"]
    assert sorted(summary.reused) == ["0.txt", "2.txt"]
    assert summary.removed == []
    assert held(store) == from_nothing([texts], tmp_path / "new")
    assert not any('"1.txt"' in quad for quad in held(store).quads)


def test_same_bytes_under_two_names_are_one_document(texts: Path, store: Path) -> None:
    shutil.copy(texts / "1.txt", texts / "copy of 1.txt")
    summary = build([str(texts)], store)
    assert summary.copies == ["copy of 1.txt (same bytes as 1.txt)"]
    found = held(store)
    assert sorted(name for name, _ in found.documents.values()) == ["0.txt", "1.txt", "2.txt"]
    assert len(found.places) == 4


def test_a_copy_outlives_the_first_name(texts: Path, store: Path, tmp_path: Path) -> None:
    shutil.copy(texts / "1.txt", texts / "copy of 1.txt")
    build([str(texts)], store)
    (texts / "1.txt").unlink()
    summary = build([str(texts)], store)
    assert summary.unknown == ["copy of 1.txt"]
    assert held(store) == from_nothing([texts], tmp_path / "new")


def test_copies_of_a_bad_file_are_all_refused(texts: Path, store: Path) -> None:
    for name in ("bad.pdf", "copy of bad.pdf"):
        (texts / name).write_bytes(b"%PDF-1.4 and no more")
    summary = build([str(texts)], store)
    assert sorted(Path(name).name for name in summary.refused) == ["bad.pdf", "copy of bad.pdf"]
    assert not summary.copies


def test_bytes_are_read_under_the_name_that_fits_them(tmp_path: Path, store: Path) -> None:
    folder = samples(tmp_path / "reports", REPORTS[1])
    (folder / "a page.html").write_bytes((folder / REPORTS[1]).read_bytes())
    summary = build([str(folder)], store)
    assert summary.read == [REPORTS[1]]
    assert "HTML page but it is a PDF" in summary.refused[str(folder / "a page.html")]


#
# Order
#


def test_order_of_sources_and_number_of_jobs_do_not_matter(reports: Path, tmp_path: Path) -> None:
    (reports / "0.pdf").write_bytes(variant(REPORTS[1], 0))
    names = sorted(str(path) for path in reports.iterdir())
    first = from_nothing([reports], tmp_path / "folder")
    for number, (sources, jobs) in enumerate([(names, 1), (names[::-1], 2), ([names[2], str(reports)], 2)]):
        build(sources, tmp_path / str(number), jobs)
        assert held(tmp_path / str(number)) == first


def test_progress_names_every_document(texts: Path, store: Path) -> None:
    told: list[tuple[int, int, str]] = []
    build([str(texts)], store, progress=lambda number, total, name: told.append((number, total, name)))
    assert told == [(1, 3, "0.txt"), (2, 3, "1.txt"), (3, 3, "2.txt")]


#
# What goes, and what stays
#


def test_a_document_that_is_gone_leaves_nothing_behind(reports: Path, store: Path, tmp_path: Path) -> None:
    build([str(reports)], store)
    (reports / REPORTS[0]).unlink()
    summary = build([str(reports)], store)
    assert summary.removed == [REPORTS[0]]
    assert held(store) == from_nothing([reports], tmp_path / "new")
    assert not any(REPORTS[0] in quad for quad in held(store).quads)


def test_a_file_replaced_by_another_replaces_the_graph(reports: Path, store: Path, tmp_path: Path) -> None:
    build([str(reports)], store)
    (reports / REPORTS[0]).write_bytes(variant(REPORTS[1], 1))
    summary = build([str(reports)], store)
    assert summary.read == [REPORTS[0]]
    assert held(store) == from_nothing([reports], tmp_path / "new")


def test_a_document_that_yields_less_leaves_nothing_behind(
    reports: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([str(reports)], store)
    before = held(store)

    def less(data: bytes, name: str) -> Document:
        document = parse(data, name)
        return replace(document, pages=document.pages[:2])

    monkeypatch.setattr(build_package, "parse", less)
    other_version(monkeypatch)
    build([str(reports)], store)
    after = held(store)
    assert after == from_nothing([reports], tmp_path / "new")
    recommendations = [sum("/recommendation/" in quad for quad in each.quads) for each in (before, after)]
    assert recommendations[0] > recommendations[1] > 0


def test_an_emptied_folder_takes_nothing_away(texts: Path, store: Path) -> None:
    build([str(texts)], store)
    before = held(store)
    for path in texts.iterdir():
        path.unlink()
    summary = build([str(texts)], store)
    assert "nothing was read and nothing removed" in summary.refused[str(texts)]
    assert held(store) == before
    (texts / "readme.md").write_text("The reports have moved.", encoding="utf-8")
    assert str(texts) in build([str(texts)], store).refused
    assert held(store) == before, "a folder of other files is as empty"


def test_a_folder_of_which_nothing_can_be_read_takes_nothing_away(texts: Path, store: Path) -> None:
    build([str(texts)], store)
    before = held(store)
    for path in texts.iterdir():
        path.unlink()
    (texts / "damaged.pdf").write_bytes(b"%PDF-1.4")
    summary = build([str(texts)], store)
    assert list(summary.refused) == [str(texts / "damaged.pdf")]
    assert summary.removed == []
    assert held(store) == before


def test_a_missing_folder_takes_nothing_away(texts: Path, store: Path) -> None:
    build([str(texts)], store)
    before = held(store)
    texts.rename(texts.with_name("moved"))
    assert "no such file or folder" in build([str(texts)], store).refused[str(texts)]
    assert held(store) == before


def test_a_second_folder_keeps_the_first(texts: Path, store: Path, tmp_path: Path) -> None:
    build([str(texts)], store)
    other = samples(tmp_path / "other", ARTICLE)
    summary = build([str(other)], store)
    assert summary.removed == []
    assert held(store) == from_nothing([texts, other], tmp_path / "new")
    (other / ARTICLE).unlink()
    (other / "9.txt").write_bytes(article(9))
    assert build([str(other)], store).removed == [ARTICLE]


def test_a_vanished_file_named_by_itself_keeps_what_was_there(texts: Path, store: Path) -> None:
    build([str(texts)], store)
    before = held(store)
    (texts / "1.txt").unlink()
    summary = build([str(texts / "1.txt")], store)
    assert "no such file" in summary.refused[str(texts / "1.txt")]
    assert held(store) == before


def test_a_file_that_went_bad_keeps_what_was_read_from_it(texts: Path, store: Path) -> None:
    build([str(texts)], store)
    before = held(store)
    (texts / "1.txt").write_bytes(b"")
    summary = build([str(texts)], store)
    assert "empty" in summary.refused[str(texts / "1.txt")]
    assert held(store) == before


def test_a_first_build_that_reads_nothing_leaves_no_folder(tmp_path: Path, store: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert build([str(tmp_path / "empty.pdf")], store).refused
    assert not store.exists()


@pytest.mark.parametrize("seed", range(3))
def test_any_history_ends_as_if_built_at_once(tmp_path: Path, store: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret by it
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "always.txt").write_bytes(article(99))
    for _ in range(6):
        for _ in range(chance.randint(1, 3)):
            _change(folder, chance)
        build([str(folder)], store)
    assert held(store) == from_nothing([folder], tmp_path / "new")


def _change(folder: Path, chance: random.Random) -> None:
    """Write, rename or remove a file; few names and few texts, so that copies and changes back occur."""
    path = folder / f"{chance.randrange(5)}.txt"
    match chance.choice(["write", "write", "rename", "remove"]):
        case "rename" if path.exists():
            path.rename(folder / f"{chance.randrange(5)}.txt")
        case "remove":
            path.unlink(missing_ok=True)
        case _:
            path.write_bytes(article(chance.randrange(4)))


#
# Where files are found
#


def test_globs_folders_and_files_name_the_same_places(texts: Path, store: Path) -> None:
    summary = build([f"{texts}/*.txt", str(texts), str(texts / "1.txt")], store)
    assert summary.unknown == ["0.txt", "1.txt", "2.txt"]
    assert not summary.copies
    assert not summary.refused


def test_a_glob_that_matches_nothing_is_named(texts: Path, store: Path) -> None:
    summary = build([f"{texts}/*.pdf", str(texts)], store)
    assert "no file matches" in summary.refused[f"{texts}/*.pdf"]
    assert len(summary.unknown) == 3


def test_folders_are_read_with_all_below_but_hidden_ones(texts: Path, store: Path) -> None:
    for number, place in enumerate(("deep/er", ".git"), 10):
        (texts / place).mkdir(parents=True)
        (texts / place / f"{number}.TXT").write_bytes(article(number))
    (texts / ".hidden.txt").write_bytes(article(12))
    assert build([str(texts)], store).unknown == ["0.txt", "1.txt", "10.TXT", "2.txt"]


def test_a_link_that_leads_nowhere_is_named(texts: Path, store: Path) -> None:
    (texts / "link.pdf").symlink_to("gone.pdf")
    for source in (texts, texts / "link.pdf"):
        assert "the link leads nowhere" in build([str(source)], store).refused[str(texts / "link.pdf")]


def test_a_linked_file_has_the_name_of_the_link(texts: Path, store: Path, tmp_path: Path) -> None:
    (tmp_path / "a1b2c3").write_bytes(article(20))
    (texts / "report.txt").symlink_to(tmp_path / "a1b2c3")
    assert "report.txt" in build([str(texts)], store).unknown


def test_a_linked_folder_is_the_folder(texts: Path, store: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(texts)
    build([str(link)], store)
    (texts / "1.txt").unlink()
    summary = build([str(texts)], store)
    assert summary.removed == ["1.txt"]
    assert len(summary.reused) == 2


def test_a_name_that_is_no_unicode_is_refused(texts: Path, store: Path) -> None:
    path = os.fsdecode(os.fsencode(texts) + b"/caf\xe9.txt")
    try:
        Path(path).write_bytes(article(30))
    except OSError:
        pytest.skip("this file system takes names in UTF-8 only")
    summary = build([str(texts)], store)
    assert "not in UTF-8" in summary.refused[path]
    assert len(summary.unknown) == 3


@pytest.mark.skipif(is_superuser(), reason="the superuser may read everything")
def test_what_may_not_be_opened_is_named_and_nothing_is_taken_out(texts: Path, store: Path) -> None:
    (texts / "inner").mkdir()
    (texts / "inner" / "8.txt").write_bytes(article(8))
    build([str(texts)], store)
    before = held(store)
    (texts / "1.txt").chmod(0)
    (texts / "inner").chmod(0)
    try:
        summary = build([str(texts)], store)
    finally:
        (texts / "inner").chmod(0o755)
    assert "check its permissions" in summary.refused[str(texts / "1.txt")]
    assert "the folder cannot be opened" in summary.refused[str(texts / "inner")]
    assert held(store) == before


#
# What goes wrong on the way
#


def test_an_error_of_the_program_ends_one_document(texts: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(data: bytes, name: str) -> Document:
        if name == "1.txt":
            raise ZeroDivisionError("no\nsuch number")
        return parse(data, name)

    monkeypatch.setattr(build_package, "parse", faulty)
    summary = build([str(texts)], store)
    assert "ZeroDivisionError" in summary.refused[str(texts / "1.txt")]
    assert summary.unknown == ["0.txt", "2.txt"]


@pytest.mark.skipif("fork" not in get_all_start_methods(), reason="needs processes that inherit the fault")
def test_a_process_that_dies_ends_one_document(texts: Path, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (texts / "3.txt").write_bytes(article(3))

    def deadly(data: bytes, name: str) -> Document:
        if name == "1.txt":
            os._exit(9)
        return parse(data, name)

    monkeypatch.setattr(build_package, "parse", deadly)
    monkeypatch.setattr(
        build_package, "ProcessPoolExecutor", partial(ProcessPoolExecutor, mp_context=get_context("fork"))
    )
    summary = build([str(texts)], store, jobs=2)
    assert list(summary.refused) == [str(texts / "1.txt")]
    assert "brought its process down" in summary.refused[str(texts / "1.txt")]
    assert summary.unknown == ["0.txt", "2.txt", "3.txt"]


def test_a_file_that_changes_while_it_is_read_is_refused(
    texts: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(path: Path) -> bytes:
        data = read_bytes(path)
        if path.name == "1.txt":
            path.write_bytes(data + b"more")
        return data

    monkeypatch.setattr(build_package, "read_bytes", changing)
    assert "changed while it was read" in build([str(texts)], store).refused[str(texts / "1.txt")]


def test_a_file_that_vanishes_while_others_are_read_is_named(
    texts: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanishing(data: bytes, name: str) -> Document:
        (texts / "2.txt").unlink(missing_ok=True)
        return parse(data, name)

    monkeypatch.setattr(build_package, "parse", vanishing)
    summary = build([str(texts)], store)
    assert "no such file (any more)" in summary.refused[str(texts / "2.txt")]
    assert summary.unknown == ["0.txt", "1.txt"]


def test_a_second_build_is_refused_from_the_first_moment(texts: Path, store: Path, tmp_path: Path) -> None:
    met: list[str] = []

    def another(number: int, total: int, name: str) -> None:
        with pytest.raises(StoreError, match="another build is writing") as raised:
            build([str(texts)], store)
        met.append(str(raised.value))

    build([str(texts)], store, progress=another)
    assert len(met) == 3
    assert all(message.startswith(str(store)) for message in met)
    assert held(store) == from_nothing([texts], tmp_path / "new")


def test_a_build_waits_for_nobody_who_has_gone(texts: Path, store: Path) -> None:
    with pytest.raises(KeyboardInterrupt), writing(store):
        raise KeyboardInterrupt
    assert len(build([str(texts)], store).unknown) == 3
