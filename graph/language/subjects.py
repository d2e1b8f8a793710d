"""What a number of a sentence counts, in the words of its clause: to be shown, and to be compared with the wordings of measures."""

import re
from dataclasses import dataclass

from .counting import Mention
from .periods import Period, find_periods

NUMBER = "…"
"""Stands in a subject where the number was."""

_BUT = r"[;:]\s|,\s+(?:and|but|while|whilst|although|though|so)\s|(?<!\ball)\s(?:but|while|whilst|although)\s|\.\s"
_JOINED = rf"{_BUT}|,\s+(?:with|which|who|where|when|as|this|that|up|down|an?)\s|\s(?:compared|which)\s"
_PARTS = re.compile(
    r"[;:]\s|,?\s+of\s+(?:whom|which)\b|,\s+(?:and\s+|with\s+(?:a\s+further\s+)?|while\s+|but\s+)?|\s+(?:while|whilst|(?<!\ball\s)but|compared)\s|\.\s|\s\("
)
_CUTS = re.compile(_JOINED, re.IGNORECASE)
_LEFT_CUTS = re.compile(_BUT, re.IGNORECASE)
_COMPARING = re.compile(
    r",?\s+(?:up|down|from|against|compared|compares|than|which|higher|lower|more|fewer|less|above|below|better|worse|an?\s+(?:increase|decrease|reduction|rise|fall|improvement)"
    r"|and\s+(?:above|below|higher|lower|has|have|had))\b|\s\(|;",
    re.IGNORECASE,
)
_FROM = re.compile(r",?\s*\bfrom\b")
_CONNECTIVE = re.compile(
    r"^(?:[\s,;:.()\-–•─%]|(?:and|or|but|while|whilst|with|of\s+(?:which|whom)|whom|however|also|a\s+further)\b)+",
    re.IGNORECASE,
)
_FILLING = re.compile(
    r"^(?:[\s,;:.()\-–•%]|(?:there|has|have|had|been|is|are|was|were|only|just|some|a\s+total\s+of|in\s+total|currently|the|a|an|that|this|which|it|they|of|example|since|of\s+this\s+number)\b)*$",
    re.IGNORECASE,
)
_MARKS = " ,;:.()-–•─%"
_CLOSING = frozenset(
    (
        *(
            "and",
            "or",
            "but",
            "with",
            "of",
            "at",
            "by",
            "to",
            "in",
            "from",
            "the",
            "a",
            "an",
            "which",
            "for",
            "on",
            "as",
            "than",
            "this",
        ),
        *("compared", "between", "up", "down", "against", "is", "are", "was", "were", "target", "rate"),
    )
)
_DATED = re.compile(
    r",?\s*(?:\b(?:as\s+at|as\s+of|in|at|on|by|during|since|for|from|over|within|to|of)\b\s*)?(?:\bthe\b\s*)?(?:\bend\s+of\b\s*)?$",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r"\bof\s+(?:whom|which|these|those|them)\b|\bof\s+this\s+(?=\d|group\b|cohort\b)|\bwhom\b", re.IGNORECASE
)
_OF_THEM = re.compile(
    r"\s+of\s+(?:them|these|those|whom|which)\b"
    r"(?!\s+(?:\w+s|\w+ed|\w+ing|who|whose|that|in|with|under|over|eligible|entitled)\b)"
)
_AND = re.compile(
    r"\s+and\s+(?=$|(?:only|just|a\s+further|about|around|over|more\s+than|nearly|some|were|was|had|has|have|are|is|\w+ed"
    r"|found|held|led|made|gave|took|told|said|saw|did|went|came|began|left|felt|kept)\b)"
)
_INTRODUCING = re.compile(
    r"^(?:(?:for\s+(?:example|instance)|however|similarly|currently|overall|at\s+the\s+(?:time|point)\s+of\s+(?:the|this)\s+inspection|according\s+to[^,…]{0,50}),?\s+)*"
    r"(?:[^,…]{0,60}\s(?:shows?|demonstrates?|indicates?|suggests?|reports?|states?|identified|found)\s+that\s+)?",
    re.IGNORECASE,
)
_ADDED = re.compile(
    r",\s+(?:which|who|where|when|because|although|while|whilst|as|so|alongside|including|[a-z]+ing(?<!training))\s|;\s|\s(?:so\s+that|in\s+order)\s"
    r"|\s[–-]\s|,?\s+and\s+(?:as\s+a|this|these|it|they|there|has|have)\s"
)
_OPENING = re.compile(r",\s+(?:and\s+|with\s+|but\s+)|;\s+")
_BESIDE = re.compile(
    r",?\s+(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:in\s+line|longer|shorter|higher|lower|better|worse)\b|,\s+(?:including|limiting|representing|reflecting|leaving|making|suggesting|showing)\b"
    r"|,?\s+(?:also\s+)?(?:lower|higher|better|worse)\s+than\b|,?\s+(?:above|below)\s+the\b|(?<=\))\s+and\s",
    re.IGNORECASE,
)
_RESULT = re.compile(
    r",\s+(?:thereby\s+)?(?=(?:raising|reducing|increasing|lowering)\s)|\s+and\s+(?=an?\s+(?:reduction|increase|decrease|rise|fall)\s)",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:contributed|led|leading)\s+to\s+(?=an?\s+(?:[\w-]+\s+){0,2}(?:reduction|increase|decrease|rise|fall)\s)"
    r"|\b(?:resulted|resulting)\s+in\s+(?=an?\s+(?:[\w-]+\s+){0,2}(?:reduction|increase|decrease|rise|fall)\s)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",\s+(?:which|who)\s\Z")
_AT = re.compile(r"\s*(?:at|with)\s+", re.IGNORECASE)
_OF_WHOM = re.compile(r",?\s*(?:\w+\s+){0,2}of\s+(?:whom|which|them)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\([^()]*\)")
_NOTE = re.compile(r"(?<=[a-z])\d{1,2}\b")
_ASIDE = re.compile(r"\s*\((?:or\s+|a\s+rate\s+of\s+|rate\s+of\s+)?")
_BRACKET_OPENS = re.compile(r"[^()]*\((?:or\s+|a\s+rate\s+of\s+)?")
_WORD = re.compile(r"[A-Za-z]{3,}")
_NEAR = 160  # characters to either side of a number in which words may name its measure
_LEAD = 24  # characters of the longest words before a date
_LONGEST = 180  # characters of a subject that cannot be cut without loss
_LONG = 150  # characters of a subject whose first clause is left out
_KEPT = 30  # characters that a subject keeps when it is cut
_STANDS = 3  # words that a clause needs to be cut from the one before


@dataclass(frozen=True, slots=True)
class Clause:
    """The clause of a number.

    ``subject`` is to be shown, ``near`` holds its words without numbers and dates, ``exact`` the same with the number's place.
    ``in_group`` tells a part of the group before it ("of whom 12"), ``is_aside`` a number in brackets that is said of the same as the
    one before it ("30 (12%)"); ``text`` is the sentence.
    """

    text: str
    subject: str
    near: str
    exact: str
    in_group: bool
    is_aside: bool


def read_clause(text: str, mention: Mention, all_: list[Mention], periods: list[Period]) -> Clause:
    """The clause of a number among all numbers and dates of its sentence."""
    place = next(index for index, each in enumerate(all_) if each is mention)
    start, end = _bounds(text, place, all_)
    left, right = max(start, mention.start - _NEAR), min(end, mention.end + _NEAR)
    near = _without(text, left, right, all_, periods)
    return Clause(
        text=text,
        subject=_shown(text, start, end, place, all_, periods),
        near=_of_all(near),
        exact=_exact(text, start, end, mention, all_, periods),
        in_group=bool(
            _GROUP.search(text[max(0, start - 12, mention.start - 40) : mention.start])
            or _OF_THEM.match(text, mention.end)
        ),
        is_aside=_is_aside(text, place, all_),
    )


def _of_all(near: str) -> str:
    """The words without what is said of some only ("of whom ...", "all of them ...", ", which ...")."""
    near = near.split(", which ")[0]
    return _OF_WHOM.split(near)[0] if " of wh" in near or " of them" in near else near


def dateless(text: str) -> str:
    """A text without its dates and numbers."""
    for period in reversed(find_periods(text)):
        text = text[: period.start] + text[period.end :]
    return _closed(_CONNECTIVE.sub("", re.sub(r"\b\d[\d,.]*\s*", "", text)))


def shortened(text: str, length: int) -> str:
    """The beginning of a text, cut at a word."""
    text = _closed(text.strip())
    return text if len(text) <= length else text[:length].rpartition(" ")[0] + " …"


def fitted(text: str, length: int) -> str:
    """A subject without the words that lead to it, and where it is longer than ``length`` without what is only added to it."""
    if len(text) <= length:
        return text
    text = introduced(text)
    number = text.find(NUMBER) + 1
    while len(text) > length and (added := [found.start() for found in _ADDED.finditer(text, max(number, _KEPT))]):
        if "," in text[added[-1] + 1 :]:
            break  # what is added may end there, and the sentence go on
        text = _closed(text[: added[-1]])
    for opening in _OPENING.finditer(text, 0, number):
        if len(text) > _LONG and len(text) - opening.end() >= _KEPT:
            return fitted(text[opening.end() :], length)
    if len(text) <= _LONGEST:
        return text
    return shortened(text, _LONGEST) if number < _LONGEST else f"{NUMBER} {text[number - _LONGEST :].partition(' ')[2]}"


def introduced(text: str) -> str:
    """A text without the words that only introduce it: "At the time of the inspection, data show that"."""
    return _INTRODUCING.sub("", text)


def _bounds(text: str, place: int, all_: list[Mention]) -> tuple[int, int]:
    """Where the clause of a number begins and ends: between the numbers before and behind it, cut where clauses part."""
    mention = all_[place]
    left = max((each.end for each in all_[:place] if each.role in ("main", "difference")), default=0)
    behind = [each for each in all_[place + 1 :] if each.role != "base"]
    while behind and (
        _ASIDE.fullmatch(text[mention.end : behind[0].start]) or _is_bracketed(text, mention.end, behind[0])
    ):
        behind.pop(0)  # "231 (or 52%) live": what follows the brackets is said of both
    right = behind[0].start if behind else len(text)
    start, end = left, right
    if left:
        cuts = [found.start() for part in (_PARTS, _AND) for found in part.finditer(text[: mention.start], left)]
        start = max(cuts, default=left)
    if right < len(text):
        opening = mention.end + 1 if _AT.fullmatch(text, start, mention.start) else mention.end
        cuts = [found.start() for found in _PARTS.finditer(text, opening, right + 1)]
        end = (
            cuts[-1]
            if cuts
            else min((found.start() for found in _AND.finditer(text[:right], mention.end)), default=right)
        )
    return start, end


def _shown(text: str, start: int, end: int, place: int, all_: list[Mention], periods: list[Period]) -> str:
    """The clause to be read by itself, the number left out and, where words stand before it, marked."""
    mention = all_[place]
    following = all_[place + 1] if place + 1 < len(all_) else None
    if following and following.role not in ("main", "base") and following.start <= end:
        cut = _COMPARING.search(text, mention.end, following.start)
        end = cut.start() if cut else end
    before = _CONNECTIVE.sub("", _BRACKETED.sub("", _before(text, start, place, all_, periods)))
    behind = _BRACKETED.sub("", f"{mention.inner} {_behind(text, end, mention, periods)}").strip()
    if _FILLING.match(before):
        return _closed(_tidy(f"{NUMBER} {behind}" if behind.startswith("of ") else _CONNECTIVE.sub("", behind)))
    return _closed(_tidy(f"{before.rstrip()} {NUMBER}{' ' if behind[:1].isalnum() else ''}{behind}"))


def _before(text: str, start: int, place: int, all_: list[Mention], periods: list[Period]) -> str:
    """What stands before a number in its clause, without its date and without the value that it changed from."""
    mention, end = all_[place], all_[place].start
    earlier = [each for each in all_[:place] if each.role == "previous" and each.start >= start]
    if earlier and (change := list(_FROM.finditer(text, start, earlier[0].start))):
        end = change[-1].start()
    for found in _LEFT_CUTS.finditer(text, start, end):
        if len(_WORD.findall(text[found.end() : end])) >= _STANDS or found.end() >= end - 1:
            start = found.end()
    return _undated(text, start, end, mention, periods)


def _behind(text: str, end: int, mention: Mention, periods: list[Period]) -> str:
    for found in _CUTS.finditer(text, mention.end, end):
        if found.start() == mention.end or len(_WORD.findall(text[mention.end : found.start()])) >= _STANDS:
            end = found.start()
            break
    return _undated(text, mention.end, end, mention, periods)


def _undated(text: str, start: int, end: int, mention: Mention, periods: list[Period]) -> str:
    """A stretch of a text without the date of its number, which is told beside it; other dates belong to what is said."""
    for period in reversed(periods):
        if period.iso == mention.period and start <= period.start and period.end <= end:
            lead = _DATED.search(text, max(start, period.start - _LEAD), period.start)
            return text[start : lead.start() if lead else period.start] + text[period.end : end]
    return text[start:end]


def _without(text: str, start: int, end: int, all_: list[Mention], periods: list[Period]) -> str:
    """A stretch of a text without its numbers and dates."""
    holes = [(period.start, period.end) for period in periods] + [(each.start, each.end) for each in all_]
    kept, at = [], start
    for a, b in sorted(holes):
        if b > at and a < end:
            kept.append(text[at : max(at, a)])
            at = max(at, b)
    kept.append(text[at:end] if at < end else "")
    return _closed(_CONNECTIVE.sub("", _tidy(" ".join(kept))))


def _exact(text: str, start: int, end: int, mention: Mention, all_: list[Mention], periods: list[Period]) -> str:
    """The words of the clause with the number's place marked, cut as close as clauses part, without other numbers and dates."""
    start = max(
        (found.end() for cut in (_CUTS, _RESULT, _LED) for found in cut.finditer(text, start, mention.start)),
        default=start,
    )
    if _RELATIVE.search(text, 0, start) and (comma := text.find(", ", mention.end, end)) >= 0:
        end = comma
    end = min((found.start() for cut in (_CUTS, _BESIDE) if (found := cut.search(text, mention.end, end))), default=end)
    left = _undating(text, start, mention.start, all_, periods)
    right = _undating(text, mention.end, end, all_, periods)
    return f"{left} {NUMBER} {right}"


def _undating(text: str, start: int, end: int, all_: list[Mention], periods: list[Period]) -> str:
    kept, at = [], start
    holes = [(each.start, each.end, True) for each in periods] + [(each.start, each.end, False) for each in all_]
    for a, b, is_date in sorted(holes):
        if a >= at and b <= end:
            lead = _DATED.search(text, max(at, a - _LEAD), a) if is_date else None
            kept.append(text[at : lead.start() if lead else a])
            at = b
    return " ".join([*kept, text[at:end]])


def _is_bracketed(text: str, start: int, mention: Mention) -> bool:
    """Whether a number stands in brackets that open behind ``start``."""
    opens = text.rfind("(", start, mention.start)
    return opens >= 0 and ")" not in text[opens : mention.start] and ")" in text[mention.end :]


def _tidy(text: str) -> str:
    if "(" in text:
        text = _BRACKETED.sub("", text)
    return " ".join(_NOTE.sub("", text).split())


def _closed(text: str) -> str:
    text = text.rstrip(_MARKS)
    while (last := text.rpartition(" ")[2].lower()) in _CLOSING and last:
        text = text[: -len(last)].rstrip(_MARKS)
    text = text.strip()
    return text if text.count("(") == text.count(")") else text.replace("(", "").replace(")", "")


def _is_aside(text: str, place: int, all_: list[Mention]) -> bool:
    """Whether a number stands in brackets behind another and is said of the same: "30 (12%)"; not "30 (12% of all plans)"."""
    before = next((each for each in reversed(all_[:place]) if each.role in ("main", "base")), None)
    mention = all_[place]
    if before is None:
        return False
    between = text[before.end : mention.start]
    if not _ASIDE.fullmatch(between):
        return bool(_BRACKET_OPENS.fullmatch(between)) and text[mention.end : mention.end + 1] == ")"
    return mention.unit.startswith("per-") or not _WORD.findall(text[mention.end :].split(")")[0])
