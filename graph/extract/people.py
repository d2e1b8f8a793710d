"""People: the inspection team with roles, as the cover and the list of the team print it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..document import Line
from ..facts import Code, Entity, Fact, Problem
from ..structure import Report
from ..structure.passages import Passage, cut, mend
from ..vocabulary import Vocabulary, slug, tokens

VERSION = 1

_OFSTED = ("organisation", "ofsted")
_TITLE = re.compile(r"(?:Dr|Mr|Mrs|Ms|Miss|Prof|Professor|Sir|Dame)\.?\s+")
_NAME_WORD = r"(?:(?:Mc|Mac|O['’]|D['’]|Le|De|Van|von|de|la|van|St\.?)?\s?[A-Z][\w'’]*(?:-\s?[A-Z]?[\w'’]+)*\.?)"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD}){{1,3}}")
_PARTING = re.compile(r"\s*(?:,|;|\band\b|&|/)\s*")
_LINE_PITCH = 1.6  # times the size: names go on in the next line, not behind white space
_ROLE_END = re.compile(r"\s*[:–—-]?\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRole(Fact):
    """A person's part in an inspection; ``designation`` is what is printed behind the name."""

    member: Entity
    role: Code
    organization: Entity
    designation: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        return ("membership", self.role.code, self.member.path[-1])


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """The team, each person once per role; a problem where no lead inspector is named."""
    found: dict[tuple[str, ...], InspectionRole] = {}
    for lines in (report.cover, *(section.lines for section in report.sections if section.holds == "team")):
        for role, passage in _entries(lines, vocabulary):
            for person in _people(role, passage, report, vocabulary):
                known = found.get(person.key)
                found[person.key] = replace(known, evidence=known.evidence + person.evidence) if known else person
    yield from found.values()
    if not any(key[1] == "lead-inspector" for key in found):
        yield Problem(
            severity=Code("severity", "warning"),
            code="no-lead-inspector",
            message="no lead inspector is named where reports name one",
        )


def _entries(lines: tuple[Line, ...], vocabulary: Vocabulary) -> Iterator[tuple[str, Passage]]:
    """Role and names: a line that begins with a role, and the lines that carry on with names."""
    index = 0
    while index < len(lines):
        role, length = _role(lines[index], vocabulary)
        index += 1
        if not role:
            continue
        taken = [lines[index - 1]]
        while index < len(lines) and _carries_on(taken[-1], lines[index], vocabulary):
            taken.append(lines[index])
            index += 1
        passage = mend(taken)
        yield role, cut(passage, length, len(passage.text))


def _role(line: Line, vocabulary: Vocabulary) -> tuple[str, int]:
    """The role that a line begins with, and the offset behind it; names must follow in capitals, or a colon."""
    text = line.text.strip()
    for match in vocabulary.matcher("role").at_start(tokens(text)):
        words = re.match(rf"(?:\W*\w+){{{match.length}}}", text)
        if not words:
            continue
        end = words.end() + len(_ROLE_END.match(text[words.end() :]).group())  # type: ignore[union-attr]
        if ":" in text[words.end() : end] or _NAME.match(_TITLE.sub("", text[end:], count=1)):
            return match.code, end
    return "", 0


def _carries_on(previous: Line, line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line goes on with names: no role of its own, and nothing but names, designations and what parts them."""
    if (
        _role(line, vocabulary)[0]
        or line.page != previous.page
        or abs(previous.y - line.y) > _LINE_PITCH * max(line.size, 1)
    ):
        return False
    designations = vocabulary.matcher("designation")
    pieces = [piece.strip(" .()") for piece in _PARTING.split(line.text.strip()) if piece.strip(" .()")]
    unfinished = previous.text.rstrip().endswith((",", "and", "&"))
    return (
        bool(pieces)
        and all(
            designations.at_start(tokens(piece))
            or _NAME.match(piece)
            or (number == 0 and re.match(r"[A-Z][\w'’-]+\b", piece))
            for number, piece in enumerate(pieces)
        )
        and (unfinished or len(line.text) < 100)
    )


def _people(role: str, passage: Passage, report: Report, vocabulary: Vocabulary) -> Iterator[InspectionRole]:
    designations = vocabulary.matcher("designation")
    people: list[InspectionRole] = []
    named = 0
    for start, end in _pieces(passage.text):
        piece = passage.text[start:end]
        if people and (match := next(iter(designations.at_start(tokens(piece))), None)) and not match.rest:
            words = cut(passage, named, end).evidence(report.document)
            people[-1] = replace(people[-1], designation=piece.strip(" .()"), evidence=words)
            continue
        named = start
        name = _NAME.match(
            _TITLE.sub(lambda title: " " * len(title.group()), piece).lstrip() if _TITLE.match(piece) else piece
        )
        if not name:
            break
        bare, behind = _without_designation(name.group(), piece, _printed_designations(vocabulary))
        people.append(
            InspectionRole(
                evidence=cut(passage, start, end).evidence(report.document),
                member=Entity(("person", "ofsted", slug(bare)), ("foaf:Person",), (("foaf:name", bare),)),
                role=Code("role", role),
                organization=Entity(_OFSTED, ("org:Organization",), (("foaf:name", "Ofsted"),)),
                designation=behind,
            )
        )
    yield from people


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of what stands between commas, brackets and "and"."""
    start = 0
    for parting in re.finditer(r"\s*(?:,|;|\band\b|&|[()])\s*", text):
        if text[start : parting.start()].strip(" ."):
            yield start, parting.start()
        start = parting.end()
    if text[start:].strip(" ."):
        yield start, len(text.rstrip(" ."))


def _printed_designations(vocabulary: Vocabulary) -> tuple[str, ...]:
    """Designations as printed, the longest first."""
    labels = {label for concept in vocabulary.scheme("designation").values() for label in concept.labels}
    return tuple(sorted(labels, key=len, reverse=True))


def _without_designation(name: str, piece: str, designations: tuple[str, ...]) -> tuple[str, str]:
    for designation in designations:
        found = re.search(rf"\s+{re.escape(designation)}\b", piece, re.IGNORECASE)
        if found:
            return re.sub(r"-\s+", "-", piece[: found.start()]).strip(), designation
    return re.sub(r"-\s+", "-", name).strip(" ."), ""
