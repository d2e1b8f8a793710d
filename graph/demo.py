"""The sample: documents about an imaginary authority, built, counted and shown."""

import sys
from collections.abc import Iterator
from pathlib import Path

from .build import build
from .files import written
from .network import view_page
from .queries import run as ask
from .sources import SUFFIXES
from .store import Store

_SUBJECT = "Eastmere"
_TRY = (
    ("what does each inspection grade?", "query judgements"),
    ("how did the grades change?", "query trajectory"),
    ("what was asked, and what about private fostering?", "query recommendations --param text='private fostering'"),
    ("who inspected?", "query people --format csv"),
    ("where does a statement come from?", "why {judgement}"),
    ("the whole graph as Turtle", "export -o eastmere.ttl"),
)


def run(samples: Path, folder: Path) -> Iterator[str]:
    """Build the sample documents into a store under a folder, write the network page, and yield lines that say so."""
    store = folder / "store"
    documents = sorted(str(path) for path in samples.iterdir() if path.suffix in SUFFIXES)
    summary = build(documents, store)
    opened = Store(store)
    yield "Sample documents about Eastmere, an imaginary authority (written for this project):"
    yield from (f"  {stored.name}" for stored in opened.documents().values())
    yield f"{summary.line()}; the store is {store}"
    yield ""
    for name, count in _counts(opened):
        yield f"  {count:>5}  {name}"
    page = folder / "eastmere.html"
    with written(page) as target:
        target.write(view_page(opened, _SUBJECT).encode())
    yield ""
    yield f"The network of Eastmere is {page}: open it in a browser."
    yield "What to try next:"
    judgement = _first(opened, "judgements-iris")
    for question, command in _TRY:
        yield f"  inspection-graph {command.format(judgement=judgement)} --store {store}   # {question}"


def _counts(store: Store) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in ask("counts", {}, store, sys.stdin).text_rows()]


def _first(store: Store, name: str) -> str:
    return name
