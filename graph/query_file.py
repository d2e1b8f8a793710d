"""A query as a file: a header of ``#+`` lines that says in YAML what is asked, and the SPARQL below it.

A line ``#{name}`` in the SPARQL is where the filter of a parameter goes; without a value it stays what it is, a comment.
So the text of a file is a query that any SPARQL 1.1 endpoint answers as it stands.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .errors import ParameterError, QueryError
from .parameters import TYPES, Parameter
from .syntax import check_form, check_local, form, line, mistake, prefixes

TRIPLE_COLUMNS = ("subject", "predicate", "object")
INTERNAL = "internal"
"""The tag of queries that are not listed."""

_HEADER = re.compile(r"#\+ ?(.*)")
_MARKER = re.compile(r"^(?P<indent>[ \t]*)#\{(?P<name>\w+)\}[ \t]*$", re.MULTILINE)
_KEYS = {"question": str, "description": str, "tags": list, "parameters": dict, "columns": dict}
_PARAMETER_KEYS = {
    "type": str,
    "description": str,
    "filter": str,
    "scheme": str,
    "values": list,
    "namespace": str,
    "required": bool,
}
_DECLARED = re.compile(r"^\s*PREFIX\s+([\w-]*):\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query: of the library or of a person's own. Those without a header have neither question nor columns."""

    name: str
    text: str
    subject: str = ""
    question: str = ""
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def internal(self) -> bool:
        """Whether it is asked by the package itself and not listed."""
        return INTERNAL in self.tags

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE."""
        return form(self.text)

    def filled(self, given: Mapping[str, str]) -> str:
        """The SPARQL with the filters of the parameters that are given.

        :raises QueryError: if a parameter is unknown, missing, or its value of another type
        """
        for name in given:
            if name not in self.parameters:
                raise QueryError(f"{self.name}: there is no parameter '{name}'{self._near(name)}; {self.usage()}")
        for name, parameter in self.parameters.items():
            if parameter.required and name not in given:
                raise ParameterError(
                    f"{self.name}: the parameter '{name}' is needed; {self.usage()}", name, "This is needed"
                )
        clauses = {name: self._clause(name, value) for name, value in given.items()}
        return _MARKER.sub(
            lambda found: found["indent"] + clauses.get(found["name"], f"#{{{found['name']}}}"), self.text
        )

    def _clause(self, name: str, value: str) -> str:
        try:
            return self.parameters[name].clause(value)
        except QueryError as error:
            raise ParameterError(f"{self.name}: {error}; {self.usage()}", name, str(error)) from error

    def usage(self) -> str:
        """The parameters and what each is, in one line."""
        if not self.parameters:
            return "the query takes no parameters"
        taken = ", ".join(f"{name} ({parameter.kind})" for name, parameter in self.parameters.items())
        return f"the parameters are: {taken}"

    def summary(self) -> str:
        """Name, question and parameters for a list of the library."""
        names = [f"{name} (needed)" if each.required else name for name, each in self.parameters.items()]
        taken = f"\n    parameters: {', '.join(names)}" if names else ""
        return f"{self.name}\n    {self.question}{taken}"

    def _near(self, name: str) -> str:
        near = difflib.get_close_matches(name, self.parameters, n=1)
        return f" (did you mean '{near[0]}'?)" if near else ""


def read_query(path: Path, name: str, subject: str) -> Query:
    """A query of the library, checked: header complete, columns as projected, parameters used, prefixes those of the ontology.

    :raises QueryError: naming file and line, and what to do
    """
    query = own_query(_text(path), name, str(path))
    if not query.columns:
        raise QueryError(f"{path}, line 1: the query has no header; begin with lines '#+ question: ...'")
    _check_prefixes(query, str(path))
    return replace(query, subject=subject)


def own_query(text: str, name: str, place: str, local: bool = True) -> Query:
    """A query of a person's own, whose header may be missing; ``place`` is where it comes from, for errors.

    What the local store must not or cannot answer is refused if it is ``local``; an endpoint judges for itself.

    :raises QueryError: if the text is no query, would call another server, or is malformed
    """
    text = text.removeprefix("\ufeff")
    header = _header_lines(text.splitlines())
    check_form(text, place)
    columns = None
    if local:
        check_local(text, place)
        columns = _columns(text, place)
    query = Query(name=name, text=text)
    return _described(query, _yaml(header, place), header, columns, place) if header else query


def _header_lines(lines: list[str]) -> list[str]:
    header: list[str] = []
    for each in lines:
        found = _HEADER.fullmatch(each)
        if not found:
            break
        header.append(found[1])
    return header


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise QueryError(f"{path}: there is no such file; check the path") from error
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: the file cannot be read ({error}); a query is a text file in UTF-8") from error


def read_own(path: Path, local: bool) -> Query:
    """A person's own query from a file.

    :raises QueryError: if there is no such file, or it is malformed
    """
    return own_query(_text(path), path.name, str(path), local)


def _yaml(header: list[str], place: str) -> dict[str, Any]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        data = yaml.load("\n".join(header), loader)  # noqa: S506 - one of the safe loaders
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "not YAML"
        number = mark.line + 1 if mark else 1
        raise QueryError(f"{place}, line {number}: the header is not YAML ({problem}); correct the line") from error
    if not isinstance(data, dict):
        raise QueryError(f"{place}, line 1: the header has no keys; expected {', '.join(_KEYS)}")
    return data


def _columns(text: str, place: str) -> tuple[str, ...]:
    """The columns the text gives, found by asking a store that holds nothing."""
    prologue = default_prologue()
    try:
        answer = ox.Store().query(prologue + text)
    except SyntaxError as error:
        raise mistake(error, text, place, prologue, ox.Store().query) from error
    if isinstance(answer, ox.QuerySolutions):
        return tuple(variable.value for variable in answer.variables)
    return ("answer",) if isinstance(answer, ox.QueryBoolean) else TRIPLE_COLUMNS


def default_prologue() -> str:
    """The prefixes of the ontology, on one line so that lines keep their numbers; a query may declare them anew."""
    return "".join(f"PREFIX {name}: <{namespace}> " for name, namespace in prefixes().items())


class _Header:
    """Errors that name the line of the header they are about."""

    def __init__(self, lines: list[str], place: str) -> None:
        self._lines = lines
        self._place = place

    def error(self, key: str, message: str) -> QueryError:
        pattern = re.compile(rf"\s*{re.escape(key)}\s*:")
        number = next((number for number, each in enumerate(self._lines, 1) if pattern.match(each)), 1)
        return QueryError(f"{self._place}, line {number}: {message}")

    def check(self, entries: Mapping[str, Any], known: Mapping[str, type], needed: set[str], owner: str) -> None:
        """Every needed key is there, every key known and its value of the right type."""
        for key in needed - set(entries):
            raise self.error(owner.strip("'"), f"{owner} has no '{key}'; add it")
        for key, value in entries.items():
            if key not in known:
                raise self.error(str(key), f"{owner} has an unknown key '{key}'; expected {', '.join(known)}")
            if not isinstance(value, known[key]):
                raise self.error(str(key), f"'{key}' of {owner} is not a {known[key].__name__}; correct it")


def _described(
    query: Query, data: dict[str, Any], lines: list[str], columns: tuple[str, ...] | None, place: str
) -> Query:
    header = _Header(lines, place)
    header.check(data, _KEYS, set(_KEYS), "the header")
    parameters = {str(name): _parameter(str(name), entries, header) for name, entries in data["parameters"].items()}
    _check_markers(query.text, parameters, header, place)
    if columns is not None and tuple(data["columns"]) != columns:
        declared, given = " ".join(map(str, data["columns"])), " ".join(columns)
        raise header.error(
            "columns", f"the columns are declared as '{declared}' and projected as '{given}'; make them agree"
        )
    return replace(
        query,
        question=data["question"].strip(),
        description=data["description"].strip(),
        tags=tuple(map(str, data["tags"])),
        parameters=parameters,
        columns={str(name): str(text) for name, text in data["columns"].items()},
    )


def _parameter(name: str, entries: Any, header: _Header) -> Parameter:
    if not isinstance(entries, dict):
        raise header.error(name, f"the parameter '{name}' is no mapping; give it type, description and filter")
    header.check(entries, _PARAMETER_KEYS, {"type", "description", "filter"}, f"'{name}'")
    if entries["type"] not in TYPES:
        raise header.error(
            name, f"'{name}' has the unknown type '{entries['type']}'; expected {', '.join(sorted(TYPES))}"
        )
    for type_, key in (("concept", "scheme"), ("choice", "values")):
        if (entries["type"] == type_) != (key in entries):
            raise header.error(name, f"'{name}': '{key}' goes with the type {type_} and with no other; correct it")
    if not all(isinstance(value, str) for value in entries.get("values", ())):
        raise header.error(name, f"a value of '{name}' is no text; put values such as yes and no in double quotes")
    values = tuple(entries.get("values", ()))
    parameter = Parameter(name=name, **{**entries, "values": values})
    if not parameter.place.search(parameter.filter):
        raise header.error(name, f"the filter of '{name}' does not use ${name}; write ${name} where the value goes")
    return parameter


def _check_markers(text: str, parameters: Mapping[str, Parameter], header: _Header, place: str) -> None:
    markers = {found["name"]: found.start() for found in _MARKER.finditer(text)}
    for name in parameters:
        if name not in markers:
            raise header.error(
                name, f"the parameter '{name}' is not used; put a line #{{{name}}} where its filter goes"
            )
    for name, offset in markers.items():
        if name not in parameters:
            number = line(text, offset)
            raise QueryError(f"{place}, line {number}: #{{{name}}} is no parameter of the header; declare it there")


def _check_prefixes(query: Query, place: str) -> None:
    body = "\n".join(each for each in query.text.splitlines() if not each.startswith(("#", "PREFIX")))
    used = body + "\n".join(parameter.filter for parameter in query.parameters.values())
    for found in _DECLARED.finditer(query.text):
        name, namespace = found.groups()
        where = f"{place}, line {line(query.text, found.start(1))}"
        known = prefixes().get(name, "unknown")
        if known != namespace:
            raise QueryError(f"{where}: the namespace of '{name}:' in the ontology is {known}; write the ontology's")
        if not re.search(rf"(?<![\w:/-]){re.escape(name)}:", used):
            raise QueryError(f"{where}: the prefix '{name}:' is not used; take it out")
