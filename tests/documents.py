"""Small documents for tests, in words of our own: lines set on pages with their place, and covers as reports print them."""

import hashlib
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from graph.document import Document, Line, Page
from graph.extract.judgements import Judgement
from graph.extract.recommendations import Recommendation
from graph.facts import Fact, InspectionRecord, Problem
from graph.reading import read_document
from graph.sources import parse

LEFT, TOP, HEIGHT, LEADING, HANG, GRADES = 72.0, 780.0, 842.0, 14.5, 28.0, 390.0
_NOTE = re.compile(r"\[\^(\d+)\]")
_WIDTH = 76  # characters of a line of body text

Found = TypeVar("Found", bound=Fact)


@dataclass(frozen=True, slots=True)
class Row:
    """A line to be set ``down`` points below the one before, or at height ``at``; ``[^4]`` in its text is a raised footnote number."""

    text: str
    x: float = LEFT
    down: float = LEADING
    size: float = 12.0
    bold: bool = False
    at: float | None = None


Rows = Sequence[Row]


def document(*pages: Rows, name: str = "report.pdf") -> Document:
    """A document whose lines know their place; the text of a page keeps the order of the rows, as a text layer does."""
    read = tuple(_page(number, rows) for number, rows in enumerate(pages, 1))
    digest = hashlib.sha256("\f".join(page.text for page in read).encode()).hexdigest()
    return Document(digest, name, "application/pdf", read, has_geometry=True)


def _page(number: int, rows: Rows) -> Page:
    text, y = "", TOP
    lines: list[Line] = []
    for row in rows:
        y = y - row.down if row.at is None else y
        lines.append(_line(number, row, len(text), y if row.at is None else row.at))
        text += lines[-1].text + "\n"
    return Page(number, text, tuple(sorted(lines, key=lambda line: (-round(line.y), line.x0))), HEIGHT)


def _line(page: int, row: Row, start: int, y: float) -> Line:
    text = _NOTE.sub(r"\1", row.text)
    markers, removed = [], 0
    for note in _NOTE.finditer(row.text):
        at = start + note.start() - removed
        markers.append((at, at + len(note[1])))
        removed += len(note.group()) - len(note[1])
    end, x1 = start + len(text), row.x + len(text) * row.size / 2
    return Line(page, start, end, text, row.x, x1, y, row.size, row.bold, tuple(markers))


def plain(text: str, name: str = "report.txt") -> Document:
    """A document of plain text."""
    return parse(text.encode(), name)


def paragraph(text: str, label: str = "", x: float = LEFT, down: float = 26) -> list[Row]:
    """A paragraph as rows; behind a ``label`` (a number or a bullet) its lines hang indented."""
    first, *others = textwrap.wrap(text, _WIDTH, break_long_words=False) or [""]
    return [Row(f"{label} {first}".strip(), x, down), *(Row(other, x + (HANG if label else 0)) for other in others)]


def numbered(texts: Iterable[str], first: int = 1) -> list[Row]:
    """Paragraphs numbered from ``first`` on."""
    return [row for number, text in enumerate(texts, first) for row in paragraph(text, f"{number}.")]


def bulleted(texts: Iterable[str], glyph: str = "■", x: float = LEFT) -> list[Row]:
    """Paragraphs behind bullets."""
    return [row for text in texts for row in paragraph(text, glyph, x, 20)]


def heading(*lines: str, size: float = 14, x: float = LEFT) -> list[Row]:
    """A bold heading of one or more lines."""
    return [Row(line, x, 30 if index == 0 else size * 1.25, size, bold=True) for index, line in enumerate(lines)]


def sentences(subject: str, count: int) -> list[str]:
    """Distinct sentences about a subject, too dull to stand anywhere else."""
    places = ("harbour", "orchard", "quarry", "lighthouse", "meadow", "windmill", "ferry", "lantern", "brickworks")
    return [
        f"The {places[number % len(places)]} keeps {subject} number {_WORDS[number % len(_WORDS)]} in good order,"
        f" and whoever calls at the {places[(number + 3) % len(places)]} is shown how it was done and by whom."
        for number in range(count)
    ]


_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

SIF_TITLE = (
    "Inspection of services for children in need of help and",
    # printed on two lines, sometimes three
    "protection, children looked after and care leavers",
)
SIF_TABLE = (
    ("1. Children who need help and protection", "Inadequate"),
    ("2. Children looked after and achieving\npermanence", "Requires improvement"),
    ("2.1 Adoption performance", "Good"),
    ("2.2 Experiences and progress of care leavers", "Requires improvement"),
    ("3. Leadership, management and governance", "Inadequate"),
)
SIF_GRADES = {
    "overall": "inadequate",
    "help-and-protection": "inadequate",
    "looked-after": "requires-improvement",
    "adoption": "good",
    "care-leavers": "requires-improvement",
    "leadership": "inadequate",
}
ILACS_TABLE = (
    ("The impact of leaders on social work\npractice with children and families", "Good"),
    ("The experiences and progress of\nchildren who need help and protection", "Requires improvement\nto be good"),
    ("The experiences and progress of\nchildren in care", "Outstanding"),
    ("The experiences and progress of care\nleavers", "Good"),
    ("Overall effectiveness", "Good"),
)
ILACS_GRADES = {
    "impact-of-leaders": "good",
    "help-and-protection": "requires-improvement",
    "in-care": "outstanding",
    "care-leavers": "good",
    "overall": "good",
}

Table = Sequence[tuple[str, str]]


def table(rows: Table, top: float, grades: float = GRADES) -> Iterator[Row]:
    """A table of judgements: labels on the left, grades in a column of their own, each centred beside its label."""
    for label, grade in rows:
        left, right = label.split("\n"), grade.split("\n")
        height = max(len(left), len(right))
        for column, x in ((left, LEFT), (right, grades)):
            for number, line in enumerate(column):
                yield Row(line, x, at=top - 14 * (number + (height - len(column)) / 2))
        top -= 14 * height + 13


def sif_cover(
    judged: Table = SIF_TABLE,
    statement: str = "Children’s services in Eastmere are inadequate",
    dates: str = "Inspection date: 6 May 2015 – 28 May 2015",
    published: str = "Report published: 20 July 2015",
    authority: str = "Eastmere Council",
) -> list[Row]:
    """The cover of a report of the single inspection framework."""
    return [
        Row(authority, size=26, down=30),
        *heading(*SIF_TITLE),
        Row("and", down=20),
        *heading("Review of the effectiveness of the Local Safeguarding Children", "Board[^1]"),
        *(Row(line, down=20) for line in (dates, published) if line),
        *(
            Row(line, down=20 if number else 30, size=14, bold=True)
            for number, line in enumerate(statement.split("\n"))
        ),
        *table(judged, 500),
    ]


def ilacs_cover(judged: Table = ILACS_TABLE, dates: str = "Inspection dates: 4 to 15 March 2024") -> list[Row]:
    """The cover of an inspection of local authority children's services."""
    return [
        Row("Inspection of Eastmere local authority", size=26, down=40),
        Row("children’s services", size=26, down=31),
        Row(dates, down=30, bold=True),
        Row("Lead inspector: Delia Fablethorpe, His Majesty’s Inspector", down=26),
        *table((("Judgement", "Grade"), *judged), 600),
    ]


def summary(heading_line: str = "Executive summary") -> list[Row]:
    """A page that ends the cover and marks the layout."""
    return [*heading(heading_line), *paragraph(" ".join(sentences("summary", 3)))]


def findings(title: Sequence[str], texts: Iterable[str], first: int) -> list[Row]:
    """A section of numbered findings below the heading of its area, ``label | grade`` in the last line of the heading."""
    *above, last = title
    label, _, grade = last.partition(" | ")
    rows = heading(*above, label)
    if grade:
        rows.append(Row(grade, 353, 0, 14, bold=True))
    return [*rows, *heading("Inspection findings", size=12), *numbered(texts, first)]


def sif_report() -> list[list[Row]]:
    """The pages of a whole small report with a board: three recommendations, two findings, two recommendations to the board, a finding."""
    return [
        sif_cover(),
        summary(),
        [*heading("The local authority", size=16), *heading("Recommendations"), *numbered(sentences("advice", 3))],
        findings(
            ("The experiences and progress of", "children who need help and protection | Inadequate"),
            sentences("help", 2),
            4,
        ),
        [
            *heading("The Local Safeguarding Children Board (LSCB)", size=16),
            *heading("The Local Safeguarding Children Board is good"),
            *heading("Recommendations"),
            *numbered(sentences("counsel", 2), 6),
            *heading("Inspection findings – the Local Safeguarding Children Board"),
            *numbered(sentences("meeting", 1), 8),
        ],
        [
            *heading("Information about this inspection", size=16),
            Row("Lead inspector: Imogen Samplewright HMI", down=26),
        ],
    ]


def ilacs_report() -> list[list[Row]]:
    """The pages of a whole small report: two areas for improvement, five findings."""
    return [
        ilacs_cover(),
        [*heading("What needs to improve?"), *bulleted(sentences("improvement", 2))],
        [
            *heading(
                "The experiences and progress of children who need help and",
                "protection: requires improvement to be good",
            ),
            *numbered(sentences("safety", 2)),
            *heading("The experiences and progress of children in care: outstanding"),
            *numbered(sentences("care", 2), 3),
            *heading("The experiences and progress of care leavers: good"),
            *numbered(sentences("flats", 1), 5),
        ],
    ]


def with_foot(pages: Iterable[Rows], foot: str = "") -> list[list[Row]]:
    """Pages whose number, and a footer, come first in their text, as text layers have it."""
    return [
        [Row(str(number), 515, size=20, at=24), *([Row(foot, size=8, at=40)] if foot else []), *rows]
        for number, rows in enumerate(pages, 1)
    ]


DOUBTS_OF_MEANING = frozenset({"no-theme", "polarity-doubtful", "figure-without-subject"})
"""Problems of short texts that say nothing; tests of structure look past them."""


def facts(read: Document, kind: type[Found], report: int = 1) -> list[Found]:
    """The facts of a kind that a report of a document yields."""
    return [fact for _, fact in read_document(read).reports[report - 1].facts if isinstance(fact, kind)]


def grades(read: Document, report: int = 1) -> dict[str, str]:
    """Grades by area; empty where readings differ."""
    return {fact.area.code: fact.grade.code if fact.grade else "" for fact in facts(read, Judgement, report)}


def recommended(read: Document) -> list[tuple[str, str, str]]:
    """Addressee, number and text of the recommendations."""
    return [(fact.addressee.code, fact.number, fact.text) for fact in facts(read, Recommendation)]


def problems(read: Document) -> list[str]:
    """The codes of the problems."""
    return [fact.code for fact in facts(read, Problem) if fact.code not in DOUBTS_OF_MEANING]


def record(read: Document, report: int = 1) -> InspectionRecord:
    """What a report states about its inspection; an assertion error where nothing was read."""
    (found,) = facts(read, InspectionRecord, report)
    return found


DAMAGED = f"""Eastmere Council
{SIF_TITLE[0]}
{SIF_TITLE[1]}
and
Review of the effectiveness of the Local Safeguarding Children
Board1
A sample
Inspection date: 6 May 201528 May 2015
Report published: 20 July 2015

Childrens services in Eastmere are inadequate

Inadequate

permanence

Requires improvement


Good


Executive summary
The ferry is slow and the harbourmasters log is kept in pencil. In its third year
the windmill lost a sail, and the councils carpenter has not found another.


Contents
Executive summary


The local authority


Recommendations


The experiences and progress of children who need help and
protection

Information about this inspection


The local authority
Recommendations

Mend the sail of the windmill before the autumn, so that farmers need not take their
corn across the bay


Keep the harbourmasters log in ink and show it to whoever asks, including the ferrys
own crew and the children who learn to row.
painted twice a year, and that the paint is chosen with those who have to look
at it.
shown to visitors in the summer months.


12
from the brickworks and the quarry, so that nobody carries more than two bricks
in one barrow.


The experiences and progress of
children who need help and
protection

Inadequate

Inspection findings
carries too few lifebelts for the number of passengers that it takes on Sundays, and
the harbourmaster has not counted them.
brought back within the hour. Children who fish from the quay are watched by the
lighthouse keeper.


The graded judgement for adoption performance is that it requires
improvement


The Local Safeguarding Children Board (LSCB)
The Local Safeguarding Children Board is good
Recommendations
counted every spring by somebody who does not row.

Information about this inspection
Lead inspector: Imogen Samplewright HMI
Team inspectors: Delia Fablethorpe HMI, Conrad Inventley, Maud Exampleton
HMI, Wilf Notareal and Gwen Makepiece
Senior data analyst: Dr Basil Figmenter
"""
"""A report whose text lost apostrophes, dashes, numbers, labels of the cover and first lines of paragraphs on the way."""
