"""Licences: the terms of use that a document prints about itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..document import Evidence, Page
from ..facts import Code, Fact
from ..structure import Report
from ..vocabulary import Vocabulary, tokens

VERSION = 1
ANY_DOCUMENT = True

_LONGEST = 600  # characters to look back and ahead for the ends of the sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceStatement(Fact):
    """The licence that a document prints."""

    license: Code

    @property
    def key(self) -> tuple[str, ...]:
        return ("licence", self.license.code)


def extract(report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
    """The first licence found from the last page backwards, where reports print it."""
    for page in reversed(report.document.pages):
        for code, concept in vocabulary.scheme("licence").items():
            for label in concept.labels:
                if evidence := _find(page, label):
                    yield LicenceStatement(evidence=(evidence,), license=Code("licence", code))
                    return


def _find(page: Page, wording: str) -> Evidence | None:
    pattern = r"[\s-]+".join(re.escape(word) for word in tokens(wording))
    found = re.search(pattern, page.text, re.IGNORECASE)
    if not found:
        return None
    before = page.text.rfind(". ", max(0, found.start() - _LONGEST), found.start())
    after = page.text.find(".", found.end(), found.end() + _LONGEST)
    lines_before = page.text.rfind(".\n", max(0, found.start() - _LONGEST), found.start())
    start = max(before, lines_before) + 2 if max(before, lines_before) >= 0 else found.start()
    end = after + 1 if after >= 0 else found.end()
    return Evidence(page.number, start, end, page.text[start:end])
