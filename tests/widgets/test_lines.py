import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from widgets.lines import Line, between, clip, column, fitted, joined, line_width, strip_of, wrap
from widgets.theme import Role

TEXTS = st.text(st.characters(exclude_categories=("C", "M", "Z")) | st.just(" "), max_size=60)
WIDTHS = st.integers(0, 50)


def plain(_role: Role) -> Style:
    return Style.null()


@given(TEXTS, WIDTHS, st.sampled_from(["…", ".."]))
def test_a_column_has_exactly_its_width(text: str, width: int, ellipsis: str) -> None:
    assert cell_len(column(text, width, ellipsis)) == width
    assert cell_len(column(text, width, ellipsis, right=True)) == width


@given(TEXTS, st.integers(1, 50), st.integers(1, 4))
def test_wrapped_text_fits_and_keeps_its_words(text: str, width: int, limit: int) -> None:
    pieces = wrap(text, width, limit=limit, ellipsis="…")
    assert len(pieces) <= limit
    assert all(cell_len(piece) <= max(width, 2) for piece in pieces)
    whole = wrap(text, width, limit=10_000, ellipsis="…")
    assert "".join(whole).replace(" ", "") == "".join(text.split())


@given(st.lists(st.tuples(TEXTS, st.sampled_from(Role)), max_size=6), st.integers(1, 60))
def test_a_strip_has_exactly_its_width(spans: list[tuple[str, Role]], width: int) -> None:
    strip = strip_of(tuple(spans), width, plain)
    assert strip.cell_length == width
    assert sum(segment.cell_length for segment in strip) == width


def test_clipping_says_that_something_is_missing() -> None:
    assert clip("Kostiantynivka", 8, "…") == "Kostian…"
    assert clip("東京都新宿区", 6, "…") == "東京…"
    assert clip("Lyman", 5, "…") == "Lyman"


def test_wrapping_ends_with_an_ellipsis_where_it_must_stop() -> None:
    assert wrap("one two three four", 7, limit=2, ellipsis="…") == ("one two", "three…")


def test_the_right_end_of_a_line_stays_where_the_left_has_no_room() -> None:
    left: Line = (("Russian General Staff", Role.TEXT),)
    right: Line = (("26 Oct", Role.MUTED),)
    line = between(left, right, 16, "…")
    assert "".join(text for text, _ in line) == "Russian… 26 Oct"[:9].ljust(10) + "26 Oct"


def test_joining_leaves_out_what_is_empty() -> None:
    parts = (("a", Role.TEXT), ("", Role.WARN), ("b", Role.TEXT))
    assert "".join(text for text, _ in joined(parts, " · ")) == "a · b"


@pytest.mark.parametrize("width", [1, 5, 9, 30])
def test_a_line_is_clipped_in_the_span_that_overflows(width: int) -> None:
    line: Line = (("four", Role.TEXT), ("", Role.TEXT), ("東京都", Role.WARN), ("tail", Role.TEXT))
    assert line_width(fitted(line, width, "…")) <= width


def test_neighbours_of_one_style_and_blanks_become_one_segment() -> None:
    bold = Style(bold=True)
    line: Line = (
        (" ", Role.TEXT),
        ("a", Role.STRONG),
        ("  ", Role.TEXT),
        ("b", Role.STRONG),
        ("c", Role.MUTED),
    )
    strip = strip_of(line, 8, lambda role: bold if role is Role.STRONG else Style.null())
    assert [segment.text for segment in strip] == [" a  b", "c  "]


def test_blanks_do_not_widen_what_is_shown_in_reverse() -> None:
    alarm = Style(reverse=True)
    line: Line = ((" ", Role.TEXT), ("!", Role.ALERT), (" ", Role.TEXT))
    strip = strip_of(line, 4, lambda role: alarm if role is Role.ALERT else Style.null())
    assert [segment.text for segment in strip] == [" ", "!", "  "]
