"""What the camera saw, in words: the facts, and why repetitions may be missing and what to do about it.

The one place for these words: reports, pages, terminals and the voice all take
them from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from formcheck.report.seen import Doubt, SeenSummary

# Shares of the frames in which a person was found.  Of 58 real clips 56 have 0.85 and more.
FOUND = 0.75  # of those between the first and the last sight of the person: less, and the set has gaps
FOUND_IN_ALL = 0.4  # of all: walking in and out of the picture takes less time than a set
FOUND_WELL = 0.9  # of those between: less, and what makes people hard to find is named
DARKEST = 35.0  # of 255; the model still finds people at 24, at 13 it does not
SMALL = 0.35  # of the picture's width or height: below it people are lost now and then, below 0.2 for good
FEWEST_PER_S = 5.0  # pictures: a lift takes about a second, and a short one falls between two of them

PLURALS = {"foot": "feet", "hand": "hands", "knee": "knees", "hip": "hips"}
PLURALS |= {"elbow": "elbows", "shoulder": "shoulders"}
MEASURED = ("shoulder", "hip", "knee", "foot")

WHOLE_BODY = "Film the whole body from near by, in good light, with nothing in front of it."
STEP_BACK = "Move the camera back until your whole body is in the picture."
CLEAR = "Film from the side, with nothing between you and the camera."
LIGHT = "Film with more light, from the side that the light falls on."
NEARER = "Move the camera nearer, until you fill at least half of the picture."
UPRIGHT = "Turn the camera, or the video, so that the floor is at the bottom."
FASTER = "Aim for 12 pictures a second or more: another camera setting, or a smaller model when live."


def doubts(seen: SeenSummary, reps: int) -> tuple[Doubt, ...]:
    """Why some of the set may be missing, the gravest first; empty where the camera saw it well."""
    found = list(_doubts(seen, reps))
    if not found:
        return ()
    (first, advice), *others = found
    number = f"{reps} repetition{'' if reps == 1 else 's'} counted, others may be missing"
    outcome = number if reps else "no repetition counted, some may be missing"
    return (Doubt(f"{first}: {outcome}.", advice), *(Doubt(f"{said}.", to_do) for said, to_do in others))


def _doubts(seen: SeenSummary, reps: int) -> Iterator[tuple[str, str]]:
    causes = list(_causes(seen, reps))
    holes = seen.found_between_share < FOUND or seen.found_share < FOUND_IN_ALL
    if holes and seen.found_share > 0:
        advice = causes[0][1] if causes else WHOLE_BODY
        yield f"You were found in only {_percent(seen.found_share)} of the pictures", advice
    yield from causes


def _causes(seen: SeenSummary, reps: int) -> Iterator[tuple[str, str]]:
    lost = seen.found_between_share < FOUND_WELL
    if seen.turned in ("upside down", "on its side") and reps == 0:
        yield f"The picture seems to be {seen.turned}", UPRIGHT
    if lost and seen.brightness is not None and seen.brightness < DARKEST:
        yield f"The picture is very dark (brightness {seen.brightness:.0f} of 255)", LIGHT
    if lost and seen.body_share is not None and seen.body_share < SMALL:
        yield f"You filled only {_percent(seen.body_share)} of the picture", NEARER
    outside = _that_matter(seen.outside)
    if outside:
        yield f"Your {_listed(outside)} outside the picture for most of the set", STEP_BACK
    hidden = [joint for joint in _on_both_sides(seen.hidden) if joint.endswith(MEASURED)]
    if hidden:
        yield f"Your {_listed(hidden)} hidden for most of the set", CLEAR
    if seen.poses_per_s is not None and seen.poses_per_s < FEWEST_PER_S:
        yield f"Only {seen.poses_per_s:.1f} pictures per second were analysed", FASTER


def in_words(seen: SeenSummary) -> str:
    """The facts in a line: "found in 93 % of the pictures; 12 a second; brightness 96 of 255"."""
    parts = [f"found in {_percent(seen.found_share)} of the pictures"]
    if seen.poses_per_s is not None:
        parts.append(f"{seen.poses_per_s:.0f} a second")
    if seen.brightness is not None:
        parts.append(f"brightness {seen.brightness:.0f} of 255")
    if seen.body_share is not None:
        parts.append(f"{_percent(seen.body_share)} of the width or height filled")
    if seen.outside:
        parts.append(f"mostly outside: {', '.join(seen.outside)}")
    # In a side view the near limbs hide the far ones: only what is hidden on both sides is worth a word.
    if hidden := _on_both_sides(seen.hidden):
        parts.append(f"mostly hidden: {', '.join(hidden)}")
    return "; ".join(parts)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _on_both_sides(joints: Sequence[str]) -> list[str]:
    """Those that have no side, or come with that of the other."""
    return [j for j in joints if j == "head" or {f"left {_bare(j)}", f"right {_bare(j)}"} <= {*joints}]


def _that_matter(joints: Sequence[str]) -> list[str]:
    """Those that are measured, on either side; of head and arms, which show the posture, one side is enough."""
    both = _on_both_sides(joints)
    return [joint for joint in joints if joint in both or joint.endswith(MEASURED)]


def _bare(joint: str) -> str:
    return joint.split()[-1]


def _listed(joints: Sequence[str]) -> str:
    """Joints and their verb: "left foot was", "hands and head were"."""
    both = _on_both_sides(joints)
    names = dict.fromkeys(PLURALS.get(_bare(j), j) if j in both else j for j in joints)
    *most, last = [*(n for n in names if n != "head"), *(n for n in names if n == "head")]
    alone = not most and last not in PLURALS.values()
    return f"{', '.join(most)}{' and ' if most else ''}{last} {'was' if alone else 'were'}"
