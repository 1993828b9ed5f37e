"""The feed on screen: searching, facets, reading, saved views, and new claims that wait."""

import asyncio
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from situation.periods import Viewpoint
from situation.store import open_store
from tests.conftest import NOW
from tests.screens.test_live import append_elsewhere, new_claim
from tests.screens.world import PACK_DAY, World, body_text, open_world, second_start
from tests.situation.records import make_claim
from tui.screens.city import CityScreen
from tui.screens.claim import ClaimScreen
from tui.screens.claim_form import ANSWERS, FIELDS, ClaimForm
from tui.screens.facets import FacetsScreen
from tui.screens.feed import FeedScreen
from tui.screens.monitor import MonitorScreen
from tui.screens.typing_line import NameLine, SearchLine
from widgets.city_list import CityList
from widgets.feed_list import FeedList
from widgets.painted import Lines
from widgets.rows import Rows

POKROVSK = "pokrovsk"
ALL = 25


def ids(world: World) -> list[str]:
    return [row.view.claim.id for row in world.pane(FeedList).rows.items]


def under_cursor(world: World) -> str:
    row = world.pane(FeedList).highlighted
    return row.view.claim.id if row else ""


def heading(world: World) -> str:
    return body_text(world.pane(FeedList).query_one(Lines))


async def open_feed(world: World, claims: int = ALL) -> None:
    await world.until_shown(POKROVSK)
    await world.press("c")
    await world.until_on(FeedScreen)
    await until_found(world, claims)


async def until_found(world: World, claims: int) -> None:
    await world.until_in_title(FeedList, f"{claims} claim")
    await world.until(lambda: len(ids(world)) == min(claims, 100), f"{claims} are listed")


async def search_for(world: World, line: str) -> None:
    await world.press("slash")
    await world.until(lambda: world.screen.query_one(SearchLine).has_focus, "the line takes keys")
    entry = world.screen.query_one(SearchLine)
    entry.value = line


async def test_the_monitor_opens_all_claims_and_a_city_its_own(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await world.press("escape")
        await world.until_on(MonitorScreen)
        await world.press("enter")
        await world.until_on(CityScreen)
        await world.until_shown(POKROVSK)
        await world.press("c")
        await world.until_on(FeedScreen)
        await until_found(world, 23)
        assert "place:pokrovsk" in world.title(FeedList)


async def test_a_search_follows_typing_enter_keeps_it_and_esc_drops_it(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await search_for(world, "")
        await world.write("rail")
        await until_found(world, 1)
        await world.press("enter")
        await world.until_focused(FeedList)
        assert not world.screen.query(SearchLine)
        assert ids(world) == ["nyt-2025-11-05-06"]
        await world.press("escape")
        await until_found(world, ALL)
        assert isinstance(world.screen, FeedScreen)


async def test_esc_while_typing_drops_what_was_typed(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await search_for(world, "kind:control")
        await until_found(world, 8)
        await world.press("escape")
        await until_found(world, ALL)
        assert world.focused is FeedList


async def test_the_other_sides_spelling_finds_the_same(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await search_for(world, "красноармейск encircled")
        await until_found(world, 2)
        assert ids(world)[1] == "gerasimov-2025-10-encircled"


async def test_a_wrong_facet_is_named_and_the_list_stays(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await search_for(world, "kind:[b]rumour")
        await world.until(lambda: "kind:" in heading(world), "the facet is named")
        assert "[b]rumour" in heading(world)
        assert len(ids(world)) == ALL
        await world.press("escape")
        await world.until(lambda: "unread" in heading(world), "the problem is gone")


async def test_nothing_found_says_how_to_go_on(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await search_for(world, "zeppelin")
        await world.until_in_title(FeedList, "0 claims")
        assert "esc drops the search" in world.pane_text(FeedList)
        await world.press("enter", "n", "N", "x", "e", "enter", "X", "u", "G", "g")
        await world.press("escape")
        await world.until(lambda: "zeppelin" not in world.title(FeedList), "the search is gone")


async def test_n_goes_round(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        found = ids(world)
        await world.press("n")
        await world.until(lambda: under_cursor(world) == found[1], "the next")
        await world.press("N", "N")
        await world.until(lambda: under_cursor(world) == found[-1], "round to the last")
        await world.press("n")
        await world.until(lambda: under_cursor(world) == found[0], "round to the first")


async def test_facets_are_chosen_from_a_list(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await world.press("f")
        await world.until(lambda: isinstance(world.screen, FacetsScreen), "the facets are open")
        facets = world.screen.query_one(Rows)
        await world.until(lambda: facets.has_focus and facets.items, "they are listed")
        facets.move_to("kind:control")
        await world.press("space")
        facets.move_to("place:kramatorsk")
        await world.press("enter")
        await world.until(lambda: sum(value.chosen for value in facets.items) == 2, "both chosen")
        await world.press("escape")
        await until_found(world, 1)
        assert "kind:control place:kramatorsk" in world.title(FeedList)


async def test_reading_marks_go_with_the_reader(tmp_path: Path) -> None:
    visits = tmp_path / "visits.json"
    async with open_world(tmp_path, visits_file=visits) as world:
        await open_feed(world)
        first = under_cursor(world)
        await world.press("x")
        await world.until(lambda: "24 unread" in heading(world), "one is read")
        assert under_cursor(world) != first
        await world.press("u")
        await world.until(lambda: len(ids(world)) == ALL - 1, "only unread claims")
        await world.press("x")
        await world.until(lambda: "23 unread" in heading(world), "another is read")
        assert len(ids(world)) == ALL - 1, "and stays where it is"
    async with open_world(tmp_path, visits_file=visits) as world:
        await open_feed(world)
        await world.until(lambda: "23 unread" in heading(world), "what was read stays read")
        await world.press("X")
        await world.until(lambda: " 0 unread" in heading(world), "all are read")
        await world.press("u")
        await world.until(lambda: "no unread claim" in world.pane_text(FeedList), "none is left")
        await world.press("u")
        await until_found(world, ALL)


async def test_new_claims_wait_and_nothing_moves(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await world.press("j", "j", "j")
        held, before = under_cursor(world), ids(world)
        picture = world.pane_text(FeedList).splitlines()[1:]
        await append_elsewhere(tmp_path, *(new_claim(f"t:{number}") for number in range(3)))
        await world.until(lambda: "3 new claims" in heading(world), "they are counted")
        assert "g shows them" in heading(world)
        assert (under_cursor(world), ids(world)) == (held, before)
        assert world.pane_text(FeedList).splitlines()[1:] == picture
        await world.press("g")
        await until_found(world, ALL + 3)
        await world.until(lambda: under_cursor(world).startswith("t:"), "at the top")
        assert "new claim" not in heading(world)


async def test_pages_follow_the_cursor(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        many = [make_claim(f"t:{n}", text=f"Event {n}.", said_at=NOW) for n in range(230)]
        await append_elsewhere(tmp_path, *many)
        await world.until(lambda: world.snapshot.info.counts["claim"] > 230, "they are there")
        await world.press("c")
        await world.until_on(FeedScreen)
        await until_found(world, ALL + 230)
        await world.press("G")
        await world.until(lambda: len(ids(world)) == 200, "the second page is there")
        await world.press("G")
        await world.until(lambda: len(ids(world)) == 255, "the last page is there")
        assert len(set(ids(world))) == 255


async def test_the_days_of_the_application_are_those_of_the_feed(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await world.press("left_square_bracket")
        await until_found(world, 7)
        await world.press("right_square_bracket")
        await until_found(world, ALL)


async def test_echoes_fold_and_unfold(tmp_path: Path) -> None:
    words = "Two drones hit the railway depot of the city before dawn and nobody was hurt there."
    reports = [make_claim("t:1", text=words, said_at=NOW)]
    reports.append(make_claim("t:2", text=words, via=("reuters",), said_at=NOW))
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        await append_elsewhere(tmp_path, *reports)
        await world.until(lambda: world.snapshot.info.counts["claim"] > ALL, "they are there")
        await world.press("c")
        await world.until_on(FeedScreen)
        await search_for(world, "depot")
        await world.until(lambda: ids(world) == ["t:1"], "one statement")
        await world.press("enter")
        assert "2 reports, 1 origin" in world.text
        await world.press("e")
        await world.until(lambda: ids(world) == ["t:1", "t:2"], "its echo is shown")
        await world.press("j", "e")
        await world.until(lambda: ids(world) == ["t:1"], "and folded up from the echo too")


async def test_enter_opens_the_claim_and_marks_it_read(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await world.press("enter")
        await world.until_on(ClaimScreen)
        await world.press("escape")
        await world.until_on(FeedScreen)
        await world.until(lambda: "24 unread" in heading(world), "it is read")


async def test_a_saved_view_opens_from_the_command_line(tmp_path: Path) -> None:
    visits = tmp_path / "visits.json"
    async with open_world(tmp_path, visits_file=visits) as world:
        await open_feed(world)
        await search_for(world, "kind:control")
        await until_found(world, 8)
        await world.press("enter", "S")
        await world.until(lambda: world.screen.query_one(NameLine).has_focus, "it takes a name")
        await world.write("control")
        await world.press("enter")
        await world.until(lambda: "control" in world.app.reader.views, "it is saved")
    async with open_world(tmp_path, visits_file=visits) as world:
        await world.until_shown(POKROVSK)
        await world.until_focused(CityList)
        await world.press("colon")
        await world.write("view control")
        await world.until(lambda: "view “control”" in world.text, "it is offered")
        await world.press("down", "enter")
        await world.until_on(FeedScreen)
        await until_found(world, 8)


FORM = {
    "place": "Krasnoarmeysk",
    "source": "nyt",
    "kind": "event",
    "text": "A bridge is down.",
    "said": "2025-11-05",
}


def fields(**changed: str) -> Iterator[tuple[str, str]]:
    yield from ({**FORM, **changed}).items()


async def fill(world: World, **changed: str) -> None:
    await world.press("a")
    await world.until(lambda: isinstance(world.screen, ClaimForm), "the form is open")
    await world.until(lambda: world.screen.focused is not None, "it takes keys")
    form = world.screen
    assert isinstance(form, ClaimForm)
    for name, value in fields(**changed):
        form.field(name).value = value
    await world.press("ctrl+r")


async def test_a_claim_typed_by_hand_is_recorded(tmp_path: Path) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await fill(world)
        await world.until_on(FeedScreen)
        await world.until(lambda: "1 new claim" in heading(world), "it waits like any other")
        await world.press("g")
        await world.until(lambda: len(ids(world)) == ALL + 1, "it is listed")
        store = open_store(tmp_path / "world.db", clock=lambda: NOW)
        assert (await store.info()).counts["claim"] == ALL + 1
        await store.close()


@pytest.mark.parametrize(("name", "value"), [("kind", "rumour"), ("said", "once"), ("text", "")])
async def test_the_form_names_the_field_that_is_wrong(
    tmp_path: Path, name: str, value: str
) -> None:
    async with open_world(tmp_path) as world:
        await open_feed(world)
        await fill(world, **{name: value})
        await world.until(lambda: f"{name}:" in world.text, "the field is named")
        form = world.screen
        assert isinstance(form, ClaimForm)
        await world.until(lambda: form.field(name).has_focus, "and takes the keys")
        assert form.field("place").value == FORM["place"], "nothing typed is lost"
        await world.press("escape")
        await world.until_on(FeedScreen)


@pytest.mark.parametrize("size", [(80, 24), (60, 16)], ids=str)
async def test_the_form_is_whole_and_says_what_each_field_takes(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with open_world(tmp_path, size) as world:
        await open_feed(world)
        await world.press("a")
        await world.until(lambda: isinstance(world.screen, ClaimForm), "the form is open")
        await world.until(lambda: "where it can be read" in world.text, "it is drawn")
        for name, hint in FIELDS:
            label = name.replace("_", " ")
            assert re.search(f"{label} +{re.escape(hint)} ", world.text), name
        assert "esc records nothing" in world.text
        form = world.screen
        assert isinstance(form, ClaimForm)
        for name, answers in ANSWERS.items():
            form.field(name).focus()
            said = partial(lambda answers: below(world) == answers, answers)
            await world.until(said, f"what {name} takes is said")
        form.field("place").focus()
        await world.until(lambda: not below(world), "a field that takes any words says nothing")


def below(world: World) -> str:
    """What stands under the fields of the form, its lines joined."""
    told = world.screen.query_one("#told").region
    lines = world.text.splitlines()[told.y : told.bottom]
    return " ".join(line[told.x : told.right].strip() for line in lines).strip()


async def test_a_search_for_what_was_not_known_then_shows_nothing_of_it(tmp_path: Path) -> None:
    before_the_store = Viewpoint(valid_at=PACK_DAY.valid_at, known_at=NOW - timedelta(days=9))
    async with open_world(tmp_path) as world:
        await world.until_shown(POKROVSK)
        world.app.open_feed(f"place:{POKROVSK}")
        await until_found(world, 23)
        world.app.look_from(before_the_store)
        await world.until(lambda: not ids(world), "no claim is listed")
        assert "no place is called" in world.pane_text(FeedList)
        assert "23" not in world.title(FeedList)
        world.app.look_from(PACK_DAY)
        await until_found(world, 23)
        assert "no place is called" not in world.pane_text(FeedList)


async def test_a_feed_is_read_after_another_above_it_asked_for_something_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = await second_start(tmp_path / "world.db")
    async with open_world(tmp_path, (120, 40), opened=opened) as world:
        await world.until_shown(POKROVSK)
        gate, asked, parties = asyncio.Event(), asyncio.Event(), opened.store.parties

        async def slow(*query: Any, **more: Any) -> Any:
            asked.set()
            await gate.wait()
            return await parties(*query, **more)

        monkeypatch.setattr(opened.store, "parties", slow)
        world.app.action_refresh()
        await world.until(asked.is_set, "something else is being read")
        await world.press("c")
        await world.until_on(FeedScreen)
        first = world.screen
        world.app.open_city(POKROVSK)
        await world.until_on(CityScreen)
        await world.press("c")
        await world.until(lambda: isinstance(world.screen, FeedScreen), "a second feed")
        gate.set()
        await until_found(world, 23)
        await world.press("escape")
        await world.until_on(CityScreen)
        await world.press("escape")
        await world.until(lambda: world.screen is first, "the first feed is back")
        await until_found(world, ALL)
    await opened.store.close()
