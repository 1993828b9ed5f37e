"""A source's map as it is kept: every distinct polygon once, and which of them each day draws."""

from typing import Annotated

from msgspec import Meta, Struct

from situation.record import Id, Instant, Line, Record
from situation.vocabulary import AreaStatus

MAX_WKB_BYTES = 24_000_000
"""One polygon of a million and a half vertices; what is larger is not kept."""


class Polygon(Record, frozen=True, kw_only=True, tag="polygon"):
    """One polygon with its holes, whatever draws it and however often.

    `id` is `polygon:` and the first 40 hex digits of the SHA-256 of `wkb`.
    """

    wkb: Annotated[bytes, Meta(max_length=MAX_WKB_BYTES)]
    """Well-known binary (OGC 06-103r4): little-endian, one Polygon, longitude and latitude in
    degrees, WGS 84."""


class MapArea(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """One polygon of a map with what it stands for there."""

    polygon: Id
    status: AreaStatus
    label: Line = ""
    """The map's own word for the status."""


class Terrain(Record, frozen=True, kw_only=True, tag="terrain"):
    """A source's whole map of one day; `id` is `terrain:` and that of its `Coverage`."""

    source: Id
    valid_from: Instant
    said_at: Instant
    statuses: tuple[AreaStatus, ...]
    """The statuses that this kind of map draws at all: the others are unknown, not zero."""
    areas: tuple[MapArea, ...]
    document: Id | None = None
    url: Line = ""
