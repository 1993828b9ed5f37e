"""The claim screen: what is read there, the way along links, and what an analyst records."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Static

from situation.analyst_acts import annotate
from situation.errors import StoreReadOnly
from situation.opening import Opened
from situation.pack_header import load_header
from situation.periods import Viewpoint
from situation.store.base import AppendReport, Store, StoreInfo
from situation.vocabulary import Credibility, Reliability, Standing
from tests.conftest import NOW
from tests.screens.world import PACK_DAY, REFERENCE, World, open_world
from tests.situation.claim_world import DOUBT, FALLEN, FALLEN_URL, HELD, claim_store
from tests.situation.records import Clock
from tui.clipboard import CopiedText
from tui.screens.city import CityScreen
from tui.screens.claim import ClaimScreen
from tui.screens.monitor import MonitorScreen
from tui.screens.prompts import GradePrompt, NotePrompt, Prompt
from widgets.claim_feed import ClaimFeed
from widgets.claim_links import ClaimLinks
from widgets.claim_sheet import ClaimSheet

POKROVSK = "pokrovsk"


class Guarded:
    """A store that others may write and this process may not, or that fails when it is written.

    Args:
        store: answers everything else.
        writable: what it says of itself.
    """

    def __init__(self, store: Store, *, writable: bool) -> None:
        self._store = store
        self._writable = writable

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def info(self) -> StoreInfo:
        info = await self._store.info()
        fields = {name: getattr(info, name) for name in StoreInfo.__struct_fields__}
        return StoreInfo(**fields | {"writable": self._writable})

    async def append(self, *_records: object, **_named: object) -> AppendReport:
        raise StoreReadOnly("the disk has become read-only")


@asynccontextmanager
async def open_claim(
    folder: Path,
    size: tuple[int, int] = REFERENCE,
    *,
    guard: Callable[[Store], Any] = lambda store: store,
    viewpoint: Viewpoint | None = None,
) -> AsyncIterator[World]:
    """The screen of the claim `held`, read."""
    clock = Clock()
    store = await claim_store(folder, clock)
    opened = Opened(store=guard(store), pack=load_header(), created=False)
    async with open_world(folder, size, opened=opened, viewpoint=viewpoint, clock=clock) as world:
        await world.until(lambda: world.app.snapshot, "the store was read")
        world.app.open_claim(HELD)
        await until_read(world, HELD)
        yield world
    await store.close()


async def until_read(world: World, claim: str) -> None:
    await world.until_on(ClaimScreen)
    await world.until_in_title(ClaimSheet, claim)


async def until_asked(world: World, kind: type[Prompt[Any]]) -> None:
    await world.until(lambda: isinstance(world.screen, kind), f"{kind.__name__} asks")


def said(world: World) -> str:
    """What the program told the reader."""
    return "\n".join(notification.message for notification in world.app._notifications)


def whole_sheet(world: World) -> str:
    sheet = world.pane(ClaimSheet)
    lines = sheet._draw(70)
    return "\n".join("".join(text for text, _ in line) for line in lines)


def standing_of(world: World, other: str) -> Standing:
    links = world.pane(ClaimLinks).rows.items
    return next(link.link.standing for link in links if link.other.id == other)


async def test_enter_on_a_claim_of_the_monitor_opens_it_and_esc_goes_back(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await world.press("4")
        await world.until_focused(ClaimFeed)
        chosen = world.pane(ClaimFeed).highlighted
        assert chosen is not None
        await world.press("enter")
        await until_read(world, chosen.claim.id)
        assert chosen.claim.text[:30] in world.text
        await world.press("escape")
        await world.until_on(MonitorScreen)


async def test_enter_on_a_claim_of_a_city_opens_it_and_q_goes_back(tmp_path: Path) -> None:
    async with open_world(tmp_path, (120, 40), place=POKROVSK) as world:
        await world.until_on(CityScreen)
        await world.until_shown(POKROVSK)
        await world.press("4", "enter")
        await world.until_on(ClaimScreen)
        await world.press("q")
        await world.until_on(CityScreen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (190, 46), (50, 12)])
async def test_claim_and_links_have_room_in_every_layout(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_claim(tmp_path, size) as world:
        await world.until_visible(ClaimSheet, ClaimLinks)
        assert "Ukrainian forces hold the whole of the city" in world.text
        assert "disputed by no source named" in world.text


async def test_times_and_judgements_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        text = whole_sheet(world)
        labels = ("said ", "valid ", "recorded ", "source A-F", "item 1-6", "speaker", "analysts")
        for label in (*labels, "checked"):
            assert [line for line in text.splitlines() if line.startswith(label)], label
        assert "2 reports, 1 origin" in text
        assert "corrected   2025-11-06 00:00 UTC by boris" in text


async def test_links_are_followed_and_esc_goes_back_along_the_way(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        await world.press("j", "enter")
        await until_read(world, FALLEN)
        await world.press("enter")
        await until_read(world, HELD)
        for claim in (FALLEN, HELD):
            await world.press("escape")
            await until_read(world, claim)
        await world.press("escape")
        await world.until_on(MonitorScreen)


@pytest.mark.parametrize(("key", "standing"), [("c", Standing.CONFIRMED), ("X", Standing.REJECTED)])
async def test_one_key_judges_the_proposal_under_the_cursor(
    tmp_path: Path, key: str, standing: Standing
) -> None:
    async with open_claim(tmp_path) as world:
        assert "PROPOSED by a rule" in world.pane_text(ClaimLinks)
        await world.press("j", key)
        await world.until(lambda: standing_of(world, FALLEN) is standing, "it is judged")
        await world.until(lambda: f"the link is {standing}" in said(world), "it is said")
        assert "1 proposed" not in world.title(ClaimLinks)
        await world.press(key)
        await world.until(lambda: "already" in said(world), "nothing is recorded twice")


async def test_what_was_stated_is_not_ours_to_confirm(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        await world.press("c")
        await world.until(lambda: "stated, not proposed" in said(world), "it says why")
        assert standing_of(world, DOUBT) is Standing.STATED


async def test_a_grade_is_explained_needs_a_reason_and_is_recorded(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        await world.press("v")
        await until_asked(world, GradePrompt)
        explained = str(world.screen.query_one("#explained", Static).content)
        assert "completely reliable" in explained
        assert "truth cannot be judged" in explained
        await world.press("c", "2", "enter", "enter")
        await world.until(lambda: "a reason is needed" in world.text, "no grade without a reason")
        await world.write("films agree")
        await world.press("enter")
        await until_read(world, HELD)
        await world.until(lambda: "C fairly reliable" in whole_sheet(world), "the source's grade")
        text = whole_sheet(world)
        assert "2 probably true" in text
        assert text.count("films agree") == 2
        assert world.app.claim is not None
        assert world.app.claim.detail is not None
        view = world.app.claim.detail.view
        assert view.source.reliability is Reliability.C
        assert view.claim.credibility is Credibility.CANNOT_BE_JUDGED


async def test_esc_leaves_the_reason_then_the_prompt_and_records_nothing(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        before = world.snapshot.info.revision
        await world.press("v", "a", "enter", "b", "escape", "3")
        await until_asked(world, GradePrompt)
        assert world.screen.query_one(Input).value == "b"
        await world.press("escape")
        await until_read(world, HELD)
        assert world.snapshot.info.revision == before


async def test_nobody_can_grade_a_source_that_is_not_named(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        await world.press("enter")
        await until_read(world, DOUBT)
        await world.press("v")
        await until_asked(world, GradePrompt)
        await world.press("a")
        await world.until(lambda: "nobody is named" in world.text, "it says why")


async def test_a_note_is_written_beside_the_claim(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        await world.press("i")
        await until_asked(world, NotePrompt)
        await world.press("enter")
        await world.until(lambda: "the note is empty" in world.text, "it says why")
        await world.write("see [bold]map")
        await world.press("enter")
        await until_read(world, HELD)
        await world.until(lambda: "see [bold]map" in whole_sheet(world), "the note is shown")


async def test_a_claim_is_followed_again_after_another_was_closed_above_it(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        world.app.open_city(POKROVSK)
        await world.until_on(CityScreen)
        world.app.open_claim(FALLEN)
        await until_read(world, FALLEN)
        await world.press("escape")
        await world.until_on(CityScreen)
        await world.press("escape")
        await until_read(world, HELD)
        note = partial(annotate, text="seen again", claim_id=HELD, author="test")
        world.app.record(lambda store: note(store, at=world.app.clock()), "noted")
        await world.until(lambda: "seen again" in whole_sheet(world), "the note is shown")


async def test_the_citation_is_copied_and_shown(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        await world.press("y")
        await world.until_on(CopiedText)
        assert f"sitmon claim {HELD}" in world.app.clipboard
        assert f"sitmon claim {HELD}" in world.text
        await world.press("escape")
        await until_read(world, HELD)


async def test_a_link_is_shown_and_copied_and_where_there_is_none_it_says_so(
    tmp_path: Path,
) -> None:
    async with open_claim(tmp_path) as world:
        await world.press("o")
        await world.until(lambda: "no link is recorded" in said(world), "it says why")
        await world.press("j", "enter")
        await until_read(world, FALLEN)
        await world.press("o")
        await world.until_on(CopiedText)
        assert world.app.clipboard == FALLEN_URL
        await world.until(lambda: FALLEN_URL in world.text, "it is shown")


async def test_from_the_sheet_a_key_of_the_links_goes_to_them_first(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        await world.press("j", "1")
        await world.until_focused(ClaimSheet)
        await world.press("c")
        await world.until_focused(ClaimLinks)
        assert standing_of(world, FALLEN) is Standing.PROPOSED
        await world.press("c")
        await world.until(
            lambda: standing_of(world, FALLEN) is Standing.CONFIRMED, "it is confirmed"
        )


async def test_z_gives_the_whole_screen_to_one_pane(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        await world.press("1", "z")
        await world.until_visible(ClaimSheet)
        await world.press("escape")
        await world.until_visible(ClaimSheet, ClaimLinks)


async def test_what_is_recorded_while_looking_back_says_where_it_is_seen(tmp_path: Path) -> None:
    then = Viewpoint(valid_at=PACK_DAY.valid_at, known_at=NOW)
    async with open_claim(tmp_path, viewpoint=then) as world:
        await world.press("j", "c")
        await world.until(lambda: "seen when you look from now" in said(world), "it is said")


async def test_t_turns_to_the_tree_of_echoes(tmp_path: Path) -> None:
    async with open_claim(tmp_path) as world:
        assert "2 reports" not in world.pane_text(ClaimSheet)
        await world.press("t")
        await world.until(lambda: "2 reports" in world.pane_text(ClaimSheet), "the tree is shown")
        assert world.focused is ClaimSheet


async def test_a_store_that_may_only_be_read_says_why(tmp_path: Path) -> None:
    async with open_claim(tmp_path, guard=lambda s: Guarded(s, writable=False)) as world:
        for key in ("v", "i"):
            await world.press(key)
            await world.until(lambda: "may be read but not written" in said(world), "it says why")
            assert isinstance(world.screen, ClaimScreen)
            world.app.clear_notifications()
        await world.press("j", "c")
        await world.until(lambda: "may be read but not written" in said(world), "it says why")


async def test_a_failed_append_is_told_in_words(tmp_path: Path) -> None:
    async with open_claim(tmp_path, guard=lambda s: Guarded(s, writable=True)) as world:
        await world.press("j", "c")
        await world.until(lambda: "not recorded: the disk has become" in said(world), "it is told")
        assert standing_of(world, FALLEN) is Standing.PROPOSED


async def test_a_day_before_it_was_said_the_claim_is_not_there(tmp_path: Path) -> None:
    async with open_claim(tmp_path, viewpoint=PACK_DAY) as world:
        await world.press("left_square_bracket")
        await world.until(lambda: "not said yet" in world.text, "it says so")
        await world.press("y", "v")
        await world.until(lambda: "has not been read" in said(world), "nothing can be done to it")
        await world.press("right_square_bracket")
        await until_read(world, HELD)
        await world.until(lambda: "hold the whole of the city" in world.text, "it is back")
