"""Write the sample documents about the imaginary authority Eastmere into ``graph/samples``.

The words stand in ``sample_texts.toml``; this file knows the layout only. It follows reports of the single inspection
framework of 2016 and of the inspections of local authority children's services of 2023, down to the order in which
text was written into the page: page number first, footnotes last, a grade after its label. The same words give the
same bytes: no compression, no clock. Run this file as a script after a change to either.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfdoc, pdfmetrics
from reportlab.pdfgen.canvas import Canvas

TEXTS = Path(__file__).with_name("sample_texts.toml")
SAMPLES = Path(__file__).resolve().parents[2] / "graph" / "samples"

BODY, BOLD = "Helvetica", "Helvetica-Bold"
# Word's symbol fonts give private code points; readers meet these, not the glyph.
SQUARE_2016, SQUARE_2023, DASH = "Square-F06E", "Square-25FC", "Dash-F02D"
GLYPHS = {SQUARE_2016: "■", SQUARE_2023: "■", DASH: "–"}
READS_AS = {SQUARE_2016: ("6E", "F06E"), SQUARE_2023: ("6E", "25FC"), DASH: ("96", "F02D")}

LEFT, RIGHT, TOP, BOTTOM = 72.0, 524.0, 737.0, 68.0
HANG = 28.0
MARKER = re.compile(r"\[\^(\d+)\]")

Texts = dict[str, Any]
"""One table of the TOML file."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: sizes in points, ``after`` the gap below it."""

    font: str = BODY
    size: float = 12
    leading: float = 14.5
    after: float = 12
    left: float = LEFT
    right: float = RIGHT


TEXT = Style()
NUMBERED = Style(left=LEFT + HANG)
SMALL = Style(size=10, leading=12, after=12)
NOTE = Style(size=10, leading=12, after=2)
TITLE = Style(size=26, leading=31, after=2)
HEADING_16 = Style(font=BOLD, size=16, leading=20, after=8)
HEADING_14 = Style(font=BOLD, size=14, leading=18, after=10)
HEADING_12 = Style(font=BOLD, after=10)
PLAIN_14 = Style(size=14, leading=20, after=3)


@dataclass
class Sheets:
    """The pages of one document while they are being written, from the top down."""

    canvas: Any
    foot: Callable[[Any, int], None]
    footnotes: dict[str, str] = field(default_factory=dict)
    page: int = 0
    y: float = TOP
    bottom: float = BOTTOM
    waiting: list[str] = field(default_factory=list)
    box: float | None = None
    headings: dict[str, int] = field(default_factory=dict)

    def turn(self) -> None:
        """Finish this page, with its footnotes, and begin the next."""
        if self.page:
            self._close()
        self.page += 1
        self.foot(self.canvas, self.page)
        self.y, self.bottom = TOP, BOTTOM
        if self.box is not None:
            self.box = TOP + 14

    def _close(self) -> None:
        if self.box is not None:
            self._outline(self.box, self.bottom - 6)
        if self.waiting:
            self._place_notes()
        self.canvas.showPage()

    def finish(self) -> None:
        """Finish the last page."""
        self._close()

    def _outline(self, top: float, bottom: float) -> None:
        self.canvas.rect(LEFT - 6, bottom, RIGHT - LEFT + 12, top - bottom)

    def open_box(self) -> None:
        """Start a frame around what follows, over as many pages as it takes."""
        self.box = self.y + 14

    def close_box(self, gap: float = 16) -> None:
        """End the frame below the last paragraph."""
        if self.box is not None:
            self._outline(self.box, self.y + 4)
            self.box = None
            self.y -= gap

    def _place_notes(self) -> None:
        y = self.bottom - NOTE.leading - 6
        self.canvas.line(LEFT, y + 16, LEFT + 144, y + 16)
        for mark in self.waiting:
            for index, line in enumerate(lines(self.footnotes[mark], NOTE, indent=6)):
                at = LEFT
                if index == 0:
                    at = write(self.canvas, at, y + 3, mark, BODY, 6.5) + 2.5
                write(self.canvas, at, y, line, BODY, NOTE.size)
                y -= NOTE.leading
        self.waiting = []

    def room(self, height: float) -> None:
        """Begin a new page unless ``height`` points are free on this one."""
        if self.y - height < self.bottom - 2:
            self.turn()

    def _reserve(self, line: str) -> None:
        """Turn the page unless ``line`` and the footnotes that it calls for fit on this one, and keep the foot free."""
        marks = MARKER.findall(line)
        height = sum(len(lines(self.footnotes[mark], NOTE, indent=6)) for mark in marks) * NOTE.leading
        if marks and not self.waiting:
            height += 20
        self.room(height)
        self.bottom += height
        self.waiting += marks

    def paragraph(self, text: str, style: Style = TEXT, label: str = "", label_font: str = BODY, at: float = 0) -> None:
        """Set a paragraph, its label (a number or a bullet) hanging ``at`` points from the left edge."""
        for index, line in enumerate(lines(text, style)):
            self._reserve(line)
            if label and index == 0:
                write(self.canvas, at or LEFT, self.y, label, label_font, style.size)
            write(self.canvas, style.left, self.y, line, style.font, style.size)
            self.y -= style.leading
        self.y -= style.after

    def heading(self, text: str, style: Style, keep: float = 60) -> None:
        """Set a heading with ``keep`` points of text below it, and remember its page for the contents."""
        self.room(keep)
        self.headings.setdefault(text, self.page)
        self.paragraph(text, style)


def plain(text: str) -> str:
    """The text on one line, as it stands between two blank lines of the TOML file."""
    return " ".join(text.split())


def blocks(text: str) -> Iterator[str]:
    """Yield paragraphs, headings and bullets of a marked-up text, each on one line."""
    for part in re.split(r"\n\s*\n|\n(?=\*+ )", text.strip()):
        yield plain(part)


def units(text: str) -> list[str]:
    """Cut a text where a line may end: after spaces and after the hyphens inside compounds, not after "16- "."""
    kept = text.replace("- ", "-\0")
    return [unit.replace("\0", " ") for unit in re.findall(r"(?:[^\s-]|-(?![A-Za-z0-9]))+-?\s?", kept)]


def width(text: str, font: str, size: float) -> float:
    """The width of a text in points; footnote markers are taken as one small figure."""
    bare, marks = MARKER.subn("", text)
    return float(pdfmetrics.stringWidth(bare, font, size)) + marks * size * 0.4


def lines(text: str, style: Style, indent: float = 0) -> list[str]:
    """Break a text into lines, the first of them shorter by ``indent``."""
    result = [""]
    for unit in units(plain(text)):
        free = style.right - style.left - (indent if len(result) == 1 else 0)
        if result[-1] and width(result[-1] + unit.rstrip(), style.font, style.size) > free:
            result.append("")
        result[-1] += unit
    return result


def write(canvas: Any, x: float, y: float, text: str, font: str = BODY, size: float = 12) -> float:
    """Write one line, markers raised and smaller, and return where it ends."""
    for index, piece in enumerate(MARKER.split(text)):
        small = index % 2 == 1
        point = size * 2 / 3 if small else size
        canvas.setFont(font, point)
        canvas.drawString(x, y + (size / 3 if small else 0), piece)
        x += pdfmetrics.stringWidth(piece, font, point)
    return x


def describe_fonts(canvas: Any) -> None:
    """Give each font a descriptor and, where it stands for a symbol font, the code point that readers see.

    PDFium takes the weight of a font from the stem width in its descriptor (80: 400, 140: 700) and reports 0 for the
    standard fonts, which need no descriptor and get none from reportlab.
    """
    document = canvas._doc
    for name, alias in document.fontMapping.items():
        font = pdfmetrics.getFont(name)
        described = document.idToObject["BasicFonts"].dict[alias[1:]]
        described.FirstChar, described.LastChar = 0, 255
        described.Widths = pdfdoc.PDFArray(font.widths)
        described.FontDescriptor = document.Reference(descriptor(font), f"descriptor-{name}")
        if name in READS_AS:
            described.ToUnicode = document.Reference(unicode_map(*READS_AS[name]), f"unicode-{name}")


def descriptor(font: Any) -> Any:
    """The font descriptor of a standard font, as PDF 1.7 (table 122) wants it."""
    symbolic = font.face.name == "ZapfDingbats"
    return pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(font.face.name),
            "Flags": 4 if symbolic else 32,
            "FontBBox": pdfdoc.PDFArray([-1, -143, 981, 820] if symbolic else [-170, -228, 1003, 962]),
            "ItalicAngle": 0,
            "Ascent": 820 if symbolic else 718,
            "Descent": -143 if symbolic else -207,
            "CapHeight": 718,
            "StemV": 140 if font.face.name == BOLD else 80,
        }
    )


def unicode_map(code: str, point: str) -> Any:
    """A ToUnicode stream that gives one character code (hex) one code point (hex)."""
    return pdfdoc.PDFStream(
        content=(
            "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
            "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
            "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
            f"1 beginbfchar\n<{code}> <{point}>\nendbfchar\n"
            "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
        )
    )


def register_fonts() -> None:
    """Make the bullets known under names of their own."""
    for name in GLYPHS:
        base = ("Helvetica", "WinAnsiEncoding") if name == DASH else ("ZapfDingbats", "ZapfDingbatsEncoding")
        pdfmetrics.registerFont(pdfmetrics.Font(name, *base))


def bullet(sheets: Sheets, block: str, font: str, left: float = LEFT, gap: float = 6) -> None:
    """Set a bullet of the first ("* ") or second ("** ") level."""
    stars, text = block.split(" ", 1)
    at = left if stars == "*" else left + 45
    name = font if stars == "*" else DASH
    sheets.paragraph(text, Style(left=at + 17.5, after=gap), GLYPHS[name], name, at)


def findings(sheets: Sheets, text: str, number: int) -> int:
    """Set numbered paragraphs from ``number`` on, with headings and bullets between them; return the next number."""
    for block in blocks(text):
        if block.startswith("=== "):
            graded_judgement(sheets, *block[4:].split(" | "))
        elif block.startswith(("* ", "** ")):
            bullet(sheets, block, SQUARE_2016, LEFT + HANG, 10)
        else:
            sheets.paragraph(block, NUMBERED, f"{number}.")
            number += 1
    return number


def graded_judgement(sheets: Sheets, area: str, verdict: str) -> None:
    """Set the boxed sentence that grades adoption or care leavers within the section on children looked after."""
    sheets.y -= 14
    sheets.room(100)
    sheets.open_box()
    sheets.paragraph(f"The graded judgement {area} is that it {verdict}", Style(font=BOLD, after=10, right=RIGHT - 40))
    sheets.close_box(20)


def foot_2016(notice: str) -> Callable[[Any, int], None]:
    """The foot of a page of 2016: the bare page number, even pages on the left; here also what the document is."""

    def draw(canvas: Any, page: int) -> None:
        figure = str(page)
        write(canvas, RIGHT - width(figure, BODY, 20) if page % 2 else LEFT, 24, figure, BODY, 20)
        write(canvas, LEFT if page % 2 else RIGHT - width(notice, BODY, 8), 40, notice, BODY, 8)
        canvas.line(LEFT, 52, RIGHT, 52)

    return draw


def foot_2023(title: str, dates: str) -> Callable[[Any, int], None]:
    """The foot of a page of 2023: title and dates in small bold print, the page number large; none on page 1."""

    def draw(canvas: Any, page: int) -> None:
        if page > 1:
            write(canvas, LEFT, 40, title, BOLD, 8)
            write(canvas, LEFT, 30, dates, BOLD, 8)
            write(canvas, RIGHT - width(str(page), BODY, 20), 28, str(page), BODY, 20)
            canvas.line(LEFT, 52, RIGHT, 52)

    return draw


def cover_2016(sheets: Sheets, texts: Texts) -> None:
    """The cover of 2016: titles, dates, the table of judgements and the footnote on combined reports."""
    sheets.turn()
    sheets.y = 722
    sheets.paragraph(texts["authority"], Style(size=26, leading=20, after=0))
    tight = Style(font=BOLD, size=14, leading=18, after=6)
    sheets.paragraph(f"{texts['title_begins']} {texts['title_ends']}", tight)
    sheets.paragraph("and", PLAIN_14)
    sheets.paragraph("Review of the effectiveness of the Local Safeguarding Children Board[^1]", tight)
    sheets.paragraph(texts["notice"], SMALL)
    sheets.paragraph(texts["dates"], PLAIN_14)
    sheets.paragraph(texts["published"], PLAIN_14)
    sheets.y -= 24
    judgement_table(sheets, texts)


def judgement_table(sheets: Sheets, texts: Texts) -> None:
    """The grades on the cover; the last row has the wrong number that many reports print."""
    help_grade, care_grade, leadership_grade = (section["grade"] for section in texts["sections"])
    canvas, y = sheets.canvas, sheets.y
    canvas.rect(LEFT - 6, y - 8, RIGHT - LEFT + 12, 26)
    write(canvas, LEFT, y, texts["statement"], BOLD, 14)
    rows: list[tuple[list[tuple[float, str, str]], str]] = [
        ([(LEFT, "1. Children who need help and protection", BOLD)], help_grade),
        ([(LEFT, "2. Children looked after and achieving ", BOLD), (LEFT + 18, "permanence", BOLD)], care_grade),
        ([(LEFT + 47, "2.1 Adoption performance", BODY)], texts["adoption_grade"]),
        ([(LEFT + 47, "2.2 Experiences and progress of care leavers", BODY)], texts["care_leavers_grade"]),
        ([(LEFT, "1.", BODY), (LEFT + 37, "Leadership, management and governance", BOLD)], leadership_grade),
    ]
    y -= 8
    for cells, grade in rows:
        y = judgement_row(canvas, y, cells, grade)


def judgement_row(canvas: Any, top: float, cells: list[tuple[float, str, str]], grade: str) -> float:
    """One row of the table: label, over two lines where its cells share a font, then grade; return its lower edge."""
    stacked = len(cells) == 2 and cells[0][2] == cells[1][2]
    height = 44.0 if stacked else 27.0
    for index, (x, text, font) in enumerate(cells):
        write(canvas, x, top - 18 - (17 * index if stacked else 0), text, font)
    write(canvas, 389, top - (27 if stacked else 18), grade)
    canvas.rect(LEFT - 6, top - height, 317, height)
    canvas.rect(383, top - height, RIGHT + 6 - 383, height)
    return top - height


CONTENTS: list[tuple[str, bool]] = [
    ("Executive summary", False),
    ("The local authority", True),
    ("Information about this local authority area", False),
    ("Recommendations", False),
    ("Summary for children and young people", False),
    ("The experiences and progress of children who need help and protection", False),
    ("The experiences and progress of children looked after and achieving permanence", False),
    ("Leadership, management and governance", False),
    ("The Local Safeguarding Children Board (LSCB)", True),
    ("Executive summary ", False),
    ("Recommendations ", False),
    ("Inspection findings – the Local Safeguarding Children Board", False),
    ("Information about this inspection", True),
]
"""Entries of the contents page and whether they are parts; a space at the end marks a title printed a second time."""


def contents(sheets: Sheets, pages: dict[str, int]) -> None:
    """The contents page; ``pages`` come from a first setting of the same report."""
    sheets.turn()
    sheets.y = 722
    sheets.paragraph("Contents", TITLE)
    for entry, part in CONTENTS:
        left, font, size = (LEFT, BOLD, 16) if part else (LEFT + 14, BODY, 14)
        sheets.y -= 8 if part else 0
        style = Style(font=font, size=size, leading=20, left=left, right=RIGHT - 30)
        rows = lines(entry, style)
        for row in rows:
            write(sheets.canvas, left, sheets.y, row.rstrip(), font, size)
            sheets.y -= 20
        figure = str(pages.get(entry, 0))
        write(sheets.canvas, RIGHT - width(figure, font, size), sheets.y + 20, figure, font, size)
        sheets.y -= 3


def section_2016(sheets: Sheets, section: Texts, number: int) -> int:
    """A section of 2016: title and grade in two cells, the summary in a box, the numbered findings."""
    sheets.turn()
    sheets.headings[" ".join(section["heading"])] = sheets.page
    top = sheets.y + 16
    height = 17 * len(section["heading"]) + 14
    for index, line in enumerate(section["heading"]):
        write(sheets.canvas, LEFT, sheets.y - 17 * index, line, BOLD, 14)
    # On the second line of its title, whether that has two lines or three: Wirral 2016.
    write(sheets.canvas, 353, sheets.y - 17, section["grade"], BOLD, 14)
    sheets.canvas.rect(LEFT - 6, top - height, 275, height)
    sheets.canvas.rect(LEFT + 269, top - height, RIGHT + 6 - LEFT - 269, height)
    sheets.y = top - height - 14
    sheets.open_box()
    sheets.paragraph("Summary", HEADING_12)
    for block in blocks(section["summary"]):
        sheets.paragraph(block)
    sheets.close_box()
    sheets.room(80)
    sheets.paragraph("Inspection findings", HEADING_12)
    return findings(sheets, section["findings"], number)


def information(sheets: Sheets, text: str) -> None:
    """The facts about the authority's area, in bullets of two levels."""
    sheets.heading("The local authority", HEADING_16)
    sheets.headings["Information about this local authority area"] = sheets.page
    sheets.paragraph("Information about this local authority area[^2]", HEADING_14)
    for block in blocks(text):
        if block.startswith("## "):
            sheets.y -= 6
            sheets.heading(block[3:], HEADING_12)
        else:
            bullet(sheets, block, SQUARE_2016)


def board(sheets: Sheets, texts: Texts, number: int) -> int:
    """The review of the safeguarding board, whose recommendations and findings go on counting."""
    sheets.turn()
    sheets.heading("The Local Safeguarding Children Board (LSCB)", HEADING_16)
    sheets.open_box()
    sheets.paragraph(texts["board_statement"], HEADING_14)
    sheets.close_box(22)
    sheets.open_box()
    sheets.headings["Executive summary "] = sheets.page
    sheets.paragraph("Executive summary", HEADING_14)
    for block in blocks(texts["board"]["summary"]):
        sheets.paragraph(block)
    sheets.close_box(24)
    sheets.headings["Recommendations "] = sheets.page
    sheets.paragraph("Recommendations", HEADING_14)
    number = findings(sheets, texts["board"]["recommendations"], number)
    sheets.heading("Inspection findings – the Local Safeguarding Children Board", HEADING_14)
    return findings(sheets, texts["board"]["findings"], number)


def ending_2016(sheets: Sheets, texts: Texts) -> None:
    """How the inspection was done and by whom, and the last page in small print."""
    sheets.turn()
    sheets.heading("Information about this inspection", HEADING_16)
    for block in blocks(texts["inspectors"]):
        sheets.paragraph(block)
    sheets.paragraph("The inspection team", HEADING_12)
    for block in blocks(texts["team"]):
        sheets.paragraph(block)
    small_print(sheets, texts["last_page"], 364)


def small_print(sheets: Sheets, text: str, start: float) -> None:
    """The last page."""
    sheets.turn()
    sheets.y = start
    for block in blocks(text):
        sheets.paragraph(block, SMALL)


def set_2016(sheets: Sheets, texts: Texts, pages: dict[str, int]) -> None:
    """Write a whole report of the single inspection framework."""
    cover_2016(sheets, texts)
    sheets.turn()
    sheets.open_box()
    sheets.heading("Executive summary", HEADING_14)
    for block in blocks(texts["executive_summary"]):
        sheets.paragraph(block)
    sheets.close_box()
    contents(sheets, pages)
    sheets.turn()
    information(sheets, texts["information"])
    sheets.y -= 10
    sheets.heading("Recommendations", HEADING_14)
    number = findings(sheets, texts["recommendations"], 1)
    sheets.y -= 10
    sheets.heading("Summary for children and young people", HEADING_14)
    for block in blocks(texts["young_people"]):
        bullet(sheets, block, SQUARE_2016)
    for section in texts["sections"]:
        number = section_2016(sheets, section, number)
    board(sheets, texts, number)
    ending_2016(sheets, texts)


def cover_2023(sheets: Sheets, texts: Texts) -> None:
    """The cover of 2023: title, dates, lead inspector, the table of judgements; the summary follows on."""
    sheets.turn()
    sheets.y = 686
    for line in texts["title"]:
        sheets.paragraph(line, Style(size=26, leading=31, after=0))
    for label, value in (("Inspection dates: ", texts["dates"]), ("Lead inspector: ", texts["lead"])):
        x = write(sheets.canvas, LEFT, sheets.y, label, BOLD)
        write(sheets.canvas, x, sheets.y, value)
        sheets.y -= 26
    sheets.paragraph(texts["notice"], SMALL)
    sheets.y -= 18
    table_2023(sheets, texts["judgements"])


def table_2023(sheets: Sheets, judgements: dict[str, dict[str, str]]) -> None:
    """The table "Judgement | Grade" on the cover."""
    rows = [("Judgement", "", "Grade", BOLD)]
    rows += [(row["first"], row["second"], row["grade"], BODY) for row in judgements.values()]
    for first, second, grade, font in rows:
        label = [line for line in (first, second) if line]
        height = 14.5 * len(label) + 12
        for index, line in enumerate(label):
            write(sheets.canvas, LEFT + 5, sheets.y - 14.5 * index, line, font)
        write(sheets.canvas, 304, sheets.y, grade, font)
        sheets.canvas.rect(LEFT, sheets.y + 16 - height, 227, height)
        sheets.canvas.rect(LEFT + 227, sheets.y + 16 - height, RIGHT - LEFT - 227, height)
        sheets.y -= height
    sheets.y -= 20


def set_2023(sheets: Sheets, texts: Texts, pages: dict[str, int]) -> None:
    """Write a whole report of an inspection of local authority children's services; it has no contents page."""
    cover_2023(sheets, texts)
    for block in blocks(texts["summary"]):
        sheets.paragraph(block)
    sheets.y -= 4
    sheets.heading("What needs to improve?", HEADING_14)
    for block in blocks(texts["improvements"]):
        bullet(sheets, block, SQUARE_2023)
    number = 1
    for section in texts["sections"]:
        sheets.y -= 12
        row = texts["judgements"][section["judgement"]]
        sheets.heading(f"{row['first']} {row['second']}: {row['grade'].lower()}", HEADING_14, 90)
        number = findings(sheets, section["findings"], number)
    small_print(sheets, texts["last_page"], 688)


def pdf(
    texts: Texts, foot: Callable[[Any, int], None], setting: Callable[[Sheets, Texts, dict[str, int]], None]
) -> bytes:
    """Set a report twice, the second time with the page numbers for its contents, and return the file."""
    pages: dict[str, int] = {}
    for _ in range(2):
        buffer = BytesIO()
        # Uncompressed: the output of zlib differs from one build to the next.
        canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=0)
        canvas.setTitle(Path(texts["file"]).stem)
        canvas.setAuthor("inspection-graph project")
        canvas.setSubject("Sample about an imaginary authority")
        sheets = Sheets(canvas, foot, texts.get("footnotes", {}))
        setting(sheets, texts, pages)
        sheets.finish()
        pages = sheets.headings
        describe_fonts(canvas)
        canvas.save()
    return buffer.getvalue()


def make_samples(folder: Path = SAMPLES) -> list[Path]:
    """Write the samples into ``folder`` and return their paths."""
    register_fonts()
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))
    sif, ilacs, news = texts["sif"], texts["ilacs"], texts["news"]
    files = {
        sif["file"]: pdf(sif, foot_2016(sif["footer"]), set_2016),
        ilacs["file"]: pdf(ilacs, foot_2023(ilacs["footer"], ilacs["dates"]), set_2023),
        news["file"]: ("\n\n".join(blocks(news["text"])) + "\n").encode(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


if __name__ == "__main__":
    for _path in make_samples():
        pass
