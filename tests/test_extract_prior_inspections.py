"""Earlier inspections: kind, date as printed and grade, in sentences about Eastmere."""

import pytest

from graph.document import Document, Line, Page
from graph.extract.prior_inspections import PriorInspection, extract
from graph.structure import Report
from graph.structure.report import Section
from graph.vocabulary import vocabulary


def _read(text: str, holds: str = "facts") -> list[tuple[str, str, str]]:
    line = Line(1, 0, len(text), text)
    document = Document("0" * 64, "eastmere.pdf", "application/pdf", (Page(1, text, (line,)),), True)
    section = Section("area-information-detail", "authority", "", holds, None, (line,), ())
    report = Report(document, 1, (), (section,), (), "sif", "sif-2015")
    facts = [fact for fact in extract(report, vocabulary()) if isinstance(fact, PriorInspection)]
    assert all(text[part.start : part.end] == part.quote for fact in facts for part in fact.evidence)
    return [(fact.inspection_kind.code, fact.stated_date, fact.grade.code if fact.grade else "") for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Eastmere's fostering service was judged to be good at the last inspection in June 2012.",
            [("fostering", "2012-06", "good")],
        ),
        (
            "The previous inspection of Eastmere's adoption service was on 7 May 2010. It was judged to be adequate.",
            [("adoption", "2010-05-07", "adequate")],
        ),
        (
            "The previous inspection of Eastmere's services for looked after children took place in July 2013. The local"
            " authority was inadequate.",
            [("looked-after", "2013-07", "inadequate")],
        ),
        (
            "The previous inspection of Eastmere's adoption service was in May 2011. It was inadequate in its planning.",
            [("adoption", "2011-05", "")],
        ),
        (
            "The SLAC inspection, in March 2010, judged both safeguarding and looked after children's services to be"
            " adequate.",
            [("safeguarding-and-looked-after", "2010-03", "adequate")],
        ),
        (
            "The SLAC inspection in March 2010 judged both safeguarding services to be adequate and the rest as good.",
            [("safeguarding-and-looked-after", "2010-03", "")],
        ),
        ("Eastmere has come far since the last inspection in 2018.", [("authority", "2018", "")]),
        ("In April 2017, the JTAI found much to do in Eastmere.", [("jtai", "2017-04", "")]),
        ("Leaders of Eastmere built on the 2019 focused visit.", [("focused-visit", "2019", "")]),
        ("At the time of this inspection in March 2016 Eastmere had 20 social workers.", []),
        ("The two children's homes were judged good in their most recent Ofsted inspection.", []),
        ("Eastmere has come far since the last inspection.", []),
    ],
)
def test_kind_date_and_grade(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert _read(text) == expected


def test_one_sentence_grades_both_inspections_before_it() -> None:
    text = (
        "Inspectors last inspected Eastmere's fostering service in May 2009. They inspected its adoption service in"
        " June 2011. The council was judged to be good in both."
    )
    assert _read(text) == [("fostering", "2009-05", "good"), ("adoption", "2011-06", "good")]


def test_sections_that_only_explain_are_not_read() -> None:
    assert _read("The previous inspection of Eastmere was in May 2012.", holds="team") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Eastmere has mended much since the focused visit in May 2018 and the previous inspection in 2014.",
            [("focused-visit", "2018-05", ""), ("authority", "2014", "")],
        ),
        ("Since the last inspection, in 2019, Eastmere has recruited.", [("authority", "2019", "")]),
        ("Most points of the adoption inspection (2012) were met.", [("adoption", "2012", "")]),
        (
            "Since its inspection in 2017, when Eastmere was judged to require improvement, much has been done.",
            [("authority", "2017", "requires-improvement")],
        ),
        (
            "The last inspection of fostering services in 2012 found good practice in Eastmere.",
            [("fostering", "2012", "")],
        ),
        (
            "Since the last inspection in 2012 services have become worse and are now judged inadequate.",
            [("authority", "2012", "")],
        ),
        (
            "The impact of leaders on practice with families was judged to be good at the last inspection in 2019.",
            [("authority", "2019", "")],
        ),
        ("One was judged to be inadequate at its last inspection in February 2013.", []),
        ("An improvement and inspection board set up in September 2016 has done little.", []),
        ("The share rose from 30% at the last inspection to 40% in May 2016.", []),
        (
            "In January 2010, an inspection of adoption services found the service adequate.",
            [("adoption", "2010-01", "adequate")],
        ),
        (
            "The previous inspection in 2014 advised on the virtual school of Eastmere.",
            [("authority", "2014", "")],
        ),
    ],
)
def test_what_stands_beside_the_date(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert _read(text) == expected


def test_grade_belongs_to_the_nearest_date() -> None:
    text = "Eastmere was judged inadequate in 2016, and a reinspection in May 2018 found much that had changed."
    assert _read(text) == [("authority", "2018-05", "")]


def test_overall_grade_behind_talk_of_an_area() -> None:
    text = "Care leavers in Eastmere do better since the last inspection in 2015, when services were judged inadequate."
    assert _read(text) == [("authority", "2015", "inadequate")]
