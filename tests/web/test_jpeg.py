"""Pictures from strangers: what is no plain JPEG of a sane size is turned away before it is decoded."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from formcheck.web.jpeg import BadFrame, decode_jpeg, size_in_header
from formcheck.web.limits import MAX_FRAME_BYTES, SIDE_PX
from tests.support.serve_client import jpeg

RGB = np.full((360, 640, 3), (200, 120, 40), np.uint8)
GOOD = jpeg(RGB)
SIZE_AT = GOOD.index(b"\xff\xc0") + 5
SCAN_AT = GOOD.index(b"\xff\xda")


def said_to_be(width: int, height: int) -> bytes:
    """The good picture with another size in its header."""
    return GOOD[:SIZE_AT] + height.to_bytes(2, "big") + width.to_bytes(2, "big") + GOOD[SIZE_AT + 4 :]


def test_a_picture_of_a_canvas_comes_out_as_it_was() -> None:
    rgb = decode_jpeg(GOOD)
    assert rgb.shape == (360, 640, 3)
    assert np.abs(rgb.astype(int) - RGB).max() <= 4


def test_a_grey_picture_and_one_with_restart_markers_are_pictures_too() -> None:
    grey = cv2.imencode(".jpg", RGB[:, :, 0])[1].tobytes()
    assert decode_jpeg(grey).shape == (360, 640, 3)
    assert decode_jpeg(jpeg(RGB, cv2.IMWRITE_JPEG_RST_INTERVAL, 4)).shape == (360, 640, 3)


def test_a_turn_in_the_header_is_not_obeyed() -> None:
    """The landmarks are in pixels of the picture as it was sent."""
    turned = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    marked = GOOD[:2] + b"\xff\xe1" + (len(turned) + 2).to_bytes(2, "big") + turned + GOOD[2:]
    assert decode_jpeg(marked).shape == (360, 640, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8" * 1000 + b"\xff\xd9",
        GOOD[:-100],
        GOOD[:300] + b"\xff\xd9",
        GOOD[2:],
        cv2.imencode(".png", RGB)[1].tobytes(),
        jpeg(RGB, cv2.IMWRITE_JPEG_PROGRESSIVE, 1),
        GOOD[:SCAN_AT] + GOOD[SIZE_AT - 5 :],  # two sizes
        GOOD[:SCAN_AT] + GOOD[SCAN_AT:-2] + GOOD[SCAN_AT:],  # two scans
        GOOD[:2] + b"\xff\xe0\x00\x00" + GOOD[2:],
        np.random.default_rng(1).bytes(100_000),
    ],
    ids=lambda data: f"{len(data)} bytes, {data[:2].hex()}",
)
def test_what_is_no_plain_jpeg_is_refused(data: bytes) -> None:
    with pytest.raises(BadFrame, match=r"\(try: "):
        decode_jpeg(data)


@pytest.mark.parametrize("size", [(0, 0), (640, 0), (31, 360), (SIDE_PX[1] + 1, 360), (65535, 65535)])
def test_a_size_out_of_bounds_is_refused_by_the_header_alone(size: tuple[int, int]) -> None:
    with pytest.raises(BadFrame, match=rf"{size[0]}x{size[1]} px"):
        size_in_header(said_to_be(*size))


@pytest.mark.parametrize("size", [(1280, 1280), (64, 64), (360, 640)])
def test_a_header_that_lies_within_bounds_costs_no_more_than_it_says(size: tuple[int, int]) -> None:
    assert decode_jpeg(said_to_be(*size)).shape == (size[1], size[0], 3)


@pytest.fixture
def decoder_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What costs time is OpenCV's decoder: a file that may keep it busy must not get there."""

    def asked(*_: object) -> None:
        raise AssertionError("the picture was decoded")

    monkeypatch.setattr(cv2, "imdecode", asked)


@pytest.mark.usefixtures("decoder_is_not_asked")
def test_endless_segments_are_not_followed() -> None:
    with pytest.raises(BadFrame):
        decode_jpeg(GOOD[:2] + b"\xff\xe0\x00\x02" * 100_000 + GOOD[2:])


@pytest.mark.usefixtures("decoder_is_not_asked")
def test_empty_scans_one_after_the_other_are_not_followed() -> None:
    """Each would cost the work of a whole picture; a message has room for a hundred thousand of them."""
    end = SCAN_AT + 2 + int.from_bytes(GOOD[SCAN_AT + 2 : SCAN_AT + 4], "big")
    scan = GOOD[SCAN_AT:end]
    bomb = GOOD[:SCAN_AT] + scan * ((MAX_FRAME_BYTES - SCAN_AT) // len(scan)) + b"\xff\xd9"
    with pytest.raises(BadFrame):
        decode_jpeg(bomb)


def test_whatever_is_done_to_its_bytes_it_is_a_picture_or_refused() -> None:
    rng = np.random.default_rng(2)
    refused = 0
    for _ in range(300):
        data = bytearray(GOOD)
        for _ in range(rng.integers(1, 8)):
            data[rng.integers(2, len(data))] = rng.integers(256)
        try:
            assert max(decode_jpeg(bytes(data)).shape) <= SIDE_PX[1]
        except BadFrame:
            refused += 1
    assert 0 < refused < 300
