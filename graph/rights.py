"""Rights: how much of the documents' words, and whose names, an export carries.

A document's words go along as far as its licence lets them; what is derived from several documents follows the least free of them.
Of the people whom articles name only those go along of whom ``privacy`` says so.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from .privacy import Hide, Privacy
from .settings import BASE, LINKS_GRAPH, VOCABULARY_GRAPH
from .store import Store
from .triples import term
from .vocabulary import vocabulary

_EXACT = term("oa:exact")
_WORDS = frozenset([_EXACT, *map(term, ("ig:text", "ig:counted", "ig:quoted", "schema:headline"))])
_OF_LINKS = frozenset(map(term, ("ig:subject", "ig:note", "ig:words")))
_NAMING = frozenset(map(term, ("ig:speaker", "ig:holderName")))
_SHORT_WORDS = 15
_DOCUMENT = re.compile(rf"{re.escape(BASE)}id/document/\w+")


class Quotes(StrEnum):
    """How much of the documents' words goes along at most: all, fifteen words of each quote, or none.

    Pages, offsets and digests always stay, so that whoever has the document finds the words again.
    """

    FULL = "full"
    SHORT = "short"
    NONE = "none"


@dataclass(frozen=True)
class Rights:
    """What may leave a store: at most so much of all words, so much of those of articles, and private names or not."""

    store: Store
    quotes: Quotes = Quotes.FULL
    press: Quotes = Quotes.NONE
    names: bool = False

    def quads(self, graph: ox.NamedNode) -> Iterator[Any]:
        """The quads of a document's graph, or of that of links, with as many words and names as may go along."""
        if graph.value == LINKS_GRAPH:
            yield from self._links(graph)
            return
        level = self._levels[graph.value]
        hides = [self._hides[graph.value]] if graph.value in self._hides else []
        for quad in self.store.quads(graph=graph):
            yield from _kept(quad, level, hides)

    def levels(self) -> dict[str, Quotes]:
        """How much of each document's words goes along, by its IRI."""
        return dict(self._levels)

    def _links(self, graph: ox.NamedNode) -> Iterator[Any]:
        joined = self._joined(graph)
        for quad in self.store.quads(graph=graph):
            documents = joined[quad.subject.value]
            level = _least(self.quotes, *(self._levels[document] for document in documents if document in self._levels))
            hides = [self._hides[each] for each in sorted(documents) if each in self._hides]
            yield from _kept(quad, level, hides)

    def _joined(self, graph: ox.NamedNode) -> dict[str, set[str]]:
        """The documents that each link joins, those of the links that it joins included."""
        found: dict[str, set[str]] = defaultdict(set)
        above: list[tuple[str, str]] = []
        for quad in self.store.quads(graph=graph):
            if match := _DOCUMENT.match(quad.object.value):
                found[quad.subject.value].add(match.group())
            elif quad.object.value.startswith(f"{BASE}id/link/"):
                above.append((quad.subject.value, quad.object.value))
        for link, other in above:
            found[link] |= found[other]
        return found

    @cached_property
    def _levels(self) -> dict[str, Quotes]:
        """How much of each document's words may go along."""
        graphs = {quad.graph_name for quad in self.store.quads(None, term("rdf:type"), term("ig:Document"))}
        return {graph.value: _least(self.quotes, self._allowed(graph)) for graph in graphs}

    def _allowed(self, graph: ox.NamedNode) -> Quotes:
        """How much the licence of a document allows: without an open one, short quotes of reports, and of all else what is asked."""
        if self._is_article(graph):
            return self.press
        in_vocabulary = ox.NamedNode(VOCABULARY_GRAPH)
        rights = [
            Quotes(quad.object.value)
            for licence in self._licences(graph)
            for quad in self.store.quads(licence, term("ig:quotes"), None, in_vocabulary)
        ]
        if rights:
            return _least(*rights)
        return Quotes.SHORT if any(self.store.quads(None, term("ig:inspection"), None, graph)) else self.press

    @cached_property
    def _hides(self) -> dict[str, Hide]:
        """What takes the private names out of the words of each article that may go along at all; nothing where they are asked for."""
        shown = [] if self.names else [document for document, level in self._levels.items() if level is not Quotes.NONE]
        graphs = [graph for graph in map(ox.NamedNode, shown) if self._is_press(graph)]
        privacy = Privacy(self.store)
        return {graph.value: privacy.hiding(graph) for graph in graphs}

    def _is_press(self, graph: ox.NamedNode) -> bool:
        """Whether a document is an article, or neither a report nor under a licence that is known."""
        return self._is_article(graph) or not (
            any(self.store.quads(None, term("ig:inspection"), None, graph)) or self._licences(graph)
        )

    def _is_article(self, graph: ox.NamedNode) -> bool:
        return any(self.store.quads(None, term("rdf:type"), term("ig:Article"), graph))

    def _licences(self, graph: ox.NamedNode) -> set[Any]:
        return {quad.object for quad in self.store.quads(None, term("dcterms:license"), None, graph)}


def _least(*levels: Quotes) -> Quotes:
    return min(levels, key=[Quotes.NONE, Quotes.SHORT, Quotes.FULL].index)


def _kept(quad: Any, level: Quotes, hides: list[Hide]) -> Iterator[Any]:
    """A quad as it may go along: itself, with fewer words or without names, or not at all."""
    if quad.predicate in _NAMING:
        name = quad.object.value
        if name in _speakers() or (level is not Quotes.NONE and _hidden(name, hides) == name):
            yield quad
    elif quad.predicate in _WORDS or (quad.predicate in _OF_LINKS and quad.graph_name.value == LINKS_GRAPH):
        if level is not Quotes.NONE:
            yield _shown(quad, level, hides)
    elif level is not Quotes.NONE or not _is_quote_selector(quad):
        yield quad


def _hidden(text: str, hides: list[Hide]) -> str:
    for hide in hides:
        text = hide(text)
    return text


def _shown(quad: Any, level: Quotes, hides: list[Hide]) -> Any:
    text = _hidden(quad.object.value, hides)
    text = _short(text) if level is Quotes.SHORT else text
    return (
        quad if text == quad.object.value else ox.Quad(quad.subject, quad.predicate, ox.Literal(text), quad.graph_name)
    )


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words[:_SHORT_WORDS]) + " …" if len(words) > _SHORT_WORDS else text


def _is_quote_selector(quad: Any) -> bool:
    subject = quad.object if quad.predicate == term("oa:hasSelector") else quad.subject
    return isinstance(subject, ox.NamedNode) and "/text/" in subject.value and subject.value.endswith("/quote")


def _speakers() -> set[str]:
    """How those speakers are called that are no people: Ofsted, the report."""
    return {name for concept in vocabulary().scheme("speaker").values() for name in concept.labels}
