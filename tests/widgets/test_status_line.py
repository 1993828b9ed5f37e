from datetime import timedelta

import pytest
from msgspec.structs import replace

from situation.link import LinkPhase, LinkState
from situation.periods import Viewpoint
from situation.views import Snapshot, VisitChanges
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from widgets.glyphs import ASCII
from widgets.key_line import KeyLine
from widgets.status_line import StatusLine
from widgets.theme import Emphasis, Role, role_style

KEYS = (("enter", "open"), ("/", "filter"), ("?", "help"), ("q", "quit"))
PAST = views.snapshot(live=False, viewpoint=Viewpoint(valid_at=views.day(3), known_at=views.day(4)))


OFFLINE = LinkState(
    phase=LinkPhase.OFFLINE, since=views.NOW - timedelta(hours=1), as_of=views.day(4), why="gone"
)


async def drawn(
    snapshot: Snapshot, width: int, notice: str = "", link: LinkState | None = None
) -> str:
    line = StatusLine()
    async with Host(line).run_test(size=(width, 3)) as pilot:
        line.show(snapshot, now=views.NOW, store_link=link, notice=notice)
        await shown(pilot)
        assert line.size.height == 1
        return lines_of(line)[0]


async def test_a_wide_line_says_everything() -> None:
    assert await drawn(views.snapshot(), 160) == (
        " sitmon  Ukraine  as of Wed 5 Nov 2025  ● live  known now  local store, data 11h old"
        "  since last visit: 3 places changed, 27 claims, 1 dispute  ! 2 disputed"
    )


async def test_eighty_columns_keep_what_is_needed_most() -> None:
    line = await drawn(views.snapshot(), 80)
    for words in ("as of Wed 5 Nov 2025", "● live", "local store, data 11h old", "! 2 disputed"):
        assert words in line
    assert "since last visit" not in line


@pytest.mark.parametrize("width", [16, 40, 60, 80, 200])
async def test_that_it_is_not_live_is_never_left_out(width: int) -> None:
    line = await drawn(PAST, width, notice="the store does not answer " * 4)
    assert "NOT LIVE" in line
    assert "● live" not in line


@pytest.mark.parametrize("width", [16, 40, 60, 80, 200])
async def test_nothing_is_live_while_the_server_is_away(width: int) -> None:
    line = await drawn(views.snapshot(), width, notice="a long notice " * 4, link=OFFLINE)
    assert "■ OFFLINE" in line
    assert "live" not in line


async def test_what_is_known_of_the_server_is_told() -> None:
    line = await drawn(views.snapshot(), 200, link=OFFLINE)
    assert "as of Wed 5 Nov 2025   ■ OFFLINE since 5 Nov 22:59 UTC" in line
    assert "server: gone; copy of 2025-11-04 12:00 UTC, data 11h old" in line
    live = replace(OFFLINE, phase=LinkPhase.LIVE, is_encrypted=False)
    line = await drawn(views.snapshot(), 200, link=live)
    assert "● live" in line
    assert "server: not encrypted, data 11h old" in line
    assert "gone" not in line


@pytest.mark.parametrize("width", [80, 200])
async def test_a_past_time_and_a_broken_link_are_both_told(width: int) -> None:
    past = replace(PAST, viewpoint=Viewpoint(valid_at=views.day(3)))
    line = await drawn(past, width, link=OFFLINE)
    assert "■ NOT LIVE  as of Mon 3 Nov 2025 12:00 UTC" in line
    assert "■ OFFLINE" in line


async def test_catching_up_is_no_alarm() -> None:
    coming = replace(OFFLINE, phase=LinkPhase.CATCHING_UP, why="", done=12, total=800)
    line = await drawn(views.snapshot(), 80, link=coming)
    assert "as of Wed 5 Nov 2025  catching up 12 of 800" in line
    assert "●" not in line


async def test_what_was_known_when_is_told() -> None:
    line = await drawn(PAST, 120)
    assert "■ NOT LIVE  as of Mon 3 Nov 2025 12:00 UTC  known Tue 4 Nov 2025 12:00 UTC" in line


@pytest.mark.parametrize(
    ("width", "words"),
    [
        (80, "■ NOT LIVE  as of Mon 3 Nov 2025 12:00 UTC  known Tue 4 Nov 2025 12:00 UTC"),
        (60, "■ NOT LIVE  as of 3 Nov 2025  known 4 Nov 2025 12:00"),
        (50, "■ NOT LIVE  3 Nov 2025  known 4 Nov 2025 12:00"),
        (40, "■ NOT LIVE  3 Nov  known 4 Nov 12:00"),
    ],
)
async def test_both_times_stand_on_a_narrow_line(width: int, words: str) -> None:
    assert words in await drawn(PAST, width, notice="the store does not answer")


async def test_failing_sources_are_told_before_disputes() -> None:
    assert "! 3 failing  " not in await drawn(views.snapshot(), 80)
    line = await drawn(views.snapshot(failing=3), 48)
    assert "! 3 failing" in line
    assert "disputed" not in line


async def test_a_long_notice_is_cut_and_not_left_out() -> None:
    line = await drawn(views.snapshot(), 60, notice="fetching sources: " + "a long name " * 9)
    assert "fetching sources: a" in line
    assert line.rstrip().endswith("…")


async def test_an_attempt_that_failed_makes_no_data_new() -> None:
    info = replace(views.snapshot().info, recorded_at=views.NOW)
    assert "data 11h old" in await drawn(views.snapshot(info=info, failing=1), 160)


async def test_not_live_is_shown_in_reverse() -> None:
    line = StatusLine()
    async with Host(line).run_test(size=(80, 3)) as pilot:
        line.show(PAST, now=views.NOW)
        await shown(pilot)
        alarm = next(segment for segment in line.render_line(0) if "NOT LIVE" in segment.text)
        assert alarm.style == role_style("dark", Role.ALERT, Emphasis.NONE)
        assert alarm.style.reverse


async def test_a_notice_comes_before_what_is_nice_to_know() -> None:
    assert "the store does not answer" in await drawn(
        views.snapshot(), 80, notice="the store does not answer"
    )


@pytest.mark.parametrize(
    ("visit", "words"),
    [
        (VisitChanges(), ""),
        (VisitChanges(since=views.day(4)), "since last visit: nothing new"),
        (
            VisitChanges(since=views.day(4), places_changed=1, claims=1),
            "since last visit: 1 place changed, 1 claim",
        ),
    ],
)
async def test_what_came_since_the_last_visit(visit: VisitChanges, words: str) -> None:
    line = await drawn(views.snapshot(visit=visit), 160)
    assert words in line
    assert ("since last visit" in line) is bool(words)


async def test_before_the_first_snapshot_the_line_says_so() -> None:
    line = StatusLine(glyphs=ASCII)
    async with Host(line).run_test(size=(80, 3)) as pilot:
        await shown(pilot)
        assert lines_of(line) == [" sitmon  opening.."]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (80, " enter open  / filter  ? help  q quit"),
        (30, " enter open  / filter  ? help"),
        (12, " enter open"),
        (5, ""),
    ],
)
async def test_the_keys_that_fit_are_shown(width: int, expected: str) -> None:
    line = KeyLine()
    async with Host(line).run_test(size=(width, 3)) as pilot:
        line.show(KEYS)
        await shown(pilot)
        assert lines_of(line) == [expected]
