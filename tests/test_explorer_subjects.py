"""The start and the pages of subjects: what they count and say of the samples, wrong addresses, empty stores, copies, hostile words."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Literal

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Dialog, expect
from starlette.testclient import TestClient

from graph.build import build
from graph.explorer import choices
from graph.explorer.charts import bars, totals, used
from graph.explorer.data import Data
from graph.explorer.parts.bodies import naming
from graph.explorer.sparql.asked import Refused
from graph.explorer.sparql.pool import Pool
from graph.explorer.sparql.worker import Answer, Job
from graph.settings import BASE
from graph.store import NewDocument, Store, StoredDocument, writing

from .conftest import serving
from .explored import barriers, client_of, visited, window
from .folders import ARTICLE, REPORTS, samples, variant
from .networks import HOSTILE

REPORT = "/id/document/66b35d627aa35604"
PAGES = (
    "/",
    "/inspections",
    "/themes",
    "/theme/private-fostering",
    "/measures",
    "/measure/children-looked-after",
    "/body/mash",
    "/id/body/X99000001/mash",
    "/id/organisation/ofsted",
    "/post/director-of-childrens-services",
    "/id/post/authority/X99000001/head-of-service",
    "/id/law/children-act-1989",
    "/id/person/ofsted/delia-fablethorpe",
    "/problems",
    "/search?q=children",
    "/search?kind=finding",
)


def words(page: str) -> str:
    """What a reader sees of the content of a page."""
    body = page.partition("<main")[2].partition("</main>")[0].partition(">")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_a_heading_and_its_links_lead_somewhere(client: TestClient, address: str) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert page.text.count("<h1") == 1
    assert "style=" not in page.text
    targets = {unescape(each).partition("#")[0] for each in re.findall(r'href="(/[^"]*)"', page.text)}
    ours = sorted(
        each
        for each in targets
        if each.startswith(
            ("/theme", "/measure", "/body", "/post", "/search", "/inspections", "/id/person", "/id/law", "/id/post")
        )
    )
    assert [each for each in ours[::5] if client.get(each).status_code != 200] == []


@pytest.mark.parametrize(
    "address", [each for each in PAGES if not each.startswith(("/themes", "/measures", "/inspections"))][1:]
)
def test_every_page_leads_to_its_evidence(client: TestClient, address: str) -> None:
    if address == "/problems" and "No problem" in client.get(address).text:
        return
    found = re.findall(rf'href="({BASE[len(BASE) :]}/id/document/[0-9a-f]+/[^"]+)"', client.get(address).text)
    assert found, address
    assert client.get(unescape(found[0])).status_code == 200


#
# What they say of the samples
#


def test_the_start_counts_what_there_is(client: TestClient) -> None:
    page = client.get("/").text
    assert "/inspections?year=2016&amp;grade=inadequate" in page
    assert "/inspections?area=leadership&amp;grade=inadequate" in page
    assert "/theme/private-fostering" in page
    assert re.search(r"<strong>2</strong> Inspections", page)
    assert re.search(r"<strong>3</strong> Documents", page)
    assert re.search(r"<strong>18</strong> Recommendations", page)
    assert 'aria-label="2016, Inadequate: 1"' in page


def test_what_a_bar_counts_is_what_its_link_lists(client: TestClient) -> None:
    page = client.get("/").text
    found = re.findall(r'href="(/inspections\?[^"]*)" aria-label="[^"]*: (\d+)"', page)
    assert len(found) > 8
    for target, number in found:
        assert words(client.get(unescape(target)).text).count(f" {number} inspection") == 1


def test_inspections_are_narrowed_by_each_choice_and_the_address_keeps_it(client: TestClient) -> None:
    page = client.get("/inspections?framework=sif&year=2016&area=adoption").text
    assert 'option value="sif" selected' in page
    assert "Eastmere 2016" in words(page)
    assert "Eastmere 2024</a>" not in page
    assert "Nothing fits" in client.get("/inspections?year=2016&grade=requires-improvement").text


def test_a_theme_tells_who_was_asked_how_often_and_what_came_back(client: TestClient) -> None:
    text = words(client.get("/theme/private-fostering").text)
    assert "3 recommendations" in text
    assert "Persists 1 Eastmere 2016 asked:" in text
    narrowed = words(client.get("/theme/private-fostering?year=2024&kind=recommendation").text)
    assert "1 entry" in narrowed


def test_a_theme_that_nobody_was_asked_for_says_so(client: TestClient) -> None:
    unused = next(
        code
        for code in ("transition-adult-services", "complaints", "diversity-identity", "family-contact")
        if "is in the store" in client.get(f"/theme/{code}").text
    )
    assert client.get(f"/theme/{unused}").status_code == 200


def test_a_measure_sets_values_side_by_side_with_what_reports_compare_them_with(client: TestClient) -> None:
    page = client.get("/measure/children-looked-after").text
    assert 'rect class="fill-asked" width="' in page
    assert "Before" in words(client.get("/measure/child-protection-plans").text)
    assert 'class="national"' in client.get("/measure/free-school-meals-primary").text
    assert words(client.get("/measure/children-looked-after?sort=value").text) != words(page)


def test_a_person_of_the_inspectorate_has_roles_and_a_caution(client: TestClient) -> None:
    text = words(client.get("/id/person/ofsted/delia-fablethorpe").text)
    assert "Lead inspector (1)" in text
    assert "Team inspector (1)" in text
    assert "two people of one name would be shown together" in text


def test_a_post_has_its_sightings_with_dates_as_printed(client: TestClient) -> None:
    text = words(client.get("/post/director-of-childrens-services").text)
    assert "Director of children's services, Eastmere" in text
    assert client.get("/post/director-of-childrens-services?status=interim").status_code in (200, 400)


def test_a_service_has_its_names_relations_and_findings(client: TestClient) -> None:
    text = words(client.get("/body/mash").text)
    assert "multi-agency safeguarding hub" in text
    assert "Findings that name it" in text
    assert "from their wording and no grade" in text


def test_a_law_has_its_citations(client: TestClient) -> None:
    text = words(client.get("/id/law/children-act-1989").text)
    assert "Cited in 1 of 2 inspection reports" in text
    assert "Cited in 0 of 2" in words(client.get("/id/law/crime-and-disorder-act-1998").text)


def test_bars_are_as_long_as_what_they_count() -> None:
    [one, other] = bars(
        {"a": {"x": 3, "y": 1}, "b": {"y": 2}}, {"x": "X", "y": "Y"}, lambda row, code: f"/{row}/{code}"
    )
    assert [(part.x, part.width, part.address) for part in one.segments] == [(0, 75, "/a/x"), (75, 25, "/a/y")]
    assert [(part.x, part.width) for part in other.segments] == [(0, 50)]
    assert used([other], {"x": "X", "y": "Y"}) == {"y": "Y"}
    assert totals({}, str) == []


#
# Wrong addresses, empty stores, copies
#


@pytest.mark.parametrize(
    "address",
    ["/theme/dragons", "/measure/dragons", "/body/dragons", "/post/dragons", "/id/law/dragons", "/id/person/ofsted/nobody",
     "/id/body/X99000001/dragons", "/id/post/authority/X99000001/dragons", "/id/person/authority/X99000001/dragons/nobody",
     "/theme/%3Cscript%3E", "/id/law/%22%3E%3Cb%3E", "/id/law/a%20b%7D"],
)  # fmt: skip
def test_what_is_not_there_is_said_with_what_to_do(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert 'role="alert"' in answer.text
    assert "<script>" not in answer.text.replace("<script src", "")
    assert "<b>" not in answer.text


@pytest.mark.parametrize(
    "address",
    ["/inspections?year=1066", "/inspections?grade=x", "/inspections?page=0",
     "/theme/adoption?region=x", "/theme/adoption?polarity='", "/themes?year=x",
     "/measure/children-looked-after?sort=x", "/problems?severity=x", "/problems?page=1e3",
     "/body/mash?year=x", "/post/head-of-service?status=x"],
)  # fmt: skip
def test_a_wrong_parameter_is_refused_by_name(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 400
    name = address.partition("?")[2].partition("=")[0]
    assert f"{name}=" in answer.text


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """An explorer of a store without any document."""
    folder = tmp_path_factory.mktemp("empty") / "store"
    with writing(folder) as writer, writer.next_generation() as generation:
        generation.set_vocabulary("none")
    return client_of(folder)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/inspections",
        "/themes",
        "/measures",
        "/problems",
        "/search?q=children",
        "/search?kind=finding",
        "/search.json?q=a",
        "/theme/adoption",
        "/measure/adoptions",
    ],
)
def test_an_empty_store_has_pages_too(empty: TestClient, address: str) -> None:
    assert empty.get(address).status_code == 200


def test_an_empty_store_says_what_to_do(empty: TestClient, tmp_path: Path) -> None:
    assert "inspection-graph build" in empty.get("/").text
    build([str(samples(tmp_path / "press", ARTICLE))], tmp_path / "store")
    text = words(client_of(tmp_path / "store").get("/").text)
    assert "The store holds no inspection, only 1 other document" in text


def test_a_report_in_two_files_counts_once(tmp_path: Path, client: TestClient) -> None:
    folder = samples(tmp_path / "reports")
    (folder / "again.pdf").write_bytes(variant(REPORTS[0], 1))
    build([str(folder)], tmp_path / "store")
    twice = client_of(tmp_path / "store")
    for address in (
        "/theme/private-fostering",
        "/body/mash",
        "/themes",
        "/measures",
        "/id/person/ofsted/delia-fablethorpe",
    ):
        assert words(twice.get(address).text) == words(client.get(address).text)
    counts = re.compile(r"<strong>([\d,]+)</strong> (\w+)")
    before, after = ({name: number for number, name in counts.findall(each.get("/").text)} for each in (client, twice))
    assert {name for name in before if before[name] != after[name]} == {"Documents"}


#
# Hostile words
#

_TEXTS = (
    "#label",
    "#name",
    "/name",
    "#text",
    "/title",
    "#title",
    "#message",
    "#counted",
    "#fileName",
    "#abbreviation",
    "#designation",
    "#provision",
    "#exact",
    "#headline",
    "#number",
    "#speaker",
)


@pytest.fixture(scope="module")
def hostile(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """An explorer of the samples in which every word that a document may choose tries to be markup."""
    text = HOSTILE.replace("\x00", "\x02").replace("\ud800", "").replace("\ufffe", "")
    folder = tmp_path_factory.mktemp("hostile") / "store"
    with writing(folder) as writer, writer.next_generation() as generation:
        generation.set_vocabulary("none")
        generation.add(_hostile(sample_store, text))
    return client_of(folder)


def _hostile(store: Store, text: str) -> Iterator[NewDocument]:
    for sha, stored in store.documents().items():
        graph = ox.NamedNode(f"{BASE}id/document/{sha[:16]}")
        quads = [_turned(quad, text) for quad in store.quads(graph=graph)]
        yield NewDocument(
            StoredDocument(sha, text, stored.media_type, stored.version, stored.framework),
            ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"",
            ("page",) * 60,
        )


def _turned(quad: ox.Quad, text: str) -> ox.Quad:
    if isinstance(quad.object, ox.Literal) and quad.predicate.value.endswith(_TEXTS):
        return ox.Quad(quad.subject, quad.predicate, ox.Literal(text), quad.graph_name)
    return quad


@pytest.mark.parametrize(
    "address", [*PAGES, "/search?kind=document", "/search?kind=body", "/search?kind=article", "/search?q=alert"]
)
def test_hostile_words_stay_text(hostile: TestClient, address: str) -> None:
    answer = hostile.get(address)
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    assert "<img" not in answer.text
    assert not re.search(r"\son\w+=[^&]", re.sub(r">[^<]*<", "><", answer.text))


def test_hostile_words_are_shown(hostile: TestClient) -> None:
    assert "alert('x')" in words(hostile.get("/search?kind=body").text)
    assert "{{ 7 * 7 }}" in words(hostile.get("/id/law/children-act-1989").text) + words(
        hostile.get("/problems").text
    ) + words(hostile.get("/theme/private-fostering").text)


def test_hostile_suggestions_run_nothing(hostile: TestClient, browser: Browser) -> None:
    said: list[str] = []

    def heard(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    folder = hostile.app.state.shelf.folder  # type: ignore[attr-defined]
    with serving(folder) as address, visited(browser, address) as page:
        page.on("dialog", heard)
        page.fill("#find", "alert")
        expect(page.locator("#suggestions")).to_contain_text("<img src=x")
        assert page.locator("#suggestions img, #suggestions script").count() == 0
        assert said == []


#
# As pictures
#


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_barrier_and_fit_a_phone(
    explorer: str, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    with window(browser, viewport={"width": 390, "height": 800}, color_scheme=scheme) as page:
        for address in PAGES:
            page.goto(explorer + address)
            assert barriers(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, address


def test_what_is_asked_twice_is_answered_from_memory(sample_store: Store) -> None:
    data = Data(sample_store)
    assert data.rows("explorer-words") is data.rows("explorer-words")


def test_a_finding_names_a_body_by_whole_words_as_its_own_report_calls_it() -> None:
    mentions = [
        {"document": "one", "name": "court", "abbreviation": ""},
        {"document": "one", "name": "independent reviewing officer", "abbreviation": "IRO"},
        {"document": "two", "name": "MASH", "abbreviation": ""},
    ]

    def is_named(text: str, document: str = "one") -> bool:
        return bool(naming(mentions, [{"document": document, "text": text}]))

    assert all(
        map(is_named, ("The Court agreed.", "Courts agreed.", "IROs visit.", "Independent Reviewing Officers visit."))
    )
    assert not any(map(is_named, ("Staff are courteous.", "They were irons.", "The iro left.", "The MASH decides.")))
    assert is_named("The MASH decides.", "two")
    assert not is_named("A mash of plans.", "two")


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("/theme/private-fostering", ("page", "inspections", "back")),
        ("/body/mash", ("page", "named", "relations")),
        ("/measure/children-looked-after", ("page",)),
        ("/id/law/children-act-2004", ("page",)),
        ("/id/person/ofsted/delia-fablethorpe", ("page",)),
        ("/post/director-of-childrens-services", ("page",)),
        ("/inspections", ("page",)),
    ],
)
def test_a_list_that_grows_with_the_store_comes_in_parts(
    monkeypatch: pytest.MonkeyPatch, client: TestClient, address: str, names: tuple[str, ...]
) -> None:
    whole = evidence(client.get(address).text)
    monkeypatch.setattr(choices, "PART", 1)
    parts = [page for name in names for page in walked(client, address, name)]
    assert set().union(*map(evidence, parts)) == whole
    assert len(parts) > len(names)
    assert all(client.get(f"{address}?{name}=x").status_code == 400 for name in names)


def walked(client: TestClient, address: str, name: str) -> Iterator[str]:
    """The page with one part of a list after another; what else stands in the address stays."""
    following = f"{address}?note=kept"
    while following:
        page = client.get(following).text
        yield page
        links = (unescape(each) for each in re.findall(r'rel="next" href="([^"]*)"', page))
        following = next((address + each for each in links if each.startswith(f"?note=kept&{name}=")), "")


def evidence(page: str) -> set[str]:
    """The links of a page to statements and inspections."""
    return set(re.findall(r'href="(/id/(?:document/[0-9a-f]+/[^"]+|inspection/[^"]+))"', page))


def test_what_is_closed_is_printed_open(explorer: str, browser: "Browser") -> None:
    page = browser.new_page()
    page.goto(f"{explorer}/theme/private-fostering")
    closed = page.locator("details:not([open]) table").first
    assert not closed.is_visible()
    page.emulate_media(media="print")
    assert closed.is_visible()


def test_a_query_of_the_library_that_finds_no_free_process_is_to_be_asked_again(
    monkeypatch: pytest.MonkeyPatch, client: TestClient
) -> None:
    def busy(pool: Pool, job: Job, is_gone: object) -> Answer:
        raise Refused(503, "too many queries", {"Retry-After": "5"})

    monkeypatch.setattr(Pool, "answer", busy)
    for path in ("/sparql/judgements?grade=outstanding", "/sparql?query=SELECT * { ?s a ig:Post }"):
        answer = client.get(path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
        assert "Too many queries" in answer.text
