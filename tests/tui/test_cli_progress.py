"""The progress line is for a person who waits, and leaves nothing behind."""

from datetime import datetime, timedelta
from io import StringIO

from tests.tui.consoles import NOW
from tui.commandline.console import Console
from tui.commandline.progress import ProgressLine


class _Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class _Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


def _progress(stderr: StringIO) -> tuple[ProgressLine, _Clock]:
    clock = _Clock()
    console = Console(
        stdout=StringIO(), stderr=stderr, environ={}, clock=clock, check_screen=lambda: None
    )
    return ProgressLine(console), clock


def test_nothing_is_drawn_for_a_short_wait() -> None:
    terminal = _Terminal()
    progress, _ = _progress(terminal)
    progress.show(1, 2, "a")
    progress.clear()
    assert terminal.getvalue() == ""


def test_nothing_is_drawn_into_a_file() -> None:
    file = StringIO()
    progress, clock = _progress(file)
    clock.now += timedelta(seconds=5)
    progress.show(1, 2, "a")
    progress.clear()
    assert file.getvalue() == ""


def test_a_long_wait_shows_one_line_that_is_taken_away() -> None:
    terminal = _Terminal()
    progress, clock = _progress(terminal)
    clock.now += timedelta(seconds=5)
    progress.show(1, 4, "long\x1b[2J name.geojson")
    drawn = terminal.getvalue()
    assert drawn == "\r[#####...............] 1 of 4 long^[[2J name.geojson"
    progress.show(2, 4, "too soon after the last")
    assert terminal.getvalue() == drawn
    clock.now += timedelta(seconds=1)
    progress.show(4, 4, "b")
    progress.clear()
    last = terminal.getvalue().removeprefix(drawn)
    shorter = "[####################] 4 of 4 b"
    blanks = " " * (len(drawn) - 1 - len(shorter))
    assert last.startswith(f"\r{shorter}{blanks}\r")
    assert last.rpartition("b")[2].strip() == ""
    assert last.endswith("\r")
