"""Fuzzing of reports read back from JSON, and of everything that then shows one.

python -m tests.fuzz.fuzz_report -max_total_time=60
"""

from __future__ import annotations

import io
import json
import random
import sys
from contextlib import redirect_stdout

import atheris

from tests.fuzz.harness import run
from tests.fuzz.mutation import change
from tests.support.paths import POSES

with atheris.instrument_imports(include=["formcheck"]):
    from formcheck.analysis import analyze
    from formcheck.cli.printing.report import print_report
    from formcheck.formats.report_file import report_from_json
    from formcheck.html.report_page import report_page
    from formcheck.report.comparison import compare_sets


def read(data: bytes) -> None:
    """A report is refused with a ValueError, or can be written, shown and compared."""
    try:
        report = report_from_json(data)
    except ValueError:
        return
    assert report_from_json(report.to_json()).to_json() == report.to_json()
    with redirect_stdout(io.StringIO()):
        print_report(report)
    report_page(report)
    compare_sets(report, report)


def changed(data: bytes, dice: random.Random) -> bytes:
    """A report with something else in one to three places."""
    document = json.loads(data)
    for _ in range(dice.randint(1, 3)):
        document = change(document, dice)
    return json.dumps(document).encode()


def seeds() -> list[bytes]:
    """The reports of the stored sets."""
    return [analyze(path).to_json().encode() for path in sorted(POSES.glob("*faults.npz"))]


if __name__ == "__main__":
    run(read, seeds(), changed)
    sys.exit()
