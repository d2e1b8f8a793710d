"""The traps of real reports, each in a small report of our own words, and what must be read from it all the same."""

from dataclasses import replace

import pytest

from graph.extract.findings import Finding
from graph.extract.people import InspectionRole
from graph.extract.recommendations import Recommendation
from graph.reading import read_document

from .documents import (
    ILACS_GRADES,
    ILACS_TABLE,
    LEFT,
    SIF_GRADES,
    SIF_TABLE,
    SIF_TITLE,
    Row,
    bulleted,
    document,
    facts,
    findings,
    grades,
    heading,
    ilacs_cover,
    ilacs_report,
    numbered,
    paragraph,
    problems,
    recommended,
    record,
    sentences,
    sif_cover,
    sif_report,
    summary,
    with_foot,
)


def regraded(wording: str, row: int = 0) -> list[tuple[str, str]]:
    """The table of a cover with another wording of one grade."""
    judged = list(SIF_TABLE)
    judged[row] = (judged[row][0], wording)
    return judged


def test_the_small_reports_are_read_whole() -> None:
    assert grades(document(*sif_report())) == SIF_GRADES | {"lscb": "good"}
    assert grades(document(*ilacs_report())) == ILACS_GRADES
    assert problems(document(*sif_report())) == problems(document(*ilacs_report())) == []


@pytest.mark.parametrize(
    ("wording", "grade"),
    [
        ("Requires\nimprovement", "requires-improvement"),
        ("Requires\nimprovement to\nbe good", "requires-improvement"),
        ("requires improvement", "requires-improvement"),
        ("REQUIRES IMPROVEMENT", "requires-improvement"),
        ("Require improvement", "requires-improvement"),
        ("inadequate", "inadequate"),
        ("Not judged", "not-judged"),
    ],
)
@pytest.mark.parametrize("row", [0, 1], ids=["label of one line", "label of two lines"])
def test_grade_of_a_table_in_any_wording(wording: str, grade: str, row: int) -> None:
    read = document(sif_cover(regraded(wording, row)), summary())
    area = "help-and-protection" if row == 0 else "looked-after"
    assert grades(read) == SIF_GRADES | {area: grade}


@pytest.mark.parametrize("numbers", [("1.", "2.", "1."), ("", "", ""), ("2.", "1.", "2.")], ids=str)
def test_row_numbers_of_the_table_do_not_matter(numbers: tuple[str, str, str]) -> None:
    judged = [
        (f"{number} {SIF_TABLE[row][0][3:]}", SIF_TABLE[row][1]) for number, row in zip(numbers, (0, 1, 4), strict=True)
    ]
    read = document(sif_cover([*judged[:2], *SIF_TABLE[2:4], judged[2]]), summary())
    assert grades(read) == SIF_GRADES


def test_judgements_in_another_order_keep_their_grades() -> None:
    assert grades(document(sif_cover(SIF_TABLE[::-1]), summary())) == SIF_GRADES
    assert grades(document(ilacs_cover(ILACS_TABLE[::-1]), *ilacs_report()[1:])) == ILACS_GRADES


@pytest.mark.parametrize("bold", [False, True])
def test_board_judged_on_the_cover_and_again_in_its_part(bold: bool) -> None:
    judged = (*SIF_TABLE, ("The Local Safeguarding Children Board", "Good"))
    cover = [replace(row, bold=bold or row.bold) for row in sif_cover(judged)]
    read = document(cover, *sif_report()[1:])
    assert grades(read) == SIF_GRADES | {"lscb": "good"}
    assert problems(read) == []
    short = document(cover, summary(), [*heading("Recommendations"), *numbered(sentences("advice", 2))])
    assert [(addressee, number) for addressee, number, _ in recommended(short)] == [
        ("authority", "1"),
        ("authority", "2"),
    ]


def test_different_grades_in_two_places_leave_the_cell_empty_and_say_so() -> None:
    pages = sif_report()
    pages[0] = sif_cover(regraded("Good"))
    assert grades(document(*pages))["help-and-protection"] == ""
    assert problems(document(*pages)) == ["grades-differ"]


def test_grades_of_earlier_inspections_are_no_judgements() -> None:
    earlier = [
        *heading("Information about this local authority area"),
        *heading("Previous Ofsted inspections", size=12),
        *bulleted(
            [
                "Adoption performance was inspected in May 2011 and judged to be outstanding.",
                "The harbour school’s own inspection of care leavers, two years ago, found help and protection good.",
            ]
        ),
        *paragraph("Leadership, management and governance"),
        *paragraph("Outstanding"),
        *paragraph("Adoption performance: outstanding in 2011"),
    ]
    pages = sif_report()
    pages.insert(2, earlier)
    assert grades(document(*pages)) == SIF_GRADES | {"lscb": "good"}


def test_inadequate_said_of_plans_is_no_judgement() -> None:
    pages = sif_report()
    pages[3] = findings(
        ("Adoption performance",),
        [
            "Plans are inadequate in every second orchard that was visited.",
            "Adoption performance tables are inadequate, and the windmill keeps none.",
            "Leadership, management and governance of the ferry are good.",
        ],
        4,
    )
    read = document(*pages)
    assert grades(read) == SIF_GRADES | {"lscb": "good"}
    assert "grades-differ" not in problems(read)


def test_first_sentence_of_a_section_may_state_its_grade() -> None:
    pages = [sif_cover(SIF_TABLE[:2]), summary()]
    pages.append(findings(("Adoption performance",), ["Adoption performance is good. The ferry runs."], 1))
    assert grades(document(*pages))["adoption"] == "good"
    pages[2] = findings(("Adoption performance",), ["Adoption performance is good where the ferry runs."], 1)
    assert "adoption" not in grades(document(*pages))


def test_name_in_a_label_does_not_swallow_a_grade() -> None:
    name = "Children’s services in Milton Keynes require improvement to be\ngood"
    assert grades(document(sif_cover(statement=name), summary()))["overall"] == "requires-improvement"


def test_numbers_run_on_through_recommendations_and_the_boards_part() -> None:
    read = document(*with_foot(sif_report()))
    numbers = [(addressee, number) for addressee, number, _ in recommended(read)]
    assert numbers == [("authority", "1"), ("authority", "2"), ("authority", "3"), ("lscb", "6"), ("lscb", "7")]
    assert [(fact.number, fact.area.code if fact.area else "") for fact in facts(read, Finding)] == [
        ("4", "help-and-protection"),
        ("5", "help-and-protection"),
        ("8", "lscb"),
    ]


def test_number_without_a_space_behind_it() -> None:
    texts = sentences("advice", 11)
    rows = [row for number, text in enumerate(texts, 1) for row in paragraph(text, f"{number}.")]
    glued = [Row(row.text.replace("10. ", "10."), row.x, row.down) for row in rows]
    read = document(sif_cover(), summary(), [*heading("Recommendations"), *glued])
    assert [text for _, _, text in recommended(read)] == texts


def test_number_at_the_start_of_a_line_is_no_paragraph() -> None:
    text = "The ferry carried as many passengers as were waiting at the quay in the month of May 2014, a total of"
    rows = [
        *paragraph(text, "1."),
        Row("2. And then the harbour closed.", LEFT + 28),
        Row("3. Nobody came.", LEFT + 28),
    ]
    read = document(sif_cover(), summary(), [*heading("Recommendations"), *rows, *numbered(["The meadow floods."], 2)])
    assert [number for _, number, _ in recommended(read)] == ["1", "2"]


@pytest.mark.parametrize("glyph", ["\u25fc", "\uf06e", "\uf0a7", "\uf0b7", "•", "■", "▪", "–"])
def test_every_kind_of_bullet(glyph: str) -> None:
    texts = sentences("improvement", 3)
    pages = [ilacs_cover(), [*heading("What needs to improve?"), *bulleted(texts, glyph)], *ilacs_report()[2:]]
    assert recommended(document(*pages)) == [("authority", str(n), text) for n, text in enumerate(texts, 1)]


def test_bullets_of_the_second_level_belong_to_their_item() -> None:
    rows = [
        *paragraph("The orchard needs:", "■"),
        *paragraph("a ladder that reaches the upper branches", "\uf02d", LEFT + 45),
        *paragraph("a basket.", "\uf02d", LEFT + 45),
        *paragraph("The quarry needs a fence.", "■"),
    ]
    read = document(ilacs_cover(), [*heading("What needs to improve?"), *rows], *ilacs_report()[2:])
    texts = [text for _, _, text in recommended(read)]
    assert len(texts) == 2
    assert texts[0].startswith("The orchard needs:")
    assert texts[0].endswith("a basket.")


def test_contents_page_repeats_headings_without_opening_sections() -> None:
    contents = heading("Contents") + [
        Row(f"{title} {page}", down=24, bold=True)
        for page, title in enumerate(
            (
                "Executive summary",
                "Recommendations",
                "The experiences and progress of children who need help and protection",
                "The Local Safeguarding Children Board (LSCB)",
                "Recommendations",
                "Information about this inspection",
            ),
            2,
        )
    ]
    bare = [Row(row.text.rstrip(" 0123456789"), row.x, row.down, row.size, row.bold) for row in contents]
    plain = document(*sif_report())
    for rows in (contents, bare):
        pages = sif_report()
        pages.insert(1, rows)
        read = document(*pages)
        assert recommended(read) == recommended(plain)
        assert grades(read) == grades(plain)
        assert len(facts(read, Finding)) == 3


def test_two_reports_in_one_file() -> None:
    second = ilacs_report()
    second[0] = ilacs_cover(dates="Inspection dates: 2 to 13 September 2024")
    read = document(*sif_report(), *second)
    assert len(read_document(read).reports) == 2
    assert grades(read, 1) == SIF_GRADES | {"lscb": "good"}
    assert grades(read, 2) == ILACS_GRADES
    assert record(read, 1).framework == "sif"
    assert record(read, 2).framework == "ilacs"
    assert record(read, 2).periods[0].start.isoformat() == "2024-09-02"
    keys = [(report.order, fact.key) for report in read_document(read).reports for _, fact in report.facts]
    assert len(set(keys)) == len(keys)


def test_dates_of_footers_are_not_believed() -> None:
    foot = "Inspection of Eastmere children’s services, inspection dates: 1 to 12 June 2020, published 9 July 2020"
    read = record(document(*with_foot(ilacs_report(), foot)))
    assert [(period.start.isoformat(), period.end.isoformat()) for period in read.periods] == [
        ("2024-03-04", "2024-03-15")
    ]
    assert read.published is None


@pytest.mark.parametrize(
    "dates",
    [
        "Inspection dates: 4 to 15 March and 8 to 12 April 2024",
        "Inspection dates: 4 March 2024 to 15 March 2024 and 8 April 2024 to 12 April 2024",
    ],
)
def test_two_periods_of_fieldwork(dates: str) -> None:
    read = record(document(ilacs_cover(dates=dates), *ilacs_report()[1:]))
    assert [(period.start.isoformat(), period.end.isoformat()) for period in read.periods] == [
        ("2024-03-04", "2024-03-15"),
        ("2024-04-08", "2024-04-12"),
    ]


def test_report_without_overall_judgement() -> None:
    read = document(ilacs_cover(ILACS_TABLE[:-1]), *ilacs_report()[1:])
    assert record(read).version == "ilacs-2026"
    assert grades(read) == {area: grade for area, grade in ILACS_GRADES.items() if area != "overall"}
    assert problems(read) == []


def test_missing_grade_is_a_problem_and_no_guess() -> None:
    read = document(sif_cover(SIF_TABLE[:-1]), summary())
    assert "leadership" not in grades(read)
    assert problems(read).count("missing-judgement") == 1


def test_earliest_layout_with_bullets_only() -> None:
    texts = sentences("advice", 3)
    pages = [
        sif_cover(published=""),
        [*heading("Summary of key findings"), *bulleted(sentences("key", 2), "\uf0a7")],
        [*heading("Areas for improvement"), *bulleted(texts, "\uf0a7")],
        [
            *heading("The Local Safeguarding Children Board (LSCB)"),
            *heading("Areas for improvement"),
            *bulleted(sentences("counsel", 2), "\uf0a7"),
        ],
    ]
    read = document(*pages)
    assert record(read).version == "sif-2013"
    assert record(read).published is None
    assert [(addressee, number) for addressee, number, _ in recommended(read)] == [
        ("authority", "1"),
        ("authority", "2"),
        ("authority", "3"),
        ("lscb", "1"),
        ("lscb", "2"),
    ]
    assert [text for addressee, _, text in recommended(read) if addressee == "authority"] == texts


def test_page_number_and_footer_in_the_middle_of_a_sentence() -> None:
    text = " ".join(sentences("advice", 6))
    rows = paragraph(text, "1.")
    pages = [sif_cover(), summary(), [*heading("Recommendations"), *rows[:3]], rows[3:]]
    read = document(*with_foot(pages, "Imaginary authority: a sample"))
    assert recommended(read) == [("authority", "1", text)]
    assert [part.page for part in facts(read, Recommendation)[0].evidence] == [3, 4]


def test_text_box_last_in_the_text_layer_is_read_at_its_place() -> None:
    cover = sif_cover()
    moved = [Row(row.text, row.x, at=540 - 20 * n, size=row.size) for n, row in enumerate(cover) if ": " in row.text]
    rest = [row for row in cover if ": " not in row.text]
    grade = Row("Inadequate", 353, at=720, size=14, bold=True)
    box = [
        Row("protection", at=720, size=14, bold=True),
        Row("children who need help and", at=737.5, size=14, bold=True),
    ]
    title = Row("The experiences and progress of", at=755, size=14, bold=True)
    body = [*heading("Inspection findings", size=12), *numbered(sentences("help", 2))]
    below = [Row(row.text, row.x, at=680 - 14.5 * n, size=row.size, bold=row.bold) for n, row in enumerate(body)]
    read = document([*rest, *moved], summary(), [*below, grade, *box, title])
    assert [fact.area.code for fact in facts(read, Finding) if fact.area] == ["help-and-protection"] * 2
    assert grades(read)["help-and-protection"] == "inadequate"
    assert record(read).periods


def test_misprinted_heading_opens_its_section() -> None:
    pages = sif_report()
    pages[3] = findings(
        ("The experiences of progress of", "children who need help and protection | Inadequate"),
        sentences("help", 2),
        4,
    )
    read = document(*pages)
    assert {fact.area.code for fact in facts(read, Finding) if fact.area} == {"help-and-protection", "lscb"}
    assert grades(read)["help-and-protection"] == "inadequate"


def test_footnotes_and_their_numbers_stay_out_of_texts() -> None:
    first = "The brickworks teaches apprentices[^4] to lay a course,[^5] and pays them weekly."
    note = [Row("4 The apprentices are those of last year.", at=90, size=9), Row("5 A course is a row.", at=78, size=9)]
    pages = [sif_cover(), summary(), [*heading("Recommendations"), *numbered([first]), *note]]
    assert recommended(document(*pages)) == [
        ("authority", "1", "The brickworks teaches apprentices to lay a course, and pays them weekly.")
    ]


def test_hyphen_of_a_compound_at_the_end_of_a_line() -> None:
    rows = [Row("1. The ferry needs a multi-", LEFT), Row("agency crew of 16-", 100), Row("and 17-year-olds.", 100)]
    read = document(sif_cover(), summary(), [*heading("Recommendations"), *rows])
    assert recommended(read)[0][2].startswith("The ferry needs a multi-agency crew")


def test_empty_list_of_priority_actions_is_no_recommendation() -> None:
    pages = sif_report()
    none = [*heading("Priority and immediate action"), *paragraph("There are no areas for priority action.", "■")]
    pages[2] = [*none, *pages[2]]
    assert [number for addressee, number, _ in recommended(document(*pages)) if addressee == "authority"] == [
        "1",
        "2",
        "3",
    ]


def test_team_over_several_lines_with_designations() -> None:
    team = [
        Row("Lead inspector: Imogen Samplewright HMI", down=26),
        Row("Deputy lead inspector: Rufus Mockbridge, Her Majesty’s Inspector"),
        Row("Team inspectors: Delia Fablethorpe HMI, Conrad Inventley, Maud"),
        Row("Exampleton HMI, Ottilie Pretend-Jones and Wilf O’Notareal"),
        Row("Senior data analyst: Dr Basil Figmenter"),
        Row("The team stayed at the lighthouse.", down=40),
    ]
    pages = sif_report()
    pages[-1] = [*heading("Information about this inspection", size=16), *team]
    members = facts(document(*pages), InspectionRole)
    assert [(fact.role.code, dict(fact.member.statements)["foaf:name"]) for fact in members] == [
        ("lead-inspector", "Imogen Samplewright"),
        ("deputy-lead-inspector", "Rufus Mockbridge"),
        ("team-inspector", "Delia Fablethorpe"),
        ("team-inspector", "Conrad Inventley"),
        ("team-inspector", "Maud Exampleton"),
        ("team-inspector", "Ottilie Pretend-Jones"),
        ("team-inspector", "Wilf O’Notareal"),
        ("senior-data-analyst", "Basil Figmenter"),
    ]
    assert [fact.designation for fact in members[:3]] == ["HMI", "Her Majesty’s Inspector", "HMI"]
    assert all(fact.designation in " ".join(part.quote for part in fact.evidence) for fact in members)


def test_title_alone_is_no_report_of_a_known_framework() -> None:
    read = document([*heading(*SIF_TITLE), *paragraph("A leaflet about the ferry.")], [Row("Nothing else.")])
    assert problems(read) == ["unknown-framework"]


def test_unknown_heading_and_missing_number_are_shown() -> None:
    pages = sif_report()
    pages[2] = [
        *heading("Recommendations"),
        *numbered(sentences("advice", 2)),
        *heading("Matters that nobody described", size=18),
        *numbered(["The meadow floods."], 4),
    ]
    assert {"unknown-heading", "number-missing"} <= set(problems(document(*pages)))
