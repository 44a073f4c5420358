"""The command: where it listens, who is let in from other machines, and how it ends."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from websockets.asyncio.client import connect as connect_here
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from formcheck.cli import main
from formcheck.exercises import EXERCISES
from tests.support.serve_client import VIDEO, Page, begun, binary, pictures, serving
from tests.support.waiting import PATIENCE_S, until

pytestmark = pytest.mark.slow

# Of a machine that nobody has; both are good for a hundred years.
CERTIFICATE = """\
-----BEGIN CERTIFICATE-----
MIIBmzCCAUCgAwIBAgIUM969pttlrnqei6IkHRYI2tXR7VAwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOZm9ybWNoZWNrLXRlc3QwIBcNMjYxMTIzMDM0NzMxWhgPMjEy
NjEwMzAwMzQ3MzFaMBkxFzAVBgNVBAMMDmZvcm1jaGVjay10ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEE4X0p5ngD+nUPPEE1LzXbmzUEpx0vNMYB3VxiRd9
Zd3soQG5jeK+6Ebu974DiNAck15fOy6ErxBOmhl02mE2x6NkMGIwHQYDVR0OBBYE
FKpMF/uZ3THgBcs4qh7czoTxxluGMB8GA1UdIwQYMBaAFKpMF/uZ3THgBcs4qh7c
zoTxxluGMA8GA1UdEwEB/wQFMAMBAf8wDwYDVR0RBAgwBocEfwAAATAKBggqhkjO
PQQDAgNJADBGAiEA3czZBAgxoUVHEh9puB76sI4exm92jDQB4dMc/f7MsukCIQCc
hXnDMl/+jYALxpp4HROGZXOB495zRfnjq8IpggEO+w==
-----END CERTIFICATE-----
"""
KEY = """\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgN6O/60wyNeThD/DN
S6D1oGL2UX7mg9mEXyhMwvpviD+hRANCAAQThfSnmeAP6dQ88QTUvNdubNQSnHS8
0xgHdXGJF31l3eyhAbmN4r7oRu73vgOI0ByTXl87LoSvEE6aGXTaYTbH
-----END PRIVATE KEY-----
"""


WITHOUT = """\
import sys
from formcheck.cli import main
for missing in ("uvicorn", "websockets", "starlette"):
    sys.modules[missing] = None
    assert main(["serve", "--port", "0", "--no-browser"]) == 1
    del sys.modules[missing]
"""


def refusal(capsys: pytest.CaptureFixture[str], *options: str, code: int = 1) -> str:
    """The one line on stderr of a server that cannot be."""
    assert main(["serve", "--no-browser", *options]) == code
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    return line


def test_it_listens_on_this_machine_only_and_needs_no_token_there() -> None:
    with serving() as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", server.address)
        with server.get("/exercises") as answer:
            assert [one["name"] for one in json.load(answer)] == list(EXERCISES)
        with socket.socket() as other, pytest.raises(OSError, match="refused"):
            other.connect(("127.0.0.2", server.port))


def test_ctrl_c_ends_a_session_under_way_and_exits_as_every_command_does() -> None:
    with serving() as server:
        page = Page(server)
        with page.connected():
            page.show(pictures()[:5])
            server.process.send_signal(signal.SIGINT)
            out, err = server.process.communicate(timeout=PATIENCE_S)
        assert (server.process.returncode, out, err) == (130, "", "")


@pytest.mark.parametrize("missing", [1, 0], ids=["received", "analysed"])
def test_ctrl_c_ends_a_video_under_way_and_its_page_is_told(missing: int, tmp_path: Path) -> None:
    with serving(TMPDIR=str(tmp_path)) as server, begun(server.port, len(VIDEO) + missing, VIDEO) as page:
        until(lambda: list(tmp_path.glob("formcheck-*")) if missing else b"progress" in page.recv(4000))
        server.process.send_signal(signal.SIGINT)
        out, err = server.process.communicate(timeout=PATIENCE_S)
        assert (server.process.returncode, out, err) == (130, "", "")
        answer = page.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 503 ") is bool(missing)
    assert b"the server is ending" in answer
    assert list(tmp_path.glob("formcheck-*")) == []


def test_sigterm_ends_it_before_anybody_came() -> None:
    with serving() as server:
        server.process.terminate()
        out, err = server.process.communicate(timeout=PATIENCE_S)
        assert (server.process.returncode, out, err) == (143, "", "")


def test_other_machines_need_the_token_of_the_printed_address() -> None:
    with serving("--host", "0.0.0.0") as server:
        address, token = server.address.split("/?token=")
        assert len(token) >= 20
        for query in ("", "?token=", "?token=" + token[:-1], "?token=" + token + "x", "?tokem=" + token):
            assert server.status("GET", f"/{query}") == 403
            assert server.status("GET", f"/exercises{query}") == 403
            assert server.status("GET", f"/reports/x/1.html{query}") == 403
            assert server.status("POST", f"/analyze{query}", b"x", Origin=server.origin) == 403
            coach = f"{address.replace('http', 'ws')}/coach{query}"
            with pytest.raises(InvalidStatus, match="403"), connect(coach, origin=server.origin):
                pass
        assert server.status("GET", f"/?token={token}") == 200
        assert server.status("GET", f"/?token={token}", Host=f"127.0.0.1:{server.port}") == 200
        assert server.status("GET", f"/?token={token}", Host=socket.gethostname()) == 200
        assert server.status("GET", f"/?token={token}", Host="evil.example") == 421
        assert server.status("GET", "/static/page.css") == 200
        with connect(f"{address.replace('http', 'ws')}/coach?token={token}", origin=server.origin) as page:
            page.send('{"type":"resume","session":"x"}')
            assert json.loads(page.recv())["code"] == "gone"
        server.process.terminate()
        _, err = server.process.communicate(timeout=PATIENCE_S)
        assert "HTTPS" in err
        assert token not in err


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="no IPv6 here")
def test_everywhere_by_ipv6_is_everywhere_by_ipv4_too() -> None:
    with serving("--host", "::") as server:
        assert server.status("GET", server.address.removeprefix(server.origin)) == 200
        assert server.status("GET", "/", Host="[::1]") == 403


def test_with_a_certificate_it_speaks_https(tmp_path: Path) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    certificate.write_text(CERTIFICATE)
    key.write_text(KEY)
    with serving("--certfile", str(certificate), "--keyfile", str(key)) as server:
        assert server.address.startswith("https://127.0.0.1:")
        trusting = ssl.create_default_context(cafile=str(certificate))
        with urllib.request.urlopen(server.address, context=trusting) as answer:
            assert "wss://127.0.0.1" in answer.headers["Content-Security-Policy"]

        async def heard() -> list[
            str
        ]:  # not on two threads, as by `Page`: Python 3.11's TLS may hang with them
            address = server.origin.replace("https", "wss") + "/coach"
            async with connect_here(address, origin=server.origin, ssl=trusting) as page:
                await page.send('{"type":"start"}')
                await page.send(binary(*pictures()[0]))
                first = [await page.recv(), await page.recv()]
                await page.send('{"type":"finish"}')
                return [json.loads(message)["type"] for message in [*first, *[one async for one in page]]]

        assert asyncio.run(heard()) == ["started", "seen", "set", "over"]


def test_a_certificate_that_cannot_be_used_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cert.pem").write_text("no certificate")
    for name in ("cert.pem", "missing.pem"):
        path = str(tmp_path / name)
        said = refusal(capsys, "--port", "0", "--certfile", path, "--keyfile", path)
        assert name in said
        assert "(try: " in said


@pytest.mark.parametrize(("one", "other"), [("--keyfile", "--certfile"), ("--certfile", "--keyfile")])
def test_a_certificate_needs_its_key_and_a_key_its_certificate(
    one: str, other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert refusal(capsys, one, "some.pem", code=2) == f"formcheck: {one} needs {other}"


def test_a_port_that_is_taken_is_one_line_that_says_what_to_try(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refusal(capsys, "--port", str(port))
    assert f"127.0.0.1:{port}" in said
    assert "(try: --port 0" in said


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid", "x\ny"])
def test_an_address_that_is_not_this_machines_is_one_line(
    host: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refusal(capsys, "--host", host, "--port", "0")
    assert said.count(host.replace("\n", "\\n")) <= 1
    assert said.endswith("(try: --host 127.0.0.1, or another address of this machine)")


def test_without_its_extra_it_says_how_to_get_it() -> None:
    command = [sys.executable, "-c", WITHOUT]
    result = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    said = result.stderr.splitlines()
    assert len(said) == 3
    assert all("(try: pip install 'formcheck[web]')" in line for line in said)
