"""What a query may cost."""

import os
from dataclasses import dataclass

from ...errors import QueryError

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a query may run, how much it may give and take, and how many are answered at once."""

    seconds: float = 10.0
    rows: int = 100_000
    """Rows or triples of an answer; what is more is cut off, and the answer says so."""
    shown: int = 10_000
    """Rows of an answer that a page shows."""
    answer_bytes: int = 100 * _MEGABYTE
    memory_bytes: int = 2048 * _MEGABYTE
    """What a query may take beyond what a process has when it opens the store."""
    request_bytes: int = _MEGABYTE
    workers: int = 2
    waiting: int = 16
    """Queries that wait for a process; more are told to come back."""

    @classmethod
    def of_environment(cls) -> "Limits":
        """The limits, with those that INSPECTION_GRAPH_QUERY_SECONDS and INSPECTION_GRAPH_QUERY_ROWS set.

        :raises QueryError: if one of them is no number above nought
        """
        return cls(
            seconds=float(_number("INSPECTION_GRAPH_QUERY_SECONDS", "10")),
            rows=_number("INSPECTION_GRAPH_QUERY_ROWS", "100000"),
            workers=max(2, min(4, os.cpu_count() or 2)),
        )


def _number(name: str, default: str) -> int:
    text = os.environ.get(name) or default
    if not text.isdecimal() or int(text) < 1:
        raise QueryError(f"{name} is '{text}'; expected a whole number from 1")
    return int(text)
