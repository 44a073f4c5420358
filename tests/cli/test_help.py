"""Every command explains itself, at once, and the README knows it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
import typer

from formcheck.cli import app, main
from formcheck.exercises import EXERCISES
from tests.support.paths import ROOT

README = ROOT / "README.md"
COMMANDS = [str(command.callback.__name__) for command in app.registered_commands if command.callback]
LARGE = {
    "numpy",
    "rich",
    "pydantic",
    "mediapipe",
    "av",
    "cv2",
    "msgspec",
    "formcheck.exercises",
    "formcheck.reps.rep_counter",
}


Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """What a command prints, once it has ended well."""

    def run(*arguments: str) -> str:
        assert main([*arguments]) == 0
        return capsys.readouterr().out

    return run


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], *([name, "--help"] for name in COMMANDS)])
def test_help_imports_nothing_large(arguments: list[str]) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "formcheck", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines() if "|" in line}
    assert "typer" in imported
    assert imported.isdisjoint(LARGE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_examples_and_words_for_every_option(name: str, said: Said) -> None:
    text = said(name, "--help")
    assert f"formcheck {name} " in text.partition("Examples:")[2]
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    assert command.help
    assert [parameter.name for parameter in command.params if not parameter.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_in_the_readme(name: str, said: Said) -> None:
    readme = README.read_text(encoding="utf-8")
    assert f"formcheck {name} " in readme
    options = set(re.findall(r"--[a-z][a-z-]+", said(name, "--help"))) - {"--help"}
    assert {option for option in options if option not in readme} == set()


def test_the_list_names_every_exercise(said: Said) -> None:
    listed = said("exercises").splitlines()
    assert [line.split()[0] for line in listed[: len(EXERCISES)]] == list(EXERCISES)


@pytest.mark.parametrize("name", EXERCISES)
def test_a_page_tells_how_to_do_it_how_to_film_it_and_every_rule_with_its_source(
    name: str, said: Said
) -> None:
    page = said("exercises", name)
    for part in ("How to do it", "Variations", "How to film it", "Coaching points", "squeeze at the top"):
        assert part in page
    for rule in EXERCISES[name].rules:
        assert f"- {rule.name}: {rule.measure.words}" in page
        assert rule.source in page


def test_the_pages_are_there_as_json(said: Said) -> None:
    every = json.loads(said("exercises", "--json"))
    assert [page["name"] for page in every] == list(EXERCISES)
    assert json.loads(said("exercises", "donkey-kick", "--json")) == every[0]
    assert every[0]["rules"][0].keys() >= {"name", "low", "high", "unit", "source"}


@pytest.mark.parametrize(
    ("typed", "hint"), [("Donkey Kick", "donkey-kick"), ("donky", "donkey-kick"), ("squat", "known: ")]
)
def test_an_unknown_exercise_is_one_line_with_the_nearest_names(
    typed: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["exercises", typed]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert hint in line


@pytest.mark.parametrize(
    "arguments", [["count"], ["analyze"], ["analyze", "a", "b"], ["nonsense"], ["--nonsense"]]
)
def test_wrong_use_ends_with_code_2(arguments: list[str]) -> None:
    assert main(arguments) == 2


@pytest.mark.parametrize("command", [["analyze", "a"], ["count", "a"], ["batch", "a", "-o", "b"]])
def test_so_few_poses_that_repetitions_are_missed_cannot_be_asked_for(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*command, "--rate", "9.9"]) == 2
    assert "10<=x" in capsys.readouterr().err.partition("--rate")[2]
