"""The files that a command was asked to write: checked before the long work, written after it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from formcheck.cli.messages import print_message
from formcheck.cli.options import WrongUse
from formcheck.errors import CannotWrite, FormcheckError, one_line, system_reason
from formcheck.files import is_pose_file, whole_file, write_whole

if TYPE_CHECKING:
    from formcheck.analysis import Recording
    from formcheck.pose import Pose
    from formcheck.report.set_report import SetReport

Task = Callable[[], str | None]
"""Returns the name of the file it wrote, if it wrote one."""


class Outputs:
    """Where the results of one video go; "-" is stdout, None is nowhere.

    `others` are written elsewhere and only checked here.
    """

    def __init__(
        self,
        video: str,
        *,
        json: str | None,
        csv: str | None,
        poses: str | None,
        others: tuple[str | None, ...] = (),
        force: bool,
    ) -> None:
        self._video = video
        self._json, self._csv, self._poses = json, csv, poses
        self._others = others
        self._force = force

    @property
    def to_stdout(self) -> bool:
        """Whether stdout carries a document rather than something to read."""
        return "-" in (self._json, self._csv)

    def check(self) -> None:
        """Raise for what could not be written in the end, before anything is begun."""
        if self._poses is not None and not is_pose_file(self._poses):
            raise WrongUse(f"--save-poses {self._poses}", "the name must end in .npz")
        places = (self._json, self._csv, self._poses, *self._others)
        asked = [name for name in places if name is not None]
        if len({_same(name) for name in asked}) < len(asked):
            raise WrongUse(None, "two outputs go to the same place")
        for name in asked:
            if name == "-":
                continue
            if _same(name) == _same(self._video):
                raise CannotWrite(name, "that is the input", "another name")
            _rehearse(name, self._force)

    def writers(self, report: SetReport, poses: list[Pose], recording: Recording) -> list[Task]:
        """The writers of the requested outputs; stdout comes last, because its reader may be gone."""
        texts: list[tuple[str, Callable[[], str]]] = []
        if self._json is not None:
            texts.append((self._json, report.to_json))
        if self._csv is not None:
            from formcheck.formats.reps_csv import to_csv

            texts.append((self._csv, partial(to_csv, report)))
        texts.sort(key=lambda text: text[0] == "-")
        writers: list[Task] = [partial(self._text, name, text) for name, text in texts]
        if self._poses is not None:
            writers.insert(0, partial(self._save_poses, self._poses, poses, recording))
        return writers

    def _save_poses(self, name: str, poses: list[Pose], recording: Recording) -> str:
        from formcheck.formats.pose_file import save_poses

        save_poses(
            name,
            recording.source,
            recording.model,
            poses,
            recording.warnings,
            brightness=recording.brightness(),
            force=self._force,
        )
        return name

    def _text(self, name: str, text: Callable[[], str]) -> str | None:
        return write_text(name, text(), force=self._force)


def write_text(name: str, text: str, *, force: bool) -> str | None:
    """Write a text to a file and return its name, or print it where the name is "-"."""
    if name == "-":
        typer.echo(text, nl=False)
        return None
    write_whole(name, text.encode("utf-8", "backslashreplace"), force=force)
    return name


def run_tasks(*tasks: Task) -> None:
    """Do every one of them, also where one fails; raises the last failure and tells of the rest."""
    wrote, failed = [], []
    for task in tasks:
        try:
            name = task()
            if name is not None:
                wrote.append(name)
        except FormcheckError as error:
            failed.append(error)
    print_written(wrote)
    for told in failed[:-1]:
        print_message(told)
    if failed:
        raise failed[-1]


def print_written(names: list[str]) -> None:
    """Say on stderr which files are there now; of none nothing is said."""
    if names:
        print_message(f"wrote {', '.join(map(one_line, names))}")


def check_page(name: str | None) -> None:
    """Raise for a page that no browser would open."""
    if name is not None and not name.lower().endswith((".html", ".htm")):
        raise WrongUse(f"--html {name}", "the name must end in .html")


def into_folder(folder: str) -> Callable[[str], str]:
    """Make the folder if it is not there; returns what names a file in it."""
    try:
        Path(folder).mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        raise CannotWrite(folder, system_reason(error, "not a folder's name"), "another folder") from error
    return lambda name: str(Path(folder) / name)


class _Rehearsed(Exception):
    """Ends the writing of a file before it takes its place."""


def _rehearse(name: str, force: bool) -> None:
    """Find out whether `name` could be written, by beginning to and letting go."""
    with suppress(_Rehearsed), whole_file(name, force=force):
        raise _Rehearsed


def _same(name: str) -> str:
    return name if name == "-" else os.path.realpath(name)
