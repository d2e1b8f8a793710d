"""The register of authorities: which body a name on a cover means, on a given day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .vocabulary import SCHEMA, Vocabulary, tokens

_ORGANISATION = "http://www.w3.org/ns/org#FormalOrganization"


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority of the register; ``dissolved`` is the day from which its successors act."""

    gss: str
    name: str
    names: tuple[str, ...]
    dissolved: date | None


class Register:
    """Authorities by name, code, and day."""

    def __init__(self, authorities: Iterable[Authority], generic: frozenset[str]) -> None:
        self._generic = generic
        self._authorities = {authority.gss: authority for authority in authorities}
        self._exact: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._bare: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for authority in self._authorities.values():
            for name in authority.names:
                words = tokens(name)
                self._exact[words].add(authority.gss)
                if bare := self._strip(words):
                    self._bare[bare].add(authority.gss)

    def place(self, gss: str) -> str:
        """The name of an authority's area as its boards carry it: "Bristol" for "Bristol, City of". Empty for an unknown code."""
        authority = self._authorities.get(gss)
        words = authority.name.replace(",", " ,").split() if authority else []
        while len(words) > 1 and words[0].lower() not in self._generic and words[-1].lower() in {*self._generic, ","}:
            words.pop()
        return " ".join(words).replace(" ,", ",")

    def get(self, gss: str) -> Authority | None:
        """The authority whose area has a code."""
        return self._authorities.get(gss)

    def printed(self) -> set[str]:
        """The names of all authorities and of their areas as they are printed: "Bristol City Council", "Bristol"."""
        names = {name for authority in self._authorities.values() for name in authority.names}
        return names | {self.place(gss) for gss in self._authorities}

    def phrases(self) -> list[str]:
        """The names of all authorities without generic words, as words of a text that may mean one."""
        return sorted({" ".join(words) for words in (*self._bare, *self._exact)})

    def names(self) -> list[str]:
        """The preferred names of all authorities, each once, sorted."""
        return sorted({authority.name for authority in self._authorities.values()})

    def named(self, name: str) -> list[Authority]:
        """All authorities of a name, past and present ones; generic words such as "Council" do not matter."""
        words = tokens(name)
        shorter = words
        while shorter and shorter[-1] in self._generic and shorter not in self._exact:
            shorter = shorter[:-1]
        found = (self._exact.get(words) or self._exact.get(shorter) or set()) | self._bare.get(
            self._strip(words), set()
        )
        return [self._authorities[gss] for gss in sorted(found)]

    def resolve(self, name: str, on: date | None) -> Authority | None:
        """The one authority of a name that existed on a day; today's where no day is known. Nothing if none or several did."""
        acting = [authority for authority in self.named(name) if _acts(authority, on)]
        if len(acting) > 1 and on:
            # A predecessor and its successor of the same name overlap in the register, which has no founding dates.
            ending = [authority for authority in acting if authority.dissolved]
            acting = ending or acting
        return acting[0] if len(acting) == 1 else None

    def _strip(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in words if word not in self._generic)


def _acts(authority: Authority, on: date | None) -> bool:
    if on is None:
        return authority.dissolved is None
    return authority.dissolved is None or on < authority.dissolved


@lru_cache(maxsize=2)
def register(vocabulary: Vocabulary) -> Register:
    """The register in ``ontology/authorities.ttl``."""
    authorities = []
    for gss, concept in vocabulary.instances("id/authority/", _ORGANISATION).items():
        ended = concept.one(SCHEMA + "dissolutionDate")
        authorities.append(Authority(gss, concept.label, concept.labels, date.fromisoformat(ended) if ended else None))
    return Register(authorities, frozenset(vocabulary.scheme_values("authority-name", "genericWord")))
