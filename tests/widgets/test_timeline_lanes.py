"""The strips of a timeline's lanes, cell by cell."""

from datetime import date, timedelta

import pytest

from situation.timeline_view import Lane, Period
from situation.vocabulary import Basis, ControlStatus
from tests.widgets import views
from tests.widgets.timelines import CONTESTED, HELD, OCCUPIED, OUTSIDE, lane, midnight, period, tick
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.theme import Role
from widgets.timeline_lanes import cells_of, share_line, status_line, tick_line, ticks_in
from widgets.timeline_window import ALL, View, Window, window_on

GLYPHS = Glyphs(parties=views.PARTIES)
HOUR = timedelta(hours=1)


def november(days: int, *, room: int | None = None) -> Window:
    """The first days of November, a cell for each where there is no other room."""
    first = date(2025, 11, 1)
    return window_on(View(span=ALL), first, first + timedelta(days=days - 1), room or days)


def said(*periods: Period) -> Lane:
    return lane(views.DEEPSTATE, *periods)


def drawn(shown: Lane, window: Window, glyphs: Glyphs = GLYPHS) -> str:
    return "".join(text for text, _ in status_line(cells_of(shown, window), window, glyphs))


def test_a_state_is_a_glyph_a_letter_and_glyphs() -> None:
    story = said(
        period(midnight(1), midnight(4), OUTSIDE), period(midnight(4), midnight(9), CONTESTED)
    )
    assert drawn(story, november(8)) == "○–○◐C◐◐◐"
    assert drawn(story, november(8), ASCII) == "o-o%C%%%"


def test_a_lone_cell_has_the_letter_so_that_sides_are_told_apart_without_colour() -> None:
    story = said(
        period(midnight(1), midnight(2), OCCUPIED),
        period(midnight(2), midnight(3), HELD),
        period(midnight(3), midnight(4), CONTESTED),
    )
    assert drawn(story, november(3)) == "RUC"


def test_each_state_has_the_colour_of_its_role() -> None:
    story = said(period(midnight(1), midnight(3), OCCUPIED), period(midnight(3), midnight(5), HELD))
    window = november(4)
    roles = [role for _, role in status_line(cells_of(story, window), window, GLYPHS)]
    assert roles == [Role.OCCUPIED, Role.HELD]


def test_a_gap_is_a_gap_and_what_comes_after_it_is_named_again() -> None:
    story = said(
        period(midnight(1), midnight(3), CONTESTED), period(midnight(6), midnight(9), CONTESTED)
    )
    assert drawn(story, november(8)) == "◐C   ◐C◐"


def test_a_window_that_begins_within_a_state_names_it() -> None:
    story = said(period(midnight(1, 9), midnight(9), CONTESTED))
    assert drawn(story, november(4)) == "◐C◐◐"


def test_a_denial_is_not_what_it_denies() -> None:
    story = said(
        period(midnight(1), midnight(3), OCCUPIED),
        period(midnight(3), midnight(6), OCCUPIED, basis=Basis.DENIED),
    )
    assert drawn(story, november(5)) == "●R×R×"


def test_a_cell_in_which_two_states_began_is_marked() -> None:
    noon = midnight(4) + 12 * HOUR
    story = said(
        period(midnight(1), midnight(4), OUTSIDE),
        period(midnight(4), noon, OCCUPIED),
        period(noon, midnight(8), CONTESTED),
    )
    assert drawn(story, november(7)) == "○–○↕C◐◐"
    assert drawn(story, november(7), ASCII) == "o-o&C%%"


def test_an_ordinary_turn_at_noon_is_not_marked() -> None:
    noon = midnight(4) + 12 * HOUR
    story = said(period(midnight(1), noon, OUTSIDE), period(noon, midnight(8), CONTESTED))
    assert drawn(story, november(7)) == "○–○◐C◐◐"


def test_a_mark_never_takes_the_place_of_the_only_letter_there_is_room_for() -> None:
    edges = [midnight(4) + hours * HOUR for hours in (0, 6, 12, 30, 36, 42)]
    statuses = (OUTSIDE, CONTESTED) * 3
    there_and_back = tuple(
        period(start, end, status)
        for start, end, status in zip(edges, [*edges[1:], midnight(9)], statuses, strict=True)
    )
    story = said(period(midnight(1), midnight(4), CONTESTED), *there_and_back)
    assert drawn(story, november(8)) == "◐C◐↕↕C◐◐"


def test_states_that_only_change_their_share_are_one() -> None:
    story = said(
        *(
            period(midnight(day), midnight(day + 1), CONTESTED, share=day / 10)
            for day in range(1, 6)
        )
    )
    assert drawn(story, november(5)) == "◐C◐◐◐"


def test_wide_cells_repeat_the_glyph() -> None:
    story = said(
        period(midnight(1), midnight(2), OUTSIDE), period(midnight(2), midnight(4), CONTESTED)
    )
    assert drawn(story, november(3, room=13)) == "○–○○◐C◐◐◐◐◐◐"


def test_shares_are_bars_nothing_is_a_dot_and_unknown_is_blank() -> None:
    story = said(
        period(midnight(1), midnight(2), OUTSIDE, share=0.0),
        period(midnight(2), midnight(3), CONTESTED, share=0.5),
        period(midnight(3), midnight(4), CONTESTED),
        period(midnight(4), midnight(5), ControlStatus.OCCUPIED, share=1.0),
    )
    window = november(5)
    cells = cells_of(story, window)
    assert share_line(cells, window, UNICODE)[0][0] == "·▅ █ "
    assert share_line(cells, window, ASCII)[0][0] == ".5 8 "


def test_claims_are_ticks_and_several_in_a_cell_say_so() -> None:
    window = november(6)
    ticks = tuple(tick(midnight(day) + hour * HOUR) for day, hour in ((1, 1), (4, 0), (4, 23)))
    assert tick_line(ticks, window, UNICODE)[0][0] == "│  ┿  "
    assert tick_line(ticks, window, ASCII)[0][0] == "|  +  "


@pytest.mark.parametrize(("day", "number"), [(1, 1), (2, 0), (4, 2), (6, 0)])
def test_claims_belong_to_the_day_they_were_said_on(day: int, number: int) -> None:
    window = november(6)
    ticks = tuple(tick(midnight(day) + hour * HOUR) for day, hour in ((1, 1), (4, 0), (4, 23)))
    assert len(ticks_in(ticks, window.columns[day - 1])) == number
