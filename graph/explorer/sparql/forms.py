"""The library of queries as people meet it: questions by subject, and parameters as fields of a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ...parameters import Parameter
from ...queries import Query, library
from ...register import register
from ...vocabulary import vocabulary

STATE = frozenset({"show", "order", "first", "download", "x", "y"})
"""Names in addresses that say how an answer is seen; no parameter of a query has one of them."""
_INPUTS = {"date": "date", "integer": "number"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: the parameter it is for, its value, and the kind of its input."""

    name: str
    label: str
    description: str
    required: bool
    value: str
    kind: str
    placeholder: str
    options: tuple[tuple[str, str], ...]


def subjects() -> dict[str, list[Query]]:
    """The queries that are listed, by subject."""
    found: dict[str, list[Query]] = {}
    for query in library().values():
        if not query.internal:
            found.setdefault(query.subject, []).append(query)
    return found


def listed(name: str) -> Query | None:
    """The query of a name, if it is listed."""
    query = library().get(name)
    return None if query is None or query.internal else query


def fields(query: Query, given: Mapping[str, str]) -> list[Field]:
    """The fields of a query's form with the values that are given; those that are needed come first."""
    made = [_field(parameter, given.get(name, "")) for name, parameter in query.parameters.items()]
    return sorted(made, key=lambda field: not field.required)


def authorities() -> list[str]:
    """The names of all authorities, for fields that take one."""
    return register(vocabulary()).names()


@cache
def example() -> str:
    """A query to begin with."""
    return (Path(__file__).resolve().parent / "example.rq").read_text(encoding="utf-8")


def is_ready(query: Query, given: Mapping[str, str]) -> bool:
    """Whether all that a query needs is given."""
    return all(name in given for name, parameter in query.parameters.items() if parameter.required)


def sparql(query: Query, given: Mapping[str, str]) -> str:
    """The SPARQL of a query with parameters, without its header, as a person would write it.

    :raises QueryError: if a parameter is not what the query takes
    """
    lines = query.filled(given).splitlines()
    return (
        "\n".join(line for line in lines if not line.startswith("#+") and not line.strip().startswith("#{")).strip()
        + "\n"
    )


def _field(parameter: Parameter, value: str) -> Field:
    options = parameter.options
    kind = (
        "select" if options else "authority" if parameter.type == "authority" else _INPUTS.get(parameter.type, "text")
    )
    if options and value and value not in dict(options):
        options = (*options, (value, value))  # several codes, or a label: as the command line takes them
    shown = "" if kind in ("select", "date") else parameter.example.strip("'")
    return Field(
        parameter.name, parameter.label, parameter.description, parameter.required, value, kind, shown, options
    )
