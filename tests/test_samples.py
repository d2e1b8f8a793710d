"""The sample documents: first the facts that a person wrote down from their pages, then their whole graphs as golden files."""

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph.document import Document, Evidence
from graph.extract.claims import Claim
from graph.extract.findings import Finding
from graph.extract.judgements import Judgement
from graph.extract.licences import LicenceStatement
from graph.extract.people import InspectionRole
from graph.extract.recommendations import Recommendation
from graph.facts import Fact, Problem
from graph.reading import read_document
from graph.register import register
from graph.settings import SAMPLES
from graph.sources import read
from graph.vocabulary import vocabulary

from .documents import facts, grades, record
from .renew_golden import GOLDEN, golden_files, samples

REPORTS = Path(__file__).with_name("reports")
WRITTEN = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(REPORTS.glob("*.json"))}


@cache
def sample(name: str) -> Document:
    return read(SAMPLES / name)


def quoted(fact: Fact) -> str:
    return " ".join(part.quote for part in fact.evidence)


def name_of(role: InspectionRole) -> str:
    return str(dict(role.member.statements)["foaf:name"])


def numbers(document: Document) -> list[int]:
    """All printed numbers of paragraphs."""
    printed = [fact.number for fact in facts(document, Finding) if not fact.list_name]
    return [int(number) for number in printed + [fact.number for fact in facts(document, Recommendation)]]


def count(addressee: str) -> Callable[[Document], int | None]:
    """Counts the recommendations to a body; nothing where the report has no part about it."""

    def counted(document: Document) -> int | None:
        if addressee == "lscb" and not record(document).reviews_board:
            return None
        return sum(fact.addressee.code == addressee for fact in facts(document, Recommendation))

    return counted


def recommendations(document: Document) -> list[list[Any]]:
    """Addressee, number, first words and page, as many words as a person wrote down."""
    return [
        [fact.addressee.code, fact.number, " ".join(fact.text.split()[:4]), fact.evidence[0].page]
        for fact in facts(document, Recommendation)
    ]


def findings(document: Document) -> list[list[Any]]:
    return [
        [fact.number, fact.area.code if fact.area else "", fact.evidence[0].page, " ".join(fact.text.split()[:4])]
        for fact in facts(document, Finding)
    ]


def is_whole_list(document: Document, written: list[list[Any]]) -> bool:
    return recommendations(document) == written


def is_among(document: Document, written: list[list[Any]]) -> bool:
    return all(entry in findings(document) for entry in written)


def is_printed(document: Document, written: bool) -> bool:
    return (record(document).published is not None) == written


def is_published(document: Document, written: str) -> bool:
    """Whether the printed day is read, or none where none is printed."""
    printed = WRITTEN[Path(document.name).stem]["published_printed"]
    return record(document).published == (date.fromisoformat(written) if printed else None)


def is_named(document: Document, written: str) -> bool:
    """Whether the cover's name of the authority is in the evidence, and means the authority that was read."""
    read_ = record(document)
    meant = register(vocabulary()).resolve(written, read_.periods[0].start)
    return written in quoted(read_) and meant is not None and meant.gss == read_.gss


def equals(value: Callable[[Document], Any]) -> Callable[[Document, Any], bool]:
    """Whether a value that is read is the one written down."""
    return lambda document, written: bool(value(document) == written)


CHECKS: dict[str, Callable[[Document, Any], bool]] = {
    "file": equals(lambda document: document.name),
    "framework": equals(lambda document: record(document).framework),
    "authority": is_named,
    "gss": equals(lambda document: record(document).gss),
    "problems": equals(lambda document: [fact.code for fact in facts(document, Problem)]),
    "start": equals(lambda document: record(document).periods[0].start.isoformat()),
    "end": equals(lambda document: record(document).periods[-1].end.isoformat()),
    "published": is_published,
    "published_printed": is_printed,
    "lead_inspector": equals(
        lambda document: " and ".join(
            name_of(fact) for fact in facts(document, InspectionRole) if fact.role.code == "lead-inspector"
        )
    ),
    "judgements": equals(grades),
    "recommendations_authority": equals(count("authority")),
    "recommendations_lscb": equals(count("lscb")),
    "last_finding_number": equals(lambda document: max(numbers(document))),
    "team": equals(lambda document: [[fact.role.code, name_of(fact)] for fact in facts(document, InspectionRole)]),
    "recommendations": is_whole_list,
    "findings": is_among,
    "licence": equals(lambda document: " ".join(fact.license.code for fact in facts(document, LicenceStatement))),
}


def text_of(document: Document) -> str:
    return " ".join(" ".join(page.text for page in document.pages).split())


def stand_in_the_text(document: Document, written: list[str]) -> bool:
    return all(words in text_of(document) for words in written)


def are_claimed(document: Document, written: list[list[Any]]) -> bool:
    """Whether the words of each claim stand in the article, and those of its evidence on their page of the report."""
    report = sample(WRITTEN[Path(document.name).stem]["report"])
    return all(
        words in text_of(document)
        and (page is None or " ".join(quote.split()) in " ".join(report.pages[page - 1].text.split()))
        for words, _, page, quote in written
    )


def day_stands_in_the_text(document: Document, written: str) -> bool:
    day = date.fromisoformat(written)
    return f"{day.day} {day:%B %Y}" in text_of(document)


def is_known(document: Document, written: str) -> bool:
    return register(vocabulary()).get(written) is not None


ARTICLE_CHECKS: dict[str, Callable[[Document, Any], bool]] = {
    "file": equals(lambda document: document.name),
    "authority": lambda document, written: stand_in_the_text(document, [written.removesuffix(" Council")]),
    "gss": is_known,
    "published": day_stands_in_the_text,
    "published_printed": lambda document, written: bool(written),
    "publisher": lambda document, written: stand_in_the_text(document, [written]),
    "headline": lambda document, written: stand_in_the_text(document, [written]),
    "report": lambda document, written: (SAMPLES / written).is_file(),
    "furniture": stand_in_the_text,
    "claims": are_claimed,
}


@pytest.mark.parametrize(("stem", "key"), [(stem, key) for stem, written in WRITTEN.items() for key in written])
def test_fact_that_a_person_wrote_down(stem: str, key: str) -> None:
    written = WRITTEN[stem]
    checks = CHECKS if "framework" in written else ARTICLE_CHECKS
    assert key in checks, f"nothing checks '{key}'; add a check"
    assert checks[key](sample(written["file"]), written[key]), f"{key}: {written[key]}"


def test_every_sample_has_facts_that_a_person_wrote_down() -> None:
    assert {written["file"] for written in WRITTEN.values()} == {path.name for path in samples()}


@pytest.mark.parametrize("stem", [stem for stem, written in WRITTEN.items() if "framework" in written])
def test_sample_report_is_read_without_any_other_problem(stem: str) -> None:
    document = sample(WRITTEN[stem]["file"])
    assert all(fact.grade for fact in facts(document, Judgement))
    assert {fact.complete for fact in facts(document, Recommendation)} == {"yes"}


@pytest.mark.parametrize("stem", [stem for stem, written in WRITTEN.items() if "framework" not in written])
def test_sample_article_is_read_as_one(stem: str) -> None:
    written = WRITTEN[stem]
    (read,) = read_document(sample(written["file"])).reports
    assert read.article
    assert read.record is None
    record = read.article_record
    assert record
    assert (record.gss, record.headline, record.publisher) == (
        written["gss"],
        written["headline"],
        written["publisher"],
    )
    assert str(record.published) == written["published"]
    assert not [fact for _, fact in read.facts if isinstance(fact, Problem)]
    said = " ".join(fact.text for _, fact in read.facts if isinstance(fact, Claim))
    assert not [line for line in written["furniture"] if line in said]


@pytest.mark.parametrize("stem", [stem for stem, written in WRITTEN.items() if "framework" not in written])
def test_claims_of_the_sample_article_are_found(stem: str) -> None:
    written = WRITTEN[stem]
    (read,) = read_document(sample(written["file"])).reports
    texts = [fact.text for _, fact in read.facts if isinstance(fact, Claim)]
    missed = [claim for claim, *_ in written["claims"] if not any(claim in text or text in claim for text in texts)]
    assert missed == []


def test_golden_files() -> None:
    made = golden_files()
    assert sorted(made) == sorted(path.name for path in GOLDEN.glob("*.ttl"))
    changed = [name for name, content in made.items() if (GOLDEN / name).read_bytes() != content]
    assert changed == [], "read the difference that python -m tests.renew_golden makes before committing it"


def test_evidence_of_samples_stands_at_its_place() -> None:
    for path in samples():
        document = sample(path.name)
        parts: list[Evidence] = [
            part for report in read_document(document).reports for _, fact in report.facts for part in fact.evidence
        ]
        assert all(document.pages[part.page - 1].text[part.start : part.end] == part.quote for part in parts)
