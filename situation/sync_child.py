"""The child's side of `situation.child_reading`: reads what it is given until its input ends.

Each message is four bytes of length, little-endian, and a body: first the places in MessagePack,
then one pickled `Task` after another, each answered by one `Reply` in MessagePack. What comes from
the child may have been made by a hostile feed: it is decoded strictly and never unpickled.
"""

import os
import pickle
import resource
import struct
import sys
from collections.abc import Mapping
from datetime import date, datetime
from typing import BinaryIO, Final

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from situation.attempt_records import Attempt
from situation.connector import Batch, Body, Connector, Known
from situation.errors import InputError
from situation.mapframe import MapFrame
from situation.model import Place
from situation.place_matching import PlaceMatcher
from situation.record import Id

LENGTH: Final = struct.Struct("<I")
MEMORY: Final = 1_000_000_000
"""Bytes of address space."""
SECONDS: Final = 10
"""Of the processor, for one task."""


class World(Struct, frozen=True, kw_only=True):
    """What all tasks of a child have in common."""

    places: tuple[Place, ...]
    country: str


class Task(Struct, frozen=True, kw_only=True):
    """Bodies to be read by their connector; the fields of `Known` without its places."""

    connector: Connector
    bodies: tuple[Body, ...]
    now: datetime
    frame: MapFrame
    source_ids: frozenset[str]
    map_days: Mapping[str, frozenset[date]]
    last: Attempt | None
    since: date | None

    def known(self, places: PlaceMatcher) -> Known:
        """What the connector may know."""
        return Known(
            now=self.now,
            frame=self.frame,
            places=places,
            source_ids=self.source_ids,
            map_days=self.map_days,
            last=self.last,
            since=self.since,
        )


class Reply(Struct, frozen=True, kw_only=True):
    """What came of a task: a batch, or why there is none."""

    batch: Batch | None = None
    """Without its records."""
    records: tuple[Raw, ...] = ()
    ids: tuple[Id, ...] = ()
    """Of the records, in their order."""
    what: str = ""
    where: str = ""
    do: str = ""


def serve() -> None:
    """Answer tasks from standard input on standard output."""
    answers = _own_output()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    world = msgspec.msgpack.decode(_received(sys.stdin.buffer), type=World)
    places = PlaceMatcher(world.places, country=world.country)
    while message := _received(sys.stdin.buffer):
        _allow_seconds(SECONDS)
        # The parent made it, of values of its own.
        task: Task = pickle.loads(message)  # noqa: S301
        answer = msgspec.msgpack.encode(_read(task, places))
        answers.write(LENGTH.pack(len(answer)) + answer)
        answers.flush()


def _read(task: Task, places: PlaceMatcher) -> Reply:
    try:
        batch = task.connector.read(task.bodies, task.known(places))
    except InputError as error:
        return Reply(what=error.what, where=error.where, do=error.do)
    except MemoryError:
        return Reply(what="reading it takes more memory than it is worth")
    return Reply(
        batch=replace(batch, records=()),
        records=tuple(Raw(msgspec.msgpack.encode(record)) for record in batch.records),
        ids=tuple(record.id for record in batch.records),
    )


def _own_output() -> BinaryIO:
    """Standard output for the answers alone: whatever else is printed goes nowhere."""
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return os.fdopen(kept, "wb")


def _allow_seconds(seconds: int) -> None:
    """Let the system end this process once it has used so much more of the processor."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime) + 1 + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (most, resource.RLIM_INFINITY))


def _received(stream: BinaryIO) -> bytes:
    """The next message; empty at the end."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return b""
    return stream.read(LENGTH.unpack(head)[0])


if __name__ == "__main__":
    serve()
