"""The way from a statement to the page it stands on, in the explorer."""

import hashlib
import re
from collections.abc import Iterable
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html  # type: ignore[import-untyped,unused-ignore]
from PIL import Image
from starlette.testclient import TestClient

from graph import rows
from graph.build import build
from graph.explorer import data
from graph.explorer.addresses import address
from graph.explorer.pages.documents import flowing, pieces
from graph.network.projections import neighbourhood
from graph.rows import Row
from graph.settings import BASE, SAMPLES
from graph.sources.picture import page_picture
from graph.store import Store

from .explored import client_of
from .networks import EASTMERE

HOSTILE = "<script>alert('Eastmere')</script><img src=x onerror=alert(1)>"


def paths(store: Store, kind: str) -> list[str]:
    graph = neighbourhood(store, EASTMERE)
    return ["/" + iri.removeprefix(BASE) for iri, values in graph.nodes(data=True) if values["kind"] == kind]


def test_a_statement_is_shown_with_its_words_marked_in_text_and_picture(
    client: TestClient, sample_store: Store
) -> None:
    for path in paths(sample_store, "judgement")[:3]:
        page = client.get(path).text
        assert re.search(r"<h1>Judgement: [^<]+ – [^<]+</h1>", page)
        assert f"<dd><code>{path[1:]}</code></dd>" in page
        assert "<mark>" in page
        picture = next(part for part in page.split('"') if ".png?mark=" in part).replace("&amp;", "&")
        answer = client.get(picture)
        assert answer.headers["content-type"] == "image/png"
        assert has_marks(answer.content)


def has_marks(png: bytes) -> bool:
    """Whether a picture has the yellow of marked words."""
    with Image.open(BytesIO(png)) as picture:
        colours = picture.convert("RGB").tobytes()
    pixels = zip(colours[::3], colours[1::3], colours[2::3], strict=True)
    return any(red > 220 and green > 200 and blue < 160 for red, green, blue in pixels)


def test_only_the_words_asked_for_are_marked() -> None:
    data = next(SAMPLES.glob("*.pdf")).read_bytes()
    assert not has_marks(page_picture(data, 1))
    assert has_marks(page_picture(data, 1, [(0, 20)]))


def test_full_lines_flow_and_short_ones_end() -> None:
    text = "Contents\nChildren who need help get it early from\nall who work with them.\n\n1.  Who helps\n"
    shown = flowing(text)
    assert shown == text.replace("early from\n", "early from ")
    assert flowing("") == ""


def test_a_numbered_paragraph_or_a_point_begins_on_a_line_of_its_own() -> None:
    for beginning in ("104. ", "3.  ", "\N{BULLET} ", "\uf0b7 "):
        text = f"Children who need help get it early from\n{beginning}all who work with them at home.\n"
        assert flowing(text) == text
    going_on = "Children who need help get it early from\n2.5 of the workers that they know.\n"
    assert flowing(going_on) == going_on.replace("from\n", "from ")


def test_a_document_leads_to_its_pages_and_back(client: TestClient, sample_store: Store) -> None:
    path = paths(sample_store, "document")[0]
    page = client.get(path).text
    assert f'href="{path}/page/1"' in page
    assert "/id/inspection/" in page
    first = client.get(f"{path}/page/1")
    assert re.findall(r"<h(\d)", first.text) == ["1"]
    assert f'href="{path}/page/2"' in first.text
    assert client.get(f"{path}/page/999").status_code == 404
    assert client.get(f"{path}/page/999.png").status_code == 404
    assert client.get("/id/document/0000").status_code == 404


def test_an_article_lists_its_claims_with_status_and_words(client: TestClient, sample_store: Store) -> None:
    [article, *_] = rows.ask(sample_store, "network-articles")
    claims = {row["fact"] for row in rows.ask(sample_store, "network-claims", "article", [article["article"]])}
    shown = html.fromstring(client.get(address(article["document"])).text).xpath("//section[@id='claims']")[0]
    links = set(shown.xpath(".//a/@href"))
    assert {address(iri) for iri in claims} <= links
    assert any("/statement/" in link or "/judgement/" in link or "/finding/" in link for link in links)
    assert "contradicted" in shown.text_content().lower()
    assert len(shown.xpath(".//ul/li")) == len(claims)


def test_a_document_does_not_tell_where_the_server_keeps_it(tmp_path: Path) -> None:
    source = tmp_path / "kept" / "eastmere.txt"
    source.parent.mkdir()
    source.write_text("Eastmere\n\nThe ferry was late.\n", encoding="utf-8")
    build([str(source)], tmp_path / "store")
    page = (
        client_of(tmp_path / "store").get(f"/id/document/{next(iter(Store(tmp_path / 'store').documents()))[:16]}").text
    )
    assert "eastmere.txt" in page
    assert str(source.parent) not in page


def test_a_poorer_copy_says_so(tmp_path: Path, sample_store: Store) -> None:
    [report] = SAMPLES.glob("*2024*.pdf")
    text = "\n".join(sample_store.page_texts(hashlib.sha256(report.read_bytes()).hexdigest()))
    (tmp_path / "copy.txt").write_text(text[: len(text) * 2 // 3], encoding="utf-8")
    build([str(report), str(tmp_path / "copy.txt")], tmp_path / "store")
    store = Store(tmp_path / "store")
    [copy] = rows.ask(store, "network-copies")
    client = client_of(tmp_path / "store")
    assert "A poorer copy" in client.get(address(copy["copy"])).text
    assert address(copy["preferred"]) in client.get(address(copy["copy"])).text
    assert "A poorer copy" not in client.get(address(copy["preferred"])).text


@pytest.mark.parametrize("mark", ["", "x", "3", "9-", "-9", "²-³", "5-2", "999999999-9999999999", "0-99999999"])
def test_marks_that_are_none_harm_nothing(client: TestClient, sample_store: Store, mark: str) -> None:
    path = paths(sample_store, "document")[0]
    assert client.get(f"{path}/page/1", params={"mark": mark}).status_code == 200
    assert client.get(f"{path}/page/1.png", params={"mark": mark}).status_code == 200


def test_a_file_that_is_gone_or_changed_is_shown_as_text(tmp_path: Path) -> None:
    source = next(SAMPLES.glob("*.pdf"))
    copy = tmp_path / "report.pdf"
    copy.write_bytes(source.read_bytes())
    build([str(copy)], tmp_path / "store")
    client = client_of(tmp_path / "store")
    path = "/id/document/" + next(iter(Store(tmp_path / "store").documents()))[:16]
    assert "/page/1.png" in client.get(f"{path}/page/1").text
    copy.write_bytes(source.read_bytes() + b"%")
    assert client.get(f"{path}/page/1.png").status_code == 404
    copy.unlink()
    assert "/page/1.png" not in client.get(f"{path}/page/1").text
    assert client.get(f"{path}/page/1.png").status_code == 404
    assert "shown as text alone" in client.get(path).text


def test_words_of_a_document_are_no_markup(tmp_path: Path) -> None:
    source = tmp_path / "<b onclick=alert(1)>.txt"
    source.write_text(f"Eastmere\n\n{HOSTILE}\n", encoding="utf-8")
    build([str(source)], tmp_path / "store")
    client = client_of(tmp_path / "store")
    path = "/id/document/" + next(iter(Store(tmp_path / "store").documents()))[:16]
    for page in (client.get(path).text, client.get(f"{path}/page/1?mark=3-30").text):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b onclick" not in page


def test_text_is_cut_at_the_ends_of_marks() -> None:
    found = [(piece.text, piece.marked) for piece in pieces("The ferry was late.", [(4, 9), (6, 13), (50, 60)])]
    assert found == [("The ", False), ("fe", True), ("rry", True), (" was", True), (" late.", False)]
    assert "".join(text for text, _ in found) == "The ferry was late."


@pytest.mark.parametrize("kind", ["authority", "inspection", "judgement", "document"])
def test_things_are_data_for_those_who_ask_for_it(client: TestClient, sample_store: Store, kind: str) -> None:
    path = paths(sample_store, kind)[0]
    answer = client.get(path, headers={"Accept": "text/turtle"})
    assert answer.headers["content-type"].startswith("text/turtle")
    assert answer.headers["vary"] == "Accept" or "Accept" in answer.headers["vary"]
    assert path.rsplit("/", 1)[-1] in answer.text
    assert "<!doctype html>" in client.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}).text
    assert client.get("/id/nothing", headers={"Accept": "text/turtle"}).status_code == 404


def test_only_addresses_of_the_web_become_links() -> None:
    assert address("javascript:alert(1)") == ""
    assert address("https://example.org/a") == "https://example.org/a"
    assert address(f"{BASE}id/body/E1/a b<c>") == "/id/body/E1/a%20b%3Cc%3E"


def test_what_speaks_of_a_thing_is_counted_where_not_all_is_shown(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, sample_store: Store
) -> None:
    assert "are shown" not in client.get("/unit/percent").text

    def ask(store: Store, name: str, variable: str = "", values: Iterable[str] = ()) -> list[Row]:
        found = rows.ask(store, name, variable, values)
        return found[:3] if name == "explorer-referring" else found

    known = rows.ask(sample_store, "explorer-referring-counts", "thing", [BASE + "unit/percent"])
    total = sum(int(row["count"]) for row in known)
    monkeypatch.setattr(data, "ask", ask)
    page = client_of(sample_store.folder).get("/unit/percent").text
    assert f"3 of {total} are shown" in page
    query = unescape(page.partition('href="/sparql?')[2].partition('"')[0])
    every = client.get(f"/sparql?{query}&format=csv")
    assert len(every.text.splitlines()) == total + 1
