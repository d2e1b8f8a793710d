"""Who holds a post: the same post in the report with another holder, status or date contradicts it."""

import re

from ...language.numbers import find_numbers
from ..records import Record
from ..told import ReportText, size, spoken, stems
from ..words import wording
from .dates import compatible
from .statements import nearest, statement, titles
from .verdict import CONTRADICTED, CORROBORATED, PARTLY, Verdict, by_fact, by_sentence, silent

_SINGLE = frozenset(
    {
        "director-of-childrens-services",
        "chief-executive",
        "board-chair",
        "lead-member",
        "leader-of-the-council",
        "virtual-school-head",
        "principal-social-worker",
    }
)
_HELD = frozenset({"in-post", "permanent", "newly-appointed", "incoming"})
_SOMEHOW = _HELD - {"permanent"}  # said of those who are there for now too
_FOR_NOW = frozenset({"interim", "acting", "temporary"})
_OPEN = frozenset({"vacant"})
_GONE = frozenset({"left", "leaving"})
_FOR = re.compile(r"\bfor\s+(?:(?:just|nearly|almost|about|more\s+than|over|the\s+(?:past|last))\s+)*$", re.IGNORECASE)
_FOR_YEARS = re.compile(r"\S+\s+years\b", re.IGNORECASE)
_HAS_BEEN = re.compile(r"\b(?:has|have)\s+(?:been|had|held|led|run|done)\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|had|became|took|served)\b", re.IGNORECASE)
_FEWEST = 2
_SURE = 0.6  # share of the words around a title that a sentence has which says the same of another post
_GROUPS = (_HELD, _FOR_NOW, _OPEN, _GONE)


def post(claim: Record, text: ReportText) -> Verdict:
    """What becomes of a post."""
    same = [each for each in text.facts("ig:Tenure") if each.code("org:role") == claim.code("org:role")]
    if claim.code("org:role") not in _SINGLE:
        same = [each for each in same if _title(each) & _title(claim)]
    if (long := _years(claim)) and (found := _of_other_length(long, claim, same, text)):
        return found
    for each in [] if _is_dated_otherwise(claim, same) else same:
        if _agrees(claim, each):
            now = _since(claim, each, same)
            return by_fact(CONTRADICTED, _differs(claim, now), text, now) if now else _right(claim, each, text)
    if other := _other_post(claim, text):
        return other
    wrong = _wrong(claim, same) if claim.code("org:role") in _SINGLE else None
    if wrong and _date_differs(claim, wrong):
        return by_fact(CONTRADICTED, _differs(claim, wrong), text, wrong)
    told = statement(claim.one("ig:text"), claim.one("ig:heldFrom"), text)
    if told.status in (CORROBORATED, CONTRADICTED):
        return told
    if wrong:
        return by_fact(CONTRADICTED, _differs(claim, wrong), text, wrong)
    if same:
        return by_fact(PARTLY, "the report speaks of this post, but does not say this", text, same[0])
    return silent("the report does not speak of who holds this post")


def _other_post(claim: Record, text: ReportText) -> Verdict | None:
    """What the report says in nearly the same words of another post: that nobody could be found for it, say."""
    title = " ".join(spoken(claim.one("ig:title")))
    bare = stems(" ".join(spoken(claim.one("ig:text"))).replace(title, " "))
    alike = nearest(bare, text) if size(bare) > _FEWEST else None
    if not alike or alike.share < _SURE or size(alike.shared) <= _FEWEST:
        return None
    held = {each.iri: each for each in text.facts("ig:Tenure")}
    names = [name for name in titles(alike.best.words) if name != title]
    if not names or title in plain_words(alike.best.words) or any(name in title or title in name for name in names):
        return None
    status = claim.code("ig:status")
    if status not in _OPEN or any(
        each.code("org:role") == claim.code("org:role") and each.code("ig:status") in _OPEN for each in held.values()
    ):
        return None
    return by_sentence(CONTRADICTED, f"the report says it of the {names[0]}, the article of the {title}", alike.best)


def plain_words(words: str) -> str:
    """Words without punctuation."""
    return " ".join(spoken(words))


def _title(record: Record) -> frozenset[str]:
    return frozenset(record.one("ig:title").lower().replace("’", "'").split()) - {"of", "the", "for", "and"}


def _agrees(claim: Record, told: Record) -> bool:
    return not _status_differs(claim, told) and not _date_differs(claim, told) and not _holder_differs(claim, told)


def _is_dated_otherwise(claim: Record, same: list[Record]) -> bool:
    """Whether a post that one person has is held since another day, wherever the report gives one."""
    if claim.code("org:role") not in _SINGLE or claim.code("ig:status") not in ("in-post", "newly-appointed"):
        return False
    dated = [each for each in same if each.one("ig:heldFrom") and each.code("ig:status") not in _GONE | {"incoming"}]
    return bool(claim.one("ig:heldFrom") and dated) and all(_date_differs(claim, each) for each in dated)


def _years(claim: Record) -> int:
    """For how many years a post is said to have been held: "has been in post for two years"."""
    said = claim.one("ig:text")
    found = next((each for each in find_numbers(said) if _FOR_YEARS.match(said, each.start)), None)
    lasting = found and _FOR.search(said, 0, found.start) and _HAS_BEEN.search(said) and not claim.one("ig:heldFrom")
    return int(found.value) if found and lasting else 0


def _of_other_length(years: int, claim: Record, same: list[Record], text: ReportText) -> Verdict | None:
    """A post of one person that has been held for much longer or shorter than is said."""
    dated = [each for each in same if each.one("ig:heldFrom")[:4].isdigit()]
    if claim.code("org:role") not in _SINGLE or not dated or not text.report.start or _GONE & {claim.code("ig:status")}:
        return None
    last = max(dated, key=lambda each: each.one("ig:heldFrom"))
    long = int(text.report.start[:4]) - int(last.one("ig:heldFrom")[:4])
    if abs(long - years) <= 1 or claim.code("ig:status") in _OPEN:
        return None
    return by_fact(
        CONTRADICTED, f"the report says since {last.one('ig:heldFrom')}, the article for {years} years", text, last
    )


def _since(claim: Record, told: Record, same: list[Record]) -> Record | None:
    """What has become of a post since: who was interim director is permanent now, and an article that dates nothing speaks of now."""
    dated = claim.one("ig:heldFrom") or not told.one("ig:heldFrom") or claim.code("org:role") not in _SINGLE
    later = [each for each in same if each.one("ig:heldFrom")[:7] > told.one("ig:heldFrom")[:7]]
    last = max(later, key=lambda each: (each.one("ig:heldFrom"), each.iri), default=None)
    past = wording("pastWord", "grade").search(claim.one("ig:text")) or _WAS.search(claim.one("ig:text"))
    return last if last and not dated and not past and _status_differs(claim, last) else None


def _right(claim: Record, told: Record, text: ReportText) -> Verdict:
    """A post that agrees; partly where the article gives more than the report."""
    lacks = [
        name
        for name, value in (("date", "ig:heldFrom"), ("name", "ig:holderName"))
        if claim.one(value) and not told.one(value)
    ]
    if lacks:
        return by_fact(PARTLY, f"the report says so without the {' and the '.join(lacks)}", text, told)
    return by_fact(CORROBORATED, "the report says the same of this post", text, told)


def _wrong(claim: Record, same: list[Record]) -> Record | None:
    """A tenure that contradicts what is said of a single post: the only one, or one of several that all have another date."""
    known = [each for each in same if each.one("ig:heldFrom") or each.code("ig:status") not in _GONE]
    if len(known) == 1 and _differs(claim, known[0]):
        return known[0]
    dated = [each for each in known if each.one("ig:heldFrom")]
    if dated and all(_date_differs(claim, each) for each in dated):
        return max(dated, key=lambda each: (len(each.one("ig:heldFrom")), each.iri))
    return None


def _differs(claim: Record, told: Record) -> str:
    if _holder_differs(claim, told):
        return f"the report names {told.one('ig:holderName')}"
    if _date_differs(claim, told):
        return f"the report says since {told.one('ig:heldFrom')}, the article {claim.one('ig:heldFrom')}"
    if _status_differs(claim, told):
        return f"the report says {told.code('ig:status')}, the article {claim.code('ig:status')}"
    return ""


def _status_differs(claim: Record, told: Record) -> bool:
    mine, theirs = claim.code("ig:status"), told.code("ig:status")
    if mine in _SOMEHOW and theirs in _FOR_NOW:
        return False
    group = next((group for group in _GROUPS if mine in group), frozenset({mine}))
    return theirs not in group


def _date_differs(claim: Record, told: Record) -> bool:
    return any(
        claim.one(name) and told.one(name) and not compatible(claim.one(name), told.one(name))
        for name in ("ig:heldFrom", "ig:heldUntil")
    )


def _holder_differs(claim: Record, told: Record) -> bool:
    mine, theirs = claim.one("ig:holderName").split(), told.one("ig:holderName").split()
    return bool(mine and theirs) and mine[-1].lower() != theirs[-1].lower()
