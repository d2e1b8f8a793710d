"""The weights by which a sentence is held to say what a clause says."""

from pathlib import Path

import pytest

from graph.errors import VocabularyError
from graph.language.likeness import load
from graph.settings import ONTOLOGY


def test_what_shares_more_is_likelier_to_say_the_same() -> None:
    weights = load(ONTOLOGY / "likeness.json")
    little, much = weights.likely(0.2, 4.0, 0.1), weights.likely(0.9, 20.0, 0.6)
    assert little < weights.some < weights.same < much
    assert weights.likely(0.2, 4.0, 0.1, near=True) > little


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"bias": 1}'])
def test_weights_that_cannot_be_read_say_how_to_make_them(tmp_path: Path, content: str) -> None:
    broken = tmp_path / "likeness.json"
    broken.write_text(content, encoding="utf-8")
    with pytest.raises(VocabularyError, match="train_likeness"):
        load(broken)
