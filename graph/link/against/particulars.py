"""Particulars of a clause that the report says in other words: another month, or somebody or something of another name."""

import re
from dataclasses import replace

from ...dates import MONTHS
from ..told import ReportText, spoken
from . import senses
from .counted import THAN, against_country, given_numbers
from .dates import compatible, own, printed
from .opposed import doubtful, nearest_clause
from .turned import parts
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict

_NAME = re.compile(
    r"(?<=[a-z,;:‘’“”'\"(] )(?:[‘“'\"])?(?P<name>[A-Z][\w’'-]*(?:\s+(?:[A-Z][\w’'-]*|\d+|of|and|the)(?=\s|\W|$))*)"
)
_MONTH = len("2015-04")
_FEW = 2  # sentences that have a name which is not that of the place or of months
_MONTHS = frozenset(MONTHS)
_LITTLE = frozenset({"of", "and", "the"})


def particulars(said: str, told: Verdict, text: ReportText) -> Verdict:
    """The verdict on a clause, a contradiction where the report says the same with another date or name."""
    if told.status != CORROBORATED:
        return told
    mine, theirs = own(said), printed(told.words)
    if len(mine) == len(theirs) == 1 and min(len(mine[0]), len(theirs[0])) >= _MONTH and not compatible(*mine, *theirs):
        return replace(told, status=CONTRADICTED, note=f"the report gives {theirs[0]}, the article {mine[0]}")
    if note := _other_extent(said, told) or against_country(said, told.words):
        return replace(told, status=CONTRADICTED, note=note)
    if name := _unknown(said, told, text):
        known = frozenset().union(*map(_words, _names(said)))
        other = next((each for each in _names(told.words) if not _words(each) & known), "")
        if other:
            return replace(
                told, status=CONTRADICTED, note=f"the report names “{other}” where the article names “{name}”"
            )
        if not _count(name, text):
            return replace(told, status=PARTLY, note=f"the report says it without “{name}”")
    if note := doubtful(said, told.words, text):
        return replace(told, status=PARTLY, note=note)
    return told


def unless_opposed(said: str, told: Verdict) -> Verdict:
    """The verdict on a clause with a number, a contradiction where the report has it of those of whom the opposite is said."""
    if told.status != CORROBORATED or not set(given_numbers(told.words)) & set(given_numbers(said)):
        return told
    mine, theirs = (senses.said(THAN.sub(" ", words)) for words in (said, nearest_clause(said, told.words)))
    note = senses.clash(mine, theirs, surely=False)
    return replace(told, status=CONTRADICTED, note=note) if note else told


def _other_extent(said: str, told: Verdict) -> str:
    """That the report says it of others: "do not always include the right people"."""
    mine = senses.said(said)
    return next((note for part in parts(told.words) if (note := senses.other_extent(mine, senses.said(part)))), "")


def _unknown(said: str, told: Verdict, text: ReportText) -> str:
    """A name that the sentence of the report does not have, nor many others."""
    has = frozenset(spoken(told.words))
    return next((each for each in _names(said) if not _words(each) & has and _count(each, text) <= _FEW), "")


def _count(name: str, text: ReportText) -> int:
    return sum(bool(_words(name) & each.bag) for each in text.sentences)


def _names(words: str) -> list[str]:
    """Names inside a sentence, told by their capitals; acronyms are none."""
    found = (" ".join(each["name"].split()).rstrip("’'") for each in _NAME.finditer(" ".join(words.split())))
    return [each for each in found if not each.isupper() and _words(each) - _MONTHS]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for word in spoken(name) if word not in _LITTLE and not word.isdigit())
