"""How many words and whose names an export carries: by licence, by kind of document, and by what is asked."""

import io
import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from graph.build import build
from graph.export import Format, Quotes, export
from graph.rights import Rights
from graph.settings import BASE, IG, LINKS_GRAPH
from graph.store import Store

from .folders import REPORTS, samples
from .links import Report
from .links import store as linked

OPEN, CLOSED, LETTERS = REPORTS[0], "closed.txt", "letters.txt"
EXACT = "http://www.w3.org/ns/oa#exact"
HEADLINE = "https://schema.org/headline"
WORDS = (EXACT, f"{IG}text", f"{IG}counted", f"{IG}quoted", HEADLINE)
MOST_WORDS = 15
MENTIONS = "mentions.txt"
MENTIONED = """Grandmother of Lowri Pennyweather hopes for better days in Eastmere

Eastmere Courier

23 March 2024

Ofsted rated children's services in Eastmere as requires improvement overall. Adoption was rated good, as it had been in 2016.

Inspectors criticised the help that Una Sparrowhill, whose son Corin was taken into care, had from the council.

Una Sparrowhill's daughter Bronte Sparrowhill was neglected. Bronte, 9, was found by police at 14 Mudlark Street.

Sparrowhill told inspectors that the council was inadequate. Grace, 11, said the council had lost her file twice in a year.

Social worker Ned Vanterpool was dismissed in May 2023, the report said. Mrs Bolton said that nobody had rung her back in June.

Hal Dunnage, who blames the director of children's services, said: "We asked the council for help in 2021 and were told to wait."

The director of children's services, Orla Tidewell, said the council was looking after 196 children. Tidewell said that was too many.
"""
NAMED = (
    *(
        "Lowri",
        "Pennyweather",
        "Una",
        "Sparrowhill",
        "Corin",
        "Bronte",
        "Mudlark",
        "14 Mudlark",
        "Grace",
        "Ned",
        "Vanterpool",
    ),
    *("Bolton", "Hal", "Dunnage"),
)
PRIVATE, HOLDER = "Quillfeather", "Tidewell"
ARTICLE = f"""Mother {PRIVATE} doubts that Eastmere has changed

Eastmere Courier

22 March 2024

Ofsted rated children's services in Eastmere as requires improvement overall in a report published today.

Mira {PRIVATE}, whose two sons were in care, said: "Nobody told us why the third social worker had left, or rang us back."

Mrs {PRIVATE} said the council had not answered her letters since the summer.

The director of children's services, Orla {HOLDER}, said: "We know that there is a long way to go for the children who wait for a home."

Ms {HOLDER} was appointed in May 2018.

Inspectors said that private fostering remained a "serious weakness" of the services in Eastmere.
"""


@pytest.fixture(scope="module")
def store(sample_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A report under an open licence, one that states none, and an article with a parent who speaks."""
    folder = samples(tmp_path_factory.mktemp("rights") / "files", OPEN)
    sha = next(sha for sha, stored in sample_store.documents().items() if stored.name == REPORTS[1])
    lines = "\n".join(sample_store.page_text(sha, page) or "" for page in range(1, 12)).splitlines()
    kept = [line for line in lines if not re.search(r"licen[cs]e|copyright|reuse", line, re.IGNORECASE)]
    (folder / CLOSED).write_text("\n".join(kept), encoding="utf-8")
    (folder / LETTERS).write_text(ARTICLE, encoding="utf-8")
    (folder / MENTIONS).write_text(MENTIONED, encoding="utf-8")
    build([str(folder)], folder.parent / "store")
    return Store(folder.parent / "store")


def quads(
    store: Store, quotes: Quotes = Quotes.FULL, press: Quotes = Quotes.NONE, names: bool = False, document: str = ""
) -> list[Any]:
    target = io.BytesIO()
    export(store, target, Format.NQUADS, quotes, document, press=press, names=names)
    return list(ox.parse(target.getvalue(), format=ox.RdfFormat.N_QUADS))


def words(found: list[Any]) -> list[str]:
    return [str(quad.object.value) for quad in found if quad.predicate.value in WORDS]


def longest(found: list[Any]) -> int:
    return max((len(text.removesuffix(" …").split()) for text in words(found)), default=0)


#
# Documents
#


def test_an_open_licence_gives_all_words(store: Store) -> None:
    assert longest(quads(store, document=OPEN)) > MOST_WORDS
    assert longest(quads(store, Quotes.SHORT, document=OPEN)) == MOST_WORDS


def test_a_report_without_a_licence_gives_short_quotes(store: Store) -> None:
    assert longest(quads(store, document=CLOSED)) == MOST_WORDS
    assert any(text.endswith(" …") for text in words(quads(store, document=CLOSED)))
    assert not words(quads(store, Quotes.NONE, document=CLOSED))


@pytest.mark.parametrize("quotes", Quotes)
def test_an_article_gives_no_words_unless_asked(store: Store, quotes: Quotes) -> None:
    found = quads(store, quotes, document=LETTERS)
    assert not words(found)
    assert not [quad for quad in found if quad.subject.value.endswith("/quote")]
    told = {quad.object.value for quad in found if quad.predicate.value in (f"{IG}speaker", f"{IG}holderName")}
    assert told == {"Ofsted"}, "who is no person may be named"


def test_an_article_gives_what_is_asked_and_no_more(store: Store) -> None:
    assert longest(quads(store, press=Quotes.FULL, document=LETTERS)) > MOST_WORDS
    assert longest(quads(store, press=Quotes.SHORT, document=LETTERS)) == MOST_WORDS
    assert longest(quads(store, Quotes.SHORT, Quotes.FULL, document=LETTERS)) == MOST_WORDS
    assert not words(quads(store, Quotes.NONE, Quotes.FULL, document=LETTERS))
    found = quads(store, press=Quotes.SHORT, document=LETTERS)
    headlines = [quad.object.value for quad in found if quad.predicate.value == HEADLINE]
    assert headlines == ["Mother [name withheld] doubts that Eastmere has changed"]


#
# Names
#


def named(found: list[Any], name: str) -> list[str]:
    return [str(quad.object) for quad in found if name in str(quad.object)]


def test_private_names_stay_out_of_articles(store: Store) -> None:
    found = quads(store, press=Quotes.FULL)
    assert not named(found, PRIVATE)
    assert not named(found, "Mira")
    assert [text for text in words(found) if "[name withheld]" in text]


@pytest.mark.parametrize("form", Format)
def test_names_that_are_only_mentioned_stay_out(store: Store, form: Format) -> None:
    target = io.BytesIO()
    export(store, target, form, press=Quotes.FULL)
    written = target.getvalue().decode()
    assert not [name for name in NAMED if re.search(rf"\b{name}\b", written)]
    assert "Tidewell said that was too many" in written, "who holds a post is named"


def test_mentioned_names_come_along_when_asked(store: Store) -> None:
    found = " ".join(str(quad.object) for quad in quads(store, press=Quotes.FULL, names=True))
    assert [name for name in NAMED if name in found] == list(NAMED)


def test_names_come_along_when_asked(store: Store) -> None:
    assert named(quads(store, press=Quotes.FULL, names=True), f"Mira {PRIVATE}")


def test_who_holds_a_known_post_is_named(store: Store) -> None:
    speakers = {quad.object.value for quad in quads(store, press=Quotes.FULL) if quad.predicate.value == f"{IG}speaker"}
    assert f"Orla {HOLDER}" in speakers
    assert named(quads(store, press=Quotes.FULL), f"Ms {HOLDER} was appointed")


def test_inspectors_of_reports_are_named(store: Store) -> None:
    assert named(quads(store, Quotes.NONE), "Imogen Samplewright")


#
# Links
#


class _Held:
    """A graph in memory, asked like a store."""

    def __init__(self, graph: ox.Store) -> None:
        self.graph = graph

    def quads(
        self, subject: object = None, predicate: object = None, value: object = None, graph: object = None
    ) -> Iterator[ox.Quad]:
        return self.graph.quads_for_pattern(subject, predicate, value, graph)  # type: ignore[arg-type]

    def documents(self) -> dict[str, object]:
        return {}


def link_words(*licences: str, press: Quotes = Quotes.NONE, quotes: Quotes = Quotes.FULL) -> list[str]:
    """Subject and note of a contradiction between documents under some licences; "press" makes an article of one."""
    reports = [Report(number, start=f"201{number}-05-09") for number in range(1, len(licences) + 1)]
    long = " ".join(["word"] * 20)
    for report, licence in zip(reports, licences, strict=True):
        if licence == "press":
            report.lines.append(f"<{report.iri}/article> a ig:Article .")
        elif licence:
            report.lines.append(
                f"<{report.iri}/licence> dcterms:license <https://w3id.org/inspection-graph/licence/{licence}> ."
            )
    graph = linked(*reports)
    node, links = ox.NamedNode(f"{BASE}id/link/contradiction/1"), ox.NamedNode(LINKS_GRAPH)
    for report, side in zip(reports, ("left", "right"), strict=False):
        graph.add(ox.Quad(node, ox.NamedNode(IG + side), ox.NamedNode(f"{report.iri}/figure/1"), links))
    for name in ("subject", "note"):
        graph.add(ox.Quad(node, ox.NamedNode(IG + name), ox.Literal(long), links))
    vocabulary = ox.NamedNode(BASE + "vocabulary")
    graph.add(ox.Quad(ox.NamedNode(BASE + "licence/ogl"), ox.NamedNode(IG + "quotes"), ox.Literal("full"), vocabulary))
    rights = Rights(_Held(graph), quotes, press)  # type: ignore[arg-type]
    return [quad.object.value for quad in rights.quads(links) if isinstance(quad.object, ox.Literal)]


@pytest.mark.parametrize(
    ("licences", "press", "count"),
    [
        (("ogl", "ogl"), Quotes.NONE, 20),
        (("ogl", ""), Quotes.NONE, MOST_WORDS),
        (("ogl", "press"), Quotes.NONE, 0),
        (("ogl", "press"), Quotes.FULL, 20),
        (("", "press"), Quotes.FULL, MOST_WORDS),
        (("press", "ogl"), Quotes.SHORT, MOST_WORDS),
    ],
)
def test_the_words_of_a_link_follow_the_least_free_document(
    licences: tuple[str, ...], press: Quotes, count: int
) -> None:
    found = link_words(*licences, press=press)
    assert len(found) == (2 if count else 0)
    assert all(len(text.removesuffix(" …").split()) == count for text in found)


def test_links_go_along_with_the_documents(store: Store) -> None:
    expected = {str(quad.triple) for quad in store.quads(graph=ox.NamedNode(LINKS_GRAPH))}
    found = {
        str(quad.triple) for quad in quads(store, press=Quotes.FULL, names=True) if quad.graph_name.value == LINKS_GRAPH
    }
    assert found
    kept = {each for each in expected if f"<{IG}note>" not in each and f"<{IG}subject>" not in each}
    assert kept <= found
    assert not [quad for quad in quads(store, document=OPEN) if quad.graph_name.value == LINKS_GRAPH]


#
# Whatever is asked
#


@pytest.mark.parametrize(("quotes", "press", "names"), list(product(Quotes, Quotes, (False, True))))
def test_every_combination_leaves_a_whole_graph(store: Store, quotes: Quotes, press: Quotes, names: bool) -> None:
    """No node is left hanging: what is spoken of below a document or a link is described."""
    found = quads(store, quotes, press, names)
    described = {quad.subject.value for quad in found}
    told = {quad.object.value for quad in found if isinstance(quad.object, ox.NamedNode)}
    inside = {iri for iri in told if re.search(r"/id/(?:document/\w+/|link/)", iri)}
    assert inside <= described
    exact = {quad.subject.value for quad in found if quad.predicate.value == EXACT}
    assert {iri for iri in described if iri.endswith("/quote") and "/text/" in iri} == exact


def test_another_reader_reads_it(store: Store) -> None:
    target = io.BytesIO()
    export(store, target, Format.TURTLE, Quotes.SHORT, press=Quotes.SHORT)
    assert len(rdflib.Graph().parse(data=target.getvalue(), format="turtle")) > 1000
