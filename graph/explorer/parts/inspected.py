"""Authorities and inspections of the store, and what is said of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...errors import SubjectError
from ...network.gather import Inspection
from ...rows import Row, code, grouped
from ...vocabulary import LAST, vocabulary
from ..catalogue import catalogue, grade_of
from ..data import Data


@dataclass(frozen=True, slots=True)
class Judgement:
    """What an inspection says of an area, by the statements of its files."""

    area: str
    rows: tuple[Row, ...]

    @property
    def grade(self) -> str:
        """The grade; see ``catalogue.grade_of``."""
        return grade_of(self.rows)

    @property
    def place(self) -> Row:
        """The statement that stands for all."""
        return self.rows[0]


class Inspected:
    """What the store holds, without what poorer copies of reports say."""

    def __init__(self, data: Data) -> None:
        """Read which inspections there are."""
        self.data = data
        self._found = catalogue(data)
        self.copies = {row["copy"]: row for row in data.rows("network-copies")}
        self.inspections, self.register = self._found.inspections, self._found.authorities
        self.sources = self._found.files

    def inspection(self, iri: str) -> Inspection:
        """An inspection by its IRI.

        :raises SubjectError: if the store holds none of that IRI
        """
        if iri not in self.inspections:
            raise SubjectError("The store holds no such inspection; the list of authorities leads to those it holds.")
        return self.inspections[iri]

    def of_authority(self, iri: str) -> list[Inspection]:
        """The inspections of an authority, the earliest first."""
        return [each for each in self.inspections.values() if each.authority == iri]

    def name(self, iri: str) -> str:
        """The name of an authority in the register."""
        return self.register[iri]["name"] if iri in self.register else "Unknown authority"

    def title(self, inspection: Inspection) -> str:
        """A short name of an inspection: "Wirral 2016", or "Wirral July 2016" where that year had two."""
        return self._found.title(inspection.iri)

    def when(self, inspection: Inspection) -> str:
        """The year of an inspection, with its month where the authority had two in that year."""
        return self._found.times[inspection.iri]

    def rows(self, name: str, variable: str = "", values: Iterable[str] = ()) -> list[Row]:
        """The rows of a query without those of poorer copies."""
        return [row for row in self.data.rows(name, variable, values) if row.get("document") not in self.copies]

    def facts(self, name: str, inspection: Inspection) -> list[Row]:
        """The rows of a query of the explorer that belong to an inspection."""
        return self.rows(f"explorer-{name}", "inspection", [inspection.iri])

    def judgements(self, inspection: Inspection) -> dict[str, Judgement]:
        """The judgements of an inspection by the code of their area, in the order of the areas."""
        groups = grouped(self.facts("judgements", inspection), "area")
        return {code(area): Judgement(code(area), tuple(groups[area])) for area in sorted(groups, key=area_order)}

    def overall(self) -> dict[str, str]:
        """The overall grades by inspection, of those that have one."""
        return self._found.grades


def inspected(data: Data) -> Inspected:
    """What the store of the moment holds."""
    return data.once("inspected", lambda: Inspected(data))


def area_order(area: str) -> tuple[int, str]:
    """Areas in the order in which reports have them."""
    concept = vocabulary().scheme("area").get(code(area))
    return concept.position if concept else LAST, area


def short_framework(iri: str) -> str:
    """The shortest name of a framework: "ILACS"."""
    concept = vocabulary().scheme("framework").get(code(iri))
    return min(concept.labels, key=len) if concept else "framework not known"
