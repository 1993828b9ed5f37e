"""`clean()`: the one gate through which outside text becomes safe text.

It runs as the last step wherever text enters: when a source is read, when a store is read (a remote
store is outside too), on exception texts, file names and settings. What comes out holds no control
character, no invisible or direction-changing character and nothing whose width terminals disagree
about; `[` and `]` are left alone because outside text is only ever shown as `Content`.
"""

import re
import unicodedata
from typing import Final

LINE_LIMIT: Final = 300
BODY_LIMIT: Final = 4_000
MARKS_PER_BASE: Final = 4
"""Combining marks above and below one base; no language in the monitor's reach needs more."""
FOLLOWERS_PER_BASE: Final = 8
"""Characters of any kind that terminals draw into the cell of the one before them."""

_DOTTED_CIRCLE: Final = "\u25cc"
_REPLACEMENT: Final = "\ufffd"
_ELLIPSIS: Final = "…"
_JOINERS: Final = "\u200c\u200d"

# Printable ASCII, Latin and Cyrillic letters, punctuation, arrows, signs and boxes, all of which
# stand for themselves in every step below: most headlines hold nothing else.
_PLAIN: Final = re.compile(
    "[ -~\u00a1-\u00ac\u00ae-\u02ff\u0400-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e"
    "\u20a0-\u20bf\u2116\u2190-\u22ff\u2500-\u25ff]*\\Z"
)
_LINE_ENDS: Final = re.compile("\r\n|[\n\r\f\u2028\u2029]")
_SPACES: Final = re.compile(" {2,}")
_SPACES_AT_BREAK: Final = re.compile(" *\n *")

# C0 without the line feed, DEL and C1; tab and the spaces of other widths; what flags are made of.
_FLAG_A: Final = 0x1F1E6
_RESPELT_POINTS: Final = (
    *range(0x0A),
    *range(0x0B, 0x20),
    *range(0x7F, 0xA1),
    *(0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000),
    *range(_FLAG_A, _FLAG_A + 26),
)
# Patterns from here on are compiled by `re` when first used: a start that meets only plain text,
# nearly every one, need not wait for them.
_RESPELT: Final = "[" + re.escape("".join(map(chr, _RESPELT_POINTS))) + "]"
# Unicode's Default_Ignorable_Code_Point without the joiners, and the formats of hieroglyphs;
# then what terminals measure differently: the enclosing keycap and the skin tones.
_INVISIBLE: Final = (
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\u20e3\U0001f3fb-\U0001f3ff]"
)
# Surrogates and private use, noncharacters: stores refuse the first, the second spoof as glyphs.
_UNUSABLE: Final = (
    "[\ud800-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(15))
    + "]"
)
# Blocks of the scripts that write with joiners: Arabic to Myanmar, Mongolian, Khmer and the later
# Indic and Semitic ones. Normalisation moves no character into or out of them.
_JOINING_SCRIPTS: Final = (
    "[\u0600-\u109f\u1700-\u18af\u1900-\u1cff\ua800-\ua8ff\ua980-\ua9ff\uaa60-\uaaff"
    "\uabc0-\uabff\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)


def clean(text: object, limit: int = LINE_LIMIT, *, lines: bool = False) -> str:
    """Make outside text safe to store, to compare and to show.

    Args:
        text: the text; anything else is taken as its `str()`.
        limit: the most characters that come out, at least 1; a longer text ends in `…`.
        lines: keep line breaks (a body); otherwise they become spaces (a title, a name).

    Returns:
        Text that `clean` would return unchanged. The policy, character by character, is the one of
        the project's security notes: C0 as caret notation, C1 as windows-1252, surrogates, private
        use and noncharacters as U+FFFD, direction and invisible characters dropped, at most four
        combining marks on a base, flags as letters, NFC.
    """
    raw = text if isinstance(text, str) else str(text)
    # Caps the work that a hostile megabyte can cause, before anything looks at it.
    shortened = raw[: 4 * limit]
    if not _PLAIN.match(shortened):
        shortened = _LINE_ENDS.sub("\n" if lines else " ", shortened)
        shortened = _composed(_respelt(shortened))
    if "  " in shortened:
        shortened = _SPACES.sub(" ", shortened)
    if lines:
        shortened = _SPACES_AT_BREAK.sub("\n", shortened)
    shortened = shortened.strip(" \n")
    if len(shortened) <= limit and len(raw) <= 4 * limit:
        return shortened
    shortened = shortened[: limit - 1].rstrip(" \n") + _ELLIPSIS
    return _without_stray_joiners(shortened)


def _respelt(text: str) -> str:
    """Replace, one by one, the characters that must not or need not come out as themselves."""
    text = re.sub(_RESPELT, lambda match: _RESPELLINGS[match.group()], text)
    text = re.sub(_INVISIBLE, "", text)
    return re.sub(_UNUSABLE, _REPLACEMENT, text)


def _respelling(point: int) -> str:
    if point < 0x20 and point not in (0x09, 0x0B):
        spelling = "^" + chr(point ^ 0x40)
    elif point == 0x7F:
        spelling = "^?"
    elif 0x80 <= point <= 0x9F:
        # What calls itself C1 is windows-1252 in practice; HTML5 reads it so too.
        spelling = bytes([point]).decode("cp1252", errors="replace")
    elif point >= _FLAG_A:
        spelling = chr(point - _FLAG_A + ord("A"))
    else:
        spelling = " "
    return spelling


_RESPELLINGS: Final = {chr(point): _respelling(point) for point in _RESPELT_POINTS}


def _composed(text: str) -> str:
    """Bring text into NFC with bounded marks and needed joiners only.

    Marks are bounded before, because sorting a hostile run of them takes quadratic time, and after,
    because a few characters come apart into several marks.
    """
    bounded = _with_bounded_followers(text)
    composed = unicodedata.normalize("NFC", bounded)
    if composed != bounded:
        composed = _with_bounded_followers(composed)
    return _without_stray_joiners(composed)


def _with_bounded_followers(text: str) -> str:
    """Bound what stacks on one base; give a base to what would join the cell before the text."""
    kept: list[str] = []
    base = ""
    marks = followers = 0
    for character in text:
        category = unicodedata.category(character)
        if character in _JOINERS:
            kept.append(character)
        elif _is_follower(character, category):
            if base in ("", " ", "\n"):
                kept.append(_DOTTED_CIRCLE)
                base, marks, followers = _DOTTED_CIRCLE, 0, 0
            marks += category in ("Mn", "Me")
            followers += 1
            if marks <= MARKS_PER_BASE and followers <= FOLLOWERS_PER_BASE:
                kept.append(character)
        else:
            kept.append(character)
            base, marks, followers = character, 0, 0
    return "".join(kept)


def _is_follower(character: str, category: str) -> bool:
    """Whether terminals may draw a character into the cell of the one before it."""
    if category == "Cn":
        # Later Unicode versions than Python's put marks below the emoji blocks, emoji into them.
        return character < "\U0001f000"
    is_hangul_vowel_or_final = (
        "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff"
    )
    return category[0] == "M" or is_hangul_vowel_or_final


def _without_stray_joiners(text: str) -> str:
    """Keep U+200C and U+200D only between bases of scripts that need them; the result is NFC.

    The bases beside a joiner decide, not the marks between, whose order normalisation changes.
    """
    if not any(joiner in text for joiner in _JOINERS):
        return unicodedata.normalize("NFC", text)
    parts = re.split(f"([{_JOINERS}])", text)
    for index in range(1, len(parts), 2):
        bases_before = [character for character in parts[index - 1] if _is_starter(character)]
        bases_after = [character for character in parts[index + 1] if _is_starter(character)]
        if not (
            bases_before
            and bases_after
            and _takes_joiner(bases_before[-1])
            and _takes_joiner(bases_after[0])
        ):
            parts[index] = ""
    return unicodedata.normalize("NFC", "".join(parts))


def _is_starter(character: str) -> bool:
    return unicodedata.combining(character) == 0


def _takes_joiner(character: str) -> bool:
    is_letter_or_mark = unicodedata.category(character)[0] in "LM"
    return is_letter_or_mark and re.match(_JOINING_SCRIPTS, character) is not None
