"""What can be told of a SPARQL query from its text: its form, where it is wrong, and whether it would call another server."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from .errors import QueryError
from .settings import ONTOLOGY

Parser = Callable[[str], object]
"""Reads a query, or raises SyntaxError."""
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")

_IRI = r"<[^<>\"{}|^`\x00-\x20]*>"  # a backslash begins an escape such as \u0068
_SPACE = r"(?:\s|#[^\n\r]*)*+"
_STRINGS = (
    re.compile(r'"""(?:"{0,2}(?:[^"\\]|\\.))*+"""|\'\'\'(?:\'{0,2}(?:[^\'\\]|\\.))*+\'\'\'', re.DOTALL),
    re.compile(r'"(?:[^"\\\n\r]|\\.)*+"|\'(?:[^\'\\\n\r]|\\.)*+\''),
)
_BLANK = re.compile(r"\s+|#[^\n\r]*")
_MARKED = re.compile(r"[?$]\w+|@[A-Za-z0-9-]+")
_WORD = re.compile(r"[\w:%.-]+(?:\\.[\w:%.-]*)*")
_PROLOGUE = re.compile(rf"(?:\s|#[^\n\r]*|BASE{_SPACE}{_IRI}|PREFIX{_SPACE}[^:\s]*:{_SPACE}{_IRI})*", re.IGNORECASE)
_PREFIX = r"[^\s:?$<>\"'{}()#]*:"  # letters of names are more than those of \w
_NAME = rf"(?:[?$][^\s{{]+|{_IRI}|{_PREFIX}[^\s{{]*)"
_SERVICE = re.compile(rf"SERVICE{_SPACE}(?:SILENT{_SPACE})?{_NAME}{_SPACE}\{{", re.IGNORECASE)
_FROM = re.compile(rf"FROM(?![\w:.-])(?:{_SPACE}NAMED)?{_SPACE}(?:{_IRI}|{_PREFIX})", re.IGNORECASE)
_ALL = re.compile(rf"SELECT{_SPACE}(?:(?:DISTINCT|REDUCED){_SPACE})?\*", re.IGNORECASE)
_VARIABLE = re.compile(r"[?$]\w+")
_CODES = re.compile(r'STRAFTER\(STR\(\?\w+\), "/(?P<scheme>[\w-]+)/"\) AS \?(?P<column>\w+)')
_PLACE = re.compile(r"error at 1:(\d+): ")
_TEXT = "|".join(pattern.pattern for pattern in _STRINGS)
_WORDS = r"[^\s{}()\[\];,<>\"'#]+"
_PIECE = re.compile(
    rf"#[^\n\r]*|(?:{_TEXT})(?:@[\w-]+|\^\^(?:{_IRI}|{_WORDS}))?|{_IRI}|[<>]=|<<|>>|\{{\||{_WORDS}|\S", re.DOTALL
)
_SPACES = " " * 24  # more than any keyword has letters
_OPENING, _CLOSING = frozenset("{(["), frozenset("})]")
_DEEPEST = 500
_LONGEST_WORD = 40
_REASONS = {
    "Prefix not found": "a prefix is used that no PREFIX line declares",
    "SELECT contains a variable that is unbound": "SELECT names a variable that the pattern or the groups do not have",
    "Duplicated variable name": "SELECT names a variable twice",
    "SELECT * is not authorized": "SELECT * does not go with GROUP BY; name the variables",
    "overrides an existing variable": "SELECT gives a variable a value (AS) that has one already",
    "IRI parsing failed": "this is no IRI that can be read",
    "should be a non negative integer": "the number is too large",
}
"""What the parser says beside what it expects, in our words."""


@lru_cache(maxsize=1)
def prefixes() -> dict[str, str]:
    """The prefixes of the ontology and their namespaces."""
    text = (ONTOLOGY / "inspection.ttl").read_text(encoding="utf-8")
    return dict(re.findall(r"^@prefix\s+([\w-]+):\s+<([^>]*)>", text, re.MULTILINE))


def form(text: str) -> str:
    """The word a query begins with behind its prologue, in capitals: one of ``FORMS``, or something that is no query."""
    prologue = _PROLOGUE.match(text)
    word = re.compile(r"\w+").match(text, prologue.end() if prologue else 0)
    return word.group().upper() if word else ""


def columns(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """The columns of an answer to a query: of SELECT * in the order in which the variables occur, else as they are."""
    prologue = _PROLOGUE.match(text)
    if not _ALL.match(text, prologue.end() if prologue else 0):
        return tuple(names)
    found = [piece.group()[1:] for piece in _VARIABLE.finditer(text)]
    return tuple(sorted(names, key=lambda name: found.index(name) if name in found else len(found)))


def code_columns(text: str) -> dict[str, str]:
    """The schemes of the columns that a query fills with the codes of concepts: ``STRAFTER(STR(?iri), "/grade/") AS ?grade``."""
    return {found["column"]: found["scheme"] for found in _CODES.finditer(text)}


def line(text: str, offset: int) -> int:
    """The number of the line, from 1, in which an offset lies."""
    return text.count("\n", 0, offset) + 1


def check_form(text: str, name: str) -> None:
    """Refuse a text that is no query, such as an update.

    :raises QueryError: saying how it begins and what was expected
    """
    if form(text) not in FORMS:
        said = f"begins with '{form(text)}'" if form(text) else "is empty"
        raise QueryError(
            f"{name}: the text {said}; expected a query beginning with SELECT, ASK, CONSTRUCT or DESCRIBE "
            "(what the store holds is changed by 'inspection-graph build' only)"
        )


def check_local(text: str, name: str) -> None:
    """Refuse a query that names another server, or graphs to read from.

    :raises QueryError: saying where the words stand and what to do
    """
    check_services(text, name)
    check_from(text, name)


def check_services(text: str, name: str) -> None:
    """Refuse a query that names another server."""
    if (offset := _first(_SERVICE, text)) is not None:
        raise QueryError(
            f"{name}, {place(text, offset)}: SERVICE would send parts of the query to another server, which is not done here; "
            "take it out, or ask a server of your own"
        )


def check_from(text: str, name: str) -> None:
    """Refuse a query that names graphs to read from."""
    if (offset := _first(_FROM, text)) is not None:
        raise QueryError(
            f"{name}, {place(text, offset)}: FROM is not answered here, where all graphs are read together; "
            "take it out, or name a graph with GRAPH <...> { ... }"
        )


def _first(words: re.Pattern[str], text: str) -> int | None:
    return min((offset for offset in _starts(text) if words.match(text, offset)), default=None)


def _starts(text: str) -> set[int]:
    """Every offset at which a keyword can stand, on any reading of the text: strings, IRIs and comments have none inside.

    Whether ``<`` opens an IRI or compares two values only the grammar knows, and words may touch: ``FILTER(1<2)SERVICE#>``.
    So both readings are followed, and a word may begin inside a word.
    """
    starts: set[int] = set()
    waiting = [0]
    while waiting:
        offset = waiting.pop()
        if offset in starts or offset >= len(text):
            continue
        starts.add(offset)
        waiting += _next(text, offset, starts)
    return starts


def _next(text: str, offset: int, starts: set[int]) -> list[int]:
    if found := _BLANK.match(text, offset):
        return [found.end()]
    if text[offset] in "\"'":
        ends = (found.end() for pattern in _STRINGS if (found := pattern.match(text, offset)))
        return [next(ends, offset + 1)]
    if text[offset] == "<":
        found = re.compile(_IRI).match(text, offset)
        return [offset + 1] + ([found.end()] if found else [])
    if found := _MARKED.match(text, offset):
        return [found.end()]
    if found := _WORD.match(text, offset):
        starts.update(offset + at.start() for at in re.finditer("service", found.group(), re.IGNORECASE))
        return [found.end()]
    return [offset + 1]


def check_depth(text: str, name: str) -> None:
    """Refuse a query whose brackets stand in each other more deeply than a parser can follow.

    :raises QueryError: saying where the first that is too deep stands
    """
    depth = 0
    for piece in _pieces(text):
        depth += (piece.group() in _OPENING) - (piece.group() in _CLOSING)
        if depth > _DEEPEST:
            raise QueryError(
                f"{name}, {place(text, piece.start())}: more than {_DEEPEST} brackets stand in each other; ask more simply"
            )


def mistake(error: SyntaxError, text: str, name: str, prologue: str, parse: Parser) -> QueryError:
    """A parser's complaint about a text in our own words; ``prologue`` is what it read before that, ``parse`` is the parser.

    Oxigraph's parser says how far its longest attempt came, which is often a keyword's length behind the mistake. With more space behind
    each word than any keyword has letters, it is the word.
    """
    pieces = [piece for piece in _pieces(text) if not piece.group().startswith("#")]
    if unclosed := next((piece for piece in pieces if piece.group() in ('"', "'")), None):
        return QueryError(f"{name}, {place(text, unclosed.start())}: the text has no closing quote; correct the query")
    said = next((words for reason, words in _REASONS.items() if reason in str(error)), "")
    found = _furthest(pieces, prologue, parse)
    where = found.start() if found else len(text.rstrip())
    words = said or (f"'{_short(found.group())}' does not fit here" if found else "the query ends too early")
    if not said and str(error).endswith("expected [_]"):  # nothing is missing: a rule is broken that is none of grammar
        words += ", or a variable is given a value (AS, BIND, VALUES) that has one already"
    return QueryError(f"{name}, {place(text, where)}: {words}; correct the query")


def place(text: str, offset: int) -> str:
    """The line and column of an offset, both from 1, in words."""
    before = text.rfind("\n", 0, offset)
    return f"line {line(text, offset)}, column {offset - before}"


def _pieces(text: str) -> Iterator[re.Match[str]]:
    return _PIECE.finditer(text)


def _furthest(pieces: Sequence[re.Match[str]], prologue: str, parse: Parser) -> re.Match[str] | None:
    """The piece at which a text stops being SPARQL; nothing if that is its end."""
    spaced = prologue + "".join(piece.group() + _SPACES for piece in pieces)
    if _first(_SERVICE, spaced) is not None:  # a reading that calls nobody may, written otherwise, be one that does
        return None
    try:
        parse(spaced)
    except SyntaxError as error:
        found = _PLACE.match(str(error))
        reached = int(found[1]) - 1 if found else len(spaced)
    else:
        return None
    end = len(prologue)
    for piece in pieces:
        end += len(piece.group()) + len(_SPACES)
        if reached < end:
            return piece
    return None


def _short(word: str) -> str:
    return word if len(word) <= _LONGEST_WORD else f"{word[:_LONGEST_WORD]}…"
