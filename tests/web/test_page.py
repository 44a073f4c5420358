"""The page of `formcheck serve` in a real browser whose camera plays a sample clip, against a real server."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from formcheck.coaching.live_coach import Kind
from formcheck.live.loop import PAUSED
from tests.support.browsing import Heard, launched, until
from tests.support.fake_camera import Line, as_camera, seeing
from tests.support.paths import SAMPLES
from tests.support.real_time import skip_if_too_slow, too_slow
from tests.support.serve_client import serving
from tests.support.waiting import PATIENCE_S

pytestmark = pytest.mark.browser

CLIP = "donkey-kick-faults"
FAULTS = [[], ["back-arch"], ["head"], ["knee-angle"]]  # of its repetitions, by the alphabet
BORDERLINE = "range"  # in most of them: neither verdict would be wrong
SHOWN = "!document.getElementById('{}').hidden"
# Everything that a screen reader was told, in order.
LISTEN = """() => {
  window.told = [];
  const region = document.getElementById('told');
  new MutationObserver(() => window.told.push(region.textContent)).observe(region, { childList: true });
}"""
DROP = """([name, base64]) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  for (const kind of ["dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }
}"""


@contextmanager
def visiting(browser: Any, address: str, **options: Any) -> Iterator[tuple[Any, Heard]]:
    """The page, and everything it said or asked for; it must have asked nobody but its server."""
    heard = Heard()
    usual = {"viewport": {"width": 1280, "height": 800}, "permissions": ["camera"]}
    tab = browser.new_context(**{**usual, **options}).new_page()
    tab.on("console", lambda message: heard.said.append(message.text))
    tab.on("pageerror", lambda error: heard.said.append(str(error)))
    tab.on("request", lambda request: heard.asked.append(request.url))
    tab.on("websocket", lambda line: heard.asked.append(line.url.replace("ws", "http", 1)))
    try:
        tab.goto(address)
        until(tab, "document.querySelectorAll('#exercise option').length > 1")
        yield tab, heard
        inside = ("data:", "blob:")
        hosts = {urlsplit(url).netloc for url in heard.asked if not url.startswith(inside)}
        assert hosts == {urlsplit(address).netloc}
    finally:
        tab.context.close()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving("--sessions", "9") as running:  # those of tabs that were closed live on for a while
        yield running.address


@pytest.fixture(scope="module")
def playwright() -> Iterator[Any]:
    """Only one may run at a time; it is imported here because not every test run has it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def browser(playwright: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Its camera plays the clip."""
    film = as_camera(SAMPLES / f"{CLIP}.mp4", tmp_path_factory.mktemp("camera") / "clip.mjpeg")
    with launched(playwright, *seeing(film)) as running:
        yield running


def wait_for(tab: Any, condition: Callable[[], bool]) -> None:
    """Wait until something was heard from the page."""
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline
        tab.wait_for_timeout(20)


def saved(tab: Any, words: str) -> str:
    """What a click on a link saves."""
    with tab.expect_download() as download:
        tab.get_by_text(words).click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def faults_of(report: dict[str, Any]) -> list[list[str]]:
    """The rules that each repetition broke, in the order of FAULTS: where the film is when a set begins is open."""
    broken = [[fault["rule"] for fault in rep["faults"]] for rep in report["reps"]]
    return sorted([rule for rule in rules if rule != BORDERLINE] for rules in broken)


def test_from_opening_the_page_to_the_report_of_the_set(server: str, browser: Any) -> None:
    with visiting(browser, server) as (tab, heard):
        tab.evaluate(LISTEN)
        tab.fill("#reps", "4")
        tab.click("#start")
        until(tab, SHOWN.format("report"))
        report = json.loads(saved(tab, "Save JSON"))
        if too_slow(report):  # other work takes this machine's time: once more
            tab.evaluate("window.told = []")
            tab.get_by_role("button", name="Again").click()
            until(tab, SHOWN.format("report"))
            report = json.loads(saved(tab, "Save JSON"))
            skip_if_too_slow(report)
        headline = tab.locator("h1:visible").inner_text()
        assert headline.startswith("Donkey kick: 4 repetitions, ")
        assert faults_of(report) == FAULTS
        assert {rep["side"] for rep in report["reps"]} == {"right"}
        assert "too small" in {attempt["reason"] for attempt in report["attempts"]}
        assert f"<h1>{headline}</h1>" in saved(tab, "Save page")
        assert tab.get_by_text("Keep the knee bent at 90 degrees.").first.is_visible()
        told = tab.evaluate("window.told")
        assert [text[0] for text in told if text[0].isdigit()] == ["1", "2", "3", "4"]
        assert tab.evaluate("formcheck.timings.every((ms) => ms > 0) && formcheck.timings.length") > 100
        tab.set_viewport_size({"width": 390, "height": 844})
        assert tab.evaluate("document.documentElement.scrollWidth") <= 390
        assert heard.said == []


def test_a_set_whose_connection_is_lost_for_three_seconds_goes_on(server: str, browser: Any) -> None:
    line = Line(urlsplit(server).port or 0)
    with visiting(browser, f"http://127.0.0.1:{line.port}/") as (tab, _):
        tab.evaluate(LISTEN)
        tab.fill("#reps", "2")
        tab.click("#start")
        until(tab, "window.told.some((text) => text.startsWith('1'))")
        line.cut()
        time.sleep(3)
        assert tab.evaluate("window.told.at(-1)").startswith("Connection lost")
        assert tab.locator("#stage").is_visible()
        line.mend()
        until(tab, SHOWN.format("report"))
        assert "Connected again." in tab.evaluate("window.told")
        first, second = json.loads(saved(tab, "Save JSON"))["reps"]
        assert second["start_s"] - first["end_s"] > 2.5  # on one clock, which did not stop
        assert tab.locator("#alert").is_hidden()
    line.close()


def test_going_on_and_a_restart_while_the_connection_is_lost_reach_the_server(
    server: str, browser: Any
) -> None:
    sent: list[str | bytes] = []
    paused: list[bool] = []  # whether the server was, at every picture it saw

    def hear(text: str | bytes) -> None:
        if scene := json.loads(text).get("scene"):
            paused.append((scene["banner"] or {}).get("text") == PAUSED)

    line = Line(urlsplit(server).port or 0)
    with visiting(browser, f"http://127.0.0.1:{line.port}/") as (tab, _):
        tab.on("websocket", lambda socket: socket.on("framereceived", hear))
        tab.on("websocket", lambda socket: socket.on("framesent", lambda data: sent.append(data)))
        tab.evaluate(LISTEN)
        tab.click("#start")
        until(tab, "formcheck.timings.length > 3")
        tab.keyboard.press("p")
        wait_for(tab, lambda: paused[-1])
        line.cut()
        until(tab, "(window.told.at(-1) ?? '').startsWith('Connection lost')")
        tab.keyboard.press("p")
        tab.keyboard.press("r")
        line.mend()
        wait_for(tab, lambda: not paused[-1])
        assert sent.count('{"type":"restart"}') == 1
    line.close()


def test_a_double_click_on_again_starts_one_workout(server: str, browser: Any) -> None:
    with visiting(browser, server) as (tab, heard):
        tab.click("#start")
        until(tab, "formcheck.timings.length > 3")
        tab.keyboard.press("q")
        until(tab, SHOWN.format("report"))
        tab.get_by_role("button", name="Again").dblclick()
        until(tab, f"{SHOWN.format('stage')} && formcheck.timings.length > 20")
        assert sum(urlsplit(address).path == "/coach" for address in heard.asked) == 2
        assert heard.said == []


def test_a_dropped_video_is_judged(server: str, browser: Any) -> None:
    video = base64.b64encode((SAMPLES / f"{CLIP}.mp4").read_bytes()).decode()
    with visiting(browser, server, locale="de-DE") as (tab, heard):
        tab.evaluate(DROP, ["satz ä.mp4", video])
        until(tab, "document.getElementById('work-words').textContent.startsWith('Analysed')")
        assert tab.locator("#work-name").inner_text() == "satz ä.mp4"
        until(tab, SHOWN.format("report"))
        assert tab.locator("h1:visible").inner_text().startswith("Donkey kick: 4 repetitions, ")
        assert tab.locator("dl").inner_text().split("\n")[-4:-2] == ["hold", "1,3 s"]
        report = json.loads(saved(tab, "Save JSON"))
        assert faults_of(report) == FAULTS
        assert report["source"]["path"] == "satz ä.mp4"
        assert heard.said == []


def test_what_is_no_video_is_told_in_a_line(server: str, browser: Any) -> None:
    with visiting(browser, server) as (tab, heard):
        tab.set_input_files("#file", {"name": "note.mp4", "mimeType": "video/mp4", "buffer": b"hello"})
        until(tab, "!document.getElementById('alert').hidden")
        assert "not a video" in tab.locator("#alert").inner_text()
        assert tab.locator("#setup").is_visible()
        assert heard.said == []


def test_a_workout_needs_no_more_than_the_keyboard(server: str, browser: Any) -> None:
    def pressed(name: str) -> bool:
        return bool(tab.locator(f'button[value="{name}"]').get_attribute("aria-pressed") == "true")

    with visiting(browser, server) as (tab, heard):
        for _ in range(20):
            if tab.evaluate("document.activeElement.id") == "reps":
                tab.keyboard.type("12")
            if tab.evaluate("document.activeElement.id") == "start":
                break
            tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        until(tab, "formcheck.timings.length > 3")
        assert pressed("sound")
        for key, name in {"m": "mirror", "s": "sound", "p": "pause"}.items():
            before = pressed(name)
            tab.keyboard.press(key)
            assert pressed(name) != before
        tab.keyboard.press(" ")
        assert not pressed("pause")
        tab.keyboard.press("r")
        tab.keyboard.press("Escape")
        until(tab, SHOWN.format("report"))
        assert tab.evaluate("document.activeElement.textContent") == "No repetition counted"
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.textContent") == "Coach my set"
        tab.reload()
        until(tab, "document.getElementById('reps').value === '12'")  # the plan is remembered
        assert heard.said == []


def the_camera_is_missed(tab: Any) -> str:
    """What the page says when Start is pressed and there is no camera."""
    tab.click("#start")
    until(tab, "!document.getElementById('alert').hidden")
    assert tab.locator("#setup").is_visible()
    return str(tab.locator("#alert").inner_text())


def test_a_camera_that_was_refused_or_is_not_there_is_told_with_what_to_try(
    server: str, browser: Any, playwright: Any
) -> None:
    with visiting(browser, server, permissions=[]) as (tab, heard):
        assert the_camera_is_missed(tab).startswith("The camera was refused (try: ")
        assert heard.said == []
    with launched(playwright) as blind, visiting(blind, server) as (tab, heard):
        assert the_camera_is_missed(tab).startswith("No camera was found (try: ")
        assert heard.said == []


def test_from_another_machine_it_takes_the_token_and_says_that_cameras_need_https(browser: Any) -> None:
    with serving("--host", "0.0.0.0") as running, visiting(browser, running.address) as (tab, heard):
        assert "?token=" in running.address
        assert "--certfile" in tab.locator("#camera-words").inner_text()
        tab.set_input_files("#file", {"name": "note.mp4", "mimeType": "video/mp4", "buffer": b"hello"})
        until(tab, "!document.getElementById('alert').hidden")
        assert "not a video" in tab.locator("#alert").inner_text()
        # Chromium remarks that it heeds this header over HTTPS only.
        assert [words for words in heard.said if "Cross-Origin-Opener-Policy" not in words] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1920])
def test_the_page_fits_phone_and_screen_in_light_and_dark(
    width: int, scheme: str, server: str, browser: Any
) -> None:
    size = {"width": width, "height": 844}
    with visiting(browser, server, viewport=size, color_scheme=scheme) as (tab, heard):
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert (sum(int(part) for part in ground[4:-1].split(",")) > 600) == (scheme == "light")
        tab.click("#start")
        until(tab, SHOWN.format("stage"))
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        low = [
            name
            for name in ("quit", "pause", "mirror", "sound", "restart", "full screen")
            if min(
                tab.locator(f'button[value="{name}"]').bounding_box()[side] for side in ("width", "height")
            )
            < 44
        ]
        assert low == []
        assert heard.said == []


SPEECH = """
window.spoken = [];
window.voices = [
  { lang: "en-GB", localService: false, default: true },  // such a one sends what it says to a server
  { lang: "de-DE", localService: true },
  { lang: "en-US", localService: true },
];
const speech = {
  speaking: false,
  pending: false,
  getVoices: () => window.voices,
  speak(one) { this.speaking = true; window.now = one; window.spoken.push([one.text, one.voice.lang]); },
  cancel() { this.speaking = false; window.spoken.push("cut"); },
};
Object.defineProperty(window, "speechSynthesis", { value: speech });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
window.finish = () => { speech.speaking = false; window.now.onend(); };
window.line = (kind, spoken) => ({ kind, spoken, shown: "" });
"""


def test_the_voice_lets_nothing_queue_up_and_cuts_off_only_what_matters_less(
    server: str, browser: Any
) -> None:
    with closing(browser.new_page()) as tab:
        tab.add_init_script(SPEECH)
        tab.goto(server)
        tab.evaluate("import('/static/voice/speech.js').then(({ Voice }) => { window.voice = new Voice(); })")
        until(tab, "window.voice !== undefined")

        def say(kind: str, text: str) -> None:
            tab.evaluate("([kind, text]) => voice.say([line(kind, text)])", [kind, text])

        say("count", "1")
        say("cue", "2. Keep the knee bent.")
        say("hold", "hold")
        tab.wait_for_timeout(600)  # "hold" this late would be wrong
        tab.evaluate("finish()")
        say("cue", "3. Hold.")
        say("count", "4")
        tab.evaluate("finish()")
        assert tab.evaluate("spoken") == [
            ["1", "en-US"],
            "cut",
            ["2. Keep the knee bent.", "en-US"],
            ["3. Hold.", "en-US"],
            ["4", "en-US"],
        ]
        tab.evaluate("finish(); voices.splice(1)")
        say("count", "5")
        assert tab.evaluate("spoken.length") == 5  # a tone, and nothing for a server to hear


# Notes that a tone plays, in Hz, and what a screen reader is given, for every kind of line.
EVERY_KIND = """async () => {
  const { shared } = await import("/static/shared.js");
  const { Announcer } = await import("/static/voice/screen-reader.js");
  const { playTone } = await import("/static/voice/tones.js");
  const create = AudioContext.prototype.createOscillator;
  let notes = [];
  AudioContext.prototype.createOscillator = function () {
    const note = create.call(this);
    note.start = () => notes.push(note.frequency.value);
    note.stop = () => {};
    return note;
  };
  return Object.keys(shared.lines).map((kind) => {
    const region = document.createElement("p");
    new Announcer(region).tell([{ kind, spoken: "", shown: kind }]);
    notes = [];
    playTone(kind);
    return [kind, notes, region.textContent];
  });
}"""


def test_every_kind_of_line_has_its_tone_and_reaches_a_screen_reader(server: str, browser: Any) -> None:
    with visiting(browser, server) as (tab, heard):
        found = {kind: (notes, told) for kind, notes, told in tab.evaluate(EVERY_KIND)}
        assert set(found) == {kind.value for kind in Kind}
        assert found["not-counted"] == ([440, 330], "not-counted")
        assert all(notes for notes, _ in found.values())
        assert [kind for kind, (_, told) in found.items() if not told] == ["down", "hold"]
        assert heard.said == []


def test_frames_get_smaller_where_the_device_or_the_network_is_slow_and_stay_so(
    server: str, browser: Any
) -> None:
    sizes = """async () => {
      const { FrameSize } = await import("/static/live/frame-size.js");
      const size = new FrameSize();
      const widths = [size.width];
      for (const frame of [{ took_ms: 5 }, { took_ms: 90 }, { took_ms: 5, waiting: true }, { took_ms: 5 }]) {
        for (let i = 0; i < 30; i += 1) size.note(frame);
        widths.push(size.width);
      }
      return widths;
    }"""
    with visiting(browser, server) as (tab, _):
        assert tab.evaluate(sizes) == [640, 640, 480, 360, 360]


def test_an_address_with_start_begins_by_itself_and_an_unplugged_camera_ends_the_set(
    server: str, browser: Any
) -> None:
    unplug = "document.getElementById('video').srcObject.getTracks()[0].dispatchEvent(new Event('ended'))"
    with visiting(browser, f"{server}#start") as (tab, heard):
        until(tab, "formcheck.timings.length > 3")
        tab.evaluate(unplug)
        until(tab, SHOWN.format("report"))
        assert "The camera went away" in tab.locator("#alert").inner_text()
        assert heard.said == []
