"""Claims: what an article says that can be checked, clause by clause, with its speaker and what is needed to compare it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from ..facts import Code, Fact
from ..language.asserted import Assertions
from ..language.clauses import clauses, trimmed
from ..language.drafts import Draft, Sentence
from ..language.measures import measures
from ..language.moments import blanked, moments
from ..language.numbers import find_numbers
from ..language.quotations import Quotation, masked, quotations
from ..language.speech import Attribution, Speaker, speech
from ..language.verdicts import Verdicts
from ..structure import Article
from ..structure.article import as_report
from ..structure.passages import Passage, cut
from ..structure.sentences import sentences
from ..vocabulary import Vocabulary
from . import articles, figures

VERSION = 1
READS = Article

_LOOK_BACK = 200  # characters in front of a sentence in which "he" was named
_ASIDE = re.compile(
    r"\b(?:on|at|in) the same (?:date|day|time)\b|\bat the (?:start|end|time) of (?:the |this |our )?\w+|\bwhen (?:the )?inspectors\b.*"
    r"|\b(?:(?:took|take|takes) place|(?:is|are|was|were|been) (?:done|held|completed|finished|carried out)|(?:is|are|was|were|came)) "
    r"(?:on time|in time|within \w+)\b.*",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?][’”'\")\s]*$")
_NO_SPEECH = ("judgement", "history", "recommendations")  # what inspectors gave is no matter of an official's view
_FIGURE = (
    *(
        "value",
        "unit",
        "measure",
        "counted",
        "qualifier",
        "upper_value",
        "base",
        "period",
        "previous_value",
        "previous_period",
    ),
    *("national_value", "neighbours_value", "region_value", "target_value", "other_value"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Fact):
    """A clause that claims something; ``text`` are its words as they stand, ``own`` tells what an official says of own plans or views.

    ``speaker`` is "Ofsted", "report", or who is named; empty where the article speaks for itself. Which of the others are there depends on
    the kind. ``value`` of recommendations is their number. ``stated_date``, ``period``, ``start`` and ``end`` are ISO 8601 as exact as
    printed, relative days counted from the day of publication; ``--07`` is a month whose year cannot be told.
    """

    position: int
    text: str
    claim_kind: Code
    speaker: str = ""
    own: bool = False
    area: Code | None = None
    grade: Code | None = None
    stated_date: str = ""
    value: Decimal | None = None
    unit: Code | None = None
    measure: Code | None = None
    counted: str = ""
    qualifier: Code | None = None
    upper_value: Decimal | None = None
    base: Decimal | None = None
    period: str = ""
    previous_value: Decimal | None = None
    previous_period: str = ""
    national_value: Decimal | None = None
    neighbours_value: Decimal | None = None
    region_value: Decimal | None = None
    target_value: Decimal | None = None
    other_value: Decimal | None = None
    addressee: Code | None = None
    role: Code | None = None
    title: str = ""
    status: Code | None = None
    start: str = ""
    end: str = ""
    holder_name: str = ""
    quoted: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        return ("claim", str(self.position))


def extract(article: Article, vocabulary: Vocabulary) -> Iterator[Fact]:
    """Claims in the order of the article."""
    reader = _Reader(article, vocabulary)
    position = 0
    for passage, headline in _passages(article):
        for draft in sorted(_once(reader.passage(passage, headline)), key=lambda each: (each.start, -each.end)):
            position += 1
            yield _claim(draft, position, passage, article)


def _passages(article: Article) -> Iterator[tuple[Passage, bool]]:
    if article.headline:
        yield article.headline, True
    yield from ((paragraph, False) for paragraph in article.paragraphs)


def _once(drafts: Iterable[Draft]) -> list[Draft]:
    """Each draft once."""
    same = {(each.start, each.end, each.kind, str(sorted(each.fields.items(), key=str))): each for each in drafts}
    return list(same.values())


def _claim(draft: Draft, position: int, passage: Passage, article: Article) -> Claim:
    speaker = draft.speaker
    return Claim(
        evidence=passage.evidence(article.document, draft.start, draft.end),
        position=position,
        text=passage.text[draft.start : draft.end],
        claim_kind=Code("claim-kind", draft.kind),
        speaker=" ".join(speaker.name.split()) if speaker else "",
        own=bool(speaker and speaker.own and draft.kind not in _NO_SPEECH),
        **draft.fields,
    )


class _Reader:
    """Reads the passages of one article in order.

    ``_last`` is who spoke last, whose speech may go on in the next paragraph; ``_recent`` whoever was named last as saying something,
    inspectors among them; ``_list`` who says what the entries of a list say.
    """

    def __init__(self, article: Article, vocabulary: Vocabulary) -> None:
        self._article, self._vocabulary = article, vocabulary
        self._published: date | None = articles.published(article, vocabulary)
        self._speech = speech(vocabulary)
        self._assertions = Assertions(vocabulary, self._published, articles.council(article, vocabulary))
        self._last: Speaker | None = None
        self._recent: Speaker | None = None
        self._list: Speaker | None = None
        self._date = ""  # the last that was named

    def passage(self, passage: Passage, headline: bool) -> Iterator[Draft]:
        """The claims of a headline or paragraph."""
        text, quotes = passage.text, quotations(passage.text)
        mask = _joined_names(masked(text, quotes), self._assertions.verdicts)
        dates = moments(text, self._published, self._date)
        self._date = dates[-1].iso if dates else self._date
        # Entries of a list have no full stop; with a paragraph that has one the list is over.
        self._list = None if _ENDS.search(text) else self._list
        for start, end in [(0, len(text))] if headline else list(sentences(mask)):
            sentence = Sentence(text, mask, start, end, quotes, dates, loose=headline or bool(self._list))
            yield from self._sentence(passage, sentence)
        if text.rstrip().endswith(":"):
            self._list = self._recent

    def _sentence(self, passage: Passage, sentence: Sentence) -> Iterator[Draft]:
        start, end = sentence.start, sentence.end
        sentence.quotes = [quote for quote in sentence.quotes if start <= quote.start < end]
        behind = self._speech.at_end(sentence.mask, start, end)
        if spoken := [quote for quote in sentence.quotes if sentence.is_speech(quote)]:
            yield from self._spoken(sentence, spoken, behind)
            return
        speaker = self._list
        sentence.attributed = bool(behind)
        if behind:
            start, end, speaker = behind.start, behind.end, self._named(behind.speaker, sentence)
            yield from self._assertions.published(sentence, end, sentence.end)
            yield from self._assertions.published(sentence, sentence.start, start)
        sentence.numbers = self._figures(passage, start, end)
        yield from self._clauses(sentence, start, end, speaker)
        if behind and behind.rest > 0:
            sentence.numbers = self._figures(passage, behind.rest, sentence.end)
            yield from self._clauses(sentence, behind.rest, sentence.end, speaker)

    def _spoken(self, sentence: Sentence, spoken: list[Quotation], behind: Attribution | None) -> Iterator[Draft]:
        """Speech, one claim for each quotation; who speaks stands behind it, in front of it, or in the paragraph before."""
        found = behind or self._speech.at_start(sentence.mask, sentence.start, sentence.end, sentence.start)
        self._last = self._named(found.speaker, sentence) if found and found.speaker else self._last
        for quote in spoken:
            said = sentence.text[quote.inner_start : quote.inner_end].strip().rstrip(",")
            yield Draft(quote.start, quote.end, "quotation", self._last, {"quoted": said})

    def _clauses(self, sentence: Sentence, start: int, end: int, speaker: Speaker | None) -> Iterator[Draft]:
        """The claims of what a sentence says; a speaker named in one clause speaks in those behind it."""
        passive: Speaker | None = None
        for clause in clauses(sentence.mask, start, end):
            a, b = clause
            if front := self._speech.at_start(sentence.mask, a, b, start):
                yield from self._assertions.published(sentence, a, front.start)
                speaker, sentence.attributed = self._named(front.speaker, sentence), True
                a, b = trimmed(sentence.mask, front.start, front.end)
            if acting := self._speech.unnamed(sentence.mask, a, b):
                self._recent = passive = acting
            if a < b:
                found = self._assertions.clause(sentence, a, b, clause[0])
                yield from (replace(each, speaker=speaker or passive) for each in found)

    def _named(self, speaker: Speaker | None, sentence: Sentence) -> Speaker | None:
        """The speaker: "he" is who was named last in the paragraph, or else spoke last; "they" may be the inspectors."""
        if speaker is None:
            return None
        pronoun = speaker.name.lower()
        if pronoun == "they" and self._recent and not self._recent.own:
            speaker = self._recent
        elif pronoun in ("he", "she", "they"):
            begin = max(0, sentence.start - _LOOK_BACK)
            before = self._speech.speaker(sentence.mask, begin, sentence.start) if sentence.start else None
            known = before if before and before.own else self._last
            speaker = replace(speaker, name=known.name) if known else speaker
        self._last = speaker if speaker.own else self._last
        self._recent = speaker
        return speaker

    def _figures(self, passage: Passage, start: int, end: int) -> list[tuple[int, dict[str, Any]]]:
        """The figures of a stretch, read as those of a report are, each with the place of its number."""
        if start >= end:
            return []
        part = cut(passage, start, end)
        part = replace(part, text=blanked(part.text, moments(part.text, self._published)))
        read = figures.extract(as_report(self._article.document, part), self._vocabulary)
        numbers, found = find_numbers(part.text), []
        for figure in read:
            # A share such as "one in five" has the value of neither of its numbers.
            own = next(
                (each for each in numbers if each.value == getattr(figure, "value", None)), next(iter(numbers), None)
            )
            if own and isinstance(figure, figures.Figure):
                numbers = numbers[numbers.index(own) + 1 :]
                values = {name: v for name in _FIGURE if (v := getattr(figure, name)) not in (None, "")}
                found.append((start + own.start, self._measured(values)))
        return found

    def _measured(self, values: dict[str, Any]) -> dict[str, Any]:
        """A figure with its measure; articles name in passing what reports say in full, and nobody adds up what they count."""
        if "measure" in values:
            return values
        subject = values.get("counted", "").rpartition(": ")[2].replace("…", " ")
        code = measures(self._vocabulary).find(_ASIDE.sub("", subject), values["unit"].code)
        return {**values, "measure": Code("measure", code)} if code else values


def _joined_names(text: str, known: Verdicts) -> str:
    """The text with the names of areas as one word each, so that no clause parts "help and protection"."""
    for start, end in known.area_names(text):
        if " and " in text[start:end]:
            text = text[:start] + re.sub(r"\s", "_", text[start:end]) + text[end:]
    return text
