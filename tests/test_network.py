"""The network view: what is drawn around a subject, how it is laid out, and the page, also in a real browser."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx
import pytest

from graph import iris
from graph.build import build
from graph.errors import SubjectError
from graph.network import find_subject, neighbourhood, view_page, write_page
from graph.network.days import day, period
from graph.network.gather import _same_text
from graph.network.kinds import grades, kinds
from graph.settings import BASE, ONTOLOGY
from graph.store import Store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

EASTMERE = iris.authority("X99000001")
SUBJECTS = {
    "corpus": None,
    "authority": "Eastmere",
    "SIF inspection": "Eastmere 2016",
    "ILACS inspection": "Eastmere 2024",
    "report": "eastmere-2016-11-18.pdf",
    "article": "eastmere-news-2016-11-18",
    "inspector": "Delia Fablethorpe",
    "board": "id/lscb/X99000001",
    "law": "Children Act 2004",
}
HOSTILE = "</script><script>alert('x')</script><img src=x onerror=alert(1)>\"'&\u2028\u2029{{ 7 * 7 }}\x00\ud800\ufffe"

Graph: TypeAlias = "networkx.MultiDiGraph[str]"


@pytest.fixture(scope="module")
def graphs(sample_store: Store) -> dict[str, Graph]:
    return {
        name: neighbourhood(sample_store, find_subject(sample_store, text) if text else None)
        for name, text in SUBJECTS.items()
    }


@pytest.fixture(params=SUBJECTS)
def graph(request: pytest.FixtureRequest, graphs: dict[str, Graph]) -> Graph:
    return graphs[request.param]


def _of(graph: Graph, kind: str) -> list[dict[str, Any]]:
    return [dict(data, iri=iri) for iri, data in graph.nodes(data=True) if data["kind"] == kind]


# What a name means -------------------------------------------------------------------------------------------------------


def test_every_name_of_a_subject_finds_it(sample_store: Store) -> None:
    names = [EASTMERE, "id/authority/X99000001", "X99000001", "x99000001", "Eastmere", " eastmere council "]
    assert {find_subject(sample_store, name) for name in names} == {EASTMERE}


def test_an_inspection_is_found_by_year_day_or_label(sample_store: Store) -> None:
    expected = iris.inspection("X99000001", "2016-09-05", "")
    names = ["Eastmere 2016", "Eastmere 2016-09-05", "Inspection of Eastmere, 2016-09-05", expected]
    assert {find_subject(sample_store, name) for name in names} == {expected}


def test_a_document_is_found_by_file_name_or_hash(sample_store: Store) -> None:
    stored = next(each for each in sample_store.documents().values() if each.name == "eastmere-2016-11-18.pdf")
    names = [stored.name, stored.name.upper(), "eastmere-2016-11-18", stored.sha256, stored.sha256[:12]]
    assert {find_subject(sample_store, name) for name in names} == {iris.document(stored.sha256)}


def test_a_statement_is_drawn_in_its_inspection(sample_store: Store, graphs: dict[str, Graph]) -> None:
    finding = _of(graphs["SIF inspection"], "finding")[3]["iri"]
    graph = neighbourhood(sample_store, find_subject(sample_store, finding), limit=20)
    assert finding in graph
    assert graph.graph["subject"] == finding
    assert graph.graph["title"] == f"{graph.nodes[finding]['label']} of Eastmere 2016"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "subject is empty"),
        ("Eastmeer", "near are: Eastmere"),
        ("Delia Fablethorp", "near are: Delia Fablethorpe"),
        ("Eastmere 1999", "near are: Eastmere"),
        ("zzzzzzzz qqqq", "inspection-graph query inspections"),
        ("Hartlepool", "no inspection of Hartlepool"),
        ("E06000001", "no inspection of Hartlepool"),
        ("id/person/ofsted/nobody", "no document of the store speaks of it"),
        (f"{BASE}grade/good", "no document of the store speaks of it"),
        (f"{BASE}grade/good> }} DROP ALL #", "not an IRI"),
    ],
)
def test_what_is_not_there_is_an_error_that_helps(sample_store: Store, text: str, said: str) -> None:
    with pytest.raises(SubjectError, match=re.escape(said)):
        find_subject(sample_store, text)


def test_a_name_of_several_things_is_an_error_that_lists_them(sample_store: Store) -> None:
    hashes = sorted(sample_store.documents())
    store = Store(sample_store.folder)
    twins = {sha: store.documents()[hashes[0]] for sha in hashes[:2]}
    store.documents = lambda: twins  # type: ignore[method-assign]
    with pytest.raises(SubjectError, match="may mean 2 things"):
        find_subject(store, twins[hashes[0]].name)


@pytest.mark.parametrize(
    "subject", [f"{BASE}id/person/ofsted/nobody", f"{BASE}grade/good", f"{BASE}id/region/E12000001"]
)
def test_nothing_is_drawn_of_what_is_not_there(sample_store: Store, subject: str) -> None:
    with pytest.raises(SubjectError):
        neighbourhood(sample_store, subject)


def test_a_store_without_inspections_says_so(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Nothing that is a report.", encoding="utf-8")
    build([str(tmp_path / "note.txt")], tmp_path / "store")
    with pytest.raises(SubjectError, match="holds no inspection"):
        neighbourhood(Store(tmp_path / "store"), None)
    assert neighbourhood(Store(tmp_path / "store"), find_subject(Store(tmp_path / "store"), "note.txt"))


# What is drawn -----------------------------------------------------------------------------------------------------------


def test_every_node_has_what_the_page_shows(graph: Graph) -> None:
    assert graph.number_of_nodes()
    for _, data in graph.nodes(data=True):
        assert data["kind"] in kinds()
        assert data["label"].strip()
        assert data["grade"] in {"", *grades()}
        for part in data["evidence"]:
            assert part["quote"].strip()
            assert part["page"] >= 1
            assert part["source"].startswith("eastmere-")


def test_the_subject_is_drawn(graph: Graph, sample_store: Store) -> None:
    subject = graph.graph["subject"]
    assert subject in graph if subject else graph.graph["view"] == "corpus"


def test_what_was_read_has_its_words(graph: Graph) -> None:
    for kind in ("judgement", "recommendation", "finding", "person", "inspection"):
        assert all(node["evidence"] for node in _of(graph, kind))


def test_the_sample_authority_is_complete(graphs: dict[str, Graph]) -> None:
    graph = graphs["authority"]
    counts = Counter(data["kind"] for _, data in graph.nodes(data=True))
    assert counts == {
        "authority": 1, "inspection": 2, "board": 1, "judgement": 12, "recommendation": 18, "document": 2, "person": 11,
    }  # fmt: skip
    assert [node["grade"] for node in _of(graph, "inspection")] == ["inadequate", "requires-improvement"]
    findings = [node for name in ("SIF inspection", "ILACS inspection") for node in _of(graphs[name], "finding")]
    assert graph.graph["elsewhere"]["finding"] == len(findings) > 50


def test_an_inspector_of_two_inspections_is_one_node(graphs: dict[str, Graph]) -> None:
    person = find = next(node for node in _of(graphs["authority"], "person") if node["label"] == "Delia Fablethorpe")
    assert graphs["authority"].out_degree(find["iri"]) == 2
    assert len(person["facts"]) == 2


@pytest.mark.parametrize("limit", [1, 2, 7, 25, 40, 300])
@pytest.mark.parametrize("name", ["authority", "SIF inspection", "corpus"])
def test_the_limit_is_kept_and_the_rest_is_counted(sample_store: Store, name: str, limit: int) -> None:
    text = SUBJECTS[name]
    subject = find_subject(sample_store, text) if text else None
    whole = neighbourhood(sample_store, subject, 10_000)
    graph = neighbourhood(sample_store, subject, limit)
    assert graph.number_of_nodes() == min(limit, whole.number_of_nodes())
    assert sum(graph.graph["crowded"].values()) == whole.number_of_nodes() - graph.number_of_nodes()
    assert subject is None or subject in graph
    left_out = set(whole) - set(graph)
    least = max((kinds()[whole.nodes[iri]["kind"]].importance for iri in graph if iri != subject), default=0)
    assert all(kinds()[whole.nodes[iri]["kind"]].importance >= least for iri in left_out)
    page = write_page(graph, "Part")
    assert ("Left out for want of room" in page) == bool(left_out)


def test_no_two_boxes_overlap(graph: Graph) -> None:
    for width in ("wide", "narrow"):
        boxes = [data if width == "wide" else data["narrow"] for _, data in graph.nodes(data=True)]
        for index, one in enumerate(boxes):
            for other in boxes[index + 1 :]:
                across = abs(one["x"] - other["x"]) < (one["w"] + other["w"]) / 2
                down = abs(one["y"] - other["y"]) < (one["h"] + other["h"]) / 2
                assert not (across and down), (width, one, other)


def test_narrow_screens_have_a_narrow_picture(graph: Graph) -> None:
    places = [data["narrow"] for _, data in graph.nodes(data=True)]
    assert max(p["x"] + p["w"] / 2 for p in places) - min(p["x"] - p["w"] / 2 for p in places) <= 450


def test_inspections_stand_in_time(graphs: dict[str, Graph]) -> None:
    inspections = _of(graphs["authority"], "inspection")
    assert sorted(inspections, key=lambda node: node["x"]) == sorted(inspections, key=lambda node: node["date"])


def test_files_of_one_report_are_drawn_once() -> None:
    whole = "Make sure that every plan names who does what, and by when, and is read again after a month."
    rows = [
        {"inspection": "i", "document": "a", "text": whole},
        {"inspection": "i", "document": "a", "text": "Tell housing officers of every young person who has no home."},
        {
            "inspection": "i",
            "document": "b",
            "text": "names who does what and by when, and is read again after a month.",
        },
        {"inspection": "i", "document": "b", "text": "Something that only the second of the files has in it."},
        {"inspection": "other", "document": "b", "text": whole},
    ]
    groups = _same_text(rows, ("inspection",))
    assert [[row["document"] for row in group] for group in groups] == [["a", "b"], ["a"], ["b"], ["b"]]


def test_files_that_differ_in_a_grade_do_not_choose_one(sample_store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(sample_store.folder, folder)
    store = Store(folder)
    _add_another_reading(store, "outstanding")
    graph = neighbourhood(store, EASTMERE)
    overall = [node for node in _of(graph, "judgement") if node["home"].endswith("2016-09-05") and node["same"]]
    assert [node["grade"] for node in overall] == ["differs"]
    assert graph.nodes[overall[0]["home"]]["grade"] == "differs"
    assert any("Outstanding" in value for _, value in overall[0]["facts"])


def _add_another_reading(store: Store, grade: str) -> None:
    """What a second file of the report of 2016 would say of the overall judgement."""
    import pyoxigraph as ox

    document = iris.document("0" * 64)
    inspection = iris.inspection("X99000001", "2016-09-05", "")
    together = ox.Store()
    together.extend(store.graph)
    together.load(
        input=f"""<{document}> {{
            <{document}/judgement/overall> a <{BASE}ontology#Judgement> ;
                <{BASE}ontology#inspection> <{inspection}> ;
                <{BASE}ontology#area> <{BASE}area/overall> ;
                <{BASE}ontology#grade> <{BASE}grade/{grade}> ;
                <{BASE}ontology#agreed> "single" .
        }}""",
        format=ox.RdfFormat.TRIG,
    )
    store.graph = together


def test_days_are_written_as_readers_do() -> None:
    assert day("2016-07-04") == "4 July 2016"
    assert day("soon") == "soon"
    assert period("2016-07-04", "2016-07-28") == "4 to 28 July 2016"
    assert period("2016-06-29", "2016-07-03") == "29 June to 3 July 2016"
    assert period("2016-12-29", "2017-01-03") == "29 December 2016 to 3 January 2017"
    assert period("2016-07-04", "") == period("2016-07-04", "2016-07-04") == "4 July 2016"


def test_every_kind_and_grade_of_the_table_can_be_drawn() -> None:
    drawn = (Path(write_page.__code__.co_filename).parent / "assets" / "draw.js").read_text(encoding="utf-8")
    assert all(re.search(rf"\b{kind.shape}:", drawn) for kind in kinds().values())
    assert len({kind.importance for kind in kinds().values()}) == len(kinds())
    scheme = re.findall(r'skos:notation "([a-z-]+)"', (ONTOLOGY / "grades.ttl").read_text(encoding="utf-8"))
    assert set(scheme) <= set(grades())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(scheme: str) -> None:
    paper = {"light": "#ffffff", "dark": "#1b222b"}[scheme]
    assert all(_contrast(getattr(kind, scheme), paper) >= 4.5 for kind in kinds().values())
    assert all(_contrast(grade.fill, grade.ink) >= 4.5 for grade in grades().values())


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted([light(one), light(other)])
    return (bright + 0.05) / (dark + 0.05)


# The page ----------------------------------------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Tags with their attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        (self.raw.append((self._inside, data)) if self._inside else self.texts.append(data))


def _data(page: str) -> dict[str, Any]:
    found = re.search(r'<script id="data" type="application/json">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_page_has_the_marks_of_a_page(sample_store: Store) -> None:
    page = view_page(sample_store, "Eastmere")
    assert page.startswith('<!DOCTYPE html>\n<html lang="en-GB">')
    assert '<meta charset="utf-8">' in page
    assert "<title>Eastmere – inspection graph</title>" in page
    assert page.encode("utf-8").decode("utf-8") == page
    assert len(page) < 1_500_000


def test_the_page_loads_nothing(graph: Graph) -> None:
    page = _Reader(write_page(graph, "Any"))
    loading = {"src", "srcset", "href", "data", "poster", "action", "background", "formaction"}
    targets = [value for _, attributes in page.tags for name, value in attributes.items() if name in loading]
    assert all(value and value.startswith(("#", "data:")) for value in targets)
    assert not {tag for tag, _ in page.tags} & {"iframe", "object", "embed", "base", "form", "audio", "video"}
    styles = "".join(text for tag, text in page.raw if tag == "style")
    assert "@import" not in styles
    assert "url(" not in styles
    scripts = "".join(text for tag, text in page.raw if tag == "script")
    calls = (
        r"\bfetch\(",
        "XMLHttpRequest",
        r"\bimport\(",
        "sendBeacon",
        "new WebSocket",
        "EventSource",
        "importScripts",
        "sourceMappingURL",
    )
    assert not [call for call in calls if re.search(call, scripts)]
    policy = next(
        attributes["content"]
        for tag, attributes in page.tags
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_the_same_graph_gives_the_same_bytes(sample_store: Store, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(sample_store.folder, again)
    for text in SUBJECTS.values():
        assert view_page(sample_store, text) == view_page(Store(again), text)


def test_other_processes_give_the_same_bytes(sample_store: Store) -> None:
    program = (
        "import hashlib, sys; from pathlib import Path; from graph.network import view_page; from graph.store import Store;"
        "print(hashlib.sha256(view_page(Store(Path(sys.argv[1])), 'Eastmere 2016').encode()).hexdigest())"
    )
    command = [sys.executable, "-c", program, str(sample_store.folder)]
    digests = {
        subprocess.run(
            command, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_the_list_holds_what_the_picture_holds(graph: Graph) -> None:
    page = _Reader(write_page(graph, "Any"))
    listed = [attributes["data-id"] for tag, attributes in page.tags if tag == "button" and "data-id" in attributes]
    assert listed == list(graph)
    text = " ".join(" ".join(page.texts).split())
    for _, data in graph.nodes(data=True):
        for part in data["evidence"]:
            words = " ".join(re.sub("\ufffe\\s*", "-", part["quote"]).split())
            assert re.sub("[\ue000-\uf8ff]", "•", words) in text
            assert f"{part['source']}, page {part['page']}" in text


def test_the_page_says_what_it_leaves_out(graphs: dict[str, Graph]) -> None:
    counts = graphs["authority"].graph["elsewhere"]
    said = f"Not in this picture: {counts['law']} laws, {counts['finding']} findings. The picture of one inspection shows them."
    assert said in write_page(graphs["authority"], "Eastmere")


def _hostile_graph() -> Graph:
    graph: Graph = networkx.MultiDiGraph()
    for index, kind in enumerate(kinds()):
        evidence = [{"quote": HOSTILE, "page": 1, "source": HOSTILE}]
        graph.add_node(
            f"https://example.org/{index}{HOSTILE}", kind=kind, label=HOSTILE, detail=HOSTILE, text=HOSTILE, facts=[(HOSTILE, HOSTILE)],
            evidence=evidence, date=HOSTILE, grade="good", same=[HOSTILE], group=HOSTILE, home=HOSTILE,
        )  # fmt: skip
    graph.add_edge(*list(graph)[:2], label=HOSTILE)
    return graph


def test_hostile_words_stay_words() -> None:
    page = write_page(_hostile_graph(), HOSTILE)
    page.encode("utf-8")
    reader = _Reader(page)
    assert not [tag for tag, attributes in reader.tags if "onerror" in attributes]
    assert [tag for tag, _ in reader.tags].count("script") == 3
    assert "alert(" not in "".join(text for tag, text in reader.raw if tag == "script" and "JSON.parse" in text)
    assert "49" not in "".join(reader.texts)
    assert not re.search("[\x00\ufffe\u2028\u2029]", re.sub(r"(?s)<(table|h1|title).*?</\1>", "", page))
    label = _data(page)["nodes"][0]["label"]
    assert "</script>" in label
    assert "\u2028" in label
    assert "\x00" not in label


def test_a_graph_of_ones_own_needs_kinds_and_labels_only() -> None:
    graph: Graph = networkx.MultiDiGraph()
    graph.add_node("a", kind="person", label="Ann")
    graph.add_node("b", kind="inspection", label="Inspection")
    graph.add_edge("a", "b")
    data = _data(write_page(graph, "Own"))
    assert len({(node["x"], node["y"]) for node in data["nodes"]}) == 2


# In a browser ------------------------------------------------------------------------------------------------------------

_ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_WIDE, _PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and the pages must be tested in a browser")
    pytest.skip(f"{what} is missing: pages are not tested in a browser")


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        _missing("Chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGUMENTS)
        yield browser
        browser.close()


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
    judgement = next(node for node in _of(graph, "judgement") if node["grade"] == "good")
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
    recommendation = _of(graph, "recommendation")[0]
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
    assert visit.page.inner_text("[data-count='recommendation']") == "0"
    visit.page.uncheck("input[data-grade='inadequate']")
    assert visit.page.inner_text("[data-graded='inadequate']") == "0"
    assert visit.page.inner_text("[data-count='inspection']") == "1"
    assert visit.page.inner_text("[data-count='person']") == "11"
    rest = [node for node in _of(graphs["authority"], "judgement") if node["grade"] != "inadequate"]
    assert visit.page.inner_text("[data-count='judgement']") == str(len(rest))
    visit.page.check("input[data-kind='recommendation']")
    visit.page.check("input[data-grade='inadequate']")
    assert visit.page.inner_text("#drawn") == f"{total} of {total} shown"


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
    visit = _Visit(browser, write_page(_hostile_graph(), HOSTILE), tmp_path, _WIDE)
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
