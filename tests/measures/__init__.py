"""How right what the reports say is read, measured on annotations that people made by reading (``tests/annotations``).

One module per kind of fact, each with ``measure(corpus)``. ``python -m tests.measures.NAME [FOLDER]`` prints one of them,
``python -m tests.accuracy [FOLDER]`` all.
"""

import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from graph.settings import SAMPLES

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
ANNOTATIONS = Path(__file__).resolve().parents[1] / "annotations"
_SHOWN = 10


class Row(NamedTuple):
    """One measure: its value, the floor it must reach, and the number of things measured."""

    measure: str
    value: float
    floor: float
    n: int


class Measured(NamedTuple):
    """The measures of one kind of fact, and a line for everything that is wrong, without words of the reports."""

    rows: list[Row]
    wrong: list[str]

    @property
    def below(self) -> list[Row]:
        """The measures under their floors."""
        return [row for row in self.rows if row.value < row.floor]


def names() -> list[str]:
    """The kinds of fact that are measured."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def measure(name: str, corpus: Path) -> Measured:
    """The measures of one kind of fact."""
    measured: Measured = importlib.import_module(f"{__name__}.{name}").measure(corpus)
    return measured


def are_in(corpus: Path) -> bool:
    """Whether a folder holds the reports that were annotated."""
    # Articles are kept elsewhere than reports.
    stems = {path.stem for path in ANNOTATIONS.glob("*/*.json") if path.parent.name != "claims"}
    return all((corpus / f"{stem}.pdf").is_file() for stem in stems if not (SAMPLES / f"{stem}.pdf").is_file())


def measure_all(corpus: Path) -> Iterator[tuple[str, Measured]]:
    """All measures by the name of their kind, in processes."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        yield from zip(names(), pool.map(measure, names(), [corpus] * len(names())), strict=True)


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of a table."""
    yield "| measure | value | floor | of |"
    yield "|---|---:|---:|---:|"
    for row in rows:
        floor = f"{row.floor:.2f}" if row.floor else ""
        yield f"| {row.measure} | {row.value:.3f} | {floor} | {row.n:,} |"


def show(measured: Measured, most: int = _SHOWN) -> Iterator[str]:
    """A table, and below it some of what is wrong, spread evenly."""
    yield from table(measured.rows)
    yield from ("", *some_wrong(measured, most))


def some_wrong(measured: Measured, most: int = _SHOWN) -> Iterator[str]:
    """Lines of what is wrong, at most so many, spread evenly over the reports."""
    step = -(-len(measured.wrong) // most) or 1
    yield from (f"- {line}" for line in measured.wrong[::step])


def main(measure_: Callable[[Path], Measured], arguments: list[str]) -> int:
    """Print one kind of fact; 1 if a measure is below its floor."""
    folder = Path(arguments[0]) if arguments else CORPUS
    if not folder.is_dir():
        sys.stdout.write(f"skipped: there is no folder {folder.name}; name the folder of the real reports\n")
        return 0
    measured = measure_(folder)
    sys.stdout.write("\n".join(show(measured)) + "\n")
    return 1 if measured.below else 0
