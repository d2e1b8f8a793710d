"""Names of people in running text."""

from functools import cache

import pytest

from graph.language.persons import Persons
from graph.vocabulary import vocabulary


@cache
def persons() -> Persons:
    return Persons(
        vocabulary(), ["Eastmere", "Eastmere Council", "Poole", "Harbour Light Trust"], ["wood rises, damning"]
    )


def found(text: str) -> list[str]:
    """The names in a text, as printed, those by single words of other names included."""
    own = persons().parts(name.words for name in persons().find(text))
    return [text[name.start : name.end] for name in persons().find(text, own)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The mother, whose son Corin was taken into care.", ["Corin"]),
        ("Bronte, 9, was found.", ["Bronte"]),
        ("Grace, 9, was found.", ["Grace"]),
        ("Una Sparrowhill's daughter went home.", ["Una Sparrowhill"]),
        ("Una Wood said so. Wood said no more.", ["Una Wood", "Wood"]),
        ("She spoke to Mrs Bolton, of 12 Gull Street.", ["Mrs Bolton", "12 Gull Street"]),
        ("Jan van der Vliet and J. B. O’Dunne spoke.", ["Jan van der Vliet", "J. B. O’Dunne"]),
        ("She met Anne-Marie Brand-Smith in May.", ["Anne-Marie Brand-Smith"]),
        ("Leader of Eastmere Council Jo Sparrow spoke.", ["Jo Sparrow"]),
        ("Una Poole lives in Poole. Poole spoke.", ["Una Poole", "Poole"]),
        ("Contact una@example.org at EA1 2BC.", ["una@example.org", "EA1 2BC"]),
    ],
)
def test_whatever_may_be_a_name_is_found(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Ofsted rated Eastmere Council inadequate in March 2024, the Chief Executive said on Monday.",
        "Damning report: “We don’t know,” said a spokesman for the Harbour Light Trust.",
        "Meanwhile the Director of Children's Services spoke of Child G in England at Christmas.",
        "Thirteen multi-agency teams were judged good.",
        "Wood rises.",
    ],
)
def test_what_is_no_name_is_left_alone(text: str) -> None:
    assert found(text) == []
