"""What a DeepState polygon stands for, by its name and its fill.

Names are `Ukrainian /// English` until March 2024 and `Ukrainian /// English /// geoJSON.key`
since; names of 2022 may lack the English part or be free text. The key is compared first, then a
name, then the fill, because the recently and the formerly liberated differ in nothing but the fill
and some territories abroad only in their name. Keys, names and fills were collected from the
archived answers of April 2022 to August 2025.
"""

import re
from typing import Final, Literal, TypeAlias

from situation.text import clean
from situation.vocabulary import AreaStatus

Meaning: TypeAlias = AreaStatus | Literal["abroad"] | None
"""A status; "abroad": not about Ukraine at all; None: nothing that is known."""

_KEYS: Final = {
    "geojson.status.occupied": AreaStatus.OCCUPIED,
    "geojson.territories.crimea": AreaStatus.OCCUPIED,
    "geojson.territories.ordlo": AreaStatus.OCCUPIED,
    "geojson.territories.tuzla": AreaStatus.OCCUPIED,
    "geojson.status.unknown": AreaStatus.CONTESTED,
    "geojson.status.dismissed": AreaStatus.LIBERATED,
    "geojson.status.dismissed_at": AreaStatus.LIBERATED,
    "geojson.zmiinyi_island": AreaStatus.LIBERATED,
}
_NAMES: Final = {
    "occupied": AreaStatus.OCCUPIED,
    "occupied crimea": AreaStatus.OCCUPIED,
    "cadr and calr": AreaStatus.OCCUPIED,
    "occupied tuzla island": AreaStatus.OCCUPIED,
    "окуповано": AreaStatus.OCCUPIED,
    "крим": AreaStatus.OCCUPIED,
    "ордло": AreaStatus.OCCUPIED,
    "unknown status": AreaStatus.CONTESTED,
    "contested": AreaStatus.CONTESTED,
    "contensed": AreaStatus.CONTESTED,
    "статус невідомий": AreaStatus.CONTESTED,
    "під питанням": AreaStatus.CONTESTED,
    "liberated": AreaStatus.LIBERATED,
    "taken back": AreaStatus.LIBERATED,
    "snake island": AreaStatus.LIBERATED,
    "звільнено": AreaStatus.LIBERATED,
}
_FILLS: Final[dict[str, Meaning]] = {
    "#a52714": AreaStatus.OCCUPIED,
    "#880e4f": AreaStatus.OCCUPIED,
    "#000000": AreaStatus.OCCUPIED,
    "#bcaaa4": AreaStatus.CONTESTED,
    "#bdbdbd": AreaStatus.CONTESTED,
    "#757575": AreaStatus.CONTESTED,
    "#0f9d58": AreaStatus.LIBERATED,
    "#0288d1": AreaStatus.LIBERATED,
    "#01579b": AreaStatus.LIBERATED,
    "#ff5252": "abroad",
}
_ABROAD: Final = (
    "abkhazia",
    "estonia",
    "ichkeria",
    "karelia",
    "kuril",
    "latvia",
    "pechorsky",
    "petsamo",
    "prussia",
    "salla",
    "transnistria",
    "tskhinval",
    "придністров",
)
_DATE_AT_END: Final = re.compile(r"[\s\d.–-]+\Z")
_ARGUMENT: Final = re.compile(r"\s*\{.*")


def name_parts(name: str) -> tuple[str, ...]:
    """The parts of a polygon's name, cleaned: Ukrainian, then English, then the key."""
    return tuple(clean(part) for part in name.split("///"))


def label_of(parts: tuple[str, ...], otherwise: str) -> str:
    """The map's own word for a polygon: the English one, else the Ukrainian one."""
    words = [part for part in parts[:2] if part and not _is_key(part)]
    return words[-1] if words else otherwise


def meaning_of(parts: tuple[str, ...], fill: str) -> Meaning:
    """What a polygon stands for.

    Args:
        parts: as `name_parts` gives them.
        fill: a colour such as `#a52714`; upper or lower case.
    """
    for part in parts:
        if _is_key(part) and (key := _ARGUMENT.sub("", part.casefold())) in _KEYS:
            return _KEYS[key]
    for part in reversed(parts):
        if (words := _DATE_AT_END.sub("", part.casefold())) in _NAMES:
            return _NAMES[words]
    if any(territory in part.casefold() for part in parts for territory in _ABROAD):
        return "abroad"
    return _FILLS.get(fill.casefold())


def _is_key(part: str) -> bool:
    return part.casefold().startswith("geojson.")
