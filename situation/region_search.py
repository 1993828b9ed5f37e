"""The places of a region, however deep, by any of its names."""

from collections.abc import Mapping

from situation.errors import AmbiguousName
from situation.lookup import candidate, find_place, folded, spellings
from situation.model import Place


def region_places(name: str, places: Mapping[str, Place]) -> tuple[str, ...]:
    """Ids of the region of this name and of everything in it.

    A settlement may carry its region's name: the region is meant where one is asked for.

    Args:
        name: an id or a name in any spelling, also as "name, region".
        places: all places, by id.

    Raises:
        AmbiguousName: several regions are called so; carries them.
        UnknownName: nothing is called so.
    """
    inside: dict[str, list[str]] = {}
    for place in places.values():
        if place.parent is not None:
            inside.setdefault(place.parent, []).append(place.id)
    found = {_region(name, places, inside): None}
    waiting = list(found)
    while waiting:
        # Whoever wrote the records may have put a place into itself.
        fresh = [place for place in inside.get(waiting.pop(), ()) if place not in found]
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return tuple(found)


def _region(name: str, places: Mapping[str, Place], inside: Mapping[str, list[str]]) -> str:
    if name in inside and name in places:
        return name
    wanted = folded(name)
    regions = (places[parent] for parent in inside if parent in places)
    called_so = [
        region for region in regions if wanted in {folded(each) for each in spellings(region)}
    ]
    if len(called_so) > 1:
        raise AmbiguousName(name, tuple(candidate(each, places) for each in called_so))
    return called_so[0].id if called_so else find_place(places, name).id
