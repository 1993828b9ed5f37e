"""Opening a situation: the first start fills a store once; where a reader looks from first."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from situation.errors import PackError, StoreMissing
from situation.opening import default_store, first_viewpoint, open_situation
from situation.pack_header import load_header
from situation.periods import Viewpoint, end_of_day
from situation.store import open_store
from tests.situation.records import Clock, make_claim, make_source
from tests.situation.small_pack import write_small_pack

NOW = datetime(2026, 1, 10, tzinfo=UTC)


def clock() -> datetime:
    return NOW


async def test_the_first_start_makes_and_fills_a_store(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "own.db"
    opened = await open_situation(str(path), clock=clock)
    try:
        info = await opened.store.info()
        assert opened.created
        assert opened.pack == load_header()
        assert info.recorded_at == NOW
        assert info.counts["place"] > 200
        assert {"claim", "reading", "source", "party", "coverage"} <= info.counts.keys()
        assert path.stat().st_mode & 0o077 == 0
    finally:
        await opened.store.close()


async def test_the_second_start_adds_nothing(tmp_path: Path) -> None:
    path = str(tmp_path / "own.db")
    revisions = []
    for created in (True, False):
        opened = await open_situation(path, clock=clock)
        assert opened.created is created
        revisions.append((await opened.store.info()).revision)
        await opened.store.close()
    assert revisions[0] == revisions[1]


async def test_an_empty_store_is_filled_and_one_in_use_is_left_alone(tmp_path: Path) -> None:
    empty, used = tmp_path / "empty.db", tmp_path / "used.db"
    await open_store(empty, clock=clock, create=True).close()
    store = open_store(used, clock=clock, create=True)
    await store.append([make_source("own")], author="test")
    await store.close()
    filled = await open_situation(str(empty), clock=clock)
    left = await open_situation(str(used), clock=clock)
    assert filled.created
    assert not left.created
    assert [item.record.id for item in await left.store.sources()] == ["own"]
    await filled.store.close()
    await left.store.close()


async def test_without_an_address_it_is_the_reader_s_own_store(tmp_path: Path) -> None:
    opened = await open_situation(None, clock=clock)
    await opened.store.close()
    assert opened.created
    assert opened.store.url == default_store()
    assert Path(default_store()).is_relative_to(tmp_path)


async def test_another_pack_fills_it_with_what_it_has(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    opened = await open_situation(
        str(tmp_path / "own.db"), clock=clock, pack_path=write_small_pack(pack)
    )
    assert opened.pack.id == "small"
    assert [item.record.id for item in await opened.store.places()] == ["oblast", "town"]
    await opened.store.close()


async def test_a_damaged_pack_fills_nothing_and_the_next_start_tries_again(tmp_path: Path) -> None:
    damaged, sound = tmp_path / "damaged", tmp_path / "sound"
    damaged.mkdir()
    sound.mkdir()
    path = str(tmp_path / "own.db")
    write_small_pack(damaged, ("places.csv", "48.2820", "north"))
    with pytest.raises(PackError):
        await open_situation(path, clock=clock, pack_path=damaged)
    opened = await open_situation(path, clock=clock, pack_path=write_small_pack(sound))
    assert opened.created
    await opened.store.close()


async def test_what_is_no_store_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("dear reader\n" * 200)
    before = path.read_bytes()
    with pytest.raises(StoreMissing):
        await open_situation(str(path), clock=clock)
    assert path.read_bytes() == before


async def test_a_reader_starts_on_the_pack_s_day_until_something_newer_is_said(
    tmp_path: Path,
) -> None:
    pack = load_header()
    pack_day = Viewpoint(valid_at=end_of_day(pack.opens_on))
    opened = await open_situation(str(tmp_path / "own.db"), clock=Clock(NOW))
    try:
        assert first_viewpoint(pack, await opened.store.info()) == pack_day
        last = end_of_day(pack.data_until)
        old = make_claim("t:old", source="nyt", said_at=last)
        await opened.store.append([old], author="test")
        assert first_viewpoint(pack, await opened.store.info()) == pack_day
        newer = replace(old, id="t:new", said_at=last + timedelta(hours=3))
        await opened.store.append([newer], author="test")
        assert first_viewpoint(pack, await opened.store.info()) is None
    finally:
        await opened.store.close()
