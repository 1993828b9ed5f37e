"""How the panes write numbers, ages and sources: one way for each."""

from datetime import datetime

from msgspec import Struct

from situation.model import Statistic
from situation.periods import age, format_said, format_short_day
from situation.vocabulary import (
    AsOfBasis,
    Comparator,
    Precision,
    Quote,
    Verification,
)
from situation.wording import simple_fraction
from widgets.glyphs import Glyphs, Mark

_VERIFICATIONS = {
    Verification.NOT_STATED: "",
    Verification.UNVERIFIED: "unverified",
    Verification.PARTLY_VERIFIED: "partly verified",
    Verification.VERIFIED: "verified",
    Verification.DISPUTED: "disputed",
    Verification.PROVISIONAL: "provisional",
    Verification.CORRECTED: "corrected",
    Verification.RETRACTED: "retracted",
}
_QUOTES = {
    Quote.DIRECT: "quoted",
    Quote.PARTIAL: "partly quoted",
    Quote.INDIRECT: "reported speech",
    Quote.NONE: "",
}
_PERCENT_WORDS = ("%", "percent", "per cent")


class Figure(Struct, frozen=True):
    """A statistic's quantity as text: `< 1,300` and `people`."""

    value: str
    unit: str

    @property
    def text(self) -> str:
        """Value and unit."""
        return f"{self.value} {self.unit}".strip()


def percent(share: float) -> str:
    """A share of 0 to 1 in at most four characters; what is not nothing or all never reads so."""
    if 0 < share < 0.005:
        return "<1%"
    if 0.995 <= share < 1:
        return ">99%"
    return f"{share * 100:.0f}%"


def points(change: float) -> str:
    """A change of a share in percentage points: `+23`, `-5`; empty where it rounds to nothing."""
    rounded = round(change * 100)
    return f"{rounded:+d}" if rounded else ""


def kilometres(distance: float) -> str:
    """A distance in at most five characters; negative inside the occupied area."""
    return f"{distance:.1f}" if abs(distance) < 100 else f"{distance:.0f}"


def kilometres_change(change: float) -> str:
    """A change of distance with its sign; empty where it rounds to nothing."""
    return f"{change:+.1f}" if abs(change) >= 0.05 else ""


def figure(statistic: Statistic, glyphs: Glyphs) -> Figure:
    """A statistic's quantity. Without a value it reads `unknown`, never 0."""
    is_share = statistic.unit == "share"
    unit = "" if is_share else statistic.unit

    def written(value: float) -> str:
        return _share(value, statistic.words) if is_share else _number(value)

    low, high = statistic.low, statistic.high
    if statistic.comparator is Comparator.RANGE and low is not None and high is not None:
        return Figure(f"{written(low)}{glyphs[Mark.DASH]}{written(high)}", unit)
    value, comparator = statistic.value, statistic.comparator
    if value is None and high is not None:
        value, comparator = high, Comparator.AT_MOST
    if value is None and low is not None:
        value, comparator = low, Comparator.AT_LEAST
    if value is None:
        return Figure("unknown", "")
    sign = glyphs.comparator(comparator)
    return Figure(f"{sign} {written(value)}".strip(), unit)


def baseline_text(baseline: Statistic, glyphs: Glyphs, now: datetime) -> str:
    """What a figure is compared with: `60,000 before the war`."""
    quantity = figure(baseline, glyphs).value
    if baseline.as_of_basis is AsOfBasis.PREWAR:
        return f"{quantity} before the war"
    return f"{quantity} on {short_said(baseline.as_of, baseline.as_of_precision, now)}"


def counted(number: int, noun: str) -> str:
    """`1 claim`, `3 claims`, `2 places changed`: the first word takes the plural."""
    first, *rest = noun.split(" ")
    return " ".join((f"{number:,}", first if number == 1 else f"{first}s", *rest))


def verification_word(verification: Verification) -> str:
    """What the document says about checking; empty when it says nothing."""
    return _VERIFICATIONS[verification]


def quote_word(quote: Quote) -> str:
    """Whether the words are the source's own; empty when nothing is quoted."""
    return _QUOTES[quote]


def long_age(then: datetime, now: datetime) -> str:
    """`4m old`, `just now`."""
    short = age(then, now)
    return "just now" if short == "now" else f"{short} old"


def short_said(moment: datetime, precision: Precision, now: datetime) -> str:
    """A said time as exactly as it is known, without the year where it is that of `now`."""
    match precision:
        case Precision.EXACT | Precision.HOURS:
            return f"{format_short_day(moment, now)} {moment:%H:%M}"
        case Precision.DAY:
            return format_short_day(moment, now)
        case Precision.DAYS | Precision.WEEK:
            return f"about {format_short_day(moment, now)}"
        case _:
            return format_said(moment, precision)


def _share(value: float, words: str) -> str:
    if not any(percent_word in words for percent_word in _PERCENT_WORDS):
        return simple_fraction(value) or percent(value)
    return percent(value)


def _number(value: float) -> str:
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.2f}".rstrip("0").rstrip(".")
