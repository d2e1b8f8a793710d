"""Claims of articles, in sentences about Eastmere, of which no newspaper ever wrote."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.extract.claims import Claim, extract
from graph.facts import Code
from graph.language.clauses import clauses
from graph.language.moments import moments
from graph.language.quotations import quotations
from graph.sources import parse, read
from graph.structure import read_article
from graph.vocabulary import vocabulary

from .measures.claims import ANNOTATIONS, OWN, compare, wrong_fields

FILLER = (
    "Ofsted looked at how Eastmere Council protects children, how it looks after those who cannot live at home, and how it helps"
    " young people who leave care; its inspectors spoke with staff, parents, foster carers and children about all of this."
)


def claims(*paragraphs: str, day: str = "5 May 2019", head: str = "Eastmere report") -> list[Claim]:
    """The claims of an article with these paragraphs behind a first one."""
    text = "\n\n".join([day, head, FILLER, *paragraphs])
    article = read_article(parse(text.encode(), "a.txt"), vocabulary())
    assert article
    begin = text.index(FILLER) + len(FILLER)
    found = [fact for fact in extract(article, vocabulary()) if isinstance(fact, Claim)]
    assert all(fact.text == " ".join(part.quote for part in fact.evidence) for fact in found)
    return [fact for fact in found if fact.evidence[0].start >= begin]


def told(*paragraphs: str, **named: str) -> list[tuple[str, str]]:
    """Kinds and texts."""
    return [(fact.claim_kind.code, fact.text) for fact in claims(*paragraphs, **named)]


def kinds(*paragraphs: str) -> set[str]:
    return {fact.claim_kind.code for fact in claims(*paragraphs)}


def shown(fact: Claim, *names: str) -> tuple[Any, ...]:
    values = (getattr(fact, name) for name in names)
    return tuple(
        value.code if isinstance(value, Code) else str(value) if value is not None else None for value in values
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The council's children's services were rated inadequate.", [("judgement", "overall", "inadequate", "")]),
        ("Adoption is good.", [("judgement", "adoption", "good", "")]),
        (
            "Services for children looked after and for care leavers require improvement, and adoption is good.",
            [
                ("judgement", "looked-after", "requires-improvement", ""),
                ("judgement", "care-leavers", "requires-improvement", ""),
                ("judgement", "adoption", "good", ""),
            ],
        ),
        (
            "Eastmere was rated ‘good’ by Ofsted in 2011.",
            [("history", "overall", "good", "2011")],
        ),
        (
            "Children's services have dropped from good to inadequate.",
            [("judgement", "overall", "inadequate", ""), ("history", "overall", "good", "")],
        ),
        (
            "The council was rated requires improvement overall, up from inadequate in 2016.",
            [("judgement", "overall", "requires-improvement", ""), ("history", "overall", "inadequate", "2016")],
        ),
        (
            "The authority, which was rated good in 2014, now requires improvement in every area except adoption,"
            " which remains outstanding.",
            [
                ("history", "overall", "good", "2014"),
                ("judgement", "overall", "requires-improvement", ""),
                ("judgement", "adoption", "outstanding", ""),
            ],
        ),
        (
            "When Ofsted last inspected, in 2012, safeguarding was judged adequate and services for looked after children good.",
            [("history", "safeguarding", "adequate", "2012"), ("history", "looked-after", "good", "2012")],
        ),
        (
            "The last full inspection, in 2015, found services to be adequate overall.",
            [("history", "overall", "adequate", "2015")],
        ),
        (
            "Since the last inspection in 2015, when it was rated “requires improvement”, much has changed.",
            [("history", "overall", "requires-improvement", "2015")],
        ),
        (
            "Services for care leavers, previously judged inadequate, are now good.",
            [("history", "care-leavers", "inadequate", ""), ("judgement", "care-leavers", "good", "")],
        ),
        (
            "Ofsted gave ratings of good for leadership and outstanding for adoption.",
            [("judgement", "leadership", "good", ""), ("judgement", "adoption", "outstanding", "")],
        ),
        (
            "The local safeguarding children board, which was judged to require improvement, is new.",
            [("judgement", "lscb", "requires-improvement", "")],
        ),
    ],
)
def test_grades(sentence: str, expected: list[tuple[str, ...]]) -> None:
    found = [fact for fact in claims(sentence) if fact.grade]
    assert sorted(shown(fact, "claim_kind", "area", "grade", "stated_date") for fact in found) == sorted(expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "Case records were so inadequate that nobody could tell what had happened.",
        "Inspectors saw good practice in the fostering team.",
        "Support for parents was good.",
        "Neighbouring Westmere was rated outstanding last year.",
        "Most children make good progress at school.",
        "Only two of the council's seven children's homes were rated good.",
        "Nine in ten schools in Eastmere are rated good.",
        "The council is not good at keeping records.",
    ],
)
def test_praise_and_blame_are_no_grades(sentence: str) -> None:
    assert not [fact for fact in claims(sentence) if fact.grade]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "In July, 418 children were being looked after by the council and 287 were the subject of a child protection plan.",
            [
                ("418", "children-looked-after", "2018-07", None, None),
                ("287", "child-protection-plans", "2018-07", None, None),
            ],
        ),
        (
            "The number of children in care rose to 612, down from 640 in March last year.",
            [("612", "children-looked-after", "", None, "640")],
        ),
        ("In five of the six cases nobody had visited the family.", [("5", None, "", "6", None)]),
        (
            "Social workers hold an average of 24 cases each, and one in five posts is vacant.",
            [("24", None, "", None, None), ("20", None, "", None, None)],
        ),
        ("Nearly a third of posts in the teams are held by agency staff.", [("33.3", None, "", None, None)]),
        ("At the end of last month 31 children waited for a foster family.", [("31", None, "2019-04", None, None)]),
    ],
)
def test_figures(sentence: str, expected: list[tuple[str | None, ...]]) -> None:
    found = [fact for fact in claims(sentence) if fact.claim_kind.code == "figure"]
    assert [shown(fact, "value", "measure", "period", "base", "previous_value") for fact in found] == expected


def test_each_figure_has_its_own_clause() -> None:
    assert told("In July, 418 children were looked after and 287 had a child protection plan.") == [
        ("figure", "In July, 418 children were looked after"),
        ("figure", "287 had a child protection plan"),
    ]


def test_a_month_without_a_year_keeps_none_where_no_day_is_printed() -> None:
    (found,) = claims("In July, 418 children were being looked after.", day="")
    assert found.period == "--07"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The report makes nine recommendations to the council and four to the safeguarding board.",
            [("9", "authority"), ("4", "lscb")],
        ),
        ("Ofsted’s report made 19 recommendations to put this right.", [("19", None)]),
        ("Ofsted lists six areas for improvement.", [("6", None)]),
    ],
)
def test_numbers_of_recommendations(sentence: str, expected: list[tuple[str, str | None]]) -> None:
    found = [fact for fact in claims(sentence) if fact.claim_kind.code == "recommendations"]
    assert [shown(fact, "value", "addressee") for fact in found] == expected
    assert "figure" not in kinds(sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "The council failed to recruit a permanent chief executive in more than two years.",
            ("chief-executive", "vacant", "", ""),
        ),
        (
            "A “failure” by Eastmere Council to appoint a permanent chief executive was noted.",
            ("chief-executive", "vacant", "", ""),
        ),
        (
            "Work began following the appointment of Jo Sample as permanent chief executive in February 2015.",
            ("chief-executive", "permanent", "2015-02", "Jo Sample"),
        ),
        (
            "Jo Sample, who became director of children's services in May 2018, has plans.",
            ("director-of-childrens-services", "newly-appointed", "2018-05", "Jo Sample"),
        ),
        (
            "The director of children's services is also an interim appointment, made in February.",
            ("director-of-childrens-services", "interim", "2019-02", ""),
        ),
        ("Jo Sample is the third director in two years.", ("director-of-childrens-services", "turnover", "", "")),
        ("The head of service post has been vacant since June 2018.", ("head-of-service", "vacant", "2018-06", "")),
    ],
)
def test_posts(sentence: str, expected: tuple[str, ...]) -> None:
    (found,) = (fact for fact in claims(sentence) if fact.claim_kind.code == "post")
    assert shown(found, "role", "status", "start", "holder_name") == expected


def test_who_leaves_has_an_end() -> None:
    (found,) = (fact for fact in claims("The deputy director resigned last month.") if fact.role)
    assert shown(found, "role", "status", "start", "end") == ("assistant-director", "left", "", "2019-04")


@pytest.mark.parametrize(
    ("paragraph", "speaker", "own", "quoted"),
    [
        ("The report found “a serious failure” to visit children.", "report", False, "a serious failure"),
        ("Leaders ‘have not done enough’, the watchdog concluded.", "Ofsted", False, "have not done enough"),
        ('"Children wait too long for help," inspectors wrote.', "Ofsted", False, "Children wait too long for help"),
        (
            "The report states: “Children are known well. Plans drift.”",
            "report",
            False,
            "Children are known well. Plans drift.",
        ),
        (
            '"We accept what we were told," a council spokesperson said.',
            "a council spokesperson",
            True,
            "We accept what we were told",
        ),
        (
            "Cllr Rufus Notthere said he was 'proud but not satisfied'.",
            "Cllr Rufus Notthere",
            True,
            "proud but not satisfied",
        ),
        ('Jo Sample, the council\'s chief executive, said: "We will mend it."', "Jo Sample", True, "We will mend it."),
        ("Children had a “serious” history of neglect.", "", False, "serious"),
        (
            "‘Our staff told us “nobody waits here”, and we believe it,’ said Cllr Jo Sample.",
            "Cllr Jo Sample",
            True,
            "Our staff told us “nobody waits here”, and we believe it",
        ),
        ("The leaders' plans were called 'weak and inconsistent' by inspectors.", "", False, "weak and inconsistent"),
    ],
)
def test_quotations(paragraph: str, speaker: str, own: bool, quoted: str) -> None:
    (found,) = (fact for fact in claims(paragraph) if fact.claim_kind.code == "quotation")
    assert (found.quoted, found.own) == (quoted, own)
    assert found.speaker in ({speaker} if speaker else {"", "report"})


@pytest.mark.parametrize("quoted", ["‘good’", "“Inadequate”", "’Child G’", "'requires improvement'"])
def test_grades_and_names_in_marks_are_not_quoted(quoted: str) -> None:
    assert "quotation" not in kinds(f"Inspectors looked at the case of {quoted} and at many others.")


def test_speech_goes_on_in_the_next_paragraph() -> None:
    found = claims("Mr Sample said: “We will mend this at once.", "“Every issue will be put right within a year.”")
    assert [(fact.claim_kind.code, fact.speaker, fact.own) for fact in found] == [("quotation", "Mr Sample", True)] * 2


def test_they_are_the_inspectors_and_he_is_the_last_who_was_named() -> None:
    found = claims(
        'Cllr Jo Sample said: "We are proud of what was said about us."',
        "Inspectors praised the front door. They also found that health assessments were late.",
        "Union official Basil Figment called for smaller caseloads. “Nobody ever listens to us,” he said.",
    )
    assert [fact.speaker for fact in found][1:] == ["Ofsted", "Ofsted", "Basil Figment", "Basil Figment"]


def test_what_an_official_says_of_own_plans_is_own_and_what_inspectors_gave_is_not() -> None:
    (plan,) = claims("Mr Sample said the council would open two new homes next year.")
    assert plan.own
    judgement, *_ = claims("Mr Sample said Ofsted had rated the service inadequate because money was cut.")
    assert (judgement.claim_kind.code, judgement.own, judgement.speaker) == ("judgement", False, "Mr Sample")


def test_what_only_attributes_belongs_to_no_claim() -> None:
    assert told(
        "The report said the council did not know where care leavers lived, with some of them left at risk."
    ) == [
        ("attribution", "the council did not know where care leavers lived"),
        ("attribution", "some of them left at risk"),
    ]
    assert told("Children wait too long for help, according to an Ofsted report published today.") == [
        ("attribution", "Children wait too long for help"),
        ("event", "an Ofsted report published today"),
    ]
    assert told("However, inspectors did praise the adoption team, saying it found families quickly.") == [
        ("attribution", "inspectors did praise the adoption team, saying it found families quickly"),
    ]
    assert told("Plans were late, the report said, and visits were missed.") == [
        ("attribution", "Plans were late"),
        ("attribution", "visits were missed"),
    ]


def test_a_headline_makes_claims() -> None:
    text = f"Council loses its third director in two years as Ofsted finds 'widespread' failure\n\n{FILLER}"
    article = read_article(parse(text.encode(), "a.txt"), vocabulary())
    assert article
    found = {
        fact.claim_kind.code
        for fact in extract(article, vocabulary())
        if isinstance(fact, Claim) and fact.evidence[0].start < 80
    }
    assert {"post", "quotation"} <= found


def test_events_have_the_day_they_are_told_of() -> None:
    (found,) = (
        fact
        for fact in claims("Inspectors, who visited in March, saw much that works.")
        if fact.claim_kind.code == "event"
    )
    assert (found.text, found.stated_date) == ("who visited in March", "2019-03")


@pytest.mark.parametrize(
    "aside", ["Is this good enough?", "You can read more about this on our pages.", "There was praise too."]
)
def test_asides_are_no_claims(aside: str) -> None:
    assert claims(aside) == []


def test_entries_of_a_list_are_said_by_who_is_named_above_them() -> None:
    found = claims("The inspection report says:", "• too many children wait for help\n• a third of visits were late")
    assert [fact.speaker for fact in found] == ["report", "report"]


def test_the_apostrophe_of_a_plural_closes_no_quotation() -> None:
    text = "He said ‘the leaders’ plans were weak’ and left."
    (found,) = quotations(text)
    assert text[found.inner_start : found.inner_end] == "the leaders’ plans were weak"


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Leaders did not know what was wrong or how to mend it.", 1),
        ("Plans were late but visits were made.", 2),
        ("Nobody but a social worker took part.", 1),
        ("Ofsted praised the team and the council.", 1),
        ("Adoption is good, while leadership is poor.", 2),
    ],
)
def test_clauses(sentence: str, count: int) -> None:
    assert len(clauses(sentence)) == count


@pytest.mark.parametrize(
    ("text", "iso"),
    [("in July", "2016-07"), ("in December", "2015-12"), ("in March last year", "2015-03"), ("today", "2016-09-20"),
     ("last year", "2015"), ("two years ago", "2014"), ("on 5 September", "2016-09-05"), ("in May 2012", "2012-05")],
)  # fmt: skip
def test_moments(text: str, iso: str) -> None:
    assert [each.iso for each in moments(f"It was so {text}.", date(2016, 9, 20))] == [iso]


@pytest.mark.parametrize("path", sorted(path for path in OWN.iterdir() if path.is_file()), ids=lambda path: path.stem)
def test_our_own_articles_have_the_claims_a_reader_finds(path: Path) -> None:
    assert (ANNOTATIONS / f"{path.stem}.json").exists()
    (compared,) = (each for each in compare(OWN) if each.article == path.name)
    assert not compared.missed
    assert len(compared.extra) <= 1
    assert wrong_fields(compared) == []


def test_quotes_stand_where_they_are_said_to_stand() -> None:
    for path in filter(Path.is_file, OWN.iterdir()):
        document = read(path)
        article = read_article(document, vocabulary())
        assert article
        for fact in extract(article, vocabulary()):
            assert all(
                document.pages[part.page - 1].text[part.start : part.end] == part.quote for part in fact.evidence
            )
