"""PDF to pages of lines with place, size and weight, by PDFium."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ..document import Line, Page
from ..errors import DamagedFile, EncryptedFile, NoText

# One character for one, so that offsets stay: PDFium writes U+FFFE for a hyphen at the end of a line.
_REPLACED = {
    0xFFFE: "-",
    0xA0: " ",
    0x02: "-",
    **dict.fromkeys((*range(2), *range(3, 9), 11, 12, *range(14, 32)), " "),
}
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S+")
_SMALL_NUMBER = re.compile(r"(?<![\d£-])(?<!\d[.,])\d{1,2}(?![\d%])")
_LEAD = re.compile(r"(?:\d{1,3}(?:\.\d)?\.?|\W{1,2})\Z")

_SHIFT = 0.4  # a word whose baseline differs by more than this share of the size stands on another line
_CELL_GAP = 1.4  # a gap wider than this share of the size parts two cells of a table row
_RAISED = 0.75  # a digit smaller than this share of the size is a footnote marker
_LIFT = 0.2  # ... and so is one lifted above its neighbour by this share of the size
_BOLD = 600
_BOLD_NAME = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)  # for fonts that state no weight
_LONGEST_FONT_NAME = 128
_ROW_WORDS = 9  # rows of tables are shorter than lines of paragraphs, whose gaps are those of justified text
_COVER_PAGES = 3  # tables stand on the cover and in bold headings; elsewhere wide gaps are those of justified text


def read_pages(data: bytes) -> tuple[Page, ...]:
    """Pages of a PDF given as bytes.

    :raises EncryptedFile: if a password is needed
    :raises DamagedFile: if PDFium cannot open the file or one of its pages
    :raises NoText: if no page has text
    """
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise EncryptedFile("the PDF is encrypted; save a copy without password and read that") from error
        raise DamagedFile("the PDF is damaged or cut short; fetch it again") from error
    try:
        pages = tuple(_read_page(pdf, index) for index in range(len(pdf)))
    except pypdfium2.PdfiumError as error:
        raise DamagedFile("a page of the PDF cannot be read; fetch it again") from error
    finally:
        pdf.close()
    if not any(page.text.strip() for page in pages):
        raise NoText("no page of the PDF has text (a scan?); run text recognition over it and read the result")
    return pages


def _read_page(pdf: pypdfium2.PdfDocument, index: int) -> Page:
    page = pdf[index]
    layer = page.get_textpage()
    text = layer.get_text_range(errors="replace")
    metrics = _Metrics(layer.raw, text)
    lines: list[Line] = []
    returns, counted = 0, 0
    clean = text.replace("\r\n", "\n").translate(_REPLACED)
    for match in _LINE.finditer(text):
        # Each line end of two characters became one, so that offsets behind it moved by one.
        returns += text.count("\r\n", counted, match.start())
        counted = match.start()
        lines += _lines_of(match, metrics, clean, returns, index + 1)
    height = page.get_height()
    layer.close()
    page.close()
    return Page(index + 1, clean, tuple(sorted(lines, key=lambda line: (-round(line.y), line.x0))), height)


@dataclass(frozen=True, slots=True)
class _Glyph:
    x0: float
    x1: float
    y: float


class _Metrics:
    """Place, size and weight of single characters of a text layer, by their index in the text."""

    def __init__(self, layer: Any, text: str) -> None:
        self._layer = layer
        self._text = text
        self._wide = not text.isascii() and max(text) > "\uffff"
        self._numbers = [ctypes.c_double() for _ in range(4)]

    def _character(self, index: int) -> int:
        if self._wide:
            index = len(self._text[:index].encode("utf-16-le", "surrogatepass")) // 2
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._layer, index))

    def glyph(self, index: int) -> _Glyph:
        character = self._character(index)
        left, right, x, y = self._numbers
        pdfium.FPDFText_GetCharBox(self._layer, character, left, right, x, y)
        x0, x1 = left.value, right.value
        pdfium.FPDFText_GetCharOrigin(self._layer, character, x, y)
        return _Glyph(x0, x1, y.value)

    def size(self, index: int) -> float:
        return float(pdfium.FPDFText_GetFontSize(self._layer, self._character(index)))

    def is_bold(self, index: int) -> bool:
        character = self._character(index)
        weight = pdfium.FPDFText_GetFontWeight(self._layer, character)
        return bool(weight >= _BOLD or (weight <= 0 and _BOLD_NAME.search(self._font(character))))

    def _font(self, character: int) -> bytes:
        name = ctypes.create_string_buffer(_LONGEST_FONT_NAME)
        pdfium.FPDFText_GetFontInfo(self._layer, character, name, _LONGEST_FONT_NAME, ctypes.c_int())
        return name.value


def _lines_of(match: re.Match[str], metrics: _Metrics, clean: str, returns: int, page: int) -> Iterator[Line]:
    """The visual lines and cells inside one line of the text layer."""
    words = [(match.start() + word.start(), match.start() + word.end()) for word in _WORD.finditer(match.group())]
    if not words:
        return
    # The longest word tells the size: the first may be a raised number, or "18th" with small letters.
    letter = max(words, key=lambda word: word[1] - word[0])[0]
    size, bold = metrics.size(letter) or 1.0, metrics.is_bold(letter)
    first, last = metrics.glyph(words[0][0]), metrics.glyph(words[-1][1] - 1)
    if page <= _COVER_PAGES or bold or len(words) <= _ROW_WORDS or abs(first.y - last.y) > _SHIFT * size:
        runs = list(_runs(words, match.string, metrics, size))
    else:
        runs = [(words[0][0], words[-1][1], first, last)]
    for start, end, left, right in runs:
        yield Line(
            page=page,
            start=start - returns,
            end=end - returns,
            text=clean[start - returns : end - returns],
            x0=left.x0,
            x1=right.x1,
            y=left.y,
            size=size,
            bold=bold,
            markers=tuple((a - returns, b - returns) for a, b in _markers(match.string, start, end, metrics, size)),
        )


def _runs(
    words: list[tuple[int, int]], text: str, metrics: _Metrics, size: float
) -> Iterator[tuple[int, int, _Glyph, _Glyph]]:
    """Neighbouring words that stand on one baseline without a gap as wide as between table cells."""
    run_start, run_end = words[0]
    left = before = metrics.glyph(run_start)
    right = metrics.glyph(run_end - 1)
    for start, end in words[1:]:
        here = metrics.glyph(start)
        moved = abs(here.y - before.y) > _SHIFT * size and not text[start:end].isdigit()
        apart = here.x0 - right.x1 > _CELL_GAP * size and not _LEAD.match(text[run_start:run_end])
        if moved or apart:
            yield run_start, run_end, left, right
            run_start, left = start, here
        if not text[start:end].isdigit():
            before = here
        run_end, right = end, metrics.glyph(end - 1)
    yield run_start, run_end, left, right


def _markers(text: str, start: int, end: int, metrics: _Metrics, size: float) -> Iterator[tuple[int, int]]:
    """Raised footnote numbers behind a word or sentence."""
    for number in _SMALL_NUMBER.finditer(text, start, end):
        if number.start() > start and (
            metrics.size(number.start()) < _RAISED * size or _is_raised(number.start(), metrics, size)
        ):
            yield number.span()


def _is_raised(index: int, metrics: _Metrics, size: float) -> bool:
    """Whether a digit stands above the baseline of the character before it."""
    return metrics.glyph(index).y - metrics.glyph(index - 1).y > _LIFT * size
