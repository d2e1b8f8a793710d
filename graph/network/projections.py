"""What is drawn around a subject, as a networkx graph with everything the page shows in its attributes."""

from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING

from ..errors import SubjectError
from ..rows import ask
from ..settings import BASE
from ..store import Store
from .gather import LEAD, Gatherer, Inspection
from .kinds import kinds
from .layout import lay_out
from .links import add_article, add_links
from .sketch import Sketch
from .threads import add_bodies, add_posts, add_tenures, add_themes, add_threads

if TYPE_CHECKING:
    import networkx

LIMIT = 350
_AUTHORITY, _BOARD, _REGION = f"{BASE}id/authority/", f"{BASE}id/lscb/", f"{BASE}id/region/"
_PERSON, _LAW, _DOCUMENT = f"{BASE}id/person/", f"{BASE}id/law/", f"{BASE}id/document/"
_BODY, _POST, _ORGANISATION = f"{BASE}id/body/", f"{BASE}id/post/", f"{BASE}id/organisation/"
THEME, ROLE, KNOWN_BODY = f"{BASE}theme/", f"{BASE}post/", f"{BASE}body/"
_IN_OTHER_VIEWS = ("judgement", "recommendation", "document", "person", "law", "finding")


def neighbourhood(store: Store, subject: str | None, limit: int = LIMIT) -> "networkx.MultiDiGraph[str]":
    """The network around the thing of an IRI, or the whole corpus in outline, on at most ``limit`` nodes.

    What there is no room for is left out in the order of importance of ``assets/kinds.toml``, the earliest first. The graph's own
    attributes say what it is of (``subject``, ``title``, ``view``), what it leaves out (``crowded``, ``fewer``, ``elsewhere``:
    numbers by kind) and how it is laid out (``wide``, ``narrow``).

    :raises SubjectError: if the graph says nothing of the subject
    """
    gatherer = Gatherer(store)
    view, chosen = gather(gatherer, subject, limit)
    gatherer.add_evidence()
    return _graph(gatherer.sketch, view, chosen)


def gather(gatherer: Gatherer, subject: str | None, limit: int = LIMIT) -> tuple[str, str]:
    """Put into the sketch of a gatherer what is drawn around a subject, without its words; the view, and the node of the subject.

    :raises SubjectError: if the graph says nothing of the subject
    """
    view = _corpus(gatherer, "") if subject is None else _around(gatherer, subject)
    chosen = _drawn_as(gatherer.sketch, subject) if subject else ""
    gatherer.sketch.crop(max(limit, 1), [chosen] if chosen else [])
    return view, chosen


def _around(gatherer: Gatherer, subject: str) -> str:
    """Gather what stands around a subject; the name of the view."""
    if subject in gatherer.inspections:
        return _in_full(gatherer, [gatherer.inspections[subject]])
    views: dict[str, Callable[[Gatherer, str], str]] = {
        _AUTHORITY: _authority, _BOARD: _board, _REGION: _corpus, _PERSON: _person, _LAW: _law, THEME: _theme,
        _BODY: _body, _ORGANISATION: _body, KNOWN_BODY: _body, _POST: _post, ROLE: _post,
    }  # fmt: skip
    for prefix, view in views.items():
        if subject.startswith(prefix):
            return view(gatherer, subject)
    if subject.startswith(_DOCUMENT) and "/" not in subject.removeprefix(_DOCUMENT):
        return _document(gatherer, subject)
    return _fact(gatherer, subject)


def _authority(gatherer: Gatherer, subject: str) -> str:
    if subject not in gatherer.authorities and not gatherer.of_authority(subject):
        raise _nothing(subject)
    gatherer.add_authority(subject)
    return _in_time(gatherer, gatherer.of_authority(subject))


def _board(gatherer: Gatherer, subject: str) -> str:
    inspections = [each for each in gatherer.inspections.values() if each.board == subject]
    if not inspections:
        return _body(gatherer, subject)
    for inspection in inspections:
        gatherer.add_inspection(inspection)
    gatherer.add_boards(inspections)
    gatherer.add_judgements(inspections, frozenset({"lscb"}))
    gatherer.add_recommendations(inspections, "lscb")
    gatherer.add_documents(inspections)
    return "timeline"


def _in_time(gatherer: Gatherer, inspections: list[Inspection]) -> str:
    """Several inspections beside each other; one in full."""
    if len(inspections) == 1:
        return _in_full(gatherer, inspections)
    for inspection in inspections:
        gatherer.add_inspection(inspection)
    gatherer.add_boards(inspections)
    gatherer.add_judgements(inspections)
    gatherer.add_recommendations(inspections)
    gatherer.add_team(inspections)
    gatherer.add_documents(inspections)
    add_threads(gatherer, inspections)
    add_links(gatherer, inspections)
    gatherer.count_elsewhere(inspections, ("law", "finding"))
    return "timeline"


def _in_full(gatherer: Gatherer, inspections: list[Inspection]) -> str:
    for inspection in inspections:
        gatherer.add_inspection(inspection)
    gatherer.add_boards(inspections)
    gatherer.add_judgements(inspections)
    gatherer.add_recommendations(inspections)
    gatherer.add_findings(inspections)
    gatherer.add_team(inspections)
    gatherer.add_documents(inspections)
    gatherer.add_problems(document for each in inspections for document in each.documents)
    gatherer.add_laws(inspections)
    add_threads(gatherer, inspections)
    add_links(gatherer, inspections, claims=True)
    return "inspection"


def _document(gatherer: Gatherer, subject: str) -> str:
    inspections = [each for each in gatherer.inspections.values() if subject in each.documents]
    if inspections:
        return _in_time(gatherer, inspections)
    gatherer.add_document(subject)
    if subject not in gatherer.sketch.nodes:
        raise _nothing(subject)
    for row in gatherer.ask("articles", "document", [subject]):
        if row["inspection"] in gatherer.inspections:
            return _in_full(gatherer, [gatherer.inspections[row["inspection"]]])
        gatherer.sketch.link(subject, add_article(gatherer, row, claims=True).iri, "carries")
    gatherer.add_problems([subject])
    return "listing"


def _person(gatherer: Gatherer, subject: str) -> str:
    own = gatherer.ask("team", "person", [subject])
    inspections = _seen_in(gatherer, subject, [row["inspection"] for row in own])
    for row in own:
        gatherer.add_role(row)
    gatherer.add_judgements(inspections, frozenset({"none"}))
    gatherer.add_team(inspections, frozenset({LEAD}))
    return "sightings"


def _law(gatherer: Gatherer, subject: str) -> str:
    own = gatherer.ask("laws", "law", [subject])
    inspections = _seen_in(gatherer, subject, [row["inspection"] for row in own])
    gatherer.add_judgements(inspections, frozenset({"none"}))
    gatherer.add_laws(inspections)
    for law in gatherer.sketch.of("law"):
        if law.iri != subject:
            gatherer.sketch.remove(law.iri)
    return "sightings"


def _theme(gatherer: Gatherer, subject: str) -> str:
    """What has a theme before any other, in all inspections."""
    own = gatherer.ask("themes", "theme", [subject])
    inspections = _seen_in(gatherer, subject, [row["inspection"] for row in own])
    items = [row["item"] for row in own]
    gatherer.add_judgements(inspections, frozenset({"none"}))
    gatherer.add_recommendations(inspections, only=items)
    gatherer.add_findings(inspections, only=items)
    add_themes(gatherer, own)
    return "theme"


def _body(gatherer: Gatherer, subject: str) -> str:
    """The inspections that speak of a body, or of any body of a kind that every authority has."""
    bodies = [subject]
    if subject.startswith(KNOWN_BODY):
        owners = ["national", *(row["gss"] for row in gatherer.authorities.values())]
        bodies = [f"{_BODY}{owner}/{subject.removeprefix(KNOWN_BODY)}" for owner in owners]
    own = [row | {"body": subject} for row in gatherer.ask("bodies", "body", bodies)]
    inspections = _seen_in(gatherer, subject, [row["inspection"] for row in own])
    gatherer.add_judgements(inspections, frozenset({"none"}))
    spoken = [row["item"] for row in gatherer.ask("speaking", "fact", (row["fact"] for row in own))]
    gatherer.add_recommendations(inspections, only=spoken)
    gatherer.add_findings(inspections, only=spoken)
    add_bodies(gatherer, own)
    return "body"


def _post(gatherer: Gatherer, subject: str) -> str:
    """The inspections that speak of a post, or of any post of a kind."""
    column = "role" if subject.startswith(ROLE) else "post"
    own = [row | {"post": subject} for row in gatherer.ask("posts", column, [subject])]
    inspections = _seen_in(gatherer, subject, [row["inspection"] for row in own])
    gatherer.add_judgements(inspections, frozenset({"none"}))
    add_posts(gatherer, own)
    add_tenures(gatherer, own)
    return "post"


def _seen_in(gatherer: Gatherer, subject: str, iris: list[str]) -> list[Inspection]:
    if not iris:
        raise _nothing(subject)
    inspections = [each for each in gatherer.inspections.values() if each.iri in iris]
    for inspection in inspections:
        gatherer.add_inspection(inspection)
    # The name of an inspection holds that of its authority.
    for authority in gatherer.sketch.of("authority"):
        gatherer.sketch.remove(authority.iri)
    return inspections


def _fact(gatherer: Gatherer, subject: str) -> str:
    """The inspection that a fact belongs to, or the document where it belongs to none."""
    rows = ask(gatherer.store, "network-things", "thing", [subject])
    inspection = next((row["inspection"] for row in rows if row["inspection"] in gatherer.inspections), "")
    if inspection:
        return _in_full(gatherer, [gatherer.inspections[inspection]])
    if rows:
        return _document(gatherer, rows[0]["document"])
    raise _nothing(subject)


def _corpus(gatherer: Gatherer, region: str) -> str:
    """Regions, their authorities with the latest overall grade, and inspections; who led them is not shown until asked for."""
    rows = gatherer.authorities
    inspections = [
        each
        for each in gatherer.inspections.values()
        if not region or rows.get(each.authority, {}).get("region") == region
    ]
    if not inspections:
        raise _nothing(region) if region else SubjectError("the store holds no inspection; build it from some reports")
    for inspection in inspections:
        node = gatherer.add_inspection(inspection)
        node.home = inspection.authority
        row = rows.get(inspection.authority, {})
        if row.get("region"):
            gatherer.add_region(row["region"], row["region_name"])
            gatherer.sketch.nodes[inspection.authority].group = row["region"]
            gatherer.sketch.link(row["region"], inspection.authority, "includes")
    gatherer.add_judgements(inspections, frozenset({"none"}))
    gatherer.count_elsewhere(inspections, _IN_OTHER_VIEWS)
    for inspection in inspections:
        _take_grade(gatherer.sketch, inspection)
    return "corpus"


def _take_grade(sketch: Sketch, inspection: Inspection) -> None:
    """Give an authority the grade and day of its latest inspection; inspections come in the order of time."""
    if inspection.authority in sketch.nodes:
        authority, latest = sketch.nodes[inspection.authority], sketch.nodes[inspection.iri]
        authority.grade, authority.date = latest.grade, latest.date


def _drawn_as(sketch: Sketch, subject: str) -> str:
    """The node that stands for a subject: itself, what says the same, or the inspection it belongs to."""
    if subject in sketch.nodes:
        return subject
    same = [node.iri for node in sketch.nodes.values() if subject in node.same]
    return next(iter(same or [node.iri for node in sketch.of("inspection") + sketch.of("document")]), "")


def _nothing(subject: str) -> SubjectError:
    return SubjectError(
        f"'{subject.removeprefix(BASE)}': the graph says nothing of it; name an authority, inspection, document, person, theme, body "
        "or post of the store"
    )


def _graph(sketch: Sketch, view: str, subject: str) -> "networkx.MultiDiGraph[str]":
    import networkx

    wide, narrow = lay_out(sketch, view, subject), lay_out(sketch, view, subject, narrow=True)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    order = list(kinds())
    for node in sorted(
        sketch.nodes.values(), key=lambda node: (order.index(node.kind), node.date, node.home, node.order, node.iri)
    ):
        attributes = asdict(node)
        iri = attributes.pop("iri")
        graph.add_node(iri, **attributes, **asdict(wide.places[iri]), narrow=asdict(narrow.places[iri]))
    for edge in sketch.edges:
        graph.add_edge(edge.source, edge.target, label=edge.label, quiet=edge.quiet, far=edge.far, mark=edge.mark)
    graph.graph.update(
        subject=subject,
        title=title_of(sketch, subject),
        view=view,
        crowded=dict(sorted(sketch.crowded.items())),
        fewer=dict(sorted(sketch.fewer.items())),
        elsewhere=dict(sorted(sketch.elsewhere.items())),
        wide={"frames": wide.frames, "captions": wide.captions},
        narrow={"frames": narrow.frames, "captions": narrow.captions},
    )
    return graph


def title_of(sketch: Sketch, subject: str) -> str:
    """What the picture of a subject is called."""
    if subject not in sketch.nodes:
        return "All inspections of the store"
    node = sketch.nodes[subject]
    if node.kind == "claim" and node.group in sketch.nodes:
        return f"{node.label} of “{sketch.nodes[node.group].label}”"
    if node.kind in ("judgement", "recommendation", "finding") and node.home in sketch.nodes:
        kind = "" if node.kind == "finding" else f"{kinds()[node.kind].label} "
        return f"{kind}{node.label.split('  ')[0]} of {sketch.nodes[node.home].label}"
    return f"Inspection of {node.label}" if node.kind == "inspection" else node.label
