"""The store: Oxigraph on disk and the text of every page beside it, in generations.

A build never touches what is there. It copies the current generation (Oxigraph does so by hard links), changes the
copy, and makes it current by renaming one small file; whatever goes wrong before that leaves the store as it was.
"""

import errno
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
from filelock import FileLock, Timeout

from . import iris
from .errors import StoreError
from .settings import ONTOLOGY, VOCABULARY_GRAPH

_CURRENT = "CURRENT"
_SCHEMA = """
create table document (
    sha256 text primary key, name text not null, media_type text not null, version text not null, framework text not null
);
create table place (path text primary key, sha256 text not null);
create table page (sha256 text not null, number integer not null, text text not null, primary key (sha256, number)) without rowid;
create table setting (name text primary key, value text not null);
"""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What the store knows of a document besides its graph; ``version`` is that of the code and data that read it."""

    sha256: str
    name: str
    media_type: str
    version: str
    framework: str


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to put into the store: its quads as N-Quads, all in the document's own graph, and the text of its pages from 1."""

    stored: StoredDocument
    quads: bytes
    pages: tuple[str, ...]


class Store:
    """A store opened for reading: the state of the moment it was opened, whatever is built meanwhile."""

    def __init__(self, folder: Path) -> None:
        """Open the store in a folder.

        :raises StoreError: if there is none, or it cannot be read
        """
        self.folder = folder
        generation = _current(folder)
        if generation is None:
            raise StoreError(
                f"{folder}: there is no store here; make one with 'inspection-graph build FILES --store {folder}'"
            )
        try:
            self.graph = ox.Store.read_only(str(generation / "graph"))
            self._texts = sqlite3.connect(
                f"file:{generation / 'documents.sqlite'}?mode=ro", uri=True, check_same_thread=False
            )
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"{folder}: the store cannot be opened ({error}); remove the folder and build it again"
            ) from error

    def documents(self) -> dict[str, StoredDocument]:
        """All documents by their hash."""
        return _documents(self._texts)

    def places(self) -> dict[str, str]:
        """The hash of the document that was read from each path."""
        return dict(self._texts.execute("select path, sha256 from place order by path"))

    def page_text(self, sha256: str, number: int) -> str | None:
        """The text of a page as read; nothing if there is no such page."""
        row = self._texts.execute("select text from page where sha256 = ? and number = ?", (sha256, number)).fetchone()
        return row[0] if row else None

    def setting(self, name: str) -> str:
        """A note that a build left, empty if there is none."""
        row = self._texts.execute("select value from setting where name = ?", (name,)).fetchone()
        return row[0] if row else ""


class Generation:
    """The next state of a store while it is written."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        self.folder = folder
        if before:
            ox.Store.read_only(str(before / "graph")).backup(str(folder / "graph"))
            shutil.copyfile(before / "documents.sqlite", folder / "documents.sqlite")
        self._graph = ox.Store(str(folder / "graph"))
        self._texts = sqlite3.connect(folder / "documents.sqlite")
        if not before:
            self._texts.executescript(_SCHEMA)

    def remove(self, sha256s: Iterable[str]) -> None:
        """Take documents out, with everything read from them."""
        for sha256 in sha256s:
            self._graph.remove_graph(ox.NamedNode(iris.document(sha256)))
            for table in ("document", "page", "place"):
                self._texts.execute(f"delete from {table} where sha256 = ?", (sha256,))  # noqa: S608 - fixed table names

    def add(self, documents: Iterable[NewDocument]) -> None:
        """Put documents in, each in place of what the store has of it."""
        fresh = list(documents)
        self.remove(document.stored.sha256 for document in fresh)
        self._graph.bulk_load(BytesIO(b"".join(document.quads for document in fresh)), ox.RdfFormat.N_QUADS)
        for document in fresh:
            stored = document.stored
            row = (stored.sha256, stored.name, stored.media_type, stored.version, stored.framework)
            self._texts.execute("insert into document values (?, ?, ?, ?, ?)", row)
            pages = [(stored.sha256, number, text) for number, text in enumerate(document.pages, 1)]
            self._texts.executemany("insert into page values (?, ?, ?)", pages)

    def set_places(self, places: dict[str, str]) -> None:
        """Say which paths hold which documents, in place of all that was said before."""
        self._texts.execute("delete from place")
        self._texts.executemany("insert into place values (?, ?)", sorted(places.items()))

    def set_vocabulary(self, digest: str) -> None:
        """Put the files of ontology/ into the vocabulary graph, and note their digest."""
        graph = ox.NamedNode(VOCABULARY_GRAPH)
        self._graph.remove_graph(graph)
        for path in sorted(ONTOLOGY.glob("*.ttl")):
            if path.stem != "shapes":
                self._graph.bulk_load(path=path, format=ox.RdfFormat.TURTLE, to_graph=graph)
        self._texts.execute("insert or replace into setting values ('vocabulary', ?)", (digest,))

    def close(self) -> None:
        """Write everything to the disk."""
        self._graph.flush()
        self._texts.commit()
        self._texts.close()


@contextmanager
def next_generation(folder: Path) -> Iterator[Generation]:
    """A copy of the store to change; it becomes the store when the block ends, and is thrown away when the block fails.

    :raises StoreError: if another build is writing, the folder is something else, or the disk is full
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        before = _current(folder)
        if before is None and any(path.name != "lock" for path in folder.iterdir()):
            raise StoreError(
                f"{folder}: the folder holds other files and no store; name an empty or new folder with --store"
            )
        with FileLock(folder / "lock", timeout=0):
            yield from _write(folder, _current(folder))
    except Timeout as error:
        raise StoreError(f"{folder}: another build is writing this store; wait until it has ended") from error
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"{folder}: {_failure(error)}; the store is as it was before") from error


def _write(folder: Path, before: Path | None) -> Iterator[Generation]:
    number = int(before.name) + 1 if before else 1
    target = folder / str(number)
    shutil.rmtree(target, ignore_errors=True)
    try:
        target.mkdir()
        generation = Generation(target, before)
        yield generation
        generation.close()
        switch = folder / f"{_CURRENT}.new"
        switch.write_text(str(number), encoding="ascii")
        switch.replace(folder / _CURRENT)
    except BaseException:
        shutil.rmtree(target, ignore_errors=True)
        raise
    for old in folder.iterdir():
        # The generation before stays until the next build, for readers that have it open.
        if old.name.isdigit() and int(old.name) < number - 1:
            shutil.rmtree(old, ignore_errors=True)


def _current(folder: Path) -> Path | None:
    try:
        generation = folder / (folder / _CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{folder}: the store cannot be read ({error}); check its permissions, or remove the folder and build it again"
        ) from error
    if not generation.is_dir() or not generation.name.isdigit():
        raise StoreError(
            f"{folder}: the store is damaged: '{generation.name}' is missing; remove the folder and build it again"
        )
    return generation


def _documents(texts: sqlite3.Connection) -> dict[str, StoredDocument]:
    rows = texts.execute("select sha256, name, media_type, version, framework from document order by name, sha256")
    return {row[0]: StoredDocument(*row) for row in rows}


def _failure(error: Exception) -> str:
    if getattr(error, "errno", None) == errno.ENOSPC or "No space left" in str(error) or "disk is full" in str(error):
        return "the disk is full; free some space and build again"
    if isinstance(error, PermissionError):
        return "the folder may not be written; choose another with --store"
    return f"the store cannot be written ({error})"
