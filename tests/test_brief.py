"""The brief of an authority: what it says of the samples, where each line was read, and that it is a page without surprises."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from graph.brief import Brief, brief_page, gather, write_page
from graph.brief.asked import also_asked
from graph.brief.contents import Grade, Post, Sighting
from graph.brief.courses import BETTER, CAME_BACK, Course, Row, Step, courses
from graph.brief.series import Point, Series, series
from graph.build import build
from graph.errors import QueryError, SubjectError
from graph.queries import run
from graph.store import Store

from .folders import REPORTS, samples, variant
from .networks import HOSTILE
from .renew_questions import county

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("eastmere-2016-11-18.pdf", "eastmere-2024-03-22.pdf", "eastmere-news-2016-11-18.txt")


@pytest.fixture(scope="module")
def brief(sample_store: Store) -> Brief:
    return gather(sample_store, "Eastmere")


@pytest.fixture(scope="module")
def page(sample_store: Store) -> str:
    return brief_page(sample_store, "Eastmere")


def words(page: str) -> str:
    """What a reader sees of a page, without its marks."""
    body = page.partition("<body>")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


#
# What it says of the samples
#


def test_documents_come_by_time_with_the_articles_behind_the_reports(brief: Brief) -> None:
    assert [(brief.letters[row["source"]], row["source"]) for row in brief.documents] == list(
        zip("ABC", SOURCES, strict=True)
    )
    assert not brief.copies
    assert brief.articles[0]["publisher"] == "Eastmere Courier"


def test_grades_stand_by_area_and_inspection(brief: Brief) -> None:
    assert next(iter(brief.grades)) == "Overall effectiveness"
    overall = brief.grades["Overall effectiveness"]
    assert {start: (grade.code, grade.source, grade.page) for start, grade in overall.items()} == {
        "2016-09-05": ("inadequate", SOURCES[0], "1"),
        "2024-01-29": ("requires-improvement", SOURCES[1], "1"),
    }
    assert [each.framework for each in brief.inspections] == ["SIF", "ILACS"]


def test_what_came_back_and_what_improved_have_both_quotes(brief: Brief) -> None:
    came_back = {each.theme: each for each in brief.came_back}
    course = came_back["Private fostering"]
    assert [(step.start[:4], step.source, step.page) for step in course.steps] == [
        ("2016", SOURCES[0], "6"),
        ("2024", SOURCES[1], "2"),
    ]
    assert all("privately fostered" in step.quote for step in course.steps)
    assert course.outcome == "persists"
    assert not {each.theme for each in brief.better} & set(came_back)
    assert [each.theme for each in brief.better] == ["Supervision and management oversight"]


def test_posts_are_told_by_inspection(brief: Brief) -> None:
    director = next(post for post in brief.posts if post.name == "Director of children's services")
    assert {start: [seen.words for seen in found] for start, found in director.sightings.items()} == {
        "2016-09-05": ["Interim, from February 2016"],
        "2024-01-29": ["Permanent, from May 2018"],
    }


def test_figures_have_several_times_in_their_order(brief: Brief) -> None:
    by_measure = {each.measure: each for each in brief.figures}
    assert [(point.amount, point.when) for point in by_measure["Children looked after"].points] == [
        ("389", "31 March 2016"),
        ("418", "5 September 2016"),
    ]
    for each in brief.figures:
        assert len({point.time for point in each.points}) > 1
        assert [point.time for point in each.points] == sorted(point.time for point in each.points)


def test_every_line_has_a_place_and_every_place_is_a_document(page: str, brief: Brief) -> None:
    listed = set(re.findall(r'<li id="document-(\w+)"', page))
    named = set(re.findall(r'href="#document-(\w+)"', page))
    assert listed == {"A", "B", "C"}
    assert {"A", "B"} <= named <= listed
    body = page.partition("</header>")[2].partition('<section id="documents">')[0]
    for part in re.findall(
        r'<span class="(?:step|point)">.*?(?=<span class="(?:step|point)">|</summary>|</td>)', body, re.DOTALL
    ):
        assert 'class="place"' in part
    assert body.count('class="grade ') == sum(map(len, brief.grades.values()))


def test_the_essentials_come_first(page: str) -> None:
    heads = [re.sub(r"<.*", "", head).strip() for head in re.findall(r"<h2>(.*?)</h2>", page, re.DOTALL)]
    assert heads[:3] == ["Grades", "What came back", "What improved"]
    assert heads[-1] == "Documents"


def test_long_lists_are_cut_with_a_count(brief: Brief) -> None:
    many = replace(brief, posts=tuple(Post(f"Post {number}", "Eastmere", {}) for number in range(9)))
    found = write_page(many)
    assert "<summary>3 more</summary>" in found
    assert all(f"Post {number}" in found for number in range(9))


#
# One report in several files
#


def test_a_poorer_copy_doubles_nothing(sample_store: Store, tmp_path: Path, page: str) -> None:
    folder = samples(tmp_path / "files")
    sha = next(sha for sha, stored in sample_store.documents().items() if stored.name == REPORTS[0])
    pages = [sample_store.page_text(sha, number) or "" for number in range(1, 12)]
    (folder / "0-damaged.txt").write_text("\n".join(pages), encoding="utf-8")
    build([str(folder)], tmp_path / "store")
    found = brief_page(Store(tmp_path / "store"), "Eastmere")
    assert "0-damaged.txt" in found
    assert "a poorer copy of A" in words(found)
    assert found.partition('<section id="documents">')[0] == page.partition('<section id="documents">')[0]


def test_two_files_of_one_name_are_both_named(tmp_path: Path) -> None:
    for number in (1, 2):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "report.pdf").write_bytes(variant(REPORTS[number - 1], number))
    build([str(tmp_path / "1"), str(tmp_path / "2")], tmp_path / "store")
    brief = gather(Store(tmp_path / "store"), "Eastmere")
    assert brief.place("report.pdf", "3") == "A/B 3"
    assert set(re.findall(r'href="#document-(\w+)"', write_page(brief))) == {"A"}


#
# Courses and series
#


def row(theme: str, earlier: str, later: str, outcome: str, quotes: tuple[str, str] = ("", "")) -> Row:
    """A row of the query ``recurrences``."""
    asked, found = quotes[0] or f"asked {earlier}", quotes[1] or f"found {later}"
    return {
        "theme": theme, "earlier_start": earlier, "earlier_source": f"{earlier}.pdf", "earlier_page": "1", "earlier_quote": asked,
        "later_start": later, "later_source": f"{later}.pdf", "later_page": "2", "later_quote": found, "outcome": outcome,
    }  # fmt: skip


def test_a_course_goes_through_all_inspections_to_the_latest() -> None:
    rows = [row("Care", "2014", "2019", "persists"), row("Care", "2014", "2016", "improved")]
    (course,) = courses(rows)
    assert [(step.start, step.outcome) for step in course.steps] == [
        ("2014", ""),
        ("2016", "improved"),
        ("2019", "persists"),
    ]
    assert (course.outcome, course.start, course.times) == ("persists", "2019", 1)


def test_a_course_goes_on_with_what_was_asked_again() -> None:
    again = row("Care", "2014", "2016", "changed", ("first", "second"))
    onward = row("Care", "2016", "2019", "improved", ("second", "third")) | {"earlier_page": "2"}
    (course,) = courses([onward, again])
    assert [step.quote for step in course.steps] == ["first", "second", "third"]
    assert course.outcome in BETTER
    assert again["outcome"] in CAME_BACK


def test_what_was_asked_in_two_parts_and_came_back_as_one_came_back_once() -> None:
    rows = [
        row("Care", "2014", "2019", "persists", ("first", "again")),
        row("Care", "2014", "2019", "changed", ("second", "again")),
    ]
    (course,) = courses(rows)
    assert [(step.quote, step.outcome) for step in course.steps] == [
        ("first", ""),
        ("second", ""),
        ("again", "persists"),
    ]
    assert course.times == 1


def test_what_is_new_has_one_step() -> None:
    (course,) = courses([row("Care", "", "2019", "new")])
    assert [(step.start, step.outcome) for step in course.steps] == [("2019", "new")]


def figure(value: str, start: str, date: str = "", **more: str) -> Row:
    """A row of the query ``measure-over-time``."""
    given = {
        "measure": "children-looked-after", "unit": "count", "value": value, "start": start, "date": date, "qualifier": "",
        "upper": "", "printed": "",
        "previous": "", "previous_date": "", "national": "", "neighbours": "", "subject": "children", "source": "a.pdf", "page": "1",
    }  # fmt: skip
    return given | more


def times(*rows: Row) -> list[tuple[str, str]]:
    return [(point.amount, point.when) for each in series(rows) for point in each.points]


def test_a_value_without_a_date_is_that_of_the_inspection() -> None:
    assert times(figure("1300", "2016-05-09"), figure("1250", "2019-05-09")) == [
        ("1,300", "inspection of May 2016"),
        ("1,250", "inspection of May 2019"),
    ]


def test_a_share_in_words_and_a_range_are_told_as_printed() -> None:
    share = figure("66.7", "2016-05-09", unit="percent", qualifier="just-under", printed="nearly two thirds")
    spread = figure("20", "2019-05-09", unit="percent", qualifier="between", upper="25")
    assert [amount for amount, _ in times(share, spread)] == ["nearly two thirds", "between 20 and 25%"]


def test_a_value_printed_twice_stands_once() -> None:
    once = figure("400", "2016-05-09", "2016-04-30", previous="350", previous_date="2015-03-31")
    assert times(once, figure("400", "2016-05-09"), once | {"page": "9"}) == [
        ("350", "31 March 2015"),
        ("400", "30 April 2016"),
    ]


def test_one_time_is_no_series() -> None:
    assert times(figure("400", "2016-05-09"), figure("380", "2016-05-09")) == []
    assert times(figure("400", "2016-05-09", previous="380")) == [], "an earlier value without its time"


def test_units_are_not_mixed_and_lengths_of_time_are_told() -> None:
    rows = [
        figure("20", "2016-05-09", "P12M"),
        figure("10.50", "2019-05-09", unit="percent"),
        figure("30", "2019-05-09", "P1Y"),
    ]
    assert times(*rows) == [("20", "12 months to May 2016"), ("30", "1 year to May 2019")]


#
# A page without surprises
#


def test_hostile_names_stay_text(brief: Brief) -> None:
    hostile = HOSTILE.replace("\x00", "").replace("\ud800", "").replace("\ufffe", "")
    step = Step("2016-05-09", hostile, "1", hostile, "persists")
    place = {"left_source": hostile, "left_page": "1", "right_source": hostile, "right_page": "1"}
    found = replace(
        brief,
        authority=hostile,
        reports=(dict.fromkeys(brief.reports[0], hostile),),
        articles=(dict.fromkeys(brief.articles[0], hostile),),
        grades={hostile: {brief.inspections[0].start: Grade("good", hostile, "same", hostile, "1")}},
        posts=(Post(hostile, hostile, {brief.inspections[0].start: [Sighting(hostile, hostile, "1")]}),),
        came_back=(Course(hostile, (step, step)),),
        figures=(
            Series(hostile, hostile, (Point("2016", hostile, hostile, hostile, hostile, "1", hostile, hostile),)),
        ),
        contradictions=({"subject": hostile, "note": hostile, "left_quote": hostile, "right_quote": "other", **place},),
        claims=(
            {
                **dict.fromkeys(("source", "page", "text", "note", "words", "words_source", "words_page"), hostile),
                "status": "partly",
            },
        ),
        problems=({"message": hostile, "source": hostile, "page": hostile},),
    )
    page = write_page(found)
    assert "<script" not in page
    assert "<img" not in page
    assert "{{ 7 * 7 }}" in page
    assert words(page).count("alert('x')") > 20


def test_the_page_loads_nothing_and_runs_nothing(page: str) -> None:
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert not re.search(r"<(script|iframe|img|link|object|form)\b|@import|url\(|\bsrc=", page)
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', page))


def test_the_same_store_gives_the_same_bytes(sample_store: Store, page: str) -> None:
    assert brief_page(sample_store, "X99000001") == page
    program = (
        "import sys; from pathlib import Path; from graph.brief import brief_page; from graph.store import Store;"
        "sys.stdout.buffer.write(brief_page(Store(Path(sys.argv[1])), 'Eastmere').encode())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program, str(sample_store.folder)],
        cwd=ROOT,
        env={"PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert ran.stdout.decode() == page


def test_who_is_not_there_is_said(sample_store: Store) -> None:
    with pytest.raises(
        QueryError, match=r"^no authority of the register is called 'Eastmeer'; did you mean Eastmere.*\?$"
    ):
        brief_page(sample_store, "Eastmeer")
    with pytest.raises(SubjectError, match="'Wirral': the store holds no inspection of that authority"):
        brief_page(sample_store, "Wirral")


def test_contradictions_are_those_of_the_authority(sample_store: Store) -> None:
    brief = gather(county(sample_store), "Eastmere")
    assert brief.contradictions
    assert {row[f"{side}_source"] for row in brief.contradictions for side in ("left", "right")} <= set(brief.letters)


def test_claims_that_the_report_contradicts_come_first(brief: Brief) -> None:
    claims = [
        {"source": SOURCES[2], "page": "1", "text": f"claim {number}", "note": f"note {number}", "status": status}
        | {"words": "words of the report", "words_source": SOURCES[0], "words_page": "2"}
        for number, status in enumerate(("partly", "corroborated", "contradicted", "not-in-report"))
    ]
    page = words(write_page(replace(brief, claims=tuple(claims))))
    assert page.index("note 2") < page.index("note 0")
    assert "note 1" not in page
    assert "note 3" not in page
    assert "4 claims of articles were compared" in page
    assert "claim 2 C 1 words of the report A 2" in page


def test_claims_against_the_same_words_stand_together_and_their_words_once(brief: Brief) -> None:
    claims = [
        {"source": SOURCES[2], "page": "1", "text": f"claim {number}", "note": f"note {number}", "status": status}
        | {"words": words_, "words_source": SOURCES[0], "words_page": "2"}
        for number, (status, words_) in enumerate(
            (("partly", "one"), ("contradicted", "two"), ("contradicted", "one"), ("partly", ""), ("partly", ""))
        )
    ]
    told = replace(brief, claims=tuple(claims))
    assert [[row["text"] for [row] in group] for group in told.doubtful_claims] == [
        ["claim 1"],
        ["claim 2", "claim 0"],
        ["claim 3"],
        ["claim 4"],
    ]
    page = words(write_page(told))
    assert re.search(r"claim 2 C 1 one A 2 Against the same words: part\w+( \w+)* note 0: claim 0 C 1", page)


#
# What else is asked
#


def test_all_that_the_latest_inspection_asks_for_is_shown(brief: Brief, sample_store: Store) -> None:
    result = run("recommendations", {"authority": "Eastmere"}, sample_store, io.StringIO())
    rows = [dict(zip(result.columns, row, strict=True)) for row in result.text_rows()]
    latest = {(row["source"], row["page"], row["text"]) for row in rows if row["source"] == SOURCES[1]}
    assert also_asked(rows, "2024-01-29", (*brief.came_back, *brief.better, *brief.new)) == brief.also
    also = also_asked(rows, "2024-01-29", brief.came_back[:2])
    steps = {step.place for each in brief.came_back[:2] for step in each.steps}
    assert {(each.source, each.page, each.quote) for each in also} == latest - steps != set()
    page = words(write_page(replace(brief, also=also)))
    assert f"Also asked now {len(also)}" in page
    for each in also:
        assert f"{each.theme} {each.addressee} 2024 {each.quote} B {each.page}" in page


def test_one_inspection_alone_has_nothing_to_compare(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").write_bytes(variant(REPORTS[1], 1))
    build([str(tmp_path / "report.pdf")], tmp_path / "store")
    brief = gather(Store(tmp_path / "store"), "Eastmere")
    assert brief.also
    assert not brief.new
    assert "there is no other to compare" in write_page(brief)


def test_what_is_new_is_said_of_the_inspections_read(page: str) -> None:
    assert "Not asked in the inspections read before January 2024" in words(page)
    assert "first time" not in page
