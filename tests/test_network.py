"""What is drawn around a subject, and how it is laid out."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from graph import iris
from graph.days import day, period
from graph.network import find_subject, neighbourhood, write_page
from graph.network.gather import Gatherer
from graph.network.kinds import grades, kinds, marks
from graph.queries import library
from graph.reference import queries_page
from graph.settings import BASE, ONTOLOGY
from graph.store import Store
from graph.vocabulary import vocabulary

from .networks import EASTMERE, SUBJECTS, Graph, drawn, of


@pytest.fixture(scope="module")
def graphs(sample_store: Store) -> dict[str, Graph]:
    return drawn(sample_store)


@pytest.fixture(params=SUBJECTS)
def graph(request: pytest.FixtureRequest, graphs: dict[str, Graph]) -> Graph:
    return graphs[request.param]


def test_every_node_has_what_the_page_shows(graph: Graph) -> None:
    assert graph.number_of_nodes()
    for _, data in graph.nodes(data=True):
        assert data["kind"] in kinds()
        assert data["label"].strip()
        assert data["grade"] in {"", *grades()}
        assert data["mark"] in {"", *(code for code, mark in marks().items() if mark.kind == data["kind"])}
        for part in data["evidence"]:
            assert part["quote"].strip()
            assert part["page"] >= 1
            assert part["source"].startswith("eastmere-")


def test_the_subject_is_drawn(graph: Graph, sample_store: Store) -> None:
    subject = graph.graph["subject"]
    assert subject in graph if subject else graph.graph["view"] == "corpus"


def test_what_was_read_has_its_words(graph: Graph) -> None:
    for kind in ("judgement", "recommendation", "finding", "person", "inspection", "theme", "body", "post"):
        # The words about a post whose picture this is stand with each thing said of it.
        said = [
            node for node in of(graph, kind) if graph.graph["view"] != "post" or node["iri"] != graph.graph["subject"]
        ]
        assert all(node["evidence"] for node in said)


def test_the_sample_authority_is_complete(graphs: dict[str, Graph]) -> None:
    graph = graphs["authority"]
    counts = Counter(data["kind"] for _, data in graph.nodes(data=True))
    del counts["contradiction"]  # those are tested in test_network_links.py
    assert counts == {
        "article": 1, "authority": 1, "inspection": 2, "board": 1, "judgement": 12, "recommendation": 18, "document": 2, "person": 11,
        "theme": 12, "body": kinds()["body"].most, "post": len(_posts(graph)),
    }  # fmt: skip
    assert [node["grade"] for node in of(graph, "inspection")] == ["inadequate", "requires-improvement"]
    findings = [node for name in ("SIF inspection", "ILACS inspection") for node in of(graphs[name], "finding")]
    assert graph.graph["elsewhere"]["finding"] == len(findings) > 50


def _posts(graph: Graph) -> list[str]:
    return [node["iri"] for node in of(graph, "post") if node["iri"].startswith(f"{BASE}id/post/")]


def test_a_theme_of_several_inspections_joins_them(graphs: dict[str, Graph]) -> None:
    graph = graphs["authority"]
    theme = f"{BASE}theme/private-fostering"
    joined = [source for source, _, far in graph.in_edges(theme, data="far") if far == "bridge"]
    assert [graph.nodes[iri]["label"] for iri in joined] == ["Eastmere 2016", "Eastmere 2024"]
    about = [graph.nodes[source] for source, _, label in graph.in_edges(theme, data="label") if label == "is about"]
    assert {(node["label"].split()[0], node["date"][:4]) for node in about} == {
        ("5", "2016"),
        ("47", "2016"),
        ("1", "2024"),
    }
    facts = dict(graph.nodes[theme]["facts"])
    assert facts["Eastmere 2016"] == "recommendations 5, 47"
    assert facts["Eastmere 2024"] == "recommendation 1"
    assert graph.nodes[theme]["detail"] == "2016 ×2, 2024"
    single = [node["iri"] for node in of(graph, "theme") if "," not in node["detail"]]
    assert not [far for iri in single for _, _, far in graph.in_edges(iri, data="far") if far == "bridge"]


def test_only_the_most_important_theme_of_a_recommendation_is_drawn(graphs: dict[str, Graph]) -> None:
    for name in ("authority", "SIF inspection", "ILACS inspection"):
        graph = graphs[name]
        for node in of(graph, "recommendation"):
            assert [label for _, _, label in graph.out_edges(node["iri"], data="label")].count("is about") <= 1


def test_bodies_beyond_the_most_are_counted(graphs: dict[str, Graph]) -> None:
    graph = graphs["authority"]
    more = graph.graph["fewer"]["body"]
    assert more > 0
    page = write_page(graph, "Eastmere")
    assert f"Less spoken of, and not drawn: {more} services and bodies." in page
    # The safeguarding board is a body too, and has a box of its own kind.
    said = f"Services and bodies (18 of {18 + more + 1}, 1 drawn elsewhere)"
    assert any(said in caption for caption in graph.graph["wide"]["captions"])
    both = [len(node["detail"].split(",")) for node in of(graph, "body")]
    assert both[0] <= 2
    assert {"Police", "Virtual school", "Emergency duty team"} <= {node["label"] for node in of(graph, "body")}


def test_a_post_says_what_each_report_says_of_it(graphs: dict[str, Graph]) -> None:
    graph = graphs["authority"]
    post = next(node for node in of(graph, "post") if node["label"] == "Director of children's services")
    facts = dict(post["facts"])
    assert "from February 2016" in facts["Eastmere 2016"]
    assert "from May 2018" in facts["Eastmere 2024"]
    assert post["mark"] == "held"
    assert EASTMERE in [source for source, _ in graph.in_edges(post["iri"])]
    assert all(label.endswith(" in") for _, _, label in graph.out_edges(post["iri"], data="label"))


def test_a_board_that_reports_speak_of_is_one_node(graphs: dict[str, Graph]) -> None:
    board = of(graphs["authority"], "board")[0]
    assert board["iri"] not in {node["iri"] for node in of(graphs["authority"], "body")}
    assert any(value.endswith("places.") for _, value in board["facts"])


def test_findings_carry_their_polarity(graphs: dict[str, Graph]) -> None:
    findings = of(graphs["SIF inspection"], "finding")
    assert {node["mark"] for node in findings} >= {"strength", "weakness"}
    for node in findings:
        assert ("Reads as" in dict(node["facts"])) == bool(node["mark"])


def test_the_picture_of_a_theme_holds_what_is_about_it(graphs: dict[str, Graph]) -> None:
    graph = graphs["theme"]
    assert graph.graph["view"] == "theme"
    assert len(of(graph, "inspection")) == 2
    assert len(of(graph, "recommendation")) == 3
    assert of(graph, "finding")
    for node in of(graph, "recommendation") + of(graph, "finding"):
        assert graph.has_edge(node["iri"], graph.graph["subject"])


def test_the_picture_of_a_body_holds_what_names_it(graphs: dict[str, Graph]) -> None:
    for name, word in (("known body", "hub"), ("body", "virtual school")):
        spoken = of(graphs[name], "finding") + of(graphs[name], "recommendation")
        assert spoken
        assert all(word in " ".join(node["text"].split()).lower() or "MASH" in node["text"] for node in spoken)


def test_the_picture_of_a_post_has_a_box_for_each_thing_said(graphs: dict[str, Graph]) -> None:
    graph = graphs["kind of post"]
    said = [node for node in of(graph, "post") if node["iri"] != graph.graph["subject"]]
    assert len(of(graph, "inspection")) == 2
    assert {"Interim, from February 2016"} <= {node["label"] for node in said}
    assert all(node["home"] in graph for node in said)


def test_an_inspector_of_two_inspections_is_one_node(graphs: dict[str, Graph]) -> None:
    person = find = next(node for node in of(graphs["authority"], "person") if node["label"] == "Delia Fablethorpe")
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
    inspections = of(graphs["authority"], "inspection")
    assert sorted(inspections, key=lambda node: node["x"]) == sorted(inspections, key=lambda node: node["date"])


def test_files_that_differ_in_a_grade_do_not_choose_one(sample_store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    shutil.copytree(sample_store.folder, folder)
    store = Store(folder)
    _add_another_reading(store, "outstanding")
    graph = neighbourhood(store, EASTMERE)
    overall = [node for node in of(graph, "judgement") if node["home"].endswith("2016-09-05") and node["same"]]
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
    assert day("2016-07") == "July 2016"
    assert day("2016") == "2016"
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


@pytest.mark.parametrize("scheme", ["polarity", "post-status", "body-kind"])
def test_every_concept_of_a_marked_scheme_has_one_mark(scheme: str) -> None:
    marked = Counter(concept for mark in marks().values() for concept in mark.of if concept.startswith(f"{scheme}/"))
    assert marked == {f"{scheme}/{code}": 1 for code in vocabulary().scheme(scheme)}
    assert {mark.kind for mark in marks().values()} <= set(kinds())


def test_two_inspections_of_a_year_have_names_of_their_own(sample_store: Store) -> None:
    gatherer = Gatherer(sample_store)
    first, second = list(gatherer.inspections.values())[:2]
    second.start = f"{first.year}-11-07"
    names = gatherer._named()
    assert [names[first.iri], names[second.iri]] == [
        f"Eastmere September {first.year}",
        f"Eastmere November {first.year}",
    ]


def test_the_queries_of_the_page_are_not_listed() -> None:
    entries = library().values()
    assert {entry.name for entry in entries if entry.internal} == {
        entry.name for entry in entries if entry.subject in ("network", "explorer")
    }
    assert "network-" not in queries_page()
    assert "explorer-" not in queries_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read(scheme: str) -> None:
    paper = {"light": "#ffffff", "dark": "#1b222b"}[scheme]
    assert all(_contrast(getattr(kind, scheme), paper) >= 4.5 for kind in kinds().values())
    pairs = [(grade.fill, grade.ink) for grade in grades().values()] + [
        (mark.fill, mark.ink) for mark in marks().values()
    ]
    assert all(_contrast(fill, ink) >= 4.5 for fill, ink in pairs)


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted([light(one), light(other)])
    return (bright + 0.05) / (dark + 0.05)
