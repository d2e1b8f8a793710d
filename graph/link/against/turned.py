"""The other way round: what a report says of the same thing in opposite words, with a "not", another grade or another date.

It is said only where one clause of the report has nearly all that the claim says; what leaves a doubt is no contradiction.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ...language.likeness import stem
from ...language.numbers import find_numbers
from ...language.periods import find_periods
from ...vocabulary import vocabulary
from ..told import ReportText, Told, plain, size, stems
from . import senses
from .dates import compatible, printed
from .dates import own as dates_of
from .senses import scale_stems
from .verdict import CONTRADICTED, Verdict, by_sentence

_FEWEST = 2  # words that both must have
_SURE = 0.8  # share by which it surely is the same
_TURNED = 0.55  # share that a sentence must have which says the opposite,
_PART = 0.35  # that a clause of it must have,
_SURELY = 0.75  # and that it has where it surely is of the same thing
_LESS = 0.1  # so much less of a claim than a clause that says the opposite has one that says the same, and may still be meant
_OF_MUCH = 3  # sentences with a single word that may be about anything
_LOOKED_AT = 8  # sentences
_MUTUAL = 0.35  # share of a clause of the report that a claim of few words has where it surely is of the same thing
_CLOSE = 0.2  # what it counts that a clause says little else
_DATED = 0.7  # share by which a sentence with another date is of the same thing
_CLAUSE = re.compile(
    r"[,;:]\s|\s+(?:but|although|though|while|whilst|whereas|however|and(?=\s+(?:the|is|are|were|was|has|have|they|it)))\s+"
)
_GOES_ON = re.compile(
    r"\W*(?:(?:but|and)\s+)?(?:such|they|this|these|it|which|who|has|have|is|are|do|does|was|were)\b", re.IGNORECASE
)
_GRADED = re.compile(
    r"\b(?:judged|rated|graded|found|deemed)\b\s*(?:\w+\s+){0,2}?[‘“'\"]?(?P<grade>outstanding|good|adequate|inadequate|requires?\s+improvement)\b",
    re.IGNORECASE,
)
_PREDICATE = 4  # words behind an auxiliary verb that say what is said
_ARTICLE_DENIES = "the article denies what the report says"
_REACH = 5  # words behind a "not" that it turns round


@dataclass(frozen=True)
class _Beside:
    """A clause of the report about the same thing: how alike it is to the claim, and what it says the other way round, if anything."""

    told: Told
    share: float
    note: str
    agrees: bool


def turned(said: str, own: frozenset[str], date: str, text: ReportText) -> Verdict | None:
    """The verdict on a clause of the report that plainly says the opposite, where no other says as much of it the same way."""
    bare = own - scale_stems()
    if size(bare) < _FEWEST and sum(bare <= told.stems for told in text.sentences) > _OF_MUCH:
        return None
    whole = text.weight(bare) or 1.0
    near = [(text.weight(bare & told.stems) / whole, told) for told in text.sentences if not told.asked]
    near = sorted((each for each in near if each[0] >= _TURNED), key=lambda each: (-each[0], each[1].order))[
        :_LOOKED_AT
    ]
    known = frozenset(each.member for _, told in near for each in senses.said(told.words).named)
    if dated := _other_date(said, date, near):
        return dated
    found = [one for share, told in near if told.prose for one in _beside(said, own, told, known, text)]
    most = max((each.share for each in found if each.note), default=0.0)
    if any(each.agrees and each.share > most - _LESS for each in found):
        return None
    against = next((each for each in found if each.note and each.share == most), None)
    return by_sentence(CONTRADICTED, against.note, against.told) if against else None


def _share(bare: frozenset[str], part: str, text: ReportText) -> float:
    """The share of some stems that a clause has; nothing where there are few."""
    return text.weight(bare & stems(part)) / text.weight(bare) if size(bare) >= _FEWEST else 0.0


def _beside(said: str, own: frozenset[str], told: Told, known: frozenset[str], text: ReportText) -> list[_Beside]:
    """The clauses of a sentence that are about the same thing, with what they say of it."""
    bare, found = own - scale_stems(), []
    whole = text.weight(bare) or 1.0
    share = text.weight(bare & told.stems) / whole
    mine = senses.said(said)
    shared = bare & told.stems
    score = (share + text.weight(own & told.stems) / (text.weight(own) or 1.0)) / 2
    for part in parts(told.words) if size(shared) >= min(_FEWEST, size(bare)) else ():
        held = bare & stems(part)
        part_share = text.weight(held) / whole
        if part_share < _PART and not (share >= _SURELY and _GOES_ON.match(part)):
            continue
        theirs = senses.said(part)
        mutual = text.weight(held) / (text.weight(stems(part) - scale_stems()) or 1.0)
        surely = share >= _SURELY and (size(shared) > _FEWEST or mutual >= _MUTUAL)
        note = _other_grade(said, part) or senses.clash(mine, theirs, surely) or senses.other_interval(mine, theirs)
        if not note and part_share >= _SURELY:
            note = _other_number(said, part)
        if not note and _share(bare - senses.named_stems(said), told.words, text) >= _SURELY:
            note = senses.other_named(mine, theirs, known)
        agrees = not note and senses.agree(mine, theirs)
        if not note and part_share >= (_SURELY if agrees else _TURNED):
            note = _clash(said, bare if agrees else own, part, size(held), part_share)
            if note == _ARTICLE_DENIES and (agrees or _denied(plain(told.words).split())):
                note = ""
        found.append(_Beside(told, score + _CLOSE * mutual, note, agrees and not note))
    return found


def _other_grade(said: str, part: str) -> str:
    """Another grade for the same thing, where both print just one."""
    mine, theirs = _graded(said), _graded(part)
    if len(mine) == len(theirs) == 1 and mine != theirs:
        return f"the report says “{theirs[0]}” where the article says “{mine[0]}”"
    return ""


def _other_number(said: str, part: str) -> str:
    """Another number of the same thing, where both print just one: "38 weeks", "28 weeks"."""
    mine, theirs = (
        [(each.value, stem(behind[0].lower())) for each in find_numbers(words) if (behind := words[each.end :].split())]
        for words in (undated(said), undated(part))
    )
    if len(mine) == len(theirs) == 1 and mine[0][1] == theirs[0][1] and mine[0][0] != theirs[0][0]:
        return f"the report has {theirs[0][0]:f}, the article {mine[0][0]:f}"
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
    last = max((place for place, word in enumerate(words) if word in _auxiliaries()), default=len(words))
    return stems(" ".join(words[last + 1 : last + 1 + _PREDICATE]))


def _denied(words: list[str]) -> tuple[frozenset[str], bool] | None:
    """The stems behind a "not", and whether it denies only a part ("not always"); nothing where nothing is denied."""
    found: set[str] = set()
    any_, half = False, False
    for place, word in enumerate(words):
        if is_not(word):
            any_ = True
            found |= stems(" ".join(words[place + 1 : place + 1 + _REACH]))
            half = half or bool(_words("part") & set(words[place + 1 : place + 4]))
    return (frozenset(found), half) if any_ else None


def is_not(word: str) -> bool:
    """Whether a word denies what stands behind it."""
    return word in _words("not") or word.endswith("n't")


@lru_cache(maxsize=1)
def _auxiliaries() -> frozenset[str]:
    return frozenset(vocabulary().scheme("verb")["auxiliary"].labels)


@lru_cache(maxsize=4)
def _words(code: str) -> frozenset[str]:
    """The words of a kind of denial; words and phrases of one meaning have one word."""
    return frozenset(plain(label) for label in vocabulary().scheme("denial")[code].labels)


def differs(said: str, own: frozenset[str], told: Told) -> str:
    """Why a sentence with the same words may not say the same: in the clause with most of them one of the two denies something."""
    part = max(parts(told.words), key=lambda each: size(own & stems(each)))
    mine = _denied(plain(said).split())
    theirs = _denied(plain(told.words if mine else part).split())
    either = mine or theirs
    if either and not (mine and theirs) and either[0] & own:
        return "the report denies a part of it" if theirs else "the article denies a part of it"
    return ""


def denied_beside(own: frozenset[str], told: Told, text: ReportText) -> Told | None:
    """The sentence beside one, in its paragraph, that denies several of some words: what an article denies may stand there."""
    beside = (each for each in text.sentences if each.fact == told.fact and abs(each.order - told.order) == 1)
    return next(
        (
            each
            for each in beside
            if (denied := _denied(plain(each.words).split())) and denied[0] & own and size(own & each.stems) >= _FEWEST
        ),
        None,
    )


def undated(said: str) -> str:
    """A clause without its dates, which are compared as such."""
    for each in reversed(find_periods(said)):
        said = f"{said[: each.start]} {said[each.end :]}"
    return said


def _other_date(said: str, date: str, near: list[tuple[float, Told]]) -> Verdict | None:
    """That the sentences which surely are of the same thing give it another month or year."""
    own = dates_of(said) or ([date] if date and not printed(said) and not date.startswith(("-", "P")) else [])
    if len(own) != 1:
        return None
    words = stems(undated(said))
    dated = [
        (told, dates)
        for share, told in near
        if share >= _DATED and size(words & told.stems) > _FEWEST and (dates := printed(told.words))
    ]
    if not dated or any(compatible(own[0], each) for _, dates in dated for each in dates):
        return None
    told, dates = dated[0]
    return by_sentence(CONTRADICTED, f"the report gives {dates[0]}, the article {own[0]}", told)
