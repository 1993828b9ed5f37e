"""Columns stay aligned whatever the width of the letters."""

from hypothesis import given
from hypothesis import strategies as st

from situation.marks import ASCII_TWINS, MARKS, legend, status_mark
from situation.reports.table import Column, aligned, display_width
from situation.vocabulary import ControlStatus
from tests.situation.reports.samples import LETTERS

WORDS = st.text(st.sampled_from("ab Я北京…é\u0301•"), max_size=12)


def test_wide_letters_take_two_cells_and_marks_none() -> None:
    assert display_width("Pokrovsk") == 8
    assert display_width("北京") == 4
    assert display_width("e\u0301") == 1


def test_numbers_stand_to_the_right_and_no_line_ends_in_blanks() -> None:
    lines = aligned([Column("name"), Column("km", right=True)], [["北京", "9.1"], ["x", "11.25"]])
    assert lines == ["name     km", "北京    9.1", "x     11.25"]
    assert aligned([Column("a"), Column("b")], [["x", ""]]) == ["a  b", "x"]


@given(st.lists(st.tuples(WORDS, WORDS), max_size=6))
def test_nothing_is_cut_and_the_second_column_begins_in_one_cell(
    rows: list[tuple[str, str]],
) -> None:
    lines = aligned([Column(""), Column("|")], [[first, f"|{second}"] for first, second in rows])
    assert len(lines) == len(rows) + 1
    assert len({display_width(line.partition("|")[0]) for line in lines}) == 1
    for line, (first, second) in zip(lines[1:], rows, strict=True):
        assert line.startswith(first)
        assert line.endswith(f"|{second}".rstrip())


def test_every_status_differs_from_every_other_without_colour() -> None:
    drawn = {status_mark(status, None, LETTERS) for status in ControlStatus}
    # Held and occupied share a glyph: the holder's letter tells them apart.
    assert len(drawn) == len(ControlStatus) - 1
    assert status_mark(ControlStatus.OCCUPIED, "RU", LETTERS) == "●R"
    assert status_mark(ControlStatus.HELD, "UA", LETTERS) == "●U"
    assert status_mark(ControlStatus.OUTSIDE, None, LETTERS) == "○–"
    assert status_mark(ControlStatus.HELD, "xy", LETTERS) == "●X"


def test_every_mark_has_an_ascii_twin_of_one_cell() -> None:
    assert set(MARKS) == set(ControlStatus)
    for status in ControlStatus:
        twin = status_mark(status, "RU", LETTERS).translate(ASCII_TWINS)
        assert twin.isascii()
        assert len(twin) == 2
    assert legend(LETTERS).translate(ASCII_TWINS).isascii()
