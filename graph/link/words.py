"""The words of ``ontology/links.ttl`` by which figures are compared and findings are weighed."""

import re
from functools import lru_cache

from ..language.likeness import stem
from ..vocabulary import vocabulary

INSPECTION = "now, at the inspection"
PRESENT = frozenset({"now", INSPECTION})


def _values(name: str, scheme: str = "contradiction") -> tuple[str, ...]:
    return vocabulary().scheme_values(scheme, name)


@lru_cache(maxsize=1)
def hollow() -> frozenset[str]:
    """Stems of words that do not say what is counted."""
    return frozenset(map(stem, _values("hollowWord")))


@lru_cache(maxsize=8)
def wording(name: str, scheme: str = "contradiction") -> re.Pattern[str]:
    """Any of the wordings of a kind."""
    words = sorted(map(re.escape, _values(name, scheme)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def said_now(text: str) -> frozenset[str]:
    """Which words of the present a sentence has: those of the time of the inspection stand for any others."""
    if wording("inspectionWording").search(text):
        return PRESENT
    return frozenset({"now"} if wording("presentWording").search(text) else ())


@lru_cache(maxsize=100)
def is_fact_list(section: str) -> bool:
    """Whether a section lists facts about an area: its figures are parts of each other, and do not tell of which."""
    known = vocabulary().scheme("section").get(section)
    return known is not None and known.one("holds") == "facts"


def shared(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of all words that both have."""
    return len(left & right) / len(left | right) if left | right else 0.0
