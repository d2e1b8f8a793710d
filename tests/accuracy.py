"""How much of real reports is read right: ``python -m tests.accuracy [FOLDER]``.

The second table tells how right it is read what the reports say, on annotations that people made by reading (``tests.measures``).
FOLDER holds reports and ``headlines.jsonl``, facts that people read off them; without FOLDER it is ``shared/corpus`` beside the
repository. Where ``seeds`` beside FOLDER holds a text of one of the reports that lost words on its way, that is read as well.
Prints a table in Markdown and below it everything that is wrong, without words of the reports. Exit status 1 if a share is
under its floor, 0 if none is, or if FOLDER is not there.
"""

import ctypes
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from graph.document import Document, Evidence
from graph.errors import SourceError
from graph.extract.findings import Finding
from graph.extract.judgements import Judgement
from graph.extract.people import InspectionRole
from graph.extract.recommendations import Recommendation
from graph.facts import Fact, InspectionRecord
from graph.reading import read_document
from graph.sources import read
from graph.vocabulary import tokens

from . import measures

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
SEED, ORIGINAL = "000_5f420f11dd157040.txt", "80581-wirral-2016-09-20.pdf"
"""The damaged text, and the report that it is a text of."""

WHOLE_IN_SEED = 9  # recommendations of the damaged text that lost no words

FLOORS = {
    "Reports read and their framework recognised": 1.0,
    "Files that are no reports refused": 1.0,
    "Framework": 1.0,
    "Authority (code)": 1.0,
    "First day of the inspection": 1.0,
    "Last day of the inspection": 1.0,
    "Printed date of publication": 1.0,
    "No date of publication where none is printed": 1.0,
    "Judgements: printed grades that were read": 1.0,
    "Judgements: grades read that are printed": 1.0,
    "Lead inspector": 0.98,
    "Number of recommendations, authority's and board's": 0.96,
    "Number of the last paragraph": 0.97,
    "Quotes that stand at their place": 1.0,
    "Recommendations without furniture and footnotes": 1.0,
    "Findings without furniture and footnotes": 1.0,
    "Damaged text: judgements": 1.0,
    "Damaged text: authority and dates": 1.0,
    "Damaged text: members of the team": 1.0,
    "Damaged text: whole recommendations": 1.0,
    "Damaged text: other recommendations marked as tails": 1.0,
}
"""Measures with the share that must be right."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Whether one thing was read right; ``note`` says what was wrong."""

    measure: str
    right: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read from one report, in the manner of the headlines."""

    record: InspectionRecord | None
    grades: dict[str, str]
    team: list[tuple[str, str, str]]
    recommendations: list[Recommendation]
    findings: list[Finding]
    evidence: list[Evidence]

    @property
    def leads(self) -> str:
        """Names of the lead inspectors."""
        return " and ".join(name for role, name, _ in self.team if role == "lead-inspector")

    @property
    def counts(self) -> tuple[int, int]:
        """Numbers of recommendations to the authority and to its board."""
        counted = Counter(fact.addressee.code for fact in self.recommendations)
        return counted["authority"], counted["lscb"]

    @property
    def last_number(self) -> int:
        """The highest printed number."""
        printed = [fact.number for fact in self.findings if not fact.list_name]
        return max((int(number) for number in printed + [fact.number for fact in self.recommendations]), default=0)


def main(arguments: list[str]) -> int:
    """Measure, print, and return the exit status."""
    folder = Path(arguments[0]) if arguments else CORPUS
    headlines = folder / "headlines.jsonl"
    if not headlines.is_file():
        sys.stdout.write(
            f"skipped: there is no headlines.jsonl in {folder.name}; name the folder of the real reports\n"
        )
        return 0
    marks = list(measure(folder, [json.loads(line) for line in headlines.read_text(encoding="utf-8").splitlines()]))
    sys.stdout.write("\n".join([*table(marks), "", *wrong(marks)]) + "\n")
    return 1 if below(marks) or not _say_right(folder) else 0


def _say_right(folder: Path) -> bool:
    """Print how right it is read what the reports say; false if a measure is below its floor. True where they are not in the folder."""
    if not measures.are_in(folder):
        sys.stdout.write("\nskipped: what the reports say; the annotated reports are not all in the folder\n")
        return True
    measured = list(measures.measure_all(folder))
    rows = [row for _, each in measured for row in each.rows]
    sys.stdout.write("\n" + "\n".join(measures.table(rows)) + "\n\nSome of what is wrong:\n\n")
    sys.stdout.write("\n".join(line for _, each in measured for line in measures.some_wrong(each)) + "\n")
    return not any(each.below for _, each in measured)


def measure(folder: Path, headlines: list[dict[str, Any]]) -> Iterator[Mark]:
    """The marks of all reports, and of the damaged text where it is at hand."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for marks in pool.map(check, [folder] * len(headlines), headlines):
            yield from marks
    seed, original = folder.resolve().parent / "seeds" / SEED, folder / ORIGINAL
    headline = next((entry for entry in headlines if entry["file"] == ORIGINAL), None)
    if headline and seed.is_file():
        yield from check_seed(seed, original, headline)


def table(marks: Iterable[Mark]) -> Iterator[str]:
    """The lines of the table."""
    right, total = Counter[str](), Counter[str]()
    for mark in marks:
        right[mark.measure] += mark.right
        total[mark.measure] += 1
    yield "| measure | right | of | share | floor |"
    yield "|---|---:|---:|---:|---:|"
    for name, floor in FLOORS.items():
        if total[name]:
            share = right[name] / total[name]
            yield f"| {name} | {right[name]:,} | {total[name]:,} | {share:.1%} | {floor:.0%} |"


def wrong(marks: Iterable[Mark]) -> Iterator[str]:
    """What was wrong, one line each."""
    lines = [f"- {mark.measure}: {mark.note}" for mark in marks if not mark.right]
    yield from ["Wrong:", "", *lines] if lines else ["Nothing is wrong."]


def below(marks: Iterable[Mark]) -> list[str]:
    """The measures that are under their floors."""
    rights: dict[str, list[bool]] = {}
    for mark in marks:
        rights.setdefault(mark.measure, []).append(mark.right)
    return [name for name, right in rights.items() if sum(right) < FLOORS[name] * len(right)]


def check(folder: Path, headline: dict[str, Any]) -> list[Mark]:
    """The marks of one file."""
    path = folder / headline["file"]
    try:
        document = read(path)
    except SourceError as error:
        return [_mark(not headline["readable"], READ if headline["readable"] else REFUSED, path, str(error))]
    if not headline["readable"]:
        return [_mark(False, REFUSED, path, "it was read")]
    found = read_facts(document)
    if not found.record:
        return [_mark(False, READ, path, "no known framework")]
    return [
        _mark(True, READ, path, ""),
        *check_headline(path, headline, found, found.record),
        *check_quotes(path, document, found.evidence),
        *check_texts(path, found),
    ]


READ, REFUSED, *_ = FLOORS


def _mark(right: bool, name: str, path: Path, note: str) -> Mark:
    return Mark(name, right, "" if right else f"{path.stem}: {note}")


def read_facts(document: Document) -> Facts:
    """The facts of a document's first report."""
    report = read_document(document).reports[0]
    found = [fact for _, fact in report.facts]
    roles = [fact for fact in found if isinstance(fact, InspectionRole)]
    judged = [fact for fact in found if isinstance(fact, Judgement)]
    return Facts(
        record=report.record,
        grades={fact.area.code: fact.grade.code if fact.grade else "" for fact in judged},
        team=[(fact.role.code, str(dict(fact.member.statements)["foaf:name"]), fact.designation) for fact in roles],
        recommendations=[fact for fact in found if isinstance(fact, Recommendation)],
        findings=[fact for fact in found if isinstance(fact, Finding)],
        evidence=[part for fact in found for part in fact.evidence],
    )


def check_headline(path: Path, headline: dict[str, Any], found: Facts, record: InspectionRecord) -> Iterator[Mark]:
    """Everything that a person read off the report."""
    yield from check_record(path, headline, record)
    yield from check_grades(path, headline["judgements"], found.grades)
    yield _same("Lead inspector", path, found.leads, headline["lead_inspector"])
    counts = headline["recommendations_authority"], headline["recommendations_lscb"] or 0
    yield _same("Number of recommendations, authority's and board's", path, found.counts, counts)
    if headline["last_finding_number"]:
        yield _same("Number of the last paragraph", path, found.last_number, headline["last_finding_number"])


def check_record(path: Path, headline: dict[str, Any], record: InspectionRecord) -> Iterator[Mark]:
    """Framework, authority and dates."""
    days = [day.isoformat() for period in record.periods for day in (period.start, period.end)]
    published = record.published.isoformat() if record.published else ""
    yield _same("Framework", path, record.framework, headline["framework"])
    yield _same("Authority (code)", path, record.gss, headline["gss"])
    yield _same("First day of the inspection", path, min(days, default=""), headline["start"])
    yield _same("Last day of the inspection", path, max(days, default=""), headline["end"])
    if headline["published_printed"]:
        yield _same("Printed date of publication", path, published, headline["published"])
    else:
        yield _same("No date of publication where none is printed", path, published, "")


def check_grades(path: Path, printed: dict[str, str], found: dict[str, str]) -> Iterator[Mark]:
    """Every printed grade, and every grade read."""
    for area, grade in printed.items():
        yield _same(
            "Judgements: printed grades that were read", path, f"{area} {found.get(area, '')}", f"{area} {grade}"
        )
    for area, grade in found.items():
        yield _same(
            "Judgements: grades read that are printed", path, f"{area} {grade}", f"{area} {printed.get(area, '')}"
        )


def _same(name: str, path: Path, found: object, expected: object) -> Mark:
    return _mark(found == expected, name, path, f"{found} instead of {expected}")


def check_quotes(path: Path, document: Document, evidence: Iterable[Evidence]) -> Iterator[Mark]:
    """Whether the words of each evidence are those of the page between its offsets."""
    for part in evidence:
        words = document.pages[part.page - 1].text[part.start : part.end]
        yield _mark(words == part.quote, "Quotes that stand at their place", path, f"page {part.page}")


def check_texts(path: Path, found: Facts) -> Iterator[Mark]:
    """Whether recommendations and findings hold nothing that stands around them on the page."""
    around = Around(path)
    for fact in found.recommendations:
        note = f"recommendation {fact.number}, page {fact.evidence[0].page}"
        yield _mark(not around.is_in(fact.text, fact), "Recommendations without furniture and footnotes", path, note)
    for finding in found.findings:
        note = f"finding {finding.number}, page {finding.evidence[0].page}"
        yield _mark(not around.is_in(finding.text, finding), "Findings without furniture and footnotes", path, note)


GLUED = re.compile(r"[^\W\d][.,;:?!)’”]*(\d{1,2})(?!\w)")
_FEWEST_WORDS = 5  # shorter lines are found in many sentences: "and child protection"
_FEWEST_PAGES = 3  # a line that stands on so many pages belongs to the pages
_SMALL = 0.9  # of the size in which most lines are set
_MARGIN = 0.095  # share of the page's height at its head and foot


class Around:
    """The lines of a PDF that stand around its text: small print, and what comes back in the margins of its pages.

    Read without the package's own reader, so that both would have to make the same mistake.
    """

    def __init__(self, path: Path) -> None:
        sizes: Counter[float] = Counter()
        lines: list[tuple[str, float]] = []
        margins: Counter[str] = Counter()
        self._noted: set[str] = set()
        pdf = pypdfium2.PdfDocument(path)
        for page in pdf:
            layer = page.get_textpage()
            for text, size in _sized_lines(layer):
                sizes[round(size, 1)] += len(text)
                lines.append((text, size))
            self._noted.update(_noted(layer))
            margins.update({_words(re.sub(r"\d+", "", line)) for line in _margins(page, layer)})
        pdf.close()
        body = max(sizes, key=lambda size: sizes[size])
        small = {_words(text) for text, size in lines if 0 < size < _SMALL * body}
        running = {line for line, count in margins.items() if count >= _FEWEST_PAGES}
        ordinary = {_words(text) for text, size in lines if size >= _SMALL * body}
        self._lines = {line for line in (small - ordinary) | running if len(line.split()) >= _FEWEST_WORDS}

    def is_in(self, text: str, fact: Fact) -> bool:
        """Whether a text holds one of the lines, a word with its footnote number, or a page number where it goes on overleaf."""
        words = _words(text)
        return (
            any(line in words for line in self._lines)
            or not self._noted.isdisjoint(text.split())
            or _holds_page_number(fact)
        )


def _words(text: str) -> str:
    return f" {' '.join(tokens(text))} "


def _sized_lines(layer: Any) -> Iterator[tuple[str, float]]:
    """Lines of a text layer with the size of their first letter."""
    text = layer.get_text_range(errors="replace")
    for line in re.finditer(r"[^\r\n]*[^\W\d][^\r\n]*", text):
        letter = re.compile(r"[^\W\d]").search(text, line.start())
        yield line.group(), _set(layer, letter.start() if letter else line.start())[0]


def _noted(layer: Any) -> Iterator[str]:
    """Words with a number behind them that is set smaller or higher."""
    text = layer.get_text_range(errors="replace")
    for found in GLUED.finditer(text):
        letter, digit = _set(layer, found.start()), _set(layer, found.start(1))
        if digit[0] < _SMALL * letter[0] or digit[1] > letter[1] + letter[0] / 10:
            start = max(text.rfind(blank, 0, found.start()) for blank in " \r\n") + 1
            yield text[start : found.end()]


def _set(layer: Any, index: int) -> tuple[float, float]:
    """Size and height on the page of a character of the text."""
    character = pdfium.FPDFText_GetCharIndexFromTextIndex(layer.raw, index)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(layer.raw, character, x, y)
    return float(pdfium.FPDFText_GetFontSize(layer.raw, character)), y.value


def _margins(page: Any, layer: Any) -> list[str]:
    """Lines at the head and foot of a page."""
    width, height = page.get_size()
    head = layer.get_text_bounded(0, (1 - _MARGIN) * height, width, height)
    foot = layer.get_text_bounded(0, 0, width, _MARGIN * height)
    return [str(line) for line in re.split(r"[\r\n]+", f"{head}\n{foot}") if line.strip()]


def _holds_page_number(fact: Fact) -> bool:
    """Whether the number of a page stands where the words go on overleaf."""
    for left, right in zip(fact.evidence, fact.evidence[1:], strict=False):
        numbers = {str(left.page), str(right.page)}
        if left.page != right.page and numbers & {left.quote.split()[-1], right.quote.split()[0]}:
            return True
    return False


def check_seed(seed: Path, original: Path, headline: dict[str, Any]) -> Iterator[Mark]:
    """The damaged text against the headline and against what is read from the report itself."""
    found, whole = read_facts(read(seed)), read_facts(read(original))
    record = found.record
    for area in headline["judgements"] | found.grades:
        grade = headline["judgements"].get(area)
        yield _same("Damaged text: judgements", seed, f"{area} {found.grades.get(area)}", f"{area} {grade}")
    if record:
        for mark in check_record(seed, headline, record):
            yield Mark("Damaged text: authority and dates", mark.right, mark.note)
    else:
        yield _mark(False, "Damaged text: authority and dates", seed, "no known framework")
    for member in whole.team:
        yield _mark(member in found.team, "Damaged text: members of the team", seed, f"{member[1]} is missing")
    yield from check_seed_recommendations(seed, found.recommendations, whole.recommendations)


def check_seed_recommendations(seed: Path, found: list[Recommendation], whole: list[Recommendation]) -> Iterator[Mark]:
    """Whether what has all its words is whole, and what lost some is marked and ends as the report prints it."""
    read_ = {(fact.addressee.code, fact.position): fact for fact in found}
    for order, expected in enumerate(whole):
        complete = "yes" if order < WHOLE_IN_SEED else "tail"
        fact = read_.get((expected.addressee.code, expected.position))
        name = "whole recommendations" if complete == "yes" else "other recommendations marked as tails"
        right = fact is not None and fact.complete == complete and _ends(expected, fact, complete == "yes")
        yield _mark(right, f"Damaged text: {name}", seed, f"{expected.addressee.code} {expected.position}")


def _ends(expected: Recommendation, fact: Recommendation, whole: bool) -> bool:
    """Whether the words of a fact are those, or the last of those, that were expected."""
    words, left = tokens(expected.text), tokens(fact.text)
    return words == left if whole else bool(left) and words[-len(left) :] == left


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
