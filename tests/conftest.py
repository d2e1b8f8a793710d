"""Fixtures that several tests share."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn
from starlette.testclient import TestClient

from graph.build import build
from graph.explorer import create_app
from graph.explorer.sparql import Limits
from graph.settings import SAMPLES
from graph.store import Store

from .explored import client_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_START = 20.0  # seconds that a server may take to answer


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
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("Playwright")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def explorer(sample_store: Store) -> Iterator[str]:
    """The address of an explorer over the sample, served on this machine alone."""
    # Tests beside each other leave a query little of the machine: what is bounded is tested elsewhere.
    with serving(sample_store.folder, Limits(seconds=120, waiting=100)) as address:
        yield address


@contextmanager
def serving(folder: Path, limits: Limits | None = None) -> Iterator[str]:
    """The address of an explorer over a store, while the block runs."""
    app = create_app(folder, limits=limits)
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + _START
    while not server.started and thread.is_alive() and time.monotonic() < end:
        time.sleep(0.01)
    assert server.started, "the server did not start"
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(_START)
