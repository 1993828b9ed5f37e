"""VIINA corrects past days: what was stored of them is told anew, as the file has it now."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from situation.connector import Batch
from situation.model import ControlReading, Source
from situation.periods import Viewpoint
from situation.sources.viina_control import ViinaControl
from situation.sources.viina_table import COLUMNS
from situation.vocabulary import ControlStatus, SourceKind
from tests.servers.replay import ReplayServer, plain
from tests.situation.sources.event_bodies import NOW, PLACES, body, known, table, zipped
from tests.situation.sync_world import World, world_in

NAME = "control_latest_2025.zip"


def packed(*days: tuple[int, str]) -> bytes:
    rows = [("704422", str(day), *(status,) * 5) for day, status in days]
    rows += [("703656", str(day), *("RU",) * 5) for day, _ in days]
    return zipped(table(COLUMNS, rows))


def told(batch: Batch) -> list[tuple[str, str]]:
    return [
        (f"{r.valid_from:%m%d}", r.status.value)
        for r in batch.records
        if isinstance(r, ControlReading) and r.place == "pokrovsk"
    ]


def read(content: bytes, *stored: date, name: str = NAME) -> Batch:
    days = {"pokrovsk": frozenset(stored)}
    return ViinaControl().read([body(content, name=name)], known(reading_days=days))


def test_a_stored_day_on_which_nothing_changes_any_more_is_told_again() -> None:
    days = [(20251100 + day, "UA") for day in range(1, 8)]
    assert told(read(packed(*days))) == [("1101", "held")]
    assert told(read(packed(*days), date(2025, 11, 3))) == [("1101", "held"), ("1103", "held")]


def test_days_outside_the_file_are_left_as_they_are() -> None:
    days = [(20251102, "UA"), (20251103, "UA")]
    stored = (date(2024, 12, 31), date(2025, 11, 1), date(2025, 11, 4))
    assert told(read(packed(*days), *stored)) == [("1102", "held")]


def test_a_stored_day_that_the_file_has_lost_is_as_the_day_before() -> None:
    days = [(20251101, "UA"), (20251103, "UA")]
    assert told(read(packed(*days), date(2025, 11, 2))) == [("1101", "held"), ("1102", "held")]


def test_a_place_that_the_file_has_lost_has_no_row() -> None:
    rows = [("703656", str(day), *("RU",) * 5) for day in (20251101, 20251103)]
    batch = read(zipped(table(COLUMNS, rows)), date(2025, 11, 2))
    assert told(batch) == [("1101", "unknown"), ("1102", "unknown")]


def test_change_points_of_a_third_party_are_revised_too() -> None:
    points = {"704422": [[20251101, "UA"]], "703656": [[20251106, "RU"]]}
    stored = (date(2025, 11, 3), date(2025, 11, 9))
    batch = read(msgspec.json.encode(points), *stored, name="timeline.json")
    assert told(batch) == [("1101", "held"), ("1103", "held")]


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with world_in(tmp_path) as made:
        viina = Source(id="viina", name="VIINA", kind=SourceKind.MAPPING_PROJECT)
        await made.store.append([viina, *PLACES], author="pack")
        made.clock.now = NOW
        yield made


async def test_a_corrected_file_leaves_nothing_stale_in_force(world: World) -> None:
    wrong = [(20251101, "UA"), (20251102, "UA"), (20251103, "RU"), (20251104, "RU")]
    right = [(day, "UA") for day, _ in wrong]
    async with ReplayServer() as host:
        world.own = (host.url("/"),)
        path = f"/{NAME}"
        host.play(path, plain(packed(*wrong)), plain(packed(*right)), plain(packed(*right)))
        connector = ViinaControl(host.url("/"))
        first = await world.sync(connector)
        assert await status(world) is ControlStatus.OCCUPIED
        second = await world.sync(connector)
        third = await world.sync(connector)
    assert await status(world) is ControlStatus.HELD
    assert [report.sources[0].attempt.new > 0 for report in (first, second, third)] == [
        True,
        True,
        False,
    ]


async def status(world: World) -> ControlStatus:
    at = Viewpoint(valid_at=datetime(2025, 11, 4, 12, tzinfo=UTC))
    (found,) = await world.store.readings(at, places={"pokrovsk"}, sources={"viina"})
    return found.reading.status
