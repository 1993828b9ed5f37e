"""A text as words with what stands between them, as the search for place names reads it."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from situation.place_forms import folded_name
from situation.place_words import ABBREVIATIONS

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ`ʹ][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s\Z")
_BREAK: Final = re.compile(r"[!?…;:\n•|]|\.(?:\s|\Z)|[—]|\s[–-]\s")
_GLUE: Final = re.compile(r"[-‐‑–]\Z")
_GLUED: Final = re.compile(r"[-‐‑–](?=\w)")
_TOWN: Final = r"[A-ZА-ЯІЇЄҐЁ][\w’'\- ]{1,40}"
# "KYIV, Ukraine (AP) —", "KYIV, Nov 5 (Reuters) -", "КИЕВ, 5 ноября. /ТАСС/": where it was written.
_DATELINE: Final = re.compile(
    rf"{_TOWN}(?:,[^()/—–]{{1,40}})?\.?\s*(?:\([^()]{{2,40}}\)\s*[-–—:]|/[^/]{{2,40}}/)"
    rf"|{_TOWN},\s*(?:\d{{1,2}}\s+\w+|\w+\.?\s+\d{{1,2}})\b[^.!?\n]{{0,30}}?\s[-–—]\s"
)


class Token(NamedTuple):
    """One word."""

    text: str
    folded: str
    gap: str
    """What stands between the word before and this one."""
    after: str
    """The character behind it; empty at the end."""
    is_possessive: bool
    """English: it ends in 's, which `folded` leaves out."""

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital, or its script has none; so does every hashtag."""
        first = self.text[0]
        return not first.islower() or self.gap.endswith("#")

    @property
    def is_glued(self) -> bool:
        """Whether a hyphen ties it to the word before."""
        return len(self.gap) == 1 and _GLUE.match(self.gap) is not None


def tokens(text: str) -> list[Token]:
    """The words of a text without its dateline."""
    dateline = _DATELINE.match(text)
    found: list[Token] = []
    end = dateline.end() if dateline else 0
    if dateline:
        text = text[:end] + "\n" + text[end:]
    for match in _WORD.finditer(text, end):
        word = match.group()
        bare = _POSSESSIVE.sub("", word)
        after = text[match.end() : match.end() + 1]
        gap = text[end : match.start()]
        found.append(Token(word, folded_name(bare), gap, after, bare != word))
        end = match.end()
    return found


def breaks_before(words: Sequence[Token], index: int) -> bool:
    """Whether a sentence or a part of one begins with the word at this index."""
    if index == 0:
        return True
    gap = words[index].gap
    if gap.startswith(".") and words[index - 1].folded in ABBREVIATIONS:
        gap = gap[1:]
    return _BREAK.search(gap) is not None


def is_beside(words: Sequence[Token], index: int) -> bool:
    """Whether nothing but a space or a hyphen parts the word at this index from the one before."""
    gap = words[index].gap
    if gap.startswith(".") and words[index - 1].folded in ABBREVIATIONS:
        gap = gap[1:]
    return words[index].is_glued or gap.strip(" \u00a0") in ("", "#")


def is_glued_after(words: Sequence[Token], index: int) -> bool:
    """Whether a hyphen ties the word at this index to a word or a number behind it."""
    if index + 1 < len(words) and words[index + 1].is_glued:
        return True
    following = words[index + 1].gap if index + 1 < len(words) else words[index].after
    return _GLUED.match(following) is not None


def is_title_case(words: Sequence[Token], index: int) -> bool:
    """Whether the sentence of this word is a headline that capitalises most of its words."""
    start, end = index, index + 1
    while not breaks_before(words, start):
        start -= 1
    while end < len(words) and not breaks_before(words, end):
        end += 1
    long = [word for word in words[start:end] if len(word.text) > 3]
    capitals = sum(word.text[0].isupper() for word in long)
    return len(long) >= 4 and capitals >= 0.7 * len(long)
