"""IRIs as pure functions of what they name: the same fact has the same IRI on every machine."""

import hashlib
import re
from functools import lru_cache
from urllib.parse import quote

from .settings import BASE

_SAFE = re.compile(r"[^A-Za-z0-9._~-]+")


def _join(*parts: str) -> str:
    return BASE + "/".join(map(_part, parts))


@lru_cache(maxsize=4096)
def _part(part: str) -> str:
    return quote(_SAFE.sub("-", part).strip("-") or "x", safe="")


def concept(scheme: str, code: str) -> str:
    """A concept of a scheme: ``grade/good``."""
    return _join(scheme, code)


def entity(*path: str) -> str:
    """A thing that documents share: ``id/person/ofsted/...``."""
    return _join("id", *path)


def authority(gss: str) -> str:
    """The authority of the area with a code."""
    return _join("id", "authority", gss)


def board(gss: str) -> str:
    """The safeguarding board of an authority."""
    return _join("id", "lscb", gss)


def document(sha256: str) -> str:
    """A document, which is also the name of the graph of all that was read from it."""
    return _join("id", "document", sha256[:16])


def report(document_iri: str, order: int) -> str:
    """A report in a document."""
    return f"{document_iri}/report" if order == 1 else f"{document_iri}/report/{order}"


def article(document_iri: str) -> str:
    """The article in a document."""
    return f"{document_iri}/article"


def inspection(gss: str, start: str, report_iri: str) -> str:
    """An inspection: of an authority from a day on; under its report where either is unknown."""
    return _join("id", "inspection", gss, start) if gss and start else f"{report_iri}/inspection"


def fact(document_iri: str, order: int, key: tuple[str, ...]) -> str:
    """A fact of a document; facts of a second report in one file stand below that report."""
    base = document_iri if order == 1 else report(document_iri, order)
    return base + "/" + _join(*key).removeprefix(BASE)


def evidence(document_iri: str, page: int, start: int, end: int) -> str:
    """Words at their place."""
    return f"{document_iri}/text/{page}/{start}-{end}"


def link(kind: str, *joined: str) -> str:
    """Something derived: its kind, and a digest of the IRIs and texts that tell it from others of the kind."""
    return _join("id", "link", kind, hashlib.sha256(" ".join(joined).encode()).hexdigest()[:16])
