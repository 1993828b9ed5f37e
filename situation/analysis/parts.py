"""Whether two parts of one place, named in words, may be the same ground.

Words seldom settle it: "neighbourhoods" may be anywhere. Two parts are told apart only where both
name a side of the place and the sides do not touch, or both name a proper name and share none.
"""

import re
from collections.abc import Iterable
from typing import Final

from situation.lookup import folded

_ROSE: Final = (
    "north",
    "northeast",
    "east",
    "southeast",
    "south",
    "southwest",
    "west",
    "northwest",
)
_MIDDLES: Final = frozenset({"centre", "center", "central", "middle", "downtown"})
_SIDE: Final = re.compile(r"\b(north|south)?[ -]?(east|west)?(?:ern)?\b", re.IGNORECASE)
_NAME: Final = re.compile(r"[^\W\d_a-zа-яіїєґ][\w’'-]+")
"""A word with a capital; parts are phrases and not sentences, so that a capital means a name."""


def same_words(first: str, second: str) -> bool:
    """Whether two parts are named alike, case and hyphens aside."""
    return folded(first) == folded(second)


def may_be_same_part(first: str, second: str) -> bool:
    """Whether nothing in the words rules out that two parts share ground; empty: anywhere."""
    if same_words(first, second):
        return True
    sides, other_sides = _sides(first), _sides(second)
    if sides and other_sides and not _touch(sides, other_sides):
        return False
    names, other_names = _names(first), _names(second)
    return not (names and other_names) or bool(names & other_names)


def _sides(part: str) -> frozenset[str]:
    found = {"".join(match.groups("")).lower() for match in _SIDE.finditer(part)}
    middle = {"centre"} if _MIDDLES & set(folded(part).split()) else set()
    return frozenset((found & set(_ROSE)) | middle)


def _touch(sides: Iterable[str], others: Iterable[str]) -> bool:
    return any(_meet(side, other) for side in sides for other in others)


def _meet(side: str, other: str) -> bool:
    """The same, or neighbours on the rose; the centre meets only itself."""
    if side == other or "centre" in (side, other):
        return side == other
    steps = abs(_ROSE.index(side) - _ROSE.index(other))
    return min(steps, len(_ROSE) - steps) == 1


def _names(part: str) -> frozenset[str]:
    words = {folded(match.group()) for match in _NAME.finditer(_SIDE.sub(" ", part))}
    return frozenset(words - _MIDDLES)
