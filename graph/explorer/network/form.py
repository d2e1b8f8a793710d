"""A drawing as JSON for the page's script, and as rows for its table: the same of both."""

from collections import Counter
from typing import Any

from ...days import day
from ...network.blocks import Place
from ...network.kinds import grades, kinds, marks
from ...network.page import box_title, clean, counted_kinds, drawn_line, left_out
from ...network.sketch import Edge, Node
from ...settings import BASE
from ..addresses import address
from .drawing import CAP, Drawing
from .layouts import order_of
from .state import key_of

Json = dict[str, Any]
_LONGEST = 400  # characters of a text; the whole stands on the page of the thing
_FACTS = 12  # of a node; the rest is counted
_SHOWN = 4  # names of a statement; the rest is counted
_FACT = f"{BASE}id/document/"
_HEADS = ("authority", "inspection", "board")  # what stands above all else, or is it


def as_json(drawing: Drawing) -> Json:
    """Everything the script needs to draw: nodes and edges with their words, frames, captions, and what is left out."""
    brought = {each: index for index, (_, _, members) in enumerate(drawing.opened) for each in members}
    ordered = sorted(drawing.sketch.nodes.values(), key=order_of)
    nodes = [_node(drawing, node, drawing.picture.places[node.iri], brought.get(node.iri, -1)) for node in ordered]
    number = {node.iri: index for index, node in enumerate(ordered)}
    lines = _Lines(drawing)
    drawn = {
        "title": clean(drawing.title),
        "subject": drawing.subject,
        "view": drawing.view,
        "layout": drawing.layout,
        "plain": drawing.plain,
        "cap": CAP,
        "nodes": nodes,
        "edges": [
            {"from": number[edge.source], "to": number[edge.target]} | lines.drawn(edge)
            for edge in drawing.sketch.edges
        ],
        "frames": drawing.picture.frames,
        "captions": [(*part[:2], clean(part[2]), *part[3:]) for part in drawing.picture.captions],
        "ties": drawing.ties,
        "opened": [
            {"id": iri, "link": str(opened), "brought": members, "short": counted_kinds(drawing.short.get(iri, {}))}
            for iri, opened, members in drawing.opened
        ],
        "pointed": pointed(drawing),
        "left": said_of_the_rest(drawing),
    }
    _tell_connections(drawn)
    return drawn


def pointed(drawing: Drawing) -> str:
    """The subject, where it is one of many in the picture of something else: a statement in that of its inspection."""
    subject = drawing.sketch.nodes.get(drawing.subject)
    within = drawing.view in ("timeline", "inspection") and subject and subject.kind not in _HEADS
    return drawing.subject if within else ""


def tables() -> Json:
    """How kinds, grades and marks look."""
    return {
        "order": {"kinds": list(kinds()), "grades": list(grades()), "marks": list(marks())},
        "kinds": _table(kinds(), "code", "label", "plural", "shape", "light", "dark"),
        "grades": _table(grades(), "code", "label", "letter", "fill", "ink"),
        "marks": _table(marks(), "code", "kind", "label", "letter", "fill", "ink"),
    }


def rows(drawn: Json) -> list[Json]:
    """The rows of the table of a drawing: its nodes, with their kinds, grades and marks in words."""
    known = tables()
    return [
        node
        | {
            "kind_label": kinds()[node["kind"]].label,
            "standing": "; ".join(
                known[table][node[name]]["label"]
                for name, table in (("grade", "grades"), ("mark", "marks"))
                if node[name] in known[table]
            ),
        }
        for node in drawn["nodes"]
    ]


def _tell_connections(drawn: Json) -> None:
    """Say of each node what it is connected with, statements of one kind together."""
    names = [node["title"] for node in drawn["nodes"]]
    said: list[dict[tuple[str, bool], list[str]]] = [{} for _ in names]
    for edge in sorted(drawn["edges"], key=lambda edge: (edge["from"], edge["to"])):
        for end, other, is_subject in (("from", "to", True), ("to", "from", False)):
            said[edge[end]].setdefault((edge["relation"], is_subject), []).append(names[edge[other]])
    for node, statements in zip(drawn["nodes"], said, strict=True):
        node["said"] = "; ".join(
            f"{relation} {_some(named)}" if is_subject else f"{_some(named)} {relation} this"
            for (relation, is_subject), named in statements.items()
        )


def _some(names: list[str]) -> str:
    """A list of names, the first few of many."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")


def said_of_the_rest(drawing: Drawing) -> str:
    """How many of what are not in the picture, and why."""
    crowded = drawing.sketch.crowded + drawing.crowded
    sketch = drawing.sketch
    # What an expansion of an inspection brought is no longer elsewhere, nor not drawn.
    now = Counter(
        sketch.nodes[each].kind
        for iri, _, brought in drawing.opened
        for each in (brought if sketch.nodes[iri].kind == "inspection" else ())
    )
    left = {"elsewhere": sketch.elsewhere - now, "fewer": sketch.fewer - now, "crowded": crowded}
    words = left_out({"view": drawing.view, **left})
    full = (
        f"The picture holds {CAP} things and is full; collapse something to expand more. "
        if len(sketch.nodes) >= CAP
        else ""
    )
    gone = f"{drawing.missing} of what this link expanded is no longer there. " if drawing.missing else ""
    return full + gone + words


def _node(drawing: Drawing, node: Node, place: Place, by: int) -> Json:
    text, label = clean(node.text), clean(node.label) or node.iri
    words = node.iri if node.iri.startswith(_FACT) else next(iter(node.same), "")
    grade = grades().get(node.grade)
    return {
        "id": node.iri,
        "key": key_of(node.iri),
        "kind": node.kind,
        "label": label,
        "title": box_title(node.kind, label, text),
        "detail": "" if grade and node.detail == grade.label and node.kind != "judgement" else clean(node.detail),
        "grade": node.grade,
        "mark": node.mark,
        "date": clean(node.date),
        "day": clean(day(node.date)),
        "text": text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…",
        "facts": [[clean(name), clean(value)] for name, value in node.facts[:_FACTS]],
        "further": max(len(node.facts) - _FACTS, 0),
        "lead": node.group == "lead-inspector",
        "page": address(node.iri),
        "words": address(words) if words and node.kind != "document" else "",
        "by": by,
        "moved": node.iri in drawing.moved,
        "x": place.x,
        "y": place.y,
        "w": place.w,
        "h": place.h,
        "stem": place.stem,
        "block": place.block,
        **drawing.notes.get(node.iri, {}),
    }


class _Lines:
    """How the edges of a drawing are drawn."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._framed = {frame[-1] for frame in drawing.picture.frames}
        self._hung = {block for _, block in drawing.ties}
        self._ends = {
            iri: {"home": drawing.sketch.nodes[iri].home, "stem": place.stem, "y": place.y, "block": place.block}
            for iri, place in drawing.picture.places.items()
        }

    def drawn(self, edge: Edge) -> Json:
        """The words of an edge and the style of its line."""
        ends = edge.source, edge.target
        said = {"relation": clean(edge.label), "weight": self._drawing.weights.get(ends, 0), "mark": edge.mark}
        if because := self._drawing.because.get(ends):
            said["because"] = [[clean(name), address(iri)] for name, iri in because]
        if self._drawing.plain:
            return said | {"style": "plain", "quiet": edge.quiet}
        attributes = {"label": edge.label, "quiet": edge.quiet, "far": edge.far, "mark": edge.mark}
        line = drawn_line(self._ends, self._framed, edge.source, edge.target, attributes)
        beside = any(self._ends[end]["block"] in self._hung for end in (edge.source, edge.target))
        stem = not line["quiet"] and not line["cross"] and line["hidden"] and not line["bridge"] and not beside
        style = "bridge" if line["bridge"] else "cross" if line["cross"] else "stem" if stem else "fall"
        return said | {"style": style, "quiet": line["quiet"] or beside}


def _table(entries: Any, *names: str) -> Json:
    return {code: {name: getattr(entry, name) for name in names} for code, entry in entries.items()}
