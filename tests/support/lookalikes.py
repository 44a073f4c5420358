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


def hip_circle() -> Film:
    """All fours, the knee is drawn forward along the floor and comes back out to the side."""

    def body_at(t: float) -> Body:
        turn = 2 * np.pi * t / 1.6 if t < 8.0 else 0.0
        return replace(ALL_FOURS, left=(-70 - 40 * np.cos(turn), 80.0, 60 * max(np.sin(turn), 0.0)))

    return Film(body_at, 9.0)


def leg_swing() -> Film:
    """Standing, the straight leg swings forward and back through the standing position."""

    def body_at(t: float) -> Body:
        return replace(STANDING, left=(-30 - 55 * np.cos(2 * np.pi * t / 1.3), 170.0, 0.0))

    return Film(body_at, 8.0)


def single_leg_deadlift() -> Film:
    """The trunk goes down as the leg goes up behind."""
    return _repeat(
        lambda s: replace(
            STANDING,
            lean=10 + 70 * s,
            left=(-10 + 12 * s, 170.0, 0.0),
            right=(-10 - 70 * s, 165.0, 0.0),
            arms=(0.0, 0.0),
        )
    )


def good_morning() -> Film:
    """The trunk goes down over both legs."""
    return _repeat(
        lambda s: replace(
            STANDING, lean=10 + 65 * s, left=(-10 - 65 * s, 168.0, 0.0), right=(-10 - 65 * s, 168.0, 0.0)
        )
    )


def reverse_lunge() -> Film:
    """One foot steps back, the hips sink, the other knee bends."""
    return _repeat(
        lambda s: replace(
            STANDING,
            left=(-18 + 30 * s, 172 - 80 * s, 0.0),
            right=(-18 - 65 * s, 172 - 80 * s, 0.0),
            hips=(-0.2 * s, -0.35 * s),
        )
    )


def step_up() -> Film:
    """A foot is set on a box, then the leg straightens and the hips rise."""

    def move(s: float) -> Body:
        foot_up, rise = min(2 * s, 1.0), max(2 * s - 1, 0.0)
        hip, knee = 70 * (foot_up - rise), 80 * (foot_up - rise)
        return replace(STANDING, left=(-18 - hip, 172 - knee, 0.0), hips=(0.25 * rise, 0.35 * rise))

    return _repeat(move)


def running() -> Film:
    """Both legs and both arms swing against each other, on the spot."""

    def body_at(t: float) -> Body:
        swing = np.sin(2 * np.pi * t / 0.8)
        return replace(
            STANDING,
            lean=8.0,
            left=(-20 + 38 * swing, 120 + 30 * swing, 0.0),
            right=(-20 - 38 * swing, 120 - 30 * swing, 0.0),
            arms=(-30 * swing, 30 * swing),
            elbow=95.0,
        )

    return Film(body_at, 8.0)


def bear_crawl() -> Film:
    """On hands and feet, legs and arms in turn, across the picture."""

    def body_at(t: float) -> Body:
        swing = np.sin(2 * np.pi * t / 1.0)
        return replace(
            ALL_FOURS,
            left=(-85 + 25 * swing, 105.0, 0.0),
            right=(-85 - 25 * swing, 105.0, 0.0),
            arms=(22 * swing, -22 * swing),
            hips=(0.4 * t - 1.5, 0.1),
        )

    return Film(body_at, 8.0)


def mountain_climber() -> Film:
    """From a plank the knees are drawn to the chest in turn."""

    def body_at(t: float) -> Body:
        left = 0.5 + 0.5 * np.sin(2 * np.pi * t / 0.9)
        legs = [(-95 * share, 172 - 100 * share, 0.0) for share in (left, 1 - left)]
        return Body(lean=72.0, left=legs[0], right=legs[1])

    return Film(body_at, 8.0)


def butt_kicks() -> Film:
    """Standing, the heels go to the seat in turn."""

    def body_at(t: float) -> Body:
        left, right = (max(np.sin(2 * np.pi * t / 0.9 + shift), 0.0) for shift in (0.0, np.pi))
        return replace(
            STANDING,
            lean=6.0,
            left=(-6 + 9 * left, 170 - 115 * left, 0.0),
            right=(-6 + 9 * right, 170 - 115 * right, 0.0),
        )

    return Film(body_at, 8.0)


def quad_stretch() -> Film:
    """Standing, a heel is pulled to the seat and held."""
    return _repeat(
        lambda s: replace(STANDING, lean=4.0, left=(-4 + 18 * s, 172 - 137 * s, 0.0)), seconds=5.0, times=2
    )


def prone_leg_lift() -> Film:
    """Lying face down, a straight leg is lifted."""
    return _repeat(
        lambda s: Body(
            lean=90.0, left=(-2 + 24 * s, 175.0, 0.0), right=(-2.0, 175.0, 0.0), arms=(-175.0, -175.0)
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
        hip_circle,
        leg_swing,
        single_leg_deadlift,
        good_morning,
        reverse_lunge,
        step_up,
        running,
        bear_crawl,
        mountain_climber,
        butt_kicks,
        quad_stretch,
        prone_leg_lift,
    )
}

VIEWS = [Camera(), Camera("right", 5.0), Camera("left", 30.0, 10.0), Camera("right", -35.0, 10.0)]
