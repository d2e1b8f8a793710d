"""Articles told from reports, letters and other pages, and from the furniture around them."""

from pathlib import Path

import pytest

from graph.errors import SourceError
from graph.extract.articles import extract
from graph.facts import ArticleRecord, Problem
from graph.reading import read_document
from graph.settings import SAMPLES
from graph.sources import parse, read
from graph.structure import Article, read_article, read_reports
from graph.vocabulary import vocabulary

from .documents import DAMAGED, plain

PRESS = Path(__file__).parent / "press"

BODY = """Inspectors from Ofsted have found that the council keeps its children safe, and that its social workers know them well.

They spent four weeks in the area and spoke with children, parents, foster carers, teachers and staff of the council.

“We are proud of our staff,” said a spokesperson, who thanked everybody who had taken part in the inspection.
"""


def article(text: str, name: str = "a.txt") -> Article | None:
    document = parse(text.encode(), name)
    return read_article(document, vocabulary(), read_reports(document, vocabulary()))


def record(text: str, name: str = "a.txt") -> ArticleRecord:
    """What an article states about itself."""
    found = article(text, name)
    assert found
    return next(fact for fact in extract(found, vocabulary()) if isinstance(fact, ArticleRecord))


def headline(text: str) -> str:
    found = article(text)
    return found.headline.text if found and found.headline else ""


def said(text: str) -> str:
    found = article(text)
    return "\n".join(paragraph.text for paragraph in found.paragraphs) if found else ""


RECIPE = "\n\n".join(
    ["Apple cake", *["Stir the apples into the butter and bake everything for an hour in a hot oven."] * 6]
)
SHOP = "\n\n".join(
    ["Wooden toys for children", *["This lovely train makes every child happy and comes with free delivery today."] * 6]
)
LETTER = f"Dear director,\n\n{BODY}\n\nYours sincerely\n\nDelia Fablethorpe"


@pytest.mark.parametrize("text", [RECIPE, SHOP, LETTER, DAMAGED, "Ofsted", "Ofsted report\n\nIt is good.\n"])
def test_what_is_no_article(text: str) -> None:
    assert article(text) is None


@pytest.mark.parametrize("name", ["eastmere-2016-11-18.pdf", "eastmere-2024-03-22.pdf"])
def test_a_report_is_no_article(name: str) -> None:
    document = read(SAMPLES / name)
    assert read_article(document, vocabulary(), read_reports(document, vocabulary())) is None
    text = "\f".join(page.text for page in document.pages)
    assert not any(part.article for part in read_document(plain(text)).reports)


def test_an_empty_page_is_refused() -> None:
    with pytest.raises(SourceError):
        parse(b"<!doctype html><html><body></body></html>", "empty.html")


@pytest.mark.parametrize(
    "furniture",
    [
        "Home | News | Sport",
        "Accept all",
        "We use cookies to make this page work. Change your settings at any time.",
        "Your browser is not supported any more, so some of this page may look odd.",
        "Share this article",
        "Sign up to our newsletter and never miss a story.",
        "Advertisement",
        "Read more: five councils that did better",
        "Image caption: a school yard in spring",
        "  • Comment",
    ],
)
def test_furniture_is_left_out(furniture: str) -> None:
    paragraphs = BODY.split("\n\n")
    for at in range(3):
        text = "\n\n".join(["Council praised by Ofsted", *paragraphs[:at], furniture, *paragraphs[at:]])
        assert headline(text) == "Council praised by Ofsted"
        assert furniture.strip(" •") not in said(text)
        assert said(text).count("\n") == 2


@pytest.mark.parametrize(
    "end", ["Have your say", "Most read", "Related stories", "Notes to editors", "ENDS", "Leave a comment"]
)
def test_nothing_behind_the_end_belongs_to_an_article(end: str) -> None:
    text = f"Council praised by Ofsted\n\n{BODY}\n\n{end}\n\nA reader writes that the inspectors of Ofsted were too kind to the council."
    assert "too kind" not in said(text)
    assert "proud of our staff" in said(text)


def test_a_name_of_a_newspaper_is_no_headline() -> None:
    text = (
        f"Children's News Weekly\n\n18 November 2016\n\nCouncil praised by watchdog\n\nBy Petra Makebelieve\n\n{BODY}"
    )
    assert headline(text) == "Council praised by watchdog"
    assert record(text).publisher == "Children's News Weekly"
    assert record(text).author == "Petra Makebelieve"


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = BODY.replace(", and that its social workers know", ", and that its social\nworkers know")
    assert said(f"Council praised by Ofsted\n\n{wrapped}") == said(f"Council praised by Ofsted\n\n{BODY}")


def test_headings_inside_an_article_are_no_paragraphs_and_bullets_are() -> None:
    text = f"Council praised by Ofsted\n\n{BODY}\n\nWhat happens next\n\n• 418 children were looked after\n• more social workers"
    assert "What happens next" not in said(text)
    assert said(text).endswith("418 children were looked after\nmore social workers")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("18 November 2016", "2016-11-18"),
        ("November 18, 2016", "2016-11-18"),
        ("Published: 18th November 2016 at 10.30am", "2016-11-18"),
        ("Posted on 2016-11-18", "2016-11-18"),
        ("First published 18/11/2016", "2016-11-18"),
        ("Updated 19 November 2016", "2016-11-19"),
        ("Friday", "None"),
    ],
)
def test_dates_of_articles(line: str, day: str) -> None:
    assert str(record(f"{line}\n\nCouncil praised by Ofsted\n\n{BODY}").published) == day


def test_the_day_of_publication_goes_before_that_of_a_change() -> None:
    text = f"Updated 19 November 2016\n\nPublished 18 November 2016\n\nCouncil praised by Ofsted\n\n{BODY}"
    assert str(record(text).published) == "2016-11-18"


@pytest.mark.parametrize("line", ["By our local staff", "By the newsdesk", "Bystanders were surprised"])
def test_who_is_not_named_is_no_author(line: str) -> None:
    assert record(f"Council praised by Ofsted\n\n{line}\n\n{BODY}").author == ""


@pytest.mark.parametrize(
    ("head", "gss"),
    [
        ("Eastmere praised by Ofsted", "X99000001"),
        ("Eastmere Council praised by Ofsted", "X99000001"),
        ("Westmere praised by Ofsted", ""),
        ("Eastmere and Wirral praised by Ofsted", ""),
    ],
)
def test_authorities_of_articles(head: str, gss: str) -> None:
    assert record(f"{head}\n\n{BODY}").gss == gss


def test_an_article_about_no_authority_is_kept_and_noted() -> None:
    (read_,) = read_document(parse(f"Council praised by Ofsted\n\n{BODY}".encode(), "a.txt")).reports
    problems = [fact for _, fact in read_.facts if isinstance(fact, Problem)]
    assert read_.article
    assert [(fact.code, fact.severity.code) for fact in problems] == [("article-without-authority", "information")]


def test_a_web_page_states_its_own_fields() -> None:
    found = record((PRESS / "eastmere-herald-2024.html").read_text(encoding="utf-8"), "a.html")
    assert (found.publisher, found.author, str(found.published)) == (
        "Eastmere Herald",
        "Petra Makebelieve",
        "2024-03-22",
    )


def test_a_web_page_without_a_date_has_none() -> None:
    page = (PRESS / "eastmere-herald-2024.html").read_text(encoding="utf-8")
    undated = "\n".join(line for line in page.splitlines() if "published_time" not in line and "author" not in line)
    found = record(undated.replace("All rights reserved", "2023"), "a.html")
    assert (found.published, found.author) == (None, "")


#
# Too little to read
#


def problems(text: str) -> list[str]:
    reading = read_document(parse(text.encode(), "a.txt"), vocabulary())
    return [fact.message for report in reading.reports for _, fact in report.facts if isinstance(fact, Problem)]


def test_a_text_too_short_for_an_article_is_said_to_be() -> None:
    [said_of_it] = problems(
        "Ofsted praises council\n\n22 March 2024\n\nInspectors from Ofsted praised the council today.\n"
    )
    assert "too short to be read as an article" in said_of_it
    assert "40 words" in said_of_it


def test_a_short_text_about_something_else_is_none() -> None:
    [said_of_it] = problems("The lido opens on Monday, and swimmers are glad of it.\n")
    assert "too short" not in said_of_it
