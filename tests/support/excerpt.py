"""Pictures out of a sample clip, small and few, and the times to film them anew with."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from tests.support.film import film

Pictures = list[NDArray[np.uint8]]
PER_S = 10  # of the clips here: the fewest that formcheck is made for, and the quickest to test


def taken(path: Path, start_s: float, end_s: float, *, per_s: int = PER_S) -> Pictures:
    """The pictures of a clip between two times, a quarter of their size."""
    found: Pictures = []
    with av.open(str(path)) as container:
        for frame in container.decode(video=0):
            if start_s + len(found) / per_s <= frame.time < end_s:
                small = cv2.resize(frame.to_ndarray(format="rgb24"), (426, 240), interpolation=cv2.INTER_AREA)
                found.append(small.astype(np.uint8))
    return found


def at(per_s: float, count: int, start_s: float = 0.0) -> dict[str, Any]:
    """The times of so many pictures, for `film`."""
    base = Fraction(1, 24_000)
    return {"base": base, "times": [round((start_s + k / per_s) / base) for k in range(count)]}


def excerpt(path: Path, clip: Path, start_s: float, end_s: float) -> Path:
    """A clip between two times, in a file of its own."""
    pictures = taken(clip, start_s, end_s)
    return film(path, pictures=pictures, **at(PER_S, len(pictures)))
