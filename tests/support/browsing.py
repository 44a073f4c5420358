"""Pages in a real browser: Chromium without a window, and everything it says or asks for."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.waiting import PATIENCE_S

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))),
    None,
)


@dataclass
class Heard:
    """What came out of a page."""

    said: list[str] = field(default_factory=list)  # console, errors, dialogs
    asked: list[str] = field(default_factory=list)  # addresses, without those inside the page


@contextmanager
def chromium(*more: str) -> Iterator[Any]:
    """A browser; playwright is imported here because not every test run has it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, launched(playwright, *more) as browser:
        yield browser


@contextmanager
def launched(playwright: Any, *more: str) -> Iterator[Any]:
    """A browser of a playwright that runs already."""
    args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", *more]
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
    try:
        yield browser
    finally:
        browser.close()


@contextmanager
def opened(browser: Any, page: Path, width: int = 1280, scheme: str = "light") -> Iterator[tuple[Any, Heard]]:
    """A page from a file, and what was heard from it."""
    heard = Heard()

    def dismissed(dialog: Any) -> None:
        heard.said.append(dialog.message)
        dialog.dismiss()

    tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    tab.on("console", lambda message: heard.said.append(message.text))
    tab.on("pageerror", lambda error: heard.said.append(str(error)))
    tab.on("dialog", dismissed)
    tab.on(
        "request",
        lambda request: None if request.url.startswith("data:") else heard.asked.append(request.url),
    )
    try:
        tab.goto(page.as_uri())
        tab.wait_for_selector("footer")
        yield tab, heard
    finally:
        tab.close()


def until(tab: Any, expression: str) -> None:
    """Wait until an expression is true; a page's policy forbids playwright's own way of waiting."""
    deadline = time.monotonic() + PATIENCE_S
    while not tab.evaluate(expression):
        assert time.monotonic() < deadline, f"never true: {expression}"
        tab.wait_for_timeout(20)


DRAWN = """id => {
  const canvas = document.querySelector(`#${id} canvas`);
  if (!canvas) return 0;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let seen = 0;
  for (let i = 3; i < data.length; i += 4) seen += data[i] > 0;
  return seen / (data.length / 4);
}"""


def drawn(tab: Any, chart: str) -> float:
    """The share of a chart's dots that carry a colour."""
    return float(tab.evaluate(DRAWN, chart))
