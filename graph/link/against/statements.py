"""What an article says in its own words, by the sentences of the report that share its telling words, the rarer the more."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from ...language.likeness import Weights, load
from ...language.numbers import find_numbers
from ...language.periods import find_periods
from ...vocabulary import vocabulary
from ..told import ReportText, Told, plain, size, spoken, stems
from . import senses
from .opposed import opposed
from .turned import denied_beside, differs, parts, turned, undated
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_sentence, silent

_CLAUSE_WORDS = 5  # of a clause that stands in a report word for word
_FEWEST = 2  # words that both must have
_SURELY = 0.55  # likelihood by which a sentence surely is of a clause, and tells where those beside it may be told
_BEFORE = 2  # clauses before one that tell its place, and one behind
_OF_TWO, _OF_ASKED = 0.05, 0.1  # so much more must two sentences have than one, and what is asked than what was found
_GRADED_NOUN = re.compile(r"\b(outstanding|inadequate|adequate)\s+(?:service|leadership|rating|grade)s?\b")
_LIST = re.compile(r"[^,;:]+(?:, [^,;:]+?)+,? (?:and|or) [^,;:.]+")
_BETWEEN = re.compile(r",? (?:and|or) |, ")
_ITEM_WORDS = 4
_HEAD = 4  # words
_PRONOUN = re.compile(r"(?:She|He|They)\b")  # of whom a sentence speaks stands in front of it
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_OF_MANY = frozenset(
    {"senior-managers", "manager", "lay-member", "independent-reviewing-officer"}
)  # posts that many hold


@dataclass(frozen=True)
class Likeness:
    """A sentence, or two neighbours, with the share of a claim's weight that they have, that weight, and its share of theirs."""

    share: float
    weight: float
    mutual: float
    shared: frozenset[str]
    told: tuple[Told, ...]
    near: bool = False

    @property
    def best(self) -> Told:
        """The sentence with most of it."""
        return max(self.told, key=lambda each: len(each.stems & self.shared))

    @property
    def likely(self) -> float:
        """How likely they say what the claim says, from 0 to 1, by what was learnt of claims and reports."""
        return learnt().likely(self.share, self.weight, self.mutual, self.near)


def statement(said: str, date: str, text: ReportText, near: frozenset[str] = frozenset()) -> Verdict:
    """What becomes of a clause.

    :param near: the paragraphs that tell what the clauses beside it say
    """
    own = stems(undated(said))
    if size(own) < _FEWEST:
        return _of_beside(said, own, near, text) or silent("the clause says too little to be looked for")
    if told := _word_for_word(spoken(said), text):
        return by_sentence(CORROBORATED, "the report says it in the same words", told)
    if found := turned(said, own, date, text):
        return found
    said, alike = likeliest(said, text, near)
    if not alike or alike.likely < learnt().some:
        return silent("no sentence of the report says it")
    if wrong := _lacking_numbers(said, alike):
        return by_sentence(PARTLY, f"the report says it without “{wrong}”", alike.best)
    if alike.likely >= learnt().same:
        if other := _other_title(said, alike):
            return _of_other_post(said, other, alike)
        if lacking := _lacking_grade(said, alike):
            return by_sentence(PARTLY, f"the report says it without “{lacking}”", alike.best)
        if lacking := _lacking_item(said, alike, text):
            return by_sentence(PARTLY, f"the report says it without “{lacking}”", alike.best)
        own = stems(said)
        if opposite := senses.other_number(senses.said(said), senses.said(alike.best.words), _head(said)):
            return by_sentence(CONTRADICTED, opposite, alike.best)
        if opposite := opposed(said, alike.best.words, alike.share):
            return by_sentence(CONTRADICTED, opposite, alike.best)
        if differs(said, own, alike.best) and (differing := differs(said, own, _nearest_clause(alike))):
            if differing.startswith("the article") and (beside := denied_beside(own, alike.best, text)):
                return by_sentence(CORROBORATED, "the report says the same in its own words", beside)
            return by_sentence(PARTLY, differing, alike.best)
        return by_sentence(CORROBORATED, "the report says the same in its own words", alike.best)
    return by_sentence(PARTLY, "the report says a part of it, or something close to it", alike.best)


def _of_beside(said: str, own: frozenset[str], near: frozenset[str], text: ReportText) -> Verdict | None:
    """The verdict on a few words about "them" where the only sentence with them, or one beside, says it of more or fewer."""
    having = [told for told in text.sentences if own and own <= told.stems]
    beside = [told for told in having if told.fact in near or len(having) == 1]
    notes = ((senses.other_extent(senses.said(said), senses.said(told.words)), told) for told in beside)
    return next((by_sentence(CONTRADICTED, note, told) for note, told in notes if note), None)


def _head(said: str) -> frozenset[str]:
    """The stems of the first words of a clause, which are mostly what it speaks of."""
    return stems(" ".join(spoken(said)[:_HEAD]))


def _lacking_grade(said: str, alike: Likeness) -> str:
    """A grade that the clause uses and the report's words do not."""
    told = {word for each in alike.told for word in each.tokens}
    found = _GRADED_NOUN.search(" ".join(spoken(said)))
    return found[1] if found and found[1] not in told else ""


def _lacking_item(said: str, alike: Likeness, text: ReportText) -> str:
    """An item of a list in a clause ("jobs, housing and debts") of which the report's paragraph has no word."""
    facts = {each.fact for each in alike.told}
    told = frozenset().union(*(each.stems for each in text.sentences if each.fact in facts))
    return next((item for item in _items(said) if (own := stems(item)) and not own & told), "")


def _items(said: str) -> list[str]:
    """The items of a list of three or more in a clause, of the first only its last words."""
    found = _LIST.search(said)
    items = _BETWEEN.split(found.group()) if found else []
    items = [" ".join(items[0].split()[-_FEWEST:]), *items[1:]] if items else []
    return items if all(len(item.split()) <= _ITEM_WORDS for item in items) else []


def _nearest_clause(alike: Likeness) -> Told:
    """The clause of the best sentence that has most of what both have, as a sentence of its own."""
    best = max(parts(alike.best.words), key=lambda each: len(stems(each) & alike.shared))
    return replace(alike.best, words=best, tokens=spoken(best), bag=frozenset(spoken(best)), stems=stems(best))


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
    if theirs and titles(said) == [title] and not _PRONOUN.match(alike.best.words):
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


def likeliest(said: str, text: ReportText, near: frozenset[str] = frozenset()) -> tuple[str, Likeness | None]:
    """What of the report is likeliest to say what a clause says, and the part of the clause that it is most like."""
    bags = {each: own for each in mains(said) if size(own := stems(each)) >= _FEWEST}
    found = [(part, nearest(own, text)) for part, own in bags.items()]
    if near:
        found += [(part, nearest(own, text, near)) for part, own in bags.items()]
        found = [(part, replace(each, near=each.told[0].fact in near)) for part, each in found if each]
    return max(found, key=lambda each: each[1].likely if each[1] else 0.0, default=(said, None))


def paragraphs(clauses: list[str], text: ReportText) -> list[frozenset[str]]:
    """For each clause of an article, in their order, the paragraphs which surely tell what the clauses beside it say."""
    alike = [likeliest(each, text)[1] for each in clauses]
    told = [each.told[0].fact if each and each.likely >= _SURELY else "" for each in alike]
    beside = [{*told[max(0, at - _BEFORE) : at], *told[at + 1 : at + 2]} for at in range(len(told))]
    return [frozenset(each - {""}) for each in beside]


def mains(said: str) -> tuple[str, str]:
    """A clause without its dates, and what of it stands behind a colon ("In fairness: ...")."""
    return undated(said), undated(said.partition(": ")[2])


def nearest(own: frozenset[str], text: ReportText, near: frozenset[str] = frozenset()) -> Likeness | None:
    """The sentence, or two neighbours of one paragraph, that share most of some words.

    One sentence is preferred to two, findings to what is asked.

    :param near: the paragraphs to look at, if not all
    """
    whole = text.weight(own) or 1.0
    singles = [(own & told.stems, told) for told in text.sentences if not near or told.fact in near]
    held: list[tuple[frozenset[str], tuple[Told, ...]]] = [
        (shared, (told,)) for shared, told in singles if size(shared) >= _FEWEST
    ]
    held += [
        (left | right, (one, other))
        for (left, one), (right, other) in pairwise(singles)
        if left and right and one.fact == other.fact and len(left | right) > max(len(left), len(right))
    ]
    return max(
        (_likeness(shared, whole, told, text) for shared, told in held if size(shared) >= _FEWEST),
        key=lambda each: (
            round(each.share - _OF_TWO * (len(each.told) - 1) - _OF_ASKED * each.told[0].asked, 3),
            -each.told[0].order,
        ),
        default=None,
    )


def _likeness(shared: frozenset[str], whole: float, told: tuple[Told, ...], text: ReportText) -> Likeness:
    weight = text.weight(shared)
    theirs = text.weight(frozenset().union(*(each.stems for each in told)))
    return Likeness(weight / whole, weight, weight / (theirs or 1.0), shared, told)


@lru_cache(maxsize=1)
def learnt() -> Weights:
    """What was learnt of claims beside the reports they are about and beside others."""
    return load(vocabulary().folder / "likeness.json")


def _lacking_numbers(said: str, alike: Likeness) -> str:
    """A number of the claim that the report's words do not have."""
    has = {number.value for each in alike.told for number in find_numbers(each.words)}
    has |= {Decimal(found) for each in alike.told for found in _ORDINAL.findall(each.words)}
    dates = find_periods(said)
    own = [
        each
        for each in find_numbers(said)
        if said[each.end : each.end + 1] != "-" and not any(date.start <= each.start < date.end for date in dates)
    ]
    return next((said[each.start : each.end] for each in own if each.value not in has and each.value > 1), "")
