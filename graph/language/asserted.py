"""What one clause of an article asserts: grades, numbers of recommendations, figures, posts, events, quotations."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from ..facts import Code
from ..vocabulary import SKOS, Vocabulary
from .appointments import appointments
from .clauses import has_verb, trimmed
from .drafts import Draft, Sentence
from .inspected import Inspected
from .likeness import stem, terms
from .moments import Moment
from .numbers import Number, find_numbers
from .phrases import Phrases, words
from .quotations import BLANK, Quotation
from .verdicts import Verdict, verdicts

_FEWEST_WORDS = 3  # words of a clause that says something by itself
_FEWEST_OF_SPEAKER = 3
_FEW_WORDS = 5  # a shorter clause says something only
_FEWEST_TELLING = 2  # with so many words that tell something
_PHRASE_WORDS = 3  # words of a quotation that needs those behind it to say something
_FEW_BESIDE = 4  # words beside a quotation that only lead to it
_SMALL_PART = 0.8  # of a clause: where what is said of a post takes less, the clause says more than that
_COUNTED_NEAR = 4  # words between a number and the recommendations it counts
_MOST_RECOMMENDED = 100
_DATE_NEAR = 40  # characters between what is said of a post and its date
_NO_NOUN = (
    r"(?!(?:and|but|or|to|that|which|who|was|were|is|are|had|has|have|after|as|when|while|because|by|also|not|said|the|a|be|"
    r"of|in|about|with|for|at|on|from|into|than|then|contributed)\b)[\w’'-]+"
)
_BEHIND_QUOTE = re.compile(
    rf"(?:\s+{_NO_NOUN})?(?:\s+(?:of|in|to|about|by|with|for|at)\s+(?:(?:the|its|their|a|an|his|her)\s+)?{_NO_NOUN}(?:\s+{_NO_NOUN}){{0,2}})?"
)
_CAPITALS = re.compile(r"(?:[A-Z][\w’'-]*|\d+)(?:\s+(?:[A-Z][\w’'-]*|\d+|of|and|the))*")
_LASTING = re.compile(r"\s+for\s+(?:[\w-]+\s+){1,4}?years?\b")
_NAME_BEFORE = re.compile(r"(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,3}),\s+$")
_ADDRESSED = re.compile(r"[’”'\"]?[^,;.]{0,60}?\b(?:to|for)\s+(?P<who>[^,;.]{3,60})")
_ALSO = re.compile(r"\s+(?:to|for)\s")
_ALSO_BEFORE = re.compile(r"\band\s+(?:the\s+)?(?:\w+\s+){0,3}?(?:council|authority|board|LSCB)\s+$", re.IGNORECASE)
_GIVEN = re.compile(
    r"\b(?P<who>board|LSCB|council|authority)\s+(?:(?:(?:has|have|had)\s+)?(?:been|was|were|is)\s+\w+\s+(?:to\s+do\s+)?|(?:must|has\s+to)\s+\w+\s+)?$",
    re.IGNORECASE,
)
_JOINT = re.compile(r",?\s+(?:and|while|whilst|with|but)\s+|[;,]\s+")
_BUT = re.compile(r",?\s+but\b|\s*;")  # in front of it stands a statement
_READER = re.compile(r"\b(?:you|your|we|our|us|I|my)\b")
_WHEN = re.compile(r"\bwhen\s+$", re.IGNORECASE)
_NOW = re.compile(r"\bnow\b", re.IGNORECASE)
_CHANGE = re.compile(r"\b(?:down|up|from|compared|against|than)\b", re.IGNORECASE)
_YEARS_AFTER = re.compile(r"\b(?P<count>[\w-]+)\s+years?\s+after\b[^,;]*$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BOARD = re.compile(r"board|LSCB|SCB", re.IGNORECASE)
_COUNCIL = re.compile(r"council|authority", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:\b(?:an?|the|its|their|Ofsted['’]s)\s+)?(?:\b(?!in\b|to\b|said\b)[\w’'-]+\s+){0,2}\b(?:report|letter|findings|inspection|review|document|verdict),?\s+"
    r"(?:which\s+was\s+|was\s+)?(?:published|released|issued)\b(?:\s+(?:today|yesterday|on\s+\w+(?:\s+\w+){0,2}|this\s+\w+|last\s+\w+))?",
    re.IGNORECASE,
)


class Assertions:
    """Reads what clauses assert, in an article of a day about a council; both may be unknown."""

    def __init__(self, vocabulary: Vocabulary, published: date | None, council: str) -> None:
        self._published, self._council = published, council
        self.verdicts = verdicts(vocabulary)
        self._grade = ""  # the last that was given
        self._graded: Sentence | None = None  # where a grade of this inspection was given last
        self._posts, self._inspected = appointments(vocabulary), Inspected(vocabulary)
        kinds = vocabulary.scheme("claim-kind")["recommendations"].all(SKOS + "hiddenLabel")
        self._recommended = Phrases((label, label) for label in kinds)
        kind = vocabulary.scheme("claim-kind")["recommendations"]
        self._things = Phrases((label, label) for label in kind.all("askedThing"))
        self._items = Phrases((label, label) for label in kind.all("amongWording"))
        self._own = Phrases((label, label) for label in kind.all("ownWording"))
        self._asking = Phrases((label, label) for label in kind.all("askingWord"))
        self._empty = {stem(word) for word in vocabulary.scheme_values("claim-status", "emptyWord")}
        events = vocabulary.scheme("event").items()
        self._events = Phrases((label, code) for code, event in events for label in event.labels)

    def clause(self, sentence: Sentence, a: int, b: int, lead: int) -> Iterator[Draft]:
        """What ``text[a:b]`` claims: the most telling kinds, or the clause as a whole, and what it quotes.

        ``lead`` is where the words begin that attribute it ("The last inspection, in 2015, found ...").
        """
        inspected, (a, b) = self._inspected.clause(sentence, a, b)
        yield from inspected
        recommended = list(self._recommendations(sentence, a, b))
        ranks = [Draft(a + start, a + end, "") for start, end in self.verdicts.grades(sentence.text[a:b])]
        figures = _figures(sentence, a, b, [*recommended, *ranks])
        found = [*recommended, *self._judgements(sentence, a, b, lead), *figures]
        posts = list(self._appointed(sentence, a, b))
        yield from [*found, *posts]
        if not found and all(each.end - each.start < _SMALL_PART * (b - a) for each in posts):
            yield from self._whole(sentence, a, b, bool(posts))
        for quote in sentence.quotes:
            if a <= quote.start < b and not self._is_label(sentence, quote):
                inner = sentence.text[quote.inner_start : quote.inner_end].strip()
                # A clause that says little beside its quotation makes no claim of its own, but tells what is quoted of what.
                start = a if _only_quotes(sentence.mask[a:b]) and not sentence.loose else quote.start
                yield Draft(start, _phrase_end(sentence, quote, b), "quotation", None, {"quoted": inner})

    def published(self, sentence: Sentence, a: int, b: int) -> Iterator[Draft]:
        """What is said in passing: "according to a report published today", "lead inspector Jo Sample said"."""
        yield from self._inspected.who(sentence, a, b)
        if self._event(sentence.text[a:b]) == "publication" and (found := _PUBLISHED.search(sentence.text, a, b)):
            yield Draft(*found.span(), "event", None, _stated(sentence.dates(a, b)))

    def _whole(self, sentence: Sentence, a: int, b: int, told: bool) -> Iterator[Draft]:
        """A clause as an event, or as something said or found."""
        text, mask, event = sentence.text[a:b], sentence.mask[a:b], self._event(sentence.text[a:b])
        is_sentence = a == sentence.start and not re.search(r"\w", sentence.text[b : sentence.end])
        opens = a == sentence.start and bool(_BUT.match(sentence.text, b, sentence.end))
        says = sentence.loose or sentence.attributed or is_sentence or opens or has_verb(text)
        asks = sentence.text[a : sentence.end].rstrip("”’\"' ").endswith("?")
        fewest = _FEWEST_OF_SPEAKER if event or sentence.loose or not is_sentence else _FEWEST_WORDS
        if len(words(text)) < _FEW_WORDS and self._telling(text) < _FEWEST_TELLING:
            return
        if not says or asks or _READER.search(mask) or len(words(text)) < fewest or _only_quotes(mask):
            return
        if event and not told:
            yield Draft(a, b, "event", None, _stated(sentence.dates(a, b)))
        else:
            yield Draft(a, b, "attribution")

    def _telling(self, text: str) -> int:
        """How many words of a text tell something."""
        return len({term for term in terms(text) if " " not in term} - self._empty)

    def _event(self, text: str) -> str:
        """The kind of event that some words tell of."""
        found = next(self._events.find(words(text)), None)
        return found.values[0] if found else ""

    def _is_label(self, sentence: Sentence, quote: Quotation) -> bool:
        """Whether quotation marks stand around a grade or a name."""
        inner = sentence.text[quote.inner_start : quote.inner_end].strip()
        return not inner or self.verdicts.is_grade(inner) or bool(_CAPITALS.fullmatch(inner) and not sentence.loose)

    def _recommendations(self, sentence: Sentence, a: int, b: int) -> Iterator[Draft]:
        """ "nine recommendations to the council and four to the board"."""
        text = sentence.text[a:b]
        every = self._counted(text)
        for number, following in pairwise([*every, None]):
            assert number is not None  # noqa: S101 - only the last of the pairs is nothing
            stop = following.start if following else len(text)
            start, end = trimmed(sentence.text, a + (0 if number is every[0] else number.start), a + stop)
            fields: dict[str, Any] = {
                "value": number.value,
                "unit": Code("unit", "count"),
                "counted": "recommendations",
            }
            addressed = _ADDRESSED.match(text, number.end, stop)
            given = _GIVEN.search(text, 0 if number is every[0] else every[0].end, number.start)
            who = addressed["who"] if addressed else given["who"] if given else ""
            if code := _addressee(who):
                fields["addressee"] = Code("addressee", code)
            yield Draft(start, _without_and(sentence.text, start, end), "recommendations", None, fields)

    def _counted(self, text: str) -> list[Number]:
        """The numbers that count recommendations, those to another addressee too."""
        places = [word.start for word in words(text)]
        if next(self._own.find(words(text)), None):
            return []
        named = [match.first for match in self._recommended.find(words(text))]
        things: list[int] = []
        if next(self._asking.find(words(text)), None):
            things = [match.first for match in self._things.find(words(text))]
        numbers = [each for each in find_numbers(text) if not each.fraction and each.value < _MOST_RECOMMENDED]
        counted = [
            each
            for each in numbers
            for firsts in ([*named, *things] if each.value > 1 else named,)  # one thing may be anything
            if any(0 <= first - _order(places, each.end) < _COUNTED_NEAR for first in firsts)
        ]
        behind = [
            each
            for each in numbers
            if counted
            and each.start > counted[-1].start
            and (_ALSO.match(text, each.end) or _ALSO_BEFORE.search(text, counted[-1].end, each.start))
        ]
        return [*counted, *behind]

    def _judgements(self, sentence: Sentence, a: int, b: int, lead: int) -> Iterator[Draft]:
        """Grades that the clause gives, of this inspection or of an earlier one; each with its own stretch of the clause."""
        text = sentence.text[a:b]
        if _WHEN.search(sentence.text, sentence.start, lead):
            lead = sentence.start  # "Since the last inspection, when it was rated good"
        front = sentence.text[sentence.start : a]
        found = self.verdicts.find(text, front, self._council)
        asks = sentence.text[b : sentence.end].strip().startswith("?")
        given = self._grade
        if found:
            self._grade = found[-1].grade
        elif self._grade and not asks and not self.verdicts.codes(text):
            found = self.verdicts.alike(text, self._grade, front)
        elif self.verdicts.is_of_every(text) or self.verdicts.denied(text):
            self._grade = "" if self.verdicts.denied(text) else next(reversed(self.verdicts.codes(text)), "")
        changed = any(each.earlier for each in found)
        places = sorted({(each.start, each.end) for each in found})
        cuts = [0, *(_between(text, left[1], right[0]) for left, right in pairwise(places)), len(text)]
        for verdict in found:
            place = places.index((verdict.start, verdict.end))
            start, end = trimmed(sentence.text, a + cuts[place], a + cuts[place + 1])
            if len(words(sentence.text[start:end])) < _FEWEST_OF_SPEAKER:
                start, end = a, b
            when = _when(sentence, a, lead, verdict, end) or self._years_before(
                sentence.text[sentence.start : a + verdict.start]
            )
            now = _NOW.search(text, 0, verdict.start)
            before = (
                text[now.start() if now else 0 : verdict.start]
                if now or changed
                else sentence.text[lead : a + verdict.start]
            )
            history = verdict.earlier or self._is_past(before, when, changed)
            if not history:
                self._graded = sentence
            elif self._graded is sentence and given:
                self._grade = given  # "rated good, four years after it was inadequate. Adoption got that grade too"
            area = {"area": Code("area", verdict.area)} if verdict.area else {}
            fields = {**area, "grade": Code("grade", verdict.grade)}
            yield Draft(
                start,
                end,
                "history" if history else "judgement",
                None,
                {**fields, **({"stated_date": when} if when else {})},
            )

    def _years_before(self, text: str) -> str:
        """The year of "four years after it was rated good", counted back from the article; the text ends with the grade."""
        after = _YEARS_AFTER.search(text)
        number = next(iter(find_numbers(after["count"])), None) if after else None
        return str(self._published.year - int(number.value)) if self._published and number else ""

    def _is_past(self, before: str, when: str, changed: bool) -> bool:
        """Whether a grade is an earlier one: words in front of it say so, or its year."""
        if not changed and self.verdicts.is_past(before):
            return True
        return bool(_YEAR.match(when)) and (not self._published or int(when[:4]) < self._published.year)

    def _appointed(self, sentence: Sentence, a: int, b: int) -> Iterator[Draft]:
        """What a clause says of posts; of one that begins with "who" or "in the job since" the title stands in front of it."""
        if any(found.first == 0 for found in self._items.find(words(sentence.text[a:b]))):
            return  # "One of them is the appointment of a head of service"
        titles = self._posts.titles(sentence.text[sentence.start : a])
        if titles and not sentence.text[sentence.start + titles[-1].end : a].strip(" ,"):
            a = sentence.start + titles[-1].start
        text = sentence.text[a:b]
        for said in self._posts.find(text):
            begin, end, holder = _opened(sentence.text, a + said.start), a + said.end, said.holder
            dates = sentence.dates(a + said.start, b)
            if dates and dates[0].start - end < _DATE_NEAR:
                end = max(end, dates[0].end)
            lasting = _LASTING.match(sentence.text, end, b)
            end = lasting.end() if lasting else end
            named = (
                _NAME_BEFORE.search(sentence.text, sentence.start, begin)
                if text[said.start :].startswith("who ")
                else None
            )
            if named:
                holder, begin = named["name"], named.start()
            fields: dict[str, Any] = {
                "role": Code("post", said.title.code),
                "title": " ".join(said.title.text.split()),
                "status": Code("post-status", said.status),
                "holder_name": " ".join(holder.split()),
                "end" if said.status == "left" else "start": dates[0].iso.removesuffix("/..") if dates else "",
            }
            if begin >= a and end - begin >= _SMALL_PART * (b - a):
                begin, end = a, b  # next to all that the clause says
            yield Draft(begin, end, "post", None, {name: value for name, value in fields.items() if value})


def _figures(sentence: Sentence, a: int, b: int, taken: list[Draft]) -> Iterator[Draft]:
    """The figures of a clause, each with the part of it that is its own."""
    own = [(at, each) for at, each in sentence.numbers if a <= at < b and not any(t.start <= at < t.end for t in taken)]
    begin = a
    for (at, fields), following in pairwise([*own, None]):  # type: ignore[misc]
        cuts = list(_JOINT.finditer(sentence.text, at, following[0])) if following else []
        stop = cuts[-1].start() if cuts else b
        start, end = trimmed(sentence.text, begin, stop)
        opening = sentence.dates(sentence.start, sentence.start + len("At the end of the "))
        change = _CHANGE.search(sentence.text, at, end) if "previous_value" in fields else None
        near = [*sentence.dates(start, change.start() if change else end), *opening]
        period = fields.get("period") or next((each.iso for each in near), "")
        yield Draft(start, end, "figure", None, {**fields, **({"period": period} if period else {})})
        begin = stop if cuts else a


def _when(sentence: Sentence, a: int, lead: int, verdict: Verdict, end: int) -> str:
    """The date that belongs to a grade: the one behind it in its stretch, else the last one in front of it."""
    behind = sentence.dates(a + verdict.end, end)
    before = sentence.dates(lead, a + verdict.start)
    return next((each.iso for each in [*behind, *before[-1:]]), "")


def _stated(dates: list[Moment]) -> dict[str, Any]:
    return {"stated_date": dates[0].iso} if dates else {}


def _phrase_end(sentence: Sentence, quote: Quotation, limit: int) -> int:
    """Where the phrase ends that a few quoted words are part of: "a “serious” history of neglect"."""
    if len(words(sentence.text[quote.inner_start : quote.inner_end])) > _PHRASE_WORDS:
        return min(quote.end, limit)
    behind = _BEHIND_QUOTE.match(sentence.text, quote.end, limit)
    end = behind.end() if behind else quote.end
    return quote.end if BLANK in sentence.mask[quote.end : end] else end


def _opened(text: str, at: int) -> int:
    """The place of the quotation mark of which the words at ``at`` are the end ("corporate failure")."""
    closing = re.match(r"[\w-]+[”’\"]", text[at:])
    opening = max(text.rfind(mark, max(0, at - _DATE_NEAR), at) for mark in '“‘"') if closing else -1
    return opening if opening >= 0 else at


def _between(text: str, left: int, right: int) -> int:
    """Where the words of one grade end and those of the next begin: the last comma or conjunction between them."""
    closing = left + (text[left : left + 1] in tuple("’”'\""))
    cuts = list(_JOINT.finditer(text, closing, right))
    return cuts[-1].start() if cuts else closing


def _only_quotes(mask: str) -> bool:
    """Whether a clause says little more than what it quotes at its end: "he was “proud but not satisfied”"."""
    plain = re.sub(rf"[‘“'\"”]?Q?{BLANK}+[^\w\s]*", " ", mask)
    return BLANK in mask[-4:] and len(plain.split()) <= _FEW_BESIDE


def _without_and(text: str, start: int, end: int) -> int:
    found = re.search(r",?\s+and$", text[start:end])
    return start + found.start() if found else end


def _order(places: list[int], offset: int) -> int:
    """The order of the first word behind an offset."""
    return next((index for index, place in enumerate(places) if place >= offset), len(places))


def _addressee(who: str) -> str:
    return "lscb" if _BOARD.search(who) else "authority" if _COUNCIL.search(who) else ""
