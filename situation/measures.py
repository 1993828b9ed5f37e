"""What a map measures at a place."""

from msgspec import Struct, field

from situation.record import Fraction


class Shares(Struct, frozen=True, kw_only=True):
    """Parts of a footprint by status, 0 to 1. None: this map does not draw that status."""

    occupied: Fraction | None = None
    contested: Fraction | None = None
    liberated: Fraction | None = None


class Sectors(Struct, frozen=True, kw_only=True):
    """Occupied part, 0 to 1, of the nine cells of the compass rose over a footprint.

    The centre is the disc of half the footprint's radius; the octants are what lies outside it.
    """

    centre: Fraction = field(name="C")
    north: Fraction = field(name="N")
    north_east: Fraction = field(name="NE")
    east: Fraction = field(name="E")
    south_east: Fraction = field(name="SE")
    south: Fraction = field(name="S")
    south_west: Fraction = field(name="SW")
    west: Fraction = field(name="W")
    north_west: Fraction = field(name="NW")
