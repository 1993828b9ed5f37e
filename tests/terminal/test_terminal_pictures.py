"""What each terminal shows: its cells as text, and how many of them have which colours.

`pytest tests/terminal/test_terminal_pictures.py --update-screens` writes them anew: look at what
changed.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest
from msgspec import Struct

from tests.terminal.harness import PtyProgram
from tests.terminal.test_terminals import environ, leave, monitor

__all__ = ["environ"]

PICTURES: Final = Path(__file__).parent / "pictures"
OF_TODAY: Final = re.compile(r"data \d+\w old")
"""The age of the data moves with the clock, and its place with it."""
POSIX: Final = {"LANG": "", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


class Terminal(Struct, frozen=True):
    """A terminal, or what its reader asked for."""

    name: str
    environ: Mapping[str, str] = {}
    options: tuple[str, ...] = ()
    size: tuple[int, int] = (80, 24)
    ends: bool = False
    """The monitor prints the plain table and ends."""


TERMINALS: Final = (
    Terminal("xterm-256color"),
    Terminal("xterm-truecolor", {"COLORTERM": "truecolor"}),
    Terminal("screen-256color", {"TERM": "screen-256color"}),
    Terminal("tmux-256color", {"TERM": "tmux-256color"}),
    Terminal("linux", {"TERM": "linux"}),
    Terminal("vt100", {"TERM": "vt100"}),
    Terminal("dumb", {"TERM": "dumb"}, ends=True),
    Terminal("posix-locale", POSIX, ends=True),
    Terminal("latin-1", {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}, ends=True),
    Terminal("no-color", {"NO_COLOR": "1"}),
    Terminal("light", options=("--theme", "light")),
    Terminal("ansi", options=("--theme", "ansi")),
    Terminal("mono-ascii", options=("--theme", "mono", "--ascii")),
    Terminal("slow-link", options=("--slow-link",)),
    Terminal("60x16", size=(60, 16)),
    Terminal("59x15", size=(59, 15)),
    Terminal("200x50", size=(200, 50)),
)


def picture(sitmon: PtyProgram) -> str:
    """The screen, and below it the colours."""
    text = OF_TODAY.sub("data old", sitmon.text)
    styles = "".join(f"{count:>6} {style}\n" for style, count in sorted(sitmon.styles.items()))
    return f"{text}\n\ncells of which colours:\n{styles}"


@pytest.mark.parametrize("terminal", TERMINALS, ids=lambda terminal: terminal.name)
def test_a_terminal_shows_the_same_as_before(
    environ: Mapping[str, str], terminal: Terminal, request: pytest.FixtureRequest
) -> None:
    kept = PICTURES / f"{terminal.name}.txt"
    columns, rows = terminal.size
    with monitor(
        {**environ, **terminal.environ}, *terminal.options, columns=columns, rows=rows
    ) as sitmon:
        if request.config.getoption("--update-screens"):
            sitmon.read_until_silent(3)
            kept.parent.mkdir(exist_ok=True)
            kept.write_text(picture(sitmon), "utf-8")
        expected = kept.read_text("utf-8")
        try:
            sitmon.wait_for(lambda: picture(sitmon) == expected)
        except AssertionError:
            kept.with_suffix(".now.txt").write_text(picture(sitmon), "utf-8")
            raise
        if terminal.ends:
            assert sitmon.wait_exit() == 0
        else:
            leave(sitmon)
