"""Questions of our own pages to the store: files of ``queries/``, narrowed to the things that are to be shown."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import pyoxigraph as ox

from .errors import SubjectError
from .settings import BASE, QUERIES
from .store import Store

Row = dict[str, str]
_MARKER, _LIMIT = "# values", "# LIMIT"


@cache
def _text(name: str) -> str:
    [path] = QUERIES.glob(f"*/{name}.rq")
    return path.read_text(encoding="utf-8")


def ask(store: Store, name: str, variable: str = "", values: Iterable[str] = ()) -> list[Row]:
    """The rows of a query of the library, where a variable has one of some IRIs; an empty cell is an empty string.

    Without a variable all rows; with a variable and no values, none. A query that is narrowed so has a line ``# values``; a line
    ``# LIMIT 200`` of it is then a limit, of rows in any order.
    """
    text = _text(name)
    if variable:
        terms = " ".join(f"<{checked(value)}>" for value in sorted(set(values)))
        if not terms:
            return []
        text = text.replace(_MARKER, f"VALUES ?{variable} {{ {terms} }}").replace(_LIMIT, _LIMIT.removeprefix("# "))
    solutions: Any = store.graph.query(text)
    names = [each.value for each in solutions.variables]
    return [{name: row[name].value if row[name] is not None else "" for name in names} for row in solutions]


def checked(iri: str) -> str:
    """The IRI itself.

    :raises SubjectError: if it has characters that no IRI has
    """
    try:
        return ox.NamedNode(iri).value
    except ValueError as error:
        raise SubjectError(f"'{iri}' is not an IRI; IRIs of this graph begin with {BASE}") from error


def code(iri: str) -> str:
    """The code of a concept: the last part of its IRI."""
    return iri.rsplit("/", 1)[-1]


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Rows by the value of a column, in the order in which the values come first, each group in the order of the rows."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups
