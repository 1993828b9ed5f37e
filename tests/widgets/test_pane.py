from collections.abc import Callable

import pytest

from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from widgets.city_list import CityList
from widgets.glyphs import ASCII
from widgets.pane import Pane
from widgets.pane_states import Stale


def screen_text(pane: Pane) -> str:
    strips = pane.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


STATES: list[tuple[Callable[[CityList], None], list[str], bool]] = [
    (CityList.set_loading, ["loading…"], False),
    (lambda pane: pane.set_empty("no city", "esc clears"), ["no city", "→ esc clears"], False),
    (
        lambda pane: pane.set_stale(views.day(4), "the store does not answer"),
        ["~ stale since 2025-11-04 12:00 UTC", "the store does not answer"],
        True,
    ),
    (
        lambda pane: pane.set_failed("disk full [/red]", views.day(6)),
        ["! failed: disk full [/red]", "→ tried again at 2025-11-06 12:00 UTC, or press r"],
        False,
    ),
    (
        lambda pane: pane.set_failed("no such table", None),
        ["! failed: no such table", "not tried again by itself: press r"],
        False,
    ),
    (CityList.set_ready, ["Pokrovsk"], True),
]


@pytest.mark.parametrize(("enter", "said", "keeps_content"), STATES)
async def test_every_state_says_what_it_is(
    enter: Callable[[CityList], None], said: list[str], keeps_content: bool
) -> None:
    pane = CityList()
    async with Host(pane).run_test(size=(80, 16)) as pilot:
        pane.show(views.cities(), views.NOW)
        enter(pane)
        await shown(pilot)
        text = screen_text(pane)
        assert all(words in text for words in said), text
        assert ("Kostiantynivka" in text) is keeps_content
        pane.set_ready()
        await shown(pilot)
        assert "Kostiantynivka" in screen_text(pane)


async def test_a_state_set_before_the_first_layout_is_shown_at_full_width() -> None:
    pane = CityList()
    pane.set_loading()
    async with Host(pane).run_test(size=(60, 10)) as pilot:
        await shown(pilot)
        assert "loading…" in screen_text(pane)


async def test_stale_content_stays_stale_until_it_is_said_to_be_ready() -> None:
    pane = CityList()
    async with Host(pane).run_test(size=(80, 16)) as pilot:
        pane.set_stale(views.day(4), "no answer")
        pane.show(views.cities(), views.NOW)
        await shown(pilot)
        assert isinstance(pane.state, Stale)
        pane.set_ready()
        await shown(pilot)
        assert "stale since" not in screen_text(pane)


async def test_content_ends_loading_and_failure() -> None:
    pane = CityList()
    async with Host(pane).run_test(size=(80, 16)) as pilot:
        pane.set_loading()
        pane.show(views.cities(), views.NOW)
        await shown(pilot)
        assert "Kostiantynivka" in screen_text(pane)
        pane.set_failed("why", None)
        pane.show(views.cities(), views.NOW)
        await shown(pilot)
        assert "Kostiantynivka" in screen_text(pane)


async def test_keys_do_nothing_to_what_is_hidden() -> None:
    pane = CityList()
    async with Host(pane).run_test(size=(80, 16)) as pilot:
        pane.show(views.cities(), views.NOW)
        pane.focus_body()
        pane.set_failed("why", None)
        await pilot.press("j", "enter")
        assert pane.rows.highlighted_key == "bakhmut"


async def test_the_focus_shows_in_title_and_frame() -> None:
    one, other = CityList(), CityList(glyphs=ASCII)
    async with Host(one, other).run_test(size=(60, 16)) as pilot:
        one.focus_body()
        await shown(pilot)
        text = screen_text(one)
        assert "┏━ ▸ 1 Cities ━" in text
        assert "+- 1 Cities -" in text
        other.focus_body()
        await shown(pilot)
        text = screen_text(one)
        assert "╭─ 1 Cities ─" in text
        assert "+- > 1 Cities -" in text


async def test_a_title_from_outside_is_neither_markup_nor_too_wide() -> None:
    pane = CityList()
    async with Host(pane).run_test(size=(40, 6)) as pilot:
        pane.set_detail("[red]東京都[/red] [@click=app.quit]" * 3)
        await shown(pilot)
        title = screen_text(pane).splitlines()[0]
        assert "[red]東京都[/red] [@" in title
        assert "…" in title
        assert all(
            not segment.style or not segment.style.meta
            for strip in pane.screen._compositor.render_strips()
            for segment in strip
        )


async def test_zooming_sets_a_class() -> None:
    pane = CityList()
    async with Host(pane).run_test(size=(40, 6)):
        pane.zoomed = True
        assert pane.has_class("-zoomed")
        pane.zoomed = False
        assert not pane.has_class("-zoomed")


async def test_a_new_title_repaints_one_line() -> None:
    pane = CityList()
    async with Host(pane).run_test(size=(60, 10)) as pilot:
        pane.show(views.cities(), views.NOW)
        await shown(pilot)
        pane.set_detail("3 of 7 · by distance")
        assert [region.height for region in pane._repaint_regions] == [1]
        await shown(pilot)
        assert "1 Cities · 3 of 7 · by distance" in screen_text(pane)


@pytest.mark.parametrize("size", [(12, 4), (6, 3), (3, 3)])
async def test_a_tiny_pane_still_draws(size: tuple[int, int]) -> None:
    pane = CityList()
    async with Host(pane).run_test(size=size) as pilot:
        pane.show(views.cities(), views.NOW)
        await shown(pilot)
        pane.set_failed("why", None)
        await shown(pilot)
        assert lines_of(pane.rows) is not None


async def test_the_pane_follows_a_change_of_theme() -> None:
    pane = CityList()
    app = Host(pane)
    async with app.run_test(size=(80, 10)) as pilot:
        pane.show(views.cities(), views.NOW)
        await shown(pilot)
        before = pane.rows.render_line(1)
        for theme in ("light", "ansi", "mono", "nord", "dark"):
            app.theme = theme
            await shown(pilot)
            assert pane.rows.render_line(1).text == before.text
        assert list(pane.rows.render_line(1)) == list(before)
