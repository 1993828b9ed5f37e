"""The rose in words that may be quoted."""

from situation.measures import Sectors
from situation.sector_words import (
    disc_words,
    sector_items,
    sector_list,
    sector_quote,
    sector_readings,
    sector_shares,
    whole_percent,
)
from situation.vocabulary import Extent
from tests.situation.reports.samples import SECTORS
from tests.widgets import views


def all_sectors(share: float) -> Sectors:
    return Sectors(**dict.fromkeys(Sectors.__struct_fields__, share))


def test_the_cells_stand_clockwise_from_north_after_the_centre() -> None:
    cells = sector_shares(SECTORS)
    assert [cell.letters for cell in cells] == ["C", "N", "NE", "E", "SE", "S", "SW", "W", "NW"]
    assert (cells[0].words, cells[0].share) == ("centre", 0.09)
    assert (cells[6].words, cells[6].share) == ("south-west", 0.98)


def test_the_occupied_cells_are_listed_fullest_first() -> None:
    assert sector_list(SECTORS) == (
        "south-west 98 % · south 80 % · west 35 % · centre 9 % · north-west under 1 %"
    )


def test_all_nine_are_listed_where_asked_for() -> None:
    items = sector_items(SECTORS, every=True)
    assert len(items) == 9
    assert items[:2] == ("south-west 98 %", "south 80 %")
    assert items[5:] == ("north 0 %", "north-east 0 %", "east 0 %", "south-east 0 %")


def test_nothing_and_everything_are_one_word_each() -> None:
    assert sector_list(all_sectors(0)) == "none"
    assert sector_items(all_sectors(0), every=True) == ("none",)
    assert sector_list(all_sectors(1)) == "every sector"


def test_what_is_not_nothing_or_all_never_reads_so() -> None:
    assert whole_percent(0) == "0 %"
    assert whole_percent(0.0001) == "under 1 %"
    assert whole_percent(0.9999) == "over 99 %"
    assert whole_percent(1) == "100 %"


def test_a_quote_names_source_day_and_disc() -> None:
    reading = views.reading(sectors=SECTORS, footprint_km=2.77)
    assert sector_quote("Pokrovsk", reading) == (
        "Pokrovsk, occupied by sector: south-west 98 % · south 80 % · west 35 % · centre 9 % · "
        "north-west under 1 % (DeepState map, 5 Nov 2025; 2.8 km disc, not the city limit)"
    )
    assert sector_quote("Pokrovsk", views.reading()) == ""


def test_a_disc_without_a_radius_is_still_not_the_city_limit() -> None:
    assert disc_words(None) == "disc, not the city limit"


def test_only_readings_of_the_whole_place_with_sectors_have_a_rose() -> None:
    readings = (
        views.reading(id="whole", sectors=SECTORS),
        views.reading(id="part", sectors=SECTORS, extent=Extent.PART),
        views.reading(views.ZELENSKY),
        views.reading(views.TIMES, sectors=SECTORS),
    )
    found = sector_readings(views.detail(readings=readings))
    assert [view.reading.id for view in found] == ["whole", "reading-newyorktimes"]
