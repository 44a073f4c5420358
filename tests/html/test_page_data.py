"""What Python puts into the pages is what their scripts read: `types.d.ts`, which the scripts are checked against."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from formcheck.analysis import analyze
from formcheck.formats.pose_file import load_poses
from formcheck.history.entry import HistoryEntry
from formcheck.html.compare_page import compare_page
from formcheck.html.phrases import picture_words
from formcheck.html.progress_page import progress_page
from formcheck.html.report_page import PageExtras, report_page
from formcheck.report.angle_curves import trace_angles
from tests.support.browsing import chromium, drawn, opened

ROOT = Path(__file__).parents[2]
POSES = ROOT / "tests" / "poses" / "donkey-kick-oblique-alternating.npz"
TYPES = (ROOT / "formcheck" / "html" / "static" / "types.d.ts").read_text(encoding="utf-8")
CHART_LINES = {"lines", "unit"}


def declared(interface: str) -> set[str]:
    """The fields of an interface, without those it inherits."""
    body = re.search(rf"^interface {interface}\b[^{{]*\{{\n(.*?)^\}}", TYPES, re.MULTILINE | re.DOTALL)
    assert body is not None, interface
    return set(re.findall(r"^  (\w+):", body[1], re.MULTILINE))


def data_of(page: str) -> dict[str, Any]:
    """The data in a page."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


@cache
def page_of_a_set() -> str:
    curves = trace_angles(load_poses(POSES).poses, "auto")
    return report_page(analyze(POSES), PageExtras(curves=curves))


@cache
def page_of_weeks() -> str:
    first = datetime(2026, 3, 2, 18, tzinfo=UTC)
    sets = [
        HistoryEntry(
            first + timedelta(days=3 * day), "donkey-kick", 10, 5, 5, 6 + day % 4,
            hip_range_left_deg=50.0 + day, hip_range_right_deg=48.0 + day,
            hold_left_s=0.8, hold_right_s=0.9, load_kg=5.0,
        )
        for day in range(8)
    ]  # fmt: skip
    return progress_page(sets, [])


def test_the_page_of_a_set_has_the_data_that_its_script_reads() -> None:
    data = data_of(page_of_a_set())
    assert set(data) == declared("ReportData")
    assert all(set(rep) == declared("TimedRep") for rep in data["reps"])
    assert all(set(data["curves"][joint]) == declared("JointCurves") for joint in ("hip", "knee"))
    charts = data["overTheSet"]
    assert all(set(chart) == declared("RepChart") | CHART_LINES for chart in charts.values())
    assert {measure: chart["unit"] for measure, chart in charts.items()} == {
        "hip_range_deg": "°",
        "hold_s": " s",
    }


def test_a_picture_is_described_without_saying_anything_twice() -> None:
    words = picture_words(analyze(POSES).reps[0], person_shown=True)
    assert re.fullmatch(
        r"The picture of repetition 1 at its top: (left|right) leg up, knee at the top \d+°, "
        r"thigh \d+° (past|short of) the line of your back",
        words,
    )


def test_the_page_of_two_sets_has_the_data_that_its_script_reads() -> None:
    report = analyze(POSES)
    charts = data_of(compare_page(report, report))
    assert all(set(chart) == declared("RepChart") | CHART_LINES for chart in charts.values())


def test_the_page_of_weeks_has_the_data_that_its_script_reads() -> None:
    (data,) = data_of(page_of_weeks()).values()
    assert all(set(chart) == CHART_LINES | {"full"} for chart in data["charts"].values())
    assert [chart["unit"] for chart in data["charts"].values()] == ["°", " s", " %", " kg"]
    assert declared("ChartLines") == CHART_LINES


@pytest.mark.browser
def test_the_page_of_weeks_draws_its_charts(tmp_path: Path) -> None:
    page = tmp_path / "progress.html"
    page.write_text(page_of_weeks(), encoding="utf-8")
    with chromium() as browser, opened(browser, page) as (tab, heard):
        assert all(drawn(tab, f"donkey-kick-{chart}") > 0.01 for chart in ("range", "hold", "clean", "load"))
        # The legend gives the latest values, read as they are shown.
        tab.locator("#donkey-kick-range .u-over").hover()
        values = tab.locator("#donkey-kick-range .u-value").all_inner_texts()
        assert re.fullmatch(r"2026-03-\d\d", values[0])
        assert all(re.fullmatch(r"\d\d°", value) for value in values[1:])
        assert heard.said == []
