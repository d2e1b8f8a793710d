"""Documents to articles: what a newspaper, a web page or a press release says, without the furniture of the page."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..dates import find_days
from ..document import Document, Line
from ..vocabulary import SKOS, Concept, Matcher, Vocabulary, tokens
from .passages import Passage, mend
from .report import Report, Section

_ENDS = re.compile(r"[.!?…:]['’”\")\]]*\s*$")
_OPENS = re.compile(r"\s*(?:['‘“\"”]|[-•▪■*]\s)")
_BULLET = re.compile(r"\s*[•◼■▪▫●○◦▶►➢➤◆♦·–—*-]\s+(?=\S)")
_SEPARATOR = re.compile(r"\s*\|\s*|\s+[›»>•/]\s+")
_WORD = re.compile(r"[A-Za-z0-9£%]+(?:['’-][A-Za-z0-9]+)*")
_WRAPPED = 55  # a line of plain text this long goes on in the next line
_PROSE_WORDS = 6  # words of the shortest sentence that is no heading
_LONG_LINE = 22  # words of a line that is prose without a full stop too
_BULLET_WORDS = 3
_FIELD_WORDS = 14
_SECTIONS_OF_REPORT = 3  # a text with the headings of so many sections of a report is a damaged report
_NAME_WORDS = 5  # words of the longest name of a newspaper
_NAME_ENDS = re.compile(r"[,|–—]")
_MENU_WORDS = 4  # words of the longest entry of a menu printed in one line

FEWEST_WORDS = 40
"""Words of the prose of the shortest article."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its headline, its paragraphs in order, and the short lines beside them, which may state author, date or publisher."""

    document: Document
    headline: Passage | None
    paragraphs: tuple[Passage, ...]
    fields: tuple[Passage, ...] = ()


def read_article(document: Document, vocabulary: Vocabulary, reports: Sequence[Report] = ()) -> Article | None:
    """The article in a text or web page; nothing where it is a report, even a damaged one, or speaks of no inspection."""
    if document.has_geometry or any(map(_is_report, reports)):
        return None
    article, words = _article(document, vocabulary), _words(vocabulary)
    return article if article and _is_long_enough(article) and _speaks_of_inspection(article, words) else None


def is_too_short(document: Document, vocabulary: Vocabulary) -> bool:
    """Whether a text or web page would be read as an article, had it more words."""
    article = None if document.has_geometry else _article(document, vocabulary)
    return article is not None and not _is_long_enough(article) and _speaks_of_inspection(article, _words(vocabulary))


def _article(document: Document, vocabulary: Vocabulary) -> Article | None:
    """What an article in a text or web page would say; nothing where no sentence speaks of its subjects."""
    words = _words(vocabulary)
    kept = list(_without_furniture(_blocks(document), words))
    first = next((at for at, block in enumerate(kept) if block.is_prose and words.subjects(block.text)), None)
    if first is None:
        return None
    head = _headline(kept[:first], document.title, words)
    body = [block for block in kept[first if head is None else head + 1 :] if block.is_said and not block.is_field]
    return Article(
        document,
        None if head is None else kept[head].passage,
        tuple(block.passage for block in body),
        tuple(block.passage for at, block in enumerate(kept) if block.is_field and at != head),
    )


def as_report(document: Document, passage: Passage) -> Report:
    """Words of an article as a report of one section, for readers that were made for reports.

    What the text of the passage leaves blank is not read.
    """
    lines = tuple(
        Line(part.page, part.start, part.end, passage.text[part.at : part.at + part.end - part.start])
        for part in passage.segments
    )
    section = Section("inspection-findings", "authority", "", "findings", None, lines, ())
    return Report(document, 1, (), (section,), (), "unknown", "")


def _is_report(report: Report) -> bool:
    """Whether a document carries a report, or the remains of one that lost its cover."""
    found = {section.code for section in report.sections}
    return report.framework != "unknown" or len(found) >= _SECTIONS_OF_REPORT


def _is_long_enough(article: Article) -> bool:
    return sum(len(_WORD.findall(paragraph.text)) for paragraph in article.paragraphs) >= FEWEST_WORDS


def _speaks_of_inspection(article: Article, words: "_Words") -> bool:
    """Whether an article names the inspectorate, or speaks of an inspection and of children."""
    text = " ".join(paragraph.text for paragraph in article.paragraphs)
    found = words.subjects(text) | (words.subjects(article.headline.text) if article.headline else set())
    letter = any("letter" in words.subjects(field.text) for field in article.fields)
    return not letter and "letter" not in found and ("inspectorate" in found or {"inspection", "children"} <= found)


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that belong together: a paragraph, a heading, an entry of a list."""

    lines: tuple[Line, ...]
    text: str
    bullet: int

    @property
    def passage(self) -> Passage:
        return mend(self.lines, self.bullet)

    @property
    def length(self) -> int:
        return len(_WORD.findall(self.text))

    @property
    def is_prose(self) -> bool:
        """Whether this is running text: a sentence with its end, or a long line."""
        return self.length >= _LONG_LINE or (self.length >= _PROSE_WORDS and bool(_ENDS.search(self.text)))

    @property
    def is_said(self) -> bool:
        """Whether this belongs to what an article says; a heading inside it does not."""
        if self.bullet:
            return self.length >= _BULLET_WORDS
        return self.is_prose or bool(_ENDS.search(self.text) and self.length >= _BULLET_WORDS)

    @property
    def is_field(self) -> bool:
        return not self.bullet and self.length <= _FIELD_WORDS and not _ENDS.search(self.text)


def _blocks(document: Document) -> Iterator[_Block]:
    """The lines of a document put together where plain text was wrapped."""
    run: list[Line] = []
    for page in document.pages:
        for line in page.lines:
            if run and not _goes_on(run[-1], line, document.media_type == "text/plain"):
                yield _block(run)
                run = []
            run.append(line)
    if run:
        yield _block(run)


def _goes_on(last: Line, line: Line, wrapped: bool) -> bool:
    return (
        wrapped
        and last.page == line.page
        and line.y - last.y == 1
        and len(last.text) >= _WRAPPED
        and not _ENDS.search(last.text)
        and not _OPENS.match(line.text)
    )


def _block(lines: list[Line]) -> _Block:
    bullet = _BULLET.match(lines[0].text)
    skip = bullet.end() if bullet else 0
    return _Block(tuple(lines), mend(lines, skip).text, skip)


def _without_furniture(blocks: Iterator[_Block], words: "_Words") -> Iterator[_Block]:
    """The blocks that may belong to an article, up to where it ends."""
    prose = False
    for block in blocks:
        kind = words.furniture(block)
        if kind and prose and kind.one("endsArticle"):
            return
        if not kind:
            prose = prose or block.is_prose
            yield block


def _headline(before: list[_Block], title: str, words: "_Words") -> int | None:
    """Which of the lines above the first paragraph is the headline: the page's own title, or the one that says most about the subject."""
    lines = [at for at, block in enumerate(before) if block.length and not next(find_days(block.text), None)]
    named = [at for at in lines if title and tokens(before[at].text) == tokens(title)[: len(tokens(before[at].text))]]
    own = [at for at in lines if before[at].length > 1 and not words.is_no_headline(before[at].text)]
    # Lines above it are the name of the newspaper and menus; a second headline stands below.
    best = named or sorted(own, key=lambda at: (-len(words.subjects(before[at].text)), -before[at].is_field, at))
    return best[0] if best else None


class _Words:
    """The wordings of ``ontology/press.ttl`` that tell the parts of a page."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        furniture = vocabulary.scheme("furniture").values()
        self._lines = Matcher(replace(concept, labels=concept.all(SKOS + "altLabel")) for concept in furniture)
        self._concepts = vocabulary.scheme("furniture")
        self._inside = [
            (_pattern(hidden), concept) for concept in furniture if (hidden := concept.all(SKOS + "hiddenLabel"))
        ]
        self._fields = vocabulary.matcher("article-field")
        self._newspapers = frozenset(vocabulary.scheme_values("article-field", "newspaperWord"))
        self._subjects = [
            (_pattern(concept.labels), code) for code, concept in vocabulary.scheme("article-subject").items()
        ]

    def furniture(self, block: _Block) -> Concept | None:
        """What kind of furniture a block is; nothing where it may belong to an article."""
        words = tokens(block.text)
        if code := self._lines.whole(words):
            return self._concepts[code]
        parts = _SEPARATOR.split(block.text)
        menu = len(parts) > 2 and all(len(tokens(part)) <= _MENU_WORDS for part in parts)
        if menu and not next(find_days(block.text), None):
            return self._concepts["navigation"]
        if block.is_prose and "inspectorate" in self.subjects(block.text):
            return None
        text = f" {' '.join(words)} "
        return next((concept for pattern, concept in self._inside if pattern.search(text)), None)

    def subjects(self, text: str) -> set[str]:
        """The codes of the subjects that a text speaks of."""
        plain = f" {' '.join(tokens(text))} "
        return {code for pattern, code in self._subjects if pattern.search(plain)}

    def is_no_headline(self, text: str) -> bool:
        """Whether a line begins with the label of a field ("By"), or is the name of a newspaper."""
        name = tokens(_NAME_ENDS.split(text.strip())[0])
        return bool(self._fields.at_start(tokens(text))) or (
            len(name) <= _NAME_WORDS and not self._newspapers.isdisjoint(name[-1:])
        )


def _pattern(labels: Sequence[str]) -> re.Pattern[str]:
    """A pattern over words joined by blanks; a plural s does not matter."""
    wordings = (
        " ".join(r"(?:\S+ ){0,7}\S+" if word == "*" else re.escape(word) for word in tokens(label)) for label in labels
    )
    return re.compile(rf" (?:{'|'.join(sorted(wordings, key=lambda wording: (-len(wording), wording)))})s? ")


@lru_cache(maxsize=2)
def _words(vocabulary: Vocabulary) -> _Words:
    return _Words(vocabulary)
