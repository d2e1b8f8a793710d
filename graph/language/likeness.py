"""Likeness of what is asked to what is told, by the words they share, of which those that are rare in a report count most.

How likely two texts say the same is weighed by ``ontology/likeness.json``, which ``tests/train_likeness.py`` makes.
"""

import itertools
import json
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import VocabularyError
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


@dataclass(frozen=True)
class Weights:
    """What shared words count for, and how likely it must be that a text says the ``same`` as another, or ``some`` of it."""

    bias: float
    share: float
    weight: float
    mutual: float
    near: float
    same: float
    some: float

    def likely(self, share: float, weight: float, mutual: float, near: bool = False) -> float:
        """How likely a text says the same, from 0 to 1.

        :param share: the share of the weight of what is asked that both have
        :param weight: that weight
        :param mutual: the share of the weight of what is told that both have
        :param near: whether it stands in a paragraph that tells what is said before or behind
        """
        sum_ = self.bias + self.share * share + self.weight * weight + self.mutual * mutual + self.near * near
        return 1 / (1 + math.exp(-sum_))


def load(path: Path) -> Weights:
    """The weights of a file.

    :raises VocabularyError: where the file is no JSON, or lacks a weight
    """
    try:
        return Weights(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError) as error:
        raise VocabularyError(
            f"{path}: not the weights of likeness ({error}); make it by tests/train_likeness.py"
        ) from error
