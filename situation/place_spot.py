"""A name where it stands in a text, with the words beside it."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from msgspec import Struct

from situation.place_index import Found, head_behind, shared_head
from situation.place_tokens import Token, breaks_before, is_beside, is_glued_after
from situation.place_words import BEFORE_OF, LOCATORS, SETTLEMENT_WORDS, Head

_DASH: Final = re.compile(r"\s*[-‐‑–—]\s*")
_SHARED: Final = frozenset({Head.DIRECTION, Head.RAION, Head.HROMADA})


class Spot(Struct, frozen=True):
    """A name where it stands."""

    words: Sequence[Token]
    found: Found
    edges: Collection[int]
    """Indices of words that belong to any name found in the text."""

    @property
    def before(self) -> Token | None:
        """The word before it in the same part of the sentence; None at its beginning."""
        first = self.found.first
        return None if breaks_before(self.words, first) else self.words[first - 1]

    @property
    def neighbour(self) -> Token | None:
        """The word before it with nothing but a space between."""
        return self.before if is_beside(self.words, self.found.first) else None

    @property
    def follower(self) -> Token | None:
        """The word behind it with nothing but a space between."""
        index = self.found.last + 1
        if index >= len(self.words) or not is_beside(self.words, index):
            return None
        return self.words[index]

    @property
    def spelling(self) -> str:
        """The name as the store spells it, folded."""
        return self.found.names[0].spelling

    @property
    def surface(self) -> str:
        """The name as the text has it."""
        return " ".join(word.text for word in self.words[self.found.first : self.found.last + 1])


def is_part_of_a_name(spot: Spot) -> str:
    """Why it is only a part of a longer name; empty where it is a whole one."""
    first, last = spot.found.first, spot.found.last
    glued_before = spot.words[first].is_glued and first - 1 not in spot.edges
    glued_after = is_glued_after(spot.words, last) and last + 1 not in spot.edges
    if glued_before or glued_after:
        return "it is a part of a longer name"
    return ""


def head_of(spot: Spot) -> Head | None:
    """What the word behind a name, or behind all the names tied to it, makes of it."""
    last = last_of_chain(spot)
    head = head_behind(spot.words, last)
    if head is None and shared_head(spot.words, last) in _SHARED:
        head = shared_head(spot.words, last)
    return head


def last_of_chain(spot: Spot) -> int:
    """The last word of the names that dashes tie to this one: "Pokrovsk – Pavlohrad road"."""
    last = spot.found.last
    while last + 1 in spot.edges and _DASH.fullmatch(spot.words[last + 1].gap):
        last += 1
        while last + 1 in spot.edges and is_beside(spot.words, last + 1):
            last += 1
    return last


def first_of_chain(spot: Spot) -> int:
    """The first word of the names that dashes tie to this one: "Дорога Покровськ – Павлоград"."""
    first = spot.found.first
    while first - 1 in spot.edges and _DASH.fullmatch(spot.words[first].gap):
        first -= 1
        while first - 1 in spot.edges and is_beside(spot.words, first):
            first -= 1
    return first


def is_located(spot: Spot) -> bool:
    """Whether a preposition of place or a word such as "city" stands before it."""
    before = spot.neighbour
    if before is None:
        return False
    if before.folded in LOCATORS or before.folded in SETTLEMENT_WORDS:
        return True
    first = spot.found.first
    return before.folded == "of" and first > 1 and spot.words[first - 2].folded in BEFORE_OF
