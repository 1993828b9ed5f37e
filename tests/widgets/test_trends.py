"""What moved: the pane of derived figures, at the widths and in the states it can have."""

import pytest
from msgspec.structs import replace

from situation.measures import Shares
from situation.model import Place
from situation.views import PlaceDetail, RegionTrend, TrendChange
from situation.vocabulary import PlaceKind
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.trends import Trends

UKRAINE = Place(id="ukraine", name="Ukraine", kind=PlaceKind.COUNTRY, country="UA")
REGION = (
    views.trend(value=20_119.4, changes=(32.4, 84.8, None)),
    views.trend(
        "front-length",
        unit="km",
        value=433.2,
        changes=(0.0, -38.4, None),
        words="without 166.1 km of edge unchanged",
    ),
)
WHOLE = (views.trend(place=UKRAINE, value=115_346.6, changes=(122.2, 306.1, None)),)


def detail(*trends: RegionTrend) -> PlaceDetail:
    row = views.row(
        share=0.222,
        distance_km=0.03,
        trend=(0.0,) * 8 + (0.05, 0.22),
        measured_by=views.DEEPSTATE.name,
        changes=(
            TrendChange(days=7, share=0.21, distance_km=-2.2),
            TrendChange(days=30, share=0.222, distance_km=-3.5),
            TrendChange(days=90),
        ),
    )
    measured = views.reading(shares=Shares(occupied=0.222), distance_km=0.03, footprint_km=2.77)
    return views.detail(row=row, readings=(measured,), trends=trends)


async def drawn(
    shown_detail: PlaceDetail | None, *, width: int = 80, glyphs: Glyphs = UNICODE
) -> list[str]:
    pane = Trends(glyphs=glyphs)
    async with Host(pane).run_test(size=(width, 60)) as pilot:
        pane.show(shown_detail)
        await shown(pilot)
        return [line.removeprefix(" ") for line in lines_of(pane.sheet)]


async def test_the_city_stands_first_then_its_region_then_the_whole_map() -> None:
    lines = await drawn(detail(*REGION, *WHOLE))
    assert lines[0].split() == ["now", "Δ7d", "Δ30d", "Δ90d"]
    heads = [line for line in lines if line and not line.startswith((" ", "derived "))]
    assert [head.split(" · ")[0] for head in heads] == [
        "Pokrovsk",
        "Donetsk oblast",
        "Ukraine (whole map)",
    ]
    assert all("derived · 5 Nov 11h · DeepState map" in head for head in heads)


async def test_each_figure_stands_beside_its_changes() -> None:
    lines = await drawn(detail(*REGION))
    rows = [" ".join(line.split()) for line in lines]
    assert "occupied share 22% +21 pts +22 pts –" in rows
    assert "distance to occupied area 0.0 km -2.2 -3.5 –" in rows
    assert "occupied area 20,119.4 sq km +32.4 +84.8 –" in rows
    assert "front length 433.2 km · -38.4 –" in rows
    assert "without 166.1 km of edge unchanged" in rows
    assert "2.77 km disc" in rows
    assert any(row.endswith("over 90 days") for row in rows)


async def test_a_narrow_pane_names_each_window() -> None:
    lines = await drawn(detail(*REGION), width=44)
    assert "  Δ7d +32.4  Δ30d +84.8  Δ90d –" in lines
    assert "  Δ7d ·  Δ30d -38.4  Δ90d –" in lines


async def test_every_formula_is_told_once() -> None:
    lines = await drawn(detail(*REGION, *WHOLE))
    told = [line for line in lines if line.startswith("derived ")]
    assert told == [
        "derived occupied share",
        "derived distance to occupied area",
        "derived occupied area",
        "derived front length",
    ]
    assert lines.count("  how occupied-area is derived") == 1


async def test_a_withheld_length_says_why() -> None:
    why = "withheld: its maps span less than 180 days"
    front = views.trend("front-length", value=None, words=why, changes=(None, None, None))
    lines = [" ".join(line.split()) for line in await drawn(detail(front))]
    assert "front length withheld – – –" in lines
    assert why in lines


async def test_a_stale_map_is_marked() -> None:
    lines = await drawn(detail(*(replace(trend, stale=True) for trend in REGION)))
    assert any("Donetsk oblast" in line and "~ stale, 5 Nov" in line for line in lines)


async def test_a_city_that_was_not_measured_still_has_its_region() -> None:
    lines = await drawn(views.detail(row=views.row(), readings=(), trends=REGION))
    assert lines[1].startswith("Donetsk oblast")


async def test_without_a_place_or_a_map_it_says_what_to_do() -> None:
    assert (await drawn(None))[:2] == ["no city chosen", "→ 1 goes to the cities"]
    nothing = await drawn(views.detail(row=views.row(), readings=()))
    assert nothing[:2] == [
        "no map measured it by this time",
        "→ load map files with: sitmon import DIRECTORY",
    ]


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("width", [6, 20, 34, 50, 73, 80, 130])
async def test_no_width_overflows(width: int, glyphs: Glyphs) -> None:
    pane = Trends(glyphs=glyphs)
    async with Host(pane).run_test(size=(width, 40)) as pilot:
        pane.show(detail(*REGION, *WHOLE))
        await shown(pilot)
        strips = [pane.sheet.render_line(y) for y in range(pane.sheet.size.height)]
        assert {strip.cell_length for strip in strips} == {pane.sheet.size.width}
        if glyphs is ASCII:
            assert all(strip.text.isascii() for strip in strips)


async def test_hostile_names_stay_text() -> None:
    hostile = views.source("[bold]x[/bold]", id="hostile")
    lines = await drawn(
        views.detail(row=views.row(), readings=(), trends=(views.trend(by=hostile),))
    )
    assert "[bold]x[/bold]" in lines[1]
