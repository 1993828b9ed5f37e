"""`sitmon copy`: a store moved to another place, verified."""

import asyncio
import json
from pathlib import Path

import pytest

from situation.errors import ExitCode
from situation.store import open_store
from tests.situation.records import make_source
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import run


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
