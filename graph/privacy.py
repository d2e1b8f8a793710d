"""Privacy: which names that articles print may leave a store, and their words without the others.

Whoever holds a post that the scheme of posts knows is named, and whoever inspected; everybody else's names, and whatever may be one,
are replaced.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

import pyoxigraph as ox

from . import iris
from .language.persons import Persons
from .register import register
from .settings import BASE
from .store import Store
from .triples import term
from .vocabulary import tokens, vocabulary

_WITHHELD = "[name withheld]"
_WRAPPED = re.compile(r"(?m)(?<=[^\n]{55}\w)\n(?=\w)")

Hide = Callable[[str], str]
"""Gives words back without private names."""

_Words = tuple[str, ...]
"""A name without its title, in small letters."""


class Privacy:
    """The private names of the articles in a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def hiding(self, graph: ox.NamedNode) -> Hide:
        """What takes the private names of an article out of its words."""
        texts = [*self._pages(graph), *self._literals("ig:speaker", graph)]
        printed = {name.words: _words(" ".join(name.words)) for text in texts for name in self._persons.find(text)}
        public = self._public(graph, texts, [" ".join(name) for name in printed])
        private = {name: words for name, words in printed.items() if words not in public}
        named = {words[-1] for words in private.values() if len(words) > 1}
        public = {words for words in public if len(words) > 1 or words[0] not in named}
        own = self._persons.parts(name for name, words in private.items() if words not in public)

        def hide(text: str) -> str:
            for name in reversed(list(self._persons.find(text, own))):
                if _words(" ".join(name.words)) not in public:
                    text = text[: name.start] + _WITHHELD + text[name.end :]
            return text

        return hide

    def _public(self, graph: ox.NamedNode, texts: list[str], printed: list[str]) -> set[_Words]:
        """The names that may be printed: of inspectors and of those to whom the article gives a post, whole and by the surname alone."""
        beside = {name for name in printed if any(_beside_post(name).search(text) for text in texts)}
        named = {_words(name) for name in {*self._inspectors, *self._holders(graph), *beside}}
        whole = {_words(name) for name in printed}
        return {words for name in named & whole for words in (name, name[-1:]) if words}

    @cached_property
    def _persons(self) -> Persons:
        concepts = vocabulary().scheme("body").values()
        bodies = (quad for quad in self.store.quads(None, term("rdfs:label")) if "/body/" in quad.subject.value)
        papers = (quad for quad in self.store.quads(None, term("foaf:name")) if _is_paper(quad.subject))
        phrases = {quad.object.value for quads in (bodies, papers) for quad in quads}
        phrases |= {label for concept in concepts for label in concept.labels} | register(vocabulary()).printed()
        graphs = (ox.NamedNode(iris.document(sha)) for sha in self.store.documents())
        return Persons(vocabulary(), phrases, (page for graph in graphs for page in self._pages(graph)))

    @cached_property
    def _inspectors(self) -> set[str]:
        """Those whom reports name."""
        people = {quad.subject for quad in self.store.quads(None, term("rdf:type"), term("foaf:Person"))}
        return {quad.object.value for person in people for quad in self.store.quads(person, term("foaf:name"))}

    def _holders(self, graph: ox.NamedNode) -> set[str]:
        """Those to whom an article gives a post."""
        named = self.store.quads(None, term("ig:holderName"), None, graph)
        return {
            quad.object.value for quad in named if any(self.store.quads(quad.subject, term("org:role"), None, graph))
        }

    def _literals(self, name: str, graph: ox.NamedNode) -> Iterator[str]:
        return (quad.object.value for quad in self.store.quads(None, term(name), None, graph))

    def _pages(self, graph: ox.NamedNode) -> Iterator[str]:
        """The pages of a document, with lines that go on put together."""
        shas = [sha for sha in self.store.documents() if iris.document(sha) == graph.value]
        count = next((quad.object.value for quad in self.store.quads(graph, term("ig:pageCount"), None, graph)), "0")
        for sha in shas:
            for page in range(1, int(count) + 1):
                yield _WRAPPED.sub(" ", self.store.page_text(sha, page) or "")


def _is_paper(subject: object) -> bool:
    return isinstance(subject, ox.NamedNode) and subject.value.startswith(f"{BASE}id/organisation/")


def _beside_post(name: str) -> re.Pattern[str]:
    """What finds a name with a known post in front of it or, behind a comma, after it."""
    posts = _any(label for each in vocabulary().scheme("post").values() for label in each.labels)
    titles, bare = _any(_titles()), re.escape(name)
    between = r"(?:(?:an?|the|its|their|our|is|was|became|who|new|interim|acting|former|then|council|[A-Z][\w-]*|\w+['’]s?) ){0,4}"
    return re.compile(rf"\b(?i:{posts}),?\s+(?:(?:{titles})\.?\s+)?{bare}\b|\b{bare}, {between}(?i:{posts})\b")


def _any(wordings: Iterable[str]) -> str:
    """An expression for any of some wordings, the longest first."""
    return "|".join(map(re.escape, sorted(set(wordings), key=lambda each: (-len(each), each))))


def _titles() -> tuple[str, ...]:
    return vocabulary().scheme_values("speaker", "nameTitle")


def _words(name: str) -> _Words:
    """The words of a name in front of whose first comma it stands: "Jo Sample, mother of two"."""
    titles = {word for title in _titles() for word in tokens(title)}
    return tuple(word for word in tokens(name.partition(",")[0]) if word not in titles)
