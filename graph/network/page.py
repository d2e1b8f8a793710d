"""One self-contained page of a network: pyvis writes it with our template; it loads nothing and works from a file."""

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Container, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..days import day
from .kinds import ASSETS, grades, kinds, marks, view_sentence

if TYPE_CHECKING:
    import networkx

_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {
        "smooth": {"enabled": True, "type": "cubicBezier", "forceDirection": "vertical", "roundness": 0.5},
        "width": 1.3,
    },
    "interaction": {
        "hover": True,
        "hoverConnectedEdges": False,
        "keyboard": {"enabled": True, "bindToWindow": False},
        "tooltipDelay": 400,
    },
}
_LINE_END_HYPHEN = re.compile("\ufffe\\s*")
_SYMBOL = re.compile("[\ue000-\uf8ff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_PLACE = {"x": 0.0, "y": 0.0, "w": 240.0, "h": 26.0, "stem": None, "block": 0}
_NO_DECORATION: dict[str, list[Any]] = {"frames": [], "captions": []}

Attributes = Mapping[str, Any]


def write_page(graph: "networkx.MultiDiGraph[str]", title: str) -> str:
    """The page of a network as HTML: the same network gives the same text.

    A graph that was not made by ``neighbourhood`` needs ``kind`` and ``label`` of each node; all else has a default.
    """
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup
    from pyvis.network import Network

    network = Network(directed=True, heading=clean(title), cdn_resources="in_line")
    network.options = _OPTIONS
    for index, (iri, attributes) in enumerate(graph.nodes(data=True)):
        network.add_node(clean(iri), **_node(index, clean(iri), attributes))
    for source, target, attributes in graph.edges(data=True):
        network.add_edge(
            clean(source), clean(target), **drawn_line(graph.nodes, _framed(graph), source, target, attributes)
        )
    style = (ASSETS / "page.css").read_text(encoding="utf-8") + styles()
    library = drawing_library()
    script = drawing_script() + "\n" + (ASSETS / "page.js").read_text(encoding="utf-8")
    network.path = "page.html"
    network.templateEnv = Environment(loader=FileSystemLoader(str(ASSETS)), autoescape=True)
    network.templateEnv.globals |= {
        "version": __version__,
        "policy": _policy(style, library, script),
        "style": Markup(style),  # noqa: S704 - files of the package
        "library": Markup(library),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "page": _data(graph, network.nodes, network.edges),
        "rows": [_row(node) for node in network.nodes],
        "legend": _legend(network.nodes, graph.graph.get("view", "")),
        "summary": view_sentence(graph.graph.get("view", "")),
        "sources": _sources(network.nodes),
        "left_out": left_out(graph.graph),
    }
    return str(network.generate_html()) + "\n"


def drawing_library() -> str:
    """The script of vis-network that pyvis ships."""
    import pyvis

    text = (Path(pyvis.__file__).parent / _LIBRARY).read_text(encoding="utf-8")
    # The map is a file that is not there; developers' tools would look for it.
    return re.sub(r"//# sourceMappingURL=\S*", "", text).replace("</script", "<\\/script")


def drawing_script() -> str:
    """The script that draws boxes of every kind, and the lines between them."""
    return (ASSETS / "draw.js").read_text(encoding="utf-8")


def _policy(style: str, *scripts: str) -> str:
    """A content security policy under which nothing is loaded and nothing runs but the page's own style and scripts."""
    allowed = {
        "default-src": "'none'",
        "img-src": "data:",
        "style-src": _digest(style),
        "script-src": " ".join(_digest(script) for script in scripts),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in allowed.items())


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def styles() -> str:
    """Rules of style for the colours of grades and marks."""
    named = [(f"grade-{each.code}", each.fill, each.ink) for each in grades().values()]
    named += [(f"mark-{each.code}", each.fill, each.ink) for each in marks().values()]
    return "\n".join(f".{name} {{ background: {fill}; color: {ink}; }}" for name, fill, ink in named)


def clean(text: str) -> str:
    """Text as it can be shown: line-end hyphens of PDF files as hyphens, characters of symbol fonts as bullets, none that HTML forbids."""
    return _CONTROL.sub("", _SYMBOL.sub("•", _LINE_END_HYPHEN.sub("-", text)))


def _node(index: int, iri: str, attributes: Attributes) -> dict[str, Any]:
    # A graph without places stands in rows of four.
    place = _PLACE | {"x": 260.0 * (index % 4), "y": 40.0 * (index // 4)}
    place = {name: attributes.get(name, default) for name, default in place.items()}
    texts = {
        name: clean(str(attributes.get(name) or "")) for name in ("label", "detail", "grade", "date", "text", "mark")
    }
    facts = [[clean(name), clean(value)] for name, value in attributes.get("facts", ())]
    kind = str(attributes["kind"])
    same = [clean(other) for other in attributes.get("same", ()) if kind in ("judgement", "recommendation", "finding")]
    label = texts.pop("label") or iri
    return {
        **place,
        "narrow": attributes.get("narrow", place),
        **texts,
        "label": label,
        "title": box_title(kind, label, texts["text"]),
        "kind": kind,
        "facts": facts,
        "evidence": (evidence := _evidence(attributes)),
        "quoted": len(evidence),
        "same": same,
        "lead": attributes.get("group") == "lead-inspector",
        "shape": "custom",
        "physics": False,
        "color": None,
    }


def _evidence(attributes: Attributes) -> list[dict[str, Any]]:
    """Words with the file and the pages they stand on; the same words of one file are said once."""
    pages: dict[tuple[str, str], list[int]] = {}
    for each in attributes.get("evidence", ()):
        key = " ".join(clean(each["quote"]).split()), clean(each["source"])
        if each["page"] not in pages.setdefault(key, []):
            pages[key].append(each["page"])
    return [
        {"quote": quote, "pages": ", ".join(map(str, found)), "source": source}
        for (quote, source), found in pages.items()
    ]


def box_title(kind: str, label: str, text: str) -> str:
    """The name of a node where there is room for it; recommendations are known by their number."""
    return f"{kinds()[kind].label} {label.split(' ', 1)[0]}" if kind == "recommendation" and text else label


def drawn_line(
    nodes: Mapping[str, Attributes], framed: Container[int], source: str, target: str, attributes: Attributes
) -> dict[str, Any]:
    """How an edge is drawn between nodes with places, some of whose blocks have frames.

    Lines on stems, from block to block, or of a chosen box only are drawn by the page, the others by vis-network.
    """
    quiet = bool(attributes.get("quiet"))
    own = quiet or _hangs(nodes, framed, source, target) or _hangs(nodes, framed, target, source)
    cross = not own and all(nodes[end].get("block") in framed for end in (source, target))
    far = "" if own else attributes.get("far")
    return {
        "relation": clean(str(attributes.get("label", ""))),
        "quiet": quiet or far == "quiet",
        "hidden": own or cross or bool(far) or bool(attributes.get("mark")),
        "cross": cross and not far,
        "bridge": far == "bridge",
        "mark": str(attributes.get("mark") or "") or False,
        "arrows": "",
    }


def _hangs(nodes: Mapping[str, Attributes], framed: Container[int], above: str, below: str) -> bool:
    """Whether a box hangs on the stem that comes down from another: one of its own block, or one above all blocks."""
    upper, lower = nodes[above], nodes[below]
    if lower.get("stem") is None or lower.get("home") not in ("", above) or upper["y"] > lower["y"]:
        return False
    return bool(upper["block"] == lower["block"] or upper["block"] not in framed)


def _framed(graph: "networkx.MultiDiGraph[str]") -> set[int]:
    return {frame[-1] for frame in graph.graph.get("wide", _NO_DECORATION)["frames"]}


def _data(
    graph: "networkx.MultiDiGraph[str]", nodes: list[dict[str, Any]], edges: list[dict[str, Any]]
) -> dict[str, Any]:
    subject = str(graph.graph.get("subject", ""))
    opened = (
        subject
        if subject in graph and graph.nodes[subject]["kind"] in ("judgement", "recommendation", "finding")
        else ""
    )
    return {
        # Quotes are in the list, and need not be said twice.
        "nodes": [{name: value for name, value in node.items() if name != "evidence"} for node in nodes],
        "edges": [{name: value for name, value in edge.items() if value is not False} for edge in edges],
        "options": _OPTIONS,
        "kinds": _table(kinds(), "code", "label", "shape", "light", "dark"),
        "grades": _table(grades(), "code", "label", "letter", "fill", "ink"),
        "marks": _table(marks(), "code", "label", "letter", "fill", "ink"),
        "wide": graph.graph.get("wide", _NO_DECORATION),
        "narrow": graph.graph.get("narrow", _NO_DECORATION),
        "open": opened,
    }


def _table(entries: Mapping[str, Any], *names: str) -> dict[str, dict[str, Any]]:
    return {code: {name: getattr(entry, name) for name in names} for code, entry in entries.items()}


def _row(node: Attributes) -> dict[str, Any]:
    """A node in the list; its words are said once where the text is the same as the quote."""
    grade, mark = grades().get(node["grade"]), marks().get(node["mark"])
    return {
        "iri": node["id"],
        "kind": node["kind"],
        "kind_label": kinds()[node["kind"]].label,
        "label": node["title"],
        "detail": "" if grade and node["detail"] == grade.label else node["detail"],
        "grade": grade.label if grade else "",
        "mark": mark.label if mark else "",
        "day": day(node["date"]),
        "text": node["text"] if not node["evidence"] else "",
        "evidence": node["evidence"],
    }


def _legend(nodes: list[dict[str, Any]], view: str) -> dict[str, Any]:
    """What can be switched off: kinds, grades, and the marks of every kind of which there are several."""
    counts = {name: Counter(node[name] for node in nodes) for name in ("kind", "grade", "mark")}
    drawn = [kind for kind in kinds().values() if counts["kind"][kind.code]]
    lists = [{"title": "Grades", "name": "grade", "keys": _keys(grades().values(), counts["grade"])}]
    for kind in drawn:
        if counts["kind"][kind.code] > 1:
            own = (mark for mark in marks().values() if mark.kind == kind.code)
            lists.append({"title": kind.plural, "name": "mark", "keys": _keys(own, counts["mark"])})
    return {
        "kinds": [
            {"code": kind.code, "plural": kind.plural, "count": counts["kind"][kind.code], "off": view in kind.off}
            for kind in drawn
        ],
        "lists": lists,
    }


def _keys(entries: Iterable[Any], counts: Counter[str]) -> list[dict[str, Any]]:
    return [
        {"code": each.code, "label": each.label, "letter": each.letter, "count": counts[each.code]}
        for each in entries
        if counts[each.code]
    ]


def _counted(code: str, count: int) -> str:
    kind = kinds()[code]
    return f"{count:,} {(kind.label if count == 1 else kind.plural).lower()}"


def _sources(nodes: list[dict[str, Any]]) -> str:
    files = {part["source"] for node in nodes for part in node["evidence"]} | {
        node["label"] for node in nodes if node["kind"] == "document"
    }
    return f"{len(files)} document{'' if len(files) == 1 else 's'}"


def left_out(graph: Attributes) -> str:
    """How many of what are not in the picture, and why."""
    sentences = []
    if counts := counted_kinds(graph.get("elsewhere", {})):
        where = "an authority or an inspection" if graph.get("view") == "corpus" else "one inspection"
        sentences.append(f"Not in this picture: {counts}. The picture of {where} shows them.")
    if counts := counted_kinds(graph.get("fewer", {})):
        sentences.append(f"Less spoken of, and not drawn: {counts}.")
    if counts := counted_kinds(graph.get("crowded", {})):
        ordered = sorted(kinds().values(), key=lambda kind: kind.importance)
        order = ", ".join(kind.plural.lower() for kind in ordered)
        sentences.append(
            f"Left out for want of room: {counts}. Kept first are, in this order, {order}; of each kind the latest."
        )
    return " ".join(sentences)


def counted_kinds(counts: Mapping[str, int]) -> str:
    """Numbers of things by kind, in words: "3 themes, 1 law"."""
    return ", ".join(_counted(code, counts[code]) for code in kinds() if counts.get(code))
