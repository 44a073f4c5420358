"""The committed models are what models/build.py makes, byte for byte, and the README says so."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import struct
import sys
import zipfile
from types import ModuleType

import pytest

from tests.support.paths import MODELS


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("models_build", MODELS / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


build = load_build()
NAMES = sorted(build.TASK_SHA256)


def parts_of(name: str) -> dict[str, bytes]:
    with zipfile.ZipFile(MODELS / name) as bundle:
        return {entry.filename: bundle.read(entry) for entry in bundle.infolist()}


@pytest.mark.parametrize("name", NAMES)
def test_committed_model_has_its_checksum(name: str) -> None:
    assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() == build.TASK_SHA256[name]


@pytest.mark.parametrize("name", NAMES)
def test_readme_gives_each_model_its_size_and_checksum(name: str) -> None:
    data = (MODELS / name).read_bytes()
    row = f"| `{name}` | {len(data)} | `{hashlib.sha256(data).hexdigest()}` |"
    assert row in (MODELS / "README.md").read_text(encoding="utf-8")


def test_readme_gives_each_part_its_checksum() -> None:
    readme = (MODELS / "README.md").read_text(encoding="utf-8")
    assert [name for name, sha256 in build.PART_SHA256.items() if f"`{sha256}`" not in readme] == []


@pytest.mark.parametrize("name", NAMES)
def test_packing_the_same_parts_gives_the_committed_bytes(name: str) -> None:
    parts = parts_of(name)
    first, second = build.pack(parts), build.pack(parts)
    assert first == second == (MODELS / name).read_bytes()


def test_adding_the_metadata_gives_the_same_bytes_twice() -> None:
    detector = parts_of(NAMES[0])[build.DETECTOR_ENTRY]
    first = build.with_normalisation(detector, "pose_detector", mean=127.5, std=127.5)
    assert first == build.with_normalisation(detector, "pose_detector", mean=127.5, std=127.5)
    assert b"TFLITE_METADATA" in first


@pytest.mark.parametrize("names", [("a", "b"), ("ab", "abc"), ("abcd", "abcde", "f")])
def test_every_part_lies_uncompressed_on_a_four_byte_bound(names: tuple[str, ...]) -> None:
    packed = build.pack({name: f"data of {name}".encode() for name in names})
    with zipfile.ZipFile(io.BytesIO(packed)) as bundle:
        for entry in bundle.infolist():
            lengths = struct.unpack_from("<HH", packed, entry.header_offset + 26)
            start = entry.header_offset + 30 + sum(lengths)
            assert start % 4 == 0
            assert packed[start : start + entry.file_size] == f"data of {entry.filename}".encode()


def test_a_changed_part_is_refused() -> None:
    with pytest.raises(ValueError, match=r"part: sha256 is .*, wanted 00"):
        build.check("part", b"changed", "00")
