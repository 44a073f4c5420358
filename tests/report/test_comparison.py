"""Two sets side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formcheck.analysis import analyze
from formcheck.cli import main
from formcheck.report.comparison import compare_faults, compare_sets
from tests.support.browsing import chromium, drawn, opened
from tests.support.paths import POSES

FAULTS, SIDE = str(POSES / "donkey-kick-faults.npz"), str(POSES / "donkey-kick-side.npz")


def test_a_set_is_no_different_from_itself() -> None:
    report = analyze(FAULTS)
    assert [row.name for row in compare_sets(report, report) if row.changed] == []
    assert all(in_a == in_b for _, in_a, in_b in compare_faults(report, report))


def test_what_differs_by_more_than_the_error_is_told() -> None:
    rows = {row.name: row for row in compare_sets(analyze(SIDE), analyze(POSES / "cable-kickback-side.npz"))}
    assert rows["knee at the top"].changed
    assert rows["range"].changed
    assert not rows["hold"].changed


def test_videos_reports_and_history_can_be_mixed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--history", str(tmp_path / "h.sqlite")]
    report = str(tmp_path / "r.json")
    assert main(["analyze", FAULTS, "--save", *where, "--json", report]) == 0
    capsys.readouterr()
    printed = []
    for one in (FAULTS, report, "1"):
        assert main(["compare", one, SIDE, *where]) == 0
        printed.append(capsys.readouterr().out)
    assert len(set(printed)) == 1
    assert "+4" in printed[0]


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{", "not a report"),
        ("[]", "several sets"),
        ("[" * 100_000, "not a report"),
        ('{"schema": "formcheck.report/2"}', "its schema"),
        ('{"schema": "formcheck.report/1"}', "not a report"),
    ],
)
def test_a_file_that_is_no_report_is_one_line(
    document: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = tmp_path / "x.json"
    name.write_text(document)
    assert main(["compare", str(name), SIDE]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("exercise",), "squat"),
        (("reps", 0, "side"), "both"),
        (("reps", 0, "top_end_s"), -5.0),
        (("reps", 0, "hold_s"), "long"),
        (("reps", 1, "faults", 0, "rule"), "<b>"),
        (("reps", 1, "faults", 0, "unit"), "miles"),
        (("summary", "reps"), 3),
        (("view", "near_side"), None),
        (("reps",), None),
    ],
)
def test_a_report_that_was_tampered_with_is_one_line(
    path: tuple[str | int, ...], value: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = analyze(FAULTS).to_dict()
    place = document
    for step in path[:-1]:
        place = place[step]  # type: ignore[index]
    place[path[-1]] = value  # type: ignore[index]
    name = tmp_path / "x.json"
    name.write_text(json.dumps(document))
    assert main(["compare", str(name), SIDE]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.browser
def test_the_page_draws_both(tmp_path: Path) -> None:
    page = tmp_path / "compare.html"
    assert main(["compare", FAULTS, SIDE, "--html", str(page)]) == 0
    with chromium() as browser, opened(browser, page, 390) as (tab, heard):
        assert all(drawn(tab, chart) > 0.01 for chart in ("hip_range_deg", "hold_s", "knee_angle_deg"))
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        assert heard.said == []
        assert len(heard.asked) == 1
