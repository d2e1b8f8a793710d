"""Support of recommendations, in sentences of our own about Eastmere."""

import pytest

from graph.extract import support
from graph.extract.support import Support
from graph.facts import Fact, Problem
from graph.language.likeness import rarity, stem, terms
from graph.structure import read_reports
from graph.vocabulary import vocabulary

from .documents import document, findings, heading, numbered, sentences, sif_cover, summary

ASKED = [
    "Ensure that ferry crossings for children looked after are booked in good time by social workers.",
    "Improve the recording of lantern inspections and share it with harbour staff.",
    "Reduce the number of windmill apprentices who leave before the harvest.",
]
PLAIN = "The orchard in Eastmere is well kept and its gates are painted."
FERRY = "The orchard is well kept. However, ferry crossings are not always booked by social workers in good time."
LANTERNS = "Harbour staff do not know of lantern inspections because their recording is poor."
AREA = ("The experiences and progress of", "children who need help and protection | Inadequate")


@pytest.mark.parametrize(("told", "expected"), [(FERRY, "1"), (LANTERNS, "2")])
def test_a_mark_leads_to_the_recommendation_that_shares_its_words(told: str, expected: str) -> None:
    (link,) = links([PLAIN, f"{told} (Recommendation)"])
    assert (link.recommendation.key, link.basis.code) == (("recommendation", "authority", expected), "marked")
    assert link.finding.key == ("finding", "5")
    assert 0.5 <= link.confidence <= 1


def test_the_evidence_is_the_sentence_that_blames_and_the_mark() -> None:
    (link,) = links([f"{FERRY} (Recommendation)"])
    words = " ".join(" ".join(part.quote.split()) for part in link.evidence)
    assert "ferry crossings are not always booked" in words
    assert words.endswith("(Recommendation)")
    assert "orchard" not in words


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("(recommendation 2)", ["2"]),
        ("(see recommendation 3)", ["3"]),
        ("(Recommendations 1 and 3)", ["1", "3"]),
        ("(Recommendations 1, 2)", ["1", "2"]),
    ],
)
def test_a_printed_number_is_followed_whatever_the_words(mark: str, expected: list[str]) -> None:
    found = links([f"{PLAIN} {mark}"])
    assert [link.recommendation.key[-1] for link in found] == expected
    assert {(link.basis.code, link.confidence) for link in found} == {("printed", 1.0)}


def test_a_number_that_no_recommendation_has_is_a_problem() -> None:
    (problem,) = read([f"{PLAIN} (recommendation 77)"])
    assert isinstance(problem, Problem)
    assert problem.code == "support-unclear"
    assert "77" in problem.message


def test_a_mark_that_fits_no_recommendation_is_a_problem() -> None:
    (problem,) = read(["Quarries are shallow. (Recommendation)"])
    assert isinstance(problem, Problem)
    assert "none fits" in problem.message


def test_without_a_mark_only_great_likeness_and_blame_make_a_link() -> None:
    assert links([PLAIN]) == []
    assert links(["Lantern inspections are praised in Eastmere."]) == []
    (link,) = links([PLAIN, LANTERNS])
    assert (link.recommendation.key[-1], link.basis.code) == ("2", "found")
    assert links(["The recording of lantern inspections is strong, and harbour staff share it well."]) == []


def test_without_a_mark_one_sentence_says_enough_or_they_have_a_theme_in_common() -> None:
    scattered = "Ferry fares are too high. Crossings are too rough. Boats are booked late. Few come on time, and few workers like them."
    assert links([scattered]) == []


NAMING = [f"{text[:-1]} (paragraph {number})." for text, number in zip(ASKED, (4, 5, 6), strict=True)]
WINDMILLS = "Windmill apprentices leave before the harvest."


def test_a_recommendation_may_name_the_paragraphs_that_it_rests_on() -> None:
    found = links([FERRY, LANTERNS, WINDMILLS], NAMING)
    pairs = [(link.recommendation.key[-1], link.finding.key[-1]) for link in found]
    assert pairs == [("1", "4"), ("2", "5"), ("3", "6")]
    assert {link.basis.code for link in found} == {"printed"}


def test_paragraphs_that_do_not_fit_are_not_believed() -> None:
    facts = read([PLAIN, PLAIN, PLAIN, FERRY, LANTERNS, WINDMILLS], NAMING)
    problems = [fact.message for fact in facts if isinstance(fact, Problem)]
    assert "name paragraphs by number" in problems[0]
    assert "printed" not in {fact.basis.code for fact in facts if isinstance(fact, Support)}


def test_a_mark_alone_is_not_enough_where_little_is_shared() -> None:
    facts = read([f"{PLAIN} Workers are at sea. (Recommendation)"])
    assert [type(fact) for fact in facts] == [Problem]


def test_a_recommendation_left_over_goes_to_the_finding_that_fits_it_best() -> None:
    told = [
        f"{FERRY} (Recommendation)",
        f"{LANTERNS} Windmill apprentices leave before the harvest, too many. (Recommendation)",
    ]
    assert {link.recommendation.key[-1] for link in links(told)} == {"1", "2", "3"}


def test_nothing_is_found_in_a_report_without_recommendations() -> None:
    report = read_reports(document(sif_cover(), summary(), findings(AREA, [FERRY], 1)), vocabulary())[0]
    assert list(support.extract(report, vocabulary())) == []


@pytest.mark.parametrize(("left", "right"), [("assessments", "assessed"), ("plans", "plan"), ("timely", "timeliness")])
def test_forms_of_a_word_are_one(left: str, right: str) -> None:
    assert stem(left)[:4] == stem(right)[:4]


def test_rare_terms_count_more() -> None:
    rare = rarity([terms("lantern harbour"), terms("harbour quarry"), terms("harbour")], terms("lantern harbour"))
    assert rare.of("lantern") > rare.of(stem("harbour"))


def links(told: list[str], asked: list[str] = ASKED) -> list[Support]:
    """The support read from a report with some findings, numbered from 4."""
    return [fact for fact in read(told, asked) if isinstance(fact, Support)]


def read(told: list[str], asked: list[str] = ASKED) -> list[Fact]:
    """All that the extractor yields for a report with some findings, among others that say little."""
    listed = [*heading("The local authority", size=16), *heading("Recommendations"), *numbered(asked)]
    dull = [f"Nothing was said of this. {text}" for text in sentences("help", 6)]
    pages = [sif_cover(), summary(), listed, findings(AREA, [*told, *dull], 4)]
    report = read_reports(document(*pages), vocabulary())[0]
    return list(support.extract(report, vocabulary()))
