"""Where facts come from: one module per kind of fact, each with ``VERSION`` and ``extract``.

A module that is put here is found and run; nothing else has to change. ``extract(report, vocabulary)`` yields facts;
what it is unsure of it yields as a :class:`~graph.facts.Problem`. Modules that set ``ANY_DOCUMENT`` also see documents
of no known framework. A module whose ``READS`` is :class:`~graph.structure.Article` reads articles, and no reports.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol, cast

from ..facts import Fact, Problem, ReportFacts
from ..structure import Article, Report
from ..vocabulary import Vocabulary


class Extractor(Protocol):
    """What a module of this package offers."""

    VERSION: int

    def extract(self, read: Any, vocabulary: Vocabulary) -> Iterator[Fact]:
        """Facts and problems of a report, or of an article, in the order of reading."""


@lru_cache(maxsize=1)
def extractors() -> dict[str, Extractor]:
    """All extractors by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast(Extractor, importlib.import_module(f"{__name__}.{name}")) for name in names}


def extract_all(report: Report, vocabulary: Vocabulary) -> ReportFacts:
    """Everything that the extractors find in a report."""
    readers = {
        name: extractor
        for name, extractor in _readers_of(Report).items()
        if report.framework != "unknown" or getattr(extractor, "ANY_DOCUMENT", False)
    }
    return ReportFacts(report.order, tuple(_found(readers, report, vocabulary)))


def extract_article(article: Article, vocabulary: Vocabulary) -> ReportFacts:
    """Everything that the extractors find in an article."""
    return ReportFacts(1, tuple(_found(_readers_of(Article), article, vocabulary)), article=True)


def _readers_of(kind: type) -> dict[str, Extractor]:
    return {name: extractor for name, extractor in extractors().items() if getattr(extractor, "READS", Report) is kind}


def _found(readers: dict[str, Extractor], read: Report | Article, vocabulary: Vocabulary) -> Iterator[tuple[str, Fact]]:
    """Facts with the names of their readers; problems of one code are counted."""
    counts: dict[str, int] = {}
    for name, extractor in readers.items():
        for fact in extractor.extract(read, vocabulary):
            if isinstance(fact, Problem):
                counts[fact.code] = counts.get(fact.code, 0) + 1
                yield f"{name} {extractor.VERSION}", replace(fact, order=counts[fact.code])
            else:
                yield f"{name} {extractor.VERSION}", fact
