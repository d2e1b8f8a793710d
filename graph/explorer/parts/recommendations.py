"""Recommendations: what stands behind them, and what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from ...brief.courses import BETTER, CAME_BACK, NEW, Course, courses
from ...network.gather import Inspection
from ...rows import Row, code, grouped
from .inspected import Inspected


@dataclass(frozen=True, slots=True)
class Support:
    """A finding that supports a recommendation; ``basis`` is the code of the ground."""

    basis: str
    confidence: float
    link: str
    finding: Row


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation, its themes by importance, and what came before and after.

    ``before`` and ``after`` are rows of recurrences; ``is_new`` says that none of the inspections read before asked for it, ``is_open``
    that there are such inspections, but whether they asked for it is not known.
    """

    row: Row
    themes: tuple[str, ...]
    before: tuple[Row, ...]
    after: tuple[Row, ...]
    is_new: bool
    is_open: bool
    support: tuple[Support, ...] = ()

    @property
    def addressee(self) -> str:
        """The code of whom it is addressed to."""
        return code(self.row["addressee"])

    @property
    def outcome(self) -> str:
        """The code of what the latest inspection that has something on it says has become of it."""
        return code(self.after[-1]["outcome"]) if self.after else ""


def recommendations(
    held: Inspected, inspection: Inspection, findings: Iterable[Row] | None = None
) -> list[Recommendation]:
    """The recommendations of an inspection in the order of the report; with the findings that support them if those are given."""
    rows = held.facts("recommendations", inspection)
    themes = grouped(held.rows("explorer-themes", "item", [row["fact"] for row in rows]), "item")
    linked = recurrences(held, inspection.authority)
    before, after = grouped(linked, "later"), grouped(linked, "earlier")
    support = _support(held, inspection, findings) if findings is not None else {}
    is_first = not any(each.start < inspection.start for each in held.of_authority(inspection.authority))
    found = []
    for row in rows:
        asked = before.get(row["fact"], [])
        found.append(
            Recommendation(
                row=row,
                themes=tuple(dict.fromkeys(theme["theme"] for theme in themes.get(row["fact"], []))),
                before=tuple(each for each in asked if each["earlier"]),
                after=tuple(sorted(after.get(row["fact"], []), key=lambda each: each["later_start"])),
                is_new=any(code(each["outcome"]) == NEW for each in asked),
                is_open=not (asked or is_first),
                support=tuple(support.get(row["fact"], [])),
            )
        )
    return sorted(found, key=lambda each: (each.addressee, int(each.row["position"]), each.row["fact"]))


def _support(held: Inspected, inspection: Inspection, findings: Iterable[Row]) -> dict[str, list[Support]]:
    known = {row["fact"]: row for row in findings}
    pairs = [row for row in held.facts("support", inspection) if row["finding"] in known]
    return {
        fact: [
            Support(code(row["basis"]), float(row["confidence"]), row["fact"], known[row["finding"]]) for row in group
        ]
        for fact, group in grouped(pairs, "recommendation").items()
    }


def recurrences(held: Inspected, authority: str) -> list[Row]:
    """What became of what an authority was asked for, without what stands in poorer copies only."""
    return _own(held, held.data.rows("explorer-recurrences", "authority", [authority] if authority else []))


def _own(held: Inspected, rows: Iterable[Row]) -> list[Row]:
    """Rows of recurrences that do not stand in copies."""
    return [row for row in rows if not {row["later_document"], row["earlier_document"]} & held.copies.keys()]


def all_courses(held: Inspected, authority: str) -> list[Course]:
    """What an authority was asked for, step by step; steps have the IRIs of documents as their sources."""
    found = _courses(recurrences(held, authority))
    return sorted(found, key=lambda each: (each.start, each.times, each.theme), reverse=True)


def courses_of_theme(held: Inspected, theme: str) -> list[Course]:
    """What became of what any authority was asked for on a theme, the same way."""
    rows = held.data.once("courses", lambda: _courses(_own(held, held.data.rows("explorer-recurrences"))))
    return [each for each in rows if theme in each.themes]


def _courses(rows: Iterable[Row]) -> list[Course]:
    return courses(
        row
        | {
            "outcome": code(row["outcome"]),
            "later_source": row["later_document"],
            "earlier_source": row["earlier_document"],
        }
        for row in rows
    )


def by_outcome(found: list[Course], latest: str) -> dict[str, list[Course]]:
    """Courses that came back, that went better, and those that the latest inspection (by its first day) asks for as new."""
    return {
        "back": [each for each in found if each.outcome in CAME_BACK],
        "better": [each for each in found if each.outcome in BETTER],
        "new": [each for each in found if each.outcome == NEW and each.start == latest],
    }
