"""The brief of an authority: one page for a reader who has ten minutes, every line with the page it was read from."""

from pathlib import Path

from .. import __version__
from ..days import day
from ..store import Store
from ..vocabulary import vocabulary
from .contents import Brief, gather

__all__ = ["Brief", "brief_page", "gather", "write_page"]

_FOLDER = Path(__file__).resolve().parent


def brief_page(store: Store, authority: str) -> str:
    """The brief of an authority as one self-contained HTML page: the same store gives the same text.

    :raises QueryError: if no authority goes by that code or name
    :raises SubjectError: if the store holds no inspection of it
    """
    return write_page(gather(store, authority))


def write_page(brief: Brief) -> str:
    """A brief as HTML."""
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(str(_FOLDER)), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["day"] = day
    return environment.get_template("page.html").render(
        brief=brief,
        style=(_FOLDER / "page.css").read_text(encoding="utf-8"),
        version=__version__,
        outcomes=_words("outcome"),
        statuses=_words("claim-status"),
    )


def _words(scheme: str) -> dict[str, str]:
    """Labels by code, to stand inside a line."""
    return {code: concept.label.lower() for code, concept in vocabulary().scheme(scheme).items()}
