"""What connectors may know of a store when they decide what to ask for."""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256

import msgspec
from msgspec import Struct

from situation.attempt_records import Attempt
from situation.connector import Connector, Known
from situation.mapframe import MapFrame
from situation.periods import LATEST, Viewpoint
from situation.place_matching import PlaceMatcher
from situation.record import Id
from situation.settings_model import Settings
from situation.store.base import Store


class Surroundings(Struct, frozen=True, kw_only=True):
    """A store as a run of the sync finds it."""

    now: datetime
    frame: MapFrame
    places: PlaceMatcher
    country: str
    source_ids: frozenset[Id]
    map_days: Mapping[Id, frozenset[date]]
    attempts: Mapping[Id, Attempt]
    """The last one by connector key."""
    places_fingerprint: str
    """Another one where any place is another."""

    def known(
        self, connector: Connector, settings: Settings, now: datetime, since: date | None
    ) -> Known:
        """What one connector may know.

        Args:
            connector: who asks.
            settings: how far back it is asked for where `since` does not say.
            now: the present.
            since: what the command line says.
        """
        of_source = settings.sources.get(connector.key)
        return Known(
            now=now,
            frame=self.frame,
            places=self.places,
            source_ids=self.source_ids,
            map_days=self.map_days,
            last=self.attempts.get(connector.key),
            since=since or (of_source.since if of_source else None),
        )


async def reading_days(store: Store, source: Id) -> dict[Id, frozenset[date]]:
    """The days from which a store has readings of a source, by place.

    Raises:
        StoreError: the store could not be read.
    """
    days: dict[Id, set[date]] = {}
    for item in await store.reading_history(Viewpoint(valid_at=LATEST), sources={source}):
        days.setdefault(item.record.place, set()).add(item.record.valid_from.date())
    return {place: frozenset(found) for place, found in days.items()}


async def look_around(
    store: Store, frame: MapFrame, *, country: str, now: datetime
) -> Surroundings:
    """Read what connectors may know.

    Args:
        store: holds the situation.
        frame: where it lies.
        country: that texts are searched for the places of, two letters.
        now: the present.

    Raises:
        StoreError: the store could not be read.
    """
    places = sorted((item.record for item in await store.places()), key=lambda place: place.id)
    days: dict[Id, set[date]] = {}
    for item in await store.terrain(Viewpoint(valid_at=LATEST)):
        days.setdefault(item.record.source, set()).add(item.record.valid_from.date())
    return Surroundings(
        now=now,
        frame=frame,
        places=await asyncio.to_thread(PlaceMatcher, places, country=country),
        country=country,
        source_ids=frozenset(item.record.id for item in await store.sources()),
        map_days={source: frozenset(found) for source, found in days.items()},
        attempts={item.record.connector: item.record for item in await store.attempts()},
        places_fingerprint=sha256(msgspec.msgpack.encode(places)).hexdigest()[:16],
    )
