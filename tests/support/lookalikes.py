"""Stick figures that do what looks like a kickback to a careless counter, and is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from tests.support.stick_figure import ALL_FOURS, STANDING, Body, Camera, Film, kickbacks


def _repeat(move: Callable[[float], Body], seconds: float = 3.0, times: int = 4) -> Film:
    """`move(share)` for a share that swings 0 -> 1 -> 0 `times` times, with rests."""

    def body_at(t: float) -> Body:
        within = (t - 1.0) % seconds
        on = 1.0 <= t < 1.0 + times * seconds
        share = float(np.interp(within, [0, 0.8, 1.4, 2.2], [0, 1, 1, 0])) if on else 0.0
        return move(share)

    return Film(body_at, 2.0 + times * seconds)


def hip_abduction() -> Film:
    """Standing, the straight leg goes out sideways."""
    return _repeat(lambda s: replace(STANDING, left=(-18.0, 172.0, 40.0 * s)))


def hamstring_curl() -> Film:
    """Standing, the knee bends, the thigh hardly moves."""
    return _repeat(lambda s: replace(STANDING, left=(-18.0 + 8 * s, 172.0 - 85 * s, 0.0)))


def fire_hydrant() -> Film:
    """All fours, the bent thigh goes out sideways."""
    return _repeat(lambda s: replace(ALL_FOURS, left=(-82.0, 90.0, 70.0 * s)))


def bird_dog() -> Film:
    """All fours, a leg and the opposite arm together."""
    return kickbacks(3, knee_deg=172.0, at_top=lambda b: replace(b, arms=(0.0, -85.0)))


def squat() -> Film:
    """Both hips and knees bend, the hips sink."""
    return _repeat(
        lambda s: replace(
            STANDING,
            lean=10 + 35 * s,
            left=(-10 - 85 * s, 172 - 85 * s, 0.0),
            right=(-10 - 85 * s, 172 - 85 * s, 0.0),
            hips=(-0.2 * s, -0.35 * s),
        )
    )


def lunge() -> Film:
    """A step forward and down with one leg, the other knee to the floor."""
    return _repeat(
        lambda s: replace(
            STANDING,
            lean=5.0,
            left=(-5 - 80 * s, 172 - 80 * s, 0.0),
            right=(-5 + 15 * s, 172 - 75 * s, 0.0),
            hips=(0.25 * s, -0.35 * s),
        )
    )


def walking() -> Film:
    """Both legs swing against each other while the body crosses the picture."""

    def body_at(t: float) -> Body:
        swing = 24 * np.sin(2 * np.pi * t / 1.1)
        bends = 20 + 15 * np.sin(2 * np.pi * t / 1.1 + 1)
        return replace(
            STANDING,
            lean=5.0,
            left=(-5 + swing, 172 - bends, 0.0),
            right=(-5 - swing, 172 - 35 + bends, 0.0),
            hips=(0.8 * t - 3.0, 0.0),
        )

    return Film(body_at, 8.0)


def plank() -> Film:
    """Still, on hands and toes."""
    return Film(
        lambda t: Body(lean=78.0, left=(0.0, 176.0, 0.0), right=(0.0, 176.0, 0.0), arms=(10.0, 10.0)), 6.0
    )


def kneel_down_and_get_up() -> Film:
    """From upright kneeling to all fours, some fidgeting, and up again."""

    def body_at(t: float) -> Body:
        down = float(np.interp(t, [1, 2.5, 7, 8.5], [0, 1, 1, 0]))
        fidget = 3.0 * np.sin(2 * np.pi * t / 1.7)
        hip = -82.0 * down + fidget
        return Body(lean=4 + 78 * down, left=(hip, 90.0, 0.0), right=(-82.0 * down, 90.0, 0.0))

    return Film(body_at, 10.0)


def rocking_back() -> Film:
    """On all fours, the hips sink back to the heels and come forward again."""
    return _repeat(
        lambda s: replace(
            ALL_FOURS, left=(-82 - 40 * s, 90 - 40 * s, 0.0), right=(-82 - 40 * s, 90 - 40 * s, 0.0)
        )
    )


ALL = {
    film.__name__: film
    for film in (
        hip_abduction,
        hamstring_curl,
        fire_hydrant,
        bird_dog,
        squat,
        lunge,
        walking,
        plank,
        kneel_down_and_get_up,
        rocking_back,
    )
}

VIEWS = [Camera(), Camera("right", 5.0), Camera("left", 30.0, 10.0), Camera("right", -35.0, 10.0)]
