"""Laws: acts and regulations that a report cites, with the sections it names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Evidence
from ..facts import Entity, Fact
from ..structure import Report
from ..structure.passages import mend
from ..vocabulary import Vocabulary, slug

VERSION = 1
ANY_DOCUMENT = True

_WORD = r"(?:[A-Z][\w'’-]*|\([A-Z][^)]{1,60}\)|and|of|for|to|in|etc\.?|the|with)"
_TITLE = re.compile(
    rf"\b[A-Z][\w'’-]*,?(?:\s+{_WORD},?)*?\s+(?:Act|Regulations|Order|Measure)(?:\s+\([^)]{{2,40}}\))?(?:\s+\([A-Z]\w+\))?,?\s+(?P<year>(?:19|20)\d\d)\b"
)
_PROVISION = re.compile(
    r"\b(?:[Ss]ections?|[Ss]\.?|[Rr]egulations?|[Ss]chedules?)\s*(?P<number>\d+[A-Z]{0,2}(?:\(\d+\))?)\s+(?:of|to)\s+(?:the\s+)?$"
)
_LONGEST_PROVISION = 40  # characters of "section 47(1) of the" in front of a title
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
    for lines in (report.cover, *(section.lines for section in report.sections)):
        passage = mend(lines)
        for found in _TITLE.finditer(passage.text):
            start = found.end() - len(_uncovered(found.group()))
            named = _PROVISION.search(passage.text, max(0, start - _LONGEST_PROVISION), start)
            key = _clean(found.group()), named["number"] if named else ""
            places[key] += passage.evidence(report.document, named.start() if named else start, found.end())
    for (title, provision), evidence in places.items():
        law = Entity(("law", slug(title)), ("eli:LegalResource",), (("dcterms:title", title),))
        yield Citation(evidence=tuple(dict.fromkeys(evidence)), cites=law, provision=provision)


def _uncovered(title: str) -> str:
    """A title without words that only a capital at the start of a sentence made look like part of it."""
    while (shorter := _LEADING.sub("", title)) != title:
        title = shorter
    return title


def _clean(title: str) -> str:
    return re.sub(r",(?= (?:19|20)\d\d$)", "", re.sub(r"\s+", " ", _uncovered(title))).replace("’", "'")
