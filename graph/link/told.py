"""What a report tells, sentence by sentence, for comparing claims with it: each sentence with the evidence it stands in."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from ..language.likeness import Rarity, rarity, stem, terms
from ..structure.sentences import sentences
from ..vocabulary import vocabulary
from .records import Record, Records, Report

_TEXTS = ("ig:Finding", "ig:Statement", "ig:Recommendation")
_FACTS = ("ig:Figure", "ig:Tenure", "ig:PriorInspection", "ig:Event", "ig:Judgement", "ig:InspectionRecord")
_FOREIGN = 0.8  # part of its weight that a word has which the report does not have
_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_SPAN = re.compile(r"/text/(\d+)/(\d+)-(\d+)$")


@dataclass(frozen=True)
class Told:
    """A sentence of a report: its words as they stand, the fact and evidence they belong to, and the stems that tell something.

    ``asked`` tells the sentences of recommendations, ``prose`` those of paragraphs from those of tables and lists of facts.
    """

    fact: str
    evidence: str
    words: str
    order: int
    tokens: tuple[str, ...] = field(repr=False)
    bag: frozenset[str] = field(repr=False)
    stems: frozenset[str] = field(repr=False)
    asked: bool = False
    prose: bool = True


@dataclass
class ReportText:
    """A report as claims need it."""

    records: Records
    report: Report

    def facts(self, kind: str) -> list[Record]:
        """Its facts of a kind."""
        return self.records.facts(self.report, kind)

    @cached_property
    def sentences(self) -> list[Told]:
        """All sentences that are evidence of something, those of whole paragraphs first."""
        seen: dict[str, list[tuple[int, int]]] = {}
        found: list[Told] = []
        for kind in (*_TEXTS, *_FACTS):
            for fact in self.facts(kind):
                found += self._of_fact(fact, seen, len(found), kind)
        return found

    def _of_fact(self, fact: Record, seen: dict[str, list[tuple[int, int]]], order: int, kind: str) -> Iterator[Told]:
        """The sentences of a fact, without those of evidence that stands inside some that was read before."""
        parts: list[tuple[str, str]] = []
        for iri, words in self.records.quotes(fact).items():
            place = _SPAN.search(iri)
            if place:
                page, start, end = place[1], int(place[2]), int(place[3])
                if any(a <= start and end <= b for a, b in seen.get(page, ())):
                    continue
                seen.setdefault(page, []).append((start, end))
            parts.append((iri, words))
        whole = "\n".join(words for _, words in parts)
        for count, (start, end) in enumerate(sentences(whole)):
            words = whole[start:end]
            yield Told(
                fact.iri,
                _at(parts, start, end),
                words,
                order + count,
                (own := spoken(words)),
                frozenset(own),
                stems(words),
                kind == "ig:Recommendation",
                kind in _TEXTS,
            )

    @cached_property
    def rare(self) -> Rarity:
        """How rare words are among the sentences."""
        every = [each.stems for each in self.sentences]
        return rarity(every, frozenset().union(*every))

    def weight(self, words: Iterable[str]) -> float:
        """What some stems weigh, the rarer the more; those that the report does not have are only the article's way of putting it."""
        counts = self.rare.counts
        return math.fsum(self.rare.of(word) * (1 if word in counts else _FOREIGN) for word in words)

    def quote(self, fact: Record) -> tuple[str, str]:
        """The evidence of a fact that says most, and its words."""
        quotes = self.records.quotes(fact)
        best = max(quotes, key=lambda iri: (len(quotes[iri]), iri), default="")
        return best, quotes.get(best, "")


def _at(parts: list[tuple[str, str]], start: int, end: int) -> str:
    """The evidence in which most of ``[start:end]`` of the joined words stands."""
    best, most, at = "", -1, 0
    for iri, words in parts:
        shared = min(end, at + len(words)) - max(start, at)
        if shared > most:
            best, most = iri, shared
        at += len(words) + 1
    return best


def spoken(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, hyphens parting them, with straight apostrophes."""
    return tuple(word.lower().replace("’", "'") for word in _WORD.findall(text))


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """Stems of the words of a text that tell something; words and phrases of one meaning have one stem."""
    return frozenset(term for term in terms(plain(text)) if " " not in term) - _empty()


def size(found: Iterable[str]) -> int:
    """How many words some stems stand for: a term of several words counts as two."""
    terms_ = _long()
    return sum(2 if each in terms_ else 1 for each in found)


@lru_cache(maxsize=1)
def _long() -> frozenset[str]:
    """Stems of the terms of which every wording has several words, or most have."""
    _, groups = _alike()
    counts: dict[str, list[int]] = {}
    for phrase, group in groups.items():
        counts.setdefault(stem(group), []).append(phrase.count(" "))
    return frozenset(group for group, blanks in counts.items() if 2 * sum(map(bool, blanks)) > len(blanks))


def plain(text: str) -> str:
    """The text with one word for all words and phrases of one meaning."""
    pattern, groups = _alike()
    joined = " ".join(spoken(text))
    return pattern.sub(lambda found: groups[found.group()], joined)


@lru_cache(maxsize=1)
def _alike() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words and phrases of one meaning, and a word that stands for each of them."""
    groups: dict[str, str] = {}
    for line in vocabulary().scheme_values("claim-status", "alike"):
        phrases = [" ".join(spoken(phrase)) for phrase in line.split("=")]
        groups |= {phrase: f"same{phrases[0].replace(' ', '')}" for phrase in phrases}
    longest = sorted(map(re.escape, groups), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest)})\b"), groups


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    """Stems of words by which somebody is said to say something."""
    return frozenset(stem(word) for word in vocabulary().scheme_values("claim-status", "emptyWord"))
