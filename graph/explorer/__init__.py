"""The explorer: a local web application over a store, for people who would rather look than query.

``app`` puts it together and ``security`` says what a browser may do with it; ``data`` is the store of the moment with what was asked of
it; ``addresses`` gives every thing the address of its page; each module of ``pages`` has the routes and the rows of some pages, and
``templates`` their words and shape; ``network`` draws the networks. A page is made on the server and works without scripts; scripts in
``assets`` add to it.
"""

from .app import create_app
from .serving import serve

__all__ = ["create_app", "serve"]
