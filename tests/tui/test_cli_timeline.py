"""`sitmon timeline`: text, JSON, the options, wrong use."""

import json
from pathlib import Path

import pytest

from situation.errors import ExitCode
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import run


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db")


def test_a_citys_story_in_text(store: str) -> None:
    ran = run("timeline", "Красноармейск", "--store", store)
    assert ran.code == ExitCode.OK
    assert ran.out.startswith("Pokrovsk, Donetsk oblast  as of Wed 5 Nov 2025\n")
    for words in ("The map · ties to UA · C", "(nothing heard)", "2 claims", "1 change"):
        assert words in ran.out
    assert "flapping: two returns within 30 days" in ran.err


def test_a_citys_story_as_json(store: str) -> None:
    answer = json.loads(run("timeline", "Pokrovsk", "--json", "--store", store).out)
    assert answer["start"] == "2025-10-01T00:00:00Z"
    assert [lane["source"] for lane in answer["lanes"]] == ["map", "staff"]
    assert [claim["id"] for claim in answer["claims"]] == ["city-held", "edge-taken"]


def test_the_last_days_only(store: str) -> None:
    for words in (("--days", "2", "timeline", "Pokrovsk"), ("timeline", "--days=2", "Pokrovsk")):
        answer = json.loads(run(*words, "--json", "--store", store).out)
        assert answer["start"] == "2025-11-04T00:00:00Z"
        periods = [period for lane in answer["lanes"] for period in lane["periods"]]
        assert min(period["start"] for period in periods) == "2025-11-04T00:00:00Z"


def test_the_lag_table_alone(store: str) -> None:
    ran = run("timeline", "Pokrovsk", "--lag", "--store", store)
    assert "1 change, and when each source had it" in ran.out
    assert "(nothing heard)" not in ran.out
    answer = json.loads(run("timeline", "Pokrovsk", "--lag", "--json", "--store", store).out)
    assert "lanes" not in answer
    assert [lag["status"] for lag in answer["lags"]] == ["held"]


def test_it_can_be_told_as_of_and_as_known_at(store: str) -> None:
    before = json.loads(
        run("timeline", "Pokrovsk", "--as-of", "2025-11-03", "--json", "--store", store).out
    )
    assert [lane["source"] for lane in before["lanes"]] == ["map"]
    ran = run("timeline", "Pokrovsk", "--known-at", "2026-01-01", "--store", store)
    assert (ran.code, ran.out) == (ExitCode.FAILED, "")


def test_plain_ascii_where_nothing_else_can_be_written(store: str) -> None:
    ran = run("timeline", "Pokrovsk", "--store", store, encoding="ascii")
    assert ran.code == ExitCode.OK
    assert "?" not in ran.out


@pytest.mark.parametrize(
    "words",
    [(), ("Atlantis",), ("Pokrovsk", "--days", "0"), ("Pokrovsk", "--days", "many")],
    ids=" ".join,
)
def test_wrong_use_is_one_line(words: tuple[str, ...], store: str) -> None:
    ran = run("timeline", *words, "--store", store)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "Traceback" not in ran.err
