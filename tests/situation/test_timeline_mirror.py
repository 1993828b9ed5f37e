"""The timeline of real cities on the 129 days of the daily mirror."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from situation.importing import import_paths
from situation.opening import open_situation
from situation.periods import Viewpoint, end_of_day
from situation.timeline import build_timeline
from tests.situation.sources.map_bytes import SHARED

MIRROR = SHARED / "data/deepstate-mirror"
NOW = datetime(2025, 11, 11, tzinfo=UTC)
VIEWPOINT = Viewpoint(valid_at=end_of_day(date(2025, 11, 5)))


@pytest.mark.skipif(not MIRROR.is_dir(), reason="the project's captured maps are not here")
async def test_the_story_of_real_cities(tmp_path: Path) -> None:
    opened = await open_situation(str(tmp_path / "s.db"), clock=lambda: NOW)
    await import_paths(opened.store, opened.frame, [MIRROR], clock=lambda: NOW)
    pokrovsk = await build_timeline(opened.store, "Pokrovsk", VIEWPOINT)
    drawn = pokrovsk.lanes[0]
    assert drawn.source.id == "deepstate-mirror"
    assert pokrovsk.start == datetime(2024, 7, 8, tzinfo=UTC)
    assert drawn.turns == (datetime(2025, 10, 30, tzinfo=UTC),)
    assert all(a.end == b.start for a, b in zip(drawn.periods, drawn.periods[1:], strict=False))
    last = drawn.periods[-1]
    assert last.share == pytest.approx(0.222, abs=0.002)
    assert last.end == VIEWPOINT.valid_at
    window = await build_timeline(opened.store, "Pokrovsk", VIEWPOINT, days=129)
    assert window.start == datetime(2025, 11, 5, tzinfo=UTC) - timedelta(days=128)
    assert window.lanes[0].periods[-1] == last
    kupiansk = await build_timeline(opened.store, "Kupiansk", VIEWPOINT)
    assert [lag.first_at for lag in kupiansk.lags] == [datetime(2025, 9, 18, tzinfo=UTC)]
    await opened.store.close()
