"""Strange requests, which must be answered with a page that says what is wrong, and links, which must lead somewhere."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

import pytest
from lxml import html  # type: ignore[import-untyped,unused-ignore]
from starlette.testclient import TestClient

from graph.errors import SubjectError
from graph.explorer.choices import natural
from graph.rows import checked
from graph.store import Store

from .explored import AUTHORITY, FIRST, client_of

LONG = "9" * 5000
STRANGE = ("%00", "a%00b", "%FF", "%ED%A0%80", "%EF%BF%BD", "a%20b", "%25zz", "%3Cscript%3E", "%5C", LONG)
BEGINNINGS = (
    "/", "/id/", "/id/authority/", "/id/inspection/E08000015/", "/id/document/", "/id/document/0/page/", "/id/law/", "/id/organisation/",
    "/id/person/ofsted/", "/id/post/a/b/", "/id/body/a/", "/body/", "/theme/", "/measure/", "/sparql/", "/dump/", "/assets/0/",
)  # fmt: skip


@pytest.fixture(scope="module")
def running(sample_store: Store) -> Iterator[TestClient]:
    """A client of an explorer that answers queries too."""
    with client_of(sample_store.folder) as client:
        yield client


@pytest.mark.parametrize("accepted", ["text/html", "text/turtle"])
@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_an_address_that_names_nothing_is_not_found(client: TestClient, beginning: str, accepted: str) -> None:
    for end in STRANGE:
        assert client.get(beginning + end, headers={"Accept": accepted}).status_code in (400, 404), end


@pytest.mark.parametrize(
    "address",
    [f"/search?q=a&page={LONG}", f"/problems?page={LONG}", f"/sparql/judgements?first={LONG}", f"{FIRST}?words=%00(",
     f"{AUTHORITY}?with={LONG}&measure=%00", f"/network?of=Eastmere&at=a.{LONG}.1", "/search?q=%00%22*%20NEAR(", "/search?q=%FF"],
)  # fmt: skip
def test_a_strange_parameter_is_no_error_of_the_program(client: TestClient, address: str) -> None:
    assert client.get(address).status_code < 500


def test_numbers_beyond_all_measure_are_drawn(running: TestClient) -> None:
    for values in ('("a" 1e308) ("b" -1e308)', '("a" 5e-324) ("b" 0)', '("2001-01-01" 1e308) ("2002-01-01" -1e308)'):
        query = f"SELECT ?d ?n {{ VALUES (?d ?n) {{ {values} }} }}"
        answer = running.get("/sparql", params={"query": query, "show": "chart"}, headers={"Accept": "text/html"})
        assert answer.status_code == 200


@pytest.mark.parametrize(
    ("address", "told", "links"),
    [
        ("/id/authority/x99000001", "No authority", [AUTHORITY]),
        ("/id/authority/EASTMERE", "", [AUTHORITY]),
        ("/theme/private-fosterin", "there is no theme", ["/theme/private-fostering", "/themes"]),
        ("/measure/dragons", "there is no measure", ["/measures"]),
        ("/post/dragons", "no report of the store speaks of a post", ["/search?kind=post"]),
        ("/network?of=Eastmeer", "nothing in the store goes by the name", ["/network?of=Eastmere"]),
        ("/network?of=nonsense", "nothing in the store goes by the name", []),
        ("/network?from=Eastmere&to=Delia+Fablethorp", "", ["/search?q=Delia+Fablethorpe"]),
        ("/theme/a%20/themes", "is no IRI", []),
    ],
)
def test_who_is_not_answered_is_told_where_to_go_on(
    client: TestClient, address: str, told: str, links: list[str]
) -> None:
    client.get("/search?q=warm")
    answer = client.get(address)
    page = html.fromstring(answer.text).xpath("//main")[0]
    assert answer.status_code == 404
    assert told.casefold() in page.text_content().casefold()
    assert set(links) <= set(page.xpath(".//a/@href"))
    assert "inspection-graph " not in page.text_content()
    assert client.get("/search?q=warm").status_code == 200


def test_a_method_that_is_not_answered_is_told_with_those_that_are(client: TestClient) -> None:
    answer = client.post("/themes")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert client.head("/themes").content == b""


@pytest.mark.parametrize(
    "iri", ["", "a", "https://w3id.org/a b", "https://w3id.org/\ufffd", "https://w3id.org/>", "https://w3id.org/%zz"]
)
def test_what_is_no_iri_is_refused_before_it_is_asked_for(iri: str) -> None:
    with pytest.raises(SubjectError, match="not an IRI"):
        checked(iri)


def test_numbers_in_addresses() -> None:
    assert [natural(text) for text in ("7", "0", "", "-1", "²", "٣", LONG)] == [7, 0, None, None, None, None, None]


def test_every_link_within_two_steps_of_the_start_leads_somewhere(running: TestClient) -> None:
    seen, level = {"/"}, ["/"]
    for _ in range(3):
        found: list[str] = []
        for path in level:
            answer = running.get(path, headers={"Accept": "text/html"})
            assert answer.status_code == 200, path
            if answer.headers["content-type"].startswith("text/html"):
                found += _links(path, answer.text)
        level = sorted(set(found) - seen)
        seen |= set(level)


def _links(path: str, text: str) -> list[str]:
    """The addresses of this server that a page leads to, of those alike but for their number a few; its anchors are checked."""
    page = html.fromstring(text)
    names = page.xpath("//@id")
    assert len(names) == len(set(names)), f"{path}: two elements of one id"
    alike: dict[str, str] = {}
    for link in page.xpath("//a/@href | //img/@src | //script/@src | //link/@href"):
        address, anchor = urldefrag(urljoin(path, link))
        assert not anchor or address != path or anchor in names, f"{path}: no place '{anchor}'"
        if address.startswith("/"):
            alike[re.sub(r"\d+$", "", address)] = address
    return list(alike.values())
