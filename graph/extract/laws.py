"""Laws: acts, regulations and statutory guidance that a report cites, with the sections it names and under their right titles."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..document import Evidence
from ..facts import Entity, Fact
from ..structure import Report
from ..structure.passages import mend
from ..vocabulary import Vocabulary, slug, tokens

VERSION = 2
ANY_DOCUMENT = True

# Words and letters have limits, without which a long run of capitals would take hours.
_NAME = r"[A-Z][\w'’-]{0,40}"
_WORD = rf"(?:{_NAME}|\([A-Z][^)]{{1,60}}\)|and|of|for|to|in|etc\.?|the|with)"
_TITLE = re.compile(
    rf"\b{_NAME},?(?:\s+{_WORD},?){{0,30}}?\s+(?:Act|Regulations|Order|Measure)(?:\s+\([^)]{{2,40}}\))?(?:\s+\([A-Z]\w+\))?,?\s+(?P<year>(?:19|20)\d\d)\b"
)
_PROVISION = re.compile(
    r"\b(?:[Ss]ections?|[Ss]\.?|[Rr]egulations?|[Ss]chedules?)\s*(?P<number>\d+[A-Z]{0,2}(?:\(\d+\))?)\s+(?:of|to)\s+(?:the\s+)?$"
)
_LONGEST_PROVISION = 40  # characters of "section 47(1) of the" in front of a title
# A short name of regulations with the full title in brackets behind it: the full one counts.
_SHORT_NAME = re.compile(r"^.*\b(?:Act|Regulations|Order)\s+\(The\s+")
_LEADING = re.compile(r"^(?:The|Under|Of|In|And|For|To|This|That|With)\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Fact):
    """A law that a report cites; ``provision`` is the section where one is named."""

    cites: Entity
    provision: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        return ("citation", self.cites.path[-1], self.provision.lower() or "whole")


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """One citation for each law and provision, with every place that cites it."""
    places: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for passage in (mend(report.cover), *(section.passage for section in report.sections)):
        for found in _TITLE.finditer(passage.text):
            start = found.end() - len(_uncovered(found.group()))
            named = _PROVISION.search(passage.text, max(0, start - _LONGEST_PROVISION), start)
            key = _right(_clean(found.group()), vocabulary), named["number"] if named else ""
            places[key] += passage.evidence(report.document, named.start() if named else start, found.end())
        for title, found in _guidance(passage.text, vocabulary):
            places[title, ""] += passage.evidence(report.document, *found.span())
    for (title, provision), evidence in places.items():
        law = Entity(("law", slug(title)), ("eli:LegalResource",), (("dcterms:title", title),))
        yield Citation(evidence=tuple(dict.fromkeys(evidence)), cites=law, provision=provision)


@lru_cache(maxsize=4)
def _titles(vocabulary: Vocabulary) -> dict[tuple[str, ...], str]:
    return {tokens(label): law.label for law in vocabulary.scheme("law-title").values() for label in law.labels}


@lru_cache(maxsize=4)
def _guides(vocabulary: Vocabulary) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Titles of guidance, and patterns for them with the year behind."""
    return tuple(
        (
            law.label,
            re.compile(r"\W+".join(map(re.escape, tokens(label))) + r"\b(?:\W{1,4}(?P<year>20\d\d))?", re.IGNORECASE),
        )
        for law in vocabulary.scheme("law-title").values()
        for label in law.labels
        if law.one("guidance") == "true"
    )


def _guidance(text: str, vocabulary: Vocabulary) -> Iterator[tuple[str, re.Match[str]]]:
    for title, pattern in _guides(vocabulary):
        for found in pattern.finditer(text):
            yield f"{title} {found['year'] or ''}".strip(), found


def _right(title: str, vocabulary: Vocabulary) -> str:
    """The right title of a law that is known, under whatever misprint; an unknown one keeps its own."""
    return _titles(vocabulary).get(tokens(title), title)


def _uncovered(title: str) -> str:
    """A title without words that only a capital at the start of a sentence made look like part of it."""
    title = _SHORT_NAME.sub("", title)
    while (shorter := _LEADING.sub("", title)) != title:
        title = shorter
    return title


def _clean(title: str) -> str:
    return re.sub(r",(?= (?:19|20)\d\d$)", "", re.sub(r"\s+", " ", _uncovered(title))).replace("’", "'")
