"""Names of people in running text: words in capitals that no scheme, register or body accounts for, and addresses.

Nothing here knows the names that people have, so that it errs on one side: whatever may be a name is taken for one.
"""

import re
from calendar import day_name
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from ..dates import MONTHS
from ..vocabulary import Vocabulary

_WORD = re.compile(r"(?<![\w@])[^\W_]+(?:[-'’][^\W_]+)*")
_LOWER = re.compile(r"(?<![\w@./'’-])[a-z]+(?:['’-][a-z]+)*(?![\w@/-])(?!\.\w)")
_POSSESSIVE = re.compile(r"['’](?:s|ll|ve|re|d|m)$")
_OPENING = re.compile(r"(?:^|(?<!\b[A-Z])[.!?:;…•|]['’”\")\]]*\s+|\n\s*|[‘“”\"(]|(?<!\w)['’]|[–—*]\s*)$")
_JOINT = re.compile(r"\.?[ \t\xa0]+|\.|[ \t]*\n[ \t]*")
_HOUSE = re.compile(r"\b\d+[A-Za-z]?,?\s+$")
_ELSE = re.compile(r"\S+@\w[\w.-]*\w|(?<![\w@])@\w+|\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b")
_BEFORE = re.compile(r"(\w+)\s+$")
_LOOK_BACK = 12  # characters before a word that show whether it opens a sentence
_FEW = 3  # words of the longest run of which each is a name by itself too; headlines in capitals are longer


@dataclass(frozen=True, slots=True)
class Name:
    """What may be a person's name or an address: its offsets, with a title in front, and its words as printed without the title."""

    start: int
    end: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word without its possessive; ``covered`` where it belongs to the name of a body, place or paper."""

    start: int
    end: int
    text: str
    opens: bool
    covered: bool

    @property
    def plain(self) -> str:
        return _plain(self.text)

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


class Persons:
    """Finds names of people.

    ``phrases`` are names of bodies, places and papers. ``texts`` give words that are printed in small letters: the capital of such
    a word tells nothing where it opens a sentence.
    """

    def __init__(self, vocabulary: Vocabulary, phrases: Iterable[str], texts: Iterable[str]) -> None:
        self._titles, self._given, self._streets, self._particles, self._before_places, opening = (
            {word.lower() for word in vocabulary.scheme_values("speaker", name)}
            for name in ("nameTitle", "givenName", "streetWord", "nameParticle", "placeLink", "openingWord")
        )
        self._public = _capitals(vocabulary)
        self._known = (
            self._public | opening | _small(vocabulary) | {word for text in texts for word in _LOWER.findall(text)}
        )
        self._phrases = _phrases({*phrases, *vocabulary.scheme_values("speaker", "publicName")})

    def find(self, text: str, own: Set[str] = frozenset()) -> Iterator[Name]:
        """All names in a text, in order; ``own`` are words that are names wherever they have a capital, in small letters."""
        found = [Name(match.start(), match.end(), (match.group(),)) for match in _ELSE.finditer(text)]
        rest = _ELSE.sub(lambda match: " " * len(match.group()), text)
        found += (name for run in self._runs(rest) for name in self._in_run(rest, run, own))
        yield from sorted(found, key=lambda name: name.start)

    def parts(self, names: Iterable[Sequence[str]]) -> set[str]:
        """The words of some names that may stand for a person alone, in small letters."""
        short = [name for name in names if len(name) <= _FEW]
        # Three words that begin or end with a place are rather a body's name.
        kept = [word for name in short for word in name if len(name) < _FEW or not self._phrases.fullmatch(word)]
        plain = {_plain(word) for word in kept if len(word) > 1}
        return plain - self._public - self._streets - self._particles - self._titles

    def _runs(self, text: str) -> Iterator[list[_Token]]:
        """Words in capitals that stand together, particles such as "van" between them included."""
        run: list[_Token] = []
        for token in self._tokens(text):
            joined = bool(run) and bool(_JOINT.fullmatch(text, run[-1].end, token.start)) and not token.opens
            if run and not (joined and (token.is_capital or token.plain in self._particles)):
                yield run
                run = []
            if token.is_capital or run:
                run.append(token)
        if run:
            yield run

    def _tokens(self, text: str) -> Iterator[_Token]:
        covered = [match.span() for match in self._phrases.finditer(text)]
        for match in _WORD.finditer(text):
            word = _POSSESSIVE.sub("", match.group())
            start, end = match.start(), match.start() + len(word)
            opens = bool(_OPENING.search(text, max(0, start - _LOOK_BACK), start))
            yield _Token(start, end, word, opens, any(left <= start and end <= right for left, right in covered))

    def _in_run(self, text: str, run: list[_Token], own: Set[str]) -> Iterator[Name]:
        """The name in a run of words: from the first that may be one to the end, with titles and initials in front."""
        while not run[-1].is_capital:
            run = run[:-1]  # "van" at the end is no part of a name
        firsts = [at for at in range(len(run)) if self._is_name(text, run, at, own)]
        firsts += [at + 1 for at, token in enumerate(run[:-1]) if token.plain in self._titles]
        is_street = len(run) > 1 and run[-1].plain in self._streets and not run[-1].covered
        firsts += [len(run) - 2] if is_street else []
        if not firsts:
            return
        first = min(firsts)
        words = tuple(token.text for token in run[first:])
        while first and (run[first - 1].plain in self._titles or len(run[first - 1].text) == 1):
            first -= 1
        start = run[first].start
        house = _HOUSE.search(text, max(0, start - _LOOK_BACK), start) if is_street else None
        yield Name(house.start() if house else start, run[-1].end, words)

    def _is_name(self, text: str, run: list[_Token], at: int, own: Set[str]) -> bool:
        """Whether a word of a run may be a name of a person."""
        token = run[at]
        if token.plain in own:
            return not (token.covered and self._is_place(text, run, at))
        if token.covered or len(token.text) == 1 or token.plain in self._titles | self._particles:
            return False
        told_by_capital = not token.opens and len(run) <= _FEW
        return token.plain in self._given or not _made_of(token, self._public if told_by_capital else self._known)

    def _is_place(self, text: str, run: list[_Token], at: int) -> bool:
        """Whether a place whose name people have too is meant itself: "in Poole", "Poole Council"."""
        before = _BEFORE.search(text, max(0, run[at].start - _LOOK_BACK), run[at].start)
        followed = at + 1 < len(run) and run[at + 1].plain in self._public
        return followed or bool(before and before[1].lower() in self._before_places)


def _made_of(token: _Token, words: Set[str]) -> bool:
    """Whether a word, or each part of one with hyphens, is among some words; "didn't" always is."""
    return token.plain in words or token.plain.endswith("n't") or all(part in words for part in token.plain.split("-"))


def _phrases(names: Iterable[str]) -> re.Pattern[str]:
    """What finds names as they are printed, the longest first."""
    printed = sorted({name for name in names if name[:1].isupper()}, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?=[A-Z])(?:{'|'.join(map(re.escape, printed)) or '(?!)'})(?!\w)")


def _capitals(vocabulary: Vocabulary) -> set[str]:
    """In small letters: what labels of all schemes but that of bodies print with a capital, titles of speakers, months and days."""
    schemes = (vocabulary.scheme(name) for name in vocabulary.schemes() if name != "body")
    labels = [label for scheme in schemes for concept in scheme.values() for label in concept.labels]
    words = {_plain(word) for label in labels for word in _WORD.findall(label) if word[0].isupper()}
    own = (("speaker", "speakerTitle"), ("authority-name", "genericWord"))
    words |= {
        _plain(word) for pair in own for label in vocabulary.scheme_values(*pair) for word in _WORD.findall(label)
    }
    return words | {*MONTHS, *(day.lower() for day in day_name)}


def _small(vocabulary: Vocabulary) -> set[str]:
    """The words that the schemes print in small letters."""
    concepts = (concept for name in vocabulary.schemes() for concept in vocabulary.scheme(name).values())
    values = (value for concept in concepts for values in concept.facts.values() for value in values)
    return {word for value in values for word in _LOWER.findall(value)}


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", word).replace("’", "'").lower()
