"""The case forms of place names in Ukrainian and Russian, by one rule for all of them.

A name is split into a stem and the ending that its nominative has; `_PARADIGMS` says with which
other endings the same stem is the same name. So "Покровську" is Pokrovsk (stem "покровськ"), but
"Покровське" is another place, as no masculine noun takes -е there. Names in other scripts have one
form. Everything is compared as `situation.lookup.folded` leaves it: й is и, ї is і, ё is е.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from situation.lookup import folded


class NameWord(NamedTuple):
    """One word of a name: what stands before the ending, and the endings it may have."""

    stem: str
    endings: frozenset[str]
    """Folded; the empty one where the bare stem is a form."""
    is_adjective: bool = False
    """Declined like an adjective."""


LONGEST_ENDING: Final = 5

# Nominative ending → endings of all cases in both languages (- is none), longest nominative first.
_PARADIGMS: Final[tuple[tuple[str, str], ...]] = (
    ("піль", "піль поля полю полем полі"),
    ("лля", "лля ллю ллям ллі"),
    ("ріг", "ріг рога рогу рогом розі"),
    ("ська", "ська ськоі ськои ськіи ську ською ські ськи"),
    ("цька", "цька цькоі цькои цькіи цьку цькою цькі цьки"),
    ("зька", "зька зькоі зькои зькіи зьку зькою зькі зьки"),
    ("ець", "ець ця цю цем ці"),
    ("ец", "ец ца цу цом цем це"),
    ("ів", "ів ова ову овом ові ева еву евом еві єва єву євом єві ового овому овим"),
    ("ка", "ка ки ці ку кою ке кои"),
    ("га", "га ги зі гу гою ге гои"),
    ("ха", "ха хи сі ху хою хе хои"),
    ("ки", "ки кам ками ках ок к ків ков"),
    ("ці", "ці цям цями цях ців"),
    ("цы", "цы цам цами цах цов цев"),
    ("чі", "чі чам чами чах чів"),
    ("ле", "ле ля лю лем лі лого лому лим лім"),
    ("ая", "ая ои ую ою"),
    ("яя", "яя еи юю ею"),
    ("ое", "ое ого ому ым им ом"),
    ("ее", "ее его ему им ем"),
    ("ии", "ии ого ому им ім ои і их ими ых ыми ом а оі іи у ою е"),
    ("ои", "ои ого ому ым ом"),
    ("ыи", "ыи ого ому ым ом ые ых ыми ая ои ую ою ое"),
    ("ок", "ок ка ку ком ке ці"),
    ("ия", "ия ии ию иеи"),
    ("а", "а и ы і у ою е ои оі іи"),
    ("я", "я і и ю ею єю еи ям е"),
    ("о", "о а у ом і е"),
    ("е", "е ого ому им ім"),
    ("и", "и ам ами ах ів ов еи -"),
    ("і", "і ям ями ях ів еи ам ами ах"),
    ("ы", "ы ам ами ах ов -"),
    ("ь", "ь я ю ем і и е ью"),
)
_CONSONANT: Final = "а у ом ові і е ю"
_HARD_SK: Final = ("ськ", "цьк", "зьк")
"""Ukrainian masculine names in these have neither -е, another place's name, nor -і, a plural."""
_ADJECTIVES: Final = frozenset({"ое", "ее", "е", "ии", "ыи", "ои"})
_SHORTEST_STEM: Final = 2


def _listed(listed: str) -> frozenset[str]:
    return frozenset(ending.strip("-") for ending in listed.split())


_TABLE: Final = tuple((nominative, _listed(listed)) for nominative, listed in _PARADIGMS)
_OF_CONSONANT: Final = _listed(_CONSONANT) | {""}
_OF_HARD_SK: Final = _OF_CONSONANT - {"е", "і"}
_UNCHANGING: Final = frozenset({""})


def is_cyrillic(word: str) -> bool:
    """Whether a folded word is written in Cyrillic letters."""
    return "\u0400" <= word[:1] <= "\u052f"


_ARTICLE: Final = "ال"
_PARTICLES: Final = re.compile(r"[وف]?[بكل]?(?=ال)")


def arabic_bases(word: str) -> Iterator[str]:
    """An Arabic word without the particles that are written with it: "بالفاشر", "وللفاشر".

    Only before the article: elsewhere such a letter may be the name's own.
    """
    # The article loses its first letter behind "for".
    spelt = re.sub(r"\A([وف]?)لل", rf"\1ل{_ARTICLE}", word)
    match = _PARTICLES.match(spelt)
    if match and match.end():
        yield spelt[match.end() :]


def name_word(word: str) -> NameWord:
    """The stem and the endings of one word of a name, which is folded and in the nominative."""
    if not is_cyrillic(word):
        return NameWord(word, _UNCHANGING)
    for nominative, endings in _TABLE:
        stem = word[: len(word) - len(nominative)]
        if word.endswith(nominative) and (not stem or len(stem) >= _SHORTEST_STEM):
            return NameWord(stem, endings, nominative in _ADJECTIVES)
    return NameWord(word, _OF_HARD_SK if word.endswith(_HARD_SK) else _OF_CONSONANT)


def is_form(word: str, name: NameWord) -> bool:
    """Whether a folded word of a text is a form of a name's word."""
    return word.startswith(name.stem) and word[len(name.stem) :] in name.endings


_INSIDE: Final = _listed("в во у на о об при")


def fits_preposition(preposition: str, word: str, name: NameWord) -> bool:
    """Whether a Russian form in -ом can be that of the name behind this folded preposition.

    "под Покровском" is the instrumental of Покровск, "в Покровском" the prepositional of
    Покровское: the form is the same and only the preposition tells them apart.
    """
    if word[len(name.stem) :] != "ом":
        return True
    return (preposition in _INSIDE) == name.is_adjective


_ADJECTIVE_ENDINGS: Final = sorted(
    _listed("ии ого ому им ім ои ая ую ою оі іи а у е і ое ом ым ых их ыми ими ые"),
    key=len,
    reverse=True,
)
_SK: Final = ("ськ", "цьк", "зьк", "ск", "цк", "зк")


def adjective_base(word: str) -> str:
    """What an adjective in -ський or -ский is made from, as `name_base` gives it; or nothing."""
    for ending in _ADJECTIVE_ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and stem.endswith(_SK):
            return _without_sk(stem)
    return ""


def name_base(word: str) -> str:
    """The part that a name's folded word shares with its adjective: "покров" for Покровськ.

    Покровка and Покровське share it too: their adjective is the same, and so is the doubt.
    """
    stem = word
    for ending in ("ка", "ое", "а", "е", "и", "і", "ы", "о", "я"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            break
    return _without_sk(stem)


def _without_sk(stem: str) -> str:
    for suffix in _SK:
        if stem.endswith(suffix):
            return stem.removesuffix(suffix)
    return stem


@lru_cache(maxsize=1 << 16)
def folded_name(word: str) -> str:
    """`folded`, remembered: texts repeat their words."""
    return folded(word)
