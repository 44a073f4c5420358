"""One video of a batch: the job for a worker, and its outcome."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from formcheck.errors import CannotOpen, FormcheckError, system_reason
from formcheck.files import check_readable, is_pose_file


@dataclass(frozen=True)
class Settings:
    """What a report depends on beside the video; a report made with others is made again."""

    formcheck: str  # version
    exercise: str
    model: str
    model_sha256: str | None  # of a model that is not formcheck's own
    rate: float | None  # poses a second, at most; None: as formcheck sees fit

    def relevant_to(self, video: Path) -> Settings:
        """As they stand in its report: no model and rate for saved poses, which are not looked for again."""
        if is_pose_file(video):
            return replace(self, model="", model_sha256=None, rate=None)
        return replace(self, model=storable_name(self.model))


@dataclass(frozen=True)
class FileStamp:
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
    stamp: FileStamp
    sha256: str
    settings: Settings


@dataclass(frozen=True)
class Job:
    """A video to analyse, unless its content is still `known_sha256`."""

    video: Path
    settings: Settings
    known_sha256: str | None


@dataclass(frozen=True)
class JobOutcome:
    """An error; or the evidence and, unless the content was known, the report as JSON values."""

    error: str | None = None
    evidence: Evidence | None = None
    report: dict[str, Any] | None = None


def run_job(job: Job) -> JobOutcome:
    """Analyse one video, in whichever process or on whichever machine this is called."""
    try:
        return _analyze(job)
    except FormcheckError as error:
        return JobOutcome(error=str(error))
    except OSError as error:
        return JobOutcome(error=str(CannotOpen(job.video, system_reason(error), "another copy")))


def _analyze(job: Job) -> JobOutcome:
    from formcheck.analysis import analyze
    from formcheck.formats.report_file import report_from_dict

    video, settings = job.video, job.settings
    _check_worker(video, settings)
    check_readable(video)
    before = stamp_of(video)
    sha256 = sha256_of(video)
    report = None
    if sha256 != job.known_sha256:
        # One landmarker: the other processors analyse other videos.
        found = analyze(video, exercise=settings.exercise, model=settings.model, rate=settings.rate, jobs=1)
        report = found.to_dict()
        report["source"]["path"] = storable_name(report["source"]["path"])
        report["model"] = storable_name(report["model"])
        report_from_dict(report)  # ValueError here is one video's; later it would be in the way of the tables
    if stamp_of(video) != before:
        raise CannotOpen(video, "changed while it was analysed", "again when it is complete")
    evidence = Evidence(storable_name(str(video)), before, sha256, settings.relevant_to(video))
    return JobOutcome(evidence=evidence, report=report)


def _check_worker(video: Path, settings: Settings) -> None:
    """FormcheckError where the report would not be what the settings say."""
    from formcheck.pose_estimation.model import model_path
    from formcheck.version import __version__

    if __version__ != settings.formcheck:
        raise FormcheckError(
            video, f"met a worker with formcheck {__version__}", f"{settings.formcheck} on every machine"
        )
    expected = settings.relevant_to(video).model_sha256
    if expected is not None and sha256_of(model_path(settings.model)) != expected:
        raise FormcheckError(
            video, f"met a worker with another {settings.model}", "the same file on every machine"
        )


def stamp_of(path: Path) -> FileStamp:
    """The file's stamp; raises OSError."""
    status = path.stat()
    return FileStamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns)


def sha256_of(path: Path) -> str:
    """The content's SHA-256, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def storable_name(name: str) -> str:
    """A file's name as JSON and Parquet can hold it: bytes that are no UTF-8 become \\udcXX."""
    return name.encode("utf-8", "backslashreplace").decode()
