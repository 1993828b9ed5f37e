"""What a name stands for where it stands: the place, what is round it, a sector, or no place."""

from enum import Enum, auto
from typing import Final

from msgspec import Struct

from situation.place_doubts import doubt
from situation.place_spot import Spot, head_of
from situation.place_words import (
    COMPASS,
    FROM,
    HEADS,
    KNOWN_ELSEWHERE,
    MEASURES,
    NEARBY,
    TOWARDS,
    Head,
)

_BETWEEN: Final = FROM | {"з", "із", "зі", "с", "со"}
"""Behind a measure, or behind "close" and "рядом"."""


class Sense(Enum):
    """What a name stands for."""

    PLACE = auto()
    AROUND = auto()
    DIRECTION = auto()
    DISTRICT = auto()
    """The raion or community that is named after it."""
    NOT = auto()


class Reading(Struct, frozen=True):
    """How one name of a text is read."""

    sense: Sense
    why: str = ""
    """Where it is no place: the reason."""
    needs_region: bool = False
    """The name alone means another place of the world."""


def read(spot: Spot) -> Reading:
    """What a name that has no head of its own stands for."""
    head = head_of(spot)
    why = doubt(spot, head)
    if why:
        return Reading(Sense.NOT, why)
    if head is Head.DIRECTION or _is_way(spot):
        return Reading(Sense.DIRECTION)
    if head in (Head.RAION, Head.HROMADA):
        return Reading(Sense.DISTRICT)
    before = HEADS.get(spot.neighbour.folded) if spot.neighbour else None
    is_around = Head.AROUND in (head, before) or _is_beside_it(spot)
    sense = Sense.AROUND if is_around else Sense.PLACE
    return Reading(sense, needs_region=spot.spelling in KNOWN_ELSEWHERE)


def _is_beside_it(spot: Spot) -> bool:
    """Whether the text speaks of what lies round the place: "near", "10 km south of Pokrovsk"."""
    before, first = spot.neighbour, spot.found.first
    if before is None or first == 0:
        return False
    if before.folded in NEARBY or before.folded in COMPASS:
        return True
    further = spot.words[first - 2].folded if first > 1 else ""
    is_apart = further in MEASURES or further in COMPASS or further in NEARBY
    return before.folded in _BETWEEN and is_apart


def _is_way(spot: Spot) -> bool:
    """Whether the text speaks of the way to the place: "in the direction of Pokrovsk"."""
    before = spot.neighbour
    if before is None:
        return False
    if before.folded in TOWARDS:
        return True
    first = spot.found.first
    is_direction = first > 1 and HEADS.get(spot.words[first - 2].folded) is Head.DIRECTION
    return before.folded in ("of", "на", "до") and is_direction
