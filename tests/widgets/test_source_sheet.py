"""Everything about one source, wrapped, scrolled and never read as markup."""

from msgspec.structs import replace

from situation.freshness import Condition, Freshness
from situation.source_overview import SourceState
from tests.situation.records import DAY, make_source
from tests.situation.source_world import HOSTILE, NOTICE, make_attempt
from tests.widgets.host import Host, lines_of, shown
from tests.widgets.test_source_list import overview, state
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.pane_states import Empty, Ready
from widgets.source_sheet import SourceSheet


async def drawn(shown_state: SourceState, width: int = 80, glyphs: Glyphs = UNICODE) -> list[str]:
    pane = SourceSheet(glyphs=glyphs)
    async with Host(pane).run_test(size=(width, 50)) as pilot:
        pane.show(shown_state, overview(shown_state))
        await shown(pilot)
        return [line[1:].rstrip() for line in lines_of(pane.sheet)]


async def test_the_state_comes_first_and_what_else_holds_stands_below() -> None:
    both = (Condition(Freshness.FAILED, "timed out"), Condition(Freshness.SILENT, "nothing new"))
    lines = await drawn(replace(state(Freshness.FAILED), conditions=both))
    assert lines[0] == "state      failed: timed out"
    assert lines[1] == "           silent: nothing new"


async def test_what_it_is_made_from_is_told_in_words() -> None:
    made = replace(state(Freshness.FRESH), made_from=("DeepState", "ISW"))
    assert "made from  DeepState, ISW: agreement with these is not independent" in await drawn(made)


async def test_rejected_items_warnings_terms_and_link() -> None:
    attempt = make_attempt(
        seen=9, rejected=2, reasons=("row 7: no date", "row 9: twice"), warnings=("odd",)
    )
    source = make_source(terms="For own use.", url="https://example.org/a")
    full = replace(
        state(Freshness.PARTIAL), attempt=attempt, source=source, notice=NOTICE, is_accepted=True
    )
    lines = await drawn(full)
    assert "items      1 new of 9 seen, 2 rejected" in lines
    assert lines[lines.index("not used   row 7: no date") + 1] == "           row 9: twice"
    assert "warnings   odd" in lines
    assert "terms      For own use." in lines
    assert any(line.startswith("to accept  accepted: These data may not") for line in lines)
    assert "link       https://example.org/a" in lines


async def test_narrow_wraps_beside_the_labels_and_loses_nothing() -> None:
    long = Condition(Freshness.FAILED, " ".join(f"word{number}" for number in range(60)))
    lines = await drawn(replace(state(Freshness.FAILED), conditions=(long,)), width=40)
    told = " ".join(lines)
    assert all(f"word{number}" in told for number in range(60))
    assert all(line.startswith(" " * 11) for line in lines[1:5])


async def test_hostile_texts_stand_as_they_are() -> None:
    attempt = make_attempt(rejected=1, reasons=(HOSTILE,), warnings=(HOSTILE,))
    source = make_source(name=HOSTILE, terms=HOSTILE, credit=HOSTILE, url="https://x.org/[/b]")
    hostile = replace(state(Freshness.PARTIAL), attempt=attempt, source=source, notice=HOSTILE)
    lines = await drawn(hostile)
    assert sum(HOSTILE in line for line in lines) == 5
    assert "link       https://x.org/[/b]" in lines


async def test_its_own_words_are_ascii() -> None:
    lines = await drawn(state(Freshness.PARTIAL), glyphs=ASCII)
    assert "".join(lines).isascii()


async def test_another_source_is_read_from_its_beginning_and_the_same_stays() -> None:
    pane = SourceSheet()
    first, second = state(Freshness.FRESH, "A"), state(Freshness.FRESH, "B")
    async with Host(pane).run_test(size=(60, 8)) as pilot:
        pane.show(first, overview(first))
        pane.focus_body()
        await shown(pilot)
        await pilot.press("j", "j")
        assert pane.sheet.top == 2
        later = replace(first, data_at=DAY)
        pane.show(later, overview(later))
        await shown(pilot)
        assert pane.sheet.top == 2
        pane.show(second, overview(second))
        await shown(pilot)
        assert pane.sheet.top == 0
        assert "B" in str(pane.border_title)


async def test_without_a_source_it_says_so() -> None:
    pane = SourceSheet()
    async with Host(pane).run_test(size=(60, 12)) as pilot:
        pane.show(None, overview())
        await shown(pilot)
        assert isinstance(pane.state, Empty)
        there = state(Freshness.FRESH)
        pane.show(there, overview(there))
        assert isinstance(pane.state, Ready)
