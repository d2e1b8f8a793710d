"""Sentences cut into clauses: each a stretch of the sentence that says one thing, as it stands there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..vocabulary import vocabulary

_JOINTS = re.compile(
    r"\s*;\s+|:\s+|\s+[–—]\s+|(?<!nobody)(?<!nothing)(?<!none)(?<!no one)(?<!anything)(?<!\ball),?\s+but\s+"
    r"|,?\s+(?=nor\s+(?:did|was|were|had|has|have|do|does|is|are|can|could)\b)"
    r"|,?\s+(?:while|whilst|although|though|whereas|because)\s+|,\s+with\s+|,\s+(?=(?:leading|leaving|resulting|meaning|despite)\b)"
    r"|,?\s+(?:before|since|when|until)\s+(?!(?:he|she|they)\s+(?:are|is|turn|turns|reach|reaches|become|becomes)\s)|(?<!looked)(?<!look)(?<!looking)\s+after\s+|,?\s+as\s+(?!(?:being|having|well|soon|part|an?|if|to)\b)"
    r"|,?\s+(?=following\s+(?:the|an?|his|her|its)\s)|,?\s+and\s+|,\s+",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r",\s+(?=(?:who|which|whose)\b)", re.IGNORECASE)
_NO_CLAUSE = re.compile(r"(?:what|how|whether|where|that|who|whom|which|why|when|if)\b", re.IGNORECASE)
# Words that begin a clause without a finite verb.
_PARTICIPLE = re.compile(r"\s*(?:following|leading|leaving|resulting|meaning|despite|nor)\b", re.IGNORECASE)
_TIMED = frozenset({"after", "before", "since", "as", "when", "until"})
_ALWAYS = frozenset({"but", ";"})
_BESIDE = frozenset({"–", "—", "with"})
_STOP = re.compile(r"[,;]")
_TRIM_LEFT = re.compile(
    r"[\s,;:–—.-]*(?:(?:and|but|so|yet|then|while|whilst|although|because|whereas|though|meanwhile|however|also)\b[\s,]*)*",
    re.IGNORECASE,
)
_TRIM_RIGHT = re.compile(r"[\s,;:–—.!?-]+$")
_IT = re.compile(
    r"\W*(?:and\s+|but\s+)?it\s+(?:can|could|may|might|takes?|took|has|had|is|was|will|would)\b(?:\s+[\w-]+){0,7}$",
    re.IGNORECASE,
)
_WHENEVER = re.compile(  # "when a meeting is held" tells on which condition, not what happened
    r"(?:(?!was\b|were\b|had\b|did\b)[\w’'-]+\s+){1,5}?(?:is|are|has|have|do|does|go|goes|come|comes|turn|turns|leave|leaves|need|needs|become|becomes)\b",
    re.IGNORECASE,
)
_FEW_WORDS = 2
_SUBJECT_WORDS = 8  # words between a joint and the verb of the clause behind it
_WORD = re.compile(r"[\w¤'’“”‘\"%£.-]+")


@dataclass(frozen=True)
class _Verbs:
    """Patterns of finite verbs: all, those that are surely verbs, and those by which a clause says something."""

    finite: re.Pattern[str]
    sure: re.Pattern[str]
    stating: re.Pattern[str]


@lru_cache(maxsize=1)
def _verbs() -> _Verbs:
    verbs = {code: _any(concept.labels) for code, concept in vocabulary().scheme("verb").items()}
    sure = rf"{verbs['auxiliary']}|{verbs['listed']}"
    # In lower case only: Ofsted is no verb.
    regular = rf"(?-i:(?!(?:{verbs['regular']})\b)[a-z]{{2,}}ed)"
    patterns = [rf"\b(?:{each})\b" for each in (f"{sure}|{regular}", sure, f"{sure}|{regular}|{verbs['present']}")]
    return _Verbs(*(re.compile(each, re.IGNORECASE) for each in patterns))


def _any(labels: tuple[str, ...]) -> str:
    ordered = sorted(labels, key=lambda label: (-len(label), label))
    return "|".join(re.escape(label).replace("'", "['’]") for label in ordered)


def has_verb(text: str) -> bool:
    """Whether a text has a verb that makes it a statement."""
    return bool(_verbs().stating.search(text))


def clauses(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The clauses of ``text[start:end]`` as offsets, trimmed of what joins them.

    Quotations should have been masked; a clause may lack its subject, which stands in the one before.
    """
    end = len(text) if end is None else end
    cuts = [start]
    for at, behind in _joints(text, start, end):
        if at > cuts[-1]:
            cuts += [at, behind]
    cuts.append(end)
    pieces = [trimmed(text, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True)]
    return [(a, b) for a, b in pieces if a < b]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a text without the conjunctions and punctuation at its ends."""
    left = _TRIM_LEFT.match(text, start, end)
    start = left.end() if left else start
    right = _TRIM_RIGHT.search(text, start, end)
    return start, right.start() if right else end


def _joints(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where clauses part, each with where the next begins."""
    last = start
    relative = _relatives(text, start, end)
    found = [
        (joint.start(), joint.end(), joint.group().strip(" ,\n").lower())
        for joint in _JOINTS.finditer(text, start, end)
    ]
    for at, behind in relative:
        found.append((at, behind, "relative"))
    found.sort()
    for at, behind, kind in found:
        inside = any(a < at < b for a, b in relative)
        if kind == "relative" or (not inside and _parts(text, last, at, behind, end, kind)):
            yield at, behind
            last = behind


def _relatives(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where relative clauses between commas begin and end, both as joints."""
    found = []
    for opened in _RELATIVE.finditer(text, start, end):
        closing = text.find(", ", opened.end(), end)
        found.append((opened.start(), opened.end()))
        if closing > 0 and _verbs().finite.search(text, opened.end(), closing):
            found.append((closing, closing + 2))
    return found


def _parts(text: str, last: int, at: int, behind: int, end: int, kind: str) -> bool:
    """Whether a joint parts two clauses: both sides say something."""
    if kind in _ALWAYS:
        return True
    if kind in _TIMED and _IT.match(text[last:at]):
        return False  # "It can take weeks before": what takes weeks stands behind
    if kind == "when" and _WHENEVER.match(text, behind, end):
        return False
    # A headline has verbs that are not listed; a word of time parts it all the same.
    long = (kind in _TIMED or kind == "while") and len(_WORD.findall(text[last:at])) > _FEW_WORDS
    if not long and not _verbs().finite.search(text, last, at):
        return False
    if kind in _BESIDE or _PARTICIPLE.match(text, behind):
        return True
    return kind != "" and not _NO_CLAUSE.match(text, behind) and _states(text, behind, end, kind)


def _states(text: str, behind: int, end: int, kind: str) -> bool:
    """Whether the words behind a joint have a verb near their beginning."""
    stop = _STOP.search(text, behind, end)
    # Behind a bare "and" a word in -ed is more likely a participle than a verb.
    bare = kind == "and" and "," not in text[max(0, behind - len(", and ")) : behind]
    verb = (_verbs().sure if bare else _verbs().finite).search(text, behind, stop.start() if stop else end)
    if not verb or verb.group().lower() in ("be", "been"):
        return False
    between = len(_WORD.findall(text[behind : verb.start()]))
    return (kind not in _TIMED or between > 0) and between <= _SUBJECT_WORDS
