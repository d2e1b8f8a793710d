"""Small pictures: where their marks stand, and the words beside them."""

from itertools import pairwise

from lxml import html  # type: ignore[import-untyped,unused-ignore]

from graph.explorer import charts

from .explored import words
from .networks import HOSTILE


def test_lines_join_grades_of_one_framework_only() -> None:
    points = [
        charts.Graded("2014-03-01", "inadequate", 3, "SIF", "/a"),
        charts.Graded("2016-03-01", "good", 1, "SIF", "/b"),
        charts.Graded("2019-03-01", "good", 1, "ILACS", "/c"),
        charts.Graded("2022-03-01", "differs", 4, "ILACS", "/d", joins=False),
        charts.Graded("2024-03-01", "good", 1, "ILACS", "/e"),
    ]
    picture = charts.steps(points, ("O", "G", "RI", "I", "none"))
    assert picture
    assert [(one.graded.link, two.graded.link) for one, two in picture.joined] == [("/a", "/b")]
    assert [name for _, name in picture.breaks] == ["SIF", "ILACS"]
    assert all(one.x < two.x for one, two in pairwise(picture.steps))
    assert charts.steps([], ("O",)) is None


def test_a_line_joins_values_only_where_each_time_has_one() -> None:
    whole = charts.line([("2015", 1, "one"), ("2016-03", 3, "three"), ("2016-03-31", 2, "two")])
    assert whole
    assert len(whole.path.split()) == 3
    forked = charts.line([("2015", 1, "one"), ("2016", 3, "three"), ("2016", 2, "two"), ("2017", 2, "two")])
    assert forked
    assert not forked.path
    assert charts.line([("2015", 1, "one"), ("2015", 3, "three"), ("P12M", 3, "three")]) is None


def test_a_line_begins_at_zero_and_two_values_have_none() -> None:
    picture = charts.line([("2015", 100, "a"), ("2016", 102, "b"), ("2017", 104, "c")], height=48)
    assert picture
    assert picture.zero > 40
    assert max(dot.y for dot in picture.dots) - min(dot.y for dot in picture.dots) < 3
    assert charts.line([("2015", 100, "a"), ("2016", 104, "b")]) is None


def test_pictures_are_drawn_with_words_beside_them() -> None:
    from graph.explorer.rendering import _environment

    labels = {"good": "Good", "inadequate": HOSTILE}
    rows = charts.bars({"2015": {"good": 1}, HOSTILE: {"inadequate": 3}}, labels, "/{}/{}".format)
    drawn = str(_environment().get_template("charts.html").module.stacked(HOSTILE, "Year", rows, labels))  # type: ignore[attr-defined]
    page = html.fromstring(f"<main>{drawn}</main>")
    assert [words(cell) for cell in page.xpath("//details//tbody/tr[1]/*")] == ["2015", "1", "0", "1"]
    assert page.xpath("//td//*[local-name()='rect']/@class") == ["fill-good", "fill-inadequate"]
    assert "<script>" not in drawn
    assert "style=" not in drawn
