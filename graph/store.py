"""The store: Oxigraph on disk and the text of every page beside it, in generations.

Each document is a graph of its own, and so are the links and the vocabulary; the default graph is the merge of all,
in which a statement that several make stands once.

A build never touches what is there. It copies the current generation (Oxigraph does so by hard links), changes the
copy, and makes it current by renaming one small file; whatever goes wrong before that leaves the store as it was.
"""

import errno
import shutil
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from filelock import FileLock, Timeout

from . import iris
from .errors import StoreError
from .settings import LINKS_GRAPH, ONTOLOGY, VOCABULARY_GRAPH

ARTICLE, UNKNOWN = "article", "unknown"
"""What the store has in place of a framework for an article, and for a document of no known one."""

_CURRENT = "CURRENT"
_MERGE = ox.DefaultGraph()
_SWITCH = "CURRENT.new"
_LOCK = "lock"
_TEXTS = "documents.sqlite"
_MERGED = "merged"  # the setting of a store whose default graph is the merge
_SAID_BY_IT_ALONE = """DELETE {{ ?s ?p ?o }} WHERE {{
    GRAPH {0} {{ ?s ?p ?o }} FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {0}) }}
}}"""
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
    """What the store knows of a document besides its graph.

    ``version`` is that of the code and data that read it, ``framework`` that of its report, ``ARTICLE`` or ``UNKNOWN``.
    """

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
        self._generation = generation
        texts = (generation / _TEXTS).absolute().as_uri()
        try:
            self.graph = ox.Store.read_only(str(generation / "graph"))
            self._texts = sqlite3.connect(f"{texts}?mode=ro", uri=True, check_same_thread=False)
        except (OSError, RuntimeError, sqlite3.Error) as error:
            raise self._damaged(error) from error
        weakref.finalize(self, self._texts.close)
        self._rows("select sha256 from document union select sha256 from place limit 1")
        if not self.setting(_MERGED):
            raise StoreError(f"{folder}: an earlier version made this store; remove the folder and build it again")

    def is_current(self) -> bool:
        """Whether no build has made another state since.

        :raises StoreError: if the folder cannot be read any more
        """
        return _current(self.folder) == self._generation

    def quads(self, subject: Any = None, predicate: Any = None, value: Any = None, graph: Any = None) -> Iterator[Any]:
        """The quads of named graphs that fit; what is left out may be anything.

        Their terms are IRIs and literals: the store has no quoted triples.
        """
        return named_quads(self.graph, subject, predicate, value, graph)

    def documents(self) -> dict[str, StoredDocument]:
        """All documents by their hash, in the order of their names."""
        rows = self._rows("select sha256, name, media_type, version, framework from document order by name, sha256")
        return {row[0]: StoredDocument(*row) for row in rows}

    def places(self) -> dict[str, str]:
        """The hash of the document that was read from each path."""
        return dict(self._rows("select path, sha256 from place order by path"))

    def page_text(self, sha256: str, number: int) -> str | None:
        """The text of a page as read; nothing if there is no such page."""
        rows = self._rows("select text from page where sha256 = ? and number = ?", sha256, number)
        return rows[0][0] if rows else None

    def page_texts(self, sha256: str) -> list[str]:
        """The texts of all pages of a document, from the first; none if there is no such document."""
        return [row[0] for row in self._rows("select text from page where sha256 = ? order by number", sha256)]

    def setting(self, name: str) -> str:
        """A note that a build left, empty if there is none."""
        rows = self._rows("select value from setting where name = ?", name)
        return rows[0][0] if rows else ""

    def _rows(self, query: str, *values: object) -> list[Any]:
        try:
            return self._texts.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _damaged(self, error: Exception) -> StoreError:
        return StoreError(f"{self.folder}: the store cannot be read ({error}); remove the folder and build it again")


def named_quads(store: ox.Store, subject: Any, predicate: Any, value: Any, graph: Any) -> Iterator[Any]:
    """The quads of named graphs that fit, without the merge of them; nothing stands for anything."""
    found = store.quads_for_pattern(subject, predicate, value, graph)
    return found if graph is not None else (quad for quad in found if quad.graph_name != _MERGE)


class Generation:
    """The next state of a store while it is written."""

    def __init__(self, folder: Path, before: Path | None) -> None:
        self.folder = folder
        if before:
            ox.Store.read_only(str(before / "graph")).backup(str(folder / "graph"))
            shutil.copyfile(before / _TEXTS, folder / _TEXTS)
        self._graph = ox.Store(str(folder / "graph"))
        self._texts = sqlite3.connect(folder / _TEXTS)
        if not before:
            self._texts.executescript(_SCHEMA)
            self._texts.execute("insert into setting values (?, '1')", (_MERGED,))

    def remove(self, sha256s: Iterable[str]) -> None:
        """Take documents out, with everything read from them."""
        for sha256 in sha256s:
            self._remove(ox.NamedNode(iris.document(sha256)))
            for table in ("document", "page", "place"):
                self._texts.execute(f"delete from {table} where sha256 = ?", (sha256,))  # noqa: S608 - fixed table names

    def add(self, documents: Iterable[NewDocument]) -> None:
        """Put documents in, each in place of what the store has of it."""
        fresh = list(documents)
        self.remove(document.stored.sha256 for document in fresh)
        self._graph.bulk_load(BytesIO(b"".join(document.quads for document in fresh)), ox.RdfFormat.N_QUADS)
        self._graph.bulk_load(BytesIO(b"".join(map(_merged, fresh))), ox.RdfFormat.N_QUADS)
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
        self._remove(graph)
        for path in sorted(ONTOLOGY.glob("*.ttl")):
            if path.stem != "shapes":
                self._graph.bulk_load(path=path, format=ox.RdfFormat.TURTLE, to_graph=graph)
        self._merge(graph)
        self._texts.execute("insert or replace into setting values ('vocabulary', ?)", (digest,))

    def set_links(self, derive: Callable[[ox.Store], Iterable[ox.Quad]], version: str) -> None:
        """Drop the graph of links, make it anew out of all the rest, and note the version of what made it."""
        graph = ox.NamedNode(LINKS_GRAPH)
        self._remove(graph)
        self._graph.bulk_extend(derive(self._graph))
        self._merge(graph)
        self._texts.execute("insert or replace into setting values ('links', ?)", (version,))

    def _remove(self, graph: ox.NamedNode) -> None:
        """Take a graph out, and out of the merge what no other says."""
        if self._graph.contains_named_graph(graph):
            self._graph.update(_SAID_BY_IT_ALONE.format(graph))
            self._graph.remove_graph(graph)

    def _merge(self, graph: ox.NamedNode) -> None:
        """Put a graph into the merge."""
        if self._graph.contains_named_graph(graph):
            self._graph.update(f"ADD {graph} TO DEFAULT")

    def close(self) -> None:
        """Write everything to the disk."""
        self._graph.flush()
        self._texts.commit()
        self.release()

    def release(self) -> None:
        """Let go of the files, whatever has been written: Oxigraph does when nothing holds its store."""
        self._texts.close()
        self.__dict__.pop("_graph", None)


def _merged(document: NewDocument) -> bytes:
    """The quads of a document without the name of its graph, which ends each line."""
    return document.quads.replace(f" <{iris.document(document.stored.sha256)}> .\n".encode(), b" .\n")


class Writer:
    """The right to change the store in a folder, which one build has at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def store(self) -> Store | None:
        """The store as it is; nothing if there is none yet."""
        return Store(self.folder) if _current(self.folder) else None

    @contextmanager
    def next_generation(self) -> Iterator[Generation]:
        """A copy of the store to change; it becomes the store when the block ends, and is thrown away when the block fails.

        :raises StoreError: if the store cannot be written; it is then as it was
        """
        with _store_errors(self.folder):
            yield from _write(self.folder, _current(self.folder))


@contextmanager
def writing(folder: Path) -> Iterator[Writer]:
    """The right to change a store while the block runs; the folder is made, and taken away again if nothing was written.

    :raises StoreError: if another build is writing, the folder is something else, or it cannot be written
    """
    with _store_errors(folder):
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if _current(folder) is None and not all(_is_left_over(path) for path in folder.iterdir()):
            raise StoreError(
                f"{folder}: the folder holds other files and no store; name an empty or new folder with --store"
            )
        lock = FileLock(folder / _LOCK, timeout=0)
        lock.acquire()
    try:
        yield Writer(folder)
    finally:
        if not (folder / _CURRENT).exists():
            _leave_nothing(folder, is_new)
        lock.release()


def _is_left_over(path: Path) -> bool:
    """Whether a path is what a first build leaves that was ended by force."""
    names = {"graph", _TEXTS, f"{_TEXTS}-journal"}
    return path.name in (_LOCK, _SWITCH) or (
        path.name.isdigit() and path.is_dir() and names.issuperset(entry.name for entry in path.iterdir())
    )


def _leave_nothing(folder: Path, is_new: bool) -> None:
    with suppress(OSError):
        (folder / _LOCK).unlink()
        if is_new:
            folder.rmdir()


@contextmanager
def _store_errors(folder: Path) -> Iterator[None]:
    """What goes wrong in the block, as an error of ours."""
    try:
        yield
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
        try:
            yield generation
            generation.close()
        finally:
            generation.release()
        switch = folder / _SWITCH
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
        name = (folder / _CURRENT).read_text(encoding="ascii").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"{folder}: the store cannot be read ({error}); check its permissions, or remove the folder and build it again"
        ) from error
    if not name.isdigit() or not (folder / name).is_dir():
        raise StoreError(
            f"{folder}: the store is damaged: its generation '{name}' is missing; remove the folder and build it again"
        )
    return folder / name


def _failure(error: Exception) -> str:
    if getattr(error, "errno", None) == errno.ENOSPC or "No space left" in str(error) or "disk is full" in str(error):
        return "the disk is full; free some space and build again"
    if isinstance(error, PermissionError):
        return "the folder may not be written; choose another with --store"
    return f"the store cannot be written ({error})"
