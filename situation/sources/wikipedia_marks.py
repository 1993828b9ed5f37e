"""The marks of Wikipedia's overview map: which place has which.

A row of the module is `{ lat = "47.987", long = "37.292", mark = mk.rus, marksize = 10, label =
"[[Kurakhove]]" }`. Arcs (`mk.rNE`: pressed from the north-east) say from where an attack comes and
are never read. Older revisions name image files as marks, whose meaning is not known.
"""

import math
import re
from collections.abc import Mapping
from typing import Final

from situation.place_matching import PlaceMatcher
from situation.record import Id
from situation.sources.faults import Faults
from situation.sources.html_text import html_text
from situation.sources.lua_table import Fields, read_tables
from situation.vocabulary import ControlStatus, PlacePrecision

MAX_MARK_SIZE: Final = 100
"""A capital has 35; the overlay that is drawn over the whole map has 2600."""

MARKS: Final = {
    "ukr": ("Ukraine", ControlStatus.HELD, "UA"),
    "rus": ("Russia", ControlStatus.OCCUPIED, "RU"),
    "con": ("contested", ControlStatus.CONTESTED, None),
    "grz": ("grey zone", ControlStatus.CONTESTED, None),
    "shr": ("shared", ControlStatus.UNKNOWN, None),
}
_ARC: Final = re.compile(r"mk\s*\.\s*[a-z](?:[NS]?[EW]|[NS])\Z", re.ASCII)
_MARK: Final = re.compile(r"mk\s*\.\s*([a-z]+)\Z", re.ASCII)
_WIKI_LINK: Final = re.compile(r"\[\[(?:[^\]|]{0,200}\|)?([^\]|]{0,200})\]\]")
_AT_THE_PLACE: Final = frozenset({PlacePrecision.POINT, PlacePrecision.SETTLEMENT})


def marks_of(module: str, places: PlaceMatcher, *, where: str, faults: Faults) -> Mapping[Id, str]:
    """The mark, a key of `MARKS`, of each known place; one with two different marks has none.

    Args:
        module: the module's text.
        places: finds the known places.
        where: what to call the module in errors.
        faults: takes the rows that are left out.

    Raises:
        InputError: the module is too long, too large or nested too deeply.
    """
    found: dict[Id, str] = {}
    twice: set[Id] = set()
    for row in read_tables(module, where=where):
        if not {"lat", "long", "mark"} <= row.keys() or _is_overlay(row):
            continue
        mark = str(row["mark"])
        if _ARC.match(mark):
            faults.count("an arc: from where a place is pressed")
            continue
        name = _MARK.match(mark)
        if name is None or name[1] not in MARKS:
            faults.count("a mark whose meaning is not known")
            continue
        place = _place(row, places)
        if place is None:
            faults.count("a mark at no place that this store has")
        elif found.setdefault(place, name[1]) != name[1]:
            twice.add(place)
    for place in sorted(twice):
        faults.skip(where, f"two different marks at {place}")
        del found[place]
    return found


def _is_overlay(row: Fields) -> bool:
    size = row.get("marksize", 0)
    return isinstance(size, float) and size > MAX_MARK_SIZE


def _place(row: Fields, places: PlaceMatcher) -> Id | None:
    """The settlement that a mark's label names, where its point fits."""
    label = _WIKI_LINK.sub(r"\1", str(row.get("label", "") or row.get("link", "")))
    name = html_text(label, 100)
    try:
        at = float(row["lat"]), float(row["long"])
    except ValueError:
        return None
    if not name or not (math.isfinite(at[0]) and math.isfinite(at[1])):
        return None
    placed = places.find(name, at=at)
    is_sure = placed.precision in _AT_THE_PLACE and len(placed.places) == 1
    return placed.places[0] if is_sure else None
