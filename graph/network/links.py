"""What links say around inspections: articles and their claims, contradictions, and what became of what was asked for."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..days import day
from ..rows import Row, code
from .gather import Gatherer, Inspection
from .kinds import concept_label, mark_of, marks
from .sketch import Node, Quote

_AGAIN = ("persists", "changed")
_LATER = {
    "persists": "is asked for again, or found wanting, in",
    "changed": "is asked for in another form in",
    "partly": "is found better in part in",
    "improved": "is found better in",
    "resolved": "is only praised in",
}


def add_links(gatherer: Gatherer, inspections: Sequence[Inspection], claims: bool = False) -> None:
    """All of them, for inspections whose facts are in the sketch already; claims one by one, or their numbers with the article."""
    add_articles(gatherer, inspections, claims)
    add_contradictions(gatherer, inspections)
    add_recurrences(gatherer, inspections)


def add_articles(gatherer: Gatherer, inspections: Iterable[Inspection], claims: bool) -> None:
    """Articles about inspections, below these, or else about their authorities."""
    chosen = {each.iri: each for each in inspections}
    authorities = {each.authority for each in chosen.values()} & set(gatherer.sketch.nodes)
    for row in gatherer.ask("articles"):
        if row["inspection"] in chosen:
            node = add_article(gatherer, row, claims)
            node.home = row["inspection"]
            gatherer.sketch.link(node.iri, row["inspection"], "is about")
        elif not row["inspection"] and row["authority"] in authorities and len(chosen) > 1:
            gatherer.sketch.link(add_article(gatherer, row, claims).iri, row["authority"], "is about")


def add_article(gatherer: Gatherer, row: Row, claims: bool) -> Node:
    """An article, with how many of its claims the report bears out, and these claims themselves where they are asked for."""
    detail = " · ".join(part for part in (row["publisher"], day(row["date"])) if part)
    node = gatherer.sketch.add(Node(row["article"], "article", row["headline"] or "Article", detail, date=row["date"]))
    node.order = (row["date"], row["article"])
    node.same = [row["record"]] if row["record"] else []
    said = gatherer.ask("claims", "article", [row["article"]])
    counts = Counter(each["status"] for each in said if each["status"])
    node.facts = [("Published by", row["publisher"]), ("Published", day(row["date"])), ("Claims", str(len(said)))]
    node.facts += [
        (concept_label("claim-status", code(status)), str(count)) for status, count in sorted(counts.items())
    ]
    node.facts = [fact for fact in node.facts if fact[1]]
    for each in said if claims else ():
        _add_claim(gatherer, each, row["inspection"])
    return node


def _add_claim(gatherer: Gatherer, row: Row, inspection: str) -> None:
    """A claim, with a line in the colour of its status to what the report says, or to the inspection where that is not drawn."""
    node = gatherer.sketch.add(Node(row["fact"], "claim", f"Claim {row['position']}", order=(int(row["position"]),)))
    node.text, node.home, node.group = row["text"], inspection, row["article"]
    node.mark = mark_of("claim", [row["status"]]) if row["status"] else ""
    status = concept_label("claim-status", code(row["status"])) if row["status"] else "Not compared"
    stated = [("Speaker", row["speaker"]), ("Beside the report", status), ("Note", row["note"])]
    node.facts = [("Kind", concept_label("claim-kind", code(row["kind"]))), *(fact for fact in stated if fact[1])]
    node.facts += [("The report says", row["words"])] if row["words"] else []
    gatherer.sketch.link(row["article"], row["fact"], "claims", quiet=True)
    against = gatherer.sketch.saying().get(row["against"], "")
    if against or inspection:
        gatherer.sketch.link(
            row["fact"], against or inspection, f"{status.lower()} beside", quiet=not against, mark=node.mark
        )


def add_contradictions(gatherer: Gatherer, inspections: Iterable[Inspection]) -> None:
    """Contradictions of which a side is said by an inspection's report, or by an article about it.

    What contradicts the same words of a report in the same way is drawn as one.
    """
    homes = {document: each.iri for each in inspections for document in each.documents}
    articles = {node.iri.rsplit("/", 1)[0]: node.home for node in gatherer.sketch.of("article")}
    saying = gatherer.sketch.saying()
    points: dict[tuple[str, ...], list[Row]] = {}
    for row in gatherer.ask("contradictions"):
        same = tuple(row[name] for name in ("scope", "note", "left_document", "right", "right_quote"))
        points.setdefault(same, []).append(row)
    for rows in points.values():
        left, right = rows[0]["left_document"], rows[0]["right_document"]
        if home := homes.get(right) or homes.get(left) or articles.get(left):
            for row in rows:
                _add_contradiction(gatherer, row | {"contradiction": rows[0]["contradiction"]}, home, saying)
            if code(rows[0]["scope"]) == "article":
                claims = len({row["left"] for row in rows})
                gatherer.sketch.nodes[rows[0]["contradiction"]].facts.append(("Claims on this point", str(claims)))


def _add_contradiction(gatherer: Gatherer, row: Row, home: str, saying: dict[str, str]) -> None:
    label = row["subject"][:1].upper() + row["subject"][1:]
    node = gatherer.sketch.add(
        Node(row["contradiction"], "contradiction", label, order=(row["left_page"].zfill(5), row["contradiction"]))
    )
    node.text, node.home, node.date = row["note"], home, gatherer.inspections[home].start
    node.mark = mark_of("contradiction", [row["scope"]])
    node.facts = [("Between", concept_label("contradiction", code(row["scope"]))), ("What differs", row["note"])]
    sides = [Quote(row[f"{side}_quote"], int(row[f"{side}_page"]), row[f"{side}_source"]) for side in ("left", "right")]
    node.evidence += [quote for quote in dict.fromkeys(sides) if quote not in node.evidence]
    gatherer.sketch.link(home, node.iri, "is contradicted in")
    for side in ("left", "right"):
        if drawn := saying.get(row[side]):
            gatherer.sketch.link(node.iri, drawn, "has on one side", quiet=True)


def add_recurrences(gatherer: Gatherer, inspections: Iterable[Inspection]) -> None:
    """What became of recommendations: told with them and marked on them, on their themes, and on the bridges to these."""
    chosen = {each.iri for each in inspections}
    saying = gatherer.sketch.saying()
    rows = [row for row in gatherer.ask("recurrences") if {row["earlier_inspection"], row["later_inspection"]} & chosen]
    for row in sorted(
        rows, key=lambda row: (gatherer.inspections[row["later_inspection"]].start, row["later"], row["earlier"])
    ):
        if row["earlier"]:
            _tell_recurrence(gatherer, row, saying)
        _mark_theme(gatherer, row, chosen)


def _tell_recurrence(gatherer: Gatherer, row: Row, saying: dict[str, str]) -> None:
    earlier, later = (gatherer.sketch.nodes.get(saying.get(row[side], "")) for side in ("earlier", "later"))
    outcome, mark = code(row["outcome"]), mark_of("recommendation", [row["outcome"]])
    name = concept_label("outcome", outcome)
    if earlier:
        earlier.facts.append((f"{name} in {_title(gatherer, row['later_inspection'])}", row["later_text"]))
        earlier.mark = mark
    if later:
        later.facts.append((f"{name} since {_title(gatherer, row['earlier_inspection'])}", row["earlier_text"]))
        # What it becomes of in turn, told later, counts for more.
        later.mark = later.mark or mark if later.kind == "recommendation" else later.mark
    if earlier and later:
        words = _LATER.get(outcome, name.lower()).removesuffix(" in").rstrip(",")
        gatherer.sketch.link(earlier.iri, later.iri, words, quiet=True, mark=mark)


def _mark_theme(gatherer: Gatherer, row: Row, chosen: set[str]) -> None:
    """Mark a theme with the latest outcome, and its bridge from an inspection that asks again, or finds it better."""
    node = gatherer.sketch.nodes.get(row["theme"])
    if not node or row["later_inspection"] not in chosen or not row["earlier"]:
        return
    node.mark = mark_of("theme", [row["outcome"]])
    again = any(marks()[each].of[0].endswith(_AGAIN) for each in [node.mark] if each)
    gatherer.sketch.mark(row["later_inspection"], row["theme"], node.mark, "asks again about" if again else "")


def _title(gatherer: Gatherer, inspection: str) -> str:
    return gatherer.title(gatherer.inspections[inspection])
