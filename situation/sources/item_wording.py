"""What the words of a headline say of a claim's kind and of how firmly it is put.

No guessing: a claim is an event unless its words say that somebody took, lost or holds a place.
Negations are left to the text itself. The phrases are those of the project's glossary of claims
(control verbs, FactBank's commitment words), in English, Ukrainian and Russian.
"""

import re
from typing import Final

from situation.place_matching import PlaceMatcher
from situation.sources import control_cyrillic as cyrillic
from situation.sources import control_english as english
from situation.vocabulary import ClaimKind, Commitment


def _phrases(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})", re.IGNORECASE)


_STATED: Final = tuple(
    re.compile(pattern, re.IGNORECASE) for pattern in (*english.STATED, *cyrillic.STATED)
)
_OF_SUBJECT: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), re.compile(before, re.IGNORECASE))
    for patterns, before in (
        (english.OF_SUBJECT, english.NOT_OF_IT),
        (cyrillic.OF_SUBJECT, cyrillic.NOT_OF_IT),
    )
    for pattern in patterns
)
_FACTIVE: Final = re.compile(english.FACTIVE, re.IGNORECASE)
_NOT_YET: Final = re.compile("|".join((*english.NOT_YET, *cyrillic.NOT_YET)), re.IGNORECASE)
_HEDGES: Final = (
    (
        Commitment.PROBABLY_NOT,
        _phrases(r"(?:highly )?unlikely\b", r"(?:навряд|малоймовірно|вряд ли|маловероятно)\b"),
    ),
    (
        # A capital May is the month, and "could not" says what somebody was not able to do.
        Commitment.POSSIBLE,
        _phrases(
            r"(?:might|could(?! not)|possibly|potentially|perhaps|maybe|unclear whether)\b",
            r"(?-i:may)\b|(?:можливо|може бути|возможно|может быть)\b",
        ),
    ),
    (
        Commitment.PROBABLE,
        _phrases(
            r"(?:likely|probably|apparently|reportedly|presumably|allegedly|seems?)\b",
            r"appears? to\b|(?:is|are) (?:believed|thought) to\b",
            r"(?:ймовірно|імовірно|вірогідно|схоже|нібито|за попередніми даними)\b",
            r"(?:вероятно|похоже|якобы|предположительно|по предварительным данным)\b",
        ),
    ),
    (Commitment.UNKNOWN, _phrases(r"(?:would|if|unless|якщо|если)\b")),
)
"""Weakest first: the first that occurs decides."""


def kind_of(headline: str, places: PlaceMatcher) -> ClaimKind:
    """`CONTROL` where the words say that somebody took, lost or holds a place, else `EVENT`.

    Args:
        headline: one line of cleaned text.
        places: tell a place from a person where nothing else does: "Pokrovsk was taken".
    """
    text = " ".join(_FACTIVE.sub("", headline).split())
    if _NOT_YET.search(text):
        return ClaimKind.EVENT
    stated = any(pattern.search(text) for pattern in _STATED) or _is_taken(text, places)
    return ClaimKind.CONTROL if stated else ClaimKind.EVENT


def _is_taken(text: str, places: PlaceMatcher) -> bool:
    """Whether a place that the text names, or a town in it, is what was taken, lost or is held."""
    for pattern, before in _OF_SUBJECT:
        for match in pattern.finditer(text):
            if before.search(text[: match.start()]):
                continue
            if match["settlement"] or places.find(match["name"]).places:
                return True
    return False


def commitment_of(headline: str) -> tuple[Commitment, str]:
    """How firmly it is put, and the word that says so; `CERTAIN` and no word where none does."""
    for commitment, pattern in _HEDGES:
        hedge = pattern.search(headline)
        if hedge:
            return commitment, hedge[0]
    return Commitment.CERTAIN, ""
