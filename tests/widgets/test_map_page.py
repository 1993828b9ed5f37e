"""What stands on the lines of a map pane: maps, captions, legend, credit, states."""

from datetime import timedelta

import pytest
from msgspec import structs

from situation.maps.areas import change_in_window
from situation.maps.prepare import prepared_ring
from situation.maps.scene import ChangeOfHands, MapMode
from situation.vocabulary import ControlStatus
from tests.widgets.host import Host, lines_of, shown
from tests.widgets.map_pane import ALL_STATUSES, Shown, drawn, shown_map
from tests.widgets.map_scenes import (
    ATLAS,
    CITIES,
    LAND,
    MIRROR,
    TODAY,
    rectangle,
    scene,
    sheet,
    sheet_before,
)
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.terrain_map import TerrainMap

BLANK = "blank: outside its areas, not “held”"


@pytest.mark.parametrize("size", [(80, 24), (200, 50), (20, 6), (33, 9)])
async def test_the_cells_are_those_that_the_engine_draws(size: tuple[int, int]) -> None:
    async with shown_map(size=size) as told:
        cells = [line.rstrip() for line in drawn(told)]
        assert told.pane.window is not None
        assert told.pane.window.columns == told.body.size.width
        # Where there are few lines, the words are all below the map.
        first = 0 if told.body.size.height < 8 else 1
        assert told.lines[first : first + len(cells)] == cells


async def test_source_day_scale_north_textures_and_credit_stand_round_the_map() -> None:
    async with shown_map() as told:
        assert told.lines[0] == "Mirror map · map of 5 Nov 2025"
        assert (
            told.lines[-3] == "⣿⣿ occupied  not drawn: grey zone, liberated  ⠤⠤ ring: 2.8 km disc"
        )
        assert told.lines[-2].startswith("blank: outside its areas, not “held”")
        assert told.lines[-2].endswith("┤ 1 km N↑")
        assert told.lines[-1] == "Maps of Mirror · no redistribution · Ask before you pass it on."
        assert str(told.pane.border_title).endswith("5 Map · Pokrovsk")


async def test_an_older_map_says_how_much_older_it_is() -> None:
    late = sheet(wanted=TODAY + timedelta(days=2))
    async with shown_map(scene(late)) as told:
        assert told.lines[0] == "Mirror map · map of 5 Nov 2025 · 2d older"


@pytest.mark.parametrize("mode", MapMode)
@pytest.mark.parametrize("size", [(200, 50), (80, 24), (44, 12), (40, 9), (20, 6), (20, 4)])
async def test_who_must_be_named_is_named_at_every_size(
    size: tuple[int, int], mode: MapMode
) -> None:
    sheets = (sheet(),) if mode is MapMode.SINGLE else (sheet(), sheet_before())
    async with shown_map(scene(*sheets, mode=mode), size=size) as told:
        assert "Maps" in told.text
        assert "5 Nov" in told.text


LONG_CREDIT = structs.replace(MIRROR, credit="DeepStateMap.Live, by the mirror of cyterat")


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (
            (60, 14),
            [
                "⣿⣿ occupied  blank: not “held”",
                "DeepStateMap.Live, by the mirror of cyterat · no",
                "redistribution · Ask before you pass it on.",
            ],
        ),
        (
            (40, 10),
            [
                "⣿⣿ occupied  blank: not “held”",
                "",
                "no redistribution: DeepStateMap.Live,…",
            ],
        ),
    ],
)
async def test_on_a_small_page_what_would_be_misread_without_it_stays(
    size: tuple[int, int], words: list[str]
) -> None:
    async with shown_map(scene(sheet(source=LONG_CREDIT)), size=size) as told:
        without_scale = [line.partition("├")[0].rstrip() for line in told.lines]
        assert without_scale[-len(words) :] == words


async def test_on_a_small_page_the_words_of_a_difference_stay() -> None:
    both = scene(sheet(), sheet_before(), mode=MapMode.DIFFERENCE)
    async with shown_map(both, size=(60, 14)) as told:
        assert told.lines[-3].startswith("⡇⡇ newly occupied  ⣿⣿ on both days  ")
        assert told.lines[-2].startswith("blank: on neither day  ")


@pytest.mark.parametrize("size", [(11, 6), (40, 1), (8, 3), (1, 1)])
async def test_a_pane_without_room_says_so(size: tuple[int, int]) -> None:
    async with shown_map(size=size) as told:
        assert told.pane.window is None
        assert told.text.rstrip() == "too small"[: size[0]]
        told.pane.pan(1, 0)
        told.pane.zoom_in()
        told.pane.zoom_out()


LEGENDS = {
    "city": ["⣿⣿ occupied", "not drawn: grey zone, liberated", "⠤⠤ ring: 2.8 km disc", BLANK],
    "west": ["not drawn: grey zone, liberated", BLANK],
    "inside": ["⣿⣿ occupied", "not drawn: grey zone, liberated"],
    "whole": [
        "⣿⣿ occupied",
        "not drawn: grey zone, liberated",
        "╱╱ not mapped",
        "⠤⠤ region border",
        BLANK,
    ],
}


@pytest.mark.parametrize("look", LEGENDS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (190, 50)])
async def test_the_legend_lists_what_is_on_the_page_and_nothing_else(
    look: str, size: tuple[int, int]
) -> None:
    land = ((rectangle(*LAND),),)
    async with shown_map(scene(sheet(), borders=land, is_outlined=True), size=size) as told:
        if look == "whole":
            told.pane.show_whole()
        elif look != "city":
            told.pane.zoom_in()
            for _ in range(20):
                told.pane.pan(0, -1 if look == "west" else 1)
            told.pane.pan(-8 if look == "inside" else 0, 0)
        await told.settle()
        assert told.entries == LEGENDS[look]


async def test_the_map_keeps_its_height_while_it_is_moved() -> None:
    async with shown_map(size=(80, 24)) as told:
        assert told.pane.window is not None
        rows = told.pane.window.rows
        told.pane.show_whole()
        for _ in range(6):
            told.pane.zoom_in()
            assert told.pane.window.rows == rows
            told.pane.pan(1, 1)
            assert told.pane.window.rows == rows


async def test_without_map_files_there_are_sectors_whose_they_are_and_what_to_do() -> None:
    async with shown_map(scene()) as told:
        assert told.lines[0] == "no map is stored; sitmon import MAPS… reads them"
        assert "◐C! Pokrovsk" in told.text
        assert told.lines[-2] == "sectors by Mirror map, 5 Nov 2025  ·░▒▓█ occupied, in quarters"
        assert told.lines[-1].startswith("⠤⠤ ring: 2.8 km disc")
        assert "▒▒▒▒▒▒" in told.text
        assert "Maps of Mirror" not in told.text
        for _ in range(4):
            told.pane.zoom_out()
        await told.settle()
        assert "[▒]" in told.text, "where the disc has no room there is a small rose"
        assert told.lines[-2].startswith("sectors by Mirror map, 5 Nov 2025")


async def test_without_map_files_nothing_is_mapped() -> None:
    land = ((rectangle(*LAND),),)
    async with shown_map(scene(borders=land, is_outlined=True)) as told:
        assert "  blank: not mapped" in told.lines[-1]
        told.pane.show_whole()
        await told.settle()
        assert told.lines[-1].startswith("╱╱ and blank: not mapped  ⠤⠤ region border  ")


async def test_where_there_are_no_words_for_sectors_there_are_none() -> None:
    async with shown_map(scene(), size=(60, 7)) as told:
        assert "▒" not in told.text
        assert "Pokrovsk" in told.text


async def test_outlines_too_intricate_to_be_drawn_are_counted_on_the_page() -> None:
    across = [4_000.0 * (-1) ** number for number in range(4_000)]
    hostile = prepared_ring([step * 4.0 - 8_000 for step in range(4_000)], across)
    async with shown_map(scene(sheet(hostile))) as told:
        assert told.lines[-3].startswith("1 area is too intricate to be drawn at this scale")


async def test_a_map_that_lacks_areas_says_so_below_its_caption() -> None:
    async with shown_map(scene(sheet(), missing="1 of the 2 areas cannot be drawn")) as told:
        assert told.lines[1] == "1 of the 2 areas cannot be drawn"
        assert told.lines[-1].startswith("Maps of Mirror")


async def test_a_notice_that_is_cut_says_so() -> None:
    why = "Mirror map has no other map from 6 Oct to 5 Nov 2025: go to other days, or import more"
    lone = scene(sheet(), mode=MapMode.DIFFERENCE, missing=why)
    async with shown_map(lone, size=(80, 24)) as told:
        assert told.lines[1] == f"{why[: why.index(' import more')]}…"


@pytest.mark.parametrize(("size", "beside"), [((120, 30), True), ((50, 30), False)])
async def test_two_maps_stand_beside_or_above_each_other_with_their_own_words(
    size: tuple[int, int], beside: bool
) -> None:
    both = scene(
        sheet(), sheet(rectangle(-100_000, -2_000, 0, 0), source=ATLAS), mode=MapMode.SPLIT
    )
    async with shown_map(both, size=size) as told:
        first, second = (drawn(told, at=number) for number in (0, 1))
        if beside:
            assert told.lines[0].split("│")[0].strip() == "Mirror map · map of 5 Nov 2025"
            assert told.lines[0].split("│")[-1] == "Atlas · map of 5 Nov 2025"
            rows = [line.ljust(size[0]).split("│") for line in told.lines[1 : len(first) + 1]]
            assert [row[0] for row in rows] == first
            assert [row[-1].rstrip() for row in rows] == [line.rstrip() for line in second]
        else:
            below = len(first) + 1
            assert told.lines[0] == "Mirror map · map of 5 Nov 2025"
            assert told.lines[below] == "Atlas · map of 5 Nov 2025"
            assert told.lines[below + 1 : 2 * below] == [line.rstrip() for line in second]
        words = " ".join(told.lines[-2:])
        assert "Maps of Mirror · no redistribution · The Atlas Project · attribution" in words


async def test_each_of_two_days_has_its_own_marks() -> None:
    then = tuple(
        structs.replace(item, status=ControlStatus.OUTSIDE, disputed=False) for item in CITIES
    )
    both = scene(sheet(), sheet_before(), mode=MapMode.SPLIT, cities_before=then)
    async with shown_map(both, size=(120, 30)) as told:
        row = next(line for line in told.lines if "Pokrovsk" in line)
        assert "◐C! Pokrovsk" in row.split("│")[0]
        assert "○– Pokrovsk" in row.split("│")[-1]


async def test_where_the_second_map_is_missing_it_is_said_in_its_place() -> None:
    lone = scene(sheet(), mode=MapMode.SPLIT, missing="no map by Atlas is stored")
    async with shown_map(lone, size=(120, 30)) as told:
        assert told.lines[0].split("│")[-1] == "no map by Atlas is stored"


async def test_a_difference_names_both_days_and_the_land_that_changed_hands() -> None:
    change = ChangeOfHands(newly_occupied_km2=1_234.21, no_longer_occupied_km2=1.06)
    both = scene(sheet(), sheet_before(), mode=MapMode.DIFFERENCE, change=change)
    async with shown_map(both, size=(120, 30)) as told:
        assert told.lines[0] == "6 Oct → 5 Nov 2025 · Mirror map · whole map +1,234.2 km² −1.1 km²"
        seen = newly_in_view(told)
        assert told.lines[1] == f"in view about +{seen} km² newly occupied, −0.0 km² no longer"
        cells = [line.rstrip() for line in drawn(told)]
        assert told.lines[2 : len(cells) + 2] == cells
        assert "on both days" in told.text
        assert str(told.pane.border_title).endswith("Pokrovsk · what changed hands")
        told.pane.show_whole()
        assert told.lines[:2] == [
            "6 Oct → 5 Nov 2025 · Mirror map",
            "whole map +1,234.2 km² newly occupied, −1.1 km² no longer",
        ]


def newly_in_view(told: Shown) -> str:
    assert told.pane.scene is not None
    assert told.pane.window is not None
    change = change_in_window(told.pane.scene, told.pane.window)
    assert change is not None
    return f"{change.newly_occupied_km2:.1f}"


DAYS = "6 Oct → 5 Nov 2025"
WHOLE = "whole map +349.6 km² −43.5 km²"


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((190, 50), f"{DAYS} · in view about +SEEN km² −0.0 km² · {WHOLE} · Mirror map"),
        ((60, 16), f"{DAYS} · in view about +SEEN km² −0.0 km²"),
        ((36, 12), DAYS),
    ],
)
async def test_what_a_line_has_no_room_for_is_left_out_of_a_difference(
    size: tuple[int, int], words: str
) -> None:
    change = ChangeOfHands(newly_occupied_km2=349.6, no_longer_occupied_km2=43.5)
    both = scene(sheet(), sheet_before(), mode=MapMode.DIFFERENCE, change=change)
    async with shown_map(both, size=size) as told:
        assert told.lines[0] == words.replace("SEEN", newly_in_view(told))


async def test_the_title_promises_no_comparison_that_there_is_not() -> None:
    for mode in (MapMode.SPLIT, MapMode.DIFFERENCE):
        async with shown_map(scene(mode=mode)) as told:
            assert str(told.pane.border_title).endswith("Pokrovsk · no maps")
    lone = scene(sheet(), mode=MapMode.DIFFERENCE, missing="there is no map for 1 Jan")
    async with shown_map(lone) as told:
        assert str(told.pane.border_title).endswith("Pokrovsk · no map to compare with")


@pytest.mark.parametrize(
    ("theme", "glyphs"), [("mono", UNICODE), ("mono", ASCII), ("dark", ASCII), ("ansi", ASCII)]
)
async def test_without_colours_or_unicode_every_status_has_its_letter(
    theme: str, glyphs: Glyphs
) -> None:
    async with shown_map(scene(ALL_STATUSES), theme=theme, glyphs=glyphs) as told:
        for letter in "RCL":
            assert any(letter * 4 in line for line in told.lines[1:-3]), letter
            assert f"{letter * 2} " in told.lines[-3]
        assert not told.pane.next_style()
        for _ in range(5):
            told.pane.zoom_out()
        assert "*U Kramatorsk" in told.text
        assert "*R Donetsk" in told.text
        if glyphs.plain:
            assert told.text.isascii()


async def test_it_says_that_it_loads_that_nothing_is_known_and_that_it_failed() -> None:
    pane = TerrainMap()
    async with Host(pane).run_test(size=(60, 12)) as pilot:
        pane.set_loading()
        await shown(pilot)
        assert lines_of(pane.body)[0] == " loading…"
        pane.set_failed("the store is busy", None)
        await shown(pilot)
        assert lines_of(pane.body)[0] == " ! failed: the store is busy"
        pane.show(scene(cities=(), missing="this store had recorded no map"))
        await shown(pilot)
        assert lines_of(pane.body)[0] == " this store had recorded no map"
        assert lines_of(pane.body)[1].startswith(" → =")
        pane.show(scene(sheet()))
        await shown(pilot)
        assert lines_of(pane.body)[0].startswith("Mirror map")


async def test_a_stale_map_stays_and_says_since_when_even_where_it_is_small() -> None:
    async with shown_map(size=(28, 7)) as told:
        assert told.body.size == (28, 7), "a small pane has no frame"
        told.pane.set_stale(TODAY, "the store is busy")
        await told.settle()
        assert "stale" in str(told.pane.border_title)
        assert told.body.size == (26, 5)
        assert "5 Nov Maps of Mirror" in told.text
