"""What a store must answer, worked out the slow and obvious way from everything appended to it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, TypeVar

from situation.model import AnyRecord, Claim, ControlReading, Coverage, Place, Record
from situation.periods import Viewpoint
from situation.store.base import ClaimQuery

R = TypeVar("R", bound=Record)


class Entry(NamedTuple):
    """One entry of the log."""

    number: int
    recorded_at: datetime
    record: AnyRecord


class Replay:
    """A log in a list."""

    def __init__(self) -> None:
        self.log: list[Entry] = []

    def append(self, records: Iterable[AnyRecord], now: datetime) -> int:
        """Keep what is new; returns how many records were."""
        recorded_at = max([now, *(entry.recorded_at for entry in self.log)])
        before = len(self.log)
        for record in records:
            versions = [e for e in self.log if _key(e.record) == _key(record)]
            if not versions or versions[-1].record != record:
                self.log.append(Entry(len(self.log) + 1, recorded_at, record))
        return len(self.log) - before

    def newest(self, record_type: type[R], known_at: datetime | None) -> Iterator[tuple[Entry, R]]:
        """The newest version of each record of a type."""
        newest = {
            _key(entry.record): entry
            for entry in self.log
            if known_at is None or entry.recorded_at <= known_at
        }
        for entry in newest.values():
            if isinstance(entry.record, record_type):
                yield entry, entry.record

    def first(self, record: Record) -> int:
        """The number of a record's first entry."""
        return next(e.number for e in self.log if _key(e.record) == _key(record))

    def _said(self, at: Viewpoint) -> dict[tuple[str, ...], list[tuple[Entry, ControlReading]]]:
        """The readings said and begun by a viewpoint, by lane, oldest first."""
        lanes: dict[tuple[str, ...], list[tuple[Entry, ControlReading]]] = {}
        for entry, reading in self.newest(ControlReading, at.known_at):
            if reading.said_at <= at.valid_at and reading.valid_from <= at.valid_at:
                lane = (reading.place, reading.source, reading.extent.value, reading.part)
                lanes.setdefault(lane, []).append((entry, reading))
        for found in lanes.values():
            found.sort(key=lambda item: (item[1].valid_from, item[1].said_at, item[0].number))
        return dict(sorted(lanes.items()))

    def readings(self, at: Viewpoint) -> list[tuple[int, datetime]]:
        """Entry number and confirmed_at of the readings in force."""
        in_force = (found[-1] for found in self._said(at).values())
        return [
            (entry.number, self._confirmed_at(reading, at))
            for entry, reading in in_force
            if reading.valid_to is None or at.valid_at < reading.valid_to
        ]

    def _confirmed_at(self, reading: ControlReading, at: Viewpoint) -> datetime:
        place = next(p for _, p in self.newest(Place, None) if p.id == reading.place)
        days = [
            day.valid_from
            for entry, day in self.newest(Coverage, at.known_at)
            if day.source == reading.source
            and reading.valid_from <= day.valid_from <= at.valid_at
            and day.said_at <= at.valid_at
            and entry.number > self.first(place)
        ]
        return max([reading.said_at, *days])

    def history(self, at: Viewpoint, since: datetime) -> list[int]:
        """Entry numbers of the readings from `since` on and of those in force then."""
        numbers: list[int] = []
        for found in self._said(at).values():
            begun = [item for item in found if item[1].valid_from <= since]
            in_force = begun[-1][0].number if begun and _lasts(begun[-1][1], since) else None
            numbers += [
                entry.number
                for entry, reading in found
                if reading.valid_from >= since or entry.number == in_force
            ]
        return numbers

    def claims(self, asked: ClaimQuery) -> list[int]:
        """Entry numbers of all claims that a query asks for, whatever its limit."""
        at = asked.viewpoint
        found = [
            (int(claim.said_at.timestamp()), entry.number)
            for entry, claim in self.newest(Claim, at.known_at)
            if claim.said_at <= at.valid_at
            and (claim.valid_to is None or at.valid_at < claim.valid_to)
            and self._wanted(claim, asked)
        ]
        return [number for _, number in sorted(found, reverse=True)]

    def claim_counts(self, asked: ClaimQuery) -> dict[str, int]:
        """Claims by place for the viewpoint, `said_since` and `recorded_after` of a query."""
        of_every_kind = ClaimQuery(
            viewpoint=asked.viewpoint,
            said_since=asked.said_since,
            recorded_after=asked.recorded_after,
        )
        records = (self.log[number - 1].record for number in self.claims(of_every_kind))
        claims = (record for record in records if isinstance(record, Claim))
        return dict(Counter(place for claim in claims for place in set(claim.places)))

    def _wanted(self, claim: Claim, asked: ClaimQuery) -> bool:
        words = set(claim.text.lower().split())
        return (
            (not asked.places or not set(asked.places).isdisjoint(claim.places))
            and (not asked.sources or claim.source in asked.sources)
            and (not asked.kinds or claim.kind in asked.kinds)
            and (asked.said_since is None or claim.said_at >= asked.said_since)
            and self.first(claim) > (asked.recorded_after or 0)
            and words.issuperset(asked.search.lower().split())
        )


def _key(record: Record) -> tuple[type, str]:
    return type(record), record.id


def _lasts(reading: ControlReading, moment: datetime) -> bool:
    return reading.valid_to is None or moment < reading.valid_to
