"""Who is who when several people are in the picture, and which of them is analysed.

The one analysed is the one who moves a leg and stays where they are: a poster
never does, neither does who walks by or looks on.  Of several who do it is the
largest; who is less than half as large as somebody else is in the background.
Until anybody does, it is the largest.  Posters and mirror images are kept apart
from that one as people are, but are not told of as such.  Once chosen that way a person stays the
one: whoever has been seen beside them is not taken for them when they leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from formcheck.pose import Floats, Pose
from formcheck.pose_estimation.body_geometry import (
    body_centre,
    body_size,
    distance_in_bodies,
    each_once,
    leg_moved,
)
from formcheck.pose_estimation.own_motion import Motion

# Lengths in sizes of the body: a standing one is about 1.9 m, one on all fours 1.3 m.
REACH = 0.6  # how far a person gets from one scan to the next
STAYING = 0.15  # a step is more
BESIDE = 0.3  # nearer than that to another body it is that one
LEG_MOVED = 0.12  # a lift of 25 degrees
STAYED_S = 0.9
GOES_ON_S = 1.0  # how long a person is expected to keep their pace
BACKGROUND = 0.5  # of the size of the largest
MISSED = 3  # scans in a row before a newcomer may be the person who left
FORGOTTEN = 30  # looks in a row

FROM_LEFT = ("first", "second", "third", "fourth")


@dataclass(eq=False)
class Person:
    """A person as last seen."""

    pose: Pose
    since_s: float
    settled: Pose  # as they were when they came to where they are
    works: bool = False
    looks: int = 1  # in which they were seen: what is seen once may be a mistake
    missed: int = 0  # looks in a row
    pace: Floats = field(default_factory=lambda: np.zeros(2))  # px/s, of late
    motion: Motion = field(default_factory=Motion)

    def __post_init__(self) -> None:
        self.motion.add(self.pose)

    def expected(self, timestamp_s: float) -> Pose:
        """Where they are if they keep their pace, which distinguishes two people who meet."""
        gone_s = min(timestamp_s - self.pose.timestamp_s, GOES_ON_S)
        return replace(self.pose, xy=self.pose.xy + gone_s * self.pace)

    def seen_again(self, pose: Pose) -> None:
        """Take how the person looks now."""
        if not distance_in_bodies(self.settled, pose) < STAYING:
            self.settled = pose
        stayed_s = pose.timestamp_s - self.settled.timestamp_s
        self.works |= stayed_s > STAYED_S and leg_moved(self.settled, pose) > LEG_MOVED
        since_s = pose.timestamp_s - self.pose.timestamp_s
        known = 0 < since_s <= GOES_ON_S
        self.pace = (body_centre(pose) - body_centre(self.pose)) / since_s if known else np.zeros(2)
        self.pose, self.missed = pose, 0
        self.motion.add(pose)
        self.looks += 1


@dataclass(frozen=True, eq=False)
class Sighting:
    """Everyone seen at one time."""

    timestamp_s: float
    seen: dict[Person, Pose]
    several: bool  # whether people could be confused now

    def others(self, subject: Person | None) -> list[Pose]:
        """Everybody but one."""
        return [pose for person, pose in self.seen.items() if person is not subject]


@dataclass
class People:
    """Looks at everybody there from time to time, and knows them again."""

    subject: Person | None = None  # the person who is analysed
    decided: bool = False
    _known: list[Person] = field(default_factory=list)
    _most: Sighting | None = None  # the look that showed the most people with the one analysed among them

    @property
    def several(self) -> bool:
        """Whether people could be confused now."""
        return any(person is not self.subject and person.missed < MISSED for person in self._known)

    @property
    def undecided(self) -> bool:
        """Whether there are several people and none of them has moved a leg yet."""
        return self.several and not self.decided

    def update(self, timestamp_s: float, poses: Sequence[Pose]) -> Sighting:
        """Take everybody seen at one time."""
        bodies = each_once(poses)
        seen = self._known_again(bodies)
        for pose in bodies:
            if not any(pose is known for known in seen.values()):
                person = Person(pose, timestamp_s, pose)
                self._known.append(person)
                seen[person] = pose
        for person in self._known:
            if person not in seen:
                person.missed += 1
        self._known = [p for p in self._known if p is self.subject or p.missed < FORGOTTEN]
        self._come_back(seen)
        self._choose()
        self._remember(timestamp_s, {one: pose for one, pose in seen.items() if self._is_person(one)})
        return Sighting(timestamp_s, seen, self.several)

    def _is_person(self, one: Person) -> bool:
        """Whether this is surely a person: what is seen once may be a mistake, what never moves a poster."""
        if one is self.subject:
            return one.looks > 1
        larger = [p for p in self._known if p is self.subject or body_size(p.pose) > body_size(one.pose)]
        return all(p is one or one.motion.is_own(p.motion) for p in larger)

    def _remember(self, timestamp_s: float, sure: dict[Person, Pose]) -> None:
        if self._most is not None and self.subject not in self._most.seen:
            self._most = None
        if self.subject in sure and len(sure) > (1 if self._most is None else len(self._most.seen)):
            self._most = Sighting(timestamp_s, sure, self.several)

    def _known_again(self, bodies: Sequence[Pose]) -> dict[Person, Pose]:
        """Match bodies to known people by distance from where each is expected, the nearest pairs first."""
        pairs = [
            (distance_in_bodies(person.expected(pose.timestamp_s), pose), i, j)
            for i, person in enumerate(self._known)
            for j, pose in enumerate(bodies)
        ]
        seen: dict[Person, Pose] = {}
        taken: set[int] = set()
        for far, i, j in sorted(pairs):
            person = self._known[i]
            if far < REACH and person not in seen and j not in taken:
                person.seen_again(bodies[j])
                seen[person] = bodies[j]
                taken.add(j)
        return seen

    def _come_back(self, seen: dict[Person, Pose]) -> None:
        """A person who comes after the analysed one has left is taken for that one, returned elsewhere."""
        if self.subject is None or self.subject.missed < MISSED:
            return
        left_s = self.subject.pose.timestamp_s
        came = [person for person in seen if person.since_s > left_s]
        if came:
            back = max(came, key=lambda person: body_size(person.pose))
            self._known.remove(back)
            self.subject.seen_again(seen.pop(back))
            seen[self.subject] = self.subject.pose

    def _choose(self) -> None:
        if self.decided or not self._known:
            return
        here = [person for person in self._known if person.missed < MISSED] or self._known
        largest = max(body_size(person.pose) for person in here)
        working = [p for p in here if p.works and body_size(p.pose) > BACKGROUND * largest]
        if working or self.subject not in here:
            self.subject = max(working or here, key=lambda person: body_size(person.pose))
        self.decided = bool(working)

    def warnings(self) -> list[str]:
        """Warnings about other people in the picture."""
        if self._most is None:
            return []
        assert self.subject is not None
        number = len(self._most.seen)
        return [
            f"{number} people are in the picture (at {self._most.timestamp_s:.1f} s); "
            f"the one {_where(self.subject, self._most)} is analysed"
        ]


def _where(subject: Person, sighting: Sighting) -> str:
    row = sorted(sighting.seen, key=lambda person: float(body_centre(sighting.seen[person])[0]))
    number = row.index(subject)
    if number == 0:
        return "on the left"
    if number == len(row) - 1:
        return "on the right"
    return f"{FROM_LEFT[number]} from the left"
