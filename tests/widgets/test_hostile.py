"""Texts from outside are shown as they are written, and change nothing beside them."""

import pytest
from textual.app import App

from situation.link import LinkPhase, LinkState
from situation.model import Party
from situation.text import clean
from situation.views import Summary
from situation.vocabulary import ControlStatus as Status
from situation.vocabulary import Extent
from tests.widgets import views
from tests.widgets.host import Host, shown
from widgets.city_list import CityList
from widgets.claim_feed import ClaimFeed
from widgets.control_status import ControlStatus
from widgets.pane import Pane
from widgets.statistics import Statistics
from widgets.status_line import StatusLine

HOSTILE = (
    "closing [/red] tag",
    "[@click=app.bell]press[/]",
    "[ @click=app.bell]press",
    "[link=https://example.org]here[/link]",
    "[bold red on white]loud",
    "$accent %s {0} \\[b]",
    clean("\x1b]52;c;aGk=\x07\x1b[2J\x9b31m"),
    clean("e" + "\u0301" * 50 + " \u202egnp.exe \U0001f1fa\U0001f1e6 👨\u200d👩\u200d👧"),
    "東京都新宿区西新宿" * 8,
    "𝕎𝕚𝕕𝕖 ﷽ ﷺ " * 6,
)


def panes_showing(text: str) -> tuple[Pane, ...]:
    by = views.source(text, id="hostile")
    summary = Summary(status=Status.HELD, holder="X", disputed=True, why=text)
    claim = views.claim(text, by, via=(by,), links=(views.dispute(views.claim(text, by)),))
    detail = views.detail(
        row=views.row(text, id="p", summary=summary),
        readings=(
            views.reading(by, label=text, via=(by,), extent=Extent.PART, part=text),
            views.reading(by, id="whole", label=text),
        ),
        statistics=(views.statistic(by=by, value=1, unit=text[:40], of=text, via=(by,)),),
        claims=(claim,),
    )
    cities, control, figures, feed = CityList(), ControlStatus(), Statistics(), ClaimFeed()
    parties = (Party(id="X", name=text, letter="[", colour="nosuchrole"),)
    for pane in (cities, control, figures, feed):
        pane.set_parties(parties)
    cities.show((views.row(text, id="p", region=text), views.row("Plain")), views.NOW)
    for pane in (control, figures, feed):
        pane.show(detail)
    return cities, control, figures, feed


def assert_plain_and_aligned(app: App[None], width: int) -> str:
    strips = app.screen._compositor.render_strips()
    for strip in strips:
        assert strip.cell_length == width
        assert sum(segment.cell_length for segment in strip) == width
        for segment in strip:
            assert segment.control is None
            assert not (segment.style and (segment.style.link or "@click" in segment.style.meta))
    return "\n".join(strip.text for strip in strips)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("width", [30, 130])
async def test_hostile_text_changes_nothing_beside_it(text: str, width: int) -> None:
    panes = panes_showing(text)
    beginning = text.split(maxsplit=1)[0][:5]
    app = Host(*panes)
    async with app.run_test(size=(width, 60)) as pilot:
        panes[1].zoomed = True
        await shown(pilot)
        assert assert_plain_and_aligned(app, width).count(beginning) >= len(panes)
        for pane in panes:
            pane.set_failed(text, None)
        await shown(pilot)
        assert assert_plain_and_aligned(app, width).count(beginning) >= len(panes)
        for pane in panes:
            pane.set_stale(views.day(1), text)
            pane.set_detail(text)
        await shown(pilot)
        assert_plain_and_aligned(app, width)


@pytest.mark.parametrize("text", HOSTILE)
async def test_hostile_titles_and_notices_stay_text(text: str) -> None:
    line = StatusLine()
    app = Host(line)
    async with app.run_test(size=(80, 3)) as pilot:
        link = LinkState(phase=LinkPhase.FAILED, since=views.NOW, why=text, notice=text)
        line.show(views.snapshot(title=text), now=views.NOW, store_link=link, notice=text)
        await shown(pilot)
        assert_plain_and_aligned(app, 80)
