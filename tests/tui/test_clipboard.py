"""What is copied goes to the terminal by OSC 52, and stands on the screen as well."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from textual.drivers.headless_driver import HeadlessDriver

from tests.waiting import until
from tui.clipboard import CopiedText, copy_and_show
from tui.safe_app import SafeApp
from widgets.glyphs import ASCII, UNICODE

TEXT = "Said by [b]New York Times[/b] \x1b]52;c;evil\x07 • 5 Nov 2025"


@contextmanager
def written() -> Iterator[list[str]]:
    """What the driver sends to the terminal meanwhile."""
    sent: list[str] = []
    with patch.object(HeadlessDriver, "write", lambda _driver, data: sent.append(data)):
        yield sent


async def test_the_terminal_gets_the_clean_text_as_osc_52() -> None:
    app = SafeApp()
    with written() as sent:
        async with app.run_test(size=(80, 24)):
            copy_and_show(app, "Citation", TEXT, UNICODE)
    (sequence,) = [data for data in sent if data.startswith("\x1b]52;c;")]
    copied = base64.b64decode(sequence.removeprefix("\x1b]52;c;").rstrip("\a\x1b\\")).decode()
    assert copied == app.clipboard
    assert "\x1b" not in copied
    assert "[b]New York Times[/b]" in copied


async def test_the_text_is_shown_as_it_stands_and_without_a_frame_at_its_sides() -> None:
    app = SafeApp()
    async with app.run_test(size=(80, 24)) as pilot:
        copy_and_show(app, "Citation", "Said by [b]New York Times[/b]", ASCII)
        await until(pilot, lambda: isinstance(app.screen, CopiedText), "the text is shown")
        await until(pilot, lambda: "New York Times" in _screen_text(app), "it is drawn")
        lines = _screen_text(app).splitlines()
        assert "Said by [b]New York Times[/b]" in [line.rstrip() for line in lines]
        assert _screen_text(app).isascii()
        assert "Citation: sent to the terminal" in _screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, CopiedText), "it is closed")


def _screen_text(app: SafeApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())
