"""Phases of one leg, and the excursions it makes: rest, lift, top, lower, rest.

The machine below sees one filtered number per frame, the signed hip extension
of one leg, and knows nothing else.  Whether an excursion is a repetition is
decided elsewhere, and it is measured in `swing_trace`, on the bare samples.
Slack here steadies phases, it never measures.

    REST   --rises 10 deg above the recent low-->            LIFT
    LIFT   --rested below 65 % of the way, goes on-->        LIFT, begun where it rested
    LIFT   --sinks by 35 % of the rise (at least 8 deg)-->   LOWER
    LOWER  --rises again from below 60 % of the rise-->      excursion, LIFT
    LOWER  --rises again from above 60 %, or at once-->      LIFT (a wobble at the top)
    LOWER  --stands still-->                                 excursion, REST
"""

from __future__ import annotations

import math
from collections import deque
from enum import Enum

from formcheck.reps.excursion import Excursion

RISE_DEG = 10.0  # what starts a lift; above tremor (4 deg) and fidgeting
SINK = 0.35  # of the rise: what ends the top for the phase on screen
SINK_DEG = 8.0
RETURNED = 0.60  # of the rise: a leg that turns round above this has wobbled, not returned
WOBBLE_S = 0.35  # and so has one that is not nearly down and turns round so soon after the top
ECHO = 1.5  # of a leg's rise: the other's may be so high by itself, where the trunk leans along
RECENT_S = 4.0  # how old the low may be that a rise starts from: 2.5 deg/s is a slow lift, less is a drift
STILL_DEG = 2.5
RESTED_S, RESTED_DEG = 3.0, 2.5  # stillness on the way up that is a rest: a pause is shorter
UNDER_WAY = 0.65  # of the whole way: a rest below this is where the lift began
# Stillness that ends a rep, at least this many seconds and this share of the time since the top (a slow leg is not
# still because it is slow): when the leg is down (below 30 % of the rise), and when it has stopped half-way.
NEARLY_DOWN = 0.30
STILL_LOW_S, STILL_LOW_SHARE = 0.25, 0.2
STILL_HIGH_S, STILL_HIGH_SHARE = 2.0, 0.6


class Phase(Enum):
    """Where a leg is within a repetition."""

    REST = "rest"
    LIFT = "lift"  # concentric; on screen the top (isometric) belongs to it until the leg sinks
    LOWER = "lower"  # eccentric


class LegPhases:
    """Follows the hip extension of one leg; `update` returns an Excursion when one is over."""

    def __init__(self) -> None:
        self.phase = Phase.REST
        self._recent: deque[tuple[float, float]] = deque()
        self._low = self._peak = self._down = (math.nan, math.nan)
        self._still_since = (math.nan, math.nan)
        self._topmost: deque[tuple[float, float]] = deque()
        self._rested: tuple[float, float] | None = None
        self._seen_s = math.nan

    @property
    def low_s(self) -> float:
        """When the excursion under way began."""
        return self._low[0]

    @property
    def low_deg(self) -> float:
        """Where the excursion under way began."""
        return self._low[1]

    @property
    def rise_deg(self) -> float:
        """How high the leg was lifted above its low in the excursion under way; 0 at rest."""
        return 0.0 if self.phase is Phase.REST else self._peak[1] - self._low[1]

    @property
    def hold_s(self) -> float:
        """How long the leg has been within 10 % of the peak it has reached so far; 0 at rest."""
        return self._topmost[-1][0] - self._topmost[0][0] if self._topmost else 0.0

    def update(self, timestamp_s: float, extension_deg: float) -> Excursion | None:
        """Take one filtered sample; times must increase."""
        now = (timestamp_s, extension_deg)
        self._seen_s = timestamp_s
        if self.phase is Phase.REST:
            self._rest(now)
            return None
        if self.phase is Phase.LIFT:
            return self._lift(now)
        return self._lower(now)

    def interrupt(self) -> Excursion | None:
        """Forget everything (person lost, cut, end); returns the excursion that was under way, if any."""
        running = self.phase is not Phase.REST
        down_deg = (self._down if self.phase is Phase.LOWER else self._peak)[1]
        excursion = self._excursion((self._seen_s, down_deg), complete=False) if running else None
        self._go_to_rest()
        return excursion

    @property
    def down_again(self) -> bool:
        """Whether the leg has come back from a top to below 30 % of its rise, and the excursion is not over yet."""
        return self.phase is Phase.LOWER and self._down[1] < self._low[1] + NEARLY_DOWN * self.rise_deg

    def echoes(self, other: LegPhases) -> bool:
        """Whether the lift under way may come of the other leg's alone: it began later and is not much larger."""
        return self.phase is Phase.LIFT and self.low_s > other.low_s and self.rise_deg < ECHO * other.rise_deg

    def restart(self, timestamp_s: float, extension_deg: float) -> None:
        """Rest here, whatever the leg did until now."""
        self._go_to_rest((timestamp_s, extension_deg))

    def _go_to_rest(self, *known: tuple[float, float]) -> None:
        self.phase = Phase.REST
        self._recent = deque(known)
        self._topmost.clear()

    def _rest(self, now: tuple[float, float]) -> None:
        self._recent.append(now)
        while self._recent[0][0] < now[0] - RECENT_S:
            self._recent.popleft()
        low = min(self._recent, key=lambda sample: sample[1])
        if now[1] > low[1] + RISE_DEG:
            self._begin(low, now)

    def _begin(self, low: tuple[float, float], now: tuple[float, float]) -> None:
        self.phase = Phase.LIFT
        self._low, self._peak = low, now
        self._still_since, self._rested = now, None
        self._recent.clear()
        self._topmost.clear()
        self._topmost.append(now)

    def _lift(self, now: tuple[float, float]) -> Excursion | None:
        self._notice_rest(now)
        if now[1] > self._peak[1]:
            self._peak = now
            self._begin_at_rest()
        rise = self._peak[1] - self._low[1]
        self._remember_top(now, self._peak[1] - 0.1 * rise)
        if now[1] < self._peak[1] - max(SINK * rise, SINK_DEG):
            self.phase = Phase.LOWER
            self._down = self._still_since = now
        return None

    def _notice_rest(self, now: tuple[float, float]) -> None:
        """Remember where the leg last rested on its way up."""
        if abs(now[1] - self._still_since[1]) > RESTED_DEG:
            self._still_since = now
        elif now[0] - self._still_since[0] >= RESTED_S:
            self._rested = (now[0], self._still_since[1])

    def _begin_at_rest(self) -> None:
        """A leg that came up a little, rested, and now lifts: the lift begins here."""
        if self._rested is None:
            return
        whole = self._peak[1] - self._low[1]
        if self._peak[1] > self._rested[1] + RISE_DEG and self._rested[1] < self._low[1] + UNDER_WAY * whole:
            self._low, self._rested = self._rested, None

    def _remember_top(self, now: tuple[float, float], line_deg: float) -> None:
        """Keep the samples above the line; it rises with the peak and leaves the earliest behind."""
        if now[1] >= line_deg:
            self._topmost.append(now)
        while self._topmost and self._topmost[0][1] < line_deg:
            self._topmost.popleft()

    def _lower(self, now: tuple[float, float]) -> Excursion | None:
        if now[1] < self._down[1]:
            self._down = now
        if abs(now[1] - self._still_since[1]) > STILL_DEG:
            self._still_since = now
        rise = self._peak[1] - self._low[1]
        level = (self._down[1] - self._low[1]) / rise
        if now[1] > self._down[1] + max(RISE_DEG, 0.15 * rise):
            if level > RETURNED or (level > NEARLY_DOWN and self._lowered_s(now) < WOBBLE_S):
                self.phase = Phase.LIFT
                return self._lift(now)
            excursion = self._excursion(self._down, complete=True)
            self._begin(self._down, now)
            return excursion
        if level < RETURNED and self._still_for(now, level):
            self._go_to_rest(now)
            return self._excursion(now, complete=True)
        return None

    def _still_for(self, now: tuple[float, float], level: float) -> bool:
        """Whether the leg, with this share of the rise left, has stood still long enough to be done."""
        least_s, share = (
            (STILL_LOW_S, STILL_LOW_SHARE) if level < NEARLY_DOWN else (STILL_HIGH_S, STILL_HIGH_SHARE)
        )
        return now[0] - self._still_since[0] >= max(least_s, share * self._lowered_s(now))

    def _lowered_s(self, now: tuple[float, float]) -> float:
        """How long ago the leg left its top."""
        return now[0] - self._topmost[-1][0]

    def _excursion(self, end: tuple[float, float], *, complete: bool) -> Excursion:
        return Excursion(*self._low, *self._peak, *end, complete=complete)
