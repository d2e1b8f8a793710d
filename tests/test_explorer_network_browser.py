"""The network page in a browser: drawn, expanded, filtered, searched, walked by keys, kept in the link and in files."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page, expect

from graph.explorer.network.form import as_json
from graph.explorer.network.state import State
from graph.explorer.pages import network as pages
from graph.network.kinds import grades, kinds, marks
from tests import network_speed
from tests.networks import HOSTILE
from tests.test_explorer_network import hostile_drawing

from .explored import barriers, window

pytestmark = pytest.mark.browser
_DRAWN = "#picture[data-drawn]"
_NODES = "networkPage.state().drawn.nodes"


class Watched:
    """A page, with what it said on the console and which other servers it asked."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.said: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self._watch(request.url))

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, "blob:", "data:")):
            self.foreign.append(url)

    def open(self, path: str) -> Page:
        """The page at a path, drawn."""
        self.page.goto(self.address + path)
        self.page.wait_for_selector(_DRAWN)
        return self.page

    def find(self, kind: str, title: str = "") -> str:
        """The IRI of a node."""
        found: str = self.page.evaluate(
            f"([kind, title]) => {_NODES}.find((node) => node.kind === kind && node.title.includes(title)).id",
            [kind, title],
        )
        return found

    def count(self) -> int:
        """How many nodes are drawn."""
        return int(self.page.evaluate(f"{_NODES}.length"))

    def choose(self, iri: str) -> None:
        """Choose a node as a click does."""
        self.page.evaluate("(iri) => networkPage.choose(iri)", iri)

    def places(self) -> Any:
        """Where everything stands."""
        return self.page.evaluate("networkPage.network.getPositions()")

    def changed(self, condition: str, given: object = None) -> None:
        """Wait until something holds for the state of the page, and nothing more is fetched."""
        self.page.wait_for_function(
            f"(given) => {{ const {{ drawn }} = networkPage.state(); return {condition}; }}", arg=given
        )
        expect(self.page.locator("#picture")).not_to_have_attribute("aria-busy", "true")

    def settle(self) -> None:
        """Wait until nothing is being fetched, and what was asked for is painted."""
        expect(self.page.locator("#picture")).not_to_have_attribute("aria-busy", "true")
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def listed(self, number: int) -> None:
        """Wait until the table, which is written after the picture, has so many rows."""
        expect(self.page.locator("#rows tbody tr")).to_have_count(number)


@pytest.fixture
def watched(browser: Browser, explorer: str) -> Iterator[Watched]:
    with window(browser, viewport={"width": 1300, "height": 900}, accept_downloads=True) as page:
        watched = Watched(page, explorer)
        yield watched
    assert watched.said == []
    assert watched.foreign == []


def test_expand_and_collapse(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    before, places = watched.count(), watched.places()
    watched.choose(watched.find("inspection", "2016"))
    page.click("#expand")
    watched.changed("drawn.nodes.length > given", before)
    expect(page.locator("#said")).to_contain_text("more")
    expect(page).to_have_url(re.compile("open="))
    assert watched.places().items() >= places.items()
    watched.listed(watched.count())
    page.click("#expand")
    watched.changed("drawn.nodes.length === given", before)
    expect(page.locator("#said")).to_contain_text("fewer")
    expect(page).not_to_have_url(re.compile("open="))
    assert watched.places() == places


def test_filters_count_and_stay_in_the_link(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    counts = {each.get_attribute("data-count"): int(each.inner_text()) for each in page.locator("[data-count]").all()}
    assert sum(counts.values()) == watched.count()
    page.uncheck("input[data-code='recommendation']")
    expect(page.locator("[data-count='recommendation']")).to_have_text(f"{counts['recommendation']} hidden")
    shown = watched.count() - counts["recommendation"]
    watched.listed(shown)
    expect(page).to_have_url(re.compile("off=recommendation"))
    page.reload()
    page.wait_for_selector(_DRAWN)
    expect(page.locator("#drawn")).to_have_text(f"{shown} of {watched.count()} things")
    assert not page.is_checked("input[data-code='recommendation']")


def test_find_a_node(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    page.fill("#seek", "private fostering")
    expect(page.locator("#found button").first).to_be_visible()
    page.press("#seek", "Enter")
    expect(page.locator("#panel h2")).to_have_text("Private fostering")
    expect(page.locator("#page")).to_have_attribute("href", "/theme/private-fostering")
    page.fill("#seek", "Atlantis")
    expect(page.locator("#found")).to_contain_text("Nothing of that name")
    page.press("#seek", "Escape")
    expect(page.locator("#found")).to_be_hidden()


def test_the_keyboard_walks_expands_and_closes(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    page.focus("#picture")
    page.keyboard.press("ArrowDown")
    name = page.locator("#panel h2")
    expect(name).to_have_text("Eastmere")
    page.keyboard.press("ArrowDown")
    expect(name).not_to_have_text("Eastmere")
    linked = page.evaluate(
        """() => {
          const { drawn, picture } = networkPage.state(), ends = (edge) => [edge.from, edge.to];
          return drawn.edges.some((edge) => ends(edge).includes(drawn.subject) && ends(edge).includes(picture.chosen));
        }"""
    )
    assert linked
    expect(page.locator("#said")).to_contain_text(name.inner_text())
    scale = page.evaluate("networkPage.network.getScale()")
    page.keyboard.press("+")
    page.wait_for_function("(before) => networkPage.network.getScale() > before", arg=scale)
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    watched.changed("drawn.opened.length === 1")
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()


def test_the_link_restores_what_was_expanded_moved_and_chosen(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere&layout=rings")
    page.click("#whole")
    authority = watched.find("authority")
    watched.choose(watched.find("inspection", "2016"))
    page.click("#expand")
    watched.changed("drawn.opened.length === 1")
    watched.choose(authority)
    box = page.locator("#picture").bounding_box()
    assert box
    at = page.evaluate("(iri) => networkPage.network.canvasToDOM(networkPage.network.getPosition(iri))", authority)
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + at["x"] + 60, box["y"] + at["y"] + 90, steps=5)
    page.mouse.up()
    page.wait_for_function("() => new URLSearchParams(location.search).has('at')")
    query = parse_qs(urlsplit(page.evaluate("location.href")).query)
    assert {"of", "layout", "open", "at", "on"} <= query.keys()
    places = {iri: (round(place["x"]), round(place["y"])) for iri, place in watched.places().items()}
    page.goto("about:blank")
    page.goto(f"{watched.address}/network?" + "&".join(f"{name}={value[0]}" for name, value in query.items()))
    page.wait_for_selector(_DRAWN)
    assert {iri: (round(place["x"]), round(place["y"])) for iri, place in watched.places().items()} == places
    expect(page.locator("#panel h2")).to_have_text("Eastmere")


_PAINTED = """(id) => {
  const { drawn } = networkPage.state(), node = drawn.nodes.find((each) => each.id === id);
  const canvas = document.querySelector("#picture canvas"), ratio = canvas.width / canvas.clientWidth;
  const copy = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const { x, y } = networkPage.network.canvasToDOM({ x: node.x - node.w / 2 + 6, y: node.y });
  copy.drawImage(canvas, -Math.round(x * ratio), -Math.round(y * ratio));
  const [red, green, blue] = copy.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}"""


def test_a_link_in_which_the_subject_was_moved_shows_all_boxes_at_once(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    subject, inspection = watched.find("authority"), watched.find("inspection", "2016")
    keys = dict(page.evaluate(f"{_NODES}.map((node) => [node.id, node.key])"))
    watched.open(f"/network?of=Eastmere&at={keys[subject]}.138.573")
    watched.settle()
    grade = page.evaluate(f"(id) => {_NODES}.find((node) => node.id === id).grade", inspection)
    page.wait_for_function(f"([id, colour]) => ({_PAINTED})(id) === colour", arg=[inspection, grades()[grade].fill])
    page.wait_for_function(f"([id, colour]) => ({_PAINTED})(id) === colour", arg=[subject, kinds()["authority"].light])


def test_a_link_that_grows_too_long_says_so(watched: Watched) -> None:
    page = watched.open(
        "/network?of=Eastmere&at=" + "~".join(f"a{number:06d}.{number}.{number}" for number in range(170))
    )
    expect(page.locator("#said")).to_contain_text("it keeps those of the 150 boxes")
    watched.choose(watched.find("theme"))
    link = page.evaluate("location.href")
    assert len(link) < 5000
    assert len(parse_qs(urlsplit(link).query)["at"][0].split("~")) == 150


def test_layouts_are_changed_and_say_so(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    for layout in ("kinds", "rings", "force", "column", "time"):
        before = watched.places()
        page.select_option("#layout", layout)
        watched.changed("drawn.layout === given", layout)
        expect(page).to_have_url(re.compile(f"layout={layout}"))
        assert watched.places() != before


def test_a_path_is_drawn(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    watched.choose(watched.find("theme", "Private"))
    page.click("#path")
    page.wait_for_url("**/network?from=*")
    page.wait_for_selector(_DRAWN)
    expect(page.locator("h1")).to_have_text("From Eastmere to Private fostering")
    assert page.locator(".ways li").count() >= 1
    assert watched.count() >= 3
    watched.listed(watched.count())


@pytest.mark.parametrize("path", ["/network?of=Eastmere", "/network?view=themes", "/network?view=alike"])
def test_pictures_are_kept_as_files(watched: Watched, tmp_path: Path, path: str) -> None:
    page = watched.open(path)
    for ending in ("png", "svg"):
        with page.expect_download() as download:
            page.click(f"#{ending}")
        file = tmp_path / download.value.suggested_filename
        assert file.suffix == f".{ending}"
        download.value.save_as(file)
        if ending == "png":
            assert file.read_bytes().startswith(b"\x89PNG\r\n")
        else:
            root = ElementTree.parse(file).getroot()  # noqa: S314 - written by our own page
            assert root.tag.endswith("svg")
            texts = " ".join(text for each in root.iter() for text in each.itertext())
            assert "Eastmere" in texts or not watched.count()


def test_hostile_words_are_only_words(watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = {"title": HOSTILE, "drawn": as_json(hostile_drawing()), "mode": "around", "state": State(HOSTILE)}
    monkeypatch.setattr(pages, "_drawn", lambda request: values)
    page = watched.open("/network?of=hostile")
    for iri in page.evaluate(f"{_NODES}.map((node) => node.id)"):
        watched.choose(iri)
    page.fill("#seek", "script")
    expect(page.locator("#found button").first).to_be_visible()
    expect(page.locator("#rows")).to_contain_text("<script>alert('x')</script>")
    assert page.locator("main img, main script, #found script").count() == 0
    with page.expect_download() as download:
        page.click("#svg")
    download.value.save_as(tmp_path / "hostile.svg")
    root = ElementTree.parse(tmp_path / "hostile.svg").getroot()  # noqa: S314 - written by our own page
    assert {each.tag.rsplit("}", 1)[-1] for each in root.iter()} == {"svg", "title", "g", "rect", "path", "text"}


@pytest.mark.parametrize("path", ["/network?of=Eastmere", "/network", "/network?from=Eastmere&to=Private+fostering"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
def test_readers_of_all_kinds_can_use_it(
    browser: Browser, explorer: str, path: str, scheme: Literal["light", "dark"], width: int
) -> None:
    with window(browser, viewport={"width": width, "height": 844}, color_scheme=scheme) as page:
        page.goto(explorer + path)
        page.wait_for_selector(_DRAWN)
        page.evaluate(f"networkPage.choose({_NODES}[0].id)")
        expect(page.locator("#panel")).to_be_visible()
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_there_is_the_table(browser: Browser, explorer: str) -> None:
    with window(browser, java_script_enabled=False) as page:
        page.goto(f"{explorer}/network?of=Eastmere")
        assert page.locator("#rows tbody tr").count() > 50
        expect(page.locator("#drawing")).to_be_hidden()


def test_speed_can_be_measured(watched: Watched) -> None:
    assert network_speed.first_drawn(watched.page, f"{watched.address}/network?of=Eastmere") > 0
    assert network_speed.expansion(watched.page, watched.find("inspection")) > 0
    assert network_speed.frame_times(watched.page, 0.3)["median drag"] > 0


def test_the_legend_says_what_letters_colours_and_lines_mean(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    nodes = page.evaluate(_NODES)
    said = " ".join(page.inner_text("#legend .marks").split())
    for known in ({node["grade"]: grades() for node in nodes} | {node["mark"]: marks() for node in nodes}).items():
        code, table = known
        if code in table:
            count = len([node for node in nodes if code in (node["grade"], node["mark"])])
            assert f"{table[code].label} {count}" in said
    assert "Lines: Asks about" in said
    page.uncheck("input[data-code='post']")
    expect(page.locator("#legend .marks")).not_to_contain_text("Posts:")


def test_what_is_connected_is_counted_once_however_much_is_said_of_it(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    for iri in page.evaluate(f"{_NODES}.map((node) => node.id)")[:40]:
        watched.choose(iri)
        linked = page.evaluate(
            """(iri) => {
              const ends = networkPage.state().drawn.edges.filter((edge) => [edge.from, edge.to].includes(iri));
              return new Set(ends.map((edge) => (edge.from === iri ? edge.to : edge.from))).size;
            }""",
            iri,
        )
        expect(page.locator("#said")).to_contain_text(f"{linked} connection")
        expect(page.locator("#panel .links h3")).to_have_text(re.compile(f"^Connected with {linked} thing"))


def test_back_undoes_one_step_after_another(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    before, places = watched.count(), watched.places()
    watched.choose(watched.find("inspection", "2016"))
    page.click("#expand")
    page.wait_for_function(f"() => {_NODES}.length > {before}")
    after = watched.count()
    page.uncheck("input[data-code='post']")
    page.wait_for_url("**off=post**")
    page.select_option("#layout", "rings")
    page.wait_for_function("() => networkPage.state().drawn.layout === 'rings'")
    page.go_back()
    page.wait_for_function("() => networkPage.state().drawn.layout === 'time'")
    expect(page.locator("#layout")).to_have_value("time")
    expect(page.locator("input[data-code='post']")).not_to_be_checked()
    page.go_back()
    page.wait_for_function("() => document.querySelector('input[data-code=\"post\"]').checked")
    watched.changed("drawn.nodes.length === given", after)
    page.go_back()
    page.wait_for_function(f"() => {_NODES}.length === {before}")
    page.wait_for_function(
        "(places) => JSON.stringify(networkPage.network.getPositions()) === JSON.stringify(places)", arg=places
    )
    page.go_forward()
    page.wait_for_function(f"() => {_NODES}.length === {after}")


@pytest.mark.parametrize("width", [1300, 390])
def test_what_an_expansion_brings_is_in_view_and_not_faint(browser: "Browser", explorer: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    watched = Watched(context.new_page(), explorer)
    page = watched.open("/network?of=Eastmere&layout=time")
    watched.choose(watched.find("inspection", "2016"))
    page.click("#expand")
    page.wait_for_function("() => networkPage.state().drawn.opened.length === 1")
    watched.settle()
    page.wait_for_function(
        """() => {
          const { drawn, picture } = networkPage.state(), [, block] = drawn.ties[0];
          const [left, top, width, height] = drawn.frames.find((frame) => frame[4] === block);
          const stage = document.querySelector("#picture").getBoundingClientRect();
          const start = networkPage.network.canvasToDOM({ x: left, y: top });
          const end = networkPage.network.canvasToDOM({ x: left + width, y: top + height });
          const free = innerWidth > 640 ? stage.width - document.querySelector("#panel").offsetWidth : stage.width;
          const faint = drawn.opened[0].brought.filter((each) => !picture.focus.has(each)).length;
          return start.x >= 0 && start.y >= 0 && end.x <= free && start.y < stage.height / 2 && !faint && stage.top >= 0;
        }"""
    )
    context.close()


def test_a_statement_is_pointed_out_in_the_picture_of_its_inspection(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere+2016")
    assert page.is_hidden("#panel")
    finding = watched.find("finding")
    watched.open(f"/network?of={finding}")
    watched.changed("networkPage.state().picture.chosen === given", finding)
    expect(page.locator("#panel .kind")).to_have_text(re.compile("^Finding"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_picture_is_printed_in_the_colours_of_paper(browser: "Browser", explorer: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme)
    watched = Watched(context.new_page(), explorer)
    page = watched.open("/network?of=Eastmere")
    assert page.is_hidden("#printed")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("#printed svg")).to_be_visible()
    expect(page.locator(".stage")).to_be_hidden()
    expect(page.locator("#printed svg > rect").first).to_have_attribute("fill", "#ffffff")
    expect(page.locator("#printed")).to_contain_text("Eastmere 2016")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#printed svg")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("width", [1300, 390])
@pytest.mark.parametrize("path", ["/network?of=Eastmere", "/network?view=themes"])
def test_what_is_clicked_is_large_enough(browser: "Browser", explorer: str, width: int, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 844})
    watched = Watched(context.new_page(), explorer)
    page = watched.open(path)
    page.evaluate("document.querySelector('#legend').open = true")
    watched.choose(page.evaluate(f"{_NODES}[0].id"))
    options = {"runOnly": {"type": "rule", "values": ["target-size"]}}
    found = Axe().run(page, context="main", options=options).response["violations"]
    assert [node["html"][:120] for each in found for node in each["nodes"]] == []
    context.close()


def test_a_line_of_a_projection_leads_to_what_says_so(watched: Watched) -> None:
    page = watched.open("/network?view=themes")
    start, end, x, y = page.evaluate(
        """() => {
          const { drawn, picture } = networkPage.state(), edge = drawn.edges[0], stage = document.querySelector("#picture");
          const from = picture.at(edge.from), to = picture.at(edge.to);
          const at = (part) => ({ x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) });
          const covered = ({ x, y }) => drawn.nodes.some((node) =>
            Math.abs(node.x - x) < node.w / 2 + 2 && Math.abs(node.y - y) < node.h / 2 + 2);
          const free = [.5, .4, .6, .3, .7].map(at).find((each) => !covered(each) && picture.lineAt(each, 1) === edge);
          stage.scrollIntoView();
          const seen = networkPage.network.canvasToDOM(free), { left, top } = stage.getBoundingClientRect();
          return [edge.from, edge.to, left + seen.x, top + seen.y];
        }"""
    )
    page.mouse.click(x, y)
    watched.changed("networkPage.state().picture.chosen === given", start)
    first = page.locator("#panel .links > ul > li").first
    title = page.evaluate(f"(id) => {_NODES}.find((node) => node.id === id).title", end)
    expect(first).to_contain_text(title)
    assert first.locator("details[open] a").count() >= 1
    assert "/recommendation/" in str(first.locator("a").first.get_attribute("href"))
