"""What many pages need of the whole store: inspections with names and overall grades, authorities, files; not what copies say."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .. import iris
from ..days import day
from ..network.gather import Inspection, read_inspections
from ..network.kinds import DIFFERS
from ..rows import Row, code
from .data import Data

OVERALL = iris.concept("area", "overall")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Inspections by IRI, the earliest first; ``authorities`` are those of the register; ``grades`` has the code of each overall grade.

    ``times`` has the year of each inspection, with its month where the authority had two in that year.
    """

    inspections: dict[str, Inspection]
    times: dict[str, str]
    authorities: dict[str, Row]
    grades: dict[str, str]
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
        grades=area_grades(data, OVERALL, copies),
        copies=copies,
        files={iris.document(sha): stored.name for sha, stored in data.store.documents().items()},
    )


def area_grades(data: Data, area: str, copies: frozenset[str]) -> dict[str, str]:
    """The code of the grade of an area by inspection: ``differs`` where files of one report differ, none where none was read."""
    given: dict[str, set[str]] = defaultdict(set)
    for row in data.rows("network-judgements", "area", [area]):
        if row["grade"] and row["document"] not in copies:
            given[row["inspection"]].add(code(row["grade"]))
    return {iri: next(iter(grades)) if len(grades) == 1 else DIFFERS for iri, grades in given.items()}


def _times(inspections: Mapping[str, Inspection]) -> dict[str, str]:
    years = Counter((each.authority, each.year) for each in inspections.values())
    return {
        each.iri: day(each.start[:7]) if each.start and years[each.authority, each.year] > 1 else each.year
        for each in inspections.values()
    }
