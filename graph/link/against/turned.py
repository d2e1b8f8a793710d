"""The other way round: what a report says of the same thing in opposite words, with a "not", another grade or another date.

It is said only where one clause of the report has nearly all that the claim says; what leaves a doubt is no contradiction.
"""

import re
from functools import lru_cache
from itertools import pairwise

from ...language.likeness import stem
from ...language.periods import find_periods
from ...vocabulary import vocabulary
from ..told import ReportText, Told, plain, stems
from .dates import compatible, printed
from .verdict import CONTRADICTED, Verdict, by_sentence

_FEWEST = 2  # words that both must have
_SURE = 0.8  # share by which it surely is the same
_TURNED = 0.6  # share that a clause must have which says the opposite
_LESS = 0.15  # so much less of a claim than another sentence has one that may contradict it
_DATED = 0.7  # share by which a sentence with another date is of the same thing
_CLAUSE = re.compile(
    r"[,;:]\s|\s+(?:but|although|though|while|whilst|whereas|however|and(?=\s+(?:the|is|are|were|was|has|have|they|it)))\s+"
)
_NOT = frozenset(
    [
        "not",
        "never",
        "no",
        "without",
        "nor",
        "cannot",
        "nobody",
        "none",
        "failed",
        "fails",
        "unable",
        "lack",
        "lacks",
        "samefailedto",
    ]
)  # the last stands for phrases of one meaning, such as "failed to"
_HALF = frozenset(["always", "all", "every", "yet", "consistently", "only", "routinely"])
_GRADED = re.compile(
    r"\b(?:judged|rated|graded|found|deemed)\b\s*(?:\w+\s+){0,2}?[‘“'\"]?(?P<grade>outstanding|good|adequate|inadequate|requires?\s+improvement)\b",
    re.IGNORECASE,
)
_AUXILIARIES = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "been",
        "be",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
    ]
)
_PREDICATE = 4  # words behind an auxiliary verb that say what is said
_ARTICLE_DENIES = "the article denies what the report says"
_REACH = 5  # words behind a "not" that it turns round


def turned(said: str, own: frozenset[str], date: str, best: float, text: ReportText) -> Verdict | None:
    """The verdict on a clause of the report that plainly says the opposite."""
    bare = own - _polar_stems()
    whole = text.weight(bare) or 1.0
    for told in sorted(text.sentences, key=lambda each: (-text.weight(bare & each.stems), each.order))[:6]:
        if text.weight(own & told.stems) / (text.weight(own) or 1.0) < best - _LESS:
            continue  # another sentence says far more of it
        if told.asked or text.weight(bare & told.stems) / whole < _TURNED:
            continue
        for part in parts(told.words) if told.prose else ():
            held = bare & stems(part)
            share = text.weight(held) / whole
            if len(held) < _FEWEST or share < _TURNED:
                continue
            note = _other_grade(said, part) or _clash(said, own, part, len(held), share)
            if note and not (note == _ARTICLE_DENIES and _denied(plain(told.words).split())):
                return by_sentence(CONTRADICTED, note, told)
        if note := _other_date(said, date, told, text.weight(bare & told.stems) / whole):
            return by_sentence(CONTRADICTED, note, told)
    return None


def _other_grade(said: str, part: str) -> str:
    """Another grade for the same thing, where both print just one."""
    mine, theirs = _graded(said), _graded(part)
    if len(mine) == len(theirs) == 1 and mine != theirs:
        return f"the report says “{theirs[0]}” where the article says “{mine[0]}”"
    return ""


def _graded(words: str) -> list[str]:
    """The grades that some words give ("judged good")."""
    found = _GRADED.search(words)
    return [found["grade"].lower()] if found else []


def parts(sentence: str) -> list[str]:
    """The clauses of a sentence."""
    cuts = [0, *(found.start() for found in _CLAUSE.finditer(sentence)), len(sentence)]
    return [sentence[a:b] for a, b in pairwise(cuts)]


def _clash(said: str, own: frozenset[str], part: str, held: int, share: float) -> str:
    """What turns a clause of the report round: an opposite word, or a "not" at a word that the claim has too.

    A denial takes more words that both have, ``held``, and that the article denies what the report says a greater ``share``: articles
    deny in other words.
    """
    left, right = plain(said).split(), plain(part).split()
    for one, other in _opposites():
        for mine, theirs in ((one, other), (other, one)):
            apart = mine in left and theirs in right and mine not in right and theirs not in left
            if apart and _is_denied(mine, left) == _is_denied(theirs, right):
                return f"the report says “{_shown(theirs)}” where the article says “{_shown(mine)}”"
    denied, also = _denied(right), _denied(left)
    either = denied or also
    if (
        not either
        or (denied and also)
        or either[1]
        or not either[0] & own
        or held <= _FEWEST
        or (also and share < _SURE)
    ):
        return ""
    if not _predicate(right if also else left) & either[0] and share < _SURE:
        return ""
    return "the report denies it" if denied else _ARTICLE_DENIES


def _predicate(words: list[str]) -> frozenset[str]:
    """The stems of what a clause says of its subject: behind its last auxiliary verb."""
    last = max((place for place, word in enumerate(words) if word in _AUXILIARIES), default=len(words))
    return stems(" ".join(words[last + 1 : last + 1 + _PREDICATE]))


def opposed(said: str, told: tuple[Told, ...]) -> str:
    """Opposite words in front of the same word: "poorly attended", "well attended"."""
    mine = _before_words(said)
    theirs = {pair for each in told if each.prose and not each.asked for pair in _before_words(each.words)}
    for word, behind in sorted(mine - theirs):
        for other in _opposites_of(word):
            if (other, behind) in theirs and (other, behind) not in mine:
                return f"the report says “{_shown(other)}” where the article says “{_shown(word)}”"
    return ""


def _before_words(text: str) -> set[tuple[str, str]]:
    """Words that have an opposite, each with the stem of the word behind it."""
    words = plain(text).split()
    return {(word, stem(behind)) for word, behind in pairwise(words) if _opposites_of(word)}


@lru_cache(maxsize=1000)
def _opposites_of(word: str) -> tuple[str, ...]:
    return tuple(b if word == a else a for a, b in _opposites() if word in (a, b))


def _denied(words: list[str]) -> tuple[frozenset[str], bool] | None:
    """The stems behind a "not", and whether it denies only a part ("not always"); nothing where nothing is denied."""
    found: set[str] = set()
    any_, half = False, False
    for place, word in enumerate(words):
        if word in _NOT or word.endswith("n't"):
            any_ = True
            found |= stems(" ".join(words[place + 1 : place + 1 + _REACH]))
            half = half or bool(_HALF & set(words[place + 1 : place + 4]))
    return (frozenset(found), half) if any_ else None


def _is_denied(word: str, words: list[str]) -> bool:
    place = words.index(word)
    return any(each in _NOT or each.endswith("n't") for each in words[max(0, place - 4) : place])


def differs(said: str, own: frozenset[str], told: Told) -> str:
    """Why a sentence with the same words may not say the same: one of the two denies something, or only a part."""
    mine, theirs = _denied(plain(said).split()), _denied(plain(told.words).split())
    either = mine or theirs
    if either and not (mine and theirs) and either[0] & own:
        return "the report says it with a restriction" if theirs else "the article says it with a restriction"
    return ""


def undated(said: str) -> str:
    """A clause without its dates, which are compared as such."""
    for each in reversed(find_periods(said)):
        said = f"{said[: each.start]} {said[each.end :]}"
    return said


def _other_date(said: str, date: str, told: Told, share: float) -> str:
    """That a sentence which is surely the same gives it another month or year."""
    own = printed(said) or ([date] if date and not date.startswith(("-", "P")) else [])
    theirs = printed(told.words)
    if (
        share < _DATED
        or len(stems(undated(said)) & told.stems) <= _FEWEST
        or len(own) != 1
        or not theirs
        or any(compatible(own[0], each) for each in theirs)
    ):
        return ""
    return f"the report gives {theirs[0]}, the article {own[0]}"


@lru_cache(maxsize=1)
def _opposites() -> tuple[tuple[str, str], ...]:
    pairs = []
    for line in vocabulary().scheme_values("claim-status", "opposite"):
        one, other = (plain(word.strip()) for word in line.split("="))
        pairs.append((one, other))
    return tuple(sorted(pairs))


@lru_cache(maxsize=1)
def _polar_stems() -> frozenset[str]:
    return frozenset(stem(word) for pair in _opposites() for word in pair)


def _shown(word: str) -> str:
    return word.removeprefix("same")
