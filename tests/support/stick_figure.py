"""Poses built from joint angles: a stick figure that does what a test says, seen from where it says.

The figure lives in body axes (forward, left, up), metres.  A segment's
direction is one angle: 0 points down, + turns it backwards.  So the trunk
(shoulder to hip) has its forward lean, the thigh adds the hip extension, the
shank adds the knee flexion: the signs of the product itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from formcheck.pose import LANDMARKS, Landmark, Pose
from formcheck.reps.rep import Attempt, Rep
from formcheck.reps.rep_counter import RepCounter

TRUNK, THIGH, SHANK, FOOT, UPPER_ARM, FOREARM = 0.50, 0.43, 0.42, 0.20, 0.28, 0.26
HIPS = 0.18  # width
PX_PER_M = 250.0
# A hip angle's deviation (radians) from that of its three landmarks (metres): the
# hip point turns both trunk and thigh.
HIP_SHARE = 1 / np.sqrt(1 / TRUNK**2 + 1 / THIGH**2 + (1 / TRUNK + 1 / THIGH) ** 2)
CENTRE = np.array([427.0, 240.0])


@dataclass(frozen=True)
class Body:
    """One moment.  Angles in degrees; `left` and `right` are (hip extension, knee angle, abduction)."""

    lean: float = 82.0
    left: tuple[float, float, float] = (-82.0, 90.0, 0.0)
    right: tuple[float, float, float] = (-82.0, 90.0, 0.0)
    arms: tuple[float, float] = (0.0, 0.0)  # left, right: + reaches backwards, - forwards; 0 hangs down
    elbow: float = 175.0
    head: float = 0.0  # + drops the chin
    hips: tuple[float, float] = (0.0, 0.0)  # forward, up, metres


ALL_FOURS = Body()
STANDING = Body(lean=18.0, left=(-18.0, 172.0, 0.0), right=(-18.0, 172.0, 0.0), arms=(-45.0, -45.0))


@dataclass(frozen=True)
class Camera:
    """Where it stands: azimuth from the figure's own side, + towards its front, and how high it looks down."""

    side: str = "left"
    azimuth_deg: float = 0.0
    pitch_deg: float = 0.0
    zoom: float = 1.0
    shift_px: tuple[float, float] = (0.0, 0.0)
    mirrored: bool = False


def joints(body: Body) -> NDArray[np.float64]:
    """(33, 3) metres: forward, left, up."""
    p = np.zeros((LANDMARKS, 3))

    def step(angle: float, size: float, sideways: float = 0.0) -> NDArray[np.float64]:
        a, s = np.radians(angle), np.radians(sideways)
        return size * np.array([-np.sin(a) * np.cos(s), np.sin(s), -np.cos(a) * np.cos(s)])

    hips = np.array([body.hips[0], 0.0, body.hips[1]])
    shoulders = hips - step(body.lean, TRUNK)
    width = 0.29 if body.lean > 45 else 0.36  # of the shoulders, as MediaPipe has them
    for sign, name, leg, arm in (
        (1, "LEFT", body.left, body.arms[0]),
        (-1, "RIGHT", body.right, body.arms[1]),
    ):
        extension, knee, abduction = leg
        at = {"SHOULDER": shoulders + [0, sign * width / 2, 0], "HIP": hips + [0, sign * HIPS / 2, 0]}
        thigh = body.lean + extension
        at["KNEE"] = at["HIP"] + step(thigh, THIGH, sign * abduction)
        shank = thigh + 180.0 - knee
        at["ANKLE"] = at["KNEE"] + step(shank, SHANK, sign * abduction * 0.8)
        at["HEEL"] = at["ANKLE"] + step(shank, 0.05)
        at["FOOT_INDEX"] = at["HEEL"] + step(shank - 80.0, FOOT)
        at["ELBOW"] = at["SHOULDER"] + step(arm, UPPER_ARM)
        at["WRIST"] = at["ELBOW"] + step(arm - (180.0 - body.elbow), FOREARM)
        for end in ("PINKY", "INDEX", "THUMB"):
            at[end] = at["WRIST"] + step(arm, 0.08)
        neck = shoulders - step(body.lean, 0.18)
        at["EAR"] = neck + [0, sign * 0.07, 0]
        for joint, point in at.items():
            p[Landmark[f"{name}_{joint}"]] = point
        face = at["EAR"] + step(body.lean - 90.0 + 55.0 * (body.lean > 50) - body.head - 0.0, 0.10)
        for part in ("EYE_INNER", "EYE", "EYE_OUTER"):
            p[Landmark[f"{name}_{part}"]] = face
        p[Landmark[f"MOUTH_{name}"]] = face
    p[Landmark.NOSE] = (p[Landmark.LEFT_EYE] + p[Landmark.RIGHT_EYE]) / 2
    return p


def seen(body: Body, timestamp_s: float, camera: Camera = Camera()) -> Pose:
    """What a perfect landmark model would report."""
    p = joints(body)
    sign = 1.0 if camera.side == "left" else -1.0
    a, e = np.radians(camera.azimuth_deg), np.radians(camera.pitch_deg)
    to_camera = np.array([np.sin(a), sign * np.cos(a), 0.0])
    right = np.cross([0.0, 0.0, 1.0], to_camera)
    down = -np.array([0.0, 0.0, 1.0]) * np.cos(e) + to_camera * np.sin(e)
    away = -to_camera * np.cos(e) - np.array([0.0, 0.0, 1.0]) * np.sin(e)
    world = p @ np.stack([right, down, away], 1)
    world -= (world[Landmark.LEFT_HIP] + world[Landmark.RIGHT_HIP]) / 2
    lifted = p @ np.stack([right, down], 1)
    xy = CENTRE + camera.shift_px + camera.zoom * PX_PER_M * lifted
    if camera.mirrored:
        xy, world = xy * [-1, 1] + [2 * CENTRE[0], 0], world * [-1, 1, 1]
        order = [_mirror(landmark) for landmark in Landmark]
        xy, world = xy[order], world[order]
    return Pose(timestamp_s, xy, np.ones(LANDMARKS), world)


def _mirror(landmark: Landmark) -> int:
    name = landmark.name
    swapped = name.replace("LEFT", "*").replace("RIGHT", "LEFT").replace("*", "RIGHT")
    return Landmark[swapped].value


@dataclass
class Film:
    """A moving figure: `body_at(t)` for `duration_s` seconds."""

    body_at: Callable[[float], Body]
    duration_s: float
    camera: Camera = field(default_factory=Camera)

    def poses(
        self,
        fps: float = 25.0,
        start_s: float = 0.0,
        noise_deg: float = 0.0,
        seed: int = 0,
        drop: float = 0.0,
    ) -> list[Pose]:
        """Film it.  noise_deg: 95 % of the hip angles are shaken by less; drop: share of frames lost."""
        rng = np.random.default_rng(seed)
        noise_px = np.radians(noise_deg / 2) * HIP_SHARE * PX_PER_M * self.camera.zoom
        out = []
        for i in range(round(self.duration_s * fps)):
            pose = seen(self.body_at(i / fps), start_s + i / fps, self.camera)
            shaken = pose.xy + rng.normal(0, noise_px, pose.xy.shape) if noise_px else pose.xy
            if rng.random() >= drop:
                out.append(replace(pose, xy=shaken))
        return out


def ramp(t: float, *points: tuple[float, float]) -> float:
    """Piecewise linear in time through (seconds, value) points."""
    return float(np.interp(t, [x for x, _ in points], [y for _, y in points]))


def kickbacks(
    reps: int = 3,
    *,
    rest: Body = ALL_FOURS,
    legs: Iterable[str] = ("left",),
    rise_deg: float = 87.0,
    knee_deg: float | None = 90.0,
    hold_s: float = 1.0,
    lift_s: float = 0.9,
    lower_s: float = 1.0,
    rest_s: float = 0.6,
    lead_in_s: float = 1.0,
    tail_s: float = 1.0,
    left_up: float = 0.0,
    at_top: Callable[[Body], Body] | None = None,
    camera: Camera | None = None,
) -> Film:
    """A set, `legs` in turn.  left_up: share of the lift not lowered; at_top: what else the body does there."""
    order = [side for _ in range(reps) for side in legs][:reps]
    length_s = lift_s + hold_s + lower_s + rest_s

    def body_at(t: float) -> Body:
        number, within = divmod(t - lead_in_s, length_s)
        if not 0 <= number < reps:
            return rest
        low = left_up if number > 0 else 0.0
        last = left_up if number < reps - 1 else 0.0
        up = ramp(within, (0, low), (lift_s, 1), (lift_s + hold_s, 1), (lift_s + hold_s + lower_s, last))
        leg = order[int(number)]
        extension, knee, _ = getattr(rest, leg)
        knee_now = knee if knee_deg is None else knee + (knee_deg - knee) * up
        moving: dict[str, Any] = {leg: (extension + rise_deg * up, knee_now, 0.0)}
        body = replace(rest, **moving)
        return _blend(body, at_top(body), up) if at_top else body

    return Film(body_at, lead_in_s + reps * length_s + tail_s, camera or Camera())


def _blend(a: Body, b: Body, share: float) -> Body:
    def mix(x: tuple[float, ...], y: tuple[float, ...]) -> Any:
        return tuple(np.add(x, share * np.subtract(y, x)))

    return Body(
        lean=a.lean + share * (b.lean - a.lean),
        left=mix(a.left, b.left),
        right=mix(a.right, b.right),
        arms=mix(a.arms, b.arms),
        elbow=a.elbow + share * (b.elbow - a.elbow),
        head=a.head + share * (b.head - a.head),
        hips=mix(a.hips, b.hips),
    )


def donkey_kicks(reps: int = 3, **change: Any) -> Film:
    """Clean donkey kicks but for `change` (see `kickbacks`)."""
    return kickbacks(reps, **change)


def glute_kickbacks(reps: int = 3, **change: Any) -> Film:
    """Clean kickbacks on all fours: the leg straightens."""
    return kickbacks(reps, **{"knee_deg": 172.0, **change})


def standing_kickbacks(reps: int = 3, **change: Any) -> Film:
    """Clean standing kickbacks: the straight leg swings back."""
    return kickbacks(reps, **{"rest": STANDING, "rise_deg": 36.0, "knee_deg": None, **change})


def observe(poses: Iterable[Pose], exercise: str = "auto") -> RepCounter:
    """A finished session that has seen the poses."""
    session = RepCounter(exercise)
    for pose in poses:
        session.update(pose)
    session.finish()
    return session


def check(film: Film | list[Pose], exercise: str = "auto") -> list[Rep]:
    """The judged repetitions."""
    return observe(film.poses() if isinstance(film, Film) else film, exercise).reps


def rejected(film: Film | list[Pose], exercise: str = "auto") -> list[Attempt]:
    """The attempts."""
    return observe(film.poses() if isinstance(film, Film) else film, exercise).attempts
