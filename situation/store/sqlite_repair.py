"""What can still be read of a damaged SQLite store, entry by entry, each checked by its seal.

The store itself is only ever read as bytes: SQLite works on a copy, because it writes beside what
it opens and finishes in it what a killed process left behind.
"""

import errno
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from situation.errors import StoreBusy, StoreDamaged, StoreError, StoreMissing
from situation.store.migrations import APPLICATION_ID
from situation.store.seals import NO_SEAL, Texts, seal
from situation.store.sqlite_errors import translated
from situation.store.sqlite_files import connect_reader

_AT_ONCE: Final = 500
RESTORE: Final = "restore a copy"
"""What is left to do where nothing can be saved."""
_SMALLEST_ENTRY: Final = 40
"""Bytes; a seal alone has 32. A damaged number must not send us looking for a billion entries."""
_COLUMNS: Final = """
SELECT seq, recorded_at, seal, CAST(author AS BLOB), CAST(act AS BLOB), CAST(kind AS BLOB),
    CAST(id AS BLOB), CAST(body AS BLOB)
FROM entry
"""
_RANGE: Final = _COLUMNS + "WHERE seq BETWEEN ? AND ? ORDER BY seq"
_ONE: Final = _COLUMNS + "WHERE seq = ?"
_NAMES: Final = (
    "SELECT seq, CAST(kind AS BLOB), CAST(id AS BLOB) FROM entry INDEXED BY entry_record"
)
_NEWEST: Final = (
    "SELECT max(last_entry) FROM batch",
    "SELECT max(seq) FROM entry",
    "SELECT max(seq) FROM entry INDEXED BY entry_record WHERE kind > ''",
)

Row = tuple[int, int, bytes, bytes, bytes, bytes, bytes, bytes]


class Salvaged(Struct, frozen=True):
    """An entry that is as it was recorded."""

    entry: int
    recorded_at: int
    """Microseconds since 1970."""
    texts: Texts


class Lost(Struct, frozen=True):
    """An entry that cannot be taken over as it is."""

    entry: int
    why: str


class DamagedLog:
    """The log of a store that may be damaged; usable from any thread, one at a time.

    Args:
        copy: a copy of the store's files, made by `copy_files`.
        where: the store, as errors name it.

    Raises:
        StoreError: not even its first page can be read, or it is no sitmon store.
    """

    def __init__(self, copy: Path, where: str) -> None:
        with translated(where):
            self._connection = connect_reader(copy, busy_timeout=0)
            try:
                self._require_store(where)
                self.newest = self._newest(copy, where)
                """Number of the newest entry that anything in the file tells of."""
            except BaseException:
                self._connection.close()
                raise
        self._before: bytes | None = NO_SEAL

    def read_on(self, after: int) -> list[Salvaged | Lost]:
        """The next entries behind a number, some hundred; to be called in order from 0 on."""
        last = min(after + _AT_ONCE, self.newest)
        rows = {row[0]: row for row in self._rows(after + 1, last)}
        return [self._checked(entry, rows.get(entry)) for entry in range(after + 1, last + 1)]

    def names(self, entries: set[int]) -> dict[int, str]:
        """Kind and id of entries as the index still has them; not clean."""
        found: dict[int, str] = {}
        with suppress(sqlite3.DatabaseError):
            for entry, kind, record_id in self._connection.execute(_NAMES):
                if entry in entries and isinstance(kind, bytes) and isinstance(record_id, bytes):
                    found[entry] = b" ".join((kind, record_id)).decode(errors="replace")
        return found

    def close(self) -> None:
        """Let go of the copy."""
        self._connection.close()

    def _require_store(self, where: str) -> None:
        application = self._connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            raise StoreMissing("the file is not a sitmon store", where=where)
        self._connection.execute(_ONE, (1,))  # fails where the schema is damaged or a newer one

    def _newest(self, copy: Path, where: str) -> int:
        told: list[int] = []
        for question in _NEWEST:
            with suppress(sqlite3.DatabaseError):
                (number,) = self._connection.execute(question).fetchone()
                told.append(number if isinstance(number, int) else 0)
        if not told:
            raise StoreDamaged("nothing of its log can be read", where=where, do=RESTORE)
        (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
        (size,) = self._connection.execute("PRAGMA page_size").fetchone()
        return min(max(told), max(int(pages) * int(size), copy.stat().st_size) // _SMALLEST_ENTRY)

    def _rows(self, first: int, last: int) -> list[Row]:
        try:
            rows = self._connection.execute(_RANGE, (first, last)).fetchall()
        except sqlite3.DatabaseError:
            rows = []
            for entry in range(first, last + 1):
                with suppress(sqlite3.DatabaseError):
                    rows += self._connection.execute(_ONE, (entry,)).fetchall()
        return [row for row in rows if _is_whole(row)]

    def _checked(self, entry: int, row: Row | None) -> Salvaged | Lost:
        before, self._before = self._before, None
        if row is None:
            return Lost(entry, "it cannot be read")
        _, recorded_at, stored, author, act, kind, record_id, body = row
        self._before = stored
        if before is None:
            return Lost(entry, "its seal cannot be checked without the entry before it")
        texts = (author, act, kind, record_id, body)
        if seal(before, entry, recorded_at, texts) != stored:
            return Lost(entry, "it is not as it was recorded")
        return Salvaged(entry, recorded_at, texts)


def copy_files(store: Path, folder: Path, where: str) -> Path:
    """Copy a store's file, and the log of what is not yet in it, without touching them.

    Returns:
        The copied file.

    Raises:
        StoreBusy: somebody wrote meanwhile.
        StoreDamaged: the disk gives them back no more.
        StoreError: they cannot be read, or not be written there.
    """
    copy = folder / "damaged.db"
    beside = store.with_name(f"{store.name}-wal")
    try:
        before = _states(store, beside)
        shutil.copyfile(store, copy)
        if beside.exists():
            shutil.copyfile(beside, copy.with_name(f"{copy.name}-wal"))
        unchanged = _states(store, beside) == before
    except OSError as error:
        kind = StoreDamaged if error.errno == errno.EIO else StoreError
        what = f"the store cannot be copied: {error.strerror or error}"
        raise kind(what, where=where, do="check permissions, disk and free space") from error
    if not unchanged:
        raise StoreBusy(
            "somebody wrote to the store while it was copied",
            where=where,
            do="end every sitmon that uses it, then try again",
        )
    return copy


def _states(*files: Path) -> list[tuple[int, int, int, int] | None]:
    found: list[tuple[int, int, int, int] | None] = []
    for file in files:
        try:
            state = file.stat()
        except FileNotFoundError:
            found.append(None)
        else:
            found.append((state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns))
    return found


def _is_whole(row: Row) -> bool:
    """Whether every column holds what its type promises; in a damaged page anything may stand."""
    numbers, texts = row[:2], row[2:]
    return all(isinstance(number, int) for number in numbers) and all(
        isinstance(text, bytes) for text in texts
    )
