"""The page of a network in a real browser."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graph.network import write_page
from graph.network.kinds import marks
from graph.settings import BASE
from graph.store import Store

from .networks import EASTMERE, HOSTILE, SUBJECTS, Graph, drawn, hostile_graph, of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page


@pytest.fixture(scope="module")
def graphs(sample_store: Store) -> dict[str, Graph]:
    return drawn(sample_store)


@pytest.fixture(params=SUBJECTS)
def graph(request: pytest.FixtureRequest, graphs: dict[str, Graph]) -> Graph:
    return graphs[request.param]


_WIDE, _PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}


class _Visit:
    """A page opened from a file, with everything it complained of or asked for."""

    def __init__(self, browser: "Browser", html: str, folder: Path, size: dict[str, int]) -> None:
        self.troubles: list[str] = []
        path = folder / "page.html"
        path.write_text(html, encoding="utf-8")
        context = browser.new_context(viewport={"width": size["width"], "height": size["height"]})
        context.route("**/*", self._route)
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.troubles.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.page.goto(path.as_uri())
        self.page.wait_for_function("window.network && network.body.nodeIndices.length > 0")

    def _dismiss(self, dialog: "Dialog") -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _route(self, route: Any) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.troubles.append(f"request: {route.request.url}")
            route.abort()

    def click_box(self, iri: str) -> None:
        place = self.page.evaluate(
            """iri => {
                const { x, y } = network.canvasToDOM(network.getPosition(iri));
                const box = document.getElementById('mynetwork').getBoundingClientRect();
                return [x + box.x, y + box.y];
            }""",
            iri,
        )
        self.page.mouse.click(*place)
        self.page.wait_for_function("id => document.getElementById('iri').textContent === id", arg=iri)

    def colours(self) -> int:
        """How many different colours the picture has."""
        count: int = self.page.evaluate(
            """() => {
                const canvas = document.querySelector('#mynetwork canvas');
                const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                return new Set(new Uint32Array(data.buffer)).size;
            }"""
        )
        return count


@pytest.mark.browser
@pytest.mark.parametrize("size", [_WIDE, _PHONE], ids=["wide", "phone"])
def test_the_page_opens_and_draws(browser: "Browser", graph: Graph, tmp_path: Path, size: dict[str, int]) -> None:
    visit = _Visit(browser, write_page(graph, "Any"), tmp_path, size)
    visit.page.wait_for_timeout(150)
    assert visit.colours() > 20
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert visit.page.evaluate("network.body.nodeIndices.length") == graph.number_of_nodes()
    assert visit.troubles == []


@pytest.mark.browser
def test_choosing_a_box_shows_its_words(browser: "Browser", graphs: dict[str, Graph], tmp_path: Path) -> None:
    graph = graphs["authority"]
    visit = _Visit(browser, write_page(graph, "Eastmere"), tmp_path, _WIDE)
    judgement = next(node for node in of(graph, "judgement") if node["grade"] == "good")
    visit.click_box(judgement["iri"])
    panel = visit.page.inner_text("#panel")
    part = judgement["evidence"][0]
    for words in (
        "Judgement",
        judgement["label"],
        "Good",
        " ".join(part["quote"].split()),
        f"{part['source']}, page {part['page']}",
    ):
        assert words in panel
    assert judgement["iri"] in panel
    assert "judges this" in panel
    visit.page.keyboard.press("Escape")
    assert visit.page.is_hidden("#panel")
    assert visit.troubles == []


@pytest.mark.browser
def test_boxes_can_be_moved_and_nothing_else_moves(
    browser: "Browser", graphs: dict[str, Graph], tmp_path: Path
) -> None:
    visit = _Visit(browser, write_page(graphs["authority"], "Eastmere"), tmp_path, _WIDE)
    before = visit.page.evaluate("network.getPositions()")
    visit.page.wait_for_timeout(300)
    assert visit.page.evaluate("network.getPositions()") == before
    x, y = visit.page.evaluate(
        f"(() => {{ const p = network.canvasToDOM(network.getPosition('{EASTMERE}')); return [p.x, p.y]; }})()"
    )
    frame = visit.page.locator("#mynetwork").bounding_box()
    assert frame
    visit.page.mouse.move(x + frame["x"], y + frame["y"])
    visit.page.mouse.down()
    visit.page.mouse.move(x + frame["x"] + 90, y + frame["y"] + 20, steps=5)
    visit.page.mouse.up()
    after = visit.page.evaluate("network.getPositions()")
    assert [iri for iri in before if before[iri] != after[iri]] == [EASTMERE]


@pytest.mark.browser
def test_the_list_and_the_keyboard_reach_everything(
    browser: "Browser", graphs: dict[str, Graph], tmp_path: Path
) -> None:
    graph = graphs["authority"]
    visit = _Visit(browser, write_page(graph, "Eastmere"), tmp_path, _WIDE)
    visit.page.click("a[href='#list']")
    recommendation = of(graph, "recommendation")[0]
    button = visit.page.locator(f"#list button[data-id='{recommendation['iri']}']")
    button.focus()
    visit.page.keyboard.press("Enter")
    assert recommendation["evidence"][0]["source"] in visit.page.inner_text("#quotes")
    assert visit.page.evaluate("network.getSelectedNodes()") == [recommendation["iri"]]
    assert visit.page.evaluate("document.activeElement.id") == "panel"
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Tab")
    visit.page.keyboard.press("Enter")
    assert visit.page.inner_text("#name") == "Eastmere 2016"


@pytest.mark.browser
def test_filters_change_what_is_shown_and_counted(browser: "Browser", graphs: dict[str, Graph], tmp_path: Path) -> None:
    visit = _Visit(browser, write_page(graphs["authority"], "Eastmere"), tmp_path, _WIDE)
    total = graphs["authority"].number_of_nodes()
    assert visit.page.inner_text("#drawn") == f"{total} of {total} shown"
    visit.page.uncheck("input[data-kind='recommendation']")
    assert visit.page.inner_text("#drawn") == f"{total - 18} of {total} shown"
    assert visit.page.inner_text("[data-count='kind/recommendation']") == "0"
    visit.page.uncheck("input[data-grade='inadequate']")
    assert visit.page.inner_text("[data-count='grade/inadequate']") == "0"
    assert visit.page.inner_text("[data-count='kind/inspection']") == "1"
    assert visit.page.inner_text("[data-count='kind/person']") == "11"
    rest = [node for node in of(graphs["authority"], "judgement") if node["grade"] != "inadequate"]
    assert visit.page.inner_text("[data-count='kind/judgement']") == str(len(rest))
    visit.page.check("input[data-kind='recommendation']")
    visit.page.check("input[data-grade='inadequate']")
    assert visit.page.inner_text("#drawn") == f"{total} of {total} shown"


@pytest.mark.browser
def test_marks_switch_off_boxes_and_empty_frames_vanish(
    browser: "Browser", graphs: dict[str, Graph], tmp_path: Path
) -> None:
    graph = graphs["authority"]
    visit = _Visit(browser, write_page(graph, "Eastmere"), tmp_path, _WIDE)
    bodies = Counter(node["mark"] for node in of(graph, "body"))
    visit.page.uncheck("input[data-mark='public']")
    assert visit.page.inner_text("[data-count='mark/public']") == "0"
    assert visit.page.inner_text("[data-count='kind/body']") == str(bodies.total() - bodies["public"])
    frames = visit.page.evaluate("frames().length")
    visit.page.uncheck("input[data-kind='body']")
    assert visit.page.evaluate("frames().length") == frames - 1
    assert not [text for text in visit.page.evaluate("captions().map((each) => each[2])") if "bodies" in text]
    visit.page.evaluate(
        "iri => choose(iri, true)", next(node["iri"] for node in of(graph, "body") if node["mark"] == "public")
    )
    assert visit.page.is_checked("input[data-mark='public']")
    assert visit.page.is_checked("input[data-kind='body']")
    assert visit.troubles == []


@pytest.mark.browser
@pytest.mark.parametrize("size", [_WIDE, _PHONE], ids=["wide", "phone"])
def test_a_theme_leads_to_its_recommendations(
    browser: "Browser", graphs: dict[str, Graph], tmp_path: Path, size: dict[str, int]
) -> None:
    graph = graphs["authority"]
    visit = _Visit(browser, write_page(graph, "Eastmere"), tmp_path, size)
    visit.page.fill("#search", "life-story work")
    visit.page.keyboard.press("Enter")
    panel = visit.page.inner_text("#panel")
    theme = graph.nodes[f"{BASE}theme/life-story"]
    assert visit.page.inner_text("#name") == theme["label"]
    assert "recommendation 8" in panel
    assert all(f"{part['source']}, page {part['page']}" in panel for part in theme["evidence"])
    visit.page.click("#links button:has-text('Recommendation 8')")
    assert visit.page.inner_text("#name") == "Recommendation 8"
    assert "is about" in visit.page.inner_text("#links")
    assert visit.troubles == []


@pytest.mark.browser
def test_a_post_and_a_body_show_their_words(browser: "Browser", graphs: dict[str, Graph], tmp_path: Path) -> None:
    graph = graphs["authority"]
    visit = _Visit(browser, write_page(graph, "Eastmere"), tmp_path, _WIDE)
    for kind, mark in (("post", "Held"), ("body", "Police, health, courts, schools")):
        node = next(node for node in of(graph, kind) if marks()[node["mark"]].label == mark)
        visit.click_box(node["iri"])
        panel = visit.page.inner_text("#panel")
        assert mark in panel
        for part in node["evidence"]:
            assert " ".join(part["quote"].split()) in panel
            assert part["source"] in panel
    assert visit.troubles == []


@pytest.mark.browser
def test_search_finds_words_and_names(browser: "Browser", graphs: dict[str, Graph], tmp_path: Path) -> None:
    visit = _Visit(browser, write_page(graphs["authority"], "Eastmere"), tmp_path, _WIDE)
    visit.page.fill("#search", "fablethorpe")
    assert "Delia Fablethorpe" in visit.page.inner_text("#found")
    visit.page.keyboard.press("Enter")
    assert visit.page.inner_text("#name") == "Delia Fablethorpe"
    visit.page.fill("#search", "privately fostered")
    assert "Recommendation" in visit.page.inner_text("#found")
    visit.page.fill("#search", "no such thing")
    assert "Nothing of that name" in visit.page.inner_text("#found")


@pytest.mark.browser
def test_the_address_remembers_what_was_chosen(browser: "Browser", graphs: dict[str, Graph], tmp_path: Path) -> None:
    visit = _Visit(browser, write_page(graphs["authority"], "Eastmere"), tmp_path, _WIDE)
    visit.click_box(EASTMERE)
    visit.page.reload()
    visit.page.wait_for_function("window.network")
    assert visit.page.inner_text("#name") == "Eastmere"


@pytest.mark.browser
def test_hostile_words_do_nothing_in_a_browser(browser: "Browser", tmp_path: Path) -> None:
    visit = _Visit(browser, write_page(hostile_graph(), HOSTILE), tmp_path, _WIDE)
    for iri in visit.page.evaluate("nodes.getIds()"):
        visit.page.evaluate("iri => choose(iri, true)", iri)
        assert "<script>" in visit.page.inner_text("#panel")
    visit.page.fill("#search", "script")
    visit.page.wait_for_timeout(100)
    assert visit.troubles == []


@pytest.mark.browser
def test_printing_shows_the_picture_and_the_list(browser: "Browser", graphs: dict[str, Graph], tmp_path: Path) -> None:
    visit = _Visit(browser, write_page(graphs["authority"], "Eastmere"), tmp_path, _WIDE)
    visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert str(visit.page.get_attribute("#print", "src")).startswith("data:image/png")
    assert visit.page.evaluate("document.getElementById('list').open")
    visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert visit.page.is_hidden("#print")
    assert visit.page.pdf().startswith(b"%PDF")
    assert visit.troubles == []
