"""What a link asks of a network: the subject, the layout, what was expanded, and what was moved where."""

from base64 import b32encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from ...errors import QueryError

LAYOUTS = {
    "time": "By time and kind",
    "column": "One column",
    "kinds": "Lists by kind",
    "rings": "Rings around the subject",
    "force": "Near what it is linked with",
}
WHOLE = ("kinds", "rings", "force")
"""Layouts in which what was expanded before has its place too; in the others it stands beside the subject's own picture."""
_MOST_OPENED, _MOST_MOVED, _FARTHEST = 60, 200, 99_999
_LONGEST = 600  # characters of a name or an IRI


@dataclass(frozen=True, slots=True)
class Opened:
    """A node that was expanded, by its key: laid out with all others, to be given a place, or with a block at a place."""

    key: str
    laid: bool = True
    corner: tuple[int, int] | None = None

    def __str__(self) -> str:
        return (
            self.key
            if self.laid
            else f"{self.key}.n"
            if self.corner is None
            else f"{self.key}.{self.corner[0]}.{self.corner[1]}"
        )


@dataclass(frozen=True, slots=True)
class State:
    """What is asked for: ``moved`` are keys of nodes with the places they were moved to."""

    of: str
    layout: str = "time"
    opened: tuple[Opened, ...] = ()
    moved: tuple[tuple[str, int, int], ...] = ()


@lru_cache(maxsize=20_000)
def key_of(iri: str) -> str:
    """A short name of a node for links."""
    return b32encode(sha256(iri.encode()).digest()).decode()[:7].lower()


def read_state(parameters: Mapping[str, str]) -> State:
    """What the parameters of a link ask for.

    :raises QueryError: if they cannot be read
    """
    layout = parameters.get("layout") or "time"
    if layout not in LAYOUTS:
        raise QueryError(f"layout: '{layout[:40]}' is none; there are {', '.join(LAYOUTS)}")
    opened = tuple(map(_opened, _parts(parameters, "open", _MOST_OPENED)))
    moved = tuple(map(_moved, _parts(parameters, "at", _MOST_MOVED)))
    return State(name_in(parameters, "of"), layout, opened, moved)


def name_in(parameters: Mapping[str, str], name: str) -> str:
    """A parameter that names a thing.

    :raises QueryError: if it is too long for a name
    """
    text = parameters.get(name, "").strip()
    if len(text) > _LONGEST:
        raise QueryError(f"{name}: {len(text):,} characters are no name; a name or an IRI has {_LONGEST} at most")
    return text


def _parts(parameters: Mapping[str, str], name: str, most: int) -> list[str]:
    parts = [part for part in parameters.get(name, "").split("~") if part]
    if len(parts) > most:
        raise QueryError(f"{name}: {len(parts)} nodes are more than a link holds, which is {most}")
    return parts


def _opened(text: str) -> Opened:
    key, *place = text.split(".")
    if not place:
        return Opened(key)
    return Opened(key, False) if place == ["n"] else Opened(key, False, _place("open", text, place))


def _moved(text: str) -> tuple[str, int, int]:
    key, *place = text.split(".")
    return key, *_place("at", text, place)


def _place(name: str, text: str, place: list[str]) -> tuple[int, int]:
    try:
        x, y = map(int, place)
    except ValueError as error:
        raise QueryError(
            f"{name}: '{text[:40]}' is not a node with its place, as in 'abcdefg.120.-40'; copy the whole link"
        ) from error
    if max(abs(x), abs(y)) > _FARTHEST:
        raise QueryError(f"{name}: '{text[:40]}' is farther out than a picture reaches ({_FARTHEST:,})")
    return x, y
