"""Plain text to pages: a form feed ends a page, a line is a line."""

import re

from ..document import Line, Page
from ..errors import NotWhatItsNameSays

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_MOST_CONTROLS = 0.02  # a larger share of control characters is no text


def read_pages(data: bytes) -> tuple[Page, ...]:
    """Pages of a text in UTF-8, or failing that in Windows-1252.

    :raises NotWhatItsNameSays: if the bytes are no text
    """
    return paginate(_decode(data))


def paginate(text: str) -> tuple[Page, ...]:
    """A text cut at its form feeds into pages of lines."""
    return tuple(Page(number, part, _lines(number, part)) for number, part in enumerate(text.split("\f"), 1))


def _lines(page: int, text: str) -> tuple[Line, ...]:
    lines = []
    row, counted = 0, 0
    for match in _LINE.finditer(text):
        row += text.count("\n", counted, match.start())
        counted = match.start()
        lines.append(Line(page, match.start(), match.end(), match.group(), y=float(row)))
    return tuple(lines)


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise NotWhatItsNameSays("the file is no text; give a PDF, an HTML page or a text file")
    return _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
