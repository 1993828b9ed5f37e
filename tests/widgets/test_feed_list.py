"""The rows of the feed: three lines each, echoes beneath, one heading line whatever happens."""

from typing import Any

from situation.feed_rows import FeedRow
from situation.views import ClaimView
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown, wait_for
from widgets.feed_list import FeedList
from widgets.painted import Lines
from widgets.theme import Role

LONG = "Russian forces look close to taking the whole of the city, say people who fight there."


def row(view: ClaimView, **fields: Any) -> FeedRow:
    return FeedRow(key=f"statement/{view.claim.id}", view=view, members=(view,), **fields)


async def drawn(*rows: FeedRow, width: int = 62) -> list[str]:
    pane = FeedList()
    async with Host(pane).run_test(size=(width, 20)) as pilot:
        pane.show(rows, views.NOW, empty="nothing", do="do this")
        await shown(pilot)
        return [line[1:].rstrip(" ┃") for line in lines_of(pane.rows)]


async def test_a_short_claim_has_its_kind_and_chain_below_it() -> None:
    lines = await drawn(row(views.claim("Held.", via=(views.TIMES,)), unread=True))
    assert lines[0].endswith(" 3 Nov •")
    assert lines[1:3] == [" Held.", " event · via New York Times"]


async def test_a_long_claim_goes_on_beside_its_kind() -> None:
    lines = await drawn(row(views.claim(LONG)))
    assert lines[1].strip() == "Russian forces look close to taking the whole of the"
    assert lines[2].startswith(" city, say people who fight there.")
    assert lines[2].endswith("event")
    assert not lines[0].endswith("•")


async def test_reports_and_origins_are_counted() -> None:
    lines = await drawn(row(views.claim("Held."), reports=14, origins=2))
    assert lines[2].endswith("14 reports, 2 origins")


async def test_an_echo_stands_indented_with_its_rule() -> None:
    lines = await drawn(row(views.claim("Held."), rule="same claimant, same words"))
    assert lines[0].startswith("└ ")
    assert lines[1] == "   Held."
    assert "same claimant" in lines[2]


async def test_a_doubt_is_a_word_where_there_is_little_room_and_a_sentence_else() -> None:
    other = views.claim("No.", views.source("Reuters"), id="other")
    disputed = row(views.claim("Yes.", links=(views.dispute(other, outgoing=False),)))
    assert (await drawn(disputed))[2].endswith("! disputed")
    assert (await drawn(disputed, width=130))[2].endswith("! disputed by Reuters")


async def test_what_is_told_above_moves_no_row() -> None:
    pane = FeedList()
    async with Host(pane).run_test(size=(60, 20)) as pilot:
        pane.show((row(views.claim("Held.")),), views.NOW, empty="", do="")
        pane.tell("newest first")
        await shown(pilot)
        before = pane.rows.region
        pane.tell("3 new claims · g shows them", Role.NEW)
        await shown(pilot)
        assert pane.rows.region == before
        assert "3 new claims" in lines_of(pane.query_one(Lines))[0]


async def test_an_empty_list_says_what_to_do() -> None:
    pane = FeedList()
    async with Host(pane).run_test(size=(60, 20)) as pilot:
        pane.show((), views.NOW, empty="no claim is found", do="esc drops the search")
        await wait_for(pilot, lambda: "no claim" in lines_of(pane.rows)[0], "it says so")
        assert "esc drops the search" in lines_of(pane.rows)[1]


async def test_hostile_texts_stay_text() -> None:
    for text in ("[b]bold[/b] [@click=app.exit]x[/]", "字" * 90, "", "e\u0301" * 60, "x" * 300):
        view = views.claim(text, views.source("A"), hedge=text)
        lines = await drawn(row(view, rule=text))
        assert len(lines) > 3
