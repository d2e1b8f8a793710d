"""The network page without a browser: what a link draws, where it stands, projections, paths, and what is refused."""

import json
import os
import subprocess
import sys
from itertools import combinations
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.explorer.network import drawing
from graph.explorer.network.drawing import Drawing, draw
from graph.explorer.network.form import as_json, rows
from graph.explorer.network.layouts import arranged
from graph.explorer.network.paths import ways
from graph.explorer.network.places import Taken, settle
from graph.explorer.network.projections import PROJECTIONS, project
from graph.explorer.network.state import LAYOUTS, Opened, State, key_of
from graph.explorer.network.web import Web, Whole
from graph.explorer.pages import network as pages
from graph.network.layout import lay_out
from graph.network.page import clean
from graph.network.sketch import Edge, Node, Sketch
from graph.settings import BASE
from graph.store import Store
from tests.networks import HOSTILE, hostile_graph

Json = dict[str, Any]


@pytest.fixture(scope="module")
def web(sample_store: Store) -> Web:
    return Web(sample_store)


def asked(client: TestClient, **parameters: str) -> Json:
    answer = client.get("/network.json", params=parameters)
    assert answer.status_code == 200, answer.text
    read: Json = answer.json()
    return read


def key(drawn: Json, kind: str, title: str = "") -> str:
    return next(str(node["key"]) for node in drawn["nodes"] if node["kind"] == kind and title in node["title"])


def places(drawn: Json) -> dict[str, tuple[float, float]]:
    return {node["id"]: (node["x"], node["y"]) for node in drawn["nodes"]}


def overlapping(drawn: Json) -> list[tuple[str, str]]:
    return [
        (one["title"], other["title"])
        for one, other in combinations(drawn["nodes"], 2)
        if abs(one["x"] - other["x"]) < (one["w"] + other["w"]) / 2 - 0.5
        and abs(one["y"] - other["y"]) < (one["h"] + other["h"]) / 2 - 0.5
    ]


def test_the_page_and_its_data_hold_the_same(client: TestClient) -> None:
    drawn = asked(client, of="Eastmere")
    page = client.get("/network", params={"of": "Eastmere"}).text
    assert page.count("<tr data-id=") == len(drawn["nodes"]) > 50
    assert 0 < max(edge["from"] for edge in drawn["edges"]) < len(drawn["nodes"])
    assert all(node["page"].startswith("/") for node in drawn["nodes"])


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("subject", ["Eastmere", "Eastmere 2016", "Private fostering"])
def test_no_two_boxes_overlap_in_any_layout(client: TestClient, layout: str, subject: str) -> None:
    drawn = asked(client, of=subject, layout=layout)
    inspection, person = key(drawn, "inspection"), key(drawn, "person") if subject == "Eastmere" else ""
    opened = "~".join(f"{each}.n" for each in (inspection, person) if each)
    assert overlapping(drawn) == []
    assert overlapping(asked(client, of=subject, layout=layout, open=opened)) == []


def test_an_expansion_adds_beside_what_stands_and_is_restored_by_its_link(client: TestClient) -> None:
    before = asked(client, of="Eastmere")
    after = asked(client, of="Eastmere", open=f"{key(before, 'inspection', '2016')}.n")
    brought = set(places(after)) - set(places(before))
    assert brought
    assert brought == set(after["opened"][0]["brought"])
    assert {iri: place for iri, place in places(after).items() if iri not in brought} == places(before)
    assert places(asked(client, of="Eastmere", open=after["opened"][0]["link"])) == places(after)
    assert [len(frame) for frame in after["frames"]] == [5] * (len(before["frames"]) + 1)


def test_what_was_moved_stands_where_it_was_moved(client: TestClient) -> None:
    before = asked(client, of="Eastmere")
    inspection, theme = key(before, "inspection"), key(before, "theme")
    at = f"{inspection}.5000.-40~{theme}.-3000.7~zzzzzzz.1.1"
    drawn = asked(client, of="Eastmere", at=at, open=f"{inspection}.n")
    node = next(node for node in drawn["nodes"] if node["key"] == inspection)
    assert (node["x"], node["y"], node["moved"]) == (5000, -40, True)
    assert abs(int(drawn["opened"][0]["link"].split(".")[1]) - 5000) < 1000
    assert overlapping(drawn) == []
    again = asked(client, of="Eastmere", at=at, open=drawn["opened"][0]["link"])
    assert places(again) == places(drawn)


def test_what_brings_nothing_is_not_kept_as_expanded(client: TestClient) -> None:
    before = asked(client, of="Eastmere")
    assert asked(client, of="Eastmere", open=f"{key(before, 'theme', 'Private')}.n")["opened"] == []


def test_no_more_is_drawn_than_there_is_room_for(client: TestClient, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "CAP", 90)
    monkeypatch.setattr(drawing, "EXPANSION", 7)
    first = draw(web, State("Eastmere 2024"))
    opened: tuple[Opened, ...] = ()
    for iri in list(first.sketch.nodes)[:20]:
        opened = (*opened, Opened(key_of(iri), laid=False))
        drawn = draw(web, State("Eastmere 2024", opened=opened))
        assert max((len(brought) for _, _, brought in drawn.opened), default=0) <= 7
    assert len(drawn.sketch.nodes) <= max(90, len(first.sketch.nodes))
    assert "Left out for want of room" in as_json(drawn)["left"]


def test_what_a_link_expanded_and_is_gone_is_said(client: TestClient) -> None:
    assert "1 of what this link expanded is no longer there" in asked(client, of="Eastmere", open="zzzzzzz")["left"]


@pytest.mark.parametrize(
    ("query", "status", "words"),
    [
        ("of=Atlantis", 404, "goes by the name"),
        ("of=Eastmere&layout=spiral", 400, "there are time, column"),
        ("of=Eastmere&at=abcdefg.1", 400, "copy the whole link"),
        ("of=Eastmere&at=abcdefg.1.x", 400, "copy the whole link"),
        ("of=Eastmere&at=abcdefg.1.100000000", 400, "farther out"),
        ("of=Eastmere&open=" + "~".join(["abcdefg"] * 61), 400, "61 nodes"),
        ("of=" + "x" * 601, 400, "no name"),
        ("view=everything", 400, "there are themes, alike"),
        ("from=Eastmere", 400, "two things"),
        ("from=Eastmere&to=Eastmere", 400, "both are Eastmere"),
        ("from=Eastmere&to=Children+Act+2004", 400, "documents and laws"),
        ("from=Eastmere&to=eastmere-2016-11-18.pdf", 400, "documents and laws"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(client: TestClient, query: str, status: int, words: str) -> None:
    answer = client.get(f"/network.json?{query}")
    assert (answer.status_code, words in answer.json()["error"]) == (status, True), answer.text
    page = client.get(f"/network?{query}")
    assert page.status_code == status
    assert 'role="alert"' in page.text


def test_everything_that_is_drawn_has_a_network_of_its_own(web: Web) -> None:
    for iri, node in draw(web, State("Eastmere 2016")).sketch.nodes.items():
        drawn = draw(web, State(iri))
        assert drawn.subject in drawn.sketch.nodes, node
        assert drawn.title


def test_a_path_is_made_of_statements(web: Web) -> None:
    found, drawn = ways(web, "Eastmere", "Private fostering")
    assert 1 <= len(found) <= 6
    assert [len(way.nodes) for way in found] == sorted(len(way.nodes) for way in found)
    for way in found:
        assert (way.nodes[0].label, way.nodes[-1].label) == ("Eastmere", "Private fostering")
        assert all({step.iri, step.other_iri} <= {node.iri for node in way.nodes} for step in way.steps)
    assert overlapping(as_json(drawn)) == []


def test_paths_are_said_on_the_page(client: TestClient) -> None:
    page = client.get("/network", params={"from": "Eastmere", "to": "Private fostering"}).text
    assert "A way is no cause" in page
    assert '<a href="/theme/private-fostering">Private fostering</a>' in page


def test_where_nothing_leads_to_the_other_it_is_said(web: Web) -> None:
    lonely = _imaginary(web)
    lonely.nodes["island"] = Node("island", "theme", "Island")
    lonely.whole.saying["island"] = "island"
    lonely.kept(("subject", "Island"), lambda: "island")
    lonely.kept(("subject", "Norfield"), lambda: "Norfield")
    found, drawn = ways(lonely, "Norfield", "Island")
    assert found == []
    assert set(drawn.sketch.nodes) == {"Norfield", "island"}


def _imaginary(web: Web) -> Web:
    """A web of four authorities, of which two and two are asked for the same themes."""
    made = Web(web.store)
    sketch = Sketch()
    for authority, themes in {"Norfield": "abcd", "Southmere": "abce", "Westham": "wxyz", "Eastholt": "wxyv"}.items():
        sketch.add(Node(authority, "authority", authority))
        inspection = sketch.add(Node(f"{authority} 2020", "inspection", f"{authority} 2020"))
        sketch.link(authority, inspection.iri, "inspected in")
        made.gatherer.inspections[inspection.iri] = type(next(iter(made.gatherer.inspections.values())))(
            inspection.iri, authority
        )
        for number, theme in enumerate(themes):
            asked = sketch.add(
                Node(f"{authority} {number}", "recommendation", f"{number}  Do better", home=inspection.iri)
            )
            sketch.link(asked.iri, sketch.add(Node(theme, "theme", f"Theme {theme}")).iri, "is about")
    for person, seen in {"Ada": ("Norfield", "Southmere"), "Ben": ("Westham", "Eastholt"), "Cy": ("Norfield",)}.items():
        sketch.add(Node(person, "person", person))
        for authority in seen:
            sketch.link(person, f"{authority} 2020", "lead inspector of")
    links: dict[str, list[Edge]] = {}
    for edge in sketch.edges:
        links.setdefault(edge.source, []).append(edge)
        links.setdefault(edge.target, []).append(edge)
    made._made = Whole(sketch.nodes, sketch.edges, links, sketch.saying())
    return made


def test_projections_find_what_belongs_together(web: Web) -> None:
    imaginary = _imaginary(web)
    _, themes, _ = project(imaginary, "themes")
    assert themes.weights["Norfield", "a"] == 1
    groups = {iri: note["community"] for iri, note in themes.notes.items()}
    assert groups["Norfield"] == groups["Southmere"] != groups["Westham"] == groups["Eastholt"]
    _, alike, _ = project(imaginary, "alike")
    assert dict(alike.weights) == {("Norfield", "Southmere"): 60, ("Eastholt", "Westham"): 60}
    _, inspectors, _ = project(imaginary, "inspectors")
    assert {"Ada", "Ben"} <= set(inspectors.sketch.nodes)
    assert "Cy" not in inspectors.sketch.nodes


@pytest.mark.parametrize("name", PROJECTIONS)
def test_projections_say_what_they_mean(client: TestClient, name: str) -> None:
    page = client.get("/network", params={"view": name}).text
    assert PROJECTIONS[name].caution.split(";")[0].split("'")[0] in page
    assert len(asked(client, view=name)["nodes"]) <= 150


def test_grades_are_not_drawn_beside_inspectors(client: TestClient) -> None:
    assert {node["grade"] for node in asked(client, view="inspectors")["nodes"]} == {""}


_SCRIPT = """
import json, sys
from pathlib import Path
from graph.explorer.network.drawing import draw
from graph.explorer.network.form import as_json
from graph.explorer.network.paths import ways
from graph.explorer.network.projections import PROJECTIONS, project
from graph.explorer.network.state import LAYOUTS, Opened, State
from graph.explorer.network.web import Web
from graph.store import Store
web = Web(Store(Path(sys.argv[1])))
drawings = [project(web, name)[1] for name in PROJECTIONS] + [ways(web, "Eastmere", "Private fostering")[1]]
drawings += [draw(web, State("Eastmere", layout)) for layout in LAYOUTS]
print(json.dumps([as_json(drawing) for drawing in drawings]))
"""


def test_every_process_draws_the_same(sample_store: Store) -> None:
    outputs = {
        subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(sample_store.folder)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert len(json.loads(outputs.pop())) == len(PROJECTIONS) + 1 + len(LAYOUTS)


def hostile_drawing() -> Drawing:
    """A drawing every word of which tries to be markup."""
    sketch = Sketch()
    graph = hostile_graph()
    for iri, data in graph.nodes(data=True):
        names = ("kind", "label", "detail", "text", "facts", "date", "grade", "group", "home")
        sketch.add(Node(f"{BASE}{clean(iri)}", **{name: data[name] for name in names}))
    first, *others = sketch.nodes
    for other in others:
        sketch.link(first, other, HOSTILE)
    return Drawing(sketch, arranged(sketch, "force", first), first, "", HOSTILE, "force")


def test_hostile_words_stay_words(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = as_json(hostile_drawing())
    values = {"title": HOSTILE, "drawn": drawn, "mode": "around", "state": State(HOSTILE)}
    monkeypatch.setattr(pages, "_drawn", lambda request: values)
    page = client.get("/network", params={"of": "hostile"}).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert client.get("/network.json", params={"of": "hostile"}).json()["title"] == drawn["title"]
    assert len(rows(drawn)) == len(drawn["nodes"])


def test_an_answer_is_kept_and_not_sent_twice(client: TestClient) -> None:
    for path in ("/network", "/network.json"):
        first = client.get(path, params={"of": "Eastmere"})
        plain = client.get(path, params={"of": "Eastmere"}, headers={"Accept-Encoding": "identity"})
        assert (plain.content, "content-encoding" in plain.headers) == (first.content, False)
        again = client.get(path, params={"of": "Eastmere"}, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_places_are_the_nearest_that_are_free() -> None:
    taken = Taken([(0, 0, 100, 100)])
    assert not taken.is_free((50, 50, 10, 10))
    assert taken.is_free((200, 0, 10, 10))
    left, top, width, height = taken.nearest(50, 20, 50, 50)
    assert taken.is_free((left, top, width, height))
    assert abs(left + 25 - 50) < 150
    settled = settle([(str(number), 0, 0, 60, 20) for number in range(40)])
    assert len(set(settled.values())) == 40
    assert settled["0"] == (0, 0)


def captions(drawing: Drawing) -> list[str]:
    return [caption[2] for caption in drawing.picture.captions]


def test_the_team_of_an_inspection_counts_who_is_drawn_under_another(web: Web) -> None:
    """An inspector of two inspections has one box, yet belongs to both teams."""
    inspection = Node("one", "inspection", "Eastmere 2016", date="2016")
    other = Node("two", "inspection", "Eastmere 2019", date="2019")
    sketch = Sketch({each.iri: each for each in (inspection, other)})
    for name, home in (("Ada", "one"), ("Ben", "one"), ("Cy", "two")):
        sketch.add(Node(name, "person", name, home=home))
        sketch.link(name, home, "team inspector of")
    sketch.link("Cy", "one", "team inspector of")
    said = [caption[2] for caption in lay_out(sketch, "timeline", "one").captions]
    assert said == ["Inspection team (3, 1 drawn elsewhere)", "Inspection team"]


def test_bodies_are_counted_as_on_the_page_of_the_authority(web: Web) -> None:
    gatherer = web.gatherer
    inspections = gatherer.of_authority(web.subject("Eastmere"))
    bodies = {row["body"] for row in gatherer.facts_of("bodies", inspections)}
    drawing = draw(web, State("Eastmere"))
    boards = [node for node in drawing.sketch.of("board") if node.iri in bodies]
    assert boards
    said = next(each for each in captions(drawing) if each.startswith("Services and bodies"))
    assert f"{len(bodies)}, {len(boards)} drawn elsewhere" in said


def test_contradictions_are_told_apart_and_counted_by_what_they_lie_between() -> None:
    sketch = Sketch({"one": Node("one", "inspection", "Eastmere 2016")})
    for number, mark in enumerate(("inside", "against", "inside")):
        sketch.add(Node(str(number), "contradiction", f"Point {number}", mark=mark, home="one"))
    said = [caption[2] for caption in lay_out(sketch, "timeline", "one").captions]
    assert said == ["Report against itself (2)", "Article against report"]


def test_a_statement_is_pointed_out_where_its_inspection_is_drawn(client: TestClient) -> None:
    drawn = asked(client, of="Eastmere 2016")
    assert drawn["pointed"] == ""
    for kind in ("finding", "judgement", "recommendation", "document"):
        iri = next(str(node["id"]) for node in drawn["nodes"] if node["kind"] == kind)
        assert asked(client, of=iri)["pointed"] == iri
    assert asked(client, of="Private fostering")["pointed"] == ""


def test_what_an_expansion_has_no_room_for_is_said_of_it(
    client: TestClient, sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection = key(asked(client, of="Eastmere"), "inspection", "2016")
    assert asked(client, of="Eastmere", open=f"{inspection}.n")["opened"][0]["short"] == ""
    monkeypatch.setattr(drawing, "EXPANSION", 3)
    short = draw(Web(sample_store), State("Eastmere", opened=(Opened(inspection, laid=False),)))
    assert "finding" in as_json(short)["opened"][0]["short"]


def test_what_an_inspection_brought_is_no_longer_elsewhere(client: TestClient) -> None:
    before = asked(client, of="Eastmere")
    opened = "~".join(f"{node['key']}.n" for node in before["nodes"] if node["kind"] == "inspection")
    after = asked(client, of="Eastmere", open=opened)
    assert "findings" in before["left"].split("The picture of")[0]
    assert "findings" not in after["left"].split("The picture of")[0]


def test_links_of_projections_lead_to_what_says_so(web: Web, client: TestClient) -> None:
    _, themes, _ = project(_imaginary(web), "themes")
    assert themes.because["Norfield", "a"] == (("0  Do better of Norfield 2020", "Norfield 0"),)
    _, alike, _ = project(_imaginary(web), "alike")
    assert [iri for _, iri in alike.because["Norfield", "Southmere"]] == ["a", "b", "c"]
    together = list(PROJECTIONS["services"].links(web))
    assert together
    for link in together:
        assert len({iri for _, iri in link.because}) == link.weight
        assert all(name.startswith("Finding ") and "/finding/" in iri for name, iri in link.because)
    drawn = asked(client, view="themes")
    name, href = drawn["edges"][0]["because"][0]
    assert client.get(href).status_code == 200
    assert f'<a href="{href}">{name}</a>' in client.get("/network", params={"view": "themes"}).text
