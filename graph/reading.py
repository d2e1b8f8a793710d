"""From a file's bytes to everything that is read from it; the same bytes give the same reading."""

import hashlib
from functools import lru_cache
from pathlib import Path

from . import extract, sources, structure
from .document import Document
from .facts import Reading
from .settings import ONTOLOGY
from .vocabulary import Vocabulary, vocabulary

_CODE = Path(__file__).resolve().parent
_READ_BY = ("dates", "document", "facts", "iris", "reading", "register", "settings", "triples", "vocabulary")
"""The modules beside the packages ``sources``, ``structure`` and ``extract`` on which the graph of a document depends."""


def read_document(document: Document, words: Vocabulary | None = None) -> Reading:
    """All facts of a document."""
    words = words or vocabulary()
    reports = structure.read_reports(document, words)
    return Reading(document, tuple(extract.extract_all(report, words) for report in reports))


@lru_cache(maxsize=1)
def reading_version() -> str:
    """A digest of the code and the data that reading depends on: what was read by another version is read again."""
    digest = hashlib.sha256()
    modules = [
        path for package in (sources, structure, extract) for path in Path(str(package.__file__)).parent.glob("*.py")
    ]
    modules += [_CODE / f"{name}.py" for name in _READ_BY]
    for path in sorted(modules) + sorted(ONTOLOGY.glob("*.ttl")) + [ONTOLOGY / "context.jsonld"]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
