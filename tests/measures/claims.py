"""How well claims are read, and what is said of them right: ``python -m tests.measures.claims [FOLDER_OF_REPORTS]``.

What is read is held against annotations of articles (``tests/annotations/claims``), the status of each claim against what we know of
articles that we wrote about real reports, with errors planted (``tests/press/checked``).
"""

import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from graph.extract.claims import Claim
from graph.link import claims as links
from graph.link.records import Record, Records
from graph.reading import read_document
from graph.sources import read
from graph.triples import quads, term

from . import Measured, Row, main

ANNOTATIONS = Path(__file__).parents[1] / "annotations" / "claims"
OWN = Path(__file__).parents[1] / "press"
CHECKED = OWN / "checked"
_FLOOR = 0.85
_STATUS_RIGHT, _FOUND, _RIGHT = 0.65, 0.67, 0.75
_SHARED = 0.5
_CONTRADICTED = "contradicted"


class Compared(NamedTuple):
    """What was read of one article beside what was annotated."""

    article: str
    matched: list[tuple[dict[str, Any], Claim]]
    missed: list[dict[str, Any]]
    extra: list[Claim]


def compare(folder: Path) -> list[Compared]:
    """All annotated articles that are in the folder, or among our own."""
    found = []
    for path in sorted(ANNOTATIONS.glob("*.json")):
        articles = [one for place in (folder, OWN) for one in sorted(place.glob(f"{path.stem}.*"))]
        found += [_compare(path, article) for article in articles[:1]]
    return found


def _compare(annotations: Path, article: Path) -> Compared:
    document = read(article)
    wanted: list[dict[str, Any]] = json.loads(annotations.read_text(encoding="utf-8"))["claims"]
    facts = [fact for report in read_document(document).reports for _, fact in report.facts]
    claims = [fact for fact in facts if isinstance(fact, Claim)]
    pairs = [(one, claim) for one in wanted for claim in claims if _overlap(one, claim) >= _SHARED]
    # The closest pairs are matched first.
    pairs.sort(
        key=lambda pair: (
            "optional" in pair[0],
            -_agreeing(*pair),
            abs(_span(pair[1])[0] - pair[0]["start"]) + abs(_span(pair[1])[1] - pair[0]["end"]),
        )
    )
    matched: list[tuple[dict[str, Any], Claim]] = []
    for one, claim in pairs:
        same = one["kind"] == claim.claim_kind.code
        if same and not any(one is other or claim is known for other, known in matched):
            matched.append((one, claim))
    missed = [one for one in wanted if not one.get("optional") and not any(one is other for other, _ in matched)]
    optional = [one for one in wanted if one.get("optional")]
    extra = [
        c
        for c in claims
        if not any(c is known for _, known in matched) and not any(_overlap(o, c) >= _SHARED for o in optional)
    ]
    return Compared(article.name, matched, missed, extra)


def _span(claim: Claim) -> tuple[int, int]:
    return claim.evidence[0].start, claim.evidence[-1].end


def _overlap(one: dict[str, Any], claim: Claim) -> float:
    start, end = _span(claim)
    shared = min(end, one["end"]) - max(start, one["start"])
    return float(shared / max(1, min(end - start, one["end"] - one["start"])))


def _agreeing(one: dict[str, Any], claim: Claim) -> int:
    return sum(_value(claim, name) == value for name, value in one.items())


def _value(claim: Claim, name: str) -> Any:
    value = getattr(
        claim, {"kind": "claim_kind", "start": "key", "end": "key", "start_date": "start"}.get(name, name), None
    )
    return str(value) if name in ("value", "base", "previous_value") else getattr(value, "code", value)


def wrong_fields(compared: Compared) -> list[str]:
    """What the claims that were found state otherwise than the annotations."""
    return [
        f"{compared.article} {one['start']}: {name} is {_value(claim, name)!r}, wanted {value!r}"
        for one, claim in compared.matched
        for name, value in one.items()
        if name not in ("start", "end", "kind", "optional") and _value(claim, name) != value
    ]


def measure(corpus: Path) -> Measured:
    """How well claims are read, and how right their statuses are."""
    read_, statuses = _reading(corpus.resolve().parent / "seeds"), _statuses(corpus)
    return Measured(read_.rows + statuses.rows, read_.wrong + statuses.wrong)


def _reading(folder: Path) -> Measured:
    """Recall and precision of clause and kind, and how many of the fields are right."""
    all_ = compare(folder)
    hits = sum(len(each.matched) for each in all_)
    missed, extra = sum(len(each.missed) for each in all_), sum(len(each.extra) for each in all_)
    fields = sum(len(one) - 3 - ("optional" in one) for each in all_ for one, _ in each.matched)
    wrong = sum(len(wrong_fields(each)) for each in all_)
    rows = [
        Row("Claims: read of those annotated", hits / max(1, hits + missed), _FLOOR, hits + missed),
        Row("Claims: annotated of those read", hits / max(1, hits + extra), _FLOOR, hits + extra),
        Row("Claims: fields right", 1 - wrong / max(1, fields), _FLOOR, fields),
    ]
    return Measured(rows, [line for each in all_ for line in _wrong_readings(each)])


def _wrong_readings(compared: Compared) -> list[str]:
    return [
        *(f"{compared.article} {one['start']}-{one['end']}: {one['kind']} not read" for one in compared.missed),
        *(
            f"{compared.article} {_span(claim)[0]}-{_span(claim)[1]}: {claim.claim_kind.code} read, not annotated"
            for claim in compared.extra
        ),
        *wrong_fields(compared),
    ]


#
# Statuses
#


class Checked(NamedTuple):
    """A claim as we wrote it: its words, its kind, the status it must have, and the one it was given, empty where it was not read."""

    article: str
    words: str
    wanted: str
    given: str


def _statuses(corpus: Path) -> Measured:
    """How many statuses are right, how many contradictions were found, and how many of those reported are."""
    checked: list[Checked] = []
    reported: list[tuple[str, bool]] = []
    for path in sorted(CHECKED.glob("*.json")):
        each, contradicted = check(path, corpus)
        checked += each
        reported += contradicted
    right = sum(each.wanted == each.given for each in checked)
    planted = [each for each in checked if each.wanted == _CONTRADICTED]
    found = sum(each.wanted == each.given for each in planted)
    true = sum(is_right for _, is_right in reported)
    rows = [
        Row("Claims: status right", right / max(1, len(checked)), _STATUS_RIGHT, len(checked)),
        Row("Claims: contradictions found", found / max(1, len(planted)), _FOUND, len(planted)),
        Row("Claims: contradictions right", true / max(1, len(reported)), _RIGHT, len(reported)),
    ]
    wrong = [
        f"{each.article}: {each.given or 'not read'} instead of {each.wanted}: {each.words}"
        for each in checked
        if each.wanted != each.given
    ]
    return Measured(
        rows, wrong + [f"contradicted, though not wrong: {words}" for words, is_right in reported if not is_right]
    )


def check(path: Path, corpus: Path) -> tuple[list[Checked], list[tuple[str, bool]]]:
    """The claims of an article of ours with their statuses, and all that are given as contradicted, with whether they are."""
    known = json.loads(path.read_text(encoding="utf-8"))
    article = next(place for place in sorted(path.parent.glob(f"{path.stem}.*")) if place.suffix != ".json")
    store = ox.Store()
    for source in (article, corpus / known["report"]):
        store.extend(quads(read_document(read(source))))
    text = read(article).pages[0].text
    given = _given(store)
    checked, true = [], set()
    for one in known["claims"]:
        start, end = place(one["words"], text)
        over = [(claim, status) for claim, status in given if shared_part(claim, start, end) >= _SHARED]
        same = [pair for pair in over if pair[0].code("ig:claimKind") == one["kind"]] or over
        if one["status"] == _CONTRADICTED:
            true |= {claim.iri for claim, _ in over}
        best = max(same, key=lambda pair: (pair[1] == _CONTRADICTED, shared_part(pair[0], start, end)), default=None)
        checked.append(Checked(path.stem, one["words"], one["status"], best[1] if best else ""))
    return checked, [
        (f"{path.stem}: {claim.one('ig:text')}", claim.iri in true)
        for claim, status in given
        if status == _CONTRADICTED
    ]


def _given(store: ox.Store) -> list[tuple[Record, str]]:
    """The claims of a store and the statuses they are given."""
    records = Records(store)
    claims = {each.iri: each for article in records.articles for each in records.of_document(article.graph, "ig:Claim")}
    found: dict[str, dict[str, str]] = {}
    quads: list[Any] = list(links.links(records, records.reports))
    for quad in quads:
        found.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    names = term("ig:claim").value, term("ig:status").value
    return [(claims[each[names[0]]], each[names[1]].rpartition("/")[2]) for each in found.values() if names[0] in each]


def place(words: str, text: str) -> tuple[int, int]:
    """Where words stand in a text, whatever blanks part them."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    assert found, words
    return found.span()


def shared_part(claim: Record, start: int, end: int) -> float:
    """The share of the shorter of a claim and a stretch of its article that both have."""
    first, last = map(int, claim.one("ig:evidence").rpartition("/")[2].split("-"))
    return max(0, min(last, end) - max(first, start)) / max(1, min(last - first, end - start))


if __name__ == "__main__":
    sys.exit(main(measure, sys.argv[1:]))
