"""Which measure of ``ontology/measures.ttl`` a figure states, told by the words of its clause and its unit."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from ..vocabulary import SKOS, Concept, Vocabulary, tokens

_WILD = r"(?:\S+ ){0,8}"
_NUMBER = "numberstandshere"
_OF_CHILDREN = frozenset(("children", "young", "people", "looked", "after", "whom"))
_MOST_WORDS = 45  # a longer clause says more than a measure and its value
_STATES = 60  # characters before a number in which its rise or fall is told
_QUANTITY = re.compile(
    r"\b(?:most|too many|(?:the )?(?:\w+ )?(?:\w+ )?majority of|few|only a few"
    r"|an? \w+ (?:\w+ )?(?:proportion|number|percentage|minority) of)\b"
    r"([^…()]*)\(\s*…\s*\)"
)
_MANY = re.compile(
    r"\ban? (?:\w+ ){1,2}(?:number|percentage|proportion|majority|minority)"
    r"\s*[–,(-]*\s*…\s*[–,)-]*(?:\([^()]*\))?\s*[–,-]*\s*of\b"
)
_OUTSIDE = re.compile(r"\([^()…]*\)|[()]")

Beside = tuple[str, str]
"""What a text says before a number and behind it."""


@dataclass(frozen=True, slots=True)
class _Wording:
    code: str
    pattern: re.Pattern[str]
    units: frozenset[str]
    weight: tuple[int, int]
    in_group: bool


class Measures:
    """Finds the measure of a figure."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._wordings = _Wordings(vocabulary)
        self._by_word: dict[str, list[_Wording]] = defaultdict(list)
        self._holders = {
            label.lower(): each.label for each in vocabulary.scheme("holder").values() for label in each.labels
        }
        named = "|".join(sorted(map(re.escape, self._holders), key=lambda label: (-len(label), label)))
        self._holder = re.compile(rf"\b(?:{named})\b", re.IGNORECASE)
        self._stated: dict[tuple[str, ...], list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for code, concept in vocabulary.scheme("measure").items():
            for label in (*_whole(concept), *concept.all(SKOS + "hiddenLabel")):
                if "#" in label:
                    self._stated[self._told(label)].append((code, _units(concept)))
                else:
                    key, wording = _wording(code, concept, tokens(label), label in _whole(concept))
                    self._by_word[key].append(wording)
        starts = {tokens(label) for label in self._holders.values()}
        self._held = {told[len(start) :] for told in self._stated for start in starts if told[: len(start)] == start}

    def stated(self, clause: str, unit: str, names: frozenset[str] = frozenset(), beside: Beside = ("", "")) -> str:
        """The code of the measure that a clause states and nothing beside it; the clause has "…" where the number was.

        ``names`` are words of the authority's name, which do not change what is counted in it; ``beside`` is what stands before
        the number and behind it, which may tell whose it is.
        """
        told = tuple(word for word in self._told(clause) if word not in names)
        found = self._stated.get(told) or (told in self._held and self._stated.get((*self._named(beside), *told))) or ()
        return next((code for code, units in found if unit in units), "")

    def _named(self, beside: Beside) -> tuple[str, ...]:
        """Who was named last, else who is named next, in the words of a label: nothing where nobody is."""
        before, behind = ([found[0].lower() for found in self._holder.finditer(text)] for text in beside)
        named = [*before[-1:], *behind[:1]]
        return tokens(self._holders[named[0]]) if named else ()

    def find(self, subject: str, unit: str, part_of_group: bool = False) -> str:
        """The code of the measure whose wording fits a fact of a list best; ``part_of_group`` for "of whom ..."."""
        words = tokens(subject)
        text = " " + " ".join(words) + " "
        fitting = [
            (wording, found)
            for word in dict.fromkeys(words)
            for wording in self._by_word.get(word, ())
            if unit in wording.units
            and (wording.in_group or not part_of_group)
            and (found := wording.pattern.search(text))
        ]
        if not fitting:
            return ""
        best, found = max(fitting, key=lambda each: (each[0].weight, each[0].code))
        return best.code if self._covers(found, text) else ""

    def _covers(self, found: re.Match[str], text: str) -> bool:
        """Whether a wording is the greater part of what is said, small words and those of children aside."""
        own = sum(word not in self._wordings.beside for word in found.group().split())
        others = (text[: found.start()] + text[found.end() :]).split()
        rest = sum(not (word in self._wordings.beside or word in _OF_CHILDREN or word.isdigit()) for word in others)
        return own >= rest

    def _told(self, clause: str) -> tuple[str, ...]:
        return tuple(word for word in self._wordings.put(clause).split() if word not in self._wordings.beside)


class _Wordings:
    """Brings clauses that say the same into the same words; ``beside`` are words that do not change what is counted."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        sign = vocabulary.scheme("figure-sign")
        self.beside = frozenset(_labels(sign["beside-measure"]))
        self._variants: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
        for concept in vocabulary.scheme("wording").values():
            for words in {tokens(label) for label in concept.labels}:
                self._variants[words[0]].append((words, tokens(concept.label)))
        for variants in self._variants.values():
            variants.sort(key=lambda variant: (-len(variant[0]), variant))
        change = "|".join(_labels(vocabulary.scheme("comparator")["previous"]))
        level = "|".join(_labels(sign["level"]))
        self._states = re.compile(
            rf"\b(?:{change}) (?:\w+ly )?(?:from (?:\S+ ){{0,8}}?)?to (?:(?:current|average|level|an|the|just|only|of) )*$"
            rf"|\b(?:(?:\w+ly|too|very|still|also) )*(?:{level}) (?:(?:only|at|currently|just) )*$"
        )

    def put(self, clause: str) -> str:
        """A clause as words, the preferred ones where there are others; a share in brackets stands where its words are."""
        clause = clause.lower().replace("#", "…")
        if "(" in clause or "–" in clause:
            clause = _OUTSIDE.sub(" ", _QUANTITY.sub(r" … \1 ", _MANY.sub("… of", clause)))
        words = tokens(clause.replace("…", f" {_NUMBER} "))
        if len(words) > _MOST_WORDS:
            return ""
        once = self._preferred(words)
        text = " ".join(self._preferred(once) if once != words else once)
        place = text.find(_NUMBER)
        found = self._states.search(text, max(0, place - _STATES), place)
        return text[: found.start()] + text[place:] if found else text

    def _preferred(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Words with the preferred ones in place of others; twice, for a preferred label may be part of another."""
        kept: list[str] = []
        at = 0
        while at < len(words):
            for variant, preferred in self._variants.get(words[at], ()):
                if words[at : at + len(variant)] == variant:
                    kept += preferred
                    at += len(variant)
                    break
            else:
                kept.append(words[at])
                at += 1
        return tuple(kept)


def _labels(concept: Concept) -> tuple[str, ...]:
    return tuple(label for label in concept.labels if label != concept.label)


def _whole(concept: Concept) -> tuple[str, ...]:
    return concept.all(SKOS + "prefLabel") + concept.all(SKOS + "altLabel")


def _units(concept: Concept) -> frozenset[str]:
    return frozenset(concept.codes("measuredIn"))


def _wording(code: str, concept: Concept, words: tuple[str, ...], whole: bool) -> tuple[str, _Wording]:
    pattern = "".join(_WILD if word == "*" else re.escape(word) + " " for word in words)
    fixed = [word for word in words if word != "*"]
    compiled = re.compile(rf"^ (?:the |these |only |number of )*{pattern}$" if whole else rf" {pattern}")
    weight = len(fixed), sum(map(len, fixed))
    return max(fixed, key=len), _Wording(code, compiled, _units(concept), weight, concept.one("withinGroup") == "true")


@lru_cache(maxsize=4)
def measures(vocabulary: Vocabulary) -> Measures:
    """The measures of a vocabulary, their patterns made once."""
    return Measures(vocabulary)
