"""The state of a batch: which videos need analysis, and the outcome of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from formcheck.batch.job import Job, JobOutcome, Settings, stamp_of, storable_name
from formcheck.batch.output_folder import OutputFolder
from formcheck.batch.tables import TabledReport
from formcheck.errors import CannotOpen
from formcheck.report.set_report import SetReport


@dataclass
class LedgerEntry:
    """One video.  `size` is 0 where the system cannot tell it."""

    job: Job
    size: int
    status: Literal["not reached", "unchanged", "analysed", "failed"] = "not reached"
    error: str | None = None


class Ledger:
    """Every video of a batch, in order; those whose report still holds are done from the beginning."""

    def __init__(
        self, folder: OutputFolder, videos: Iterable[Path], settings: Settings, *, again: bool
    ) -> None:
        self._folder = folder
        self._entries = {video: self._entry(video, settings, again) for video in videos}

    def pending(self) -> list[LedgerEntry]:
        """What nothing has come of yet."""
        return [entry for entry in self._entries.values() if entry.status == "not reached"]

    def delete_pending_reports(self) -> None:
        """Remove the reports of what is to be done again; raises CannotWrite."""
        for entry in self.pending():
            self._folder.delete_report(entry.job.video)

    def reports(self, tell: Callable[[str], None]) -> Iterator[tuple[Path, SetReport]]:
        """The valid reports with their videos; where a report has vanished, its video counts as failed."""
        for video, entry in self._entries.items():
            if entry.status not in ("unchanged", "analysed"):
                continue
            try:
                report = self._folder.report_of(video)
            except CannotOpen as error:
                entry.status, entry.error = "failed", str(error)
                tell(entry.error)
            else:
                yield video, report

    def count(self, status: str) -> int:
        """How many videos have come to that."""
        return sum(entry.status == status for entry in self._entries.values())

    def record(self, job: Job, outcome: JobOutcome) -> LedgerEntry:
        """Record the outcome of a job and write its report into the folder; raises CannotWrite."""
        entry = self._entries[job.video]
        if outcome.evidence is None:
            entry.status, entry.error = "failed", outcome.error
        else:
            self._folder.save_report(job.video, outcome.evidence, outcome.report)
            entry.status = "unchanged" if outcome.report is None else "analysed"
        return entry

    def to_dicts(self, tabled: dict[Path, TabledReport]) -> list[dict[str, Any]]:
        """All entries as JSON values; `tabled` has those that are done."""
        return [
            {
                "video": storable_name(str(video)),
                "status": entry.status,
                "report": storable_name(str(self._folder.report_path(video))) if video in tabled else None,
                "reps": tabled[video].reps if video in tabled else None,
                "warnings": list(tabled[video].warnings) if video in tabled else [],
                "error": entry.error,
            }
            for video, entry in self._entries.items()
        ]

    def _entry(self, video: Path, settings: Settings, again: bool) -> LedgerEntry:
        evidence = None if again else self._folder.evidence_of(video)
        holds = evidence is not None and evidence.settings == settings.relevant_to(video)
        known = evidence.sha256 if evidence is not None and holds else None
        job = Job(video, settings, known)
        try:
            stamp = stamp_of(video)
        except OSError:
            return LedgerEntry(job, 0)  # why not is found out, and told, where it would be read
        if known is not None and evidence is not None and evidence.stamp == stamp:
            return LedgerEntry(job, stamp.size, "unchanged")
        return LedgerEntry(job, stamp.size)
