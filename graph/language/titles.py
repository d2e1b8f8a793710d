"""Titles of posts in sentences: which post each means, where it stands, and the name of its holder where one follows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..vocabulary import Concept, Vocabulary
from .phrases import Phrases, Word, words

_LETTERS_BEHIND = re.compile(r"\s*\([A-Z][A-Za-z]{1,7}\)")
_GOES_ON = re.compile(r"\s+(?:of|for)\b")
_SEAT = re.compile(r"\s+(?:posts?|roles?|positions?)\b")
# "Corporate Director for Families and Social Care": what a director of several services is director of belongs to the title.
_DIRECTOR = re.compile(
    r"(?:corporate|strategic|executive|assistant|service|divisional|operational|deputy) director", re.IGNORECASE
)
_DEPARTMENT = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w'’]+(?:(?:,|,?\s+and|\s+&)?\s+[A-Z][\w'’]+)*")
_PLACE = re.compile(r"\s+(?:for|of|at)\s+[A-Z][\w'-]+(?:\s+(?:and\s+|upon\s+)?[A-Z][\w'-]+)*")
_NAME = re.compile(
    r",?\s+(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Professor|Cllr|Councillor)\.?\s+(?P<name>[A-Z][a-z]+(?:[ -][A-Z][a-z'’]+){0,2})"
)
_BOARD = re.compile(r"[A-Z]{1,4}SC[BP](?:['’]s)?")
_BODY = re.compile(r"\b(?:panels?|sub-?\s?groups?|groups?|committees?|CDOP)\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")
_COMMON = frozenset(["worker", "team", "post", "position", "care", "appointment"])
_HEAD_END = re.compile(r"\s(?:of|for)\s.*")


@dataclass(frozen=True, slots=True)
class Title:
    """A title in a sentence: the code of its post, where it stands, its words, and the name of the holder where one follows."""

    code: str
    start: int
    end: int
    text: str
    name: str = ""


class Titles:
    """The titles of a vocabulary; ``heads`` are words of which every title has at least one, in lower case."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        posts = vocabulary.scheme("post").values()
        titles = [(label, (post.code, label)) for post in posts for label in post.labels]
        of_board = [(label, (post.code, label)) for post in posts for label in post.all("boardTitle")]
        self._phrases = {False: Phrases(titles), True: Phrases([*titles, *of_board])}
        self._board = {label for label, _ in of_board}
        self._near = [(post.code, *near) for post in posts for near in _nearby(post)]
        self._fillers = frozenset(vocabulary.scheme_values("post-status", "filler"))
        self._deputising = frozenset(vocabulary.scheme_values("post", "deputising"))
        self._remits = re.compile(
            rf"(?:\s+(?:of|for|in)\s+(?:the\s+)?|\s+){_any(vocabulary, 'remit')}\b", re.IGNORECASE
        )
        self._nouns = re.compile(rf"\s+{_any(vocabulary, 'goesWith')}\b", re.IGNORECASE)
        places = _any(vocabulary, "elsewhere")
        self._elsewhere = re.compile(
            rf"\s+(?:of|for|in|at|from|within)\s+(?:the\s+|an?\s+)?(?:\w+\s+)?{places}\b", re.IGNORECASE
        )
        self._others = re.compile(rf"\b{places}(?:'s?)?\s+$", re.IGNORECASE)
        short = [label for post in posts for label in post.all("nearTitle")]
        heads = {_head(label) for label in (*short, *(label for label, _ in (*titles, *of_board)))}
        self.heads = frozenset(heads | {f"{head}s" for head in heads})

    def find(self, sentence: str, before: str, board: bool) -> list[Title]:
        """The titles of a sentence in order; ``before`` is what was said before, ``board`` whether all is about the safeguarding board."""
        return list(self._named(sentence, board)) or list(self._understood(sentence, before))

    def _named(self, sentence: str, board: bool) -> Iterator[Title]:
        read = words(sentence)
        if "SC" in sentence:
            read = tuple(_as_board(word, sentence) for word in read)
        last = 0
        for match in self._phrases[board].find(read):
            start, end = read[match.first].start, read[match.last].end
            before = sentence[read[match.first - 1].start : start] if match.first else ""
            codes = [code for code, label in match.values if self._fits(label, sentence, start, end, before, board)]
            if codes and start >= last and not self._another(sentence, start, end, before):
                title = self._title(codes[0], sentence, start, end)
                last = title.end
                yield title

    def _fits(self, label: str, sentence: str, start: int, end: int, before: str, board: bool) -> bool:
        """Whether a title means its post here: letters in capitals, a title of the board in its part, one word as the whole title."""
        if label.isupper():
            return sentence[start:end].rstrip("'s").isupper()
        # In the board's part a "chair" is the board's, unless it is that of a panel or group.
        if label in self._board and label.endswith("chair") and _BODY.search(sentence, 0, start):
            return False
        word = before.strip(" ,(").lower()
        whole = (not word or word in self._fillers) and not _GOES_ON.match(sentence, end)
        return " " in label or whole or start == 0

    def _another(self, sentence: str, start: int, end: int, before: str) -> bool:
        """Whether the words mean another post ("deputy ..."), one elsewhere, or only go with a noun ("leadership style")."""
        return bool(
            before.strip(" ,").lower() in self._deputising
            or (self._nouns.match(sentence, end) and not _SEAT.match(sentence, end))
            or self._elsewhere.match(sentence, end)
            or self._others.search(sentence, 0, start)
        )

    def _title(self, code: str, sentence: str, start: int, end: int) -> Title:
        department = _DEPARTMENT.match(sentence, end) if _DIRECTOR.fullmatch(sentence[start:end]) else None
        end = department.end() if department else end
        text = sentence[start:end]
        for behind in (_LETTERS_BEHIND, self._remits, self._remits, _PLACE):
            found = behind.match(sentence, end)
            end = found.end() if found else end
        name = _NAME.match(sentence, end)
        return Title(code, start, name.end() if name else end, text, name["name"] if name else "")

    def _understood(self, sentence: str, before: str) -> Iterator[Title]:
        """A title that means a post because this sentence, or the one before, says of what ("the new head", "virtual school")."""
        context = f"{before} {sentence}".lower()
        for code, near, pattern in self._near:
            if near in context and (found := pattern.search(sentence)):
                yield Title(code, found.start(), found.end(), found.group())


def either(values: Iterable[str]) -> str:
    """A pattern for any of these wordings, the longest first."""
    return f"(?:{'|'.join(re.escape(value) for value in sorted(values, key=len, reverse=True))})"


def _any(vocabulary: Vocabulary, name: str) -> str:
    return either(vocabulary.scheme_values("post", name))


def _nearby(post: Concept) -> Iterator[tuple[str, re.Pattern[str]]]:
    for near in post.all("titleNear"):
        titles = either(post.all("nearTitle"))
        yield near, re.compile(rf"(?<!former )(?<!deputy )\b{titles}\b(?! of)", re.IGNORECASE)


def _as_board(word: Word, sentence: str) -> Word:
    """The letters of a board ("KSCB") as those of any."""
    return Word("lscb", word.start, word.end) if _BOARD.fullmatch(sentence[word.start : word.end]) else word


def _head(label: str) -> str:
    """The last word of what a title says before "of", or the first where that is rarer: one that few other sentences have."""
    parts: list[str] = _WORD.findall(f"{label} {_HEAD_END.sub('', label)}".lower().removesuffix("'s"))
    return parts[0] if parts[-1] in _COMMON else parts[-1]
