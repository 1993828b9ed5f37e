"""What a map pane looks at, and which of its cells it repaints."""

from typing import Any

import pytest
from textual.app import App
from textual.geometry import Region

from tests.widgets.host import Host, lines_of, shown
from tests.widgets.map_pane import ALL_STATUSES, shown_map
from tests.widgets.map_scenes import (
    CITIES,
    MIRROR,
    city,
    rectangle,
    scene,
    sheet,
    sheet_before,
)
from widgets.map_body import MapBody, changed_spans
from widgets.terrain_map import CITY_HALF_WIDTH, TerrainMap
from widgets.theme import Role


async def test_middle_and_half_width_stay_over_days_and_sizes() -> None:
    async with shown_map() as told:
        told.pane.zoom_in()
        told.pane.pan(2, -1)
        middle, half_width = told.middle, told.half_width
        told.pane.show(scene(sheet_before()))
        await told.pilot.resize_terminal(120, 40)
        await told.settle()
        assert told.middle == pytest.approx(middle)
        assert told.half_width == pytest.approx(half_width)


async def test_it_opens_on_the_city_and_zooms_out_to_the_whole_situation() -> None:
    async with shown_map() as told:
        assert told.middle == pytest.approx((0, 0))
        widths = [told.half_width]
        for _ in range(12):
            told.pane.zoom_out()
            widths.append(told.half_width)
        assert widths[1:3] == pytest.approx([2 * CITY_HALF_WIDTH, 4 * CITY_HALF_WIDTH])
        assert widths[-1] == widths[-2], "nothing lies further away than everything"
        told.pane.show_whole()
        assert told.half_width == pytest.approx(widths[-1])
        for _ in range(20):
            told.pane.zoom_in()
        assert told.middle == pytest.approx((0, 0)), "the way back leads to the marked city"
        assert told.half_width == pytest.approx(CITY_HALF_WIDTH / 16)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (190, 50), (60, 16), (34, 9), (20, 6)])
@pytest.mark.parametrize("radius", [500.0, 2_800.0, 15_000.0])
async def test_at_first_the_whole_disc_of_a_city_is_seen(
    size: tuple[int, int], radius: float
) -> None:
    large = city("Large", 0, 0, radius=radius)
    async with shown_map(scene(sheet(), cities=(large,)), size=size, place="large") as told:
        window = told.pane.window
        assert window is not None
        least = min(window.east, window.north)
        assert least > radius
        assert told.half_width == pytest.approx(CITY_HALF_WIDTH) or least < 1.05 * radius
        # Nearer is what the reader asks for, and stays.
        told.pane.zoom_in()
        nearer = told.half_width
        told.pane.show(scene(sheet_before(), cities=(large,)))
        await told.settle()
        assert told.half_width == nearer


async def test_the_disc_is_seen_at_the_next_city_and_another_size_too() -> None:
    cities = (city("Small", 0, 0, radius=500), city("Large", 9_000, 0, radius=15_000))
    async with shown_map(scene(sheet(), cities=cities), place="small") as told:
        assert told.half_width == pytest.approx(CITY_HALF_WIDTH)
        told.pane.next_city(1)
        assert told.pane.window is not None
        assert 15_000 < told.pane.window.north < 16_000
        await told.pilot.resize_terminal(120, 40)
        await told.settle()
        assert 15_000 < told.pane.window.north < 16_000
        told.pane.zoom_out()
        scale = told.half_width
        told.pane.next_city(1)
        assert told.half_width == pytest.approx(scale), "a scale that was chosen stays"


async def test_of_the_whole_situation_the_next_city_is_marked_only() -> None:
    async with shown_map() as told:
        told.pane.show_whole()
        whole = told.half_width
        told.pane.next_city(1)
        assert (told.marked, told.half_width) == ("Myrnohrad", whole)
        told.pane.centre_on_marked()
        assert told.middle == pytest.approx((7_000, 3_000))
        assert told.half_width < whole


async def test_panning_ends_at_the_edge_of_the_land() -> None:
    async with shown_map() as told:
        half_width = told.half_width
        told.pane.pan(4, 0)
        assert told.middle[0] == pytest.approx(half_width)
        told.pane.pan(0, -1)
        assert told.middle[1] > 0
        for _ in range(200):
            told.pane.pan(4, 4)
        assert told.middle == pytest.approx((200_000, -150_000))
        told.pane.centre_on_marked()
        assert told.middle == pytest.approx((0, 0))


async def test_the_next_city_is_the_next_by_distance_from_where_it_began() -> None:
    async with shown_map() as told:
        names = []
        for step in (1, 1, 1, 1, 1, -1):
            told.pane.next_city(step)
            names.append(told.marked)
        around = ["Myrnohrad", "Kramatorsk", "Donetsk", "Pokrovsk", "Myrnohrad", "Pokrovsk"]
        assert names == around
        assert told.middle == pytest.approx((0, 0))


async def test_a_city_that_the_map_lacks_shows_the_whole_situation() -> None:
    async with shown_map(place="atlantis") as told:
        assert told.marked == ""
        whole = told.half_width
        told.pane.next_city(1)
        assert (told.marked, told.half_width) == ("Pokrovsk", whole)


async def test_a_day_s_step_refreshes_only_the_cells_that_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    regions: list[Region] = []
    async with shown_map(size=(200, 50)) as told:
        refresh = told.body.refresh

        def spied(*given: Region, **options: bool) -> MapBody:
            regions.extend(given or (told.body.size.region,))
            return refresh(*given, **options)

        monkeypatch.setattr(told.body, "refresh", spied)
        before = [line.ljust(198) for line in told.lines]
        grown = rectangle(-200_000, -150_000, -500, -500), rectangle(-1_000, -600, 300, 100)
        told.pane.show(scene(sheet(*grown)))
        await told.settle()
        after = [line.ljust(198) for line in told.lines]
        step = tuple(regions)
    changed = {
        (column, row)
        for row, (old, new) in enumerate(zip(before, after, strict=True))
        for column in range(198)
        if old[column] != new[column]
    }
    sent = {offset for region in step for offset in _cells_of(region)}
    assert changed
    assert changed <= sent
    assert len(sent) < 3 * len(changed)
    assert all(region.height == 1 for region in step)


async def test_the_same_scene_again_refreshes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    async with shown_map() as told:
        regions: list[Region] = []
        monkeypatch.setattr(told.body, "refresh", lambda *given, **_: regions.extend(given))
        told.pane.show(scene(sheet()))
        assert regions == []


def test_far_changes_on_one_line_are_sent_apart_and_near_ones_together() -> None:
    before = ((" " * 40, Role.TEXT),)
    now = (
        ("a", Role.TEXT),
        ("    ", Role.MUTED),
        ("b", Role.TEXT),
        (" " * 30, Role.TEXT),
        ("中", Role.TEXT),
    )
    assert changed_spans(before, now, 40) == ((0, 6), (36, 38))
    assert changed_spans(now, now, 40) == ()
    assert changed_spans((("ab", Role.TEXT),), (("ab", Role.WARN),), 40) == ((0, 2),)


async def test_a_theme_without_colours_takes_over_while_the_map_is_shown() -> None:
    async with shown_map(scene(ALL_STATUSES)) as told:
        assert "⣿⣿" in told.text
        _put_on(told.pilot.app, "mono")
        await told.settle()
        assert "RRRR" in told.text
        assert "⣿" not in told.text
        _put_on(told.pilot.app, "dark")
        await told.settle()
        assert "⣿⣿" in told.text
        assert "RRRR" not in told.text


async def test_the_way_of_drawing_goes_round() -> None:
    async with shown_map() as told:
        for character in "▓R⣿":
            assert told.pane.next_style()
            assert f"{character * 2} occupied" in told.lines[-3]


async def test_a_scene_that_comes_late_is_shown_where_the_focus_was_put() -> None:
    pane = TerrainMap()
    async with Host(pane).run_test(size=(80, 24)) as pilot:
        pane.focus_place("donetsk")
        pane.show(scene(sheet()))
        await shown(pilot)
        assert pane.marked == CITIES[3]
        assert pane.window is not None
        assert (pane.window.x, pane.window.y) == (CITIES[3].x, CITIES[3].y)
        assert MIRROR.credit in lines_of(pane.body)[-1]


def _cells_of(region: Region) -> list[tuple[int, int]]:
    return [(column, region.y) for column in range(region.x, region.right)]


def _put_on(app: App[Any], theme: str) -> None:
    app.theme = theme
