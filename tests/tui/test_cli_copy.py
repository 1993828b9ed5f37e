"""`sitmon copy`: a store moved to another place, verified."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest

from situation.errors import ExitCode
from situation.store import open_store
from tests.situation.records import make_source
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import NOW, run


@pytest.fixture
def origin(tmp_path: Path) -> str:
    return filled_store(tmp_path / "origin.db")


def append(path: str, source_id: str) -> None:
    async def work() -> None:
        store = open_store(path)
        await store.append([make_source(source_id)], author="test")
        await store.close()

    asyncio.run(work())


def test_a_copy_answers_as_its_origin(origin: str, tmp_path: Path) -> None:
    target = str(tmp_path / "new" / "target.db")
    ran = run("copy", origin, target)
    assert ran.code == ExitCode.OK
    assert "in both stores, chain and counts verified, seal " in ran.out
    words = ("claims", "--json", "--as-of", "2026-01-10", "--store")
    assert run(*words, target).out == run(*words, origin).out
    append(origin, "later")
    again = run("copy", origin, target, "--json")
    report = json.loads(again.out)
    assert report["copied"] == 1
    assert len(report["seal"]) == 64


def test_a_copy_is_as_old_as_its_log(origin: str, tmp_path: Path) -> None:
    target = str(tmp_path / "target.db")
    later = NOW + timedelta(days=9)
    assert run("copy", origin, target, clock=lambda: later).code == ExitCode.OK
    for words in (
        ("status", "Pokrovsk", "--known-at", "2026-01-12"),
        ("report", "--since", "2026-01-12", "--as-of", "now"),
    ):
        copied, original = (
            run(*words, "--store", s, clock=lambda: later) for s in (target, origin)
        )
        assert "recorded nothing" not in copied.err
        assert "cannot be told" not in copied.out
        assert (copied.out, copied.err) == (original.out, original.err)
    facts = run("doctor", "--store", target, clock=lambda: later).out
    assert "first recorded  2026-01-10 12:00 UTC\n" in facts
    empty = tmp_path / "empty.db"
    asyncio.run(open_store(empty, create=True).close())
    assert "first recorded  never\n" in run("doctor", "--store", str(empty)).out


def test_a_store_that_holds_something_else(origin: str, tmp_path: Path) -> None:
    target = str(tmp_path / "target.db")
    assert run("copy", origin, target).code == ExitCode.OK
    append(target, "own")
    append(origin, "theirs")
    ran = run("copy", origin, target)
    assert (ran.code, ran.out) == (ExitCode.FAILED, "")
    assert "copy into an empty store" in ran.err


def test_nothing_to_copy_from(tmp_path: Path) -> None:
    ran = run("copy", str(tmp_path / "nothing.db"), str(tmp_path / "target.db"))
    assert ran.code == ExitCode.FAILED
    assert "there is no store" in ran.err
    assert not (tmp_path / "target.db").exists()


@pytest.mark.parametrize("words", [(), ("one",), ("one", "two", "three")])
def test_two_addresses_are_needed(words: tuple[str, ...]) -> None:
    assert run("copy", *words).code == ExitCode.USAGE


def test_help_fits_a_terminal() -> None:
    ran = run("copy", "--help")
    assert ran.code == ExitCode.OK
    assert max(map(len, ran.out.splitlines())) <= 80
