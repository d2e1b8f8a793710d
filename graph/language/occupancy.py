"""What a sentence says of the occupancy of posts: vacant, interim, appointed, left, and since or until when.

The wordings are the labels of the scheme ``post-status``, over sentences in which titles are numbers (``⟦0⟧``).
"""

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ..vocabulary import SCHEMA, Concept, Vocabulary
from .titles import either

_MONTHS = list(calendar.month_name)
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?\b(?P<month>{'|'.join(_MONTHS[1:])})\b(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
    r"|(?<![\d/–-])(?P<alone>(?:19|20)\d\d)\b(?![–/-]\d)"
)
_DATE_LEAD = re.compile(
    r"\b(?:since|in|from|on|until|of|by|late|early|mid|spring|summer|autumn|winter|post|started|commenced)[\s-]+(?:the\s+)?$",
    re.IGNORECASE,
)
_EVENT = re.compile(r"\b(?:appoint|recruit|took|joined|left|retired|resigned)", re.IGNORECASE)
_OPENING = re.compile(r"\W*(?:In|Since|From|At the (?:end|beginning|start) of|During)\s+(?:early |late |mid-?)?$")
_REACH = 60  # characters behind the words of a status within which its date stands
# No date of another clause.
_FEW_WORDS = re.compile(
    r"\W*(?:(?!(?:and|but|before|after|following|while|whilst|when|which|who)\b)[\w'-]+\W+){0,5}$", re.IGNORECASE
)
_WILD = r"(?:[^\s⟦⟧.;:]+\s+){0,7}?[^\s⟦⟧.;:]+"
_LEAD = r"(?P<lead>(?:[\w'-]+,?\s+){0,7}?)"
_TITLE = r"⟦\d+⟧(?:'s?)?(?:\s*\(⟦\d+⟧\))?"
_JOINED = rf"(?:(?:,\s|(?:,? and|,? or|,? as well as|/)\s+(?:\w+\s+){{0,3}}){_TITLE})*"
_JOINS = re.compile(
    r"^(?:POST|SEAT)|\b(?:of|in|to|among|at) (?:POST|SEAT)|(?:POST|SEAT) \w"
)  # an interim director and head of service are not both interim
_SEAT = r"\s+(?:posts?|roles?|positions?|levels?)\b"
_SEATS = ("post", "role", "position")
_SEAT_OF = r"(?:(?:posts?|roles?|positions?)\s+(?:of|for|as)\s+(?:an?\s+|the\s+|its\s+)?)?"
# What may be said of a holder before the words of the status: "(the DCS)", ", a former nurse,", ", who".
_ASIDE = r"(?:\s*\([^)⟦]{1,40}\))?(?:,\s(?:[^⟦⟧.;:,]{3,80}),)?(?:,?\s+(?:who|which|and)\b)?,?"
_TOKENS = {
    "WAS": r"(?:is|are|was|were|remains?|remained|(?:has|have|had)\s+been)",
    "HAS": r"(?:(?:has|have|had)\s+)?",
    "HER": r"(?:her|his|their|its|the|this|that)",
    "WILL": r"(?:will(?:\s+be)?|(?:is|are)\s+(?:(?:both|due|about|expected|set|soon)\s+)*to|(?:has|have)\s+yet\s+to)",
    "AUTHORITY": r"(?:the\s+)?(?:local\s+)?(?:authority|council|organisation|department|service|county|borough|city|(?-i:[A-Z][a-z]+))",
    "END": r"(?=\s*(?:[.,;:)]|$)|\s+(?:during|since|after|before|shortly|recently|last|suddenly|within|over|while|several|twice"
    r"|three|four|frequently|significantly|in (?:the|early|late|mid|(?-i:[A-Z\d]))|at (?:the|short)))",
}
_MARK = re.compile(r"⟦(\d+)⟧")
_LETTERS = re.compile(r"[a-z]+")
_COMMON = frozenset(["been", "being", "about", "including", "especially", "particularly", "also", "the", "as"])
_CLAUSE = 70  # characters before the words of a status within which they may be denied
# "Less" of an amount: "a reduction in the high turnover".
_QUANTITY = r"(?:the|its|their|a|an|in|of|on|use|levels?|rates?|numbers?|amount|reliance|dependence|dependency|frequent|staff|high)"
_SAID_OF_IT = (
    r"(?:[^.;:,⟦⟧]|,(?! (?:but|which|while|and)\b)){0,60}?"  # what stands between an amount and what became of it
)
_BECAME = r"\b(?:is|are|was|were|remains?|remained|has|have|had)(?:\s+been)?"
# "Changes of managers have slowed progress" says nothing of fewer changes.
_NO_OBJECT = (
    r"(?=\s*(?:[.,;:)]|$)|\s+(?:and|but|in|since|over|to|from|by|as|for|with|at|within|across|because|due|\w+ly)\b)"
)
_AMOUNT_OF = re.compile(r"\b(?:reliance on|dependence on|use of|numbers? of|levels? of|rates? of)\s+$", re.IGNORECASE)
_AMOUNTS = (
    "turnover",
    "change",
    "churn",
    "instability",
    "turbulence",
    "vacanc",
    "POST turnover",
    "POST churn",
    "POST instability",
    "SEAT vacanc",
)
_BETWEEN = r"(?!(?:but|because|although|as)\b)[\w'-]+"  # words between a denial and what it denies
_CURRENT = re.compile(r"\b(?:current|present|existing)\b", re.IGNORECASE)
# Where one more is sought, or one for this alone ("no dedicated officer"), the post is not vacant.
_MORE = re.compile(
    r"\b(?:additional|more|further|another|extra|second|dedicated|specialist|single|sole)\b", re.IGNORECASE
)
_NEW = frozenset(["new", "newly", "recent", "recently"])
_UNTIL_THEN = ("interim", "acting", "temporary")  # what comes next in the sentence is its end
APPOINTED, IN_POST = "newly-appointed", "in-post"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a sentence says of a title, by its place among the titles; ``position`` tells how telling the status is, the least first;
    ``fresh`` is whether the sentence says that something is new.
    """

    number: int
    status: str
    position: int
    start: str = ""
    end: str = ""
    holder: int | None = None
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class LostYear:
    """A month that is printed without its year."""

    month: str


@dataclass(frozen=True)
class _Wording:
    """Words that give a post a status, those that a sentence must have for it, and what a date beside them means."""

    label: str
    needs: frozenset[str]
    status: str
    position: int
    dates: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words over a sentence in which titles are numbers; ``lead`` is what stands between them and the title behind."""
        words = self.label.split()
        parts: list[str] = []
        for word in words:
            # What may be missing brings its own space.
            joint = r"\s+" if parts and word != "END" and words[len(parts) - 1] != "HAS" else ""
            lead = bool(parts) and not words[len(parts) - 1].startswith("*")
            parts.append(joint + self._piece(word.rstrip(","), lead, len(parts) < len(words) - 1))
        # A leader who "has been appointed as chair" of something else is no new leader.
        other = r"(?!\s+(?:as|to)\b)" if words[-1] == "appointed" else ""
        # "There is no post vacant" means the contrary of "there is no manager".
        other += r"(?![^.;]*\b(?:vacan|unfilled))" if "no" in words else ""
        return re.compile(r"(?<![\w-])(?<!such )" + "".join(parts) + r"(?!\w)" + other, re.IGNORECASE)

    def _piece(self, word: str, lead: bool, followed: bool) -> str:
        if word in ("POST", "SEAT"):
            posts = rf"(?P<posts>{_TITLE}{_JOINED if _JOINS.search(self.label) else ''})"
            posts = rf"{_SEAT_OF}{posts}(?:{_SEAT})?" if word == "SEAT" else rf"{posts}(?!{_SEAT})"
            return (_LEAD if lead else "") + posts + (_ASIDE if followed else "")
        if word == "HOLDER":
            return r"⟦(?P<holder>\d+)⟧"
        return _TOKENS.get(word) or (_WILD if word == "*" else f"{re.escape(word)}{'s?' if word in _SEATS else ''},?")


class Occupancy:
    """Finds the wordings of a vocabulary; ``words`` are those by which a sentence is worth a look."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        values = {
            name: vocabulary.scheme_values("post-status", name)
            for name in ("filler", "companion", "adverb", "denial", "past", "less", "lessened")
        }
        self._fillers = frozenset(values["filler"])
        self._companions = re.compile(rf"\b{either(values['companion'])}(?:,| and| or)\s", re.IGNORECASE)
        denials = either(values["denial"])
        # Before a title as the subject fewer words: "not harmed by the director leaving" denies nothing of the director.
        self._denials = {
            reach: re.compile(
                rf"\b(?:{denials}\s+(?:{_BETWEEN}\s+){{0,{reach}}}|no\s+(?:{_BETWEEN}\s+){{0,4}})$", re.IGNORECASE
            )
            for reach in (2, 4)
        }
        self._less = re.compile(rf"\b{either(values['less'])}\s+(?:{_QUANTITY}\s+){{0,5}}$", re.IGNORECASE)
        self._lessened = re.compile(
            rf"{_SAID_OF_IT}{_BECAME}\s+(?:\w+ly\s+)?{either(values['lessened'])}{_NO_OBJECT}", re.IGNORECASE
        )
        self._past = re.compile(rf"(?<!the )\b{either(values['past'])}\b", re.IGNORECASE)
        self._wordings: defaultdict[str, list[_Wording]] = defaultdict(list)
        self._adverbs = re.compile(rf"(?<![\w-]){either(values['adverb'])}\s+", re.IGNORECASE)
        for status in vocabulary.scheme("post-status").values():
            for label in status.labels[1:]:
                self._wordings[_telling(label)].append(_wording(label, status))
        self.words = frozenset(self._wordings) - _COMMON

    def read(self, masked: str, said: frozenset[str]) -> Iterator[Sighting | LostYear]:
        """What a sentence with numbers for titles says of each, and months without a year; ``said`` are its words."""
        fresh = not _NEW.isdisjoint(said)
        masked = self._adverbs.sub("", masked)
        seen: defaultdict[int, list[Sighting]] = defaultdict(list)
        lost: dict[str, LostYear] = {}
        for word in sorted(self._wordings.keys() & said):
            for wording in self._wordings[word]:
                for match in self._matches(wording, masked) if wording.needs <= said else ():
                    date = _date(masked, match)
                    if isinstance(date, LostYear):
                        lost[date.month] = date
                    elif not date and wording.status != "left" and self._is_past(masked, match):
                        continue
                    for number in map(int, _MARK.findall(match["posts"])):
                        seen[number].append(_sighting(number, wording, match, date))
        yield from lost.values()
        for number in sorted(seen):
            yield from _decided(seen[number], fresh)

    def _matches(self, wording: _Wording, masked: str) -> Iterator[re.Match[str]]:
        """Where the words of a status stand undenied, with nothing but fillers and companions between them and the title."""
        at = 0
        while match := wording.pattern.search(masked, at):
            at = match.end()
            denials = self._denials[2 if match.start() == match.start("posts") else 4]
            denied = denials.search(masked, max(0, match.start() - _CLAUSE), match.start())
            lead = match.groupdict().get("lead") or ""
            more = wording.status == "vacant" and _MORE.search(lead)
            lessened = self._is_lessened(wording, masked, match)
            if self._is_lead(wording, lead) and not denied and not more and not lessened:
                yield match
            else:
                at = match.start() + 1

    def _is_lead(self, wording: _Wording, lead: str) -> bool:
        # "New workers and managers" is anybody who is new.
        lead = lead if wording.label.startswith("new ") else self._companions.sub("", lead)
        return all(word.strip(",").lower() in self._fillers for word in lead.split())

    def _is_lessened(self, wording: _Wording, masked: str, match: re.Match[str]) -> bool:
        """Whether there is said to be less of it: "fewer changes of managers" is the contrary of changing hands."""
        before = self._less.search(masked, max(0, match.start() - _CLAUSE), match.start())
        amount = wording.label.startswith(_AMOUNTS) or _AMOUNT_OF.search(masked, 0, match.start())
        return bool(before or (amount and self._lessened.match(masked, match.end())))

    def _is_past(self, masked: str, match: re.Match[str]) -> bool:
        """Whether what is said held before the inspection only ("the then", "at that time", "last year")."""
        return bool(
            self._past.search(masked, 0, match.start())
            or self._past.match(masked[match.end() : match.end() + 40].lstrip())
        )


def _telling(label: str) -> str:
    """The longest word of a wording, a common one only where there is no other."""
    parts: list[str] = _LETTERS.findall(label)
    return max(parts, key=lambda word: (word not in _COMMON, len(word)))


def _wording(label: str, status: Concept) -> _Wording:
    needs = frozenset(_LETTERS.findall(label)).difference(_SEATS)
    return _Wording(label, needs, status.code, int(status.one(SCHEMA + "position", "99")), status.one("dates"))


def _sighting(number: int, wording: _Wording, match: re.Match[str], date: str | LostYear) -> Sighting:
    when = date if isinstance(date, str) else ""
    holder = match.groupdict().get("holder")
    current = wording.status == APPOINTED and _CURRENT.search(match.group())
    return Sighting(
        number,
        IN_POST if current else wording.status,
        wording.position,
        when if wording.dates == "from" else "",
        when if wording.dates == "to" else "",
        int(holder) if holder else None,
    )


def _date(masked: str, match: re.Match[str]) -> str | LostYear:
    """The date that belongs to the words of a status: in them, close behind them, or at the opening of the sentence."""
    next_title = masked.find("⟦", match.end())
    reach = min(match.end() + _REACH, next_title if next_title >= 0 else len(masked))
    lost: str | LostYear = ""
    within = [*_DATE.finditer(masked, match.end(), reach), *_DATE.finditer(masked, match.start(), match.end())]
    for found in within:
        near = _FEW_WORDS.match(masked[match.end() : found.start()])
        if near and _DATE_LEAD.search(masked, 0, found.start()):
            if found["year"] or found["alone"]:
                return _iso(found)
            lost = lost or LostYear(found["month"])
    first = _DATE.search(masked, 0, match.start()) if _EVENT.search(match.group()) else None
    if first and (first["year"] or first["alone"]) and _OPENING.fullmatch(masked[: first.start()]):
        return _iso(first)
    return lost


def _iso(found: re.Match[str]) -> str:
    if found["alone"]:
        return found["alone"]
    month = f"{found['year']}-{_MONTHS.index(found['month']):02}"
    return f"{month}-{int(found['day']):02}" if found["day"] else month


def _decided(seen: list[Sighting], fresh: bool) -> list[Sighting]:
    """What is said of one title: each date once, and of what is said without a date the most telling, which goes with the first date."""
    seen = sorted(seen, key=lambda sighting: sighting.position)
    dated: dict[str, Sighting] = {}
    for sighting in seen:
        if when := sighting.start or sighting.end:
            dated.setdefault(when, sighting)
    holder = next((sighting.holder for sighting in seen if sighting.holder is not None), None)
    if not dated:
        return [replace(seen[0], holder=holder, fresh=fresh)]
    first, *others = sorted(dated.values(), key=lambda sighting: sighting.start or sighting.end)
    plain = next((sighting for sighting in seen if not (sighting.start or sighting.end)), first)
    told = min(first, plain, key=lambda sighting: sighting.position)
    end = first.end or next((other.start for other in others if told.status in _UNTIL_THEN), "")
    return [replace(told, start=first.start, end=end, holder=holder, fresh=fresh), *others]
