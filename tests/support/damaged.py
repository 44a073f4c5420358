"""Files that are no video, or no longer a whole one."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np

from tests.support.film import film


def cut(path: Path, share: float) -> Path:
    """Leave only the first part of a file."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def sound_only(path: Path) -> None:
    """A film without pictures."""
    with av.open(str(path), "w", format="mp4") as out:
        stream = out.add_stream("aac", rate=44100, layout="mono")
        assert isinstance(stream, av.AudioStream)
        sound = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        sound.sample_rate = 44100
        out.mux([*stream.encode(sound), *stream.encode()])


def playlist(path: Path) -> None:
    """A text that sends a reader to another file."""
    film(path.with_name("other.ts"))
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nother.ts\n#EXT-X-ENDLIST\n")


def still(path: Path) -> None:
    """A single picture."""
    film(path.with_suffix(".png"), codec="png", pixels="rgb24", times=[0]).rename(path)
