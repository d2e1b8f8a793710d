"""Labels for codes."""

from ..vocabulary import vocabulary


def label(scheme: str, code: str) -> str:
    """The preferred label of a concept, or its code if the scheme does not have it."""
    concept = vocabulary().scheme(scheme).get(code)
    return concept.label if concept else code
