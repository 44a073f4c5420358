"""Binding, saying where, and running until a signal."""

from __future__ import annotations

import errno
import os
import secrets
import socket
import ssl
import sys
import threading
import webbrowser
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

import uvicorn
import websockets  # noqa: F401 (uvicorn itself misses it only when a page comes)

from formcheck.errors import CannotOpen, FormcheckError, system_reason
from formcheck.machine import use_one_heap
from formcheck.web.app import make_app
from formcheck.web.limits import MAX_MESSAGE_BYTES
from formcheck.web.security import AccessRules, is_loopback

PING_S = 10.0  # a network that is gone without a word is found out within twice that
DEAF_MS = 20_000
GRACE_S = 3
EVERYWHERE = ("0.0.0.0", "::", "")


class CannotServe(FormcheckError):
    """The address or the certificate cannot be used."""


@dataclass(frozen=True)
class ServeOptions:
    """The options of `formcheck serve`."""

    host: str
    port: int
    browser: bool
    certfile: str | None
    keyfile: str | None
    sessions: int


class Server(uvicorn.Server):
    """Runs until `stop` returns true, then calls `end`; signals are handled elsewhere."""

    def __init__(self, config: uvicorn.Config, stop: Callable[[], bool], end: Callable[[], None]) -> None:
        super().__init__(config)
        self._stop, self._end = stop, end

    async def on_tick(self, counter: int) -> bool:
        """Called ten times a second; whether to end."""
        return await super().on_tick(counter) or self._stop()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """It waits for its connections: none of them must wait for a video."""
        self._end()
        await super().shutdown(sockets)

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """One that came before this would be lost."""
        return nullcontext()


def run_server(
    asked: ServeOptions, say: Callable[[str], None], notify: Callable[[str], None], stop: Callable[[], bool]
) -> None:
    """Serve until `stop`; raises FormcheckError.  `say` gets the address, `notify` what goes wrong meanwhile."""
    use_one_heap()
    secure = asked.certfile is not None
    if asked.certfile is not None:
        _check_certificate(asked.certfile, asked.keyfile)
    token = None if is_loopback(asked.host) else secrets.token_urlsafe(16)
    rules = AccessRules(asked.host, token, secure)
    with _listening(asked.host, asked.port) as listener:
        address = _address(rules, listener)
        say(address)
        if token is not None and not secure:
            notify(
                "browsers give no camera to a page from another machine without HTTPS "
                "(try: --certfile and --keyfile; docs/serve.md says how to make them)"
            )
        if asked.browser:
            _open_browser(address)
        app = make_app(rules, asked.sessions, notify)
        config = uvicorn.Config(
            app,
            http="h11",
            ws="websockets-sansio",
            ws_max_size=MAX_MESSAGE_BYTES,
            ws_ping_interval=PING_S,
            ws_ping_timeout=PING_S,
            ws_per_message_deflate=False,  # pictures are compressed, and a small message must stay small
            log_level="error",  # addresses hold the token
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE_S,
            ssl_certfile=asked.certfile,
            ssl_keyfile=asked.keyfile,
        )
        Server(config, stop, app.state.end).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host or None, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family = found[0][0]
        both = family == socket.AF_INET6 and host in EVERYWHERE and socket.has_dualstack_ipv6()
        listener = socket.create_server((host, port), family=family, backlog=128, dualstack_ipv6=both)
    except (OSError, OverflowError) as error:
        raise CannotServe(f"{host}:{port}", *_why_not(error)) from error
    # A client that reads nothing would otherwise hold its connection without end.
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAF_MS)
    return listener


def _why_not(error: OSError | OverflowError) -> tuple[str, str]:
    """What is wrong and what to try."""
    number = getattr(error, "errno", None) or 0
    # Python's own words for these hold the address once more.
    reason = os.strerror(number) if number > 0 else system_reason(error)
    if number == errno.EADDRINUSE:
        return reason, "--port 0 takes a free one"
    if number == errno.EACCES or isinstance(error, OverflowError):
        return reason, "--port 8642"
    return reason, "--host 127.0.0.1, or another address of this machine"


def _check_certificate(certfile: str, keyfile: str | None) -> None:
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certfile, keyfile)
    except (OSError, ValueError) as error:
        raise CannotOpen(
            certfile,
            system_reason(error),
            "a certificate and its key in PEM format; docs/serve.md says how to make them",
        ) from error


def _address(rules: AccessRules, listener: socket.socket) -> str:
    host = _own_address() if rules.host in EVERYWHERE else rules.host
    name = f"[{host}]" if ":" in host else host
    token = f"?token={rules.token}" if rules.token else ""
    return f"http{'s' if rules.secure else ''}://{name}:{listener.getsockname()[1]}/{token}"


def _own_address() -> str:
    """Where other machines find this one; nothing is sent to find out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def _open_browser(address: str) -> None:
    """Open it where there is a screen; a browser in the terminal would take the terminal."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
