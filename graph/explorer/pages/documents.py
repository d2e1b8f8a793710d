"""Documents and their pages, and every other thing of the graph: what is said of it, and the words it was read from."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise, zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ... import iris
from ...errors import SubjectError
from ...rows import grouped
from ...settings import BASE
from ...sources.picture import page_picture
from ...store import StoredDocument
from ...why import Words, explain
from .. import statements
from ..addresses import address, iri_of
from ..choices import natural
from ..data import Data
from ..labels import problem_kinds
from ..parts.inspected import inspected
from ..parts.press import articles
from ..rendering import data_of, page

Span = tuple[int, int]
_PDF = "application/pdf"
_MOST_MARKS = 60
_MOST_PAGES = 8  # of one statement that are shown in full; the others are links
_BEGINNING = 90  # characters
_FULL = 0.75  # of the longest line of a page
_DAY = 86_400  # seconds
_BEGINS = re.compile(
    r"\d{1,3}\.(?!\d)|[^\w\s](?:\s|$)"
)  # a numbered paragraph, or a point of a list, whatever its mark


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text of a page, marked or not."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of a document with its marked words; ``picture`` is the address of its picture, empty where the file is not at hand."""

    document: StoredDocument
    number: int
    quotes: tuple[str, ...]
    pieces: tuple[Piece, ...]
    picture: str

    @property
    def address(self) -> str:
        """Where the page is shown alone."""
        return f"{address(iris.document(self.document.sha256))}/page/{self.number}"


def statement(request: Request, **values: Any) -> Response:
    """Any thing of the graph that has no page of another kind; ``values`` are more of what a page is made of.

    :raises SubjectError: if the graph says nothing of it
    """
    data = data_of(request)
    found = explain(data.store, iri_of(request.scope["path"]))
    told, counts = statements.statement(data, found), data.rows("explorer-referring-counts", "thing", [found.iri])
    return page(
        request,
        "statement.html",
        title=": ".join(filter(None, (told.kind, told.heading))),
        found=found,
        told=told,
        short=found.iri.removeprefix(BASE),
        shown=list(_shown(data, found.words)),
        most=_MOST_PAGES,
        called=statements.labels(data),
        referring=data.rows("explorer-referring", "thing", [found.iri]),
        counts=counts,
        all=sum(int(row["count"]) for row in counts),
        **values,
    )


def _shown(data: Data, words: Iterable[Words]) -> Iterator[Shown]:
    """The pages on which some words stand, in order, each once."""
    documents = data.store.documents()
    for (sha256, number), group in groupby(words, key=lambda each: (each.sha256, each.page)):
        parts = list(group)
        yield _shown_page(data, documents[sha256], number, [(part.start, part.end) for part in parts])


def _shown_page(data: Data, document: StoredDocument, number: int, spans: list[Span]) -> Shown:
    text = data.store.page_text(document.sha256, number)
    if text is None:
        raise HTTPException(404)
    quotes = tuple(text[start:end] for start, end in spans)
    marks = urlencode([("mark", f"{start}-{end}") for start, end in spans])
    picture = f"{address(iris.document(document.sha256))}/page/{number}.png" if _file(data, document) else ""
    return Shown(
        document, number, quotes, tuple(pieces(flowing(text), spans)), picture and f"{picture}?{marks}".rstrip("?")
    )


def flowing(text: str) -> str:
    """A text of the same length in which full lines go on without a break, so that a narrow window breaks them as it needs."""
    lines = text.split("\n")
    full = _FULL * max(map(len, lines))
    ends = [" " if len(line) >= full and _goes_on(behind) else "\n" for line, behind in pairwise(lines)]
    return "".join(map("".join, zip_longest(lines, ends, fillvalue="")))


def _goes_on(line: str) -> bool:
    """Whether a line goes on with the paragraph of the line before, and neither is empty, nor set in, nor a paragraph or point itself."""
    return bool(line[:1].strip()) and not _BEGINS.match(line)


def pieces(text: str, spans: list[Span]) -> Iterator[Piece]:
    """A text cut at the ends of spans, each piece marked where it lies in one of them."""
    inside = [(max(start, 0), min(end, len(text))) for start, end in spans]
    cuts = sorted({0, len(text), *(cut for start, end in inside if start < end for cut in (start, end))})
    for start, end in pairwise(cuts):
        yield Piece(text[start:end], any(first <= start and end <= last for first, last in inside))


def _document(request: Request) -> Response:
    data = data_of(request)
    document = _stored(data, request.path_params["digest"])
    iri = iris.document(document.sha256)
    called = statements.labels(data)
    texts = data.store.page_texts(document.sha256)
    return page(
        request,
        "document.html",
        title=document.name,
        document=document,
        iri=iri,
        carried=[row for row in data.rows("network-inspections") if row["document"] == iri],
        articles=articles(inspected(data), document=iri),
        copies=[row for row in data.rows("network-copies") if row["copy"] == iri],
        counts=[
            (called(row["class"]), row["count"]) for row in data.rows("explorer-document-facts", "document", [iri])
        ],
        problems=grouped(data.rows("explorer-problems", "document", [iri]), "code"),
        problem_kinds=problem_kinds(),
        beginnings=[(number, _beginning(text)) for number, text in enumerate(texts, 1)],
        names=_other_names(data, document),
        at_hand=bool(_file(data, document)),
    )


def _other_names(data: Data, document: StoredDocument) -> list[str]:
    """The names under which the same bytes were read too; where the server keeps them is nobody else's business."""
    places = data.once("places", data.store.places)
    return sorted({Path(place).name for place, sha256 in places.items() if sha256 == document.sha256} - {document.name})


def _beginning(text: str) -> str:
    """The first words of a page."""
    return " ".join(text.split())[:_BEGINNING]


def _page(request: Request) -> Response:
    data = data_of(request)
    document = _stored(data, request.path_params["digest"])
    number, spans = _number(request), _marks(request)
    shown = _shown_page(data, document, number, spans)
    last = len(data.store.page_texts(document.sha256))
    title = f"{document.name}, page {number}"
    return page(request, "document_page.html", title=title, shown=shown, iri=iris.document(document.sha256), last=last)


def _picture(request: Request) -> Response:
    data = data_of(request)
    document = _stored(data, request.path_params["digest"])
    path = _file(data, document)
    number = _number(request)
    if not path or data.store.page_text(document.sha256, number) is None:
        raise HTTPException(404)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise HTTPException(404, "The file has changed since it was read; build again.")
    picture = page_picture(content, number, _marks(request))
    return Response(picture, media_type="image/png", headers={"Cache-Control": f"private, max-age={_DAY}"})


def _marks(request: Request) -> list[Span]:
    """The spans that an address asks to mark; what is no span is left out."""
    found = []
    for mark in request.query_params.getlist("mark")[:_MOST_MARKS]:
        start, end = map(natural, (mark.partition("-")[0], mark.partition("-")[2]))
        if start is not None and end is not None:
            found.append((start, end))
    return found


def _number(request: Request) -> int:
    """The number of a page in the path; 0, which no page has, where it is none."""
    return natural(request.path_params["number"]) or 0


def _stored(data: Data, digest: str) -> StoredDocument:
    """The document whose hash begins so, as in its IRI."""
    iri = BASE + f"id/document/{digest}"
    for sha256, stored in data.store.documents().items():
        if iris.document(sha256) == iri:
            return stored
    raise SubjectError(f"'{digest}': the store has no document of that hash; search for its file name")


def _file(data: Data, document: StoredDocument) -> Path | None:
    """The PDF that a document was read from, if it is still where it was."""
    if document.media_type != _PDF:
        return None
    places = data.once("places", data.store.places)
    return next(
        (Path(place) for place, sha256 in places.items() if sha256 == document.sha256 and Path(place).is_file()), None
    )


ROUTES = [
    Route("/id/document/{digest}", _document),
    Route("/id/document/{digest}/page/{number}.png", _picture),
    Route("/id/document/{digest}/page/{number}", _page),
    Route("/{iri:path}", statement),
]
