"""Why a name may not stand for the place where it stands: what is not sure stays unplaced."""

from typing import Final

from situation.place_forms import is_cyrillic
from situation.place_spot import Spot, first_of_chain, head_of, is_located, is_part_of_a_name
from situation.place_tokens import Token, breaks_before, is_beside, is_title_case
from situation.place_words import (
    AMBIGUOUS,
    CAPITALISED,
    CAPITALS,
    COMMON_WORDS,
    CONJUNCTIONS,
    FOREIGN,
    FOREIGN_IN_BRACKETS,
    GIVEN_NAMES,
    HEADS,
    LOCATORS,
    OTHER_PLACE_PREFIXES,
    SETTLEMENT_WORDS,
    SPEECH,
    TITLES,
    Head,
)

_OPENING: Final = "«“„\"'‘"
_CLOSING: Final = "»”\"'’"
_SHORT: Final = 3
_QUOTED_WORDS: Final = 3
"""Words behind a name that may belong to one quoted name with it."""
_TO_REGION: Final = LOCATORS | {"the", "of"}
"""May stand between a place and its region."""
_REPUBLIC: Final = frozenset(
    {"republic", "республика", "республики", "республике", "республіка", "республіки", "республіці"}
)
_SURNAME_ENDINGS: Final = ("енко", "enko")


def doubt(spot: Spot, head: Head | None) -> str:
    """The first reason against reading a name as its place; empty where there is none.

    Args:
        spot: the name and its words.
        head: what the word behind it makes of it.
    """
    rules = (_not_a_name, _other_thing, _person, _speaker, _unsure)
    return _of_head(head) or next(filter(None, (rule(spot) for rule in rules)), "")


def _not_a_name(spot: Spot) -> str:
    part = is_part_of_a_name(spot)
    if part:
        return part
    prefix = spot.neighbour
    if _in_foreign_region(spot) or _is_abroad(spot):
        return "it lies in a region that the store does not know"
    if prefix and prefix.is_capitalised and prefix.folded in OTHER_PLACE_PREFIXES:
        return f"“{prefix.text} {spot.surface}” is another name"
    return "it begins a name in quotation marks" if _begins_quoted_name(spot) else ""


def _begins_quoted_name(spot: Spot) -> bool:
    if spot.words[spot.found.first].gap[-1:] not in tuple(_OPENING):
        return False
    last = spot.found.last
    for index in range(last, min(last + 1 + _QUOTED_WORDS, len(spot.words))):
        if index > last and not is_beside(spot.words, index):
            return False
        if spot.words[index].after in tuple(_CLOSING):
            return True
    return False


def _in_foreign_region(spot: Spot) -> bool:
    """Whether an unknown region is named right behind: "Дзержинськ Нижегородської області"."""
    words, last = spot.words, spot.found.last
    index = last + 1
    while index < len(words) and words[index].folded in _TO_REGION:
        index += 1
    if index + 1 >= len(words) or index in spot.edges or words[index].folded in CAPITALISED:
        return False
    is_near = not any(breaks_before(words, at) for at in range(last + 1, index + 2))
    is_region = HEADS.get(words[index + 1].folded) is Head.REGION and is_beside(words, index + 1)
    return is_near and is_region and words[index].text[0].isupper()


def _is_abroad(spot: Spot) -> bool:
    """Whether a country or region of another one is named behind: "Pokrovsk in Yakutia".

    One more name may stand between in brackets, as in "Pokrovsk (Engels), Saratov region".
    """
    words, last = spot.words, spot.found.last
    index = last + 1
    if index >= len(words) or words[index].gap.strip() not in ("", ",", "(", ",("):
        return False
    is_bracketed = "(" in words[index].gap
    while index < len(words) and words[index].folded in _TO_REGION | _REPUBLIC:
        index += 1
    if index >= len(words) or index in spot.edges or breaks_before(words, index):
        return False
    if words[index].folded in (FOREIGN_IN_BRACKETS if is_bracketed else FOREIGN):
        return True
    is_one_word = is_bracketed and index == last + 1 and words[index].after == ")"
    return is_one_word and index + 2 < len(words) and _is_region_name(spot, index + 1)


def _is_region_name(spot: Spot, index: int) -> bool:
    """Whether an unknown name with its word for "region" stands at an index."""
    words = spot.words
    is_region = HEADS.get(words[index + 1].folded) is Head.REGION and is_beside(words, index + 1)
    return is_region and index not in spot.edges and words[index].text[0].isupper()


def _of_head(head: Head | None) -> str:
    match head:
        case Head.REGION:
            return "it names a region that the store does not know"
        case Head.BODY:
            return "it names an authority or a force, not the place"
        case Head.STREET:
            return "it names a street or a road"
        case Head.RIVER:
            return "it names a river"
        case _:
            return ""


def _other_thing(spot: Spot) -> str:
    first = first_of_chain(spot)
    if breaks_before(spot.words, first) or not is_beside(spot.words, first):
        return ""
    neighbour, follower = spot.words[first - 1], spot.follower
    head = HEADS.get(neighbour.folded)
    if head in (Head.STREET, Head.RIVER):
        return _of_head(head)
    is_named_settlement = follower is not None and follower.folded in SETTLEMENT_WORDS
    if neighbour.folded == "the" and not is_named_settlement and head_of(spot) is None:
        return "“the” before it makes it a river, a paper or a part of a longer name"
    return ""


def _person(spot: Spot) -> str:
    person = "it may be a person's name"
    before, follower = spot.neighbour, spot.follower
    is_cyrillic_name = is_cyrillic(spot.words[spot.found.first].folded)
    if follower is not None and not _is_in_name(spot, spot.found.last + 1):
        if spot.spelling in AMBIGUOUS and follower.folded in GIVEN_NAMES:
            return person
        if not is_cyrillic_name and _is_odd_capital(spot, spot.found.last + 1, follower):
            return "it is a part of a longer name"
    first = spot.found.first
    initial = spot.words[first - 1] if first else None
    is_initial = initial is not None and len(initial.text) == 1 and initial.text.isupper()
    if is_initial and spot.words[first].gap.startswith("."):
        return person
    if before is None or not before.is_capitalised or _is_in_name(spot, first - 1):
        return ""
    if before.folded in GIVEN_NAMES or (not is_cyrillic_name and before.folded in TITLES):
        return person
    is_first = breaks_before(spot.words, first - 1)
    return person if not is_first and _is_odd_capital(spot, first - 1, before) else ""


def _is_in_name(spot: Spot, index: int) -> bool:
    return index in spot.edges


def _is_odd_capital(spot: Spot, index: int, word: Token) -> bool:
    """Whether a word has a capital for no other reason than being part of a proper name."""
    if not word.text[0].isupper() or (word.text.isupper() and len(word.text) > 1):
        return False
    if word.folded in CAPITALISED or word.folded in HEADS or word.is_possessive:
        return False
    return not is_title_case(spot.words, index)


def _speaker(spot: Spot) -> str:
    speaker = "a government may be meant, not the town"
    words, last = spot.words, spot.found.last
    is_of_it = spot.neighbour is not None and spot.neighbour.folded == "of"
    if is_of_it or is_located(spot):
        return ""
    if spot.follower is not None and spot.follower.folded in SPEECH:
        return speaker
    around = [*range(spot.found.first - 2, spot.found.first), *range(last + 1, last + 3)]
    beside = [words[index] for index in around if 0 <= index < len(words)]
    listed = any(word.folded in CONJUNCTIONS or "," in word.gap for word in beside)
    return speaker if listed and any(word.folded in CAPITALS for word in beside) else ""


def _unsure(spot: Spot) -> str:
    spelling, first = spot.spelling, spot.found.first
    tells_nothing = breaks_before(spot.words, first) or is_title_case(spot.words, first)
    is_ambiguous = (
        spelling in AMBIGUOUS
        or (spelling in COMMON_WORDS and tells_nothing)
        or spelling in GIVEN_NAMES
        or len(spelling) <= _SHORT
        or spelling.endswith(_SURNAME_ENDINGS)
    )
    if not is_ambiguous or is_located(spot):
        return ""
    return "the name is also a common word, a river or a person's name"
