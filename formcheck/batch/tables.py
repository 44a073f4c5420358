"""All repetitions of a batch in one table: as CSV, and as Parquet, where the columns have types."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import arro3.core as arrow
from arro3.io import write_parquet

from formcheck.batch.job import storable_name
from formcheck.batch.output_folder import OutputFolder
from formcheck.files import whole_file
from formcheck.formats import reps_csv
from formcheck.report.set_report import SetReport
from formcheck.reps.rep import Rep

COLUMNS = ("video", "report", *reps_csv.COLUMNS)
ROWS_AT_ONCE = 10_000  # Python's numbers take ten times the memory of Arrow's


def _type_of(column: str) -> arrow.DataType:
    kind = str(Rep.__dataclass_fields__[column].type) if column in reps_csv.COLUMNS else "str"
    return {"int": arrow.DataType.int64(), "float": arrow.DataType.float64()}.get(
        kind.removesuffix(" | None"), arrow.DataType.utf8()
    )


SCHEMA = arrow.Schema([arrow.Field(column, _type_of(column)) for column in COLUMNS])


@dataclass(frozen=True)
class TabledReport:
    """What `--json` prints about a report in the tables."""

    reps: int
    warnings: tuple[str, ...]


class _Columns:
    """Rows that become an Arrow table, a batch of them at a time."""

    def __init__(self) -> None:
        self._rows: list[list[Any]] = []
        self._batches: list[arrow.RecordBatch] = []

    def add(self, row: list[Any]) -> None:
        self._rows.append(row)
        if len(self._rows) == ROWS_AT_ONCE:
            self._pack()

    def to_parquet(self) -> bytes:
        self._pack()
        out = io.BytesIO()  # write_parquet itself would end the program when the disk is full
        write_parquet(arrow.Table.from_batches(self._batches, schema=SCHEMA), out, compression="zstd(3)")
        return out.getvalue()

    def _pack(self) -> None:
        arrays = [
            arrow.Array([row[number] for row in self._rows], type=_type_of(column))
            for number, column in enumerate(COLUMNS)
        ]
        self._batches.append(arrow.RecordBatch.from_arrays(arrays, schema=SCHEMA))
        self._rows = []


def write_tables(folder: OutputFolder, reports: Iterable[tuple[Path, SetReport]]) -> dict[Path, TabledReport]:
    """Write both tables or neither from the videos' reports; returns what `--json` prints about each video.

    The columns are those of `analyze --csv` after the video's path and its
    report's, from the folder on.  Raises CannotWrite.
    """
    columns = _Columns()
    tabled: dict[Path, TabledReport] = {}
    with (
        whole_file(folder.csv, force=True) as new_csv,
        whole_file(folder.parquet, force=True) as new_parquet,
        new_csv.open("w", encoding="utf-8", newline="") as out,
    ):
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for video, report in reports:
            begin = [storable_name(str(video)), folder.report_path(video).relative_to(folder.path).as_posix()]
            tabled[video] = TabledReport(len(report.reps), tuple(report.warnings))
            for values in reps_csv.csv_rows(report):
                writer.writerow([*begin, *values])
                columns.add([*begin, *values])
        new_parquet.write_bytes(columns.to_parquet())
    return tabled
