"""`sitmon doctor`: facts on standard output, problems on standard error and in the exit code."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from situation.errors import ExitCode
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import run


@pytest.fixture(autouse=True)
def data_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def test_a_sound_store_has_no_problems(tmp_path: Path) -> None:
    store = filled_store(tmp_path / "s.db")
    ran = run("doctor", "--store", store, environ={"TERM": "xterm\x1b[2J", "PASSWORD": "x"})
    assert (ran.code, ran.err) == (ExitCode.OK, "")
    for expected in ("3 claim", "nothing wrong was found", "TERM=xterm^[[2J", "2025-11-05", "FTS5"):
        assert expected in ran.out
    assert "PASSWORD" not in ran.out


def test_the_facts_as_json(tmp_path: Path, data_directory: Path) -> None:
    store = filled_store(tmp_path / "s.db")
    facts = json.loads(run("doctor", "--json", "--store", store).out)
    assert facts["store"]["url"] == store
    assert facts["store"]["bytes"] >= Path(store).stat().st_size
    assert facts["store"]["info"]["entries"]["reading"] == 5
    assert facts["data_directory"] == str(data_directory / "sitmon")
    assert facts["terminal"]["refusal"] == "standard input is not a terminal"
    assert facts["problems"] == []


def test_a_missing_store_is_a_problem_and_is_not_made(tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    ran = run("doctor", "--store", str(missing), "--json")
    assert ran.code == ExitCode.FAILED
    assert not missing.exists()
    facts = json.loads(ran.out)
    assert facts["store"]["info"] is None
    assert len(facts["problems"]) == 1
    assert ran.err == f"sitmon: {facts['problems'][0]}\n"


def test_what_is_no_store_is_a_problem(tmp_path: Path) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear reader, " * 100)
    for place in (other, tmp_path):
        ran = run("doctor", "--store", str(place))
        assert ran.code == ExitCode.FAILED
        assert "could not be opened" in ran.out
        assert len(ran.err.splitlines()) == 1


def test_what_two_checks_find_alike_is_told_once(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    run("status", "--store", str(store))
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = store.stat().st_size
    with store.open("r+b") as file:
        file.seek(size // 5)
        file.write(b"\xa5" * (size - size // 5))
    ran = run("doctor", "--store", str(store))
    assert ran.code == ExitCode.FAILED
    (check,) = (line for line in ran.out.splitlines() if line.startswith("check "))
    assert check.count("the store's file is damaged") == 1
    assert ran.err.count("the store's file is damaged") == 1


def test_an_entry_that_was_changed_behind_the_store_is_named(tmp_path: Path) -> None:
    store = filled_store(tmp_path / "s.db")
    sound = json.loads(run("doctor", "--json", "--store", store).out)
    assert len(sound["store"]["seal"]) == 64
    assert sound["store"]["seal"] in run("doctor", "--store", store).out
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DROP TRIGGER entry_no_update")
        connection.execute("UPDATE entry SET author = 'somebody else' WHERE seq = 5")
    ran = run("doctor", "--store", store)
    assert ran.code == ExitCode.FAILED
    assert "entry 5 (" in ran.err
    assert "the chain breaks there" in ran.err
    assert "the chain is broken" in ran.out
    broken = json.loads(run("doctor", "--json", "--store", store).out)
    assert broken["store"]["seal"] == ""
    assert [problem[:9] for problem in broken["problems"]] == ["entry 5 ("]
