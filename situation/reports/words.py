"""Ties, shares, distances and figures as words and numbers that may be quoted."""

from typing import Final

from situation.marks import NOT_MEASURED
from situation.measures import Sectors
from situation.model import Source, Statistic
from situation.periods import format_said
from situation.sector_words import EVERY, NONE, sector_list
from situation.vocabulary import AsOfBasis, Comparator, Verification
from situation.wording import simple_fraction, tie

SHARE_UNIT: Final = "share"

_VERIFICATIONS: Final = {
    Verification.UNVERIFIED: "not independently confirmed",
    Verification.PARTLY_VERIFIED: "partly verified",
    Verification.VERIFIED: "verified",
    Verification.DISPUTED: "called disputed",
    Verification.PROVISIONAL: "provisional",
    Verification.CORRECTED: "corrected",
    Verification.RETRACTED: "retracted",
}


def tie_words(source: Source) -> str:
    """How a source is tied to a side: `speaks for RU`, `independent`; a dash for nobody named."""
    return tie(source) or NOT_MEASURED


def percent(share: float | None, *, signed: bool = False) -> str:
    """A share of 0 to 1 in percent with one decimal, without the sign; a dash for None."""
    return number(None if share is None else share * 100, digits=1, signed=signed)


def number(value: float | None, *, digits: int, signed: bool = False) -> str:
    """A number with so many decimals, `+` before a gain if `signed`; a dash for None."""
    if value is None:
        return NOT_MEASURED
    # Adding 0.0 turns the -0.0 of a rounded tiny loss into plain zero.
    rounded = round(value, digits) + 0.0
    return f"{rounded:+.{digits}f}" if signed and rounded else f"{rounded:.{digits}f}"


def sector_sentence(sectors: Sectors) -> str:
    """The occupied cells of the rose, the fullest first: `south-west 98 % · centre 9 %`."""
    listed = sector_list(sectors)
    if listed == NONE:
        return "no sector is occupied"
    return "every sector is occupied" if listed == EVERY else listed


def distance_words(distance_km: float) -> str:
    """Kilometres to the nearest edge of the occupied area, or how deep inside it."""
    if distance_km < 0:
        return f"{-distance_km:.2f} km inside the occupied area"
    return f"{distance_km:.2f} km from the edge of the occupied area"


def figure_words(statistic: Statistic) -> str:
    """Comparator, value and unit: `< 1,300 people`, `~< 1/3`, `2–3 km`; else `unknown`."""
    if statistic.comparator is Comparator.RANGE:
        if statistic.low is None or statistic.high is None:
            return "unknown"
        amount = f"{_amount(statistic.low, statistic)}–{_amount(statistic.high, statistic)}"
    elif statistic.value is None:
        return "unknown"
    else:
        sign = "" if statistic.comparator is Comparator.EQUAL else f"{statistic.comparator} "
        amount = sign + _amount(statistic.value, statistic)
    return amount if statistic.unit == SHARE_UNIT else f"{amount} {statistic.unit}".rstrip()


def as_of_words(statistic: Statistic) -> str:
    """Of when a figure is, as exactly as that is known: `3 Nov 2025`, `before the war`."""
    if statistic.as_of_basis is AsOfBasis.PREWAR:
        return "before the war"
    return format_said(statistic.as_of, statistic.as_of_precision)


def baseline_words(baseline: Statistic) -> str:
    """What a figure is compared with, and of when that is: `60,000 people (before the war)`."""
    return f"{figure_words(baseline)} ({as_of_words(baseline)})"


def _amount(value: float, statistic: Statistic) -> str:
    if statistic.unit != SHARE_UNIT:
        return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:,.0f}"
    return simple_fraction(value) or f"{value * 100:.10g} %"


def verification_words(verification: Verification, by: str = "") -> str:
    """What the document says about checking, and whose words these are; may be empty."""
    words = _VERIFICATIONS.get(verification, "")
    return f"{words} ({by})" if words and by else words
