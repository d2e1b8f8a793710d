"""Folders of documents for tests, good and bad ones, and what a store holds of them."""

import os
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from graph.settings import SAMPLES
from graph.store import Store

REPORTS = ("eastmere-2016-11-18.pdf", "eastmere-2024-03-22.pdf")
ARTICLE = "eastmere-news-2016-11-18.txt"
SENTENCE = "The council looks after its children with care, and it plans their moves well ahead.\n"


def samples(folder: Path, *names: str) -> Path:
    """A folder with copies of sample documents, of all of them where none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or (*REPORTS, ARTICLE):
        (folder / name).write_bytes((SAMPLES / name).read_bytes())
    return folder


def variant(name: str, number: int) -> bytes:
    """A sample report under another hash: a comment behind the end of a PDF changes nothing in it."""
    return (SAMPLES / name).read_bytes() + f"\n%{number}\n".encode()


def article(number: int) -> bytes:
    """A short text, another for each number."""
    return f"Text number {number}.\n{SENTENCE}".encode()


@dataclass(frozen=True, slots=True)
class Holding:
    """All that a store holds: quads, documents by hash with name and version, the hash of each place, texts of pages."""

    quads: frozenset[str]
    documents: dict[str, tuple[str, str]]
    places: dict[str, str]
    pages: dict[tuple[str, int], str]


def holding(store: Store) -> Holding:
    """What a store holds, to compare it with another."""
    documents = {sha: (stored.name, stored.version) for sha, stored in store.documents().items()}
    texts = store._texts.execute("select sha256, number, text from page")
    return Holding(
        quads=frozenset(map(str, store.graph)),
        documents=documents,
        places=store.places(),
        pages={(sha, number): text for sha, number, text in texts},
    )


def pdf(*pages: Callable[[Canvas], object], password: str | None = None) -> bytes:
    """A PDF whose pages are drawn by functions."""
    data = BytesIO()
    lock = pdfencrypt.StandardEncryption(password) if password else None
    canvas = Canvas(data, encrypt=lock, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def words(text: str) -> Callable[[Canvas], object]:
    """A page with one line of words."""
    return lambda canvas: canvas.drawString(72, 700, text)


def picture(canvas: Canvas) -> object:
    """A page that is a picture, as scans are."""
    from PIL import Image

    return canvas.drawImage(ImageReader(Image.new("L", (60, 80), 128)), 72, 72, 450, 600)


def long_pdf(pages: int) -> bytes:
    """A PDF of many pages of prose."""
    return pdf(*(words(f"Page {number} says that the plan of page {number - 1} was kept.") for number in range(pages)))


@dataclass(frozen=True, slots=True)
class Bad:
    """A file that cannot be read: its name, its bytes, and words of the reason and of the remedy that a user must see."""

    name: str
    data: bytes
    reason: str
    remedy: str


def bad_files() -> list[Bad]:
    """Files that cannot be read, one of each kind."""
    report = (SAMPLES / REPORTS[1]).read_bytes()
    noise = random.Random(1).randbytes(4000)  # noqa: S311 - nothing is kept secret by it
    page = b"<!DOCTYPE html><html><head><title>Gone</title></head><body><p>The page has moved.</p></body></html>"
    return [
        Bad("empty.pdf", b"", "empty", "fetch it again"),
        Bad("blank.txt", b" \n \n\t\n", "empty", "fetch it again"),
        Bad("half.pdf", report[: len(report) // 2], "damaged or cut short", "fetch it again"),
        Bad("beginning.pdf", report[:300], "damaged or cut short", "fetch it again"),
        Bad("locked.pdf", pdf(words("secret"), password="key"), "encrypted", "save a copy without password"),  # noqa: S106
        Bad("scan.pdf", pdf(picture, picture), "no page of the PDF has text", "text recognition"),
        Bad("page.pdf", page, "named as a PDF but it is an HTML page", "rename the file"),
        Bad("frame.html", page.replace(b"The page has moved.", b""), "no main text", "save the page"),
        Bad("noise.pdf", b"\x00" + noise, "named as a PDF", "rename the file"),
        Bad("noise.txt", b"\x01" + noise, "no text", "give a PDF"),
        Bad("two\nlines ü 🎉.pdf", b" ", "empty", "fetch it again"),
    ]


def word_file() -> bytes:
    """A file of a word processor."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return data.getvalue()


def is_superuser() -> bool:
    """Whether permissions of files mean nothing here."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
