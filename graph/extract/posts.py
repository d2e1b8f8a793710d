"""Posts and tenures: who holds a post, since when, and where it is vacant, interim or changing hands, as the report says it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from ..document import Evidence
from ..facts import Code, Entity, Fact, InspectionRecord, Problem
from ..language.occupancy import APPOINTED, IN_POST, LostYear, Occupancy, Sighting
from ..language.phrases import mask
from ..language.titles import Title, Titles
from ..structure import Report
from ..structure.sentences import pieces
from ..vocabulary import Concept, Vocabulary, slug
from . import inspections

VERSION = 1

_REMEMBERED = 300  # characters of the sentences before that may say of what a "chair" is chair
_LETTERS = re.compile(r"[a-z]+")
_APOSTROPHES = re.compile("[’‘`]")
_BEFORE_WORDS = re.compile(r"(?:\d{1,3}\.)?[^\w'’‘“\"(\[£]*")
_NEW_FOR = 18  # months for which somebody appointed is new


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure(Fact):
    """A sighting of a post: its kind, its title as printed, whose it is, and what is said of its occupancy.

    ``start`` and ``end`` are ISO dates of the precision printed (``2013-06``). ``holder`` is a person where one is named, ``held_with`` the
    post whose holder has this one too. ``post`` and ``organization`` are empty where the authority is not known, or the post a partner's.
    """

    role: Code
    title: str
    status: Code
    start: str = ""
    end: str = ""
    post: Entity | None = None
    organization: Entity | None = None
    holder: Entity | None = None
    held_with: Code | None = None

    @property
    def key(self) -> tuple[str, ...]:
        when = self.start or self.end
        return ("tenure", self.role.code, self.status.code, *((when,) if when else ()))


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Each post, status and date once, with every place that says so, in the order of reading; problems for dates without a year."""
    reader = _reader(vocabulary)
    record = inspections.record(report, vocabulary)
    owners = _owners(record)
    found: list[tuple[Tenure, bool]] = []
    for section in report.sections:
        if not section.tells or section.holds == "recommendations":
            continue
        passage = section.passage
        for said in reader.read(passage.text, section.part == "lscb"):
            evidence = passage.evidence(report.document, said.start, said.end)
            if isinstance(said.seen, LostYear):
                yield _lost(said.seen, evidence)
            else:
                tenure = _tenure(said.titles, said.seen, vocabulary, owners)
                found.append((replace(tenure, evidence=evidence), said.seen.fresh))
    yield from _merged(list(_settled(found, record)))


def _lost(seen: LostYear, evidence: tuple[Evidence, ...]) -> Problem:
    return Problem(
        evidence=evidence,
        severity=Code("severity", "information"),
        code="tenure-without-year",
        message=f"{seen.month} is printed without a year beside a post; the tenure is kept without the date",
    )


def _owners(record: InspectionRecord | None) -> dict[str, Entity]:
    """The organisations that the posts of a report belong to; nothing where its authority is not known."""
    if record is None or not record.gss:
        return {}
    return {
        "authority": Entity(("authority", record.gss)),
        "board": Entity(("lscb", record.gss), ("org:OrganizationalCollaboration",), (("rdfs:label", record.board),)),
    }


def _tenure(titles: list[Title], seen: Sighting, vocabulary: Vocabulary, owners: dict[str, Entity]) -> Tenure:
    title = titles[seen.number]
    concept = vocabulary.scheme("post")[title.code]
    owner = owners.get(concept.one("heldIn"))
    post = _post(concept, owner) if owner else None
    return Tenure(
        role=Code("post", concept.code),
        title=title.text,
        status=Code("post-status", seen.status),
        start=seen.start,
        end=seen.end,
        post=post,
        organization=owner,
        holder=_person(title.name, post) if post and title.name else None,
        held_with=Code("post", titles[seen.holder].code) if seen.holder is not None else None,
    )


def _post(concept: Concept, owner: Entity) -> Entity:
    """The post itself: one for each kind and organisation."""
    statements = (("org:role", Code("post", concept.code)), ("org:postIn", owner), ("rdfs:label", concept.label))
    return Entity(("post", *owner.path, concept.code), ("org:Post",), statements)


def _person(name: str, post: Entity) -> Entity:
    """A holder: one person for each name and post, since a name alone does not tell people apart."""
    return Entity(("person", *post.path[1:], slug(name)), ("foaf:Person",), (("foaf:name", name),))


def _settled(found: list[tuple[Tenure, bool]], record: InspectionRecord | None) -> Iterator[Tenure]:
    """Tenures, with those appointed long ago as what they are by now: in post.

    An appointment without a date that is not called new is that of the holder whose beginning the report gives elsewhere.
    """
    inspected = _months(record.periods[0].start.isoformat()) if record and record.periods else 0
    held = {fact.role.code for fact, _ in found if fact.status.code == IN_POST and fact.start}
    for fact, fresh in found:
        old = inspected - _months(fact.start) > _NEW_FOR if fact.start else not fresh and fact.role.code in held
        yield replace(fact, status=Code("post-status", IN_POST)) if old and fact.status.code == APPOINTED else fact


def _months(day: str) -> int:
    """Months up to a day or month; of a year alone all of it."""
    year, month = f"{day}-12".split("-")[:2]
    return int(year) * 12 + int(month)


def _merged(found: list[Tenure]) -> Iterator[Tenure]:
    """Sightings of the same occupancy as one; those without a date belong to the first dated one of the same post and status."""
    dated = {fact.key[:3]: fact.key for fact in reversed(found) if len(fact.key) > 3}
    merged: dict[tuple[str, ...], Tenure] = {}
    for fact in found:
        key = dated.get(fact.key, fact.key)
        merged[key] = _joined(merged[key], fact) if key in merged else fact
    yield from merged.values()


def _joined(known: Tenure, fact: Tenure) -> Tenure:
    return replace(
        known,
        evidence=tuple(sorted({*known.evidence, *fact.evidence}, key=lambda part: (part.page, part.start))),
        start=known.start or fact.start,
        end=known.end or fact.end,
        holder=known.holder or fact.holder,
        held_with=known.held_with or fact.held_with,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What the sentence ``text[start:end]`` says of one of its titles."""

    start: int
    end: int
    seen: Sighting | LostYear
    titles: list[Title]


@lru_cache(maxsize=2)
def _reader(vocabulary: Vocabulary) -> "_Reader":
    return _Reader(vocabulary)


class _Reader:
    """Finds titles, and the words about their occupancy, in sentences."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._titles = Titles(vocabulary)
        self._occupancy = Occupancy(vocabulary)

    def read(self, text: str, board: bool) -> Iterator[_Said]:
        """What the sentences of a text say, with their offsets; ``board`` where the text is about the safeguarding board."""
        text = _APOSTROPHES.sub("'", text)  # all alike, each one character as before
        lower = text.lower()
        for start, end in _spoken(text):
            said = _LETTERS.findall(lower, start, end)
            if self._occupancy.words.isdisjoint(said) or self._titles.heads.isdisjoint(said):
                continue
            titles = self._titles.find(text[start:end], text[max(0, start - _REMEMBERED) : start], board)
            for seen in (
                self._occupancy.read(
                    mask(text[start:end], [(title.start, title.end) for title in titles]), frozenset(said)
                )
                if titles
                else ()
            ):
                yield _Said(start, end, seen, titles)


def _spoken(text: str) -> Iterator[tuple[int, int]]:
    """Sentences and bullets without what stands before their first word."""
    for start, end in pieces(text):
        opening = _BEFORE_WORDS.match(text, start, end)
        first = opening.end() if opening else start
        if first < end:
            yield first, first + len(text[first:end].rstrip())
