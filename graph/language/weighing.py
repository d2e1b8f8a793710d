"""Praise and blame in a sentence: what is seen in it, and what a small model of weights makes of that.

The words are those of the scheme ``cue`` in ``ontology/polarity.ttl``; their weights, and those of single words, stand in
``ontology/polarity.json``, which ``tests/train_polarity.py`` makes.
"""

import itertools
import json
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..errors import VocabularyError
from ..vocabulary import Vocabulary, tokens

_CONDITION = re.compile(
    r"^(?:(?:however|nevertheless|overall|in addition|consequently|for example),? )?"
    r"(?:when|where|whenever|if|once|while|whilst|although|though|despite|even though|notwithstanding)\b[^,;]*,",
    re.IGNORECASE,
)
_CONCESSION = re.compile(r",? (?:although|though|even though|despite)\b[^,;.]*", re.IGNORECASE)
_BEFORE_BUT = re.compile(r"^.*?(?: (?=but\b(?! also))|[,;] (?=(?:yet|however)\b))", re.IGNORECASE)
_MAY_TURN = re.compile(r" (?:but|yet|however) ")  # looked for first, being quick
_NOT_ONLY = re.compile(r"\bnot (?:only|just)\b", re.IGNORECASE)
_A_FEW = re.compile(r"\ba (?:few|little)\b", re.IGNORECASE)  # "few" alone says that it is rare
_FEWEST = 20  # characters that a main statement has at least; what is shorter was cut wrongly
_FEWEST_KNOWN = 2  # words that must be known before a sentence is weighed
_SHARE_KNOWN = 0.35  # and their share; half of the sentences of real reports have more than three quarters
_REACH = {"not": 5, "scarce": 7}  # words behind a negation, or behind "too few", that it may turn round
_NEAR = 4  # words behind "avoid" or "few" that are undone, and before "avoided"
_TURNED = frozenset(["praise", "shown", "blame", "delay"])
_UNDONE = frozenset(["blame", "delay"])
# They open what is said beside the main statement.
_BESIDE = frozenset(["where", "when", "who", "whose", "if", "once", "unless", "until"])
_DULL = frozenset(["the", "a", "an"])
_BEING = frozenset(["is", "are", "was", "were", "be", "been", "remains", "remain", "have", "has"])
_SINGLE_DULL = frozenset(
    [
        *("of", "to", "and", "in", "for", "with", "on", "by", "from", "at", "as", "that", "their", "this", "its", "it"),
        *("which", "who", "his", "her", "or", "inspectors", "children", "s"),
    ]
)
_BLAMING = frozenset(["blame", "need", "excess", "rare", "scarce", "not praise", "not", "delay", "not shown"])
_PRAISING = frozenset(["praise", "shown"])
_WEIGHING = frozenset(
    [
        "=praise",
        "=praise twice",
        "=blame",
        "=blame twice",
        "=need",
        "=scarce",
        "=not praise",
        "=less delay",
        "=less blame",
        "=not blame",
        "=not delay",
    ]
)
_TELLING = frozenset(["blame", "scarce", "praise", "not", "not praise", "need", "excess"])
_NUMBERS = frozenset(["#"])
_HUNDREDTHS = 100
SIGNS = ("+", "-", "0")


def main_statement(sentence: str) -> str:
    """A sentence without the clauses that concede or set a condition, and without what stands before "but"."""
    text = _CONCESSION.sub("", sentence) if "though " in sentence or "espite " in sentence else sentence
    text = text if len(text) >= _FEWEST else sentence
    for pattern in (_CONDITION, _BEFORE_BUT):
        found = pattern.match(text) if pattern is _CONDITION or _MAY_TURN.search(text) else None
        if found and len(text) - found.end() >= _FEWEST and not (pattern is _BEFORE_BUT and _NOT_ONLY.search(text)):
            text = text[found.end() :]
    return text.strip()


class _Plain(dict[str, str]):
    """Words as they are weighed, made once for each: numbers are all the same, and articles are none."""

    def __missing__(self, word: str) -> str:
        self[word] = plain = "" if word in _DULL else "#" if word[0].isdigit() else word
        return plain


_PLAIN = _Plain()


def _words(text: str) -> tuple[str, ...]:
    text = _A_FEW.sub("some", text) if "few" in text or "little" in text else text
    return tuple(filter(None, map(_PLAIN.__getitem__, tokens(text))))


class Cues:
    """The words and phrases that weigh, with their kinds."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        # By their first word, and by their second, which is "" where there is none.
        self._starts: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = defaultdict(lambda: defaultdict(list))
        for concept in vocabulary.scheme("cue").values():
            for first, *rest in map(_words, concept.labels[1:]):
                self._starts[first][rest[0] if rest else ""].append((tuple(rest), concept.code))
        for seconds in self._starts.values():
            for phrases in seconds.values():
                phrases.sort(key=lambda entry: (-len(entry[0]), entry))

    def found(self, words: tuple[str, ...]) -> list[tuple[int, str]]:
        """Places and kinds of the cues among some words, in order; the longest phrase takes its words."""
        places, free, starts = [], 0, self._starts
        following = (*words[1:], "")
        for place in [place for place, word in enumerate(words) if word in starts]:
            if place < free:
                continue
            seconds = starts[words[place]]
            for rest, kind in (*seconds.get(following[place], ()), *seconds.get("", ())):
                end = place + 1 + len(rest)
                if words[place + 1 : end] == rest:
                    places.append((place, kind))
                    free = end
                    break
        return places


@dataclass(frozen=True, slots=True)
class _Seen:
    """The words of a main statement, the kinds of cues among them, and how it follows on what was said before."""

    words: tuple[str, ...]
    kinds: frozenset[str]
    link: str


@dataclass(frozen=True, slots=True)
class Features:
    """What is seen in a sentence: its words, and else pairs of words and kinds of cues."""

    words: frozenset[str]
    others: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Both together."""
        return self.words | self.others


def features(sentences: Sequence[str], cues: Cues) -> list[Features]:
    """What is seen in each sentence of a finding.

    ``=`` marks kinds of cues, ``<`` those of the sentence before with the way in which this one follows on it.
    """
    seen = [_look(sentence, cues) for sentence in sentences]
    return [_features(each, before) for before, each in zip((None, *seen), seen, strict=False)]


def _look(sentence: str, cues: Cues) -> _Seen:
    words = _words(main_statement(sentence))
    found = cues.found(words)
    kinds = frozenset(_kinds(words, found))
    follows = bool(found) and found[0] == (0, "follow")
    return _Seen(words, kinds, "follow" if follows else "turn" if "turn" in kinds else "other")


def _features(each: _Seen, before: _Seen | None) -> Features:
    seen = {*map(" ".join, itertools.pairwise(each.words)), *["=" + kind for kind in each.kinds]}
    if not each.kinds & _BLAMING:
        seen.add("=no blame")
    if not each.kinds & _PRAISING:
        seen.add("=no praise")
    if before is None:
        seen.add("<first")
    else:
        seen.update([f"<{each.link} {kind}" for kind in before.kinds & _TELLING])
    return Features(frozenset(each.words) - _SINGLE_DULL, frozenset(seen))


def _kinds(words: Sequence[str], found: list[tuple[int, str]]) -> Iterator[str]:
    """Kinds of cues among words; praise and blame that are negated, undone or rare are kinds of their own."""
    negation, turned, rarity = 0, -1, -_NEAR - 1
    undoing = [place for place, kind in found if kind == "less"]
    beside = next((place for place, word in enumerate(words) if place and word in _BESIDE), len(words))
    counts: dict[str, int] = defaultdict(int)
    for place, kind in found:
        name = kind
        if kind in _TURNED:
            if place <= turned and words[negation : negation + 2] != ("not", "only"):
                name = f"not {kind}"
            elif kind in _UNDONE and (place - rarity <= _NEAR or any(abs(place - at) <= _NEAR for at in undoing)):
                name = f"less {kind}"
        elif kind in _REACH:
            negation, turned = place, place + _REACH[kind]
        elif kind == "rare":
            rarity = place
        if place and name in _TURNED and (words[place - 1] in _BEING or words[place - 2] in _BEING):
            yield f"is {name}"
        name = f"~{name}" if place > beside else name
        counts[name] += 1
        yield name
    for name, count in counts.items():
        if count > 1:
            yield f"{name} twice"


@dataclass(frozen=True)
class Model:
    """Weights of what may be seen in a sentence, for praise, blame and neither, in the order of ``SIGNS``.

    Biases and weights are hundredths, so that sums of them are exact in any order.
    """

    bias: tuple[int, ...]
    margins: tuple[float, ...]
    weights: Mapping[str, tuple[int, ...]]

    def chances(self, seen: Features) -> tuple[float, ...]:
        """How likely each sign is, in the order of ``SIGNS``; they add up to one, and are all the same where too few words are known."""
        weights = self.weights
        known = seen.words & weights.keys()
        if not self._knows(len(known), seen):
            return (1 / len(SIGNS),) * len(SIGNS)
        found = [weights[name] for name in (*known, *(seen.others & weights.keys()))]
        sums = list(map(sum, zip(self.bias, *found, strict=True)))
        highest = max(sums)
        powers = [math.exp((value - highest) / _HUNDREDTHS) for value in sums]
        total = math.fsum(powers)
        return tuple([power / total for power in powers])

    @staticmethod
    def _knows(words: int, seen: Features) -> bool:
        """Whether enough words of a sentence are known to weigh it: a text in another language, or none at all, is not praise."""
        known = words + len(seen.others & _WEIGHING)
        return known >= _FEWEST_KNOWN and known >= _SHARE_KNOWN * len(seen.words - _NUMBERS)

    def sign(self, chances: tuple[float, ...]) -> str:
        """The sign that is likeliest by more than its margin."""
        # Where all chances are equal, the margins leave neither as the sign.
        lead = [chance - margin for chance, margin in zip(chances, self.margins, strict=True)]
        return SIGNS[lead.index(max(lead))]


def _hundredths(values: Sequence[float]) -> tuple[int, ...]:
    return tuple(round(value * _HUNDREDTHS) for value in values)


@lru_cache(maxsize=2)
def load(path: Path) -> Model:
    """The model in a file.

    :raises VocabularyError: if there is none, or it is not of this form
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        weights = {name: _hundredths(values) for name, values in stored["weights"].items()}
        return Model(_hundredths(stored["bias"]), tuple(stored["margins"]), weights)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VocabularyError(
            f"{path.name}: cannot be read as weights ({error}); make it again with python -m tests.train_polarity"
        ) from error
