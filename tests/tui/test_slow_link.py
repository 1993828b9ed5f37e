"""`--slow-link`: what is sent of an update, and when the screen is drawn."""

import textual.screen
from rich.console import Console
from rich.segment import Segment
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip

from tui.slow_link import (
    EVENT_HOOK,
    HOOK,
    PACE_HOOK,
    PERIOD_HOOK,
    RESTING_PERIOD,
    TYPING_SECONDS,
    Pace,
    Picture,
)

CONSOLE = Console(color_system="256", force_terminal=True, width=40)


def strip(text: str) -> Strip:
    return Strip([Segment(text)])


def test_textual_still_has_every_hook() -> None:
    assert callable(getattr(LayoutUpdate, HOOK))
    assert callable(getattr(ChopsUpdate, HOOK))
    assert callable(getattr(Screen, PACE_HOOK))
    assert callable(getattr(App, EVENT_HOOK))
    assert isinstance(getattr(textual.screen, PERIOD_HOOK), float)


def test_only_cells_that_differ_are_sent() -> None:
    picture = Picture()
    picture.clear()
    assert "Pokrovsk" in picture.draw(0, 0, strip("Pokrovsk 22%"), CONSOLE)
    assert picture.draw(0, 0, strip("Pokrovsk 22%"), CONSOLE) == ""
    again = picture.draw(0, 0, strip("Pokrovsk 23%"), CONSOLE)
    assert "3" in again
    assert "Pokrovsk" not in again


def test_beside_wide_characters_everything_is_sent_again() -> None:
    picture = Picture()
    picture.clear()
    picture.draw(0, 0, strip("漢字"), CONSOLE)
    assert "漢字" in picture.draw(0, 0, strip("漢字"), CONSOLE)


def test_blanks_of_a_cleared_screen_are_not_sent() -> None:
    picture = Picture()
    picture.clear()
    assert picture.draw(0, 0, strip(" " * 20), CONSOLE) == ""


def test_at_rest_the_screen_is_drawn_once_in_a_while_and_at_once_for_a_key() -> None:
    now = 100.0
    pace = Pace(lambda: now)
    assert pace.may_draw()
    now += RESTING_PERIOD / 2
    assert not pace.may_draw()
    pace.typed()
    assert pace.may_draw()
    now += TYPING_SECONDS + 0.1
    assert pace.may_draw()
    now += RESTING_PERIOD / 2
    assert not pace.may_draw()
