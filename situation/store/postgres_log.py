"""The log of a PostgreSQL store: how far it goes, its entries, and the newest versions in it."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from situation.periods import as_utc
from situation.record import Record
from situation.store.base import Recorded
from situation.store.bodies import KIND_OF, BodyReader, recorded
from situation.store.log import Entry
from situation.store.marks import Mark
from situation.store.postgres_connect import Link
from situation.store.times import from_micros, micros

R = TypeVar("R", bound=Record)

Values = dict[str, Any]

# Asked row by row, as a lookup in an index, and never turned into a join that reads a whole table.
_CURRENT: Final = r"""\1.seq <= %(horizon)s AND coalesce(
    (SELECT later.by_seq FROM superseded AS later WHERE later.seq = \1.seq), 9223372036854775807
) > %(horizon)s"""
_STANDING: Final = r"""(\1.claim IS NULL OR NOT coalesce((
    SELECT back.withdrawn FROM version AS back
    WHERE back.kind = 'claim' AND back.id = \1.claim AND back.seq <= %(horizon)s
    ORDER BY back.seq DESC LIMIT 1
), false))"""
_ENTRY: Final = r"entry AS e ON e.seq = \1.seq AND e.recorded_at = \1.recorded_at"
_WORDS: Final = (("STANDING", _STANDING), ("CURRENT", _CURRENT), ("ENTRY", _ENTRY))
_COLUMNS: Final = "e.seq, e.recorded_at, e.author, e.act, e.body"


def query(sql: str) -> str:
    """SQL in which four words stand for what many questions have in common.

    `COLUMNS`: what `records` takes of the entry `e`. `ENTRY(r)`: the join that finds it.
    `CURRENT(r)`: the newest version known at entry `horizon`. `STANDING(r)`: the claim behind it,
    if there is one, is not withdrawn at that entry.
    """
    for word, meaning in _WORDS:
        sql = re.sub(rf"\b{word}\((\w+)\)", meaning, sql)
    return sql.replace("COLUMNS", _COLUMNS)


_NEWEST_MARK: Final = """
SELECT last_entry, recorded_at, newest_claim, newest_said, totals FROM batch
ORDER BY last_entry DESC LIMIT 1
"""
_BEGINNING: Final = """
SELECT coalesce(
    (SELECT recorded_at FROM batch ORDER BY last_entry LIMIT 1),
    (SELECT min(applied_at) FROM migration)
)
"""
_MARK_AT: Final = """
SELECT last_entry, recorded_at, newest_claim, newest_said, totals FROM batch
WHERE recorded_at <= %(known_at)s ORDER BY recorded_at DESC, last_entry DESC LIMIT 1
"""
_NEWEST_OF_KIND: Final = query("""
SELECT COLUMNS FROM version AS v JOIN ENTRY(v)
WHERE v.kind = %(kind)s AND CURRENT(v)
ORDER BY v.id
""")
_VERSIONS_OF_ID: Final = query("""
SELECT COLUMNS FROM version AS v JOIN ENTRY(v)
WHERE v.kind = %(kind)s AND v.id = %(id)s AND v.seq <= %(horizon)s
ORDER BY v.seq
""")
_NEWEST_OF_ID: Final = _VERSIONS_OF_ID + " DESC LIMIT 1"
# The months before that of the first entry asked for are not looked into.
_ENTRIES: Final = """
SELECT seq, recorded_at, author, act, kind, id, body, encode(seal, 'hex') FROM entry
WHERE seq > %(after)s AND recorded_at >= (
    SELECT recorded_at FROM batch WHERE last_entry > %(after)s ORDER BY last_entry LIMIT 1
)
ORDER BY seq LIMIT %(limit)s
"""
_LARGEST: Final = 2**62


def rows(link: Link, sql: str, values: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """The rows of a question."""
    return link.execute(sql.encode(), values).fetchall()


def newest_mark(link: Link) -> Mark:
    """How far the log goes."""
    return next((Mark(*row) for row in rows(link, _NEWEST_MARK)), Mark())


def beginning(link: Link) -> datetime:
    """When the first entry was recorded; when the schema was made, while there is none."""
    return from_micros(rows(link, _BEGINNING)[0][0])


def mark_known_at(link: Link, known_at: datetime | None) -> Mark:
    """How far the log went at a time; None: now."""
    if known_at is None:
        return newest_mark(link)
    found = rows(link, _MARK_AT, {"known_at": micros(as_utc(known_at))})
    return next((Mark(*row) for row in found), Mark())


def records(
    found: Iterable[tuple[Any, ...]], record_type: type[R], bodies: BodyReader
) -> tuple[Recorded[R], ...]:
    """Rows of `COLUMNS` as records, without those that cannot be read."""
    return recorded(
        (
            (entry, recorded_at, author.encode(), act.encode(), body.encode())
            for entry, recorded_at, author, act, body in found
        ),
        record_type,
        bodies,
    )


def askable(ids: Collection[str]) -> list[str]:
    """Ids that can be asked for; what cannot be an id is left out."""
    return [each for each in ids if each.isascii() and each.isprintable()]


def newest_of_kind(
    link: Link, bodies: BodyReader, record_type: type[R], known_at: datetime | None
) -> tuple[Recorded[R], ...]:
    """All records of a kind, newest versions, by id."""
    values = {"kind": KIND_OF[record_type], "horizon": mark_known_at(link, known_at).last_entry}
    return records(rows(link, _NEWEST_OF_KIND, values), record_type, bodies)


def newest_of_id(
    link: Link,
    bodies: BodyReader,
    record_type: type[R],
    record_id: str,
    known_at: datetime | None,
) -> Recorded[R] | None:
    """One record, its newest version; None when it is not known."""
    found = rows(link, _NEWEST_OF_ID, _values_of_id(link, record_type, record_id, known_at))
    return next(iter(records(found, record_type, bodies)), None)


def versions_of_id(
    link: Link,
    bodies: BodyReader,
    record_type: type[R],
    record_id: str,
    known_at: datetime | None,
) -> tuple[Recorded[R], ...]:
    """Every version of one record, oldest first."""
    found = rows(link, _VERSIONS_OF_ID, _values_of_id(link, record_type, record_id, known_at))
    return records(found, record_type, bodies)


def _values_of_id(
    link: Link, record_type: type[Record], record_id: str, known_at: datetime | None
) -> Values:
    # Nothing has the empty id.
    asked = next(iter(askable([record_id])), "")
    horizon = mark_known_at(link, known_at).last_entry
    return {"kind": KIND_OF[record_type], "id": asked, "horizon": horizon}


def entries_after(link: Link, after: int, limit: int) -> tuple[Entry, ...]:
    """`LoggedStore.entries`."""
    values = {"after": min(max(after, 0), _LARGEST), "limit": min(max(limit, 0), _LARGEST)}
    return tuple(
        Entry(
            entry=entry,
            recorded_at=from_micros(recorded_at),
            author=author,
            act=act,
            kind=kind,
            id=record_id,
            body=body,
            seal=sealed,
        )
        for entry, recorded_at, author, act, kind, record_id, body, sealed in rows(
            link, _ENTRIES, values
        )
    )
