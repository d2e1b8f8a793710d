"""What a browser may do with the pages: load and run nothing but what this server sends, and tell no other site what it reads."""

import ipaddress
import socket
from collections.abc import Iterable, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in _POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
ANY_ADDRESS = "*"
"""Stands for all IP addresses among the names of a server: no other site can make a browser believe that it has one as its name."""


class Protected:
    """Sends headers that confine every answer, and refuses requests for names that are not this server's.

    A page of another site can make a browser believe that its own name is this machine (DNS rebinding); the name that the browser then
    asks for gives it away.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        """Protect an application; ``hosts`` are the names it goes by."""
        self._app = app
        self._hosts = frozenset(map(_plain, hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def confined(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        host = Headers(scope=scope).get("host", "")
        if not self._goes_by(_plain(_name(host))):
            text = (
                f"This server does not go by the name '{host}'; open it under the address that it printed when it started, "
                "or start it with --allow-host and that name.\n"
            )
            await PlainTextResponse(text, status_code=421)(scope, receive, confined)
            return
        await self._app(scope, receive, confined)

    def _goes_by(self, name: str) -> bool:
        return name in self._hosts or (ANY_ADDRESS in self._hosts and _is_address(name))


def names_of(host: str, allowed: Iterable[str] = ()) -> tuple[str, ...]:
    """The names that a server goes by which listens at a host: on this machine alone its loopback names, else also its own, any address
    and the host; and those that are allowed besides.
    """
    own = () if is_loopback(host) else (ANY_ADDRESS, host, socket.gethostname(), socket.getfqdn())
    return (*LOOPBACK, *own, *allowed)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    if _is_address(host):
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    return host.lower() == "localhost"


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _plain(name: str) -> str:
    """A name as all of its spellings are compared."""
    return name.lower().removesuffix(".")


def _name(host: str) -> str:
    """A host without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
