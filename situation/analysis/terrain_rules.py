"""What a place's shares mean: for control, and in words."""

from collections.abc import Iterable
from typing import Final

from situation.mapday import Area
from situation.measures import Shares
from situation.vocabulary import AreaStatus, ControlStatus

WHOLLY: Final = 0.95
OCCUPIED_IN_PART: Final = 0.01
GREY_IN_PART: Final = 0.05


def control(shares: Shares) -> ControlStatus:
    """What follows for control from the shares of a footprint.

    Occupied from 95 % occupied on; contested from 1 % occupied or 5 % grey on; else outside, which
    is not "held": the map draws nothing there.
    """
    occupied = shares.occupied or 0.0
    if occupied >= WHOLLY:
        return ControlStatus.OCCUPIED
    if occupied >= OCCUPIED_IN_PART or (shares.contested or 0.0) >= GREY_IN_PART:
        return ControlStatus.CONTESTED
    return ControlStatus.OUTSIDE


def words(shares: Shares, word_for_grey: str = "") -> str:
    """What the map draws at a place, in words that claim no more than that.

    Args:
        shares: of the place's footprint.
        word_for_grey: the map's own name of the grey zone, quoted where one is spoken of.
    """
    occupied = shares.occupied or 0.0
    grey = shares.contested
    zone = f"grey zone (“{word_for_grey}”)" if word_for_grey else "grey zone"
    if occupied >= WHOLLY:
        return "inside the occupied area"
    if grey is not None and grey >= GREY_IN_PART:
        if occupied >= OCCUPIED_IN_PART:
            return f"partly inside the occupied area, partly {zone}"
        return f"inside the {zone}" if grey >= WHOLLY else f"partly {zone}"
    if occupied >= OCCUPIED_IN_PART:
        return "partly inside the occupied area"
    if grey == 0 and occupied == 0:
        return "outside the occupied area and the grey zone"
    return "outside the occupied area"


def name_of_grey(areas: Iterable[Area]) -> str:
    """The map's own name of the grey zone where it has just one."""
    names = {area.label for area in areas if area.status is AreaStatus.CONTESTED}
    return names.pop() if len(names) == 1 else ""
