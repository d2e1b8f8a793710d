"""Pages of a PDF as pictures, with words marked, by PDFium."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from ..errors import DamagedFile

_SCALE = 1.6  # pixels for each point: a page of A4 is 950 pixels wide
_MOST_PIXELS = 4_000_000  # pages may have any size; larger ones are shown smaller
_MARK = (255, 232, 130)
_COLOURS = 64  # of the picture: scans and logos stay readable, and the file is small
_AROUND = 1.5  # points that a mark reaches beyond the letters
_PDFIUM = Lock()  # PDFium may be used by one thread at a time

if TYPE_CHECKING:
    from PIL.Image import Image

Span = tuple[int, int]
Box = tuple[float, float, float, float]


def page_picture(data: bytes, number: int, marks: Iterable[Span] = ()) -> bytes:
    """A page of a PDF, counted from 1, as PNG; ``marks`` are offsets into the page's text as ``read_pages`` gives it.

    :raises DamagedFile: if the file or the page cannot be read
    """
    with _PDFIUM:
        try:
            with pypdfium2.PdfDocument(data) as pdf:
                page = pdf[number - 1]
                scale = min(_SCALE, (_MOST_PIXELS / max(page.get_width() * page.get_height(), 1)) ** 0.5)
                picture = page.render(scale=scale).to_pil().convert("RGB")
                boxes = [box for span in marks for box in _boxes(page, span)]
                height = page.get_height()
        except (pypdfium2.PdfiumError, IndexError) as error:
            raise DamagedFile(f"page {number} cannot be drawn; fetch the file again") from error
    return _marked(picture, boxes, height, scale)


def _boxes(page: pypdfium2.PdfPage, span: Span) -> Iterator[Box]:
    """Where the words of a span stand, line by line: left, foot, right, top in points."""
    layer = page.get_textpage()
    start, end = _in_layer(layer.get_text_range(errors="replace"), span)
    first = pdfium.FPDFText_GetCharIndexFromTextIndex(layer.raw, start)
    last = pdfium.FPDFText_GetCharIndexFromTextIndex(layer.raw, max(end - 1, start))
    for index in range(layer.count_rects(first, last - first + 1) if 0 <= first <= last else 0):
        yield layer.get_rect(index)
    layer.close()


def _in_layer(text: str, span: Span) -> Span:
    """Offsets into the text layer, whose line ends are two characters and which counts in units of UTF-16."""
    own = [place for place, letter in enumerate(text) if letter != "\r" or text[place + 1 : place + 2] != "\n"]
    start, end = (own[offset] if offset < len(own) else len(text) for offset in span)
    return _units(text[:start]), _units(text[:end])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _marked(picture: "Image", boxes: list[Box], height: float, scale: float) -> bytes:
    from PIL import Image, ImageChops, ImageDraw

    layer = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(layer)
    for left, foot, right, top in boxes:
        place = (left - _AROUND, height - top - _AROUND, right + _AROUND, height - foot + _AROUND)
        draw.rectangle([value * scale for value in place], fill=_MARK)
    target = BytesIO()
    # What is darker wins, so that the letters stay as they are.
    ImageChops.darker(picture, layer).quantize(_COLOURS).save(target, "PNG")
    return target.getvalue()
