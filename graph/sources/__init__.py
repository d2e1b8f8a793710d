"""Bytes to documents: the only place that knows PDF and HTML libraries."""

import hashlib
from pathlib import Path

from ..document import Document, Page
from ..errors import EmptyFile, NoText, NotWhatItsNameSays, SourceError

SUFFIXES = {
    ".pdf": "application/pdf",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".txt": "text/plain",
}
_HTML_STARTS = (b"<!doctype html", b"<html", b"<?xml")
_KINDS = {"application/pdf": "PDF", "text/html": "HTML page", "text/plain": "text"}


def read(path: Path) -> Document:
    """The document in a file.

    :raises SourceError: if it cannot be read: the message says why and what to do; the file's name is for the caller to add
    """
    return parse(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    :raises SourceError: if the file has gone, or may not be read
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise SourceError("there is no such file (any more); check the name") from error
    except OSError as error:
        raise SourceError(
            f"the file cannot be opened ({error.strerror}); check its permissions and its disk"
        ) from error


def parse(data: bytes, name: str) -> Document:
    """The document in some bytes; ``name`` is its file name.

    :raises SourceError: if it cannot be read
    """
    kind = kind_of(data, name)
    digest = hashlib.sha256(data).hexdigest()
    if kind == "text/html":
        from .html import read_web_page

        web = read_web_page(data)
        return Document(digest, name, kind, web.pages, False, web.title, web.author, web.publisher, web.date)
    return Document(digest, name, kind, _pages(data, kind), kind == "application/pdf")


def _pages(data: bytes, kind: str) -> tuple[Page, ...]:
    if kind == "application/pdf":
        from .pdf import read_pages

        return read_pages(data)
    from .text import read_pages as read_text

    pages = read_text(data)
    if not any(page.lines for page in pages):
        raise NoText("the text has no words; fetch it again")
    return pages


def kind_of(data: bytes, name: str) -> str:
    """The media type under which some bytes are read; ``name`` is their file name.

    :raises SourceError: if there are none, or they are not what the name promises
    """
    if not data.strip():
        raise EmptyFile("the file is empty; fetch it again")
    promised = SUFFIXES.get(Path(name).suffix.lower(), "")
    found = _sniff(data)
    if promised in ("", found) or (promised == "text/html" and found == "text/plain"):
        if not promised and found == "text/plain" and b"\x00" in data[:4096]:
            raise NotWhatItsNameSays("the file is neither PDF nor HTML nor text; give one of these")
        return promised or found
    if promised == "text/plain":
        return found
    raise NotWhatItsNameSays(
        f"named as {_article(promised)} but it is {_article(found)}; fetch the {_KINDS[promised]} itself, or rename the file"
    )


def _sniff(data: bytes) -> str:
    start = data[:1024].lstrip().lower()
    if b"%pdf-" in start:
        return "application/pdf"
    return "text/html" if start.startswith(_HTML_STARTS) and b"<html" in data[:4096].lower() else "text/plain"


def _article(kind: str) -> str:
    return {"application/pdf": "a PDF", "text/html": "an HTML page"}.get(kind, "something else")
