"""Phrases of a scheme found in running text: all of them in one pass, the longest first, whatever their number."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"[A-Za-z0-9]+(?:['’‘`][A-Za-z0-9]+)*")
_APOSTROPHES = re.compile(r"['’‘`]")
_SHORTEST_PLURAL = 4
_MOST_WILD = 8  # words that a * in a phrase may stand for


class Word(NamedTuple):
    """A word of a text in its plain form, and where it stands."""

    plain: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A phrase in a text: what is known of it, and the first and the last of its words, by their order in the text."""

    values: tuple[T, ...]
    first: int
    last: int


class _Plain(dict[str, str]):
    """Words seen so far and their plain forms: every word of every report is looked up here, so it has to be quick."""

    def __missing__(self, printed: str) -> str:
        word = _APOSTROPHES.sub("", printed).lower()
        if len(word) >= _SHORTEST_PLURAL and word.endswith("s") and not word.endswith("ss"):
            word = word[:-3] + "y" if word.endswith("ies") and len(word) > _SHORTEST_PLURAL else word[:-1]
        return self.setdefault(printed, word)


_PLAIN = _Plain()


def plain(word: str) -> str:
    """A word without capitals, apostrophes and the ending of a plural, so that one label stands for all of these."""
    return _PLAIN[word]


@lru_cache(maxsize=512)  # the texts of one report, which several extractors read
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order."""
    # Made as a tuple, without the checks of arguments: half the time of what reads every word of a report.
    make, forms = tuple.__new__, _PLAIN
    return tuple([make(Word, (forms[found[0]], found.start(), found.end())) for found in _WORD.finditer(text)])


def mask(sentence: str, places: Iterable[tuple[int, int]]) -> str:
    """The sentence with the numbers of some places in them, for patterns over what stands around them: "⟦0⟧ has left"."""
    parts: list[str] = []
    at = 0
    for number, (start, end) in enumerate(places):
        parts += [sentence[at:start], f"⟦{number}⟧"]
        at = end
    return "".join(parts) + sentence[at:]


@dataclass(slots=True)
class _Node(Generic[T]):
    """What may follow the words read so far, and what they mean if a phrase ends here."""

    following: dict[str, "_Node[T]"] = field(default_factory=dict)
    values: list[T] = field(default_factory=list)


class Phrases(Generic[T]):
    """Phrases with a value each; several may share their words. ``*`` stands for one to eight words."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._root: _Node[T] = _Node()
        for phrase, value in entries:
            node = self._root
            for word in phrase.split():
                for part in ("*",) if word == "*" else [w.plain for w in words(word)]:
                    node = node.following.setdefault(part, _Node())
            node.values.append(value)

    def find(self, text: Sequence[Word]) -> Iterator[Found[T]]:
        """The phrases in the order of the text; where several begin at one word the longest is meant, and none overlap."""
        starts, behind = self._root.following, -1
        for at, (word, _, _) in enumerate(text):
            if at > behind and word in starts and (found := self._longest(starts[word], text, at)):
                yield found
                behind = found.last

    def _longest(self, node: _Node[T], text: Sequence[Word], at: int) -> Found[T] | None:
        best = None
        first = at
        while True:
            if node.values:
                best = Found(tuple(node.values), first, at)
            if wild := node.following.get("*"):
                best = self._behind(wild, text, first, at) or best
            if at + 1 == len(text) or text[at + 1].plain not in node.following:
                return best
            at += 1
            node = node.following[text[at].plain]

    def _behind(self, wild: _Node[T], text: Sequence[Word], first: int, at: int) -> Found[T] | None:
        """A phrase that goes on behind a ``*``, which takes as few words as it can."""
        for place in range(at + 2, min(at + _MOST_WILD + 2, len(text))):
            node = wild.following.get(text[place].plain)
            if node and (found := self._longest(node, text, place)):
                return Found(found.values, first, found.last)
        return None
