"""Marks and names of cities: none covers another, the chosen and the larger come first."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from situation.maps.canvas import CellKind, CellStyle
from situation.maps.labels import put_cities
from situation.maps.scene import MapCity
from situation.maps.stickers import Desk, Sticker
from situation.maps.window import MapWindow
from situation.text import clean
from situation.vocabulary import ControlStatus, PlaceKind
from tests.situation.maps.drawing import LETTERS, city

WINDOW = MapWindow.around(0, 0, 8000, 40, 11)
"""A cell is 400 m wide and 800 m high; the middle is in column 20, row 5."""


def placed(
    *cities: MapCity,
    window: MapWindow = WINDOW,
    style: CellStyle = CellStyle.BRAILLE,
    marked: str = "",
    areas: Sequence[int] = (),
) -> list[Sticker]:
    """The marks and names of cities on a desk with these cells of areas."""
    desk = Desk(window, areas)
    put_cities(desk, cities, window, style, marked=marked, letters=LETTERS)
    return desk.stickers


def written(stickers: Sequence[Sticker]) -> list[tuple[int, int, str]]:
    return [(sticker.column, sticker.row, sticker.text) for sticker in stickers]


def test_a_name_stands_to_the_right_of_its_mark() -> None:
    assert written(placed(city("Pokrovsk", 0, 0))) == [(20, 5, "○–"), (22, 5, " Pokrovsk ")]


def test_at_the_eastern_edge_it_stands_to_the_left() -> None:
    assert written(placed(city("Pokrovsk", 7.9, 0))) == [(38, 5, "○–"), (28, 5, " Pokrovsk ")]


def test_between_two_marks_it_stands_above() -> None:
    cities = [city("Pokrovsk", 0, 0), city("A", -0.8 * 4, 0), city("B", 0.4 * 4, 0)]
    found = written(placed(*cities, marked="pokrovsk"))
    assert (16, 4, " Pokrovsk ") in found


def test_without_room_there_is_only_the_mark() -> None:
    window = MapWindow.around(0, 0, 8000, 4, 1)
    assert [sticker.text for sticker in placed(city("Pokrovsk", 0, 0), window=window)] == ["○–"]


def test_a_single_cell_shows_the_glyph() -> None:
    window = MapWindow.around(0, 0, 8000, 1, 1)
    found = placed(city("Pokrovsk", 0, 0), window=window, marked="pokrovsk")
    assert written(found) == [(0, 0, "○")]


def test_the_larger_of_two_on_one_spot_is_shown() -> None:
    found = placed(city("Large", 0, 0), city("Small", 0.1, 0.1))
    assert [sticker.text.strip() for sticker in found] == ["○–", "Large"]


def test_the_chosen_one_comes_before_larger_ones() -> None:
    found = placed(city("Large", 0, 0), city("Small", 0.1, 0.1), marked="small")
    assert [(sticker.text.strip(), sticker.kind) for sticker in found] == [
        ("○–", CellKind.CITY_OTHER),
        ("Small", CellKind.MARKED),
    ]


def test_small_places_vanish_at_far_zoom_but_not_the_chosen_one() -> None:
    far = MapWindow.around(0, 0, 400_000, 80, 24)
    cities = [
        city("Dnipro", 0, 0, population=980_000),
        city("Village", 100, 0, population=900),
        city("Pokrovsk", -100, 0, population=60_127),
    ]
    names = {sticker.text.strip() for sticker in placed(*cities, window=far, marked="pokrovsk")}
    assert names == {"○–", "Dnipro", "Pokrovsk"}


def test_a_city_whose_population_is_not_known_is_shown_where_it_has_room() -> None:
    far = MapWindow.around(0, 0, 400_000, 80, 24)
    towns = [
        city("Dnipro", 0, 0, population=980_000),
        city("Omdurman", 5, 0, population=None),
        city("Nyala", 0, 100, population=None),
        city("Hamlet", 0, -100, population=None, kind=PlaceKind.VILLAGE),
    ]
    names = {sticker.text.strip() for sticker in placed(*towns, window=far)}
    assert names == {"○–", "Dnipro", "Nyala"}
    island = [cells(*range(20, 24))] * 11
    assert not placed(city("Nyala", 0, 0, population=None), window=FAR, areas=island)


@pytest.mark.parametrize(
    ("status", "holder", "drawn", "ascii_drawn", "kind"),
    [
        (ControlStatus.OCCUPIED, "RU", "●R", "*R", CellKind.CITY_OCCUPIED),
        (ControlStatus.HELD, "UA", "●U", "*U", CellKind.CITY_HELD),
        (ControlStatus.CONTESTED, None, "◐C", "%C", CellKind.CITY_CONTESTED),
        (ControlStatus.OUTSIDE, None, "○–", "o-", CellKind.CITY_OTHER),
        (ControlStatus.UNKNOWN, None, "·?", ".?", CellKind.CITY_OTHER),
    ],
)
def test_a_mark_says_the_status(
    status: ControlStatus, holder: str | None, drawn: str, ascii_drawn: str, kind: CellKind
) -> None:
    for style, text in ((CellStyle.BRAILLE, drawn), (CellStyle.LETTERS, ascii_drawn)):
        mark, _ = placed(city("A", 0, 0, status=status, holder=holder), style=style)
        assert (mark.text, mark.kind) == (text, kind)


def test_a_disputed_city_says_so() -> None:
    assert placed(city("A", 0, 0, disputed=True))[0].text == "○–!"


def test_letters_are_ascii() -> None:
    found = placed(city("A", 0, 0, shown="Покровськ – місто"), style=CellStyle.LETTERS)
    assert all(sticker.text.isascii() for sticker in found)


def test_a_long_name_is_cut() -> None:
    wide = MapWindow.around(0, 0, 8000, 80, 11)
    found = placed(city("A", 0, 0, shown="Long " * 20), window=wide)
    assert found[1].text == " Long Long Long Long Lon… "


def cells(*columns: int) -> int:
    """Cells of a row as one integer."""
    return sum(1 << column for column in columns)


EAST_OF_THE_MARK = cells(*range(24, 32))
EVERYWHERE = [cells(*range(40))] * 11


def test_a_name_stands_where_it_hides_the_least_of_the_areas() -> None:
    areas = [0] * 11
    areas[5] = EAST_OF_THE_MARK
    assert written(placed(city("Pokrovsk", 0, 0), areas=areas))[1] == (10, 5, " Pokrovsk ")
    areas[5] |= cells(10)
    assert written(placed(city("Pokrovsk", 0, 0), areas=areas))[1][1] == 4


def test_of_equal_places_a_name_has_the_first() -> None:
    found = written(placed(city("Pokrovsk", 0, 0), areas=EVERYWHERE, marked="pokrovsk"))
    assert found[1] == (22, 5, " Pokrovsk ")


FAR = MapWindow.around(0, 0, 400_000, 40, 11)
"""Five kilometres a dot."""


def test_where_a_country_is_seen_a_name_that_hides_more_than_a_few_cells_is_left_out() -> None:
    large = city("Donetsk", 0, 0, population=900_000)
    assert [sticker.text for sticker in placed(large, window=FAR, areas=EVERYWHERE)] == ["○–"]
    marked = placed(large, window=FAR, areas=EVERYWHERE, marked="donetsk")
    assert [sticker.text.strip() for sticker in marked] == ["○–", "Donetsk"]
    island = [cells(*range(20, 24))] * 11
    near = placed(large, window=FAR, areas=island)
    assert [sticker.text.strip() for sticker in near] == ["○–", "Donetsk"]


def test_marks_and_names_hide_a_tenth_of_the_areas_at_most() -> None:
    found = [city(f"City {number}", 0, 4 - 0.8 * number) for number in range(11)]
    stickers = placed(*found, areas=EVERYWHERE, marked="city-10")
    assert sum(sticker.width for sticker in stickers) <= 11 * 40 / 10
    # The later ones lose their names first, the chosen one never.
    names = [sticker.text.strip() for sticker in stickers if len(sticker.text) > 2]
    assert names[0] == "City 10"
    assert names[1:] == [f"City {number}" for number in range(len(names) - 1)]


def test_of_what_is_hidden_already_less_is_left() -> None:
    desk = Desk(WINDOW, EVERYWHERE, hidden=40)
    put_cities(
        desk,
        [city("A", 0, 0), city("B", 0, 3)],
        WINDOW,
        CellStyle.BRAILLE,
        marked="",
        letters={},
    )
    assert [sticker.text for sticker in desk.stickers] == ["○–", "○–", " A "]


names = st.text(min_size=1, max_size=30).map(clean).filter(bool)
cities = st.lists(
    st.builds(
        lambda number, name, x, y, status, disputed: city(
            f"c{number}", x, y, shown=name, status=status, disputed=disputed
        ),
        st.integers(0, 10**6),
        names | st.sampled_from(["Покровськ", "東京都", "Pokrovsk"]),
        st.floats(-9, 9),
        st.floats(-9, 9),
        st.sampled_from(ControlStatus),
        st.booleans(),
    ),
    max_size=12,
)


@settings(max_examples=80, deadline=None)
@given(cities, st.integers(1, 60), st.integers(1, 20), st.sampled_from(CellStyle))
def test_no_text_covers_another_or_leaves_the_map(
    found: list[MapCity], columns: int, rows: int, style: CellStyle
) -> None:
    window = MapWindow.around(0, 0, 8000, columns, rows)
    marked = found[-1].place.id if found else ""
    taken: set[tuple[int, int]] = set()
    for sticker in placed(*found, window=window, style=style, marked=marked):
        cells = {(sticker.column + step, sticker.row) for step in range(sticker.width)}
        assert not cells & taken
        assert all(0 <= column < columns and 0 <= row < rows for column, row in cells)
        taken |= cells


@given(st.text("AZaz АЯІїґ’-東京", min_size=1, max_size=30).map(clean).filter(bool))
def test_the_screen_measures_names_alike(name: str) -> None:
    for sticker in placed(city("A", 0, 0, shown=name)):
        assert sticker.width == cell_len(sticker.text)


def test_the_same_cities_have_the_same_places() -> None:
    given_cities = [city(name, x, 0) for x, name in enumerate("ABCDEFG", -3)]
    before = written(placed(*given_cities))
    other_day = [
        city(name, x, 0, status=ControlStatus.CONTESTED) for x, name in enumerate("ABCDEFG", -3)
    ]
    places = [(column, row) for column, row, _ in written(placed(*other_day))]
    assert places == [(column, row) for column, row, _ in before]
