"""Labels of the schemes as matchers, and the grades behind them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import VocabularyError
from graph.vocabulary import Concept, Matcher, Vocabulary, slug, tokens, vocabulary


def concept(code: str, *labels: str) -> Concept:
    return Concept("fruit", code, labels[0], labels)


@pytest.fixture(scope="module")
def fruit() -> Matcher:
    return Matcher(
        [
            concept("apple", "Apple", "Apple of the orchard"),
            concept("pear", "Pear tree", "the pears of *"),
            concept("quince", "The very old and rather crooked quince"),
        ]
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Children’s services", ("childrens", "services")),
        ("Childrens  services", ("childrens", "services")),
        ("well-being – 16- and 17-year-olds", ("well", "being", "16", "and", "17", "year", "olds")),
        ("Telford & Wrekin", ("telford", "and", "wrekin")),
        ("", ()),
        ("…", ()),
    ],
)
def test_tokens_ignore_what_damage_takes(text: str, words: tuple[str, ...]) -> None:
    assert tokens(text) == words


def test_slug() -> None:
    assert slug("Ottilie Pretend-Jones") == "ottilie-pretend-jones"
    assert slug("…") == "unnamed"


def test_longest_label_wins(fruit: Matcher) -> None:
    assert [match.rest for match in fruit.at_start(tokens("Apple of the orchard is good"))] == [
        ("is", "good"),
        ("of", "the", "orchard", "is", "good"),
    ]


def test_whole_label_and_nothing_else(fruit: Matcher) -> None:
    assert fruit.whole(("pear", "tree")) == "pear"
    assert fruit.whole(("pear",)) == ""
    assert fruit.whole(("a", "pear", "tree")) == ""
    assert fruit.whole(()) == ""


def test_star_takes_one_to_eight_words_and_as_few_as_it_can(fruit: Matcher) -> None:
    assert fruit.whole(tokens("the pears of Eastmere")) == "pear"
    assert fruit.whole(tokens("the pears of")) == ""
    assert fruit.whole(tokens("the pears of one two three four five six seven eight")) == "pear"
    assert fruit.whole(tokens("the pears of one two three four five six seven eight nine")) == ""
    first = fruit.at_start(tokens("the pears of Quayton upon Bay"))[0]
    assert first.wild
    assert first.rest == ("upon", "bay")


def test_words_inside_a_word_are_no_label(fruit: Matcher) -> None:
    assert fruit.at_start(tokens("Apples of the orchard")) == []


def test_misprint_of_a_long_label(fruit: Matcher) -> None:
    assert fruit.nearly(tokens("The very old and rather croocked quince")) == "quince"
    assert fruit.nearly(tokens("Aple")) == ""
    assert fruit.nearly(tokens("The very old and rather crooked")) == ""
    assert fruit.nearly(tokens("So. The very old and rather crooked quince")) == ""


def test_schemes_of_the_project_are_read() -> None:
    words = vocabulary()
    assert set(words.scheme("grade")) == {
        "outstanding",
        "good",
        "requires-improvement",
        "adequate",
        "inadequate",
        "not-judged",
    }
    assert words.scheme("area")["lscb"].label.startswith("Effectiveness of the")
    assert words.matcher("area").whole(tokens("Adoption performance")) == "adoption"


def test_every_label_of_a_scheme_finds_its_concept() -> None:
    for scheme in ("area", "section", "grade", "role", "field", "licence", "designation"):
        matcher = vocabulary().matcher(scheme)
        for code, member in vocabulary().scheme(scheme).items():
            for label in member.labels:
                found = {match.code for match in matcher.at_start(tokens(label.replace("*", "Eastmere")))}
                assert code in found, (scheme, label)


@pytest.mark.parametrize(
    ("words", "grade"),
    [
        ("good", "good"),
        ("is good", "good"),
        ("is that it requires improvement", "requires-improvement"),
        ("require improvement to be good", "requires-improvement"),
        ("is judged to be outstanding", "outstanding"),
        ("is inadequate because", "inadequate"),
        ("", ""),
        ("is", ""),
        ("is good and getting better", ""),
        ("plans are inadequate", ""),
        ("is not good", ""),
        ("was found good", ""),
    ],
)
def test_grade_behind_what_is_judged(words: str, grade: str) -> None:
    assert vocabulary().grades.read(tokens(words)) == grade


@given(
    st.lists(
        st.sampled_from(
            [
                "is",
                "are",
                "that",
                "it",
                "the",
                "ferry",
                "good",
                "plans",
                "inadequate",
                "because",
                "requires",
                "improvement",
            ]
        )
    )
)
def test_grade_is_read_only_where_nothing_else_is_said(words: list[str]) -> None:
    if vocabulary().grades.read(tuple(words)):
        assert not {"the", "ferry", "plans"} & set(words)


def test_unknown_scheme_is_an_error() -> None:
    with pytest.raises(VocabularyError, match="no scheme 'vegetables'"):
        vocabulary().scheme("vegetables")


def test_damaged_file_is_an_error_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "broken.ttl").write_text("<a> <b> ", encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"broken\.ttl"):
        Vocabulary(tmp_path)


def test_new_label_is_a_line_of_turtle(tmp_path: Path) -> None:
    base = "https://w3id.org/inspection-graph/"
    skos = "http://www.w3.org/2004/02/skos/core#"
    (tmp_path / "fruit.ttl").write_text(
        f'<{base}fruit/apple> <{skos}inScheme> <{base}fruit/> ; <{skos}prefLabel> "Apple" ; <{skos}hiddenLabel> "pomme" .',
        encoding="utf-8",
    )
    assert Vocabulary(tmp_path).matcher("fruit").whole(("pomme",)) == "apple"
