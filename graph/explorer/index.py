"""The index of the search: names before words, words by their stems, the last word of a question also where it only begins.

It is kept in memory and made in the background for each state of the store, which takes about as long as to read all sentences once.
"""

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Any

from .data import Data
from .entries import KIND_WORDS, KINDS, Entry, entries

_TABLES = """
create table entry (id integer primary key, place integer, kind text, address text, name text, detail text);
create virtual table found using fts5(name, others, words, kind_words, tokenize = "porter unicode61 remove_diacritics 2", prefix = "2 3");
"""
_JOINED = "found join entry on id = found.rowid"
_BEST = "bm25(found, 12.0, 8.0, 1.0, 0.1), id"
_OPEN, _CLOSE = "\x02", "\x03"  # around what was found; never in a text
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MOST_WORDS = 12
_MOST_CUT = 4  # letters that may be missing from the end: "fosterin" finds what "foster" begins
_SHORTEST = 3
_MOST_PHRASES = 50  # asked for at once


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found; pieces of its name, and of the words around what was found, each with whether it was asked for."""

    kind: str
    address: str
    name: tuple[tuple[str, bool], ...]
    detail: str
    words: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """What a person asks for, as the index takes it; ``cut`` is the beginning that the last word was shortened to."""

    match: str
    cut: str = ""


class Index:
    """The index of one state of the store, being made from the moment it is asked for."""

    def __init__(self, data: Data) -> None:
        self._lock = Lock()
        self._done = Event()
        self._failure: Exception | None = None
        self._base = sqlite3.connect(":memory:", check_same_thread=False)
        self._base.executescript(_TABLES)
        Thread(target=self._make, args=(data,), name="search index", daemon=True).start()

    def ready(self, seconds: float) -> bool:
        """Whether the index is made, or is within some seconds."""
        done = self._done.wait(seconds)
        if self._failure:
            raise self._failure
        return done

    def _make(self, data: Data) -> None:
        try:
            self.fill(entries(data))
        except Exception as error:
            self._failure = error
        finally:
            self._done.set()

    def fill(self, found: Iterable[Entry]) -> None:
        """Put entries in."""
        places = {kind: place for place, kind in enumerate(KINDS)}
        for number, each in enumerate(found, 1):
            row = (number, places[each.kind], each.kind, each.address, _plain(each.name), _plain(each.detail))
            self._base.execute("insert into entry values (?, ?, ?, ?, ?, ?)", row)
            texts = (number, _plain(each.name), _plain(each.others), _plain(each.words), KIND_WORDS.get(each.kind, ""))
            self._base.execute(
                "insert into found (rowid, name, others, words, kind_words) values (?, ?, ?, ?, ?)", texts
            )
        self._base.commit()

    def asked(self, text: str) -> Question | None:
        """What a text asks for; its last word is shortened if nothing has it. Nothing if it has no words."""
        words = _WORD.findall(text)[:_MOST_WORDS]
        if not words:
            return None
        for length in range(len(words[-1]), max(len(words[-1]) - _MOST_CUT, _SHORTEST) - 1, -1):
            question = Question(_match(words, length), words[-1][:length] if length < len(words[-1]) else "")
            if self._rows("select 1 from found where found match ? limit 1", question.match):
                return question
        return Question(_match(words, len(words[-1])))

    def counts(self, question: Question) -> dict[str, int]:
        """How many entries of each kind there are, in the order of the kinds."""
        query = f"select kind, count(*) from {_JOINED} where found match ? group by place order by place"  # noqa: S608
        return dict(self._rows(query, question.match))

    def best(self, question: Question, most: int, ranked: bool = True) -> dict[str, list[Hit]]:
        """The best entries of each kind, in the order of the kinds."""
        order = _BEST if ranked else "id"
        query = (
            f"select id from (select id, place, row_number() over (partition by place order by {order}) as number "  # noqa: S608
            f"from {_JOINED} where found match ?) where number <= ? order by place, number"
        )
        groups: dict[str, list[Hit]] = {}
        for hit in self._found(query, question.match, most):
            groups.setdefault(hit.kind, []).append(hit)
        return groups

    def hits(self, question: Question, kind: str, most: int, start: int = 0, ranked: bool = True) -> list[Hit]:
        """Entries of a kind, the best first, or in the order of the documents."""
        order = _BEST if ranked else "id"
        query = f"select id from {_JOINED} where found match ? and kind = ? order by {order} limit ? offset ?"  # noqa: S608
        return self._found(query, question.match, kind, most, start)

    def names(self, text: str, most: int) -> list[Hit]:
        """Things whose names have the words of a text: those that begin with it first, then by kind and rank; bodies come last."""
        question = self.asked(text)
        if not question:
            return []
        begins = re.sub(r"([~%_])", r"~\1", " ".join(text.split())) + "%"
        # A word of its kind says which thing of a name is meant, and names none by itself.
        named = question.match.replace(" AND ", " OR ")
        match = f"{{name others kind_words}} : ({question.match}) AND {{name others}} : ({named})"
        # The many bodies of single authorities would come before the theme or service that they have in common.
        order = (
            f"kind != 'body' and entry.name like ?2 escape '~' desc, place, entry.name like ?2 escape '~' desc, {_BEST}"
        )
        query = f"select id from {_JOINED} where found match ?1 order by {order} limit ?3"  # noqa: S608
        return self._found(query, match, begins, most)

    def _found(self, query: str, match: str, *values: object) -> list[Hit]:
        """Entries that a query chooses. They are chosen first, as marking what was found takes longer than weighing it.

        The plus has them looked for among what matches, and not each by itself.
        """
        chosen = [row[0] for row in self._rows(query, match, *values)]
        marks = ", ".join("?" * len(chosen))
        marked = (
            f"select id, kind, address, entry.name, detail, highlight(found, 0, '{_OPEN}', '{_CLOSE}'), "  # noqa: S608
            f"case when words = '' then snippet(found, 1, '{_OPEN}', '{_CLOSE}', ' … ', 8) "
            f"else snippet(found, 2, '{_OPEN}', '{_CLOSE}', ' … ', 40) end "
            f"from {_JOINED} where found match ? and +found.rowid in ({marks})"
        )
        found = {row[0]: _hit(*row[1:]) for row in self._rows(marked, match, *chosen)}
        return [found[number] for number in chosen]

    def holding(self, phrases: Iterable[str], kind: str) -> list[str]:
        """The addresses of entries of a kind whose words hold one of some phrases, whatever the endings of their words."""
        query = f"select address from {_JOINED} where found match ? and kind = ? order by id"  # noqa: S608
        quoted = sorted({" ".join(_WORD.findall(phrase)) for phrase in phrases} - {""})
        parts = [quoted[start : start + _MOST_PHRASES] for start in range(0, len(quoted), _MOST_PHRASES)]
        matches = ("words : (" + " OR ".join(f'"{phrase}"' for phrase in some) + ")" for some in parts)
        return list(dict.fromkeys(row[0] for match in matches for row in self._rows(query, match, kind)))

    def number(self, kind: str) -> int:
        """How many entries of a kind there are."""
        [[number]] = self._rows("select count(*) from entry where kind = ?", kind)
        return int(number)

    def every(self, kind: str, most: int, start: int = 0) -> list[Hit]:
        """Entries of a kind in their order."""
        query = (
            "select kind, address, entry.name, detail, entry.name, substr(words, 1, 300) from entry "
            "join found on found.rowid = id where kind = ? order by id limit ? offset ?"
        )
        return [_hit(*row) for row in self._rows(query, kind, most, start)]

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._base.execute(query, values).fetchall()


def index(data: Data) -> Index:
    """The index of a state of the store; whoever asks first has it made."""
    with _MAKING:
        made: Index = data.once("search index", lambda: Index(data))
        return made


_MAKING = Lock()


def _match(words: list[str], length: int) -> str:
    """All words, the last of which may go on. In quotes nothing is an operator."""
    *whole, last = words
    last = last[:length]
    return " AND ".join([*(f'"{word}"' for word in whole), f'("{last}" OR "{last}" *)'])


def _plain(text: str) -> str:
    return text.replace(_OPEN, " ").replace(_CLOSE, " ")


def _hit(kind: str, address: str, name: str, detail: str, marked: str, words: str = "") -> Hit:
    called = _pieces(marked or name)
    # Another name is shown where the first one does not say why the thing was found.
    return Hit(kind, address, called, detail, () if any(asked for _, asked in called) else _pieces(words))


def _pieces(marked: str) -> tuple[tuple[str, bool], ...]:
    """A text with marks as pieces."""
    parts = re.split(f"[{_OPEN}{_CLOSE}]", marked)
    return tuple((part, bool(number % 2)) for number, part in enumerate(parts) if part)
