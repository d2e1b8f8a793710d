"""From a file's bytes to everything that is read from it; the same bytes give the same reading."""

import hashlib
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from . import extract, structure
from .document import Document
from .facts import Reading
from .settings import ONTOLOGY
from .vocabulary import Vocabulary, vocabulary

_CODE = Path(__file__).resolve().parent
_LIBRARIES = ("pypdfium2", "trafilatura", "rapidfuzz")


def read_document(document: Document, words: Vocabulary | None = None) -> Reading:
    """All facts of a document."""
    words = words or vocabulary()
    reports = structure.read_reports(document, words)
    if article := structure.read_article(document, words, reports):
        return Reading(document, (extract.extract_article(article, words),))
    return Reading(document, tuple(extract.extract_all(report, words) for report in reports))


@lru_cache(maxsize=1)
def reading_version() -> str:
    """A digest of the code, the data and the libraries that reading depends on: what was read by another version is read again."""
    digest = hashlib.sha256(" ".join(f"{name} {version(name)}" for name in _LIBRARIES).encode())
    code = (path for path in _CODE.rglob("*.py") if "network" not in path.parts)
    for path in [*sorted(code), *sorted(ONTOLOGY.glob("*.ttl")), *sorted(ONTOLOGY.glob("*.json*"))]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
