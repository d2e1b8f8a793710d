"""The answer to a query as a sheet of cells: read from SPARQL's JSON, sorted, and divided into pages."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from ... import iris
from ...settings import BASE
from ...syntax import prefixes
from ..addresses import address

PAGE_ROWS = 200
_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = frozenset(
    _XSD + name for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger")
)
_DAY = re.compile(r"\d{4}(-\d\d){0,2}")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_KNOWN_COLUMNS = {"sha256": iris.document, "gss": iris.authority}
_DIGEST = re.compile(r"[0-9a-f]{64}|[EW]\d{8}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A term of an answer: what is shown, the IRI it is or names (empty if none), and its number (if it is one)."""

    text: str = ""
    iri: str = ""
    number: float | None = None
    is_iri: bool = False
    language: str = ""

    @property
    def href(self) -> str:
        """The address of the page of the thing; empty for what has none."""
        return address(self.iri) if _WEB.match(self.iri) else ""

    @property
    def is_day(self) -> bool:
        """Whether it is a year, a month or a day."""
        return bool(_DAY.fullmatch(self.text))

    @property
    def is_foreign(self) -> bool:
        """Whether it is in another language than the pages."""
        return bool(self.language) and not self.language.startswith("en")

    @property
    def is_digest(self) -> bool:
        """Whether it is a digest, of which a page shows the beginning."""
        return bool(self.iri) and len(self.text) == 64


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of cells under columns; whether the server cut rows off, how long it took, and whether it is a yes or no."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    cut: bool = False
    seconds: float = 0.0
    is_answer: bool = False

    def numeric(self, index: int) -> bool:
        """Whether a column has numbers and nothing else."""
        cells = [row[index] for row in self.rows if row[index] is not EMPTY]
        return bool(cells) and all(cell.number is not None for cell in cells)

    def of_days(self, index: int) -> bool:
        """Whether a column has years, months or days and nothing else."""
        cells = [row[index] for row in self.rows if row[index] is not EMPTY]
        return bool(cells) and all(cell.is_day for cell in cells)

    def of_iris(self, index: int) -> bool:
        """Whether a column has IRIs and nothing else."""
        cells = [row[index] for row in self.rows if row[index] is not EMPTY]
        return bool(cells) and all(cell.is_iri for cell in cells)

    def ordered(self, order: str) -> "Sheet":
        """The rows by a column, downwards if it is written with a minus; empty cells come last. An unknown one changes nothing."""
        name = order.removeprefix("-")
        if name not in self.columns:
            return self
        index = self.columns.index(name)
        filled = [row for row in self.rows if row[index] is not EMPTY]
        filled.sort(key=lambda row: (row[index].number or 0.0, row[index].text.casefold()), reverse=order[0] == "-")
        return replace(self, rows=(*filled, *(row for row in self.rows if row[index] is EMPTY)))


def read_sheet(body: bytes, cut: bool = False, seconds: float = 0.0, schemes: Mapping[str, str] | None = None) -> Sheet:
    """An answer in SPARQL's JSON as a sheet; ``schemes`` says of which scheme the codes in a column are."""
    data = json.loads(body)
    if "boolean" in data:
        return Sheet(("answer",), ((Cell("yes" if data["boolean"] else "no"),),), is_answer=True, seconds=seconds)
    names = tuple(data["head"]["vars"])
    of = schemes or {}
    rows = tuple(
        tuple(_cell(row.get(name), name, of.get(name, "")) for name in names) for row in data["results"]["bindings"]
    )
    return Sheet(names, rows, cut, seconds)


def _cell(term: Mapping[str, Any] | None, column: str, scheme: str = "") -> Cell:
    if term is None:
        return EMPTY
    kind, value = term["type"], term["value"]
    if kind == "uri":
        return Cell(shortened(value), value, is_iri=True)
    if kind == "triple":
        parts = (_cell(value[name], "").text for name in ("subject", "predicate", "object"))
        return Cell(f"<< {' '.join(parts)} >>")
    if kind == "bnode":
        return Cell(f"_:{value}")
    iri = f"{BASE}{scheme}/{value}" if scheme and value else _named(column, value)
    return Cell(value, iri, _number(value, term.get("datatype", "")), language=term.get("xml:lang", ""))


def _named(column: str, value: str) -> str:
    """The IRI of what a text of a known column names: a document by its digest, an authority by its code."""
    is_known = column in _KNOWN_COLUMNS and _DIGEST.fullmatch(value)
    return _KNOWN_COLUMNS[column](value) if is_known else ""


def _number(value: str, datatype: str) -> float | None:
    if datatype not in _NUMBERS:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


@lru_cache(maxsize=10_000)
def shortened(iri: str) -> str:
    """An IRI with the longest prefix that fits, or without our namespace; else as it is."""
    fitting = [(namespace, name) for name, namespace in prefixes().items() if iri.startswith(namespace)]
    if fitting:
        namespace, name = max(fitting, key=lambda each: len(each[0]))
        return f"{name}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(BASE) or iri
