"""Fixtures that several tests share."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from lxml import html
from starlette.testclient import TestClient

from graph.build import build
from graph.explorer import create_app
from graph.explorer.sparql import Limits
from graph.settings import SAMPLES
from graph.store import Store

from .explored import PATIENCE, Page, client_of, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session", autouse=True)
def _index_is_waited_for() -> Iterator[None]:
    """The search says soon that its index is still being made; a test wants to see what is found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.explorer.pages.search._PATIENCE", PATIENCE)
        yield


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample documents in a store, built once; read it, and change nothing in its folder."""
    folder: Path = tmp_path_factory.mktemp("sample") / "store"
    build([str(SAMPLES)], folder)
    return Store(folder)


@pytest.fixture(scope="module")
def client(sample_store: Store) -> TestClient:
    """A client of an explorer over the sample."""
    return client_of(sample_store.folder)


@pytest.fixture(scope="module")
def look(client: TestClient) -> Callable[[str], Page]:
    """Gets a page of the sample that must be there."""

    def get(path: str) -> Page:
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        return html.fromstring(answer.text)

    return get


@pytest.fixture(scope="session")
def endpoint(sample_store: Store) -> Iterator[TestClient]:
    """A client of an explorer whose answers and memory are small, but which lets a query take its time."""
    limits = Limits(seconds=PATIENCE, rows=500, shown=200, workers=2, memory_bytes=600 << 20)
    with client_of(sample_store.folder, limits) as client:
        yield client


CHROMIUM = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


def _missing(what: str) -> None:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is missing, and the pages must be tested in a browser")
    pytest.skip(f"{what} is missing: pages are not tested in a browser")


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Chromium without a window; tests that need it are skipped where it is missing, and fail in CI."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        _missing("Chromium")
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        _missing("Playwright")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM, timeout=PATIENCE * 1000)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def explorer(sample_store: Store) -> Iterator[str]:
    """The address of an explorer over the sample, served on this machine alone."""
    # Tests beside each other leave a query little of the machine: what is bounded is tested elsewhere.
    with serving(sample_store.folder, Limits(seconds=PATIENCE, waiting=100)) as address:
        yield address


@contextmanager
def serving(folder: Path, limits: Limits | None = None) -> Iterator[str]:
    """The address of an explorer over a store, while the block runs."""
    app = create_app(folder, limits=limits)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started or not thread.is_alive())
    assert server.started, "the server did not start"
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


def oxigraph() -> Path:
    """The program of that name; a test that needs it is skipped where it is missing."""
    program = Path(sys.executable).with_name("oxigraph")
    if not program.exists():
        pytest.skip("the program oxigraph is not installed beside Python (pip install oxigraph)")
    return program


@contextmanager
def oxigraph_serving(command: str, folder: Path) -> Iterator[str]:
    """The address of a server of Oxigraph over a folder of its own, while the block runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    line: list[str | Path] = [oxigraph(), command, "--location", folder, "--bind", place]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: process.poll() is not None or _answers(f"http://{place}/query?query=ASK%7B%7D"))
            assert process.poll() is None, "the server did not start"
            yield f"http://{place}"
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE):  # noqa: S310 - the address of our own server
            return True
    except (urllib.error.URLError, OSError):
        return False
