"""What VIINA's words for a place come to, and what is odd about them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from situation.model import ControlReading, Coverage
from situation.periods import format_day, start_of_day
from situation.record import Id
from situation.sources.viina_table import Flip, Votes
from situation.text import clean
from situation.vocabulary import Basis, ControlStatus, Precision

SOURCE: Final = "viina"
FLAPPING_DAYS: Final = 30
FLAPPING_CHANGES: Final = 3
"""More than these in `FLAPPING_DAYS` are no picture of the ground."""
MASS_FLIP_PLACES: Final = 100
"""More than these changed on the worst days of 2022, and on 27 January 2026 by mistake."""

_MOST_NAMED: Final = 8
_COLUMN_NAMES: Final = ("Wikipedia", "boosted", "DeepState", "ISW")
_STATUS: Final = {
    "UA": (ControlStatus.HELD, "UA"),
    "RU": (ControlStatus.OCCUPIED, "RU"),
    "CONTESTED": (ControlStatus.CONTESTED, None),
}


def label_of(votes: Votes | None) -> str:
    """The consensus in VIINA's own word, with the four maps that it is the majority of."""
    if votes is None:
        return "no row"
    named = ", ".join(
        f"{name} {word or 'blank'}" for name, word in zip(_COLUMN_NAMES, votes[1:], strict=True)
    )
    return f"{votes[0] or 'blank'} ({named})"


def reading_of(place: Id, day: date, word: str, label: str, url: str) -> ControlReading:
    """What VIINA says of a place from a day on; a word that is no status says nothing.

    The files do not say when a day's word was published, only that it is a few days later.
    """
    status, holder = _STATUS.get(word, (ControlStatus.UNKNOWN, None))
    return ControlReading(
        id=f"{SOURCE}:{place}:{day:%Y-%m-%d}",
        place=place,
        source=SOURCE,
        label=clean(label),
        status=status,
        holder=holder,
        basis=Basis.ASSESSED,
        valid_from=start_of_day(day),
        said_at=start_of_day(day),
        said_precision=Precision.DAYS,
        url=url,
    )


def coverage_of(day: date, url: str) -> Coverage:
    """That VIINA's table has a day."""
    moment = start_of_day(day)
    return Coverage(
        id=f"{SOURCE}:{day:%Y-%m-%d}", source=SOURCE, valid_from=moment, said_at=moment, url=url
    )


def flapping(readings: Iterable[ControlReading], newest: date, names: Mapping[Id, str]) -> str:
    """A warning that names the places whose status went to and fro up to the newest day."""
    since = start_of_day(newest - timedelta(days=FLAPPING_DAYS))
    changes: dict[Id, int] = {}
    last: dict[Id, ControlStatus] = {}
    for reading in readings:
        if last.get(reading.place, reading.status) is not reading.status:
            changes[reading.place] = changes.get(reading.place, 0) + (reading.valid_from > since)
        last[reading.place] = reading.status
    restless = sorted(
        ((count, names.get(place, place)) for place, count in changes.items()),
        key=lambda item: (-item[0], item[1]),
    )
    restless = [item for item in restless if item[0] > FLAPPING_CHANGES]
    if not restless:
        return ""
    named = ", ".join(f"{name} ({count})" for count, name in restless[:_MOST_NAMED])
    more = f" and {len(restless) - _MOST_NAMED} more" if len(restless) > _MOST_NAMED else ""
    return clean(
        f"status went to and fro in the {FLAPPING_DAYS} days to {format_day(start_of_day(newest))}"
        f" (number of changes): {named}{more}"
    )


def mass_flips(flips: Mapping[Flip, int]) -> Sequence[str]:
    """A warning for each day, the newest first, on which very many places changed the same way."""
    return [
        f"{count:,} places went from {old or 'blank'} to {new or 'blank'} on"
        f" {format_day(start_of_day(day))}: so many on one day may be a fault of the data"
        for (day, old, new), count in sorted(flips.items(), reverse=True)
        if count > MASS_FLIP_PLACES
    ][:_MOST_NAMED]
