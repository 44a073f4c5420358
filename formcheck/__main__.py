"""The program itself: `formcheck`, and `python -m formcheck`."""

import signal
import sys
from types import FrameType
from typing import NoReturn


def run() -> int:
    """Run the command line and return its exit code: 130 and 143 for Ctrl-C and SIGTERM, at whatever moment."""
    _on_signals(_end)
    from formcheck.cli import main  # takes a while, in which Ctrl-C may come

    code = main()
    _on_signals(signal.SIG_IGN)  # what is done is done
    return code


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """End the program so that files that were begun are taken away; a second signal ends it at once."""
    signal.signal(number, signal.SIG_DFL)
    sys.exit(128 + number)


def _on_signals(handler: object) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, handler)  # type: ignore[arg-type]


if __name__ == "__main__":
    sys.exit(run())
