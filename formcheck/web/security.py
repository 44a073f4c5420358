"""Access control and security headers: every request passes here."""

from __future__ import annotations

import ipaddress
import re
import secrets
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TOKEN = "token"
OPEN = "/static/"  # the same in every copy of formcheck: nothing to protect
HOST = re.compile(r"(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d{1,5})?", re.ASCII)
READING = ("GET", "HEAD")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), display-capture=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# Old browsers do not count a WebSocket's address as 'self'.
PAGE = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self' {socket}; media-src 'self' blob: mediastream:; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
NOTHING = "default-src 'none'; frame-ancestors 'none'"
# A report brings its scripts and styles with it, and names them by their digests; here it gets no address at all.
REPORT = (
    "sandbox allow-scripts allow-modals; default-src 'none'; script-src 'unsafe-inline'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@dataclass(frozen=True)
class AccessRules:
    """Which requests are accepted: by the name they call the server, their token and their origin."""

    host: str  # where it binds
    token: str | None
    secure: bool

    def accepts_host(self, host: str) -> bool:
        """Whether a Host header means this server.

        A foreign name whose DNS points here (rebinding) would make that
        site's pages this server's own; an address is no such name.
        """
        match = HOST.fullmatch(host)
        if match is None:
            return False
        name = match[1].strip("[]").lower()
        if is_loopback(name):
            return True
        if is_loopback(self.host):
            return False
        return _is_address(name) or name in _own_names(self.host)

    def accepts_token(self, query: bytes) -> bool:
        """Whether the address carries the token, if one is demanded."""
        if self.token is None:
            return True
        given = parse_qs(query.decode("latin-1")).get(TOKEN, [""])[0]
        return secrets.compare_digest(given.encode(), self.token.encode())

    def accepts_origin(self, origin: str | None, host: str) -> bool:
        """Whether the request comes from a page of this server."""
        return origin == f"http{'s' if self.secure else ''}://{host}"


class SecurityMiddleware:
    """ASGI middleware: refuses what the access rules do not accept, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, rules: AccessRules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn away, or let through with the headers of every answer."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")

        refusal = next(self._refusals(scope, headers, host), None)
        policy = NOTHING if refusal else PAGE.format(socket=f"ws{'s' if self._rules.secure else ''}://{host}")

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                added = MutableHeaders(scope=message)
                for name, value in {**HEADERS, "Content-Security-Policy": policy}.items():
                    added.setdefault(name, value)
            await send(message)

        if refusal is None:
            await self._app(scope, receive, answer)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})  # before it is accepted: status 403
        else:
            status, why = refusal
            await PlainTextResponse(f"formcheck: {why}\n", status)(scope, receive, answer)

    def _refusals(self, scope: Scope, headers: Headers, host: str) -> Iterator[tuple[int, str]]:
        if not self._rules.accepts_host(host):
            yield 421, "called by a name that is not its own (try: the address that formcheck serve printed)"
        reading = scope["type"] == "http" and scope["method"] in READING
        if not reading and not self._rules.accepts_origin(headers.get("origin"), host):
            yield 403, "asked by another site's page (try: the address that formcheck serve printed)"
        if not scope["path"].startswith(OPEN) and not self._rules.accepts_token(scope["query_string"]):
            yield 403, "the token is missing or wrong (try: the whole address that formcheck serve printed)"


def is_loopback(host: str) -> bool:
    """Whether it is a loopback address, which only this machine can reach."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _own_names(host: str) -> set[str]:
    own = socket.gethostname().lower()
    return {host.lower(), own, f"{own}.local"}
