"""Where no map is drawn: the sectors that were measured, in the disc itself or as a small rose."""

from collections.abc import Sequence

import pytest

from situation.maps.canvas import CellKind, CellStyle, Drawing, draw_map
from situation.maps.scene import MapCity
from situation.maps.sectors import sector_steps, sector_texture
from situation.maps.textures import AREA_KINDS, table
from situation.maps.window import MapWindow
from situation.measures import Sectors
from tests.situation.maps.drawing import (
    KM,
    LETTERS,
    SECTORS,
    city,
    kinds_of,
    scene,
    sheet,
    text_of,
)

WINDOW = MapWindow.around(0, 0, 12_000, 24, 9)
"""A cell is 1 km wide and 2 km high; the middle is in column 12, row 4."""
NONE = Sectors(**dict.fromkeys(Sectors.__struct_fields__, 0.0))
ALL = Sectors(**dict.fromkeys(Sectors.__struct_fields__, 1.0))


def drawing(
    *cities: MapCity,
    marked: str = "",
    style: CellStyle = CellStyle.LETTERS,
    window: MapWindow = WINDOW,
) -> Drawing:
    return draw_map(scene(cities=cities), window, style, marked=marked, party_letters=LETTERS)


def rows_with_digits(found: Drawing) -> list[str]:
    return [row.strip() for row in text_of(found) if any(map(str.isdigit, row))]


def test_every_measured_city_has_a_rose_beside_it() -> None:
    found = drawing(
        city("A", -8, 4, sectors=SECTORS), city("B", 4, 0, sectors=SECTORS), city("C", 0, -6)
    )
    assert [item.place.name for item in found.measured] == ["A", "B"]
    assert text_of(found)[1:6] == [
        " " * 14 + "[901]     ",
        "    o- A      [310]     ",
        "  [901]       [981]     ",
        "  [310]         o- B    ",
        "  [981]                 ",
    ]


def test_where_all_sectors_are_alike_one_cell_says_so() -> None:
    found = drawing(city("A", -8, 4, sectors=NONE), city("B", -8, -4, sectors=ALL))
    assert [row.split() for row in text_of(found) if row.strip()] == [
        ["o-", "A", "[0]"],
        ["o-", "B", "[9]"],
    ]
    kinds = kinds_of(found)
    assert kinds[2][9] is CellKind.SECTOR_FREE
    assert kinds[6][9] is CellKind.SECTOR


def test_a_rose_covers_no_mark_and_no_name() -> None:
    cities = [city(f"C{number}", number * 3 - 10, 0, sectors=SECTORS) for number in range(7)]
    bare = [city(f"C{number}", number * 3 - 10, 0) for number in range(7)]
    with_roses, without = kinds_of(drawing(*cities)), kinds_of(drawing(*bare))
    for line, plain in zip(with_roses, without, strict=True):
        assert all(
            kind is other
            for kind, other in zip(line, plain, strict=True)
            if other is not CellKind.OUTSIDE
        )


def test_a_disc_with_room_shows_its_own_sectors() -> None:
    near = MapWindow.around(0, 0, 6_000, 48, 24)
    beta = city("Beta", 0, 0, sectors=SECTORS, radius=5 * KM)
    found = drawing(beta, marked="beta", window=near)
    rows = text_of(found)
    assert found.measured == (beta,)
    # North is up: the full sector in the north-west, the 80 % one in the south.
    assert rows[6][12] == "9"
    assert rows[6][24] == "0"
    assert rows[6][35] == "1"
    assert rows[20][24] == "8"
    assert rows[18][14] == "9"
    assert rows[12][8] == "3"
    assert rows[11][24] == "1"
    assert rows[12][38] == "0"
    assert not any("[" in row for row in rows)
    kinds = kinds_of(found)
    assert (kinds[6][12], kinds[6][24]) == (CellKind.SECTOR, CellKind.SECTOR_FREE)
    assert CellKind.RING in found.kinds


def test_a_disc_without_room_has_a_small_rose() -> None:
    beta = city("Beta", 0, 0, sectors=SECTORS, radius=4.5 * KM)
    assert rows_with_digits(drawing(beta, marked="beta")) == [",, [901],,", ",,[310],", "[981]"]


def test_where_a_map_is_drawn_there_are_no_sectors() -> None:
    cities = [city("Beta", 0, 0, sectors=SECTORS, radius=9 * KM)]
    found = draw_map(
        scene(sheet(), cities=cities),
        WINDOW,
        CellStyle.LETTERS,
        marked="beta",
        party_letters=LETTERS,
    )
    assert found.measured == ()
    assert not rows_with_digits(found)


def test_nor_where_there_is_no_room_for_words_about_them() -> None:
    cities = [city("Beta", 0, 0, sectors=SECTORS, radius=9 * KM), city("A", 9, 9, sectors=ALL)]
    found = draw_map(
        scene(cities=cities),
        WINDOW,
        CellStyle.BRAILLE,
        marked="beta",
        party_letters=LETTERS,
        with_sectors=False,
    )
    assert found.measured == ()
    assert not {CellKind.SECTOR, CellKind.SECTOR_FREE} & found.kinds


@pytest.mark.parametrize("style", CellStyle)
def test_sectors_have_textures_that_no_area_has(style: CellStyle) -> None:
    steps = sector_steps(style)
    areas = {character for kind in AREA_KINDS for character in table(kind, style, "R")}
    # Half blocks draw no area in braille, nor braille one in shades.
    assert not set(steps) & areas
    assert len(set(steps)) == len(steps)


@pytest.mark.parametrize(
    ("style", "shares", "steps"),
    [
        (CellStyle.BRAILLE, (0, 0.001, 0.25, 0.5, 0.75, 1), (0, 1, 2, 3, 4, 4)),
        (CellStyle.LETTERS, (0, 0.001, 0.2, 0.5, 0.95, 1), (0, 1, 2, 5, 9, 9)),
    ],
)
def test_nothing_is_only_what_is_nothing(
    style: CellStyle, shares: Sequence[float], steps: Sequence[int]
) -> None:
    for share, step in zip(shares, steps, strict=True):
        text, kind = sector_texture(share, style)
        assert text == sector_steps(style)[step]
        assert (kind is CellKind.SECTOR_FREE) == (share == 0)
