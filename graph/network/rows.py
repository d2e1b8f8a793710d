"""Questions to the store: the files in ``queries/network/``, narrowed to the things that are to be drawn."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from ..errors import SubjectError
from ..settings import BASE, QUERIES
from ..store import Store

Row = dict[str, str]
_MARKER = "# values"
_IRI = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")


@cache
def _text(name: str) -> str:
    return (QUERIES / "network" / f"network-{name}.rq").read_text(encoding="utf-8")


def ask(store: Store, name: str, variable: str = "", values: Iterable[str] = ()) -> list[Row]:
    """The rows of a query, where a variable has one of some IRIs; an empty cell is an empty string.

    Without a variable all rows; with a variable and no values, none.
    """
    text = _text(name)
    if variable:
        terms = " ".join(f"<{checked(value)}>" for value in sorted(set(values)))
        if not terms:
            return []
        text = text.replace(_MARKER, f"VALUES ?{variable} {{ {terms} }}")
    solutions: Any = store.graph.query(text)
    names = [each.value for each in solutions.variables]
    return [{name: row[name].value if row[name] is not None else "" for name in names} for row in solutions]


def checked(iri: str) -> str:
    """The IRI itself.

    :raises SubjectError: if it has characters that no IRI has
    """
    if not _IRI.fullmatch(iri):
        raise SubjectError(f"'{iri}' is not an IRI; IRIs of this graph begin with {BASE}")
    return iri


def code(iri: str) -> str:
    """The code of a concept: the last part of its IRI."""
    return iri.rsplit("/", 1)[-1]
