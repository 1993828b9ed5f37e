"""Whether a sentence gives an exact position: coordinates of any form, or a code for them."""

import re
from typing import Final

_D: Final = r"[°º˚]"
_MINUTES: Final = r"['’′`]"
_SECONDS: Final = r"(?:[\"”″“]|['’′`]{2})"
_NORTH: Final = r"(?:[NS](?![a-z])|с\.? ?ш|пн\.? ?ш|північн|северн)"
_EAST: Final = r"(?:[EW](?![a-z])|в\.? ?д|сх\.? ?д|східн|восточн)"
_FORMS: Final = (
    # 48.2801, 37.1772 and 48,28013 37,17722, with or without letters.
    rf"(?<![\d.])\d{{1,2}}[.,]\d{{3,}}\s?{_D}?\s?[NS]?\s*[,;/\s]\s*[EW]?\s?-?\d{{1,3}}[.,]\d{{3,}}",
    r"(?<![\d.,])\d{1,2}\.\d{2,},\s?\d{1,3}\.\d{2,}(?![\d.]*,)",
    rf"(?<![\d.])\d{{1,2}}[.,]\d{{1,}}\s?{_D}?\s?{_NORTH}.{{0,4}}?\d{{1,3}}[.,]\d{{1,}}\s?{_D}?\s?{_EAST}",
    rf"\b[NS]\s?\d{{1,2}}[.,]\d{{2,}}{_D}?.{{0,4}}?[EW]\s?\d{{1,3}}[.,]\d{{2,}}",
    # 48°16.9', 48°16′55″.
    rf"\d{{1,2}}\s?{_D}\s?\d{{1,2}}(?:[.,]\d+)?\s?{_MINUTES}",
    rf"\d{{1,2}}\s?{_D}\s?\d{{1,2}}\s\d{{1,2}}",
    rf"\d{{1,2}} \d{{1,2}} \d{{1,2}}(?:[.,]\d+)?\s?{_SECONDS}?\s?{_NORTH}",
    # MGRS and UTM.
    r"\b[0-6]?\d\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{2,5}\s?\d{2,5}\b",
    r"(?i:\blat\w*\W{0,3}-?\d{1,2}[.,]\d{2,}.{0,12}?\blon\w*\W{0,3}-?\d{1,3}[.,]\d{2,})",
    r"\b[0-6]?\d\s?[C-HJ-NP-X]\s\d{6}(?:\.\d+)?\s\d{7}\b",
    r"\b[XХ]\s?[:=]\s?\d{2}[\d\s]{4,8}\b.{0,6}\b[YУ]\s?[:=]\s?\d",
    # Open Location Code, what3words, geo:.
    r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b",
    r"///[a-z]{3,}\.[a-z]{3,}\.[a-z]{3,}|\bgeo:-?\d",
    r"(?i:\b(?:квадрат|grid square)\w*\s+\d{2,4}[- ]\d{2,4})",
)
_EXACT: Final = re.compile("|".join(_FORMS))


_MAYBE: Final = re.compile(r"[\d/+]")
"""What every form holds; most sentences do not, and need no closer look."""


def tells_a_position(sentence: str) -> bool:
    """Whether clean words hold coordinates."""
    return _MAYBE.search(sentence) is not None and _EXACT.search(sentence) is not None
