"""The sound of one video under the pictures of another, nothing shifted and nothing encoded twice."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from heapq import merge
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.packet import Packet
from av.video.stream import VideoStream

from formcheck.errors import CannotWrite, system_reason
from formcheck.video.container import DRAWN, open_container

PLAYED = {"aac", "mp3", "opus", "flac"}  # by browsers, in an MP4; anything else becomes AAC

Timed = tuple[float, int, "Packet[Any]"]


def mux_with_sound(silent: Path, source: Path, target: Path, starts_s: float, gap_s: float) -> None:
    """Write `target`: the pictures of `silent`, which begin at `starts_s` of `source`, and its sound if any.

    gap_s: how long the last picture is shown.  Raises CannotWrite.
    """
    try:
        with (
            av.open(f"file:{silent}") as pictures,
            open_container(source) as sounding,
            av.open(f"file:{target}", "w", format="mp4", options={"movflags": "faststart"}) as out,
        ):
            out.metadata["comment"] = DRAWN
            streams: list[Iterator[Timed]] = [_pictures(pictures, out, gap_s)]
            # Without a decoder there is no context either: rather a silent copy than none.
            known = [sound for sound in sounding.streams.audio if sound.codec_context is not None]
            if known:
                streams.append(_sound(sounding, known[0], out, starts_s))
            for _, _, packet in merge(*streams, key=lambda timed: timed[:2]):
                out.mux(packet)
    except (OSError, av.FFmpegError) as error:
        raise CannotWrite(target, system_reason(error), "another folder") from error


def _pictures(container: InputContainer, out: OutputContainer, gap_s: float) -> Iterator[Timed]:
    stream = container.streams.video[0]
    copy = out.add_stream_from_template(stream)
    for packet, after in pairwise(chain(_packets(container, stream), [None])):
        assert packet is not None
        if after is None:
            packet.duration = round(gap_s / _base(packet))
        yield _timed(packet, copy, 0)


def _sound(
    container: InputContainer, stream: AudioStream, out: OutputContainer, starts_s: float
) -> Iterator[Timed]:
    """Packets of sound, earlier by `starts_s`; what sounded before the first picture is left out."""
    if stream.codec_context.name in PLAYED:
        copy = out.add_stream_from_template(stream)
        packets: Iterator[Packet[Any]] = _packets(container, stream)
    else:
        copy = out.add_stream("aac", rate=stream.codec_context.sample_rate)
        packets = _encoded(container, stream, copy)
    for packet in packets:
        shift = round(starts_s / _base(packet))
        assert packet.pts is not None
        if packet.pts < shift:
            continue
        packet.pts -= shift
        packet.dts = packet.pts
        yield _timed(packet, copy, 1)


def _packets(container: InputContainer, stream: VideoStream | AudioStream) -> Iterator[Packet[Any]]:
    """What has a time; damage ends it, as it ended the pictures."""
    try:
        for packet in container.demux(stream):
            if packet.pts is not None:
                yield packet
    except av.FFmpegError:
        return


def _encoded(container: InputContainer, stream: AudioStream, copy: AudioStream) -> Iterator[Packet[Any]]:
    try:
        for frame in container.decode(stream):
            yield from copy.encode(frame)
    except av.FFmpegError:
        pass
    yield from copy.encode(None)


def _timed(packet: Packet[Any], copy: Any, order: int) -> Timed:
    packet.stream = copy
    return float((packet.dts or 0) * _base(packet)), order, packet


def _base(packet: Packet[Any]) -> Fraction:
    assert packet.time_base is not None
    return packet.time_base
