"""What a browser may do with the pages: load and run nothing but what this server sends, and tell no other site what it reads."""

from collections.abc import Sequence

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


class Protected:
    """Sends headers that confine every answer, and refuses requests for names that are not this server's.

    A page of another site can make a browser believe that its own name is this machine (DNS rebinding); the name that the browser then
    asks for gives it away.
    """

    def __init__(self, app: ASGIApp, hosts: Sequence[str]) -> None:
        """Protect an application; ``hosts`` are the names it goes by, none where it may go by any."""
        self._app = app
        self._hosts = frozenset(hosts)

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
        if self._hosts and _name(host) not in self._hosts:
            text = f"This server does not go by the name '{host}'; open it under the address that it printed when it started.\n"
            await PlainTextResponse(text, status_code=421)(scope, receive, confined)
            return
        await self._app(scope, receive, confined)


def _name(host: str) -> str:
    """A host without its port."""
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host
