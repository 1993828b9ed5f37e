import pytest
from textual.message import Message

from situation.views import ClaimView, PlaceDetail
from situation.vocabulary import Quote, Verification
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from widgets.claim_feed import ClaimFeed


async def drawn(detail: PlaceDetail | None, *, width: int = 70) -> list[str]:
    feed = ClaimFeed()
    async with Host(feed).run_test(size=(width, 30)) as pilot:
        feed.show(detail)
        await shown(pilot)
        return [line[1:].rstrip(" ┃") for line in lines_of(feed.rows)]


def of(*claims: ClaimView) -> PlaceDetail:
    return views.detail(claims=claims)


async def test_a_claim_stands_with_source_tie_grade_day_text_and_kind() -> None:
    lines = await drawn(of(views.claims()[0]))
    assert lines[0].startswith("DeepState map  ties to UA ")
    assert lines[0].endswith(" B6  4 Nov •")
    assert lines[1:4] == [
        " The enemy goes on building up in the city, which is “gradually",
        " being absorbed”.",
        " event · partly quoted",
    ]


async def test_who_printed_it_who_doubts_it_and_what_it_disputes_is_told() -> None:
    lines = await drawn(of(views.claims()[1]), width=120)
    assert lines[2] == (
        " statistic · via New York Times · ! not independently confirmed (New York Times)"
        " · ! disputes Russian General Staff"
    )
    lines = await drawn(of(views.claims()[1]), width=60)
    assert lines[4:6] == [
        " ! not independently confirmed (New York Times)",
        " ! disputes Russian General Staff",
    ]


async def test_the_claim_that_is_disputed_says_by_whom() -> None:
    others = [views.claim("No.", views.source(name), id=name) for name in ("Aa", "Bb", "Cc", "Dd")]
    links = tuple(views.dispute(other, outgoing=False) for other in (*others, others[0]))
    lines = await drawn(of(views.claim("Yes.", links=links)))
    assert lines[2] == " event · ! disputed by Aa, Bb and 2 more"


async def test_that_nobody_is_named_stands_where_the_source_would() -> None:
    lines = await drawn(of(views.claims()[2]))
    assert lines[0].startswith("no source named  ")


async def test_a_claim_is_listed_once() -> None:
    lines = await drawn(of(views.claims()[3], views.claims()[3]))
    assert sum(line.startswith("Russian General Staff") for line in lines) == 1


async def test_a_long_text_is_cut_after_four_lines() -> None:
    lines = await drawn(of(views.claim("word " * 300, quote=Quote.DIRECT)), width=40)
    assert lines[4].endswith("…")
    assert lines[5] == " event · quoted"


async def test_a_retracted_claim_says_so() -> None:
    lines = await drawn(of(views.claim("Yes.", verification=Verification.RETRACTED)))
    assert lines[2] == " event · ! retracted"


@pytest.mark.parametrize("width", [12, 24, 40, 100])
async def test_no_width_overflows(width: int) -> None:
    feed = ClaimFeed()
    async with Host(feed).run_test(size=(width, 40)) as pilot:
        feed.show(views.detail())
        await shown(pilot)
        strips = [feed.rows.render_line(y) for y in range(feed.rows.size.height)]
        assert {strip.cell_length for strip in strips} == {feed.rows.size.width}


async def test_a_new_claim_does_not_move_the_one_under_the_cursor() -> None:
    feed = ClaimFeed()
    old = tuple(views.claim(f"Claim {number}.", id=f"old-{number}") for number in range(20))
    async with Host(feed).run_test(size=(60, 12)) as pilot:
        feed.show(of(*old))
        assert feed.select("old-9")
        await shown(pilot)
        before = [line.rstrip(" ┃") for line in lines_of(feed.rows)]
        feed.show(of(views.claim("A new one.", id="new", is_new=True), *old))
        await shown(pilot)
        assert [line.rstrip(" ┃") for line in lines_of(feed.rows)] == before
        assert feed.highlighted is not None
        assert feed.highlighted.claim.id == "old-9"


async def test_the_feed_tells_which_claim_is_meant() -> None:
    feed = ClaimFeed()
    messages: list[Message] = []
    async with Host(feed).run_test(message_hook=messages.append, size=(60, 20)) as pilot:
        feed.show(views.detail())
        feed.focus_body()
        await pilot.press("j", "enter")
        told = dict.fromkeys(
            message for message in messages if isinstance(message, ClaimFeed.Event)
        )
        assert [(type(message).__name__, message.claim_id) for message in told] == [
            ("Highlighted", "absorbed"),
            ("Highlighted", "third"),
            ("Chosen", "third"),
        ]


async def test_the_title_counts() -> None:
    feed = ClaimFeed()
    async with Host(feed).run_test(size=(60, 20)) as pilot:
        feed.show(views.detail(more_claims=True))
        await shown(pilot)
        assert "4 Claims · Pokrovsk · 4+ · 2 new" in str(feed.border_title)


async def test_without_a_place_or_a_claim_it_says_what_to_do() -> None:
    assert (await drawn(None))[:2] == ["no city chosen", "→ 1 goes to the cities"]
    assert (await drawn(of()))[0] == "nobody claims anything about it at this time"
