"""What a network is drawn of: kinds of node, grades and marks, as described in ``assets/kinds.toml``."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..rows import code
from ..vocabulary import vocabulary

ASSETS = Path(__file__).resolve().parent / "assets"
DIFFERS = "differs"
"""Stands for a grade where two files of one report were read differently."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of node; of two kinds the one of lower ``importance`` is kept when there is not room for both.

    Of those with ``most`` so many are drawn at most; they are switched off at first in the views of ``off``.
    """

    code: str
    label: str
    plural: str
    shape: str
    importance: int
    height: int
    light: str
    dark: str
    most: int = 0
    off: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """How a grade is shown: its word, the letter where the word does not fit, and its colours."""

    code: str
    label: str
    letter: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter and a colour on boxes of a kind for what some concepts have in common."""

    code: str
    kind: str
    label: str
    letter: str
    fill: str
    ink: str
    of: tuple[str, ...]


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads((ASSETS / "kinds.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """All kinds by their codes, in the order of the legend."""
    return {
        code: Kind(**{"code": code, **entry, "off": tuple(entry.get("off", ()))})
        for code, entry in _tables()["kind"].items()
    }


@lru_cache(maxsize=1)
def grades() -> dict[str, Grade]:
    """All grades by their codes, best first, with the labels of the grade scheme."""
    concepts = vocabulary().scheme("grade")
    return {
        code: Grade(**{"code": code, "label": concepts[code].label if code in concepts else code, **entry})
        for code, entry in _tables()["grade"].items()
    }


@lru_cache(maxsize=1)
def marks() -> dict[str, Mark]:
    """All marks by their codes, in the order in which they are taken."""
    return {
        code: Mark(**{"code": code, **entry, "of": tuple(entry["of"])}) for code, entry in _tables()["mark"].items()
    }


def one_grade(given: Iterable[str]) -> str:
    """The code of the grade that files give one thing, by their IRIs: ``DIFFERS`` where not all give the same.

    A file that prints a grade in two ways gives none, which is empty; so is the code where no file gives one.
    """
    codes = {code(each) for each in given}
    return DIFFERS if len(codes) > 1 else next(iter(codes), "")


def mark_of(kind: str, concepts: Iterable[str]) -> str:
    """The mark of a box for the concepts said of it, given by their IRIs; empty if there is none."""
    said = {"/".join(iri.rsplit("/", 2)[-2:]) for iri in concepts}
    return next((mark.code for mark in marks().values() if mark.kind == kind and said & set(mark.of)), "")


def area_name(code: str) -> str:
    """A name of a judgement area that fits into a box."""
    return str(_tables()["area"].get(code) or code.replace("-", " ").capitalize())


def caption_of(kind: str) -> str:
    """What stands above the boxes of a kind that an inspection or an authority has."""
    return str(_tables()["caption"][kind])


def concept_label(scheme: str, code: str) -> str:
    """The preferred label of a concept, or its code if the scheme does not have it."""
    concept = vocabulary().scheme(scheme).get(code)
    return concept.label if concept else code


def view_sentence(view: str) -> str:
    """What a view shows, in a sentence."""
    return str(_tables()["view"].get(view, ""))
