"""Where things are and what they are called: the namespace, the folders of data, the store."""

import os
from pathlib import Path

BASE = "https://w3id.org/inspection-graph/"
IG = BASE + "ontology#"
VOCABULARY_GRAPH = BASE + "vocabulary"
LINKS_GRAPH = BASE + "links"

_ROOT = Path(__file__).resolve().parent


def _data_folder(name: str) -> Path:
    """A folder of data: inside the installed package, or beside it in a checkout."""
    installed = _ROOT / "data" / name
    return installed if installed.is_dir() else _ROOT.parent / name


ONTOLOGY = _data_folder("ontology")
QUERIES = _data_folder("queries")
SAMPLES = _ROOT / "samples"


def default_store() -> Path:
    """The folder of the store when a command names none."""
    return Path(os.environ.get("INSPECTION_GRAPH_STORE") or "inspection-graph.store")
