"""Sources into the store: what is new is read, what is unchanged stays, what is gone leaves nothing behind."""

import glob
import hashlib
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from . import link
from .errors import InspectionGraphError, SourceError
from .facts import ReportFacts
from .reading import read_document, reading_version
from .sources import SUFFIXES, kind_of, parse, read_bytes
from .store import ARTICLE, UNKNOWN, NewDocument, Store, StoredDocument, Writer, writing
from .triples import quads

Progress = Callable[[int, int, str], None]
_FEW = 3  # so few files are read faster in this process than in new ones
_BATCH = 48_000_000  # bytes of N-Quads that the store takes in at once


@dataclass
class Summary:
    """What a build did: names of reports read, of articles read, of documents of no known framework, of those reused and removed, and
    what was refused with its reason."""

    read: list[str] = field(default_factory=list)
    reused: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    quads: int = 0

    def line(self) -> str:
        """The counts as one line."""
        counts = {
            "read": len(self.read) + len(self.articles) + len(self.unknown),
            "reused": len(self.reused),
            "removed": len(self.removed),
            "refused": len(self.refused),
        }
        return ", ".join(f"{count} {name}" for name, count in counts.items()) + f"; {self.quads} new statements"


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it was named or found; ``place`` tells it from others whatever way led to it."""

    path: Path
    place: str
    sha256: str


def build(sources: Sequence[str], store: Path, jobs: int | None = None, progress: Progress | None = None) -> Summary:
    """Read files, folders and globs into a store.

    Documents whose file is gone from one of the folders are taken out. A folder in which nothing can be read takes nothing out, nor
    does a file that cannot be read take out what was read from it before.

    :raises StoreError: if another build is writing the store, or it cannot be written; it is then as it was
    """
    with writing(store) as writer:
        return _build(sources, writer, jobs, progress)


def _build(sources: Sequence[str], writer: Writer, jobs: int | None, progress: Progress | None) -> Summary:
    summary = Summary()
    paths, folders = _discover(sources, summary)
    files = _hash(paths, summary)
    before = writer.store()
    known = before.documents() if before else {}
    places = before.places() if before else {}
    version = reading_version()
    copies = _copies(files)
    first = [same[0] for same in copies.values()]
    fresh = [file for file in first if not _is_current(known.get(file.sha256), file, version)]
    stale = _vocabulary_is_stale(before, version)
    links_stale = before is None or before.setting("links") != link.version()
    with ExitStack() as stack:
        read_now: set[str] = set()
        for batch in _batches(_read_all(fresh, version, jobs, progress, summary)):
            if not read_now:
                generation = stack.enter_context(writer.next_generation())
            generation.add(batch)
            read_now |= {document.stored.sha256 for document in batch}
        refused = {file.sha256 for file in fresh} - read_now
        _name_copies(copies, summary)
        found = {file.place: file.sha256 for file in files if file.sha256 not in refused}
        now = _kept(places, folders, found) | found
        gone = sorted(set(known) - set(now.values()))
        summary.reused = [known[file.sha256].name for file in first if file.sha256 not in read_now | refused]
        summary.removed = [known[sha].name for sha in gone]
        if read_now or gone or now != places or (before and (stale or links_stale)):
            if not read_now:
                generation = stack.enter_context(writer.next_generation())
            generation.remove(gone)
            generation.set_places(now)
            if stale:
                generation.set_vocabulary(version)
            if read_now or gone or stale or links_stale:
                generation.set_links(link.derive, link.version())
    return summary


def _batches(documents: Iterable[NewDocument]) -> Iterator[list[NewDocument]]:
    """Documents as they come, so many at once that the store takes them in well while others are read."""
    batch: list[NewDocument] = []
    for document in documents:
        batch.append(document)
        if sum(len(each.quads) for each in batch) >= _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _vocabulary_is_stale(before: Store | None, version: str) -> bool:
    return before is None or before.setting("vocabulary") != version


def _is_current(stored: StoredDocument | None, file: _File, version: str) -> bool:
    return stored is not None and stored.version == version and stored.name == file.path.name


def _kept(places: dict[str, str], folders: Iterable[Path], found: Iterable[str]) -> dict[str, str]:
    """What stays of the places before: all but files gone from a folder in which something can still be read."""
    names = [Path(place) for place in found]
    live = [folder for folder in folders if any(place.is_relative_to(folder) for place in names)]
    return {
        place: sha
        for place, sha in places.items()
        if not (_is_gone(place) and any(Path(place).is_relative_to(folder) for folder in live))
    }


def _is_gone(place: str) -> bool:
    """Whether there is surely no such file; one in a folder that cannot be opened may still be there."""
    try:
        os.lstat(place)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _discover(sources: Sequence[str], summary: Summary) -> tuple[list[Path], list[Path]]:
    """The files that the sources name, and the folders among the sources."""
    paths: list[Path] = []
    folders: list[Path] = []
    for source in sources:
        exists = os.path.lexists(source)
        matches = [source] if exists else sorted(glob.glob(source, recursive=True))  # noqa: PTH207 - may be absolute
        if not matches:
            summary.refused[source] = "there is no such file or folder, and no file matches; check the name"
        for path in map(Path, matches):
            if not path.is_dir():
                paths.append(path)
                continue
            folders.append(path.resolve())
            paths += _files_below(path, summary)
    return paths, folders


def _files_below(folder: Path, summary: Summary) -> list[Path]:
    """The files in a folder and its folders that can be read by their names, without hidden ones."""
    found: list[Path] = []
    refused: dict[str, str] = {}

    def unreadable(error: OSError) -> None:
        refused[str(error.filename)] = f"the folder cannot be opened ({error.strerror}); check its permissions"

    for place, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [Path(place, name) for name in names if not name.startswith(".")]
        found += [path for path in paths if path.suffix.lower() in SUFFIXES and (path.is_file() or path.is_symlink())]
    if not found and not refused:
        refused[str(folder)] = (
            "the folder holds no PDF, HTML or text file; nothing was read and nothing removed. Check the name of the folder"
        )
    summary.refused |= refused
    return found


def _hash(paths: Iterable[Path], summary: Summary) -> list[_File]:
    """The files that can be opened and are what their names say, in the order of their places."""
    files = {}
    for path in paths:
        try:
            place = str(path.parent.resolve() / path.name)
            files[place] = _File(path, place, _digest(path))
        except SourceError as error:
            summary.refused[str(path)] = str(error)
    return [files[place] for place in sorted(files)]


def _digest(path: Path) -> str:
    if not _is_unicode(path):
        raise SourceError("the name is not in UTF-8, so no graph can hold it; rename the file")
    if path.is_symlink() and not path.exists():
        raise SourceError("the link leads nowhere; mend it, or remove it")
    data = read_bytes(path)
    kind_of(data, path.name)
    return hashlib.sha256(data).hexdigest()


def _is_unicode(path: Path) -> bool:
    try:
        return bool(str(path.absolute()).encode())
    except UnicodeEncodeError:
        return False


def _copies(files: Iterable[_File]) -> dict[str, list[_File]]:
    """Files by their hash: the first of each is read, and gives the document its name."""
    copies: dict[str, list[_File]] = {}
    for file in files:
        copies.setdefault(file.sha256, []).append(file)
    return copies


def _name_copies(copies: dict[str, list[_File]], summary: Summary) -> None:
    """Say of each further copy that it is one, or that it was refused like the first."""
    for first, *others in copies.values():
        reason = summary.refused.get(str(first.path))
        for other in others:
            if reason:
                summary.refused[str(other.path)] = reason
            else:
                summary.copies.append(f"{other.path.name} (same bytes as {first.path.name})")


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
        kinds = {ARTICLE: summary.articles, UNKNOWN: summary.unknown}
        kinds.get(result.stored.framework, summary.read).append(result.stored.name)
        summary.quads += result.quads.count(b"\n")
        yield result
    for names in (summary.read, summary.articles, summary.unknown):
        names.sort()


def _in_this_process(files: Sequence[_File], version: str) -> Iterator[tuple[_File, "NewDocument | str"]]:
    return ((file, _read(str(file.path), file.sha256, version)) for file in files)


def _in_processes(
    files: Sequence[_File], version: str, jobs: int | None
) -> Iterator[tuple[_File, "NewDocument | str"]]:
    # Large files first, so that no process is left with the longest at the end.
    ordered = sorted(files, key=lambda file: -file.path.stat().st_size if file.path.exists() else 0)
    left = []
    with ProcessPoolExecutor(max_workers=jobs or os.cpu_count(), initializer=_end_at_interrupt) as pool:
        running = {pool.submit(_read, str(file.path), file.sha256, version): file for file in ordered}
        try:
            for future in as_completed(running):
                try:
                    yield running[future], future.result()
                except BrokenProcessPool:
                    left.append(running[future])
        finally:
            # After an interrupt, nobody waits for the files that are not begun.
            pool.shutdown(wait=False, cancel_futures=True)
    yield from ((file, _read_alone(file, version)) for file in sorted(left, key=lambda file: file.place))


def _end_at_interrupt() -> None:
    """An interrupt from the keyboard reaches all processes: this one ends without a word, the one that started it speaks."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _read_alone(file: _File, version: str) -> "NewDocument | str":
    """The document read in a process of its own: a process that dies takes down the reading of all files beside it."""
    with ProcessPoolExecutor(max_workers=1) as pool:
        try:
            return pool.submit(_read, str(file.path), file.sha256, version).result()
        except BrokenProcessPool:
            return "reading it brought its process down; report the file, and leave it out meanwhile"


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
    stored = StoredDocument(sha256, document.name, document.media_type, version, _framework(reading.reports))
    return NewDocument(stored, serialised or b"", tuple(page.text for page in document.pages))


def _framework(reports: Sequence[ReportFacts]) -> str:
    """The framework of a document's reports; what stands in its place for an article, and where none is known."""
    if any(report.article for report in reports):
        return ARTICLE
    return min((report.record.framework for report in reports if report.record), default=UNKNOWN)
