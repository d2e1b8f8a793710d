"""Which numbers of a sentence count something: each with its unit, its qualifier and, where it is a range, its upper end."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from .numbers import Number, find_numbers, per_cent
from .signs import Signs

_DURATIONS = frozenset(("minutes", "hours", "days", "weeks", "months", "years"))
_SHARES = frozenset(("percent", "percentage-points"))
_LIST = re.compile(r"\s*(?:,|and|or|to|&|[–-]|,\s*(?:and|or))\s*|\s")
_RANGED = re.compile(r"\s*(?:and|to|or|[–-])\s*")
_RANGE = re.compile(r"\s?[–−-]\s?(\d+(?:\.\d+)?)(?![\d/])")
_QUOTED = re.compile(r"(?:(?:^|\s)['‘“\"]|‘)$")
_HYPHEN = re.compile(r"-(?=\s?[a-zA-Z])")
_OR_MORE = re.compile(r"\s+or\s+(?:more|fewer|less|two|three|over|longer)\b|\s+or\s+so\b", re.IGNORECASE)
_NO = re.compile(r"\b(?:[Nn]o|[Nn]ot (?:one|a single))\s+(?=[a-z])")
_NOT = re.compile(r"\bnot\s+\Z", re.IGNORECASE)
_IN = re.compile(r"\s+in\s+(?:every\s+)?")
_EACH_IN = re.compile(r"\s+(?:[a-z][\w’'-]*\s+){1,3}?in\s+(?:every\s+)?")
_SHARE_ENDS = re.compile(r"\s*(?:[,.;:)]|$)|\s+(?:[a-z]+s\s+(?:a|an|the|their|its|no)|is|are|was|were|has|have|had)\b")
_ONE_OF = re.compile(
    r"\s+(?:of|in)\s+(?:the\s+|every\s+)?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    r"\s+(?:[a-z][\w’'-]*\s+){1,2}in\s+(?:every\s+)?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten)\b)"
)
_ADJECTIVE = re.compile(r"^\s+(?!(?:in|of|or|and|to|for|at|on|who|that)\b)[\w’'-]+")
_IS = re.compile(r"\b(?:is|was|were)\s*$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\b[^;]*$", re.IGNORECASE)
_SPREAD = re.compile(r"\b(?:var(?:y|ies|ied|ying)|rang(?:e|es|ed|ing))\s+(?:\w+\s+)?from\s+\Z", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:[,.;:)]|$|(?:and|but|in|at|on|by|since|for|over)\b)")
_CHANGE = re.compile(r"\b(?:increase|reduction|decrease|rise|fall|drop|decline|gain|growth)\s+of\s+$", re.IGNORECASE)
_CHANGED = re.compile(r"\s+(?:increase|reduction|decrease|rise|fall|drop|decline|growth)\b", re.IGNORECASE)
_RATE_IS = re.compile(r"\brate\b[^.;,]*\bper\s+10,000\b[^.;]*$", re.IGNORECASE)
_NO_NOUN = re.compile(r"\s*(?:[,.;:)]|$|(?:compared|against|at|in|nationally|for)\b)", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:only\s+|just\s+|an\s+average\s+of\s+)?$")
_BETWEEN = re.compile(r"\bbetween\s+\Z", re.IGNORECASE)
_LIMITING = re.compile(r"(?:above|below|under|exceeding|up\s+to)\b", re.IGNORECASE)
_LIMITS = frozenset(("more-than", "fewer-than", "at-least"))
_QUALIFIER = 24  # characters of the longest words that bend a number
_YEARS = re.compile(r"(?:19|20)\d{4}")  # "2014-15" whose dash is lost
_SMALL = 5
_ADULT = 20
_OLDEST = 25


@dataclass(slots=True)
class Mention:
    """A number of a sentence at ``text[start:end]``, its qualifier and unit included.

    ``role`` is ``main`` for a figure, ``base`` for the whole it is part of, ``difference`` or ``aim`` for what states nothing, or the
    code of a comparator, ``also`` of further ones. ``compared`` holds the values it is compared with by the same codes;
    ``inner`` what stands inside a share ("one referral in three"); ``change`` tells that it says how far another has changed.
    ``period`` is its own date as printed, ``previous_period`` that of the value before.
    """

    start: int
    end: int
    value: Decimal
    unit: str
    qualifier: str = ""
    upper: Decimal | None = None
    base: Decimal | None = None
    role: str = "main"
    inner: str = ""
    change: bool = False
    also: tuple[str, ...] = ()
    period: str = ""
    previous_period: str = ""
    compared: dict[str, Decimal] = field(default_factory=dict)


def counted(text: str, words: Signs, none: bool) -> list[Mention]:
    """The numbers of a sentence without its dates that count something; ``none`` whether the word "no" may count nothing as 0."""
    found = _counted(text, words)
    if none:
        found = sorted([*found, *_none(text, words)], key=lambda mention: mention.start)
    return _joined(text, found)


def _counted(text: str, words: Signs) -> list[Mention]:
    found: list[Mention] = []
    dropped = -1
    for number in find_numbers(text):
        if found and number.start < found[-1].end:
            continue
        follows = dropped >= 0 and _LIST.fullmatch(text[dropped : number.start])
        mention = None if follows else _mention(text, number, words)
        if mention and not (found and mention.start < found[-1].end):
            found.append(mention)
        elif not mention:
            dropped = number.end
            if found and _RANGED.fullmatch(text[found[-1].end : number.start]) and found[-1].unit == "count":
                found.pop()  # "between 18 and 24 years of age"
    return found


def _mention(text: str, number: Number, words: Signs) -> Mention | None:
    """The number as a figure, or nothing where it is a name, an age, a time limit or the like."""
    before, end, upper = text[max(0, number.start - 30) : number.start], number.end, None
    if ranged := _RANGE.match(text, end):
        end, upper = ranged.end(), Decimal(ranged[1])
    unit, end_of_unit = _unit(text, number, end, words)
    if _not_counted(text, end, end_of_unit, number, unit, words):
        return None
    qualifier, start = _qualifier(text, number.start - (unit == "pounds"), words)
    if unit in _DURATIONS and (qualifier in _LIMITS or not _measured(text, start, number, end_of_unit, words)):
        return None
    if unit == "pounds" and qualifier and _LIMITING.match(text, start):
        return None
    if (
        number.words
        and number.value == 1
        and unit == "count"
        and (_NOT.search(before) or not _counts_one(text[end : end + 40], words))
    ):
        return None
    if upper is not None and (upper <= number.value or _is_age_range(before, number.value, upper, unit)):
        return None
    mention = Mention(start, end_of_unit, number.value, unit, qualifier or ("between" if upper else ""), upper)
    if words.behind["difference-behind"].match(text, end_of_unit):
        mention.role = "difference"
    mention.change = bool(
        _CHANGE.search(text, max(0, start - 24), start) or (unit in _SHARES and _CHANGED.match(text, end_of_unit))
    )
    if upper and (between := _BETWEEN.search(text, max(0, start - 12), start)):
        mention.start = between.start()
    return mention


def _is_age_range(before: str, lower: Decimal, upper: Decimal, unit: str) -> bool:
    """Whether a range of small whole numbers names an age group, as it does unless something is said to lie between."""
    return (
        unit == "count"
        and lower < _ADULT
        and upper <= _OLDEST
        and not re.search(r"\b(?:average|between|of)\s*$", before)
    )


def _unit(text: str, number: Number, end: int, words: Signs) -> tuple[str, int]:
    if number.fraction:
        return "percent", end
    if text[: number.start].endswith("£"):
        return "pounds", end
    for code, pattern in words.units:
        if found := pattern.match(text, end):
            return code, found.end()
    rated = " 10,000" in text and _NO_NOUN.match(text, end) and _RATE_IS.search(text, 0, number.start)
    return "per-10000" if rated else "count", end


def _not_counted(text: str, end: int, end_of_unit: int, number: Number, unit: str, words: Signs) -> bool:
    before, behind = text[max(0, number.start - 30) : number.start], text[end : end + 40]
    if unit in _SHARES or unit.startswith("per-") or unit == "pounds":
        return bool(_QUOTED.search(before) or words.behind["no-share-behind"].match(text, end_of_unit))
    quoted = _QUOTED.search(before) or _HYPHEN.match(behind) or before.endswith("-")
    named = words.number_is_name(before, behind) or words.is_age(before, behind)
    year = not number.words and unit == "count" and 1900 <= number.value < 2100 and behind.startswith((")", "’"))
    years = bool(_YEARS.fullmatch(text[number.start : end])) and (number.value // 100 + 1 - number.value) % 100 == 0
    few = number.value <= _SMALL and _OR_MORE.match(behind)
    return bool(
        quoted
        or named
        or year
        or years
        or number.leading_zero
        or behind.startswith("+")
        or few
        or _is_title(before, behind, number)
        or (unit == "count" and number.value <= _OLDEST and words.is_bare_age(text, number.start, behind))
    )


def _is_title(before: str, behind: str, number: Number) -> bool:
    """Whether a number in words is part of a name: a capital inside a sentence, or another capital behind it."""
    if not number.words or not number.capital:
        return False
    opens = not before.strip() or before.rstrip().endswith((".", ":", "•", "?", "!"))
    return not opens or bool(re.match(r"\s+[A-Z][a-z]", behind))


def _measured(text: str, start: int, number: Number, end: int, words: Signs) -> bool:
    """Whether a duration was measured; not a limit ("within ten days", "two years or more") nor a kind of plan ("a 26 week timescale")."""
    if _OR_MORE.match(text, end) or (number.value != 1 and text[end - 1] not in "s%"):
        return False
    if words.before["period-before"].search(text, max(0, start - 40), start):
        return False
    if words.behind["length-of"].match(text, end):
        return False
    is_ = _IS.search(text, max(0, start - 40), start)
    return bool(is_ or words.anywhere["measuring"].search(text, max(0, start - 160), start + 25))


def _counts_one(behind: str, words: Signs) -> bool:
    """Whether "one" counts: it is one of a number, or what follows an adjective or two is a thing that is counted one by one."""
    if _ONE_OF.match(behind) or _ONE_IN.match(behind):
        return True
    rest = behind
    for _ in range(3):
        if words.behind["one-of"].match(rest):
            return True
        rest = _ADJECTIVE.sub("", rest)
    return False


def _qualifier(text: str, start: int, words: Signs) -> tuple[str, int]:
    """The code of the words that bend a number, and where they begin."""
    found = words.qualifier.search(text, max(0, start - _QUALIFIER), start)
    if not found:
        return "", start
    return words.qualifiers[" ".join(re.split(r"[\s-]+", found[1].lower()))], found.start()


def _none(text: str, words: Signs) -> list[Mention]:
    """The word "no" as the count 0, where things that are counted follow."""
    found = []
    for no in _NO.finditer(text):
        rest = text[no.end() - 1 : no.end() + 60]
        for _ in range(4):
            if words.behind["none-of"].match(rest):
                found.append(Mention(no.start(), no.end() - 1, Decimal(0), "count"))
                break
            rest = re.sub(r"^\s*[\w’'-]+", "", rest)
    return found


def _joined(text: str, found: list[Mention]) -> list[Mention]:
    """Ranges ("between 20 and 25") and shares ("one in five") as one mention; a range that does not rise is none."""
    joined: list[Mention] = []
    for mention in found:
        last = joined[-1] if joined else None
        between = text[last.end : mention.start] if last else ""
        from_ = _BETWEEN.search(text, max(0, last.start - 12), last.start) if last else None
        if last and from_ and re.fullmatch(r"\s+(?:and|to)\s+", between):
            last.unit, last.start = mention.unit, from_.start()
            _widen(last, mention)
        elif last and _is_share(text, last, mention):
            last.value, last.unit, last.end = per_cent(last.value, mention.value), "percent", mention.end
            last.inner = re.sub(r"\bin\b.*", "", between).strip()
        elif last and last.unit in ("count", mention.unit) and re.fullmatch(r"\s+to\s+", between):
            last.unit = mention.unit  # "from 40 to 52 per 10,000"
            if _FROM.search(text[: last.start]) and not _SPREAD.search(text[: last.start]):
                joined.append(mention)
            else:
                _widen(last, mention)
        else:
            if last and mention.unit == "count" and _takes_unit(text, last, mention):
                mention.unit = last.unit  # "from 29 weeks to 17"
            joined.append(mention)
    return [mention for mention in joined if mention.upper is None or mention.upper > mention.value]


def _widen(lower: Mention, upper: Mention) -> None:
    lower.end, lower.upper, lower.qualifier = upper.end, upper.value, "between"


def _is_share(text: str, part: Mention, whole: Mention) -> bool:
    """Whether two numbers are a share: "seven in ten", "one referral in three"; not "one child in three homes"."""
    between = text[part.end : whole.start]
    if not (part.unit == whole.unit == "count" and 0 < part.value < whole.value):
        return False
    if _IN.fullmatch(between) and (whole.value <= _ADULT or "every" in between):
        return True
    return (
        whole.value <= _ADULT
        and part.value == 1
        and bool(_EACH_IN.fullmatch(between) and _SHARE_ENDS.match(text, whole.end))
    )


def _takes_unit(text: str, last: Mention, mention: Mention) -> bool:
    """Whether the unit of the number before is said of this one too, as behind "from" where no word follows that it could count."""
    between = text[last.end : mention.start]
    return bool(
        last.unit != "count"
        and _FROM.search(text[: last.start])
        and _TO.search(between)
        and _ENDS.match(text, mention.end)
    )
