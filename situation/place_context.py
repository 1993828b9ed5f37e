"""What a name stands for where it stands: the place, what is round it, a sector, or no place."""

from enum import Enum, auto

from msgspec import Struct

from situation.place_doubts import doubt
from situation.place_spot import Spot, head_of
from situation.place_words import HEADS, KNOWN_ELSEWHERE, TOWARDS, Head


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
    sense = Sense.AROUND if Head.AROUND in (head, before) else Sense.PLACE
    return Reading(sense, needs_region=spot.spelling in KNOWN_ELSEWHERE)


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
