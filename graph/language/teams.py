"""Inspection teams in the words of newspapers: who led one, who was in it, and how many inspectors there were."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ..vocabulary import Vocabulary
from .appointments import pattern
from .numbers import find_numbers

_COUNT = r"(?P<number>\d{1,2}|[A-Za-z]+)"
_ORDER = ("deputy-lead-inspector", "lead-inspector", "team-inspector")  # a deputy lead inspector is no lead inspector
_MOST = 40  # inspectors; more is no team
_TITLES = re.compile(
    r"^(?:(?:Lead|Inspectors?|Ofsted(?:['’]s)?|HMI|Her|His|Majesty['’]s|Mr|Mrs|Ms|Miss|Dr|The|By|Under|While|When)\.?\s+)+"
)
_APPOSED = re.compile(r",\s+[^,;.]*?\b(?:[Ii]nspectors?|HMI)\b(?=\s*(?:,|$))")
_IT = re.compile(r"\b(?P<it>inspection|fieldwork|inspectors)\W*$", re.IGNORECASE)
_DESIGNATED = re.compile(r"\s+(?:HMI|Led|Headed|Her|His)\b.*$")


@dataclass(frozen=True, slots=True)
class Team:
    """What ``text[start:end]`` says of a team: the code of the role of who is named, the name, and how many inspectors; 0 is not told."""

    role: str
    name: str
    size: int
    start: int
    end: int


class Teams:
    """Finds what clauses say of the team that inspected, by the wordings of ``ontology/press.ttl``."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        signs = sorted(vocabulary.scheme_values("role", "visitingWord"), key=len, reverse=True)
        visited = rf"(?P<visited>(?i:{'|'.join(_spaced(sign) for sign in signs)}))"
        slots = {"NUMBER": _COUNT, "VISITED": visited}
        roles = vocabulary.scheme("role")
        self._people = [
            (code, pattern(wording, slots))
            for code in _ORDER
            for wording in _long_first(roles[code].all("pressWording"))
        ]
        sizes = vocabulary.scheme_values("role", "sizeWording")
        self._sizes = [pattern(wording, slots) for wording in _long_first(sizes)]
        visits = vocabulary.scheme("event")["inspection"].all("pressWording")
        self._visits = re.compile("|".join(pattern(wording).pattern for wording in visits))
        self._going_on = re.compile(rf"\W*(?:(?:who|which|that)\s+)?{visited}\b")

    def find(self, text: str) -> Team | None:
        """What a sentence says of a team; nothing where it names no inspectors and nobody who came to inspect."""
        named = next((each for code, known in self._people if (each := _person(code, known, text))), None)
        sized = next((each for known in self._sizes if (each := _size(known, text))), None)
        if named and sized:
            start, end = min(named.start, sized.start), max(named.end, sized.end)
            return Team(named.role, named.name, named.size or sized.size, start, end)
        return named or sized

    def is_visit(self, text: str) -> bool:
        """Whether a clause surely speaks of this inspection: that inspectors came, that it took place."""
        return bool(self._visits.search(text))

    def subject(self, before: str) -> str:
        """What a clause ends with of which the next may go on to say when it was: the inspection, or the inspectors."""
        found = _IT.search(before)
        return f"the {found['it'].lower()}" if found else ""

    def goes_on(self, text: str) -> bool:
        """Whether the words behind what is said of a team go on with what it did: "was in Eastmere for a fortnight"."""
        return bool(self._going_on.match(text))


def _person(role: str, known: re.Pattern[str], text: str) -> Team | None:
    found = known.search(text)
    if not found:
        return None
    name = _DESIGNATED.sub("", _TITLES.sub("", " ".join(found["holder"].split())))
    apposed = _APPOSED.match(text, found.end("holder"))
    end = max(_end(found), apposed.end() if apposed else 0)
    count = _count(found.groupdict().get("number") or "")
    size = count + (role == _ORDER[-1]) if count else 0  # "and seven fellow inspectors" were eight
    return Team(role, name, size, found.start(), end) if name else None


def _end(found: re.Match[str]) -> int:
    """Where what is said of the team ends: in front of what it did."""
    end = found.start("visited") if found.groupdict().get("visited") else found.end()
    return len(found.string[:end].rstrip(" ,"))


def _size(known: re.Pattern[str], text: str) -> Team | None:
    for found in known.finditer(text):
        if count := _count(found["number"]):
            return Team(_ORDER[-1], "", count, found.start(), _end(found))
    return None


def _count(words: str) -> int:
    """How many inspectors some words count; 0 where they count none."""
    number = next(iter(find_numbers(words)), None)
    return int(number.value) if number and not number.fraction and 1 < number.value <= _MOST else 0


def _long_first(wordings: tuple[str, ...]) -> list[str]:
    return sorted(wordings, key=lambda each: (-len(each), each))


def _spaced(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s+").replace("'", "['’]")


@lru_cache(maxsize=2)
def teams(vocabulary: Vocabulary) -> Teams:
    """The reader of teams for a vocabulary, its patterns made once."""
    return Teams(vocabulary)
