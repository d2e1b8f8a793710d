"""What a brief tells, asked of the query library: the same questions that anybody can ask.

Where several files carry a report, only what the preferred one says counts.
"""

import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..days import day
from ..errors import SubjectError
from ..network.kinds import area_name
from ..parameters import authority_codes
from ..queries import run
from ..store import Store
from ..vocabulary import vocabulary
from .asked import Asked, also_asked
from .claims import Point, doubtful_together
from .courses import BETTER, CAME_BACK, NEW, Course, courses
from .labels import label
from .series import Series, series

Row = dict[str, str]

_TELLING = ("error", "warning")
_OF_ARTICLES = "/article"  # contradictions of which the part on the press tells


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade in the table of grades: its label, how it moved, and where it stands. An empty label is one that is not known."""

    code: str
    label: str
    change: str
    source: str
    page: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """A column of the tables."""

    start: str
    framework: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one place says of a post."""

    words: str
    source: str
    page: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post, and what the reports say of it by the first day of the inspection."""

    name: str
    organisation: str
    sightings: dict[str, list[Sighting]]


@dataclass(frozen=True)
class Brief:
    """The parts of a brief; rows are those of the queries they came from."""

    gss: str
    authority: str
    reports: tuple[Row, ...]
    articles: tuple[Row, ...]
    copies: tuple[Row, ...]
    inspections: tuple[Inspection, ...]
    grades: dict[str, dict[str, Grade]]
    posts: tuple[Post, ...]
    came_back: tuple[Course, ...]
    better: tuple[Course, ...]
    new: tuple[Course, ...]
    also: tuple[Asked, ...]
    figures: tuple[Series, ...]
    contradictions: tuple[Row, ...]
    claims: tuple[Row, ...]
    problems: tuple[Row, ...]

    @property
    def documents(self) -> tuple[Row, ...]:
        """All files in the order of their letters: reports by time, articles, poorer copies of reports."""
        return self.reports + self.articles + self.copies

    @cached_property
    def letters(self) -> dict[str, str]:
        """A letter or two for each file name, by which lines name it; a name that two files have gets the letters of both."""
        found: dict[str, list[str]] = defaultdict(list)
        for number, row in enumerate(self.documents):
            found[row["source"]].append(_letters(number))
        return {source: "/".join(letters) for source, letters in found.items()}

    @cached_property
    def anchors(self) -> dict[str, str]:
        """The letter under which the list of documents has each file name first."""
        return {source: letters.partition("/")[0] for source, letters in self.letters.items()}

    def place(self, source: str, page: str = "") -> str:
        """Where something stands: "B 12" is page 12 of document B."""
        return f"{self.letters.get(source, source)} {page}".strip()

    @property
    def doubtful_claims(self) -> list[list[Point]]:
        """Points that the reports contradict, then those that they bear out in part, by the words that they were held against."""
        return doubtful_together(self.claims)


def _letters(number: int) -> str:
    letter = chr(ord("A") + number % 26)
    return letter if number < 26 else _letters(number // 26 - 1) + letter


def gather(store: Store, authority: str) -> Brief:
    """Everything that the brief of an authority tells.

    :raises QueryError: if no authority goes by that code or name
    :raises SubjectError: if the store holds no inspection of it
    """
    for name in authority.split("|"):
        authority_codes(name.strip())  # before a query says it in its own words
    ask = _Asker(store, authority)
    reports = sorted(ask("inspections"), key=lambda row: (row["start"], row["source"], row["sha256"]))
    if not reports:
        raise SubjectError(
            f"'{authority}': the store holds no inspection of that authority; 'inspection-graph query coverage' says of which it does"
        )
    starts = {row["sha256"]: row["start"] for row in reports}
    found = courses(_labelled(ask("recurrences"), theme="theme"))
    inspections = sorted({(row["start"], _short(row["framework"])) for row in reports})
    latest = inspections[-1][0]
    back, better, new = (_with_outcome(found, outcomes) for outcomes in (CAME_BACK, BETTER, (NEW,)))
    new = tuple(each for each in new if each.start == latest)
    return Brief(
        gss=reports[0]["gss"],
        authority=reports[0]["authority"],
        reports=tuple(row for row in reports if row["source"] not in ask.copies),
        articles=tuple(ask("articles")),
        copies=tuple(row | ask.copies[row["source"]] for row in reports if row["source"] in ask.copies),
        inspections=tuple(Inspection(*each) for each in inspections),
        grades=_grades(ask("judgements"), ask("trajectory")),
        posts=_posts(ask("posts"), starts),
        came_back=back,
        better=better,
        new=new,
        also=also_asked(ask("recommendations"), latest, (*back, *better, *new)),
        figures=tuple(series(ask("measure-over-time", measure=" ".join(vocabulary().scheme("measure"))))),
        contradictions=tuple(row for row in ask("network-contradictions") if not row["scope"].endswith(_OF_ARTICLES)),
        claims=_assessed(ask("network-claims")),
        problems=tuple(row for row in ask("problems") if row["severity"] in _TELLING),
    )


class _Asker:
    """Asks queries of the library about one authority, and leaves out what poorer copies of reports say."""

    def __init__(self, store: Store, authority: str) -> None:
        self._store = store
        self._authority = authority
        self.copies: dict[str, Row] = {}
        # A name that another file has too cannot tell the copy from it.
        names = Counter(row["source"] for row in self("inspections"))
        self.copies = {
            pair["copy"]: {"preferred": pair["source"], "lacking": pair["lacking"], "changed": pair["changed"]}
            for pair in self("copies")
            if names[pair["copy"]] == 1
        }

    def __call__(self, name: str, **parameters: str) -> list[Row]:
        result = run(name, {"authority": self._authority, **parameters}, self._store, io.StringIO())
        rows = [dict(zip(result.columns, row, strict=True)) for row in result.text_rows()]
        # Of the files that there are, copies are told as such.
        return rows if name == "inspections" else [row for row in rows if row.get("source") not in self.copies]


def _short(framework: str) -> str:
    """The shortest name of a framework."""
    return min(vocabulary().scheme("framework")[framework].labels, key=len)


def _assessed(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Claims that were compared, with the codes of their status."""
    return tuple(row | {"status": row["status"].rpartition("/")[2]} for row in rows if row["status"])


def _labelled(rows: Iterable[Row], **schemes: str) -> list[Row]:
    """Rows with the labels of some columns in place of their codes."""
    return [row | {name: label(scheme, row[name]) for name, scheme in schemes.items()} for row in rows]


def _with_outcome(found: Iterable[Course], outcomes: tuple[str, ...]) -> tuple[Course, ...]:
    """Courses that ended so, the latest first, then those that came back most often."""
    chosen = sorted(
        (each for each in found if each.outcome in outcomes), key=lambda each: (each.theme, each.steps[0].start)
    )
    return tuple(sorted(chosen, key=lambda each: (each.start, each.times, outcomes.index(each.outcome)), reverse=True))


def _grades(judgements: Iterable[Row], trajectory: Iterable[Row]) -> dict[str, dict[str, Grade]]:
    """Grades by the name of their area, in the order of the frameworks, and by the first day of the inspection."""
    changes = {(row["start"], row["area"]): row["change"] for row in trajectory}
    grades: dict[str, dict[str, Grade]] = defaultdict(dict)
    for row in sorted(judgements, key=_order):
        grade = Grade(
            row["grade"],
            label("grade", row["grade"]) if row["grade"] else "",
            changes.get((row["start"], row["area"]), ""),
            row["source"],
            row["page"],
        )
        grades[area_name(row["area"])].setdefault(row["start"], grade)
    return dict(grades)


def _order(row: Row) -> tuple[int, str, str]:
    return vocabulary().scheme("area")[row["area"]].position, row["start"], row["source"]


def _posts(rows: Iterable[Row], starts: Mapping[str, str]) -> tuple[Post, ...]:
    """Posts, those first that most inspections and most places speak of."""
    found: dict[tuple[str, str], Post] = {}
    for row in sorted(rows, key=lambda row: (not row["from"], row["from"], int(row["page"]))):
        key = row["post"], row["organisation"]
        post = found.setdefault(key, Post(*key, sightings=defaultdict(list)))
        post.sightings[starts.get(row["sha256"], "")].append(Sighting(_held(row), row["source"], row["page"]))
    return tuple(sorted(found.values(), key=_rank))


def _rank(post: Post) -> tuple[int, int, str, str]:
    return -len(post.sightings), -sum(map(len, post.sightings.values())), post.name, post.organisation


def _held(row: Row) -> str:
    """What a place says: "Acting, Jo Field, from June 2012 until April 2013"."""
    words = [label("post-status", row["status"]), row["holder"]]
    words.append(
        " ".join([f"from {day(row['from'])}"] * bool(row["from"]) + [f"until {day(row['to'])}"] * bool(row["to"]))
    )
    return ", ".join(word for word in words if word)
