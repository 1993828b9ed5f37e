"""The timeline pane: its lanes, its cursor and what it tells, its states, its keys."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from textual.pilot import Pilot

from situation import timeline_view
from situation.periods import end_of_day
from tests.widgets import timelines, views
from tests.widgets.host import Host, lines_of, shown, wait_for
from tests.widgets.test_pane import screen_text
from tests.widgets.timelines import CONTESTED, END, OUTSIDE, START, midnight
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.timeline import Timeline

CURSOR = "▼"


class World(Host):
    """A host that keeps the days chosen."""

    def __init__(self, pane: Timeline, theme: str) -> None:
        super().__init__(pane, theme=theme)
        self.days: list[datetime] = []

    def on_timeline_day_chosen(self, event: Timeline.DayChosen) -> None:
        self.days.append(event.moment)


class Seen:
    """The pane under test and what is seen of it."""

    def __init__(self, pane: Timeline, world: World, pilot: Pilot[Any]) -> None:
        self.pane, self.world, self.pilot = pane, world, pilot

    @property
    def lines(self) -> list[str]:
        return lines_of(self.pane.body)

    @property
    def told(self) -> list[str]:
        """What the cursor tells: all below the claims."""
        lines = self.lines
        claims = next(at for at, line in enumerate(lines) if line.startswith(" claims"))
        return [line for line in lines[claims + 1 :] if line]

    @property
    def cursor_at(self) -> int:
        return self.lines[1].index(CURSOR)

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await shown(self.pilot)


@asynccontextmanager
async def opened(
    timeline: timeline_view.Timeline | None,
    *,
    size: tuple[int, int] = (80, 24),
    glyphs: Glyphs = UNICODE,
    theme: str = "dark",
) -> AsyncIterator[Seen]:
    pane = Timeline(glyphs=glyphs)
    world = World(pane, theme)
    async with world.run_test(size=size) as pilot:
        pane.set_parties(views.PARTIES)
        pane.show(timeline)
        pane.focus_body()
        await shown(pilot)
        yield Seen(pane, world, pilot)


async def test_every_source_has_a_lane_with_states_turns_and_shares() -> None:
    async with opened(timelines.story()) as seen:
        lines = seen.lines
        assert lines[2].startswith("▌DeepState map       ◐C ○–○○")
        assert lines[2].endswith("◐C◐◐◐◐◐◐◐◐◐◐◐◐")
        assert lines[3].startswith(" occupied           22% ····")
        assert lines[3].endswith("▁▁▁▁▁▁▁▂▂▂▂▂▂▂")
        assert lines[4].endswith("○C○–○C○–○○C↕◐◐◐◐◐◐◐ ↻7")
        assert lines[5].startswith(" Russian General St…     ")
        assert lines[5].endswith("  ◎E◎◎")
        assert lines[7].startswith(" claims               2 ")


async def test_the_title_says_place_days_and_how_many_share_a_cell() -> None:
    async with opened(timelines.story()) as seen:
        title = screen_text(seen.pane).splitlines()[0]
        assert "7 Timeline · Pokrovsk · 8 Aug – 5 Nov 2025 · 2 days a cell" in title
        await seen.press("plus", "plus")
        title = screen_text(seen.pane).splitlines()[0]
        assert "Pokrovsk · 30 Oct – 5 Nov 2025 ━" in title


async def test_the_cursor_tells_what_each_source_said_and_what_was_claimed() -> None:
    async with opened(timelines.story(), size=(160, 24)) as seen:
        assert seen.told == [
            "▼ Wed 5 Nov 2025 · 2 claims · enter looks from 5 Nov",
            "◐C  22% DeepState map         contested grey zone · since 10 Oct · 0.0 km to the edge",
            "◐C      VIINA                 drawn as contested · since 22 Oct",
            "        Russian General Staff silent since 2 Nov",
            "●U      Volodymyr Zelensky    we are taking streets back · since 3 Nov",
            "│ Volodymyr Zelensky: Nearly a third of all battles are in Pokrovsk.",
            "│ no source named: The city is lost.",
        ]


async def test_the_cursor_moves_by_days_and_says_when_a_source_turned() -> None:
    async with opened(timelines.story(), size=(160, 24)) as seen:
        await seen.press(*"hh", "j")
        assert seen.told[0].startswith("▼ Mon 3 Nov 2025 · 1 claim")
        assert seen.told[1].startswith("◐C      VIINA ")
        await seen.press("N")
        assert seen.told[0].startswith("▼ Wed 22 Oct 2025 · enter")
        assert "VIINA                 turned from ○– · drawn as contested" in seen.told[1]
        assert seen.told[-1].endswith("Volodymyr Zelensky    had said nothing yet")


async def test_silence_and_what_began_before_are_said() -> None:
    async with opened(timelines.story(), size=(160, 24)) as seen:
        await seen.press("g")
        assert seen.told[0].startswith("▼ Fri 8 Aug 2025")
        assert seen.told[1].endswith("not coloured · since 8 Aug or before · 6.1 km to the edge")


async def test_turns_within_one_cell_are_all_told() -> None:
    async with opened(timelines.story()) as seen:
        await seen.press("j", "N")
        assert seen.told[0].startswith("▼ 21 Oct – 22 Oct 2025")
        assert seen.told[1].startswith("◐C      VIINA                 turned from ◐C ○–")


KEYS = [
    (("left",), -1),
    (("h", "h"), -2),
    (("g",), -89),
    (("home", "l"), -88),
    (("H",), -30),
    (("H", "H", "L"), -30),
    (("g", "G"), 0),
    (("right",), 0),
]


@pytest.mark.parametrize(("keys", "days"), KEYS)
async def test_enter_chooses_the_day_under_the_cursor(keys: tuple[str, ...], days: int) -> None:
    async with opened(timelines.story(), size=(160, 24)) as seen:
        await seen.press(*keys, "enter")
        day = views.NOW.date() + timedelta(days=days)
        await wait_for(seen.pilot, lambda: bool(seen.world.days), "a day is chosen")
        assert seen.world.days == [end_of_day(day)]


async def test_a_cell_of_several_days_leads_to_the_last_of_them() -> None:
    async with opened(timelines.story()) as seen:
        await seen.press("h", "enter")
        assert seen.told[0].startswith("▼ 2 Nov – 3 Nov 2025 · 1 claim · enter looks from 3 Nov")
        await wait_for(seen.pilot, lambda: bool(seen.world.days), "a day is chosen")
        assert seen.world.days == [end_of_day(views.day(3).date())]


async def test_zooming_keeps_the_day() -> None:
    async with opened(timelines.story()) as seen:
        await seen.press("plus", "plus", *"hhh")
        assert seen.told[0].startswith("▼ Sun 2 Nov 2025")
        assert "30 Oct 31 Oct 1 Nov  2 Nov  3 Nov  4 Nov  5 Nov" in seen.lines[0]
        await seen.press("underscore")
        assert seen.told[0].startswith("▼ Sun 2 Nov 2025")
        await seen.press("underscore")
        assert seen.told[0].startswith("▼ 2 Nov – 3 Nov 2025")


async def test_a_refresh_keeps_day_zoom_and_source() -> None:
    story = timelines.story()
    async with opened(story, size=(160, 24)) as seen:
        await seen.press("plus", *"hhh", "j", "j")
        before = seen.told
        fewer = timelines.timeline(*story.lanes[1:], ticks=story.ticks)
        seen.pane.show(fewer)
        await shown(seen.pilot)
        assert seen.told[:2] == before[:2]


async def test_a_cursor_on_the_newest_day_follows_it_and_another_one_stays() -> None:
    story = timelines.story()
    earlier = timelines.timeline(*story.lanes, end=midnight(3))
    async with opened(story, size=(160, 24)) as seen:
        seen.pane.show(earlier)
        await shown(seen.pilot)
        assert seen.told[0].startswith("▼ Sun 2 Nov 2025")
        await seen.press("h")
        seen.pane.show(story)
        await shown(seen.pilot)
        assert seen.told[0].startswith("▼ Sat 1 Nov 2025")
        seen.pane.show(timelines.timeline(*story.lanes, end=midnight(20, 10)))
        await shown(seen.pilot)
        assert seen.told[0].startswith("▼ Sun 19 Oct 2025"), "as near as there are days"


async def test_an_end_within_a_day_is_that_day() -> None:
    noon = views.day(5)
    async with opened(timelines.timeline(timelines.measured(), end=noon)) as seen:
        await seen.press("enter")
        await wait_for(seen.pilot, lambda: bool(seen.world.days), "a day is chosen")
        assert seen.world.days == [end_of_day(noon.date())]


async def test_older_claims_that_are_left_out_are_named() -> None:
    story = timelines.timeline(
        timelines.measured(), ticks=(timelines.tick(views.day(3)),), more_ticks=True
    )
    async with opened(story, size=(160, 24)) as seen:
        assert "older" not in seen.told[0]
        await seen.press("H")
        assert "▼ Mon 6 Oct 2025 · older ones that are not shown" in seen.told[0]


async def test_many_sources_scroll_and_say_which_is_chosen() -> None:
    lanes = [
        timelines.lane(views.source(f"Source {number}"), timelines.period(START, END, CONTESTED))
        for number in range(20)
    ]
    async with opened(timelines.timeline(*lanes), size=(80, 16)) as seen:
        assert seen.lines[1].startswith(" 1/20 ")
        await seen.press(*"jjjjjjjjjjjjjjjj")
        assert seen.lines[1].startswith(" 17/20 ")
        assert any(line.startswith("▌Source 16 ") for line in seen.lines)
        assert seen.told[1].startswith("◐C      Source 16")
        assert seen.told[-1] == "… 18 lines more"


async def test_t_shows_who_had_a_change_when_and_the_lanes_again() -> None:
    async with opened(timelines.story()) as seen:
        await seen.press("t")
        text = screen_text(seen.pane)
        assert "7 Timeline · Pokrovsk · when each source had a change" in text
        assert "◐C contested · 1 Oct 2025" in text
        assert "DeepState map +9d" in text
        assert seen.pane.body.has_focus
        await seen.press("t")
        assert "▌DeepState map" in screen_text(seen.pane)
        assert seen.pane.body.has_focus


STATES: list[tuple[Callable[[Timeline], None], list[str], bool]] = [
    (Timeline.set_loading, ["loading…"], False),
    (lambda pane: pane.set_empty("nothing", "esc"), ["nothing", "→ esc"], False),
    (
        lambda pane: pane.set_stale(views.day(4), "no answer"),
        ["~ stale since 2025-11-04 12:00 UTC", "no answer"],
        True,
    ),
    (lambda pane: pane.set_failed("disk full", None), ["! failed: disk full"], False),
    (Timeline.set_ready, ["DeepState map"], True),
]


@pytest.mark.parametrize(("enter", "said", "keeps_content"), STATES)
@pytest.mark.parametrize("turned_over", [False, True])
async def test_every_state_says_what_it_is_on_both_sides(
    enter: Callable[[Timeline], None], said: list[str], keeps_content: bool, turned_over: bool
) -> None:
    async with opened(timelines.story()) as seen:
        enter(seen.pane)
        if turned_over:
            await seen.press("t")
        await shown(seen.pilot)
        text = screen_text(seen.pane)
        assert all(words in text for words in said), text
        assert ("VIINA" in text) is keeps_content
        seen.pane.set_ready()
        await shown(seen.pilot)
        assert "VIINA" in screen_text(seen.pane)


async def test_keys_do_nothing_to_what_is_hidden() -> None:
    async with opened(timelines.story()) as seen:
        before = seen.told
        seen.pane.set_failed("why", None)
        await seen.press("h", "g", "j", "n", "plus", "enter", "H")
        seen.pane.set_ready()
        await shown(seen.pilot)
        assert seen.told == before
        assert seen.world.days == []


async def test_without_a_place_or_a_word_it_says_what_to_do() -> None:
    async with opened(None) as seen:
        assert "no city chosen" in screen_text(seen.pane)
        await seen.press("h", "enter", "t", "t", "plus", "n")
        seen.pane.show(timelines.timeline())
        await shown(seen.pilot)
        text = screen_text(seen.pane)
        assert "no source has said anything of it by this time" in text
        assert "→ ] goes a day on, = to now, r refreshes" in text


async def test_claims_alone_are_a_timeline() -> None:
    async with opened(timelines.timeline(ticks=(timelines.tick(views.day(5)),))) as seen:
        assert seen.lines[2].startswith(" claims  1 ")
        await seen.press("j", "n", "N", "h")
        assert seen.told[0].startswith(CURSOR)


async def test_ascii_is_ascii_and_says_the_same() -> None:
    async with opened(timelines.story(), glyphs=ASCII) as seen:
        assert "".join(seen.lines).isascii()
        assert seen.lines[2].endswith("%C%%%%%%%%%%%%")
        assert seen.lines[4].endswith("<>7")
        assert seen.told[0].startswith("v 4 Nov - 5 Nov 2025 - 2 claims")


async def test_without_colour_the_cursor_and_the_states_are_still_there() -> None:
    async with opened(timelines.story(), theme="mono") as seen:
        strip = seen.pane.body.render_line(2).crop(seen.cursor_at, seen.cursor_at + 1)
        assert all(segment.style and segment.style.reverse for segment in strip)
        assert all(
            segment.style is None or segment.style.color is None
            for y in range(seen.pane.body.size.height)
            for segment in seen.pane.body.render_line(y)
        )


async def test_the_column_under_the_cursor_stands_out_only_where_keys_act() -> None:
    async with opened(timelines.story()) as seen:
        at = seen.cursor_at
        under = seen.pane.body.render_line(4).crop(at, at + 1)
        beside = seen.pane.body.render_line(4).crop(at - 1, at)
        assert [s.style.bgcolor for s in under if s.style] != [
            s.style.bgcolor for s in beside if s.style
        ]
        seen.pane.screen.set_focus(None)
        await shown(seen.pilot)
        away = seen.pane.body.render_line(4).crop(at, at + 1)
        assert [s.style.bgcolor for s in away if s.style] == [
            s.style.bgcolor for s in beside if s.style
        ]
        assert seen.lines[2].startswith("▏DeepState map")


async def test_a_key_repaints_only_what_looks_different() -> None:
    async with opened(timelines.story(), size=(160, 24)) as seen:
        await seen.press("g", "l", "l", "l")
        body = seen.pane.days
        body.action_move(1)
        whole = [region for region in body._repaint_regions if region.width == body.size.width]
        columns = [region for region in body._repaint_regions if region.width == 1]
        assert {region.y for region in whole} == {1, 8}, "the ruler and the day that is told"
        assert len(columns) == 2, "the column left and the column entered"


async def test_the_same_again_repaints_nothing() -> None:
    async with opened(timelines.story()) as seen:
        seen.pane.show(timelines.story())
        assert not seen.pane.days._repaint_regions


@pytest.mark.parametrize(
    "size", [(20, 6), (20, 12), (24, 3), (40, 8), (80, 24), (100, 5), (160, 12), (222, 48), (4, 3)]
)
async def test_no_size_overflows(size: tuple[int, int]) -> None:
    async with opened(timelines.story(), size=size) as seen:
        for keys in ((), ("plus", "plus"), ("underscore",) * 4, ("g",), ("j", "j"), ("t",)):
            await seen.press(*keys)
            body = seen.pane.body
            strips = [body.render_line(y) for y in range(body.size.height)]
            assert {strip.cell_length for strip in strips} <= {body.size.width}


async def test_a_click_moves_the_cursors_and_a_second_one_chooses() -> None:
    async with opened(timelines.story()) as seen:
        at = seen.cursor_at
        assert await seen.pilot.click(seen.pane.days, offset=(at - 1, 4))
        await shown(seen.pilot)
        assert seen.told[0].startswith("▼ 2 Nov – 3 Nov 2025")
        assert seen.told[1].startswith("◐C      VIINA")
        assert seen.world.days == []
        assert await seen.pilot.click(seen.pane.days, offset=(at - 1, 4))
        await wait_for(seen.pilot, lambda: bool(seen.world.days), "a day is chosen")
        assert await seen.pilot.click(seen.pane.days, offset=(2, 2))
        await shown(seen.pilot)
        assert seen.lines[2].startswith("▌DeepState map")


async def test_texts_from_outside_are_shown_as_they_are_written() -> None:
    text = "[@click=app.bell]東京都[/] [red]"
    by = views.source(text)
    story = timelines.timeline(
        timelines.lane(by, timelines.period(START, END, OUTSIDE, label=text)),
        ticks=(timelines.tick(views.day(5), by, text),),
    )
    async with opened(story, size=(120, 14)) as seen:
        assert any(f": {text}" in line for line in seen.told)
        assert all(
            not segment.style or not segment.style.meta
            for strip in seen.pane.screen._compositor.render_strips()
            for segment in strip
        )
