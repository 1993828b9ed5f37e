from typing import Any

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.message import Message
from textual.pilot import Pilot

from tests.widgets.host import Host, lines_of, shown
from widgets.glyphs import ASCII
from widgets.lines import Line
from widgets.rows import WHEEL_LINES, Rows
from widgets.theme import Role

Item = tuple[str, str]


def items(*names: str) -> tuple[Item, ...]:
    return tuple((name, name) for name in names)


def numbered(count: int) -> tuple[Item, ...]:
    return items(*(f"item {number:05}" for number in range(count)))


class Drawing:
    """Draws an item, one line for each word of its text, and counts."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def key(self, item: Item) -> str:
        return item[0]

    def one_line(self, item: Item, _width: int) -> tuple[Line, ...]:
        self.drawn.append(item[0])
        return (((item[1], Role.TEXT),),)

    def by_word(self, item: Item, _width: int) -> tuple[Line, ...]:
        self.drawn.append(item[0])
        return tuple(((word, Role.TEXT),) for word in item[1].split())


class Watched(Rows[Item]):
    """Notes which of its lines are drawn for the screen."""

    def __init__(self, drawing: Drawing, **options: Any) -> None:
        draw = drawing.one_line if options.get("item_lines", 1) else drawing.by_word
        super().__init__(drawing.key, draw, **options)
        self.rendered: list[int] = []

    def render_line(self, y: int) -> Any:
        self.rendered.append(y)
        return super().render_line(y)


async def settled(pilot: Pilot[None], rows: Watched) -> None:
    await shown(pilot)
    rows.rendered.clear()


async def test_only_the_two_lines_of_a_cursor_step_are_repainted() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(30))
        rows.focus()
        await settled(pilot, rows)
        await pilot.press("j")
        await shown(pilot)
        assert sorted(set(rows.rendered)) == [0, 1]
        assert rows.highlighted_key == "item 00001"


async def test_only_the_lines_of_a_changed_item_are_repainted() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        before = numbered(30)
        rows.set_items(before)
        await settled(pilot, rows)
        rows.set_items((*before[:4], (before[4][0], "changed"), *before[5:]))
        await shown(pilot)
        assert set(rows.rendered) == {4}
        assert lines_of(rows)[4].split()[0] == "changed"


async def test_nothing_is_repainted_when_nothing_looks_different() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(30))
        await settled(pilot, rows)
        rows.set_items(numbered(30))
        await shown(pilot)
        assert rows.rendered == []


async def test_items_added_above_move_neither_the_cursor_nor_the_screen() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(300))
        rows.focus()
        await pilot.press(*"jjjjjjjjjjjjjjj")
        await settled(pilot, rows)
        before, top = [line[:-1].rstrip() for line in lines_of(rows)], rows.top
        rows.rendered.clear()
        rows.set_items((*items("new 1", "new 2"), *numbered(300)))
        await shown(pilot)
        assert rows.rendered == []
        assert [line[:-1].rstrip() for line in lines_of(rows)] == before
        assert (rows.highlighted_key, rows.top) == ("item 00015", top + 2)


@pytest.mark.parametrize("use", ["none", "focus", "cursor"])
async def test_a_list_shown_from_its_start_stays_there_until_it_is_used(use: str) -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(30))
        if use == "focus":
            rows.focus()
        else:
            pilot.app.set_focus(None)
        if use == "cursor":
            rows.move_to("item 00000")
        await shown(pilot)
        rows.set_items((*items("new"), *numbered(30)), from_start=True)
        await shown(pilot)
        expected = ("new", 0) if use == "none" else ("item 00000", 1)
        assert (rows.highlighted_key, rows.top) == expected


async def test_an_item_removed_above_moves_neither_the_cursor_nor_the_screen() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(300))
        rows.move_to("item 00050")
        top = rows.top
        rows.set_items(numbered(300)[10:])
        await shown(pilot)
        assert (rows.highlighted_key, rows.top) == ("item 00050", top - 10)


@pytest.mark.parametrize(
    ("remaining", "expected"),
    [("abde", "d"), ("ab", "b"), ("e", "e"), ("xyz", "x"), ("", None)],
)
async def test_the_cursor_goes_to_the_nearest_item_when_its_own_is_gone(
    remaining: str, expected: str | None
) -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)):
        rows.set_items(items(*"abcde"))
        rows.move_to("c")
        rows.set_items(items(*remaining))
        assert rows.highlighted_key == expected


async def test_the_cursor_keeps_its_item_when_the_order_changes() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)):
        rows.set_items(items(*"abcde"))
        rows.move_to("c")
        rows.set_items(items(*"cedba"))
        assert (rows.highlighted_key, rows.highlighted) == ("c", ("c", "c"))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("G",), 99),
        (("end",), 99),
        (("G", "g"), 0),
        (("G", "home"), 0),
        (("down", "j", "k", "up", "up"), 0),
        (("ctrl+d",), 5),
        (("ctrl+d", "ctrl+u"), 0),
        (("pagedown",), 10),
        (("G", "pageup"), 89),
        (("pagedown",) * 12, 99),
    ],
)
async def test_keys_move_the_cursor(keys: tuple[str, ...], expected: int) -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(100))
        rows.focus()
        await pilot.press(*keys)
        assert rows.highlighted_key == f"item {expected:05}"
        assert 0 <= expected - rows.top < 10


async def test_what_happens_is_told() -> None:
    rows = Watched(Drawing())
    messages: list[Message] = []
    async with Host(rows).run_test(size=(40, 10), message_hook=messages.append) as pilot:
        rows.set_items(items(*"abc"))
        rows.focus()
        await pilot.press("j", "j", "j", "enter")
        await pilot.click(rows, offset=(3, 0))
        await pilot.click(rows, offset=(3, 0))
        await pilot.click(rows, offset=(3, 8))
        seen = list(
            dict.fromkeys(message for message in messages if isinstance(message, Rows.Event))
        )
        told = [(type(message).__name__, message.key) for message in seen]
        assert told == [
            ("Highlighted", "a"),
            ("Highlighted", "b"),
            ("Highlighted", "c"),
            ("Chosen", "c"),
            ("Highlighted", "a"),
            ("Chosen", "a"),
        ]
        assert all(message.control is rows for message in seen)


async def test_the_wheel_turns_the_view_and_leaves_the_cursor_on_its_item() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(100))
        await pilot._post_mouse_events([MouseScrollDown], rows)
        assert (rows.top, rows.highlighted_key) == (WHEEL_LINES, "item 00000")
        await pilot._post_mouse_events([MouseScrollUp, MouseScrollUp], rows)
        assert rows.top == 0


async def test_the_focused_cursor_differs_in_more_than_colour() -> None:
    one, other = Watched(Drawing()), Watched(Drawing(), glyphs=ASCII)
    async with Host(one, other).run_test(size=(40, 10)) as pilot:
        for rows in (one, other):
            rows.set_items(items(*"abc"))
        one.focus()
        await shown(pilot)
        assert (lines_of(one)[0], lines_of(other)[0]) == ("▌a", "|a")
        other.focus()
        await shown(pilot)
        assert (lines_of(one)[0], lines_of(other)[0]) == ("▏a", ">a")


async def test_the_terminals_own_cursor_follows() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(5))
        rows.focus()
        await pilot.press("j", "j")
        assert tuple(pilot.app.cursor_position) == (0, 2)


async def test_tens_of_thousands_of_items_are_drawn_only_where_they_are_seen() -> None:
    drawing = Drawing()
    rows = Watched(drawing)
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(33_000))
        rows.focus()
        await shown(pilot)
        assert len(set(drawing.drawn)) == 10
        await pilot.press("G")
        await shown(pilot)
        assert lines_of(rows)[9].startswith("▌item 32999")
        assert len(set(drawing.drawn)) == 20


async def test_items_of_several_lines_are_wholly_in_view() -> None:
    rows = Watched(Drawing(), item_lines=None)
    async with Host(rows).run_test(size=(40, 5)) as pilot:
        rows.set_items((("a", "a1 a2"), ("b", "b1 b2 b3"), ("c", "c1"), ("d", "d1 d2 d3 d4")))
        rows.focus()
        await pilot.press("j", "j")
        await shown(pilot)
        assert [line.strip("▌ ┃") for line in lines_of(rows)] == ["a2", "b1", "b2", "b3", "c1"]
        await pilot.press("G")
        await shown(pilot)
        assert [line.strip("▌ ┃") for line in lines_of(rows)] == ["c1", "d1", "d2", "d3", "d4"]
        assert [line[0] for line in lines_of(rows)] == [" ", "▌", "▌", "▌", "▌"]


async def test_an_item_that_grows_above_the_cursor_does_not_move_it() -> None:
    rows = Watched(Drawing(), item_lines=None)
    async with Host(rows).run_test(size=(40, 4)) as pilot:
        many = [(letter, f"{letter}1 {letter}2") for letter in "abcdef"]
        rows.set_items(many)
        rows.move_to("d")
        await shown(pilot)
        before = [line[:3] for line in lines_of(rows)]
        rows.set_items([("a", "a1 a2 a3 a4"), *many[1:]])
        await shown(pilot)
        assert [line[:3] for line in lines_of(rows)] == before


async def test_the_cursor_keeps_its_line_when_the_width_changes() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.set_items(numbered(100))
        rows.move_to("item 00050")
        await pilot.resize_terminal(30, 6)
        await shown(pilot)
        assert any("item 00050" in line for line in lines_of(rows))


async def test_a_list_without_items_takes_every_key() -> None:
    rows = Watched(Drawing())
    async with Host(rows).run_test(size=(40, 10)) as pilot:
        rows.focus()
        await pilot.press("j", "k", "g", "G", "ctrl+d", "pageup", "enter")
        assert rows.highlighted is None
        assert not rows.move_to("nothing")
