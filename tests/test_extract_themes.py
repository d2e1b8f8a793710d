"""Themes: what comes first counts most, the words that led to a theme are its evidence, and the links reach the graph."""

import json
from collections import Counter
from typing import Any

import pytest

from graph import triples
from graph.document import Document
from graph.extract import themes
from graph.extract.recommendations import Recommendation
from graph.extract.themes import ThemeAssignment
from graph.facts import Code, Problem, Reading, Ref, ReportFacts
from graph.language.phrases import Phrases, words
from graph.reading import read_document
from graph.settings import BASE, IG
from graph.vocabulary import SKOS, vocabulary

from .documents import document, facts, heading, numbered, sif_cover, summary
from .measures.themes import FOLDER, Case, first_right, micro_f1, wrong

ASKED = [
    ("Visit privately fostered children in Eastmere as often as the regulations say.", ["private-fostering"]),
    ("Make sure that strategy meetings are attended by the police and by health.", ["strategy-meetings"]),
    (
        "Recruit enough foster carers in Eastmere, so that brothers and sisters can live together.",
        ["placements-fostering"],
    ),
    ("Give care leavers a choice of suitable accommodation.", ["care-leaver-accommodation"]),
    ("the timeliness of life-story work", ["life-story"]),
    ("Find the care leavers in Eastmere with whom contact has been lost.", ["care-leaver-contact"]),
    ("When contact with care leavers is lost, look for them.", ["care-leaver-contact"]),
    ("Make sure that young people do not lose touch with their brothers.", ["family-contact"]),
    ("Let children have good contact with their parents.", ["family-contact"]),
    ("Screen contacts and referrals on the day.", ["front-door"]),
]
TOLD = [
    ("The harbour crew sings. Ferries run on time.", "", []),
    ("Domestic abuse is recognised well. Workers speak with victims alone.", "help-and-protection", ["domestic-abuse"]),
    ("Young people live in suitable accommodation.", "care-leavers", ["care-leaver-accommodation"]),
    ("Few are in education or training.", "care-leavers", ["care-leaver-eet"]),
    ("Many are in education and attendance is high.", "looked-after", ["education-care"]),
    (
        "Private fostering arrangements are rare. Nobody knows whether these placements are safe.",
        "help-and-protection",
        ["private-fostering"],
    ),
    ("Contact between looked after children and their brothers is arranged with care.", "", ["family-contact"]),
    ("Boats were sold in a single activity without a second look.", "help-and-protection", []),
]


def read(text: str, area: str = "", asked: bool = True) -> list[str]:
    return [found.code for found in themes.themes(text, area, asked, vocabulary())]


def asking(*items: str) -> Document:
    """A report that recommends these things to the authority."""
    rows = [*heading("The local authority", size=16), *heading("Recommendations"), *numbered(items)]
    return document(sif_cover(), summary(), rows)


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_recommendations(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "area", "expected"),
    [
        ("Multi-systemic therapy keeps families on the quay together.", "", "entry-to-care"),
        ("Young people may return when arrangements had broken down.", "care-leavers", "care-leaver-accommodation"),
        (
            "Care leavers with dependent children come first when lanterns are handed out.",
            "",
            "care-leaver-entitlements",
        ),
    ],
)
def test_the_first_theme_of_findings_with_one_telling_wording(text: str, area: str, expected: str) -> None:
    assert read(text, area, asked=False)[0] == expected


@pytest.mark.parametrize(("text", "area", "expected"), TOLD)
def test_findings(text: str, area: str, expected: list[str]) -> None:
    assert read(text, area, asked=False) == expected


def test_what_is_asked_for_comes_first() -> None:
    assert read("Improve supervision of all who answer complaints")[0] == "supervision"
    assert read("Improve the answers to complaints by better supervision")[0] == "complaints"


def test_no_more_than_three_themes() -> None:
    text = "Complaints, advocacy, neglect, supervision, early help, adoption and private fostering are all weak."
    assert len(read(text, asked=False)) == 3


def test_board_themes_need_the_board() -> None:
    text = "Publish the annual report and hold partners to account."
    assert read(text, "lscb") == ["board-challenge"]
    assert (
        themes.themes(text, "", True, vocabulary())[0].points
        < themes.themes(text, "lscb", True, vocabulary())[0].points
    )


def test_shares_and_places() -> None:
    text = "Improve advocacy for children."
    (found,) = themes.themes(text, "", True, vocabulary())
    assert text[found.start : found.end] == "advocacy"
    assert found.share == 1


def test_words_are_found_where_they_stand() -> None:
    read_ = asking("Improve supervision in Eastmere.", "Answer complaints from children in time, and learn from them.")
    found = facts(read_, ThemeAssignment)
    assert [(f.about.key[-1], f.subject, f.importance) for f in found] == [
        ("1", Code("theme", "supervision"), 1),
        ("2", Code("theme", "complaints"), 1),
    ]
    for fact, quote in zip(found, ("supervision", "complaints"), strict=True):
        (evidence,) = fact.evidence
        assert evidence.quote == quote
        assert read_.pages[evidence.page - 1].text[evidence.start : evidence.end] == quote


def test_themes_reach_what_they_are_about() -> None:
    graph = {(q.subject.value, q.predicate.value, q.object.value) for q in quads(asking("Improve supervision."))}
    ((theme, _, target),) = [triple for triple in graph if triple[1].endswith("oa#hasTarget")]
    assert theme.endswith("/theme/recommendation/authority/1/1")
    assert (target, IG + "text", "Improve supervision.") in graph
    assert (target, IG + "theme", BASE + "theme/supervision") in graph
    assert (theme, "http://purl.org/dc/terms/subject", BASE + "theme/supervision") in graph
    assert {value for subject, name, value in graph if (subject, name) == (theme, IG + "importance")} == {"1"}


def quads(read_: Document) -> list[Any]:
    """What recommendations and themes of a document put into the graph."""
    kinds = (Recommendation, ThemeAssignment)
    (report,) = read_document(read_).reports
    kept = tuple((name, fact) for name, fact in report.facts if isinstance(fact, kinds))
    return triples.quads(Reading(read_, (ReportFacts(1, kept),)))


def test_number_printed_twice_is_two_recommendations() -> None:
    refs = [Ref(("recommendation", "authority", "1"), occurrence=occurrence) for occurrence in (1, 2)]
    assigned = tuple(
        ("themes 1", ThemeAssignment(about=ref, subject=Code("theme", "neglect"), importance=1, score=1.0))
        for ref in refs
    )
    reading = Reading(asking("Improve."), (ReportFacts(1, assigned),))
    targets = [str(q.object) for q in triples.quads(reading) if q.predicate.value.endswith("hasTarget")]
    assert targets[1] == targets[0].replace(">", "/2>")


def test_second_of_two_items_with_one_number_is_meant() -> None:
    again = [*heading("Areas for improvement"), *numbered(["Answer complaints."])]
    read_ = document(sif_cover(), summary(), [*heading("Recommendations"), *numbered(["Improve supervision."])], again)
    assert [fact.about.occurrence for fact in facts(read_, ThemeAssignment)] == [1, 2]
    graph = {(str(q.subject), q.predicate.value, str(q.object)) for q in quads(read_)}
    themes_ = {subject: value for subject, name, value in graph if name == IG + "theme"}
    assert {(value, themes_[subject]) for subject, name, value in graph if name == IG + "text"} == {
        ('"Improve supervision."', f"<{BASE}theme/supervision>"),
        ('"Answer complaints."', f"<{BASE}theme/complaints>"),
    }


def test_no_theme_is_a_problem_with_its_words() -> None:
    read_ = asking("Whitewash the lighthouse before the ferry comes.")
    assert not facts(read_, ThemeAssignment)
    (problem,) = [found for found in facts(read_, Problem) if found.code == "no-theme"]
    assert problem.evidence[0].quote.startswith("Whitewash")
    assert "ontology/themes.ttl" in problem.message


def phrases(text: str, *entries: str) -> list[str]:
    read_ = words(text)
    return [found.values[0] for found in Phrases((entry, entry) for entry in entries).find(read_)]


def test_longest_phrase_is_meant() -> None:
    assert phrases("The quarry ferry boats sail", "ferry", "ferry boat", "boat") == ["ferry boat"]
    assert phrases("The ferry. Boats sail.", "quarry", "boat", "boat sail away") == ["boat"]


def test_plurals_and_apostrophes_do_not_matter() -> None:
    assert phrases("the ferries’ crews", "ferry crew") == ["ferry crew"]
    assert phrases("the glass", "gla", "glas") == []


def test_star_stands_for_a_few_words() -> None:
    assert phrases("views of the crew inform the plan", "views of * inform") == ["views of * inform"]
    assert phrases("views of inform", "views of * inform") == []
    assert phrases("views of " + "a " * 9 + "inform", "views of * inform") == []
    assert phrases("views of the crew", "views of * inform", "views") == ["views"]


def test_wordings_of_a_theme_differ() -> None:
    for concept in vocabulary().scheme("theme").values():
        names = [SKOS + "prefLabel", SKOS + "altLabel", SKOS + "hiddenLabel", "clue"]
        labels = [label.replace("*", "star") for name in names for label in concept.all(name)]
        wordings = Counter(" ".join(word.plain for word in words(label)) for label in labels)
        assert not [wording for wording, count in wordings.items() if count > 1], concept.code


def test_homes_and_neighbours_exist() -> None:
    scheme, areas = vocabulary().scheme("theme"), vocabulary().scheme("area")
    for concept in scheme.values():
        assert {path.removeprefix("area/") for path in concept.all("homeArea")} <= areas.keys()
        assert {path.removeprefix("theme/") for path in concept.all("givesWayTo")} <= scheme.keys()


def test_annotations_name_themes() -> None:
    scheme = vocabulary().scheme("theme")
    for path in FOLDER.glob("*.json"):
        annotated = json.loads(path.read_text(encoding="utf-8"))
        assert annotated["role"] in ("test", "development", "check")
        for key, codes in annotated["themes"].items():
            assert set(codes) <= scheme.keys(), (path.stem, key)
            assert len(set(codes)) == len(codes) <= 3, (path.stem, key)


def case(expected: str, found: str) -> Case:
    return Case("eastmere", "finding/1", 1, tuple(expected.split()), tuple(found.split()))


def test_measures_count() -> None:
    some = [case("neglect supervision", "supervision neglect"), case("", "adoption"), case("adoption", "adoption")]
    assert micro_f1(some) == pytest.approx(6 / 7)
    assert first_right(some) == pytest.approx(1 / 2)
    assert wrong(some)[0].endswith("in another order: supervision neglect for neglect supervision")
