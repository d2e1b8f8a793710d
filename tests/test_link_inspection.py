"""Claims of articles about the inspection itself, in many wordings: who inspected, when, and what came before."""

from pathlib import Path

import pytest

from .test_link_claims import assessed

WORDINGS = Path(__file__).parent / "press" / "wordings"
CASES = [
    (path.stem, *line.split("\t"))
    for path in sorted(WORDINGS.glob("*.tsv"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("about", "status", "sentence"), CASES, ids=[f"{case[0]}: {case[2][:60]}" for case in CASES])
def test_what_becomes_of_a_sentence(about: str, status: str, sentence: str) -> None:
    """Every wording is given its status by one of its claims, and none is contradicted that is not wrong."""
    given = {each[1] for each in assessed(sentence)}
    assert status in (given or {"not-in-report"})
    assert status == "contradicted" or "contradicted" not in given
