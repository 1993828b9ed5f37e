from collections.abc import Callable
from typing import Any

import pytest
from textual.app import ComposeResult

from situation.measures import Sectors, Shares
from situation.sector_words import sector_shares
from situation.views import PlaceDetail
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from tests.widgets.test_hostile import HOSTILE, assert_plain_and_aligned
from widgets.glyphs import ASCII, UNICODE, Glyphs
from widgets.rose_lines import disc_lines, texture
from widgets.sector_rose import SectorRose
from widgets.theme import Role

SECTORS = Sectors(
    centre=0.09,
    north=0.0,
    north_east=0.0,
    east=0.0,
    south_east=0.0,
    south=0.8,
    south_west=0.98,
    west=0.35,
    north_west=0.001,
)
NOTHING = Sectors(**dict.fromkeys(Sectors.__struct_fields__, 0.0))
MEASURED: dict[str, Any] = {
    "shares": Shares(occupied=0.222),
    "sectors": SECTORS,
    "distance_km": 0.03,
    "footprint_km": 2.77,
}
VIINA = views.source("VIINA")


def detail(*more: Any, **fields: Any) -> PlaceDetail:
    """A place that one map measured, and what else is said of it."""
    return views.detail(readings=(views.reading(**{**MEASURED, **fields}), *more))


async def drawn(
    width: int, height: int, shown_detail: PlaceDetail | None = None, *, glyphs: Glyphs = UNICODE
) -> list[str]:
    """The lines of the body in a pane of this size, its frame included."""
    pane = SectorRose(glyphs=glyphs)
    async with Host(pane).run_test(size=(width, height)) as pilot:
        pane.show(shown_detail or detail())
        await shown(pilot)
        return lines_of(pane.body)


def screen_text(pane: SectorRose) -> str:
    strips = pane.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


class Listening(Host):
    """Keeps the quotes."""

    def __init__(self, pane: SectorRose) -> None:
        super().__init__()
        self.pane = pane
        self.quotes: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_sector_rose_quoted(self, event: SectorRose.Quoted) -> None:
        self.quotes.append(event.text)


async def test_the_least_full_drawing_has_all_nine_numbers_and_two_lines_of_words() -> None:
    lines = await drawn(32, 13)
    assert len(lines) == 11
    rose, words = "\n".join(lines[:9]), lines[9:]
    assert rose.count("0%") == 5  # four empty octants and the 80% of the south
    assert all(number in rose for number in ("N 0%", "<1%", "35%", "98%", "80%", "9%"))
    assert words == [" south-west 98 % · south 80…", " DeepState map · 5 Nov 2025"]


@pytest.mark.parametrize(("width", "height"), [(32, 13), (50, 30), (80, 24), (130, 40), (40, 20)])
async def test_the_drawing_is_a_disc_with_each_texture_in_its_quarter(
    width: int, height: int
) -> None:
    lines = await drawn(width, height)
    rose = [line for line in lines if any(mark in line for mark in "░▒█·")]
    assert any("█" in line for line in rose[len(rose) // 2 :])
    assert not any("█" in line for line in rose[: len(rose) // 3])


def test_every_text_cell_of_the_disc_is_in_the_cell_of_its_bearing() -> None:
    winds = ("north", "north_east", "east", "south_east", "south", "south_west", "west")
    for number, wind in enumerate((*winds, "north_west")):
        one = Sectors(**{**dict.fromkeys(Sectors.__struct_fields__, 0.0), wind: 1.0})
        lines = ["".join(text for text, _ in line) for line in disc_lines(_cells(one), 25, UNICODE)]
        assert {len(line) for line in lines} == {50}
        filled = [
            ((x - 24.5) / 2, 12.0 - y)
            for y, line in enumerate(lines)
            for x, mark in enumerate(line)
            if mark == "█"
        ]
        east = sum(x for x, _ in filled) / len(filled)
        north = sum(y for _, y in filled) / len(filled)
        signs = [(0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1), (-1, 0), (-1, 1)][number]
        assert (_sign(east), _sign(north)) == signs, wind
        assert all(6.2 <= (x * x + y * y) ** 0.5 <= 12.5 for x, y in filled)


def _cells(sectors: Sectors) -> Any:
    return sector_shares(sectors)


def _sign(value: float) -> int:
    return 0 if abs(value) < 0.5 else 1 if value > 0 else -1


@pytest.mark.parametrize(
    ("share", "drawn_as", "plain"),
    [(0.0, "·", "."), (0.001, "░", ":"), (0.3, "▒", "+"), (0.5, "▓", "="), (1.0, "█", "#")],
)
def test_the_texture_says_how_much(share: float, drawn_as: str, plain: str) -> None:
    assert (texture(share, UNICODE), texture(share, ASCII)) == (drawn_as, plain)


def test_occupied_ground_has_the_colour_of_occupation_and_other_ground_has_not() -> None:
    spans = [span for line in disc_lines(_cells(SECTORS), 13, UNICODE) for span in line]
    assert all(role is Role.OCCUPIED for text, role in spans if "█" in text or "░" in text)
    assert all(role is Role.MUTED for text, role in spans if "·" in text)


async def test_beside_a_wide_drawing_all_nine_cells_and_the_source_are_told() -> None:
    words = " ".join(" ".join(await drawn(80, 24)).split())
    for told in ("south-west 98 %", "north-west under 1 %", "south-east 0 %", "DeepState map"):
        assert told in words
    for told in ("5 Nov 2025", "2.8 km disc, not the city limit", "22% of the disc"):
        assert told in words
    assert "0.03 km from the edge" in words


async def test_with_less_room_it_is_nine_numbers() -> None:
    lines = await drawn(34, 10)
    assert [line.split() for line in lines[:3]] == [
        ["NW", "<1%", "N", "0%", "NE", "0%"],
        ["W", "35%", "C", "9%", "E", "0%"],
        ["SW", "98%", "S", "80%", "SE", "0%"],
    ]
    assert lines[3:5] == [" south-west 98 % · south 80 %", " west 35 % · centre 9 %"]
    narrow = await drawn(20, 8)
    assert [line.split() for line in narrow[:3]] == [
        ["<1%", "0%", "0%"],
        ["35%", "9%", "0%"],
        ["98%", "80%", "0%"],
    ]


async def test_with_hardly_any_room_it_is_a_line_of_text() -> None:
    assert await drawn(40, 3) == [" south-west 98 % · south 80 %…"]
    assert await drawn(12, 3) == [" south-w…"]


async def test_a_map_that_measured_nothing_says_none() -> None:
    lines = await drawn(80, 24, detail(sectors=NOTHING))
    assert "none" in " ".join(lines)
    assert "░" not in "".join(lines)
    assert (await drawn(20, 3, detail(sectors=NOTHING))) == [" none"]


async def test_in_ascii_everything_is_ascii() -> None:
    for size in ((60, 17), (32, 13), (34, 10), (12, 3)):
        assert "".join(await drawn(*size, glyphs=ASCII)).isascii()


async def test_a_stale_map_says_so() -> None:
    old = detail(stale=True, confirmed_at=views.day(1, 9))
    assert "~ 65d old" in " ".join(await drawn(80, 24, old))


async def test_v_goes_round_the_sources_and_the_choice_survives_another_day() -> None:
    pane = SectorRose()
    two = detail(views.reading(VIINA, sectors=NOTHING), views.reading(views.ZELENSKY))
    async with Host(pane).run_test(size=(90, 20)) as pilot:
        pane.show(two)
        pane.focus_body()
        await shown(pilot)
        assert "Pokrovsk · DeepState map · 1 of 2" in screen_text(pane)
        assert "v other source" in screen_text(pane)
        await pilot.press("v")
        await shown(pilot)
        assert "Pokrovsk · VIINA · 2 of 2" in screen_text(pane)
        assert "none" in screen_text(pane)
        pane.show(two)
        assert pane.chosen is not None
        assert pane.chosen.source is VIINA
        pane.show(detail())
        assert pane.chosen.source is views.DEEPSTATE, "the chosen source is not there"
        pane.show(two)
        await pilot.press("v")
        await shown(pilot)
        assert "DeepState map · 1 of 2" in screen_text(pane)


async def test_y_hands_over_the_words_with_source_day_and_disc() -> None:
    app = Listening(SectorRose())
    async with app.run_test(size=(60, 17)) as pilot:
        app.pane.focus_body()
        await pilot.press("y", "v")
        app.pane.show(detail())
        await pilot.press("y")
        await shown(pilot)
        app.pane.set_failed("why", None)
        await pilot.press("y")
        await shown(pilot)
        quote = (
            "Pokrovsk, occupied by sector: south-west 98 % · south 80 % · west 35 % · centre 9 % "
            "· north-west under 1 % (DeepState map, 5 Nov 2025; 2.8 km disc, not the city limit)"
        )
        assert app.quotes == [quote]


UNMEASURED = views.detail(readings=(views.reading(),))
STATES: list[tuple[Callable[[SectorRose], None], list[str], bool]] = [
    (SectorRose.set_loading, ["loading…"], False),
    (lambda pane: pane.show(None), ["no city chosen", "→ 1 goes to the cities"], False),
    (lambda pane: pane.show(UNMEASURED), ["no map has measured its sectors", "→ ]"], False),
    (
        lambda pane: pane.set_stale(views.day(4), "the store does not answer"),
        ["~ stale since 2025-11-04 12:00 UTC", "the store does not answer"],
        True,
    ),
    (lambda pane: pane.set_failed("disk full", None), ["! failed: disk full"], False),
    (SectorRose.set_ready, ["occupied, by quarters"], True),
]


@pytest.mark.parametrize(("enter", "said", "keeps_content"), STATES)
async def test_every_state_says_what_it_is(
    enter: Callable[[SectorRose], None], said: list[str], keeps_content: bool
) -> None:
    pane = SectorRose()
    async with Host(pane).run_test(size=(80, 20)) as pilot:
        pane.show(detail())
        enter(pane)
        await shown(pilot)
        text = screen_text(pane)
        assert all(words in text for words in said), text
        assert ("south-west 98 %" in text) is keeps_content
        pane.show(detail())
        pane.set_ready()
        await shown(pilot)
        assert "south-west 98 %" in screen_text(pane)


@pytest.mark.parametrize("width", [2, 3, 5, 12, 16, 20, 27, 31, 44, 57, 61, 100])
async def test_at_every_size_the_lines_fit(width: int) -> None:
    pane = SectorRose()
    async with Host(pane).run_test(size=(width, 3)) as pilot:
        pane.show(detail())
        for height in (3, 4, 6, 9, 13, 14, 20, 40):
            await pilot.resize_terminal(width, height)
            await shown(pilot)
            lines = lines_of(pane.body)
            assert len(lines) == height - 2
            assert all(len(line) <= max(0, width - 2) for line in lines)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("size", [(30, 12), (70, 16)])
async def test_hostile_names_change_nothing_beside_them(text: str, size: tuple[int, int]) -> None:
    by = views.source(text, id="hostile")
    pane = SectorRose()
    app = Host(pane)
    async with app.run_test(size=size) as pilot:
        readings = (views.reading(by, **MEASURED),)
        pane.show(views.detail(row=views.row(text, id="p"), readings=readings))
        await shown(pilot)
        assert text.split(maxsplit=1)[0][:5] in assert_plain_and_aligned(app, size[0])
