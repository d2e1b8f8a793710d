"""Numbers as English prose prints them: digits, words and fractions, each an exact decimal with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"),
    *("sixteen", "seventeen", "eighteen", "nineteen"),
)
_UNITS = ("zero", *_ONES, *_TEENS)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {word: number for number, word in enumerate(_UNITS)} | {
    word: number for number, word in zip(range(20, 100, 10), _TENS, strict=True)
}
_LARGE = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_ONE_TO_99 = rf"(?:(?:{'|'.join(_TENS)})(?:[-\s](?:{'|'.join(_ONES)}))?|{'|'.join(_UNITS[1:])})"
_HUNDREDS = rf"(?:,?\s+{_ONE_TO_99}\s+hundred)?"
_WORDS = (
    rf"(?:(?:{_ONE_TO_99}|a)\s+(?:dozen|hundred|thousand|million){_HUNDREDS}(?:\s+and\s+{_ONE_TO_99})?|{_ONE_TO_99})"
)
# A figure stuck to the next word ("117,900children") is one where its thousands are marked.
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:(?:k|m|bn)\b|\s(?:million|billion|thousand)\b)?"
_IN_DIGITS = rf"(?<![\w.,/:–-])(?P<digits>{_DIGITS})(?!\d|/(?!10?,?000\b)|st\b|nd\b|rd\b|th\b)"
_DIGITS_ONLY = re.compile(_IN_DIGITS, re.IGNORECASE)
_NUMBER = re.compile(rf"{_IN_DIGITS}|(?<![\w'’-])(?=[aefnosthz])(?P<words>{_WORDS})(?![\w’'-])", re.IGNORECASE)
_AND_A_HALF = re.compile(r"\s+and\s+a\s+half\b")
_SCALES = {"k": 1000, "m": 1_000_000, "bn": 10**9, "thousand": 1000, "million": 1_000_000, "billion": 10**9}
_PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
# "a third" is a share where a share can stand: "a third of", "a third were", "by a third"; a third party is none.
_FRACTION = re.compile(
    r"(?<![\w-])(?:(?P<times>a|one|two|three|four|nine)[-\s](?P<part>half|third|quarter|fifth|sixth|tenth)s?|(?P<half>half))"
    r"(?=\s+(?:of|the|all|these|those|their|its|were|are|had|have|did|do|live|lived|remain|remained|over|in|to|from)\b"
    r"|\s*[,.;:()]|\s*$)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[a-z]+")
_TELLING = frozenset((*_SMALL, *_LARGE, *_PARTS, *(f"{part}s" for part in _PARTS), "no"))


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``text[start:end]``; ``fraction`` tells a share in words, whose value is in per cent; ``words`` tells words from digits,
    ``capital`` words with a capital letter, ``leading_zero`` digits as telephone numbers begin."""

    start: int
    end: int
    value: Decimal
    fraction: bool = False
    words: bool = False
    capital: bool = False
    leading_zero: bool = False


def has_number(text: str) -> bool:
    """Whether a text may hold a number, the word "no" included; quick, and never wrong where it says no."""
    return bool(_DIGIT.search(text)) or not _TELLING.isdisjoint(_LETTERS.findall(text.lower()))


def find_numbers(text: str) -> list[Number]:
    """Every number of a text in order, whatever it counts or names."""
    if _TELLING.isdisjoint(_LETTERS.findall(text.lower())):
        return list(_whole(text, _DIGITS_ONLY))
    fractions = [
        Number(found.start(), found.end(), share(found), fraction=True, words=True)
        for found in _FRACTION.finditer(text)
    ]
    taken = [(number.start, number.end) for number in fractions]
    others = (
        number for number in _whole(text, _NUMBER) if not any(a < number.end and number.start < b for a, b in taken)
    )
    return sorted([*fractions, *others], key=lambda number: number.start)


def _whole(text: str, pattern: re.Pattern[str]) -> Iterator[Number]:
    for found in pattern.finditer(text):
        if half := _AND_A_HALF.match(text, found.end()):
            whole = _digits(found["digits"]) if found["digits"] else Decimal(in_words(found["words"]))
            yield Number(found.start(), half.end(), whole + Decimal("0.5"), words=bool(found["words"]))
        elif found["digits"]:
            zero = found["digits"][0] == "0" and found["digits"][1:2].isdigit()
            yield Number(found.start(), found.end(), _digits(found["digits"]), leading_zero=zero)
        else:
            yield Number(
                found.start(),
                found.end(),
                Decimal(in_words(found["words"])),
                words=True,
                capital=found["words"][0].isupper(),
            )


def share(found: re.Match[str]) -> Decimal:
    """A fraction in per cent, to one place: a third is 33.3."""
    if found["half"]:
        return Decimal(50)
    times = 1 if found["times"].lower() in ("a", "one") else _SMALL[found["times"].lower()]
    return per_cent(Decimal(times), Decimal(_PARTS[found["part"].lower()]))


def per_cent(part: Decimal, whole: Decimal) -> Decimal:
    """A part of a whole in per cent, to one place where it is no whole number."""
    value = part * 100 / whole
    return value.quantize(Decimal("0.1")) if value % 1 else value.quantize(Decimal(1))


def _digits(text: str) -> Decimal:
    number = re.match(r"[\d,.]+", text)
    scale = text[number.end() :].strip().lower() if number else ""
    value = Decimal((number.group() if number else text).replace(",", ""))
    if not scale:
        return value
    scaled = value * _SCALES[scale]
    return scaled if scaled % 1 else scaled.quantize(Decimal(1))


def in_words(text: str) -> int:
    """The value of a number in words: "two hundred and fifty" is 250."""
    total, current = 0, 0
    for word in re.split(r"[-,\s]+", text.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word in _LARGE:
            total, current = total + max(current, 1) * _LARGE[word], 0
    return total + current
