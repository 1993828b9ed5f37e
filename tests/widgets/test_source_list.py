"""The list of the sources: states in words and marks, at every width, in ASCII, no markup."""

from collections.abc import Sequence
from datetime import timedelta

from msgspec.structs import replace

from situation.attempt_records import Outcome
from situation.freshness import Condition, Freshness
from situation.model import Affiliation
from situation.periods import EARLIEST
from situation.source_overview import SourceOverview, SourceState
from situation.vocabulary import Relation
from tests.situation.records import DAY, make_source
from tests.situation.source_world import HOSTILE, HOUR, make_attempt
from tests.widgets.host import Host, lines_of, shown
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.pane_states import Empty, Failed, Loading, Ready, Stale
from widgets.source_list import STATE_MARKS, SourceList

NARROW, WIDE = 80, 130


def state(word: Freshness, name: str = "The map", **fields: object) -> SourceState:
    """A source in a state; unless it is no feed it was tried three minutes ago."""
    given: dict[str, object] = {
        "source": make_source(name.casefold().replace(" ", "-"), name=name),
        "conditions": (Condition(word, "the reason"),),
        "data_at": DAY - timedelta(hours=12),
    }
    if word is not Freshness.NOT_A_FEED:
        attempt = make_attempt(tried_at=DAY - timedelta(minutes=3), seen=1200, new=7, rejected=4)
        given |= {"connector": "feed", "attempt": attempt, "next_try": DAY + HOUR}
    return SourceState(**given | fields)  # type: ignore[arg-type] # a builder of any field


def overview(*states: SourceState) -> SourceOverview:
    return SourceOverview(judged_at=DAY, is_now=True, states=states)


async def drawn(
    states: Sequence[SourceState], width: int = NARROW, glyphs: Glyphs = UNICODE
) -> list[str]:
    pane = SourceList(glyphs=glyphs)
    async with Host(pane).run_test(size=(width, 24)) as pilot:
        pane.show(overview(*states))
        await shown(pilot)
        return [line[1:].rstrip() for line in lines_of(pane.rows)]


async def test_every_state_is_a_word_with_a_mark_or_none() -> None:
    states = [state(word, f"Source {number}") for number, word in enumerate(Freshness)]
    for glyphs in (UNICODE, ASCII):
        lines = "\n".join(await drawn(states, WIDE, glyphs))
        for word in Freshness:
            mark = glyphs[STATE_MARKS[word][0]]
            assert f"{mark.ljust(2)} {word.value}" in lines
        assert glyphs is UNICODE or lines.isascii()


async def test_wide_is_one_line_in_columns() -> None:
    first, *rest = await drawn([state(Freshness.FRESH)], WIDE)
    told = first.split()
    assert told == ["fresh", "The", "map", "independent", "F", "4", "Nov", "12h", "3m", "7",
                    "1,200", "4", "in", "1h"]  # fmt: skip
    assert not any(rest)


async def test_wide_has_titles_over_its_columns() -> None:
    pane = SourceList()
    async with Host(pane).run_test(size=(WIDE, 24)) as pilot:
        pane.show(overview(state(Freshness.FRESH)))
        await shown(pilot)
        assert pane.heading is not None
        (title,) = lines_of(pane.heading)
        (row, *_) = lines_of(pane.rows)
        for heading, cell in (("state", "fresh"), ("source", "The map"), ("data of", "4 Nov")):
            assert title.index(heading) == row.index(cell)
        for heading, cell in (("seen", "1,200"), ("next", "in 1h")):
            assert title.index(heading) + len(heading) == row.index(cell) + len(cell)


async def test_narrow_is_two_lines_with_what_came_below() -> None:
    first, second, *_ = await drawn([state(Freshness.PARTIAL)])
    assert first.startswith("! partial       The map")
    assert first.endswith("F        4 Nov 12h")
    assert second == "  tried 3m ago · 7 new of 1,200 seen, 4 rejected · next in 1h"


async def test_narrow_says_why_it_failed_and_why_it_is_off() -> None:
    failed = state(
        Freshness.FAILED,
        attempt=make_attempt(outcome=Outcome.FAILED, seen=0, new=0, tried_at=DAY - HOUR),
        conditions=(Condition(Freshness.FAILED, "timed out"),),
        next_try=DAY,
    )
    off = state(Freshness.OFF, "Another", off="off in the settings", next_try=None)
    off = replace(off, conditions=(Condition(Freshness.OFF, off.off),))
    lines = await drawn([failed, off])
    assert lines[1] == "  tried 1h ago · next due · timed out"
    assert lines[3] == "  off in the settings"


async def test_what_is_no_feed_has_one_line() -> None:
    lines = await drawn([state(Freshness.NOT_A_FEED, "A speaker"), state(Freshness.FRESH)])
    assert lines[0].startswith("– not a feed    A speaker")
    assert lines[1].startswith("  fresh")


async def test_a_tie_that_has_no_room_stands_below_and_is_never_cut() -> None:
    side = Affiliation(relation=Relation.SPEAKS_FOR, side="UA")
    source = make_source("x", name="Ministry of Defence", affiliation=side)
    for width in range(46, 74):
        lines = await drawn([state(Freshness.NOT_A_FEED, source=source)], width)
        assert any("speaks for UA" in line for line in lines), width
        assert not any("speaks…" in line for line in lines), width
    first, second, *_ = await drawn([state(Freshness.OFF, source=source, off="no")], 60)
    assert "speaks" not in first
    assert second == "  speaks for UA · the reason"


async def test_connectors_of_one_source_are_told_apart() -> None:
    states = [state(Freshness.FRESH, connector=key) for key in ("control", "events")]
    for width in (NARROW, WIDE):
        lines = "\n".join(await drawn(states, width))
        assert "The map (control)" in lines
        assert "The map (events)" in lines
    assert "(feed)" not in "\n".join(await drawn([state(Freshness.FRESH)]))


async def test_hostile_names_and_reasons_stand_as_they_are_and_move_nothing() -> None:
    hostile = state(Freshness.FAILED, HOSTILE, source=make_source("x", name=HOSTILE), connector="x")
    hostile = replace(hostile, conditions=(Condition(Freshness.FAILED, HOSTILE),))
    for width in (50, NARROW, WIDE):
        lines = await drawn([hostile, state(Freshness.FRESH)], width)
        assert "[red]bad" in lines[0]
        assert all(len(line) <= width for line in lines)


async def test_the_title_counts_the_states_that_need_a_look() -> None:
    pane = SourceList()
    async with Host(pane).run_test(size=(WIDE, 24)) as pilot:
        states = [state(Freshness.FAILED, "A"), state(Freshness.SILENT, "B"), state(Freshness.OFF)]
        pane.show(overview(*states))
        await shown(pilot)
        assert "3 · 1 failed · 1 silent" in str(pane.border_title)
        pane.show(replace(overview(*states), is_now=False))
        await shown(pilot)
        assert "as known 2025-11-05 00:00 UTC" in str(pane.border_title)


async def test_the_cursor_stays_on_its_source_when_others_come_and_go() -> None:
    pane = SourceList()
    async with Host(pane).run_test(size=(NARROW, 24)) as pilot:
        pane.show(overview(state(Freshness.FRESH, "A"), state(Freshness.FRESH, "B")))
        pane.focus_body()
        await shown(pilot)
        await pilot.press("j")
        pane.show(overview(state(Freshness.FAILED, "0"), state(Freshness.FAILED, "B")))
        await shown(pilot)
        assert pane.highlighted is not None
        assert pane.highlighted.source.name == "B"
        assert pane.highlighted.word is Freshness.FAILED


async def test_the_states_of_the_pane() -> None:
    pane = SourceList()
    async with Host(pane).run_test(size=(NARROW, 24)) as pilot:
        pane.set_loading()
        await shown(pilot)
        assert isinstance(pane.state, Loading)
        assert pane.highlighted is None
        pane.show(overview())
        await shown(pilot)
        assert isinstance(pane.state, Empty)
        assert "this store knew no source then" in lines_of(pane.rows)[0]
        pane.show(overview(state(Freshness.FRESH)))
        assert isinstance(pane.state, Ready)
        pane.set_stale(EARLIEST, "the store is busy")
        await shown(pilot)
        assert isinstance(pane.state, Stale)
        assert "The map" in lines_of(pane.rows)[0]
        pane.set_failed("the store is gone", None)
        await shown(pilot)
        assert isinstance(pane.state, Failed)
        assert "the store is gone" in lines_of(pane.rows)[0]
