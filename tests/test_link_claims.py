"""Articles against reports: which inspection an article is about, and what becomes of its claims."""

import json
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from graph.link import claims, copies, coverage
from graph.link.against import quotations
from graph.link.against.counted import agree
from graph.link.against.dates import compatible
from graph.link.records import Records
from graph.link.told import ReportText, stems
from graph.reading import read_document
from graph.settings import SAMPLES
from graph.sources import parse, read
from graph.triples import quads

from .links import nodes

REPORTS = ("eastmere-2016-11-18.pdf", "eastmere-2024-03-22.pdf")
HEAD = """Eastmere Courier

18 November 2016

Eastmere children's services rated inadequate

Children's services in Eastmere have been rated inadequate by Ofsted. Inspectors visited Eastmere Council in September.

"""
END = """

The inspectors will come back to Eastmere. Nobody in Eastmere knows when that will be, and the council has asked for it to be soon.
"""


@cache
def reports() -> tuple[ox.Quad, ...]:
    return tuple(quad for name in REPORTS for quad in quads(read_document(read(SAMPLES / name))))


def linked(text: str, head: str = HEAD) -> tuple[Records, list[ox.Quad]]:
    """What is derived of an article with some sentences beside both reports on Eastmere."""
    store = ox.Store()
    store.extend(reports())
    store.extend(quads(read_document(parse((head + text + END).encode(), "courier.txt"))))
    records = Records(store)
    preferred = copies.preferred(records.reports, copies.pairs(records))
    return records, list(claims.links(records, preferred))


def assessed(text: str) -> list[tuple[str, str, str]]:
    """The claims of some sentences with their kinds and statuses, without those of the paragraphs around them."""
    records, found = linked(text)
    known = {each.iri: each for article in records.articles for each in records.of_document(article.graph, "ig:Claim")}
    iris = {iri.removeprefix("https://w3id.org/inspection-graph/"): each for iri, each in known.items()}
    rows = []
    for node in nodes("Assessment", found):
        claim = iris[node["claim"][0]]
        if claim.one("ig:text") in " ".join(text.split()):
            rows.append(
                (claim.place, claim.code("ig:claimKind"), node["status"][0].rpartition("/")[2], node["note"][0])
            )
    return [row[1:] for row in sorted(rows)]


def statuses(text: str) -> list[tuple[str, str]]:
    return [(kind, status) for kind, status, _ in assessed(text)]


@cache
def eastmere() -> ReportText:
    store = ox.Store()
    store.extend(reports())
    records = Records(store)
    return ReportText(records, next(report for report in records.reports if report.start.startswith("2016")))


#
# The sample article
#


@pytest.fixture(scope="module")
def sample() -> list[tuple[str, str, int, str]]:
    """The claims of the sample article: words, status, page and words of the report."""
    store = ox.Store()
    store.extend(reports())
    store.extend(quads(read_document(read(SAMPLES / "eastmere-news-2016-11-18.txt"))))
    records = Records(store)
    article = records.articles[0].graph
    known = {each.iri: each.one("ig:text") for each in records.of_document(article, "ig:Claim")}
    found: dict[str, dict[str, str]] = {}
    linked: list[Any] = list(claims.links(records, records.reports))
    for quad in linked:
        found.setdefault(str(quad.subject), {})[quad.predicate.value.rpartition("#")[2]] = quad.object.value
    return [
        (
            known[each["claim"]],
            each["status"].rpartition("/")[2],
            int(each["evidence"].split("/")[-2]) if "evidence" in each else 0,
            each.get("words", ""),
        )
        for each in found.values()
        if "claim" in each
    ]


PLANTED = json.loads((Path(__file__).parent / "reports" / "eastmere-news-2016-11-18.json").read_text(encoding="utf-8"))[
    "claims"
]


@pytest.mark.parametrize(("words", "status", "page", "quote"), PLANTED, ids=[each[0][:40] for each in PLANTED])
def test_the_sample_article(
    sample: list[tuple[str, str, int, str]], words: str, status: str, page: int | None, quote: str | None
) -> None:
    same = [each for each in sample if each[0].strip("\"',. ") in words or words in each[0]]
    assert same
    assert {each[1] for each in same} == {status}
    assert page is None or page in {each[2] for each in same} or status == "corroborated"
    assert all(bool(each[3]) == (status != "not-in-report") for each in same)


def test_the_sample_article_contradicts_its_report_on_one_thing(sample: list[tuple[str, str, int, str]]) -> None:
    contradicted = [each for each in sample if each[1] == "contradicted"]
    assert contradicted and all("permanent chief executive" in each[0] for each in contradicted)
    assert all("permanent head of service" in each[3] for each in contradicted)


#
# Coverage
#


def test_an_article_is_about_the_inspection_of_its_time() -> None:
    _, found = linked("Adoption was rated good.")
    (about,) = nodes("Coverage", found)
    assert about["inspection"] == ["id/inspection/X99000001/2016-09-05"]
    assert 0.5 <= float(about["confidence"][0]) <= 1


def test_an_article_of_another_time_is_about_no_inspection() -> None:
    head = (
        HEAD.replace("2016", "2012")
        .replace("rated inadequate", "in the news")
        .replace("been rated inadequate by", "seen")
    )
    _, found = linked("The council has 418 rubbish lorries.", head)
    assert not nodes("Coverage", found)
    assert {each["status"][0] for each in nodes("Assessment", found)} == {"claim-status/not-in-report"}
    assert not nodes("Contradiction", found)


def test_an_article_about_another_authority_is_about_no_inspection() -> None:
    _, found = linked("Adoption was rated good.", HEAD.replace("Eastmere", "Kent"))
    assert not [each for each in nodes("Coverage", found) if "X99000001" in each["inspection"][0]]


def test_every_article_has_its_claims_assessed_once() -> None:
    records, found = linked("Adoption was rated good, and 418 children were looked after.")
    known = [each.iri for article in records.articles for each in records.of_document(article.graph, "ig:Claim")]
    assert len(nodes("Assessment", found)) == len(known)
    assert coverage.articles(records)[0].authority.endswith("X99000001")


#
# Kinds of claim
#


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Adoption was rated good.", [("judgement", "corroborated")]),
        ("Adoption was rated outstanding.", [("judgement", "contradicted")]),
        ("Support for care leavers was judged to require improvement.", [("judgement", "corroborated")]),
        ("The safeguarding board was judged inadequate.", [("judgement", "contradicted")]),
        ("In 2012 safeguarding was judged adequate.", [("history", "corroborated")]),
        ("In 2012 safeguarding was judged outstanding.", [("history", "contradicted")]),
        ("The report makes nine recommendations to the council.", [("recommendations", "corroborated")]),
        ("The report makes 13 recommendations.", [("recommendations", "corroborated")]),
        ("The report makes 17 recommendations.", [("recommendations", "contradicted")]),
        ("The council was looking after 418 children in September.", [("figure", "corroborated")]),
        ("The council was looking after 481 children in September.", [("figure", "contradicted")]),
        ("More than 400 children were looked after by the council.", [("figure", "corroborated")]),
        ("The council owns 3,112 lamp posts.", [("figure", "not-in-report")]),
        ("Only six children were known to be privately fostered.", [("figure", "corroborated")]),
        ("Turnover of social workers reached 42%.", [("figure", "contradicted")]),
        ("The chief executive was appointed in April 2011.", [("post", "corroborated")]),
        ("The chief executive was appointed in May 2014.", [("post", "contradicted")]),
        ("The council failed to recruit a permanent head of service.", [("post", "corroborated")]),
        ("The lead member for children was appointed in January 2016.", [("post", "not-in-report")]),
        ("The ferry to the island was cancelled because of a storm.", [("attribution", "not-in-report")]),
        ("The inspectors visited Eastmere from 5 to 29 September.", [("event", "corroborated")]),
    ],
)  # fmt: skip
def test_kinds(text: str, expected: list[tuple[str, str]]) -> None:
    found = statuses(text)
    assert [pair for pair in found if pair in expected] == expected, found


def test_officials_on_their_own_plans_are_not_compared() -> None:
    (kind, status, note), *_ = assessed(
        'A council spokesman said: "We will look after 418 children for ever and ever."'
    )
    assert (kind, status) == ("quotation", "not-in-report")
    assert "own views or plans" in note


def test_the_note_names_to_whom_recommendations_are_made() -> None:
    ((_, _, note),) = assessed("The report makes nine recommendations to the council.")
    assert note == "the report makes 9 to the authority and 4 to the board, 13 together"


def test_contradictions_have_both_quotes() -> None:
    _, found = linked("Adoption was rated outstanding.")
    (node,) = [each for each in nodes("Contradiction", found) if "outstanding" in each["note"][0]]
    assert node["contradictionScope"] == ["contradiction/article"]
    assert node["leftEvidence"] != node["rightEvidence"]
    assert node["subject"] == ["Adoption performance"]


#
# Quotations, to the word
#


@pytest.mark.parametrize(
    ("quoted", "status"),
    [
        ("no one but a social worker and a police officer", "corroborated"),
        ("No one but a social-worker and a police officer…", "corroborated"),
        ("no one … and a police officer", "corroborated"),
        ("no one but [...] have been told", "partly"),
        ("no one but a social worker and a fire officer", "contradicted"),
        ("a flock of geese on the runway", "not-in-report"),
    ],
)
def test_quotations(quoted: str, status: str) -> None:
    found = quotations.quotation(quoted, f"“{quoted}”", f"Strategy discussions often involve “{quoted}”", eastmere())
    assert found.status == status, found


def test_another_word_in_a_short_quotation() -> None:
    around = "The joint response to children who go missing, and to those at risk of sexual exploitation, is a “mighty strength”"
    found = quotations.quotation("mighty strength", "“mighty strength”", around, eastmere())
    assert (found.status, found.note) == (
        "contradicted",
        "the report has “considerable strength” where the article quotes “mighty strength”",
    )


#
# Numbers and dates
#


@pytest.mark.parametrize(
    ("said", "how", "told", "unit", "right"),
    [
        ("418", "", "418", "count", True),
        ("418", "", "419", "count", False),
        ("700", "more-than", "705", "count", True),
        ("700", "more-than", "695", "count", False),
        ("400", "just-under", "393", "count", True),
        ("400", "just-under", "293", "count", False),
        ("40", "approximately", "42.5", "percent", True),
        ("25", "", "25.4", "percent", True),
        ("31", "", "32", "percent", False),
    ],
)
def test_rounding(said: str, how: str, told: str, unit: str, right: bool) -> None:
    assert agree(Decimal(said), how, Decimal(told), "", unit) == right


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("2016", "2016-09-05", True),
        ("2016-09", "2016-09-05", True),
        ("--09", "2016-09-05", True),
        ("--07", "2016-09-05", False),
        ("2015", "2016-09", False),
        ("2016-03-31", "2016-03", True),
    ],
)
def test_dates(left: str, right: str, same: bool) -> None:
    assert compatible(left, right) == compatible(right, left) == same


def test_words_of_one_meaning_have_one_stem() -> None:
    assert stems("looked-after teenagers") == stems("adolescents in care")


#
# Contradictions of every nature, however they are phrased
#

PHRASINGS = Path(__file__).parent / "press" / "natures"
NATURES: dict[str, list[str]] = json.loads((PHRASINGS / "contradicted.json").read_text(encoding="utf-8"))
ALIKE: list[str] = json.loads((PHRASINGS / "corroborated.json").read_text(encoding="utf-8"))
_FOUND_OF_EACH = 0.6


@pytest.mark.parametrize("nature", NATURES)
def test_most_phrasings_of_each_nature_are_found(nature: str) -> None:
    found = [text for text in NATURES[nature] if "contradicted" in {status for _, status in statuses(text)}]
    assert len(found) >= _FOUND_OF_EACH * len(NATURES[nature]), sorted(set(NATURES[nature]) - set(found))


@pytest.mark.parametrize("text", ALIKE)
def test_what_the_report_says_in_other_words_is_no_contradiction(text: str) -> None:
    assert statuses(text)
    assert "contradicted" not in {status for _, status in statuses(text)}


def test_most_of_what_the_report_says_in_other_words_is_corroborated() -> None:
    right = [text for text in ALIKE if {status for _, status in statuses(text)} == {"corroborated"}]
    assert len(right) >= 0.9 * len(ALIKE)


@pytest.mark.parametrize(
    "text",
    [
        "Child G was known to social workers for a year.",
        "Nine social workers had seen Baby P in a year.",
        "A review of the death of Child AB found that records were thin.",
    ],
)
def test_somebody_under_a_masked_name_is_not_in_a_report_without_that_name(text: str) -> None:
    assert {status for _, status in statuses(text)} == {"not-in-report"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("There were 287 children with a protection plan in September, up from 214 in March.", "corroborated"),
        ("There were 287 children with a protection plan in September, down from 214 in March.", "contradicted"),
        ("There were 214 children with a protection plan in September, compared with 287 in March.", "contradicted"),
        ("There were 287 children with a protection plan in September, up from 244 in March.", "contradicted"),
    ],
)
def test_two_numbers_that_are_compared(text: str, status: str) -> None:
    assert statuses(text) == [("figure", status)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Adoption was rated good. So was the work with care leavers.", "contradicted"),
        ("Help and protection is inadequate, as is leadership.", "corroborated"),
        (
            "Help for children who need protection was judged inadequate. Adoption was put in the same category.",
            "contradicted",
        ),
        ("Good too was adoption.", "corroborated"),
        ("Leadership was given the lowest of the four grades.", "corroborated"),
        ("Adoption earned the top grade.", "contradicted"),
    ],
)
def test_grades_in_the_words_of_newspapers(text: str, status: str) -> None:
    kind, last = statuses(text)[-1]
    assert (kind, last) == ("judgement", status)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The council has been set nine tasks and the board four.", ["corroborated", "corroborated"]),
        ("Ofsted wants 13 things to be better.", ["corroborated"]),
        ("Six matters are listed as needing improvement.", ["contradicted"]),
    ],
)
def test_recommendations_under_other_names(text: str, status: list[str]) -> None:
    assert statuses(text) == [("recommendations", each) for each in status]


def test_what_people_told_inspectors_is_compared() -> None:
    assert statuses("Foster carers told inspectors that they value their training.") == [
        ("attribution", "corroborated")
    ]


def test_the_words_of_anybody_that_stand_in_the_report_are_found() -> None:
    text = 'Jo Sample, a foster carer, said: "Careful direct work was seen in several files."'
    assert statuses(text) == [("quotation", "corroborated")]


def test_what_another_review_found_is_not_partly_in_the_report() -> None:
    text = "A serious case review found that services in the county had misjudged her need and her level of risk for years."
    assert "partly" not in {status for _, status in statuses(text)}
