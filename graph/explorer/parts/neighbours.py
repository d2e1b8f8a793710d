"""Authorities side by side: their latest grades, and what they print of a measure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ... import iris
from ...network.gather import Inspection
from ...network.kinds import concept_label
from ...register import register
from ...rows import Row, grouped
from ...vocabulary import vocabulary
from ..catalogue import OVERALL
from .inspected import Inspected, Judgement, area_order

_MOST = 12  # authorities that a reader may add


@dataclass(frozen=True, slots=True)
class Side:
    """An authority beside others: its latest inspection, the judgements of that, and its figures of a measure with their inspection.

    These are of the latest inspection that states any, and ``stated`` is that one.
    """

    iri: str
    inspection: Inspection
    judgements: dict[str, Judgement]
    figures: tuple[Row, ...]
    stated: Inspection


@dataclass(frozen=True, slots=True)
class Comparison:
    """Authorities side by side; ``absent`` are those of which the store holds no inspection, ``unknown`` what names none."""

    sides: tuple[Side, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def areas(self) -> list[str]:
        """The areas that one of them is judged in."""
        return sorted({area for side in self.sides for area in side.judgements} - {OVERALL}, key=area_order)


def neighbours(held: Inspected, authority: str) -> list[str]:
    """The statistical neighbours of an authority by name."""
    rows = held.data.rows("explorer-neighbours", "authority", [authority])
    return sorted((row["neighbour"] for row in rows), key=held.name)


def comparison(
    held: Inspected, authorities: Iterable[str], unknown: Iterable[str] = (), measure: str = ""
) -> Comparison:
    """Authorities side by side in the order given, each once; ``measure`` is a code."""
    wanted = list(dict.fromkeys(authorities))
    found = {iri: held.of_authority(iri) for iri in wanted}
    figures = grouped(
        held.rows("explorer-measured", "measure", [iris.concept("measure", measure)]) if measure else [], "inspection"
    )
    sides = (_side(held, iri, some, figures) for iri, some in found.items() if some)
    return Comparison(tuple(sides), tuple(iri for iri, some in found.items() if not some), tuple(unknown))


def _side(held: Inspected, authority: str, inspections: Sequence[Inspection], figures: Mapping[str, list[Row]]) -> Side:
    latest = inspections[-1]
    stated = next((each for each in reversed(inspections) if each.iri in figures), latest)
    return Side(authority, latest, held.judgements(latest), tuple(figures.get(stated.iri, ())), stated)


def named(held: Inspected, names: Iterable[str]) -> tuple[list[str], list[str]]:
    """The IRIs of the authorities that go by some names or codes, and the names that mean none or several."""
    found, unknown = [], []
    for name in [each.strip() for each in names if each.strip()][:_MOST]:
        meant = _meant(held, name)
        found += meant if len(meant) == 1 else []
        unknown += [] if len(meant) == 1 else [name]
    return found, unknown


def _meant(held: Inspected, name: str) -> list[str]:
    """The authorities of a code or name; of several those that the store has inspections of."""
    known = register(vocabulary())
    authority = known.get(name.upper())
    of_name = [iris.authority(each.gss) for each in ([authority] if authority else known.named(name))]
    return [iri for iri in of_name if held.of_authority(iri)] or of_name


def measures(held: Inspected, inspections: Iterable[Inspection]) -> list[tuple[str, str]]:
    """The measures that inspections print values of: code and label, by label."""
    rows = [row for each in inspections for row in held.rows("explorer-measured", "inspection", [each.iri])]
    codes = {row["measure"].rsplit("/", 1)[-1] for row in rows}
    return sorted(((each, concept_label("measure", each)) for each in codes), key=lambda pair: pair[1])
