"""The whole graph as a file: written by a process of its own, as that takes long and pages are not to wait for it."""

import multiprocessing
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from ...errors import InspectionGraphError
from ...export import Format, export
from ...store import Store
from .asked import Refused
from .pool import GLANCE_SECONDS, Abandoned, Gone

DUMPS = {"graph.nq": "application/n-quads", "graph.trig": "application/trig"}
"""The files and their media types."""
_FORMATS = {"graph.nq": Format.NQUADS, "graph.trig": Format.TRIG}
_CHUNK = 1 << 16  # bytes
_one_at_a_time = threading.Lock()


def dump(folder: Path, name: str, is_gone: Gone) -> Iterator[bytes]:
    """The bytes of one of ``DUMPS``: what an export with the vocabulary has that asks for no words of the press. It is ended as soon as
    ``is_gone`` says that nobody waits for it.

    :raises Refused: if another is being written, or this one could not be
    """
    if not _one_at_a_time.acquire(blocking=False):
        raise Refused(503, "another dump is being written; ask again in a minute", {"Retry-After": "60"})
    file = tempfile.NamedTemporaryFile(prefix="inspection-graph-")  # noqa: SIM115 - closed by who reads it
    try:
        process = multiprocessing.get_context("spawn").Process(
            target=_write, args=(folder, name, file.name), daemon=True
        )
        process.start()
        while process.is_alive() and not is_gone():
            process.join(GLANCE_SECONDS)
        process.terminate()
        process.join()
    finally:
        _one_at_a_time.release()
    if process.exitcode:
        file.close()
        if is_gone():
            raise Abandoned
        raise Refused(
            503, "the dump could not be written; see the terminal of the server, or use 'inspection-graph export'"
        )
    return _chunks(file)


def _chunks(file: "tempfile._TemporaryFileWrapper[bytes]") -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _write(folder: Path, name: str, target: str) -> None:
    try:
        with Path(target).open("wb") as stream:
            export(Store(folder), stream, _FORMATS[name], vocabulary=True)
    except InspectionGraphError as error:
        raise SystemExit(str(error)) from error
