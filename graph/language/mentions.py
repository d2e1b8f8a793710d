"""Where a text names bodies: those of the scheme of known bodies, and any whose names say of which body they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..vocabulary import Vocabulary, slug
from .names import JOINT, Names, Text, inner_letters, is_letters, name_text, with_boards
from .phrases import Found, Phrases, Word, plain, words

_UNBROKEN = re.compile(r"(?:[\s/&'’-]|\([A-Z][A-Za-z&]{1,9}\))+")
_CAPITALS = re.compile(r"\b[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*")
_LONG_LETTERS = 4  # letters that mean the same body in every report; shorter ones mean several
_MOST_BEHIND = 4  # words behind a known name among which the end of a longer name is looked for
ALIKE = frozenset({"team", "service"})
"""Last words that reports use for one and the same body."""

_WHOLE = frozenset({"police", "court"})  # kinds of which each authority has one, whatever stands before the name
_WITH_GROUPS = frozenset({"board", "partnership"})  # kinds of body that have sub-groups


@dataclass(frozen=True, slots=True)
class Mention:
    """A name at its place: ``key`` tells bodies apart; ``code`` is that of a known body, else empty.

    ``letters`` stand for the name, ``inner`` for the words before its last ("lamps and candles (LACT) team").
    """

    key: str
    code: str
    kind: str
    name: str
    letters: str
    start: int
    end: int
    inner: str = ""


Aliases = dict[str, dict[str, Mention]]
"""Letters in their plain form to the bodies that they are explained as, by their keys; inner letters with the kind behind them."""


class Reader:
    """Finds the names of bodies in a text: those of the scheme, and any that say of which body they are."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._known = vocabulary.scheme("body")
        labels = [(label, body) for body in self._known.values() for label in body.labels]
        self._phrases = Phrases((label, (body.code, label)) for label, body in labels)
        self._whole = {_plains(words(label)): body.code for label, body in labels}
        # "Multi-agency assessment and safeguarding hub (MASH)" is the hub of other reports.
        self._by_letters = {
            plain(label): body.code
            for label, body in labels
            if len(label) >= _LONG_LETTERS and " " not in label and is_letters(label)
        }
        self._national = {label for label, body in labels if body.one("scope") == "national"}
        self._names = Names(vocabulary)
        self._no_body = {_plains(words(name)) for name in vocabulary.scheme_values("body-kind", "noBody")}
        forms = (form.partition(" ") for form in vocabulary.scheme_values("body-kind", "longForm"))
        self._long = {letters: " ".join(word.plain for word in words(long)) for letters, _, long in forms}
        self._small_print = vocabulary.scheme_values("body-kind", "smallPrint")

    def read(
        self, text: str, aliases: Aliases, own: frozenset[tuple[str, ...]]
    ) -> tuple[Sequence[Word], list[Mention]]:
        """The words in capitals of a text, and the mentions in it; letters that it explains go into ``aliases``.

        ``own`` are the authority's names in plain words.
        """
        end = min((at for at in map(text.find, self._small_print) if at >= 0), default=len(text))
        text = text[:end]
        letters = [Word(plain(found[0]), found.start(), found.end()) for found in _CAPITALS.finditer(text)]
        mentions = list(self._mentions(name_text(text, with_boards(words(text), letters, text), own)))
        for mention in mentions:
            for explained in (plain(mention.letters), mention.inner and f"{plain(mention.inner)} {mention.kind}"):
                if explained:
                    aliases.setdefault(explained, {}).setdefault(mention.key, mention)
        return letters, mentions

    def _mentions(self, text: Text) -> Iterator[Mention]:
        """Names in the order of the text; none overlap."""
        known = {match.first: match for match in self._phrases.find(text.words)}
        last_words = self._names.last
        ends = {at for at, (word, _, _) in enumerate(text.words) if word in last_words}
        floor = 0
        for at in sorted(known.keys() | ends):
            if at < floor:
                continue
            mention: Mention | None = None
            last = at
            if at in known and (code := self._stands(text, known[at])):
                mention, last = self._widened(text, at, known[at].last, code, floor)
            elif at in ends:
                mention, last = self._longest(text, floor, at, ends)
            if mention:
                yield self._proper(text, mention, last, floor)
                floor = last + 1 + bool(text.letters(last))

    def _proper(self, text: Text, mention: Mention, last: int, floor: int) -> Mention:
        """A proper name with the place that it begins with, though the body is told by the words behind it."""
        first = next(at for at in range(last, -1, -1) if text.words[at].start <= mention.start)
        full = self._names.full(text, first, last, floor)
        if not mention.name or full == first:
            return mention
        return replace(mention, name=text.name(full, last), start=text.words[full].start)

    def _longest(self, text: Text, floor: int, at: int, ends: set[int]) -> tuple[Mention | None, int]:
        """The name that ends with a word, or with the next where that may end a name too ("partnership board")."""
        mention = self._named(text, floor, at)
        if at + 1 in ends and text.gap(at) == " ":
            longer = self._named(text, floor, at + 1)
            if longer and (not mention or longer.start <= mention.start):
                return longer, at + 1
        return mention, at

    def _stands(self, text: Text, match: Found[tuple[str, str]]) -> str:
        """The body that the words of a label mean here: unbroken, and in capitals where letters and charities are."""
        if match.first == match.last or all(_UNBROKEN.fullmatch(text.gap(at)) for at in range(match.first, match.last)):
            return next((code for code, label in match.values if self._is_printed(label, text, match.first)), "")
        gaps = "".join(text.gap(at) for at in range(match.first, match.last))
        return next((code for code, label in match.values if "," in label and "." not in gaps), "")

    def _is_printed(self, label: str, text: Text, first: int) -> bool:
        printed = text.printed(first, first)
        if is_letters(label) and " " not in label:
            return is_letters(printed)
        # Charities have names that are also common words ("Action for Children").
        return label not in self._national or printed[0].isupper()

    def _widened(self, text: Text, first: int, last: int, code: str, floor: int) -> tuple[Mention, int]:
        """A known name; or the longer name of another body that it is part of ("early help" in "early help steering group")."""
        mention = self._known_mention(text, first, last, code)
        letters = first == last and is_letters(text.printed(first, last))
        for end in range(last + 1, min(last + _MOST_BEHIND, len(text.words))):
            if not JOINT.fullmatch(text.gap(end - 1)):
                break
            if text.words[end].plain in self._names.last:
                longer = self._named(text, min(floor, first), end)
                if not longer or longer.start > text.words[first].start:
                    break
                # Letters with a word behind them ("MASH team") are the body that the letters mean, unless a name follows.
                if letters and self._named(text, last + 1, end):
                    break
                # So is a board with a sub-group that is not told from others.
                below = mention.kind in _WITH_GROUPS and self._names.is_end(text, last + 1, end)
                return mention if letters or below else longer, end
        if not is_letters(text.printed(first, first)) and self._goes_on_before(text, first, last, floor, code):
            mention = self._named(text, floor, last) or mention
        return mention, last

    def _goes_on_before(self, text: Text, first: int, last: int, floor: int, code: str) -> bool:
        """Whether the word before a known name makes it the name of another body ("parenting assessment team")."""
        if first <= floor or code not in self._known or self._known[code].one("scope") == "national":
            return False
        whole = self._kind(code) in _WHOLE or text.words[last].plain not in self._names.last
        return not whole and self._names.goes_on_before(text, first, last, floor)

    def _kind(self, code: str) -> str:
        return self._known[code].one("bodyKind").removeprefix("body-kind/")

    def _known_mention(self, text: Text, first: int, last: int, code: str) -> Mention:
        printed = text.name(first, last)
        alone = is_letters(printed) and " " not in printed
        letters = text.letters(last) or (printed if alone and printed.rstrip("s").isupper() else "")
        return Mention(code, code, self._kind(code), "" if alone else printed, letters, *text.span(first, last))

    def _named(self, text: Text, floor: int, last: int) -> Mention | None:
        """The name that ends with a word such as "panel", or nothing where it does not say which."""
        found = self._names.find(text, floor, last)
        if not found:
            return None
        first, kind = found
        name = text.words[first : last + 1]
        bare = self._names.without_openings(name)
        code = self._whole.get(_plains(name)) or self._whole.get(_plains(bare), "")
        if not code and _plains(name) in self._no_body:
            return None
        if code := code or self._by_letters.get(plain(text.letters(last)), ""):
            return self._known_mention(text, first, last, code)
        inner = inner_letters(text.printed(first, last))
        best, letters = text.name(first, last), text.letters(last)
        return Mention(self._key(bare), "", kind, best, letters, *text.span(first, last), inner)

    def _key(self, name: Sequence[Word]) -> str:
        """What tells a body of no known name from others: "team" and "service" are one, and so are letters and what they stand for."""
        key = [self._long.get(word.plain, word.plain) for word in name]
        return slug(" ".join([*key[:-1], "team"] if key[-1] in ALIKE else key))


def _plains(name: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.plain for word in name)
