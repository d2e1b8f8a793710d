"""The store: generations, readers beside a writer, crashes, full disks, damage."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import iris
from graph.errors import StoreError
from graph.store import Generation, NewDocument, Store, StoredDocument, Writer, writing

from .folders import is_superuser

ROOT = Path(__file__).resolve().parent.parent

PREDICATE = "https://w3id.org/inspection-graph/ontology#fileName"


def new_document(number: int, name: str = "") -> NewDocument:
    """A document of one statement and two pages."""
    sha256 = f"{number:064x}"[::-1]
    name = name or f"{number}.txt"
    node = iris.document(sha256)
    quad = f'<{node}> <{PREDICATE}> "{name}" <{node}> .\n'
    stored = StoredDocument(sha256, name, "text/plain", "1", "unknown")
    return NewDocument(stored, quad.encode(), (f"page one of {name}", f"page two of {name}"))


def put(folder: Path, *documents: NewDocument) -> None:
    """Write documents into the next generation."""
    with writing(folder) as writer, writer.next_generation() as generation:
        generation.add(documents)
        generation.set_places({f"/{each.stored.name}": each.stored.sha256 for each in documents})


def names(store: Store) -> list[str]:
    """Names of the documents, which graph and pages have to agree with."""
    found = [stored.name for stored in store.documents().values()]
    assert sorted(quad.object.value for quad in store.quads()) == sorted(found)
    for sha256, stored in store.documents().items():
        assert store.page_text(sha256, 2) == f"page two of {stored.name}"
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of one document, in its first generation."""
    folder = tmp_path / "store"
    put(folder, new_document(1))
    return folder


#
# Reading and writing
#


def test_a_store_holds_what_was_put_in(folder: Path) -> None:
    store = Store(folder)
    sha256 = new_document(1).stored.sha256
    assert names(store) == ["1.txt"]
    assert store.places() == {"/1.txt": sha256}
    assert store.page_text(sha256, 1) == "page one of 1.txt"
    assert store.page_text(sha256, 3) is None
    assert store.page_text("0" * 64, 1) is None
    assert store.setting("vocabulary") == ""


def test_a_document_is_replaced_whole(folder: Path) -> None:
    renamed = new_document(1, "renamed.txt")
    put(folder, renamed)
    store = Store(folder)
    assert names(store) == ["renamed.txt"]
    assert len(list(store.quads())) == 1


def test_a_removed_document_leaves_nothing(folder: Path) -> None:
    put(folder, new_document(2))
    with writing(folder) as writer, writer.next_generation() as generation:
        generation.remove([new_document(1).stored.sha256])
    store = Store(folder)
    assert names(store) == ["2.txt"]
    assert store.page_text(new_document(1).stored.sha256, 1) is None
    assert list(store.places()) == ["/2.txt"]


def test_a_store_opens_in_a_folder_of_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "a store #1, 100% «ü» ?mode=rw"
    put(folder, new_document(1))
    put(folder, new_document(2))
    assert names(Store(folder)) == ["1.txt", "2.txt"]


def test_the_vocabulary_is_a_graph_of_its_own(folder: Path) -> None:
    with writing(folder) as writer, writer.next_generation() as generation:
        generation.set_vocabulary("digest")
    store = Store(folder)
    assert store.setting("vocabulary") == "digest"
    graphs = {str(each) for each in store.graph.named_graphs()}
    assert graphs == {
        "<https://w3id.org/inspection-graph/vocabulary>",
        f"<{iris.document(new_document(1).stored.sha256)}>",
    }


#
# Readers beside a writer
#


def test_a_reader_keeps_the_state_of_its_opening(folder: Path) -> None:
    before = Store(folder)
    put(folder, new_document(2))
    assert names(before) == ["1.txt"]
    assert names(Store(folder)) == ["1.txt", "2.txt"]


def test_a_reader_sees_nothing_of_what_is_being_written(folder: Path) -> None:
    with writing(folder) as writer, writer.next_generation() as generation:
        generation.add([new_document(2)])
        assert names(Store(folder)) == ["1.txt"]
    assert names(Store(folder)) == ["1.txt", "2.txt"]


def test_only_the_last_two_generations_stay(folder: Path) -> None:
    for number in range(2, 6):
        put(folder, new_document(number))
    assert sorted(path.name for path in folder.iterdir()) == ["4", "5", "CURRENT", "lock"]


def test_a_second_writer_is_refused(folder: Path) -> None:
    with (
        writing(folder),
        pytest.raises(StoreError, match="another build is writing this store; wait until it has ended"),
        writing(folder),
    ):
        pass
    put(folder, new_document(2))


#
# Folders that are no store
#


def test_a_missing_store_names_the_command_that_makes_one(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    with pytest.raises(StoreError, match="there is no store here; make one with 'inspection-graph build") as raised:
        Store(folder)
    assert str(folder) in str(raised.value)
    assert not folder.exists()


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "1" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(StoreError, match="holds other files and no store; name an empty or new folder"):
        put(tmp_path, new_document(1))
    assert [path.name for path in tmp_path.rglob("*")] == ["1", "thesis.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match="file: the store cannot be written"):
        put(tmp_path / "file", new_document(1))
    with pytest.raises(StoreError, match="there is no store here"):
        Store(tmp_path / "file")


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    put(tmp_path, new_document(1))
    assert names(Store(tmp_path)) == ["1.txt"]


@pytest.mark.skipif(is_superuser(), reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written(folder: Path) -> None:
    folder.chmod(0o555)
    try:
        with pytest.raises(StoreError, match="may not be written; choose another with --store"):
            put(folder, new_document(2))
        assert names(Store(folder)) == ["1.txt"]
    finally:
        folder.chmod(0o755)


#
# What goes wrong while writing
#


def test_an_error_in_the_middle_leaves_the_old_state(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), writing(folder) as writer, writer.next_generation() as generation:
        generation.add([new_document(2)])
        raise ZeroDivisionError
    assert names(Store(folder)) == ["1.txt"]
    assert sorted(path.name for path in folder.iterdir()) == ["1", "CURRENT", "lock"]
    put(folder, new_document(3))
    assert names(Store(folder)) == ["1.txt", "3.txt"]


def test_an_error_in_the_first_build_leaves_no_folder(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with pytest.raises(ZeroDivisionError), writing(folder) as writer, writer.next_generation():
        raise ZeroDivisionError
    assert not folder.exists()


FULL_DISKS = [
    OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)),
    OSError("IO error: No space left on device: While appending to file"),
    sqlite3.OperationalError("database or disk is full"),
]


@pytest.mark.parametrize("error", FULL_DISKS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("step", ["add", "set_places", "close"])
def test_a_full_disk_leaves_the_old_state(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    with monkeypatch.context() as patch:
        patch.setattr(Generation, step, fail)
        with pytest.raises(
            StoreError, match="the disk is full; free some space and build again; the store is as it was"
        ):
            put(folder, new_document(2))
    assert names(Store(folder)) == ["1.txt"]
    assert sorted(path.name for path in folder.iterdir()) == ["1", "CURRENT", "lock"]
    put(folder, new_document(2))
    assert names(Store(folder)) == ["1.txt", "2.txt"]


def test_a_disk_that_is_full_before_anything_is_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(shutil, "copyfile", fail)
    with pytest.raises(StoreError, match="the disk is full"):
        put(folder, new_document(2))
    assert names(Store(folder)) == ["1.txt"]


def test_a_file_that_may_not_be_made(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(StoreError, match="may not be written; choose another with --store"):
        put(folder, new_document(2))


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from tests.test_store import new_document
from graph.store import writing

with writing(Path(sys.argv[1])) as writer, writer.next_generation() as generation:
    generation.add([new_document(2)])
    print("writing", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def killed(tmp_path: Path) -> Iterator[Callable[[Path], None]]:
    """Ends a process by force while it writes a store."""

    def kill(folder: Path) -> None:
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            assert process.stdout
            assert process.stdout.readline() == "writing\n"
            process.kill()
        assert process.returncode == -signal.SIGKILL

    yield kill


def test_a_build_ended_by_force_leaves_the_old_state(folder: Path, killed: Callable[[Path], None]) -> None:
    killed(folder)
    assert names(Store(folder)) == ["1.txt"]
    assert (folder / "2").is_dir(), "the half of a generation is expected to be left"
    put(folder, new_document(3))
    assert names(Store(folder)) == ["1.txt", "3.txt"]


def test_a_first_build_ended_by_force_can_be_repeated(tmp_path: Path, killed: Callable[[Path], None]) -> None:
    folder = tmp_path / "store"
    killed(folder)
    with pytest.raises(StoreError, match="there is no store here"):
        Store(folder)
    put(folder, new_document(3))
    assert names(Store(folder)) == ["3.txt"]


#
# Damage
#


def lose_pointer_target(folder: Path) -> None:
    shutil.rmtree(folder / "1")


def point_nowhere(folder: Path) -> None:
    (folder / "CURRENT").write_text("../../elsewhere", encoding="ascii")


def empty_pointer(folder: Path) -> None:
    (folder / "CURRENT").write_bytes(b"")


def scramble_pointer(folder: Path) -> None:
    (folder / "CURRENT").write_bytes(b"\xff\xfe\x00")


def lose_graph(folder: Path) -> None:
    shutil.rmtree(folder / "1" / "graph")


def scramble_graph(folder: Path) -> None:
    for path in (folder / "1" / "graph").glob("MANIFEST-*"):
        path.write_bytes(b"\x00" * 100)


def cut_graph(folder: Path) -> None:
    for path in (folder / "1" / "graph").glob("*.sst"):
        path.write_bytes(path.read_bytes()[:20])


def lose_texts(folder: Path) -> None:
    (folder / "1" / "documents.sqlite").unlink()


def empty_texts(folder: Path) -> None:
    (folder / "1" / "documents.sqlite").write_bytes(b"")


def scramble_texts(folder: Path) -> None:
    (folder / "1" / "documents.sqlite").write_bytes(b"no database" * 900)


def cut_texts(folder: Path) -> None:
    path = folder / "1" / "documents.sqlite"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DAMAGES = [
    lose_pointer_target,
    point_nowhere,
    empty_pointer,
    scramble_pointer,
    lose_graph,
    scramble_graph,
    cut_graph,
    lose_texts,
    empty_texts,
    scramble_texts,
    cut_texts,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_named_with_folder_and_remedy(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    with pytest.raises(StoreError, match="remove the folder and build it again") as raised:
        Store(folder)
    assert str(raised.value).startswith(f"{folder}: ")


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_store_is_not_written_over(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder)
    with pytest.raises(StoreError), writing(folder) as writer:
        writer.store()


def test_damage_met_later_is_named_too(folder: Path) -> None:
    store = Store(folder)
    texts = sqlite3.connect(folder / "1" / "documents.sqlite")
    texts.execute("drop table page")
    texts.commit()
    texts.close()
    with pytest.raises(StoreError, match=r"the store cannot be read .* remove the folder and build it again"):
        store.page_text("0" * 64, 1)


def test_a_writer_of_a_new_folder_has_no_store(tmp_path: Path) -> None:
    with writing(tmp_path / "store") as writer:
        assert isinstance(writer, Writer)
        assert writer.store() is None


def test_the_default_graph_is_the_merge_of_all(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shared = '<https://example.org/ofsted> <https://example.org/name> "Ofsted"'
    first, second = (sharing(number, shared) for number in (1, 2))
    put(folder, first, second)
    assert merged(folder) == sorted([*lines(first), lines(second)[0]])
    with writing(folder) as writer, writer.next_generation() as generation:
        generation.remove([first.stored.sha256])
    assert merged(folder) == sorted(lines(second))
    put(folder, sharing(2, '<https://example.org/ofsted> <https://example.org/name> "Another"'))
    assert [line for line in merged(folder) if "ofsted" in line] == [
        '<https://example.org/ofsted> <https://example.org/name> "Another"'
    ]


def sharing(number: int, statement: str) -> NewDocument:
    """A document that makes a statement more."""
    plain = new_document(number)
    more = f"{statement} <{iris.document(plain.stored.sha256)}> .\n"
    return replace(plain, quads=plain.quads + more.encode())


def lines(document: NewDocument) -> list[str]:
    """The statements of a document without their graph."""
    return [line.rpartition(" <")[0] for line in document.quads.decode().splitlines()]


def merged(folder: Path) -> list[str]:
    """The statements of the default graph."""
    found = Store(folder).graph.quads_for_pattern(None, None, None, ox.DefaultGraph())
    return sorted(f"{quad.subject} {quad.predicate} {quad.object}" for quad in found)


def test_a_store_of_an_earlier_version_is_refused(folder: Path) -> None:
    generation = folder / (folder / "CURRENT").read_text(encoding="ascii")
    with sqlite3.connect(generation / "documents.sqlite") as texts:
        texts.execute("delete from setting where name = 'merged'")
    with pytest.raises(StoreError, match="an earlier version made this store"):
        Store(folder)
