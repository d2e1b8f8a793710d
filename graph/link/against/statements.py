"""What an article says in its own words, by the sentences of the report that share its telling words, the rarer the more."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from ...language.numbers import find_numbers
from ...language.periods import find_periods
from ...vocabulary import vocabulary
from ..told import ReportText, Told, plain, spoken, stems
from .turned import differs, opposed, turned, undated
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_sentence, silent

_SAME = 0.5  # share of a claim's weight that a report which says the same has, and
_SOME = 0.42  # one that says a part of it
_CLAUSE_WORDS = 5  # of a clause that stands in a report word for word
_FEWEST = 2  # words that both must have
_OF_TWO, _OF_ASKED = 0.05, 0.1  # so much more must two sentences have than one, and what is asked than what was found
_GRADED_NOUN = re.compile(r"\b(outstanding|inadequate|adequate)\s+(?:service|leadership|rating|grade)s?\b")
_OF_MANY = frozenset(
    {"senior-managers", "manager", "lay-member", "independent-reviewing-officer"}
)  # posts that many hold


@dataclass(frozen=True)
class Likeness:
    """A sentence, or two neighbours, with the share of a claim's weight that they have."""

    share: float
    shared: frozenset[str]
    told: tuple[Told, ...]

    @property
    def best(self) -> Told:
        """The sentence with most of it."""
        return max(self.told, key=lambda each: len(each.stems & self.shared))


def statement(said: str, date: str, text: ReportText) -> Verdict:
    """What becomes of a clause."""
    own = stems(undated(said))
    if len(own) < _FEWEST:
        return silent("the clause says too little to be looked for")
    if told := _word_for_word(spoken(said), text):
        return by_sentence(CORROBORATED, "the report says it in the same words", told)
    alike = nearest(own, text)
    if not alike or alike.share < _SOME or len(alike.shared) < _FEWEST:
        return silent("no sentence of the report says it")
    if found := turned(said, own, date, alike.share, text):
        return found
    if wrong := _lacking_numbers(said, alike):
        return by_sentence(PARTLY, f"the report says it without “{wrong}”", alike.best)
    if alike.share >= _SAME:
        if note := opposed(said, alike.told):
            return by_sentence(CONTRADICTED, note, alike.best)
        if other := _other_title(said, alike):
            return _of_other_post(said, other, alike)
        if lacking := _lacking_grade(said, alike):
            return by_sentence(PARTLY, f"the report says it without “{lacking}”", alike.best)
        if differing := differs(said, own, alike.best):
            return by_sentence(PARTLY, differing, alike.best)
        return by_sentence(CORROBORATED, "the report says the same in its own words", alike.best)
    return by_sentence(PARTLY, "the report says a part of it, or something close to it", alike.best)


def _lacking_grade(said: str, alike: Likeness) -> str:
    """A grade that the clause uses and the report's words do not."""
    told = {word for each in alike.told for word in each.tokens}
    found = _GRADED_NOUN.search(" ".join(spoken(said)))
    return found[1] if found and found[1] not in told else ""


def _other_title(said: str, alike: Likeness) -> str:
    """The title of a post that a clause names and the report's words do not."""
    told = plain(" ".join(each.words for each in alike.told))
    return next(
        (title for title in titles(said) if plain(title) not in told and _letters(title) not in told.split()), ""
    )


def _of_other_post(said: str, title: str, alike: Likeness) -> Verdict:
    """What the report says of another post than the one that a clause names; only a part of it where the clause names several."""
    post = _titles()[1][title]
    theirs = [each for each in titles(alike.best.words) if _titles()[1][each] != post]
    if theirs and titles(said) == [title]:
        return by_sentence(
            CONTRADICTED, f"the report says it of the {theirs[0]}, the article of the {title}", alike.best
        )
    return by_sentence(PARTLY, f"the report says it without the {title}", alike.best)


def titles(said: str) -> list[str]:
    """The titles of posts that some words name, each once."""
    found = _titles()[0].findall(" ".join(spoken(said)))
    return list(dict.fromkeys(found))


def _letters(title: str) -> str:
    """The letters by which a title is known ("dcs")."""
    return "".join(word[0] for word in title.split() if word not in ("of", "the", "for", "and"))


@lru_cache(maxsize=1)
def _titles() -> tuple[re.Pattern[str], dict[str, str]]:
    """The titles of posts that one person holds, and the post of each."""
    posts = {
        " ".join(spoken(label)): code
        for code, post in vocabulary().scheme("post").items()
        for label in post.labels
        if code not in _OF_MANY and " " in label
    }
    longest = sorted(map(re.escape, posts), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest)})\b"), posts


def _word_for_word(words: tuple[str, ...], text: ReportText) -> Told | None:
    """The sentence that has all words of a clause in their order."""
    line = f" {' '.join(words)} "
    return next(
        (told for told in text.sentences if len(words) >= _CLAUSE_WORDS and line in f" {' '.join(told.tokens)} "), None
    )


def nearest(own: frozenset[str], text: ReportText) -> Likeness | None:
    """The sentence, or two neighbours of one paragraph, that share most of some words.

    One sentence is preferred to two, findings to what is asked.
    """
    whole = text.weight(own) or 1.0
    singles = [(own & told.stems, told) for told in text.sentences]
    held: list[tuple[frozenset[str], tuple[Told, ...]]] = [
        (shared, (told,)) for shared, told in singles if len(shared) >= _FEWEST
    ]
    held += [
        (left | right, (one, other))
        for (left, one), (right, other) in pairwise(singles)
        if left and right and one.fact == other.fact and len(left | right) > max(len(left), len(right))
    ]
    return max(
        (Likeness(text.weight(shared) / whole, shared, told) for shared, told in held if len(shared) >= _FEWEST),
        key=lambda each: (
            round(each.share - _OF_TWO * (len(each.told) - 1) - _OF_ASKED * each.told[0].asked, 3),
            -each.told[0].order,
        ),
        default=None,
    )


def _lacking_numbers(said: str, alike: Likeness) -> str:
    """A number of the claim that the report's words do not have."""
    has = {number.value for each in alike.told for number in find_numbers(each.words)}
    dates = find_periods(said)
    own = [
        each
        for each in find_numbers(said)
        if said[each.end : each.end + 1] != "-" and not any(date.start <= each.start < date.end for date in dates)
    ]
    return next((said[each.start : each.end] for each in own if each.value not in has and each.value > 1), "")
