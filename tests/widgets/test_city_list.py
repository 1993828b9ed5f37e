import pytest
from msgspec.structs import replace
from textual.message import Message

from situation.views import PlaceRow, TrendChange
from situation.vocabulary import ControlStatus
from tests.widgets import views
from tests.widgets.host import Host, lines_of, shown
from widgets.city_list import CityList
from widgets.glyphs import ASCII, UNICODE, Glyphs


async def drawn(
    *rows: PlaceRow, width: int = 80, glyphs: Glyphs = UNICODE
) -> tuple[str, list[str]]:
    """Heading and lines of the list in a pane of that width."""
    cities = CityList(glyphs=glyphs)
    async with Host(cities).run_test(size=(width, 12)) as pilot:
        cities.set_parties(views.PARTIES)
        cities.show(rows, views.NOW)
        await shown(pilot)
        assert cities.heading is not None
        return "".join(lines_of(cities.heading)), lines_of(cities.rows)


async def test_a_city_at_eighty_columns_says_everything() -> None:
    heading, lines = await drawn(*views.cities())
    assert heading.split() == ["city", "region", "occ", "90", "days", "Δ30d", "km", "Δ30d", "new"]
    assert lines[2].split() == [
        "◐C", "Pokrovsk", "Donetsk", "22%", "········▁▂", "+22", "0.0", "-3.5", "12", "!",
    ]  # fmt: skip
    assert lines[3].split() == [
        "○–", "Kostiantynivka", "Donetsk", "0%", "··········", "·", "9.4", "+0.4", "3",
    ]  # fmt: skip


async def test_headings_stand_over_their_columns() -> None:
    heading, lines = await drawn(*views.cities())
    assert heading.index("city") == lines[0].index("Bakhmut")
    assert heading.index("90 days") == lines[0].index("█")
    assert heading.index("new") + 3 == lines[2].index("12") + 2


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII])
@pytest.mark.parametrize("width", [4, 20, 44, 60, 80, 120])
async def test_columns_stay_aligned_whatever_the_names(width: int, glyphs: Glyphs) -> None:
    cities = CityList(glyphs=glyphs)
    async with Host(cities).run_test(size=(width, 12)) as pilot:
        cities.show(views.cities(), views.NOW)
        await shown(pilot)
        for y in range(cities.rows.size.height):
            strip = cities.rows.render_line(y)
            assert strip.cell_length == cities.rows.size.width
            assert sum(segment.cell_length for segment in strip) == strip.cell_length


async def test_the_least_needed_columns_go_first() -> None:
    wide, _ = await drawn(*views.cities(), width=80)
    middle, _ = await drawn(*views.cities(), width=60)
    narrow, lines = await drawn(*views.cities(), width=44)
    assert "region" in wide
    assert "region" not in middle
    assert "90 days" not in narrow
    assert lines[2].split() == ["◐C", "Pokrovsk", "22%", "+22", "0.0", "12", "!"]


async def test_not_measured_is_not_zero() -> None:
    _, lines = await drawn(views.row("A", share=None), views.row("B", share=0.0, distance_km=0.0))
    assert lines[0].split() == ["▌◐C", "A", "Donetsk", "–", "–"]
    assert lines[1].split() == ["◐C", "B", "Donetsk", "0%", "0.0"]


async def test_nearly_nothing_and_nearly_all_do_not_read_as_nothing_and_all() -> None:
    _, lines = await drawn(views.row("A", share=0.001), views.row("B", share=0.999))
    assert "<1%" in lines[0]
    assert ">99%" in lines[1]


async def test_disputed_and_stale_are_flagged() -> None:
    _, lines = await drawn(views.row("A", disputed=True, stale=True), views.row("B", stale=True))
    assert lines[0].endswith("!~")
    assert lines[1].endswith("~")
    assert not lines[1].endswith("!~")


async def test_the_parties_give_the_letters() -> None:
    _, lines = await drawn(
        views.row("A", status=ControlStatus.OCCUPIED, holder="RU"),
        views.row("B", status=ControlStatus.HELD, holder="UA"),
    )
    assert lines[0].startswith("▌●R A")
    assert lines[1].startswith(" ●U B")


async def test_the_list_tells_which_city_is_meant() -> None:
    cities = CityList()
    messages: list[Message] = []
    async with Host(cities).run_test(message_hook=messages.append, size=(80, 12)) as pilot:
        cities.show(views.cities(), views.NOW)
        cities.focus_body()
        await pilot.press("j", "enter")
        assert cities.select("sloviansk")
        await pilot.pause()
        told = dict.fromkeys(message for message in messages if isinstance(message, CityList.Event))
        assert [(type(message).__name__, message.place_id) for message in told] == [
            ("Highlighted", "bakhmut"),
            ("Highlighted", "toretsk"),
            ("Chosen", "toretsk"),
            ("Highlighted", "sloviansk"),
        ]
        assert cities.highlighted is not None
        assert cities.highlighted.place.name == "Sloviansk"


async def test_the_changes_are_told_over_7_30_or_90_days() -> None:
    changes = (
        TrendChange(days=7, share=0.03, distance_km=-0.4),
        TrendChange(days=30, share=0.22, distance_km=-3.5),
        TrendChange(days=90),
    )
    row = views.row(share=0.222, share_change=0.22, distance_km=0.03, distance_change=-3.5)
    cities = CityList()
    async with Host(cities).run_test(size=(80, 12)) as pilot:
        cities.show((replace(row, changes=changes),), views.NOW)
        told = []
        for _ in range(4):
            await shown(pilot)
            assert cities.heading is not None
            heading, line = lines_of(cities.heading)[0].split(), lines_of(cities.rows)[0].split()
            told.append((cities.window, heading[5], heading[7], line[4:]))
            cities.cycle_window()
    assert told == [
        (30, "Δ30d", "Δ30d", ["+22", "0.0", "-3.5"]),
        (90, "Δ90d", "Δ90d", ["0.0"]),
        (7, "Δ7d", "Δ7d", ["+3", "0.0", "-0.4"]),
        (30, "Δ30d", "Δ30d", ["+22", "0.0", "-3.5"]),
    ]


async def test_no_city_says_what_to_do() -> None:
    _, lines = await drawn()
    assert lines[:2] == [" no city to show", " → esc clears the filter, : runs a command"]


async def test_the_ascii_list_is_ascii() -> None:
    heading, lines = await drawn(*views.cities()[:6], glyphs=ASCII)
    assert all(line.isascii() for line in (heading, *lines))
