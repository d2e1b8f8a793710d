"""Facts of the store as nodes and edges. Of several files that carry one report, the preferred one is drawn."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from .. import iris
from ..days import day, period
from ..rows import Row, ask, code
from ..settings import IG
from ..store import Store
from ..vocabulary import vocabulary
from .kinds import DIFFERS, area_name, concept_label, grades, mark_of, one_grade
from .sketch import Node, Quote, Sketch

LEAD = "lead-inspector"
_READINGS = {
    "yes": "two or more places of the report print it and agree",
    "single": "one place of the report prints it",
    "no": "places of the report differ, so no grade is given",
}
_LOST = {"tail": "the beginning is lost in this file", "head": "the end is lost in this file"}
_ASKED = {"person": ("team", "person"), "law": ("laws", "law")}
_ROLE_ORDER = (LEAD, "deputy-lead-inspector", "team-inspector")


@dataclass(slots=True)
class Inspection:
    """What the reports of one inspection say of it, put together."""

    iri: str
    authority: str = ""
    start: str = ""
    end: str = ""
    framework: str = ""
    version: str = ""
    board: str = ""
    board_label: str = ""
    published: str = ""
    label: str = ""
    documents: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)

    @property
    def year(self) -> str:
        """The year in which it began, or was published where that is all that is known."""
        return (self.start or self.published)[:4]


def read_inspections(store: Store) -> dict[str, Inspection]:
    """All inspections by IRI, the earliest first; what poorer copies of a report say fills gaps only."""
    found: dict[str, Inspection] = {}
    copies = {row["copy"] for row in ask(store, "network-copies")}
    rows = ask(store, "network-inspections")
    for row in [
        *(row for row in rows if row["document"] not in copies),
        *(row for row in rows if row["document"] in copies),
    ]:
        names = [name for name in row if name not in ("inspection", "record", "document")]
        entry = found.setdefault(row["inspection"], Inspection(row["inspection"]))
        for name in names:
            if not getattr(entry, name):
                setattr(entry, name, row[name])
        entry.documents += [row["document"]] if row["document"] not in entry.documents else []
        if row["document"] not in copies:
            entry.records += [row["record"]] if row["record"] not in entry.records else []
    return dict(sorted(found.items(), key=lambda item: (item[1].start, item[0])))


class Gatherer:
    """Puts facts of a store into a sketch; themes, posts and bodies that are spoken of less only for the ``whole``."""

    def __init__(self, store: Store, whole: bool = False) -> None:
        self.store = store
        self.whole = whole
        self.sketch = Sketch()
        self.copies = {row["copy"]: row for row in ask(store, "network-copies")}
        self.inspections = read_inspections(store)
        self.authorities = {row["authority"]: row for row in ask(store, "network-authorities")}
        self._titles = self._named()
        self._names = {iris.document(sha): stored.name for sha, stored in store.documents().items()}

    def ask(self, name: str, variable: str = "", values: Iterable[str] = ()) -> list[Row]:
        """The rows of a query without those that poorer copies of reports give."""
        return [
            row
            for row in ask(self.store, f"network-{name}", variable, values)
            if row.get("document") not in self.copies
        ]

    def of_authority(self, iri: str) -> list[Inspection]:
        """The inspections of an authority, the earliest first."""
        return [each for each in self.inspections.values() if each.authority == iri]

    def authority_name(self, iri: str) -> str:
        """The name of an authority in the register."""
        return self.authorities[iri]["name"] if iri in self.authorities else "Unknown authority"

    def _named(self) -> dict[str, str]:
        years = Counter((each.authority, each.year) for each in self.inspections.values())
        names = {}
        for each in self.inspections.values():
            when = day(each.start[:7]) if each.start and years[each.authority, each.year] > 1 else each.year
            names[each.iri] = f"{self.authority_name(each.authority)} {when}".strip()
        return names

    def title(self, inspection: Inspection) -> str:
        """A short name of an inspection: "Wirral 2016", or "Wirral July 2016" where that year had two."""
        return self._titles[inspection.iri]

    def add_region(self, iri: str, name: str) -> Node:
        """A region of the register."""
        return self.sketch.add(Node(iri, "region", name, order=(name,)))

    def add_authority(self, iri: str) -> Node:
        """An authority of the register."""
        row = self.authorities.get(iri, {})
        facts = [
            ("Type", row.get("type", "")),
            ("Region", row.get("region_name", "")),
            ("Code of its area", row.get("gss", "")),
        ]
        if row.get("dissolved"):
            facts.append(("Dissolved", day(row["dissolved"])))
        detail = " · ".join(part for part in (row.get("type", ""), row.get("region_name", "")) if part)
        node = Node(iri, "authority", self.authority_name(iri), detail, order=(self.authority_name(iri),))
        node.facts = [fact for fact in facts if fact[1]]
        return self.sketch.add(node)

    def add_inspection(self, inspection: Inspection) -> Node:
        """An inspection and the authority inspected."""
        concept = vocabulary().scheme("framework").get(code(inspection.framework))
        short = (concept.labels[1] if len(concept.labels) > 1 else concept.label) if concept else ""
        detail = " · ".join(part for part in (period(inspection.start, inspection.end), short) if part)
        node = Node(inspection.iri, "inspection", self.title(inspection), detail, date=inspection.start)
        node.order = (inspection.start, inspection.iri)
        node.facts = [
            ("Authority", self.authority_name(inspection.authority)),
            ("Framework", concept.label if concept else "not known"),
            ("Fieldwork", period(inspection.start, inspection.end) or "not stated"),
            ("Report published", day(inspection.published) or "not stated"),
        ]
        node.same = inspection.records
        self.sketch.add(node)
        if inspection.authority:
            self.add_authority(inspection.authority)
            self.sketch.link(inspection.authority, inspection.iri, "inspected in")
        return node

    def add_boards(self, inspections: Iterable[Inspection]) -> None:
        """The safeguarding boards that reports review."""
        for inspection in inspections:
            if inspection.board:
                label = inspection.board_label or "Local Safeguarding Children Board"
                node = self.sketch.add(Node(inspection.board, "board", label, order=(label,)))
                node.home, node.date = inspection.iri, inspection.start
                self.sketch.link(inspection.iri, inspection.board, "reviews")

    def add_judgements(self, inspections: Iterable[Inspection], areas: frozenset[str] = frozenset()) -> None:
        """Judgements, of some areas only if they are given; the overall grade is also that of the inspection."""
        rows = self.facts_of("judgements", inspections)
        positions = {key: each.position for key, each in vocabulary().scheme("area").items()}
        for (inspection, area_iri), group in _grouped(rows, "inspection", "area").items():
            area = code(area_iri)
            group.sort(
                key=lambda row: (list(_READINGS).index(row["agreed"]) if row["agreed"] in _READINGS else 9, row["fact"])
            )
            grade = one_grade(row["grade"] for row in group)
            if area == "overall" and inspection in self.sketch.nodes:
                self._grade_inspection(self.sketch.nodes[inspection], grade)
            if areas and area not in areas:
                continue
            label = grades()[grade].label if grade in grades() else "No grade"
            node = self._fact_node(group, "judgement", area_name(area), label, grade, (positions.get(area, 99), area))
            node.facts = [("Judged", concept_label("area", area)), *self._readings(group)]
            self.sketch.link(inspection, node.iri, "judges")
        for node in self.sketch.of("inspection"):
            if not node.grade:
                node.facts.append(("Overall effectiveness", "no grade was read from the report"))

    def _grade_inspection(self, node: Node, grade: str) -> None:
        node.grade = grade
        if grade in grades():
            node.facts.append(("Overall effectiveness", grades()[grade].label))

    def _readings(self, group: list[Row]) -> list[tuple[str, str]]:
        facts = []
        differ = one_grade(row["grade"] for row in group) == DIFFERS
        for row in group:
            given = f"{concept_label('grade', code(row['grade']))}: " if row["grade"] and differ else ""
            where = f" ({self._names.get(row['document'], '')})" if len(group) > 1 else ""
            facts.append(("How it was read", given + _READINGS.get(row["agreed"], row["agreed"]) + where))
        return facts

    def add_recommendations(
        self, inspections: Iterable[Inspection], addressee: str = "", only: Iterable[str] | None = None
    ) -> None:
        """Recommendations, those to one addressee or only some facts if they are given."""
        rows = self._statements("recommendations", inspections, only)
        for row in rows:
            to = code(row["addressee"])
            if addressee not in ("", to):
                continue
            node = self._fact_node(
                [row], "recommendation", f"{row['number']}  {row['text']}", "", "", (to, int(row["position"]))
            )
            node.text, node.group = row["text"], to
            node.facts = [("Number", row["number"]), ("To", concept_label("addressee", to))]
            node.facts += [("Note", _LOST[row["complete"]])] if row["complete"] in _LOST else []
            self.sketch.link(row["inspection"], node.iri, "recommends")
            if row["body"] in self.sketch.nodes:
                self.sketch.link(node.iri, row["body"], "is addressed to", quiet=True)

    def add_findings(self, inspections: Iterable[Inspection], only: Iterable[str] | None = None) -> None:
        """Findings, only some facts if they are given, each under the judgement of its area where there is one."""
        judged = {
            (node.home, str(node.order[1])): node.iri for node in self.sketch.nodes.values() if node.kind == "judgement"
        }
        rows = self._statements("findings", inspections, only)
        for row in rows:
            node = self._fact_node(
                [row], "finding", f"Finding {row['number']}", "", "", (int(row["position"]), row["section"])
            )
            node.text = row["text"]
            node.facts = [("Number", row["number"]), ("Section", concept_label("section", code(row["section"])))]
            node.facts += [("Area", concept_label("area", code(row["area"])))] if row["area"] else []
            _weigh(node, row["polarity"])
            node.group = judged.get((row["inspection"], code(row["area"])), "")
            self.sketch.link(node.group or row["inspection"], node.iri, "has", quiet=True)

    def add_team(self, inspections: Iterable[Inspection], roles: frozenset[str] = frozenset()) -> None:
        """People of the inspection teams, those in some roles only if they are given."""
        for row in self.facts_of("team", inspections):
            self.add_role(row) if not roles or code(row["role"]) in roles else None

    def add_role(self, row: Row) -> None:
        """One person's part in one inspection that is in the sketch already."""
        role = code(row["role"])
        rank = _ROLE_ORDER.index(role) if role in _ROLE_ORDER else len(_ROLE_ORDER)
        node = self.sketch.add(Node(row["person"], "person", row["name"], order=(99,)))
        node.same.append(row["fact"])
        label = concept_label("role", role)
        inspection = self.inspections[row["inspection"]]
        if (rank, row["name"]) < node.order or node.order == (99,):
            node.order, node.home, node.date, node.detail, node.group = (
                (rank, row["name"]),
                inspection.iri,
                inspection.start,
                label,
                role,
            )
        letters = f" ({row['designation']})" if row["designation"] else ""
        fact = (label + letters, self.title(inspection))
        node.facts += [fact] if fact not in node.facts else []
        self.sketch.link(row["person"], inspection.iri, f"{label.lower()} of")
        lead = ("Lead inspector", row["name"])
        drawn = self.sketch.nodes[inspection.iri]
        drawn.facts += [lead] if role == LEAD and lead not in drawn.facts else []

    def add_documents(self, inspections: Iterable[Inspection]) -> None:
        """The files that carry the reports."""
        for inspection in inspections:
            for iri in inspection.documents:
                self.add_document(iri, inspection)

    def add_document(self, iri: str, inspection: Inspection | None = None) -> None:
        """A file, under the inspection it reports."""
        for row in ask(self.store, "network-documents", "document", [iri]):
            form = row["format"].rsplit("/", 1)[-1].upper().replace("PLAIN", "text")
            pages = f"{row['pages']} page{'' if row['pages'] == '1' else 's'}"
            node = self.sketch.add(Node(iri, "document", row["name"], f"{form}, {pages}", order=(row["name"],)))
            stated = [("Title", row["title"])] if row["title"] else []
            node.facts = [("File", row["name"]), *stated, ("Form", f"{form}, {pages}"), ("SHA-256", row["sha256"])]
            self._tell_copy(node)
            if inspection:
                node.home, node.date = inspection.iri, inspection.start
                self.sketch.link(iri, inspection.iri, "reports on", far="quiet")

    def _tell_copy(self, node: Node) -> None:
        """Say of a poorer copy of a report which file has the better text: only that one's facts are drawn."""
        if copy := self.copies.get(node.iri):
            differing = f"it lacks {copy['lacking']} statements and has {copy['changed']} differently"
            node.facts.insert(1, ("Poorer copy of", f"{copy['name']}; {differing}"))
            node.detail = f"poorer copy, {node.detail}"
            self.sketch.link(node.iri, copy["preferred"], "is a poorer copy of", quiet=True)

    def add_laws(self, inspections: Iterable[Inspection]) -> None:
        """Acts and regulations that reports cite."""
        for row in self.facts_of("laws", inspections):
            node = self.sketch.add(Node(row["law"], "law", row["title"], order=(row["title"],)))
            node.home = node.home or row["inspection"]
            node.same.append(row["fact"])
            fact = (
                "Cited",
                self.title(self.inspections[row["inspection"]])
                + (f", section {row['provision']}" if row["provision"] else ""),
            )
            node.facts += [fact] if fact not in node.facts else []
            self.sketch.link(row["inspection"], row["law"], "cites", far="quiet")

    def add_problems(self, documents: Iterable[str]) -> None:
        """What was not understood in documents that are in the sketch already."""
        for row in self.ask("problems", "document", documents):
            node = self.sketch.add(
                Node(
                    row["fact"], "problem", row["code"].replace("-", " ").capitalize(), order=(row["code"], row["fact"])
                )
            )
            node.text, node.home = row["message"], row["document"]
            node.facts = [("Severity", concept_label("severity", code(row["severity"])))]
            node.same = [row["fact"]]
            self.sketch.link(row["document"], row["fact"], "was read with", far="quiet")

    def count_elsewhere(self, inspections: Iterable[Inspection], kinds: Iterable[str]) -> None:
        """Note how many nodes of some kinds this view of the inspections does not draw; of several files, what the fullest has."""
        chosen = list(inspections)
        most: dict[tuple[str, str], int] = defaultdict(int)
        for row in self.facts_of("counts", chosen):
            key = row["class"].removeprefix(IG).lower(), row["inspection"]
            most[key] = max(most[key], int(row["count"]))
        for kind in kinds:
            if kind in _ASKED:
                query, column = _ASKED[kind]
                count = len({row[column] for row in self.facts_of(query, chosen)})
            elif kind == "document":
                count = len({document for each in chosen for document in each.documents})
            else:
                count = sum(counted for (name, _), counted in most.items() if name == kind)
            self.sketch.elsewhere[kind] = count

    def add_evidence(self) -> None:
        """The words of everything that is in the sketch."""
        facts: dict[str, str] = {}
        for node in self.sketch.nodes.values():
            facts |= dict.fromkeys([node.iri, *node.same], node.iri)
        rows = ask(self.store, "network-evidence", "fact", facts)
        # The file that a node was read from comes before other files that say the same.
        for row in sorted(rows, key=lambda row: row["fact"] != facts[row["fact"]]):
            node = self.sketch.nodes[facts[row["fact"]]]
            quote = Quote(row["quote"], int(row["page"]), self._names.get(row["document"], row["document"]))
            node.evidence += [quote] if quote not in node.evidence else []

    def facts_of(self, name: str, inspections: Iterable[Inspection]) -> list[Row]:
        """The rows of a query that belong to some inspections."""
        chosen = {each.iri for each in inspections}
        if chosen == set(self.inspections):
            # A list of everything is slower than no list.
            return [row for row in self.ask(name) if row["inspection"] in chosen]
        return self.ask(name, "inspection", chosen)

    def _statements(self, name: str, inspections: Iterable[Inspection], only: Iterable[str] | None) -> list[Row]:
        return self.facts_of(name, inspections) if only is None else self.ask(name, "fact", only)

    def _fact_node(
        self, group: list[Row], kind: str, label: str, detail: str, grade: str, order: tuple[object, ...]
    ) -> Node:
        row = group[0]
        date = self.inspections[row["inspection"]].start
        node = Node(row["fact"], kind, label, detail, grade, date, order=order, home=row["inspection"])
        node.same = [other["fact"] for other in group[1:]]
        return self.sketch.add(node)


def _grouped(rows: Iterable[Row], *names: str) -> dict[tuple[str, ...], list[Row]]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names)].append(row)
    return groups


def _weigh(node: Node, polarity: str) -> None:
    """Mark a finding with its polarity."""
    if polarity:
        node.mark = mark_of(node.kind, [polarity])
        node.facts.append(("Reads as", f"{concept_label('polarity', code(polarity))} (from its wording, no grade)"))
