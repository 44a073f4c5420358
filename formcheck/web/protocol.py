"""What page and server say to each other: docs/serve.md in code."""

from __future__ import annotations

import json
import math
import struct
from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated, Any, Literal

import msgspec

from formcheck.coaching.live_coach import Line
from formcheck.coaching.plan import Plan, WorkoutStep
from formcheck.coaching.scene import Scene
from formcheck.errors import FormcheckError
from formcheck.exercises import AUTO, EXERCISES
from formcheck.live.watched_frame import WatchedFrame
from formcheck.pose import Pose
from formcheck.report.json_values import to_json_values
from formcheck.reps.events import event_to_dict
from formcheck.ui import SHARED
from formcheck.web.limits import IN_FLIGHT, MAX_FRAME_BYTES, MAX_TEXT_BYTES

TIME = struct.Struct("<d")
REPS, SETS, REST_S = SHARED.plan.reps, SHARED.plan.sets, SHARED.plan.rest_s  # least and most
SEE = "(try: see docs/serve.md)"

Message = dict[str, Any]


class BadMessage(Exception):
    """Not a message of the protocol; the text is for the client."""


class Start(msgspec.Struct, tag="start", forbid_unknown_fields=True):
    """Begin a workout."""

    exercise: Annotated[str, msgspec.Meta(max_length=40)] = AUTO
    reps: Annotated[int, msgspec.Meta(ge=REPS[0], le=REPS[1])] | None = None
    sets: Annotated[int, msgspec.Meta(ge=SETS[0], le=SETS[1])] = 1
    rest_s: Annotated[float, msgspec.Meta(ge=REST_S[0], le=REST_S[1])] = 60.0
    model: Literal["lite", "full", "heavy"] = "full"  # never a path: the client is a stranger

    def plan(self) -> Plan:
        """The requested workout; raises BadMessage."""
        if self.sets > 1 and self.reps is None:
            raise BadMessage("sets needs reps (try: how many repetitions are a set?)")
        return Plan(known_exercise(self.exercise), self.reps, self.sets, self.rest_s)


class Resume(msgspec.Struct, tag="resume", forbid_unknown_fields=True):
    """Go on after a lost connection."""

    session: Annotated[str, msgspec.Meta(max_length=100)]


class Pause(msgspec.Struct, tag="pause", forbid_unknown_fields=True):
    """Pause, or go on."""

    on: bool


class Restart(msgspec.Struct, tag="restart", forbid_unknown_fields=True):
    """Begin the set again."""


class Finish(msgspec.Struct, tag="finish", forbid_unknown_fields=True):
    """End the workout."""


Hello = Start | Resume
Command = Pause | Restart | Finish
_decoder = msgspec.json.Decoder(Start | Resume | Pause | Restart | Finish)


def parse_message(text: str) -> Hello | Command:
    """A text message; raises BadMessage."""
    if len(text) > MAX_TEXT_BYTES:
        raise BadMessage(f"longer than {MAX_TEXT_BYTES} characters {SEE}")
    try:
        message: Hello | Command = _decoder.decode(text)
        return message
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise BadMessage(f"{str(error).splitlines()[0]} {SEE}") from error


def known_exercise(name: str) -> str:
    """The name, if there is such an exercise; raises BadMessage."""
    if name != AUTO and name not in EXERCISES:
        raise BadMessage(f"no such exercise (try: {AUTO}, {', '.join(EXERCISES)})")
    return name


def capture_time(frame: bytes) -> float | None:
    """The time at the head of a binary message; None where there is none."""
    if len(frame) < TIME.size:
        return None
    time_s: float = TIME.unpack_from(frame)[0]
    return time_s if math.isfinite(time_s) else None


def started_message(session: str, *, resumed: bool) -> Message:
    """The answer to Start and Resume."""
    limits = {"in_flight": IN_FLIGHT, "max_frame_bytes": MAX_FRAME_BYTES}
    return {"type": "started", "session": session, "resumed": resumed, **limits}


def seen_message(seen: WatchedFrame, scene: Scene) -> Message:
    """What came of a picture; `happened` belongs to it."""
    height, width = seen.frame.rgb.shape[:2]
    return {
        "type": "seen",
        "time_s": seen.frame.timestamp_s,
        "size": [width, height],
        "xy": _landmarks(seen.pose),
        "scene": to_json_values(scene),
    }


def events_and_lines(steps: Sequence[WorkoutStep]) -> Message:
    """Events, and lines of the coach, in order."""
    return {
        "events": [to_json_values(event_to_dict(event)) for step in steps for event in step.events],
        "lines": [_line(line) for step in steps for line in step.lines],
    }


def error_message(code: str, message: str, time_s: float | None = None) -> Message:
    """What went wrong, and what to try."""
    return {"type": "error", "code": code, "message": message, "time_s": time_s}


def encode_message(message: Message) -> str:
    """The message as JSON on one line."""
    return json.dumps(
        message, allow_nan=False, ensure_ascii=False, separators=(",", ":"), default=attrgetter("value")
    )


def _landmarks(pose: Pose) -> list[list[float] | None] | None:
    if not pose.seen:
        return None
    return [[x, y] if math.isfinite(x + y) else None for x, y in pose.xy.round(1).tolist()]


def _line(line: Line) -> dict[str, str]:
    return {"kind": line.kind.value, "spoken": line.spoken, "shown": line.shown}


def error_text(error: Exception) -> str:
    """An error as a page shows it."""
    if isinstance(error, FormcheckError):
        return str(error)
    return f"{type(error).__name__} in formcheck (try: formcheck doctor, and report it)"
