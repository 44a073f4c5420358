"""The folder that a batch writes: a report per video, each whole or not there.

    OUT/reps.csv, OUT/reps.parquet           every repetition
    OUT/reports/FOLDER/NAME-HASH.json        FOLDER, NAME: the video's; HASH: of its whole path
    OUT/.formcheck-batch                     says whose folder it is; locked while a batch runs

A report's place depends on the video's path alone, not on how it was named or
on what else is in the batch, so the next run finds it again.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

import msgspec

from formcheck.batch.job import Evidence
from formcheck.errors import CannotWrite, FormcheckError, one_line
from formcheck.files import write_whole
from formcheck.formats.report_file import load_report, report_from_dict
from formcheck.report.set_report import SetReport

OWNER = ".formcheck-batch"
LONGEST_NAME = 58  # characters, of four bytes each at most: with the hash they fit into a name of 255
UNUSABLE = set('/\\:*?"<>|%')


class Busy(FormcheckError):
    """Another batch is writing into the same folder."""


class OutputFolder:
    """A context manager: made if it is not there, and one batch's own while it is entered."""

    def __init__(self, path: str | Path, *, force: bool = False) -> None:
        self.path = Path(path)
        self._force = force
        self._owner: IO[bytes] | None = None

    @property
    def csv(self) -> Path:
        """Where the table of repetitions goes."""
        return self.path / "reps.csv"

    @property
    def parquet(self) -> Path:
        """Where the same table goes as Parquet."""
        return self.path / "reps.parquet"

    def __enter__(self) -> Self:
        """Raises CannotWrite where nothing can be written or somebody else's table is, Busy."""
        name = one_line(self.path)
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            owner = self.path / OWNER
            if not owner.exists() and not self._force:
                for table in (self.csv, self.parquet):
                    if table.exists():
                        raise CannotWrite(
                            f"{one_line(table)}: already there, not by formcheck batch "
                            "(try: another folder, or --force to replace it)"
                        )
            self._owner = owner.open("ab")
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "not a folder's name"
            raise CannotWrite(f"{name}: {reason} (try: another folder)") from error
        try:
            locked = _lock(self._owner)
        except BlockingIOError as error:
            self._owner.close()
            raise Busy(
                f"{name}: another formcheck batch writes here (try: wait for it, or another folder)"
            ) from error
        if locked:
            self._sweep()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._owner is not None:
            self._owner.close()  # and with that unlocked

    def holds(self, path: str) -> bool:
        """Whether that is one of the tables, `reports` or something below it."""
        real = Path(os.path.realpath(path))
        tables = (os.path.realpath(table) for table in (self.csv, self.parquet))
        return str(real) in tables or real.is_relative_to(os.path.realpath(self.path / "reports"))

    def place_of(self, video: Path) -> Path:
        """Where the report of a video goes: unique, stable, and a name that every system can have."""
        digest = hashlib.sha256(os.fsencode(video)).hexdigest()[:16]
        return self.path / "reports" / _usable(video.parent.name) / f"{_usable(video.name)}-{digest}.json"

    def evidence_of(self, video: Path) -> Evidence | None:
        """What the report that is there was made of; None if there is none, or none that is whole."""
        try:
            document = _read(self.place_of(video))
            report_from_dict(document)
            return msgspec.convert(document["batch"], Evidence)
        except (OSError, ValueError, KeyError, RecursionError):
            return None

    def keep(self, video: Path, evidence: Evidence, report: dict[str, Any] | None) -> None:
        """Write a report, or new evidence into the one that is there; raises CannotWrite."""
        place = self.place_of(video)
        try:
            document = _read(place) if report is None else report
            place.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "damaged meanwhile"
            raise CannotWrite(f"{one_line(place)}: {reason} (try: another folder)") from error
        document["batch"] = asdict(evidence)
        text = json.dumps(document, indent=1, allow_nan=False, ensure_ascii=False) + "\n"
        write_whole(place, text.encode(), force=True)

    def forget(self, video: Path) -> None:
        """Remove the report that is there; raises CannotWrite."""
        place = self.place_of(video)
        try:
            place.unlink(missing_ok=True)
        except OSError as error:
            raise CannotWrite(f"{one_line(place)}: {error.strerror} (try: another folder)") from error

    def report_of(self, video: Path) -> SetReport:
        """The report that is there; raises CannotOpen."""
        return load_report(self.place_of(video))

    def _sweep(self) -> None:
        """Remove what a killed batch had begun to write."""
        for folder in (self.path, *self.path.glob("reports/*")):
            for begun in folder.glob(".formcheck-????????????????.*"):
                with suppress(OSError):
                    begun.unlink()


def _read(place: Path) -> dict[str, Any]:
    document = msgspec.json.decode(place.read_bytes())
    if not isinstance(document, dict):
        raise ValueError("not an object")
    return document


def _usable(name: str) -> str:
    """A name without what some file systems, shells or line-wise scripts stumble over."""
    kept = "".join(letter if letter.isprintable() and letter not in UNUSABLE else "_" for letter in name)
    return kept[:LONGEST_NAME].lstrip("-.~ ") or "_"


def _lock(file: IO[bytes]) -> bool:
    """Let this process alone hold the file, until it dies at the latest; BlockingIOError if another does.

    False where nothing can be locked: two batches at once do the work twice there, but write whole files.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:  # a file system without locks
        return False
    return True
