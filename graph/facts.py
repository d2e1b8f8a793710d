"""What extractors find: facts with the words they were read from.

A fact knows neither RDF nor files. Its class and its fields are named as in ``ontology/context.jsonld``, which gives their IRIs.
"""

from dataclasses import dataclass, field, fields
from datetime import date

from .dates import Period
from .document import Document, Evidence

Value = "Code | Entity | Ref | str | int | float | bool | date"


@dataclass(frozen=True, slots=True)
class Code:
    """A concept of a scheme: ``Code("grade", "good")``."""

    scheme: str
    code: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that several documents speak of, such as a person: its IRI is made of ``path``, and ``statements`` hold for it everywhere."""

    path: tuple[str, ...]
    types: tuple[str, ...] = ()
    statements: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Ref:
    """Another fact of the same report, by its key; ``statements`` hold for that fact, as those of an entity do.

    Where several facts have one key, as when a number is printed twice, ``occurrence`` counts them from 1.
    """

    key: tuple[str, ...]
    occurrence: int = 1
    statements: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Base of facts: ``evidence`` holds the parts of the words in the order of reading."""

    evidence: tuple[Evidence, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What tells the fact from others of its document: the end of its IRI."""
        raise NotImplementedError

    def values(self) -> dict[str, object]:
        """Fields by name, without evidence and without those that are empty."""
        return {
            f.name: value
            for f in fields(self)
            if f.name != "evidence" and (value := getattr(self, f.name)) not in (None, "", ())
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRecord(Fact):
    """What a report states about its own inspection; everything else in the report is linked to this.

    ``gss`` is empty where no authority of the register was found, ``periods`` where no dates were; ``board`` is the name of the
    authority's safeguarding board, whether the report reviews it or not.
    """

    framework: str
    version: str = ""
    gss: str = ""
    authority: str = ""
    periods: tuple[Period, ...] = ()
    published: date | None = None
    reviews_board: bool = False
    board: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        return ("record",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord(Fact):
    """What an article states about itself, and the authority it is about; empty what is not there."""

    headline: str = ""
    publisher: str = ""
    author: str = ""
    published: date | None = None
    gss: str = ""
    authority: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        return ("record",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem(Fact):
    """What was not understood, or only with a doubt: ``severity`` is error, warning or information."""

    severity: Code
    code: str
    message: str
    order: int = field(default=1)

    @property
    def key(self) -> tuple[str, ...]:
        return ("problem", self.code, str(self.order))


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The facts of one report of a document, or of its article, each with the name and version of the extractor that found it."""

    order: int
    facts: tuple[tuple[str, Fact], ...]
    article: bool = False

    @property
    def record(self) -> InspectionRecord | None:
        """What the report states about its inspection; nothing where the document is no report of a known framework."""
        return next((fact for _, fact in self.facts if isinstance(fact, InspectionRecord)), None)

    @property
    def article_record(self) -> ArticleRecord | None:
        """What an article states about itself; nothing where the document is a report."""
        return next((fact for _, fact in self.facts if isinstance(fact, ArticleRecord)), None)


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one document."""

    document: Document
    reports: tuple[ReportFacts, ...]
