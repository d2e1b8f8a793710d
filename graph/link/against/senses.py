"""What a clause says on the scales of ``ontology/press.ttl``: more or fewer, sooner or later, of all or of few, and whom it names.

Two clauses about the same thing contradict each other where they stand at opposite ends of a scale, give extents that exclude each
other to the same thing, or name one of a class where the other names another.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...language.likeness import stem
from ...language.phrases import Phrases, Word, words
from ...vocabulary import vocabulary
from ..told import stems

_REACH = 6  # words behind a "not" that it may turn round
_OF = 6  # words behind "most" or "few" that say of what, or beside a word of a scale
_BEFORE = 6
_WISHED = 12  # words behind "needs to" that are not so yet
_PART = 2  # words behind a "not" among which an "all" makes it deny a part only
_INTERVAL, _FREQUENCY, _NOT_ALL, _NUMBER = "interval", "frequency", "not-all", "number"
_NO_EXTENTS = frozenset(
    {
        ("at", "all"),
        ("above", "all"),
        ("after", "all"),
        ("in", "all"),
        ("the", "most"),
        ("as", "often"),
        ("at", "most"),
        ("the", "few"),
    }
)  # "at all", "the most vulnerable"
_ADVERBS = frozenset({"alway", "never"})  # as Phrases has them
_PEOPLE = frozenset({"child", "children", "people"})


@dataclass(frozen=True)
class Sense:
    """A word that puts a clause at an end of a scale, 1 or -1, with the stems of the words right behind and in front of it."""

    scale: str
    sign: int
    word: str
    near: frozenset[str]


@dataclass(frozen=True)
class Extent:
    """How many of what: the code of the extent, the word, and the stems of what stands behind it."""

    code: str
    word: str
    of: frozenset[str]


@dataclass(frozen=True)
class Named:
    """A member of a class of which only one is meant at a time."""

    kind: str
    member: str
    word: str


@dataclass(frozen=True)
class Said:
    """All that a clause says on scales."""

    senses: tuple[Sense, ...]
    extents: tuple[Extent, ...]
    named: tuple[Named, ...]
    denies: bool = False

    def signs(self, scale: str) -> set[int]:
        """The ends of a scale at which the clause stands."""
        return {each.sign for each in self.senses if each.scale == scale}


@lru_cache(maxsize=20_000)
def said(text: str) -> Said:
    """What a clause says on scales."""
    spoken = words(text)
    denied = _denied(spoken)
    senses = tuple(_senses(spoken, denied))
    named = [
        Named(*found.values[0], " ".join(word.plain for word in spoken[found.first : found.last + 1]))
        for found in _alternatives().find(spoken)
    ]
    return Said(senses, tuple(_extents(spoken)), tuple(named), next(_denials("not").find(spoken), None) is not None)


def _senses(spoken: tuple[Word, ...], denied: dict[int, int]) -> Iterator[Sense]:
    for found in _scales().find(spoken):
        turned = 1 if _is_denial(spoken[found.first]) else denied.get(found.first, 1)
        for scale, sign in [each for each in found.values if each[1]] if turned else ():
            near = spoken[max(0, found.first - _BEFORE) : found.first] + spoken[found.last + 1 : found.last + 1 + _OF]
            yield Sense(scale, sign * turned, _printed(spoken, found.first, found.last), _stems(near))


def _is_denial(word: Word) -> bool:
    return next(_denials("not").find((word,)), None) is not None


def _denied(spoken: tuple[Word, ...]) -> dict[int, int]:
    """The places of words that a "not" turns round, as -1; as 0 those that are not said to be so: "not always", "needs to be"."""
    found: dict[int, int] = {}
    for match in _denials("wish").find(spoken):
        found.update(dict.fromkeys(range(match.last + 1, match.last + 1 + _WISHED), 0))
    parts = {match.first for match in _denials("part").find(spoken)}
    for match in _denials("not").find(spoken):
        behind = range(match.last + 1, match.last + 1 + _REACH)
        found.update(dict.fromkeys(behind, 0 if parts & set(behind[:_PART]) else -1))
    return found


def _extents(spoken: tuple[Word, ...]) -> Iterator[Extent]:
    for found in _extent_words().find(spoken):
        code = found.values[0]
        before = spoken[found.first - 1].plain if found.first else ""
        if (before, spoken[found.first].plain) in _NO_EXTENTS:
            continue
        of = spoken[found.last + 1 : found.last + 1 + _OF]
        if spoken[found.last].plain in _ADVERBS:
            of = spoken[max(0, found.first - _BEFORE) : found.first] + of  # what happens always stands on both sides
        yield Extent(
            code,
            _printed(spoken, found.first, found.last),
            _stems(of) | _PEOPLE.intersection(word.plain for word in of),
        )


def _stems(spoken: Iterable[Word]) -> frozenset[str]:
    plain = [word.plain for word in spoken]
    return stems(" ".join(plain))


def _printed(spoken: tuple[Word, ...], first: int, last: int) -> str:
    return " ".join(word.plain for word in spoken[first : last + 1])


def clash(mine: Said, theirs: Said, surely: bool) -> str:
    """What of the report's clause says the opposite of the article's; empty where nothing does.

    :param surely: whether both surely are about the same thing, so that the words need not stand beside the same ones
    """
    for sense in mine.senses:
        if sense.scale == _FREQUENCY and mine.denies and theirs.denies:
            continue  # "often nobody" is "seldom anybody"
        other = next((each for each in theirs.senses if each.scale == sense.scale and each.sign != sense.sign), None)
        if other and stems(other.word) == stems(sense.word) and mine.denies and theirs.denies:
            continue  # both deny it, at another distance from it
        if (
            other
            and len(mine.signs(sense.scale)) == len(theirs.signs(sense.scale)) == 1
            and (surely or sense.near & other.near)
        ):
            return _note(other.word, sense.word)
    return other_extent(mine, theirs, surely)


def other_extent(mine: Said, theirs: Said, surely: bool = False) -> str:
    """That the report gives an extent to the same thing which excludes that of the article."""
    excluded = _excluded()
    given = {each.code for each in theirs.extents}
    for extent in mine.extents:
        for each in theirs.extents:
            if extent.code in given and each.code != _NOT_ALL:
                continue
            alone = surely and len(mine.extents) == len(theirs.extents) == 1
            if each.code in excluded[extent.code] and (alone or each.of & extent.of):
                return _note(each.word, extent.word)
    return ""


def other_number(mine: Said, theirs: Said, head: frozenset[str]) -> str:
    """That the report has more of what the article has fewer of, or the other way round, where each says one of both only.

    :param head: the stems of what the article's clause speaks of, of which the report's word has one beside it
    """
    signs = mine.signs(_NUMBER), theirs.signs(_NUMBER)
    if len(signs[0]) != 1 or len(signs[1]) != 1 or signs[0] == signs[1]:
        return ""
    left = next(each for each in mine.senses if each.scale == _NUMBER)
    right = next((each for each in theirs.senses if each.scale == _NUMBER and each.near & head), None)
    return _note(right.word, left.word) if right else ""


def agree(mine: Said, theirs: Said) -> bool:
    """Whether both stand at the same end of a scale, or give the same extent to the same thing."""
    if any(
        each.sign == own.sign and each.scale == own.scale and each.near & own.near
        for own in mine.senses
        for each in theirs.senses
    ):
        return True
    return any(each.code == extent.code and each.of & extent.of for extent in mine.extents for each in theirs.extents)


def other_interval(mine: Said, theirs: Said) -> str:
    """That the report says how often otherwise: every month, not every week."""
    return _other(_INTERVAL, mine, theirs)


def named_stems(text: str) -> frozenset[str]:
    """The stems of the members of classes that a text names."""
    return frozenset().union(*(stems(each.word) for each in said(text).named))


def other_named(mine: Said, theirs: Said, known: frozenset[str], of: frozenset[str] = frozenset()) -> str:
    """That the report names another of a class than the article does, where each names one.

    :param known: the members that the report names in whatever says much the same
    :param of: the only classes that are looked at; without any, all
    """
    kinds = sorted({each.kind for each in mine.named if each.member not in known and (not of or each.kind in of)})
    return next((note for kind in kinds if (note := _other(kind, mine, theirs))), "")


def _other(kind: str, mine: Said, theirs: Said) -> str:
    own = {each.member: each.word for each in mine.named if each.kind == kind}
    told = {each.member: each.word for each in theirs.named if each.kind == kind}
    if len(own) != 1 or len(told) != 1 or own.keys() == told.keys():
        return ""
    return _note(next(iter(told.values())), next(iter(own.values())))


def _note(theirs: str, mine: str) -> str:
    return f"the report says “{theirs}” where the article says “{mine}”"


@lru_cache(maxsize=1)
def scale_stems() -> frozenset[str]:
    """Stems of the words of scales, which do not tell what a clause is about."""
    found: set[str] = set()
    for concept in vocabulary().scheme("scale").values():
        for label in (*concept.all("upperWord"), *concept.all("lowerWord")):
            found |= {stem(label)} | stems(label) if " " not in label else frozenset()
    for concept in vocabulary().scheme("extent").values():
        for label in concept.labels:
            found |= stems(label)
    for interval in vocabulary().scheme("alternative")[_INTERVAL].labels:
        found |= stems(" ".join(interval.split("=")))
    return frozenset(found)


@lru_cache(maxsize=1)
def _scales() -> Phrases[tuple[str, int]]:
    scales = vocabulary().scheme("scale").values()
    ends = (("upperWord", 1), ("lowerWord", -1), ("neutralWord", 0))
    return Phrases(
        (word, (scale.code, sign)) for scale in scales for name, sign in ends for word in sorted(scale.all(name))
    )


@lru_cache(maxsize=1)
def _extent_words() -> Phrases[str]:
    return Phrases((label, code) for code, each in vocabulary().scheme("extent").items() for label in each.labels)


@lru_cache(maxsize=1)
def _excluded() -> dict[str, frozenset[str]]:
    return {code: frozenset(each.all("excludes")) for code, each in vocabulary().scheme("extent").items()}


@lru_cache(maxsize=1)
def _alternatives() -> Phrases[tuple[str, str]]:
    return Phrases(
        (word.strip(), (code, label))
        for code, each in vocabulary().scheme("alternative").items()
        for label in each.labels
        if label != each.label
        for word in label.split("=")
    )


@lru_cache(maxsize=4)
def _denials(code: str) -> Phrases[str]:
    concept = vocabulary().scheme("denial")[code]
    return Phrases((label, code) for label in concept.labels)
