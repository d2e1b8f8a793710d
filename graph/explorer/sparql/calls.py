"""Queries that would reach beyond the store are refused."""

from collections.abc import Iterable, Iterator
from typing import Any

from ...errors import QueryError
from ...syntax import check_local

_REACHING = ("ServiceGraphPattern", "DatasetClause")


def check_calls(text: str, place: str) -> None:
    """Refuse a query that names another server, or graphs to read from.

    The text is read in every way that any grammar could first, which is fast and misses nothing. What looks like a call then is one,
    unless a parser reads the whole as a query whose tree has none: ``?s a service:Thing { ... }``.

    :raises QueryError: saying where the words stand and what to do
    """
    try:
        check_local(text, place)
    except QueryError:
        if _reaches(text):
            raise


def _reaches(text: str) -> bool:
    """Whether the tree of a query has a call; of a text that is not understood, yes."""
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(text)
    except Exception:  # a parser may fail in any way
        return True
    return any(getattr(node, "name", "") in _REACHING for node in _nodes(tree))


def _nodes(tree: Any) -> Iterator[Any]:
    """All nodes of a parser's tree, from the root down."""
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, CompValue):
            waiting.extend(node.values())
        elif isinstance(node, Iterable) and not isinstance(node, str):
            waiting.extend(node)
