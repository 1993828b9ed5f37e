from textual.message import Message

from situation.claim_detail import LinkDetail
from situation.views import ClaimView
from situation.vocabulary import Independence, LinkKind, Standing
from tests.widgets import claim_details, views
from tests.widgets.claim_details import link
from tests.widgets.host import Host, lines_of, shown, wait_for
from widgets.claim_links import ClaimLinks
from widgets.glyphs import ASCII

HOSTILE = "[red]\\x1b]0;x[/red] [@click=app.quit]go[/]"


def encircled() -> ClaimView:
    return views.claims()[3]


async def drawn(*links: LinkDetail, width: int = 80) -> list[str]:
    pane = ClaimLinks()
    async with Host(pane).run_test(size=(width, 20)) as pilot:
        pane.show(claim_details.detail(links=links))
        await shown(pilot)
        return [line[1:].rstrip(" ┃") for line in lines_of(pane.rows)]


async def test_a_proposal_is_marked_with_its_rule_and_the_keys_that_judge_it() -> None:
    lines = await drawn(link(encircled(), independent=Independence.YES))
    assert lines[0].startswith("! disputes Russian General Staff  speaks for RU")
    assert lines[0].endswith("D4  26 Oct")
    assert lines[1] == " Ukrainian troops around Pokrovsk and Myrnohrad are encircled."
    assert lines[2] == " PROPOSED by a rule: c confirms, X rejects · independent sources"
    assert lines[3] == " direct contradiction on control"


async def test_who_confirmed_it_and_when_is_told() -> None:
    judged = link(encircled(), standing=Standing.CONFIRMED, author="anna", recorded_at=views.day(5))
    lines = await drawn(judged)
    assert lines[2] == " confirmed by anna · 2025-11-05 12:00 UTC · independence unknown"


async def test_a_rejected_dispute_warns_no_more() -> None:
    lines = await drawn(link(encircled(), standing=Standing.REJECTED, author="anna"))
    assert lines[0].startswith("disputes Russian")
    assert lines[2].startswith(" rejected by anna")


async def test_the_direction_is_in_the_words() -> None:
    for kind, out, back in (
        (LinkKind.SUPPORTS, "supports", "supported by"),
        (LinkKind.CORRECTS, "corrects", "corrected by"),
        (LinkKind.UPDATES, "updates", "updated by"),
        (LinkKind.DUPLICATES, "same as", "same as"),
    ):
        assert (await drawn(link(encircled(), kind=kind)))[0].startswith(out)
        incoming = link(encircled(), kind=kind, outgoing=False)
        assert (await drawn(incoming))[0].startswith(back)


async def test_a_narrow_pane_wraps_and_never_cuts_who_stands_behind_it() -> None:
    judged = link(encircled(), standing=Standing.CONFIRMED, author="anna", recorded_at=views.day(5))
    lines = await drawn(judged, width=50)
    assert " confirmed by anna · 2025-11-05 12:00 UTC" in lines
    assert " independence unknown" in lines


async def test_hostile_texts_stand_as_they_are() -> None:
    other = views.claim(HOSTILE, views.source(HOSTILE), id="other")
    lines = await drawn(link(other, reason=HOSTILE), width=120)
    assert [line for line in lines if HOSTILE in line]
    assert len([line for line in lines if "[@click" in line]) == 3


async def test_no_links_says_so_and_unnamed_sources_are_named_as_such() -> None:
    pane = ClaimLinks(glyphs=ASCII)
    async with Host(pane).run_test(size=(80, 12)) as pilot:
        pane.show(claim_details.detail())
        await shown(pilot)
        assert "nothing is known" in lines_of(pane.rows)[0]
        assert pane.highlighted is None
        pane.show(claim_details.detail(links=(link(views.claims()[2]),)))
        await shown(pilot)
        assert "no source named" in lines_of(pane.rows)[0]


class Listening(Host):
    """Remembers which claims were chosen."""

    def __init__(self, pane: ClaimLinks) -> None:
        super().__init__(pane)
        self.chosen: list[str] = []

    def on_claim_links_chosen(self, event: Message) -> None:
        assert isinstance(event, ClaimLinks.Chosen)
        self.chosen.append(event.claim_id)


async def test_enter_chooses_the_claim_at_the_other_end() -> None:
    pane = ClaimLinks()
    app = Listening(pane)
    async with app.run_test(size=(80, 12)) as pilot:
        pane.show(claim_details.detail(links=(link(encircled()), link(views.claims()[0]))))
        pane.focus_body()
        await shown(pilot)
        await pilot.press("j", "enter")
        await wait_for(pilot, lambda: app.chosen == ["absorbed"], "the second claim is chosen")
