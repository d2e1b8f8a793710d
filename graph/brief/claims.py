"""Claims of articles that rest on the same words of a report."""

from collections import defaultdict
from collections.abc import Iterable

from ..rows import code

Row = dict[str, str]

DOUBTFUL = ("contradicted", "partly")


def doubtful_together(rows: Iterable[Row]) -> list[list[Row]]:
    """The claims that reports contradict or bear out in part, those that are held against the same words together.

    What is contradicted comes first, in a group and among groups; else the order is that of the rows.
    """
    ranked = sorted(
        (row for row in rows if code(row["status"]) in DOUBTFUL), key=lambda row: DOUBTFUL.index(code(row["status"]))
    )
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for number, row in enumerate(ranked):
        words = (row["words_source"], row["words_page"], row["words"])
        groups[words if row["words"] else (str(number),)].append(row)
    return list(groups.values())
