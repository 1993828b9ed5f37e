"""The monitor on the terminals that readers have: poor ones, small ones, and at the end of SSH."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal.harness import PtyProgram

SITMON = str(Path(sys.executable).with_name("sitmon"))
MOUSE_ASKED = re.compile(rb"\x1b\[\?100[0-36]h|\x1b\[\?1015h|\x1b\[\?1016h")
COLOUR = re.compile(rb"\x1b\[[0-9;]*\b(?:3[0-7]|4[0-7]|38|48|9[0-7]|10[0-7])\b[0-9;]*m")
HALF = 0.5


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A home of its own for every file the program keeps."""
    kinds = ("DATA", "STATE", "CONFIG", "CACHE")
    return {"HOME": str(tmp_path)} | {
        f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in kinds
    }


def monitor(
    environ: Mapping[str, str], *options: str, columns: int = 80, rows: int = 24
) -> PtyProgram:
    words = [SITMON, "--as-of", "2025-11-05", "--fresh", *options]
    return PtyProgram(words, columns=columns, rows=rows, environ=environ)


def leave(sitmon: PtyProgram) -> None:
    sitmon.press("q")
    assert sitmon.wait_exit() == 0


def assert_right_edge_is_straight(sitmon: PtyProgram) -> None:
    """The frames' right borders stand in the last column, whatever stands in the lines."""
    framed = [line for line in sitmon.lines if line.startswith(("┃", "│", "|"))]
    assert framed
    assert all(len(line) == 80 and line[-1] in "┃│|▏▁" for line in framed)


@pytest.mark.parametrize(
    "term", ["xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100"]
)
def test_the_monitor_is_drawn_in_straight_columns(environ: Mapping[str, str], term: str) -> None:
    with monitor({**environ, "TERM": term}) as sitmon:
        sitmon.wait_for("DeepState map")
        sitmon.read_until_silent(0.5)
        assert_right_edge_is_straight(sitmon)
        assert b"8;2;" not in sitmon.raw
        leave(sitmon)


def test_colorterm_brings_true_colour(environ: Mapping[str, str]) -> None:
    with monitor({**environ, "COLORTERM": "truecolor"}) as sitmon:
        sitmon.wait_for("DeepState map")
        assert b"8;2;" in sitmon.raw
        leave(sitmon)


@pytest.mark.parametrize(
    "more", [{"TERM": "dumb"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}]
)
def test_what_cannot_place_text_or_write_utf_8_gets_the_plain_table(
    environ: Mapping[str, str], more: dict[str, str]
) -> None:
    with monitor({**environ, **more}) as sitmon:
        assert sitmon.wait_exit() == 0
        assert b"plain table" in sitmon.raw
        assert b"Pokrovsk" in sitmon.raw
        assert b"\x1b" not in sitmon.raw


@pytest.mark.parametrize(
    ("options", "more"),
    [((), {"NO_COLOR": "1"}), (("--theme", "mono", "--ascii"), {})],
)
def test_without_colour_every_state_is_found_by_its_letter(
    environ: Mapping[str, str], options: tuple[str, ...], more: dict[str, str]
) -> None:
    with monitor({**environ, **more}, *options, rows=60) as sitmon:
        sitmon.wait_for("DeepState map")
        sitmon.read_until_silent(0.5)
        cities = [line for line in sitmon.lines if "oblast" in line]
        assert cities
        assert all(re.match(r".{1,3}[RUCIE–?-] ", line[1:]) for line in cities), cities
        if "--ascii" in options:
            assert all(line.isascii() for line in cities)
        # Widgets of Textual's own as well: a list with a scrollbar, a line to type in, the palette.
        for key in ("?", "escape", "c", "/", "escape", "escape", ":"):
            sitmon.press(key)
            sitmon.read_until_silent(0.2)
        sitmon.wait_for("Search for commands")
        sitmon.press("escape")
        sitmon.wait_for(lambda: "Search for commands" not in sitmon.text)
        leave(sitmon)
        assert COLOUR.search(sitmon.raw) is None


def test_the_mouse_is_left_to_the_terminal_where_asked(environ: Mapping[str, str]) -> None:
    asked = []
    for options in ((), ("--no-mouse",)):
        with monitor(environ, *options) as sitmon:
            sitmon.wait_for("DeepState map")
            leave(sitmon)
            asked.append(bool(MOUSE_ASKED.search(sitmon.raw)))
    assert asked == [True, False]


def test_a_screen_of_60_by_16_has_the_list(environ: Mapping[str, str]) -> None:
    with monitor(environ, columns=60, rows=16) as sitmon:
        sitmon.wait_for("Pokrovsk")
        leave(sitmon)


@pytest.mark.parametrize(("key", "shown"), [("?", "esc closes"), ("enter", "esc back")])
def test_what_stands_below_is_painted_once_when_a_screen_is_left(
    environ: Mapping[str, str], key: str, shown: str
) -> None:
    with monitor(environ) as sitmon:
        sitmon.wait_for("DeepState map")
        sitmon.press(key)
        sitmon.wait_for(shown)
        sitmon.read_until_silent(0.5)
        before = len(sitmon.raw)
        sitmon.press("escape")
        sitmon.wait_for("enter open")
        sitmon.read_until_silent(0.5)
        assert sitmon.raw[before:].count(b"1 Cities") == 1
        leave(sitmon)


def test_a_slow_link_shows_the_same_with_half_the_bytes(environ: Mapping[str, str]) -> None:
    seen = []
    for options in ((), ("--slow-link",)):
        # Homes of their own: what is new depends on the visit before.
        state = f"{environ['HOME']}/{len(options)}"
        with monitor({**environ, "XDG_STATE_HOME": state}, *options) as sitmon:
            sitmon.wait_for("DeepState map")
            sitmon.read_until_silent(1)
            shown, sent = [], []
            for key in ("j", "j", "r", "[", "?", "escape", "4", "enter", "escape"):
                sitmon.press(key)
                sent.append(sitmon.read_until_silent(1))
                shown.append(sitmon.lines[1:])
            leave(sitmon)
            seen.append((shown, sent))
    (shown, sent), (slow_shown, slow_sent) = seen
    assert slow_shown == shown
    assert sum(slow_sent) <= HALF * sum(sent)
