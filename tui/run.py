"""Running the application from start to exit code."""

import os
from functools import partial
from pathlib import Path

from platformdirs import user_state_path

from situation.errors import ExitCode, SitmonError
from situation.opening import APPLICATION, Opened
from situation.periods import Clock, Viewpoint
from tui.app import SitmonApp
from tui.author import login_name
from tui.escape_key import install_escape_key
from tui.kiosk import KioskApp
from tui.lifecycle import Lifeline, SteadyDriver
from tui.preflight import DRAWING, Drawing
from tui.resuming import first_look, is_default_look, leaving
from tui.terminal_words import RESTORE_TITLE, multiplexer, title_kept
from tui.visits import Left, read_left, write_left
from widgets.glyphs import ASCII, UNICODE
from widgets.theme import slow_theme


async def run_app(
    opened: Opened,
    *,
    clock: Clock,
    viewpoint: Viewpoint | None,
    place: str | None,
    theme: str,
    ascii_only: bool,
    kiosk: bool = False,
    fresh: bool = False,
    viewpoint_is_chosen: bool = False,
) -> int:
    """Run the monitor until the reader leaves.

    It begins where its reader left, but not when `fresh`, and not at another point in time than a
    chosen one. With `kiosk` it changes nothing and keeps nothing; `opened` is to be opened for
    reading then.

    Returns:
        The exit code.
    """
    drawing = DRAWING.get(Drawing())
    kept = None if kiosk else user_state_path(APPLICATION, appauthor=False) / "visits.json"
    left_file = kept and kept.with_name("left.json")
    left = None if fresh else read_left(left_file, opened.store.url)
    opened_at = None if viewpoint_is_chosen else viewpoint
    app = (KioskApp if kiosk else SitmonApp)(
        opened,
        clock=clock,
        viewpoint=viewpoint if viewpoint_is_chosen else first_look(left, opened_at),
        place=place,
        theme=slow_theme(theme) if drawing.slow_link else theme,
        glyphs=ASCII if ascii_only else UNICODE,
        visits_file=kept,
        author=login_name(),
    )
    app.looks_by_default = is_default_look(left, opened_at)
    _fit_out(app, drawing, clock)
    if left is not None:
        _resume(app, left, place)
    remember = partial(_remember, app, left_file, opened.store.url, opened_at)
    lifeline = Lifeline(
        app.call_later,
        leave=app.exit,
        keep=remember,
        farewell=RESTORE_TITLE if drawing.window_title else "",
    )
    with lifeline:
        with title_kept(wanted=drawing.window_title):
            result = await app.run_async(mouse=drawing.mouse)
        try:
            remember()
        except SitmonError as error:
            app.exit_line = error.line
    if lifeline.code is not None:
        return lifeline.code
    return result if result is not None else (app.return_code or ExitCode.OK)


def _fit_out(app: SitmonApp, drawing: Drawing, clock: Clock) -> None:
    """Give the application what belongs to a real terminal, as it was asked for."""
    app.driver_class = SteadyDriver
    install_escape_key()
    if drawing.slow_link:
        # Hooks of Textual that every other start leaves alone.
        from tui.slow_link import install_slow_link  # noqa: PLC0415

        install_slow_link(app)
    if drawing.calls:
        # Most readers look at the screen and want none of it.
        from tui.herald import Herald  # noqa: PLC0415

        between = multiplexer(os.environ)
        app.herald = Herald(drawing, between, clock=clock, write=app.tell_terminal)


def _resume(app: SitmonApp, left: Left, place: str | None) -> None:
    app.shown_list.order = left.order
    if place is None:
        # A filter could hide the city that was asked for.
        app.shown_list.words = left.words
        app.opening_place = left.place or app.opening_place


def _remember(
    app: SitmonApp, left_file: Path | None, store_url: str, opened_at: Viewpoint | None
) -> None:
    app.remember_visit()
    if app.snapshot is not None:
        now_left = leaving(app.snapshot, app.detail, app.shown_list, opened_at)
        write_left(left_file, store_url, now_left)
