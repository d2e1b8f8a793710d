"""What can be told of a SPARQL query from its text: its form, where it is wrong, and whether it would call another server."""

import re
from functools import lru_cache

from .errors import QueryError
from .settings import ONTOLOGY

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
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_LONGEST_REASON = 160


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
    for offset in _starts(text):
        if _SERVICE.match(text, offset):
            raise QueryError(
                f"{name}, line {line(text, offset)}: SERVICE would send parts of the query to another server, which the "
                "local store does not do; take it out, or ask a server of your own with --endpoint"
            )
        if _FROM.match(text, offset):
            raise QueryError(
                f"{name}, line {line(text, offset)}: FROM is not answered here, where all graphs are read together; "
                "take it out, or name a graph with GRAPH <...> { ... }"
            )


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


def mistake(error: SyntaxError, name: str, shift: int = 0) -> QueryError:
    """A parser's complaint in our own words; ``shift`` is what was put before the first line of the text."""
    place = _PLACE.match(str(error))
    if not place:
        return QueryError(f"{name}: {error}; correct the query")
    number, column, reason = int(place[1]), int(place[2]), place[3].removeprefix("expected ")
    column -= shift if number == 1 else 0
    return QueryError(f"{name}, line {number}, column {column}: {_reason(reason)}; correct the query")


def _reason(expected: str) -> str:
    if "Prefix not found" in expected:
        return "a prefix is used that no PREFIX line declares"
    if "SELECT contains a variable that is unbound" in expected:
        return "SELECT names a variable that the pattern or the groups do not have"
    words = [
        word for word in " ".join(expected.removeprefix("one of ").split()).split(", ") if not word.startswith("[")
    ]
    return "this is no SPARQL here" + (f" (expected {', '.join(words)})"[:_LONGEST_REASON] if words else "")
