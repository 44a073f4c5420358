"""Fuzzing of the import into a history, and of everything that then shows it.

python -m tests.fuzz.fuzz_history -max_total_time=60
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

import atheris

from tests.fuzz.harness import check_is_one_line, run
from tests.fuzz.mutation import change

with atheris.instrument_imports(include=["formcheck"]):
    from formcheck.cli.printing.history import print_history
    from formcheck.errors import CannotOpen
    from formcheck.history import open_history
    from formcheck.history.import_export import read_file, to_csv, to_json
    from formcheck.html.progress_page import progress_page

from tests.support.filled_history import filled

FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))


def read(data: bytes) -> None:
    """A file is refused with CannotOpen, or is taken in, shown, and comes out as it went in."""
    incoming = FOLDER / "in"
    incoming.write_bytes(data)
    try:
        sets, lifts = read_file(incoming)
    except CannotOpen as error:
        check_is_one_line(error)
        return
    (FOLDER / "h.sqlite").unlink(missing_ok=True)
    with open_history(FOLDER / "h.sqlite", create=True) as history:
        history.add(sets, lifts)
        with redirect_stdout(io.StringIO()):
            print_history(history, 20)
        for text in (to_json(history), to_csv(history)):
            incoming.write_bytes(text.encode())
            again, _ = read_file(incoming)
            assert history.add(again) == []
        if kept := history.sets():
            progress_page(kept, history.lifts())


def changed(data: bytes, dice: random.Random) -> bytes:
    """A history with something else in one to three places, as JSON or as a table."""
    if not data.startswith(b"{"):
        return _changed_table(data, dice)
    document = json.loads(data)
    for _ in range(dice.randint(1, 3)):
        document = change(document, dice)
    return json.dumps(document).encode()


def _changed_table(data: bytes, dice: random.Random) -> bytes:
    lines = data.decode(errors="replace").split("\n")
    place = dice.randrange(len(lines))
    table = change([[line.split(",") for line in lines[place : place + 2]]], dice)
    rows = table[0] if table and isinstance(table[0], list) else [table]
    lines[place : place + 2] = [
        ",".join(map(str, row)) if isinstance(row, list) else str(row) for row in rows
    ]
    return "\n".join(lines).encode(errors="replace")


def seeds() -> list[bytes]:
    """A small history with a report, as both kinds of file; and many sets without."""
    found = []
    for count, reports in ((2, True), (9, False)):
        path = FOLDER / f"seed{count}.sqlite"
        with open_history(filled(path, count, reports=reports)) as history:
            found += [to_json(history).encode(), to_csv(history).encode()]
    return found


if __name__ == "__main__":
    run(read, seeds(), changed)
    sys.exit()
