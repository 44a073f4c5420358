"""The folder that a batch writes: a report per video, each whole or not there.

    OUT/reps.csv, OUT/reps.parquet           every repetition
    OUT/reports/FOLDER/NAME-HASH.json        FOLDER, NAME: the video's; HASH: of its whole path
    OUT/.formcheck-batch                     says whose folder it is; locked while a batch runs

A report's place depends on the video's path alone, not on how it was named or
on what else is in the batch, so the next run finds it again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Self

import msgspec

from formcheck.batch.job import Evidence
from formcheck.errors import CannotWrite, FormcheckError, system_reason
from formcheck.files import write_whole
from formcheck.formats.report_file import load_report, report_from_dict
from formcheck.report.json_values import json_document
from formcheck.report.set_report import SetReport

OWNER = ".formcheck-batch"
LONGEST_NAME = 58  # characters, of four bytes each at most: with the hash they fit into a name of 255
UNUSABLE = set('/\\:*?"<>|%')


class FolderInUse(FormcheckError):
    """Another batch is writing into the same folder."""


class OutputFolder:
    """Where everything of a batch is; written to within `locked`."""

    def __init__(self, path: str | Path, *, force: bool = False) -> None:
        self.path = Path(path)
        self._force = force

    @property
    def csv(self) -> Path:
        """Where the table of repetitions goes."""
        return self.path / "reps.csv"

    @property
    def parquet(self) -> Path:
        """Where the same table goes as Parquet."""
        return self.path / "reps.parquet"

    @contextmanager
    def locked(self) -> Iterator[Self]:
        """Make the folder if it is not there, and keep other batches out of it until the block ends.

        Raises CannotWrite where nothing can be written or another program's table is, FolderInUse.
        """
        with self._owner_file() as owner:  # closing it unlocks it
            try:
                is_locked = _lock(owner)
            except BlockingIOError as error:
                raise FolderInUse(
                    self.path, "another formcheck batch writes here", "wait for it, or another folder"
                ) from error
            if is_locked:
                self._sweep()
            yield self

    def _owner_file(self) -> IO[bytes]:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            owner = self.path / OWNER
            if not owner.exists() and not self._force:
                for table in (self.csv, self.parquet):
                    if table.exists():
                        raise CannotWrite(
                            table,
                            "already there, not by formcheck batch",
                            "another folder, or --force to replace it",
                        )
            return owner.open("ab")
        except (OSError, ValueError) as error:
            raise CannotWrite(
                self.path, system_reason(error, "not a folder's name"), "another folder"
            ) from error

    def is_result(self, path: str) -> bool:
        """Whether that is one of the tables, `reports` or something below it."""
        real = Path(os.path.realpath(path))
        tables = (os.path.realpath(table) for table in (self.csv, self.parquet))
        return str(real) in tables or real.is_relative_to(os.path.realpath(self.path / "reports"))

    def report_path(self, video: Path) -> Path:
        """Where the report of a video goes: unique, stable, and a name that every system can have."""
        digest = hashlib.sha256(os.fsencode(video)).hexdigest()[:16]
        return self.path / "reports" / _usable(video.parent.name) / f"{_usable(video.name)}-{digest}.json"

    def evidence_of(self, video: Path) -> Evidence | None:
        """What the report that is there was made of; None if there is none, or none that is whole."""
        try:
            document = _read(self.report_path(video))
            report_from_dict(document)
            return msgspec.convert(document["batch"], Evidence)
        except (OSError, ValueError, KeyError, RecursionError):
            return None

    def save_report(self, video: Path, evidence: Evidence, report: dict[str, Any] | None) -> None:
        """Write a report, or new evidence into the one that is there; raises CannotWrite."""
        place = self.report_path(video)
        try:
            document = _read(place) if report is None else report
            place.parent.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise CannotWrite(place, system_reason(error, "damaged meanwhile"), "another folder") from error
        document["batch"] = asdict(evidence)
        write_whole(place, json_document(document).encode(), force=True)

    def delete_report(self, video: Path) -> None:
        """Remove the report that is there; raises CannotWrite."""
        place = self.report_path(video)
        try:
            place.unlink(missing_ok=True)
        except OSError as error:
            raise CannotWrite(place, system_reason(error), "another folder") from error

    def report_of(self, video: Path) -> SetReport:
        """The report that is there; raises CannotOpen."""
        return load_report(self.report_path(video))

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
