"""What the editor completes: the terms of the graph with their labels and meanings, as data for its script."""

from ...rows import Row
from ...syntax import prefixes
from ..data import Data
from .sheet import shortened

_LONGEST_COMMENT = 200


def terms(data: Data) -> dict[str, object]:
    """The prefixes, and each term as a list of how it is written, its kind, its label and what it means."""
    return data.once("terms of the editor", lambda: _terms(data))


def labels(data: Data) -> dict[str, str]:
    """The labels of concepts and authorities by their IRIs."""
    kinds = ("concept", "authority")
    rows = data.rows("explorer-terms")
    return data.once("labels of terms", lambda: {row["term"]: row["label"] for row in rows if row["kind"] in kinds})


def _terms(data: Data) -> dict[str, object]:
    own = data.rows("explorer-terms")
    known = {row["term"] for row in own}
    others = [*_used(data, "class"), *_used(data, "property")]
    return {
        "prefixes": prefixes(),
        "terms": [_entry(row) for row in [*own, *(row for row in others if row["term"] not in known)]],
    }


def _used(data: Data, kind: str) -> list[Row]:
    """Terms of other vocabularies that the graph uses."""
    rows = data.rows("explorer-classes" if kind == "class" else "explorer-properties")
    return [{"term": row[kind], "kind": kind, "label": "", "comment": ""} for row in rows]


def _entry(row: Row) -> list[str]:
    short = shortened(row["term"])
    is_short = any(short.startswith(f"{name}:") for name in prefixes())
    comment = row["comment"]
    cut = comment if len(comment) <= _LONGEST_COMMENT else comment[:_LONGEST_COMMENT].rsplit(" ", 1)[0] + " …"
    return [short if is_short and "/" not in short else f"<{row['term']}>", row["kind"], row["label"], cut]
