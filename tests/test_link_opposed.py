"""What a sentence that is like a clause says the other way round."""

import pytest

from graph.link.against.opposed import opposed


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "the number of children missing education is climbing",
            "Numbers of children missing education are stabilising.",
        ),
        ("the heaviest caseloads are in the care teams", "Caseloads are light in the care teams."),
        ("information is slow to come from the NHS", "Information is slow in coming from the police."),
        ("most children in care live within the county", "Most children in care live outside of Eastmere."),
    ],
)
def test_another_direction_or_another_body_is_the_opposite(said: str, told: str) -> None:
    assert opposed(said, told, 0.6)


def test_the_same_denied_at_another_distance_is_the_same() -> None:
    said = "Partners have yet to sign the strategy for early help"
    assert not opposed(said, "The early help strategy has not been signed by partners.", 0.6)
