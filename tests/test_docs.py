"""The documents name only what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.paths import ROOT

DOCUMENTS = sorted(
    path
    for path in [*ROOT.glob("*.md"), *ROOT.glob("*/*.md"), *ROOT.glob("docs/**/*.md")]
    if not any(part.startswith(".") or part == "node_modules" for part in path.relative_to(ROOT).parts)
)
LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")
CODE = re.compile(r"`([\w./-]+)`")
TOP = ("formcheck", "benchmarks", "docs", "models", "sample_videos", "tests")
FILE = re.compile(rf"(?:{'|'.join(TOP)})/[\w./-]+|[\w-]+/[\w/-]+\.(?:py|md|js)")
# Example names in the documents, and what a command writes.
MADE_BY_COMMANDS = re.compile(r"NAME|OUT|FOLDER|^results/|^set/|^videos/")
IN_THE_PACKAGE = ("", "formcheck/", "docs/", "sample_videos/")


def missing_paths(document: Path) -> list[str]:
    """Links and paths in backquotes that lead nowhere."""
    text = document.read_text(encoding="utf-8")
    links = [link for link in LINK.findall(text) if not (document.parent / link).exists()]
    named = [
        name for name in CODE.findall(text) if FILE.fullmatch(name) and not MADE_BY_COMMANDS.search(name)
    ]
    return links + [
        name for name in named if not any((ROOT / start / name).exists() for start in IN_THE_PACKAGE)
    ]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_that_a_document_names_exists(document: Path) -> None:
    assert missing_paths(document) == []


def test_a_path_that_is_not_there_is_found(tmp_path: Path) -> None:
    document = tmp_path / "a.md"
    document.write_text(
        "[here](gone.md) and `formcheck/gone.py`, but `formcheck/pose.py` and [x](https://x.org/a)"
    )
    assert missing_paths(document) == ["gone.md", "formcheck/gone.py"]


def test_decisions_have_a_date_and_a_status_and_are_numbered_without_gaps() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. ")
        assert re.search(r"^Date: \d{4}-\d\d-\d\d  $", text, re.MULTILINE), path
        assert re.search(r"^Status: (accepted|superseded by \d+)$", text, re.MULTILINE), path
