"""Events: kind, status, date as printed and number, in sentences about Eastmere."""

from datetime import date

import pytest

from graph.dates import Period
from graph.document import Document, Line, Page
from graph.extract import inspections
from graph.extract.events import Event, extract
from graph.facts import InspectionRecord, Ref
from graph.structure import Report
from graph.structure.passages import mend
from graph.structure.report import Section
from graph.vocabulary import vocabulary


def _report(*texts: str, holds: str = "findings") -> Report:
    """A report of one page and one section, each text a paragraph of its own."""
    lines, at = [], 0
    for text in texts:
        lines.append(Line(1, at, at + len(text), text))
        at += len(text) + 1
    document = Document("0" * 64, "eastmere.pdf", "application/pdf", (Page(1, "\n".join(texts), tuple(lines)),), True)
    items = tuple(mend([line], 0, str(number), True) for number, line in enumerate(lines, 1))
    section = Section("inspection-findings", "authority", "", holds, None, tuple(lines), items)
    return Report(document, 1, (), (section,), (), "sif", "sif-2015")


def _events(report: Report) -> list[Event]:
    facts = [fact for fact in extract(report, vocabulary()) if isinstance(fact, Event)]
    text = report.document.pages[0].text
    assert all(text[part.start : part.end] == part.quote for fact in facts for part in fact.evidence)
    return facts


def _read(*texts: str, holds: str = "findings") -> list[tuple[str, str, str, int | None]]:
    found = _events(_report(*texts, holds=holds))
    return [(fact.event_kind.code, fact.event_status.code, fact.period, fact.event_count) for fact in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three serious case reviews have been completed.", ("serious-case-review", "happened", "", 3)),
        ("One serious case review in Eastmere is in progress.", ("serious-case-review", "under-way", "", 1)),
        ("Staff know a recent SCR well.", ("serious-case-review", "happened", "", None)),
        (
            "Seven serious incident notifications were submitted in the last two years.",
            ("serious-incident-notification", "happened", "P2Y", 7),
        ),
        (
            "Four serious incidents have been notified since 2012.",
            ("serious-incident-notification", "happened", "2012/..", 4),
        ),
        ("The restructure of Eastmere's teams in May 2014 was rushed.", ("restructuring", "happened", "2014-05", None)),
        ("In May 2014, services were restructured.", ("restructuring", "happened", "2014-05", None)),
        ("A planned restructure of the teams worries staff.", ("restructuring", "planned", "", None)),
        (
            "An improvement notice was issued by the Department in March 2010.",
            ("improvement-notice", "happened", "2010-03", None),
        ),
        ("The improvement notice was lifted in December 2011.", ("improvement-notice", "ended", "2011-12", None)),
        (
            "An improvement board was established in early 2013.",
            ("improvement-board", "happened", "2013", None),
        ),
        ("Eastmere's improvement board ceased in April 2015.", ("improvement-board", "ended", "2015-04", None)),
        (
            "A new electronic recording system, introduced in October 2015, is slow.",
            ("new-system", "happened", "2015-10", None),
        ),
        (
            "A peer review, undertaken in October 2013, was helpful.",
            ("peer-review", "happened", "2013-10", None),
        ),
        ("The March 2016 peer review was helpful.", ("peer-review", "happened", "2016-03", None)),
        (
            "Eastmere commissioned an independent review in June 2015.",
            ("external-review", "happened", "2015-06", None),
        ),
        (
            "Inspectors of Ofsted made five monitoring visits between May 2015 and June 2016.",
            ("monitoring-visit", "happened", "2015-05/2016-06", 5),
        ),
        ("The edge of care service was launched in July 2014.", ("launch", "happened", "2014-07", None)),
        ("The tool, introduced in April 2014, is not much used.", ("launch", "happened", "2014-04", None)),
        ("A panel is due to be introduced in January 2016.", ("launch", "planned", "2016-01", None)),
        ("Changes are to be fully implemented in 2023.", ("launch", "planned", "2023", None)),
        ("In summer 2013, the partnership was disbanded.", ("closure", "happened", "2013", None)),
        (
            "A directions notice and the list of wanted repairs were issued by the Secretary of State in May 2013.",
            ("improvement-notice", "happened", "2013-05", None),
        ),
        ("Eastmere is currently subject to an intervention notice.", ("improvement-notice", "under-way", "", None)),
        (
            "Refreshed improvement notices from the Department speak of other points.",
            ("improvement-notice", "happened", "", None),
        ),
        ("A new plan saw an improvement advisor appointed to watch the tide.", ("commissioner", "happened", "", None)),
        (
            "The Under Secretary of State for Ferries, Ada Samplewright, wrote to Eastmere with three instructions.",
            ("ministerial-letter", "happened", "", None),
        ),
        ("Staff have read the minister’s letter of June 2013.", ("ministerial-letter", "happened", "2013-06", None)),
        (
            "Children’s services in Eastmere have been delivered by Eastmere Children’s Trust since 2021.",
            ("trust-delivery", "under-way", "2021/..", None),
        ),
        (
            "Two (one finished, one ongoing) serious case reviews have been undertaken.",
            ("serious-case-review", "happened", "", 2),
        ),
        (
            "Two serious case reviews have been commissioned and are in preparation, another is near its end.",
            ("serious-case-review", "under-way", "", 2),
        ),
    ],
)
def test_kind_status_date_and_number(text: str, expected: tuple[str, str, str, int | None]) -> None:
    assert _read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Learning from serious case reviews is shared with staff in Eastmere.",
        "Following serious case reviews training is offered.",
        "No serious case reviews have been undertaken since 2012.",
        "The restructure of the teams has not been completed.",
        "The serious case review panel met in May 2014.",
        "A toolkit for the serious case review and learning review process was well liked.",
        "Managers know the criteria for a serious case review.",
        "Cases that may be subject to a serious case review are discussed.",
        "The ferry crew knows which cases are, or may be, subject to a serious case review.",
        "The Children’s Trust, revised in late 2014, knows the harbour.",
        "The Children’s Trust delivered a lantern in May 2012.",
        "The improvement board, which met in October 2013, hears of performance.",
        "The service was launched well.",
        "The Eastmere panel, which was set up following an inspection in 2014, meets often.",
        "The council has implemented most points of the 2012 inspection.",
        "A monitoring visit took place in May 2017.",
        "The proportion rose from 20% in 2013 to 30% in 2014.",
    ],
)
def test_general_talk_and_what_did_not_happen(text: str) -> None:
    assert _read(text) == []


def test_two_events_share_the_date_between_them() -> None:
    found = _read("Eastmere's notice to improve was lifted in May 2012 and the improvement board was disbanded.")
    assert found == [
        ("improvement-notice", "ended", "2012-05", None),
        ("improvement-board", "ended", "2012-05", None),
    ]


def test_date_of_another_clause_is_left() -> None:
    found = _read("A recent serious case review has led to changes in the plan for 2015.")
    assert found == [("serious-case-review", "happened", "", None)]


def test_date_of_an_inspection_is_not_that_of_what_came_since() -> None:
    found = _read("Four serious incident notifications were made to Ofsted since the last inspection in May 2012.")
    assert found == [("serious-incident-notification", "happened", "", 4)]


def test_same_event_is_one_with_its_places() -> None:
    report = _report(
        "The restructure in May 2014 was rushed.", "Staff left after the restructure of services in May 2014."
    )
    [event] = _events(report)
    assert [part.start for part in event.evidence] == [0, 40]
    assert event.finding == Ref(("finding", "1"))


def test_launches_on_one_date_are_several() -> None:
    assert len(_read("The hub was launched in May 2014.", "A pledge was launched in May 2014.")) == 2


def test_recommendations_are_not_read() -> None:
    assert _read("The restructure in May 2014 was rushed.", holds="recommendations") == []


def test_plans_of_the_past_have_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    record = InspectionRecord(framework="sif", periods=(Period(date(2015, 6, 1), date(2015, 6, 20)),))
    monkeypatch.setattr(inspections, "extract", lambda *_: iter([record]))
    found = _read("The planned restructure in March 2014 failed.", "The restructure in March 2016 is welcome.")
    assert [event[1] for event in found] == ["happened", "planned"]
