"""Quotations of which some words were altered, by the words around them in the article and in the report.

They are the same where the same words stand on both sides, or where much of both clauses is the same and some of the quoted words are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ...language.likeness import stem
from ..told import ReportText, Told, size, spoken, stems
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_sentence

_FRAME = 3  # words on both sides of a quotation that are the same in the report
_CONTEXT, _WHOLE = (
    0.45,
    0.6,
)  # share of the weight of the words around it that a sentence has, where some are altered, and where most are
_FEWEST = 2
_CHANGED, _LITTLE = 0.6, 0.5  # share of the quoted words that may be altered, beside words around them and without
_HEAVY = 5.5  # weight of the words around it that tell where nearly all of a quotation is altered
_SHORT = 4  # words of a quotation of which all but one may be altered
_FEW = 3  # words of a quotation that is known without the words around it
_SPOKEN = 0.3  # share of the weight of a clause about what somebody says that the report's sentence has


@dataclass(frozen=True)
class _Stretch:
    """Words of a sentence that stand in the place of a quotation: how many differ, and what is the same around them."""

    words: tuple[str, ...]
    told: Told
    changed: int
    same: frozenset[str]
    frame: int
    context: float
    weight: float
    shared: int


def altered(quoted: str, around: str, text: ReportText, speaker: str = "") -> Verdict | None:
    """The verdict on a quotation that does not stand in a report, by the stretch that surely was meant; nothing where there is none.

    :param around: the clause it stands in
    :param speaker: whoever is said to say it, whom the sentence of the report then has to name
    """
    part = spoken(quoted)
    if len(part) < _FEWEST:
        return None
    named = stems(speaker)
    sentences = [told for told in text.sentences if told.prose and named <= told.stems]
    found = [each for told in sentences for each in _stretches(part, around, told, text) if _is_meant(each, part)]
    alone = (
        []
        if found
        else [each for told in sentences for each in _stretches(part, around, told, text) if _is_known(each, part)]
    )
    if len({frozenset(map(stem, each.words)) - stems(quoted) for each in alone}) == 1:
        found = alone
    best = max(found, key=lambda each: (each.frame, each.context, -each.changed, -each.told.order), default=None)
    if not best:
        return None
    same = [stem(word) for word in best.words] == [stem(word) for word in part]
    note = f"the report has “{' '.join(best.words)}” where the article quotes “{' '.join(part)}”"
    return by_sentence(PARTLY if same else CONTRADICTED, note, best.told)


def said_by(quoted: str, speaker: str, around: str, text: ReportText) -> Verdict | None:
    """The verdict on what somebody is said to say, where the report says that they say it."""
    part, named, rest = spoken(quoted), stems(speaker), stems(around) - stems(quoted)
    for told in text.sentences:
        if not named or not named <= told.stems or f" {' '.join(part)} " not in f" {' '.join(told.tokens)} ":
            continue
        if text.weight(rest & told.stems) >= _SPOKEN * text.weight(rest):
            return by_sentence(CORROBORATED, "the report quotes them with these words", told)
    return altered(quoted, around, text, speaker) if named else None


def _stretches(part: tuple[str, ...], around: str, told: Told, text: ReportText) -> Iterator[_Stretch]:
    """The stretches of a sentence that have some of the quoted words, or stand between the same words."""
    clause, own = spoken(around), stems(" ".join(part))
    at = next((at for at in range(len(clause)) if clause[at : at + len(part)] == part), -1)
    before, behind = (clause[:at], clause[at + len(part) :]) if at >= 0 else ((), ())
    rest = stems(" ".join(before + behind)) if at >= 0 else stems(around) - own
    shared = rest & told.stems
    if not own & told.stems and not shared:
        return
    weight = text.weight(shared)
    context = weight / (text.weight(rest) or 1.0)
    words = told.tokens
    for length in range(max(1, len(part) - _FEWEST), len(part) + _FEWEST + 1):
        for start in range(len(words) - length + 1):
            window = words[start : start + length]
            left, right = _alike(before[::-1], words[:start][::-1]), _alike(behind, words[start + length :])
            same = own & stems(" ".join(window)) if own & told.stems else frozenset()
            if same or (left and right):
                frame = left + right if left and right else 0
                yield _Stretch(
                    window, told, Levenshtein.distance(part, window), same, frame, context, weight, size(shared)
                )


def _alike(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """How many words of both are the same from their beginning on."""
    count = 0
    for one, other in zip(left, right, strict=False):
        if stem(one) != stem(other):
            break
        count += 1
    return count


def _is_meant(each: _Stretch, part: tuple[str, ...]) -> bool:
    """Whether words surely stand in the place of a quotation, by what stands around it."""
    if each.frame >= _FRAME and (each.same or each.context >= _CONTEXT):
        return True
    ends = stem(each.words[-1]) == stem(part[-1]) or stem(each.words[0]) == stem(part[0])
    some = ends or size(each.same) >= _FEWEST
    others = stems(" ".join(each.words)) - each.same
    own = stems(" ".join(part))
    if not each.same or not some or each.shared < _FEWEST or not (others or 2 * size(each.same) > size(own)):
        return False
    if each.changed <= (_CHANGED if others else _LITTLE) * len(part):
        return each.context >= _CONTEXT
    return (
        bool(others)
        and ends
        and each.changed < len(part) <= _SHORT
        and each.context >= _WHOLE
        and each.weight >= _HEAVY
    )


def _is_known(each: _Stretch, part: tuple[str, ...]) -> bool:
    """Whether words are a quotation of which few words are altered, whatever stands around it."""
    telling = size(each.same) >= _FEWEST and len(part) >= _FEW
    return telling and len(each.words) == len(part) and each.changed <= _LITTLE * len(part)
