"""Sources into the store: what is new is read, what is unchanged stays, what is gone leaves nothing behind."""

import glob
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from .errors import InspectionGraphError, SourceError
from .reading import read_document, reading_version
from .sources import SUFFIXES, parse, read_bytes
from .store import NewDocument, Store, StoredDocument, next_generation
from .triples import quads

Progress = Callable[[int, int, str], None]
_FEW = 3  # so few files are read faster in this process than in new ones


@dataclass
class Summary:
    """What a build did: names of documents read, reused, removed and of no known framework, and what was refused with its reason."""

    read: list[str] = field(default_factory=list)
    reused: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    quads: int = 0

    def line(self) -> str:
        """The counts as one line."""
        counts = {
            "read": len(self.read) + len(self.unknown),
            "reused": len(self.reused),
            "removed": len(self.removed),
            "refused": len(self.refused),
        }
        return ", ".join(f"{count} {name}" for name, count in counts.items()) + f"; {self.quads} new statements"


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    sha256: str


def build(sources: Sequence[str], store: Path, jobs: int | None = None, progress: Progress | None = None) -> Summary:
    """Read files, folders and globs into a store.

    Documents whose file stood below one of the sources and is gone are taken out; a source that finds nothing at all takes nothing out.

    :raises StoreError: if the store cannot be written; it is then as it was
    """
    summary = Summary()
    files = _hash(_discover(sources, summary), summary)
    before = _open(store)
    known = before.documents() if before else {}
    places = before.places() if before else {}
    version = reading_version()
    kept = {path: sha for path, sha in places.items() if not (_below(path, sources) and not os.path.lexists(path))}
    kept = {path: sha for path, sha in kept.items() if path not in {str(file.path) for file in files}}
    first = _first_of_each(files, summary)
    fresh = [file for file in first if not _is_current(known.get(file.sha256), file, version)]
    documents = list(_read_all(fresh, version, jobs, progress, summary))
    refused = {file.sha256 for file in fresh} - {document.stored.sha256 for document in documents}
    now = kept | {str(file.path): file.sha256 for file in files if file.sha256 not in refused}
    # A file that was refused does not take away what an earlier reading of the same path left.
    now |= {
        str(file.path): places[str(file.path)] for file in files if file.sha256 in refused and str(file.path) in places
    }
    gone = [sha for sha in known if sha not in now.values()]
    summary.reused = [known[file.sha256].name for file in first if file not in fresh]
    summary.removed = [known[sha].name for sha in gone]
    vocabulary = _vocabulary_is_stale(before, version)
    if documents or gone or now != places or (vocabulary and before):
        with next_generation(store) as generation:
            generation.remove(gone)
            generation.add(documents)
            generation.set_places(now)
            if vocabulary:
                generation.set_vocabulary(version)
    return summary


def _open(store: Path) -> Store | None:
    return Store(store) if (store / "CURRENT").exists() else None


def _vocabulary_is_stale(before: Store | None, version: str) -> bool:
    return before is None or before.setting("vocabulary") != version


def _is_current(stored: StoredDocument | None, file: _File, version: str) -> bool:
    return stored is not None and stored.version == version and stored.name == file.path.name


def _below(path: str, sources: Iterable[str]) -> bool:
    return any(
        Path(source).is_dir() and Path(path).is_relative_to(Path(source).resolve()) and any(Path(source).iterdir())
        for source in sources
    )


def _discover(sources: Sequence[str], summary: Summary) -> Iterator[Path]:
    for source in sources:
        path = Path(source)
        if path.is_dir():
            found = sorted(
                file
                for file in path.rglob("*")
                if file.suffix.lower() in SUFFIXES and file.is_file() and not file.name.startswith(".")
            )
            if not found:
                summary.refused[source] = (
                    "the folder holds no PDF, HTML or text file; nothing was read and nothing removed. Check the name of the folder"
                )
            yield from found
        elif path.exists():
            yield path
        elif matches := sorted(glob.glob(source, recursive=True)):  # noqa: PTH207 - patterns may be absolute
            yield from (Path(match) for match in matches if Path(match).is_file())
        else:
            summary.refused[source] = "there is no such file or folder, and no file matches; check the name"


def _hash(paths: Iterable[Path], summary: Summary) -> list[_File]:
    files = {}
    for path in paths:
        try:
            files[path.resolve()] = _File(path.resolve(), hashlib.sha256(read_bytes(path)).hexdigest())
        except SourceError as error:
            summary.refused[str(path)] = str(error)
    return [files[path] for path in sorted(files)]


def _first_of_each(files: Sequence[_File], summary: Summary) -> list[_File]:
    """One file for each document; further copies are named in the summary."""
    first: dict[str, _File] = {}
    for file in files:
        if first.setdefault(file.sha256, file) is not file:
            summary.copies.append(f"{file.path.name} (same bytes as {first[file.sha256].path.name})")
    return list(first.values())


def _read_all(
    files: Sequence[_File], version: str, jobs: int | None, progress: Progress | None, summary: Summary
) -> Iterator[NewDocument]:
    results = (
        _in_processes(files, version, jobs) if len(files) > _FEW and jobs != 1 else _in_this_process(files, version)
    )
    for number, (file, result) in enumerate(results, 1):
        if progress:
            progress(number, len(files), file.path.name)
        if isinstance(result, str):
            summary.refused[str(file.path)] = result
            continue
        (summary.unknown if result.stored.framework == "unknown" else summary.read).append(result.stored.name)
        summary.quads += result.quads.count(b"\n")
        yield result
    summary.read.sort()
    summary.unknown.sort()


def _in_this_process(files: Sequence[_File], version: str) -> Iterator[tuple[_File, "NewDocument | str"]]:
    return ((file, _read(str(file.path), file.sha256, version)) for file in files)


def _in_processes(
    files: Sequence[_File], version: str, jobs: int | None
) -> Iterator[tuple[_File, "NewDocument | str"]]:
    # Large files first, so that no process is left with the longest at the end.
    ordered = sorted(files, key=lambda file: -file.path.stat().st_size if file.path.exists() else 0)
    with ProcessPoolExecutor(max_workers=jobs or os.cpu_count()) as pool:
        running = {pool.submit(_read, str(file.path), file.sha256, version): file for file in ordered}
        for future in as_completed(running):
            file = running[future]
            try:
                yield file, future.result()
            except BrokenProcessPool:
                yield file, "reading it brought its process down; report the file, and leave it out meanwhile"


def _read(path: str, sha256: str, version: str) -> "NewDocument | str":
    """A document read from a file, or the reason why it cannot be read."""
    try:
        data = read_bytes(Path(path))
        if hashlib.sha256(data).hexdigest() != sha256:
            return "the file changed while it was read; build again"
        document = parse(data, Path(path).name)
        reading = read_document(document)
        serialised = ox.serialize(quads(reading), format=ox.RdfFormat.N_QUADS)
    except InspectionGraphError as error:
        return str(error)
    except Exception as error:  # an error in our own code must not stop the rest of a run
        return f"an error of the program ({type(error).__name__}: {error}); report it with the file"
    frameworks = {report.record.framework for report in reading.reports if report.record}
    stored = StoredDocument(sha256, document.name, document.media_type, version, min(frameworks, default="unknown"))
    return NewDocument(stored, serialised or b"", tuple(page.text for page in document.pages))
