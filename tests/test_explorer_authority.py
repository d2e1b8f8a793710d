"""Pages on authorities and boards, the list of authorities, and what no page may do with what stands in documents."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped,unused-ignore]
from starlette.testclient import TestClient

from graph import rows as questions
from graph.brief import gather as gather_brief
from graph.build import build
from graph.explorer import data
from graph.explorer.catalogue import UNCLEAR
from graph.explorer.pages.authorities import _level, _told
from graph.explorer.parts.inspected import inspected
from graph.explorer.parts.press import Article
from graph.explorer.parts.trajectory import change
from graph.network import gather
from graph.network.kinds import DIFFERS, area_name
from graph.rows import Row
from graph.settings import BASE, SAMPLES
from graph.sources import read
from graph.store import Store

from .explored import AUTHORITY, FIRST, PAGES, SECOND, Page, client_of, table, words
from .networks import EASTMERE, HOSTILE

# The authority


def test_the_trajectory_has_every_area_and_compares_within_a_framework_only(look: Callable[[str], Page]) -> None:
    page = look(AUTHORITY)
    found = table(page, "grades")
    assert found["Overall effectiveness"] == ["Inadequate page 1", "Requires improvement page 1"]
    assert found["Adoption"] == ["Good page 1", "no judgement"]
    assert found["Care leavers"] == ["Requires improvement page 1", "Good page 1"]
    assert found["Safeguarding board"] == ["Requires improvement page 13", "no judgement"]
    section = words(page.get_element_by_id("grades"))
    assert "The framework changed between inspections" in section
    assert not page.xpath("//section[@id='grades']//*[contains(@class, 'change ')]")


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ("inadequate", "good", "better"),
        ("good", "requires-improvement", "worse"),
        ("good", "good", "same"),
        (UNCLEAR, "good", "unclear"),
        ("good", DIFFERS, "unclear"),
        ("good", "unheard-of", "unclear"),
    ],
)
def test_a_grade_moves_only_where_both_are_known(before: str, now: str, expected: str) -> None:
    assert change(before, now) == expected


def test_every_statement_of_the_pages_leads_to_its_words(client: TestClient, look: Callable[[str], Page]) -> None:
    for path in PAGES[1:]:
        places = {link.get("href") for link in look(path).xpath("//main//a[@class='place']")}
        assert places
        for place in sorted(places)[::9]:
            assert client.get(place).status_code == 200, place


def test_what_came_back_is_told_with_both_quotes(look: Callable[[str], Page]) -> None:
    section = look(AUTHORITY).get_element_by_id("came-back")
    course = next(item for item in section.xpath(".//ul/li") if words(item).startswith("Private fostering"))
    steps = [words(step) for step in course.xpath("./ol/li")]
    assert steps[0].startswith("September 2016 Improve the way in which privately fostered children")
    assert steps[1].startswith("January 2024 Persists How well privately fostered children")


def test_recommendations_say_what_was_asked_before_and_what_came_later(look: Callable[[str], Page]) -> None:
    section = look(AUTHORITY).get_element_by_id("recommendations")
    told = [words(line) for line in section.xpath(".//p[@class='told']")]
    assert "Private fostering asked in 2016: Persists" in told
    assert "Private fostering later: Persists 2024" in told
    assert "Physical health Not asked before" in told


def test_posts_bodies_and_figures_are_told_by_inspection(look: Callable[[str], Page]) -> None:
    page = look(AUTHORITY)
    posts = table(page, "posts")
    assert posts["Director of children's services"] == [
        "Interim from February 2016 page 2",
        "Permanent from May 2018 page 5",
    ]
    assert posts["Head of service"] == ["Vacant from June 2014 page 2", "In post page 5"]
    assert table(page, "bodies")["police"][1:3] == ["6", "1"]
    assert table(page, "figures")["Turnover of staff"][-1].startswith("24% 2015 to 2016")


def test_the_page_tells_what_the_brief_tells(sample_store: Store) -> None:
    held = inspected(data.Data(sample_store))
    told, brief = _told(held, EASTMERE), gather_brief(sample_store, "Eastmere")
    shown = {
        (area_name(area), held.inspections[iri].start): (cell.judgement.grade, cell.change)
        for area, row in told["trajectory"].cells.items()
        for iri, cell in row.items()
    }
    assert shown == {
        (area, start): (grade.code, grade.change) for area, row in brief.grades.items() for start, grade in row.items()
    }
    for mine, theirs in (("back", brief.came_back), ("better", brief.better), ("new", brief.new)):
        quotes = [each.steps[-1].quote for each in told["courses"][mine]]
        assert sorted(quotes) == sorted(each.steps[-1].quote for each in theirs)
    assert [each.series.measure for each in told["figures"]] == [each.measure for each in brief.figures]
    assert _sightings(told["posts"]) == _sightings(brief.posts)


def _sightings(posts: Any) -> int:
    return sum(len(seen) for post in posts for seen in post.sightings.values())


def test_claims_stand_beside_the_words_of_the_report(look: Callable[[str], Page]) -> None:
    claims = look(AUTHORITY).xpath("//section[@id='press']//li[div[@class='sides']]")
    assert claims
    statuses = [words(claim.xpath("./span")[0]) for claim in claims]
    assert statuses.index("Contradicted") < statuses.index("Corroborated")
    assert all(len(claim.xpath("./div/blockquote")) == 2 for claim in claims if "Contradicted" in words(claim))


def test_claims_against_the_same_words_stand_together_and_clauses_told_the_same_are_one_point() -> None:
    place = {"words_source": "report.pdf", "words_page": "2", "words": "one"}
    told = (("1", "partly", "a"), ("2", "contradicted", "b"), ("3", "contradicted", "b"), ("4", "contradicted", ""),
            ("5", "corroborated", "b"))  # fmt: skip
    rows = [
        {"fact": fact, "status": f"{BASE}claim-status/{status}", "note": note, "text": fact * int(fact), **place}
        for fact, status, note in told
    ]
    article = Article({}, (), tuple(rows))
    [group] = article.doubtful
    assert [[row["fact"] for row in point] for point in group] == [["3", "2"], ["4"], ["1"]]
    assert [row["fact"] for row in article.others] == ["5"]
    assert article.statuses["contradicted"] == 3
    assert article.points == {"contradicted": 2, "partly": 1}


def test_contradictions_are_those_of_the_authority_alone(sample_store: Store) -> None:
    held = data.Data(sample_store)
    assert held.answer("network-contradictions", authority="Eastmere")
    assert held.answer("network-contradictions", authority="Wirral") == []


def test_an_authority_without_inspections_gets_a_page_that_says_so(look: Callable[[str], Page]) -> None:
    page = look("/id/authority/E08000015")
    assert "The store holds no inspection of this authority" in words(page)
    assert not page.xpath("//section[@id='grades']")


def test_authorities_before_and_after_a_reform_lead_to_each_other(look: Callable[[str], Page]) -> None:
    before, after = look("/id/authority/E10000002"), look("/id/authority/E06000060")
    assert before.xpath("//main//dl//a[@href='/id/authority/E06000060']")
    assert after.xpath("//main//dl//a[@href='/id/authority/E10000002']")


def test_authorities_can_be_put_side_by_side(look: Callable[[str], Page]) -> None:
    page = look("/id/authority/E08000015?with=Eastmere&with=E08000025&with=Nowhere%20at%20all")
    section = page.get_element_by_id("neighbours")
    assert [words(row[0]) for row in section.xpath(".//tbody/tr")] == ["Eastmere chosen"]
    assert "Birmingham" in words(section)
    assert words(section.xpath(".//*[@role='alert']")[0]).endswith("goes by “Nowhere at all”.")


def test_a_measure_stands_beside_the_grades(look: Callable[[str], Page]) -> None:
    page = look(f"{AUTHORITY}?measure=turnover")
    assert page.xpath("//select[@name='measure']/option[@selected]/@value") == ["turnover"]
    row = page.xpath("//section[@id='neighbours']//tbody/tr")[0]
    assert words(row[3]).startswith("9%")
    earlier = look(f"{AUTHORITY}?measure=children-looked-after").xpath("//section[@id='neighbours']//tbody/tr")[0]
    assert words(earlier[3]).startswith("not stated in 2024; in 2016:")
    assert not look(f"{AUTHORITY}?measure=unheard-of").xpath("//select[@name='measure']/option[@selected]")


# The list


def test_the_list_is_narrowed_by_words_region_and_grade(look: Callable[[str], Page]) -> None:
    def names(query: str) -> list[str]:
        return [words(row[0]) for row in look(f"/authorities{query}").xpath("//main//tbody/tr")]

    assert names("") == ["Eastmere"]
    assert names("?q=EASTM") == names("?grade=requires-improvement") == names("?q=x9900") == ["Eastmere"]
    assert (
        names("?q=Wirral") == names("?region=E12000002") == names("?grade=inadequate") == names("?grade=%3Cb%3E") == []
    )


# One inspection alone, and grades that others had


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The page of an authority with one inspection, of 2024."""
    store = tmp_path_factory.mktemp("alone") / "store"
    build([str(path) for path in SAMPLES.glob("*2024*.pdf")], store)
    return html.fromstring(client_of(store).get(AUTHORITY).text)


def test_one_inspection_is_compared_with_nothing(alone: Page) -> None:
    section = words(alone.get_element_by_id("came-back"))
    assert section.endswith(
        "The store holds only one inspection of this authority: there is no other to compare it with."
    )
    assert not alone.xpath("//section[@id='came-back']/h3")
    assert "compare with" not in words(alone.get_element_by_id("grades"))
    assert "open whether asked before" not in words(alone.get_element_by_id("recommendations"))


def test_what_nothing_is_known_of_is_said_to_be_open(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    def ask(store: Store, name: str, variable: str = "", values: Any = ()) -> list[Row]:
        return [] if name == "explorer-recurrences" else questions.ask(store, name, variable, values)

    monkeypatch.setattr(data, "ask", ask)
    page = html.fromstring(client_of(sample_store.folder).get(AUTHORITY).text)
    latest, first = page.xpath("//section[@id='recommendations']/details")
    assert "open whether asked before" in words(latest)
    assert "open whether asked before" not in words(first)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["2015-02-02", "2022-02-02"], "Requires improvement"),
        (["2012-02-02"], "Adequate"),
        (["2012-02-02", "2015-02-02"], "Adequate / Requires improvement"),
    ],
)
def test_a_level_has_the_grades_of_its_time(days: list[str], said: str) -> None:
    assert _level(3, {"good"}, days) == said
    assert _level(3, {"good", "adequate"}, ["2015-02-02"]) == "Adequate / Requires improvement"


# Files of one report, and hostile words


def test_a_poorer_copy_is_told_and_adds_nothing(tmp_path: Path, look: Callable[[str], Page]) -> None:
    [report] = SAMPLES.glob("*2024*.pdf")
    text = "\n".join(_texts(report))
    copy = tmp_path / "copy.txt"
    copy.write_text(text[: len(text) * 2 // 3], encoding="utf-8")
    build([str(SAMPLES), str(copy)], tmp_path / "store")
    client = client_of(tmp_path / "store")
    page = html.fromstring(client.get(SECOND).text)
    assert "A poorer copy of" in words(page.get_element_by_id("documents"))
    [place] = page.xpath("//section[@id='documents']//li[contains(., 'A poorer copy of')]/a[1]/@href")
    assert html.fromstring(client.get(place).text).xpath(
        "//main/p[@role='note'][starts-with(normalize-space(), 'A poorer copy')]"
    )
    for section in ("judgements", "recommendations", "findings", "problems"):
        assert words(page.get_element_by_id(section)) == words(look(SECOND).get_element_by_id(section))


def test_an_inspection_of_an_unknown_authority_has_a_page(tmp_path: Path) -> None:
    [report] = SAMPLES.glob("*2024*.pdf")
    strange = tmp_path / "strange.txt"
    strange.write_text("\n".join(_texts(report)).replace("Eastmere", "Nethermarsh"), encoding="utf-8")
    build([str(strange)], tmp_path / "store")
    client = client_of(tmp_path / "store")
    [inspection] = inspected(data.Data(Store(tmp_path / "store"))).inspections.values()
    assert "/report/inspection" in inspection.iri
    page = html.fromstring(client.get("/" + inspection.iri.removeprefix(BASE)).text)
    assert words(page.xpath("//h1")[0]) == "Unknown authority 2024"
    assert len(table(page, "judgements")) == 5
    assert client.get("/authorities").status_code == 200


def _texts(report: Path) -> Iterator[str]:
    for page in read(report).pages:
        yield page.text


_OURS = {
    "fact",
    "item",
    "document",
    "inspection",
    "authority",
    "area",
    "grade",
    "theme",
    "polarity",
    "page",
    "position",
    "places",
}


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> TestClient:
    """An explorer over a store in which every word of a document tries to be markup."""

    def ask(store: Store, name: str, variable: str = "", values: Any = ()) -> list[Row]:
        return [
            {key: HOSTILE if value and _is_text(key, value) else value for key, value in row.items()}
            for row in questions.ask(store, name, variable, values)
        ]

    monkeypatch.setattr(data, "ask", ask)
    monkeypatch.setattr(gather, "ask", ask)
    return client_of(sample_store.folder)


def _is_text(key: str, value: str) -> bool:
    return (
        key not in _OURS and not value.startswith(BASE) and not re.fullmatch(r"[\d.T:/P-]+[DMY]?|yes|single|no", value)
    )


def test_words_of_documents_are_never_markup(hostile: TestClient) -> None:
    for path in (*PAGES, f"{FIRST}?words={HOSTILE.encode('utf-8', 'replace').decode()[:40]}"):
        answer = hostile.get(path)
        assert answer.status_code == 200, answer.text
        assert "alert(" in answer.text
        assert "<script>alert" not in answer.text
        assert "<img" not in answer.text
        assert "{{ 7 * 7 }}" in answer.text
        assert "\x00" not in answer.text


def test_codes_that_no_scheme_has_are_shown_as_they_are(monkeypatch: pytest.MonkeyPatch, sample_store: Store) -> None:
    def ask(store: Store, name: str, variable: str = "", values: Any = ()) -> list[Row]:
        unheard = dict.fromkeys(
            ("grade", "theme", "polarity", "kind", "severity", "licence", "role", "outcome"), "unheard-of"
        )
        return [
            row | {key: f"{BASE}{key}/{value}" for key, value in unheard.items() if row.get(key)}
            for row in questions.ask(store, name, variable, values)
        ]

    monkeypatch.setattr(data, "ask", ask)
    client = client_of(sample_store.folder)
    for path in PAGES:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        assert "unheard-of" in answer.text or path == "/authorities"
    assert table(html.fromstring(client.get(FIRST).text), "judgements")["Adoption performance"][0] == "unheard-of"


def test_a_grade_that_files_or_places_print_differently_is_no_grade(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    def ask(store: Store, name: str, variable: str = "", values: Any = ()) -> list[Row]:
        found = questions.ask(store, name, variable, values)
        if name != "explorer-judgements":
            return found
        other = [
            row | {"grade": f"{BASE}grade/good", "document": "urn:other"}
            for row in found
            if row["area"].endswith("/overall")
        ]
        return [row | {"grade": ""} if row["area"].endswith("/adoption") else row for row in found] + other

    monkeypatch.setattr(data, "ask", ask)
    client = client_of(sample_store.folder)
    rows = table(html.fromstring(client.get(AUTHORITY).text), "grades")
    assert rows["Adoption"][0] == "Unclear: printed in two ways page 1"
    assert rows["Overall effectiveness"][0].startswith("Files differ")
    held = inspected(data.Data(sample_store))
    assert set(held.overall().values()) == {DIFFERS}


@pytest.mark.parametrize(("others", "said"), [([], "Unclear: printed in two ways"), (["good"], "Files differ")])
def test_a_grade_that_is_in_doubt_is_said_alike_on_all_pages(
    monkeypatch: pytest.MonkeyPatch, sample_store: Store, others: list[str], said: str
) -> None:
    def ask(store: Store, name: str, variable: str = "", values: Any = ()) -> list[Row]:
        found = questions.ask(store, name, variable, values)
        if name != "explorer-judgements":
            return found
        doubtful = [row | {"grade": ""} for row in found]
        return doubtful + [
            row | {"grade": f"{BASE}grade/{grade}", "document": "urn:o"} for row in found for grade in others
        ]

    monkeypatch.setattr(data, "ask", ask)
    client = client_of(sample_store.folder)
    for path in ("/", "/inspections", "/authorities", AUTHORITY, FIRST, "/id/person/ofsted/delia-fablethorpe"):
        page = client.get(path).text
        assert said in words(html.fromstring(page).get_element_by_id("content")), path
        assert path == AUTHORITY or "grade-inadequate" not in page, path  # its key has all grades
    grade = "differs" if others else UNCLEAR
    assert "2 inspections" in client.get(f"/inspections?grade={grade}").text
    assert "1 of 1 authorities" in client.get(f"/authorities?grade={grade}").text


def test_the_sample_is_the_one_meant() -> None:
    assert EASTMERE.endswith(AUTHORITY)
