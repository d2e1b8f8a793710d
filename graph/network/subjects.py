"""What a reader means: the IRI behind a name, a code, a file or a date."""

import re
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

from .. import iris
from ..errors import SubjectError
from ..register import register
from ..rows import ask, checked, code
from ..settings import BASE
from ..store import Store
from ..vocabulary import tokens, vocabulary
from .gather import Inspection, read_inspections

_GSS = re.compile(r"[A-Z]\d{8}")
_HASH = re.compile(r"[0-9a-f]{6,64}")
_DATED = re.compile(r"(?:inspection of )?(?P<name>.+?),?\s+(?P<date>\d{4}(?:-\d\d(?:-\d\d)?)?)", re.IGNORECASE)
_PATHS = ("id/", "theme/", "post/", "body/")
_NEAR = 75  # per cent of likeness from which a name is offered instead
_OFFERED = 5


def find_subject(store: Store, text: str) -> str:
    """The IRI of what a text names: an IRI with or without the namespace, a code, or the name of an authority, region, board, inspection
    ("Wirral 2016"), document (file name or beginning of its hash), person, law, theme, kind of post, or body.

    :raises SubjectError: if nothing goes by that name, or several things do
    """
    text = text.strip()
    if not text:
        raise SubjectError(
            "the subject is empty; name an authority, inspection, document or person, or none for the whole store"
        )
    finder = _Finder(store)
    if "://" in text or text.startswith(_PATHS):
        return finder.known(text if "://" in text else BASE + text)
    for look in finder.ways:
        found = sorted(set(look(text)))
        if len(found) == 1:
            return found[0]
        if found:
            choices = "; ".join(f"{finder.name(iri)} ({iri.removeprefix(BASE)})" for iri in found[:_OFFERED])
            raise SubjectError(
                f"'{text}' may mean {len(found)} things: {choices}. Name one by its code or by what stands in brackets"
            )
    raise finder.unknown(f"nothing in the store goes by the name '{text}'", text)


class _Finder:
    """The names of everything that can be drawn."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._inspections = read_inspections(store)
        self._authorities = {each.authority for each in self._inspections.values()} - {""}
        self._register = ask(store, "network-authorities")
        self._documents = {iris.document(sha): stored for sha, stored in store.documents().items()}
        self._people = {row["person"]: row["name"] for row in ask(store, "network-team")}
        self._laws = {row["law"]: row["title"] for row in ask(store, "network-laws")}
        self._boards = {each.board: each.board_label for each in self._inspections.values() if each.board}
        self._regions = {
            row["region"]: row["region_name"]
            for row in self._register
            if row["authority"] in self._authorities and row["region"]
        }
        self._concepts = _concepts()
        self.ways: tuple[Callable[[str], Iterable[str]], ...] = (
            self._by_code, self._by_hash, self._by_file, self._by_authority, self._by_inspection, self._by_name,
            self._by_concept, self._by_body,
        )  # fmt: skip

    def known(self, iri: str) -> str:
        """An IRI of which the graph says something."""
        if iri in self._authorities or iri in self._regions:
            return iri
        for row in self._register:
            if iri == row["authority"]:
                raise self.unknown(f"the store holds no inspection of {row['name']}", row["name"])
        if iri in self._concepts:
            if not self._spoken_of(iri):
                raise SubjectError(f"no document of the store speaks of {self._concepts[iri][0]}")
            return iri
        things = ask(self._store, "network-things", "thing", [checked(iri)])
        if any(row["document"] in self._documents for row in things):
            return iri
        tail = iri.rsplit("/", 1)[-1].replace("-", " ")
        raise self.unknown(f"'{iri}': no document of the store speaks of it", tail)

    def name(self, iri: str) -> str:
        """A name to tell things by."""
        if iri in self._inspections:
            return self._title(self._inspections[iri])
        if iri in self._documents:
            return self._documents[iri].name
        names = (
            {row["authority"]: row["name"] for row in self._register}
            | self._people
            | self._laws
            | self._boards
            | self._regions
            | {concept: labels[0] for concept, labels in self._concepts.items()}
        )
        return names.get(iri, iri)

    def unknown(self, what: str, text: str) -> SubjectError:
        """An error that offers names like a text."""
        names = {self.name(iri) for iri in self._all()}
        folded = {name: " ".join(tokens(name)) for name in sorted(names)}
        found = process.extract(" ".join(tokens(text)), folded, scorer=fuzz.WRatio, limit=_OFFERED, score_cutoff=_NEAR)
        if not found:
            return SubjectError(what, command="'inspection-graph query inspections' lists what there is")
        return SubjectError(what, near=(name for _, _, name in found))

    def _all(self) -> list[str]:
        return [
            *self._authorities,
            *self._inspections,
            *self._documents,
            *self._people,
            *self._boards,
            *self._regions,
            *self._laws,
            *self._concepts,
        ]

    def _title(self, inspection: Inspection) -> str:
        name = next(
            (row["name"] for row in self._register if row["authority"] == inspection.authority), "Unknown authority"
        )
        return f"{name} {inspection.start or inspection.year}"

    def _by_code(self, text: str) -> list[str]:
        return [self.known(iris.authority(text.upper()))] if _GSS.fullmatch(text.upper()) else []

    def _by_hash(self, text: str) -> list[str]:
        prefix = text.lower()
        if not _HASH.fullmatch(prefix):
            return []
        return [iri for iri, stored in self._documents.items() if stored.sha256.startswith(prefix)]

    def _by_file(self, text: str) -> list[str]:
        wanted = text.casefold()
        names = {iri: stored.name.casefold() for iri, stored in self._documents.items()}
        return [iri for iri, name in names.items() if wanted in (name, name.rsplit(".", 1)[0])]

    def _by_authority(self, text: str) -> list[str]:
        """Authorities of a name whose inspections are in the store, past ones included."""
        codes = [iris.authority(authority.gss) for authority in register(vocabulary()).named(text)]
        held = [iri for iri in codes if iri in self._authorities]
        if codes and not held:
            named = " or ".join(self.name(iri) for iri in codes)
            raise self.unknown(f"the store holds no inspection of {named}", text)
        return held

    def _by_inspection(self, text: str) -> list[str]:
        match = _DATED.fullmatch(text)
        if not match:
            return []
        authorities = {iris.authority(each.gss) for each in register(vocabulary()).named(match["name"])}
        own = [each for each in self._inspections.values() if each.authority in authorities]
        # Reports are known by the year of the inspection or by that of their publication; the first goes first.
        begun = [each.iri for each in own if each.start.startswith(match["date"])]
        return begun or [each.iri for each in own if each.published.startswith(match["date"])]

    def _by_name(self, text: str) -> list[str]:
        wanted = tokens(text)
        names = [*self._people.items(), *self._boards.items(), *self._regions.items(), *self._laws.items()]
        return [iri for iri, name in names if wanted and tokens(name) == wanted]

    def _by_concept(self, text: str) -> list[str]:
        """Themes, kinds of post and known bodies of a name, if a document speaks of them."""
        wanted = tokens(text)
        named = [
            iri
            for iri, labels in self._concepts.items()
            if wanted and (wanted in map(tokens, labels) or text.strip().lower() == code(iri))
        ]
        return [iri for iri in named if self._spoken_of(iri)]

    def _by_body(self, text: str) -> list[str]:
        wanted = tokens(text)
        rows = ask(self._store, "network-bodies")
        return [row["body"] for row in rows if wanted and wanted in (tokens(row["name"]), tokens(row["abbreviation"]))]

    def _spoken_of(self, iri: str) -> bool:
        name = code(iri)
        if iri.startswith(f"{BASE}body/"):
            owners = ["national", *(code(authority) for authority in self._authorities)]
            return bool(
                ask(self._store, "network-bodies", "body", [f"{BASE}id/body/{owner}/{name}" for owner in owners])
            )
        if iri.startswith(f"{BASE}post/"):
            return bool(ask(self._store, "network-posts", "role", [iri]))
        return bool(ask(self._store, "network-themes", "theme", [iri]))


def _concepts() -> dict[str, tuple[str, ...]]:
    """The names of what is known by a concept; of a theme the first only, because others are wordings that speak for it."""
    schemes = {name: vocabulary().scheme(name) for name in ("theme", "post", "body")}
    return {
        iris.concept(scheme, each.code): (each.label,) if scheme == "theme" else each.labels
        for scheme, concepts in schemes.items()
        for each in concepts.values()
    }
