"""A process that answers queries, one after another, and may be ended at any moment."""

import io
import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from ...errors import InspectionGraphError, QueryError
from ...query_file import default_prologue
from ...results import Result, json_data, write
from ...store import Store
from ...syntax import check_depth, check_form, columns, mistake
from .calls import check_calls, check_graphs
from .formats import ALL
from .limits import Limits

if sys.platform == "linux":  # elsewhere a query may take what memory the machine has
    import resource

PLACE = "the query"
_OF_THE_STORE = (OSError, RuntimeError, ValueError, InspectionGraphError)
_UNKNOWN_FUNCTION = re.compile(r"custom function (<.*>) is not supported")
_SPARE_SECONDS = 0.5
_NICENESS = 5
_NEW_NETWORK, _NEW_USER = 0x40000000, 0x10000000  # CLONE_NEWNET and CLONE_NEWUSER of Linux


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A query, the graphs it is about (all, if none are named), in which format it is to be answered, and with how many rows at most."""

    text: str
    format: str = "json"
    rows: int
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, whether rows were cut off, or (with another status than 200) why there is none."""

    body: bytes = b""
    cut: bool = False
    status: int = 200
    message: str = ""


def work(connection: Connection, folder: Path, limits: Limits) -> None:
    """Answer the jobs that come over a connection until its other end is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C goes to the server, which then closes the connection
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # last words about memory are said by the server
    _confine()
    try:
        store = _opened(folder, limits)
    except InspectionGraphError as error:
        connection.send(Answer(status=503, message=str(error)))
        return
    connection.send(Answer())
    with suppress(EOFError, OSError):
        while True:
            job = connection.recv()
            with _at_most(limits.seconds + _SPARE_SECONDS):
                store, answer = _answered(store, job, limits)
            connection.send(answer)


def _answered(store: Store, job: Job, limits: Limits) -> tuple[Store, Answer]:
    try:
        if not store.is_current():
            store = _opened(store.folder, limits)
        answer = _answer(store.graph, job)
    except QueryError as error:
        return store, Answer(status=400, message=str(error))
    except MemoryError:
        os.abort()  # as Oxigraph does
    except _OF_THE_STORE as error:
        if unknown := _UNKNOWN_FUNCTION.search(str(error)):
            message = f"{PLACE}: the function {unknown[1]} is not known here; use those of SPARQL 1.1, or the constructors of xsd:"
            return store, Answer(status=400, message=message)
        return store, Answer(status=500, message=f"the store could not answer ({error}); check the query and the store")
    if len(answer.body) > limits.answer_bytes:
        size = limits.answer_bytes >> 20
        return store, Answer(status=503, message=f"the answer is larger than {size:,} MB; ask for less, or add a LIMIT")
    return store, answer


def _answer(graph: ox.Store, job: Job) -> Answer:
    check_form(job.text, PLACE)
    check_depth(job.text, PLACE)
    prologue = default_prologue()
    check_calls(job.text, PLACE, graph, prologue)
    given = _graphs(graph, job)
    try:
        found = graph.query(prologue + job.text, **given)
    except SyntaxError as error:
        raise mistake(error, job.text, PLACE, prologue, ox.Store().query) from error
    if isinstance(found, ox.QueryBoolean):
        return Answer(body=_rows(Result.of(found), job.format))
    if isinstance(found, ox.QueryTriples):
        return _triples(found, job)
    return _solutions(found, job)


def _graphs(graph: ox.Store, job: Job) -> dict[str, Any]:
    """How the query is to see the graphs of the store.

    :raises QueryError: if it wants one that the store does not have
    """
    if not (job.default_graphs or job.named_graphs):
        return {}
    check_graphs(graph, (*job.default_graphs, *job.named_graphs))
    return {
        "default_graph": [ox.NamedNode(iri) for iri in job.default_graphs],
        "named_graphs": [ox.NamedNode(iri) for iri in job.named_graphs],
    }


def _solutions(found: ox.QuerySolutions, job: Job) -> Answer:
    names = columns(job.text, [variable.value for variable in found.variables])
    rows = [tuple(solution[name] for name in names) for solution in islice(found, job.rows + 1)]
    return Answer(body=_rows(Result(names, tuple(rows[: job.rows])), job.format), cut=len(rows) > job.rows)


def _triples(found: ox.QueryTriples, job: Job) -> Answer:
    triples = list(islice(found, job.rows + 1))
    result = Result.triples(triples[: job.rows])
    form = ALL[job.format]
    cut = len(triples) > job.rows
    if isinstance(form.written, ox.QueryResultsFormat):
        return Answer(body=_rows(result, job.format), cut=cut)
    if form.written == ox.RdfFormat.TURTLE:
        stream = io.StringIO()
        write(result, "turtle", stream)
        return Answer(body=stream.getvalue().encode(), cut=cut)
    plain = [ox.Triple(*row) for row in result.rows]  # type: ignore[arg-type]
    return Answer(body=ox.serialize(plain, format=form.written) or b"", cut=cut)


def _rows(result: Result, name: str) -> bytes:
    """Rows in a format of results: ours is JSON, and Oxigraph makes the others of it."""
    data = json.dumps(json_data(result), ensure_ascii=False, separators=(",", ":")).encode()
    if name == "json":
        return data
    written = ALL[name].written
    assert isinstance(written, ox.QueryResultsFormat)  # noqa: S101 - for the type checker; formats are chosen by form
    return ox.parse_query_results(data, ox.QueryResultsFormat.JSON).serialize(format=written) or b""


def _opened(folder: Path, limits: Limits) -> Store:
    """The store, and a bound to the memory of this process above what it has then."""
    store = Store(folder)
    if sys.platform == "linux":
        with suppress(OSError, ValueError):
            most = _data_bytes() + limits.memory_bytes
            resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    return store


def _data_bytes() -> int:
    """What this process has of memory of its own."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) << 10 for line in told.splitlines() if line.startswith("VmData:"))


def _confine() -> None:
    """Take the network away from this process where the system lets it, and let pages go before queries.

    A call to another server that nobody saw coming then goes nowhere.
    """
    if sys.platform == "linux":
        import ctypes

        system = ctypes.CDLL(None)
        if system.unshare(_NEW_NETWORK):  # not allowed, so as a user who may do anything in a world of its own
            system.unshare(_NEW_NETWORK | _NEW_USER)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(_NICENESS)


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Let the system end this process if the block takes longer, also when nobody else is left to do so."""
    if sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
