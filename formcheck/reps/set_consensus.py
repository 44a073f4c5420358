"""A swing is judged with its set: a doubtful one is settled by those like it.

Twelve alike swings of one leg are a set, one odd one is not.  Each swing's
evidence is mixed with that of the swings of the same leg before and after it,
by how alike they are; so a count may come late, and is hardly ever taken back.
Only the nearest swings are compared, so the cost of a swing does not grow with the set.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace

import numpy as np

from formcheck.exercises.measure import HIP_RANGE, HOLD_TIME, LIFT_TIME, LOWER_TIME
from formcheck.kinematics.joint_angles import knee_angle
from formcheck.pose import SIDES, Floats, Side, other
from formcheck.reps.evidence.criterion import posture_of
from formcheck.reps.evidence.swing_body import SwingBody
from formcheck.reps.evidence.swing_features import features_of
from formcheck.reps.evidence.weighing import Evidence, heaviest, trust, weigh
from formcheck.reps.measured_rep import MeasuredRep
from formcheck.reps.reasons import Reason
from formcheck.reps.rep import Attempt
from formcheck.reps.swing import Swing

ASKED = 8  # swings before, and as many after
SURE = 0.5  # of trust, either way: within, a swing waits for more like it, or keeps the verdict it has until the end
ALIKE = 0.3  # likeness from which another swing is of the same kind
# Of the whole body: done once, a change of position such as sitting back.
OF_THE_BODY = (Reason.BOTH_LEGS, Reason.TRUNK_TURNED)
UNLIKE = 0.15  # what a swing of another kind says: one odd one among many is no repetition
MOST_SAY = 4.0  # what all others together may weigh, one's own evidence being 1
LEAST_TRUST = -5.0  # of one swing, as far as the others are concerned
POSITION_DEG = 42.0  # a trunk that turns this far is getting down or up
# What makes two swings clearly different: hip range (log), rest (deg), turn of the knee (deg), thigh at the top (deg),
# duration (log).
DIFFERENT = np.array([0.35, 25.0, 35.0, 30.0, 0.7])
MOST_KNEE_DEG = 120.0


@dataclass(eq=False)
class Candidate:
    """A swing that may be a repetition."""

    rep: MeasuredRep
    course: Floats  # (5,) what it looked like, in units in which 1 is a clear difference
    features: dict[str, float]
    evidence: Evidence
    interrupted: Reason | None  # by what, if it was not seen whole
    aside: bool  # a change of position, or the other leg swings more: not worth mentioning unless it counts
    counted: bool | None = None  # None: not settled yet
    alone: bool = True  # no other swing is like it
    verdict: Evidence = field(default_factory=dict)  # its evidence and that of those like it

    @classmethod
    def of(cls, swing: Swing, interrupted: Reason | None, rival_deg: float) -> Candidate:
        """Look at a swing; `rival_deg` is how far the other leg has swung in what it is doing now."""
        features = features_of(SwingBody(swing))
        return cls(
            rep=MeasuredRep.of(swing, posture_of(features["standing"])),
            course=_course(swing, features),
            features=features,
            evidence=weigh(features),
            interrupted=interrupted,
            aside=max(features["trunk_turn"], features["trunk_left"]) > POSITION_DEG
            or rival_deg > swing.range_deg,
        )

    @property
    def side(self) -> Side:
        return self.rep.side

    @property
    def seen_throughout(self) -> bool:
        """Whether the person was seen from its start to its end: what was guessed settles no other swing."""
        times = (self.rep.values[time.name] for time in (LIFT_TIME, HOLD_TIME, LOWER_TIME))
        return self.interrupted is None and not any(map(math.isnan, times))

    @property
    def attempt(self) -> Attempt:
        """What it is if it is not counted."""
        cut = self.interrupted if trust(self.verdict) > 0 else None
        reason = cut or heaviest(self.verdict)
        return Attempt(self.side, self.rep.start_s, self.rep.end_s, reason, self.rep.values[HIP_RANGE.name])


class SetConsensus:
    """The swings of a set, and which of them are repetitions."""

    def __init__(self) -> None:
        self._legs: dict[Side, list[Candidate]] = {side: [] for side in SIDES}

    @property
    def candidates(self) -> list[Candidate]:
        """Every swing of both legs, in order of time."""
        return sorted((c for leg in self._legs.values() for c in leg), key=lambda c: c.rep.start_s)

    def add(self, candidate: Candidate) -> list[Candidate]:
        """Take one more swing; returns those whose verdict is new or another than before."""
        leg, rivals = self._legs[candidate.side], self._legs[other(candidate.side)]
        leg.append(candidate)
        changed = [c for i, c in _last(leg, ASKED + 1) if self._settle(leg, i)]
        changed += [c for i, c in _last(rivals, 2) if _overlap(c, candidate) and self._settle(rivals, i)]
        changed += [c for c in leg[-ASKED - 2 : -ASKED - 1] if self._decide(c)]
        return changed

    def finish(self) -> list[Candidate]:
        """Settle what may still change; returns what did."""
        return [c for leg in self._legs.values() for _, c in _last(leg, ASKED + 1) if self._decide(c)]

    def is_echo(self, candidate: Candidate) -> bool:
        """Whether the other leg swung at the same time and looked more like a repetition."""
        return any(
            _overlap(rival, candidate) and trust(rival.evidence) > trust(candidate.evidence)
            for _, rival in _last(self._legs[other(candidate.side)], 2 * ASKED)
        )

    def is_attempt(self, candidate: Candidate) -> bool:
        """Whether a swing that is not counted is worth mentioning."""
        once = candidate.alone and candidate.attempt.reason in OF_THE_BODY
        return candidate.counted is False and not (candidate.aside or once or self.is_echo(candidate))

    def _decide(self, candidate: Candidate) -> bool:
        """Settle a swing for good; whether that changed its verdict."""
        before = candidate.counted
        candidate.counted = trust(candidate.verdict) > 0 and self._may_count(candidate)
        return candidate.counted is not before

    def _settle(self, leg: list[Candidate], i: int) -> bool:
        """Weigh a swing again; returns whether that changed its verdict."""
        candidate, before, posture = leg[i], leg[i].counted, leg[i].rep.posture
        self._mix(leg, i)
        left = trust(candidate.verdict)
        if left > SURE:
            candidate.counted = self._may_count(candidate)
        elif left < -SURE:
            candidate.counted = False
        return candidate.counted is not before or candidate.rep.posture is not posture

    def _may_count(self, candidate: Candidate) -> bool:
        return candidate.interrupted is None and not self.is_echo(candidate)

    def _mix(self, leg: list[Candidate], i: int) -> None:
        """Mix a swing's evidence and posture with those of its likes."""
        candidate = leg[i]
        around = leg[max(i - ASKED, 0) : i + ASKED + 1]
        says = {c: _likeness(candidate, c) for c in around if c.seen_throughout and not self.is_echo(c)}
        says.pop(candidate, None)
        candidate.alone = max(says.values(), default=0.0) < ALIKE
        total = sum(says.values())
        scale = min(1.0, MOST_SAY / total) if total else 0.0
        weights = {candidate: 1.0} | {c: scale * w for c, w in says.items() if w}
        whole = sum(weights.values())
        candidate.verdict = {
            reason: sum(w * _capped(c, candidate)[reason] for c, w in weights.items()) / whole
            for reason in candidate.evidence
        }
        standing = sum(w * c.features["standing"] for c, w in weights.items()) / whole
        candidate.rep = replace(candidate.rep, posture=posture_of(standing))


def _overlap(a: Candidate, b: Candidate) -> bool:
    return a.rep.start_s < b.rep.end_s and a.rep.end_s > b.rep.start_s


def _course(swing: Swing, features: dict[str, float]) -> Floats:
    knee = swing.change(knee_angle(swing.sequence.xy, swing.side, swing.view.plane))
    course = [
        math.log(swing.range_deg),
        swing.rest_deg,
        min(max(knee, -MOST_KNEE_DEG), MOST_KNEE_DEG),
        features["thigh_at_top"],
        math.log(max(features["duration"], 0.1)),
    ]
    return np.asarray(np.nan_to_num(np.array(course)) / DIFFERENT)


def _capped(one: Candidate, asking: Candidate) -> Evidence:
    """A swing's evidence, made smaller for others where there is very much of it."""
    against = -sum(one.evidence.values())
    most = trust({}) - LEAST_TRUST
    if one is asking or against <= most:
        return one.evidence
    return {reason: value * most / against for reason, value in one.evidence.items()}


def _likeness(a: Candidate, b: Candidate) -> float:
    """How much `b` says of `a`: 1 for the same course; a swing of another kind says little, a small one less."""
    smaller = min(b.features["hip_range"] / a.features["hip_range"], 1.0)
    return max(math.exp(-0.5 * float(np.sum((a.course - b.course) ** 2))), UNLIKE * smaller)


def _last(leg: list[Candidate], count: int) -> list[tuple[int, Candidate]]:
    first = max(len(leg) - count, 0)
    return list(enumerate(leg[first:], first))
