"""What many pages need of the whole store: inspections with names and overall grades, authorities, files; not what copies say."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import iris
from ..days import day
from ..network.gather import Inspection, read_inspections
from ..network.kinds import one_grade
from ..rows import Row, code, grouped
from .data import Data

OVERALL = "overall"
UNCLEAR = "unclear"
"""Stands for a grade that a report prints in two ways."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Inspections by IRI, the earliest first; ``authorities`` are those of the register.

    ``times`` has the year of each inspection, with its month where the authority had two in that year; ``judged`` has the grades by
    area and inspection, see ``grade_of``.
    """

    inspections: dict[str, Inspection]
    times: dict[str, str]
    authorities: dict[str, Row]
    judged: dict[str, dict[str, str]]
    copies: frozenset[str]
    files: dict[str, str]

    def title(self, iri: str) -> str:
        """A short name of an inspection: "Wirral 2016"."""
        if iri not in self.inspections:
            return "Inspection of unknown authority"
        name = self.authority(iri)["name"] or "Unknown authority"
        return f"{name} {self.times[iri]}".strip()

    def inspection(self, iri: str) -> Inspection:
        """An inspection; of one of which no report tells, its IRI alone."""
        return self.inspections.get(iri) or Inspection(iri)

    def authority(self, inspection: str) -> Row:
        """The row of the authority that was inspected; empty cells where it is not known."""
        row = self.authorities.get(self.inspection(inspection).authority)
        return row or {
            "authority": "",
            "name": "",
            "gss": "",
            "region": "",
            "region_name": "",
            "dissolved": "",
            "type": "",
        }

    def year(self, inspection: str) -> str:
        """The year in which an inspection began."""
        return self.inspection(inspection).year

    def own(self, rows: Iterable[Row]) -> list[Row]:
        """The rows that do not come from poorer copies of reports, in the order of their inspections."""
        places = {iri: place for place, iri in enumerate(self.inspections)}
        kept = [row for row in rows if row["document"] not in self.copies]
        return sorted(kept, key=lambda row: places.get(row.get("inspection", ""), len(places)))

    def of_thing(self, rows: Iterable[Row]) -> list[Row]:
        """The same for a thing that has a page of its own: where poorer copies alone speak of it, what they say."""
        every = list(rows)
        return self.own(every) or sorted(every, key=lambda row: row["document"])

    @property
    def grades(self) -> dict[str, str]:
        """The overall grades by inspection, of those that have one."""
        return self.judged.get(OVERALL, {})

    @property
    def years(self) -> list[str]:
        """The years of all inspections, the earliest first."""
        return sorted({each.year for each in self.inspections.values()} - {""})

    @property
    def regions(self) -> dict[str, str]:
        """The names of the regions of inspected authorities by the codes of their areas, in alphabetical order."""
        rows = (self.authority(iri) for iri in self.inspections)
        found = {code(row["region"]): row["region_name"] for row in rows if row["region"]}
        return dict(sorted(found.items(), key=lambda item: item[1]))


def catalogue(data: Data) -> Catalogue:
    """The catalogue of a state of the store."""
    return data.once("catalogue", lambda: _read(data))


def _read(data: Data) -> Catalogue:
    inspections = read_inspections(data.store)
    authorities = {row["authority"]: row for row in data.rows("network-authorities")}
    copies = frozenset(row["copy"] for row in data.rows("network-copies"))
    return Catalogue(
        inspections=inspections,
        times=_times(inspections),
        authorities=authorities,
        judged=_judged(data, copies),
        copies=copies,
        files={iris.document(sha): stored.name for sha, stored in data.store.documents().items()},
    )


def grade_of(judgements: Iterable[Row]) -> str:
    """The grade that an inspection gives an area, by its code; ``DIFFERS`` where its files do, ``UNCLEAR`` where one does in itself."""
    return one_grade(row["grade"] for row in judgements) or UNCLEAR


def _judged(data: Data, copies: frozenset[str]) -> dict[str, dict[str, str]]:
    rows = [row for row in data.rows("explorer-judgements") if row["document"] not in copies]
    return {
        code(area): {iri: grade_of(group) for iri, group in grouped(of_area, "inspection").items()}
        for area, of_area in grouped(rows, "area").items()
    }


def _times(inspections: Mapping[str, Inspection]) -> dict[str, str]:
    years = Counter((each.authority, each.year) for each in inspections.values())
    return {
        each.iri: day(each.start[:7]) if each.start and years[each.authority, each.year] > 1 else each.year
        for each in inspections.values()
    }
