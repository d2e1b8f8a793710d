"""Networks of the whole store that are worth seeing: few kinds of thing, and only what links them often enough to be read."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from ...errors import QueryError
from ...network.kinds import concept_label
from ...network.sketch import Node, Sketch
from ...network.threads import body_name
from ...rows import code
from ...settings import BASE
from ...vocabulary import vocabulary
from .drawing import Drawing
from .layouts import arranged, graph_of, order_of
from .web import Web, gatherer_rows

if TYPE_CHECKING:
    import networkx

_MOST_NODES, _MOST_EDGES = 150, 320
_SEED = 1
_LEAST, _GREATEST = 0.85, 1.6  # sizes of boxes
_FEWEST_THEMES, _NEAREST = 4, 3
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_KNOWN_BODY = f"{BASE}body/"


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes, how much links them, in what words, and what says so: things by name and IRI."""

    one: Node
    other: Node
    weight: int
    words: str
    because: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Projection:
    """A network of the whole store: what it means, what it does not, and what the number on a link counts."""

    code: str
    title: str
    means: str
    caution: str
    counts: str
    links: Callable[[Web], Iterator[Link]]
    least: int = 1
    """So much, at least, must link two things."""


def project(web: Web, name: str) -> tuple[Projection, Drawing, int]:
    """A projection by its code, drawn; and how much must link two things for them to be in it.

    :raises QueryError: if there is none of that code
    """
    if name not in PROJECTIONS:
        raise QueryError(f"view: '{name[:40]}' is none; there are {', '.join(PROJECTIONS)}")
    projection = PROJECTIONS[name]
    drawing, least = web.kept(("projection", name), lambda: _project(web, projection))
    return projection, drawing, least


def prepare(web: Web) -> None:
    """Make the web of the whole store and all its projections, before anybody asks for them."""
    web.whole  # noqa: B018 - made when it is looked at
    for name in PROJECTIONS:
        project(web, name)


def _project(web: Web, projection: Projection) -> tuple[Drawing, int]:
    links, least = _readable(list(projection.links(web)), projection.least)
    sketch = Sketch()
    for link in links:
        sketch.link(sketch.add(link.one).iri, sketch.add(link.other).iri, link.words)
    graph = graph_of(sketch)
    for link in links:
        graph[link.one.iri][link.other.iri]["weight"] = link.weight
    notes = _notes(graph)
    most = max((note["weight"] for note in notes.values()), default=1)
    scales = {iri: _LEAST + (_GREATEST - _LEAST) * (note["weight"] / most) ** 0.5 for iri, note in notes.items()}
    subject = max(notes, key=lambda iri: (notes[iri]["weight"], iri), default="")
    picture = arranged(sketch, "force", subject, scales)
    drawing = Drawing(sketch, picture, "", "", projection.title, "force")
    drawing.notes = {iri: note | {"scale": round(scales[iri], 3)} for iri, note in notes.items()}
    drawing.weights = {(link.one.iri, link.other.iri): link.weight for link in links}
    drawing.because = {(link.one.iri, link.other.iri): link.because for link in links}
    return drawing, least


def _readable(links: list[Link], least: int) -> tuple[list[Link], int]:
    """The links that are strong enough for the picture to be read, and how strong that is."""
    while True:
        kept = [link for link in links if link.weight >= least]
        nodes = {node.iri for link in kept for node in (link.one, link.other)}
        if len(kept) <= _MOST_EDGES and len(nodes) <= _MOST_NODES:
            return kept, least
        least += 1


def _notes(graph: "networkx.Graph[str]") -> dict[str, dict[str, float]]:
    """Of each node its group, how much links it, and how many of the shortest ways lead over it, in per cent."""
    import networkx

    names = list(graph)
    # Numbers in place of names: sets of numbers have the same order in every process.
    numbered = networkx.convert_node_labels_to_integers(graph)
    groups = networkx.community.louvain_communities(numbered, weight="weight", seed=_SEED)
    groups = sorted(groups, key=lambda group: (-len(group), min(group)))
    between = networkx.betweenness_centrality(numbered)
    return {
        names[number]: {
            "community": index + 1,
            "weight": graph.degree(names[number], weight="weight"),
            "between": round(100 * between[number], 1),
        }
        for index, group in enumerate(groups)
        for number in sorted(group)
    }


def _asked(web: Web) -> dict[tuple[str, str], set[str]]:
    """The recommendations to each authority on each theme."""
    found: dict[tuple[str, str], set[str]] = {}
    for edge in web.whole.edges:
        one, other = web.nodes[edge.source], web.nodes[edge.target]
        if one.kind == "recommendation" and other.kind == "theme":
            authority = web.gatherer.inspections[one.home].authority
            if authority in web.nodes:
                found.setdefault((authority, other.iri), set()).add(one.iri)
    return found


def _themes(web: Web) -> Iterator[Link]:
    for (authority, theme), asked in _asked(web).items():
        words = f"was given {_number(len(asked), 'recommendation')} on"
        said = tuple((web.name(iri), iri) for iri in sorted(asked, key=lambda iri: order_of(web.nodes[iri])))
        yield Link(_bare(web.nodes[authority]), _bare(web.nodes[theme]), len(asked), words, said)


def _alike(web: Web) -> Iterator[Link]:
    themes: dict[str, set[str]] = {}
    for authority, theme in _asked(web):
        themes.setdefault(authority, set()).add(theme)
    several = {iri: asked for iri, asked in themes.items() if len(asked) >= _FEWEST_THEMES}
    shares = {
        pair: round(100 * len(several[pair[0]] & several[pair[1]]) / len(several[pair[0]] | several[pair[1]]))
        for pair in combinations(sorted(several), 2)
    }
    for pair in sorted(_nearest(several, shares)):
        words = f"shares {shares[pair]}% of the themes asked of either with"
        both = tuple(sorted((web.nodes[iri].label, iri) for iri in several[pair[0]] & several[pair[1]]))
        yield Link(_bare(web.nodes[pair[0]]), _bare(web.nodes[pair[1]]), shares[pair], words, both)


def _nearest(names: Iterable[str], shares: dict[tuple[str, str], int]) -> set[tuple[str, str]]:
    """The pairs in which one of the two is among those that are most like the other."""
    kept = set()
    for name in names:
        own = sorted((pair for pair in shares if name in pair and shares[pair]), key=lambda pair: (-shares[pair], pair))
        kept |= set(own[:_NEAREST])
    return kept


def _inspectors(web: Web) -> Iterator[Link]:
    """Inspectors of several inspections with these."""
    seen: dict[str, dict[str, str]] = {}
    for edge in web.whole.edges:
        if web.nodes[edge.source].kind == "person" and web.nodes[edge.target].kind == "inspection":
            seen.setdefault(edge.source, {}).setdefault(edge.target, edge.label)
    for person, parts in seen.items():
        for inspection, words in parts.items() if len(parts) > 1 else ():
            node = web.nodes[inspection]
            yield Link(_bare(web.nodes[person]), replace(_bare(node), date=node.date), 1, words)


def _services(web: Web) -> Iterator[Link]:
    """Known kinds of service that the same finding names and blames something of."""
    together: dict[tuple[str, str], list[tuple[str, str]]] = {}
    named = _names(web)
    for row in gatherer_rows(web.gatherer, "explorer-criticisms"):
        words = _spaced(row["text"])
        lower, bodies = words.lower(), named.get(row["document"], ())
        said = {body for body, name, letters in bodies if name in lower or letters in words}
        finding = f"Finding {row['number']} of {web.nodes[row['inspection']].label}", row["fact"]
        for pair in combinations(sorted(said), 2):
            together.setdefault(pair, []).append(finding)
    for pair, findings in sorted(together.items()):
        one, other = (Node(_KNOWN_BODY + each, "body", body_name(concept_label("body", each))) for each in pair)
        words = f"is named in {_number(len(findings), 'finding')} that blame, together with"
        yield Link(one, other, len(findings), words, tuple(findings))


def _names(web: Web) -> dict[str, list[tuple[str, str, str]]]:
    """The services that each document speaks of: the code of what every authority has, the name and the letters it prints."""
    known, found = vocabulary().scheme("body"), dict[str, list[tuple[str, str, str]]]()
    for row in web.gatherer.ask("bodies"):
        body = code(row["body"])
        if body in known and code(row["kind"]) != "inspectorate":
            letters = f" {row['abbreviation'] or '-'} "
            found.setdefault(row["document"], []).append((body, _spaced(row["name"].lower()), letters))
    return found


def _spaced(text: str) -> str:
    """The words of a text between single spaces."""
    return f" {_BETWEEN_WORDS.sub(' ', text).strip()} "


def _bare(node: Node) -> Node:
    """A node without what only its own picture says."""
    return replace(node, detail="", mark="", grade="", date="", facts=[])


def _number(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


PROJECTIONS = {
    each.code: each
    for each in (
        Projection(
            "themes",
            "Authorities and the themes asked of them",
            "An authority and a theme are linked when inspectors made recommendations to the authority on that theme.",
            "What was asked for depends on what was inspected, under which framework and when; more recommendations do not mean a worse "
            "service, and authorities without a report in the store are missing.",
            "recommendations",
            _themes,
        ),
        Projection(
            "alike",
            "Authorities asked for the same",
            f"Two authorities are linked when much of what was asked of either was asked of both; each with the {_NEAREST} that are most "
            f"like it, of those asked for {_FEWEST_THEMES} themes or more.",
            "Alike is what was recommended, not the authorities: their size, their children and their grades are not looked at.",
            "per cent of themes shared",
            _alike,
        ),
        Projection(
            "inspectors",
            "Inspectors and inspections",
            "An inspector is linked with each inspection whose report names them in the team; those of one inspection are not drawn.",
            "Grades are judgements of the whole team after moderation; nothing here says that an inspector's inspections came out as they "
            "did because of them. People of the same name are taken for one where the reports do not tell them apart.",
            "inspections",
            _inspectors,
        ),
        Projection(
            "services",
            "Services criticised together",
            "Two kinds of service or body are linked when the same finding names both and blames something.",
            "The blame may be of one of them, of their work together, or of a third that the sentence speaks of; read the "
            "findings, which stand with each link.",
            "findings",
            _services,
            least=2,
        ),
    )
}
