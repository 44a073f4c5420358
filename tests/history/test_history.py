"""The history: nothing is lost, nothing is there twice, and a stranger's file is left alone."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from formcheck.cli import main
from formcheck.errors import CannotOpen, FormcheckError
from formcheck.files import write_whole
from formcheck.history import Lift, entry_of, open_history
from formcheck.history.import_export import read_file, to_csv, to_json
from formcheck.history.schema import APPLICATION_ID, STEPS
from tests.support.filled_history import MONDAY, entries, filled, report
from tests.support.paths import POSES, ROOT


def test_a_set_comes_back_as_it_went_in(tmp_path: Path) -> None:
    with open_history(filled(tmp_path / "h.sqlite", 3, reports=True)) as history:
        assert [replace(entry, number=0) for entry in history.sets()] == entries(3)
        assert history.sets(last=1)[0].number == 3
        assert history.count() == 3
        found = history.report(2)
        assert found is not None
        assert found.to_json() == report().to_json()
        assert history.lifts() == [Lift(MONDAY, "squat 3x10")]


def test_the_same_set_is_kept_once(tmp_path: Path) -> None:
    path = filled(tmp_path / "h.sqlite", 3)
    with open_history(filled(path, 3)) as history:
        assert history.count() == 3
        assert len(history.lifts()) == 1


def test_without_a_file_the_history_is_empty_and_none_is_made(tmp_path: Path) -> None:
    with open_history(tmp_path / "none.sqlite") as history:
        assert history.sets() == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [7, 10**20])
def test_a_number_that_is_not_there_is_one_line(number: int, tmp_path: Path) -> None:
    said = pytest.raises(CannotOpen, match=f"no set {number} ")
    with open_history(filled(tmp_path / "h.sqlite", 1)) as history, said:
        history.report(number)


def test_a_set_that_is_removed_leaves_nothing_behind_and_the_others_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = filled(tmp_path / "h.sqlite", 4, reports=True)
    where = ["--history", str(path)]
    assert main(["history", "remove", "2", "4", "2", *where]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "removed set 2, of 2026-03-03 01:30: donkey-kick, 0 left, 4 right",
        "removed set 4, of 2026-03-03 15:30: donkey-kick, 0 left, 4 right",
    ]
    with open_history(path, create=True) as history:
        assert [replace(entry, number=0) for entry in history.sets()] == [entries(3)[0], entries(3)[2]]
        assert [entry.number for entry in history.sets()] == [1, 3]
        assert history.report(3) is not None
        assert history.add([(entries(5)[4], None)]) == [4]
        assert history.report(4) is None


def test_where_one_number_is_not_there_none_is_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = filled(tmp_path / "h.sqlite", 2)
    assert main(["history", "remove", "1", "7", "--history", str(path)]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"formcheck: {path}: there is no set 7 (try: formcheck history)\n")
    with open_history(path) as history:
        assert history.count() == 2


def test_nothing_is_removed_from_a_damaged_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = filled(tmp_path / "h.sqlite", 200)
    data = bytearray(path.read_bytes())
    data[-4096:] = bytes(b ^ 0x5A for b in data[-4096:])  # where set 1 is not
    path.write_bytes(data)
    assert main(["history", "remove", "1", "--history", str(path)]) == 1
    assert "damaged" in capsys.readouterr().err
    assert path.read_bytes() == data


def test_a_file_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    with sqlite3.connect(path) as db:
        db.executescript(STEPS[0])
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("PRAGMA user_version = 1")
        db.execute(
            "INSERT INTO sets (key, done_s, done_at, exercise, reps, reps_left, reps_right, clean_reps, faults,"
            " equipment, note, source) VALUES ('k', 0, '2026-01-01T10:00:00+01:00', 'donkey-kick', 5, 5, 0, 5,"
            " '{}', '', '', 'a.mp4')"
        )
    db.close()
    with open_history(filled(path, 1)) as history:
        assert [entry.source for entry in history.sets()] == ["a.mp4", "donkey-kick-faults.mp4"]
        assert len(history.lifts()) == 1


def newer(path: Path) -> None:
    filled(path, 1)
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()


def foreign(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE mine (x)")
    db.commit()
    db.close()


def no_database(path: Path) -> None:
    path.write_bytes(b"not a database, but long enough to be looked at" * 99)


def scrambled(path: Path) -> None:
    filled(path, 200)
    data = bytearray(path.read_bytes())
    data[4096:] = bytes(b ^ 0x5A for b in data[4096:])
    path.write_bytes(data)


def cut(path: Path) -> None:
    filled(path, 200)
    path.write_bytes(path.read_bytes()[:9000])


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (newer, "newer formcheck"),
        (foreign, "another program"),
        (scrambled, "damaged"),
        (cut, "damaged"),
        (no_database, "damaged"),
        (lambda path: path.mkdir(), "try"),
    ],
)
def test_a_file_that_is_not_a_whole_history_is_one_line_and_stays_as_it_is(
    spoil: object, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "h.sqlite"
    spoil(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(FormcheckError, match=said) as caught, open_history(path, create=True) as history:
        history.add([(entries(1)[0], None)])
    assert "\n" not in str(caught.value)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert main(["history", "--history", str(path)]) == 1
    assert main(["analyze", str(POSES / "donkey-kick-side.npz"), "--save", "--history", str(path)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


@pytest.mark.parametrize("spoil", [foreign, no_database])
def test_a_file_that_is_no_history_is_not_kept_open(
    spoil: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Connection(sqlite3.Connection):
        closed = False

        def close(self) -> None:
            super().close()
            Connection.closed = True

    spoil(tmp_path / "h.sqlite")
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Connection))
    with pytest.raises(CannotOpen), open_history(tmp_path / "h.sqlite", create=True):
        pass
    assert Connection.closed


WRITER = """
import sys
from dataclasses import replace
from datetime import timedelta
from tests.support.filled_history import MONDAY, entries
from formcheck.history import open_history
one = entries(1)[0]
for i in range(60):
    with open_history(sys.argv[1], create=True) as history:
        assert history.add([(replace(one, source=sys.argv[2], done_at=MONDAY + timedelta(days=i)), None)])
"""


def test_two_processes_may_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "h.sqlite"
    root = ROOT
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, name], cwd=root, stderr=subprocess.PIPE)
        for name in ("a", "b")
    ]
    assert [(writer.communicate()[1], writer.returncode) for writer in writers] == [(b"", 0)] * 2
    with open_history(path) as history:
        assert sorted(entry.source for entry in history.sets()) == ["a"] * 60 + ["b"] * 60


def test_export_and_import_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "h.sqlite", 4, reports=True)
    with open_history(path) as history:
        (tmp_path / "h.json").write_text(to_json(history), encoding="utf-8")
        (tmp_path / "h.csv").write_text(to_csv(history), encoding="utf-8")
        originals, first = history.sets(), history.report(1)
    for name in ("h.json", "h.csv"):
        other = tmp_path / f"{name}.sqlite"
        for expected in (4, 0):
            with open_history(other, create=True) as history:
                assert len(history.add(*read_file(tmp_path / name))) == expected
        with open_history(other) as history:
            assert history.sets() == originals
            assert history.report(1) == (first if name == "h.json" else None)
    with open_history(path, create=True) as history:  # one format after the other: still the same sets
        assert history.add(*read_file(tmp_path / "h.csv")) == []


def one_set(**values: object) -> str:
    """An exported history of one set with these values."""
    kept = {
        "done_at": "2026-01-01",
        "exercise": "donkey-kick",
        "reps_left": 0,
        "reps_right": 0,
        "clean_reps": 0,
    }
    return json.dumps({"schema": "formcheck.history/1", "sets": [kept | values]})


@pytest.mark.parametrize("name", [" a.mp4 ", "a\r\n.mp4", ';,"b".mp4'])
def test_a_set_of_an_odd_name_is_the_same_set_after_its_export(name: str, tmp_path: Path) -> None:
    odd = replace(report(), source=replace(report().source, path=f"clips/{name}"))
    entry = replace(entry_of(odd, MONDAY, note=f"{name}\r;"), hold_s=-0.0)
    with open_history(tmp_path / "h.sqlite", create=True) as history:
        history.add([(entry, None)])
        for file, text in (("h.json", to_json(history)), ("h.csv", to_csv(history))):
            write_whole(tmp_path / file, text.encode(), force=False)
            assert history.add(*read_file(tmp_path / file)) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("hello", "neither JSON nor a table"),
        ("{}", "its schema is not"),
        ("[" * 100_000, "not a history"),
        ('{"schema": "formcheck.history/1", "sets": [7]}', "set 1"),
        ('{"schema": "formcheck.history/1", "sets": [{"done_at": "soon"}]}', "set 1"),
        ('{"schema": "formcheck.history/1", "sets": ' + "[" * 100_000, "not a history"),
        ('{"schema": "formcheck.history/1", "sets": 7}', "no list"),
        (one_set(reps_left="many"), "set 1"),
        (one_set(done_at="0001-01-01"), "nobody trained in the year 1"),
        (one_set(done_at="9999-12-31T23:59:59"), "nobody trained in the year 9999"),
        (one_set(load_kg=10**40), "a number that no set has"),
        (one_set(reps_left=1, faults={"hold": 2}), "do not fit together"),
        (one_set(reps_left=1, faults={"a;b:c": 1}), "unknown rule 'a;b:c'"),
        (one_set(faults={"hold": -1}), "do not fit together"),
        ('{"schema": "formcheck.history/1", "lifts": [{"what": 1}]}', "not a history"),
        ("done_at,exercise\n2026-01-01,squat\n", "line 2: unknown exercise 'squat'"),
        ("done_at,exercise,reps_left,clean_reps\n2026-01-01,donkey-kick,3,4\n", "line 2"),
        ("done_at,exercise,hold_s\n2026-01-01,donkey-kick,nan\n", "line 2"),
        ("done_at,exercise,reps\n2026-01-01,donkey-kick,many\n", "line 2"),
    ],
)
def test_a_file_that_is_no_history_is_one_line_and_nothing_of_it_is_taken(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, history = tmp_path / "in.txt", tmp_path / "h.sqlite"
    name.write_text(text)
    assert main(["history", "import", str(name), "--history", str(history)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert not history.exists()


def test_a_table_from_a_spreadsheet_needs_few_columns(tmp_path: Path) -> None:
    name = tmp_path / "old.csv"
    name.write_text("done_at,exercise,reps_left,reps_right,note\n2025-12-01 18:00,donkey-kick,10,8,=1+1\n")
    ((entry, _),), _ = read_file(name)
    assert (entry.reps, entry.clean_reps, entry.note) == (18, 0, "=1+1")
    assert entry.done_at.tzinfo is not None


def test_ten_thousand_sets_are_listed_and_plotted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`benchmarks.history` holds the time that it takes."""
    history = str(filled(tmp_path / "h.sqlite", 10_000))
    for name in ("a.html", "a.png"):
        assert main(["history", "plot", str(tmp_path / name), "--history", history]) == 0
    capsys.readouterr()
    assert main(["history", "--history", history]) == 0
    assert "10000" in capsys.readouterr().out.replace(",", "").replace(" ", "")
    assert (tmp_path / "a.html").stat().st_size < 3_000_000
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_the_commands_from_saving_to_exporting(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--history", str(tmp_path / "h.sqlite")]
    clip = str(POSES / "donkey-kick-faults.npz")
    assert main(["analyze", clip, "--save", "--band", "--load-kg", "7.5", "--note", "evening", *where]) == 0
    assert "saved as set 1" in capsys.readouterr().err
    assert main(["analyze", clip, "--save", *where]) == 0
    assert "not saved again: it is set 1" in capsys.readouterr().err
    assert main(["log", "squat 3x10", *where]) == 0
    assert main(["history", *where]) == 0
    listed = capsys.readouterr().out
    assert "band 7.5 kg" in listed
    assert "evening" in listed
    assert main(["history", *where, "show", "1"]) == 0
    assert "4 repetitions" in capsys.readouterr().out
    assert main(["history", "export", "-", *where]) == 0
    assert len(json.loads(capsys.readouterr().out)["sets"]) == 1
    out = tmp_path / "out.json"
    capsys.readouterr()
    assert main(["history", "export", str(out), *where]) == 0
    assert capsys.readouterr() == ("", f"formcheck: wrote {out}\n")
    assert main(["history", "export", str(out), *where]) == 1
    assert main(["history", "import", str(out), *where]) == 0
    assert "0 new, 1 already there" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["analyze", "set.npz", "--note", "x"], 2),
        (["analyze", "set.npz", "--save", "--band", "--cable"], 2),
        (["log", "  "], 2),
        (["log", "squat", "--at", "noon"], 2),
        (["log", "squat", "--at", "23:59:59.999999"], 2),
        (["history", "plot", "x.gif"], 2),
        (["history", "plot", "x.html"], 2),
        (["history", "show", "1"], 1),
        (["history", "remove", "1"], 1),
        (["history", "show", "1", "--html", "a.txt"], 2),
        (["compare", "1", "2", "--html", "a.txt"], 2),
        (["history", "export", "x.txt"], 2),
    ],
)
def test_a_mistake_is_one_line(
    arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == code
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == []
