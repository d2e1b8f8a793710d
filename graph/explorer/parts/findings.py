"""Findings, narrowed by area, theme, polarity and words."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from ...network.gather import Inspection
from ...network.kinds import area_name, concept_label
from ...rows import Row, code, grouped
from ..catalogue import Catalogue
from ..charts import Bar, bars
from ..labels import place, polarity_labels
from .inspected import Inspected, area_order

NONE = "none"
"""Stands for findings without an area or theme."""
_LONGEST = 200  # characters of a search


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding, and its themes by importance."""

    row: Row
    themes: tuple[str, ...]

    @property
    def area(self) -> str:
        """The code of the area of judgement it stands under."""
        return code(self.row["area"]) or NONE

    @property
    def polarity(self) -> str:
        """The code of how it reads."""
        return code(self.row["polarity"]) or NONE


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader wants to see: codes, and words that must all occur."""

    area: str = ""
    theme: str = ""
    polarity: str = ""
    words: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Choice":
        """The choice in the parameters of an address."""
        return cls(*(given.get(name, "").strip()[:_LONGEST] for name in cls.__slots__))

    def fits(self, finding: Finding) -> bool:
        """Whether a finding is to be seen."""
        text = finding.row["text"].casefold()
        return (
            self.area in ("", finding.area)
            and self.polarity in ("", finding.polarity)
            and (not self.theme or self.theme in _themes(finding))
            and all(word in text for word in self.words.casefold().split())
        )

    def parts(self, text: str) -> list[tuple[str, bool]]:
        """A text cut at the words that are looked for, each part with whether it is one of them."""
        words = sorted(set(self.words.split()), key=len, reverse=True)
        if not words:
            return [(text, False)]
        cut = re.split(f"({'|'.join(map(re.escape, words))})", text, flags=re.IGNORECASE)
        return [(part, index % 2 == 1) for index, part in enumerate(cut) if part]

    @property
    def given(self) -> dict[str, str]:
        """The choice as the parameters of an address."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen, and how many findings there would be; ``given`` are the parameters that choose it."""

    label: str
    count: int
    chosen: bool
    given: dict[str, str]


Values = Callable[[Finding], tuple[str, ...]]


def findings(held: Inspected, inspection: Inspection) -> list[Finding]:
    """The findings of an inspection in the order of the report."""
    rows = held.facts("findings", inspection)
    themes = grouped(held.facts("themes", inspection), "item")
    rows.sort(key=lambda row: (row["document"], int(row["position"]), row["fact"]))
    return [Finding(row, tuple(dict.fromkeys(theme["theme"] for theme in themes.get(row["fact"], [])))) for row in rows]


def by_year(found: Catalogue, rows: Iterable[Row], address: Callable[[str, str], str]) -> list[Bar]:
    """Findings by the year of their inspection and how they read, each number with its address."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        counts[found.year(row["inspection"])][code(row["polarity"])] += 1
    return bars(dict(sorted(counts.items())), polarity_labels(), address)


def options(found: list[Finding], choice: Choice) -> dict[str, list[Option]]:
    """For each filter its values, each with the number of findings that fit it and all other filters."""
    return {
        "area": _options(found, choice, "area", lambda each: (each.area,)),
        "polarity": _options(found, choice, "polarity", lambda each: (each.polarity,)),
        "theme": _options(found, choice, "theme", _themes),
    }


def _options(found: list[Finding], choice: Choice, name: str, values: Values) -> list[Option]:
    others = replace(choice, **{name: ""})
    fitting = [each for each in found if others.fits(each)]
    counts = Counter(value for each in fitting for value in values(each))
    known = {value for each in found for value in values(each)}
    listed = sorted(known, key=_order(name, counts))
    every = Option("All", len(fitting), not getattr(choice, name), others.given)
    return [
        every,
        *(
            Option(_label(name, value), counts[value], getattr(choice, name) == value, others.given | {name: value})
            for value in listed
        ),
    ]


def _themes(finding: Finding) -> tuple[str, ...]:
    return tuple(map(code, finding.themes)) or (NONE,)


def _order(name: str, counts: Counter[str]) -> Callable[[str], tuple[object, ...]]:
    """Areas as reports have them, polarities as the scheme, themes by how many findings have them; what has none comes last."""

    def key(value: str) -> tuple[object, ...]:
        if name == "area":
            return (value == NONE, *area_order(value))
        if name == "polarity":
            return (place(value, polarity_labels()), value)
        return (value == NONE, -counts[value], value)

    return key


def _label(name: str, value: str) -> str:
    if value == NONE:
        return f"no {name}"
    return area_name(value) if name == "area" else concept_label(name, value)
