"""What a source gave, into the store: small whole transactions, only what is new.

A kill at any moment leaves some of these transactions done and the others not: the source is then
asked again, and what is stored already is unchanged.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.errors import StoreError
from situation.mapday import Skipped
from situation.model import AnyRecord, Claim, ControlReading, Document
from situation.periods import LATEST, Viewpoint
from situation.record import Line
from situation.store.base import Recorded, Store
from situation.text import clean

AUTHOR: Final = "sync"
AT_ONCE: Final = 500
"""Records of one transaction: others that write wait no longer than these take."""
NAMED_UP_TO: Final = 4_000_000
"""Bytes of the largest body that records name, and that is therefore kept for ever. Larger ones are
whole tables that come anew each day."""

_PROGRAMS: Final = frozenset({AUTHOR, "import", "pack"})
"""Authors that are no people: what these recorded, a source may revise."""


class Stored(Struct, frozen=True, kw_only=True):
    """What came of storing some records."""

    new: int = 0
    """New records and new versions, documents not counted."""
    revision: int = 0
    rejected: tuple[Skipped, ...] = ()
    """Records that the store cannot take, and why."""
    warnings: tuple[Line, ...] = ()


class Left(Struct, frozen=True, kw_only=True):
    """Records that a store does not have as they are."""

    records: list[AnyRecord]
    first_told: list[AnyRecord]
    """Those of them that it does not have at all: their bodies are kept for ever. Those of later
    versions are not, as a busy feed would fill the disk with them."""
    warnings: list[Line]


def naming(records: Iterable[AnyRecord], documents: Sequence[Document]) -> list[AnyRecord]:
    """The records, each naming the document that it was read from, where there was but one."""
    only = documents[0] if len(documents) == 1 else None
    if only is None or only.size > NAMED_UP_TO:
        return list(records)
    return [
        replace(record, document=only.id)
        if isinstance(record, Claim | ControlReading) and record.document is None
        else record
        for record in records
    ]


async def without_known(store: Store, records: Sequence[AnyRecord]) -> Left:
    """Leave out what the store has, but for the document that it was read from.

    Returns:
        What is left, with warnings: a claim that a person corrected or took back here is not
        overwritten when its source edits it; that is told instead.

    Raises:
        StoreError: the store cannot be read.
    """
    said = await _readings_said(store, records)
    left: list[AnyRecord] = []
    first_told: list[AnyRecord] = []
    warnings: list[Line] = []
    for record in records:
        if isinstance(record, Claim):
            stored = await store.claim(record.id)
            if stored is None:
                left.append(record)
                first_told.append(record)
            elif stored.author not in _PROGRAMS:
                if await _is_edited(store, record):
                    warnings.append(
                        f"{record.id}: its source edited it; kept as it was changed here by hand"
                    )
            elif not _says_the_same(stored.record, record):
                left.append(record)
        elif isinstance(record, ControlReading) and record.id in said:
            if not _says_the_same(said[record.id], record):
                left.append(record)
        else:
            left.append(record)
            first_told.append(record)
    return Left(records=left, first_told=first_told, warnings=warnings)


async def append_records(store: Store, records: Sequence[AnyRecord]) -> Stored:
    """Append records, the ones that others name first; a bad one costs none of the others.

    Raises:
        StoreError: the store itself fails; what was appended before stays.
    """
    new = revision = 0
    rejected: list[Skipped] = []
    for start in range(0, len(records), AT_ONCE):
        part = list(records[start : start + AT_ONCE])
        report = None
        while report is None:
            try:
                report = await store.append(part, author=AUTHOR)
            except StoreError as error:
                refused = _refused(error, part)
                if refused is None:
                    raise
                del part[refused]
                rejected.append(Skipped(where=error.where, why=error.what))
        documents = sum(isinstance(record, Document) for record in part)
        new += max(report.appended - documents, 0)
        revision = report.revision
    return Stored(new=new, revision=revision, rejected=tuple(rejected))


def documents_named(records: Iterable[AnyRecord], documents: Iterable[Document]) -> list[Document]:
    """Those of the documents that a record names."""
    named = {getattr(record, "document", None) for record in records}
    return [document for document in documents if document.id in named]


def _refused(error: StoreError, records: Sequence[AnyRecord]) -> int | None:
    """Which record a store refused; None: it was no record that made it fail."""
    for index, record in enumerate(records):
        if error.where == clean(f"{record.__struct_config__.tag} {record.id}"):
            return index
    return None


def _says_the_same(stored: Claim | ControlReading, record: Claim | ControlReading) -> bool:
    told = replace(stored, document=record.document)
    if not isinstance(stored, Claim) or record.said_at < stored.said_at:
        return told == record
    # Publishers issue a story again under a later date: it was said when it first was.
    return replace(told, said_at=record.said_at, said_precision=record.said_precision) == record


async def _is_edited(store: Store, claim: Claim) -> bool:
    """Whether a source says a claim otherwise than when a program last recorded it."""
    versions: tuple[Recorded[Claim], ...] = await store.claim_history(claim.id)
    by_program = [version.record for version in versions if version.author in _PROGRAMS]
    return bool(by_program) and not _says_the_same(by_program[-1], claim)


async def _readings_said(store: Store, records: Iterable[AnyRecord]) -> dict[str, ControlReading]:
    """The stored readings of the sources and places of those records that name a document."""
    named = [r for r in records if isinstance(r, ControlReading) and r.document is not None]
    if not named:
        return {}
    history = await store.reading_history(
        Viewpoint(valid_at=LATEST),
        places={reading.place for reading in named},
        sources={reading.source for reading in named},
    )
    return {item.record.id: item.record for item in history}
