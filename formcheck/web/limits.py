"""How much of everything one client, and all of them together, may have."""

from __future__ import annotations

from formcheck.ui import SHARED

IN_FLIGHT = 2  # pictures sent and not yet acknowledged
MAX_FRAME_BYTES = 1 << 20
MAX_TEXT_BYTES = 4096
MAX_MESSAGE_BYTES = 4 << 20  # above this a connection is closed without being heard out
SIDE_PX = (32, 1280)  # of a picture, least and most

FRAMES_A_SECOND = 60.0
TEXTS_A_SECOND = 20.0
ERRORS_A_SECOND, ERRORS_AT_ONCE = 1.0, 30.0

HELLO_S = 10.0  # for a connection to say what it wants
RESUME_S = SHARED.resume_s  # for a lost connection to come back
SLOW_S = 10.0  # for a client to read what it was sent
IDLE_S = 300.0  # without a picture
NOBODY_S = 1800.0  # without a person in the pictures
MAX_GAP_S = 600.0  # between two pictures, by their own clock: a session does not live that long without one

MOST_WAITING = 16  # connections that have not said what they want
MOST_UPLOAD_BYTES = 2 << 30
UPLOAD_S = 600.0

KEPT_S = SHARED.reports_kept_s  # reports
MOST_KEPT = 24
