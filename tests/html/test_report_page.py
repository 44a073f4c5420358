"""The page of a set, opened in a browser as people open it: from the disk."""

from __future__ import annotations

import re
import shutil
import socket
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from formcheck.analysis import analyze
from formcheck.drawing.top_pictures import draw_tops
from formcheck.drawing.top_shots import shots_of_poses
from formcheck.formats.pose_file import load_poses
from formcheck.formats.report_file import report_from_json
from formcheck.html.report_page import PageExtras, report_page
from formcheck.pose import SIDES
from formcheck.report.angle_curves import trace_angles
from formcheck.report.doubts import in_words
from formcheck.report.seen import Doubt
from formcheck.report.set_report import SetReport
from formcheck.report.summary import summarise_reps
from tests.support.browsing import chromium, drawn, opened, until
from tests.support.paths import POSES, SAMPLES

CLIPS = sorted(path.stem for path in POSES.glob("*.npz"))
LOADED = "document.getElementById('video').readyState >= 1"
SOUGHT = "!document.getElementById('video').seeking"
HOSTILE = "<script>alert(1)</script>.mp4"


@cache
def judged(name: str) -> SetReport:
    return analyze(POSES / f"{name}.npz")


def beside(name: str, report: SetReport, video: str | None = None, *, pictures: bool = True) -> PageExtras:
    poses = load_poses(POSES / f"{name}.npz").poses
    return PageExtras(
        curves=trace_angles(poses, "auto"),
        pictures=draw_tops(report, shots_of_poses(poses, report.reps)) if pictures else None,
        video=video,
    )


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of every sample clip, the clip beside it."""
    folder = tmp_path_factory.mktemp("pages")
    for name in CLIPS:
        report = judged(name)
        shutil.copy(SAMPLES / f"{name}.mp4", folder)
        with_pictures = name in (
            "donkey-kick-faults",
            "donkey-kick-oblique-alternating",
        )  # drawing takes a while
        page = report_page(report, beside(name, report, f"{name}.mp4", pictures=with_pictures))
        (folder / f"{name}.html").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as opened_browser:
        yield opened_browser


@pytest.mark.browser
@pytest.mark.parametrize("name", CLIPS)
def test_the_page_of_every_clip_draws_its_curves_and_goes_to_every_top(
    name: str, pages: Path, browser: Any
) -> None:
    reps = judged(name).reps
    with opened(browser, pages / f"{name}.html") as (tab, heard):
        until(tab, LOADED)
        for chart in ("hip", "knee", "hip_range_deg", "hold_s"):
            assert drawn(tab, chart) > 0.02
        for rep in reps:
            tab.locator(f"#rep-{rep.number} .jump").click()
            until(tab, SOUGHT)
            time = tab.evaluate("document.getElementById('video').currentTime")
            assert rep.top_start_s - 0.2 <= time <= rep.top_end_s + 0.2
            assert tab.locator(".card.here").get_attribute("id") == f"rep-{rep.number}"
        assert heard.said == []
        files = {f"{name}.html", f"{name}.mp4"}
        assert {address.rpartition("/")[2] for address in heard.asked} == files
        assert {address.partition(":")[0] for address in heard.asked} == {"file"}
    assert (pages / f"{name}.html").stat().st_size < 3_000_000


@pytest.mark.browser
def test_clicking_the_curve_moves_the_video_there(pages: Path, browser: Any) -> None:
    with opened(browser, pages / "donkey-kick-faults.html") as (tab, _):
        until(tab, LOADED)
        box = tab.locator("#hip .u-over").bounding_box()
        tab.locator("#hip .u-over").click(position={"x": box["width"] / 2, "y": 40})
        until(tab, SOUGHT)
        assert tab.evaluate("document.getElementById('video').currentTime") == pytest.approx(
            16.8 / 2, abs=0.3
        )
        assert tab.locator("#hip .playhead").is_visible()
        tab.locator("#knee").focus()
        for _ in range(5):
            tab.keyboard.press("ArrowRight")
        tab.keyboard.press("Enter")
        until(tab, SOUGHT)
        assert tab.evaluate("document.getElementById('video').currentTime") == pytest.approx(8.9, abs=0.3)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_phone_and_desk_in_light_and_dark(
    width: int, scheme: str, pages: Path, browser: Any
) -> None:
    with opened(browser, pages / "donkey-kick-oblique-alternating.html", width, scheme) as (tab, heard):
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert heard.said == []
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        brightness = sum(int(part) for part in re.findall(r"\d+", ground)) / 3
        assert (brightness > 200) == (scheme == "light")
        assert tab.locator("img:not([alt]), img[alt='']").count() == 0
        levels = [
            int(tag[1])
            for tag in tab.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => h.tagName)")
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.browser
def test_it_prints(pages: Path, browser: Any) -> None:
    with opened(browser, pages / "donkey-kick-side.html", scheme="dark") as (tab, heard):
        assert tab.pdf(format="A4").startswith(b"%PDF")
        assert heard.said == []


@pytest.mark.browser
def test_a_file_named_like_a_script_does_nothing(tmp_path: Path, browser: Any) -> None:
    report = judged("donkey-kick-side")
    named = replace(
        report,
        source=replace(report.source, path=HOSTILE),
        model='"><img src=x onerror=alert(2)>',
        warnings=("</script><script>alert(3)</script>",),
    )
    page = tmp_path / "page.html"
    video = "%3Cscript%3Ealert(1)%3C/script%3E.mp4"
    page.write_text(report_page(named, beside("donkey-kick-side", named, video)), encoding="utf-8")
    with opened(browser, page) as (tab, heard):
        tab.wait_for_selector("#novideo:visible")  # there is no such video: the page says so
        assert tab.locator(".file .name").inner_text() == "script>.mp4"
        assert tab.locator("script").count() == 2
        assert [line for line in heard.said if "ERR_FILE_NOT_FOUND" not in line] == []


@pytest.mark.browser
def test_the_page_cannot_load_anything_even_if_something_in_it_tried(pages: Path, browser: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        with opened(browser, pages / "donkey-kick-side.html") as (tab, heard):
            tab.evaluate(
                "address => { document.body.append(Object.assign(new Image(), {src: address}));"
                "fetch(address).catch(() => 0) }",
                address,
            )
            tab.wait_for_timeout(300)
            assert any("Content Security Policy" in line for line in heard.said)
        server.settimeout(0.1)
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.browser
def test_without_video_curves_or_repetitions_there_is_still_a_page(tmp_path: Path, browser: Any) -> None:
    report = judged("donkey-kick-side")
    nothing = replace(
        report, exercise=None, view=None, reps=(), attempts=(),
        summary=replace(report.summary, reps=0, reps_left=0, clean_reps=0, faults={}, set_faults=()),
    )  # fmt: skip
    for number, (one, title) in enumerate([(report, "Donkey kick: 5"), (nothing, "No repetition counted")]):
        page = tmp_path / f"{number}.html"
        page.write_text(report_page(one), encoding="utf-8")
        with opened(browser, page) as (tab, heard):
            assert title in tab.locator("h1").inner_text()
            assert heard.said == []


def test_a_report_read_back_from_json_makes_the_same_page() -> None:
    report = judged("donkey-kick-faults")
    again = report_from_json(report.to_json())
    assert "Keep the knee bent at 90 degrees." in report_page(again)
    assert again.to_json() == report.to_json()


@pytest.mark.parametrize("name", CLIPS)
def test_the_curves_pass_through_the_numbers_of_the_repetitions(name: str) -> None:
    report = judged(name)
    curves = trace_angles(load_poses(POSES / f"{name}.npz").poses, "auto")
    assert curves is not None
    for rep in report.reps:
        top = (curves.times >= rep.top_start_s) & (curves.times <= rep.top_end_s)
        assert curves.hip[rep.side][top].mean() == pytest.approx(rep.hip_extension_deg, abs=1.0)
        assert curves.knee[rep.side][top].mean() == pytest.approx(rep.knee_angle_deg, abs=1.0)


def test_where_nobody_is_seen_the_curves_have_a_gap() -> None:
    poses = load_poses(POSES / "donkey-kick-side.npz").poses
    curves = trace_angles([pose for pose in poses if not 5.0 < pose.timestamp_s < 8.0], "auto")
    assert curves is not None
    inside = (curves.times > 5.5) & (curves.times < 7.5)
    for side in SIDES:
        assert all(value != value for value in curves.hip[side][inside])


def test_nobody_gives_no_curves() -> None:
    assert trace_angles([], "auto") is None


def test_many_repetitions_still_fit_a_page() -> None:
    report = judged("donkey-kick-side")
    poses = load_poses(POSES / "donkey-kick-side.npz").poses
    many = replace(report, reps=tuple(replace(report.reps[0], number=n) for n in range(1, 121)))
    pictures = draw_tops(many, shots_of_poses(poses, many.reps))
    assert len(pictures) == 120
    assert sum(map(len, pictures.values())) < 1_500_000


def test_what_the_camera_missed_is_said_before_the_numbers() -> None:
    report = judged("donkey-kick-side")
    assert report.seen is not None
    doubt = Doubt(
        "Your feet were outside the picture: 4 repetitions counted, others may be missing.", "Step back."
    )
    clean = tuple(replace(rep, faults=()) for rep in report.reps)
    half_seen = replace(
        report,
        reps=clean,
        summary=summarise_reps(clean),
        seen=replace(report.seen, doubts=(doubt,)),
        warnings=(f"{doubt.said} {doubt.advice}",),
    )
    page = report_page(half_seen)
    assert page.index(doubt.said) < page.index('<dl class="tiles">')
    assert '<p class="cue">Step back.</p>' in page
    assert "Nothing to correct" not in page
    assert f"What the camera saw: {in_words(report.seen)}." in page
