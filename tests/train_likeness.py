"""Makes ``ontology/likeness.json``, the weights by which a sentence of a report is held to say what a clause of an article says.

    python -m tests.train_likeness CORPUS

Learns from the clauses of our own articles (``tests/press/checked``), each beside the report it is about, where we know whether that
speaks of it, and beside the reports of the others, most of which do not. The two limits are those that a part of the clauses reach
beside another report. What is printed was measured on each article with what was learnt from the others.
scikit-learn is needed here and nowhere else; the same corpus gives the same file.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pyoxigraph as ox

from graph.language.likeness import Weights
from graph.link import coverage
from graph.link.against import statements
from graph.link.records import Record, Records
from graph.link.told import ReportText
from graph.reading import read_document
from graph.settings import ONTOLOGY
from graph.sources import read
from graph.triples import quads

from .measures.claims import CHECKED, check, place, shared_part

_KINDS = ("attribution", "event")
_SILENT = "not-in-report"
_STRICTNESS = 0.5  # scikit-learn's C
# Part of the clauses that may pass beside the report of another article as said, and as said in part
_SAME, _SOME = 0.25, 0.33
_SHARED = 0.5
_FIRST = Weights(-2.5, 2.0, 0.1, 1.0, 1.0, 0.5, 0.5)  # by which sentences are chosen before anything was learnt
_ROUNDS = 2

Seen = tuple[float, float, float, float]


class Example(NamedTuple):
    """What a clause and a report share, whether the report speaks of it, and what the example counts."""

    article: str
    seen: Seen
    told: bool
    own: bool
    weight: float


class Article(NamedTuple):
    """The clauses of an article in their order, the wanted status of those we know, and its report."""

    clauses: list[str]
    wanted: dict[int, str]
    text: ReportText


def examples(corpus: Path) -> list[Example]:
    """Every clause of our articles beside every one of their reports, its sentences chosen by what was learnt in the round before."""
    articles = {path.stem: _article(path, corpus) for path in sorted(CHECKED.glob("*.json"))}
    weights, found = _FIRST, list[Example]()
    for _ in range(_ROUNDS):
        with patch.object(statements, "learnt", lambda weights=weights: weights):
            found = [each for name in articles for other in articles for each in _beside(name, other, articles)]
        weights = train(found)
    return found


def _beside(name: str, other: str, articles: dict[str, Article]) -> list[Example]:
    """The clauses of an article beside its report, or those that a report tells beside the report of another article."""
    article, text, own = articles[name], articles[other].text, name == other
    near = statements.paragraphs(article.clauses, text)
    weight = 1.0 if own else 1 / (len(articles) - 1)
    return [
        Example(name, _seen(article.clauses[at], text, near[at]), own and status != _SILENT, own, weight)
        for at, status in article.wanted.items()
        if own or status != _SILENT
    ]


def _article(path: Path, corpus: Path) -> Article:
    known = json.loads(path.read_text(encoding="utf-8"))
    article = next(each for each in sorted(path.parent.glob(f"{path.stem}.*")) if each.suffix != ".json")
    store = ox.Store()
    for source in (article, corpus / known["report"]):
        store.extend(quads(read_document(read(source))))
    records = Records(store)
    reports: dict[str, ReportText] = {}
    about = coverage.coverages(records, records.reports, reports)[0]
    claims = sorted(about.article.claims, key=_start)
    wanted = _wanted(known["claims"], claims, read(article).pages[0].text)
    return Article([each.one("ig:text") for each in claims], wanted, reports[about.report.iri])


def _start(claim: Record) -> int:
    return int(claim.one("ig:evidence").rpartition("/")[2].partition("-")[0])


def _wanted(known: list[dict[str, str]], claims: list[Record], printed: str) -> dict[int, str]:
    """The wanted statuses of what is said in an article's own words, by the place of the clause among the claims."""
    found = {}
    for one in (each for each in known if each["kind"] in _KINDS):
        start, end = place(one["words"], printed)
        shared = {at: shared_part(each, start, end) for at, each in enumerate(claims) if _is_clause(each)}
        best = max(shared, key=lambda at: shared[at], default=-1)
        if best >= 0 and shared[best] >= _SHARED:
            found[best] = one["status"]
    return found


def _is_clause(claim: Record) -> bool:
    return claim.code("ig:claimKind") in _KINDS and claim.one("ig:own") != "true"


def _seen(clause: str, text: ReportText, near: frozenset[str]) -> Seen:
    best = statements.likeliest(clause, text, near)[1]
    return (best.share, best.weight, best.mutual, float(best.near)) if best else (0.0, 0.0, 0.0, 0.0)


def train(learnt: list[Example]) -> Weights:
    """The weights, and the limits by the clauses beside reports of other articles."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_STRICTNESS, max_iter=1000)
    model.fit([each.seen for each in learnt], [each.told for each in learnt], [each.weight for each in learnt])
    share, weight, mutual, near = (round(float(value), 3) for value in model.coef_[0])
    weights = Weights(round(float(model.intercept_[0]), 3), share, weight, mutual, near, 1.0, 1.0)
    other = sorted((_likely(weights, each) for each in learnt if not each.own), reverse=True)
    same, some = (round(other[int(part * len(other))], 2) for part in (_SAME, _SOME))
    return replace(weights, same=same, some=some)


def _likely(weights: Weights, example: Example) -> float:
    share, weight, mutual, near = example.seen
    return weights.likely(share, weight, mutual, bool(near))


def measured(corpus: Path, learnt: list[Example]) -> str:
    """What becomes of the claims of each article with what was learnt from the others."""
    lines, right, all_ = [], 0, 0
    for path in sorted(CHECKED.glob("*.json")):
        weights = train([each for each in learnt if each.article != path.stem])
        with patch.object(statements, "learnt", lambda weights=weights: weights):
            checked, _ = check(path, corpus)
        hits = sum(each.wanted == each.given for each in checked)
        lines.append(f"{path.stem}: {hits} of {len(checked)}")
        right, all_ = right + hits, all_ + len(checked)
    return "\n".join([*lines, f"all: {right} of {all_} ({right / max(1, all_):.3f})"]) + "\n"


def main() -> None:
    """Write the weights of the corpus named on the command line."""
    corpus = Path(sys.argv[1])
    learnt = examples(corpus)
    text = json.dumps(vars(train(learnt)), indent=2)
    (ONTOLOGY / "likeness.json").write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(measured(corpus, learnt))


if __name__ == "__main__":
    main()
