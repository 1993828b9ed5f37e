"""Who had a change first, and who followed."""

import pytest

from situation.timeline_view import Heard, Hearing, Lag
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from tests.widgets.timelines import END, HELD, lags, midnight
from widgets.glyphs import ASCII, Glyphs
from widgets.lag_table import LagTable, lag_text


async def drawn(
    *shown_lags: Lag, width: int = 80, height: int = 8, plain: bool = False
) -> list[str]:
    table = LagTable(glyphs=Glyphs(plain=plain, parties=views.PARTIES))
    async with Host(table).run_test(size=(width, height)) as pilot:
        table.show(shown_lags, END)
        await shown(pilot)
        return [line[1:].rstrip(" ┃") for line in lines_of(table)]


async def test_the_first_has_its_day_and_the_others_their_lag() -> None:
    lines = await drawn(*lags(), width=100)
    assert lines[:2] == [
        "◐C contested · 1 Oct 2025",
        "   VIINA 1 Oct · New York Times +6h · DeepState map +9d · Russian General Staff never",
    ]


async def test_a_lag_that_a_gap_hides_is_no_number() -> None:
    heard = Heard(
        source=views.DEEPSTATE, how=Hearing.SILENT_BEFORE, at=midnight(10, 10), lag_days=None
    )
    lag = Lag(status=HELD, holder="UA", first_at=midnight(3), heard=(heard,))
    assert (await drawn(lag))[1] == "   DeepState map by 10 Oct (silent before)"


async def test_a_narrow_table_breaks_between_sources() -> None:
    assert (await drawn(*lags(), width=34))[1:5] == [
        "   VIINA 1 Oct",
        "   New York Times +6h",
        "   DeepState map +9d",
        "   Russian General Staff never",
    ]


async def test_the_side_is_named() -> None:
    lag = Lag(status=HELD, holder="UA", first_at=midnight(3), heard=())
    assert (await drawn(lag))[0] == "●U held by Ukraine · 3 Nov 2025"


async def test_without_changes_it_says_so() -> None:
    assert (await drawn())[0] == "no source turned in this time"


async def test_ascii_is_ascii() -> None:
    assert "".join(await drawn(*lags(), plain=True)).isascii()


async def test_more_changes_than_fit_are_scrolled_to() -> None:
    table = LagTable(glyphs=ASCII)
    async with Host(table).run_test(size=(40, 6)) as pilot:
        table.show(lags() * 5, END)
        table.focus()
        await pilot.press("G")
        await shown(pilot)
        assert table.top > 0
        assert lines_of(table)[-1].split()[:4] == ["Russian", "General", "Staff", "never"]


@pytest.mark.parametrize(
    ("days", "text"), [(0.01, "+1h"), (0.25, "+6h"), (0.99, "+24h"), (1.0, "+1d"), (35.4, "+35d")]
)
def test_a_lag_has_its_unit(days: float, text: str) -> None:
    assert lag_text(days) == text
