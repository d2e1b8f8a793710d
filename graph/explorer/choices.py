"""What a reader chooses in the address of a page: filters with a fixed set of values, and the part of a long list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from starlette.requests import Request

from ..errors import QueryError

Item = TypeVar("Item")
_MOST_NAMED = 12
_MOST_DIGITS = 7
PART = 50  # rows of a list on one page


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name in the address, its label, what may be chosen with labels, what is chosen, and what choosing nothing is called."""

    name: str
    label: str
    options: Mapping[str, str]
    value: str = ""
    nothing: str = "all"

    @property
    def shown(self) -> str:
        """The label of what is chosen; empty if nothing is."""
        return self.options[self.value] if self.value else ""

    def admits(self, value: str) -> bool:
        """Whether a value is the chosen one, or none is."""
        return self.value in ("", value)


@dataclass(frozen=True, slots=True)
class Part(Generic[Item]):
    """A part of a long list: its rows, its number from 1, and how many there are in all."""

    rows: Sequence[Item]
    number: int
    total: int
    size: int = field(default=PART)

    @property
    def last(self) -> int:
        """The number of the last part."""
        return max(1, -(-self.total // self.size))


def parameters(choices: Iterable[Choice]) -> dict[str, str]:
    """What is chosen, by the names of the filters."""
    return {each.name: each.value for each in choices}


def years(request: Request, found: Iterable[str]) -> Choice:
    """A filter of years of inspections, the latest first.

    :raises QueryError: if the address asks for another year
    """
    return choice(
        request, "year", "Year of the inspection", {year: year for year in sorted(set(found) - {""}, reverse=True)}
    )


def choice(request: Request, name: str, label: str, options: Mapping[str, str], nothing: str = "all") -> Choice:
    """A filter as the address has it.

    :raises QueryError: if the value is none of those that may be chosen
    """
    value = request.query_params.get(name, "")
    if value and value not in options:
        named = ", ".join(list(options)[:_MOST_NAMED]) + (" …" if len(options) > _MOST_NAMED else "")
        raise QueryError(
            f"{name}={value[:100]}: there is nothing to show for this value; leave '{name}' out, or take one of {named or 'none'}"
        )
    return Choice(name, label, options, value, nothing)


def natural(text: str) -> int | None:
    """A number of a page, row or character in an address; nothing of any other text, or of more digits than anything has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def number(request: Request) -> int:
    """The number of the part that the address asks for.

    :raises QueryError: if it is no number from 1
    """
    text = request.query_params.get("page", "1") or "1"
    if found := natural(text):
        return found
    raise QueryError(f"page={text[:100]}: this is no number of a page; leave it out, or take one from 1")


def part(request: Request, rows: Sequence[Item], size: int = PART) -> Part[Item]:
    """The part of a list that the address asks for; the last one where the list is shorter.

    :raises QueryError: if the address asks for no number
    """
    wanted = min(number(request), max(1, -(-len(rows) // size)))
    return Part(rows[(wanted - 1) * size : wanted * size], wanted, len(rows), size)
