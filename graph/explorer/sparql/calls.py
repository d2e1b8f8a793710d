"""Queries that would reach beyond the store are refused."""

from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from ...errors import QueryError
from ...syntax import check_from, check_services

_SERVICE, _FROM = "ServiceGraphPattern", "DatasetClause"


def check_calls(text: str, place: str, graph: ox.Store, prologue: str = "") -> None:
    """Refuse a query that names another server, or graphs to read from that the store does not have.

    The text is read in every way that any grammar could first, which is fast and misses nothing. What looks like a call then is one,
    unless a parser reads the whole as a query whose tree has none: ``?s a service:Thing { ... }``; of graphs the tree says which they are.

    :raises QueryError: saying where the words stand and what to do
    """
    try:
        check_services(text, place)
    except QueryError:
        tree = _tree(prologue + text)
        if tree is None or any(_named(_SERVICE, tree)):
            raise
    try:
        check_from(text, place)
    except QueryError:
        tree = _tree(prologue + text)
        if tree is None:
            raise
        check_graphs(graph, _graphs(tree))


def check_graphs(graph: ox.Store, iris: Iterable[str]) -> None:
    """Refuse graphs that the store does not have.

    :raises QueryError: naming the first of them
    """
    for iri in iris:
        if not _has(graph, iri):
            raise QueryError(
                f"the store has no graph <{iri}>, and none is fetched from elsewhere; a pattern GRAPH ?graph {{ ... }} finds those it has"
            )


def _has(graph: ox.Store, iri: str) -> bool:
    try:
        return graph.contains_named_graph(ox.NamedNode(iri))
    except ValueError:
        return False


def _tree(text: str) -> Any:
    """The tree of a query, its names resolved; nothing of a text that is not understood."""
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        return parseQuery(text)
    except Exception:  # a parser may fail in any way
        return None


def _graphs(tree: Any) -> Iterator[str]:
    """The IRIs of the graphs that a query says it is FROM."""
    from rdflib.plugins.sparql.algebra import translatePrologue

    prologue = translatePrologue(tree[0], None)
    for clause in _named(_FROM, tree):
        for name in clause.values():
            yield str(prologue.absolutize(name))


def _named(name: str, tree: Any) -> Iterator[Any]:
    return (node for node in _nodes(tree) if getattr(node, "name", "") == name)


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
