"""`clean()`: the one gate through which outside text becomes safe text.

It runs as the last step wherever text enters: when a source is read, when a store is read (a remote
store is outside too), on exception texts, file names and settings. What comes out holds no control
character, no invisible or direction-changing character and nothing whose width terminals disagree
about; `[` and `]` are left alone because outside text is only ever shown as `Content`.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

LINE_LIMIT: Final = 300
BODY_LIMIT: Final = 4_000
MARKS_PER_BASE: Final = 4

_DOTTED_CIRCLE: Final = "\u25cc"
_REPLACEMENT: Final = "\ufffd"
_ELLIPSIS: Final = "…"

# Printable ASCII, Latin-1 letters and Cyrillic need no work at all: most headlines are only that.
_PLAIN: Final = re.compile(r"[ !-~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f]*\Z")
_SPACES: Final = re.compile(r" {2,}")
_NEWLINES: Final = re.compile(r"\r\n|[\n\r\f\u2028\u2029]")
_BREAKS: Final = re.compile(r" *\n *")

# Unicode's Default_Ignorable_Code_Point together with the marks and joiners that terminals measure
# differently (variation selectors, skin tones, enclosing keycap).
_DROPPED_RANGES: Final = (
    (0x00AD, 0x00AD),
    (0x034F, 0x034F),
    (0x061C, 0x061C),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x202A, 0x202E),
    (0x2060, 0x206F),
    (0x20E3, 0x20E3),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0x1F3FB, 0x1F3FF),
    (0xE0000, 0xE0FFF),
)
_SPACE_POINTS: Final = frozenset(
    {0x09, 0x0B, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000}
)
_JOINERS: Final = "\u200c\u200d"


def clean(text: object, limit: int = LINE_LIMIT, *, lines: bool = False) -> str:
    """Make outside text safe to store, to compare and to show.

    Args:
        text: the text; anything else is taken as its `str()`.
        limit: the most characters that come out; a longer text ends in `…`.
        lines: keep line breaks (a body); otherwise they become spaces (a title, a name).

    Returns:
        Text that `clean` would return unchanged. The policy, character by character, is the one of
        the project's security notes: C0 as caret notation, C1 as windows-1252, surrogates, private
        use and noncharacters as U+FFFD, direction and invisible characters dropped, at most four
        combining marks on a base, flags as letters.
    """
    raw = text if isinstance(text, str) else str(text)
    # Caps the work that a hostile megabyte can cause, before anything looks at it.
    shortened = raw[: 4 * limit]
    if not _PLAIN.match(shortened):
        if lines:
            shortened = _NEWLINES.sub("\n", shortened)
        else:
            shortened = _NEWLINES.sub(" ", shortened)
        shortened = "".join(map(_replacement, shortened))
        shortened = unicodedata.normalize("NFC", shortened)
        shortened = _bounded_marks(_without_stray_joiners(shortened))
    shortened = _SPACES.sub(" ", shortened)
    if lines:
        shortened = _BREAKS.sub("\n", shortened)
    return _cut(shortened.strip(" \n"), limit, was_longer=len(raw) > 4 * limit)


@lru_cache(maxsize=4096)
def _replacement(character: str) -> str:
    point = ord(character)
    if point in _SPACE_POINTS:
        return " "
    if character == "\n":
        return character
    if point < 0x20 or point == 0x7F:
        return "^" + chr(point ^ 0x40)
    if 0x80 <= point <= 0x9F:
        return _windows_1252(point)
    if 0x1F1E6 <= point <= 0x1F1FF:
        return chr(point - 0x1F1E6 + ord("A"))
    if any(first <= point <= last for first, last in _DROPPED_RANGES):
        return ""
    if _is_unusable(point):
        return _REPLACEMENT
    return character


def _windows_1252(point: int) -> str:
    try:
        return bytes([point]).decode("cp1252")
    except UnicodeDecodeError:
        return _REPLACEMENT


def _is_unusable(point: int) -> bool:
    is_surrogate = 0xD800 <= point <= 0xDFFF
    is_private = (
        0xE000 <= point <= 0xF8FF or 0xF0000 <= point <= 0xFFFFD or 0x100000 <= point <= 0x10FFFD
    )
    is_noncharacter = 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE
    return is_surrogate or is_private or is_noncharacter


def _without_stray_joiners(text: str) -> str:
    """Keep U+200C and U+200D only between letters of scripts that need them."""
    if not any(joiner in text for joiner in _JOINERS):
        return text
    kept: list[str] = []
    for index, character in enumerate(text):
        if character in _JOINERS and not (
            _takes_joiner(kept[-1] if kept else "") and _takes_joiner(text[index + 1 : index + 2])
        ):
            continue
        kept.append(character)
    return "".join(kept)


def _takes_joiner(character: str) -> bool:
    return bool(character) and ord(character) > 0x05FF and unicodedata.category(character)[0] in "LM"


def _bounded_marks(text: str) -> str:
    """At most four combining marks on a base; a leading one gets a base of its own."""
    kept: list[str] = []
    marks = 0
    for character in text:
        if unicodedata.category(character) in ("Mn", "Me"):
            if not kept or kept[-1] in " \n":
                kept.append(_DOTTED_CIRCLE)
                marks = 0
            marks += 1
            if marks > MARKS_PER_BASE:
                continue
        else:
            marks = 0
        kept.append(character)
    return "".join(kept)


def _cut(text: str, limit: int, *, was_longer: bool) -> str:
    if len(text) <= limit and not was_longer:
        return text
    return text[: limit - 1].rstrip(" \n") + _ELLIPSIS
