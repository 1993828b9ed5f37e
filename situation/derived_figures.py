"""The figures that sitmon derives from whole maps, as records: how they are named and explained."""

from datetime import datetime, time
from typing import Final

from situation.model import Statistic
from situation.periods import format_day
from situation.vocabulary import Comparator

OCCUPIED_AREA: Final = "occupied-area"
FRONT_LENGTH: Final = "front-length"
UNITS: Final = {OCCUPIED_AREA: "sq km", FRONT_LENGTH: "km"}

WITHHELD: Final = "withheld: its maps span less than 180 days, too few to tell front from coast"

_FORMULAS: Final = {
    OCCUPIED_AREA: (
        "area of the union of the polygons that the source’s map draws as occupied, for a "
        "region of its part within the region's outline (Natural Earth, simplified), on an "
        "equal-area plane; input: the map in force on the day"
    ),
    FRONT_LENGTH: (
        "length of the edge of the area that the source’s map draws as occupied, for a region "
        "of its part within the region's outline (Natural Earth, simplified), without coast and "
        "state border: the pieces that stand unchanged on every stored day of at least 180 days "
        "and lie within 2.5 km of the regions' outer border; inputs: the map in force on the day "
        "and all stored maps"
    ),
}


def derived_figure(
    metric: str,
    place: str,
    source: str,
    value: float | None,
    *,
    moment: datetime,
    said_at: datetime,
    words: str = "",
) -> Statistic:
    """A figure that sitmon derived from a source's map.

    Args:
        metric: `OCCUPIED_AREA` in km² or `FRONT_LENGTH` in km.
        place: the region, or the country for the whole map.
        source: whose map it is.
        value: None: it is withheld, and `words` say why.
        moment: from when the map is valid.
        said_at: when the source said it.
        words: what was left out of the figure.
    """
    return Statistic(
        id=figure_id(metric, place, source, moment),
        place=place,
        metric=metric,
        source=source,
        comparator=Comparator.EQUAL,
        value=value,
        unit=UNITS[metric],
        words=words,
        as_of=moment,
        derived=True,
        formula=_FORMULAS[metric],
        said_at=said_at,
    )


def left_out(unchanged_km: float, since: datetime) -> str:
    """What a front length leaves out, and since which day that is known to stand; may be empty."""
    if not unchanged_km:
        return ""
    return f"without {unchanged_km:,.1f} km of coast and border unchanged since {format_day(since)}"


def figure_id(metric: str, place: str, source: str, moment: datetime) -> str:
    """`derived:SOURCE:METRIC:PLACE:DATE`, with the second where a source maps more than daily."""
    is_daily = moment.time() == time.min
    key = f"{moment:%Y-%m-%d}" if is_daily else f"{moment:%Y%m%dT%H%M%SZ}"
    return f"derived:{source}:{metric}:{place}:{key}"
