"""The repetitions of a report as CSV: a row each, the columns named as in the JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from formcheck.report.set_report import SetReport
from formcheck.reps.rep import Rep

COLUMNS = tuple(Rep.__dataclass_fields__)


def csv_rows(report: SetReport) -> Iterator[list[Any]]:
    """The values of COLUMNS for each repetition; faults and not_judged are rule names joined by ";"."""
    for rep in report.to_dict()["reps"]:
        rep["faults"] = ";".join(fault["rule"] for fault in rep["faults"])
        rep["not_judged"] = ";".join(rep["not_judged"])
        yield [rep[column] for column in COLUMNS]


def to_csv(report: SetReport) -> str:
    """A header and a row per repetition, as `rows` gives them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(csv_rows(report))
    return out.getvalue()
