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
_SHOWN = (
    "Inspection",
    "Judgement",
    "Recommendation",
    "Finding",
    "Figure",
    "Tenure",
    "BodyMention",
    "Event",
    "PriorInspection",
    "Person",
    "LegalResource",
    "Problem",
    "Article",
    "Claim",
)
_TRY = (
    ("query judgements", "the grade of every area, with the page"),
    ("query trajectory", "how the grades changed"),
    ("query search --param text='private fostering'", "what was said and asked about it"),
    ("query posts", "who held which post, and which stood empty"),
    ("query figures --format csv", "what was counted"),
    ("query support-quotes", "what each recommendation rests on"),
    ("query praised-and-criticised", "where inspectors praise and where they criticise"),
    ("queries", "everything else that can be asked"),
    ("query claims", "what the article claims, and whether the report says so"),
    ("brief Eastmere -o brief.html", "grades, what came back, what improved, on one page"),
    ("why {judgement}", "where a statement was read"),
    ("serve", "all of it in a browser, on this machine alone"),
    ("check", "shapes, quality, and quotes at their places"),
    ("export --output eastmere.ttl", "the graph as Turtle"),
)


def run(samples: Path, folder: Path, command_name: str) -> Iterator[str]:
    """Build the sample documents into a store under a folder, write the network page, and yield lines that say so.

    ``command_name`` is what to type for the program in the lines to try.
    """
    store = folder / "store"
    summary = build(sorted(str(path) for path in samples.iterdir() if path.suffix in SUFFIXES), store)
    opened = Store(store)
    yield "Sample documents about Eastmere, an imaginary authority, written for this project:"
    yield from (f"  {stored.name}" for stored in opened.documents().values())
    yield f"{summary.line()}; the store is {store}"
    yield ""
    yield from (f"  {count:>5}  {kind}" for kind, count in _counts(opened))
    page = folder / "eastmere.html"
    with written(page) as target:
        target.write(view_page(opened, _SUBJECT).encode())
    yield ""
    yield f"The network of Eastmere is {page}: open it in a browser."
    yield "What to try next:"
    judgement = next(iri for iri, kind in _rows(opened, "evidence", ("fact", "kind")) if kind == "Judgement")
    for command, what in _TRY:
        line = f"{command_name} {command.format(judgement=judgement)}"
        yield f"  {line}{'' if command == 'queries' else f' --store {store}'}   # {what}"


def _counts(store: Store) -> Iterator[tuple[str, str]]:
    """What to show of the things of the documents, and how many contradictions were found between and inside them."""
    yield from ((kind, count) for kind, count in _rows(store, "counts", ("class", "things")) if kind in _SHOWN)
    if contradictions := sum(1 for _ in _rows(store, "contradictions", ("note",))):
        yield "Contradiction", str(contradictions)


def _rows(store: Store, query: str, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """Some columns of a query of the library as plain text."""
    result = ask(query, {}, store, sys.stdin)
    wanted = [result.columns.index(column) for column in columns]
    for row in result.text_rows():
        yield [row[number] for number in wanted]
