"""Posts in the words of newspapers: who was appointed, that nobody was found, how often the post changed hands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from ..vocabulary import SCHEMA, Concept, Vocabulary
from .phrases import Phrases, words

_VACANT = "vacant"
_NAME = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Cllr|Councillor|Professor|Prof)\.?\s+)?[A-Z][\w’'-]+(?:\s+(?:[A-Z][\w’'-]+|[A-Z]\.)){1,3}"
_LEAD = r"(?:(?:(?:the|a|an|its|their|our|his|her|new|first|permanent|interim|council['’]s|authority['’]s|[A-Z][\w-]+['’]s)\s+){0,4})"
_STATUS = re.compile(r"\b(?P<status>permanent|interim|acting|temporary)\s+(?:[\w-]+\s+){0,1}$", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|and|or)\s+(?:an?\s+|the\s+|its\s+)?(?:\w+\s+){0,1}$")
_OF_BOARD = re.compile(
    r"\b(?:board|LSCB)\b[^,;]*\bha(?:s|d)\b[^,;]*$", re.IGNORECASE
)  # a chair of it needs no other name
_SLOTS = {"POST": rf"{_LEAD}⟦P⟧", "HOLDER": rf"(?P<holder>{_NAME})"}
_WILD = r"(?:\S+\s+){0,7}?\S+"
_TOO_SHORT = frozenset({"director", "chair", "head", "manager", "leader", "chairs", "ad"})


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a text: the post it means, the title as printed, and its place."""

    code: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Appointment:
    """What ``text[start:end]`` says of a post; ``holder`` is a name where one is printed."""

    title: Title
    status: str
    start: int
    end: int
    holder: str = ""


class Appointments:
    """Finds the titles of posts, and what the wordings of ``ontology/press.ttl`` say of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        posts, statuses = vocabulary.scheme("post").values(), vocabulary.scheme("post-status").values()
        self._titles = Phrases((label, (post.code, label)) for post in posts for label in post.labels)
        self._wordings = [
            (status.code, pattern(wording))
            for status in sorted(statuses, key=_position)
            for wording in status.all("pressWording")
        ]
        failed = _any(vocabulary.scheme_values("post-status", "failureWord"))
        filling = _any(vocabulary.scheme_values("post-status", "fillingWord"))
        self._failure = re.compile(
            rf"\b(?:{failed})\b[”’'\"]?(?:\s+(?:by|of)\s+(?:[\w’'-]+\s+){{1,5}}?(?=to\b)|\s+)(?:(?:to|and|or|an?|for|any|{filling})\s+)*$",
            re.IGNORECASE,
        )

    def titles(self, text: str) -> list[Title]:
        """The titles of a text in order; short ones ("director") only where their wording says more."""
        spoken = words(text)
        found = []
        for match in self._titles.find(spoken):
            start, end = spoken[match.first].start, spoken[match.last].end
            code, label = match.values[0]
            if not label.isupper() or text[start:end].isupper():
                found.append(Title(code, text[start:end], start, end))
        return found

    def find(self, text: str) -> list[Appointment]:
        """What a clause says of posts, each post once, the most telling wording first."""
        titles = self.titles(text)
        return [said for title in titles if (said := self._said(text, title, titles))]

    def _said(self, text: str, title: Title, titles: list[Title]) -> Appointment | None:
        lead = text[: title.start]
        before = titles[titles.index(title) - 1] if titles.index(title) else None
        if before and _JOINED.fullmatch(text[before.end : title.start]):
            lead = text[: before.start]  # "a chief executive and head of service": what is said of one is said of both
        bare = _without_adjectives(lead)
        if failed := self._failure.search(bare):
            return Appointment(title, _VACANT, failed.start(), title.end)
        return self._worded(text, title)

    def _worded(self, text: str, title: Title) -> Appointment | None:
        masked = f"{text[: title.start]}⟦P⟧{text[title.end :]}"
        for status, pattern in self._wordings:
            short = title.text.lower() in _TOO_SHORT and not _OF_BOARD.search(text, 0, title.start)
            if short and status not in ("turnover", "interim", "acting"):
                continue
            if match := pattern.search(masked):
                shift = title.end - title.start - len("⟦P⟧")
                end = match.end() + (shift if match.end() > title.start else 0)
                printed = _STATUS.search(text[: title.start])
                told = printed["status"].lower() if status == "newly-appointed" and printed else status
                return Appointment(title, told, match.start(), end, (match.groupdict().get("holder") or "").strip())
        return None


def _without_adjectives(text: str) -> str:
    """The words in front of a title without those that only describe it."""
    return re.sub(
        r"(?:\b(?:permanent|new|full-time|suitable|experienced|substantive|stable|an?|the|its|their|any)\s+)+$",
        "",
        text,
    )


def _position(status: Concept) -> tuple[int, str]:
    order = ["turnover", "newly-appointed", "left", "acting", "interim", "vacant", "permanent", "in-post"]
    return (order.index(status.code) if status.code in order else 99, status.one(SCHEMA + "position"))


def pattern(wording: str, slots: Mapping[str, str] = MappingProxyType({})) -> re.Pattern[str]:
    """A wording as a pattern: POST, HOLDER and the names of ``slots`` stand for what they may be, * for one to eight words."""
    known = {**_SLOTS, **slots}
    names = re.compile("|".join(known))
    parts = []
    for word in wording.replace(",", " ,").split():
        plain = re.escape(word).replace("'", "['’]")
        parts.append(_WILD if word == "*" else f"(?i:{names.sub(lambda name: f'){known[name.group()]}(?i:', plain)})")
    return re.compile(r"(?<!\w)" + r"\s+".join(parts).replace(r"\s+(?i:,)", r",") + r"(?!\w)")


def _any(values: tuple[str, ...]) -> str:
    return "|".join(re.escape(value).replace(r"\ ", r"\s+") for value in sorted(values, key=lambda v: (-len(v), v)))


def holders(text: str, title: Title) -> Iterator[str]:
    """The name beside a title: "Jo Sample, the director of ..." and "director of ... Jo Sample"."""
    if behind := re.match(rf",?\s+(?P<name>{_NAME})", text[title.end :]):
        yield behind["name"]
    if before := re.search(rf"(?P<name>{_NAME}),\s+(?:who\s+(?:is|was)\s+)?{_LEAD}$", text[: title.start]):
        yield before["name"]


@lru_cache(maxsize=2)
def appointments(vocabulary: Vocabulary) -> Appointments:
    """The reader of appointments for a vocabulary, its patterns made once."""
    return Appointments(vocabulary)
