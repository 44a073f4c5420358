"""Which exercise a repetition was, and which one the set is.

A donkey kick and a kickback on all fours differ only in the knee.  A knee well
open or well bent at the top settles it for that repetition; one in between
(a fault of either exercise) goes with the rest of the set.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from formcheck.exercises import EXERCISES, Exercise
from formcheck.exercises.posture import Posture

BENT_DEG, OPEN_DEG = 118.0, 152.0  # at the top: clearly a donkey kick below, a kickback above
UNDECIDED_DEG = 138.0  # a whole set in between: half-way from 90 deg to straight


def recognise(held: Posture, knees_deg: Sequence[float]) -> list[Exercise]:
    """The exercise of each repetition of one posture, from its knee angle at the top (degrees)."""
    candidates = [e for e in EXERCISES.values() if e.posture is held and e.variant_of is None]
    if len(candidates) == 1:
        return candidates * len(knees_deg)
    straight = next(e for e in candidates if e.knee_opens)
    bent = next(e for e in candidates if not e.knee_opens)
    clear = [straight if k > OPEN_DEG else bent if k < BENT_DEG else None for k in knees_deg]
    votes = Counter(e.name for e in clear if e is not None)
    if votes:
        usual = EXERCISES[max(votes, key=lambda name: votes[name])]
    else:
        known = [k for k in knees_deg if k == k]
        usual = straight if known and median(known) > UNDECIDED_DEG else bent
    return [usual if e is None else e for e in clear]
