"""Maps in cells: textures, lines, cities, differences, and the real map of 5 November 2025."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from situation.maps.canvas import CellKind, CellStyle, draw_difference, draw_map, sample
from situation.maps.prepare import prepared_ring
from situation.maps.raster import covered
from situation.maps.scene import MapScene, Ring
from situation.maps.textures import AREA_KINDS
from situation.maps.window import MapWindow
from situation.reports.table import display_width
from situation.vocabulary import ControlStatus
from tests.situation.maps.drawing import (
    KM,
    LETTERS,
    SECTORS,
    box,
    city,
    dots_of,
    kinds_of,
    mirror_map,
    prepared,
    ring,
    scene,
    sheet,
    text_of,
)

WINDOW = MapWindow.around(0, 0, 12_000, 24, 9)
"""A cell is 1 km wide and 2 km high, from -12 to 12 and from -9 to 9 km."""
MAP = sheet(
    occupied=[[box(-12, -9, -4, 9), box(-10, -1, -8, 3)]],
    contested=[[box(-4, -9, 2, 0)]],
    liberated=[[ring((2, -9), (10, -9), (10, -1))]],
)
CITIES = (
    city("Alpha", -6, 4.5, status=ControlStatus.OCCUPIED, holder="RU"),
    city("Beta", 4, 4.5, status=ControlStatus.CONTESTED, radius=4 * KM),
)
DRAWN = {
    CellStyle.BRAILLE: [
        "⣿⣿⣿⣿⣿⣿⣿⣿     ⡠⠒⠒⠒⠒⢄     ",
        "⣿⣿⣿⣿⣿⣿⣿⣿    ⡎      ⢱    ",
        "⣿⣿⣿⣿⣿⣿●R Alpha  ◐C Beta ",
        "⣿⣿  ⣿⣿⣿⣿    ⠑⢄    ⡠⠊    ",
        "⣿⣿  ⣿⣿⣿⣿⢄⢄⢄⢄⢄⢄⠉⠉⠉⠉      ",
        "⣿⣿⣿⣿⣿⣿⣿⣿⢕⢕⢕⢕⢕⢕      ⢀⢀  ",
        "⣿⣿⣿⣿⣿⣿⣿⣿⢕⢕⢕⢕⢕⢕    ⢀⢀⢁⢁  ",
        "⣿⣿⣿⣿⣿⣿⣿⣿⢕⢕⢕⢕⢕⢕  ⢀⢀⢁⢁⢁⢁  ",
        "⣿⣿⣿⣿⣿⣿⣿⣿⢕⢕⢕⢕⢕⢕⢀⢀⢁⢁⢁⢁⢁⢁  ",
    ],
    CellStyle.HALF_BLOCK: [
        "▓▓▓▓▓▓▓▓     ••••••     ",
        "▓▓▓▓▓▓▓▓    •      •    ",
        "▓▓▓▓▓▓●R Alpha  ◐C Beta ",
        "▓▓  ▓▓▓▓    ••    ••    ",
        "▓▓  ▓▓▓▓▄▄▄▄▄▄••••      ",
        "▓▓▓▓▓▓▓▓▒▒▒▒▒▒       ▄  ",
        "▓▓▓▓▓▓▓▓▒▒▒▒▒▒     ▄░░  ",
        "▓▓▓▓▓▓▓▓▒▒▒▒▒▒   ▄░░░░  ",
        "▓▓▓▓▓▓▓▓▒▒▒▒▒▒ ▄░░░░░░  ",
    ],
    CellStyle.LETTERS: [
        "RRRRRRRR     ,,,,,,     ",
        "RRRRRRRR    ,      ,    ",
        "RRRRRR*R Alpha  %C Beta ",
        "RR  RRRR    ,,    ,,    ",
        "RR  RRRRCCCCCC,,,,      ",
        "RRRRRRRRCCCCCC       L  ",
        "RRRRRRRRCCCCCC     LLL  ",
        "RRRRRRRRCCCCCC   LLLLL  ",
        "RRRRRRRRCCCCCC LLLLLLL  ",
    ],
}


def drawn(
    given: MapScene, style: CellStyle, *, marked: str = "", window: MapWindow = WINDOW
) -> list[str]:
    return text_of(draw_map(given, window, style, marked=marked, party_letters=LETTERS))


@pytest.mark.parametrize("style", CellStyle, ids=lambda style: style.name.lower())
def test_a_small_map(style: CellStyle) -> None:
    assert drawn(scene(MAP, cities=CITIES), style, marked="beta") == DRAWN[style]


def test_cells_are_of_their_kind() -> None:
    found = scene(MAP, cities=CITIES)
    lines = draw_map(found, WINDOW, CellStyle.BRAILLE, marked="beta", party_letters=LETTERS)
    kinds = kinds_of(lines)
    assert kinds[0][0] is CellKind.OCCUPIED
    assert kinds[3][2] is CellKind.OUTSIDE
    assert kinds[8][9] is CellKind.CONTESTED
    assert kinds[8][20] is CellKind.LIBERATED
    assert kinds[1][12] is CellKind.RING
    assert kinds[2][6:14] == [CellKind.CITY_OCCUPIED] * 2 + [CellKind.LABEL] * 6
    assert kinds[2][16:24] == [CellKind.CITY_CONTESTED] * 2 + [CellKind.MARKED] * 6


def test_the_land_that_nobody_maps_has_its_own_texture() -> None:
    found = scene(bounds=(-4, -5, 6, 3))
    for style in CellStyle:
        lines = draw_map(found, WINDOW, style, party_letters=LETTERS)
        outside = {
            (column, row)
            for row, kinds in enumerate(kinds_of(lines))
            for column, kind in enumerate(kinds)
            if kind is CellKind.OUTSIDE
        }
        assert outside == {(column, row) for column in range(8, 18) for row in range(3, 7)}
        assert text_of(lines)[3][8:18].isspace()
        assert set(text_of(lines)[0]) == {sample(CellKind.BEYOND, style)}


def test_every_kind_of_area_has_a_texture_of_its_own() -> None:
    kinds = (*AREA_KINDS, CellKind.BEYOND, CellKind.OUTSIDE)
    for style in CellStyle:
        assert len({sample(kind, style, "R") for kind in kinds}) == len(kinds)
    assert all(sample(kind, CellStyle.LETTERS).isascii() for kind in CellKind)


def test_a_contested_dot_is_not_shown_as_occupied() -> None:
    both = sheet(occupied=[[box(-12, -9, 12, 9)]], contested=[[box(-12, -9, 0, 9)]])
    assert set(drawn(scene(both), CellStyle.LETTERS)) == {"C" * 12 + "R" * 12}


def test_the_letter_is_that_of_the_party_that_occupies() -> None:
    everywhere = sheet(occupied=[[box(-12, -9, 12, 9)]])
    holders = {"held": (ControlStatus.HELD, "UA"), "taken": (ControlStatus.OCCUPIED, "RU")}
    cities = [
        city(name, 0, -100, status=status, holder=holder)
        for name, (status, holder) in holders.items()
    ]
    assert set(drawn(scene(everywhere, cities=cities), CellStyle.LETTERS)) == {"R" * 24}


def test_what_changed_hands() -> None:
    now = sheet(occupied=[[box(-12, -9, 4, 9)]], contested=[[box(4, -9, 12, 9)]])
    before = sheet(occupied=[[box(-4, -9, 12, 9)]])
    found = draw_difference(scene(now, before), WINDOW, CellStyle.LETTERS, party_letters=LETTERS)
    assert set(text_of(found)) == {"+" * 8 + "R" * 8 + "-" * 8}
    kinds = (CellKind.NEWLY_OCCUPIED, CellKind.OCCUPIED, CellKind.NO_LONGER_OCCUPIED)
    assert {tuple(kind for _, kind in line) for line in found.lines} == {kinds}
    assert found.kinds == set(kinds)


def test_one_map_has_no_difference() -> None:
    lines = draw_difference(scene(MAP), WINDOW, CellStyle.BRAILLE, party_letters={})
    assert lines == draw_map(scene(MAP), WINDOW, CellStyle.BRAILLE, party_letters={})


def test_the_second_map_and_one_that_is_not_there() -> None:
    both = scene(sheet(), sheet(occupied=[[box(-12, -9, 12, 9)]]))
    second = draw_map(both, WINDOW, CellStyle.BRAILLE, sheet=1, party_letters=LETTERS)
    assert set(text_of(second)) == {"⣿" * 24}
    assert set(drawn(both, CellStyle.BRAILLE)) == {" " * 24}
    third = draw_map(both, WINDOW, CellStyle.BRAILLE, sheet=2, party_letters=LETTERS)
    assert set(text_of(third)) == {" " * 24}


def test_wide_names_take_two_cells_each() -> None:
    rows = drawn(scene(cities=[city("A", 0, 0, shown="東京")]), CellStyle.BRAILLE)
    assert rows[4] == " " * 12 + "○– 東京" + " " * 5
    assert all(display_width(row) == 24 for row in rows)


def test_both_columns_of_november_are_seen_in_pokrovsk() -> None:
    degrees, plane = mirror_map("20251105")
    polygons = prepared(degrees, plane)
    (x,), (y,) = plane.forward([37.1758], [48.2820])
    window = MapWindow.around(x, y, 5000, 72, 20)
    found = scene(sheet(occupied=polygons), bounds=(-900, -900, 900, 900))
    rows = drawn(found, CellStyle.LETTERS, window=window)
    # One up the western side, one into the centre, nothing between them and beside them.
    assert rows[11].split() == ["RRR", "RRRR", "RR"]
    western, central = rows[11].index("RRRR"), rows[11].rindex("RR")
    assert (western, central) == (20, 35)
    assert not any(row[:15].strip() for row in rows[:8])
    assert not any(row[40:].strip() for row in rows[:14])
    braille = drawn(found, CellStyle.BRAILLE, window=window)
    mask = covered(polygons, window)
    ours = [
        sum(
            1 << 2 * column + across
            for column, cell in enumerate(braille[row // 4])
            for across, down in dots_of(cell)
            if down == row % 4
        )
        for row in range(window.dot_rows)
    ]
    assert ours == mask


points = st.tuples(st.floats(-2e7, 2e7) | st.integers(-20_000, 20_000), st.floats(-2e4, 2e4))
rings = st.lists(points, min_size=1, max_size=12).map(
    lambda given: prepared_ring([x for x, _ in given], [y for _, y in given])
)
polygon_lists = st.lists(st.lists(rings, max_size=2), max_size=2)
windows = st.builds(
    MapWindow.around,
    st.floats(-1e5, 1e5),
    st.floats(-1e5, 1e5),
    st.floats(0, 1e7),
    st.integers(1, 70),
    st.integers(1, 12),
)


@settings(max_examples=100, deadline=None)
@given(polygon_lists, polygon_lists, windows, st.sampled_from(CellStyle), st.text(max_size=1))
def test_any_rings_in_any_window_fill_every_row(
    occupied: list[list[Ring]],
    other: list[list[Ring]],
    window: MapWindow,
    style: CellStyle,
    letter: str,
) -> None:
    cities = [
        city(
            "Pokrovsk",
            0,
            0,
            sectors=SECTORS,
            radius=3000.0,
            status=ControlStatus.OCCUPIED,
            holder="X",
        )
    ]
    first = sheet(occupied=occupied, contested=other)
    borders = tuple(map(tuple, occupied))
    found = scene(first, sheet(occupied=other), cities=cities, borders=borders, is_outlined=True)
    drawings = [
        draw_map(found, window, style, marked="pokrovsk", party_letters={"X": letter}),
        draw_difference(found, window, style, party_letters={"X": letter}),
    ]
    for drawing in drawings:
        assert len(drawing.lines) == window.rows
        widths = {sum(display_width(text) for text, _ in line) for line in drawing.lines}
        assert widths == {window.columns}
        assert all(text for line in drawing.lines for text, _ in line)
        assert drawing.kinds == {kind for line in drawing.lines for _, kind in line}
        if style is CellStyle.LETTERS:
            assert all(row.isascii() for row in text_of(drawing))
