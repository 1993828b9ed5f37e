"""Removing kept bodies by age and by room: never one that a record names, never without a trace."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from situation.evidence_files import UNFINISHED, append_line
from situation.evidence_notes import Kept, note_in

LEDGER: Final = "pruned.jsonl"
_ABANDONED: Final = timedelta(hours=1)
"""After which an unfinished file belongs to nobody."""


class PrunePolicy(Struct, frozen=True, kw_only=True):
    """What may go."""

    keep: timedelta
    """How long a body is kept after it came last."""
    most_bytes: int
    """How much is kept in all; beyond it go those that came longest ago."""
    protected: frozenset[str] = frozenset()
    """Ids of documents that a record names: these stay for ever, and count."""


class PruneReason(StrEnum):
    """Why a body went."""

    AGE = "too old"
    ROOM = "no room"


class Pruned(Struct, frozen=True, kw_only=True):
    """One body that went; a line of the ledger."""

    pruned_at: datetime
    document: str
    why: PruneReason
    size: int
    last_came: datetime
    url: str


class PruneReport(Struct, frozen=True, kw_only=True):
    """What a pruning did."""

    gone: tuple[Pruned, ...] = ()
    kept: int = 0
    """Bodies left."""
    kept_bytes: int = 0
    beyond: int = 0
    """Bytes more than the policy allows, all of bodies that are protected: nothing else is left."""


class _Body(Struct, frozen=True):
    file: Path
    document: str
    size: int
    last_came: datetime
    url: str


def prune(folder: Path, policy: PrunePolicy, now: datetime) -> PruneReport:
    """Remove what the policy lets go.

    Each body is written into the ledger before it goes: what is killed in between has said too
    much, never too little.

    Args:
        folder: of the evidence.
        policy: what may go.
        now: ages are counted from here.

    Raises:
        OSError: something cannot be read or written.
    """
    _clear_unfinished(folder, now)
    bodies = sorted(_bodies(folder), key=lambda body: (body.last_came, body.document))
    total = sum(body.size for body in bodies)
    gone: list[Pruned] = []
    for body in bodies:
        if body.document in policy.protected:
            continue
        if now - body.last_came > policy.keep:
            why = PruneReason.AGE
        elif total > policy.most_bytes:
            why = PruneReason.ROOM
        else:
            continue
        gone.append(_remove(folder, body, why, now))
        total -= body.size
    return PruneReport(
        gone=tuple(gone),
        kept=len(bodies) - len(gone),
        kept_bytes=total,
        beyond=max(0, total - policy.most_bytes),
    )


def _remove(folder: Path, body: _Body, why: PruneReason, now: datetime) -> Pruned:
    entry = Pruned(
        pruned_at=now,
        document=body.document,
        why=why,
        size=body.size,
        last_came=body.last_came,
        url=body.url,
    )
    append_line(folder / LEDGER, msgspec.json.encode(entry))
    body.file.unlink()
    body.file.with_suffix(".json").unlink(missing_ok=True)
    return entry


def _bodies(folder: Path) -> Iterator[_Body]:
    for file in folder.glob("??/??/*.body"):
        about = file.stat()
        note = note_in(file.with_suffix(".json"), Kept)
        came = note.last_came if note else None
        yield _Body(
            file=file,
            document=f"sha256:{file.stem}",
            size=about.st_size,
            # A body without its note was kept by a program that was killed between the two.
            last_came=came or datetime.fromtimestamp(about.st_mtime, UTC),
            url=note.document.url if note else "",
        )


def _clear_unfinished(folder: Path, now: datetime) -> None:
    for file in folder.glob(f"**/{UNFINISHED}*"):
        if now - datetime.fromtimestamp(file.stat().st_mtime, UTC) > _ABANDONED:
            file.unlink(missing_ok=True)
