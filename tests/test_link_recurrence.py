"""Recurrence: what became of what was asked for."""

import pytest

from .links import Node, Report, links

ASKED = "Give social workers regular supervision that is reflective, and record it on the child's file."
AGAIN = "Supervision of social workers, so that it is regular and reflective."
OTHER = "Supervision of the work that foster homes and residential schools do with boys."
PRAISE = "Social workers have regular supervision, which is reflective and recorded on files."
BLAME = "Supervision of social workers is neither regular nor reflective, and no record stands on the child's file."
LIKE = "Social workers say that supervision has become a time to reflect on visits, and on how families live."
UNLIKE = "Teams reflect on much in group sessions about visits, thresholds and neglect, and supervision of this work follows."
PLACES = ("canal", "estuary", "harbour", "lake", "river", "weir")  # what is rare is told by what else reports say
MIXED = "Supervision of social workers is regular and recorded on files, but it is seldom reflective."
BETTER = MIXED.replace("is regular", "has improved and is regular")


def inspections(*later: Report) -> list[Node]:
    first = Report(1, "2014-03-03", "2014-03-26")
    first.recommendation(ASKED, "supervision")
    for place in PLACES:
        first.finding(f"Boats on the {place} are painted in spring.", "neutral", "health")
    return links("Recurrence", first, *later)


def later(number: int = 2, year: int = 2017) -> Report:
    return Report(number, f"{year}-06-05", f"{year}-06-29")


def outcomes(*reports: Report) -> list[str]:
    return sorted(node["outcome"][0].rpartition("/")[2] for node in inspections(*reports))


@pytest.mark.parametrize(("text", "outcome"), [(AGAIN, "persists"), (OTHER, "changed")])
def test_what_is_asked_again(text: str, outcome: str) -> None:
    report = later()
    report.recommendation(text, "supervision")
    report.finding(PRAISE, "strength", "supervision")
    assert outcomes(report) == [outcome]


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ([(PRAISE, "strength")], ["resolved"]),
        ([(BLAME, "weakness")], ["persists"]),
        ([(MIXED, "mixed")], []),
        ([(MIXED, "mixed"), (MIXED, "mixed")], []),
        ([(BETTER, "mixed")], ["partly"]),
        ([(PRAISE.replace("reflective", "reflective though still in development"), "strength")], []),
        ([(PRAISE.replace("files.", "files. Work is under way on the rest."), "strength")], []),
        (
            [
                (
                    PRAISE.replace("have", "now have improved and").replace(
                        "files.", "files. Further work is planned."
                    ),
                    "strength",
                )
            ],
            ["partly"],
        ),
        ([(f"{PRAISE} Teams want to drive forward improvement.", "mixed")], []),
        ([(f"{PRAISE} Health checks of boats on the lake have improved.", "mixed")], []),
        ([(f"{PRAISE} This is an improvement.", "mixed")], ["partly"]),
        ([(PRAISE.replace("files.", "files after a recent decline."), "strength")], []),
        ([(PRAISE, "strength"), (PRAISE.replace("recorded", "not always recorded"), "strength")], ["partly"]),
        ([(PRAISE, "strength"), (BLAME, "weakness")], []),
        ([(PRAISE, "strength"), (MIXED, "mixed"), (BLAME, "weakness")], ["partly"]),
        ([(PRAISE, "strength"), (PRAISE, "strength"), (MIXED, "mixed")], ["improved"]),
        ([(LIKE, "strength")], ["improved"]),
        ([(UNLIKE, "strength")], []),
        ([(UNLIKE.replace("reflect", "have improved and reflect"), "strength")], ["improved"]),
        ([(PRAISE, "strength"), (BLAME, "weakness"), (BLAME, "weakness")], ["persists"]),
        ([(PRAISE, "neutral")], []),
        ([], []),
    ],
)
def test_what_findings_say_where_nothing_is_asked(found: list[tuple[str, str]], outcome: list[str]) -> None:
    report = later()
    for text, polarity in found:
        report.finding(text, polarity, "supervision")
    assert outcomes(report) == outcome


def test_both_sides_are_named_with_their_words() -> None:
    report = later()
    asked = report.recommendation(AGAIN, "supervision")
    [found] = inspections(report)
    assert found["theme"] == ["theme/supervision"]
    assert found["earlier"][0].startswith("id/document/0000000000000001/recommendation/")
    assert asked.endswith(found["later"][0])
    assert len(found["evidence"]) == 2
    assert 0.3 <= float(found["likeness"][0]) <= 1


def test_of_several_the_most_alike_is_shown() -> None:
    report = later()
    report.recommendation(OTHER, "supervision")
    alike = report.recommendation(AGAIN, "supervision")
    [found] = inspections(report)
    assert alike.endswith(found["later"][0])


@pytest.mark.parametrize(
    ("text", "themes"),
    [
        (AGAIN, ("case-recording", "quality-assurance", "supervision")),
        ("Visits to children in private fostering.", ("supervision",)),
        (AGAIN, ("workforce-stability",)),
    ],
)
def test_other_themes_and_other_words_are_no_recurrence(text: str, themes: tuple[str, ...]) -> None:
    report = later()
    report.recommendation(text, *themes)
    assert "persists" not in outcomes(report)
    assert "changed" not in outcomes(report)


def test_what_the_board_is_asked_is_not_what_the_authority_is_asked() -> None:
    report = later()
    report.recommendation(AGAIN, "supervision", addressee="lscb")
    assert outcomes(report) == []


def test_a_recommendation_is_followed_until_it_is_asked_again() -> None:
    middle, last, after = later(2, 2016), later(3, 2019), later(4, 2022)
    middle.finding(BETTER, "mixed", "supervision")
    last.recommendation(AGAIN, "supervision")
    after.finding(PRAISE, "strength", "supervision")
    found = inspections(middle, last, after)
    first = [node for node in found if "0000000000000001" in node["earlier"][0]]
    assert sorted(node["outcome"][0] for node in first) == ["outcome/partly", "outcome/persists"]
    assert [node["outcome"][0] for node in found if node not in first] == ["outcome/resolved"]


def test_a_theme_that_was_never_asked_about_is_new() -> None:
    report = later()
    report.recommendation("The timeliness of health assessments for children in care.", "health")
    [found] = inspections(report)
    assert found["outcome"] == ["outcome/new"]
    assert "earlier" not in found


HEALTH = "The timeliness of health assessments for children in care."


def test_a_framework_that_looked_at_less_makes_nothing_new() -> None:
    narrow = Report(2, "2013-06-03", "2013-06-07", version="looked-after-2013")
    unknown = Report(2, "2013-06-03", "2013-06-07", version="unknown")
    later_ilacs = Report(3, "2019-06-03", "2019-06-07", version="ilacs-2018")
    later_ilacs.recommendation(HEALTH, "health")
    for earlier in (narrow, unknown):
        assert not links("Recurrence", earlier, later_ilacs)
    assert len(links("Recurrence", narrow, Report(1, "2015-03-03", "2015-03-26"), later_ilacs)) == 1


def test_the_board_is_asked_anew_only_where_it_was_looked_at() -> None:
    report = later()
    report.recommendation(HEALTH, "health", addressee="lscb")
    first = Report(1, "2014-03-03", "2014-03-26")
    assert not links("Recurrence", first, report)
    first.recommendation(ASKED, "supervision", addressee="lscb")
    assert [node["outcome"] for node in links("Recurrence", first, report)] == [["outcome/new"]]


@pytest.mark.parametrize("themes", [("workforce-stability",), ("case-recording", "quality-assurance", "supervision")])
def test_what_was_asked_under_another_theme_is_not_new(themes: tuple[str, ...]) -> None:
    report = later()
    report.recommendation(AGAIN, *themes)
    assert outcomes(report) == []


def test_authorities_with_one_inspection_have_none() -> None:
    copy = Report(2, "2014-03-03", "2014-03-26", media_type="text/plain")
    copy.recommendation(ASKED, "supervision")
    assert inspections(copy) == []
