"""What the PATHs of a batch stand for: files, folders with all that is below them, patterns."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from formcheck.batch.output_folder import OutputFolder
from formcheck.errors import CannotOpen, FormcheckError, system_reason

# What is taken from a folder; a file that is named is tried whatever its name.
ENDINGS = frozenset(
    {".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".3gp", ".mpg", ".mpeg", ".mts", ".m2ts", ".wmv"}
    | {".flv", ".ogv", ".npz"}
)


@dataclass
class BatchInputs:
    """Videos, each once and by its own name in its real folder, in the order of the PATHs; what led to none."""

    videos: list[Path] = field(default_factory=list)
    problems: list[FormcheckError] = field(default_factory=list)


def find_videos(paths: Iterable[str], results: OutputFolder) -> BatchInputs:
    """Every video and pose file that the PATHs stand for, but no results of an earlier run.

    Below a folder, links to other folders are not followed, and names that
    begin with a dot are left out.
    """
    found = BatchInputs()
    seen: dict[str, Path] = {}
    for path in paths:
        for name in _one(path, results, found.problems):
            folder, own_name = os.path.split(name)
            seen.setdefault(os.path.realpath(name), Path(os.path.realpath(folder), own_name))
    found.videos = list(seen.values())
    if not (found.videos or found.problems):
        found.problems.append(CannotOpen(results.path, "nothing but its own results", "name the videos"))
    return found


def _one(path: str, results: OutputFolder, problems: list[FormcheckError]) -> Iterator[str]:
    # glob.glob, because Path.glob takes no pattern that begins at the root.
    matches = [path] if os.path.lexists(path) else sorted(glob.glob(path, recursive=True))  # noqa: PTH207
    if not matches:
        why = "matches nothing" if set(path) & set("*?[") else "No such file or folder"
        problems.append(CannotOpen(path, why, "check the name"))
    for match in matches:
        if not os.path.isdir(match):  # noqa: PTH112 - Path.is_dir raises where it may not look
            if _is_video(match) or not results.is_result(match):
                yield match
            continue
        told = len(problems)
        below = list(_below(match, problems))
        if not below and len(problems) == told and not results.is_result(match):
            problems.append(CannotOpen(match, "no video in this folder", "name the files"))
        yield from below


def _below(folder: str, problems: list[FormcheckError]) -> Iterator[str]:
    def unreadable(error: OSError) -> None:
        problems.append(CannotOpen(str(error.filename), system_reason(error), "check who may read it"))

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if _is_video(name) and not name.startswith("."):
                yield str(Path(parent, name))


def _is_video(name: str) -> bool:
    return Path(name).suffix.lower() in ENDINGS
