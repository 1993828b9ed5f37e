"""What a pack says of itself: all that opening a store needs that was filled before."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final, TypeAlias

from msgspec import Meta, Struct

from situation.errors import PackError
from situation.pack_files import Problems, decoded, read_toml
from situation.record import Id, Line

PACKS: Final = Path(__file__).with_name("packs")
BUNDLED: Final = PACKS / "ukraine"
"""The pack that is opened where none is named."""

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
    """The party whose area a map draws as occupied."""
    country: Annotated[str, Meta(pattern=r"\A[A-Z]{2}\Z")]
    """ISO 3166 code of the country whose places a text is searched for."""


def bundled_packs() -> tuple[str, ...]:
    """The ids of the packs that come with sitmon, which are the names of their directories."""
    return tuple(sorted(file.parent.name for file in PACKS.glob("*/pack.toml")))


def pack_folder(name: str) -> Path:
    """The directory of a pack, by path or by the id of a bundled one.

    Raises:
        PackError: it is neither.
    """
    if name in bundled_packs():
        return PACKS / name
    folder = Path(name).expanduser()
    if not folder.is_dir():
        bundled = ", ".join(bundled_packs())
        raise PackError(
            "there is no situation pack there",
            where=name,
            do=f"give the pack's directory, or one of {bundled}",
        )
    return folder


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
