"""Rules: CONSTRUCT queries in ``queries/rules``, whose triples are links."""

from collections.abc import Iterable, Iterator
from functools import cache

import pyoxigraph as ox

from ..errors import QueryError
from ..query_file import Query, read_query
from ..settings import QUERIES
from .nodes import GRAPH


@cache
def library() -> tuple[Query, ...]:
    """The rules, by name.

    :raises QueryError: if a file is no rule
    """
    rules = tuple(read_query(path, path.stem, "rules") for path in sorted((QUERIES / "rules").glob("*.rq")))
    for rule in rules:
        if rule.form != "CONSTRUCT" or any(parameter.required for parameter in rule.parameters.values()):
            raise QueryError(f"{rule.name}: a rule is a CONSTRUCT query that needs no parameter; put others elsewhere")
    return rules


def links(store: ox.Store, left_out: Iterable[str]) -> Iterator[ox.Quad]:
    """What the rules construct, but for nodes that lead into one of some documents: those with copies of reports."""
    starts = tuple(f"{document}/" for document in left_out)
    for rule in library():
        found = store.query(rule.text)
        if isinstance(found, ox.QueryTriples):
            triples = list(found)
            copied = {each.subject for each in triples if _iri(each.object).startswith(starts)} if starts else set()
            yield from (
                ox.Quad(each.subject, each.predicate, each.object, GRAPH)
                for each in triples
                if each.subject not in copied
            )


def _iri(value: object) -> str:
    return value.value if isinstance(value, ox.NamedNode) else ""
