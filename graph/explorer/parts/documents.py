"""The files that reports and articles were read from, and what was not understood in them."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...rows import Row, code
from ..labels import place, severity_labels
from .inspected import Inspected


@dataclass(frozen=True, slots=True)
class File:
    """A file; ``copy`` says of a poorer copy of a report which file has the better text, and how far it differs."""

    row: Row
    copy: Row | None


def files(held: Inspected, documents: Iterable[str]) -> list[File]:
    """Files: reports in the order of their inspections, articles, poorer copies of reports."""
    rows = {row["document"]: row for row in held.data.rows("explorer-documents", "document", documents)}
    found = (File(row, held.copies.get(iri)) for iri, row in rows.items())
    return sorted(
        found, key=lambda file: (file.copy is not None, *_when(held, file.row), file.row["name"], file.row["document"])
    )


def _when(held: Inspected, row: Row) -> tuple[bool, str]:
    """Reports by their inspections, then what is no report."""
    inspection = held.inspections.get(row["inspection"])
    return inspection is None, inspection.start if inspection else ""


def problems(held: Inspected, documents: Iterable[str]) -> list[Row]:
    """What was not understood in files, what matters most first; not what gave a problem in poorer copies, of which nothing is told."""
    return sorted(held.rows("explorer-problems", "document", documents), key=_severity)


def _severity(row: Row) -> tuple[int, str, str, int]:
    return place(code(row["severity"]), severity_labels()), row["document"], row["code"], int(row["page"] or 0)
