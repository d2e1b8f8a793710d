"""Networks of the samples, and one of hostile words, for the tests of the network page."""

from typing import Any, TypeAlias

import networkx

from graph import iris
from graph.network import find_subject, neighbourhood
from graph.network.kinds import kinds
from graph.store import Store

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
    "theme": "Private fostering",
    "kind of post": "Director of children's services",
    "post": "id/post/authority/X99000001/head-of-service",
    "known body": "MASH",
    "body": "id/body/X99000001/virtual-school",
}
HOSTILE = "</script><script>alert('x')</script><img src=x onerror=alert(1)>\"'&\u2028\u2029{{ 7 * 7 }}\x00\ud800\ufffe"

Graph: TypeAlias = "networkx.MultiDiGraph[str]"


def drawn(store: Store) -> dict[str, Graph]:
    """The networks around every subject, in the words of SUBJECTS."""
    return {name: neighbourhood(store, find_subject(store, text) if text else None) for name, text in SUBJECTS.items()}


def of(graph: Graph, kind: str) -> list[dict[str, Any]]:
    """What is said of the nodes of a kind."""
    return [dict(data, iri=iri) for iri, data in graph.nodes(data=True) if data["kind"] == kind]


def hostile_graph() -> Graph:
    """A node of every kind whose every word tries to be markup."""
    graph: Graph = networkx.MultiDiGraph()
    for index, kind in enumerate(kinds()):
        evidence = [{"quote": HOSTILE, "page": 1, "source": HOSTILE}]
        graph.add_node(
            f"https://example.org/{index}{HOSTILE}", kind=kind, label=HOSTILE, detail=HOSTILE, text=HOSTILE, facts=[(HOSTILE, HOSTILE)],
            evidence=evidence, date=HOSTILE, grade="good", same=[HOSTILE], group=HOSTILE, home=HOSTILE,
        )  # fmt: skip
    graph.add_edge(*list(graph)[:2], label=HOSTILE)
    return graph
