from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.message import Message

from situation.neighbours import Neighbour, neighbours_of
from situation.views import PlaceRow
from situation.vocabulary import ControlStatus
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from tests.widgets.test_hostile import HOSTILE, assert_plain_and_aligned
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.neighbours import Neighbours
from widgets.theme import Emphasis


def placed(name: str, lat: float, lon: float, **fields: Any) -> PlaceRow:
    row = views.row(name, **fields)
    return replace(row, place=replace(row.place, lat=lat, lon=lon))


POKROVSK = placed("Pokrovsk", 48.282, 37.1758)
ROWS = (
    POKROVSK,
    placed(
        "Myrnohrad",
        48.3022,
        37.2658,
        status=ControlStatus.OUTSIDE,
        share=0.0046,
        distance_km=1.92,
        distance_change=-3.28,
        new_claims=4,
        disputed=True,
    ),
    placed("Selydove", 48.147, 37.303, status=ControlStatus.OCCUPIED, holder="RU", share=1.0,
           distance_km=-7.91, distance_change=0.0),
    placed("Sloviansk", 48.8667, 37.6167, status=ControlStatus.HELD, holder="UA", share=0.0,
           distance_km=24.56),
    placed("Donetsk", 48.023, 37.8022, status=ControlStatus.OCCUPIED, holder="RU", stale=True,
           share=1.0, distance_km=-21.03),
    placed("Unmeasured", 48.3, 37.1, status=ControlStatus.UNKNOWN),
)  # fmt: skip
NEAR: tuple[Neighbour, ...] = neighbours_of(POKROVSK, ROWS)


class Listening(Host):
    """Keeps what the pane says."""

    def __init__(self, pane: Neighbours) -> None:
        super().__init__()
        self.pane = pane
        self.chosen: list[str] = []
        self.leaked: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_neighbours_chosen(self, event: Neighbours.Chosen) -> None:
        self.chosen.append(event.place_id)

    def on_rows_highlighted(self, event: Message) -> None:
        self.leaked.append(event)


async def drawn(width: int, *, height: int = 16, glyphs: Glyphs = UNICODE) -> list[str]:
    """The columns' titles and the rows."""
    pane = Neighbours(glyphs=glyphs)
    async with Host(pane).run_test(size=(width, height)) as pilot:
        pane.set_parties(views.PARTIES)
        pane.show(POKROVSK, NEAR)
        await shown(pilot)
        assert pane.heading is not None
        return [*lines_of(pane.heading), *lines_of(pane.rows)]


def screen_text(pane: Neighbours) -> str:
    strips = pane.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


async def test_every_group_has_its_name_and_its_places_their_figures() -> None:
    lines = [line.rstrip() for line in await drawn(80)]
    assert lines[:10] == [
        "    place                   km to          edge  Δ30d  occ new",
        " along the edge of the occupied area · up to 15 km on either side",
        "▌○– Myrnohrad              7.0 east         1.9  -3.3  <1%   4 !",
        " ●R Selydove              17.7 south-east  -7.9     · 100%",
        " behind it · more than 15 km outside the occupied area",
        " ●U Sloviansk             72.7 north-east  24.6         0%",
        " beyond it · more than 15 km inside the occupied area",
        " ●R Donetsk               54.8 south-east -21.0       100%      ~",
        " no distance to the edge measured",
        " ·? Unmeasured             6.0 west           –          –",
    ]


@pytest.mark.parametrize(("width", "kept"), [(30, "7.0 E"), (40, "7.0 E    1.9"), (24, "Myrno")])
async def test_columns_give_way_where_it_is_narrow(width: int, kept: str) -> None:
    lines = await drawn(width)
    assert any(kept in line for line in lines), lines
    assert all(len(line) <= width - 2 for line in lines)


async def test_in_ascii_everything_is_ascii() -> None:
    lines = await drawn(80, glyphs=ASCII)
    assert "".join(lines).isascii()
    assert any("o- Myrnohrad" in line for line in lines)


async def test_enter_opens_the_place_under_the_cursor() -> None:
    app = Listening(Neighbours())
    async with app.run_test(size=(80, 16)) as pilot:
        app.pane.show(POKROVSK, NEAR)
        app.pane.focus_body()
        await pilot.press("j", "j", "enter")
        await shown(pilot)
        assert app.chosen == ["sloviansk"]
        assert app.pane.highlighted is not None
        assert app.pane.highlighted.row.place.name == "Sloviansk"
        assert not app.leaked


async def test_the_cursor_leaves_the_name_of_a_group_alone() -> None:
    pane = Neighbours()
    async with Host(pane).run_test(size=(80, 16)) as pilot:
        pane.show(POKROVSK, NEAR)
        pane.focus_body()
        await shown(pilot)
        (name, name_look), (place, place_look) = pane.rows.line_at(0), pane.rows.line_at(1)
        assert (name[0][0], name_look) == (" ", Emphasis.NONE)
        assert (place[0][0], place_look) == ("▌", Emphasis.CURSOR)


async def test_the_cursor_keeps_its_place_when_the_figures_change() -> None:
    pane = Neighbours()
    async with Host(pane).run_test(size=(80, 16)) as pilot:
        pane.show(POKROVSK, NEAR)
        pane.focus_body()
        await pilot.press("j")
        moved = tuple(replace(row, distance_km=20.0) for row in ROWS)
        pane.show(POKROVSK, neighbours_of(POKROVSK, moved))
        await shown(pilot)
        assert pane.rows.highlighted_key == "selydove"


STATES: list[tuple[Callable[[Neighbours], None], list[str], bool]] = [
    (Neighbours.set_loading, ["loading…"], False),
    (lambda pane: pane.show(None, ()), ["no city chosen", "→ 1 goes to the cities"], False),
    (lambda pane: pane.show(views.row(), ()), ["where it lies is not known"], False),
    (lambda pane: pane.show(POKROVSK, ()), ["no other place", "within 100 km"], False),
    (
        lambda pane: pane.set_stale(views.day(4), "the store does not answer"),
        ["~ stale since 2025-11-04 12:00 UTC", "the store does not answer"],
        True,
    ),
    (lambda pane: pane.set_failed("disk full", None), ["! failed: disk full"], False),
    (Neighbours.set_ready, ["Myrnohrad", "edge: km to the occupied area"], True),
]


@pytest.mark.parametrize(("enter", "said", "keeps_content"), STATES)
async def test_every_state_says_what_it_is(
    enter: Callable[[Neighbours], None], said: list[str], keeps_content: bool
) -> None:
    pane = Neighbours()
    async with Host(pane).run_test(size=(80, 16)) as pilot:
        pane.show(POKROVSK, NEAR)
        enter(pane)
        await shown(pilot)
        text = screen_text(pane)
        assert all(words in text for words in said), text
        assert ("Sloviansk" in text) is keeps_content
        pane.show(POKROVSK, NEAR)
        pane.set_ready()
        await shown(pilot)
        assert "Sloviansk" in screen_text(pane)


@pytest.mark.parametrize("size", [(20, 6), (12, 4), (6, 3), (3, 3), (2, 2)])
async def test_a_tiny_pane_still_draws(size: tuple[int, int]) -> None:
    pane = Neighbours()
    async with Host(pane).run_test(size=size) as pilot:
        pane.show(POKROVSK, NEAR)
        pane.focus_body()
        await pilot.press("j", "G", "g")
        await shown(pilot)
        assert all(len(line) <= max(0, size[0] - 2) for line in lines_of(pane.rows))


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_names_change_nothing_beside_them(text: str) -> None:
    pane = Neighbours()
    app = Host(pane)
    hostile = placed(text, 48.3, 37.1, id="p", distance_km=1.0)
    async with app.run_test(size=(60, 12)) as pilot:
        pane.show(replace(POKROVSK, place=replace(POKROVSK.place, name=text)), neighbours_of(
            POKROVSK, (hostile,)
        ))  # fmt: skip
        await shown(pilot)
        assert text.split(maxsplit=1)[0][:5] in assert_plain_and_aligned(app, 60)
