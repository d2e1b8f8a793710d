"""Where facts come from: one module per kind of fact, each with ``VERSION`` and ``extract``.

A module that is put here is found and run; nothing else has to change. ``extract(report, vocabulary)`` yields facts;
what it is unsure of it yields as a :class:`~graph.facts.Problem`. Modules that set ``ANY_DOCUMENT`` also see documents
of no known framework.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Protocol, cast

from ..facts import Fact, Problem, ReportFacts
from ..structure import Report
from ..vocabulary import Vocabulary


class Extractor(Protocol):
    """What a module of this package offers."""

    VERSION: int

    def extract(self, report: Report, vocabulary: Vocabulary) -> Iterator[Fact]:
        """Facts and problems of a report, in the order of reading."""


@lru_cache(maxsize=1)
def extractors() -> dict[str, Extractor]:
    """All extractors by name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: cast(Extractor, importlib.import_module(f"{__name__}.{name}")) for name in names}


def extract_all(report: Report, vocabulary: Vocabulary) -> ReportFacts:
    """Everything that the extractors find in a report."""
    found: list[tuple[str, Fact]] = []
    counts: dict[str, int] = {}
    for name, extractor in extractors().items():
        if report.framework == "unknown" and not getattr(extractor, "ANY_DOCUMENT", False):
            continue
        for fact in extractor.extract(report, vocabulary):
            if isinstance(fact, Problem):
                counts[fact.code] = counts.get(fact.code, 0) + 1
                found.append((f"{name} {extractor.VERSION}", replace(fact, order=counts[fact.code])))
            else:
                found.append((f"{name} {extractor.VERSION}", fact))
    return ReportFacts(report.order, tuple(found))
