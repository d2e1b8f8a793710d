"""What every extractor owes: words at their place, the same result twice, nothing out of garbage, names that the ontology knows."""

import json
import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import extract
from graph.document import Document
from graph.extract import extract_all, extractors
from graph.extract.figures import Figure
from graph.extract.findings import Finding
from graph.extract.laws import Citation
from graph.extract.licences import LicenceStatement
from graph.extract.polarity import PolarityReading
from graph.extract.recommendations import Recommendation
from graph.extract.statements import Statement
from graph.extract.themes import ThemeAssignment
from graph.facts import Code, Entity, Fact, InspectionRecord, Problem
from graph.reading import read_document
from graph.settings import ONTOLOGY
from graph.sources import read
from graph.structure import Article, Report, read_article, read_reports
from graph.triples import quads, term
from graph.vocabulary import vocabulary

from .documents import (
    DAMAGED,
    Row,
    bulleted,
    document,
    facts,
    heading,
    ilacs_report,
    numbered,
    paragraph,
    plain,
    sentences,
    sif_cover,
    sif_report,
    summary,
    with_foot,
)
from .renew_golden import samples

FOOT = "Imaginary authority: nobody inspected it"
NOTES = [Row("4 The ferry of this footnote sails on Sundays only.", at=92, size=9)]
CONTEXT = set(json.loads((ONTOLOGY / "context.jsonld").read_text(encoding="utf-8"))["@context"])

LOREM = """Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore
magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea commodo consequat."""
GARBAGE = {
    "random words": "windmill lantern seven quince of the over brickworks and harbour\nslowly the ferry inspector improvement",
    "lorem ipsum": LOREM,
    "numbers": "1. 12 345\n2. 6,789\n3. 10.5%\n£1.2m 2014–15\n4. 99\n2016\n7",
    "French": "Les enfants du port aiment le moulin.\nÉvaluation générale : bien\n1. Réparer la voile avant l’automne.",
    "German": "Die Fähre fährt mittags.\nGesamturteil: gut\n1. Das Segel ist vor dem Herbst zu flicken.\n• Der Hafen ist zu.",
    "Greek": "Το πλοίο φεύγει το μεσημέρι.\n1. Επισκευάστε το πανί.",
    "grades alone": "Good\nInadequate\nRequires improvement\nOutstanding\nGood",
    "bullets alone": "•\n■\n–\n1.\n2.\n",
    "a recipe": "Ingredients\n1. Two quinces\n2. Sugar\nMethod\n• Peel the quinces.\n• Boil them until good.\nServes: 4",
    "letters": "Dear Sir or Madam,\nThe lead inspector of drains was here on 4 May 2016.\nYours, I. Samplewright",
}
PRESS = Path(__file__).parent / "press"
ALLOWED = (Problem, Citation, LicenceStatement)


@cache
def documents() -> dict[str, Document]:
    """Everything that the contract is tried on."""
    noted = sif_report()
    noted[2] = [*heading("Recommendations"), *numbered(["The windmill[^4] turns.", *sentences("advice", 2)]), *NOTES]
    second = ilacs_report()
    return {
        **{path.name: read(path) for path in samples()},
        "sif": document(*sif_report()),
        "sif with furniture": document(*with_foot(noted, FOOT)),
        "ilacs": document(*with_foot(ilacs_report(), FOOT)),
        "two reports": document(*sif_report(), *second),
        "damaged": plain(DAMAGED),
        **{
            path.name: read(path)
            for path in sorted(path for path in filter(Path.is_file, PRESS.iterdir()) if path.is_file())
        },
        "title alone": document(sif_cover((), statement="", dates="", published="")),
        "empty pages": document([], []),
    }


NAMES = list(documents())


def reports(name: str) -> tuple[Report, ...]:
    return read_reports(documents()[name], vocabulary())


def extracted(extractor: str, name: str) -> list[Fact]:
    """What one extractor finds in all reports of a document that it is shown, or in its article."""
    module = extractors()[extractor]
    if getattr(module, "READS", None) is Article:
        article = read_article(documents()[name], vocabulary(), reports(name))
        return list(module.extract(article, vocabulary())) if article else []
    shown = [report for report in reports(name) if report.framework != "unknown" or hasattr(module, "ANY_DOCUMENT")]
    return [fact for report in shown for fact in module.extract(report, vocabulary())]


def everything(name: str) -> list[Fact]:
    return [fact for report in read_document(documents()[name]).reports for _, fact in report.facts]


def values(fact: Fact) -> Iterator[object]:
    for value in fact.values().values():
        yield from value if isinstance(value, tuple) else (value,)


every_extractor = pytest.mark.parametrize("extractor", sorted(extractors()))
every_document = pytest.mark.parametrize("name", NAMES)


@every_extractor
def test_extractor_says_what_it_is(extractor: str) -> None:
    module = extractors()[extractor]
    assert isinstance(module.VERSION, int)
    assert module.__doc__
    assert module.extract.__doc__


@every_extractor
@every_document
def test_every_quote_stands_at_its_place(extractor: str, name: str) -> None:
    pages = documents()[name].pages
    for fact in extracted(extractor, name):
        for part in fact.evidence:
            assert pages[part.page - 1].text[part.start : part.end] == part.quote
            assert part.quote.strip()


@every_extractor
@every_document
def test_only_problems_come_without_words(extractor: str, name: str) -> None:
    assert all(fact.evidence for fact in extracted(extractor, name) if not isinstance(fact, Problem))


@every_extractor
@every_document
def test_same_result_twice(extractor: str, name: str) -> None:
    assert extracted(extractor, name) == extracted(extractor, name)


@every_extractor
@every_document
def test_names_are_known_to_the_ontology(extractor: str, name: str) -> None:
    for fact in extracted(extractor, name):
        assert type(fact).__name__ in CONTEXT
        assert {field.name for field in fields(fact)} - {"evidence"} <= CONTEXT
        for value in values(fact):
            if isinstance(value, Code):
                assert value.code in vocabulary().scheme(value.scheme)
            elif isinstance(value, Entity):
                assert all(term(known) for known in (*value.types, *(predicate for predicate, _ in value.statements)))


@every_document
def test_keys_are_unique(name: str) -> None:
    for report in read_document(documents()[name]).reports:
        counted = Counter(fact.key for _, fact in report.facts)
        assert [key for key, count in counted.items() if count > 1] == []


@every_document
def test_texts_hold_no_furniture_and_no_footnotes(name: str) -> None:
    texts = [fact.text for fact in everything(name) if isinstance(fact, Recommendation | Finding)]
    document = documents()[name]
    small = {line.text for page in document.pages for line in page.lines if 0 < line.size < 11}
    strange = [line for line in small if len(line.split()) > 3 and any(line.strip() in text for text in texts)]
    assert strange == []
    assert not any("[^" in text or "windmill4" in text for text in texts)


def test_contract_is_tried_on_facts_of_every_kind() -> None:
    found = {type(fact).__name__ for name in NAMES for fact in everything(name)}
    assert found >= {name for name in CONTEXT if name[0].isupper()}


def strange_facts(garbage: Document) -> list[Fact]:
    """What no document without a report may yield."""
    return [
        fact for report in read_document(garbage).reports for _, fact in report.facts if not isinstance(fact, ALLOWED)
    ]


@pytest.mark.parametrize("text", GARBAGE.values(), ids=list(GARBAGE))
def test_nothing_out_of_garbage(text: str) -> None:
    bold = [Row(line, bold=True, size=14) for line in text.split("\n")]
    mixed = [Row(line, size=12 + 4 * (number % 2)) for number, line in enumerate(text.split("\n"))]
    for garbage in (plain(text), document(bold), document(mixed), document(bold, mixed, [])):
        assert strange_facts(garbage) == []
        assert [fact.code for fact in facts(garbage, Problem)] == ["unknown-framework"]


@pytest.mark.parametrize("text", GARBAGE.values(), ids=list(GARBAGE))
def test_nothing_but_the_record_out_of_garbage_below_a_title(text: str) -> None:
    rows = [row for line in text.split("\n") for row in paragraph(line)]
    found = strange_facts(document(sif_cover((), statement=""), summary(), rows))
    # A paragraph below a title is a finding or a statement, whatever it says; what is read out of its sentences points to it.
    read_out_of_findings = (Finding, Figure, PolarityReading, Statement, ThemeAssignment)
    assert [type(fact) for fact in found if not isinstance(fact, read_out_of_findings)] == [InspectionRecord]


def test_nothing_out_of_empty_pages() -> None:
    assert strange_facts(document([], [])) == []
    assert strange_facts(document([Row(" ")])) == []


PIECES = st.sampled_from(
    [
        "Good",
        "Inadequate",
        "requires",
        "improvement",
        "1.",
        "2.",
        "10.",
        "•",
        "■",
        "–",
        "12",
        "2016",
        "4",
        "May",
        "the",
        "ferry",
        "Act",
        "inspector:",
        "Recommendations",
        "services",
    ]
)


@settings(max_examples=60)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=7).map(" ".join), min_size=1, max_size=12), st.booleans())
def test_nothing_out_of_any_garbage(texts: list[str], bold: bool) -> None:
    assert strange_facts(document([Row(text, bold=bold) for text in texts])) == []
    assert strange_facts(plain("\n".join(texts))) == []


@settings(max_examples=60)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=7).map(" ".join), min_size=1, max_size=12), st.booleans())
def test_evidence_of_any_garbage_below_a_title_stands_at_its_place(texts: list[str], bold: bool) -> None:
    read_ = document(sif_cover(), summary(), [Row(text, bold=bold) for text in texts], bulleted(texts))
    for report in read_document(read_).reports:
        for _, fact in report.facts:
            assert all(read_.pages[p.page - 1].text[p.start : p.end] == p.quote for p in fact.evidence)


def test_module_put_into_the_folder_is_found_and_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "puddings.py").write_text(
        '"""Puddings."""\n'
        "from graph.facts import Code, Problem\n"
        "VERSION = 7\n"
        "def extract(report, vocabulary):\n"
        '    yield Problem(severity=Code("severity", "information"), code="pudding", message="there is pudding")\n'
        '    yield Problem(severity=Code("severity", "information"), code="pudding", message="there is more")\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(extract, "__path__", [*extract.__path__, str(tmp_path)])
    extractors.cache_clear()
    try:
        found = extract_all(reports("sif")[0], vocabulary())
        unknown = extract_all(reports("empty pages")[0], vocabulary())
    finally:
        extractors.cache_clear()
    puddings = [(source, fact.key) for source, fact in found.facts if "puddings" in source]
    assert puddings == [("puddings 7", ("problem", "pudding", "1")), ("puddings 7", ("problem", "pudding", "2"))]
    assert not any("puddings" in source for source, _ in unknown.facts)


LABELS = st.sampled_from(
    [
        label.replace("*", "Eastmere")
        for scheme in ("area", "section", "grade", "field", "role", "licence")
        for concept in vocabulary().scheme(scheme).values()
        for label in concept.labels
    ]
)
SCRAPS = st.one_of(LABELS, PIECES, st.sampled_from(["Dr Ann Lee HMI, Bo Day", "4 May 2016–9 June 2016", "[^3]"]))
ANY_ROW = st.builds(
    Row,
    text=st.lists(SCRAPS, min_size=1, max_size=3).map(" ".join),
    x=st.sampled_from([72.0, 100.0, 353.0, 390.0]),
    down=st.sampled_from([0.0, 7.0, 14.5, 30.0]),
    size=st.sampled_from([8.0, 12.0, 14.0, 26.0]),
    bold=st.booleans(),
)


@settings(max_examples=100)
@given(st.lists(st.lists(ANY_ROW, max_size=12), min_size=1, max_size=3), st.booleans())
def test_any_report_made_of_scraps_is_read(pages: list[list[Row]], titled: bool) -> None:
    scraps = document(*([sif_cover((), ""), summary()] if titled else []), *pages)
    flat = plain("-" + "\f".join(page.text for page in scraps.pages))
    for read_ in (scraps, flat):
        reading = read_document(read_)
        assert quads(reading)
        for report in reading.reports:
            for _, fact in report.facts:
                assert all(read_.pages[p.page - 1].text[p.start : p.end] == p.quote for p in fact.evidence)


ENDLESS = {
    "capitals": "KSCB ",
    "events": "serious case review ",
    "posts": "the interim head of service and ",
    "ranges": "from 20 to 30 ",
    "earlier inspections": "the inspection in 2012 judged good ",
    "one word": "s",
}
_LENGTH = 80_000


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Ends what takes this process longer."""

    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


@pytest.mark.parametrize("words", [*ENDLESS.values(), "• " + " " * _LENGTH + "• end"], ids=[*ENDLESS, "blanks"])
def test_text_without_an_end_is_read_in_little_time(words: str) -> None:
    """A real document of this length takes a second."""
    said = (words * _LENGTH)[:_LENGTH] if len(words) < _LENGTH else words
    text = "\f".join(page.text for page in document(*ilacs_report()).pages)
    with at_most(15):
        (reading,) = read_document(plain(f"{text}\n6. {said}\n")).reports
    assert any(isinstance(fact, Finding) for _, fact in reading.facts)


def test_empty_paragraph_is_none() -> None:
    text = "\f".join(page.text for page in document(*ilacs_report()).pages)
    found = facts(plain(f"{text}\n6.\n7. The ferry sails.\n"), Finding)
    assert found[-1].number == "7"
    assert all(finding.text for finding in found)
