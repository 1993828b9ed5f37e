"""What of a situation a map reader and the measurement have to know."""

from typing import TypeAlias

from msgspec import Struct

from situation.record import Id

Bounds: TypeAlias = tuple[float, float, float, float]
"""West, south, east and north in degrees, WGS 84."""


class MapFrame(Struct, frozen=True, kw_only=True):
    """Where a situation lies and who occupies."""

    centre: tuple[float, float]
    """Longitude and latitude in degrees: the middle of the plane that maps are measured on."""
    bounds: Bounds
    occupier: Id
    """The party that holds what a map draws as occupied."""
