"""The page of a network: what it holds, and that it loads nothing."""

import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx
import pytest

from graph.network import view_page, write_page
from graph.store import Store

from .networks import HOSTILE, SUBJECTS, Graph, drawn, hostile_graph


@pytest.fixture(scope="module")
def graphs(sample_store: Store) -> dict[str, Graph]:
    return drawn(sample_store)


@pytest.fixture(params=SUBJECTS)
def graph(request: pytest.FixtureRequest, graphs: dict[str, Graph]) -> Graph:
    return graphs[request.param]


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
            assert re.search(rf"{re.escape(part['source'])}, page (\d+, )*{part['page']}\b", text)


def test_the_page_says_what_it_leaves_out(graphs: dict[str, Graph]) -> None:
    counts = graphs["authority"].graph["elsewhere"]
    said = f"Not in this picture: {counts['law']} laws, {counts['finding']} findings. The picture of one inspection shows them."
    assert said in write_page(graphs["authority"], "Eastmere")


def test_hostile_words_stay_words() -> None:
    page = write_page(hostile_graph(), HOSTILE)
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
