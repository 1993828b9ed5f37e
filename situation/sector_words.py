"""The nine cells of the compass rose over a place, in words that may be quoted."""

from typing import Final

from msgspec import Struct

from situation.measures import Sectors
from situation.periods import format_day
from situation.views import PlaceDetail, ReadingView
from situation.vocabulary import Extent

NONE: Final = "none"
EVERY: Final = "every sector"


class SectorShare(Struct, frozen=True, kw_only=True):
    """One cell of the rose."""

    letters: str
    """`C`, or the wind: `N`, `NE` …"""
    words: str
    """`centre`, or the wind: `north`, `north-east` …"""
    share: float
    """Its occupied part, 0 to 1."""


def sector_shares(sectors: Sectors) -> tuple[SectorShare, ...]:
    """The centre, then the eight octants clockwise from north."""
    return tuple(
        SectorShare(letters=letters, words=name.replace("_", "-"), share=getattr(sectors, name))
        for name, letters in zip(
            Sectors.__struct_fields__, Sectors.__struct_encode_fields__, strict=True
        )
    )


def sector_items(sectors: Sectors, *, every: bool = False) -> tuple[str, ...]:
    """The cells with their shares, the fullest first: `south-west 98 %`, `centre 9 %`.

    Args:
        sectors: what a map measured.
        every: name the cells without anything occupied too, as `0 %`.

    Returns:
        `none` alone where the map measured 0 everywhere, `every sector` where it measured all.
    """
    cells = sorted(sector_shares(sectors), key=lambda cell: -cell.share)
    if cells[0].share == 0:
        return (NONE,)
    if cells[-1].share == 1:
        return (EVERY,)
    named = (cell for cell in cells if every or cell.share > 0)
    return tuple(f"{cell.words} {whole_percent(cell.share)}" for cell in named)


def sector_list(sectors: Sectors) -> str:
    """The occupied cells on one line: `south-west 98 % · centre 9 %`, `none`, `every sector`."""
    return " · ".join(sector_items(sectors))


def whole_percent(share: float) -> str:
    """A share of 0 to 1 in whole percent; what is not nothing or all never reads so."""
    if 0 < share < 0.005:
        return "under 1 %"
    if 0.995 <= share < 1:
        return "over 99 %"
    return f"{share * 100:.0f} %"


def disc_words(footprint_km: float | None) -> str:
    """What the cells are cells of: `2.8 km disc, not the city limit`."""
    size = f"{footprint_km:.1f} km disc" if footprint_km else "disc"
    return f"{size}, not the city limit"


def sector_quote(place: str, view: ReadingView) -> str:
    """One sentence with its source, day and footprint; empty where no sectors were measured."""
    reading = view.reading
    if reading.sectors is None:
        return ""
    day = format_day(view.confirmed_at)
    disc = disc_words(reading.footprint_km)
    listed = sector_list(reading.sectors)
    return f"{place}, occupied by sector: {listed} ({view.source.name}, {day}; {disc})"


def sector_readings(detail: PlaceDetail) -> tuple[ReadingView, ...]:
    """The readings that measured sectors, one a source, in the order of the control matrix."""
    measured: dict[str, ReadingView] = {}
    for view in detail.readings:
        if view.reading.sectors is not None and view.reading.extent is Extent.WHOLE:
            measured.setdefault(view.source.id, view)
    return tuple(measured.values())
