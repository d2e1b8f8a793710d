"""What a sentence says of events: begun, under way, planned or ended.

The wordings are the labels of the scheme ``event-status``, over sentences in which events are numbers (``⟦0⟧``).
"""

import re
from dataclasses import dataclass

from ..vocabulary import SCHEMA, SKOS, Concept, Vocabulary

OF_WHAT = r"(?:\s+(?:of|by|from|in|for|into|with|to|across|within)\s+(?:[\w'’-]+\s+){0,8}?[\w'’-]+)?"
AUXILIARY = (
    r"(?:,?\s*\b(?:which|that|was|were|is|has|have|had|been|being|also|both|first|formally|recently|jointly)\b)*,?\s*"
)
_EVENT = r"⟦(?P<event>\d+)⟧(?:\s*\([^)]{1,12}\))?"
_LEAD = r"(?P<lead>(?:[\w'’()-]+,?\s+){0,5}?)"
_WILD = r"(?:\S+\s+){0,3}?\S+"
_ADVERBS = r"(?:,?\s+(?:also|recently|now|since|currently|both|jointly|first|formally|previously|already))*"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that give an event a status; ``literal`` is a part of them that is quickly looked for."""

    pattern: re.Pattern[str]
    label: str
    literal: str
    status: str
    position: int


class Wordings:
    """The wordings of a vocabulary; ``told`` are those behind an event that have a date of it behind them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._fillers = frozenset(vocabulary.scheme_values("event-status", "filler"))
        self._beginnings = vocabulary.scheme_values("event-status", "beginning")
        self._plural = frozenset(vocabulary.scheme_values("event-status", "tellingPlural"))
        statuses = vocabulary.scheme("event-status").values()
        wordings = (_wording(label, status) for status in statuses for label in status.labels if "EVENT" in label)
        self._wordings = sorted(wordings, key=self._weight)
        outcomes = {label for status in statuses for label in status.all(f"{SKOS}hiddenLabel")}
        told = {w.literal for w in self._wordings if w.label.startswith("EVENT ") and w.label not in outcomes}
        behind = sorted(told, key=lambda words: (-len(words), words))
        self.told = re.compile(rf"{AUXILIARY}\b(?:{'|'.join(map(re.escape, behind))})\b", re.IGNORECASE)

    def _weight(self, wording: Wording) -> tuple[int, bool, bool, str]:
        """The order of wordings, the most telling first."""
        begins = any(word in wording.label for word in self._beginnings)
        return wording.position, not begins, not self.is_of_many(wording), wording.label

    def is_of_many(self, wording: Wording) -> bool:
        """Whether a wording speaks of several events that there were, and not of such events in general."""
        return not self._plural.isdisjoint(wording.label.split())

    def of(self, masked: str) -> dict[int, Wording]:
        """The words that give each event of a sentence its status, by its number in the sentence."""
        lower = masked.lower()
        found: dict[int, Wording] = {}
        for wording in self._wordings:
            for match in wording.pattern.finditer(masked) if wording.literal in lower else ():
                if self.fills(match.groupdict().get("lead") or ""):
                    found.setdefault(int(match["event"]), wording)
        return found

    def fills(self, lead: str) -> bool:
        """Whether all words may stand between a wording and its event without changing what is said."""
        return all(word.strip(",()").lower() in self._fillers or word[:1].isupper() for word in lead.split())


def _wording(label: str, status: Concept) -> Wording:
    literal = max(re.split(r"\*|EVENT", label), key=len).strip().lower()
    before, _, behind = label.partition("EVENT")
    parts = [rf"(?<!\w){_words(before)}\s+{_LEAD}" if before.strip() else "", _EVENT]
    parts.append(rf"{OF_WHAT}{_ADVERBS},?\s+{_words(behind)}(?!\w)" if behind.strip() else "")
    position = int(status.one(SCHEMA + "position", "99"))
    return Wording(re.compile("".join(parts), re.IGNORECASE), label, literal, status.code, position)


def _words(text: str) -> str:
    return r"\s+".join(_WILD if word == "*" else re.escape(word) for word in text.split())
