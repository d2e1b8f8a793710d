"""Makes the golden files anew: ``python -m tests.renew_golden``.

A golden file is the whole graph of a sample document as Turtle. The facts that a person wrote down in ``tests/reports/*.json``
are checked first, and nothing is written while one of them is not read: a golden file records how a right reading looks
in full, and does not decide what is right. Read the difference before it is committed.
"""

import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from graph.build import build
from graph.export import Format, export
from graph.settings import SAMPLES
from graph.store import Store

GOLDEN = Path(__file__).with_name("golden")
FACTS = Path(__file__).with_name("test_samples.py")


def samples() -> list[Path]:
    """The sample documents."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".pdf", ".txt"))


def golden_files() -> dict[str, bytes]:
    """The Turtle of each sample document out of a store, by the name of its golden file."""
    with tempfile.TemporaryDirectory() as folder:
        build([str(path) for path in samples()], Path(folder, "store"), jobs=1)
        store = Store(Path(folder, "store"))
        return {f"{path.stem}.ttl": _turtle(store, path.name) for path in samples()}


def _turtle(store: Store, name: str) -> bytes:
    target = BytesIO()
    export(store, target, Format.TURTLE, document=name)
    return target.getvalue()


def main() -> int:
    """Write the files and say which; exit status 1, and nothing written, while the facts are not read."""
    facts = subprocess.run([sys.executable, "-m", "pytest", "-q", "-k", "not golden", str(FACTS)], check=False)
    if facts.returncode:
        sys.stderr.write("Facts that a person wrote down are not read; mend that first. Nothing was written.\n")
        return 1
    GOLDEN.mkdir(exist_ok=True)
    for name, content in golden_files().items():
        (GOLDEN / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content)} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
