"""Quotations, checked to the word: marks, hyphens, capitals, ellipses and square brackets make no difference, another word does."""

import re
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from ...language.likeness import stem
from ..told import ReportText, Told, size, spoken, stems
from .statements import nearest
from .turned import is_not
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_sentence, silent

_GAP = re.compile(r"…|\.{3,}|\[[^\]]*\]|\([^)]*\)")
_CAPITAL = re.compile(r"[\[(](\w)[\])](?=\w)")
_SHORT = 3  # words of a quotation that needs words around it to be known
_NEAR = 3  # words in front of a quotation among which a "not" turns it round
_CHANGED = 0.41  # share of the words of a quotation that may differ where it is still the same, misquoted
_CONTEXT = 0.45  # share of the weight of the words around a short quotation that its sentence in the report has, and
_FEWEST = 2  # so many of these words
_LESS = 0.35  # a smaller share that is enough with more words
_SURE = 0.5  # share of the words around it by which the sentence is known that a short quotation is taken from
_BEHIND = 3  # words behind a quotation that tell its place
_LONG = 5  # words of a quotation that is known without words around it


@dataclass(frozen=True)
class _Near:
    """A stretch of a report that is nearly the quotation: how many words differ, and what stands there instead."""

    changed: int
    context: float
    shared: int
    told: Told
    words: tuple[str, ...]


def quotation(quoted: str, phrase: str, around: str, text: ReportText) -> Verdict:
    """What becomes of quoted words, by the phrase they are part of ("a “serious” history") and the clause around them."""
    parts = _parts(quoted)
    if not parts:
        return silent("nothing is quoted")
    found = [_exact(part, text) for part in parts]
    rest = stems(around) - stems(quoted)
    if len(parts) == 1 and len(parts[0]) <= _SHORT and (placed := _by_context(parts[0], phrase, rest, text)):
        return placed
    if all(found) and (len(parts) == 1 or _together(found)):
        return _found(parts, found, around, rest, text)
    lost = max((part for part, places in zip(parts, found, strict=True) if not places), key=len, default=())
    near = _nearest(lost, rest, text) if lost else None
    if near:
        return by_sentence(_changed(near.words, lost), _note(near.words, lost), near.told)
    if any(found):
        place = next(places[0] for places in found if places)
        return by_sentence(PARTLY, "only a part of the quoted words stands in the report", place)
    return silent("the quoted words do not stand in the report")


def _parts(quoted: str) -> list[tuple[str, ...]]:
    """The words of a quotation between its gaps; a letter in brackets is only another capital: "[p]lacements"."""
    return [part for part in map(spoken, _GAP.split(_CAPITAL.sub(r"\1", quoted))) if part]


def _together(found: list[list[Told]]) -> bool:
    """Whether one paragraph holds all parts of a quotation with gaps."""
    return bool(set.intersection(*({told.fact for told in places} for places in found)))


def _by_context(part: tuple[str, ...], phrase: str, rest: frozenset[str], text: ReportText) -> Verdict | None:
    """A few quoted words by the sentence of the report that surely is about the same: it has them, or others in their place."""
    alike = nearest(rest, text) if size(rest) > _FEWEST else None
    if not alike or alike.share < _SURE or size(alike.shared) <= _FEWEST:
        return None
    for told in alike.told:
        if _at(part, told.tokens) >= 0:
            return by_sentence(CORROBORATED, "the quoted words stand in the report, word for word", told)
    for told in alike.told:
        if other := _in_their_place(part, phrase, told):
            return by_sentence(CONTRADICTED, _note(other, part), told)
    return None


def _in_their_place(part: tuple[str, ...], phrase: str, told: Told) -> tuple[str, ...]:
    """The words that stand in a sentence in front of those that follow a quotation in its phrase."""
    spoken_phrase = spoken(phrase)
    place = _at(part, spoken_phrase)
    behind = spoken_phrase[place + len(part) :][:_BEHIND]
    found = _at(behind, told.tokens) if len(behind) >= _FEWEST else -1
    return told.tokens[found - len(part) : found] if found >= len(part) else ()


def _note(other: tuple[str, ...], part: tuple[str, ...]) -> str:
    return f"the report has “{' '.join(other)}” where the article quotes “{' '.join(part)}”"


def _changed(told: tuple[str, ...], part: tuple[str, ...]) -> str:
    """Another word contradicts a quotation; the same word in another form ("increase" for "increases") only makes it inexact."""
    return PARTLY if [stem(word) for word in told] == [stem(word) for word in part] else CONTRADICTED


def stands(quoted: str, text: ReportText) -> bool:
    """Whether quoted words stand in a report, all of them."""
    parts = _parts(quoted)
    return bool(parts) and all(_exact(part, text) for part in parts)


def _exact(part: tuple[str, ...], text: ReportText) -> list[Told]:
    """The sentences that hold some words in their order; words may run into the next sentence of the same paragraph."""
    wanted = set(part)
    found = [each for each in text.sentences if wanted <= each.bag and _at(part, each.tokens) >= 0]
    if found or len(part) <= _SHORT:
        return found
    return [
        left
        for left, right in pairwise(text.sentences)
        if left.fact == right.fact and wanted <= left.bag | right.bag and _at(part, left.tokens + right.tokens) >= 0
    ]


def _at(part: tuple[str, ...], words: tuple[str, ...]) -> int:
    size = len(part)
    first = part[0]
    for place, word in enumerate(words):
        if word == first and words[place : place + size] == part:
            return place
    return -1


def _found(
    parts: list[tuple[str, ...]], found: list[list[Told]], around: str, rest: frozenset[str], text: ReportText
) -> Verdict:
    """Words that stand in the report: turned round there, or said of something else?"""
    longest = max(range(len(parts)), key=lambda place: len(parts[place]))
    part, places = parts[longest], found[longest]
    best = max(places, key=lambda told: (text.weight(rest & told.stems), -told.order))
    denied = [told for told in places if _is_denied(part, told)]
    if len(denied) == len(places) and not any(map(is_not, spoken(around))) and len(part) > 1:
        return by_sentence(
            CONTRADICTED, "the report has these words behind a “not”, which the article leaves out", best
        )
    if len(part) <= _SHORT and rest and not rest & best.stems:
        near = _nearest(part, rest, text)
        if near:
            return by_sentence(_changed(near.words, part), _note(near.words, part), near.told)
        return by_sentence(PARTLY, "the quoted words stand in the report, but not about this", best)
    return by_sentence(CORROBORATED, "the quoted words stand in the report, word for word", best)


def _is_denied(part: tuple[str, ...], told: Told) -> bool:
    place = _at(part, told.tokens)
    before = told.tokens[max(0, place - _NEAR) : place] if place > 0 else ()
    return any(map(is_not, before))


def _nearest(part: tuple[str, ...], rest: frozenset[str], text: ReportText) -> _Near | None:
    """The stretch of the report that is most like the quotation, where it surely is the one that was meant."""
    allowed = max(1, int(len(part) * _CHANGED))
    own = stems(" ".join(part))
    whole = text.weight(rest) or 1.0
    best: _Near | None = None
    for told in text.sentences:
        if not own & told.stems and len(part) > 1:
            continue
        both = rest & told.stems
        context = text.weight(both) / whole
        for words in _windows(part, told.tokens, allowed):
            near = _Near(Levenshtein.distance(part, words), context, size(both), told, words)
            if _is_meant(near, part) and (
                best is None or (near.changed, -near.context) < (best.changed, -best.context)
            ):
                best = near
    return best


def _is_meant(near: _Near, part: tuple[str, ...]) -> bool:
    """Whether a stretch is what was quoted: nearly all words of a long quotation, or words around a short one."""
    same = stems(" ".join(near.words)) & stems(" ".join(part))
    if len(part) >= _LONG and len(same) >= _FEWEST:
        return True
    known = near.context >= _CONTEXT or (near.context >= _LESS and near.shared > _FEWEST)
    return known and near.shared >= _FEWEST and bool(same)


def _windows(part: tuple[str, ...], words: tuple[str, ...], allowed: int) -> list[tuple[str, ...]]:
    """The stretches with nearly as many words that differ in few of them."""
    if len(part) < 2:
        return []
    found = []
    for length in {len(part), len(part) + 1, len(part) - 1} - {0, 1}:
        for start in range(len(words) - length + 1):
            window = words[start : start + length]
            if 0 < Levenshtein.distance(part, window, score_cutoff=allowed) <= allowed:
                found.append(window)
    return found
