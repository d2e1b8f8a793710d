"""Quantities of words: every number with its unit, limits and ages among them."""

import pytest

from graph.language.quantities import quantities
from graph.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("of the 147 who came in two years, 128 stayed", ["147 count", "2 years", "128 count of 147"]),
        ("all but four of 76 children", ["72 count of 76", "76 count"]),
        ("all but four children", []),
        ("not one child in over three years", ["0 count", "3 years more-than"]),
        ("one child in care", []),
        ("almost three-quarters of visits within 72 hours", ["75 percent just-under", "72 hours"]),
        ("four in every hundred, or one in five", ["4 percent", "20 percent"]),
        ("has crept up to four", ["4 count"]),
        ("up to four children", ["4 count at-most"]),
        ("care leavers aged 19 to 21: 78 per cent, up from 47", ["19 age", "21 age", "78 percent", "47 percent"]),
        ("16- and 17-year-olds", ["16 age", "17 age"]),
        ("reached 3,400 pupils", ["3400 count"]),
        ("£1,200 in March 2015 under section 47", ["1200 pounds"]),
        ("no longer a worry", []),
    ],
)
def test_quantities(text: str, values: list[str]) -> None:
    found = quantities(text, vocabulary())
    assert [
        " ".join(filter(None, (str(each.value), each.unit, each.how, f"of {each.whole}" if each.whole else "")))
        for each in found
    ] == values
