"""Fixtures that several tests share."""

from pathlib import Path

import pytest

from graph.build import build
from graph.settings import SAMPLES
from graph.store import Store


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The sample documents in a store, built once; read it, and change nothing in its folder."""
    folder: Path = tmp_path_factory.mktemp("sample") / "store"
    build([str(SAMPLES)], folder)
    return Store(folder)
