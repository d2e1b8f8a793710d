"""The press: articles, what they claim, and what became of each claim."""

from collections import Counter
from dataclasses import dataclass

from ...brief.claims import DOUBTFUL, Point, doubtful_together, points
from ...rows import Row, code
from .inspected import Inspected

_ORDER = (*DOUBTFUL, "not-in-report", "corroborated", "")


@dataclass(frozen=True, slots=True)
class Article:
    """An article and its claims: those first that a report contradicts, then those it bears out in part."""

    row: Row
    inspections: tuple[str, ...]
    claims: tuple[Row, ...]

    @property
    def doubtful(self) -> list[list[Point]]:
        """Points that a report contradicts, then those it bears out in part, by the words that they were held against."""
        return doubtful_together(self.claims)

    @property
    def others(self) -> list[Row]:
        """All other claims."""
        return [row for row in self.claims if code(row["status"]) not in DOUBTFUL]

    @property
    def statuses(self) -> dict[str, int]:
        """How many claims have which status, by its code; an empty code is that of claims that were not compared."""
        counts = Counter(code(row["status"]) for row in self.claims)
        return {status: counts[status] for status in sorted(counts, key=_place)}

    @property
    def points(self) -> dict[str, int]:
        """How many points the claims of a doubtful status come to."""
        return Counter(
            code(point[0]["status"]) for point in points(self.claims) if code(point[0]["status"]) in DOUBTFUL
        )


def articles(held: Inspected, authority: str = "", inspection: str = "", document: str = "") -> list[Article]:
    """The articles about an authority, or about an inspection, or in a document."""
    rows = [
        row
        for row in held.data.rows("network-articles")
        if (authority and row["authority"] == authority)
        or (inspection and row["inspection"] == inspection)
        or (document and row["document"] == document)
    ]
    found = {row["article"]: row for row in rows}
    return [
        Article(
            row,
            tuple(sorted({one["inspection"] for one in rows if one["article"] == iri and one["inspection"]})),
            _claims(held, iri),
        )
        for iri, row in found.items()
    ]


def _claims(held: Inspected, article: str) -> tuple[Row, ...]:
    found = {row["fact"]: row for row in reversed(held.data.rows("network-claims", "article", [article]))}
    return tuple(
        sorted(found.values(), key=lambda row: (_place(code(row["status"])), int(row["position"]), row["fact"]))
    )


def _place(status: str) -> int:
    return _ORDER.index(status) if status in _ORDER else len(_ORDER)


def contradictions(held: Inspected, authority: str) -> list[Row]:
    """What cannot both be right in reports on an authority; what articles say else is told with their claims."""
    return [
        row
        for row in held.data.rows("network-contradictions")
        if row["authority"] == authority
        and code(row["scope"]) != "article"
        and not {row["left_document"], row["right_document"]} & held.copies.keys()
    ]
