"""Polarity of findings, in sentences of our own about Eastmere."""

import json
from pathlib import Path

import pytest

from graph.errors import VocabularyError
from graph.extract import polarity
from graph.extract.polarity import PolarityReading, leant, polarity_of, weigh
from graph.facts import Fact
from graph.language.weighing import Cues, features, load, main_statement
from graph.settings import SAMPLES
from graph.structure import read_reports
from graph.structure.sentences import sentences
from graph.vocabulary import tokens, vocabulary

from .documents import Row, bulleted, document, heading, ilacs_cover, numbered
from .polarity_annotations import FOLDER, findings_of, reports

PRAISE = "Social workers in Eastmere know the children well and visit them regularly."
BLAME = "Too many plans are poor, and managers do not challenge this."
FACT = "At the time of the inspection, 112 boats in Eastmere were registered, of which 14 were fishing boats."


def read(text: str) -> str:
    """The polarity of a text."""
    return weigh(text, "", vocabulary()).polarity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PRAISE, "strength"),
        (BLAME, "weakness"),
        (f"{PRAISE} {BLAME}", "mixed"),
        (FACT, "neutral"),
        ("Assessments in Eastmere are not yet good enough.", "weakness"),
        ("Assessments in Eastmere are not consistently thorough.", "weakness"),
        ("There is insufficient oversight of the work in Eastmere.", "weakness"),
        ("Managers in Eastmere need to improve the quality of plans.", "weakness"),
        ("Practice has improved but is still too variable.", "weakness"),
        ("Children in Eastmere do not wait for help.", "strength"),
        ("Effective tracking in Eastmere avoids unnecessary delay.", "strength"),
        ("While a few letters were late, the help that children receive is strong and timely.", "strength"),
        ("Although leaders are committed, too few children in Eastmere are seen alone.", "weakness"),
        ("Oversight of the ferries in Eastmere has lapsed.", "weakness"),
        ("Too few carers in Eastmere are well supported.", "weakness"),
        ("A visit by the same social worker is still the exception in Eastmere.", "weakness"),
        ("The quality of plans in Eastmere remains poor.", "weakness"),
        ("Managers in Eastmere have yet to agree how plans are reviewed.", "weakness"),
        ("This reduces the ability of managers in Eastmere to see what is going wrong.", "weakness"),
        ("In Eastmere, very few children experience delay.", "strength"),
        ("In Eastmere, unnecessary delays are avoided.", "strength"),
        ("In Eastmere, the turnover of social workers has fallen.", "strength"),
        ("The strength of the team in Eastmere remains its good leadership.", "strength"),
    ],
)
def test_polarity_follows_what_sentences_state(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text", ["Lorem ipsum dolor sit amet consectetur.", "Die Fähre fährt mittags ab.", "1. 2. 3.", "• –"]
)
def test_what_cannot_be_understood_is_neither_praise_nor_blame(text: str) -> None:
    weighed = weigh(text, "", vocabulary())
    assert weighed.polarity == "neutral"
    assert weighed.confidence < 0.5


@pytest.mark.parametrize(
    "text",
    [
        "The last inspection of Eastmere’s harbour school was in May 2010. The local authority was judged good.",
        "The previous inspection of Eastmere in July 2013 judged services to be inadequate.",
        "The fostering service was judged to be outstanding at the last inspection in 2012.",
        "The last inspection of Eastmere was in May 2011. The local authority was inadequate.",
    ],
)
def test_the_grade_of_an_earlier_inspection_praises_and_blames_nothing(text: str) -> None:
    assert read(text) == "neutral"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Since the last inspection, when services were judged inadequate, progress has been strong.", "strength"),
        ("The last inspection was in 2015. Social workers know children well and their work is good.", "strength"),
        ("Efforts to win foster carers have been unsuccessful.", "weakness"),
    ],
)
def test_what_is_said_of_today_beside_an_earlier_inspection_weighs(text: str, expected: str) -> None:
    assert read(text) == expected


def test_a_concession_does_not_make_a_finding_mixed() -> None:
    assert read(f"{PRAISE} Although one letter was late, reviews are timely and well recorded.") == "strength"


@pytest.mark.parametrize(
    ("signs", "expected"),
    [("", "neutral"), ("00", "neutral"), ("+0", "strength"), ("0-", "weakness"), ("+0-", "mixed")],
)
def test_a_finding_is_what_its_sentences_are(signs: str, expected: str) -> None:
    assert polarity_of(signs) == expected


def test_the_evidence_is_the_sentences_that_carry_it() -> None:
    facts = list(_facts([f"{PRAISE} {FACT} {BLAME}"]))
    (reading,) = [fact for fact in facts if isinstance(fact, PolarityReading)]
    words = " ".join(" ".join(part.quote.split()) for part in reading.evidence)
    assert "know the children well" in words
    assert "Too many plans" in words
    assert "fishing boats" not in words
    assert reading.about.key[0] == "finding"
    assert ("ig:polarity", reading.polarity) in reading.about.statements
    assert 0 <= reading.confidence <= 1


def test_neighbouring_sentences_of_one_sign_are_one_evidence() -> None:
    more = "Managers in Eastmere listen to children and act on what they say."
    assert quotes(f"{PRAISE} {more}") == [f"{PRAISE} {more}"]
    assert quotes(f"{PRAISE} {more} {BLAME}") == [f"{PRAISE} {more}", BLAME]
    assert quotes(f"{PRAISE} {BLAME} {PRAISE}") == [PRAISE, BLAME, PRAISE]


def test_a_stretch_goes_over_neutral_sentences_where_most_have_its_sign() -> None:
    assert quotes(f"{PRAISE} {FACT} {PRAISE}") == [f"{PRAISE} {FACT} {PRAISE}"]
    assert quotes(f"{PRAISE} {FACT} {FACT} {PRAISE}") == [PRAISE, PRAISE]
    assert quotes(f"{FACT} {PRAISE}") == [PRAISE]


def test_all_of_a_finding_that_only_praises_and_of_a_neutral_one_is_the_evidence_of_the_finding() -> None:
    for text in (f"{PRAISE} {PRAISE}", FACT):
        facts = list(_facts([text]))
        (reading,) = [fact for fact in facts if isinstance(fact, PolarityReading)]
        assert [" ".join(part.quote.split()) for part in reading.evidence] == [text]


def test_a_list_of_strengths_or_weaknesses_decides_where_words_do_not() -> None:
    assert max(leant((0.3, 0.3, 0.4), "+")) == leant((0.3, 0.3, 0.4), "+")[0]
    assert max(leant((0.4, 0.3, 0.3), "-")) == leant((0.4, 0.3, 0.3), "-")[1]
    assert leant((0.4, 0.3, 0.3), "") == (0.4, 0.3, 0.3)
    assert leant((1 / 3, 1 / 3, 1 / 3), "+") == (1 / 3, 1 / 3, 1 / 3)


@pytest.mark.parametrize(("section", "text"), [("strengths", BLAME), ("weaknesses", PRAISE)])
def test_a_list_does_not_decide_where_words_are_clear(section: str, text: str) -> None:
    assert weigh(text, section, vocabulary()).polarity == read(text)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("eastmere-*.json")), ids=lambda path: path.stem)
def test_every_finding_of_our_own_documents_is_read_as_annotated(path: Path) -> None:
    wanted = {each["finding"]: each["sentences"] for each in json.loads(path.read_text(encoding="utf-8"))["findings"]}
    found = {
        "/".join(finding.key[1:]): "".join(
            sign for sign, _, _ in weigh(finding.text, finding.section.code, vocabulary()).signs
        )
        for report in reports(SAMPLES / f"{path.stem}.pdf")
        for finding in findings_of(report)
    }
    assert found == wanted


def test_findings_with_one_number_have_readings_of_their_own() -> None:
    part = [*_part(PRAISE, "helped"), *_part(BLAME, "care leavers")]
    readings = [fact for fact in _read([ilacs_cover(), part]) if isinstance(fact, PolarityReading)]
    assert [(reading.about.occurrence, reading.polarity.code) for reading in readings] == [
        (1, "strength"),
        (2, "weakness"),
    ]


def test_nothing_is_read_where_there_are_no_findings() -> None:
    assert list(_facts([])) == []


def test_each_word_that_weighs_is_of_one_kind() -> None:
    kinds: dict[tuple[str, ...], str] = {}
    for concept in vocabulary().scheme("cue").values():
        for label in concept.labels[1:]:
            assert kinds.setdefault(tokens(label), concept.code) == concept.code, label


def test_the_longest_phrase_takes_its_words() -> None:
    cues = Cues(vocabulary())
    assert [kind for _, kind in cues.found(tokens("not yet good"))] == ["blame", "praise"]
    assert cues.found(tokens("serious case review")) == [(0, "fact")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("While boats are old, the harbour of Eastmere is safe.", "the harbour of Eastmere is safe."),
        ("The harbour of Eastmere is safe, although boats are old.", "The harbour of Eastmere is safe."),
        ("Boats in Eastmere are fast, but the harbour is too small.", "but the harbour is too small."),
        ("Boats are not only fast but also safe in Eastmere.", "Boats are not only fast but also safe in Eastmere."),
        ("However small.", "However small."),
    ],
)
def test_the_main_statement_decides(sentence: str, expected: str) -> None:
    assert main_statement(sentence) == expected


def test_negation_turns_a_word_round() -> None:
    cues = Cues(vocabulary())
    (plain,) = features(["The plan is good."], cues)
    (negated,) = features(["The plan is not a good plan."], cues)
    assert "=praise" in plain.others
    assert {"=not", "=not praise"} <= negated.others
    assert "=praise" not in negated.others


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One is here. Two is there.", ["One is here.", "Two is there."]),
        (
            "St. Anne, e.g. Dr. Gull, came at 5.30 p.m. on time.",
            ["St. Anne, e.g. Dr. Gull, came at 5.30 p.m. on time."],
        ),
        ("One is weak. (Recommendation) Two is strong.", ["One is weak. (Recommendation)", "Two is strong."]),
        ("They said: ‘We listen.’ They do.", ["They said: ‘We listen.’", "They do."]),
        ("These are: • one boat; • two boats.", ["These are:", "one boat;", "two boats."]),
        ("No full stop", ["No full stop"]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected


def test_weights_that_cannot_be_read_are_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    broken = tmp_path / "polarity.json"
    broken.write_text('{"bias": [0, 0, 0]}', encoding="utf-8")
    with pytest.raises(VocabularyError, match="train_polarity"):
        load(broken)


AREAS = {
    "helped": ("The experiences and progress of children who need", "help and protection: good"),
    "care leavers": ("The experiences and progress of care leavers: good",),
}


def quotes(text: str) -> list[str]:
    """The evidence for the polarity of a finding, as it reads."""
    (reading,) = [fact for fact in _facts([text]) if isinstance(fact, PolarityReading)]
    return [" ".join(part.quote.split()) for part in reading.evidence]


def _part(text: str, area: str) -> list[Row]:
    return [*heading(*AREAS[area]), *numbered([text])]


def _facts(texts: list[str]) -> list[Fact]:
    part = [*heading(*AREAS["helped"]), *numbered(texts)]
    return _read([ilacs_cover(), part])


def _read(pages: list[list[Row]]) -> list[Fact]:
    cover, *others = pages
    pages = [cover, [*heading("What needs to improve?"), *bulleted(["The harbour."])], *others]
    return list(polarity.extract(read_reports(document(*pages), vocabulary())[0], vocabulary()))
