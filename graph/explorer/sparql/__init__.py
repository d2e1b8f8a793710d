"""SPARQL over HTTP: queries are read (``asked``), answered by processes that can be ended (``pool``, ``worker``), and told as a
protocol wants it (``formats``, ``dataset``) or as a page does (``forms``, ``views``, ``terms``).
"""

from .asked import Refused
from .limits import Limits
from .pool import Pool

__all__ = ["Limits", "Pool", "Refused"]
