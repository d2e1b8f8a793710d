"""What a reader chooses in the address of a page: filters with a fixed set of values, and the part of a long list."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

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
    """A part of a long list: its rows, its number from 1, and how many rows there are in all.

    ``name`` is that of its number in the address, of which ``given`` is all else.
    """

    rows: Sequence[Item]
    number: int
    total: int
    name: str
    given: Mapping[str, str]

    @property
    def last(self) -> int:
        """The number of the last part."""
        return _last(self.total)

    def address(self, number: int) -> str:
        """Where another part is, as a link of the page of this one."""
        return f"?{urlencode({**self.given, self.name: str(number)})}"


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
        named = ", ".join(options) if len(options) <= _MOST_NAMED else "those that the page offers without it"
        raise QueryError(
            f"{name}={value[:100]}: there is nothing to show for this value; leave '{name}' out, or take one of {named or 'none'}"
        )
    return Choice(name, label, options, value, nothing)


def natural(text: str) -> int | None:
    """A number of a page, row or character in an address; nothing of any other text, or of more digits than anything has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def number(request: Request, name: str = "page") -> int:
    """The number of the part that the address asks for.

    :raises QueryError: if it is no number from 1
    """
    text = request.query_params.get(name, "1") or "1"
    if found := natural(text):
        return found
    raise QueryError(f"{name}={text[:100]}: this is no number of a part of the list; leave it out, or take one from 1")


def _last(total: int) -> int:
    return max(1, -(-total // PART))


def part(request: Request, rows: Sequence[Item], name: str = "page") -> Part[Item]:
    """The part of a list that the address asks for; the last one where the list is shorter. Each list of a page has its ``name``.

    :raises QueryError: if the address asks for no number
    """
    return part_of(request, len(rows), lambda most, start: rows[start : start + most], name)


def part_of(request: Request, total: int, take: Callable[[int, int], Sequence[Item]], name: str = "page") -> Part[Item]:
    """The same of a list of which so many rows from a place can be taken.

    :raises QueryError: if the address asks for no number
    """
    wanted = min(number(request, name), _last(total))
    given = {key: value for key, value in request.query_params.items() if key != name}
    return Part(take(PART, (wanted - 1) * PART), wanted, total, name, given)
