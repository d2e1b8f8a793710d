"""Files that are written whole or not at all."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from .errors import InspectionGraphError


@contextmanager
def written(path: Path | None) -> Iterator[BinaryIO]:
    """A file to write, or standard output; the file takes its name only when all of it is written.

    :raises InspectionGraphError: if it cannot be written; what stood there before still stands there
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe takes what it is given; it must not be replaced by a file.
            with path.open("wb") as target:
                yield target
        else:
            yield from _drafted(path.resolve())
    except OSError as error:
        raise InspectionGraphError(
            f"{path}: cannot be written ({error.strerror}); check the folder and the space on its disk"
        ) from error


def _drafted(path: Path) -> Iterator[BinaryIO]:
    draft = path.parent / f".inspection-graph.{os.getpid()}"
    try:
        with draft.open("wb") as target:
            yield target
        draft.replace(path)
    finally:
        with suppress(OSError):
            draft.unlink()
