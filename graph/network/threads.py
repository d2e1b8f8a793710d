"""What runs through the inspections of an authority, or of several: themes, services and bodies, and posts.

Each is one node, linked to every inspection in the sketch that speaks of it.
"""

from collections.abc import Iterable, Sequence
from itertools import islice

from ..days import day
from ..rows import Row, code
from ..vocabulary import vocabulary
from .gather import Gatherer, Inspection
from .kinds import concept_label, kinds, mark_of
from .sketch import Node

_DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"
_SAID = ("recommendation", "finding")


def add_threads(gatherer: Gatherer, inspections: Sequence[Inspection]) -> None:
    """All of them, for inspections whose recommendations and findings are in the sketch already."""
    add_themes(gatherer, gatherer.facts_of("themes", inspections))
    add_posts(gatherer, gatherer.facts_of("posts", inspections))
    add_bodies(gatherer, gatherer.facts_of("bodies", inspections))


def add_themes(gatherer: Gatherer, rows: Iterable[Row]) -> None:
    """Themes of what is in the sketch, those of most inspections first, then those recommended on most."""
    saying = gatherer.sketch.saying()
    found: dict[str, list[tuple[str, Node]]] = {}
    for row in rows:
        if row["item"] in saying:
            found.setdefault(row["theme"], []).append((row["fact"], gatherer.sketch.nodes[saying[row["item"]]]))
    nodes = []
    for theme, pairs in found.items():
        items = list({item.iri: item for _, item in pairs}.values())
        asked = [item for item in items if item.kind == "recommendation"]
        label = concept_label("theme", code(theme))
        order = (-len({item.home for item in asked}), -len(asked), -len(items), label)
        nodes.append(Node(theme, "theme", label, order=order, same=[fact for fact, _ in pairs]))
    for node in _drawn(gatherer, nodes):
        _tell_theme(gatherer, node, {item.iri: item for _, item in found[node.iri]}.values())


def _tell_theme(gatherer: Gatherer, node: Node, items: Iterable[Node]) -> None:
    """What is recommended and found on a theme, by inspection."""
    by_home: dict[str, list[Node]] = {}
    for item in sorted(items, key=lambda item: (item.kind, item.order, item.iri)):
        by_home.setdefault(item.home, []).append(item)
        gatherer.sketch.link(item.iri, node.iri, "is about", quiet=True)
    asked = {
        home: len([item for item in members if item.kind == "recommendation"]) for home, members in by_home.items()
    }
    node.detail = _times(gatherer, {home: count for home, count in asked.items() if count})
    if _spread(gatherer, by_home):
        node.detail = (
            f"{sum(asked.values())} recommendations in {len([1 for count in asked.values() if count])} inspections"
        )
    node.facts = [("About", _defined("theme", node.iri))]
    for home in _in_time(gatherer, by_home):
        node.facts.append((gatherer.title(gatherer.inspections[home]), _numbers(by_home[home])))
        far = "bridge" if asked[home] and len([count for count in asked.values() if count]) > 1 else "quiet"
        gatherer.sketch.link(home, node.iri, "asks about" if asked[home] else "speaks of", far=far)
    _home(gatherer, node, by_home)


def _numbers(items: Iterable[Node]) -> str:
    """The numbers of statements: "recommendations 3, 8; findings 57"."""
    parts = []
    for kind in _SAID:
        if numbers := [value for item in items if item.kind == kind for name, value in item.facts if name == "Number"]:
            word = kinds()[kind].label if len(numbers) == 1 else kinds()[kind].plural
            parts.append(f"{word.lower()} {', '.join(numbers)}")
    return "; ".join(parts)


def add_bodies(gatherer: Gatherer, rows: Iterable[Row]) -> None:
    """Services and bodies, those of most inspections first, then those spoken of most; boards in the sketch get their words."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["body"], []).append(row)
    nodes = [_body(gatherer, iri, said) for iri, said in found.items()]
    for node in _drawn(gatherer, nodes):
        gatherer.sketch.apart["body"] += node.kind != "body"
        said = found[node.iri]
        places = _places(said)
        node.detail = node.detail or _times(gatherer, places)
        for home in _in_time(gatherer, places):
            words = [_counted(places[home])]
            relations = dict.fromkeys(row["relation"] for row in said if row["inspection"] == home and row["relation"])
            words += [_defined("body-relation", relation) for relation in relations]
            node.facts.append((gatherer.title(gatherer.inspections[home]), " ".join(words)))
            gatherer.sketch.link(home, node.iri, "speaks of", quiet=node.kind == "board", far="quiet")
        _home(gatherer, node, places)


def _counted(places: int) -> str:
    return f"{places} place{'' if places == 1 else 's'}."


def _defined(scheme: str, iri: str) -> str:
    concept = vocabulary().scheme(scheme).get(code(iri))
    return concept.one(_DEFINITION) if concept else code(iri)


def _body(gatherer: Gatherer, iri: str, said: list[Row]) -> Node:
    facts = list(dict.fromkeys(row["fact"] for row in said))
    if iri in gatherer.sketch.nodes:
        node = gatherer.sketch.nodes[iri]
        node.same += facts
        return node
    most = max(said, key=lambda row: (int(row["places"]), row["fact"]))
    name = body_name(most["name"])
    letters = next((row["abbreviation"] for row in said if row["abbreviation"]), "")
    places = _places(said)
    node = Node(iri, "body", f"{letters} · {name}" if letters not in ("", name) else name, same=facts)
    node.order = (-len(places), -sum(places.values()), node.label)
    node.mark = mark_of("body", [most["kind"]])
    node.facts = [("Kind", concept_label("body-kind", code(most["kind"])))]
    names = list(dict.fromkeys(row["name"] for row in said if row["name"].lower() != name.lower()))
    node.facts += [("Also called", "; ".join(names))] if names else []
    return node


def body_name(name: str) -> str:
    """The name of a body as a label."""
    return name[:1].upper() + name[1:]


def _places(said: Iterable[Row]) -> dict[str, int]:
    """At how many places each inspection speaks of a body: of several files, what the fullest has."""
    places: dict[str, int] = {}
    for row in said:
        places[row["inspection"]] = max(places.get(row["inspection"], 0), int(row["places"]))
    return places


def add_posts(gatherer: Gatherer, rows: Iterable[Row]) -> None:
    """Posts, with what each report says of their holders."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["post"], []).append(row)
    nodes = []
    for iri, said in found.items():
        label = concept_label("post", code(said[0]["role"]))
        nodes.append(
            Node(iri, "post", label, order=(label, iri), same=list(dict.fromkeys(row["fact"] for row in said)))
        )
    for node in _drawn(gatherer, nodes):
        _tell_post(gatherer, node, found[node.iri])


def _tell_post(gatherer: Gatherer, node: Node, said: list[Row]) -> None:
    by_home: dict[str, list[Row]] = {}
    for row in said:
        by_home.setdefault(row["inspection"], []).append(row)
    ordered, parts = _in_time(gatherer, by_home), []
    for home in ordered:
        inspection = gatherer.inspections[home]
        words = dict.fromkeys(concept_label("post-status", code(row["status"])).lower() for row in by_home[home])
        parts.append(f"{inspection.year} {', '.join(words)}")
        node.facts.append((gatherer.title(inspection), "; ".join(dict.fromkeys(map(_tenure, by_home[home])))))
        gatherer.sketch.link(node.iri, home, f"{', '.join(words)} in", far="quiet")
    titles = dict.fromkeys(row["title"] for row in said if row["title"])
    node.facts += [("Called", "; ".join(titles))] if titles else []
    node.mark = mark_of("post", (row["status"] for row in by_home[ordered[-1]]))
    node.detail = " · ".join(parts) if not _is_alone(gatherer) else parts[0].split(" ", 1)[-1]
    if _spread(gatherer, by_home):
        node.detail, node.mark = f"{len(by_home)} inspections", ""
    for organisation in sorted({row["organisation"] for row in said} & set(gatherer.sketch.nodes)):
        gatherer.sketch.link(organisation, node.iri, "has the post", quiet=True)
    _home(gatherer, node, by_home)


def add_tenures(gatherer: Gatherer, rows: Iterable[Row]) -> None:
    """What each report says of a post, each statement in a box of its own below the inspection; files that say the same have one."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["inspection"], _tenure(row)), []).append(row)
    for (home, words), said in found.items():
        row = said[0]
        node = Node(row["fact"], "post", words, row["title"], order=(row["from"], words), home=home)
        node.same = list(dict.fromkeys(each["fact"] for each in said))[1:]
        node.date, node.mark = gatherer.inspections[home].start, mark_of("post", [row["status"]])
        gatherer.sketch.add(node)
        gatherer.sketch.link(home, node.iri, "says of the post:")


def _tenure(row: Row) -> str:
    """What one place says of a post: its status, the holder, and since or until when."""
    words = [concept_label("post-status", code(row["status"]))]
    words += [row["holder"]] if row["holder"] else []
    words += [f"held with {concept_label('post', code(row['with']))}"] if row["with"] else []
    words += [f"from {day(row['from'])}"] if row["from"] else []
    words += [f"until {day(row['to'])}"] if row["to"] else []
    return ", ".join(words)


def _drawn(gatherer: Gatherer, nodes: list[Node]) -> list[Node]:
    """The nodes there is a place for, put into the sketch; the rest is counted."""
    known = [node for node in nodes if node.iri in gatherer.sketch.nodes]
    new = sorted(
        (node for node in nodes if node.iri not in gatherer.sketch.nodes), key=lambda node: (node.order, node.iri)
    )
    most = (kinds()[new[0].kind].most if new and not gatherer.whole else 0) or len(new)
    for node in new[most:]:
        gatherer.sketch.fewer[node.kind] += 1
    return [*known, *(gatherer.sketch.add(node) for node in new[:most])]


def _in_time(gatherer: Gatherer, homes: Iterable[str]) -> list[str]:
    chosen = set(homes)
    return [iri for iri in gatherer.inspections if iri in chosen]


def _times(gatherer: Gatherer, counts: dict[str, int]) -> str:
    """How often in each inspection, by its year: "2016 ×5, 2023"; of one inspection without the year, of many their number."""
    single = _is_alone(gatherer)
    if _spread(gatherer, counts):
        return f"{len(counts)} inspections"
    parts = []
    for iri in _in_time(gatherer, counts):
        times = f"×{counts[iri]}" if counts[iri] > 1 else ""
        parts.append(times if single else f"{gatherer.inspections[iri].year} {times}".strip())
    return ", ".join(parts)


def _spread(gatherer: Gatherer, homes: Iterable[str]) -> bool:
    """Whether inspections are those of several authorities, so that years do not tell them apart."""
    return len({gatherer.inspections[iri].authority for iri in homes}) > 1


def _home(gatherer: Gatherer, node: Node, homes: Iterable[str]) -> None:
    """Give a node the latest inspection that speaks of it: its day, and its stem where there is but one inspection."""
    latest = gatherer.inspections[_in_time(gatherer, homes)[-1]]
    node.date = node.date or latest.start
    if _is_alone(gatherer):
        node.home = node.home or latest.iri


def _is_alone(gatherer: Gatherer) -> bool:
    """Whether there is but one inspection in the sketch; they are put in before what runs through them."""
    found = (node for node in gatherer.sketch.nodes.values() if node.kind == "inspection")
    return len(list(islice(found, 2))) == 1
