"""Polarity of findings: praise, blame, both or neither, with the sentences that carry it.

Every sentence is weighed by what is seen in it (``graph/language/weighing.py``); a finding is mixed only where praise and blame have each a
sentence of their own, so that a concession inside a sentence does not make it so. In a list headed as strengths, or as reasons for less
than good, a sentence is read accordingly unless it clearly says otherwise. How an earlier inspection judged is no praise or blame of today.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..facts import Code, Fact, Problem, Ref
from ..language.weighing import SIGNS, Cues, Model, features, load
from ..structure import Report
from ..structure.passages import Passage
from ..structure.sentences import sentences
from ..vocabulary import Vocabulary
from .findings import Finding, told
from .prior_inspections import only_grades

VERSION = 1

_UNSURE = 0.2  # confidence below which a reading is shown as doubtful
# Chance that praise needs where blame prevails: what has no word that weighs reads as praise. Set on the development reports.
_SURE = 0.8
# How many times likelier praise is in a list of strengths, and blame in a list of reasons for less than good. Set by reading such lists.
_LEANING = 4.0


_NEITHER = (0.0, 0.0, 1.0)  # the chances of a sentence that only says how an earlier inspection judged


@dataclass(frozen=True, slots=True, kw_only=True)
class PolarityReading(Fact):
    """How a finding weighs what it tells; the evidence are the sentences that carry it, the whole finding where it is neutral.

    ``confidence`` is how likely the polarity is, from 0 to 1, if the sentences are weighed independently of each other.
    """

    about: Ref
    polarity: Code
    confidence: float

    @property
    def key(self) -> tuple[str, ...]:
        return ("polarity", *self.about.key)


@dataclass(frozen=True, slots=True)
class Weighed:
    """The polarity of a text, how likely it is, and the sign of each sentence with its place."""

    polarity: str
    confidence: float
    signs: tuple[tuple[str, int, int], ...]


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """A reading for every finding, in the order of the report; a problem beside those that are doubtful."""
    for finding, ref, passage in told(report):
        weighed = weigh(finding.text, finding.section.code, vocabulary)
        yield _reading(finding, ref.occurrence, weighed, passage, report)
        if weighed.confidence < _UNSURE:
            yield _problem(finding, weighed)


def _reading(finding: Finding, occurrence: int, weighed: Weighed, passage: Passage, report: Report) -> PolarityReading:
    code = Code("polarity", weighed.polarity)
    whole = [(weighed.signs[0][1], weighed.signs[-1][2])] if weighed.signs else []
    runs = _runs(weighed.signs) or whole
    parts = (
        finding.evidence
        if runs == whole
        else tuple(part for start, end in runs for part in passage.evidence(report.document, start, end))
    )
    return PolarityReading(
        evidence=parts,
        about=Ref(finding.key, occurrence, statements=(("ig:polarity", code),)),
        polarity=code,
        confidence=weighed.confidence,
    )


def _runs(signs: tuple[tuple[str, int, int], ...]) -> list[tuple[int, int]]:
    """Where praise and blame stand: neighbouring sentences of one sign are one stretch.

    A stretch of the sign that most sentences have goes over neutral sentences.
    """
    counts = Counter(sign for sign, _, _ in signs)
    runs: list[tuple[int, int]] = []
    before, broken = "", False
    for sign, start, end in signs:
        if sign == "0":
            broken = counts[before] * 2 <= len(signs)
        elif sign == before and not broken:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
            before, broken = sign, False
    return runs


def _problem(finding: Finding, weighed: Weighed) -> Problem:
    return Problem(
        evidence=finding.evidence,
        severity=Code("severity", "information"),
        code="polarity-doubtful",
        message=f"this finding was read as {weighed.polarity}, with a confidence of {weighed.confidence} only; "
        "read it, and add words that weigh to ontology/polarity.ttl where some were missed",
    )


@lru_cache(maxsize=512)  # the findings of one report, which other extractors weigh again
def weigh(text: str, section: str, vocabulary: Vocabulary) -> Weighed:
    """The polarity of a text, from the signs of its sentences.

    :param section: the code of the section in which it stands, or nothing
    """
    cues, model = _weights(vocabulary)
    places = tuple(sentences(text))
    leaning = _leaning(section, vocabulary)
    chances = [
        leant(model.chances(seen), leaning) for seen in features([text[start:end] for start, end in places], cues)
    ]
    for at, (start, end) in enumerate(places):
        before = text[slice(*places[at - 1])] if at else ""
        if only_grades(text[start:end], before, vocabulary):
            chances[at] = _NEITHER
    signs = _settled([model.sign(each) for each in chances], chances)
    polarity = polarity_of("".join(signs))
    placed = tuple((sign, start, end) for sign, (start, end) in zip(signs, places, strict=True))
    return Weighed(polarity, _confidence(polarity, chances), placed)


@lru_cache(maxsize=256)
def _leaning(section: str, vocabulary: Vocabulary) -> str:
    """The sign that the heading of a section announces, or nothing."""
    concept = vocabulary.scheme("section").get(section)
    polarity = concept.code_of("leans") if concept else ""
    return {"strength": "+", "weakness": "-"}.get(polarity, "")


def leant(chances: tuple[float, ...], sign: str) -> tuple[float, ...]:
    """Chances in a section whose heading announces a sign; they are left alone where a sentence was not understood."""
    if not sign or min(chances) == max(chances):
        return chances
    raised = [chance * (_LEANING if each == sign else 1.0) for each, chance in zip(SIGNS, chances, strict=True)]
    return tuple(chance / sum(raised) for chance in raised)


def _settled(signs: list[str], chances: list[tuple[float, ...]]) -> list[str]:
    """The signs of a finding's sentences, without praise that is unsure where blame prevails."""
    praise = [each[0] for sign, each in zip(signs, chances, strict=True) if sign == "+"]
    if praise and len(praise) < signs.count("-") and max(praise) < _SURE:
        return ["0" if sign == "+" else sign for sign in signs]
    return signs


def polarity_of(signs: str) -> str:
    """The polarity of a finding whose sentences have these signs: ``+`` praise, ``-`` blame, ``0`` neither."""
    if "+" in signs and "-" in signs:
        return "mixed"
    return "strength" if "+" in signs else "weakness" if "-" in signs else "neutral"


def _confidence(polarity: str, chances: list[tuple[float, ...]]) -> float:
    no_praise = no_blame = neither = 1.0
    for praise, blame, nothing in chances:
        no_praise, no_blame, neither = no_praise * (1 - praise), no_blame * (1 - blame), neither * nothing
    likely = {
        "strength": no_blame - neither,
        "weakness": no_praise - neither,
        "neutral": neither,
        "mixed": 1 - no_praise - no_blame + neither,
    }
    return round(min(1.0, max(0.0, likely[polarity])), 2)


@lru_cache(maxsize=4)
def _weights(vocabulary: Vocabulary) -> tuple[Cues, Model]:
    return Cues(vocabulary), load(vocabulary.folder / "polarity.json")
