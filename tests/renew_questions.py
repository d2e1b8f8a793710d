"""Makes the expected answers in ``tests/questions`` anew: ``python -m tests.renew_questions [QUERY...]``.

A case is a table of ``cases.toml``: the query and the case in its name, the parameters in it. Its expected answer is the CSV file
``QUERY/CASE.csv``. The answers are those of the sample documents with an imaginary county around them (``county.trig``). They are
reviewed by a person against ``graph/samples``, ``tests/reports`` and ``county.trig`` before they are kept.
"""

import io
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from graph.build import build
from graph.link import derive
from graph.queries import Endpoint, run, write
from graph.settings import LINKS_GRAPH, SAMPLES
from graph.store import Store

QUESTIONS = Path(__file__).resolve().parent / "questions"


def county(samples: Store) -> Store:
    """The sample documents and the imaginary county around them with what links them, in memory."""
    store = Store(samples.folder)
    together = ox.Store()
    together.extend(samples.graph)
    together.load(path=QUESTIONS / "county.trig", format=ox.RdfFormat.TRIG)
    together.remove_graph(ox.NamedNode(LINKS_GRAPH))
    together.extend(derive(together))
    for graph in list(together.named_graphs()):
        together.update(f"ADD {graph} TO DEFAULT")
    store.graph = together
    return store


def cases() -> dict[tuple[str, str], dict[str, str]]:
    """The parameters of every case, by the names of query and case."""
    tables = tomllib.loads((QUESTIONS / "cases.toml").read_text(encoding="utf-8"))
    return {(query, case): given for query, named in tables.items() for case, given in named.items()}


def answer(source: Store | Endpoint, query: str, given: Mapping[str, str]) -> str:
    """What a query answers, as CSV."""
    stream = io.StringIO(newline="")
    write(run(query, given, source, io.StringIO()), "csv", stream)
    return stream.getvalue()


def path(query: str, case: str) -> Path:
    """The file of the expected answer."""
    return QUESTIONS / query / f"{case}.csv"


def main() -> None:
    """Write the answers and say which changed."""
    with tempfile.TemporaryDirectory() as folder:
        build([str(SAMPLES)], Path(folder) / "store")
        store = county(Store(Path(folder) / "store"))
        for (query, case), given in cases().items():
            if sys.argv[1:] and query not in sys.argv[1:]:
                continue
            target = path(query, case)
            target.parent.mkdir(exist_ok=True)
            data = answer(store, query, given).encode()
            if not target.exists() or target.read_bytes() != data:
                target.write_bytes(data)
                sys.stdout.write(f"{query}/{case}.csv\n")


if __name__ == "__main__":
    main()
