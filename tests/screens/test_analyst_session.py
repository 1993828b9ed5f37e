"""One analyst, one keyboard: read, filter, grade, link, cite, export."""

import csv
from functools import partial
from pathlib import Path

from tests.screens.world import World, open_world
from tui.clipboard import CopiedText
from tui.screens.claim import ClaimScreen
from tui.screens.feed import FeedScreen
from tui.screens.prompts import GradePrompt
from tui.screens.typing_line import FileLine, SearchLine
from widgets.claim_links import ClaimLinks
from widgets.feed_list import FeedList

HELD = "syrskyi-2025-11-01-held"


def found(world: World) -> list[str]:
    return [row.view.claim.id for row in world.pane(FeedList).rows.items]


def told(world: World, words: str) -> bool:
    return any(words in notice.message for notice in world.app._notifications)


async def test_the_whole_day_with_the_keyboard(tmp_path: Path) -> None:
    target = tmp_path / "held.csv"
    async with open_world(tmp_path, (120, 40)) as world:
        await world.until_shown("pokrovsk")
        await world.press("c")
        await world.until_on(FeedScreen)
        await world.until(lambda: len(found(world)) == 25, "all claims are listed")

        await world.press("slash")
        await world.until(lambda: world.screen.query_one(SearchLine).has_focus, "it takes words")
        await world.write("source:syrskyi")
        await world.press("enter")
        await world.until(lambda: found(world) == [HELD], "one is left")

        await world.press("E")
        await world.until(lambda: world.screen.query_one(FileLine).has_focus, "it takes a file")
        await world.write(str(target))
        await world.press("enter")
        await world.until(target.exists, "the view is written")

        await world.until_focused(FeedList)
        await world.press("enter")
        await world.until_on(ClaimScreen)
        await world.until(lambda: "CT+" in world.text or "certain" in world.text, "it is read")

        await world.press("v")
        await world.until(lambda: isinstance(world.app.screen, GradePrompt), "it asks the grade")
        await world.press("c", "3", "enter")
        await world.write("speaks for one side")
        await world.press("enter")
        await world.until_on(ClaimScreen)
        await world.until(lambda: "3 possibly true" in world.text, "the grade is shown")

        await world.press("2")
        await world.until_focused(ClaimLinks)
        links = world.pane(ClaimLinks)
        proposed = [
            i for i, r in enumerate(links.rows.items) if r.link.standing.value == "proposed"
        ]
        await world.press("g", *["j"] * proposed[0], "c")
        await world.until(
            lambda: any(r.link.standing.value == "confirmed" for r in links.rows.items), "confirmed"
        )

        await world.press("y")
        await world.until_on(CopiedText)
        assert f"sitmon claim {HELD}" in world.app.clipboard
    rows = [row for row in csv.reader(target.read_text(encoding="utf-8").splitlines()) if row]
    header = next(index for index, row in enumerate(rows) if row[0] == "id")
    assert [row[0] for row in rows[header + 1 :]] == [HELD]


async def test_an_export_never_writes_over_a_file(tmp_path: Path) -> None:
    target = tmp_path / "mine.csv"
    target.write_text("my work", encoding="utf-8")
    async with open_world(tmp_path, (120, 40)) as world:
        await world.until_shown("pokrovsk")
        await world.press("c")
        await world.until_on(FeedScreen)
        for name, why in ((str(target), "already"), (str(tmp_path / "x"), "does not say how")):
            await world.until_focused(FeedList)
            await world.press("E")
            await world.until(lambda: world.screen.query_one(FileLine).has_focus, "a file")
            await world.write(name)
            await world.press("enter")
            await world.until(partial(told, world, why), "it says why not")
    assert target.read_text(encoding="utf-8") == "my work"
