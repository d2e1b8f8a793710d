"""The server: binds, says where it listens and what that means, and answers until it is ended."""

import socket
from collections.abc import Callable
from pathlib import Path

from ..errors import ServerError
from .app import create_app
from .security import LOOPBACK

Say = Callable[[str], None]


def serve(folder: Path, host: str = "127.0.0.1", port: int = 8000, say: Say = print) -> None:
    """Answer requests for the store in a folder until interrupted; port 0 takes any that is free.

    :raises StoreError: if there is no store, or it cannot be read
    :raises ServerError: if the address cannot be listened at
    """
    import uvicorn

    is_local = host in LOOPBACK
    app = create_app(folder, hosts=LOOPBACK if is_local else ())
    listening = _listen(host, port)
    shown = f"[{host}]" if ":" in host else host
    say(f"The explorer is at http://{shown}:{listening.getsockname()[1]}/ - Ctrl+C ends it")
    if not is_local:
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
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host.strip("[]"), port))
    except (OSError, OverflowError) as error:
        listening.close()
        raise ServerError(
            f"{host}:{port}: cannot listen there ({error}); choose another with --port, or 0 for any"
        ) from error
    return listening
