"""One video of a batch: what is asked of a worker, and what it answers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from formcheck.errors import CannotOpen, FormcheckError, one_line
from formcheck.files import check_readable, is_pose_file


@dataclass(frozen=True)
class Settings:
    """What a report depends on beside the video; a report made with others is made again."""

    formcheck: str  # version
    exercise: str
    model: str
    model_sha256: str | None  # of a model that is not formcheck's own
    rate: float | None  # poses a second, at most; None: as formcheck sees fit

    def that_matter_for(self, video: Path) -> Settings:
        """As they stand in its report: no model and rate for saved poses, which are not looked for again."""
        if is_pose_file(video):
            return replace(self, model="", model_sha256=None, rate=None)
        return replace(self, model=storable(self.model))


@dataclass(frozen=True)
class Stamp:
    """When a file was last written, as the file system says.

    The time of change is there because a program can set the other two back.
    """

    size: int
    mtime_ns: int
    ctime_ns: int


@dataclass(frozen=True)
class Evidence:
    """What a report was made of and how; stands in its JSON as `batch`."""

    video: str
    stamp: Stamp
    sha256: str
    settings: Settings


@dataclass(frozen=True)
class Work:
    """A video to analyse, unless its content is still `known_sha256`."""

    video: Path
    settings: Settings
    known_sha256: str | None


@dataclass(frozen=True)
class Outcome:
    """An error; or the evidence and, unless the content was known, the report as JSON values."""

    error: str | None = None
    evidence: Evidence | None = None
    report: dict[str, Any] | None = None


def look_at(work: Work) -> Outcome:
    """Analyse one video, in whichever process or on whichever machine this is called."""
    try:
        return _look_at(work)
    except FormcheckError as error:
        return Outcome(error=str(error))
    except OSError as error:
        return Outcome(error=f"{one_line(work.video)}: {error.strerror or error} (try: another copy)")


def _look_at(work: Work) -> Outcome:
    from formcheck.analysis import analyze
    from formcheck.formats.report_file import report_from_dict

    video, settings = work.video, work.settings
    _check_worker(video, settings)
    check_readable(video)
    before = stamp_of(video)
    sha256 = sha256_of(video)
    report = None
    if sha256 != work.known_sha256:
        # One landmarker: the other processors have videos of their own.
        found = analyze(video, exercise=settings.exercise, model=settings.model, rate=settings.rate, jobs=1)
        report = found.to_dict()
        report["source"]["path"] = storable(report["source"]["path"])
        report["model"] = storable(report["model"])
        report_from_dict(report)  # ValueError here is one video's; later it would be in the way of the tables
    if stamp_of(video) != before:
        raise CannotOpen(
            f"{one_line(video)}: changed while it was looked at (try: again when it is complete)"
        )
    evidence = Evidence(storable(str(video)), before, sha256, settings.that_matter_for(video))
    return Outcome(evidence=evidence, report=report)


def _check_worker(video: Path, settings: Settings) -> None:
    """FormcheckError where the report would not be what the settings say."""
    from formcheck.pose_estimation.model import model_path
    from formcheck.version import __version__

    if __version__ != settings.formcheck:
        raise FormcheckError(
            f"{one_line(video)}: met a worker with formcheck {__version__} "
            f"(try: {settings.formcheck} on every machine)"
        )
    wanted = settings.that_matter_for(video).model_sha256
    if wanted is not None and sha256_of(model_path(settings.model)) != wanted:
        raise FormcheckError(
            f"{one_line(video)}: met a worker with another {one_line(settings.model)} "
            "(try: the same file on every machine)"
        )


def stamp_of(path: Path) -> Stamp:
    """The file's stamp; raises OSError."""
    status = path.stat()
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def sha256_of(path: Path) -> str:
    """The content's SHA-256, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def storable(name: str) -> str:
    """A file's name as JSON and Parquet can hold it: bytes that are no UTF-8 become \\udcXX."""
    return name.encode("utf-8", "backslashreplace").decode()
