"""Grades in running prose: "rated the council's services inadequate", "adoption is good", "down from ‘good’ in 2011"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from ..vocabulary import Vocabulary
from .phrases import Phrases, words

OVERALL = "overall"
_BEST_TO_WORST = ("outstanding", "good", "requires-improvement", "inadequate")
_SAME_RANK = {"adequate": "requires-improvement"}  # of inspections until 2013
_ALL = frozenset((*_BEST_TO_WORST, *_SAME_RANK))
_FEW = r"(?:two|three|four|five|six|seven|eight|\d)"
_OF_THEM = re.compile(r"\bfor\s+(?:them|these\s+children)\b", re.IGNORECASE)
_QUOTED = "‘’“”'\""
_DENIED = re.compile(
    r"\b(?:so|sometimes|not|never|too|often|very|yet|neither|nor|no longer|less\s+than|better\s+than|out\s+of|"
    r"escaped|escapes|avoided|avoids)\s+(?:\w+\s+)?[‘“'\"]?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[’”'\"]?(?:\W*$|\s*[,;:.)–—-]|\s+(?:by|in|at|for|across|overall|and|with|when|while|after|since|to\s+be\s+good|as|because|following|on|"
    r"too|also|both|each|but|from|to|under|during|last|this|today|despite|or|is|was|were|are|the|until|although|–|—|yesterday|again|once|which|who|that)\b)",
    re.IGNORECASE,
)
_NEAR = 90  # characters in front of a grade within which a word of rating makes it a judgement
_TO = re.compile(r"[’”'\"]?\s*(?:,|in\s+\d{4})?\s*(?:down\s+|up\s+)?to\s+(?:an?\s+)?[‘“'\"]?")
_AT = re.compile(r"\s+(?:at|for|with|to(?!\s+be\s+good))\b")
_ADVERB = r"(?:\s+(?:yet|quite|in\s+fact|actually|even|be|been|being|to\s+be|found|once))*"
_LINK = r"(?:\s+(?:as|an?|to\s+be))*"
_WITH = re.compile(r"\bwith\s+an?\s+[‘“'\"]?$", re.IGNORECASE)  # "fared worst, with an inadequate"
_ENDS = re.compile(r"[’”'\"]?\s*(?:$|[,;.])")
_STILL = re.compile(
    r"\s+(?:(?:still|now|again|once\s+more)\s+)?[‘“'\"]?$"
)  # of headlines: "children's services still inadequate"
_TELLING = frozenset({"outstanding", "inadequate"})
_SERVICE = re.compile(r"\s+(?:service|services|support|care|help)\b", re.IGNORECASE)
_EXCEPT = re.compile(r"\b(?:except|apart\s+from|bar|other\s+than|excluding)\b", re.IGNORECASE)
_WHICH = re.compile(r"\W*which\b", re.IGNORECASE)
_WHERE = re.compile(r"\s+(?:in|at|of|across|run\s+by)\s+(?:the\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*$")
_OF_AREA = re.compile(r"[’”'\"]?\s+(?:for|in|on|across)\s+", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:an?\s+)?(?:rating\s+of\s+|(?:previous|earlier|overall)\s+)*[‘“'\"]?$", re.IGNORECASE)
_DOWN = re.compile(
    r"\b(?:down|up|dropped|drop|drops|fallen|fell|fall|falls|improved|improving|slump\w*|plunge\w*|downgraded|upgraded|went|gone|slip\w*|risen|rose|moved|plummet\w*)\b",
    re.IGNORECASE,
)
_TO_BE_GOOD = re.compile(r"(?:\s+to\s+be\s+good)?", re.IGNORECASE)
_DITTO = re.compile(r"\W*(?:(?:and|as|so)\s+)*(?:was|were|is|are|does|do|did)\s+", re.IGNORECASE)
_INVERTED = re.compile(r"[’”'\"]?\s+(?:(?:too|also|as\s+well)\s+)?(?:was|were|is|are)\s+", re.IGNORECASE)
_SUBJECTS = re.compile(
    r"^\W*(?:(?:before\s+(?:that|then)|earlier|then|now|previously|today),?\s+)?"
    r"(?:they|it|these|this|both|the\s+(?:service|services|council|authority|local authority|department|county|borough|city))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A grade at ``text[start:end]`` of an area; ``earlier`` where it is the grade before a change."""

    area: str
    grade: str
    start: int
    end: int
    earlier: bool = False


class Verdicts:
    """Finds grades that are given, and of what; ordinary praise and blame ("good practice", "inadequate records") is left out."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        grades = vocabulary.scheme("grade")
        self._codes = {
            " ".join(label.lower().split()): code
            for code, grade in grades.items()
            for label in (*grade.labels, *grade.all("pressName"))
            if not label.lower().startswith(("grade", "no ", "not "))
        }
        self._ranks = {" ".join(name.split()) for grade in grades.values() for name in grade.all("pressName")}
        same = _any(vocabulary.scheme_values("grade", "sameGrade"))
        self._same = re.compile(
            rf"\b(?:{same})\b(?!\s+as\b)(?<!the same)|\bthe\s+same\b(?=\W*$|\s*[,.;]|\s+(?:for|too|again)\b)",
            re.IGNORECASE,
        )
        self._grades = re.compile(rf"\b(?:{_any(self._codes)})\b", re.IGNORECASE)
        self._rated = re.compile(rf"\b(?:{_any(vocabulary.scheme_values('grade', 'ratingWord'))})\b", re.IGNORECASE)
        self._copula = re.compile(
            rf"\s+(?:{_any(vocabulary.scheme_values('grade', 'copula'))})\s+"
            r"(?:(?:now|still|also|both|all|currently|overall|again)\s+)*[‘“'\"]?$",
            re.IGNORECASE,
        )
        never = _any(vocabulary.scheme_values("grade", "notGiven"))
        given = _any(
            {*vocabulary.scheme_values("grade", "ratingWord"), *vocabulary.scheme_values("grade", "givingWord")}
        )
        self._denied = re.compile(
            rf"\b(?:{never})(?!\s+(?:only|just|merely))\b{_ADVERB}"
            rf"(?:\s+(?:{given})\b(?:\s+[\w'’-]+){{0,8}}?)?{_LINK}\s+[‘“'\"]?$"
            rf"|\b(?:neither|none|no)\b[^,;:.]*\b(?:{given}){_LINK}\s+[‘“'\"]?$",
            re.IGNORECASE,
        )
        served = _any(vocabulary.scheme_values("grade", "servedWord"))
        self._served = re.compile(rf"\b(?:{served})(?:\s+(?:also|now|still|all))?\s+an?\s+$", re.IGNORECASE)
        every = _any(vocabulary.scheme_values("grade", "everyArea")).replace("number", _FEW)
        self._every = re.compile(rf"\b(?:{every})\b", re.IGNORECASE)
        self._never = re.compile(rf"\b(?:{never}|nor|neither|no)\b", re.IGNORECASE)
        shifts = (("betterGrade", -1), ("worseGrade", 1))
        self._shifts = [
            (re.compile(rf"\b(?:{_any(vocabulary.scheme_values('grade', name))})\b", re.IGNORECASE), by)
            for name, by in shifts
        ]
        noun = _any(vocabulary.scheme_values("grade", "gradedNoun"))
        self._noun = re.compile(rf"[’”'\"]?\s+(?:\w+\s+)?(?:{noun})\b", re.IGNORECASE)
        self._past = re.compile(rf"\b(?:{_any(vocabulary.scheme_values('grade', 'pastWord'))})\b", re.IGNORECASE)
        self._other = re.compile(rf"\b(?:{_any(vocabulary.scheme_values('grade', 'otherSubject'))})\b", re.IGNORECASE)
        areas = vocabulary.scheme("area")
        self._areas = Phrases(
            (name, code)
            for code, area in areas.items()
            for name in {*area.all("pressName"), *(label for label in area.labels if "*" not in label)}
        )

    def area_names(self, text: str) -> list[tuple[int, int]]:
        """Where the names of areas stand."""
        spoken = words(text)
        return [(spoken[found.first].start, spoken[found.last].end) for found in self._areas.find(spoken)]

    def grades(self, text: str) -> list[tuple[int, int]]:
        """Where the names of grades stand, and words for every area: "the lowest of the four grades" counts nothing."""
        return [found.span() for known in (self._grades, self._every) for found in known.finditer(text)]

    def codes(self, text: str) -> list[str]:
        """The grades that a text names, in order."""
        return [self._code(found) for found in self._grades.finditer(text)]

    def rated(self, text: str) -> str:
        """The only grade that a clause has behind a word of rating, whatever it is given to; empty where there is none."""
        found = [each for each in self._grades.finditer(text) if self._rated.search(text[: each.start()])]
        return self._code(found[0]) if len(found) == 1 and not self._denied.search(text[: found[0].start()]) else ""

    def denied(self, text: str) -> list[Verdict]:
        """The grades that a clause says were not given: "did not rate adoption as good", "stopped short of inadequate"."""
        found = [grade for grade in self._grades.finditer(text) if self._denied.search(text[: grade.start()])]
        return [
            Verdict(area, self._code(grade), grade.start(), grade.end())
            for grade in found
            for area in self._of(text, grade, 0) or self._subject(text, "", "")
        ]

    def is_of_every(self, text: str) -> bool:
        """Whether a text speaks of every area that is judged, or of none of them, without exception."""
        return bool(self._every.search(text)) and not _EXCEPT.search(text)

    def find(self, text: str, before: str = "", council: str = "") -> list[Verdict]:
        """The verdicts of a clause, a grade once for each area it is given to.

        ``before`` is what the sentence says in front of it, ``council`` the name of the authority the article is about.
        """
        found: list[Verdict] = []
        last = 0
        if self.is_of_every(text):
            return found
        for grade in self._grades.finditer(text):
            given = self._is_given(text, grade, last, bool(found)) or self._is_which(text[: grade.start()], before)
            if given:
                code = self._code(grade)
                earlier = bool(_FROM.search(text[: grade.start()]) and _DOWN.search(text))
                areas = self._of(text, grade, last, before) or (
                    [each.area for each in found[-1:]] if found else self._subject(text, before, council)
                )
                found += [Verdict(area, code, grade.start(), grade.end(), earlier) for area in areas]
                last = _TO_BE_GOOD.match(text, grade.end()).end()  # type: ignore[union-attr]
        return found

    def denies(self, text: str, code: str) -> bool:
        """Whether a text says that a grade was not given, or is so no longer, whatever it speaks of."""
        return any(
            self._code(grade) == code and self._denied.search(text[: grade.start()])
            for grade in self._grades.finditer(text)
        )

    def alike(self, text: str, grade: str, before: str = "") -> list[Verdict]:
        """What a clause grades by the grade named before: "so was leadership", "adoption got it too", "care leavers went one better".

        ``before`` is what the sentence says in front of it; the area of a verdict is empty where every area is meant.
        """
        by = next((by for known, by in self._shifts if known.search(text)), 0)
        if self._never.search(text) or not (by or _DITTO.match(text) or self._same.search(text)):
            return []
        order = _BEST_TO_WORST.index(_SAME_RANK.get(grade, grade)) + by if grade in _ALL else -1
        code = grade if not by else _BEST_TO_WORST[order] if 0 <= order < len(_BEST_TO_WORST) else ""
        if self.is_of_every(text):
            return [Verdict("", code, 0, 0)] if self._same.search(text) and not by else []
        same = by or self._same.search(text)
        areas = self._in(text) or (self._in(before)[:1] if same else [])
        return [Verdict(area, code, 0, 0) for area in [each for each in areas if each != OVERALL] or areas if code]

    def is_grade(self, text: str) -> bool:
        """Whether a text is a grade and nothing else."""
        return bool(self._grades.fullmatch(text.strip(" .,")))

    def is_past(self, text: str) -> bool:
        """Whether a text speaks of an earlier inspection."""
        return bool(self._past.search(text))

    def _code(self, grade: re.Match[str]) -> str:
        return self._codes[" ".join(grade.group().lower().split())]

    def _is_given(self, text: str, grade: re.Match[str], last: int, follows: bool) -> bool:
        before = text[max(last, grade.start() - _NEAR) : grade.start()]
        quoted = text[grade.start() - 1 : grade.start()] in list(_QUOTED) and text[
            grade.end() : grade.end() + 1
        ] in list(_QUOTED)
        if _DENIED.search(before) or self._denied.search(before) or self._other.search(before):
            return False
        if self._is_served(before, grade.group(), text[grade.end() :]):
            return True
        if self._noun.match(text, grade.end()):
            return True
        if not text[: grade.start()].strip(_QUOTED + " ") and _INVERTED.match(text, grade.end()):
            return bool(self._in(text[grade.end() :]))
        if _WITH.search(before) and _ENDS.match(text, grade.end()):
            return bool(self._in(before))
        if not _BEHIND.match(text, grade.end()):
            return quoted and bool(self._rated.search(before))
        verbal = grade.group().lower().startswith("requir") or " ".join(grade.group().lower().split()) in self._ranks
        if verbal or self._rated.search(before) or (follows and self._in(before)):
            return True
        if follows and (_TO.fullmatch(before) or self._copula.search(before)):
            return True
        return (self._is_stated(before) and not _AT.match(text, grade.end())) or (
            quoted and bool(self._copula.search(before))
        )

    def _is_served(self, before: str, grade: str, behind: str) -> bool:
        """Whether those whom an area is for get a service of this grade; "a good service" may be said of much."""
        if grade.lower() not in _TELLING or not self._served.search(before):
            return False
        return bool(_SERVICE.match(behind)) and bool(self._in(before))

    def _is_which(self, text: str, before: str) -> bool:
        """Whether a grade is said of the area in front of "which": "adoption, which remains outstanding"."""
        if not (_WHICH.match(text) and self._copula.search(text.replace("which", "which ", 1))):
            return False
        spoken = words(before)
        found = list(self._areas.find(spoken))
        return bool(found) and found[-1].last == len(spoken) - 1 and found[-1].values[0] != OVERALL

    def _is_stated(self, before: str) -> bool:
        """Whether a grade is simply said of an area: "adoption is good"; what is said of a council or of its services need be no grade."""
        copula = self._copula.search(before) or _STILL.search(before)
        spoken = words(_WHERE.sub("", before[: copula.start()])) if copula else ()
        found = list(self._areas.find(spoken))
        if not found or found[-1].last < len(spoken) - 1:
            return False
        last = found[-1]
        return last.values[0] != OVERALL or any(
            word.plain.startswith("child") for word in spoken[last.first : last.last + 1]
        )

    def _of(self, text: str, grade: re.Match[str], last: int, before: str = "") -> list[str]:
        """The areas named since the grade before, or right behind this one ("inadequate for leadership")."""
        areas = self._in(text[last : grade.start()])
        rated = list(self._rated.finditer(text, last, grade.start()))
        if rated and areas and OVERALL not in (named := self._in(text[rated[-1].end() : grade.start()])):
            areas = named or areas  # "the inspection of safeguarding judged adoption as good"
        if areas == [OVERALL] and _OF_THEM.search(text, last, grade.start()):
            return self._in(before)[-1:] or areas
        if not text[: grade.start()].strip(_QUOTED + " ") and _INVERTED.match(text, grade.end()):
            areas = self._in(text[grade.end() :])
            return [area for area in areas if area != OVERALL] or areas
        behind = _OF_AREA.match(text, grade.end())
        following = self._grades.search(text, grade.end())
        if behind or self._noun.match(text, grade.end()):
            later = self._in(_EXCEPT.split(text[grade.end() : following.start() if following else len(text)])[0])
            special = [area for area in later if area != OVERALL]
            areas = special or areas or later
        special = [area for area in areas if area != OVERALL]
        if special and not _overall(text[last : grade.start()], text[grade.end() : grade.end() + 12]):
            return special
        return [OVERALL] if areas else []

    def _in(self, text: str) -> list[str]:
        """The areas that a stretch names, in order; a bare "council" or "services" only where nothing else is named."""
        spoken = words(text)
        return list(dict.fromkeys(found.values[0] for found in self._areas.find(spoken)))

    def _subject(self, text: str, before: str, council: str) -> list[str]:
        """The area of a clause that names none: what was named last in the sentence, or the council as a whole."""
        if named := self._in(before):
            return named[-1:]
        itself = council and re.match(rf"\W*(?:the\s+)?{re.escape(council)}\b(?!['’]s)", text, re.IGNORECASE)
        return [OVERALL] if itself or _SUBJECTS.match(text) else []


def _overall(before: str, behind: str) -> bool:
    """Whether "overall" is said of a grade: not where it closes the clause before ("... overall, but leadership was")."""
    said = re.split(r",\s+(?:but|and|while|although)\s+", before)[-1]
    return bool(re.search(r"\boverall\b", f"{said} {behind}", re.IGNORECASE))


def _any(labels: object) -> str:
    ordered = sorted({str(label).lower() for label in labels}, key=lambda label: (-len(label), label))  # type: ignore[attr-defined]
    return "|".join(re.escape(label).replace(r"\ ", r"\s+") for label in ordered)


@lru_cache(maxsize=2)
def verdicts(vocabulary: Vocabulary) -> Verdicts:
    """The reader of grades for a vocabulary, its patterns made once."""
    return Verdicts(vocabulary)
