"""Support: which findings a recommendation rests on.

Some reports mark such findings with "(Recommendation)", few print its number; in a few the recommendations name paragraphs, which is
believed where most of these fit. Which recommendation a mark means is found by content: the share of the recommendation's words, the rarer
the heavier, that stand in the finding, above all in its sentences of blame, and the themes that both have. A recommendation that was found
for no marked finding is given the one that fits it best. Findings without a mark are linked only where the likeness is great.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from ..facts import Code, Fact, Problem, Ref
from ..language.likeness import Rarity, rarity, terms
from ..structure import Report
from ..structure.passages import Passage
from ..vocabulary import SKOS, Vocabulary
from . import findings, recommendations
from .findings import Finding
from .polarity import weigh
from .recommendations import Recommendation
from .themes import themes

VERSION = 1

# Set on the development reports (tests/annotations/support).
_BESIDE = 0.35  # what a word counts outside the sentences of blame
_AREA = 0.5  # what the words of the area's name count
_PAIR = 0.3  # what a pair of neighbouring words counts beside a single word
_LENGTH = 0.4  # power of a recommendation's weight by which its score is divided: long ones share more words by chance
_ACROSS = 0.5  # for a recommendation to the board and a finding about the authority, or the other way round
_RELATED = 0.5  # what a related theme counts
# Confidence below which a marked finding and what it leads to must be akin, as any further recommendation must.
_DOUBTFUL = 0.53
_LITTLE = 0.15  # share of a recommendation's words below which one that is not akin is not meant
_NOT_AKIN = 0.6  # how many of the marked links are right that are not akin
_RIVALRY = 0.8  # how much a finding gives way to others that fit the recommendation better
_SECOND = 0.8  # share of the best score that a second recommendation needs
_RESCUED = 0.4  # the same for a recommendation that no marked finding has as its best
_COVERED = 0.5  # share of a recommendation's words that a finding without mark must have
_FEWEST = 4  # words that they must share
_ONE_SENTENCE = 0.5  # the same share for its sentence of blame, where they have no theme in common
# How often such links are right, by that share of the sentence: from 85 to 98 of 100, as judged by reading sixty of them.
_LEAST_SURE, _SURER, _MOST_SURE = 0.85, 0.15, 0.98
_NAMED = 0.97  # confidence where a recommendation names the paragraph: a few name their neighbours
_TOP = (
    0.1  # a paragraph that is named fits if it is among so many of the report that share most with the recommendation
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support(Fact):
    """A finding on which a recommendation rests. ``basis`` is printed, marked or found; ``confidence`` is from 0 to 1.

    The evidence is the sentence of the finding that shares most with the recommendation, and the mark where there is one.
    """

    recommendation: Ref
    finding: Ref
    basis: Code
    confidence: float

    @property
    def key(self) -> tuple[str, ...]:
        return ("support", *self.recommendation.key[1:], *self.finding.key[1:])


@dataclass(frozen=True)
class _Asked:
    """A recommendation: the weights of its terms, and the shares of its themes."""

    fact: Recommendation
    ref: Ref
    terms: Mapping[str, float]
    words: Mapping[str, float]
    themes: Mapping[str, float]

    numbers: tuple[str, ...]
    """Of the paragraphs that it names."""

    @property
    def to_board(self) -> bool:
        return self.fact.addressee.code == "lscb"

    def covered(self, told: frozenset[str]) -> float:
        """The share of its words, the rarer the heavier, that stand among some terms."""
        return math.fsum(weight for word, weight in self.words.items() if word in told) / (
            math.fsum(self.words.values()) or 1.0
        )


@dataclass(frozen=True)
class _Told:
    """A finding: its passage, the mark behind it, and its terms."""

    fact: Finding
    ref: Ref
    passage: Passage
    mark: re.Match[str] | None
    terms: frozenset[str]

    @property
    def about_board(self) -> bool:
        return self.fact.area is not None and self.fact.area.code == "lscb"


Scores = dict[int, dict[int, float]]
"""Scores by the places of findings and of recommendations in their lists."""


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Support in the order of the findings; a problem for a mark that leads nowhere."""
    told = list(_told(report, vocabulary))
    listed = recommendations.asked(report, vocabulary)
    wanted = [terms(each.recommendation.text) for each in listed]
    rare = rarity([*(each.terms for each in told), *wanted], set(chain.from_iterable(wanted)))
    asked = list(_asked(listed, rare, vocabulary))
    content = _Content(report, told, asked, rare, vocabulary)
    marked = content.scores(place for place, each in enumerate(told) if each.mark and not _numbers(each.mark))
    chosen = _chosen(marked)
    yield from content.unfitting()
    for place, each in enumerate(told):
        yield from content.named(place)
        if each.mark and (numbers := _numbers(each.mark)):
            yield from content.printed(each, numbers)
        elif each.mark:
            yield from content.marked(each, chosen[place])
        else:
            yield from content.found(place)


def _told(report: Report, vocabulary: Vocabulary) -> Iterator[_Told]:
    for fact, ref, passage in findings.told(report):
        mark = _marker(vocabulary).search(fact.text)
        text = fact.text[: mark.start()] + fact.text[mark.end() :] if mark else fact.text
        yield _Told(fact, ref, passage, mark, frozenset(terms(text)))


def _asked(listed: Iterable[recommendations.Asked], rare: Rarity, vocabulary: Vocabulary) -> Iterator[_Asked]:
    for fact, ref, _ in listed:
        weighed = {term: rare.of(term) * (_PAIR if " " in term else 1.0) for term in terms(fact.text)}
        area = "lscb" if fact.addressee.code == "lscb" else ""
        shares = _with_related(
            {theme.code: theme.share for theme in themes(fact.text, area, True, vocabulary)}, vocabulary
        )
        words = {term: weight for term, weight in weighed.items() if " " not in term}
        named = _naming(vocabulary).search(fact.text)
        numbers = tuple(_numbers(named)) if named else ()
        yield _Asked(fact, ref, weighed, words, shares, numbers)


def _with_related(shares: dict[str, float], vocabulary: Vocabulary) -> dict[str, float]:
    """The shares of themes, and smaller ones of those that the scheme calls related."""
    concepts = vocabulary.scheme("theme")
    related = {
        other: share * _RELATED for code, share in shares.items() for other in concepts[code].codes(SKOS + "related")
    }
    return related | shares


@lru_cache(maxsize=4)
def _marker(vocabulary: Vocabulary) -> re.Pattern[str]:
    return _bracketed("markerWording", vocabulary)


@lru_cache(maxsize=4)
def _naming(vocabulary: Vocabulary) -> re.Pattern[str]:
    return _bracketed("paragraphWording", vocabulary)


def _bracketed(name: str, vocabulary: Vocabulary) -> re.Pattern[str]:
    words = sorted(vocabulary.scheme_values("support", name), key=lambda wording: (-len(wording), wording))
    either = "|".join(re.escape(wording) for wording in words)
    return re.compile(rf"\((?:{either})(?P<numbers>[\s\d,and&]*)\)", re.IGNORECASE)


def _numbers(mark: re.Match[str]) -> list[str]:
    return re.findall(r"\d+", mark["numbers"])


class _Content:
    """Compares the findings of a report with its recommendations."""

    def __init__(
        self, report: Report, told: list[_Told], asked: list[_Asked], rare: Rarity, vocabulary: Vocabulary
    ) -> None:
        self._report, self._told, self._asked, self._rare, self._vocabulary = report, told, asked, rare, vocabulary
        self._having: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(asked):
            for word in each.words:
                self._having[word].append(place)

        self._naming = self._read_names()
        self._names_fit = bool(self._naming) and sum(map(self._fits, self._naming)) * 2 >= len(self._naming)

    def _read_names(self) -> list[tuple[int, int]]:
        """Findings that recommendations name by the numbers of their paragraphs, and these recommendations."""
        if not any(each.numbers for each in self._asked):
            return []
        places = {each.fact.number: place for place, each in enumerate(self._told) if not each.fact.list_name}
        return [
            (places[number], which)
            for which, each in enumerate(self._asked)
            for number in dict.fromkeys(each.numbers)
            if number in places
        ]

    def _fits(self, pair: tuple[int, int]) -> bool:
        place, which = pair
        asked = self._asked[which]
        covered = asked.covered(self._told[place].terms)
        better = sum(asked.covered(each.terms) > covered for each in self._told)
        return better < _TOP * len(self._told)

    def unfitting(self) -> Iterator[Fact]:
        """A problem where recommendations name paragraphs that are about something else, as when these were numbered anew."""
        if self._naming and not self._names_fit:
            yield self._problem(
                self._asked[self._naming[0][1]].fact,
                "the recommendations name paragraphs by number, but most of these are about something else; "
                "the numbers are not used, look whether they are those of another version",
            )

    def named(self, place: int) -> Iterator[Fact]:
        """The recommendations that name a finding."""
        for told, which in self._naming if self._names_fit else ():
            if told == place:
                yield self._support(self._told[place], self._asked[which], "printed", _NAMED)

    def scores(self, places: Iterator[int]) -> Scores:
        """How well each recommendation fits each of some findings."""
        return {place: self._score(self._told[place]) for place in places}

    def _score(self, told: _Told) -> dict[int, float]:
        heard = self._heard(told)
        shares = self._themes(told)
        scores = {}
        for place, each in enumerate(self._asked):
            shared = math.fsum(weight * heard.get(term, 0.0) for term, weight in each.terms.items())
            common = math.fsum(min(share, shares.get(code, 0.0)) for code, share in each.themes.items())
            across = _ACROSS if each.to_board != told.about_board else 1.0
            scores[place] = shared / max(math.fsum(each.terms.values()), 1.0) ** _LENGTH * across * (1 + common)
        return scores

    def _heard(self, told: _Told) -> dict[str, float]:
        """What each term of a finding counts."""
        heard: dict[str, float] = {}
        for sign, start, end in weigh(told.fact.text, told.fact.section.code, self._vocabulary).signs:
            for term in terms(told.fact.text[start:end]):
                heard[term] = max(heard.get(term, 0.0), 1.0 if sign == "-" else _BESIDE)
        if told.fact.area:
            for term in terms(self._vocabulary.scheme("area")[told.fact.area.code].label):
                heard[term] = max(heard.get(term, 0.0), _AREA)
        return heard

    def printed(self, told: _Told, numbers: list[str]) -> Iterator[Fact]:
        """The recommendations whose numbers are printed behind a finding; a problem for a number that none has."""
        for number in numbers:
            of_number = [each for each in self._asked if each.fact.number == number]
            fitting = [each for each in of_number if each.to_board == told.about_board] or of_number
            if fitting:
                yield self._support(told, fitting[0], "printed", 1.0)
            else:
                yield self._problem(
                    told.fact, f"the finding names recommendation {number}, which was not found; look at the list"
                )

    def marked(self, told: _Told, chosen: Mapping[int, float]) -> Iterator[Fact]:
        """The recommendations chosen for a marked finding; a problem where none fits."""
        links = [
            self._support(told, self._asked[place], "marked", confidence)
            for order, (place, first) in enumerate(chosen.items())
            if (confidence := self._confidence(told, self._asked[place], first, order))
        ]
        yield from links
        if not links:
            yield self._problem(
                told.fact,
                "the finding is marked as one with a recommendation, but none fits it; read both and look which is meant",
            )

    def _confidence(self, told: _Told, asked: _Asked, confidence: float, order: int) -> float:
        """The confidence in a recommendation of a marked finding, which is less if they are not akin; 0 if it is not meant."""
        if self._akin(told, asked):
            return confidence
        meant = not order and confidence >= _DOUBTFUL and asked.covered(told.terms) >= _LITTLE
        return min(confidence, _NOT_AKIN) if meant else 0.0

    def _akin(self, told: _Told, asked: _Asked) -> bool:
        """Whether a finding has a theme of a recommendation, or many of its words."""
        return self._common_themes(told, asked) > 0 or asked.covered(told.terms) >= _COVERED

    def found(self, place: int) -> Iterator[Fact]:
        """The recommendation that a finding without mark is very likely to support, if there is one."""
        told = self._told[place]
        shared = Counter(which for word in told.terms if word in self._having for which in self._having[word])
        likely = [
            (self._asked[which].covered(told.terms), -which)
            for which, count in shared.items()
            if count >= _FEWEST
            and self._asked[which].to_board == told.about_board
            and not (self._asked[which].numbers and self._names_fit)
        ]
        covered, which = max(likely, default=(0.0, 0))
        if covered >= _COVERED:
            yield from self._likely(told, self._asked[-which])

    def _likely(self, told: _Told, asked: _Asked) -> Iterator[Fact]:
        """Support if the sentence that is nearest blames, and says enough of it or has a theme in common."""
        sign, start, end = self._nearest(told, asked)
        if sign != "-":
            return
        covered = asked.covered(frozenset(terms(told.fact.text[start:end])))
        if covered >= _ONE_SENTENCE or self._common_themes(told, asked):
            yield self._support(told, asked, "found", round(min(_LEAST_SURE + _SURER * covered, _MOST_SURE), 2))

    def _common_themes(self, told: _Told, asked: _Asked) -> float:
        shares = self._themes(told)
        return math.fsum(min(share, shares.get(code, 0.0)) for code, share in asked.themes.items())

    def _themes(self, told: _Told) -> dict[str, float]:
        area = told.fact.area.code if told.fact.area else ""
        return {theme.code: theme.share for theme in themes(told.fact.text, area, False, self._vocabulary)}

    def _nearest(self, told: _Told, asked: _Asked) -> tuple[str, int, int]:
        """The sentence of a finding that shares most with a recommendation; blame goes before praise."""
        text = told.fact.text

        def shared(sentence: tuple[str, int, int]) -> tuple[float, int]:
            sign, start, end = sentence
            found = math.fsum(asked.terms.get(term, 0.0) for term in set(terms(text[start:end])))
            return found * (1.0 if sign == "-" else _BESIDE), -start

        return max(weigh(text, told.fact.section.code, self._vocabulary).signs, key=shared)

    def _support(self, told: _Told, asked: _Asked, basis: str, confidence: float) -> Support:
        _, start, end = self._nearest(told, asked)
        document = self._report.document
        parts = list(told.passage.evidence(document, start, end))
        if told.mark and not start <= told.mark.start() < end:
            parts += told.passage.evidence(document, told.mark.start(), told.mark.end())
        return Support(
            evidence=tuple(dict.fromkeys(parts)),
            recommendation=asked.ref,
            finding=told.ref,
            basis=Code("support", basis),
            confidence=confidence,
        )

    def _problem(self, fact: Finding | Recommendation, message: str) -> Problem:
        return Problem(
            evidence=fact.evidence, severity=Code("severity", "information"), code="support-unclear", message=message
        )


def _chosen(scores: Scores) -> dict[int, dict[int, float]]:
    """The recommendations meant by each marked finding, with their confidence: the best, near seconds, and those left over."""
    highest: dict[int, float] = defaultdict(float)
    for row in scores.values():
        for place, score in row.items():
            highest[place] = max(highest[place], score)
    fit = {
        told: {
            place: score * (1 - _RIVALRY + _RIVALRY * score / highest[place]) for place, score in row.items() if score
        }
        for told, row in scores.items()
    }
    ranks = {told: sorted(row, key=lambda place: (-row[place], place))[:2] for told, row in fit.items()}
    chosen = {
        told: [place for place in ranked if fit[told][place] >= _SECOND * fit[told][ranked[0]]]
        for told, ranked in ranks.items()
    }
    linked = {place for places in chosen.values() for place in places}
    for place in sorted(set(highest) - linked):
        told = max(fit, key=lambda told: (fit[told].get(place, 0.0), -told))
        if place in ranks[told] and fit[told][place] >= _RESCUED * fit[told][ranks[told][0]]:
            chosen[told].append(place)
    return {told: {place: _confidence(fit[told], place) for place in places} for told, places in chosen.items()}


def _confidence(row: Mapping[int, float], place: int) -> float:
    """The share of a recommendation in its own score and that of its best rival."""
    rival = max((score for other, score in row.items() if other != place), default=0.0)
    return round(row[place] / (row[place] + rival), 2)
