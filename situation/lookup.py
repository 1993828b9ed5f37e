"""Names as people type them → places and sources; a miss names the nearest."""

import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from situation.errors import UnknownName
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
        name: as typed; where a settlement and a region share it, the settlement is meant.

    Raises:
        UnknownName: none is called so; carries up to three nearest names.
    """
    if name in places:
        return places[name]
    wanted = folded(clean(name))
    by_spelling: dict[str, Place] = {}
    for place in sorted(places.values(), key=lambda place: place.kind not in SETTLEMENT_KINDS):
        for spelling in spellings(place):
            by_spelling.setdefault(folded(spelling), place)
    if wanted in by_spelling:
        return by_spelling[wanted]
    close = get_close_matches(wanted, by_spelling, n=6, cutoff=0.6)
    nearest = tuple(dict.fromkeys(by_spelling[spelling].name for spelling in close))[:3]
    raise UnknownName("place", clean(name, 80), nearest)


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
