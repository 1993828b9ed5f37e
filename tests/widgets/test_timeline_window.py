"""Which days a timeline's cells stand for."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.timeline_dates import date_labels
from widgets.timeline_window import ALL, ZOOMS, View, Window, window_on, zoomed

LAST = date(2025, 11, 5)


def window(span: int, room: int, *, total: int = 400, **fields: date | None) -> Window:
    first = LAST - timedelta(days=total - 1)
    return window_on(View(span=span, **fields), first, LAST, room)


def test_a_few_days_have_several_cells_each() -> None:
    shown = window(7, 60)
    assert (shown.cells, shown.days, len(shown.columns)) == (8, 1, 7)
    assert shown.columns[-1].last == LAST


def test_many_days_share_a_cell() -> None:
    shown = window(180, 60)
    assert (shown.cells, shown.days, len(shown.columns)) == (1, 3, 60)
    assert shown.columns[0].first == LAST - timedelta(days=179)


def test_all_days_are_shown_and_no_more() -> None:
    shown = window(ALL, 60, total=100)
    assert shown.columns[0].first == LAST - timedelta(days=99)
    assert sum((column.last - column.first).days + 1 for column in shown.columns) == 100


def test_the_window_follows_a_cursor_that_leaves_it_by_half_its_width() -> None:
    day = LAST - timedelta(days=60)
    shown = window(30, 60, day=day)
    assert shown.column.last == day
    assert shown.cursor == 14
    again = window(30, 60, day=day + timedelta(days=3), right=shown.columns[-1].last)
    assert again.columns == shown.columns
    assert again.cursor == 17


def test_a_cursor_beyond_the_days_stands_on_the_nearest() -> None:
    assert window(30, 60, day=LAST + timedelta(days=9)).column.last == LAST
    oldest = window(30, 60, total=40, day=date(2020, 1, 1))
    assert oldest.cursor == 0
    assert oldest.column.first == LAST - timedelta(days=39)


def test_zooming_goes_through_the_spans_there_are_days_for() -> None:
    view, seen = View(span=90), []
    for _ in range(4):
        view = zoomed(view, 129, -1)
        seen.append(view.span)
    assert seen == [ALL, ALL, ALL, ALL]
    for _ in range(4):
        view = zoomed(view, 129, 1)
        seen.append(view.span)
    assert seen[4:] == [90, 30, 7, 7]


def test_where_less_is_there_than_the_span_closer_is_what_shows_less() -> None:
    assert zoomed(View(span=90), 66, 1).span == 30
    assert zoomed(View(span=90), 5, 1).span == ALL


@given(
    span=st.sampled_from((*ZOOMS, ALL)),
    room=st.integers(-3, 300),
    total=st.integers(1, 1500),
    back=st.integers(-10, 2000),
    right=st.integers(-10, 2000),
)
def test_every_window_is_whole(span: int, room: int, total: int, back: int, right: int) -> None:
    day, right_day = (LAST - timedelta(days=days) for days in (back, right))
    shown = window(span, room, total=total, day=day, right=right_day)
    assert shown.width <= max(1, room)
    assert 0 <= shown.cursor < len(shown.columns)
    first = LAST - timedelta(days=total - 1)
    wanted = max(first, min(day, LAST))
    assert shown.column.first <= wanted <= shown.column.last
    assert first <= shown.columns[0].first
    assert shown.columns[-1].last <= LAST
    for column, after in zip(shown.columns, shown.columns[1:], strict=False):
        assert column.last + timedelta(days=1) == after.first
        assert column.end == after.start


@given(span=st.sampled_from((*ZOOMS, ALL)), room=st.integers(8, 250), total=st.integers(1, 4000))
def test_dates_never_touch_nor_leave_the_strip(span: int, room: int, total: int) -> None:
    shown = window(span, room, total=total)
    end = -1
    for cell, text in date_labels(shown):
        assert cell > end or end == -1
        end = cell + len(text)
        assert end <= shown.width


@pytest.mark.parametrize(
    ("span", "room", "total", "labels"),
    [
        (7, 84, 90, ["Thu 30 Oct", "Fri 31 Oct", "Sat 1 Nov", "Sun 2 Nov"]),
        (30, 60, 90, ["13 Oct", "20 Oct", "27 Oct"]),
        (ALL, 60, 500, ["Jul", "Oct", "2025", "Apr", "Jul"]),
        (ALL, 20, 4000, ["2015", "2018"]),
    ],
)
def test_the_closest_dates_that_fit_are_written(
    span: int, room: int, total: int, labels: list[str]
) -> None:
    written = [text for _, text in date_labels(window(span, room, total=total))]
    assert written[: len(labels)] == labels


def test_a_date_stands_above_its_own_day() -> None:
    shown = window(30, 60)
    for cell, text in date_labels(shown):
        column = shown.columns[cell // shown.cells]
        assert text == f"{column.first.day} {column.first:%b}"
