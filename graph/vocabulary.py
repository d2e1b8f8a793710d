"""The schemes of ``ontology/`` as things that match text: a new wording is a line of Turtle, never a line of Python."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path

import pyoxigraph as ox
from rapidfuzz import fuzz, process

from .errors import VocabularyError
from .settings import BASE, IG, ONTOLOGY

_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = "https://schema.org/"
_NAMES = tuple(SKOS + name for name in ("prefLabel", "altLabel", "hiddenLabel"))

_APOSTROPHES = re.compile(r"['’‘`]")
_MOST_WILD = 8  # words that a * in a label may stand for
_MISPRINT = 92  # per cent of likeness above which a difference is a misprint: "experiences of progress of"
_FEWEST_FOR_MISPRINTS = 5
_MOST_CONNECTIVES = 5
_SHORT_WORD = 3
_TOKEN = re.compile(r"[a-z0-9*%]+")


def tokens(text: str) -> tuple[str, ...]:
    """Lower-case words without punctuation, so that lost apostrophes and dashes do not matter."""
    return tuple(_TOKEN.findall(_APOSTROPHES.sub("", text).lower().replace("&", " and ")))


def slug(text: str) -> str:
    """Words joined by hyphens, for the last part of an IRI."""
    return "-".join(word for word in tokens(text) if word != "*") or "unnamed"


LAST = 99
"""The position of a concept that has none."""


@dataclass(frozen=True)
class Concept:
    """A concept of a scheme: its code, its preferred label, all labels, and the rest of what is said about it."""

    scheme: str
    code: str
    label: str
    labels: tuple[str, ...]
    facts: dict[str, tuple[str, ...]] = field(compare=False, hash=False, default_factory=dict)

    def all(self, name: str) -> tuple[str, ...]:
        """Values of a property of ours (``holds``) or of any IRI; IRIs of concepts come as their codes' paths (``area/overall``)."""
        return self.facts.get(name if ":" in name else IG + name, ())

    def codes(self, name: str) -> tuple[str, ...]:
        """The codes of the concepts that a property names (``overall`` for ``area/overall``)."""
        return tuple(path.rpartition("/")[2] for path in self.all(name))

    def code_of(self, name: str) -> str:
        """The code of the only concept that a property names, or nothing."""
        return next(iter(self.codes(name)), "")

    def one(self, name: str, default: str = "") -> str:
        """The only value of a property, or ``default``."""
        values = self.all(name)
        return values[0] if values else default

    @property
    def definition(self) -> str:
        """What it means; empty if that is not told."""
        return self.one("http://www.w3.org/2004/02/skos/core#definition")

    @property
    def position(self) -> int:
        """Its place in the order of its scheme; the last one if it has none."""
        return int(self.one("https://schema.org/position", str(LAST)))


def _patterns(words: tuple[str, ...]) -> list[re.Pattern[str]]:
    """A pattern for every number of words that a ``*`` may stand for, fewest first."""
    counts = range(1, _MOST_WILD + 1) if "*" in words else (1,)
    return [
        re.compile(
            " ".join(rf"(?:\S+ ){{{count - 1}}}\S+" if word == "*" else re.escape(word) for word in words) + r"(?= |\Z)"
        )
        for count in counts
    ]


@dataclass(frozen=True)
class Match:
    """A label found at the start of some words: the concept, how many words it took, and the words behind it.

    ``fixed`` counts the words of the label itself: where they are fewer than ``length``, a ``*`` took the others.
    """

    code: str
    length: int
    rest: tuple[str, ...]
    fixed: int

    @property
    def wild(self) -> bool:
        """Whether a ``*`` took some of the words."""
        return self.fixed < self.length


class Matcher:
    """Finds the labels of a scheme; ``*`` in a label stands for one to eight words."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._labels: dict[str, list[tuple[re.Pattern[str], str, int]]] = defaultdict(list)
        self._plain: dict[str, str] = {}
        entries = {(tokens(label), concept.code) for concept in concepts for label in concept.labels}
        for words, code in sorted(entries, key=lambda entry: (-len(entry[0]), entry)):
            self._labels[words[0]] += [
                (pattern, code, sum(word != "*" for word in words)) for pattern in _patterns(words)
            ]
            if "*" not in words:
                self._plain[" ".join(words)] = code

    def at_start(self, words: tuple[str, ...]) -> list[Match]:
        """All labels the words begin with: the longest first, then those with a ``*``, which should take as few words as it can."""
        if not words:
            return []
        text = " ".join(words)
        found = []
        for pattern, code, fixed in self._labels.get(words[0], []) + self._labels.get("*", []):
            if match := pattern.match(text):
                length = match.group().count(" ") + 1
                found.append(Match(code, length, words[length:], fixed))
        return sorted(found, key=lambda match: (match.wild, match.length if match.wild else -match.length))

    def whole(self, words: tuple[str, ...]) -> str:
        """The code of the concept whose label is exactly these words, or nothing."""
        return next((match.code for match in self.at_start(words) if not match.rest), "")

    def nearly(self, words: tuple[str, ...]) -> str:
        """The code of the concept one of whose longer labels differs from the words by no more than a misprint."""
        if len(words) < _FEWEST_FOR_MISPRINTS:
            return ""
        found = process.extractOne(" ".join(words), self._plain.keys(), scorer=fuzz.ratio, score_cutoff=_MISPRINT)
        label = found[0].split() if found else [""]
        # A label that goes on in the next line is no misprint ("children in care and" for "children in care"),
        # nor is one that stands below the last words of a paragraph.
        return self._plain[found[0]] if found and (label[0], label[-1]) == (words[0], words[-1]) else ""


class Vocabulary:
    """All schemes of a folder of Turtle files."""

    def __init__(self, folder: Path = ONTOLOGY) -> None:
        self.folder = folder
        self._facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for path in sorted(folder.glob("*.ttl")):
            if path.stem != "shapes":
                self._load(path)

    def _load(self, path: Path) -> None:
        try:
            for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
                if isinstance(triple.subject, ox.NamedNode) and not isinstance(triple.object, ox.BlankNode | ox.Triple):
                    self._facts[triple.subject.value][triple.predicate.value].append(triple.object.value)
        except (OSError, SyntaxError, ValueError) as error:
            raise VocabularyError(
                f"{path.name}: cannot be read as Turtle ({error}); mend the file in ontology/"
            ) from error

    @cache  # noqa: B019 - one vocabulary lives as long as its process
    def scheme(self, name: str) -> dict[str, Concept]:
        """The concepts of a scheme by their codes.

        :raises VocabularyError: if there is no such scheme
        """
        members = {}
        for iri, facts in self._facts.items():
            if BASE + name + "/" in facts.get(SKOS + "inScheme", ()):
                code = iri.removeprefix(f"{BASE}{name}/")
                members[code] = _concept(name, code, facts)
        if not members:
            raise VocabularyError(f"ontology/ has no scheme '{name}'; a file of ontology/ with that scheme is missing")
        return dict(sorted(members.items()))

    def schemes(self) -> list[str]:
        """The names of all schemes, sorted."""
        scheme = SKOS + "ConceptScheme"
        return sorted(
            iri.removeprefix(BASE).rstrip("/")
            for iri, facts in self._facts.items()
            if scheme in facts.get(_RDF_TYPE, ())
        )

    @cache  # noqa: B019
    def matcher(self, name: str) -> Matcher:
        """A matcher over the labels of a scheme."""
        return Matcher(self.scheme(name).values())

    def instances(self, prefix: str, type_iri: str) -> dict[str, Concept]:
        """Things that are no concepts, such as authorities, by the part of their IRI behind ``prefix``."""
        return {
            iri.removeprefix(BASE + prefix): _concept(prefix, iri.removeprefix(BASE + prefix), facts)
            for iri, facts in sorted(self._facts.items())
            if iri.startswith(BASE + prefix) and type_iri in facts.get(_RDF_TYPE, ())
        }

    def annotations(self, name: str) -> dict[str, str]:
        """The value of a property of ours for every class or property that has one, by the last part of its IRI."""
        values = ((iri, facts.get(IG + name)) for iri, facts in sorted(self._facts.items()))
        return {iri.replace("#", "/").rpartition("/")[2]: found[0] for iri, found in values if found}

    def scheme_values(self, name: str, property_name: str) -> tuple[str, ...]:
        """Values that a scheme itself has for a property of ours."""
        return tuple(self._facts[f"{BASE}{name}/"].get(IG + property_name, ()))

    @cached_property
    def grades(self) -> "Grades":
        """The reader of grades behind labels."""
        connectives = frozenset(self.scheme_values("grade", "connective"))
        words = {
            word for concept in self.scheme("grade").values() for label in concept.labels for word in tokens(label)
        }
        telling = frozenset(word for word in words if len(word) > _SHORT_WORD) - connectives
        return Grades(self.matcher("grade"), connectives, telling)


@dataclass(frozen=True)
class Grades:
    """Reads the grade out of the words that follow what is judged; ``words`` are those that only grades are made of."""

    matcher: Matcher
    connectives: frozenset[str]
    words: frozenset[str]

    def read(self, words: tuple[str, ...]) -> str:
        """The grade when the words are connectives and one grade ("is that it requires improvement"), else nothing."""
        for skipped in range(min(len(words), _MOST_CONNECTIVES)):
            for match in self.matcher.at_start(words[skipped:]):
                if match.rest in ((), ("because",)):
                    return match.code
            if words[skipped] not in self.connectives:
                return ""
        return ""


def _concept(scheme: str, code: str, facts: dict[str, list[str]]) -> Concept:
    labels = [label for name in _NAMES for label in facts.get(name, ())]
    return Concept(
        scheme,
        code,
        labels[0] if labels else code,
        tuple(labels),
        {key: tuple(map(_short, values)) for key, values in facts.items()},
    )


def _short(value: str) -> str:
    return value.removeprefix(BASE)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of the project's own ``ontology/``, read once per process."""
    return Vocabulary()
