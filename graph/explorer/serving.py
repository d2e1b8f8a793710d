"""The server: binds, says where it listens and what that means, and answers until it is ended."""

import errno
import socket
from collections.abc import Callable, Iterable
from pathlib import Path

from ..errors import ServerError
from .app import create_app
from .security import is_loopback, names_of

Say = Callable[[str], None]

_NOT_HERE = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


def serve(
    folder: Path, host: str = "127.0.0.1", port: int = 8000, say: Say = print, allowed: Iterable[str] = ()
) -> None:
    """Answer requests for the store in a folder until interrupted; port 0 takes any that is free. ``allowed`` are names that the server
    goes by besides its own.

    :raises StoreError: if there is no store, or it cannot be read
    :raises ServerError: if the address cannot be listened at
    """
    import uvicorn

    host = host.strip("[]")
    app = create_app(folder, hosts=names_of(host, allowed))
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    say(f"The explorer is at http://{shown}:{listening.getsockname()[1]}/ - Ctrl+C ends it")
    if not is_loopback(host):
        say(
            f"It listens at {host}: everybody who reaches this machine can read the store, the words of the documents "
            "and the press in it included, and ask queries. Leave out --host to keep it to yourself."
        )
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=2
    )

    class Server(uvicorn.Server):
        """Ends the queries that run before it waits for what is still being answered."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            app.state.pool.close()
            await super().shutdown(sockets)

    Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    if not host:  # which the system would take for every address
        raise ServerError("the host is empty; give an address with --host, or leave it out to keep to this machine")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise ServerError(f"{host}:{port}: cannot listen there ({error}); {_other(error)}") from error
    return listening


def _other(error: Exception) -> str:
    """What to choose instead of where a server cannot listen."""
    is_host = isinstance(error, socket.gaierror) or getattr(error, "errno", None) in _NOT_HERE
    return "choose an address of this machine with --host" if is_host else "choose another with --port, or 0 for any"
