"""Whether two readings of one place can both be true, by what they say and not by their words."""

from enum import StrEnum
from typing import Final

from msgspec import Struct

from situation.analysis.control import incompatible
from situation.analysis.parts import may_be_same_part, same_words
from situation.analysis.voting import HOLDING, stance_words
from situation.model import ControlReading
from situation.vocabulary import Basis, Change, ControlStatus, Extent

_RINGS: Final = frozenset({ControlStatus.ENCIRCLED, ControlStatus.CUT_OFF})
_NO_STATE: Final = frozenset({ControlStatus.UNKNOWN, ControlStatus.OUTSIDE})


class Strength(StrEnum):
    """Whether two statements exclude each other as wholes or only somewhere in a place."""

    DIRECT = "direct"
    PARTIAL = "partial"


class Conflict(Struct, frozen=True, kw_only=True):
    """Why two statements cannot both be true."""

    strength: Strength
    rule: str
    """The rule that found it and what each says, in words."""


def control_conflict(first: ControlReading, second: ControlReading) -> Conflict | None:
    """Whether two readings that speak of one time exclude each other; None: both may be true.

    Whole against whole by the pairs of `control.incompatible`. Who holds the whole holds every
    part. Two parts conflict as wholes do where they are named alike, else only where both are
    held, by different parties, and the words leave it open that they are the same.
    """
    if first.place != second.place:
        return None
    extents = {_subject(first), _subject(second)}
    said = f"{state_words(first)} against {state_words(second)}"
    if extents == {Extent.WHOLE}:
        return _direct(f"of the whole place: {said}") if _opposed(first, second) else None
    if extents == {Extent.WHOLE, Extent.PART}:
        return _whole_and_part(first, second, said)
    if extents == {Extent.PART} and same_words(first.part, second.part) and first.part:
        return _direct(f"of one part: {said}") if _opposed(first, second) else None
    if len(extents) == 1 and _hold_each_other_out(first, second):
        return _somewhere(first, second, said)
    return None


def same_state(first: ControlReading, second: ControlReading) -> bool:
    """Whether two readings say the same of the same ground; `outside` and `unknown` say nothing."""
    return (
        first.place == second.place
        and first.status is second.status
        and first.status not in _NO_STATE
        and first.holder == second.holder
        and (first.basis is Basis.DENIED) == (second.basis is Basis.DENIED)
        and _subject(first) is _subject(second)
        and same_words(first.part, second.part)
        and (_subject(first) is Extent.WHOLE or first.part != "")
    )


def state_words(reading: ControlReading) -> str:
    """What a reading says: `held by UA`, `denied: encircled`, `occupied by RU (western side)`.

    Of ground that its side says to be winning back it says `gained by UA`: that is less than held.
    """
    denied = "denied: " if reading.basis is Basis.DENIED else ""
    where = reading.part or ("" if _subject(reading) is Extent.WHOLE else f"in {reading.extent}")
    stance = stance_words(reading.status, reading.holder)
    if reading.status is ControlStatus.HELD and reading.change is Change.GAIN:
        stance = stance.replace(ControlStatus.HELD, "gained", 1)
    return f"{denied}{stance}{f' ({where})' if where else ''}"


def _subject(reading: ControlReading) -> Extent:
    """A ring stands in the surroundings, but is said of the place inside it."""
    ring = reading.status in _RINGS and reading.extent is Extent.SURROUNDINGS
    return Extent.WHOLE if ring else reading.extent


def _opposed(first: ControlReading, second: ControlReading) -> bool:
    if first.holder is not None and first.holder == second.holder and _both_hold(first, second):
        return False
    denied = second.basis is Basis.DENIED
    return incompatible(first, second.status, second.holder, denied=denied)


def _both_hold(first: ControlReading, second: ControlReading) -> bool:
    return {first.status, second.status} <= HOLDING and Basis.DENIED not in (
        first.basis,
        second.basis,
    )


def _hold_each_other_out(first: ControlReading, second: ControlReading) -> bool:
    holders = {first.holder, second.holder}
    return _both_hold(first, second) and len(holders) == 2 and None not in holders


def _whole_and_part(first: ControlReading, second: ControlReading, said: str) -> Conflict | None:
    whole, part = (first, second) if _subject(first) is Extent.WHOLE else (second, first)
    about_holding = part.status in HOLDING or part.status is ControlStatus.NOT_HELD
    claims_all = whole.status in HOLDING and whole.basis is not Basis.DENIED
    if claims_all and about_holding and _opposed(whole, part):
        return Conflict(
            strength=Strength.PARTIAL, rule=f"who holds the whole place holds its parts: {said}"
        )
    return None


def _somewhere(first: ControlReading, second: ControlReading, said: str) -> Conflict | None:
    if not may_be_same_part(first.part, second.part):
        return None
    rule = f"parts held by different parties, and nobody says that they are different ones: {said}"
    return Conflict(strength=Strength.PARTIAL, rule=rule)


def _direct(rule: str) -> Conflict:
    return Conflict(strength=Strength.DIRECT, rule=rule)
