"""What a store must answer, worked out the slow and obvious way from everything appended to it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

import msgspec

from situation.errors import StoreError
from situation.model import (
    AnyRecord,
    Assessment,
    Claim,
    ControlReading,
    Coverage,
    Link,
    Note,
    Place,
    Source,
    Statistic,
)
from situation.periods import Viewpoint
from situation.record import Record
from situation.store.claim_query import ClaimQuery
from situation.terrain_records import Terrain
from situation.vocabulary import Act
from tests.situation.records import EPOCH

R = TypeVar("R", bound=Record)


class Entry(NamedTuple):
    """One entry of the log."""

    number: int
    recorded_at: datetime
    author: str
    act: Act
    record: AnyRecord


class Replay:
    """A log in a list."""

    def __init__(self) -> None:
        self.log: list[Entry] = []

    def append(
        self, records: Iterable[AnyRecord], now: datetime, author: str, act: Act | None
    ) -> int:
        """Keep what is new; returns how many records were.

        Raises:
            StoreError: a claim is to be retracted that is not there; nothing is kept.
        """
        recorded_at = max([now, *(entry.recorded_at for entry in self.log)])
        before = list(self.log)
        for record in records:
            versions = [e for e in self.log if _key(e.record) == _key(record)]
            done = _act(record, versions, act)
            if done is None:
                self.log = before
                raise StoreError("nothing to retract")
            same = bool(versions) and versions[-1].record == record
            if not same or (done is Act.RETRACT and versions[-1].act is not Act.RETRACT):
                self.log.append(Entry(len(self.log) + 1, recorded_at, author, done, record))
        return len(self.log) - len(before)

    def seals(self) -> list[str]:
        """The chain of hashes, worked out from its description."""
        seals = [bytes(32)]
        for number, recorded_at, author, act, record in self.log:
            kind = str(record.__struct_config__.tag)
            texts = [author, act.value, kind, record.id, msgspec.json.encode(record).decode()]
            lengths = [len(text.encode()) for text in texts]
            micros = (recorded_at - EPOCH) // timedelta(microseconds=1)
            head = " ".join(str(value) for value in (number, micros, *lengths)) + "\n"
            seals.append(hashlib.sha256(seals[-1] + (head + "".join(texts)).encode()).digest())
        return [seal.hex() for seal in seals[1:]]

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

    def versions(self, claim_id: str, known_at: datetime | None) -> list[Entry]:
        """All versions of a claim."""
        return [
            entry
            for entry in self.log
            if isinstance(entry.record, Claim)
            and entry.record.id == claim_id
            and (known_at is None or entry.recorded_at <= known_at)
        ]

    def remarks(
        self, record_type: type[Assessment | Note], claims: Iterable[str], known_at: datetime | None
    ) -> list[int]:
        """Entry numbers of the assessments or notes of any of these claims."""
        wanted = set(claims)
        newest = self.newest(record_type, known_at)
        return sorted(e.number for e, remark in newest if not wanted.isdisjoint(remark.claims))

    def statistics(self, at: Viewpoint) -> list[int]:
        """Entry numbers of the figures said by a viewpoint."""
        said = [
            (figure.place, figure.metric, -figure.as_of.timestamp(), entry.number)
            for entry, figure in self.newest(Statistic, at.known_at)
            if figure.said_at <= at.valid_at and self._stands(figure.claim, at.known_at)
        ]
        return sorted(number for *_, number in said)

    def _stands(self, claim_id: str | None, known_at: datetime | None) -> bool:
        versions = self.versions(claim_id or "", known_at)
        return not versions or versions[-1].act is not Act.RETRACT

    def first(self, record: Record) -> int:
        """The number of a record's first entry."""
        return next(e.number for e in self.log if _key(e.record) == _key(record))

    def _said(self, at: Viewpoint) -> dict[tuple[str, ...], list[tuple[Entry, ControlReading]]]:
        """The readings said and begun by a viewpoint, by lane, oldest first."""
        lanes: dict[tuple[str, ...], list[tuple[Entry, ControlReading]]] = {}
        for entry, reading in self.newest(ControlReading, at.known_at):
            begun = reading.said_at <= at.valid_at and reading.valid_from <= at.valid_at
            if begun and self._stands(reading.claim, at.known_at):
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

    def terrain(self, at: Viewpoint, since: datetime) -> list[int]:
        """Entry numbers of the maps from `since` on and of those in force then."""
        drawn: dict[str, list[tuple[datetime, datetime, int]]] = {}
        for entry, terrain in self.newest(Terrain, at.known_at):
            if terrain.valid_from <= at.valid_at and terrain.said_at <= at.valid_at:
                stands = (terrain.valid_from, terrain.said_at, entry.number)
                drawn.setdefault(terrain.source, []).append(stands)
        numbers: list[int] = []
        for _, maps in sorted(drawn.items()):
            begun = [stands for stands in maps if stands[0] <= since]
            found = {stands for stands in maps if stands[0] >= since} | {*sorted(begun)[-1:]}
            numbers += [number for *_, number in sorted(found)]
        return numbers

    def claims(self, asked: ClaimQuery) -> list[int]:
        """Entry numbers of all claims that a query asks for, whatever its limit."""
        at = asked.viewpoint
        sources = {source.id: source for _, source in self.newest(Source, at.known_at)}
        found = [
            (int(claim.said_at.timestamp()), entry.number)
            for entry, claim in self.newest(Claim, at.known_at)
            if claim.said_at <= at.valid_at
            and (claim.valid_to is None or at.valid_at < claim.valid_to)
            and (asked.withdrawn or entry.act is not Act.RETRACT)
            and self._wanted(claim, asked)
            and _wanted_source(sources[claim.source], asked)
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
            and (not asked.kinds or claim.kind in asked.kinds)
            and (not asked.verifications or claim.verification in asked.verifications)
            and (not asked.credibilities or claim.credibility in asked.credibilities)
            and (asked.said_since is None or claim.said_at >= asked.said_since)
            and self.first(claim) > (asked.recorded_after or 0)
            and words.issuperset(asked.search.lower().split())
        )


def _wanted_source(source: Source, asked: ClaimQuery) -> bool:
    return (
        (not asked.sources or source.id in asked.sources)
        and (not asked.sides or source.affiliation.side in asked.sides)
        and (not asked.reliabilities or source.reliability in asked.reliabilities)
    )


def _act(record: AnyRecord, versions: list[Entry], act: Act | None) -> Act | None:
    """What an append does with a record; None when it must refuse."""
    for record_type, own in ((Link, Act.LINK), (Assessment, Act.ASSESS), (Note, Act.ANNOTATE)):
        if isinstance(record, record_type):
            return own
    given = act if act is not None and isinstance(record, Claim) else Act.REVISE
    if versions:
        return given
    return None if given is Act.RETRACT else Act.ASSERT


def _key(record: Record) -> tuple[type, str]:
    return type(record), record.id


def _lasts(reading: ControlReading, moment: datetime) -> bool:
    return reading.valid_to is None or moment < reading.valid_to
