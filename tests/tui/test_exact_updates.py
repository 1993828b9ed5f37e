"""Partial updates: the screen comes out as Textual would have it, with fewer bytes."""

import inspect

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate
from textual.strip import Strip

from tui.exact_updates import HOOK, install_exact_updates

WIDTH, HEIGHT = 24, 3
CONSOLE = Console(color_system="256", force_terminal=True, width=WIDTH)
STYLES = (Style.parse("red"), Style.parse("bold blue"), Style())
texts_of_a_line = st.text("ab·◐", min_size=1, max_size=8)


@pytest.fixture(autouse=True)
def exact() -> None:
    install_exact_updates()


def strip_of(text: str) -> Strip:
    return Strip([Segment(letter, STYLES[ord(letter) % 3]) for letter in text])


def update_of(lines: list[list[Strip]], spans: list[tuple[int, int, int]]) -> ChopsUpdate:
    chops, ends = [], []
    for line in lines:
        starts, x = {}, 0
        for strip in line:
            starts[x] = strip
            x += strip.cell_length
        chops.append(starts)
        ends.append([start + strip.cell_length for start, strip in starts.items()])
    return ChopsUpdate(chops, spans, ends)


def screen_after(before: str, written: str) -> list[str]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    stream.feed(before)
    stream.feed(written)
    return list(screen.display)


def test_textual_still_makes_bytes_where_this_stands() -> None:
    assert inspect.isfunction(getattr(ChopsUpdate, HOOK))
    assert getattr(ChopsUpdate, HOOK).__module__ == "tui.exact_updates"


def test_one_cell_is_sent_as_one_cell() -> None:
    update = update_of([[strip_of("aaaaaaaabaaa")]], [(0, 8, 9)])
    sent = update.render_segments(CONSOLE)
    assert sent.startswith("\x1b[1;9H")
    assert "a" not in sent
    assert "b" in sent


def test_a_wide_character_is_never_halved() -> None:
    update = update_of([[strip_of("a漢b")]], [(0, 2, 3)])
    assert "漢" in update.render_segments(CONSOLE)


@given(
    before=st.lists(texts_of_a_line, min_size=HEIGHT, max_size=HEIGHT),
    lines=st.lists(
        st.lists(texts_of_a_line, min_size=1, max_size=2), min_size=HEIGHT, max_size=HEIGHT
    ),
    cuts=st.lists(st.tuples(st.integers(0, 23), st.integers(1, 24)), min_size=1, max_size=3),
)
def test_what_was_refreshed_stands_on_the_screen(
    before: list[str], lines: list[list[str]], cuts: list[tuple[int, int]]
) -> None:
    strips = [[strip_of(text) for text in line] for line in lines]
    spans = [(y, min(cut), max(cut)) for y, cut in enumerate(cuts)]
    update = update_of(strips, spans)
    drawn = screen_after(_drawn(before), update.render_segments(CONSOLE))
    whole = screen_after(_drawn(before), _drawn(["".join(line) for line in lines]))
    for y, first, end in spans:
        assert drawn[y][first:end] == whole[y][first:end]
        assert drawn[y][:first] + drawn[y][end:] == _untouched(before[y], first, end)


def _drawn(lines: list[str]) -> str:
    return "".join(f"\x1b[{y};1H{line}" for y, line in enumerate(lines, start=1))


def _untouched(line: str, first: int, end: int) -> str:
    full = line.ljust(WIDTH)
    return full[:first] + full[end:]
