"""Makes the files of ``exports/`` anew: ``python -m tests.renew_exports [CORPUS]``.

The Turtle of the sample always; that of Wirral where the corpus of real reports is at hand, without the reports' words.
"""

import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from graph.build import build
from graph.export import Format, Quotes, export
from graph.settings import SAMPLES
from graph.store import Store

EXPORTS = Path(__file__).resolve().parent.parent / "exports"
CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "corpus"


def exported(sources: list[str], quotes: Quotes) -> bytes:
    """The Turtle of a store built from some sources."""
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        build(sources, store)
        target = BytesIO()
        export(Store(store), target, Format.TURTLE, quotes)
        return target.getvalue()


def exports(corpus: Path) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files; that of Wirral only where its reports are."""
    yield "eastmere.ttl", exported(sorted(str(path) for path in SAMPLES.glob("*.[pt][dx][ft]")), Quotes.FULL)
    reports = sorted(str(path) for path in corpus.glob("80581-wirral-*.pdf"))
    if reports:
        yield "wirral.ttl", exported(reports, Quotes.NONE)


def main() -> None:
    """Write the files and say which."""
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    EXPORTS.mkdir(exist_ok=True)
    for name, content in exports(corpus):
        (EXPORTS / name).write_bytes(content)
        sys.stdout.write(f"{name}: {len(content)} bytes\n")


if __name__ == "__main__":
    main()
