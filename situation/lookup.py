"""Names as people type them → places and sources; a miss names the nearest."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from situation.errors import AmbiguousName, Candidate, UnknownName
from situation.gazetteers import is_only_named
from situation.model import Place, Source
from situation.text import clean
from situation.vocabulary import SETTLEMENT_KINDS


def folded(name: str) -> str:
    """A name as it is compared: no case, accents, apostrophes, hyphens or doubled spaces."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    kept = (" " if c in "-‐‑–_" else c for c in decomposed if not unicodedata.combining(c))
    return " ".join("".join(c for c in kept if c not in "'’ʼ`ʹ").split())


def spellings(place: Place) -> Iterable[str]:
    """Every name a place can be found by, its id included."""
    yield place.name
    yield place.id
    for name in place.names:
        yield name.name


def find_place(places: Mapping[str, Place], name: str) -> Place:
    """The place of this id, or of this name in any language or spelling.

    Args:
        places: all places, by id.
        name: as typed, alone or as "name, region". Where a settlement and a region share it, the
            settlement is meant; a place of the situation comes before those of a gazetteer.

    Raises:
        AmbiguousName: several are called so; carries them.
        UnknownName: none is called so; carries up to three nearest names.
    """
    if name in places:
        return places[name]
    typed = clean(name)
    by_spelling = _by_spelling(places.values())
    found = _meant(by_spelling.get(folded(typed), ()))
    found = found or _meant(_in_region(places, by_spelling, typed))
    if len(found) > 1:
        raise AmbiguousName(clean(name, 80), tuple(candidate(place, places) for place in found))
    if not found:
        raise UnknownName("place", clean(name, 80), _nearest(places, by_spelling, typed))
    return found[0]


def namesakes(places: Mapping[str, Place], typed: str) -> tuple[Place, ...]:
    """The places that are called by words which are the id of another, and so do not find them."""
    if typed not in places:
        return ()
    called_so = _meant(_by_spelling(places.values())[folded(typed)])
    return tuple(place for place in called_so if place.id != typed)


def full_name(place: Place, places: Mapping[str, Place]) -> str:
    """The name of a place with that of its region."""
    return candidate(place, places).full_name


def _by_spelling(places: Iterable[Place]) -> dict[str, list[Place]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        for spelling in {folded(spelling) for spelling in spellings(place)}:
            found.setdefault(spelling, []).append(place)
    return found


def _meant(called_so: Iterable[Place]) -> list[Place]:
    """Those of the places of one name that are meant by the bare name."""
    found = list(called_so)
    first = min(map(_rank, found), default=None)
    return [place for place in found if _rank(place) == first]


def _rank(place: Place) -> tuple[bool, bool]:
    return is_only_named(place), place.kind not in SETTLEMENT_KINDS


def _in_region(
    places: Mapping[str, Place], by_spelling: Mapping[str, list[Place]], typed: str
) -> list[Place]:
    """The places that "name, region" means; "Donetsk" is as good as "Donetsk oblast" there."""
    name, _, region = typed.rpartition(",")
    wanted = f"{folded(region)} "
    return [
        place
        for place in by_spelling.get(folded(name), ())
        if (parent := places.get(place.parent or "")) is not None
        and any(f"{folded(spelling)} ".startswith(wanted) for spelling in spellings(parent))
    ]


def _nearest(
    places: Mapping[str, Place], by_spelling: Mapping[str, list[Place]], typed: str
) -> tuple[str, ...]:
    named = _meant(by_spelling.get(folded(typed.rpartition(",")[0]), ()))
    if named:
        return tuple(full_name(place, places) for place in named)[:3]
    close = get_close_matches(folded(typed), by_spelling, n=6, cutoff=0.6)
    nearest = (place.name for spelling in close for place in _meant(by_spelling[spelling]))
    return tuple(dict.fromkeys(nearest))[:3]


def candidate(place: Place, places: Mapping[str, Place]) -> Candidate:
    """A place as one of those that a name may mean."""
    parent = places.get(place.parent or "")
    return Candidate(place.name, parent.name if parent else "", place.id)


def find_source(sources: Mapping[str, Source], name: str) -> Source:
    """The source of this id or name.

    Raises:
        UnknownName: none is called so; carries up to three nearest ids.
    """
    if name in sources:
        return sources[name]
    wanted = folded(clean(name))
    by_name = {folded(source.name): source for source in sources.values()}
    if wanted in by_name:
        return by_name[wanted]
    candidates = [*sources, *by_name]
    close = get_close_matches(wanted, candidates, n=3, cutoff=0.5)
    nearest = tuple(dict.fromkeys(by_name[c].id if c in by_name else c for c in close))
    raise UnknownName("source", clean(name, 80), nearest)
