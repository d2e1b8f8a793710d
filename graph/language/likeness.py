"""Likeness of what is asked to what is told, by the words they share, of which those that are rare in a report count most."""

import itertools
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from ..vocabulary import tokens

_DULL = frozenset(
    [
        *("a", "an", "the", "and", "or", "of", "to", "in", "on", "for", "with", "by", "at", "from", "as", "is", "are"),
        *("was", "were", "be", "been", "being", "that", "this", "these", "those", "their", "they", "them", "it", "its"),
        *(
            "which",
            "who",
            "when",
            "where",
            "so",
            "have",
            "has",
            "had",
            "not",
            "all",
            "including",
            "into",
            "than",
            "then",
        ),
        *("such", "can", "ensure", "ensuring", "ensures", "children", "child", "childrens", "young", "people", "local"),
        *(
            "authority",
            "recommendation",
            "recommendations",
            "improve",
            "strengthen",
            "should",
            "take",
            "action",
            "make",
        ),
        *("sure", "also", "more", "most", "but", "however", "there", "will", "s"),
    ]
)
_ENDINGS = re.compile(
    r"(?:ational|isation|ization|ements?|ments?|ations?|ions?|ities|ity|ings?|ives?|ances?|ences?|ness|edly|ingly"
    r"|ally|able|ates?|ated|ating|ed|ly|ers?|ies|es|al|s|e|y)$"
)
_SHORTEST = 4  # letters of a stem at least
_LONGEST = 40  # letters of a word that are looked at: no word has more, and endings of a longer run would be taken off for minutes


def stem(word: str) -> str:
    """A word without its endings, roughly: "assessments" and "assessed" are one."""
    while (found := _ENDINGS.search(word)) and found.start() >= _SHORTEST:
        word = word[: found.start()]
    return word


class _Stems(dict[str, str]):
    """Stems of words, made once for each; words that tell nothing have none."""

    def __missing__(self, word: str) -> str:
        self[word] = found = "" if word in _DULL or word.isdigit() else stem(word[:_LONGEST])
        return found


_STEMS = _Stems()


def terms(text: str) -> list[str]:
    """Stems of the words of a text that tell something, and pairs of neighbours among them."""
    words = list(filter(None, map(_STEMS.__getitem__, tokens(text))))
    return [*words, *map(" ".join, itertools.pairwise(words))]


@dataclass(frozen=True)
class Rarity:
    """How rare each term is among the texts of a report."""

    texts: int
    counts: Mapping[str, int]

    def of(self, term: str) -> float:
        """The weight of a term, as in BM25: high where few texts have it."""
        count = self.counts.get(term, 0)
        return math.log(1 + (self.texts - count + 0.5) / (count + 0.5))


def rarity(texts: Iterable[Iterable[str]], wanted: Collection[str]) -> Rarity:
    """How rare the wanted terms are among some texts."""
    terms = frozenset(wanted)
    sets = [terms.intersection(text) for text in texts]
    return Rarity(len(sets), Counter(itertools.chain.from_iterable(sets)))
