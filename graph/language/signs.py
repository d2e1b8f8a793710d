"""The words of ``ontology/figures.ttl`` as patterns: units, words that bend a number, comparators, and signs that a number is no figure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ..vocabulary import Vocabulary

_DEFINITE = re.compile(
    r"\b(?:(?:the|this|last|past|each|per|a|one|every|previous)\s+(?:(?:current|last|past|previous|same|school|academic)\s+){0,2}(?:year|years|day|week|quarter)|of\s+this\s+number)\s*$",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:s|ss|no|nos|para|paras|sec|tel|p|pp)\.\s*$", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\s*(?:[,.;:)]|$|(?:and|or|who|to|had|has|have|was|were|is|are|when|at)\b(?!\s+(?:other|further)))", re.IGNORECASE
)
JOINT = (
    r"(?:\s+(?:also|average|averages|figures?|rates?|levels?|median|of|is|was|were|are|at|which|being|for|in|the|all|stands|percentage|england|children|"
    r"looked|after|leavers|on|and|previous|performance|year|same|period|just|an|a|to|that|care|by|its|their|last|only|both|similar|areas|authorities|"
    r"national|statistical|neighbours|comparators?|london|value|inspection|ten|those|threshold|proportion|[a-z]+-year|current|latest|published)\b|[\s,(:‘’']|years?’?s?|’s\b|was\b)*$"
)
"""The words that may stand between a comparator and its number."""


@dataclass(frozen=True)
class Signs:
    """The words as patterns: those ``before`` a number, ``behind`` it, ``anywhere``, and the ``cues`` of comparators."""

    units: tuple[tuple[str, re.Pattern[str]], ...]
    qualifier: re.Pattern[str]
    qualifiers: dict[str, str]
    before: dict[str, re.Pattern[str]]
    behind: dict[str, re.Pattern[str]]
    anywhere: dict[str, re.Pattern[str]]
    cues: dict[str, re.Pattern[str]]
    cue_before: dict[str, re.Pattern[str]]
    any_cue: re.Pattern[str]

    def number_is_name(self, before: str, behind: str) -> bool:
        """Whether the words beside a number make it a name: a section, a year group, a distance."""
        if self.behind["name-behind"].match(behind) or _ABBREVIATED.search(before):
            return True
        found = self.before["name-before"].search(before)
        return bool(found) and not _DEFINITE.search(before)

    def is_age(self, before: str, behind: str) -> bool:
        """Whether the words beside a number make it an age."""
        return bool(self.behind["age-behind"].match(behind) or self.before["age-before"].search(before))

    def is_bare_age(self, text: str, start: int, behind: str) -> bool:
        """Whether a number without a thing that it counts is an age: "a boy of 12", "over four", "at 16"; not where something is stated."""
        before = self.before["age-before-bare"].search(text, max(0, start - 30), start)
        return bool(before and _NO_NOUN.match(behind) and not self.anywhere["stating"].search(text))


def _alternatives(labels: Iterable[str]) -> str:
    ordered = sorted({label.lower() for label in labels}, key=lambda label: (-len(label), label))
    return "|".join(re.escape(label).replace(r"\ ", r"[\s-]+") for label in ordered)


def _before(labels: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b({_alternatives(labels)})\s*$", re.IGNORECASE)


def _behind(labels: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:{_alternatives(labels)})(?![\w])", re.IGNORECASE)


def _anywhere(labels: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives(labels)})\b", re.IGNORECASE)


@lru_cache(maxsize=4)
def signs(vocabulary: Vocabulary) -> Signs:
    """The signs of a vocabulary, their patterns made once."""
    scheme = vocabulary.scheme
    sign = {
        code: [label for label in concept.labels if label != concept.label]
        for code, concept in scheme("figure-sign").items()
    }
    cues = {code: _anywhere(concept.labels) for code, concept in scheme("comparator").items()}
    qualifiers = {
        label.lower(): code
        for code, concept in scheme("qualifier").items()
        if code != "between"
        for label in concept.labels
    }
    return Signs(
        units=tuple(
            (code, re.compile(rf"\s?(?:{_alternatives(concept.labels)})(?!\w)", re.IGNORECASE))
            for code, concept in sorted(scheme("unit").items(), key=lambda item: -max(map(len, item[1].labels)))
            if code not in ("count", "pounds")
        ),
        qualifier=_before(qualifiers),
        qualifiers=qualifiers,
        before={code: _before(labels) for code, labels in sign.items()},
        behind={code: _behind(labels) for code, labels in sign.items()},
        anywhere={code: _anywhere(labels) for code, labels in sign.items()},
        cues=cues,
        cue_before={
            code: re.compile(cue.pattern + rf"(?:{JOINT}|[^,;.()]{{0,80}}\($)", re.IGNORECASE)
            for code, cue in cues.items()
        },
        any_cue=re.compile("|".join(cue.pattern for cue in cues.values()), re.IGNORECASE),
    )
