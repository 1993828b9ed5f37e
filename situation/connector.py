"""What an outside source is to sitmon: what it asks for, and how its answers are read.

A connector is pure: it names what it wants, and makes records of the bytes that came. It neither
fetches nor stores.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol, runtime_checkable

from msgspec import Struct

from situation.attempt_records import Attempt
from situation.mapday import MapDay, Skipped
from situation.mapframe import MapFrame
from situation.model import AnyRecord, Document
from situation.place_matching import PlaceMatcher
from situation.record import Id, Line

MEGABYTE = 1_000_000


class Wanted(Struct, frozen=True, kw_only=True):
    """One thing to fetch."""

    url: str
    name: Line = ""
    """The name of the file that the body stands for, where a reader goes by it."""
    accept: str = "*/*"
    max_bytes: int = 16 * MEGABYTE
    """After decompression; more is refused."""
    credential: str = ""
    """Name of the credential of the settings that goes along; empty: none."""
    conditional: bool = True
    """Ask only whether it changed; False: the body itself is needed."""
    may_be_missing: bool = False
    """404 and 410 mean "not there yet" and are no failure."""


class Body(Struct, frozen=True, kw_only=True):
    """What came of it, untouched."""

    wanted: Wanted
    document: Document
    content: bytes
    final_url: str
    """After redirects."""


class Known(Struct, frozen=True, kw_only=True):
    """What a connector may know when it decides what to ask for and how to read it."""

    now: datetime
    frame: MapFrame
    places: PlaceMatcher
    source_ids: frozenset[str]
    """Sources of the store."""
    map_days: Mapping[str, frozenset[date]]
    """Days of whole maps that the store has, by source id."""
    reading_days: Mapping[Id, frozenset[date]] = {}
    """Days from which the store has readings of the source, by place; for those that `Revises`."""
    last: Attempt | None = None
    since: date | None = None
    """How far back the reader wants it; None: as the connector does by itself."""


class Batch(Struct, frozen=True, kw_only=True):
    """What was read."""

    records: tuple[AnyRecord, ...] = ()
    maps: tuple[MapDay, ...] = ()
    """Whole maps, to be measured."""
    seen: int = 0
    """Items that the bodies held."""
    rejected: tuple[Skipped, ...] = ()
    """Items that could not or must not be used, where they stood and why."""
    incomplete: tuple[Line, ...] = ()
    """What of the bodies was not read, or why they say nothing: with items, the attempt is partial,
    and without any it failed."""
    warnings: tuple[Line, ...] = ()
    data_until: datetime | None = None
    """The data's own date: the newest thing that it says."""
    follow_up: tuple[Wanted, ...] = ()
    """What to fetch next; its bodies are read in the same way."""


class Connector(Protocol):
    """One outside source."""

    @property
    def key(self) -> Id:
        """Its name in settings and on the command line."""
        ...

    @property
    def source(self) -> Id:
        """The source record that it feeds."""
        ...

    @property
    def every(self) -> timedelta:
        """How often it is asked where the settings do not say."""
        ...

    @property
    def on_by_default(self) -> bool:
        """Whether it is asked where the settings do not say."""
        ...

    @property
    def notice(self) -> str:
        """Terms that a user must accept before it is first asked; empty: none."""
        ...

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        """What to ask for now; empty: nothing."""
        ...

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Make records of what came.

        Raises:
            InputError: nothing of it can be used.
        """
        ...


@runtime_checkable
class Revises(Protocol):
    """A connector whose source tells past days anew: it must know what is stored of them."""

    revises: bool


@runtime_checkable
class BringsPlaces(Protocol):
    """A connector whose records are places: it is asked before those that place what they read."""

    brings_places: bool
