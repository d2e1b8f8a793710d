"""Articles: headline, publisher, author and day where they are there, and the authority that an article is about."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ..dates import find_days
from ..document import Evidence
from ..facts import ArticleRecord, Code, Fact, Problem
from ..language.phrases import Phrases, words
from ..register import Register, register
from ..structure import Article
from ..structure.passages import Passage, cut
from ..vocabulary import Vocabulary, tokens

VERSION = 1
READS = Article

_IN_HEADLINE, _AS_COUNCIL, _IN_TEXT = 3.0, 2.0, 1.0  # what a mention of an authority weighs
_ENOUGH = 2.0  # a single name in passing is less
_CLEAR = 1.5  # times as much as any other authority
_NEAR = 3  # words behind a name within which "council" or "children's services" makes it the authority's
_SERVICES = frozenset({"council", "service", "authority"})
_NAME = re.compile(r"(?:[A-Z][\w'’.-]+)(?:\s+(?:[A-Z][\w'’.-]+|and|&|de|van|von|of))*")
_PARTS = re.compile(r"\s+[|–—-]\s+|,\s+|\s*\|\s*")
_PLACE = re.compile(r"\W*")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A value that a line states, and its words."""

    value: str = ""
    evidence: tuple[Evidence, ...] = ()


def extract(article: Article, vocabulary: Vocabulary) -> Iterator[Fact]:
    """The record of an article, and a note where it is about no authority of the register."""
    day, when = _day(article, vocabulary)
    author, publisher = _author(article, vocabulary), _publisher(article, vocabulary)
    gss, authority, where = _authority(article, vocabulary, day)
    head = article.headline.evidence(article.document) if article.headline else ()
    own = [*head, *author.evidence, *publisher.evidence, *when, *where]
    yield ArticleRecord(
        evidence=tuple(dict.fromkeys(own)) or article.paragraphs[0].evidence(article.document),
        headline=article.headline.text if article.headline else article.document.title,
        publisher=publisher.value,
        author=author.value,
        published=day,
        gss=gss,
        authority=authority,
    )
    if not gss:
        yield Problem(
            evidence=head,
            severity=Code("severity", "information"),
            code="article-without-authority",
            message="no authority of the register could be told as the one this article is about; it is kept without one."
            " A missing name is added in ontology/authorities.ttl",
        )


def published(article: Article, vocabulary: Vocabulary) -> date | None:
    """The day on which an article was published, where it is there."""
    return _day(article, vocabulary)[0]


def council(article: Article, vocabulary: Vocabulary) -> str:
    """The name of the authority an article is about; empty where none stands out."""
    return _authority(article, vocabulary, published(article, vocabulary))[1]


def _labelled(passage: Passage, vocabulary: Vocabulary) -> str:
    """The field whose label a line begins with."""
    found = vocabulary.matcher("article-field").at_start(tokens(passage.text))
    return found[0].code if found else ""


def _day(article: Article, vocabulary: Vocabulary) -> tuple[date | None, tuple[Evidence, ...]]:
    """The day a line prints, one that says "published" before others and those that say "updated" last; else the page's own statement."""
    ranks = {"published": 0, "": 1, "author": 1, "publisher": 1, "updated": 2}
    found = [
        (ranks[_labelled(passage, vocabulary)], at, day, passage, span)
        for at, passage in enumerate(article.fields)
        for day, *span in find_days(passage.text)
    ]
    if found:
        _, _, day, passage, (start, end) = min(found, key=lambda each: each[:2])
        return day, passage.evidence(article.document, start, end)
    try:
        return date.fromisoformat(article.document.date), ()
    except ValueError:
        return None, ()


def _author(article: Article, vocabulary: Vocabulary) -> _Stated:
    """A person's name behind "By", or what the page states; "By our staff" names nobody."""
    for passage in article.fields:
        if _labelled(passage, vocabulary) == "author":
            start = _behind_label(passage, vocabulary)
            name = _NAME.match(passage.text, start)
            if name and " " in name.group():
                return _Stated(name.group(), passage.evidence(article.document, start, name.end()))
    return _Stated(article.document.author)


def _publisher(article: Article, vocabulary: Vocabulary) -> _Stated:
    """The name behind "Published by", a line that ends as the names of newspapers do, or what the page states."""
    if article.document.publisher:
        return _Stated(article.document.publisher)
    for passage in article.fields:
        if _labelled(passage, vocabulary) == "publisher":
            start = _behind_label(passage, vocabulary)
            if name := _NAME.match(passage.text, start):
                return _Stated(name.group(), passage.evidence(article.document, start, name.end()))
    endings = frozenset(vocabulary.scheme_values("article-field", "newspaperWord"))
    for passage in article.fields:
        first = _PARTS.split(passage.text)[0].strip()
        name, spoken = _NAME.fullmatch(first), tokens(first)
        if name and len(spoken) > 1 and spoken[-1] in endings:
            return _Stated(first, passage.evidence(article.document, 0, len(first)))
    return _Stated()


def _behind_label(passage: Passage, vocabulary: Vocabulary) -> int:
    """Where the value begins behind a label."""
    label = vocabulary.matcher("article-field").at_start(tokens(passage.text))[0]
    place = words(passage.text)[label.length - 1].end
    return _PLACE.match(passage.text, place).end()  # type: ignore[union-attr]


def _authority(article: Article, vocabulary: Vocabulary, day: date | None) -> tuple[str, str, tuple[Evidence, ...]]:
    """The authority that is named most, in the headline above all; nothing where no name stands out."""
    names, known = _names(vocabulary), register(vocabulary)
    weights: Counter[str] = Counter()
    first: dict[str, tuple[Evidence, ...]] = {}
    called: dict[str, str] = {}
    passages = [*([article.headline] if article.headline else []), *article.paragraphs]
    for passage in passages:
        for name, weight, start, end in _named(passage.text, names):
            if found := known.resolve(name, day):
                weights[found.gss] += int((weight + _IN_HEADLINE * (passage is article.headline)) * 2)
                called[found.gss] = found.name
                first.setdefault(found.gss, cut(passage, start, end).evidence(article.document))
    ranked = weights.most_common(2)
    if not ranked or ranked[0][1] < 2 * _ENOUGH or (len(ranked) > 1 and ranked[0][1] < _CLEAR * ranked[1][1]):
        return "", "", ()
    gss = ranked[0][0]
    return gss, called[gss], first[gss]


def _named(text: str, names: Phrases[str]) -> Iterator[tuple[str, float, int, int]]:
    """The names of a text that begin with a capital letter, what each weighs, and where it stands."""
    spoken = words(text)
    for found in names.find(spoken):
        start, end = spoken[found.first].start, spoken[found.last].end
        if text[start].isupper():
            near = {word.plain for word in spoken[found.last + 1 : found.last + 1 + _NEAR]}
            council = not near.isdisjoint(_SERVICES)
            yield found.values[0], _AS_COUNCIL if council else _IN_TEXT, start, end


@lru_cache(maxsize=2)
def _names(vocabulary: Vocabulary) -> Phrases[str]:
    known: Register = register(vocabulary)
    return Phrases((name, name) for name in known.phrases() if any(map(str.isalpha, name)))
