"""A log copied from store to store: resumable, verified, never mixed up."""

from collections.abc import AsyncIterator, Callable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from situation.copying import CopyReport, copy_log
from situation.errors import StoreError
from situation.store import open_sqlite
from situation.store.log import Entry
from situation.store.log_intake import LogIntake, portions
from situation.store.sqlite import SqliteStore
from situation.store.sqlite_session import Session
from tests.situation.records import Clock, make_cast, make_claim, make_place, make_source

Open = Callable[..., SqliteStore]


class Breaking(SqliteStore):
    """A store whose reader goes away after some batches."""

    batches = 2

    async def entries(self, after: int, limit: int) -> tuple[Entry, ...]:
        if self.batches == 0:
            raise StoreError("the line was cut")
        self.batches -= 1
        return await super().entries(after, limit)


CLOCK = Clock()


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Open]:
    opened: list[SqliteStore] = []

    def open_one(name: str, kind: type[SqliteStore] = SqliteStore) -> SqliteStore:
        path = tmp_path / name
        session = Session(path, url=name, clock=CLOCK, create=True, busy_timeout=5.0)
        found = kind(session, clock=CLOCK, poll_interval=1.0)
        opened.append(found)
        return found

    yield open_one
    for each in opened:
        await each.close()


async def fill(store: SqliteStore) -> None:
    """Five appends, in some of which sources and places name later ones."""
    await store.append(make_cast(), author="pack")
    CLOCK.move(hours=1)
    first, later = make_source("viina", depends_on=("isw",)), make_source("isw")
    await store.append([first, make_claim("a"), later, make_claim("b")], author="sync")
    CLOCK.move(hours=1)
    village = make_place("rodynske", parent="raion")
    await store.append([village, *(make_claim(f"c{n}") for n in range(5)), make_place("raion")],
                       author="sync")  # fmt: skip
    CLOCK.move(hours=1)
    await store.append([make_claim(f"d{n}") for n in range(7)], author="sync")
    await store.append([make_claim("a", text="corrected")], author="analyst")


@pytest.mark.parametrize("batch", [1, 2, 3, 5, 100])
async def test_a_copy_ends_with_the_same_seal(store: Open, batch: int) -> None:
    origin, target = store("origin"), store("target")
    await fill(origin)
    told: list[tuple[int, int]] = []
    report = await copy_log(
        origin, target, batch=batch, progress=lambda done, total: told.append((done, total))
    )
    assert report == CopyReport(copied=25, revision=25, seal=await origin.seal(25))
    assert told[-1] == (25, 25)
    assert sorted(told) == told
    assert await target.places() == await origin.places()
    again = await copy_log(origin, target)
    assert (again.copied, again.revision) == (0, 25)


async def test_an_interrupted_copy_goes_on_where_it_was(store: Open) -> None:
    origin, target = store("origin", Breaking), store("target")
    await fill(origin)
    with pytest.raises(StoreError, match="cut"):
        await copy_log(origin, target, batch=9)
    kept = (await target.info()).revision
    assert 0 < kept < 25
    report = await copy_log(store("origin"), target)
    assert (report.copied, report.revision) == (25 - kept, 25)


async def test_nothing_is_copied_over_something_else(store: Open) -> None:
    origin, other = store("origin"), store("other")
    await fill(origin)
    await other.append(make_cast()[:3], author="another")
    with pytest.raises(StoreError, match="are not those of origin"):
        await copy_log(origin, other)
    await copy_log(origin, target := store("target"))
    await target.append([make_claim("own")], author="test")
    with pytest.raises(StoreError, match="26 entries, more than the 25"):
        await copy_log(origin, target)
    assert (await other.info()).revision == 3


async def test_an_empty_store_is_copied_too(store: Open) -> None:
    report = await copy_log(store("origin"), store("target"))
    assert report == CopyReport(copied=0, revision=0, seal="")


async def test_entries_wait_for_those_they_name_and_for_no_others(store: Open) -> None:
    origin, target = store("origin"), store("target")
    await fill(origin)
    entries = await origin.entries(0, 100)
    intake = LogIntake(target)
    reached = [await intake.take([entry], is_end=False) for entry in entries]
    # "viina" (7) names "isw" (9), and "rodynske" (11) names "raion" (17).
    assert reached == [*range(1, 7), 6, 6, 9, 10, *[10] * 6, *range(17, 26)]
    again = LogIntake(store("other"))
    assert await again.take(entries[:16], is_end=False) == 10
    assert again.last == entries[15]


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.integers(1, 25), max_size=12), st.integers(1, 4_000))
async def test_entries_in_any_pieces_are_taken_over(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, cuts: list[int], most: int
) -> None:
    origin = open_sqlite(tmp_path / "origin", clock=CLOCK, create=True)
    if not (await origin.info()).revision:
        await fill(origin)
    entries = await origin.entries(0, 100)
    for pieces in (_cut(entries, cuts), list(portions(entries, most))):
        target = open_sqlite(tmp_path_factory.mktemp("t") / "db", clock=CLOCK, create=True)
        intake = LogIntake(target)
        for piece in pieces:
            await intake.take(piece, is_end=piece[-1].entry == 25)
        assert await target.seal(25) == await origin.seal(25)
        await target.close()
    await origin.close()


async def test_portions_can_be_taken_over_one_by_one(store: Open) -> None:
    origin, target = store("origin"), store("target")
    await fill(origin)
    sizes = []
    for portion in portions(await origin.entries(0, 100), 1):
        await target.replicate(portion)
        sizes.append(len(portion))
    assert sum(sizes) == 25
    assert len(sizes) > 8
    assert await target.seal(25) == await origin.seal(25)


def _cut(entries: Sequence[Entry], cuts: list[int]) -> list[Sequence[Entry]]:
    edges = sorted({0, len(entries), *cuts})
    return [entries[start:end] for start, end in pairwise(edges)]
