"""Recognises the framework of a report from its cover and its sections, by the descriptions in ``ontology/frameworks.ttl``."""

from collections.abc import Sequence
from functools import lru_cache

from ..dates import find_periods
from ..document import Line
from ..vocabulary import Concept, Matcher, Vocabulary, tokens
from .passages import mend

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
    for version in cover_versions(cover, vocabulary):
        marks = version.all("markedBy")
        found = sum(mark in printed for mark in marks)
        if marks and not found:
            continue
        # More marks weigh more; all marks of a version found beats some of another's.
        score = (found == len(marks)) * 10 + found
        if score > best[0]:
            best = (score, version.code)
    if not best[1]:
        return UNKNOWN
    framework = vocabulary.scheme("framework")[best[1]].one("http://www.w3.org/2004/02/skos/core#broader")
    return framework.removeprefix("framework/"), best[1]


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
    return not rest or rest[0].isdigit() or rest[0] in ("and", "1")


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
    fields = vocabulary.matcher("field")
    return any(
        match.code == "inspection-dates"
        for line in lines
        for match in fields.at_start(tokens(line.text))
        if find_periods(line.text)
    )


@lru_cache(maxsize=4)
def _titles(vocabulary: Vocabulary) -> Matcher:
    return Matcher(
        Concept("framework", code, concept.label, concept.all("coverTitle"))
        for code, concept in vocabulary.scheme("framework").items()
        if concept.all("coverTitle")
    )
