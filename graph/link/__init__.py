"""Links: what no single document states, derived from the facts of all. One module for each kind; what SPARQL can say is a query
in ``queries/rules``."""

import hashlib
from collections.abc import Iterator

import pyoxigraph as ox

from . import claims, copies, figures, recurrence, rules
from .records import Records


def derive(store: ox.Store) -> list[ox.Quad]:
    """All quads of the graph of links, sorted; they depend on the documents of the store and on nothing else."""
    return sorted(set(_links(store)), key=str)


def _links(store: ox.Store) -> Iterator[ox.Quad]:
    records = Records(store)
    pairs = copies.pairs(records)
    preferred = copies.preferred(records.reports, pairs)
    yield from copies.links(records, pairs)
    yield from figures.links(records, preferred)
    yield from recurrence.links(records, preferred)
    yield from claims.links(records, preferred)
    # A file may hold several reports, of which only some are poorer copies.
    poorer = {pair.copy.document for pair in pairs} - {report.document for report in preferred}
    yield from rules.links(store, poorer)


def version() -> str:
    """A digest of the rules: links made by others are made anew."""
    return hashlib.sha256("\0".join(rule.text for rule in rules.library()).encode()).hexdigest()[:16]
