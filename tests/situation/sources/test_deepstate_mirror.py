from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from situation.connector import Body, Connector, Known
from situation.errors import InputError
from situation.sources.deepstate_mirror import DeepStateMirror
from tests.situation.sources import event_bodies
from tests.situation.sources.event_bodies import body
from tests.situation.sources.map_bytes import SHARED, box, mirror_file

NOW = datetime(2025, 11, 10, 12, tzinfo=UTC)
TODAY = date(2025, 11, 10)
MIRROR = DeepStateMirror()
WHOLE = mirror_file(box(37, 47, 38, 48), box(34, 45, 35, 46))
REAL = SHARED / "data/deepstate-mirror"


def known(*covered: date, now: datetime = NOW, since: date | None = None) -> Known:
    return replace(
        event_bodies.known(now, since=since), map_days={"deepstate-mirror": frozenset(covered)}
    )


def days_before(count: int, day: date = TODAY) -> list[date]:
    return [day - timedelta(days=number) for number in range(count)]


def file_of(day: date, content: bytes = WHOLE) -> Body:
    return body(content, name=f"deepstatemap_data_{day:%Y%m%d}.geojson")


def days_asked(world: Known) -> list[str]:
    return [wanted.name[18:26] for wanted in MIRROR.wanted(world)]


def test_it_is_a_connector_that_needs_nobodys_leave() -> None:
    connector: Connector = MIRROR
    assert (connector.key, connector.source) == ("deepstate-mirror", "deepstate-mirror")
    assert connector.on_by_default
    assert not connector.notice


def test_a_store_without_maps_gets_the_last_two_weeks_newest_first() -> None:
    wanted = MIRROR.wanted(known())
    assert [one.url.rpartition("/")[2] for one in wanted] == [
        f"deepstatemap_data_{day:%Y%m%d}.geojson" for day in days_before(14)
    ]
    assert wanted[0].url == (
        "https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data/"
        "deepstatemap_data_20251110.geojson"
    )
    assert all(one.may_be_missing for one in wanted)


def test_nothing_is_asked_for_when_every_day_is_there() -> None:
    assert MIRROR.wanted(known(*days_before(14))) == ()


def test_before_three_oclock_todays_file_cannot_be_there() -> None:
    covered = days_before(15)[1:]
    assert MIRROR.wanted(known(*covered, now=NOW.replace(hour=2, minute=59))) == ()
    assert days_asked(known(*covered, now=NOW.replace(hour=3)))[0] == "20251110"


def test_the_day_before_is_asked_for_as_well_under_an_address_that_has_no_memory() -> None:
    today, before = MIRROR.wanted(known(*days_before(14)[1:]))
    assert today.url.endswith("20251110.geojson")
    assert before.name == "deepstatemap_data_20251109.geojson"
    assert before.url.endswith("20251109.geojson?compared=20251110T1200")


def test_a_days_file_that_is_missing_is_asked_for_again_and_holds_nothing_up() -> None:
    gap = date(2025, 11, 6)
    covered = [day for day in days_before(14)[1:] if day != gap]
    assert days_asked(known(*covered)) == ["20251110", "20251106", "20251109"]


def test_a_back_fill_takes_from_both_ends_and_never_more_than_a_run_may() -> None:
    asked = days_asked(known(since=date(2025, 9, 1)))
    assert len(asked) == 14
    assert asked[:2] == ["20251110", "20251109"]
    assert asked[-2:] == ["20250902", "20250901"]


def test_a_back_fill_ends_where_the_mirror_began() -> None:
    assert days_asked(known(since=date(2022, 2, 24)))[-1] == "20240708"


def test_a_back_fill_of_the_future_asks_for_nothing() -> None:
    assert MIRROR.wanted(known(since=date(2026, 1, 1))) == ()


def test_another_address_can_be_set() -> None:
    wanted = DeepStateMirror(url="https://mirror.example/maps/").wanted(known())
    assert wanted[0].url == "https://mirror.example/maps/deepstatemap_data_20251110.geojson"


def test_a_file_becomes_a_map_of_its_day() -> None:
    batch = MIRROR.read([file_of(TODAY)], known())
    (day,) = batch.maps
    assert day.source == "deepstate-mirror"
    assert day.valid_from == datetime(2025, 11, 10, tzinfo=UTC)
    assert batch.data_until == datetime(2025, 11, 10, 3, tzinfo=UTC)
    assert (batch.seen, batch.rejected, batch.warnings, batch.records) == (1, (), (), ())


def test_nothing_came_and_nothing_is_wrong() -> None:
    assert MIRROR.read([], known()).maps == ()


def test_a_bad_file_costs_no_other() -> None:
    bad = file_of(TODAY - timedelta(days=1), b"<html>blocked</html>")
    batch = MIRROR.read([file_of(TODAY), bad], known())
    assert len(batch.maps) == 1
    assert [one.where for one in batch.rejected] == ["deepstatemap_data_20251109.geojson"]
    assert batch.seen == 2


def test_nothing_but_bad_files_is_an_error() -> None:
    with pytest.raises(InputError, match="not a GeoJSON feature collection"):
        MIRROR.read([file_of(TODAY, b"{}")], known())


def test_a_jump_in_area_is_said_and_the_map_is_kept() -> None:
    before = TODAY - timedelta(days=1)
    torn = mirror_file(box(37, 47, 38, 48))
    batch = MIRROR.read([file_of(TODAY, torn), file_of(before)], known(before))
    assert [day.valid_from.date() for day in batch.maps] == [TODAY]
    (warning,) = batch.warnings
    assert warning.startswith("the map of 10 Nov 2025 draws -50")
    assert "9 Nov 2025" in warning


@pytest.mark.parametrize(("east", "warned"), [(38.02, False), (38.1, True)])
def test_a_jump_is_more_than_three_percent(east: float, warned: bool) -> None:
    grown = mirror_file(box(37, 47, east, 48), box(34, 45, 35, 46))
    files = [file_of(TODAY - timedelta(days=1)), file_of(TODAY, grown)]
    assert bool(MIRROR.read(files, known()).warnings) is warned


def test_maps_far_apart_are_not_compared() -> None:
    files = [
        file_of(TODAY),
        file_of(TODAY - timedelta(days=8), mirror_file(box(37, 47, 37.2, 48))),
    ]
    assert MIRROR.read(files, known()).warnings == ()


@pytest.mark.skipif(not REAL.exists(), reason="the real maps are not on this machine")
def test_the_real_maps_never_jump() -> None:
    files = sorted(Path(REAL).glob("deepstatemap_data_2025*.geojson"))
    bodies = [body(file.read_bytes(), name=file.name) for file in files]
    batch = MIRROR.read(bodies, known())
    assert len(batch.maps) == len(files) > 100
    assert batch.warnings == ()
    assert batch.rejected == ()
