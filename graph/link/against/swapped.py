"""Numbers of one sentence of a report that an article gives to each other's things, and shares in the words of newspapers."""

from dataclasses import replace
from decimal import Decimal

from ...triples import term
from ..records import Record
from ..told import ReportText, size, stems
from .verdict import CONTRADICTED, Verdict, by_fact

_AHEAD = 0.15  # so much more of a claim must a figure have than the one with its number
_ALIKE = 0.4  # share of a claim that it must have
_FEWEST = 2  # words that both must have
_ROUND = frozenset(map(Decimal, (3, 4, 5, 10, 20, 100)))  # what shares are told of: "six in ten"
_UNIT = "https://w3id.org/inspection-graph/unit/percent"


def swapped(claim: Record, value: Decimal, text: ReportText) -> Verdict | None:
    """The verdict on a number that a sentence gives, but for something else, while it has another for what the claim counts."""
    own, unit = stems(claim.one("ig:text")), claim.code("ig:unit")
    whole = text.weight(own) or 1.0
    every = [each for each in text.facts("ig:Figure") if each.code("ig:unit") == unit]
    for mine in [each for each in every if Decimal(each.one("ig:value")) == value]:
        words = text.quote(mine)[1]
        has = text.weight(own & _counted(mine)) / whole
        for other in every:
            shared = own & _counted(other)
            share = text.weight(shared) / whole
            if (
                text.quote(other)[1] == words
                and Decimal(other.one("ig:value")) != value
                and share >= max(_ALIKE, has + _AHEAD)
                and size(shared) >= _FEWEST
            ):
                told = f"the report has {_shown(other)} for it, and {_shown(mine)} for something else"
                return by_fact(CONTRADICTED, told, text, other)
    return None


def as_share(claim: Record) -> Record | None:
    """A claim of so many in ten as one of a share in per cent; nothing where it counts cases."""
    base = Decimal(claim.one("ig:base") or 0)
    if base not in _ROUND or claim.code("ig:unit") != "count":
        return None
    values = {
        "ig:value": str(Decimal(claim.one("ig:value")) * 100 / base),
        "ig:unit": _UNIT,
        "ig:base": "",
        "ig:qualifier": claim.one("ig:qualifier") or "approximately",
    }
    return replace(claim, values={**claim.values, **{term(name).value: (value,) for name, value in values.items()}})


def _counted(figure: Record) -> frozenset[str]:
    return stems(figure.one("ig:counted").rpartition(": ")[2])


def _shown(figure: Record) -> str:
    return f"{Decimal(figure.one('ig:value')).normalize():f}"
