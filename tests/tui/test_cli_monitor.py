"""`sitmon [CITY]` with a terminal: what the monitor is opened with."""

import os
from pathlib import Path
from typing import Any

import pytest

from situation.errors import ExitCode
from situation.periods import Viewpoint, end_of_day
from tests.situation.reports.samples import DAY, filled_store
from tests.tui.consoles import run

PACK_DAY = Viewpoint(valid_at=end_of_day(DAY.date()))


@pytest.fixture
def store(tmp_path: Path) -> str:
    return filled_store(tmp_path / "s.db")


@pytest.fixture
def opened_with(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    seen: dict[str, Any] = {}

    async def run_app(opened: object, **options: object) -> int:
        seen.update(options, opened=opened)
        return ExitCode.OK

    monkeypatch.setattr("tui.run.run_app", run_app)
    return seen


def test_the_monitor_opens_on_the_pack_s_day(store: str, opened_with: dict[str, Any]) -> None:
    ran = run("--store", store, refusal=None)
    assert (ran.code, ran.out, ran.err) == (ExitCode.OK, "", "")
    assert opened_with["viewpoint"] == PACK_DAY
    assert opened_with["place"] is None
    assert (opened_with["theme"], opened_with["ascii_only"]) == ("dark", False)
    assert opened_with["opened"].store.url == store


def test_the_monitor_opens_on_a_city_in_any_spelling(
    store: str, opened_with: dict[str, Any]
) -> None:
    run("красноармейск", "--theme", "ansi", "--ascii", "--store", store, refusal=None)
    assert opened_with["place"] == "pokrovsk"
    assert (opened_with["theme"], opened_with["ascii_only"]) == ("ansi", True)


def test_now_is_live(store: str, opened_with: dict[str, Any]) -> None:
    run("--as-of", "now", "--store", store, refusal=None)
    assert opened_with["viewpoint"] is None


def test_both_times_are_handed_on(store: str, opened_with: dict[str, Any]) -> None:
    run("--as-of", "2025-11-03", "--known-at", "now", "--store", store, refusal=None)
    third = end_of_day(DAY.date().replace(day=3))
    assert opened_with["viewpoint"] == Viewpoint(valid_at=third), "known now moves on"
    run("--as-of", "now", "--known-at", "NOW ", "--store", store, refusal=None)
    assert opened_with["viewpoint"] is None
    run("--as-of", "2025-11-03", "--known-at", "2025-11-04", "--store", store, refusal=None)
    fourth = end_of_day(DAY.date().replace(day=4))
    assert opened_with["viewpoint"] == Viewpoint(valid_at=third, known_at=fourth)


def test_the_environment_chooses_the_looks(store: str, opened_with: dict[str, Any]) -> None:
    run(refusal=None, environ={"SITMON_STORE": store, "NO_COLOR": "1", "SITMON_ASCII": "1"})
    assert (opened_with["theme"], opened_with["ascii_only"]) == ("mono", True)
    run(refusal=None, environ={"SITMON_STORE": store, "NO_COLOR": "1", "SITMON_THEME": "light"})
    assert opened_with["theme"] == "light"


def test_what_textual_would_obey_is_gone_before_it_starts(
    store: str, opened_with: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_LOG", "/nonexistent/log")
    monkeypatch.setenv("COLUMNS", "7")
    run("--store", store, refusal=None)
    assert not {"TEXTUAL_LOG", "COLUMNS"} & set(os.environ)
