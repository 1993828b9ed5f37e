"""Single fields as a person types them → values; every error names its field."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple, TypeVar
from urllib.parse import urlsplit

from situation.errors import AmbiguousName, UnknownName, UsageError
from situation.lookup import find_place, find_source, folded
from situation.model import Party, Place, Source
from situation.periods import Clock, is_plausible, parse_moment, start_of_day
from situation.reports.words import SHARE_UNIT
from situation.text import clean
from situation.vocabulary import Comparator, Precision

E = TypeVar("E", bound=StrEnum)

LINE_LENGTH: Final = 600
TEXT_LENGTH: Final = 8_000

_NUMBER: Final = r"-?\d[\d,]*(?:\.\d+)?"
_QUANTITY: Final = re.compile(rf"({_NUMBER})(?:\s?(?:\.\.|–)\s?({_NUMBER}))?\s?(%?)\Z")
_BY_THE_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}\Z|\d{1,4}\s?[dw]\Z|today\Z|yesterday\Z")
_METRIC: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,159}\Z")


class Quantity(NamedTuple):
    """A figure as typed: one value, or the two ends of a range. `unit` is set by a percent sign."""

    value: float | None
    low: float | None
    high: float | None
    unit: str


def line(field: str, text: str, limit: int = LINE_LENGTH) -> str:
    """A text without line breaks, cleaned.

    Raises:
        UsageError: it is longer than `limit`.
    """
    return _bounded(field, text, clean(text, limit, lines=False), limit)


def body(field: str, text: str) -> str:
    """A text that may have line breaks, cleaned.

    Raises:
        UsageError: it is longer than a claim's text may be.
    """
    return _bounded(field, text, clean(text, TEXT_LENGTH, lines=True), TEXT_LENGTH)


def _bounded(field: str, text: str, cleaned: str, limit: int) -> str:
    if len(text) > limit:
        raise UsageError(f"it is longer than {limit:,} characters", where=field, do="shorten it")
    return cleaned


def needed(field: str, text: str, what: str) -> str:
    """A text that may not be empty.

    Raises:
        UsageError: it is; `what` says what is missing.
    """
    if not text.strip():
        raise UsageError(f"{what} is missing", where=field)
    return text


def choice(field: str, word: str, kinds: type[E]) -> E:
    """One of the words of an enumeration.

    Raises:
        UsageError: it is none of them; lists them.
    """
    try:
        return kinds(word.strip())
    except ValueError:
        raise UsageError(
            f"“{word}” is not one of its words", where=field, do=f"one of {', '.join(kinds)}"
        ) from None


def place_named(field: str, name: str, places: Mapping[str, Place]) -> Place:
    """The place of this name in any language.

    Raises:
        AmbiguousName: several are called so; names the field and them.
        UnknownName: no such place; names the field and the nearest.
    """
    try:
        return find_place(places, name)
    except (AmbiguousName, UnknownName) as error:
        error.where = field
        raise


def source_named(field: str, name: str, sources: Mapping[str, Source]) -> Source:
    """The source of this id or name.

    Raises:
        UnknownName: no such source; names the field and the nearest.
    """
    try:
        return find_source(sources, name)
    except UnknownName as error:
        error.where = field
        raise


def party_named(field: str, name: str, parties: Iterable[Party]) -> str:
    """The id of the party of this id or name.

    Raises:
        UsageError: no such party; lists them.
    """
    known = {folded(spelling): party.id for party in parties for spelling in (party.id, party.name)}
    try:
        return known[folded(clean(name))]
    except KeyError:
        raise UsageError(
            f"no side is called “{name}”",
            where=field,
            do=f"one of {', '.join(sorted(set(known.values())))}",
        ) from None


def moment(field: str, text: str, clock: Clock) -> tuple[datetime, Precision]:
    """A time that lies in the past, as exactly as it was typed: a day, or the minute.

    Raises:
        UsageError: it is no time, or it lies in the future.
    """
    word = text.strip().lower()
    try:
        when = parse_moment(
            word.upper() if "t" in word and ":" in word else word, clock, start=True
        )
    except UsageError as error:
        raise UsageError(error.what, where=field, do=error.do) from None
    if not is_plausible(when, clock()):
        raise UsageError(f"“{text}” lies in the future", where=field)
    if _BY_THE_DAY.match(word):
        return start_of_day(when.date()), Precision.DAY
    return when, Precision.EXACT


def web_address(field: str, text: str) -> str:
    """An http or https address.

    Raises:
        UsageError: it is none.
    """
    try:
        parts = urlsplit(text.strip())
        fits = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or any(character.isspace() for character in text.strip()):
        raise UsageError(f"“{text}” is not a web address", where=field, do="write https://…")
    return line(field, text)


def metric_name(field: str, text: str) -> str:
    """The id of a metric.

    Raises:
        UsageError: it has other characters than an id may have.
    """
    if not _METRIC.match(text):
        raise UsageError(
            f"“{text}” is not the name of a figure",
            where=field,
            do="letters, digits and - only, such as population-remaining",
        )
    return text


def quantity(field: str, text: str, comparator: Comparator) -> Quantity:
    """A number (`1,300`, `33%`), a range (`2..3`), or `unknown`.

    A percentage becomes a share of 0 to 1.

    Raises:
        UsageError: it is none of these, or does not go with the comparator.
    """
    word = text.strip()
    if word.lower() == "unknown":
        return Quantity(None, None, None, "")
    match = _QUANTITY.match(word)
    if match is None:
        raise UsageError(
            f"“{text}” is not a number", where=field, do="such as 1300, 33%, 2..3 or unknown"
        )
    is_range = match[2] is not None
    if is_range != (comparator is Comparator.RANGE):
        do = "write --comparator range with two ends, such as 2..3, and no range without"
        raise UsageError(f"“{text}” does not go with “{comparator}”", where=field, do=do)
    scale = 0.01 if match[3] else 1.0
    low, high = (
        float(part.replace(",", "")) * scale if part else None for part in match.group(1, 2)
    )
    if low is not None and high is not None and low > high:
        raise UsageError(f"“{text}” ends below its beginning", where=field)
    unit = SHARE_UNIT if match[3] else ""
    return Quantity(None, low, high, unit) if is_range else Quantity(low, None, None, unit)
