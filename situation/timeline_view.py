"""Each source's story of one place over time, as frozen values."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from situation.model import Place, Source
from situation.vocabulary import Basis, ClaimKind, ControlStatus


class Period(Struct, frozen=True, kw_only=True):
    """A stretch of time, half-open, in which a source said the same of a place."""

    start: datetime
    end: datetime
    status: ControlStatus
    holder: str | None = None
    basis: Basis
    label: str
    """The source's own words."""
    share: float | None = None
    """Occupied part of the footprint; None: not measured."""
    distance_km: float | None = None
    reading: str = ""
    """Id of the reading that began it."""


class Lane(Struct, frozen=True, kw_only=True):
    """What one source said of a place as a whole. Time between two periods is a gap: silence."""

    source: Source
    periods: tuple[Period, ...]
    """Oldest first; a new share with the same status begins a new period too."""
    turns: tuple[datetime, ...] = ()
    """The starts of the periods whose status or holder differs from the one before."""
    returns: tuple[datetime, ...] = ()
    """The turns by which it went back to what it had left at most 30 days before."""
    flapping: bool = False
    """Two of its returns lie at most 30 days apart."""
    is_read: bool = False
    """Its words are read off a map day by day, so that a gap hides when they changed."""


class ClaimTick(Struct, frozen=True, kw_only=True):
    """A claim about the place on the time axis."""

    claim: str
    at: datetime
    """When it was said."""
    kind: ClaimKind
    source: Source
    text: str


class Hearing(StrEnum):
    """How well it is known when a source had a change."""

    SAID = "said"
    """On the day on which it began to say so."""
    SILENT_BEFORE = "silent before"
    """By that day at the latest: its map had not been read for a while."""
    FIRST_HEARD = "first heard"
    """By that day at the latest: its map had not been read before."""
    NEVER = "never"


class Heard(Struct, frozen=True, kw_only=True):
    """When one source had a change."""

    source: Source
    how: Hearing
    at: datetime | None
    """None: it has not said so."""
    lag_days: float | None
    """After the first source that had it; None where that is not known."""


class Lag(Struct, frozen=True, kw_only=True):
    """One change of a place, and when each source had it, the first one first."""

    status: ControlStatus
    holder: str | None
    first_at: datetime
    heard: tuple[Heard, ...]


class Timeline(Struct, frozen=True, kw_only=True):
    """One place over time, as known at a viewpoint."""

    place: Place
    start: datetime
    end: datetime
    """The viewpoint's day: nothing later is known here."""
    lanes: tuple[Lane, ...]
    """Sources that measure a share first, then by their newest word."""
    ticks: tuple[ClaimTick, ...]
    """Oldest first."""
    more_ticks: bool = False
    """There are older claims that are not among the ticks."""
    lags: tuple[Lag, ...]
    """Newest change first."""
