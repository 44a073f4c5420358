"""`formcheck serve`: live coaching and analysis as a web page of this machine."""

from __future__ import annotations

from typing import Annotated

import typer

from formcheck.cli.messages import print_message
from formcheck.cli.options import WrongUse
from formcheck.cli.signals import catch_signals
from formcheck.errors import FormcheckError

EXAMPLES = """\b
Examples:
  formcheck serve                                  for a browser on this machine
  formcheck serve --port 0 --no-browser            any free port; the address is printed
  formcheck serve --host 0.0.0.0 --certfile cert.pem --keyfile key.pem
                                                   for a tablet in the same network
"""


class MissingExtra(FormcheckError):
    """What only this command needs is not installed."""


def serve(
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="Where to listen; 0.0.0.0 lets other machines in."),
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="PORT", min=0, max=65535, help="0 takes a free one.")
    ] = 8642,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    certfile: Annotated[
        str | None,
        typer.Option(
            "--certfile", metavar="FILE.pem", help="Serve HTTPS with this certificate; needs --keyfile."
        ),
    ] = None,
    keyfile: Annotated[
        str | None,
        typer.Option("--keyfile", metavar="FILE.pem", help="The certificate's key; needs --certfile."),
    ] = None,
    sessions: Annotated[
        int, typer.Option("--sessions", metavar="N", min=1, max=64, help="How many may be coached at once.")
    ] = 4,
) -> None:
    """Coach in the browser: a web page brings camera, screen and voice.

    Everything is computed on this machine, and nothing is stored unless you save it.
    Only this machine can open the page, unless --host says otherwise: then the
    address holds a token, and cameras need HTTPS.  Ctrl-C ends it.
    """
    if keyfile is not None and certfile is None:
        raise WrongUse(None, "--keyfile needs --certfile")
    if certfile is not None and keyfile is None:
        raise WrongUse(None, "--certfile needs --keyfile")
    try:
        from formcheck.web.server import ServeOptions, run_server
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn", "websockets"):
            raise
        raise MissingExtra(None, "formcheck serve needs its extra", "pip install 'formcheck[web]'") from error
    asked = ServeOptions(host, port, not no_browser, certfile, keyfile, sessions)
    with catch_signals() as stopping:
        run_server(asked, typer.echo, print_message, stopping)
    raise typer.Exit(stopping.exit_code)
