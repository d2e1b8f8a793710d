"""The network around a subject, as a networkx graph and as one self-contained page.

``subjects`` finds what a name means, ``projections`` chooses what is drawn around it, ``gather`` fetches it from the store,
``layout`` gives everything its place, and ``page`` writes the HTML. Kinds of node, their colours and their importance are in
``assets/kinds.toml``; the questions to the store in ``queries/network/``.
"""

from ..store import Store
from .page import write_page
from .projections import LIMIT, neighbourhood
from .subjects import find_subject

__all__ = ["LIMIT", "find_subject", "neighbourhood", "view_page", "write_page"]


def view_page(store: Store, subject: str | None, limit: int = LIMIT) -> str:
    """The page of the network around a subject given by any of its names, or of the whole store.

    :raises SubjectError: if nothing goes by that name, or several things do
    """
    graph = neighbourhood(store, find_subject(store, subject) if subject is not None else None, limit)
    return write_page(graph, graph.graph["title"])
