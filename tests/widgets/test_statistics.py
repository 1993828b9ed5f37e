from typing import Any

import pytest

from situation.views import PlaceDetail, StatisticView
from situation.vocabulary import AsOfBasis, Comparator, Verification
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from widgets.figures import baseline_text, figure
from widgets.glyphs import ASCII, UNICODE
from widgets.statistics import Statistics


async def drawn(detail: PlaceDetail | None, *, width: int = 80) -> list[str]:
    pane = Statistics()
    async with Host(pane).run_test(size=(width, 20)) as pilot:
        pane.show(detail)
        await shown(pilot)
        return [line[1:].rstrip(" ┃") for line in lines_of(pane.rows) if line]


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"value": 1_300, "comparator": Comparator.BELOW}, "< 1,300 people"),
        ({"value": 1_300, "comparator": Comparator.AT_MOST}, "≤ 1,300 people"),
        ({"value": 12.5, "comparator": Comparator.ABOUT, "unit": "km"}, "~ 12.5 km"),
        ({"value": 1 / 3, "comparator": Comparator.JUST_BELOW, "unit": "share"}, "≲ 1/3"),
        ({"value": 0.5, "unit": "share"}, "1/2"),
        ({"value": 0.5, "unit": "share", "words": "50 percent"}, "50%"),
        ({"value": 0.222, "unit": "share"}, "22%"),
        ({"value": 0.0, "unit": "share"}, "0%"),
        ({"value": 0}, "0 people"),
        ({"value": None}, "unknown"),
        ({"low": 5, "high": 9, "comparator": Comparator.RANGE}, "5–9 people"),
        ({"high": 9, "comparator": Comparator.RANGE}, "≤ 9 people"),
        ({"low": 5, "comparator": Comparator.RANGE}, "≥ 5 people"),
        ({"comparator": Comparator.RANGE}, "unknown"),
    ],
)
def test_a_figure_keeps_its_qualifier(fields: dict[str, Any], text: str) -> None:
    assert figure(views.statistic(**fields).statistic, UNICODE).text == text
    plain = figure(views.statistic(**fields).statistic, ASCII).text
    assert plain.isascii()


def test_a_baseline_says_of_when_it_is() -> None:
    prewar = views.statistic(value=60_000, as_of_basis=AsOfBasis.PREWAR).statistic
    earlier = views.statistic(value=8_000, as_of=views.day(2, 9)).statistic
    assert baseline_text(prewar, UNICODE, views.NOW) == "60,000 before the war"
    assert baseline_text(earlier, UNICODE, views.NOW) == "8,000 on 2 Sep"


async def test_a_figure_stands_with_its_base_and_who_says_it() -> None:
    lines = await drawn(views.detail())
    assert lines[:4] == [
        "population             < 1,300 people  60,000 before the war",
        "  no source named · 5 Nov 11h · via New York Times",
        "share of battles       ≲ 1/3  of all battles along the front",
        "  Volodymyr Zelensky · 3 Nov 2d · via New York Times            ! unverified",
    ]
    assert lines[6].split() == ["front", "line", "change", "unknown"]
    assert lines[7].endswith("derived")


async def test_a_figure_of_more_than_the_place_says_whose_it_is() -> None:
    front = views.statistic("front-length", value=750, unit="mi", scope="Front line, Ukraine")
    base = views.statistic(
        "share", value=0.5, unit="share", of="all battles", scope="Donetsk oblast"
    )
    lines = await drawn(views.detail(statistics=(front, base)))
    assert lines[0] == "front length           750 mi  Front line, Ukraine"
    assert lines[2].endswith("1/2  Donetsk oblast · of all battles")
    wide = await drawn(views.detail(statistics=(front,)), width=160)
    assert "750 mi           Front line, Ukraine" in wide[0]


async def test_a_wide_pane_has_one_line_for_each_figure() -> None:
    lines = await drawn(views.detail(), width=160)
    assert len(lines) == 4
    assert lines[1].split("  ")[0] == "share of battles"
    assert lines[1].endswith("! unverified · Volodymyr Zelensky · via New York Times")


async def test_derived_figures_stand_below_those_that_were_given() -> None:
    trends = (
        views.trend(value=20_119.4, changes=(32.4, 84.8, None)),
        views.trend("front-length", unit="km", value=None, changes=(None, None, None)),
    )
    lines = await drawn(views.detail(trends=trends))
    assert lines[8:12] == [
        "occupied area          20,119.4 sq km   Donetsk oblast",
        "  Δ7d +32.4  Δ30d +84.8  Δ90d – · derived · 5 Nov 11h · DeepState map",
        "front length           withheld         Donetsk oblast",
        "  Δ7d –  Δ30d –  Δ90d – · derived · 5 Nov 11h · DeepState map",
    ]
    wide = await drawn(views.detail(statistics=(), trends=trends[:1]), width=160)
    assert wide[0].split("  ")[0] == "occupied area"
    assert wide[0].endswith("derived · 5 Nov 11h · DeepState map")


@pytest.mark.parametrize("width", [20, 34, 50, 80, 130])
async def test_no_width_overflows(width: int) -> None:
    pane = Statistics()
    async with Host(pane).run_test(size=(width, 30)) as pilot:
        pane.show(views.detail(trends=(views.trend(),)))
        await shown(pilot)
        strips = [pane.rows.render_line(y) for y in range(pane.rows.size.height)]
        assert {strip.cell_length for strip in strips} == {pane.rows.size.width}


@pytest.mark.parametrize(
    ("verification", "word"),
    [
        (Verification.NOT_STATED, ""),
        (Verification.UNVERIFIED, "! unverified"),
        (Verification.VERIFIED, "verified"),
        (Verification.PROVISIONAL, "provisional"),
        (Verification.DISPUTED, "! disputed"),
    ],
)
async def test_what_the_document_says_about_checking_is_told(
    verification: Verification, word: str
) -> None:
    figures: tuple[StatisticView, ...] = (views.statistic(value=1, verification=verification),)
    lines = await drawn(views.detail(statistics=figures))
    assert lines[1].removeprefix("  Volodymyr Zelensky · 5 Nov 11h").strip() == word


async def test_without_a_place_or_a_figure_it_says_what_to_do() -> None:
    assert (await drawn(None))[:2] == ["no city chosen", "→ 1 goes to the cities"]
    assert (await drawn(views.detail(statistics=())))[0] == (
        "no figure is given for it at this time"
    )
