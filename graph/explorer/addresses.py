"""Addresses: a thing of the graph is shown under the path that its IRI has."""

from urllib.parse import quote

from ..settings import BASE

_SAFE = "/:@!$&'()*+,;=~-._"


def address(iri: str) -> str:
    """The path of the page of a thing; of an IRI of the web that is not of this graph, the IRI itself; of all else nothing."""
    if iri.startswith(BASE):
        return "/" + quote(iri.removeprefix(BASE), safe=_SAFE)
    # A document may hold anything: "javascript:" would run.
    return iri if iri.startswith(("http://", "https://")) else ""


def iri_of(path: str) -> str:
    """The IRI of the thing that is shown under a path, given as the server decoded it."""
    return BASE + path.removeprefix("/")
