"""The network page in a browser: drawn, expanded, filtered, searched, walked by keys, kept in the link and in files."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest

from graph.explorer.network.form import as_json
from graph.explorer.network.state import State
from graph.explorer.pages import network as pages
from tests import network_speed
from tests.networks import HOSTILE
from tests.test_explorer_network import hostile_drawing

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_DRAWN = "#picture[data-drawn]"
_NODES = "networkPage.state().drawn.nodes"


class Watched:
    """A page, with what it said on the console and which other servers it asked."""

    def __init__(self, page: "Page", address: str) -> None:
        self.page, self.address = page, address
        self.said: list[str] = []
        self.foreign: list[str] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda request: self._watch(request.url))

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, "blob:", "data:")):
            self.foreign.append(url)

    def open(self, path: str) -> "Page":
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

    def settle(self) -> None:
        """Wait until nothing is being fetched, and the table is written."""
        self.page.wait_for_selector("#picture:not([aria-busy])")
        self.page.wait_for_timeout(80)


@pytest.fixture
def watched(browser: "Browser", explorer: str) -> Iterator[Watched]:
    context = browser.new_context(viewport={"width": 1300, "height": 900}, accept_downloads=True)
    page = Watched(context.new_page(), explorer)
    yield page
    context.close()
    assert page.said == []
    assert page.foreign == []


def test_expand_and_collapse(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    before, places = watched.count(), watched.places()
    inspection = watched.find("inspection", "2016")
    watched.choose(inspection)
    page.click("#expand")
    page.wait_for_function(f"() => {_NODES}.length > {before}")
    watched.settle()
    assert "more" in page.inner_text("#said")
    assert watched.places().items() >= places.items()
    assert page.locator("#rows tbody tr").count() == watched.count()
    assert "open=" in page.url
    page.click("#expand")
    page.wait_for_function(f"() => {_NODES}.length === {before}")
    watched.settle()
    assert "fewer" in page.inner_text("#said")
    assert (watched.places(), "open=" in page.url) == (places, False)


def test_filters_count_and_stay_in_the_link(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    counts = {each.get_attribute("data-count"): int(each.inner_text()) for each in page.locator("[data-count]").all()}
    assert sum(counts.values()) == watched.count()
    page.uncheck("input[data-code='recommendation']")
    watched.settle()
    shown = watched.count() - counts["recommendation"]
    assert page.inner_text("[data-count='recommendation']") == "0"
    assert page.locator("#rows tbody tr").count() == shown
    page.reload()
    page.wait_for_selector(_DRAWN)
    watched.settle()
    assert not page.is_checked("input[data-code='recommendation']")
    assert page.inner_text("#drawn") == f"({shown} of {watched.count()} shown)"


def test_find_a_node(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    page.fill("#seek", "private fostering")
    assert page.locator("#found button").count() >= 1
    page.press("#seek", "Enter")
    assert page.inner_text("#panel h2") == "Private fostering"
    assert page.get_attribute("#page", "href") == "/theme/private-fostering"
    page.fill("#seek", "Atlantis")
    assert "Nothing of that name" in page.inner_text("#found")
    page.press("#seek", "Escape")
    assert page.is_hidden("#found")


def test_the_keyboard_walks_expands_and_closes(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    page.focus("#picture")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#panel h2") == "Eastmere"
    page.keyboard.press("ArrowDown")
    walked = page.inner_text("#panel h2")
    assert walked != "Eastmere"
    linked = page.evaluate(
        """() => {
          const { drawn, picture } = networkPage.state(), ends = (edge) => [edge.from, edge.to];
          return drawn.edges.some((edge) => ends(edge).includes(drawn.subject) && ends(edge).includes(picture.chosen));
        }"""
    )
    assert linked
    assert walked in page.inner_text("#said")
    scale = page.evaluate("networkPage.network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("networkPage.network.getScale()") > scale
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    page.wait_for_function("() => networkPage.state().drawn.opened.length === 1")
    page.keyboard.press("Escape")
    assert page.is_hidden("#panel")


def test_the_link_restores_what_was_expanded_moved_and_chosen(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere&layout=rings")
    page.click("#whole")
    authority = watched.find("authority")
    watched.choose(watched.find("inspection", "2016"))
    page.click("#expand")
    page.wait_for_function("() => networkPage.state().drawn.opened.length === 1")
    watched.settle()
    watched.choose(authority)
    box = page.locator("#picture").bounding_box()
    assert box
    at = page.evaluate("(iri) => networkPage.network.canvasToDOM(networkPage.network.getPosition(iri))", authority)
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + at["x"] + 60, box["y"] + at["y"] + 90, steps=5)
    page.mouse.up()
    page.wait_for_function("() => new URLSearchParams(location.search).has('at')")
    query = parse_qs(urlsplit(page.url).query)
    assert {"of", "layout", "open", "at", "on"} <= query.keys()
    places = {iri: (round(place["x"]), round(place["y"])) for iri, place in watched.places().items()}
    page.goto("about:blank")
    page.goto(f"{watched.address}/network?" + "&".join(f"{name}={value[0]}" for name, value in query.items()))
    page.wait_for_selector(_DRAWN)
    assert {iri: (round(place["x"]), round(place["y"])) for iri, place in watched.places().items()} == places
    assert page.inner_text("#panel h2") == "Eastmere"


def test_a_link_that_grows_too_long_says_so(watched: Watched) -> None:
    page = watched.open(
        "/network?of=Eastmere&at=" + "~".join(f"a{number:06d}.{number}.{number}" for number in range(170))
    )
    watched.choose(watched.find("theme"))
    assert len(page.url) < 5000
    assert len(parse_qs(urlsplit(page.url).query)["at"][0].split("~")) == 150


def test_layouts_are_changed_and_say_so(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    for layout in ("kinds", "rings", "force", "column", "time"):
        before = watched.places()
        page.select_option("#layout", layout)
        page.wait_for_function("(layout) => networkPage.state().drawn.layout === layout", arg=layout)
        watched.settle()
        assert watched.places() != before
        assert f"layout={layout}" in page.url


def test_a_path_is_drawn(watched: Watched) -> None:
    page = watched.open("/network?of=Eastmere")
    watched.choose(watched.find("theme", "Private"))
    page.click("#path")
    page.wait_for_selector(_DRAWN)
    assert page.inner_text("h1") == "From Eastmere to Private fostering"
    assert page.locator(".ways li").count() >= 1
    assert watched.count() == page.locator("#rows tbody tr").count() >= 3


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
    watched.settle()
    assert page.locator("main img, main script, #found script").count() == 0
    assert "<script>alert('x')</script>" in page.inner_text("#rows")
    with page.expect_download() as download:
        page.click("#svg")
    download.value.save_as(tmp_path / "hostile.svg")
    root = ElementTree.parse(tmp_path / "hostile.svg").getroot()  # noqa: S314 - written by our own page
    assert {each.tag.rsplit("}", 1)[-1] for each in root.iter()} == {"svg", "title", "g", "rect", "path", "text"}


@pytest.mark.parametrize("path", ["/network?of=Eastmere", "/network", "/network?from=Eastmere&to=Private+fostering"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390])
def test_readers_of_all_kinds_can_use_it(browser: "Browser", explorer: str, path: str, scheme: Any, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
    page = context.new_page()
    page.goto(explorer + path)
    page.wait_for_selector(_DRAWN)
    page.evaluate(f"networkPage.choose({_NODES}[0].id)")
    found = Axe().run(page).response["violations"]
    serious = [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found if each["impact"] in ("serious", "critical")
    ]
    assert serious == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_without_scripts_there_is_the_table(browser: "Browser", explorer: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{explorer}/network?of=Eastmere")
    assert page.locator("#rows tbody tr").count() > 50
    assert page.is_hidden("#drawing")
    context.close()


def test_speed_can_be_measured(watched: Watched) -> None:
    assert network_speed.first_drawn(watched.page, f"{watched.address}/network?of=Eastmere") > 0
    assert network_speed.expansion(watched.page, watched.find("inspection")) > 0
    assert network_speed.frame_times(watched.page, 0.3)["median drag"] > 0
