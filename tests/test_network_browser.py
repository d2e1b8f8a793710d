"""The page of a network in a real browser."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from graph.network import write_page
from graph.network.kinds import marks
from graph.settings import BASE
from graph.store import Store

from .explored import PATIENCE, window
from .networks import EASTMERE, HOSTILE, SUBJECTS, Graph, drawn, hostile_graph, of

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def graphs(sample_store: Store) -> dict[str, Graph]:
    return drawn(sample_store)


@pytest.fixture(params=SUBJECTS)
def graph(request: pytest.FixtureRequest, graphs: dict[str, Graph]) -> Graph:
    return graphs[request.param]


_WIDE, _PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}


class _Visit:
    """A page opened from a file, with everything it complained of or asked for."""

    def __init__(self, page: Page, path: Path) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.context.route("**/*", self._route)
        page.on("console", lambda message: self.troubles.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", self._dismiss)
        page.goto(path.as_uri())
        page.wait_for_function("window.network && network.body.nodeIndices.length > 0")
        # On a busy machine a click is longer than what the library takes for one.
        page.evaluate("time => network.canvas.hammer.get('tap').set({ time })", PATIENCE * 1000)

    def _dismiss(self, dialog: Dialog) -> None:
        self.troubles.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _route(self, route: Any) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            self.troubles.append(f"request: {route.request.url}")
            route.abort()

    def at(self, iri: str) -> tuple[float, float]:
        """Where on the page the middle of a box is."""
        x, y = self.page.evaluate(
            """iri => {
                const { x, y } = network.canvasToDOM(network.getPosition(iri));
                const box = document.getElementById('mynetwork').getBoundingClientRect();
                return [x + box.x, y + box.y];
            }""",
            iri,
        )
        return x, y

    def click_box(self, iri: str) -> None:
        self.page.mouse.click(*self.at(iri))
        expect(self.part("iri")).to_have_text(iri)

    def part(self, name: str) -> Locator:
        """An element by its identifier."""
        return self.page.locator(f"#{name}")

    def counted(self, what: str) -> Locator:
        """How many of something are shown."""
        return self.page.locator(f"[data-count='{what}']")

    def frames(self, number: int) -> None:
        """Wait until the page has been drawn so many times, or could have been."""
        self.page.evaluate(
            """number => new Promise((done) => {
                const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : done());
                next(number);
            })""",
            number,
        )


Visiting: TypeAlias = Callable[..., _Visit]


@pytest.fixture
def visiting(browser: Browser, tmp_path: Path) -> Iterator[Visiting]:
    """Opens a page, which must have nothing to complain of in the end."""
    visits = []
    with ExitStack() as windows:

        def visit(html: str, size: dict[str, int] = _WIDE) -> _Visit:
            path = tmp_path / "page.html"
            path.write_text(html, encoding="utf-8")
            visits.append(_Visit(windows.enter_context(window(browser, viewport=size)), path))
            return visits[-1]

        yield visit
    assert [trouble for visit in visits for trouble in visit.troubles] == []


@pytest.fixture
def eastmere(visiting: Visiting, graphs: dict[str, Graph]) -> _Visit:
    """The page of the authority."""
    return visiting(write_page(graphs["authority"], "Eastmere"))


@pytest.mark.parametrize("size", [_WIDE, _PHONE], ids=["wide", "phone"])
def test_the_page_opens_and_draws(visiting: Visiting, graph: Graph, size: dict[str, int]) -> None:
    page = visiting(write_page(graph, "Any"), size).page
    page.wait_for_function(
        """() => {
            const canvas = document.querySelector('#mynetwork canvas');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size > 20;
        }"""
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert page.evaluate("network.body.nodeIndices.length") == graph.number_of_nodes()


def test_choosing_a_box_shows_its_words(eastmere: _Visit, graphs: dict[str, Graph]) -> None:
    judgement = next(node for node in of(graphs["authority"], "judgement") if node["grade"] == "good")
    eastmere.click_box(judgement["iri"])
    part = judgement["evidence"][0]
    for words in (
        "Judgement",
        judgement["label"],
        "Good",
        " ".join(part["quote"].split()),
        f"{part['source']}, page {part['page']}",
        judgement["iri"],
        "judges this",
    ):
        expect(eastmere.part("panel")).to_contain_text(words)
    eastmere.page.keyboard.press("Escape")
    expect(eastmere.part("panel")).to_be_hidden()


def test_boxes_can_be_moved_and_nothing_else_moves(eastmere: _Visit) -> None:
    page = eastmere.page
    before = page.evaluate("network.getPositions()")
    eastmere.frames(20)
    assert page.evaluate("network.getPositions()") == before
    x, y = eastmere.at(EASTMERE)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 20, steps=5)
    page.mouse.up()
    page.wait_for_function("([iri, x]) => network.getPosition(iri).x !== x", arg=[EASTMERE, before[EASTMERE]["x"]])
    eastmere.frames(20)
    after = page.evaluate("network.getPositions()")
    assert [iri for iri in before if before[iri] != after[iri]] == [EASTMERE]


def test_the_list_and_the_keyboard_reach_everything(eastmere: _Visit, graphs: dict[str, Graph]) -> None:
    page = eastmere.page
    page.click("a[href='#list']")
    recommendation = of(graphs["authority"], "recommendation")[0]
    page.locator(f"#list button[data-id='{recommendation['iri']}']").focus()
    page.keyboard.press("Enter")
    expect(eastmere.part("quotes")).to_contain_text(recommendation["evidence"][0]["source"])
    assert page.evaluate("network.getSelectedNodes()") == [recommendation["iri"]]
    expect(eastmere.part("panel")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(eastmere.part("name")).to_have_text("Eastmere 2016")


def test_filters_change_what_is_shown_and_counted(eastmere: _Visit, graphs: dict[str, Graph]) -> None:
    page, drawn = eastmere.page, eastmere.part("drawn")
    total = graphs["authority"].number_of_nodes()
    expect(drawn).to_have_text(f"{total} of {total} shown")
    page.uncheck("input[data-kind='recommendation']")
    expect(drawn).to_have_text(f"{total - 18} of {total} shown")
    expect(eastmere.counted("kind/recommendation")).to_have_text("0")
    page.uncheck("input[data-grade='inadequate']")
    expect(eastmere.counted("grade/inadequate")).to_have_text("0")
    expect(eastmere.counted("kind/inspection")).to_have_text("1")
    expect(eastmere.counted("kind/person")).to_have_text("11")
    rest = [node for node in of(graphs["authority"], "judgement") if node["grade"] != "inadequate"]
    expect(eastmere.counted("kind/judgement")).to_have_text(str(len(rest)))
    page.check("input[data-kind='recommendation']")
    page.check("input[data-grade='inadequate']")
    expect(drawn).to_have_text(f"{total} of {total} shown")


def test_marks_switch_off_boxes_and_empty_frames_vanish(eastmere: _Visit, graphs: dict[str, Graph]) -> None:
    page, found = eastmere.page, of(graphs["authority"], "body")
    bodies = Counter(node["mark"] for node in found)
    page.uncheck("input[data-mark='public']")
    expect(eastmere.counted("mark/public")).to_have_text("0")
    expect(eastmere.counted("kind/body")).to_have_text(str(bodies.total() - bodies["public"]))
    frames = page.evaluate("frames().length")
    page.uncheck("input[data-kind='body']")
    expect(eastmere.counted("kind/body")).to_have_text("0")
    assert page.evaluate("frames().length") == frames - 1
    assert not [text for text in page.evaluate("captions().map((each) => each[2])") if "bodies" in text]
    page.evaluate("iri => choose(iri, true)", next(node["iri"] for node in found if node["mark"] == "public"))
    expect(page.locator("input[data-mark='public']")).to_be_checked()
    expect(page.locator("input[data-kind='body']")).to_be_checked()


@pytest.mark.parametrize("size", [_WIDE, _PHONE], ids=["wide", "phone"])
def test_a_theme_leads_to_its_recommendations(
    visiting: Visiting, graphs: dict[str, Graph], size: dict[str, int]
) -> None:
    graph = graphs["authority"]
    visit = visiting(write_page(graph, "Eastmere"), size)
    visit.page.fill("#search", "life-story work")
    visit.page.keyboard.press("Enter")
    theme = graph.nodes[f"{BASE}theme/life-story"]
    expect(visit.part("name")).to_have_text(theme["label"])
    panel = visit.page.inner_text("#panel")
    assert "recommendation 8" in panel
    assert all(f"{part['source']}, page {part['page']}" in panel for part in theme["evidence"])
    visit.page.click("#links button:has-text('Recommendation 8')")
    expect(visit.part("name")).to_have_text("Recommendation 8")
    expect(visit.part("links")).to_contain_text("is about")


def test_a_post_and_a_body_show_their_words(eastmere: _Visit, graphs: dict[str, Graph]) -> None:
    for kind, mark in (("post", "Held"), ("body", "Police, health, courts, schools")):
        node = next(node for node in of(graphs["authority"], kind) if marks()[node["mark"]].label == mark)
        eastmere.click_box(node["iri"])
        panel = eastmere.page.inner_text("#panel")
        assert mark in panel
        for part in node["evidence"]:
            assert " ".join(part["quote"].split()) in panel
            assert part["source"] in panel


def test_search_finds_words_and_names(eastmere: _Visit) -> None:
    page, found = eastmere.page, eastmere.part("found")
    page.fill("#search", "fablethorpe")
    expect(found).to_contain_text("Delia Fablethorpe")
    page.keyboard.press("Enter")
    expect(eastmere.part("name")).to_have_text("Delia Fablethorpe")
    page.fill("#search", "privately fostered")
    expect(found).to_contain_text("Recommendation")
    page.fill("#search", "no such thing")
    expect(found).to_contain_text("Nothing of that name")


def test_the_address_remembers_what_was_chosen(eastmere: _Visit) -> None:
    eastmere.click_box(EASTMERE)
    eastmere.page.reload()
    expect(eastmere.part("name")).to_have_text("Eastmere")


def test_hostile_words_do_nothing_in_a_browser(visiting: Visiting) -> None:
    visit = visiting(write_page(hostile_graph(), HOSTILE))
    for iri in visit.page.evaluate("nodes.getIds()"):
        visit.page.evaluate("iri => choose(iri, true)", iri)
        expect(visit.part("panel")).to_contain_text("<script>")
    visit.page.fill("#search", "script")
    expect(visit.part("found").locator("button").first).to_be_visible()
    visit.frames(5)


def test_printing_shows_the_picture_and_the_list(eastmere: _Visit) -> None:
    page, picture = eastmere.page, eastmere.part("print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(picture).to_have_attribute("src", re.compile("^data:image/png"))
    assert page.evaluate("document.getElementById('list').open")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(picture).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")
