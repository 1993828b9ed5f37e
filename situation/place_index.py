"""The alias table: every name of every place, found in a text by the stem of its first word."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from situation.lookup import folded
from situation.model import Place
from situation.place_forms import (
    LONGEST_ENDING,
    NameWord,
    adjective_base,
    arabic_bases,
    fits_preposition,
    is_cyrillic,
    is_form,
    name_base,
    name_word,
)
from situation.place_tokens import Token, is_beside
from situation.place_words import CONJUNCTIONS, FILLERS, HEADS, PLURAL_HEADS, SETTLEMENT_WORDS, Head
from situation.record import Id
from situation.vocabulary import SETTLEMENT_KINDS, PlaceKind

_LEFT_OUT: Final = frozenset({PlaceKind.COUNTRY, PlaceKind.FRONT})
_MOST_BETWEEN: Final = 3
"""Fillers between a name and its head: "міська військова адміністрація"."""
_MOST_LISTED: Final = 8
"""Words between a name and the head that it shares with others: "Donetsk, Sumy and … oblasts"."""


class Name(Struct):
    """One spelling and all the places that bear it."""

    words: tuple[NameWord, ...]
    head: Head | None
    """What has to follow; None: the words alone are the name."""
    spelling: str
    """Folded, without the head."""
    places: list[Id]


class Found(Struct, frozen=True):
    """Names that stand at one spot of a text."""

    first: int
    last: int
    """Index of the last word, the head not counted."""
    names: tuple[Name, ...]
    head: Head | None
    """That of `names`, where it took one to find them."""


class PlaceIndex:
    """The names of places, ready to be looked for."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._by_stem: dict[str, list[Name]] = {}
        self._by_base: dict[str, list[Name]] = {}
        self._directions: dict[str, Name] = {}
        by_words: dict[tuple[str, Head | None], Name] = {}
        for place in places:
            if place.kind in _LEFT_OUT:
                continue
            spelt = dict.fromkeys([place.name, *(name.name for name in place.names)])
            for spelling in dict.fromkeys(map(folded, spelt)):
                self._add(place, spelling, by_words)

    def _add(
        self, place: Place, spelling: str, by_words: dict[tuple[str, Head | None], Name]
    ) -> None:
        is_settlement = place.kind in SETTLEMENT_KINDS
        words = spelling.split()
        head = None if is_settlement else HEADS.get(words[-1] if words else "")
        if head is not None:
            words = [word for word in words[:-1] if word not in FILLERS]
        elif not is_settlement and any(word in SETTLEMENT_WORDS for word in words):
            # "Kyiv city" as a region: a text that says so means the settlement.
            return
        if not words or not all(word.isalpha() for word in words):
            return
        bare = " ".join(words)
        known = by_words.get((bare, head))
        if known is not None:
            if place.id not in known.places:
                known.places.append(place.id)
            return
        name = Name(tuple(map(name_word, words)), head, bare, [place.id])
        by_words[bare, head] = name
        self._by_stem.setdefault(name.words[0].stem, []).append(name)
        if is_settlement and len(words) == 1 and is_cyrillic(bare):
            self._by_base.setdefault(name_base(bare), []).append(name)
        if head is Head.DIRECTION:
            self._directions[bare] = name

    def at(self, words: Sequence[Token], index: int) -> Found | None:
        """The longest names that begin at a word; a name with its head before one without."""
        found: list[tuple[int, Name]] = []
        for name in self._starting(words[index].folded):
            last = _matched_to(words, index, name)
            if last is not None and (name.head is None or _has_head(words, last, name.head)):
                found.append((last, name))
        if not found:
            return None
        longest = max(last for last, _ in found)
        names = [name for last, name in found if last == longest]
        with_head = [name for name in names if name.head is not None]
        chosen = with_head or _best_forms(words, index, names)
        return Found(index, longest, tuple(chosen), chosen[0].head)

    def of_adjective(self, word: str) -> list[Id]:
        """The settlements whose adjective a folded word can be: "покровськии"."""
        base = adjective_base(word)
        names = self._by_base.get(base, ()) if base else ()
        return list(dict.fromkeys(place for name in names for place in name.places))

    def directions(self, spellings: Iterable[str]) -> list[Id]:
        """The sectors of the front that are named after a place of these folded spellings."""
        named = [self._directions[bare].places for bare in spellings if bare in self._directions]
        return list(dict.fromkeys(place for places in named for place in places))

    def _starting(self, word: str) -> Iterator[Name]:
        for bare in arabic_bases(word):
            yield from self._by_stem.get(bare, ())
        longest = min(LONGEST_ENDING, len(word)) if is_cyrillic(word) else 0
        for length in range(longest + 1):
            cut = len(word) - length
            for name in self._by_stem.get(word[:cut], ()):
                if word[cut:] in name.words[0].endings:
                    yield name


def _matched_to(words: Sequence[Token], first: int, name: Name) -> int | None:
    """Index of the last word of a name that begins at `first`; None: it does not stand there."""
    last = first + len(name.words) - 1
    if last >= len(words):
        return None
    for index, word in enumerate(name.words[1:], start=first + 1):
        if not is_beside(words, index) or not is_form(words[index].folded, word):
            return None
    return last


def _best_forms(words: Sequence[Token], index: int, names: list[Name]) -> list[Name]:
    """Without those whose form does not go with the preposition before; names as spelt first."""
    if len(names) == 1 or len(names[0].words) > 1:
        return names
    word = words[index].folded
    exact = [name for name in names if name.spelling == word]
    if exact:
        return exact
    preposition = words[index - 1].folded if index else ""
    fitting = [name for name in names if fits_preposition(preposition, word, name.words[0])]
    return fitting or names


def head_behind(words: Sequence[Token], last: int) -> Head | None:
    """What the word behind a name, fillers passed over, makes of it."""
    for index in range(last + 1, min(last + 2 + _MOST_BETWEEN, len(words))):
        if not is_beside(words, index):
            return None
        head = HEADS.get(words[index].folded)
        if head is not None:
            return head
        if words[index].folded not in FILLERS:
            return None
    return None


def _has_head(words: Sequence[Token], last: int, head: Head) -> bool:
    return head_behind(words, last) is head or shared_head(words, last) is head


def shared_head(words: Sequence[Token], last: int) -> Head | None:
    """The head that a name shares with those listed behind it: "Donetsk and Sumy oblasts"."""
    is_english = not is_cyrillic(words[last].folded)
    index = last + 1
    while index < min(last + 1 + _MOST_LISTED, len(words)):
        word = words[index]
        is_joined = word.folded in CONJUNCTIONS or "," in word.gap
        if index == last + 1 and not is_joined:
            return None
        if word.gap.strip(" \u00a0,"):
            return None
        head = HEADS.get(word.folded)
        if head is not None:
            return None if is_english and word.folded not in PLURAL_HEADS else head
        is_listed = word.is_capitalised or adjective_base(word.folded)
        if not (is_listed or word.folded in CONJUNCTIONS or word.folded in FILLERS):
            return None
        index += 1
    return None
