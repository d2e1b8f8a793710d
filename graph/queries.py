"""Queries by name, from a file or from standard input, asked of a store or of a SPARQL endpoint."""

import difflib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import TextIO

from .endpoint import Endpoint
from .errors import QueryError
from .parameters import Parameter, parameters
from .query_file import Query, default_prologue, own_query, read_own, read_query
from .results import FORMATS, Result, write
from .settings import QUERIES
from .store import Store

__all__ = ["FORMATS", "Endpoint", "Parameter", "Query", "Result", "library", "parameters", "run", "write"]


@lru_cache(maxsize=1)
def library() -> dict[str, Query]:
    """All queries of the library by name, sorted by subject and name.

    :raises QueryError: if a file is not what the library needs, or two have one name
    """
    files = sorted(QUERIES.glob("*/*.rq"))
    names = [path.stem for path in files]
    for path in files:
        if names.count(path.stem) > 1:
            raise QueryError(f"{path}: another file of the library has the name '{path.stem}' too; rename one")
    return {path.stem: _read(path) for path in files}


@cache
def _read(path: Path) -> Query:
    return read_query(path, path.stem, path.parent.name)


def run(name: str, parameters: Mapping[str, str], source: Store | Endpoint, stdin: TextIO) -> Result:
    """The answer to a query of the library, to one in a file whose name ends in ``.rq``, or to the text of ``stdin`` (name ``-``).

    On a store, a person's own query sees the merge of all graphs, knows the prefixes of the ontology and may not call other servers.

    :raises QueryError: if the query is unknown or malformed, or a parameter is unknown or of another type
    :raises EndpointError: if an endpoint does not answer
    """
    own = name == "-" or name.endswith(".rq")
    query = _own(name, stdin, isinstance(source, Store)) if own else _named(name)
    text = (default_prologue() if own else "") + query.filled(parameters)
    if isinstance(source, Endpoint):
        return source.ask(text, query.form)
    try:
        return Result.of(source.graph.query(text))
    except (OSError, RuntimeError, ValueError, SyntaxError) as error:
        raise QueryError(
            f"{query.name}: the store could not answer ({error}); check the query and the store"
        ) from error


def _own(name: str, stdin: TextIO, local: bool) -> Query:
    if name != "-":
        return read_own(Path(name), local)
    try:
        return own_query(stdin.read(), name, "standard input", local)
    except UnicodeDecodeError as error:
        raise QueryError(f"standard input: the text cannot be read ({error}); a query is a text in UTF-8") from error


def _named(name: str) -> Query:
    """The query of a name; only its own file is read."""
    files = {path.stem: path for path in QUERIES.glob("*/*.rq")}
    if name in files:
        return _read(files[name])
    near = difflib.get_close_matches(name, files, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "'inspection-graph queries' lists them all"
    raise QueryError(f"the library has no query '{name}'; {hint} A file of your own ends in .rq")
