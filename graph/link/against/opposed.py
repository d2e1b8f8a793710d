"""What a sentence says otherwise that was chosen, by its likeness, as saying what a clause says: never are both called the same then.

Both are held against each other on all scales, by how many they say it of, and by whom they name. Where the clause of the sentence that
is most like it has the words that differ beside the same ones, they contradict each other; any other difference leaves a doubt.
"""

from dataclasses import replace

from ..told import ReportText, size, stems
from . import senses
from .turned import parts

_WHO = frozenset({"body", "officer"})  # classes of which a sentence names the one that does something
_BROAD = "quality"  # a scale of which many words may be about something else: it leaves a doubt only
_FEWEST = 2  # words that both must have
_SURE = 0.47  # share of a clause that a sentence has which surely is of the same thing
_MUCH = 0.3  # share of a clause of the report that an article's has which says little less than it


def opposed(said: str, told: str, share: float) -> str:
    """What the clause of a sentence that is most like an article's says the other way round; empty where nothing does.

    :param share: how much of what the article says the sentence has
    """
    mine = senses.said(said)
    if other := senses.other_named(mine, senses.said(told), frozenset(), _WHO):
        return other
    exact = replace(mine, senses=tuple(each for each in mine.senses if each.scale != _BROAD))
    if share >= _SURE and (note := senses.clash(exact, senses.said(nearest_clause(said, told)), surely=False)):
        return note
    return _other_extent(said, told) if share >= _SURE else ""


def _other_extent(said: str, told: str) -> str:
    """That a clause of a sentence says it of more or fewer, where no other says it of as many."""
    mine = senses.said(said)
    if {each.code for each in mine.extents} & {each.code for each in senses.said(told).extents}:
        return ""
    clauses = [senses.said(each) for each in parts(told) if size(stems(each) & stems(said)) >= _FEWEST]
    extents = (senses.other_extent(mine, each, surely=True) for each in clauses if not (mine.denies or each.denies))
    return next(filter(None, extents), "")


def doubtful(said: str, told: str, text: ReportText) -> str:
    """What a sentence may say otherwise than a clause, though it is not sure that both say it of the same thing; empty without."""
    mine, own = senses.said(said), stems(said)
    for words in (told, nearest_clause(said, told)):
        theirs = stems(words)
        much = text.weight(own & theirs) >= _MUCH * (text.weight(theirs) or 1.0)
        if note := senses.clash(mine, senses.said(words), surely=much):
            return note
    return ""


def nearest_clause(said: str, told: str) -> str:
    """The clause of a sentence that has most of the words of another."""
    own = stems(said)
    return max(parts(told), key=lambda each: len(stems(each) & own))
