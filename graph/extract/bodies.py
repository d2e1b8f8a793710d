"""Bodies and services: boards, partnerships, panels, teams, services and the like, one for each authority whatever the text calls it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ..document import Evidence
from ..facts import Code, Entity, Fact, InspectionRecord, Problem, Ref
from ..language.mentions import ALIKE, Aliases, Mention, Reader
from ..language.names import is_letters
from ..language.phrases import Word, plain, words
from ..language.relations import Relations
from ..register import register
from ..structure import Report
from ..structure.passages import Passage, mend, prose
from ..structure.sentences import pieces
from ..vocabulary import SKOS, Concept, Vocabulary
from . import inspections

VERSION = 3

_MOST_PLACES = 3
_UNITS = frozenset({"team", "service", "school"})  # kinds of body that are parts of an organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyMention(Fact):
    """A body of which a document speaks, with the first three of the places where it does; ``mentions`` is how many there are.

    ``name`` is the best name printed, ``abbreviation`` its letters.
    """

    body: Entity
    name: str
    abbreviation: str = ""
    kind: Code
    mentions: int = 1

    @property
    def key(self) -> tuple[str, ...]:
        return ("body", self.body.path[-1] if self.body.path[0] == "body" else self.body.path[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRelation(Fact):
    """How a report relates a body to the authority: evidence is the first sentence that says so."""

    about: Ref
    relation: Code

    @property
    def key(self) -> tuple[str, ...]:
        return ("body-relation", *self.about.key[1:], self.relation.code)


@dataclass(slots=True)
class _Body:
    """What is gathered about one body of a report."""

    code: str
    kind: str
    names: Counter[str] = field(default_factory=Counter)
    letters: str = ""
    mentions: int = 0
    relations: dict[str, tuple[Evidence, ...]] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Each body once, in the order in which the report first speaks of it."""
    reader, relations = _reader(vocabulary)
    bodies: dict[str, _Body] = {}
    aliases: Aliases = {}
    record = inspections.record(report, vocabulary)
    own = _own_names(record, vocabulary)
    texts = [(said, *reader.read(said.passage.text, aliases, own)) for said in _said(report)]
    for said, letters, mentions in texts:
        every = (*mentions, *_by_letters(letters, aliases, mentions))
        for mention in sorted(every, key=lambda m: m.start):
            body = _note(bodies, _meant(mention, aliases), said.passage, report)
            if not said.asked:
                _relate(body, mention, said, relations, report)
    _join(bodies, vocabulary)
    gss = record.gss if record else ""
    for key, body in bodies.items():
        if not _is_provision(body):
            fact = _fact(_kept_apart(key, body, relations), body, gss, report, vocabulary)
            yield fact
            yield from _relations(fact, body)
    yield from _doubtful(aliases, bodies)


def _doubtful(aliases: Aliases, bodies: dict[str, _Body]) -> Iterator[Problem]:
    """Letters that a report explains in two ways; where they stand alone they were not read."""
    for meant in aliases.values():
        letters = next(iter(meant.values())).letters
        if len(meant) > 1 and letters:
            names = " and ".join(f"'{mention.name or mention.key}'" for mention in meant.values())
            yield Problem(
                evidence=tuple(bodies[key].evidence[0] for key in meant),
                severity=Code("severity", "information"),
                code="letters-of-two-bodies",
                message=f"{letters} stands for {names}; if they are one body, add the names to one entry of ontology/bodies.ttl",
            )


@dataclass(frozen=True, slots=True)
class _Said:
    """A passage; whether it asks for something, and whether it is about the safeguarding board."""

    passage: Passage
    asked: bool = False
    of_board: bool = False


def _said(report: Report) -> Iterator[_Said]:
    """What a report says: the summary, which stands among the lines of the cover where it is no section, then the sections."""
    with_summary = any(section.holds == "summary" for section in report.sections)
    if not with_summary and (cover := mend(prose(report.cover))).text:
        yield _Said(cover)
    for section in report.sections:
        if section.tells and section.passage.text:
            yield _Said(section.passage, section.holds == "recommendations", section.part == "lscb")


def _own_names(record: InspectionRecord | None, vocabulary: Vocabulary) -> frozenset[tuple[str, ...]]:
    """The authority's names in plain words: "Eastmere adoption panel" is the adoption panel."""
    authority = register(vocabulary).get(record.gss) if record and record.gss else None
    return frozenset(tuple(word.plain for word in words(name)) for name in (authority.names if authority else ()))


def _note(bodies: dict[str, _Body], mention: Mention, passage: Passage, report: Report) -> _Body:
    body = bodies.setdefault(mention.key, _Body(mention.code, mention.kind))
    if mention.name:
        body.names[mention.name] += 1
    body.letters = body.letters or mention.letters
    if body.mentions < _MOST_PLACES:
        body.evidence += passage.evidence(report.document, mention.start, mention.end)
    body.mentions += 1
    return body


def _relate(body: _Body, mention: Mention, said: _Said, relations: Relations, report: Report) -> None:
    text = said.passage.text
    for code in relations.find(text, mention.start, mention.end, body.kind, said.of_board):
        if code not in body.relations:
            start, end = next(piece for piece in pieces(text) if piece[1] > mention.start)
            body.relations[code] = said.passage.evidence(report.document, start, end)


def _relations(mention: BodyMention, body: _Body) -> Iterator[BodyRelation]:
    """Each relation, which the mention carries too."""
    for code, evidence in body.relations.items():
        relation = Code("body-relation", code)
        about = Ref(mention.key, statements=(("ig:relation", relation),))
        yield BodyRelation(evidence=evidence, about=about, relation=relation)


def _kept_apart(key: str, body: _Body, relations: Relations) -> str:
    """The key of a body; another where it is of a kind that its name does not tell: a children's trust may be a company."""
    kind = next((relations.kinds[code] for code in body.relations if code in relations.kinds), body.kind)
    if kind == body.kind:
        return key
    body.kind = kind
    return f"{key}-{kind}"


def _join(bodies: dict[str, _Body], vocabulary: Vocabulary) -> None:
    """What a report says of "the regional adoption agency" it says of the only one that it names; both come to one body."""
    known = vocabulary.scheme("body")
    for key in [key for key, body in bodies.items() if body.code]:
        broader = _broader(known, key)
        named = [code for code in bodies if broader and _broader(known, code) == broader]
        if broader in bodies and named == [key]:
            whole, part = bodies[key], bodies.pop(broader)
            whole.mentions += part.mentions
            whole.letters = whole.letters or part.letters
            whole.evidence = [*part.evidence, *whole.evidence][:_MOST_PLACES]
            whole.relations = {**whole.relations, **part.relations}


def _broader(known: dict[str, Concept], code: str) -> str:
    return known[code].code_of(SKOS + "broader") if code in known else ""


def _is_provision(body: _Body) -> bool:
    """Whether the text only ever speaks of "mediation services": that something is provided, not who provides it."""
    plural = all(name.endswith(" services") for name in body.names)
    return body.kind == "service" and not body.code and not body.letters and plural


def _fact(key: str, body: _Body, gss: str, report: Report, vocabulary: Vocabulary) -> BodyMention:
    known = vocabulary.scheme("body").get(body.code)
    name = _best(body.names) or (known.label if known else key)
    types = ("org:OrganizationalUnit",) if body.kind in _UNITS else ("org:OrganizationalCollaboration",)
    if known and known.one("scope") == "national":
        types, name = ("org:Organization",), known.label
    statements = (("rdfs:label", name), ("ig:bodyKind", Code("body-kind", body.kind)))
    path = _path(key, known, gss, report)
    return BodyMention(
        evidence=tuple(body.evidence),
        # The board and the inspectorate are described elsewhere.
        body=Entity(path, types, statements) if path[0] == "body" else Entity(path),
        name=name,
        abbreviation=body.letters,
        kind=Code("body-kind", body.kind),
        mentions=body.mentions,
    )


def _best(names: Counter[str]) -> str:
    """The longest name; one in the singular before those in the plural, and the form in which it is printed most often."""
    return max(names, key=lambda name: (not name.endswith("s"), len(name), names[name]), default="")


def _path(key: str, known: Concept | None, gss: str, report: Report) -> tuple[str, ...]:
    """Whose body it is: the country's, the authority's, or the document's where the authority is not known."""
    if known and known.code == "ofsted":
        return ("organisation", "ofsted")
    if known and known.one("scope") == "national":
        return ("body", "national", key)
    if known and known.code == "lscb" and gss:
        return ("lscb", gss)
    return ("body", gss or report.document.sha256[:16], key)


def _by_letters(letters: Sequence[Word], aliases: Aliases, mentions: list[Mention]) -> list[Mention]:
    """Letters that the report itself explains somewhere, where they stand alone."""
    clear = {letters: next(iter(meant.values())) for letters, meant in aliases.items() if len(meant) == 1}
    alone = [word for word in letters if word.plain in clear]
    behind = 3  # a space and two brackets
    taken = {place for m in mentions for place in range(m.start, m.end + len(m.letters) + behind)} if alone else set()
    meant = [(clear[word.plain], word) for word in alone if word.start not in taken]
    return [
        Mention(alias.key, alias.code, alias.kind, "", alias.letters, word.start, word.end) for alias, word in meant
    ]


def _meant(mention: Mention, aliases: Aliases) -> Mention:
    """The body of letters with a word of its kind behind them: "HAAS team" where a report explains "harbour advice service (HAAS)"."""
    letters, _, end = mention.name.partition(" ")
    explained = aliases.get(f"{plain(letters)} {mention.kind}") or aliases.get(plain(letters), {})
    meant = list(explained.values())
    if mention.code or " " in end or len(meant) != 1 or not is_letters(letters):
        return mention
    alike = meant[0].kind == mention.kind or {meant[0].kind, mention.kind} <= ALIKE
    return replace(mention, key=meant[0].key, code=meant[0].code, kind=meant[0].kind, name="") if alike else mention


@lru_cache(maxsize=2)
def _reader(vocabulary: Vocabulary) -> tuple[Reader, Relations]:
    return Reader(vocabulary), Relations(vocabulary)
