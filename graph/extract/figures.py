"""Figures: what is counted in an area and in what inspectors found, with value, unit, date, base and what it is compared with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from ..document import Evidence, Line
from ..facts import Code, Fact, Problem, Ref
from ..language.comparing import attach, in_words, mentions
from ..language.counting import Mention
from ..language.measures import Beside, Measures, measures
from ..language.numbers import has_number
from ..language.periods import find_periods
from ..language.signs import Signs, signs
from ..language.subjects import Clause, dateless, fitted, introduced, read_clause, shortened
from ..register import register
from ..structure import Report, Section
from ..structure.bullets import bullets
from ..structure.passages import Passage, mend
from ..structure.sentences import sentences
from ..vocabulary import Vocabulary, tokens
from . import findings

VERSION = 4

_LONGEST_SUBJECT = 130
_LEAST = 80  # characters of what stands before, however long a subject is
_CONTEXT = 80  # characters of the sentence before that make a subject understood
_REFERS = re.compile(
    r"^\W*(?:(?:this|these|that|those|it|they|their|which|whom|who|of\s+(?:this|these|whom|which|those|them|the|its)|the\s+(?:other|remaining|figure|rate|percentage|average)"
    r"|there\s+(?:was|were)\W*$|a\s+further|another|(?:one|both|all)\s+of\s+(?:these|those|them))\b|\()",
    re.IGNORECASE,
)
_ONLY_FIGURE = r"(?:the|this|that)?\s*(?:figure|rate|number|total)(?:\s+(?:is|was|of|stood\s+at))?\W*$"
_ALONE = re.compile(
    rf"^(?:…\s+)?(?!looked\s+after\s+(?:child|young|population))(?:(?:had|have|has|were|was|are|is|did|said|told|took|spent|could|can|live|lived|felt|went|came|began|left|made|held|got|gave|showed|found|became|ran|saw|knew|kept|brought|met|lost|moved|of\s+(?:these|them)|[a-z]+ed\s+(?:for|to|by|that|in|with|after|a|an|the|their|them|from|on))\b|{_ONLY_FIGURE})",
    re.IGNORECASE,
)
_IS_FIGURE = re.compile(_ONLY_FIGURE, re.IGNORECASE)
_LATER = re.compile(
    r"(?:this|it|the\s+(?:figure|rate|number|proportion|percentage))\s+(?:[a-z]+\s+){0,4}to\s+(?:(?:only|just)\s+)?…",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?:its|their|they|it)\b", re.IGNORECASE)
_NUMBERING = re.compile(r"\W*\d{1,3}\.\W*")
_POINTING = re.compile(
    r"\b(?:of\s+(?:this|these|those|the)\b|this\s+number|last\b|past\b|months?\b|year\b)", re.IGNORECASE
)
_OF_NUMBER = re.compile(
    r"\W*of\s+(?:this\s+(?:number|total|figure|group|cohort)|these|those|them|which|whom)\b", re.IGNORECASE
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[A-Za-z]{3,}")
_EACH = re.compile(r"(?:\s+\w+){0,2}\s+respectively\b", re.IGNORECASE)
_FEW = 6  # words of a sentence that says no more than a number and its date
_ENOUGH = 2  # words that a subject needs to stand by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Fact):
    """A number that a report states, with what it counts and what the report compares it with.

    ``printed`` is how the report prints a share that it gives in words, "nearly two thirds", whose value is reckoned in per cent.
    ``period`` is ISO 8601 as printed, a length of time (``P12M``) where it is counted back from the inspection. ``finding`` is
    the finding that states it, nothing for facts about the area.
    """

    counted: str
    measure: Code | None = None
    value: Decimal
    unit: Code
    qualifier: Code | None = None
    upper_value: Decimal | None = None
    printed: str = ""
    base: Decimal | None = None
    period: str = ""
    previous_value: Decimal | None = None
    previous_period: str = ""
    national_value: Decimal | None = None
    neighbours_value: Decimal | None = None
    region_value: Decimal | None = None
    target_value: Decimal | None = None
    other_value: Decimal | None = None
    finding: Ref | None = None
    section: Code
    area: Code | None = None
    position: int

    @property
    def key(self) -> tuple[str, ...]:
        return ("figure", str(self.position))


@dataclass(slots=True)
class _Lead:
    """What stands above a bullet: the subject it goes on with, its period, and the words that say so."""

    subject: str = ""
    lead: str = ""
    period: str = ""
    passage: Passage | None = None
    start: int = 0
    end: int = 0
    quoted: tuple[Evidence, ...] = ()

    def evidence(self, report: Report) -> tuple[Evidence, ...]:
        """The words of the lead, none where nothing stands above."""
        if self.passage and not self.quoted:
            self.quoted = self.passage.evidence(report.document, self.start, self.end)
        return self.quoted


@dataclass(slots=True)
class _Found:
    """A figure with its subject.

    ``matched`` and ``exact`` are the words by which its measure is looked for, loosely in lists of facts; ``beside`` is what stands
    beside it. ``in_group`` tells that it counts a part of what was counted before, which is no figure of the whole area.
    """

    mention: Mention
    subject: str
    matched: str
    exact: str
    clause: Clause
    context: str
    evidence: tuple[Evidence, ...]
    lead_evidence: tuple[Evidence, ...] = ()
    in_group: bool = False
    beside: Beside = ("", "")


@dataclass(slots=True)
class _Reader:
    """Reads the figures of passages; ``earlier`` are the figures of the sentences before in the same passage."""

    report: Report
    words: Signs
    measures: Measures
    names: frozenset[str]
    earlier: list[_Found] = field(default_factory=list)

    def passage(self, passage: Passage, listed: bool, lead: _Lead) -> list[_Found]:
        """The figures of a passage."""
        self.earlier, before = [], ""
        if not has_number(passage.text):
            return []
        for start, end in sentences(passage.text):
            text = passage.text[start:end]
            if has_number(text) and not _NUMBERING.fullmatch(text):
                self.earlier += self._sentence(passage, start, text, listed, lead, before)
            before = text
        return self.earlier

    def _sentence(
        self, passage: Passage, start: int, text: str, listed: bool, lead: _Lead, before: str
    ) -> list[_Found]:
        all_, periods = mentions(text, self.words, listed)
        figures = attach(text, all_, [found.mention for found in self.earlier])
        if not figures:
            return []
        evidence = passage.evidence(self.report.document, start, start + len(text))
        above = lead.evidence(self.report)
        found: list[_Found] = []
        for mention in figures:
            clause = read_clause(text, mention, all_, periods)
            last = found[-1] if found else None
            same = _same(mention, clause, last, self.earlier, before) or self._again(mention, clause, last, before)
            context = _context(clause, last, self.earlier, before)
            subject, matched = (same.subject, same.matched) if same else _whole_subject(clause, context, last, lead)
            mention.period = mention.period or _period(clause, last, lead, self.words)
            exact = same.exact if same else clause.exact
            group = clause.in_group or (
                same.in_group if same else _in_group(clause, context, last, self.earlier, before)
            )
            beside = passage.text[: start + mention.start], passage.text[start + mention.end :]
            found.append(_Found(mention, subject, matched, exact, clause, context, evidence, above, group, beside))
        return found

    def _again(self, mention: Mention, clause: Clause, last: _Found | None, before: str) -> _Found | None:
        """The only figure of its unit in the sentence before, where its later value is told: "This fell to 12 in 2013 and 9 in 2014"."""
        near = [each for each in self.earlier if each.clause.text == before and each.mention.unit == mention.unit]
        if len(near) != 1 or near[0].mention.change or mention.change:
            return None
        if last:
            return near[0] if last.exact == near[0].exact and not _WORD.search(clause.subject) else None
        told = _LATER.fullmatch(clause.subject) and self.words.cues["previous"].search(clause.subject)
        return near[0] if told else None


def _period(clause: Clause, last: _Found | None, lead: _Lead, words: Signs) -> str:
    """The date of a figure that prints none: of the figure whose part it is, else of what stands above, unless that is not said of it."""
    if last and (clause.is_aside or (clause.in_group and last.mention.period != lead.period)):
        return last.mention.period if clause.is_aside else ""
    if not lead.period:
        return ""
    happens = bool(words.anywhere["happening"].search(clause.text))
    if happens:
        return "" if _DAY.fullmatch(lead.period) else lead.period  # no day dates what happens over a time
    return "" if words.anywhere["now"].search(clause.text) else lead.period


def _in_group(clause: Clause, context: str, last: _Found | None, earlier: list[_Found], before: str) -> bool:
    """Whether a figure goes on with a part of what was counted before, and so is no figure of the whole."""
    told = last or _near(earlier, before)
    if not told or not (context or (last and clause.is_aside)):
        return False
    beside = context == told.context or _OF_NUMBER.match(clause.text)  # "Five rowed. Four swam."
    return told.in_group or not (beside or clause.is_aside or not _ALONE.match(clause.subject))


def _near(earlier: list[_Found], before: str) -> _Found | None:
    """The last figure of the sentence before."""
    return earlier[-1] if earlier and earlier[-1].clause.text == before else None


def _same(mention: Mention, clause: Clause, last: _Found | None, earlier: list[_Found], before: str) -> _Found | None:
    """The figure before whose subject a clause without words of its own goes on with: "30 (12%)", "The figure in March was 40"."""
    alone = not _WORD.search(clause.subject) or _IS_FIGURE.match(clause.subject)
    if last:
        beside = clause.text[last.mention.end : mention.start].strip() == "and" and _EACH.match(
            clause.text, mention.end
        )
        return last if clause.is_aside or beside or (alone and mention.unit.startswith("per-")) else None
    near = _near(earlier, before)
    short = len(_WORD.findall(clause.text)) <= _FEW
    return near if near and alone and short and not near.clause.in_group else None


def _context(clause: Clause, last: _Found | None, earlier: list[_Found], before: str) -> str:
    """What must be said before a clause that does not say what its number counts: the figure before, or the sentence before."""
    alone = _ALONE.match(clause.subject) or len(_WORD.findall(clause.subject)) < _ENOUGH
    if last:
        parallel = _OF_NUMBER.match(clause.text) and not last.context  # "Of this number, 12 sail and 20 row"
        return (clause.in_group and last.subject) or (alone and not parallel and (last.context or last.subject)) or ""
    if _PRONOUN.match(clause.subject) and not _PRONOUN.match(clause.text):
        return shortened(clause.text, _CONTEXT)
    if not (alone or clause.in_group or _REFERS.match(clause.text) or ", they " in clause.subject):
        return ""
    near = _near(earlier, before)
    return (near.context or near.subject) if near else shortened(before, _CONTEXT)


def _whole_subject(clause: Clause, context: str, last: _Found | None, lead: _Lead) -> tuple[str, str]:
    """The subject to show, and the words to look for a measure in."""
    if last and clause.is_aside:
        return last.subject, last.matched
    own = "" if _IS_FIGURE.match(clause.subject) else clause.subject
    if context:
        return _joined(context, own), clause.near
    if lead.subject:
        return _joined(lead.subject, own), f"{lead.lead} {clause.near}".strip()
    return fitted(own, _LONGEST_SUBJECT), clause.near


def _joined(before: str, own: str) -> str:
    """What stands before and a subject as one text, the former as long as there is room: its last parts, its beginning cut."""
    own, before = fitted(own.strip(" :"), _LEAST), introduced(before.strip(" :"))
    room = max(_LEAST, _LONGEST_SUBJECT - len(own) - 2)
    while len(before) > room and ": " in before:
        before = before.partition(": ")[2]
    if len(before) > room or before.count("(") != before.count(")"):
        before = shortened(fitted(before, room), room)
    return ": ".join(part for part in (before, own) if part)


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Figures in the order of the report."""
    reader = _Reader(report, signs(vocabulary), measures(vocabulary), _names(report, vocabulary))
    references = (each.ref for each in findings.told(report))
    position = 0
    for section in report.sections:
        for found, finding in _in_section(section, reader, references):
            if not _WORD.search(found.subject):
                yield _without_subject(found)
                continue
            position += 1
            yield _figure(found, section, finding, position, reader)


def _names(report: Report, vocabulary: Vocabulary) -> frozenset[str]:
    """The words of names of authorities that stand on the cover: they narrow nothing that is counted in the area."""
    cover = {word for line in report.cover for word in tokens(line.text)}
    names = (tokens(name) for name in register(vocabulary).names())
    return frozenset(word for name in names if cover.issuperset(name) for word in name)


def _without_subject(found: _Found) -> Problem:
    return Problem(
        evidence=found.evidence,
        severity=Code("severity", "information"),
        code="figure-without-subject",
        message=f"nothing was found that the number {found.mention.value:f} counts; read the sentence and what stands above it",
    )


def _in_section(section: Section, reader: _Reader, references: Iterator[Ref]) -> Iterator[tuple[_Found, Ref | None]]:
    """Figures of a section, each with the finding that states it."""
    if section.holds == "facts":
        for found in _listed(section, reader):
            yield found, None
    elif section.holds in ("findings", "summary"):
        for found in reader.passage(mend(_before_items(section)), False, _Lead()):
            yield found, None
        for passage in section.items:
            finding = next(references)
            for found in reader.passage(passage, False, _Lead()):
                yield found, finding


def _before_items(section: Section) -> list[Line]:
    """The lines of a section that stand before its first finding: all where it has none, a summary in some layouts."""
    if not section.items:
        return list(section.lines)
    first = section.items[0].segments[0]
    return [line for line in section.lines if (line.page, line.end) <= (first.page, first.start)]


def _listed(section: Section, reader: _Reader) -> Iterator[_Found]:
    """Figures of a bulleted list: a bullet below another goes on with its subject and its period."""
    leads: list[_Lead] = []
    beside: dict[int | None, _Lead] = {}
    for bullet in bullets(section.lines):
        above = leads[bullet.parent] if bullet.parent is not None else _Lead()
        refers = bool(_OF_NUMBER.match(bullet.passage.text))
        if refers and not above.subject:
            above = beside.get(bullet.parent, above)
        found = reader.passage(bullet.passage, True, above)
        leads.append(above if refers else _lead(bullet.passage, list(found), above))
        beside[bullet.parent] = leads[-1]
        yield from found


def _lead(passage: Passage, found: list[_Found], above: _Lead) -> _Lead:
    """What a bullet gives to those below it: the figure that is meant by "of this number", or what its last words say."""
    spans = list(sentences(passage.text))
    start, end = spans[-1] if spans else (0, len(passage.text))
    last = passage.text[start:end].rstrip(" :")
    periods = [each for each in find_periods(last) if each.iso]
    meant = _meant(found)
    if meant:
        opens = not _REFERS.match(last) and found[-1].clause.text != passage.text[start:end]
        period = next((each.iso for each in periods if opens), meant.mention.period)
        return _Lead(meant.subject, "", period, passage, start, end)
    subject = "" if periods and len(_WORD.findall(last)) < 5 else last
    if _REFERS.match(last):
        subject = dateless(last)
    period = next((each.iso for each in periods), "") or above.period
    return _Lead(subject or above.subject, "" if _POINTING.search(last) else last, period, passage, start, end)


def _meant(found: list[_Found]) -> _Found | None:
    """The figure that "of this number" means: the first of its sentence that counts things, of the latest date, never a comparison."""
    texts = dict.fromkeys(each.clause.text for each in found if not _REFERS.match(each.clause.text))
    firsts = [next(each for each in found if each.clause.text == text) for text in texts] or found[:1]
    counts = [each for each in firsts if each.mention.unit == "count" and not each.in_group] or firsts
    return max(counts, key=lambda each: each.mention.period or "now", default=None)


def _figure(found: _Found, section: Section, finding: Ref | None, position: int, reader: _Reader) -> Figure:
    mention, compared = found.mention, found.mention.compared
    known = reader.measures
    listed = section.holds == "facts"
    part = found.in_group or (listed and mention.base is not None)
    measure = "" if part else known.stated(found.exact, mention.unit, reader.names, found.beside)
    if not measure and listed:
        measure = known.find(found.matched, mention.unit, part)
    return Figure(
        # The figure's own words come first, for its page is theirs; those of the list's heading follow.
        evidence=tuple(dict.fromkeys([*found.evidence, *found.lead_evidence])),
        counted=found.subject,
        measure=Code("measure", measure) if measure else None,
        value=mention.value,
        unit=Code("unit", mention.unit),
        qualifier=Code("qualifier", mention.qualifier) if mention.qualifier else None,
        upper_value=mention.upper,
        printed=in_words(found.clause.text, mention),
        base=mention.base,
        period=mention.period,
        previous_period=mention.previous_period,
        finding=finding,
        section=Code("section", section.code),
        area=Code("area", section.area) if section.area else None,
        position=position,
        previous_value=compared.get("previous"),
        national_value=compared.get("national"),
        neighbours_value=compared.get("neighbours"),
        region_value=compared.get("region"),
        target_value=compared.get("target"),
        other_value=compared.get("other"),
    )
