"""Makes ``ontology/polarity.json``, the weights by which sentences are read as praise or blame.

    python -m tests.train_polarity CORPUS

Learns from three sources: sentences that a person annotated in reports kept for development and in our own documents
(``tests/annotations/polarity``), sentences of our own (``sentences.txt`` beside them), and sentences that inspectors listed themselves as
strengths, or as reasons for a judgement. The test reports are left out.
scikit-learn is needed here and nowhere else; the same corpus gives the same file.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.language.weighing import SIGNS, Cues, features
from graph.settings import ONTOLOGY
from graph.structure import Report
from graph.vocabulary import vocabulary

from .polarity_annotations import FOLDER, annotated, findings_of, reports, split

_LISTED = 0.2  # weight of a sentence from an inspectors' list: some of them concede before they praise or blame
_OWN = 0.5  # weight of a sentence of our own
_STRICTNESS = 0.4  # scikit-learn's C
_SEEN = 3  # sentences in which a word or pair of words stands at least
_LEAST = 0.06  # weights nearer to zero are left out
_MARGINS = (0.1, 0.2, 0.0)  # by which praise and blame must be likelier than neither; chosen on the development reports

Example = tuple[frozenset[str], str, float]


def examples(corpus: Path, without: str = "") -> Iterator[Example]:
    """Features, sign and weight of every sentence to learn from, but for those of one report."""
    cues = Cues(vocabulary())
    for finding in annotated(corpus, "development"):
        if finding.report != without:
            for seen, sign in zip(features(finding.sentences, cues), finding.signs, strict=True):
                yield seen.all, sign, 1.0
    yield from _own(cues)
    tested = {finding.report for finding in annotated(corpus, "test")}
    for path in sorted(corpus.glob("*.pdf")):
        if path.stem not in tested | {without} and path.read_bytes().startswith(b"%PDF"):
            for report in reports(path):
                yield from _listed(report, cues)


def _own(cues: Cues) -> Iterator[Example]:
    for line in (FOLDER / "sentences.txt").read_text(encoding="utf-8").splitlines():
        sign, _, sentence = line.partition(" ")
        if sign in SIGNS:
            yield features([sentence], cues)[0].all, sign, _OWN


def _listed(report: Report, cues: Cues) -> Iterator[Example]:
    for finding in findings_of(report):
        polarity = vocabulary().scheme("section")[finding.section.code].one("leans")
        sign = {"polarity/strength": "+", "polarity/weakness": "-"}.get(polarity)
        if sign:
            for seen in features(split(finding.text), cues):
                yield seen.all, sign, _LISTED


def train(learnt: list[Example]) -> dict[str, Any]:
    """Biases, margins and weights, in the order of ``SIGNS``, ready to be written."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for seen, _, _ in learnt for name in seen)
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(
        [{name: 1.0 for name in sorted(seen) if counts[name] >= _SEEN} for seen, _, _ in learnt]
    )
    model = LogisticRegression(C=_STRICTNESS, max_iter=1000)
    model.fit(matrix, [sign for _, sign, _ in learnt], sample_weight=[weight for _, _, weight in learnt])
    rows = [list(model.classes_).index(sign) for sign in SIGNS]
    weights = {
        str(name): [round(float(model.coef_[row][column]), 2) for row in rows]
        for column, name in enumerate(vectors.feature_names_)
    }
    kept = {name: values for name, values in sorted(weights.items()) if max(map(abs, values)) >= _LEAST}
    return {
        "signs": list(SIGNS),
        "bias": [round(float(model.intercept_[row]), 2) for row in rows],
        "margins": list(_MARGINS),
        "weights": kept,
    }


def written(model: dict[str, Any]) -> str:
    """The model as the text of its file: one weight a line."""
    head = [f'  "{name}": {json.dumps(model[name])},' for name in ("signs", "bias", "margins")]
    rows = [f"    {json.dumps(name)}: {json.dumps(values)}" for name, values in model["weights"].items()]
    return "\n".join(["{", *head, '  "weights": {', ",\n".join(rows), "  }", "}"]) + "\n"


def main() -> None:
    """Write the weights of the corpus named on the command line."""
    learnt = list(examples(Path(sys.argv[1])))
    (ONTOLOGY / "polarity.json").write_text(written(train(learnt)), encoding="utf-8")
    sys.stdout.write(f"learnt from {len(learnt)} sentences\n")


if __name__ == "__main__":
    main()
