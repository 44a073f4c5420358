"""How long a large history takes: ten thousand sets listed and plotted beside ten.

    python -m benchmarks.history

By the processor's clock, imports left out.  Exits with 1 when ten thousand
sets take more than MOST_S longer than ten.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
import time
from pathlib import Path

from formcheck.cli import main as formcheck
from tests.support.filled_history import filled

FEW, MANY = 10, 10_000
MOST_S = 1.0


def processor_s(*arguments: str) -> float:
    """What a command takes."""
    began = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = formcheck(list(arguments))
    if code:
        raise SystemExit(f"formcheck {' '.join(arguments)} ended with {code}")
    return time.process_time() - began


def main() -> int:
    """Measure and say; 1 when something takes too long."""
    print(f"{os.cpu_count()} cores, load before {os.getloadavg()[0]:.1f}; {MANY} sets against {FEW}")
    slow = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        histories = [str(filled(folder / f"{count}.sqlite", count)) for count in (FEW, MANY)]
        for what, command in (
            ("listed", ["history"]),
            ("plotted as a page", ["history", "plot", str(folder / "plot.html"), "--force"]),
            ("plotted as a picture", ["history", "plot", str(folder / "plot.png"), "--force"]),
        ):
            processor_s(*command, "--history", histories[0])  # imports
            few_s, many_s = (processor_s(*command, "--history", history) for history in histories)
            slow |= many_s > few_s + MOST_S
            print(f"  {what:21} {many_s:.2f} s against {few_s:.2f} s   (at most {MOST_S:g} s more)")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
