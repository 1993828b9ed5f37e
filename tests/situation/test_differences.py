"""The disagreement clock and the sets of figures, on the bundled situation."""

from datetime import UTC, date, datetime
from pathlib import Path

from situation.differences import build_whole_detail
from situation.opening import open_situation
from situation.periods import Viewpoint, end_of_day
from situation.vocabulary import Comparator
from tests.situation.records import make_statistic

NOW = datetime(2025, 11, 5, 12, tzinfo=UTC)
DAY = Viewpoint(valid_at=end_of_day(date(2025, 11, 5)))


async def test_who_differs_on_pokrovsk_since_when(tmp_path: Path) -> None:
    opened = await open_situation(str(tmp_path / "s.db"), clock=lambda: NOW)
    detail = await build_whole_detail(opened.store, "Pokrovsk", DAY)
    pairs = {(item.first, item.second): item for item in detail.differences}
    held = pairs["Valery Gerasimov", "Oleksandr Syrskyi"]
    assert held.about == "control"
    assert held.since.date() == date(2025, 11, 1), "when the second of the two was said"
    assert not held.partly
    assert [item.since for item in detail.differences] == sorted(
        item.since for item in detail.differences
    )
    assert not [item for item in detail.differences if "Zelensky" in item.first + item.second]
    await opened.store.close()


async def test_a_difference_on_the_whole_front_is_not_told_as_a_city_s(tmp_path: Path) -> None:
    opened = await open_situation(str(tmp_path / "s.db"), clock=lambda: NOW)
    other = make_statistic(
        place="front-line",
        metric="front-line-length",
        source="ua-leaders",
        comparator=Comparator.ABOUT,
        value=2_000,
        unit="km",
    )
    await opened.store.append([other], author="test")
    detail = await build_whole_detail(opened.store, "Lviv", DAY)
    assert [item.about for item in detail.differences] == [
        "front line length (Front line, Ukraine)"
    ]
    await opened.store.close()


async def test_figures_of_one_metric_are_a_set_with_a_range(tmp_path: Path) -> None:
    opened = await open_situation(str(tmp_path / "s.db"), clock=lambda: NOW)
    the_day_before = datetime(2025, 11, 4, tzinfo=UTC)
    other = make_statistic(
        metric="population",
        source="ua-leaders",
        comparator=Comparator.ABOUT,
        value=1_200,
        as_of=the_day_before,
        said_at=the_day_before,
    )
    await opened.store.append([other], author="test")
    detail = await build_whole_detail(opened.store, "Pokrovsk", DAY)
    population = [v for v in detail.statistics if v.statistic.metric == "population"]
    assert len(population) == 2
    assert population[0].note.startswith("2 figures, no lower limit to 1,300")
    alone = [v for v in detail.statistics if v.statistic.metric == "share-of-glide-bombs"]
    assert [view.note for view in alone] == [""]
    await opened.store.close()
