"""Lines to passages, furniture, headings, items, tables, frameworks; and text that damage left without numbers and first lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.document import Line
from graph.extract.findings import Finding
from graph.extract.people import InspectionRole
from graph.extract.recommendations import Recommendation
from graph.structure import read_reports
from graph.structure.furniture import body_lines, body_size
from graph.structure.headings import Heading, understand
from graph.structure.items import Numbering, placed_items
from graph.structure.passages import Passage, cut, mend
from graph.structure.tables import read_table
from graph.vocabulary import vocabulary

from .documents import (
    DAMAGED,
    SIF_GRADES,
    SIF_TABLE,
    Row,
    bulleted,
    document,
    facts,
    grades,
    heading,
    ilacs_report,
    numbered,
    paragraph,
    plain,
    problems,
    record,
    sentences,
    sif_cover,
    sif_report,
    summary,
    table,
    with_foot,
)

WORDS = st.lists(
    st.text("abcdefgXYZéß’-–.,", min_size=1, max_size=7).filter(lambda word: word.strip("-–.,’")),
    min_size=1,
    max_size=6,
)
NOTED = st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=5).map(
    lambda runs: " ".join(" ".join(words) + ("[^7]" if noted else "") for words, noted in runs)
)
PAGES = st.lists(st.lists(NOTED, min_size=1, max_size=5), min_size=1, max_size=3)


def joined(text: str) -> str:
    """A text without blanks, for comparing words whatever parts them."""
    return "".join(text.split())


@given(PAGES)
def test_evidence_joined_is_the_passage(pages: list[list[str]]) -> None:
    read = document(*([Row(text) for text in texts] for texts in pages))
    passage = mend(line for page in read.pages for line in page.lines)
    evidence = passage.evidence(read)
    assert all(read.pages[part.page - 1].text[part.start : part.end] == part.quote for part in evidence)
    assert joined("".join(part.quote for part in evidence)) == joined(passage.text)
    assert joined(passage.text) == joined("".join(text for texts in pages for text in texts)).replace("[^7]", "")
    assert "  " not in passage.text
    assert [(part.page, part.start) for part in evidence] == sorted((part.page, part.start) for part in evidence)


@given(PAGES, st.data())
def test_cut_of_a_passage_leads_to_the_same_words(pages: list[list[str]], data: st.DataObject) -> None:
    read = document(*([Row(text) for text in texts] for texts in pages))
    passage = mend(line for page in read.pages for line in page.lines)
    start = data.draw(st.integers(0, len(passage.text)))
    end = data.draw(st.integers(start, len(passage.text)))
    piece = cut(passage, start, end)
    assert piece.text == passage.text[start:end]
    assert piece.evidence(read) == passage.evidence(read, start, end)
    assert joined("".join(part.quote for part in piece.evidence(read))) == joined(piece.text)


def test_label_is_left_out_of_passage_and_evidence() -> None:
    read = document([Row("12. The ferry  "), Row("sails.", 100)])
    passage = mend(read.pages[0].lines, skip=4, number="12", printed=True)
    assert passage.text == "The ferry sails."
    assert [part.quote for part in passage.evidence(read)] == ["The ferry  \nsails."]
    assert passage.page == 1


def kept(*pages: list[Row]) -> list[list[str]]:
    """The lines that are no furniture."""
    return [[line.text for line in lines] for lines in body_lines(document(*pages))]


def test_page_numbers_and_running_lines_are_furniture() -> None:
    pages = [paragraph(text) for text in sentences("post", 4)]
    footed = with_foot(pages, "Imaginary authority, 4 to 15 March 2024")
    headed = [[Row("A running header", at=815), *rows] for rows in footed]
    assert kept(*headed) == kept(*pages)


def test_footer_with_another_number_on_each_page_is_furniture() -> None:
    pages = [[Row(f"Page {number} of 4", at=30), *paragraph("Words.")] for number in range(1, 5)]
    assert kept(*pages) == [["Words."]] * 4


def test_heading_that_comes_back_on_many_pages_is_none() -> None:
    # in a short report a third of the pages may begin with the same heading
    pages = [[*heading("Recommendations"), *paragraph("Words.")] for _ in range(4)]
    assert kept(*pages) == [["Recommendations", "Words."]] * 4


def test_number_in_the_middle_of_a_page_is_none() -> None:
    assert kept([Row("12"), *paragraph("Words.")]) == [["12", "Words."]]


def test_body_size_is_that_of_most_characters() -> None:
    assert body_size(document([Row("Large", size=20), *paragraph("Many more words of body text.")])) == 12
    assert body_size(plain("words")) == 0


def understood(*rows: Row) -> Heading | None:
    lines = document(rows).pages[0].lines
    return understand(lines, vocabulary())


def test_heading_with_its_grade_in_a_cell_beside_it() -> None:
    found = understood(
        *heading("The experiences and progress of", "children who need help and", "protection"),
        Row("Requires improvement", 353, at=732.5, size=14, bold=True),
    )
    assert found is not None
    assert (found.area, found.grade) == ("help-and-protection", "requires-improvement")


def test_heading_with_a_glued_footnote_number() -> None:
    found = understood(*heading("Information about this local authority area2"))
    assert found is not None
    assert found.section == "area-information"


def test_heading_that_states_its_grade_in_a_sentence() -> None:
    found = understood(*heading("The graded judgement for adoption performance is that it requires", "improvement"))
    assert found is not None
    assert (found.area, found.grade) == ("adoption", "requires-improvement")


def test_name_in_a_heading_does_not_swallow_a_grade() -> None:
    whole = understood(*heading("Children’s services in Milton Keynes require improvement to be", "good"))
    assert whole is not None
    assert (whole.area, whole.grade) == ("overall", "requires-improvement")
    mixed = understood(*heading("Children’s services in Eastmere are inadequate and adoption", "Good"))
    assert mixed is None or (mixed.area, mixed.grade) != ("overall", "good")


def test_sentence_with_a_grade_is_no_heading() -> None:
    assert understood(*heading("Plans are inadequate")) is None
    assert understood(*heading("Good")) is None
    assert understood(*heading("The ferry and the harbour are good")) is None


def test_grade_behind_the_heading_of_a_section_belongs_to_no_area() -> None:
    found = understood(*heading("Information about this inspection Adequate"))
    assert found is None or (found.area, found.grade) == ("", "")
    read = document(sif_cover(), summary(), heading("Information about this inspection Adequate"))
    assert grades(read) == SIF_GRADES


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("This local authority requires improvement and is not yet good because", "weaknesses"),
        ("This local authority has many boats and is not yet good because:", "weaknesses"),
        ("The LSCB is not good because", "weaknesses"),
        ("The Local Safeguarding Children Board requires improvement because:", "weaknesses"),
        ("Children’s services in Eastmere are inadequate because:", "weaknesses"),
        ("Children’s services in Eastmere are good because:", "merits"),
        ("This local authority is outstanding because", "merits"),
        ("The LSCB is good because", "merits"),
        ("The local authority has the following strengths", "strengths"),
        ("Because:", "reasons"),
    ],
)
def test_reasons_for_good_are_not_those_for_less(text: str, section: str) -> None:
    found = understood(*heading(text))
    assert found is not None
    assert found.section == section


def test_misprint_is_forgiven_at_neither_end() -> None:
    label = "The experiences of progress of children who need help and protection"
    found = understood(*heading(label))
    assert found is not None
    assert found.area == "help-and-protection"
    assert understood(*heading(f"at sea. {label}")) is None


def test_headings_far_apart_or_of_other_size_are_headings_of_their_own() -> None:
    rows = [*heading("Recommendations"), Row("Strengths", down=60, size=14, bold=True), *heading("Summary", size=12)]
    (report,) = read_reports(document(sif_cover(), rows), vocabulary())
    assert [section.code for section in report.sections] == ["recommendations", "strengths", "area-summary"]


def items(*rows: Row, bullets_only: bool = False) -> list[tuple[str, str]]:
    """Number and text of the items on a page."""
    lines = document(rows).pages[0].lines
    return [(item.number, item.text) for item in placed_items(lines, Numbering(), bullets_only)]


def test_paragraph_behind_a_list_is_no_part_of_its_last_item() -> None:
    texts = sentences("work", 2)
    found = items(*numbered(texts), *paragraph("The harbour was shut when this was written.", down=40))
    assert found == [("1", texts[0]), ("2", texts[1])]


def test_paragraph_in_front_of_a_list_is_no_item() -> None:
    texts = sentences("work", 2)
    assert items(*paragraph("The harbour needs:"), *bulleted(texts)) == [("1", texts[0]), ("2", texts[1])]


def test_bullets_inside_numbered_items_belong_to_them() -> None:
    rows = [*paragraph("The quarry needs:", "1."), *bulleted(["a fence", "a gate."], x=100), *paragraph("End.", "2.")]
    assert items(*rows) == [("1", "The quarry needs: • a fence • a gate."), ("2", "End.")]


def test_bullets_below_a_numbered_sentence_where_the_framework_lists_bullets() -> None:
    rows = [*paragraph("Within three months the quarry should:", "9."), *bulleted(["put up a fence", "mend a gate."])]
    assert items(*rows, bullets_only=True) == [("1", "put up a fence"), ("2", "mend a gate.")]


def test_year_at_the_start_of_a_line_is_no_number() -> None:
    rows = [*paragraph("The ferry has sailed every day since May", "1."), Row("2014. It is old.", 100)]
    assert items(*rows) == [("1", "The ferry has sailed every day since May 2014. It is old.")]


def test_number_out_of_its_turn_is_no_item() -> None:
    rows = [Row("1. The ferry sails every day until November"), Row("30. It is old."), Row("2. End.")]
    assert items(*rows) == [("1", "The ferry sails every day until November 30. It is old."), ("2", "End.")]


def test_numbers_that_a_text_layer_lost_are_forgiven() -> None:
    numbers = [number for number, _ in items(*numbered(sentences("work", 2)), *numbered(["Third."], 5))]
    assert numbers == ["1", "2", "5"]


def tabled(*rows: Row) -> dict[str, str]:
    """Grades by area of a table on a cover."""
    statements = read_table(document(rows).pages[0].lines, vocabulary())
    return {statement.area: statement.grade for statement in statements}


def test_table_binds_each_grade_to_the_label_beside_it() -> None:
    assert tabled(*table(SIF_TABLE, 600)) == {area: grade for area, grade in SIF_GRADES.items() if area != "overall"}


def test_table_row_without_a_grade_takes_none_from_its_neighbours() -> None:
    judged = [("1. Children who need help and protection", "Good"), ("2.1 Adoption performance", ""), SIF_TABLE[4]]
    rows = [row for row in table(judged, 600) if row.text]
    assert tabled(*rows) == {"help-and-protection": "good", "leadership": "inadequate"}


def test_table_row_with_two_grades_has_none() -> None:
    rows = [*table(SIF_TABLE[:1], 600), Row("Good", 480, at=600)]
    assert tabled(*rows) == {}


def test_cover_without_a_known_title_is_of_no_framework() -> None:
    read = document(heading("Inspection of the ferry and the harbour"), *sif_report()[1:])
    (report,) = read_reports(read, vocabulary())
    assert (report.framework, report.version) == ("unknown", "")


def test_versions_are_told_apart_by_their_marks() -> None:
    pages = {"sif-2014": "Summary of findings", "sif-2013": "Summary of key findings", "sif-2015": "Executive summary"}
    for version, mark in pages.items():
        assert record(document(sif_cover(), [*heading(mark), *paragraph("Words.")])).version == version
    assert record(document(*ilacs_report())).version == "ilacs-2023"


def test_damaged_text_yields_what_is_left() -> None:
    read = plain(DAMAGED)
    assert grades(read) == {
        "overall": "inadequate",
        "help-and-protection": "inadequate",
        "adoption": "requires-improvement",
        "lscb": "good",
    }
    assert problems(read) == ["missing-judgement"] * 3
    stated = record(read)
    assert stated.gss == "X99000001"
    assert [day.isoformat() for day in (stated.periods[0].start, stated.periods[0].end)] == ["2015-05-06", "2015-05-28"]
    assert stated.published is not None
    assert stated.published.isoformat() == "2015-07-20"


def test_damaged_text_marks_items_that_lost_their_beginning() -> None:
    found = [
        (fact.addressee.code, fact.complete, fact.text.split()[0], fact.text.split()[-1])
        for fact in facts(plain(DAMAGED), Recommendation)
    ]
    assert found == [
        ("authority", "yes", "Mend", "bay"),
        ("authority", "yes", "Keep", "row."),
        ("authority", "tail", "painted", "it."),
        ("authority", "tail", "shown", "months."),
        ("authority", "tail", "from", "barrow."),
        ("lscb", "tail", "counted", "row."),
    ]
    assert [fact.complete for fact in facts(plain(DAMAGED), Finding)] == ["tail", "tail"]


def test_damaged_text_keeps_the_team() -> None:
    names = [dict(fact.member.statements)["foaf:name"] for fact in facts(plain(DAMAGED), InspectionRole)]
    assert names == [
        "Imogen Samplewright",
        "Delia Fablethorpe",
        "Conrad Inventley",
        "Maud Exampleton",
        "Wilf Notareal",
        "Gwen Makepiece",
        "Basil Figmenter",
    ]


def test_text_that_breaks_off_is_marked() -> None:
    end = DAMAGED.index(" and show it to whoever")
    found = facts(plain(DAMAGED[:end] + ", so that the whole crew can read in it what the wind"), Recommendation)
    assert [fact.complete for fact in found] == ["yes", "head"]


def test_passage_of_nothing_is_empty() -> None:
    empty: list[Line] = []
    assert mend(empty) == Passage("", ())
