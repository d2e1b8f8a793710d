"""Names of bodies in running text: words in capitals, or that say what a body does, before a word such as "team" or "panel"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from ..vocabulary import Vocabulary
from .phrases import Word, plain, words

JOINT = re.compile(r"(?:,?\s+|-|/)")
"""What may stand between two words of a name."""

_LETTERS = re.compile(r"\s?\((?:the\s+)?(?P<letters>[A-Z][A-Za-z&]{1,9})\)")
_BRACKETED = re.compile(r"\([A-Z][A-Za-z&]{1,9}\)(?=\s+[a-zA-Z])")
_BETWEEN = re.compile(r"\s*\([A-Z][A-Za-z&]{1,9}\)(?=\s)")
_INNER = re.compile(r"\((?P<letters>[A-Z][A-Za-z&]{1,9})\)\s+[\w-]+$")
_AND = re.compile(r"(?<=\w\s)&(?=\s\w)")
_SENTENCE = re.compile(r"(?:^|[.!?:;•]['’”)]*\s+|\d\.\s*|[\uf000-\uf0ff]\s*)[‘“'\"]?$")
_POSSESSIVE = re.compile(r"['’]s?$")
_CLOSED = re.compile(r"['’”\"]\s+")
_OPENED = re.compile(r"[\s(][‘“\"'’]$")
_BOARD = re.compile(r"[A-Z]{1,4}SC(?P<board>[BP])")
_MOST_WORDS = 9
_FEWEST_WORDS = 2
_MOST_QUOTED = 5
_FEWEST_CAPITALS = 2
_SHORTEST_OF_NAME = 5
_OPENING = 6  # characters before a word that show whether it opens a sentence
_INSIDE = frozenset({"police"})  # kinds whose last words stand inside names ("Police and Crime Panel")
_WITH_MORE = frozenset({"group", "forum"})  # kinds whose last words stand before others ("family group conference")


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its words; ``own`` are the authority's names, in plain words, which tell nothing at the beginning of a name."""

    text: str
    words: Sequence[Word]
    own: frozenset[tuple[str, ...]]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of the words from ``first`` to ``last``."""
        return self.words[first].start, self.words[last].end

    def printed(self, first: int, last: int) -> str:
        """The words from ``first`` to ``last`` as they are printed."""
        return self.text[self.words[first].start : self.words[last].end]

    def name(self, first: int, last: int) -> str:
        """The words as a name: without a possessive, letters in brackets, or a capital that it only has as the opening of a sentence."""
        name = _BRACKETED.sub("", _POSSESSIVE.sub("", self.printed(first, last)))
        name = " ".join((_CLOSED.sub(" ", name, count=1) if self.is_quoted(first) else name).split())
        return name[0].lower() + name[1:] if name[1:].islower() and self.opens(first) else name

    def gap(self, left: int) -> str:
        """What stands between a word and the next, but for letters in brackets inside a name."""
        gap = self.text[self.words[left].end : self.words[left + 1].start]
        return _BETWEEN.sub("", gap) if "(" in gap else gap

    def letters(self, last: int) -> str:
        """Letters in brackets behind a word."""
        end = self.words[last].end
        found = _LETTERS.match(self.text, end) if "(" in self.text[end : end + 2] else None
        return found["letters"] if found else ""

    def is_quoted(self, first: int) -> bool:
        """Whether a quotation mark opens before a word."""
        start = self.words[first].start
        return bool(_OPENED.search(self.text, max(0, start - 2), start))

    def opens(self, at: int) -> bool:
        """Whether a word opens a sentence, so that its capital tells nothing."""
        start = self.words[at].start
        return bool(_SENTENCE.search(self.text, max(0, start - _OPENING), start))


def name_text(text: str, found: Sequence[Word], own: frozenset[tuple[str, ...]]) -> Text:
    """A text in which letters in brackets inside a name are no words ("looked after children (LAC) team"), and "&" is one."""
    found = list(found)
    for match in _BRACKETED.finditer(text):
        at = bisect_left(found, match.start() + 1, key=lambda word: word.start)
        del found[at : bisect_left(found, match.end(), key=lambda word: word.start)]
    if " & " in text and (signs := [Word("and", match.start(), match.end()) for match in _AND.finditer(text)]):
        found = sorted((*found, *signs), key=lambda word: word.start)
    return Text(text, found, own)


def with_boards(found: Sequence[Word], letters: Sequence[Word], text: str) -> Sequence[Word]:
    """The words of a text, with the letters of a board ("KSCB") as those of any."""
    named = ((word, _BOARD.fullmatch(text, word.start, word.end)) for word in letters)
    boards = {word.start: "lscb" if board["board"] == "B" else "lscp" for word, board in named if board}
    if not boards:
        return found
    return [Word(boards[word.start], word.start, word.end) if word.start in boards else word for word in found]


def inner_letters(printed: str) -> str:
    """The letters in brackets before the last word of a name: "LACT" in "lamps and candles (LACT) team"."""
    found = _INNER.search(printed)
    return found["letters"] if found else ""


def _plains(end: str) -> tuple[str, ...]:
    return tuple(word.plain for word in words(end))


def is_letters(printed: str) -> bool:
    """Whether a word is an abbreviation in capitals."""
    return sum(letter.isupper() for letter in printed) >= _FEWEST_CAPITALS


class Names:
    """Finds where names begin, by the lists of the scheme of kinds of body."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        kinds = vocabulary.scheme("body-kind").values()
        lists = {
            name: {plain(word) for word in vocabulary.scheme_values("body-kind", name)}
            for name in ("function", "partFunction", "link", "opening", "ownerWord", "person", "mayOpen", "placeWord")
        }
        self._heads = {_plains(end): kind.code for kind in kinds for end in kind.labels if end != kind.label}
        self._lengths = {
            last: sorted({len(head) for head in self._heads if head[-1] == last}, reverse=True)
            for last in {head[-1] for head in self._heads}
        }
        self._lettered = {plain(word): kind.code for kind in kinds for word in kind.all("headWithLetters")}
        self.last = frozenset({head[-1] for head in self._heads} | self._lettered.keys())
        """The words, in their plain form, with which a name may end."""
        self._persons = lists["person"]
        self._ends = {head[-1] for head, kind in self._heads.items() if kind not in _INSIDE} | self._persons
        self._functions, self._told = lists["function"], lists["function"] | lists["partFunction"]
        self._by_parts = {_plains(end) for end in vocabulary.scheme_values("body-kind", "byParts")}
        self._may_open, self._places = lists["mayOpen"] | lists["opening"], lists["placeWord"]
        self._in_capitals = {kind.code for kind in kinds if kind.one("inCapitals") == "yes"}
        self._links, self._openings, self._owners = lists["link"], lists["opening"], lists["ownerWord"]
        self._pairs = {tuple(pair.split()) for pair in vocabulary.scheme_values("body-kind", "linkPair")}
        self._no_plural = set(vocabulary.scheme_values("body-kind", "noPlural"))

    def find(self, text: Text, floor: int, last: int) -> tuple[int, str] | None:
        """The first word of the name that ends with the word ``last``, not before ``floor``, and the kind that its end tells.

        Nothing where the name does not say which body it is, as in "the panel".
        """
        head, kind = self._head(text, floor, last)
        if not kind or (head == last and self._says_nothing(text, floor, last)):
            return None
        if text.printed(last, last).lower() in self._no_plural or self._is_other(text, kind, last):
            return None
        first = self._quoted(text, floor, head)
        if first is None:
            by_parts = tuple(word.plain for word in text.words[head : last + 1]) in self._by_parts or text.letters(last)
            first = self._first(text, floor, head, last, self._told if by_parts else self._functions)
        for end in (last, head - 1):
            if end > floor and (letters := text.letters(end)):
                first = min(
                    (at for at in (first, self._spelt(text, floor, end, letters)) if at is not None), default=None
                )
        return (first, kind) if first is not None else None

    def _says_nothing(self, text: Text, floor: int, last: int) -> bool:
        """Whether the word before the end of a name is none, or one like "the" or "good"; most are, so this comes first."""
        if last == floor:
            return True
        word = text.words[last - 1]
        if word.plain in self._told or text.text[word.start].isupper() or text.text[word.end] not in " ,.:;":
            return False
        return not text.letters(last)

    def goes_on_before(self, text: Text, first: int, last: int, floor: int) -> bool:
        """Whether the words before a name belong to a longer one: they say what it does, or letters behind it stand for them too."""
        at = first - 1
        if at > floor and text.words[at].plain in self._links and text.letters(last):
            at -= 1
        if at < floor or not JOINT.fullmatch(text.gap(at)):
            return False
        word = text.words[at].plain
        own = any(word in name for name in text.own)
        return word in self._told and word not in self._places and not own and not self._is_idle(text, at)

    def without_openings(self, name: Sequence[Word]) -> Sequence[Word]:
        """The words of a name without those that only some reports begin it with ("joint", "multi-agency")."""
        while len(name) > _FEWEST_WORDS and name[0].plain in self._may_open:
            name = name[1:]
        return name

    def is_end(self, text: Text, first: int, last: int) -> bool:
        """Whether words are no more than what a name of its kind ends with ("sub-group")."""
        return tuple(word.plain for word in text.words[first : last + 1]) in self._heads

    def _is_other(self, text: Text, kind: str, last: int) -> bool:
        """Whether a word is the kind of something else: "multi-agency" of work, the group of a "family group conference" of a meeting."""
        if kind in self._in_capitals and text.printed(last, last)[0].islower():
            return True
        if kind == "agency":
            return text.text[text.words[last].start - 1 : text.words[last].start] == "-"
        if kind not in _WITH_MORE or last + 1 == len(text.words):
            return False
        return text.words[last + 1].plain in self._lettered and bool(JOINT.fullmatch(text.gap(last)))

    def _head(self, text: Text, floor: int, last: int) -> tuple[int, str]:
        """Where the last word or words of a name begin, and the kind they tell."""
        for length in self._lengths.get(text.words[last].plain, ()):
            start = last + 1 - length
            if start >= floor and (kind := self._heads.get(tuple(word.plain for word in text.words[start : last + 1]))):
                return start, kind
        kind = self._lettered.get(text.words[last].plain, "")
        return last, kind if kind and is_letters(text.letters(last)) else ""

    def _quoted(self, text: Text, floor: int, head: int) -> int | None:
        """The first word of a name in quotation marks before the last words ("the 'Bright Lanterns' team")."""
        if head == floor or not _CLOSED.fullmatch(text.gap(head - 1)):
            return None
        for at in range(head - 1, max(floor, head - _MOST_QUOTED) - 1, -1):
            if text.is_quoted(at):
                return at
        return None

    def _spelt(self, text: Text, floor: int, last: int, letters: str) -> int | None:
        """The word from which on the first letters of the words spell the letters behind the name; linking words may be left out."""

        def spell(at: int, left: str) -> int | None:
            if not left:
                return at + 1
            if at < floor or (at < last and not JOINT.fullmatch(text.gap(at))):
                return None
            word = text.words[at].plain
            if word in self._persons:
                return None
            if word[0] == left[-1] and (found := spell(at - 1, left[:-1])) is not None:
                return found
            return spell(at - 1, left) if word in self._links or word in self._openings else None

        return spell(last, letters.lower().replace("&", "")) if letters.isupper() else None

    def _first(self, text: Text, floor: int, head: int, last: int, functions: set[str]) -> int | None:
        """The word with which a name begins: words in capitals or that say what a body does, with links between them."""
        first, linked = head, False
        for at in range(head - 1, max(floor, head - _MOST_WORDS) - 1, -1):
            gap = text.gap(at)
            if not JOINT.fullmatch(gap) or self._is_owner(text, at) or self._ends_another(text, at, head):
                break
            if "," in gap and not linked:
                break  # a list of several things, not a name such as "contact, advice and assessment service"
            linked = linked or text.words[at].plain in self._links
            if text.words[at].plain in self._told or self._is_capital(text, at):
                first = at
            elif at == head - 1 or not self._is_link(text, at):
                break
        while first < head and (idle := self._own(text, first) or self._is_idle(text, first)):
            first += idle
        telling = (text.words[at].plain in functions or self._is_capital(text, at) for at in range(first, last))
        return first if any(telling) else None

    def _ends_another(self, text: Text, at: int, head: int) -> bool:
        """Whether another name ends before a comma or a link: "the intake team and youth court panel", "lamps and Harbour Light Board"."""
        if at + 1 >= head:
            return False
        linked = text.words[at + 1].plain in self._links
        if text.words[at].plain in self._ends and ("," in text.gap(at) or linked):
            return True
        return linked and self._is_capital(text, at + 2) and text.printed(at, at)[0].islower()

    def _is_link(self, text: Text, at: int) -> bool:
        word = text.words[at].plain
        return word in self._links or (word, text.words[at + 1].plain) in self._pairs

    def _is_owner(self, text: Text, at: int) -> bool:
        """Whether a word says whose the body is ("the council's"), which is no part of its name."""
        return text.words[at].plain in self._owners and bool(_POSSESSIVE.search(text.printed(at, at)))

    def _own(self, text: Text, first: int) -> int:
        """How many words of a name begin one of the authority's: "Hartbury" may stand for "Hartbury on the Marsh"."""
        if not text.printed(first, first)[0].isupper():
            return 0
        plains = [word.plain for word in text.words[first : first + _MOST_WORDS]]
        alike = (takewhile(lambda pair: pair[0] == pair[1], zip(name, plains, strict=False)) for name in text.own)
        return max((sum(1 for _ in pairs) for pairs in alike), default=0)

    def _is_idle(self, text: Text, at: int) -> bool:
        """Whether a word at the beginning of a name tells nothing, as an article or a link does."""
        word = text.words[at].plain
        return word in self._links or (word in self._openings and not self._is_of_name(text, at))

    def full(self, text: Text, first: int, last: int, floor: int) -> int:
        """The first word of a proper name such as that of an agency, which the place before belongs to, even the authority's."""
        kind = self._heads.get((text.words[last].plain,), "")
        if kind not in self._in_capitals or not text.printed(first, first)[0].isupper():
            return first
        at = first
        while at > max(floor, last - _MOST_WORDS) and text.gap(at - 1) == " " and self._is_capital(text, at - 1):
            at -= 1
        return at

    def _is_of_name(self, text: Text, at: int) -> bool:
        """Whether a word that mostly only opens names is part of one, by its own capital and the next word's ("Joint Harbour Board")."""
        capitals = text.printed(at, at)[0].isupper() and text.printed(at + 1, at + 1)[0].isupper()
        return capitals and len(text.words[at].plain) >= _SHORTEST_OF_NAME and not text.opens(at)

    def _is_capital(self, text: Text, at: int) -> bool:
        """Whether a word is in capitals by itself, not because it opens a sentence."""
        printed = text.printed(at, at)
        if not printed[0].isupper() or _POSSESSIVE.search(printed):
            return False
        return self._is_of_name(text, at) if text.words[at].plain in self._openings else not text.opens(at)
