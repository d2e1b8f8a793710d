"""What a query may cost: rows, time, memory and waiting; and that the processes which answer end with the server."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph.build import build
from graph.errors import EndpointError, QueryError
from graph.explorer.sparql import Limits, Pool, Refused
from graph.explorer.sparql.worker import Job
from graph.queries import Endpoint, run
from graph.settings import SAMPLES
from graph.store import Store

from .conftest import serving
from .explored import COUNT, PATIENCE, RUNAWAY, client_of, get, page_of, until

# Keeps all that it finds.
GLUTTON = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
COUNTED = Job(text=COUNT, rows=1)


@pytest.fixture(scope="module")
def hurried(sample_store: Store) -> Iterator[TestClient]:
    """A client of an explorer that gives a query two seconds."""
    with client_of(sample_store.folder, Limits(seconds=2, workers=2)) as client:
        yield client


@contextmanager
def pool_of(folder: Path, **limits: Any) -> Iterator[Pool]:
    """A pool that gives queries all the time they need."""
    pool = Pool(folder, Limits(**{"seconds": PATIENCE, "workers": 1} | limits))
    yield pool
    pool.close()


def refused(pool: Pool, text: str) -> Refused:
    """How a pool refuses a query."""
    with pytest.raises(Refused) as caught:
        pool.answer(Job(text=text, rows=1))
    return caught.value


# Rows, time and memory


def test_more_rows_than_allowed_are_cut_and_said_to_be(endpoint: TestClient) -> None:
    for query in ("SELECT * { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"):
        answer = endpoint.get("/sparql", params={"query": query})
        assert answer.headers["x-sparql-maxrows"] == "500"
    assert "x-sparql-maxrows" not in endpoint.get("/sparql", params={"query": COUNT}).headers
    rows = json.loads(get(endpoint, "SELECT * { ?s ?p ?o }")[2])["results"]["bindings"]
    assert len(rows) == 500


def test_what_was_cut_is_no_answer_to_the_command_line(sample_store: Store) -> None:
    with (
        serving(sample_store.folder, Limits(seconds=PATIENCE, rows=500)) as address,
        pytest.raises(EndpointError, match="no more than 500 rows"),
    ):
        run("-", {}, Endpoint(f"{address}/sparql"), io.StringIO("SELECT * { ?s ?p ?o }"))


@pytest.mark.parametrize("query", [RUNAWAY, RUNAWAY.replace("SELECT (COUNT(*) AS ?n)", "ASK")])
def test_a_query_that_runs_away_is_ended(hurried: TestClient, query: str) -> None:
    status, _, text = get(hurried, query)
    assert (status, "took longer than 2 seconds and was ended" in text) == (503, True)
    until(lambda: get(hurried, COUNT)[0] == 200)


def test_a_runaway_query_is_told_on_the_page(hurried: TestClient) -> None:
    assert "took longer than 2 seconds" in page_of(hurried, "/sparql", query=RUNAWAY)


def test_others_are_answered_while_a_query_runs(sample_store: Store) -> None:
    limits = Limits(seconds=PATIENCE, workers=2)
    with client_of(sample_store.folder, limits) as client, ThreadPoolExecutor() as others:
        pool = client.app.state.pool  # type: ignore[attr-defined]
        runaway = others.submit(get, client, RUNAWAY)
        until(lambda: len(pool._idle) == 1)
        assert get(client, COUNT)[0] == 200
        assert not runaway.done()
        pool.close()
        assert runaway.result()[0] == 503


def test_a_query_that_takes_all_memory_is_ended(endpoint: TestClient) -> None:
    with ThreadPoolExecutor() as others:
        running = others.submit(get, endpoint, GLUTTON)
        most = 0
        while not running.done():
            most = max([most, *(_memory(worker) for worker in workers(os.getpid()))])
            time.sleep(0.02)
        status, _, text = running.result()
    assert (status, "needed more than 600 MB of memory" in text) == (503, True), text
    assert most < (600 + 300) << 20
    assert get(endpoint, COUNT)[0] == 200


def test_an_answer_that_is_too_large_is_refused(sample_store: Store) -> None:
    with (
        pool_of(sample_store.folder, answer_bytes=1 << 20) as pool,
        pytest.raises(Refused, match="larger than 1 MB; ask for less"),
    ):
        pool.answer(Job(text="SELECT * { ?s ?p ?o . }", rows=100_000))


# Waiting


@pytest.fixture
def crowded(sample_store: Store) -> Iterator[tuple[Pool, list[Future[Refused]]]]:
    """A pool with one process, and who asked it: one for a query that runs, and one who waits; nobody else may."""
    with pool_of(sample_store.folder, waiting=1) as pool, ThreadPoolExecutor(2) as threads:
        pool.answer(COUNTED)
        asked = [threads.submit(refused, pool, RUNAWAY)]
        until(lambda: not pool._idle)
        asked.append(threads.submit(refused, pool, COUNT))
        until(lambda: pool._waiting)
        yield pool, asked
        pool.close()


def test_where_many_wait_one_more_is_told_to_come_back(crowded: tuple[Pool, list[Future[Refused]]]) -> None:
    error = refused(crowded[0], COUNT)
    assert "too many queries" in str(error)
    assert error.headers["Retry-After"]


def test_who_waits_while_the_server_ends_is_refused(crowded: tuple[Pool, list[Future[Refused]]]) -> None:
    pool, asked = crowded
    pool.close()
    assert ["the server is being ended" in str(each.result()) for each in asked] == [True, True]


def test_who_waits_too_long_is_told_to_come_back(sample_store: Store) -> None:
    with pool_of(sample_store.folder, seconds=0.2) as pool:
        pool.start()
        taken = pool._taken()
        error = refused(pool, COUNT)
        assert "too many queries" in str(error)
        assert error.headers["Retry-After"]
        pool._give_back(taken, is_sound=True)


def test_ten_at_once_are_answered(sample_store: Store) -> None:
    with pool_of(sample_store.folder, workers=2) as pool, ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda _: pool.answer(COUNTED).body, range(10)))
    assert len(set(answers)) == 1


# The store


def test_a_new_build_is_asked_by_workers_that_run_already(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    samples = sorted(str(path) for path in SAMPLES.iterdir() if path.suffix == ".pdf")
    build(samples[:1], folder)
    with pool_of(folder) as pool:
        before = pool.answer(COUNTED).body
        build(samples, folder)
        assert pool.answer(COUNTED).body != before


def test_a_store_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    with pool_of(tmp_path / "nothing") as pool:
        assert "there is no store here" in str(refused(pool, COUNT))


def test_limits_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTION_GRAPH_QUERY_SECONDS", "30")
    assert Limits.of_environment().seconds == 30
    monkeypatch.setenv("INSPECTION_GRAPH_QUERY_SECONDS", "-1")
    with pytest.raises(QueryError, match="INSPECTION_GRAPH_QUERY_SECONDS is '-1'; expected a whole number from 1"):
        Limits.of_environment()


# The end of workers


def workers(parent: int) -> list[int]:
    """The processes that a process has started to answer queries; there is no library here for it, and Linux has files."""
    tasks = [_told(parent, f"task/{task.name}/children") for task in Path(f"/proc/{parent}/task").iterdir()]
    return [child for child in map(int, b" ".join(tasks).split()) if _answers(child)]


def _answers(process: int) -> bool:
    return b"spawn_main" in _told(process, "cmdline")


def _told(process: int, what: str) -> bytes:
    try:
        return Path(f"/proc/{process}/{what}").read_bytes()
    except OSError:
        return b""


def _memory(process: int) -> int:
    """Bytes that a process has in memory."""
    told = _told(process, "statm").split()
    return int(told[1]) * 4096 if told else 0


SERVER = """
import sys
from pathlib import Path
from graph.explorer import serve
if __name__ == "__main__":
    serve(Path(sys.argv[1]), port=0)
"""


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_server(sample_store: Store, tmp_path: Path, signal_: int) -> None:
    program = tmp_path / "server.py"
    program.write_text(SERVER, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(program), str(sample_store.folder)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=environment, text=True, start_new_session=True
    ) as server:
        try:
            assert server.stdout
            assert "The explorer is at" in server.stdout.readline()
            until(lambda: len(workers(server.pid)) >= 2)
            children = workers(server.pid)
            server.send_signal(signal_)
            server.wait(PATIENCE)
        finally:
            server.kill()
    until(lambda: not any(map(_answers, children)))
