"""What the numbers of a sentence are to each other: figures, wholes they are a part of, values they are compared with; and their dates."""

import re
from itertools import pairwise

from .counting import Mention, counted
from .periods import Period, find_periods
from .signs import JOINT, Signs

_OF = re.compile(
    r"\)?\s+(?:\w+\s+){0,2}?(?:out\s+of|of)(?:\s+(?:the|these|those|a total of|its|their|all))?(?:\s+(?:last|first|most recent))?\s*"
)
_OF_THEM = re.compile(r"\s+of\s+(?:these|them|whom|which)\b")
_GROUP = re.compile(
    r"(?:^|[;,:.(]\s*|\b(?:and|but|while|that)\s+)(?:out\s+of|of(?!\s+(?:whom|which))|in\s+a\s+sample\s+of|from\s+a\s+(?:sample|total)\s+of)"
    r"(?:\s+(?:the|these|those|all|a\s+total\s+of))?(?:\s+[a-z]+)?\s*$",
    re.IGNORECASE,
)
_OF_NUMBER = re.compile(r"\bof\s+this\s+(?:number|total|figure|group|cohort)\s*$", re.IGNORECASE)
_OF_THESE = re.compile(r"\bof\s+(?:these|those|them)\s*$", re.IGNORECASE)
_BRACKETED = re.compile(r"\s*\(")
_SINCE_INSPECTION = re.compile(
    r"\bsince\s+(?:(?:the|its|their|our)\s+)?(?:last|previous)\s+(?:\w+\s+){0,2}inspection,?\s+(?:in|on|of)\s+$",
    re.IGNORECASE,
)
_PART = re.compile(r"\s+of\s+(?:the\s+)?")
_WHEN = re.compile(
    r"\bwhen\s+(?:it|this|they|the\s+(?:figure|rate|number))\s+(?:was|were|stood)(?:\s+at)?\s*$", re.IGNORECASE
)
_OWN_AND = re.compile(r"\s+(?:compared|against|as\s+against|versus)\b", re.IGNORECASE)
_SAYS_MORE = re.compile(r"\band\b")
_ENDS_SAYING = re.compile(r"[),;:]|\band\b")
_FROM = re.compile(rf"\bfrom{JOINT}", re.IGNORECASE)
_TO = re.compile(
    r"^[\s,)]*(?:[\w’'-]+[\s,)]+){0,9}?to\s+(?:only\s+|just\s+|around\s+|a\s+|an\s+average\s+of\s+|about\s+)*$",
    re.IGNORECASE,
)
_OWN = re.compile(r",\s*(?:and\s+(?:is|was|are)\s+)?at\s*$|\bat\s+$|,\s+and\s+$", re.IGNORECASE)
_THAN_BOTH = re.compile(
    r"\b(?:than|above|below|both|and)\b[^,]*\s(?:average|level|figure|rate)s?\s+at\s*$", re.IGNORECASE
)
_COMPARED_AT = re.compile(r"\bcompar(?:ed|es|ison)\s+(?:with|to)\b[^,;]*\sat\s*$", re.IGNORECASE)
_COMPARED_FIRST = re.compile(r"\W*(?:compared|(?:in|by)\s+(?:comparison|contrast)|against|unlike)\b", re.IGNORECASE)
_NAMED_NEXT = re.compile(r",?\s+and\b[^,;]*$")
_CLAUSE = re.compile(r"[;:]|,\s+(?:and|but|while|whilst|although|with|of)\b|\bbut\b")
_ITS = re.compile(
    r"[\s,]*(?:and|but|while|whilst|although)?\s*(?:it|its|they|their|this|these|that|which|the\s+(?:figure|rate|number))\b",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\((?:or\s+|a\s+rate\s+of\s+|rate\s+of\s+|which\s+is\s+|i\.e\.\s+)?")
_RATE = re.compile(r"[^().;]{0,40}\((?:a\s+)?(?:rate\s+of\s+)?")
_COMPARED = frozenset(("national", "neighbours", "region", "other"))
_AREAS = ("national", "neighbours", "region")
_NO_VALUES = frozenset(("main", "base", "difference", "aim"))
_BESIDES = re.compile(r"\b(?:other|rather)\s+than\s+$", re.IGNORECASE)
_PER_CENT = re.compile(r"%|\bper\s?cent|(?<!\bin )(?<!\bevery )\b[\d.]+\Z", re.IGNORECASE)
_WHOLE = 100  # per cent
_EVENT = 40  # characters before a date in which an event may be told
_AIM = 60  # characters before a number in which an aim may be told
_CONTINUED = re.compile(r"[\s,)]*(?:\w+\s+){0,3}(?:and|,)?[\s,]*(?:of\s+)?")
_ENDS = re.compile(r"\s*(?:[,.;:)]|$|(?:and|but|in|at|on|by|since|for|over)\b)")
_OTHER_TIME = re.compile(
    r"\b(?:than|from|same\s+as|similar\s+to|(?:improvement|increase|reduction|decrease|rise|fall)\s+(?:on|over|since)|(?:compared|comparison|contrast)\s+(?:with|to)|(?:rate|level|figure|number|average|position|that)s?\s+of)"
    r"\s+(?:(?:in|at|on|for|that|the|of|end|year)\s+)*$",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:\band|\bbut|[,;:])[\s,]+(?:(?:since|in|at|by|on|during|between|from|the)\s+)*$", re.IGNORECASE)
_RELATIVE = re.compile(r"[;:]|,\s+(?:who|which|whose|where|when)\b", re.IGNORECASE)
_JOINS = re.compile(r"[,;:]\s|\b(?:but|while|whilst|that|and)\s", re.IGNORECASE)
_AND = re.compile(r",\s+and\s+$", re.IGNORECASE)
_STATES = re.compile(r"\s*(?:(?:is|was|are|were|there|has|have|been|only|just)\s+)*", re.IGNORECASE)
_OPENS = re.compile(
    r"\W*(?:(?:and|but|however|for|in|at|as|on|by|during|since|over|between|from|within|up|to|the|this|that|these|of|first|second|third|last"
    r"|quarter|half|end|year|period|month|months|summer|autumn|spring|winter|term|ending|same|whole|average|financial|academic|example|recently|\d|\d-year|q[1-4])[\s,]+)*",
    re.IGNORECASE,
)


def mentions(text: str, words: Signs, listed: bool = False) -> tuple[list[Mention], list[Period]]:
    """The numbers of a sentence that count something, each with its role, and the sentence's periods; ``listed`` for facts in a list."""
    dates = [_since(text, date) for date in find_periods(text)]
    periods = [date for date in dates if date.iso]
    blank = _blanked(text, dates)
    found = counted(blank, words, none=listed or bool(periods))
    found = [mention for mention in found if not _is_of_a_time(blank, mention, dates)]
    _set_bases(blank, found)
    _set_roles(blank, found, words, periods)
    _set_periods(text, found, periods, words)
    return found, periods


def _since(text: str, date: Period) -> Period:
    """A date with the words before it that say that things are counted since the inspection of that date."""
    found = _SINCE_INSPECTION.search(text, max(0, date.start - 60), date.start)
    if not found or not date.iso or "/" in date.iso:
        return date
    return Period(found.start(), date.end, f"{date.iso}/..")


def _is_of_a_time(text: str, mention: Mention, dates: list[Period]) -> bool:
    """Whether a number counts months or the like: "in two of the last nine months"."""
    part = _PART.match(text, mention.end)
    return bool(part) and any(mention.end < date.start <= part.end() and date.iso[:1] == "P" for date in dates if part)


def _blanked(text: str, periods: list[Period]) -> str:
    for period in periods:
        text = text[: period.start] + " " * (period.end - period.start) + text[period.end :]
    return text


def _set_bases(text: str, found: list[Mention]) -> None:
    """Tell the wholes of which figures are parts: "five of six", "Of the 40 children, 12"."""
    base: Mention | None = None
    for place, mention in enumerate(found):
        last = found[place - 1] if place else None
        between = text[last.end : mention.start] if last else ""
        if (
            last
            and mention.unit == "count"
            and last.role == "main"
            and _OF.fullmatch(between)
            and _can_be_base(last, mention)
        ):
            mention.role, last.base = "base", mention.value
            if place > 1 and between.startswith(")") and found[place - 2].unit == "count" and not found[place - 2].base:
                found[place - 2].base = mention.value  # "435 (65%) of the 730 families"
        elif (
            mention.unit == "count"
            and _GROUP.search(text, max(0, mention.start - 60), mention.start)
            and not _OF_NUMBER.search(text, max(0, mention.start - 60), mention.start)
            and not (
                _OF_THESE.search(text, max(0, mention.start - 20), mention.start)
                and _BRACKETED.match(text, mention.end)
            )
            and (place + 1 < len(found) or text.rstrip().endswith(":"))
        ):
            mention.role, base = "base", mention
        elif (
            base
            and mention.role == "main"
            and mention.unit in ("count", "percent")
            and not _OF_THEM.match(text, mention.end)
        ):
            mention.base = base.value


def _can_be_base(part: Mention, whole: Mention) -> bool:
    return part.unit == "percent" or (part.unit == "count" and part.value <= whole.value)


def _set_roles(text: str, found: list[Mention], words: Signs, periods: list[Period]) -> None:
    """Tell the values that figures are compared with from the figures."""
    for place, mention in enumerate(found):
        if mention.role != "main":
            continue
        last = found[place - 1] if place else None
        following = found[place + 1] if place + 1 < len(found) else None
        before = text[last.end if last else 0 : mention.start]
        behind = text[mention.end : following.start if following else len(text)]
        mention.role = _role(mention, before, behind, last, following, words, text)
        mention.also = _also(mention.role, behind, following is None, words)
        if mention.role == "other" and last and text[: last.start].endswith("(") and ")" not in before:
            mention.role = _outside_brackets(text[: last.start], words)
        elif mention.role == "other" and _is_earlier(text, mention, following, words, periods):
            mention.role = "previous"
        if mention.role != "main" and mention.unit == "count" and _ENDS.match(text, mention.end):
            figures = [each.unit for each in found[:place] if each.role in ("main", "difference") and not each.change]
            unit = figures[-1] if figures else "count"  # "640 days, 153 days over the threshold of 487"
            mention.unit = unit if unit != "percent" or mention.value <= _WHOLE else "count"


def _role(
    mention: Mention, before: str, behind: str, last: Mention | None, following: Mention | None, words: Signs, text: str
) -> str:
    clause = _CLAUSE.split(behind)[0][:70]
    if last and last.role not in _NO_VALUES and _BRACKET.fullmatch(before):
        return last.role
    if last and last.role == "previous" and behind.startswith((")", " children)")) and _RATE.fullmatch(before):
        return last.role
    if last and _WHEN.search(before):
        return "previous"
    if before.endswith("(") and _OWN_AND.match(behind):
        return "main"  # "higher than elsewhere (50 compared with 40)"
    continued = last and last.role in _COMPARED and _CONTINUED.fullmatch(before)
    cued = words.any_cue.search(before)
    aimed = " " in before.strip() and words.anywhere["aim"].search(before, max(0, len(before) - _AIM))
    if not (cued or aimed or continued or "from" in before.lower()):
        return "main"
    own = (
        _OWN.search(before)
        and not (last and last.role == "main" and last.unit == mention.unit and before.endswith("at "))
        and not (_ITS.match(text) and _THAN_BOTH.search(before))
        and not _is_listed(before, behind, last, following, words)
    )
    named = _first_named(clause, words) if continued else ""
    if named and last and last.role in _AREAS and named != last.role:
        return named  # "compared with 11% in similar areas and 12% in England"
    for code in ("target", "national", "neighbours", "region") if cued else ():
        if words.cue_before[code].search(before) and not own:
            return code
    if _BESIDES.search(before):
        return "main"
    if aimed:
        return "aim"
    compared = words.cue_before["other"].search(before) and not _AND.search(before)
    if (compared or continued) and (named := named or _first_named(clause, words)):
        return named
    if _FROM.search(before) and (_changes(before, behind, last, following, words) or bool(last and last.change)):
        return "previous"
    return "other" if compared else "main"


def _first_named(behind: str, words: Signs) -> str:
    """The area of comparison that is named first: "compared with 81% in similar areas and an England average of 84%"."""
    found = [(named.start(), code) for code in _AREAS if (named := words.cues[code].search(behind))]
    return min(found, default=(0, ""))[1]


def _is_listed(before: str, behind: str, last: Mention | None, following: Mention | None, words: Signs) -> bool:
    """Whether "at" leads to the value of what is named before it: "compared with neighbours at 13% and the national average at 12%"."""
    if _COMPARED_AT.search(before) or (last and last.role in _AREAS and _NAMED_NEXT.match(before)):
        return True
    return bool(following and _NAMED_NEXT.match(behind)) and any(words.cues[code].search(behind) for code in _AREAS)


def _outside_brackets(before: str, words: Signs) -> str:
    """The only comparator that is named before brackets: "higher than in similar areas (50 compared with 40)"."""
    sentence = _ENDS_SAYING.split(before)[-1]
    areas = [code for code in _AREAS if words.cues[code].search(sentence)]
    return areas[0] if len(areas) == 1 else "other"


def _also(role: str, behind: str, ends: bool, words: Signs) -> tuple[str, ...]:
    """Other comparators of the same value: "compared with 11% in similar areas and nationally"."""
    if role not in _AREAS:
        return ()
    clause = _CLAUSE.split(behind)[0][:70]
    if not (ends or clause != behind) or not words.cues[role].search(clause):
        return ()
    return tuple(code for code in _AREAS if code != role and words.cues[code].search(clause))


def _changes(before: str, behind: str, last: Mention | None, following: Mention | None, words: Signs) -> bool:
    """Whether "from" gives the value before a change: a word of change, or "to" and another number."""
    if words.cues["previous"].search(before):
        return True
    return bool(following and _TO.match(behind)) or bool(following and words.cues["previous"].search(behind))


def _is_earlier(text: str, mention: Mention, following: Mention | None, words: Signs, periods: list[Period]) -> bool:
    at, end = mention.end, following.start if following else len(text)
    behind = _ENDS_SAYING.split(text[at : min(end, at + 60)])[0]
    if following and _BRACKET.fullmatch(text, at, end):
        at, end = following.end, len(text)  # "compared with 40 (9 per 10,000) in 2013"
    near = any(
        mention.start - 40 < period.start < min(end, at + 40) and not _SAYS_MORE.search(text, at, period.start)
        for period in periods
    )
    return near or bool(words.cues["before"].search(text[max(0, mention.start - 60) : mention.end] + behind))


def _set_periods(text: str, found: list[Mention], periods: list[Period], words: Signs) -> None:
    """Give every mention its date: the one behind it before the next number, else the one that opens the sentence."""
    first = found[0].start if found else 0
    event = words.before["event-before"]
    early = [
        each
        for each in periods
        if each.end <= first and not event.search(text, max(0, each.start - _EVENT), each.start)
    ]
    opening = next((each.iso for each in reversed(early) if _opens(text, each, first)), "")
    near = next((each.iso for each in reversed(early) if _is_near(text, each, first)), "")
    for place, mention in enumerate(found):
        others = (each.start for each in found[place + 1 :] if each.role != "base")
        end = next(others, len(text))
        behind = (
            each.iso for each in periods if mention.end <= each.start < end and _dates(text, mention, each, words)
        )
        before = "" if _is_of_now(text, found, place, words) else opening or (near if place == 0 else "")
        mention.period = next(behind, "") or (before if mention.role == "main" else "")
    for left, right in pairwise(found):
        if right.role == left.role and left.role not in _NO_VALUES:
            left.period, right.period = left.period or right.period, right.period or left.period


def _is_of_now(text: str, found: list[Mention], place: int, words: Signs) -> bool:
    """Whether the words of the clause of a number say that it is of the day of the inspection."""
    start = found[place - 1].end if place else max(0, found[place].start - 60)
    behind = _JOINS.search(text, found[place].end)
    return bool(words.anywhere["now"].search(text, start, behind.start() if behind else len(text)))


def _opens(text: str, period: Period, first: int) -> bool:
    """Whether a date opens the sentence or a clause that the first number stands in, and so is said of all that follows."""
    start = max((found.end() for found in _JOINS.finditer(text, 0, period.start)), default=0)
    between = text[period.end : first].lstrip(" :")  # "In the last 12 months: ..." opens a list
    return bool(_OPENS.fullmatch(text, start, period.start)) and not re.search(r"[;:]", between)


def _is_near(text: str, period: Period, first: int) -> bool:
    """Whether a date before a number is said of it: no comma parts them; behind "since" not even other words."""
    between = text[period.end : first]
    return bool(_STATES.fullmatch(between)) if period.iso.endswith("/..") else not re.search(r"[,;:]", between)


def _dates(text: str, mention: Mention, period: Period, words: Signs) -> bool:
    """Whether a date behind a number is its own: in the same clause, and neither that of a time it is compared with nor of a comparator."""
    between = text[mention.end : period.start]
    if text[period.end : period.end + 1] == "," and _NEXT.search(between):
        return False
    if mention.role == "main" and (_OTHER_TIME.search(between) or _is_of_comparator(between, words)):
        return False
    return not _RELATIVE.search(between)


def _is_of_comparator(between: str, words: Signs) -> bool:
    """Whether a number is compared with others' between it and a date: "above the national rate in 2014"."""
    compared = words.anywhere["comparing"].search(between)
    return bool(compared) and any(words.cues[code].search(between, compared.end()) for code in _AREAS if compared)


def attach(text: str, found: list[Mention], earlier: list[Mention]) -> list[Mention]:
    """The figures of a sentence with what they are compared with; values without a figure of their unit go to ``earlier`` sentences."""
    figures = [mention for mention in found if mention.role == "main"]
    for mention in found:
        if mention.role in _NO_VALUES:
            continue
        figure = _compared(text, mention, figures, earlier)
        if figure and mention.upper is None and mention.role not in figure.compared:
            figure.compared[mention.role] = mention.value
            for role in mention.also:
                figure.compared.setdefault(role, mention.value)
            if mention.role == "previous":
                figure.previous_period = mention.period
    return figures


def _compared(text: str, mention: Mention, figures: list[Mention], earlier: list[Mention]) -> Mention | None:
    same = [figure for figure in figures if figure.unit == mention.unit and not figure.change]
    before = [figure for figure in same if figure.end <= mention.start]
    behind = next((figure for figure in same if figure.start >= mention.end), None)
    if behind and mention.role == "previous" and _goes_on_to(text, mention, before, behind):
        return behind
    if before:
        return before[-1]
    if behind and not _ITS.match(text):
        return behind if _is_put_first(text, mention) else None
    if mention.unit == "count" and (mention.role in _COMPARED or (mention.role == "target" and not _ITS.match(text))):
        return None  # numbers of things are not compared across areas, rates without their unit are
    return next((figure for figure in reversed(earlier) if figure.unit == mention.unit and not figure.change), None)


def _is_put_first(text: str, mention: Mention) -> bool:
    """Whether a value to compare with stands before its figure: "The target is 95%, and it is 92%", "Compared with 9% nationally, 7%"."""
    return (mention.role == "target" and mention.unit != "count") or bool(_COMPARED_FIRST.match(text))


def _goes_on_to(text: str, mention: Mention, before: list[Mention], behind: Mention) -> bool:
    """Whether the value before a change is that of the figure behind it: "from 16 to 31", or another thing than the figure before it."""
    if _TO.match(text[mention.end : behind.start]) or not before:
        return True
    clause = _CLAUSE.search(text, before[-1].end, mention.start)
    return clause is not None and not _ITS.match(text, clause.start()) and ";" not in text[mention.end : behind.start]


def in_words(text: str, mention: Mention) -> str:
    """The words of a share that a sentence prints without a sign of per cent, such as "two thirds" or "one in five"; else nothing."""
    words = " ".join(text[mention.start : mention.end].split())
    if mention.unit != "percent" or _PER_CENT.search(words):
        return ""
    return words[:1].lower() + words[1:]
