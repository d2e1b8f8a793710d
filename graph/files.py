"""Files that are written whole or not at all."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as target:
            yield target
        draft.replace(path)
    except OSError as error:
        raise InspectionGraphError(
            f"{path}: cannot be written ({error.strerror}); check the folder and the space on its disk"
        ) from error
    finally:
        draft.unlink(missing_ok=True)
