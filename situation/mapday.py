"""A source's map of one day on its way from a reader to the measurement; it is not stored."""

from msgspec import Struct

from situation.model import Document
from situation.record import Id, Instant, Line
from situation.vocabulary import AreaStatus


class Area(Struct, frozen=True, kw_only=True):
    """One polygon of a map: an outer ring and its holes, each a run of (lon, lat) in degrees."""

    status: AreaStatus
    label: Line
    rings: tuple[tuple[tuple[float, float], ...], ...]


class Skipped(Struct, frozen=True, kw_only=True):
    """Something in an input that was left out, where it was and why."""

    where: Line
    why: Line


class MapDay(Struct, frozen=True, kw_only=True):
    """A source's whole map as read from one file or answer."""

    source: Id
    valid_from: Instant
    said_at: Instant
    document: Document
    statuses: frozenset[AreaStatus]
    """The statuses this kind of map draws at all: the others are unknown, not zero."""
    areas: tuple[Area, ...]
    skipped: tuple[Skipped, ...] = ()
