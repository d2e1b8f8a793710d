"""Answers to queries: rows, triples or a yes or no, and the formats they are written in."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TextIO

import pyoxigraph as ox

from .errors import QueryError
from .syntax import prefixes

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

_TRIPLE = ("subject", "predicate", "object")
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_NUMBERS = tuple(f"http://www.w3.org/2001/XMLSchema#{name}" for name in ("integer", "decimal", "double"))
_GAP = "  "


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: rows under columns; triples and a yes or no are rows too. ``None`` is an empty cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    form: str = "rows"
    """What was asked for: ``rows``, ``triples`` or ``answer``."""

    @classmethod
    def of(cls, answer: Answer) -> "Result":
        """All of what a store or a reader of results gives; triples come sorted."""
        if isinstance(answer, ox.QueryBoolean):
            return cls(("answer",), ((ox.Literal(bool(answer)),),), "answer")
        if isinstance(answer, ox.QueryTriples):
            return cls.triples(answer)
        names = tuple(variable.value for variable in answer.variables)
        return cls(names, tuple(tuple(solution[name] for name in names) for solution in answer))

    @classmethod
    def triples(cls, triples: Iterable[ox.Triple]) -> "Result":
        """Triples, each once, sorted by how they are written."""
        rows = {tuple(map(str, triple)): (triple.subject, triple.predicate, triple.object) for triple in triples}
        return cls(_TRIPLE, tuple(rows[key] for key in sorted(rows)), "triples")

    def text_rows(self) -> list[list[str]]:
        """The rows as plain text: codes, numbers and days as they are, IRIs in full, empty cells as empty strings."""
        return [[plain(term) for term in row] for row in self.rows]


def plain(term: Term | None) -> str:
    """A term as text without type and language."""
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else term.value


def write(result: Result, form: str, stream: TextIO) -> None:
    """Write a result as ``table``, ``csv``, ``tsv``, ``json`` or ``turtle``.

    :raises QueryError: if there is no such format, or rows are asked for as Turtle
    """
    if form not in FORMATS:
        raise QueryError(f"there is no format '{form}' for results; choose {', '.join(FORMATS)}")
    if form == "turtle" and result.form != "triples":
        raise QueryError(
            "the query gives rows, not triples, so there is no Turtle of it; choose table, csv, tsv or json, "
            "or ask with CONSTRUCT or DESCRIBE"
        )
    if form != "table" and isinstance(stream, io.TextIOWrapper):
        # What programs read must not depend on the machine's encoding, nor have its line ends.
        stream.reconfigure(encoding="utf-8", newline="")
    FORMATS[form](result, stream)


def _csv(result: Result, stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows(result.text_rows())


def _tsv(result: Result, stream: TextIO) -> None:
    lines = ["\t".join(f"?{name}" for name in result.columns)]
    lines += ["\t".join(map(_tsv_cell, row)) for row in result.rows]
    stream.write("\n".join(lines) + "\n")


def _tsv_cell(term: Term | None) -> str:
    """A term as SPARQL's TSV has it: numbers in their short form, so that spreadsheets see numbers."""
    if isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS:
        return term.value
    return "" if term is None else str(term)


def _json(result: Result, stream: TextIO) -> None:
    json.dump(json_data(result), stream, ensure_ascii=False, indent=None if result.form == "answer" else 1)
    stream.write("\n")


def json_data(result: Result) -> dict[str, object]:
    """A result as SPARQL's JSON has it, before it is written."""
    if result.form == "answer":
        return {"head": {}, "boolean": plain(result.rows[0][0]) == "true"}
    bindings = [
        {name: _json_term(term) for name, term in zip(result.columns, row, strict=True) if term is not None}
        for row in result.rows
    ]
    return {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}


def _json_term(term: Term) -> dict[str, object]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = zip(_TRIPLE, (term.subject, term.predicate, term.object), strict=True)
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == _STRING:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _turtle(result: Result, stream: TextIO) -> None:
    triples = [ox.Triple(*row) for row in result.rows]  # type: ignore[arg-type]
    written = ",".join(str(triple) for triple in triples)
    used = {name: namespace for name, namespace in prefixes().items() if f"<{namespace}" in written}
    lines = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=used) or b"").decode().splitlines(keepends=True)
    # Prefixes come in the order of a hash table.
    stream.write("".join(sorted(lines[: len(used)]) + lines[len(used) :]))


def _table(result: Result, stream: TextIO) -> None:
    rows = [[_visible(text) for text in row] for row in result.text_rows()]
    if stream.isatty():
        _rich_table(result, rows, stream)
    else:
        _plain_table(result.columns, rows, stream)


def _visible(text: str) -> str:
    """Text on one line without the characters that would steer a terminal."""
    return " ".join(
        "".join(
            letter if letter.isprintable() or letter.isspace() else "\N{REPLACEMENT CHARACTER}" for letter in text
        ).split()
    )


def _plain_table(columns: Sequence[str], rows: list[list[str]], stream: TextIO) -> None:
    widths = [max(len(row[index]) for row in [list(columns), *rows]) for index in range(len(columns))]
    for row in [list(columns), ["-" * width for width in widths], *rows]:
        cells = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        stream.write(_GAP.join(cells).rstrip() + "\n")


def _rich_table(result: Result, rows: list[list[str]], stream: TextIO) -> None:
    """A table as wide as the terminal: cells fold where they must, and digests, which leave no room for the rest, are left out."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE, pad_edge=False, collapse_padding=True)
    shown = [index for index, name in enumerate(result.columns) if name != "sha256"]
    for index in shown:
        terms = [row[index] for row in result.rows if row[index] is not None]
        numbers = bool(terms) and all(
            isinstance(term, ox.Literal) and term.datatype.value in _NUMBERS for term in terms
        )
        table.add_column(Text(result.columns[index]), justify="right" if numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(row[index]) for index in shown))
    Console(file=stream).print(table)


FORMATS: dict[str, Callable[[Result, TextIO], None]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "turtle": _turtle,
}
"""The formats by name."""
