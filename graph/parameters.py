"""Parameters of queries: what a person types becomes RDF terms, and these the filter that the query declares."""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from . import iris
from .errors import QueryError
from .register import register
from .vocabulary import SKOS, Concept, tokens, vocabulary

_XSD = "http://www.w3.org/2001/XMLSchema#"
_GSS = re.compile(r"[A-Za-z]\d{8}")
_QUOTED_OR_WORD = re.compile(r'"([^"]+)"|(\S+)')
_BROADER = SKOS + "broader"
_FEW = 20  # codes that an error message lists
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|ly|es|s)$")

Terms = tuple[ox.NamedNode | ox.Literal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter as the header of a query declares it; in ``filter`` its value stands as ``$name``.

    A choice with a ``namespace`` is among things of that namespace. Several values are separated by commas, as ``IN``
    wants them, or by spaces in a filter with ``VALUES``.
    """

    name: str
    type: str
    description: str
    filter: str
    scheme: str = ""
    values: tuple[str, ...] = ()
    namespace: str = ""
    required: bool = False

    def clause(self, raw: str) -> str:
        """The filter for a value as typed: once, or once for every word of a parameter of words.

        :raises QueryError: if the value is not of the parameter's type
        """
        return " ".join(self._filled(terms) for terms in TYPES[self.type](self, raw.strip()))

    def _filled(self, terms: "Terms") -> str:
        written = (" " if "VALUES" in self.filter else ", ").join(map(str, terms))
        return self.place.sub(lambda _: written, self.filter)

    @property
    def place(self) -> re.Pattern[str]:
        """Where the value stands in the filter."""
        return re.compile(rf"\${self.name}\b")

    @property
    def label(self) -> str:
        """Its name in words."""
        return self.name.replace("_", " ").capitalize()

    @property
    def kind(self) -> str:
        """What a value is, in a word or two."""
        return {"concept": f"code of {self.scheme}", "choice": "|".join(self.values)}.get(self.type, self.type)

    @property
    def expected(self) -> str:
        """What a value looks like, in a few words."""
        if self.type == "concept":
            codes = _codes(self.scheme)
            shown = (
                ", ".join(codes) if len(codes) <= _FEW else f"the query 'codes' lists those of the scheme {self.scheme}"
            )
            return f"one or more codes of {self.scheme}: {shown}"
        if self.type == "choice":
            return f"one of: {', '.join(self.values)}"
        return _EXPECTED[self.type]

    @property
    def example(self) -> str:
        """A value to try; of a concept without a better one the first code of its scheme. Empty if there is none."""
        if self.type == "concept":
            return _EXAMPLES.get(self.name) or _codes(self.scheme)[0]
        return _EXAMPLES.get(self.name, _EXAMPLES.get(self.type, ""))

    @property
    def options(self) -> tuple[tuple[str, str], ...]:
        """The values to choose from and what they are called; none if any may be given."""
        if self.type == "concept":
            concepts = vocabulary().scheme(self.scheme)
            return tuple((code, concepts[code].label) for code in _codes(self.scheme))
        names = self.values if self.type == "choice" else vocabulary().schemes() if self.type == "scheme" else ()
        return tuple((name, name) for name in names)


def parameters(pairs: Iterable[str]) -> dict[str, str]:
    """Parameters from texts such as ``area=overall``.

    :raises QueryError: if a text has no ``=``, or a name comes twice
    """
    given: dict[str, str] = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign or not name.strip():
            raise QueryError(
                f"'{pair}' is no parameter; expected a name and a value with = between, as in area=overall"
            )
        if name.strip() in given:
            raise QueryError(f"the parameter '{name.strip()}' is given twice; give it once")
        given[name.strip()] = value
    return given


def _authority(parameter: Parameter, raw: str) -> list[Terms]:
    names = [name.strip() for name in raw.split("|") if name.strip()]
    if not names:
        raise _unfit(parameter, raw)
    return [tuple(ox.NamedNode(iris.authority(gss)) for name in names for gss in authority_codes(name))]


def authority_codes(name: str) -> list[str]:
    """The GSS codes of the authorities of a name or code.

    :raises QueryError: if there is none; the message names those with names like it
    """
    known = register(vocabulary())
    if _GSS.fullmatch(name):
        found = known.get(name.upper())
        if not found:
            raise QueryError(
                f"no authority of the register has the code '{name}'; check it, or give the authority's name"
            )
        return [found.gss]
    if authorities := known.named(name):
        return [authority.gss for authority in authorities]
    near = difflib.get_close_matches(name, known.names(), n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "check the spelling, or give its GSS code"
    raise QueryError(f"no authority of the register is called '{name}'; {hint}")


def _concept(parameter: Parameter, raw: str) -> list[Terms]:
    codes = _labelled(parameter.scheme, raw) or [code.lower() for code in re.split(r"[\s,|]+", raw) if code]
    known = _codes(parameter.scheme)
    if not codes or set(codes) - set(known):
        near = difflib.get_close_matches(raw.lower(), known, n=3, cutoff=0.5)
        raise _unfit(parameter, raw, f" (did you mean {' or '.join(near)}?)" if near else "")
    return [tuple(ox.NamedNode(iris.concept(parameter.scheme, code)) for code in codes)]


def _labelled(scheme: str, raw: str) -> list[str]:
    """The code of the concept that a text is a label of, as a list; an empty one if there is none."""
    concepts = vocabulary().scheme(scheme)
    return [code for code in _codes(scheme) if tokens(raw) in map(tokens, _names(concepts[code]))][:1]


def _scheme(parameter: Parameter, raw: str) -> list[Terms]:
    known = vocabulary().schemes()
    if raw not in known:
        near = difflib.get_close_matches(raw, known, n=3, cutoff=0.5)
        raise _unfit(parameter, raw, f" (did you mean {' or '.join(near)}?)" if near else "")
    return [(ox.Literal(raw),)]


def _names(concept: Concept) -> tuple[str, ...]:
    """What people call a concept; hidden labels are wordings of reports."""
    return (concept.label, *concept.all(SKOS + "altLabel"))


def _codes(scheme: str) -> list[str]:
    """The codes of a scheme; of concepts with narrower ones only the broad: queries show frameworks, not their versions."""
    return [code for code, concept in vocabulary().scheme(scheme).items() if not concept.all(_BROADER)]


def _day(parameter: Parameter, raw: str) -> list[Terms]:
    try:
        day = date.fromisoformat(raw) if re.fullmatch(r"\d{4}-\d\d-\d\d", raw) else None
    except ValueError:
        day = None
    if day is None:
        raise _unfit(parameter, raw)
    return [(ox.Literal(day.isoformat(), datatype=ox.NamedNode(_XSD + "date")),)]


def _integer(parameter: Parameter, raw: str) -> list[Terms]:
    if not re.fullmatch(r"[0-9]{1,9}", raw):
        raise _unfit(parameter, raw)
    return [(ox.Literal(int(raw)),)]


def _choice(parameter: Parameter, raw: str) -> list[Terms]:
    if raw not in parameter.values:
        raise _unfit(parameter, raw)
    return [(ox.NamedNode(parameter.namespace + raw) if parameter.namespace else ox.Literal(raw),)]


def _text(parameter: Parameter, raw: str) -> list[Terms]:
    if not raw:
        raise _unfit(parameter, raw)
    return [(ox.Literal(raw),)]


def _words(parameter: Parameter, raw: str) -> list[Terms]:
    words = [quoted or word for quoted, word in _QUOTED_OR_WORD.findall(raw)]
    if not words:
        raise _unfit(parameter, raw)
    return [(ox.Literal(word.lower()),) for word in words]


def _search(parameter: Parameter, raw: str) -> list[Terms]:
    """Regular expressions of SPARQL: for a word the start of one, for words in quotes these words and no more."""
    found = _QUOTED_OR_WORD.findall(raw)
    if not found:
        raise _unfit(parameter, raw)
    patterns = [
        rf"(^|\W){_letters(quoted)}(\W|$)" if quoted else rf"(^|\W){_letters(_stem(word))}" for quoted, word in found
    ]
    return [(ox.Literal(pattern),) for pattern in patterns]


def _stem(word: str) -> str:
    """A word without an ending: "fostering" and "fostered" begin alike."""
    return _ENDING.sub("", word.lower())


def _letters(words: str) -> str:
    """Words as a pattern: any character stands for what is no letter, since reports print typographic quotes and dashes."""
    return r"\s+".join(re.sub(r"\W", ".", word) for word in words.split())


def _unfit(parameter: Parameter, raw: str, hint: str = "") -> QueryError:
    return QueryError(f"'{raw}' does not fit the parameter '{parameter.name}'; expected {parameter.expected}{hint}")


TYPES: dict[str, Callable[[Parameter, str], list[Terms]]] = {
    "authority": _authority,
    "choice": _choice,
    "concept": _concept,
    "date": _day,
    "integer": _integer,
    "scheme": _scheme,
    "search": _search,
    "text": _text,
    "words": _words,
}
"""The types a parameter may have: each makes terms of a typed value, one tuple for each time the filter is to stand."""

_EXPECTED = {
    "authority": "a GSS code or any name of the register, several separated by |",
    "date": "a day as YYYY-MM-DD",
    "integer": "a whole number",
    "scheme": "the name of a scheme of ontology/, such as theme or measure",
    "search": 'one or more words, each found with any ending; words in "double quotes" stand together and exactly so',
    "text": "a text",
    "words": 'one or more words or parts of words; words in "double quotes" stand together',
}

_EXAMPLES = {
    "theme": "private-fostering",
    "measure": "children-looked-after",
    "scheme": "theme",
    "authority": "Wirral",
    "date": "2016-01-01",
    "search": "'private fostering'",
    "source": "report.pdf",
    "region": "'north west'",
    "name": "smith",
    "law": "'children act'",
}
"""Values to try, by the type of a parameter or by its name."""
