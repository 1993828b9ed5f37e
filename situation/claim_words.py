"""Free words of a search: the name of a place stands for all its spellings.

Pokrovsk is Krasnoarmeysk in half of what is said of it. Words that are a place's name in any
language or either side's spelling are looked for in all of them; in quotation marks, or with a `*`,
they are looked for as written.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from situation.lookup import folded, spellings
from situation.model import Place

_MOST_PIECES: Final = 50
_MOST_CHARACTERS: Final = 900
"""What spellings may add before a store would find a search too long; the rest is as typed."""
_NAME_WORDS: Final = 4
"""Words in the longest name of a place that is looked for."""
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})
_WORD: Final = re.compile(r'"[^"]*"\*?|"|[()]|[^\s"()]+')


def widened(typed: str, places: Mapping[str, Place]) -> str:
    """The words, every run of them that is a place's name replaced by all its spellings.

    Args:
        typed: words, phrases and operators in the grammar of `ClaimQuery.search`.
        places: all places, by id.
    """
    words = _WORD.findall(typed)
    by_name: dict[str, list[Place]] = {}
    if words:
        for place in places.values():
            for name in {folded(spelling) for spelling in spellings(place)}:
                by_name.setdefault(name, []).append(place)
    pieces: list[str] = []
    start = 0
    while start < len(words):
        length, names = _name_at(words[start : start + _NAME_WORDS], by_name)
        piece = _either(names)
        longer = " ".join([*pieces, piece, *words[start + length :]])
        if names and len(_WORD.findall(longer)) <= _MOST_PIECES and len(longer) < _MOST_CHARACTERS:
            pieces.append(piece)
        else:
            pieces += words[start : start + length]
        start += length
    return " ".join(pieces)


def _name_at(words: list[str], by_name: Mapping[str, list[Place]]) -> tuple[int, tuple[str, ...]]:
    """How many of the first words are a place's name, and its spellings; 1 and none otherwise."""
    for length in range(len(words), 0, -1):
        run = words[:length]
        if any(word in _OPERATORS or word[-1] in '*"()' for word in run):
            continue
        found = by_name.get(folded(" ".join(run)), ())
        names = [name for place in found for name in _names(place)]
        if names:
            # As typed comes first: it may be a spelling that only folding made equal.
            return length, tuple({folded(name): name for name in [*names, " ".join(run)]}.values())
    return 1, ()


def _names(place: Place) -> Iterable[str]:
    yield place.name
    for name in place.names:
        yield name.name


def _either(names: Iterable[str]) -> str:
    return f"({' OR '.join(chr(34) + name.replace(chr(34), '') + chr(34) for name in names)})"
