"""The server of the explorer: what every page has, what is refused, and how it goes on."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from graph.build import build
from graph.errors import ServerError, StoreError
from graph.explorer import serve
from graph.settings import SAMPLES
from graph.store import Store

from .explored import client_of


def test_every_answer_is_confined(client: TestClient) -> None:
    for path in ("/", "/nowhere", "/assets/0/page.css"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers


def test_a_name_that_is_not_the_servers_is_refused(client: TestClient) -> None:
    answer = client.get("/", headers={"Host": "eastmere.example"})
    assert answer.status_code == 421
    assert "does not go by the name" in answer.text
    assert client.get("/", headers={"Host": "localhost:8000"}).status_code == 200


def test_what_is_not_there_is_said_on_a_page(client: TestClient) -> None:
    answer = client.get("/id/authority/<script>alert(1)</script>")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.text
    assert 'role="alert"' in answer.text


def test_files_are_kept_by_browsers_only_under_the_digest_of_their_content(client: TestClient) -> None:
    page = client.get("/").text
    address = next(part for part in page.split('"') if part.endswith("/page.css"))
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/assets/0/page.css").headers["cache-control"] == "no-cache"
    assert client.get("/assets/0/nothing.css").status_code == 404
    assert client.get("/assets/0/..%2Fapp.py").status_code == 404


def test_a_page_that_the_browser_has_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/").headers["etag"]
    assert client.get("/", headers={"If-None-Match": tag}).status_code == 304


def test_a_new_build_is_seen_without_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    samples = sorted(str(path) for path in SAMPLES.iterdir() if path.suffix == ".pdf")
    build(samples[:1], folder)
    client = client_of(folder)
    before = client.get("/").text
    build(samples, folder)
    assert client.get("/").text != before


def test_what_cannot_be_served_is_said(tmp_path: Path, sample_store: Store) -> None:
    with pytest.raises(StoreError, match="there is no store here"):
        serve(tmp_path / "nothing")
    with pytest.raises(ServerError, match="address of this machine with --host"):
        serve(sample_store.folder, "192.0.2.1", 8000)
