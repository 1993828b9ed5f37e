"""What a pack says of itself: all that opening a store needs that was filled before."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct

from situation.pack_files import Problems, decoded, read_toml
from situation.record import Id, Line

BUNDLED: Final = Path(__file__).with_name("packs") / "ukraine"

Longitude = Annotated[float, Meta(ge=-180, le=180)]
Latitude = Annotated[float, Meta(ge=-90, le=90)]
Bounds: TypeAlias = tuple[Longitude, Latitude, Longitude, Latitude]
"""West, south, east, north, degrees WGS 84."""


class PackHeader(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `pack.toml` says; enough to open a store that was filled before."""

    id: Id
    title: Line
    opens_on: date
    """The day a reader sees first."""
    opens_at: Id
    """The place the cursor stands on then."""
    data_until: date
    """The last day on which anything in the pack was said."""
    centre: tuple[Longitude, Latitude]
    """The point on which the pack's maps are projected, degrees WGS 84."""
    bounds: Bounds
    """Every place lies inside."""
    occupier: Id
    """The party that a map's occupied area belongs to."""
    home: Id
    """The party whose country it is."""


def load_header(path: Path | None = None) -> PackHeader:
    """Read only `pack.toml` of a pack's directory; None: the bundled pack.

    Raises:
        PackError: it is missing or damaged; `where` names file, line and field.
    """
    problems = Problems()
    row = read_toml(path or BUNDLED, "pack.toml")
    headers = decoded([row], PackHeader, problems)
    problems.raise_any()
    return headers[0][1]
