"""Laws under their right titles, with sections, and guidance with the year that is printed."""

import pytest

from graph.document import Document, Line, Page
from graph.extract.laws import Citation, extract
from graph.structure import Report
from graph.structure.report import Section
from graph.vocabulary import vocabulary


def _read(text: str) -> list[tuple[str, str]]:
    line = Line(1, 0, len(text), text)
    document = Document("0" * 64, "eastmere.pdf", "application/pdf", (Page(1, text, (line,)),), True)
    section = Section("inspection-findings", "authority", "", "findings", None, (line,), ())
    facts = extract(Report(document, 1, (), (section,), (), "sif", "sif-2015"), vocabulary())
    return [
        (str(dict(fact.cites.statements)["dcterms:title"]), fact.provision)
        for fact in facts
        if isinstance(fact, Citation)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Eastmere was inspected under section 136 of the Education and Inspection Act 2006.",
            [("Education and Inspections Act 2006", "136")],
        ),
        ("Children in Eastmere are helped under the Childrens Act 1989.", [("Children Act 1989", "")]),
        (
            "The board knows Working Together to Safeguard Children (2015) well.",
            [("Working together to safeguard children 2015", "")],
        ),
        ("The Eastmere Ponds Act 1987 is older.", [("Eastmere Ponds Act 1987", "")]),
        ("Nobody in Eastmere named a law.", []),
    ],
)
def test_titles_and_sections(text: str, expected: list[tuple[str, str]]) -> None:
    assert _read(text) == expected


def test_law_has_its_identifier() -> None:
    laws = vocabulary().instances("id/law/", "http://data.europa.eu/eli/ontology#LegalResource")
    assert laws["children-act-1989"].one("http://www.w3.org/2004/02/skos/core#exactMatch").endswith("ukpga/1989/41")
    assert set(laws) <= set(vocabulary().scheme("law-title"))
