"""The live window; everything in it runs on the main thread, as window systems want it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import cv2

from formcheck.coaching.plan import WorkoutStep
from formcheck.drawing.overlay import draw_overlay, fit_to_size
from formcheck.errors import CannotOpen
from formcheck.live.actions import HELP, Action, action_of
from formcheck.live.notices import Notices
from formcheck.live.watched_frame import WatchedFrame
from formcheck.live.window_system import can_open_windows

NAME = "formcheck"
SIZE = (1280, 720)  # at first; it can be resized
KEY_WAIT_MS = 5
LINGER_S = 30.0  # the summary is shown for this long, or until a key
NO_WINDOW = "no window can be opened here"


@contextmanager
def open_window(*, mirrored: bool, full_screen: bool, notices: Notices) -> Iterator[Window]:
    """Open the window; raises CannotOpen where there is no window system."""
    if not can_open_windows():
        raise CannotOpen(None, NO_WINDOW, "formcheck live --headless; formcheck doctor")
    # Qt complains of fonts that this window, which has no menus, never uses.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    cv2.namedWindow(NAME, cv2.WINDOW_NORMAL | cv2.WINDOW_GUI_NORMAL | cv2.WINDOW_FREERATIO)
    cv2.resizeWindow(NAME, *SIZE)
    try:
        yield Window(mirrored=mirrored, full_screen=full_screen, notices=notices)
    finally:
        cv2.destroyAllWindows()


class Window:
    """Shows pictures with what is drawn over them and reads keys; made by `open_window`."""

    def __init__(self, *, mirrored: bool, full_screen: bool, notices: Notices) -> None:
        self._mirrored, self._full_screen, self._notices = mirrored, full_screen, notices
        self._last: WatchedFrame | None = None
        self._was_visible = False
        if full_screen:
            self._apply_full_screen()

    def show(self, seen: WatchedFrame | None) -> list[Action]:
        """Draw `seen`, or the last frame again, and return the actions requested by key or by closing."""
        self._last = seen or self._last
        if seen is not None:
            self._draw(seen)
        key = cv2.waitKey(KEY_WAIT_MS)
        if self._closed():
            return [Action.QUIT]
        action = action_of(key)
        if action is Action.MIRROR:
            self._mirrored = not self._mirrored
        elif action is Action.FULL_SCREEN:
            self._full_screen = not self._full_screen
            self._apply_full_screen()
        return [action] if action else []

    def on_step(self, now_s: float, step: WorkoutStep) -> None:
        """What happens is seen in the pictures."""

    def linger(self, stop: Callable[[], bool]) -> None:
        """Leave the last picture standing until a key, closing, `stop` or half a minute."""
        until = time.monotonic() + LINGER_S
        while time.monotonic() < until and not stop():
            if self._last is not None:
                self._draw(self._last)  # the window may have been resized
            if cv2.waitKey(50) >= 0 or self._closed():
                return

    def _draw(self, seen: WatchedFrame) -> None:
        if self._closed():
            return  # showing a picture would open it again
        _, _, width, height = cv2.getWindowImageRect(NAME)
        size = (width, height) if width > 0 and height > 0 else SIZE
        picture, xy = fit_to_size(seen.frame.rgb, seen.pose, size, mirrored=self._mirrored)
        status = (*seen.scene.status, *self._notices.lines[-1:])
        draw_overlay(picture, xy, replace(seen.scene, keys=HELP, status=status))
        cv2.imshow(NAME, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))

    def _closed(self) -> bool:
        """Whether the window was there and is not any more; a window manager may take its time to show it."""
        try:
            visible = cv2.getWindowProperty(NAME, cv2.WND_PROP_VISIBLE) >= 1
        except cv2.error:  # with the last window Qt's whole application ends
            visible = False
        self._was_visible |= visible
        return self._was_visible and not visible

    def _apply_full_screen(self) -> None:
        mode = cv2.WINDOW_FULLSCREEN if self._full_screen else cv2.WINDOW_NORMAL
        cv2.setWindowProperty(NAME, cv2.WND_PROP_FULLSCREEN, mode)
