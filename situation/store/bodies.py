"""Records as the JSON bodies that a store keeps, and back: strict both ways."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, TypeVar, get_args

import msgspec

from situation.errors import StoreError
from situation.model import AnyRecord
from situation.record import Record
from situation.store.base import Recorded
from situation.store.cleaning import cleaned, is_plain
from situation.store.times import from_micros
from situation.text import clean
from situation.vocabulary import Act

R = TypeVar("R", bound=Record)

RECORD_TYPES: Final[tuple[type[Record], ...]] = get_args(AnyRecord)
KIND_OF: Final[dict[type[Record], str]] = {
    record_type: str(record_type.__struct_config__.tag) for record_type in RECORD_TYPES
}
TYPE_OF: Final = {kind: record_type for record_type, kind in KIND_OF.items()}

Row = tuple[int, int, bytes, bytes, bytes]
"""Entry number, recorded_at in microseconds, author, act, body: the texts as UTF-8."""

_ACTS: Final = {act.value.encode(): act for act in Act}
_ENCODER: Final = msgspec.json.Encoder()
_DECODERS: Final[dict[type[Record], msgspec.json.Decoder[Any]]] = {
    record_type: msgspec.json.Decoder(record_type) for record_type in RECORD_TYPES
}


def encoded(record: AnyRecord) -> bytes:
    """The body of a record: compact UTF-8 JSON that decodes again.

    Raises:
        StoreError: a field holds what could not be read back; names the record and the field.
    """
    record_type = type(record)
    try:
        body = _ENCODER.encode(record)
        _DECODERS[record_type].decode(body)
    except (msgspec.MsgspecError, UnicodeError, TypeError, ValueError, OverflowError) as error:
        raise StoreError(
            f"the record cannot be stored: {error}",
            where=f"{KIND_OF[record_type]} {record.id}",
            do="mend the record; nothing of this append was stored",
        ) from None
    return body


def is_body_of(body: bytes, record: AnyRecord) -> bool:
    """Whether a stored body says the very same as a record.

    The encoding alone does not tell: msgspec leaves a default out, but not one that was spelled
    out as an object of its own.
    """
    try:
        return bool(_DECODERS[type(record)].decode(body) == record)
    except (msgspec.DecodeError, UnicodeError):
        return False


@lru_cache(maxsize=256)
def author_of(stored: bytes) -> str:
    """The author of an entry as text that may be shown."""
    return clean(stored.decode(errors="replace"))


class BodyReader:
    """Decodes and cleans bodies, and remembers which entries could not be read."""

    def __init__(self) -> None:
        self._damaged: set[int] = set()

    @property
    def damaged(self) -> int:
        """How many entries could not be read so far."""
        return len(self._damaged)

    def read(self, record_type: type[R], entry: int, body: bytes) -> R | None:
        """The record of an entry, or None (and counted) when its body is not one.

        Args:
            record_type: what the entry must hold.
            entry: its number in the log.
            body: UTF-8 JSON as stored.
        """
        try:
            record: R = _DECODERS[record_type].decode(body)
        except (msgspec.DecodeError, UnicodeError):
            self._damaged.add(entry)
            return None
        return record if is_plain(body) else cleaned(record)

    def act(self, entry: int, stored: bytes) -> Act | None:
        """What an entry did, or None (and counted) when this sitmon does not know the word."""
        act = _ACTS.get(stored)
        if act is None:
            self._damaged.add(entry)
        return act


def recorded(
    rows: Iterable[Row], record_type: type[R], bodies: BodyReader
) -> tuple[Recorded[R], ...]:
    """The rows as records, without those that cannot be read."""
    found: list[Recorded[R]] = []
    for entry, recorded_at, author, act, body in rows:
        known_act = bodies.act(entry, act)
        record = bodies.read(record_type, entry, body)
        if record is not None and known_act is not None:
            found.append(
                Recorded(
                    record=record,
                    recorded_at=from_micros(recorded_at),
                    entry=entry,
                    author=author_of(author),
                    act=known_act,
                )
            )
    return tuple(found)
