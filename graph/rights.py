"""Rights: how much of the documents' words, and whose names, an export carries.

A document's words go along as far as its licence lets them; what is derived from several documents follows the least free of them.
People whom articles name are left out where they hold no post that the scheme of posts knows, also inside of quotes.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from . import iris
from .register import register
from .settings import BASE, LINKS_GRAPH, VOCABULARY_GRAPH
from .store import Store
from .triples import term
from .vocabulary import tokens, vocabulary

_EXACT = term("oa:exact")
_WORDS = frozenset([_EXACT, *map(term, ("ig:text", "ig:counted", "ig:quoted", "schema:headline"))])
_OF_LINKS = frozenset(map(term, ("ig:subject", "ig:note", "ig:words")))
_NAMING = frozenset(map(term, ("ig:speaker", "ig:holderName")))
_SHORT_WORDS = 15
_NAME = re.compile(
    r"(?:[A-Z][\w'’-]*\.?|d[aei]|van|von|de|del|la|le)(?:\s+(?:[A-Z][\w'’-]*\.?|d[aei]|van|von|de|del|la|le))*"
)
_WITHHELD = "[name withheld]"
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
        level, hidden = self._levels[graph.value], self._private.get(graph.value)
        for quad in self.store.quads(graph=graph):
            yield from _kept(quad, level, hidden)

    def _links(self, graph: ox.NamedNode) -> Iterator[Any]:
        joined = self._joined(graph)
        for quad in self.store.quads(graph=graph):
            documents = joined[quad.subject.value]
            level = _least(self.quotes, *(self._levels[document] for document in documents if document in self._levels))
            names = [pattern.pattern for each in sorted(documents) if (pattern := self._private.get(each))]
            yield from _kept(quad, level, re.compile("|".join(names)) if names else None)

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
        if any(self.store.quads(None, term("rdf:type"), term("ig:Article"), graph)):
            return self.press
        licences = {quad.object for quad in self.store.quads(None, term("dcterms:license"), None, graph)}
        in_vocabulary = ox.NamedNode(VOCABULARY_GRAPH)
        rights = [
            Quotes(quad.object.value)
            for licence in licences
            for quad in self.store.quads(licence, term("ig:quotes"), None, in_vocabulary)
        ]
        if rights:
            return _least(*rights)
        return Quotes.SHORT if any(self.store.quads(None, term("ig:inspection"), None, graph)) else self.press

    @cached_property
    def _private(self) -> dict[str, re.Pattern[str]]:
        """What finds the private names of each article in its words; no article where names are asked for."""
        claims = [] if self.names else self.store.quads(None, term("rdf:type"), term("ig:Claim"))
        return {
            graph.value: _pattern(names)
            for graph in {quad.graph_name for quad in claims}
            if (names := self._private_names(graph))
        }

    def _private_names(self, graph: ox.NamedNode) -> set[str]:
        """The names of speakers and holders for whom neither the article nor a report has a post that the scheme knows."""
        said = {quad.object.value for name in _NAMING for quad in self.store.quads(None, name, None, graph)}
        personal = {name for name in said if _is_personal(name)}
        known = self._public | self._holders(graph) | self._titled(graph, personal)
        return {name for name in personal if not any(_is_same(name, other) for other in known)}

    def _titled(self, graph: ox.NamedNode, names: set[str]) -> set[str]:
        """Those of some names beside which an article prints a known post."""
        shas = [sha for sha in self.store.documents() if iris.document(sha) == graph.value]
        count = next((quad.object.value for quad in self.store.quads(graph, term("ig:pageCount"), None, graph)), "0")
        pages = [self.store.page_text(sha, page) or "" for sha in shas for page in range(1, int(count) + 1)]
        return {name for name in names if any(_beside_post(name).search(page) for page in pages)}

    def _holders(self, graph: ox.NamedNode) -> set[str]:
        """Those to whom an article gives a post."""
        named = self.store.quads(None, term("ig:holderName"), None, graph)
        return {
            quad.object.value for quad in named if any(self.store.quads(quad.subject, term("org:role"), None, graph))
        }

    @cached_property
    def _public(self) -> set[str]:
        """Those whom reports name."""
        people = {quad.subject for quad in self.store.quads(None, term("rdf:type"), term("foaf:Person"))}
        return {quad.object.value for person in people for quad in self.store.quads(person, term("foaf:name"))}


def _least(*levels: Quotes) -> Quotes:
    return min(levels, key=[Quotes.NONE, Quotes.SHORT, Quotes.FULL].index)


def _kept(quad: Any, level: Quotes, hidden: re.Pattern[str] | None) -> Iterator[Any]:
    """A quad as it may go along: itself, with fewer words or without names, or not at all."""
    if quad.predicate in _NAMING:
        known = quad.object.value in _speakers()
        if known or (level is not Quotes.NONE and not (hidden and hidden.search(quad.object.value))):
            yield quad
    elif quad.predicate in _WORDS or (quad.predicate in _OF_LINKS and quad.graph_name.value == LINKS_GRAPH):
        if level is not Quotes.NONE:
            yield _shown(quad, level, hidden)
    elif level is not Quotes.NONE or not _is_quote_selector(quad):
        yield quad


def _shown(quad: Any, level: Quotes, hidden: re.Pattern[str] | None) -> Any:
    text = hidden.sub(_WITHHELD, quad.object.value) if hidden else quad.object.value
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


def _is_personal(name: str) -> bool:
    """Whether a speaker or holder is told by the name of a person and not by a post, a body or a word of the language."""
    if name in _speakers() or _holds_known_post(name) or register(vocabulary()).named(name):
        return False
    bare = _bare(name)
    is_titled = len(_untitled(name)) < len(tokens(bare))
    return is_titled or (bool(_NAME.fullmatch(bare)) and len(bare.split()) > 1)


def _holds_known_post(name: str) -> bool:
    """Whether the words that name a speaker name a post too: "Jo Sample, chief executive"."""
    words = f" {' '.join(tokens(name))} "
    labels = {" ".join(tokens(label)) for concept in vocabulary().scheme("post").values() for label in concept.labels}
    return any(f" {label} " in words for label in labels if label)


def _beside_post(name: str) -> re.Pattern[str]:
    """What finds a name with a known post in front of it or, behind a comma, after it."""
    posts, titles = (
        _any(label for each in vocabulary().scheme("post").values() for label in each.labels),
        _any(_titles()),
    )
    bare = re.escape(_bare(name))
    return re.compile(
        rf"\b(?i:{posts}),?\s+(?:(?:{titles})\.?\s+)?{bare}\b|\b{bare}, (?:[\w’'-]+ ){{0,4}}(?i:{posts})\b"
    )


def _any(wordings: Iterable[str]) -> str:
    """An expression for any of some wordings, the longest first."""
    return "|".join(map(re.escape, sorted(set(wordings), key=lambda each: (-len(each), each))))


def _titles() -> tuple[str, ...]:
    return vocabulary().scheme_values("speaker", "nameTitle")


def _bare(name: str) -> str:
    """A name in front of whose first comma stands what it is: "Jo Sample, mother of two"."""
    return name.partition(",")[0].strip()


def _is_same(name: str, other: str) -> bool:
    """Whether two names may be those of one person: "Mr Sample" is Jo Sample, Jan Sample is not."""
    words, others = _untitled(name), _untitled(other)
    return bool(words and others) and (words == others if min(len(words), len(others)) > 1 else words[-1] == others[-1])


def _untitled(name: str) -> list[str]:
    titles = {word for title in _titles() for word in tokens(title)}
    return [word for word in tokens(_bare(name)) if word not in titles]


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """What finds names as they are printed, whole or by the surname alone, with the title in front."""
    bare = {_bare(name) for name in names} - {""}
    parts = bare | {name.split()[-1] for name in bare}
    return re.compile(rf"\b(?:(?:{_any(_titles())})\.?\s+)?(?:{_any(parts)})\b")
