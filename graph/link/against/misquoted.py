"""A few quoted words that nearly stand in a report: one word was put in the place of another, and nothing else there is like them."""

import re

from rapidfuzz.distance import Levenshtein

from ..told import ReportText, Told, spoken, stems
from . import senses
from .verdict import CONTRADICTED, Verdict, by_sentence

_ASIDE = re.compile(r"\([^)]*\)")
_FEW = (2, 3, 4)  # words of a quotation that are known by all but one of them
_FEWEST = 2  # sentences with these words
_LONG, _ONE_IN = 6, 6
_TELLING = 2  # words that both have and that tell something


def misquoted(quoted: str, around: str, text: ReportText, spoken_out: bool = False) -> Verdict | None:
    """The verdict on a quotation of which the report has all words but one, in one wording only; nothing for any other.

    :param around: the clause it stands in, which tells of what it is said
    :param spoken_out: that somebody says it in a longer sentence, whose words then tell whose they are
    """
    part = spoken(quoted)
    if spoken_out:
        return _nearly(part, text) if len(part) >= _LONG else None
    if len(part) not in _FEW:
        return None
    rest = stems(around) - stems(quoted)
    found = [
        (words, told)
        for told in text.sentences
        if told.bag & frozenset(part)
        for words in _stretches(spoken(_ASIDE.sub(" ", told.words)), len(part))
        if _is_frame(part, words, _TELLING - bool(rest & told.stems))
    ]
    if len({words for words, _ in found}) != 1 or len(found) > _FEWEST:
        return None
    return _other(part, *found[0])


def _nearly(part: tuple[str, ...], text: ReportText) -> Verdict | None:
    """A long quotation of which one word in six at most is another in the report."""
    allowed = max(1, len(part) // _ONE_IN)
    for told in text.sentences:
        for words in _stretches(told.tokens, len(part)):
            if Levenshtein.distance(part, words, score_cutoff=allowed) <= allowed:
                return _other(part, words, told)
    return None


def _other(part: tuple[str, ...], words: tuple[str, ...], told: Told) -> Verdict:
    note = f"the report has “{' '.join(words)}” where the article quotes “{' '.join(part)}”"
    return by_sentence(CONTRADICTED, note, told)


def _stretches(words: tuple[str, ...], length: int) -> list[tuple[str, ...]]:
    """All stretches of so many words."""
    return [words[at : at + length] for at in range(len(words) - length + 1)]


def _is_frame(part: tuple[str, ...], words: tuple[str, ...], telling: int) -> bool:
    """Whether just one word differs: of two one in -ly that stands in front, of more one beside some that tell something."""
    other = [(left, right) for left, right in zip(part, words, strict=True) if left != right]
    if len(other) != 1 or stems(other[0][0]) & stems(other[0][1]):
        return False
    if senses.clash(senses.said(" ".join(part)), senses.said(" ".join(words)), surely=True):
        return bool(stems(" ".join(part)) & stems(" ".join(words)))
    if len(part) == min(_FEW):
        return part[1] == words[1] and all(word.endswith("ly") for word in other[0])
    return len(stems(" ".join(part)) & stems(" ".join(words))) >= telling
