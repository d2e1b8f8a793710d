"""Posts and tenures, in sentences about Eastmere, where nobody was ever appointed."""

import pytest

from graph.extract.posts import Tenure, extract
from graph.facts import Fact, Problem
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from .documents import bulleted, document, heading, ilacs_report, numbered, paragraph, sif_cover, summary

Seen = tuple[str, str, str, str]


def tenures(*said: str) -> list[Fact]:
    """What is read of an ILACS report with these sentences as its findings."""
    pages = ilacs_report()
    pages[2] = [*pages[2], *paragraph(" ".join(said))]
    (report,) = read_reports(document(*pages), vocabulary())
    return list(extract(report, vocabulary()))


def seen(*said: str) -> list[Seen]:
    found = [fact for fact in tenures(*said) if isinstance(fact, Tenure)]
    return [(fact.role.code, fact.status.code, fact.start, fact.end) for fact in found]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "The director of children’s services (DCS) of Eastmere has been in post since March 2013.",
            ("director-of-childrens-services", "in-post", "2013-03", ""),
        ),
        (
            "The interim DCS has been in post since 2 May 2014.",
            ("director-of-childrens-services", "interim", "2014-05-02", ""),
        ),
        (
            "The Chief Executive took up post in late October 2023.",
            ("chief-executive", "newly-appointed", "2023-10", ""),
        ),
        ("The Eastmere LSCB chair retired in August 2014.", ("board-chair", "left", "", "2014-08")),
        (
            "The council has appointed a new and experienced principal social worker.",
            ("principal-social-worker", "newly-appointed", "", ""),
        ),
        ("Turnover of social workers and team managers is high.", ("team-manager", "turnover", "", "")),
        ("Two independent reviewing officer posts were vacant.", ("independent-reviewing-officer", "vacant", "", "")),
        ("In July 2020 a permanent lead member was appointed.", ("lead-member", "permanent", "2020-07", "")),
        ("There is no permanent head of service.", ("head-of-service", "vacant", "", "")),
        (
            "The virtual school is small. A new head was appointed in 2023.",
            ("virtual-school-head", "newly-appointed", "2023", ""),
        ),
        ("The chief executive was appointed in April 2011.", ("chief-executive", "in-post", "2011-04", "")),
        (
            "The council has not managed to appoint a permanent head of service since June 2022.",
            ("head-of-service", "vacant", "2022-06", ""),
        ),
        ("The post of head of service for children’s social care is vacant.", ("head-of-service", "vacant", "", "")),
        (
            "The team manager post on the quay stood empty. Two IRO posts remain unfilled.",
            ("independent-reviewing-officer", "vacant", "", ""),
        ),
        (
            "The independent chair of the LSCB has held the role since January 2015.",
            ("board-chair", "in-post", "2015-01", ""),
        ),
        (
            "The DCS, who was appointed permanently in May 2018, sails.",
            ("director-of-childrens-services", "permanent", "2018-05", ""),
        ),
        (
            "The DCS was acting in the post from June 2012 while the tide turned.",
            ("director-of-childrens-services", "acting", "2012-06", ""),
        ),
        ("Eastmere has 17 unfilled social work and four team manager posts.", ("team-manager", "vacant", "", "")),
        ("Too many changes of workers and managers trouble the harbour.", ("manager", "turnover", "", "")),
        ("Recruitment of a permanent head of service is under way.", ("head-of-service", "incoming", "", "")),
        ("A new deputy chief executive keeps the lamp.", ("deputy-chief-executive", "newly-appointed", "", "")),
        (
            "The interim DCS took up post in May 2023 and, since August 2023, as keeper of the lighthouse.",
            ("director-of-childrens-services", "interim", "2023-05", ""),
        ),
        (
            "The council found a new harbour and a chief executive in March 2023, who took up post in June 2023.",
            ("chief-executive", "newly-appointed", "2023-06", ""),
        ),
        ("The interim director of adult services rows.", ("director-of-adult-services", "interim", "", "")),
        ("Frequent changes of team managers have slowed the ferry.", ("team-manager", "turnover", "", "")),
        ("The low tide and the interim DCS came together.", ("director-of-childrens-services", "interim", "", "")),
        ("A locum medical adviser comes by boat.", ("medical-adviser", "temporary", "", "")),
    ],
)
def test_wordings(said: str, expected: Seen) -> None:
    assert seen(said) == [expected]


@pytest.mark.parametrize(
    "said",
    [
        "The director of children’s services knows the harbour well.",
        "Children take part in the recruitment of senior managers.",
        "The current chief executive and the experienced lead member visit the mill.",
        "The new lighthouse stands under the eye of the chief executive.",
        "No team manager posts are vacant.",
        "The permanent ferry is late.",
        "The leader of the council has been appointed as guardian of the lantern.",
        "The council plans to appoint a permanent head of service.",
        "The council should recruit an interim DCS.",
        "If a new chief executive is appointed, the ferry will be late.",
        "Each new manager has begun again.",
        "There were no team manager or social worker posts vacant.",
        "No social worker and manager posts are vacant.",
        "There is no dedicated LADO.",
        "At that time the interim DCS mended the nets.",
        "The nets were mended by the incoming DCS last year.",
        "Senior leaders have left children in the rain.",
        "Managers have changed their approach to the tides.",
        "The new leadership style is welcome.",
        "The new DCS of a neighbouring authority advises the harbour master.",
        "Health senior managers have left.",
        "Because of turnover of staff, some workers have higher caseloads than senior managers would like.",
        "Multi-agency managers meet at the mill.",
        "The head of service is leaving the meeting early.",
        "The council is advertising for a permanent DCS.",
        "The new lead member portfolio has room for boats.",
        "Children on the quay have seen fewer changes of staff and managers.",
        "Turnover of team managers is low.",
        "Team manager turnover has fallen significantly.",
        "A reduction in the turnover of staff and managers calms the harbour.",
        "There is little turnover among team managers.",
        "There are fewer vacancies in team manager posts.",
        "The council relies less on interim managers.",
        "The reliance on agency managers has reduced.",
        "The agency medical adviser answers by the next tide.",
    ],
)
def test_mentions_that_say_nothing_of_the_occupancy(said: str) -> None:
    assert seen(said) == []


def test_two_sightings_of_one_post() -> None:
    said = "The DCS took up an interim position in July 2015, ahead of her permanent appointment in March 2016."
    assert seen(said)[0] == ("director-of-childrens-services", "interim", "2015-07", "2016-03")
    assert ("director-of-childrens-services", "permanent", "2016-03", "") in seen(said)


def test_what_was_acting_until_it_became_permanent() -> None:
    said = "The DCS was acting in the post from June 2011 and was permanently appointed in April 2013."
    assert sorted(seen(said)) == [
        ("director-of-childrens-services", "acting", "2011-06", "2013-04"),
        ("director-of-childrens-services", "permanent", "2013-04", ""),
    ]


def test_the_same_occupancy_is_one_fact_with_every_place() -> None:
    (fact,) = tenures("An interim LADO was found.", "The interim designated officer has been in post since June 2019.")
    assert isinstance(fact, Tenure)
    assert fact.start == "2019-06"
    assert len(fact.evidence) >= 2


def test_an_appointment_that_is_not_called_new_is_that_of_the_holder_whose_beginning_is_given() -> None:
    (fact,) = tenures("The DCS has been in post since May 2020.", "Much followed the appointment of the DCS.")
    assert isinstance(fact, Tenure)
    assert (fact.status.code, fact.start) == ("in-post", "2020-05")
    assert len(fact.evidence) == 2


def test_nothing_is_read_of_recommendations() -> None:
    pages = ilacs_report()
    pages[1] = [*pages[1], *paragraph("Appoint a permanent and settled DCS. The interim DCS stays.")]
    (report,) = read_reports(document(*pages), vocabulary())
    assert list(extract(report, vocabulary())) == []


def test_a_director_of_other_services_is_no_director_of_childrens_services() -> None:
    (fact,) = tenures("The new executive director for Ferries and Tides has a plan.")
    assert isinstance(fact, Tenure)
    assert fact.role.code == "corporate-director"


def test_quotes_begin_with_their_first_word() -> None:
    pages = ilacs_report()
    pages[2] = [*pages[2], *bulleted(["The interim DCS knows the harbour.", "The new chief executive rows."])]
    (report,) = read_reports(document(*pages), vocabulary())
    quotes = [part.quote for fact in extract(report, vocabulary()) for part in fact.evidence]
    assert [quote[:3] for quote in quotes] == ["The", "The"]


def test_the_chair_of_a_panel_is_not_that_of_the_board() -> None:
    part = [*heading("The Local Safeguarding Children Board (LSCB)"), *numbered(["The lantern panel has a new chair."])]
    (report,) = read_reports(document(sif_cover(), summary(), part), vocabulary())
    assert list(extract(report, vocabulary())) == []


def test_a_month_without_a_year_is_a_problem() -> None:
    facts = tenures("The chief executive is leaving in September.")
    assert [type(fact) for fact in facts] == [Problem, Tenure]
    assert [(fact.end, fact.status.code) for fact in facts if isinstance(fact, Tenure)] == [("", "leaving")]


def test_posts_held_together() -> None:
    (fact,) = tenures("The chief executive is currently fulfilling the statutory duties of the post of DCS.")
    assert isinstance(fact, Tenure)
    assert fact.held_with is not None
    assert (fact.role.code, fact.held_with.code) == ("director-of-childrens-services", "chief-executive")


def test_a_holder_who_is_named() -> None:
    (fact,) = tenures("The new chief executive, Dr Ada Samplewright, knows the ferry.")
    assert isinstance(fact, Tenure)
    assert fact.holder is not None
    assert dict(fact.holder.statements)["foaf:name"] == "Ada Samplewright"


def test_a_chair_in_the_part_about_the_board_is_its_chair() -> None:
    pages = [
        sif_cover(),
        summary(),
        [
            *heading("The Local Safeguarding Children Board (LSCB)"),
            *numbered(["A new chair was appointed in May 2015."]),
        ],
    ]
    (report,) = read_reports(document(*pages), vocabulary())
    assert [fact.role.code for fact in extract(report, vocabulary()) if isinstance(fact, Tenure)] == ["board-chair"]


def test_posts_belong_to_the_authority() -> None:
    (fact,) = tenures("The new chief executive knows the ferry.")
    assert isinstance(fact, Tenure)
    assert fact.organization is not None
    assert fact.organization.path[0] == "authority"
