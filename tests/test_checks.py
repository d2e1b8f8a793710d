"""Checks: clean on the samples, and each seen to find what is planted for it."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from graph import iris
from graph.checks import Failure, check
from graph.query_file import read_query
from graph.settings import BASE, IG, LINKS_GRAPH, QUERIES
from graph.store import NewDocument, Store, StoredDocument, writing

QUALITY = QUERIES / "quality" / "checks"
TEXT = "The grade is good. The plan is kept by all."
PREFIXES = {
    "ig": IG,
    "oa": "http://www.w3.org/ns/oa#",
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
}

Statement = tuple[str, str, str]


def node(value: str) -> str:
    """A term: ``<...>`` under the namespace, a prefixed name, or a literal as it stands."""
    if value.startswith('"'):
        prefix, _, name = value.partition("^^xsd:")
        return f"{prefix}^^<http://www.w3.org/2001/XMLSchema#{name}>" if name else value
    if value.startswith("<"):
        return f"<{BASE}{value[1:]}"
    prefix, _, name = value.partition(":")
    return f"<{PREFIXES[prefix]}{name}>"


class Planted:
    """A document that is made of statements; ``here`` is its own IRI below the namespace."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.sha256 = hashlib.sha256(name.encode()).hexdigest()
        self.here = iris.document(self.sha256).removeprefix(BASE)
        self.statements: list[Statement] = [
            (f"<{self.here}>", "dcterms:format", '"text/plain"'),
            (f"<{self.here}>", "ig:fileName", f'"{name}"'),
            (f"<{self.here}>", "ig:pageCount", '"1"^^xsd:integer'),
            (f"<{self.here}>", "ig:sha256", f'"{self.sha256}"'),
        ]
        self.is_a(f"<{self.here}>", "ig:Document")

    def is_a(self, subject: str, name: str) -> None:
        self.statements.append((subject, "rdf-type", name))

    def say(self, subject: str, **values: str) -> None:
        """Statements about a subject; in the names of properties ``__`` stands for a colon."""
        self.statements += [(subject, name.replace("__", ":"), value) for name, value in values.items()]

    def evidence(self, start: int, end: int, quote: str = "", digest: str = "") -> str:
        """Words of the only page."""
        words = TEXT[start:end]
        here = f"{self.here}/text/1/{start}-{end}"
        self.is_a(f"<{here}>", "oa:SpecificResource")
        self.is_a(f"<{here}/quote>", "oa:TextQuoteSelector")
        self.is_a(f"<{here}/position>", "oa:TextPositionSelector")
        self.say(
            f"<{here}>",
            oa__hasSource=f"<{self.here}>",
            ig__page='"1"^^xsd:integer',
            ig__quoteDigest=f'"{digest or hashlib.sha256(words.encode()).hexdigest()}"',
        )
        self.say(f"<{here}>", oa__hasSelector=f"<{here}/quote>")
        self.say(f"<{here}>", oa__hasSelector=f"<{here}/position>")
        self.say(f"<{here}/quote>", oa__exact=f'"{quote or words}"')
        self.say(f"<{here}/position>", oa__start=f'"{start}"^^xsd:integer', oa__end=f'"{end}"^^xsd:integer')
        return f"<{here}>"

    def report(self) -> str:
        """A report of no known framework."""
        report = f"<{self.here}/report>"
        self.is_a(report, "ig:Report")
        self.say(report, dcterms__isPartOf=f"<{self.here}>", ig__framework="<framework/unknown>")
        return report

    def inspection(self, end: str = "2020-01-31", framework: str = "sif", authority: str = "X99000001") -> str:
        """An inspection that several documents may tell of."""
        inspection = "<id/inspection/X99000001/2020-01-20>"
        self.is_a(inspection, "ig:Inspection")
        self.say(
            inspection,
            ig__framework=f"<framework/{framework}>",
            ig__authority=f"<id/authority/{authority}>",
            schema__endDate=f'"{end}"^^xsd:date',
        )
        return inspection

    def document(self) -> NewDocument:
        """The document as a store takes it."""
        type_ = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
        lines = [
            f"{node(subject)} {type_ if name == 'rdf-type' else node(name)} {node(value)} <{BASE}{self.here}> .\n"
            for subject, name, value in self.statements
        ]
        stored = StoredDocument(self.sha256, self.name, "text/plain", "1", "unknown")
        return NewDocument(stored, "".join(lines).encode(), (TEXT,))


def stored(folder: Path, documents: Iterable[Planted], vocabulary: bool = False) -> Store:
    """A store of planted documents."""
    return stored_documents(folder, [each.document() for each in documents], vocabulary)


def stored_documents(folder: Path, documents: Iterable[NewDocument], vocabulary: bool = False) -> Store:
    with writing(folder) as writer, writer.next_generation() as generation:
        generation.add(documents)
        if vocabulary:
            generation.set_vocabulary("any")
    return Store(folder)


def planted_store(folder: Path) -> Path:
    """A store with one document, one of whose quotes is wrong."""
    planted = Planted("wrong.txt")
    planted.evidence(0, 18, quote="The grade is poor.")
    stored(folder, [planted])
    return folder


def found(store: Store, name: str) -> list[Failure]:
    return [failure for failure in check(store) if failure.check == name]


#
# Quotes
#


def test_samples_are_clean(sample_store: Store) -> None:
    told: list[int] = []
    assert check(sample_store, lambda number, total, name: told.append(number)) == []
    assert told == [1, 2, 3]


def test_right_evidence_is_no_failure(tmp_path: Path) -> None:
    planted = Planted("right.txt")
    planted.evidence(0, 18)
    planted.evidence(19, 43)
    assert check(stored(tmp_path, [planted])) == []


def test_a_wrong_quote_is_found(tmp_path: Path) -> None:
    (failure,) = check(Store(planted_store(tmp_path)))
    assert (failure.check, failure.source) == ("quotes", "wrong.txt")
    assert failure.subject.endswith("/text/1/0-18")
    assert "'The grade is good.'" in failure.message
    assert str(failure) == f"quotes: wrong.txt: {failure.subject}: {failure.message}"


def test_a_wrong_digest_is_found(tmp_path: Path) -> None:
    planted = Planted("wrong.txt")
    planted.evidence(0, 18, digest="0" * 64)
    assert len(found(stored(tmp_path, [planted]), "quotes")) == 1


def test_a_wrong_place_is_found(tmp_path: Path) -> None:
    planted = Planted("wrong.txt")
    words = "The plan is kept"
    planted.evidence(18, 18 + len(words), quote=words, digest=hashlib.sha256(words.encode()).hexdigest())
    assert len(found(stored(tmp_path, [planted]), "quotes")) == 1


def test_evidence_without_a_place_is_found(tmp_path: Path) -> None:
    planted = Planted("wrong.txt")
    planted.evidence(0, 18)
    planted.statements = [each for each in planted.statements if each[1] != "oa:start"]
    store = stored(tmp_path, [planted])
    assert "missing or no number" in found(store, "quotes")[0].message
    assert found(store, "shapes")


#
# Shapes
#


def test_a_missing_grade_is_found(tmp_path: Path) -> None:
    planted = Planted("graded.txt")
    judgement = f"<{planted.here}/judgement/overall>"
    planted.is_a(judgement, "ig:Judgement")
    planted.say(judgement, ig__agreed='"single"', ig__area="<area/overall>", dcterms__isPartOf=planted.report())
    messages = [failure.message for failure in found(stored(tmp_path / "without", [planted]), "shapes")]
    assert any(message.startswith("A judgement has exactly one ig:grade") for message in messages)
    planted.say(judgement, ig__grade="<grade/good>")
    messages = [failure.message for failure in found(stored(tmp_path / "with", [planted]), "shapes")]
    assert not any(message.startswith("A judgement has exactly one ig:grade") for message in messages)


def test_failures_of_many_documents_come_sorted(tmp_path: Path) -> None:
    planted = [Planted(f"{number}.txt") for number in (3, 1, 2)]
    for each in planted:
        each.statements = [statement for statement in each.statements if statement[1] != "ig:pageCount"]
    failures = check(stored(tmp_path, planted))
    assert [failure.source for failure in failures] == ["1.txt", "2.txt", "3.txt"]
    assert {failure.check for failure in failures} == {"shapes"}


#
# Quality queries
#


def differing_days(folder: Path) -> Store:
    first, second = Planted("a.txt"), Planted("b.txt")
    first.inspection(end="2020-01-31")
    second.inspection(end="2020-02-07")
    return stored(folder, [first, second], vocabulary=True)


def differing_frameworks(folder: Path) -> Store:
    first, second = Planted("a.txt"), Planted("b.txt")
    first.inspection(framework="sif")
    second.inspection(framework="ilacs")
    return stored(folder, [first, second], vocabulary=True)


def unknown_authority(folder: Path) -> Store:
    planted = Planted("a.txt")
    planted.inspection(authority="E99999999")
    return stored(folder, [planted], vocabulary=True)


def unknown_grade(folder: Path) -> Store:
    planted = Planted("a.txt")
    planted.say(f"<{planted.here}/judgement/overall>", ig__grade="<grade/splendid>", ig__area="<area/overall>")
    return stored(folder, [planted], vocabulary=True)


def unknown_role(folder: Path) -> Store:
    planted = Planted("a.txt")
    planted.say(f"<{planted.here}/membership/jester/a>", org__role="<role/jester>")
    return stored(folder, [planted], vocabulary=True)


def repeated_number(folder: Path) -> Store:
    return stored(folder, [_numbered("finding/7")], vocabulary=True)


def _numbered(finding: str) -> Planted:
    """A report with a printed recommendation 7 and a finding 7."""
    planted = Planted("a.txt")
    report = planted.report()
    for fact, name, section in (
        ("recommendation/authority/7", "ig:Recommendation", "recommendations"),
        (finding, "ig:Finding", "inspection-findings"),
    ):
        planted.is_a(f"<{planted.here}/{fact}>", name)
        planted.say(
            f"<{planted.here}/{fact}>",
            dcterms__isPartOf=report,
            ig__number='"7"',
            ig__page='"12"^^xsd:integer',
            ig__section=f"<section/{section}>",
        )
    return planted


def dangling_link(folder: Path) -> Store:
    planted = Planted("a.txt")
    link = f"{BASE}id/link/contradiction/0123456789abcdef"
    quad = f"<{link}> <{IG}left> <{BASE}{planted.here}/figure/1> <{LINKS_GRAPH}> .\n"
    document = planted.document()
    return stored_documents(folder, [replace(document, quads=document.quads + quad.encode())])


PLANTED = [
    ("dangling-links", dangling_link, 1, "/figure/1, which no document states"),
    ("differing-inspections", differing_days, 2, "its last day is 2020-01-31 here and 2020-02-07 in b.txt"),
    ("differing-inspections", differing_frameworks, 2, "its framework is sif here and ilacs in b.txt"),
    ("unknown-authorities", unknown_authority, 1, "the register does not know this authority"),
    ("unknown-concepts", unknown_grade, 1, "no scheme has this concept"),
    ("unknown-concepts", unknown_role, 1, "no scheme has this concept"),
    ("repeated-numbers", repeated_number, 1, "a finding on page 12 has the number 7 too"),
]


@pytest.mark.parametrize(("name", "plant", "count", "words"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_quality_query_finds_what_is_planted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, plant: object, count: int, words: str
) -> None:
    assert callable(plant)
    store = plant(tmp_path)
    monkeypatch.setattr("graph.checks._shapes", lambda store, documents: iter(()))
    failures = check(store)
    assert {failure.check for failure in failures} == {name}
    assert len(failures) == count
    assert failures[0].source == "a.txt"
    assert words in failures[0].message
    assert not failures[0].subject.startswith("http")


def test_every_quality_query_is_documented_and_seen_to_find_something() -> None:
    files = sorted(QUALITY.glob("*.rq"))
    assert {path.stem for path in files} == {name for name, *_ in PLANTED}
    for path in files:
        query = read_query(path, path.stem, "quality")
        assert tuple(query.columns) == ("source", "subject", "message")
        assert "check" in query.tags


def test_documents_that_agree_are_no_failure(tmp_path: Path) -> None:
    first, second = Planted("a.txt"), Planted("b.txt")
    first.inspection()
    second.inspection()
    assert not found(stored(tmp_path, [first, second], vocabulary=True), "differing-inspections")


def test_the_order_of_bullets_is_no_printed_number(tmp_path: Path) -> None:
    planted = _numbered("finding/authority/all/strengths/7")
    assert not found(stored(tmp_path, [planted], vocabulary=True), "repeated-numbers")
