"""Export: the same graph in six forms, the same bytes each time, with as many of the documents' words as allowed."""

import csv
import hashlib
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from graph import iris
from graph.errors import InspectionGraphError, SubjectError
from graph.export import Format, Quotes, export, prefixes
from graph.files import written
from graph.settings import BASE, IG, LINKS_GRAPH, VOCABULARY_GRAPH
from graph.store import Store

from .folders import ARTICLE, REPORTS, is_superuser

ROOT = Path(__file__).resolve().parent.parent
EXACT = "http://www.w3.org/ns/oa#exact"
MOST_WORDS = 15
RUN = 10  # words in a row that two texts share only if one was copied; the titles of laws are shorter


def exported(store: Store, form: Format, quotes: Quotes = Quotes.FULL, document: str = "") -> bytes:
    """An export with as many words as are asked for; what rights leave of them is tested in ``test_rights.py``."""
    target = io.BytesIO()
    export(store, target, form, quotes, document, press=Quotes.FULL, names=True)
    return target.getvalue()


def statements(store: Store) -> set[str]:
    """All quads of documents and of links, as N-Quads."""
    return {str(quad) for quad in store.quads() if quad.graph_name.value != VOCABULARY_GRAPH}


def triples(quads: set[str]) -> set[str]:
    return {
        str(quad.triple)
        for quad in ox.parse(input="\n".join(f"{quad} ." for quad in quads), format=ox.RdfFormat.N_QUADS)
    }


def parsed(data: bytes, form: ox.RdfFormat) -> set[str]:
    return {str(quad) for quad in ox.parse(input=data, format=form)}


#
# The forms
#


@pytest.fixture(scope="module")
def two_processes(sample_store: Store) -> list[dict[str, str]]:
    """The digest of every form, as two processes with different hashing of strings write it."""
    program = (
        "import hashlib, io, json, sys; from pathlib import Path; from graph.store import Store;"
        "from graph.export import Format, Quotes, export; store = Store(Path(sys.argv[1])); found = {}\n"
        "for form in Format:\n"
        "    for quotes in Quotes:\n"
        "        target = io.BytesIO(); export(store, target, form, quotes, press=quotes, names=True)\n"
        "        found[f'{form} {quotes}'] = hashlib.sha256(target.getvalue()).hexdigest()\n"
        "print(json.dumps(found))"
    )
    return [
        json.loads(
            subprocess.run(
                [sys.executable, "-c", program, str(sample_store.folder)],
                cwd=ROOT,
                env=os.environ | {"PYTHONHASHSEED": seed},
                capture_output=True,
                check=True,
            ).stdout
        )
        for seed in ("1", "2")
    ]


@pytest.mark.parametrize("quotes", Quotes)
@pytest.mark.parametrize("form", Format)
def test_same_graph_same_bytes(
    sample_store: Store, two_processes: list[dict[str, str]], form: Format, quotes: Quotes
) -> None:
    here = hashlib.sha256(exported(sample_store, form, quotes)).hexdigest()
    assert [found[f"{form} {quotes}"] for found in two_processes] == [here, here]


def test_turtle_holds_the_same_triples_for_two_readers(sample_store: Store) -> None:
    data = exported(sample_store, Format.TURTLE)
    expected = triples(statements(sample_store))
    assert parsed(data, ox.RdfFormat.TURTLE) == expected
    graph = rdflib.Graph().parse(data=data, format="turtle")
    assert parsed(graph.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES) == expected


def test_turtle_is_short_and_ends_its_lines(sample_store: Store) -> None:
    text = exported(sample_store, Format.TURTLE).decode()
    assert text.startswith(f"@base <{BASE}> .\n@prefix ")
    assert text.endswith(".\n")
    for name, iri in prefixes().items():
        assert f"@prefix {name}: <{iri}> .\n" in text
    assert "\n\ta ig:Judgement ;" in text


def test_nquads_and_trig_hold_every_quad_in_its_graph(sample_store: Store) -> None:
    expected = statements(sample_store)
    assert parsed(exported(sample_store, Format.NQUADS), ox.RdfFormat.N_QUADS) == expected
    assert parsed(exported(sample_store, Format.TRIG), ox.RdfFormat.TRIG) == expected
    data = rdflib.Dataset().parse(data=exported(sample_store, Format.TRIG), format="trig")
    graphs = {str(graph.identifier) for graph in data.graphs() if len(graph)}
    assert graphs == {LINKS_GRAPH, *(iris.document(sha256) for sha256 in sample_store.documents())}


def test_nquads_round_trip_into_a_store(sample_store: Store) -> None:
    data = exported(sample_store, Format.NQUADS)
    again = ox.Store()
    again.bulk_load(io.BytesIO(data), ox.RdfFormat.N_QUADS)
    assert set(map(str, again)) == statements(sample_store)
    assert data.splitlines() == sorted(data.splitlines())


def test_json_ld_holds_every_quad_for_two_readers(sample_store: Store) -> None:
    data = exported(sample_store, Format.JSONLD)
    assert json.loads(data)
    expected = statements(sample_store)
    assert parsed(data, ox.RdfFormat.JSON_LD) == expected
    dataset = rdflib.Dataset().parse(data=data, format="json-ld")
    assert len(list(dataset.quads())) == len(expected)


def test_graphml_opens_as_a_network(sample_store: Store, tmp_path: Path) -> None:
    (tmp_path / "all.graphml").write_bytes(exported(sample_store, Format.GRAPHML))
    graph = nx.read_graphml(tmp_path / "all.graphml", force_multigraph=True)
    judgement = next(node for node, kind in graph.nodes(data="type") if kind == "Judgement")
    relations = {relation for _, _, relation in graph.out_edges(judgement, data="relation")}
    assert {"inspection", "area", "grade", "isPartOf"} <= relations
    assert not any("/text/" in node for node in graph.nodes)
    person = graph.nodes["id/person/ofsted/delia-fablethorpe"]
    assert person == {"type": "Person", "name": "Delia Fablethorpe"}
    ids = re.findall(r'<edge [^>]*\bid="([^"]+)"', (tmp_path / "all.graphml").read_text(encoding="utf-8"))
    assert len(ids) == len(set(ids)) == graph.number_of_edges()


def test_graphml_keeps_every_relation(sample_store: Store, tmp_path: Path) -> None:
    (tmp_path / "all.graphml").write_bytes(exported(sample_store, Format.GRAPHML))
    graph = nx.read_graphml(tmp_path / "all.graphml", force_multigraph=True)
    type_ = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    relations = {
        str(quad.triple)
        for quad in sample_store.quads()
        if quad.graph_name.value != VOCABULARY_GRAPH
        and isinstance(quad.object, ox.NamedNode)
        and quad.predicate != type_
        and "/text/" not in quad.subject.value + quad.object.value
    }
    assert graph.number_of_edges() == len(relations)


def test_csv_has_a_header_and_a_row_for_each_quad(sample_store: Store) -> None:
    text = exported(sample_store, Format.CSV).decode("utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert text.startswith("graph,subject,predicate,object,datatype\r\n")
    assert len(rows) == len(statements(sample_store))
    (row,) = [each for each in rows if each["predicate"] == IG + "pageCount" and each["object"] == "16"]
    assert row["datatype"].endswith("#integer")
    assert row["graph"] == row["subject"]


#
# One document
#


def names_of(store: Store) -> Iterator[tuple[str, str]]:
    sha256 = next(sha for sha, stored in store.documents().items() if stored.name == REPORTS[1])
    for name in (
        REPORTS[1],
        sha256,
        sha256[:8],
        sha256[:8].upper(),
        iris.document(sha256),
        iris.document(sha256).removeprefix(BASE),
        iris.document(sha256) + "/judgement/overall",
    ):
        yield name, iris.document(sha256)


def test_one_document_by_name_hash_or_iri(sample_store: Store) -> None:
    for name, graph in names_of(sample_store):
        data = exported(sample_store, Format.NQUADS, document=name)
        expected = {quad for quad in statements(sample_store) if quad.endswith(f"<{graph}>")}
        assert parsed(data, ox.RdfFormat.N_QUADS) == expected, name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("eastmere.pdf", "no document goes by that name"),
        ("g123", "no document goes by that name"),
        ("https://example.org/id/document/1", "no document goes by that name"),
        ("/", "several documents go by that name"),
    ],
)
def test_a_document_that_is_not_there_is_named(sample_store: Store, name: str, words: str) -> None:
    with pytest.raises(SubjectError, match=words) as raised:
        exported(sample_store, Format.TURTLE, document=name)
    assert f"'{name}'" in str(raised.value)
    assert "'inspection-graph query documents' lists them" in str(raised.value)


#
# How many of the words
#


def literals(data: bytes) -> Iterator[tuple[str, str]]:
    """Predicate and text of every literal."""
    for quad in ox.parse(input=data, format=ox.RdfFormat.N_QUADS):
        if isinstance(quad.object, ox.Literal):
            yield quad.predicate.value, quad.object.value


def runs_of_words(text: str) -> set[tuple[str, ...]]:
    """All runs of ten words of a text, without case and punctuation."""
    words = re.findall(r"\w+", text.lower())
    return set(zip(*(words[offset:] for offset in range(RUN)), strict=False))


def page_runs(store: Store) -> set[tuple[str, ...]]:
    """All runs of ten words of the sample documents."""
    texts = [store.page_text(sha, page) or "" for sha in store.documents() for page in range(1, 20)]
    return set().union(*map(runs_of_words, texts))


def copied(data: bytes, store: Store) -> list[str]:
    """Literals in which words of the documents stand."""
    runs = page_runs(store)
    return [text for _, text in literals(data) if runs_of_words(text) & runs]


def test_short_quotes_have_fifteen_words_at_most(sample_store: Store) -> None:
    data = exported(sample_store, Format.NQUADS, Quotes.SHORT)
    found = [text for predicate, text in literals(data) if predicate in (EXACT, IG + "text")]
    assert max(len(text.removesuffix(" …").split()) for text in found) == MOST_WORDS
    cut = [text for text in found if text.endswith(" …")]
    assert cut
    assert all(len(text.split()) == MOST_WORDS + 1 for text in cut)
    full = dict.fromkeys(
        text for predicate, text in literals(exported(sample_store, Format.NQUADS)) if predicate == EXACT
    )
    assert {" ".join(text.split()[:MOST_WORDS]) for text in full} >= {
        " ".join(text.split()[:MOST_WORDS]) for predicate, text in literals(data) if predicate == EXACT
    }
    for text in copied(data, sample_store):
        assert len(text.removesuffix(" …").split()) <= MOST_WORDS


def test_without_quotes_no_sentence_of_the_documents_is_left(sample_store: Store) -> None:
    assert copied(exported(sample_store, Format.NQUADS), sample_store), "the search has to find what is there"
    data = exported(sample_store, Format.NQUADS, Quotes.NONE)
    assert not copied(data, sample_store)
    assert EXACT.encode() not in data
    assert b"/quote>" not in data
    assert b"TextQuoteSelector" not in data


@pytest.mark.parametrize("form", Format)
def test_no_form_tells_words_that_are_to_be_left_out(sample_store: Store, form: Format) -> None:
    data = exported(sample_store, form, Quotes.NONE).decode("utf-8")
    assert not runs_of_words(data) & page_runs(sample_store)


def test_without_quotes_pages_offsets_and_digests_stay(sample_store: Store) -> None:
    full, none = (exported(sample_store, Format.NQUADS, quotes) for quotes in (Quotes.FULL, Quotes.NONE))
    for name in (IG + "quoteDigest", IG + "page", "http://www.w3.org/ns/oa#start", "http://www.w3.org/ns/oa#end"):
        assert none.count(f"<{name}>".encode()) == full.count(f"<{name}>".encode()) > 0
    left_out = parsed(full, ox.RdfFormat.N_QUADS) - parsed(none, ox.RdfFormat.N_QUADS)
    words = ("text", "counted", "quoted", "subject", "note", "words", "speaker", "holderName")
    told = [f"<{IG}{word}>" for word in words] + ["<https://schema.org/headline>"]
    assert all("/quote>" in quad or any(word in quad for word in told) for quad in left_out)
    assert parsed(none, ox.RdfFormat.N_QUADS) < parsed(full, ox.RdfFormat.N_QUADS)


def test_an_article_is_exported_like_a_report(sample_store: Store) -> None:
    data = exported(sample_store, Format.TURTLE, Quotes.NONE, ARTICLE)
    assert b"ig:Document" in data


#
# Files
#


def write(path: Path | None, data: bytes) -> None:
    with written(path) as target:
        target.write(data)


def test_a_file_is_replaced_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "all.ttl"
    write(path, b"one")
    with written(path) as target:
        target.write(b"two")
        assert path.read_bytes() == b"one"
    assert path.read_bytes() == b"two"
    assert [each.name for each in tmp_path.iterdir()] == ["all.ttl"]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "all.ttl"
    write(path, b"one")
    for error in (ZeroDivisionError(), SubjectError("no")):
        with pytest.raises(type(error)), written(path) as target:
            target.write(b"half")
            raise error
    with (
        pytest.raises(InspectionGraphError, match=r"all.ttl: cannot be written \(No space left on device\)"),
        written(path),
    ):
        raise OSError(28, "No space left on device")
    assert path.read_bytes() == b"one"
    assert [each.name for each in tmp_path.iterdir()] == ["all.ttl"]


def test_places_that_cannot_be_written_are_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"one")
    for name, words in (
        (".", "Is a directory"),
        ("no/file.ttl", "No such file or directory"),
        ("file/file.ttl", "Not a directory"),
        ("n" * 300, "File name too long"),
    ):
        with pytest.raises(InspectionGraphError, match=rf"cannot be written \({words}\); check the folder"):
            write(tmp_path / name, b"two")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.skipif(is_superuser(), reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_keeps_its_file(tmp_path: Path) -> None:
    write(tmp_path / "all.ttl", b"one")
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(InspectionGraphError, match=r"all.ttl: cannot be written \(Permission denied\)"):
            write(tmp_path / "all.ttl", b"two")
    finally:
        tmp_path.chmod(0o755)
    assert (tmp_path / "all.ttl").read_bytes() == b"one"


def test_names_as_long_as_the_file_system_takes(tmp_path: Path) -> None:
    write(tmp_path / ("n" * 251 + ".ttl"), b"one")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    write(tmp_path / "folder" / "all.ttl", b"one")
    (tmp_path / "link.ttl").symlink_to("folder/all.ttl")
    write(tmp_path / "link.ttl", b"two")
    assert (tmp_path / "link.ttl").is_symlink()
    assert (tmp_path / "folder" / "all.ttl").read_bytes() == b"two"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_takes_what_is_written_and_stays_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write(path, b"through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert path.is_fifo()


def test_no_path_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write(None, b"\x00\xffany bytes")
    assert capfdbinary.readouterr().out == b"\x00\xffany bytes"


def test_vocabulary_goes_along_when_asked(sample_store: Store) -> None:
    target = io.BytesIO()
    export(sample_store, target, Format.NQUADS, vocabulary=True)
    graphs = {quad.graph_name.value for quad in ox.parse(target.getvalue(), format=ox.RdfFormat.N_QUADS)}
    assert VOCABULARY_GRAPH in graphs
    without = parsed(exported(sample_store, Format.NQUADS), ox.RdfFormat.N_QUADS)
    assert not any(VOCABULARY_GRAPH in quad for quad in without)
