"""Whether a body moves by itself: a poster never moves, a mirror image only as the person before it does.

A body's shape at a look is how its joints lie about the middle of the trunk, in
its own size, so that neither a moving camera nor a mirror's distance changes
it.  A mirror may turn it round: left and right are treated alike, and the
sideways part may move the other way.  What of a shape's changes is left when
those of another body are taken off it is its own motion.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np

from formcheck.pose import LIMBS, Floats, Landmark, Pose
from formcheck.pose_estimation.body_geometry import body_centre, body_size

# Of a body's size.  Posters and mirror images in films with a shaking camera leave 0.003 to 0.025,
# people 0.031 and more.
OWN = 0.028  # root mean square over looks and joints
AWAY = 0.5  # further across the picture than the other one: a passer-by is no image of the person who stays

KEPT = 60  # looks
FEWEST = 3  # looks: two shapes are always in step

LEFT, RIGHT = (
    [limb.shoulder, limb.elbow, limb.wrist, limb.hip, limb.knee, limb.ankle]
    for limb in (LIMBS["left"], LIMBS["right"])
)
# Parts of a shape that a mirror may treat differently: sideways middles, sideways and upright rest.
PARTS = (slice(0, 7), slice(7, 13), slice(13, 26))


def shape(pose: Pose) -> Floats:
    """(26,) a body's shape: middles and distances of the joints' pairs, sideways and then up and down."""
    xy = (pose.xy - body_centre(pose)) / body_size(pose)
    middles = np.vstack([xy[Landmark.NOSE], (xy[LEFT] + xy[RIGHT]) / 2])
    apart = np.abs(xy[LEFT] - xy[RIGHT])
    return np.concatenate([middles[:, 0], apart[:, 0], middles[:, 1], apart[:, 1]])


@dataclass
class Motion:
    """The shapes of one body at its last looks."""

    poses: deque[Pose] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, pose: Pose) -> None:
        """Take how the body looks now."""
        self.poses.append(pose)

    def is_own(self, other: Motion) -> bool:
        """Whether the body moved in a way that the other one's motion does not explain; of too few looks, no."""
        then = {pose.timestamp_s: pose for pose in other.poses}
        both = [(pose, then[pose.timestamp_s]) for pose in self.poses if pose.timestamp_s in then]
        if len(both) < FEWEST:
            return False
        mine, theirs = ([pair[i] for pair in both] for i in range(2))
        return _rest(_changes(mine), _changes(theirs)) > OWN or _way(mine) > _way(theirs) + AWAY


def _changes(poses: list[Pose]) -> Floats:
    """(looks, 26) shapes less their mean; 0 where a joint was not seen."""
    shapes = np.array([shape(pose) for pose in poses])
    seen = np.isfinite(shapes)
    mean = np.where(seen, shapes, 0.0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    return np.where(seen, shapes - mean, 0.0)


def _rest(mine: Floats, theirs: Floats) -> float:
    """What is left of changes, in the root mean square, when others, each part by its own factor, are taken off."""
    rest = mine.copy()
    for part in PARTS:
        a, b = theirs[:, part], mine[:, part]
        energy = float((a * a).sum())
        if energy > 0:
            rest[:, part] = b - (a * b).sum() / energy * a
    return float(np.sqrt((rest**2).mean()))


def _way(poses: list[Pose]) -> float:
    """How far across the picture a body got, in its size."""
    places = [float(body_centre(pose)[0]) for pose in poses]
    return (max(places) - min(places)) / max(map(body_size, poses))
