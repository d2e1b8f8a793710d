"""Posts: who held what when, as each inspection tells it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...network.gather import Inspection
from ...network.kinds import mark_of
from ...rows import Row
from .inspected import Inspected

_UNKNOWN = "of an organisation that is not named"


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one place says of a post; ``mark`` is the code of what its status comes to."""

    row: Row
    mark: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post or kind of post, its organisation (empty where it is the authority), and what is said of it by inspection."""

    iri: str
    role: str
    organisation: str
    sightings: dict[str, list[Sighting]]

    @property
    def marks(self) -> set[str]:
        """What the statuses of the post come to."""
        return {seen.mark for some in self.sightings.values() for seen in some}


def posts(held: Inspected, inspections: Iterable[Inspection], organisation: str = "") -> list[Post]:
    """Posts of all organisations or of one, those first that most inspections and most places speak of."""
    found: dict[str, Post] = {}
    for each in inspections:
        for row in held.facts("posts", each):
            if organisation in ("", row["organisation"]):
                post = found.setdefault(row["post"] or row["role"], _post(held, row, each.authority))
                post.sightings[each.iri].append(Sighting(row, mark_of("post", [row["status"]])))
    return sorted(found.values(), key=_rank)


def _post(held: Inspected, row: Row, authority: str) -> Post:
    """A post without sightings; one of the authority itself needs no name of an organisation."""
    name = "" if row["organisation"] == authority else _name(held, row)
    return Post(row["post"] or row["role"], row["role"], name, defaultdict(list))


def _name(held: Inspected, row: Row) -> str:
    return row["board"] or (held.name(row["organisation"]) if row["organisation"] in held.register else _UNKNOWN)


def _rank(post: Post) -> tuple[int, int, str]:
    return -len(post.sightings), -sum(map(len, post.sightings.values())), post.iri
