"""How the words around the name of a body relate it to the authority, where the sentence says so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..vocabulary import Concept, Vocabulary

_NEAR = 70  # characters before and behind a name in which its relation to the authority is looked for
_SENTENCE = re.compile(r".*(?:[.!?:•]['’”)]*\s)", re.DOTALL)
_LONGEST = 250  # characters of a sentence before a name
_VERDICT = r"[^,;.]{0,90}?\b(?:is|are|was|were|has|have|been|does|do|did)\s+(?:\w+\s+){0,2}?"  # what is behind a name: how it is


@dataclass(frozen=True, slots=True)
class _Relation:
    """A relation: wordings before and behind a name, and the kinds of body that can stand in it.

    ``by_somebody``: it is only said where somebody of the authority is named.
    """

    code: str
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    kinds: frozenset[str]
    by_somebody: bool


class Relations:
    """Reads relations by the wordings of the scheme of relations."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        def one_of(name: str) -> re.Pattern[str]:
            found = vocabulary.scheme_values("body-relation", name)
            return re.compile(rf"\b(?:{'|'.join(map(_spaced, found))})(?!\w)")

        between = vocabulary.scheme_values("body-relation", "notBetween")
        self._not_between, self._links = "|".join(map(_spaced, between)), frozenset(between)
        self.kinds = {
            relation.code: kind.removeprefix("body-kind/")
            for relation in vocabulary.scheme("body-relation").values()
            if (kind := relation.one("bodyKind"))
        }
        """Of which kind a body is that stands in a relation, where that tells more than its name."""
        self._relations = [self._relation(relation) for relation in vocabulary.scheme("body-relation").values()]
        self._denials, self._others, self._somebody = one_of("denial"), one_of("otherActor"), one_of("actor")
        self._denied_behind = re.compile(_VERDICT + self._denials.pattern)

    def find(self, text: str, start: int, end: int, kind: str, of_board: bool) -> Iterator[str]:
        """The relations that are said of the body at ``text[start:end]``; ``of_board`` where the text is about the safeguarding board.

        A sentence that denies, demands or doubts anything before the name, or whose subject is somebody else, says nothing;
        neither does one that finds fault with what it names before it ("links with BODY are weak").
        """
        before = _lower(text[max(0, start - _NEAR) : start])
        behind = _lower(text[end : end + _NEAR])
        for relation in self._relations:
            if relation.kinds and kind not in relation.kinds:
                continue
            if relation.right and relation.right.match(behind):
                yield relation.code
            elif relation.left and (found := relation.left.search(before)):
                wording = start - len(before) + found.start()
                with_link = found["wording"].split()[-1] in self._links
                if with_link and self._denied_behind.match(_lower(text[end : end + _LONGEST])):
                    continue
                if self._is_said(text, wording, relation.by_somebody or of_board):
                    yield relation.code

    def _is_said(self, text: str, wording: int, by_somebody: bool) -> bool:
        said = _lower(text[max(0, wording - _LONGEST) : wording])
        if begun := _SENTENCE.match(said):
            said = said[begun.end() :]
        if self._denials.search(said):
            return False
        somebody, other = self._somebody.search(said), self._others.search(said)
        if not by_somebody:
            return not other
        # Who is named first is the subject of the sentence; of two names at one place the longer counts.
        return somebody is not None and (not other or _place(somebody) < _place(other))

    def _relation(self, relation: Concept) -> _Relation:
        """Patterns of the words before a name, and of those behind it."""
        left = [label.removesuffix(" BODY") for label in relation.labels if label.endswith(" BODY")]
        right = [label.removeprefix("BODY") for label in relation.labels if label.startswith("BODY")]
        before = rf"\b(?P<wording>{'|'.join(map(_spaced, left))})\s+(?:(?!(?:{self._not_between})\b)[\w'-]+\s+){{0,3}}$"
        behind = rf"(?:\s*\([^)]*\))?(?:{'|'.join(map(_spaced, right))})\b"
        return _Relation(
            relation.code,
            re.compile(before) if left else None,
            re.compile(behind) if right else None,
            frozenset(relation.codes("amongKind")),
            relation.one("bySomebody") == "yes",
        )


def _place(found: re.Match[str]) -> tuple[int, int]:
    return found.start(), -found.end()


def _lower(text: str) -> str:
    return text.replace("’", "'").lower()


def _spaced(label: str) -> str:
    return r"\s+".join(map(re.escape, label.lower().split(" ")))
