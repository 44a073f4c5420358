"""An error is built from its parts and is one harmless line; nobody takes its text apart."""

import pickle
from pathlib import Path

import pytest

from formcheck.errors import BadModel, CannotOpen, CannotWrite, FormcheckError, one_line, system_reason


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (CannotOpen("set.mp4", "empty", "copy it again"), "set.mp4: empty (try: copy it again)"),
        (CannotOpen(Path("a") / "b", "empty"), "a/b: empty"),
        (FormcheckError(None, "nothing to do", "name a video"), "nothing to do (try: name a video)"),
        (CannotOpen("a\nb\x1b[31m", "bad\r\n", "x\ty"), r"a\nb\x1b[31m: bad\r\n (try: x\ty)"),
        (CannotOpen("my set.mp4", "no", "ffmpeg -i {subject} x"), "my set.mp4: no (try: ffmpeg -i 'my set.mp4' x)"),
        (CannotOpen("{x}.mp4", "no {y}", "{subject} {z}"), "{x}.mp4: no {y} (try: '{x}.mp4' {z})"),
    ],
)  # fmt: skip
def test_an_error_is_one_line_of_its_parts(error: FormcheckError, line: str) -> None:
    assert str(error) == line
    assert str(pickle.loads(pickle.dumps(error))) == line


def test_a_file_that_the_user_knows_by_another_name_is_called_so_everywhere() -> None:
    error = CannotWrite("/tmp/.x.mp4", "full", "rm {subject}").renamed(Path("/tmp/.x.mp4"), "out 1.mp4")
    assert type(error) is CannotWrite
    assert str(error) == "out 1.mp4: full (try: rm 'out 1.mp4')"


def test_an_error_of_something_else_keeps_its_subject() -> None:
    error = BadModel("mine.task", "damaged")
    assert error.renamed("/tmp/.x.mp4", "out.mp4") is error


def test_a_name_that_is_harmless_already_is_not_escaped_again() -> None:
    assert one_line(one_line("a\nb")) == one_line("a\nb") == r"a\nb"


def test_the_systems_own_words_come_first() -> None:
    assert system_reason(OSError(28, "No space left on device")) == "No space left on device"
    assert system_reason(ValueError("embedded null byte"), "not a file name") == "not a file name"
    assert system_reason(ValueError("embedded null byte")) == "embedded null byte"
