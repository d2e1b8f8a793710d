"""Recognises the framework of a report from its cover and its sections, by the descriptions in ``ontology/frameworks.ttl``."""

from collections.abc import Sequence
from functools import lru_cache

from ..dates import find_periods
from ..document import Line
from ..vocabulary import SCHEMA, SKOS, Concept, Matcher, Vocabulary, tokens
from .passages import mend

_DAYS_WEIGH = 4.0  # more than single marks, less than all of them
_TITLE_LINES = 4  # a title is printed on at most this many lines
UNKNOWN = ("unknown", "")


def recognise(cover: Sequence[Line], sections: set[str], areas: set[str], vocabulary: Vocabulary) -> tuple[str, str]:
    """Codes of the framework and of its version, ``("unknown", "")`` if the report is of none that is described.

    ``sections`` and ``areas`` are the codes found in the report. Of the versions whose title stands on the cover, the one is taken of whose
    marks most are found; a version with marks needs at least one of them.
    """
    printed = {
        *(f"section/{code}" for code in sections),
        *(f"area/{code}" for code in areas | cover_areas(cover, vocabulary)),
    }
    best: tuple[float, str] = (-1.0, "")
    start = _first_day(cover, vocabulary)
    for version in cover_versions(cover, vocabulary):
        marks = version.all("markedBy")
        found = sum(mark in printed for mark in marks)
        if marks and not found:
            continue
        # All marks of a version weigh more than some of another's; versions with as many marks are told apart by their days.
        score = 10.0 * (found == len(marks)) + found + (_DAYS_WEIGH if _was_in_force(version, start) else 0)
        if score > best[0]:
            best = (score, version.code)
    if not best[1]:
        return UNKNOWN
    return vocabulary.scheme("framework")[best[1]].code_of(SKOS + "broader"), best[1]


def _first_day(cover: Sequence[Line], vocabulary: Vocabulary) -> str:
    """The first day of inspection printed on a cover as ISO date, empty if there is none."""
    fields = vocabulary.matcher("field")
    for line in cover:
        if any(match.code == "inspection-dates" for match in fields.at_start(tokens(line.text))):
            for period, _, _ in find_periods(line.text):
                return period.start.isoformat()
    return ""


def _was_in_force(version: Concept, day: str) -> bool:
    return bool(day) and version.one(SCHEMA + "validFrom") <= day <= version.one(SCHEMA + "validThrough", "9999")


def cover_versions(cover: Sequence[Line], vocabulary: Vocabulary) -> list[Concept]:
    """The versions one of whose titles is printed on the cover, longer titles first."""
    matcher = _titles(vocabulary)
    longest: dict[str, int] = {}
    for index in range(len(cover)):
        for count in range(1, _TITLE_LINES + 1):
            words = tokens(mend(cover[index : index + count]).text)
            for match in matcher.at_start(words):
                if _rest_is_no_title(match.rest):
                    longest[match.code] = max(longest.get(match.code, 0), match.length)
    scheme = vocabulary.scheme("framework")
    return [scheme[code] for code in sorted(longest, key=lambda code: (-longest[code], code))]


def _rest_is_no_title(rest: tuple[str, ...]) -> bool:
    """A title is followed by nothing, a footnote number, or the second half of a combined report's title."""
    return not rest or rest[0].isdigit() or rest[0] == "and"


def cover_areas(cover: Sequence[Line], vocabulary: Vocabulary) -> set[str]:
    """Judged areas whose labels are printed on the cover."""
    matcher = vocabulary.matcher("area")
    found = set()
    for index in range(len(cover)):
        for count in range(1, _TITLE_LINES + 1):
            words = tokens(mend(cover[index : index + count]).text)
            if (area := matcher.whole(words)) or (
                area := matcher.whole(words[1:] if words[:1] and words[0].isdigit() else ())
            ):
                found.add(area)
    return found


def has_inspection_date(lines: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether lines print the days of an inspection."""
    return bool(_first_day(lines, vocabulary))


@lru_cache(maxsize=4)
def _titles(vocabulary: Vocabulary) -> Matcher:
    return Matcher(
        Concept("framework", code, concept.label, concept.all("coverTitle"))
        for code, concept in vocabulary.scheme("framework").items()
        if concept.all("coverTitle")
    )
