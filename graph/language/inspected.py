"""What clauses of an article say of the inspection itself: who inspected, when they came, and for how long."""

from collections.abc import Iterator
from decimal import Decimal

from ..facts import Code
from ..vocabulary import Vocabulary
from .clauses import trimmed
from .drafts import Draft, Sentence
from .stays import tells_time
from .teams import teams
from .verdicts import verdicts

_SHORT_SUBJECT = 30  # characters of "The inspection, "


class Inspected:
    """Reads who inspected and when they came."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._teams, self._verdicts = teams(vocabulary), verdicts(vocabulary)

    def clause(self, sentence: Sentence, a: int, b: int) -> tuple[list[Draft], tuple[int, int]]:
        """What ``text[a:b]`` says of it, and the stretch that is left for other claims, empty where there is none."""
        found = list(self.who(sentence, a, b))
        if found:
            a, b = _beside(sentence.text, a, b, found[0])
        if came := self._came(sentence, a, b, bool(found) and found[0].end <= a):
            return [*found, came], (b, b)
        return found, (a, b)

    def who(self, sentence: Sentence, a: int, b: int) -> Iterator[Draft]:
        """Who inspected: "A team of eight, led by Jo Sample"."""
        found = self._teams.find(sentence.text[sentence.start : sentence.end])
        if found and a <= sentence.start + found.start < b:
            count = {"value": Decimal(found.size), "unit": Code("unit", "count"), "counted": "inspectors"}
            fields = {"role": Code("role", found.role), **({"holder_name": found.name} if found.name else {})}
            start, end = sentence.start + found.start, sentence.start + found.end
            yield Draft(start, end, "post", None, {**fields, **(count if found.size else {})})

    def _came(self, sentence: Sentence, a: int, b: int, goes_on: bool) -> Draft | None:
        """When inspectors came, and for how long: "visited for a fortnight in March"."""
        front, visit = sentence.text[sentence.start : a], self._teams.is_visit(sentence.text[a:b])
        if not visit and len(front) < _SHORT_SUBJECT and self._teams.subject(front):
            a = sentence.start  # "The inspection, which took place in March, ..."
        text, when = sentence.text[a:b], sentence.dates(a, b)
        came = self._teams.is_visit(text) or (goes_on and self._teams.goes_on(text))
        if not came or not (when or tells_time(text)) or self._verdicts.codes(text):
            return None
        return Draft(a, b, "event", None, {"stated_date": when[0].iso} if when else {})


def _beside(text: str, a: int, b: int, team: Draft) -> tuple[int, int]:
    """The longer stretch of a clause in front of or behind what it says of the team."""
    front, behind = trimmed(text, a, max(a, min(team.start, b))), trimmed(text, min(b, max(a, team.end)), b)
    return max(front, behind, key=lambda each: each[1] - each[0])
