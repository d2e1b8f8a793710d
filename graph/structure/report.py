"""Documents to reports: cover, sections and their items, and the framework the report belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..document import Document, Line
from ..vocabulary import Concept, Vocabulary, tokens
from .frameworks import cover_versions, has_inspection_date, recognise
from .furniture import body_lines, body_size, is_small
from .headings import LARGER, Heading, Statement, belongs, looks_like_heading, read_headings
from .items import Numbering, placed_items, plain_items
from .passages import Passage, mend, prose

_ROW_LINES = 6  # the rows of a judgement table are no further than this many lines below its header
_READ = (
    "findings",
    "recommendations",
    "summary",
    "row",
)  # sections in which a heading that is not understood may hide something
_NARRATIVE = ("facts", "findings", "summary")
_COVER_HEAD = 15  # title and dates stand among this many lines at the top of a cover


@dataclass(frozen=True, eq=False)
class Section:
    """A section: its code, the part it stands in (``authority``, ``lscb`` or ``closing``), the judged area, and what it holds."""

    code: str
    part: str
    area: str
    holds: str
    heading: Passage | None
    lines: tuple[Line, ...]
    items: tuple[Passage, ...]

    @property
    def tells(self) -> bool:
        """Whether it tells of what was inspected, as the team, the contents, tables of grades and what grades mean do not."""
        return self.holds not in ("team", "row") and self.code not in ("contents", "grade-descriptions")

    @cached_property
    def passage(self) -> Passage:
        """All lines as one passage, with whatever stands between the items."""
        return mend(self.lines)


@dataclass(frozen=True, eq=False)
class Report:
    """A report inside a document; ``framework`` and ``version`` are codes, ``unknown`` and empty where none was recognised.

    ``cover`` are the lines before the first section, small print among them; ``statements`` the grades printed with a label.
    ``missing_numbers`` are numbers of paragraphs that were not found, each with the line of the next that was.
    """

    document: Document
    order: int
    cover: tuple[Line, ...]
    sections: tuple[Section, ...]
    statements: tuple[Statement, ...]
    framework: str
    version: str
    unknown_headings: tuple[Passage, ...] = ()
    missing_numbers: tuple[tuple[int, Passage], ...] = ()

    @cached_property
    def narrative(self) -> tuple[Passage, ...]:
        """The running text: first that of the cover, where layouts without headings have their summary, then section by section."""
        told = (section.passage for section in self.sections if section.holds in _NARRATIVE and section.lines)
        return (mend(prose(self.cover)), *told)

    @property
    def reviews_board(self) -> bool:
        """Whether the report has a part about the safeguarding board."""
        return any(section.part == "lscb" for section in self.sections)


@dataclass
class _Open:
    """A section while it is read."""

    code: str
    part: str
    area: str
    holds: str
    heading: Passage | None = None
    page: int = 0
    lines: list[Line] = field(default_factory=list)


def read_reports(document: Document, vocabulary: Vocabulary) -> tuple[Report, ...]:
    """The reports in a document: nearly always one; a second cover inside a file begins a second report."""
    pages = list(body_lines(document))
    body = body_size(document)
    return tuple(
        _read_report(document, order, part, body, vocabulary)
        for order, part in enumerate(_split(document, pages, vocabulary), 1)
    )


def _split(
    document: Document, pages: list[tuple[Line, ...]], vocabulary: Vocabulary
) -> Iterator[list[tuple[Line, ...]]]:
    starts = [0] + [
        index for index in range(1, len(pages)) if document.has_geometry and _is_cover(pages[index], vocabulary)
    ]
    for start, end in zip(starts, [*starts[1:], len(pages)], strict=True):
        yield pages[start:end]


def _is_cover(lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether a later page is the cover of another report: it carries a cover title, and an inspection date of its own."""
    return has_inspection_date(lines[:_COVER_HEAD], vocabulary) and bool(
        cover_versions(lines[:_COVER_HEAD], vocabulary)
    )


def _read_report(
    document: Document, order: int, pages: list[tuple[Line, ...]], body: float, vocabulary: Vocabulary
) -> Report:
    outline = _Outline(document, body, vocabulary)
    for lines in pages:
        outline.read(lines)
    cover, *opened = outline.sections
    framework, version = recognise(
        tuple(cover.lines), {section.code for section in opened}, {s.area for s in outline.statements}, vocabulary
    )
    numbering = Numbering()
    bullets_only = (
        vocabulary.scheme("framework")[version].one("listsRecommendationsAs") == "bullets" if version else False
    )
    sections = tuple(_close(section, numbering, bullets_only, document.has_geometry) for section in opened)
    return Report(
        document=document,
        order=order,
        cover=tuple(cover.lines),
        sections=sections,
        statements=tuple(outline.statements),
        framework=framework,
        version=version,
        unknown_headings=tuple(outline.unknown),
        missing_numbers=tuple((number, mend([line])) for number, line in numbering.gaps),
    )


def _close(section: _Open, numbering: Numbering, bullets_only: bool, geometry: bool) -> Section:
    lists = section.holds in ("recommendations", "findings")
    if geometry:
        # Numbers run on through sections that hold no list of their own, so these are read as well.
        items = placed_items(section.lines, numbering, bullets_only and section.holds == "recommendations")
    else:
        items = plain_items(section.lines, numbering)
    if not lists:
        items = [item for item in items if item.printed and section.holds == "summary"]
    return Section(
        section.code, section.part, section.area, section.holds, section.heading, tuple(section.lines), tuple(items)
    )


class _Outline:
    """Walks the lines of a report and opens a section at every heading it understands."""

    def __init__(self, document: Document, body: float, vocabulary: Vocabulary) -> None:
        self._document = document
        self._body = body
        self._vocabulary = vocabulary
        self._concepts = vocabulary.scheme("section")
        self.sections: list[_Open] = [_Open("cover", "authority", "", "nothing")]
        self.statements: list[Statement] = []
        self.unknown: list[Passage] = []
        self._in_rows = False

    @property
    def _on_cover(self) -> bool:
        return len(self.sections) == 1

    def read(self, lines: tuple[Line, ...]) -> None:
        """Take the lines of one page."""
        pending: list[Line] = []
        for line in lines:
            if pending and not (self._may_be_heading(line) and self._goes_on(pending, line)):
                self._flush(pending)
                pending = []
            # The heading just read may have opened a table whose rows are headings.
            if self._may_be_heading(line):
                pending.append(line)
            elif self._on_cover or not is_small(line, self._body):
                self._add(line)
        self._flush(pending)

    def _goes_on(self, pending: list[Line], line: Line) -> bool:
        return not self._document.has_geometry or belongs(pending, line)

    def _may_be_heading(self, line: Line) -> bool:
        if not self._document.has_geometry:
            return len(line.text) < 100
        return looks_like_heading(line, self._body) or (self._in_rows and not is_small(line, self._body))

    def _add(self, line: Line) -> None:
        section = self.sections[-1]
        section.lines.append(line)
        self._in_rows = self._in_rows and len(section.lines) < _ROW_LINES

    def _flush(self, lines: list[Line]) -> None:
        for taken, heading in read_headings(lines, self._vocabulary):
            if heading is None:
                if not self._grade_below(taken):
                    self._keep(taken, understood=False)
            elif not self._open(heading, taken[0]):
                self._keep(taken, understood=True)

    def _grade_below(self, lines: list[Line]) -> bool:
        """Note a grade that stands alone under the heading of an area."""
        section = self.sections[-1]
        grade = (
            self._vocabulary.matcher("grade").whole(tokens(mend(lines).text))
            if section.code == "area-findings" and not section.lines
            else ""
        )
        if grade and section.heading:
            self.statements.append(Statement(section.area, grade, mend(lines), "heading"))
        return bool(grade)

    def _keep(self, lines: list[Line], understood: bool) -> None:
        """Lines that look like a heading and open no section stay where they stand; the large ones among them are reported."""
        for line in lines:
            self._add(line)
            if (
                not understood
                and not self._on_cover
                and line.size >= LARGER * self._body > 0
                and self.sections[-1].holds in _READ
            ):
                self.unknown.append(mend([line]))

    def _open(self, heading: Heading, line: Line) -> bool:
        """Note what a heading states and open its section; false if it is no heading here."""
        section = self.sections[-1]
        if section.code == "contents" and line.page == section.page and self._document.has_geometry:
            return False
        concept = self._concepts.get(heading.section)
        if concept is None and section.holds == "facts" and not self._document.has_geometry:
            return False  # grades of earlier inspections are listed among the facts about an area
        if self._on_cover and not (concept and concept.one("endsCover") == "true"):
            if heading.grade:
                self.statements.append(Statement(heading.area, heading.grade, heading.passage, "cover"))
            return False
        if heading.grade:
            self.statements.append(Statement(heading.area, heading.grade, heading.passage, "heading"))
        if concept is None:
            concept = self._concepts["lscb-part" if heading.area == "lscb" else "area-findings"]
        self._in_rows = concept.one("holds") == "row" or (self._in_rows and concept.code == "area-findings")
        self.sections.append(self._opened(concept, heading, line.page))
        return True

    def _opened(self, concept: Concept, heading: Heading, page: int) -> _Open:
        before = self.sections[-1]
        part = concept.one("part") or ("lscb" if heading.area == "lscb" else before.part)
        if part == "lscb":
            area = "lscb"
        elif concept.code == "area-findings":
            area = heading.area
        elif concept.one("resetsArea") == "true" or part != before.part:
            area = ""
        else:
            area = before.area
        return _Open(concept.code, part, area, concept.one("holds"), heading.passage, page)
