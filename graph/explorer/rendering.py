"""Pages as HTML: templates with everything from documents escaped, and with what all of them need."""

from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from .. import __version__
from ..days import day, period
from ..errors import QueryError, SubjectError, VocabularyError
from ..network.kinds import area_name, concept_label, grades, kinds
from ..network.page import clean
from ..register import register
from ..rows import code
from ..settings import BASE
from ..vocabulary import vocabulary
from .addresses import address
from .data import Data
from .labels import grade_labels, problem_kind, problem_said
from .static import asset

if TYPE_CHECKING:
    from jinja2 import Environment

_DRAWN = ("/id/", "/theme/", "/post/", "/body/")  # paths of things around which there is a network,
_LINK = "/id/link/"  # but for links, which are its lines
_TEMPLATES = Path(__file__).resolve().parent / "templates"


@lru_cache(maxsize=1)
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(str(_TEMPLATES)),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=lambda value: clean(value) if type(value) is str else value,
    )
    environment.filters |= {
        "address": address,
        "code": code,
        "day": day,
        "label": _label,
        "meaning": _meaning,
        "named": named,
        "problem_kind": problem_kind,
        "problem_said": problem_said,
        "query": _query,
    }
    environment.globals |= {
        "version": __version__,
        "asset": asset,
        "period": period,
        "grades": grades(),
        "grade_labels": grade_labels(),
        "kinds": kinds(),
        "area_name": area_name,
        "menu": (("/", "Start"), ("/network", "Network"), ("/sparql", "SPARQL"), ("/problems", "Problems")),
    }
    return environment


def _label(value: str, scheme: str) -> str:
    """The label of a concept given by its code or IRI."""
    return concept_label(scheme, code(value)) if value else ""


def _meaning(value: str, scheme: str) -> str:
    """The definition of a concept given by its code or IRI; the code where the scheme does not have it."""
    concept = vocabulary().scheme(scheme).get(code(value))
    return concept.definition if concept else code(value)


def local(iri: str) -> str:
    """The last part of the IRI of a class or property."""
    return iri.replace("#", "/").rstrip("/").rpartition("/")[2]


def spaced(name: str) -> str:
    """The name of a class or property as words: "PriorInspection" as "Prior inspection"."""
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().capitalize()


def named(iri: str) -> str:
    """A thing in words: a concept by its label, an authority by its name, an inspection by both, all else by the end of its IRI."""
    parts = iri.removeprefix(BASE).removeprefix("id/").split("/")
    match parts:
        case ["authority", gss]:
            return _authority(gss)
        case ["inspection", gss, start]:
            return f"{_authority(gss)}, {day(start)}"
        case ["document", _, kind, *rest]:
            return " ".join([spaced(kind.replace("-", " ")), *rest])
        case ["post", _, gss, name] | ["body", gss, name]:
            return f"{spaced(name.replace('-', ' '))}, {_authority(gss)}"
        case ["person", _, name]:
            return name.replace("-", " ").title()
        case ["law" | "organisation", name]:
            return spaced(name.replace("-", " "))
        case ["link", kind, _]:
            return spaced(kind.replace("-", " "))
        case [scheme, name] if iri.startswith(f"{BASE}{scheme}/"):
            with suppress(VocabularyError):
                return concept_label(scheme, name)
    return "/".join(parts)


def _authority(gss: str) -> str:
    found = register(vocabulary()).get(gss)
    return found.name if found else gss


def _query(parameters: dict[str, str]) -> str:
    """Parameters as the end of an address, without empty ones."""
    given = {name: value for name, value in parameters.items() if value}
    return f"?{urlencode(given)}" if given else ""


def data_of(request: Request) -> Data:
    """The store of the moment; it is one and the same throughout a request."""
    if not hasattr(request.state, "data"):
        request.state.data = request.app.state.shelf.current()
    data: Data = request.state.data
    return data


def status_of(error: Exception) -> int:
    """The status of HTTP that an error is told with."""
    if isinstance(error, HTTPException):
        return error.status_code
    return 404 if isinstance(error, SubjectError) else 400 if isinstance(error, QueryError) else 503


def written(request: Request, template: str, *, title: str, **values: Any) -> str:
    """The HTML of a page from a template; ``thing`` says whether there is a network around what it shows."""
    path = request.scope["path"]
    shown = {
        "request": request,
        "title": title,
        "path": path,
        "thing": path.startswith(_DRAWN) and not path.startswith(_LINK),
    }
    return _environment().get_template(template).render(shown | values)


def page(
    request: Request, template: str, *, title: str, status: int = 200, kept: bool = False, **values: Any
) -> Response:
    """A page from a template. A browser that has it already is told so (``If-None-Match``).

    One that is ``kept`` is made once for each path and state of the store: nothing in it may depend on who asks, or for what else.
    """

    def made() -> str:
        return written(request, template, title=title, **values)

    html = data_of(request).pages.once(request.scope["path"], made) if kept else made()
    tag = f'"{sha256(html.encode()).hexdigest()[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if status == 200 and request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(html, status_code=status, headers=headers)
