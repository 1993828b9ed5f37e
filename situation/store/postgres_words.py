"""Words as the text index knows them, folded as the index of an SQLite store folds them.

That index is FTS5 with `unicode61 remove_diacritics 2` (https://sqlite.org/fts5.html, section
4.3.1): a word is a run of letters and digits, without case and without the accents of Latin
letters, and without combining accents. As the folding happens here and not in the database, it is
the same in every database, whatever its locale.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_COMBINING: Final = frozenset(
    map(
        chr,
        (
            *range(0x300, 0x305), *range(0x306, 0x30D), 0x30F, 0x311, 0x31B, *range(0x323, 0x329),
            0x32D, 0x32E, 0x330, 0x331,
        ),
    )
)  # fmt: skip
_LONGEST_WORD: Final = 500
"""PostgreSQL takes words of up to 2,046 bytes; four bytes make the longest character."""
_FARTHEST: Final = 16_383
_BETWEEN_TEXTS: Final = 2
"""Positions between two texts, so that no phrase begins in one and ends in the other."""


class _Folding(dict[int, str]):
    """What each character is taken for, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        self[point] = _folded(chr(point))
        return self[point]


_FOLDING: Final = _Folding()


def _folded(character: str) -> str:
    if character in _COMBINING:
        return ""
    base = unicodedata.normalize("NFD", character)[0]
    if base.isascii():
        return base.lower()
    without_case = character.casefold()
    return without_case if len(without_case) == 1 else character.lower()[:1]


def words_of(text: str) -> list[str]:
    """The words of a text in order, folded."""
    return [word[:_LONGEST_WORD] for word in _WORD.findall(text.translate(_FOLDING))]


def text_vector(texts: Iterable[str], tags: Iterable[str]) -> str:
    """Texts and tags as a literal of the type `tsvector`.

    Args:
        texts: what can be searched for; a phrase is found within one of them.
        tags: letters and digits only; each is kept behind an equals sign and never is a word.
    """
    positions: dict[str, list[int]] = {}
    position = 0
    for text in texts:
        for word in words_of(text):
            position += 1
            positions.setdefault(word, []).append(min(position, _FARTHEST))
        position += _BETWEEN_TEXTS
    words = [f"'{word}':{','.join(map(str, found))}" for word, found in positions.items()]
    return " ".join([*words, *(f"'={tag}'" for tag in tags)])
