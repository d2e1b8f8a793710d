"""Figures, in sentences about Eastmere, where nothing was ever counted."""

from decimal import Decimal

import pytest

from graph.extract.figures import Figure, extract
from graph.facts import Problem
from graph.language.comparing import attach, mentions
from graph.language.counting import Mention
from graph.language.measures import measures
from graph.language.numbers import find_numbers, has_number
from graph.language.periods import find_periods
from graph.language.signs import signs
from graph.language.subjects import fitted
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from .documents import Row, document, heading, ilacs_report, numbered, paragraph, sif_cover, summary

Said = tuple[str, str, str, str]


def read(sentence: str, listed: bool = False) -> list[Mention]:
    found, _ = mentions(sentence, signs(vocabulary()), listed)
    return attach(sentence, found, [])


def counted(sentence: str) -> list[tuple[str, str]]:
    return [(f"{each.value:f}", each.unit) for each in read(sentence)]


def figures(*pages: list[Row]) -> list[Figure]:
    (report,) = read_reports(document(*pages), vocabulary())
    return [fact for fact in extract(report, vocabulary()) if isinstance(fact, Figure)]


def in_finding(said: str) -> list[Figure]:
    pages = ilacs_report()
    pages[2] = [*pages[2], *numbered([said], 6)]
    return figures(*pages)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Two children waited at the ferry.", [("2", "count")]),
        ("Ninety-seven per cent of plans were read.", [("97", "percent")]),
        ("Two hundred and fifty families live on the quay.", [("250", "count")]),
        ("Just over a quarter of windmills turn.", [("25", "percent")]),
        ("Almost two thirds of them were mended.", [("66.7", "percent")]),
        ("Half of the harbour was closed.", [("50", "percent")]),
        ("One in five carers sails.", [("20", "percent")]),
        ("Eastmere counts 1,954 children in need.", [("1954", "count")]),
        ("Eastmere counts 201425 sails, and 40 sailors in 201415.", [("201425", "count"), ("40", "count")]),
        ("This is a rate of 46 per 10,000 children.", [("46", "per-10000")]),
        ("The quay cost £1.2 million and the mast £750k.", [("1200000", "pounds"), ("750000", "pounds")]),
        ("The average time from ferry to quay is 592 days.", [("592", "days")]),
        ("30 (12%) live on the quay.", [("30", "count"), ("12", "percent")]),
        ("40 live on the quay, of whom 12 (30%) live on boats.", [("40", "count"), ("12", "count"), ("30", "percent")]),
        ("Only one child was waiting.", [("1", "count")]),
        ("No children were placed on a boat in the last six months.", [("0", "count")]),
        ("One sailor in three follows an earlier one.", [("33.3", "percent")]),
        ("One in every 200 sailors waits.", [("0.5", "percent")]),
        ("The average wait has fallen from 29 weeks to 17.", [("17", "weeks")]),
        ("The average wait is six and a half months.", [("6.5", "months")]),
        ("The rate is 66 children per 10,000.", [("66", "per-10000")]),
        (
            "The rate of sailors per 10,000 of the population under 18 is 66, compared with 60 nationally.",
            [("66", "per-10000")],
        ),
        ("Two thousand, five hundred sailors sang.", [("2500", "count")]),
        ("Attendance was as low as 45% in two of the last nine months.", [("45", "percent")]),
        ("Six sailors were known, three fewer than before.", [("6", "count")]),
        ("The wait is 448 days, which is 22 days longer than the government threshold.", [("448", "days")]),
    ],
)
def test_what_counts_is_a_figure(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert counted(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Enquiries under section 47 of the Act and sections 17 and 20 are sound.",
        "Homeless 16- and 17-year-olds sail with care leavers aged 18 to 25.",
        "Children under 18 and those over the age of five may board.",
        "Services for those between 13 and 19 years of age are on the quay.",
        "Pupils in Year 10 and in years 7, 8 and 9 did well at Key Stages 2 and 4.",
        "Few pupils gain five GCSEs at grade A* to C.",
        "Ring the harbour on 0300 123 1231 before 9 am.",
        "The ferry sailed on 12 May 2014 and again in 2015–16.",
        "The sails of 201415 and of 199900 were mended.",
        "Visits take place within 15 working days and at least every six weeks.",
        "The three-year plan has a 60-second survey and one-to-one lessons.",
        "One of the boats and no one else was there; this one sank.",
        "The second or third sector is first at the quay.",
        "Children with three or more placements sail less.",
        "The ‘Three wishes’ group meets, and One Eastmere leads it.",
        "The post-18 offer and the 0–5 service are new.",
        "They have worked there for 12 months.",
        "No evidence of sails was found.",
        "One boy of 12 had rowed since he was nine.",
        "Homeless sailors were over four, and people of 16 and 17 sailed at 16.",
        "The 16+ team and sailors over 21 who return are moored.",
        "Choices rest on half of what is known.",
        "A third is planned beside the quay.",
        "The harbour expects to recruit 20 sailors and plans to buy 12 boats.",
        "All contracts above £75,000 are read again.",
        "They had waited two years or more within the 26 week timescale.",
        "The quay is among the 20% most deprived.",
        "At 24 April the ferry sailed under the Ferries Act 1989.",
    ],
)
def test_what_names_dates_or_limits_is_no_figure(sentence: str) -> None:
    assert counted(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "value", "compared"),
    [
        ("Delays fell from 43% in May 2015 to 18%.", "18", {"previous": "43"}),
        ("The share is 9%, compared with 21% in the country as a whole.", "9", {"national": "21"}),
        ("In primary schools this is 19% (the national average is 17%).", "19", {"national": "17"}),
        (
            "The rate of 30% is higher than the national average of 23% and 25% for statistical neighbours.",
            "30",
            {"national": "23", "neighbours": "25"},
        ),
        ("Reviews were timely in 88%, below the target of 95%.", "88", {"target": "95"}),
        ("The rate is 40 per 10,000, up from 36 per 10,000 in March 2014.", "40", {"previous": "36"}),
        ("Some 67% of sailors pass, compared with 83% of their peers.", "67", {"other": "83"}),
        ("In secondary schools this is 15% (the national proportion is 14%).", "15", {"national": "14"}),
        ("The wait is 640 days, just over the target of 426.", "640", {"target": "426"}),
        ("Songs are sung by 9%, compared to 11% in similar harbours and nationally.", "9", {"national": "11"}),
        (
            "Songs are sung by 9%, compared to 11% in similar areas and nationally.",
            "9",
            {"national": "11", "neighbours": "11"},
        ),
        ("Singing is rarer than in similar areas (9% compared with 11% in 2014).", "9", {"neighbours": "11"}),
        ("Singing is up to 94%, an improvement on 2013–14 when it was 93%.", "94", {"previous": "93"}),
        (
            "Singing stands at 93%, the same as 2013–14 when the average of England was 93% too.",
            "93",
            {"national": "93"},
        ),
        ("57% sing, which is above average (45%) and an improvement on the previous year.", "57", {"other": "45"}),
        (
            "It was sung by 67%, above the England rate in 2014–15 for all care leavers of 45%.",
            "67",
            {"national": "45"},
        ),
    ],
)
def test_what_a_figure_is_compared_with_belongs_to_it(sentence: str, value: str, compared: dict[str, str]) -> None:
    (figure,) = read(sentence)
    assert f"{figure.value:f}" == value
    assert {code: f"{number:f}" for code, number in figure.compared.items()} == compared


@pytest.mark.parametrize(
    ("said", "value", "compared"),
    [
        ("On the quay 423 sailors sing. This is a 41% increase from 300 at 31 March 2013.", 423, {"previous": 300}),
        ("On the quay 423 sailors sing, compared with 400 (9 per 10,000) at 31 March 2013.", 423, {"previous": 400}),
        (
            "Songs reach 66 children per 10,000. This is lower than similar areas (67/10,000) but above the national average at 60/10,000.",
            66,
            {"neighbours": 67, "national": 60},
        ),
    ],
)
def test_what_a_later_sentence_compares_belongs_to_the_figure_before(
    said: str, value: int, compared: dict[str, int]
) -> None:
    figure = in_finding(said)[0]
    found = {
        "previous": figure.previous_value,
        "national": figure.national_value,
        "neighbours": figure.neighbours_value,
    }
    assert int(figure.value) == value
    assert {code: int(number) for code, number in found.items() if number is not None} == compared


@pytest.mark.parametrize(
    ("sentence", "compared"),
    [
        (
            "Many sailors are hired (34%), and storms led to a rise in departures from 16% in 2012 to 31% in 2013.",
            [("34", {}), ("31", {"previous": "16"})],
        ),
        ("No songs were lost, and rehearsals fell from 25 to 23.", [("23", {"previous": "25"})]),
        (
            "Storms cause 28% of all calls, but repeat calls still fall (from 35% in 2012), and at 22% are rare.",
            [("28", {}), ("22", {"previous": "35"})],
        ),
        (
            "In 2013, 8% won a prize, compared with similar areas at 13% and the England average at 12%.",
            [("8", {"neighbours": "13", "national": "12"})],
        ),
        (
            "In 2013, 77% were timely, against 83% for statistical neighbours and an England average of 86%.",
            [("77", {"neighbours": "83", "national": "86"})],
        ),
        (
            "In 2013, 9% sailed, compared with 11% for similar areas and 12% for England.",
            [("9", {"neighbours": "11", "national": "12"})],
        ),
        ("In 2013, 17% sang, which is higher than the England average at 11%.", [("17", {"national": "11"})]),
        ("The target of 75 new sailors does not allow for the loss of 32 sailors.", [("32", {})]),
        ("It waits for a tide in comparison with an average of 30 weeks in the bay; 22 weeks at sea.", [("22", {})]),
    ],
)
def test_a_value_to_compare_with_belongs_to_the_same_thing(
    sentence: str, compared: list[tuple[str, dict[str, str]]]
) -> None:
    found = [
        (f"{each.value:f}", {code: f"{value:f}" for code, value in each.compared.items()}) for each in read(sentence)
    ]
    assert found == compared


def test_what_varies_from_one_number_to_another_is_a_range() -> None:
    (figure,) = read("The crews of the harbour vary from 29 to 45 sailors.")
    assert (int(figure.value), int(figure.upper or 0), figure.qualifier, figure.compared) == (29, 45, "between", {})


def test_a_second_figure_of_its_own_is_not_compared() -> None:
    first, second = read("Just 8% moved often, which compares well with similar areas, and 72% of the others stayed.")
    assert (first.compared, int(second.value)) == ({}, 72)


def test_a_change_takes_no_value_before() -> None:
    sentence = "14 sailors were known, which is a decrease of 10 from the 24 sailors of 2013."
    assert [(int(each.value), each.compared) for each in read(sentence)] == [(14, {"previous": Decimal(24)}), (10, {})]


@pytest.mark.parametrize(
    ("sentence", "periods"),
    [
        ("In March 2014, 20 sailed and 12 rowed.", ["2014-03", "2014-03"]),
        ("Seven ferries have opened since 2014-15.", ["2014/.."]),
        ("Seven ferries have opened since the last inspection in March 2012.", ["2012-03/.."]),
        ("The quay, set up in January 2016, has helped 26 sailors.", [""]),
        ("A protocol has existed since 2012, and 15 sailors follow it.", [""]),
        ("At 31 March 2015 it was 47% and now stands at 40%.", ["2015-03-31", ""]),
        ("Delays have fallen to 17%, different from 2016.", [""]),
        ("In the year to March 2016, 640 sailed, twice as many as two years before.", ["2015-04/2016-03"]),
        ("The average wait was 41 weeks and, since October 2013, it has been 21 weeks.", ["", ""]),
        ("Nine of the 30 orders made last year were read; seven of the 27 made in 2013 were not.", ["P1Y", "2013"]),
        ("Songs are sung by 67% of crews, well above the England rate in 2014–15 for all care leavers of 45%.", [""]),
        ("Songs are sung by 67% of crews, better than the England average in 2014.", [""]),
        ("Songs are sung by 67% of crews in 2015, above the national rate in 2014 of 45%.", ["2015"]),
        ("Songs were sung by 67% of crews in England in 2014.", ["2014"]),
    ],
)
def test_a_date_is_said_of_the_figures_of_its_clause(sentence: str, periods: list[str]) -> None:
    assert [each.period for each in read(sentence)] == periods


def test_a_range_that_does_not_rise_is_none() -> None:
    assert [each.upper for each in read("Between 30 and 20 boats were seen, and 16 to six masts.")] == []


def test_a_base_is_no_figure() -> None:
    (figure,) = read("Five of the six plans seen were signed.")
    assert (int(figure.value), int(figure.base or 0)) == (5, 6)
    first, second = read("Of the 40 sailors, 12 rowed and seven swam.")
    assert [(int(each.value), int(each.base or 0)) for each in (first, second)] == [(12, 40), (7, 40)]


@pytest.mark.parametrize(
    ("sentence", "qualifier", "upper"),
    [
        ("Approximately 35,000 sailors live there.", "approximately", None),
        ("At least 20 sailors live there.", "at-least", None),
        ("Fewer than five sailors live there.", "fewer-than", None),
        ("Just under a third of sailors live there.", "just-under", None),
        ("Workers hold between 20 and 25 cases.", "between", 25),
        ("They hold 30–40 boats of each kind.", "between", 40),
    ],
)
def test_qualifiers_and_ranges(sentence: str, qualifier: str, upper: int | None) -> None:
    figure = read(sentence)[0]
    assert (figure.qualifier, figure.upper) == (qualifier, upper)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("at 31 March 2013", ["2013-03-31"]),
        ("at the end of February 2016", ["2016-02-29"]),
        ("in September 2014", ["2014-09"]),
        ("in 2013–14 and 2014/15", ["2013/2014", "2014/2015"]),
        ("between April and December 2014", ["2014-04/2014-12"]),
        ("in the year ending 31 March 2017", ["2016-04-01/2017-03-31"]),
        ("in the 12 months to March 2014", ["2013-04/2014-03"]),
        ("since April 2010", ["2010-04/.."]),
        ("since 2013–14", ["2013/.."]),
        ("In 2011 to 14, it rained", ["2011/2014"]),
        ("fell from 20 in 2011 to 14.", ["2011"]),
        ("in 2014−15 and 2015─16", ["2014/2015", "2015/2016"]),
        ("at March 31 2015", ["2015-03-31"]),
        ("in the three months to the end of January 2015", ["2014-11-01/2015-01-31"]),
        ("in the six months before the inspection", ["P6M"]),
        ("in the last 12 months", ["P12M"]),
        ("in the two years before inspection", ["P2Y"]),
        ("on the ferry", []),
    ],
)
def test_periods_are_as_exact_as_printed(text: str, iso: list[str]) -> None:
    assert [period.iso for period in find_periods(text)] == iso


def test_numbers_know_their_place() -> None:
    text = "Twenty-four boats, 1,250 sails and a third of the masts"
    numbers = find_numbers(text)
    assert [text[number.start : number.end] for number in numbers] == ["Twenty-four", "1,250", "a third"]
    assert [number.value for number in numbers] == [Decimal(24), Decimal(1250), Decimal("33.3")]
    assert has_number("a dozen") and not has_number("a ferry")


@pytest.mark.parametrize(
    ("subject", "unit", "measure"),
    [
        ("children are being looked after by the harbour", "count", "children-looked-after"),
        ("children are being looked after by the harbour", "per-10000", "children-looked-after-rate"),
        ("children looked after", "count", "children-looked-after"),
        ("children looked after went sailing", "count", ""),
        ("care leavers not in education, employment or training", "percent", "care-leavers-neet"),
        ("care leavers are in education, employment and training", "percent", "care-leavers-eet"),
        ("live outside the local authority area", "percent", "placed-outside-area"),
        ("lighthouses", "count", ""),
    ],
)
def test_measures_are_told_by_subject_and_unit(subject: str, unit: str, measure: str) -> None:
    assert measures(vocabulary()).find(subject, unit) == measure


@pytest.mark.parametrize(
    ("clause", "unit", "measure"),
    [
        ("… children are looked after by the authority", "count", "children-looked-after"),
        ("The number of looked after children has increased from to …", "count", "children-looked-after"),
        ("… children looked after by disabled sailors", "count", ""),
        ("Most care leavers (…) are in suitable accommodation", "percent", "care-leavers-suitable-accommodation"),
        ("… of care leavers are not in education, training or employment", "percent", "care-leavers-neet"),
        ("… of care leavers are in employment, education and training", "percent", "care-leavers-eet"),
        ("Agency workers hold … of posts", "percent", "agency-staff"),
        ("Agency workers hold … of posts on the ferry", "percent", ""),
        ("The re-referral rate is too high at …", "percent", "re-referrals"),
        ("Re-referrals have reduced by …", "percent", ""),
        ("Two sailors had caseloads of …", "count", ""),
        ("Eastmere has … care leavers", "count", "care-leavers"),
        ("Agency workers still occupy … of roles", "percent", "agency-staff"),
        ("The vacancy rate has fallen from at the time of the last inspection to …", "percent", "vacancies"),
        ("… turnover of staff was", "percent", "turnover"),
        ("IRO caseloads average …", "count", "reviewing-officer-caseloads"),
        ("caseloads are high at …", "count", ""),
        ("the turnover of staff is … on the ferry", "percent", ""),
    ],
)
def test_a_measure_is_stated_by_a_whole_clause(clause: str, unit: str, measure: str) -> None:
    assert measures(vocabulary()).stated(clause, unit, frozenset(("eastmere",))) == measure


def test_a_fact_that_says_more_than_a_wording_has_no_measure() -> None:
    known = measures(vocabulary())
    assert known.find("children living in poverty live in lone harbour households", "percent") == ""


def test_a_part_of_a_group_is_no_figure_of_the_whole() -> None:
    known = measures(vocabulary())
    assert known.find("live out of the authority area", "count", part_of_group=True) == ""
    assert known.find("subsequently returned to be looked after", "count", part_of_group=True) == "returned-to-care"


FACTS = [
    *heading("Information about this local authority area"),
    *heading("Children looked after in this area", size=12),
    *paragraph(
        "At 31 March 2014, 212 children were being looked after by the local authority (a rate of 41 per 10,000 children). "
        "This is an increase from 198 (38 per 10,000 children) at 31 March 2013. Of this number:",
        "■",
    ),
    *paragraph("60 (28%) live outside the local authority area", "■", x=110),
    *paragraph("nine live in residential children’s homes, of whom 33% live out of the authority area", "■", x=110),
    *paragraph("In the last 12 months:", "■"),
    *paragraph("there have been 12 adoptions", "■", x=110),
    *paragraph("no children ceased to be looked after and are living now in houses of multiple occupation", "■", x=110),
]


def test_facts_about_the_area_hang_together() -> None:
    found = figures(sif_cover(), FACTS, summary())
    assert [(f"{f.value:f}", f.unit.code, f.measure.code if f.measure else "", f.period) for f in found] == [
        ("212", "count", "children-looked-after", "2014-03-31"),
        ("41", "per-10000", "children-looked-after-rate", "2014-03-31"),
        ("60", "count", "placed-outside-area", "2014-03-31"),
        ("28", "percent", "placed-outside-area", "2014-03-31"),
        ("9", "count", "in-residential-homes", "2014-03-31"),
        ("33", "percent", "", "2014-03-31"),
        ("12", "count", "adoptions", "P12M"),
        ("0", "count", "in-multiple-occupation", "P12M"),
    ]
    assert [(str(f.previous_value), f.previous_period) for f in found[:2]] == [
        ("198", "2013-03-31"),
        ("38", "2013-03-31"),
    ]
    assert all(f.finding is None for f in found)


def listed(*bullets: tuple[str, float]) -> list[tuple[str, str, str]]:
    """Values, measures and dates of bulleted facts, each with its place on the line."""
    rows = [
        *heading("Information about this local authority area"),
        *heading("Children looked after in this area", size=12),
    ]
    rows += [row for text, x in bullets for row in paragraph(text, "■", x=x)]
    found = figures(sif_cover(), rows, summary())
    return [(f"{f.value:f}", f.measure.code if f.measure else "", f.period) for f in found]


WHOLE = "At 4 July 2015, 212 children were being looked after by the local authority. This is an increase from 198 at 31 March 2014."


@pytest.mark.parametrize("place", [90.0, 110.0])
def test_of_this_number_means_the_figure_and_not_what_it_is_compared_with(place: float) -> None:
    assert listed((WHOLE, 90.0), ("Of this number, 60 (28%) live outside the local authority area.", place)) == [
        ("212", "children-looked-after", "2015-07-04"),
        ("60", "placed-outside-area", "2015-07-04"),
        ("28", "placed-outside-area", "2015-07-04"),
    ]


def test_bullets_below_a_part_are_parts_of_the_same_number() -> None:
    assert listed(
        (WHOLE, 90.0),
        ("Of this number 60 (or 28%) live outside the local authority area", 90.0),
        ("nine live in residential children’s homes. Of this nine, five live outside the local authority area", 110.0),
        ("45 live with foster families, half of whom row and 23% live outside the local authority area", 110.0),
        ("At the time of this inspection, 230 children were looked after by the local authority.", 110.0),
        ("12 children have ceased to be looked after", 110.0),
    ) == [
        ("212", "children-looked-after", "2015-07-04"),
        ("60", "placed-outside-area", "2015-07-04"),
        ("28", "placed-outside-area", "2015-07-04"),
        ("9", "in-residential-homes", "2015-07-04"),
        ("5", "", "2015-07-04"),
        ("45", "in-foster-care", "2015-07-04"),
        ("50", "", "2015-07-04"),
        ("23", "", "2015-07-04"),
        ("230", "children-looked-after", ""),
        ("12", "ceased-to-be-looked-after", ""),
    ]


@pytest.mark.parametrize(
    "said",
    [
        "Thirteen sailors went missing on the ferry; 11 were children looked after.",
        "The quay had 748 open cases of sailors. 222 of these were looked after children.",
        "The harbour received 580 referrals. Forty-two were children looked after.",
    ],
)
def test_a_part_of_another_number_has_no_measure_of_the_area(said: str) -> None:
    assert [figure.measure for figure in in_finding(said)] == [None, None]


def test_a_figure_of_a_finding_leads_back_to_it_and_to_its_words() -> None:
    (figure,) = in_finding("Seven lighthouses were painted in June 2013. The keepers sing.")
    assert figure.finding is not None
    assert figure.period == "2013-06"
    assert "lighthouses were painted" in figure.counted
    assert figure.finding.key == ("finding", "6")
    assert [part.quote for part in figure.evidence] == ["Seven lighthouses were painted in June 2013."]


@pytest.mark.parametrize(
    ("said", "subjects"),
    [
        ("Keepers sing loudly, and 11 of their 26 songs are old.", ["… of their 26 songs are old"]),
        ("The harbour returned four boats for a second look.", ["The harbour returned … boats for a second look"]),
        (
            "Songs are sung at 96% of windmills and mended at 71%.",
            ["Songs are sung at … of windmills", "Songs are sung at … of windmills: mended at …"],
        ),
        ("Keepers sing well. Eleven had been heard twice.", ["Keepers sing well: had been heard twice"]),
        ("Songs have fallen in number from 27 in 2012 to 21 in 2014.", ["Songs have fallen in number …"]),
        ("They are sung by all but nine keepers.", ["They are sung by all but … keepers"]),
        ("At 13%, the turnover of keepers was low.", ["At …, the turnover of keepers was low"]),
        ("Seven keepers (12%) sing on the quay.", ["keepers sing on the quay", "keepers sing on the quay"]),
    ],
)
def test_a_subject_can_be_read_by_itself(said: str, subjects: list[str]) -> None:
    assert [figure.counted.rpartition("6. ")[2] for figure in in_finding(said)] == subjects


def test_a_long_subject_is_cut_where_nothing_is_lost() -> None:
    said = (
        "At the time of the inspection, the harbour's own data show that 12 keepers of windmills sing on the eastern quay "
        "with the choir of the ferry, leaving too few keepers of lighthouses on the western quay of the bay"
    )
    (figure,) = in_finding(f"{said}.")
    assert figure.counted == "… keepers of windmills sing on the eastern quay with the choir of the ferry"


def test_what_goes_on_behind_an_addition_is_kept() -> None:
    said = "too many keepers of windmills on the quay, including those who have never sung a song, were often asked to row to the ferry"
    assert fitted(said, 120) == said


def test_a_sentence_before_is_no_longer_than_needed() -> None:
    first = "Keepers of the seven lighthouses on the eastern quay of Eastmere sing well and row to the ferry in every season of the year."
    figure = in_finding(f"{first} They had met 12 sailors there.")[-1]
    assert len(figure.counted) <= 130
    assert figure.counted.endswith("met … sailors there")


def test_a_later_value_is_of_what_was_told_before() -> None:
    found = in_finding("In 2012, 74% of care leavers were in EET. This fell to 61% in 2013 and only 52% in June 2014.")
    assert [(int(f.value), f.measure and f.measure.code, f.period) for f in found] == [
        (74, "care-leavers-eet", "2012"),
        (61, "care-leavers-eet", "2013"),
        (52, "care-leavers-eet", "2014-06"),
    ]
    assert len({f.counted for f in found}) == 1


def test_how_far_a_value_fell_is_no_value() -> None:
    found = in_finding("In 2012, 73% of care leavers were in EET. This dropped by 6% in 2013.")
    assert [f.measure and f.measure.code for f in found] == ["care-leavers-eet", None]


@pytest.mark.parametrize(
    ("said", "measure"),
    [
        ("Eastmere is reliant on a high proportion of agency staff (34%) and the quay is wet.", "agency-staff"),
        ("The harbour was mended, reducing the use of agency workers from 47% to 10%.", "agency-staff"),
        ("On the ferry 25% of the workforce is agency staff.", ""),
        ("25% of the workforce is agency staff, including keepers.", "agency-staff"),
        ("At 13%, the figure for turnover of staff was lower than the national average of 15%.", "turnover"),
        (
            "There were a tiny number of children (11) with child protection plans of two years or more.",
            "plans-over-two-years",
        ),
    ],
)
def test_a_measure_is_stated_whatever_is_added(said: str, measure: str) -> None:
    figure = in_finding(said)[0]
    assert (figure.measure.code if figure.measure else "") == measure


def test_a_report_without_figures_yields_none() -> None:
    assert figures(*ilacs_report()) == []


def test_a_number_that_counts_nothing_is_a_problem() -> None:
    pages = ilacs_report()
    pages[2] = [*pages[2], *numbered(["6,789"], 6)]
    (report,) = read_reports(document(*pages), vocabulary())
    (problem,) = extract(report, vocabulary())
    assert isinstance(problem, Problem)
    assert problem.code == "figure-without-subject"


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("Nearly two thirds of sailors sing.", "nearly two thirds"),
        ("More than one in 10 sailors sing.", "more than one in 10"),
        ("Sixty-six per cent of sailors sing.", ""),
        ("66.7% of sailors sing.", ""),
        ("In 2013, 12 sailors sang.", ""),
    ],
)
def test_a_share_in_words_keeps_them(said: str, printed: str) -> None:
    assert in_finding(said)[0].printed == printed


@pytest.mark.parametrize(
    ("said", "measure", "values"),
    [
        ("Social workers have manageable caseloads with an average of 17 children.", "caseloads", (17, None)),
        ("Social work posts grew, thereby reducing caseloads from an average of 35 to an average of 20.", "caseloads", (20, None)),
        ("Caseloads vary from 29 to 45.", "", (29, 45)),
        ("Caseloads vary from 29 to 45. Social workers say that they are high.", "caseloads", (29, 45)),
        ("IROs are diligent. They have high caseloads (80-100), which limits their challenge.", "reviewing-officer-caseloads", (80, 100)),
        ("IROs chair conferences. On average, combined caseloads are between 90 and 110.", "reviewing-officer-caseloads", (90, 110)),
        ("The IRO service, which includes reducing caseloads from 140 to 85, is better.", "reviewing-officer-caseloads", (85, None)),
        ("Personal advisers are valued. Their caseloads are between 20 and 25.", "", (20, 25)),
        ("Some IROs hold more than 130 cases.", "", (130, None)),
        ("One social worker was noted as holding a caseload of 54 children.", "", (54, None)),
        ("In the harbour, a new rota has led to an increase in the staff turnover rate from 16% to 31%.", "turnover", (31, None)),
    ],
)  # fmt: skip
def test_whose_caseload_it_is_tells_the_measure(said: str, measure: str, values: tuple[int, int | None]) -> None:
    figure = in_finding(said)[-1]
    assert (figure.measure.code if figure.measure else "") == measure
    assert (int(figure.value), figure.upper_value and int(figure.upper_value)) == values


def test_what_is_counted_respectively_is_the_same_thing() -> None:
    first, second = in_finding(
        "At the pier, experienced pilots had workloads of 41 and 46 respectively, with few rests."
    )
    assert (first.counted, int(first.value), int(second.value)) == (second.counted, 41, 46)
