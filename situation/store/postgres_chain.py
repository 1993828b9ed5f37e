"""The health of a PostgreSQL store: its chain of seals, its bodies and its totals."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from situation.errors import StoreError
from situation.store.bodies import TYPE_OF, BodyReader
from situation.store.postgres_connect import Link
from situation.store.postgres_log import newest_mark, rows
from situation.store.seals import ChainCheck, broken_at, seal
from situation.text import clean

AT_ONCE: Final = 5_000
"""Entries read in one question: a long log is done in parts, so that no question takes too long."""

_LARGEST_ENTRY: Final = 2**30
_SEAL: Final = "SELECT encode(seal, 'hex') FROM entry WHERE seq = %(entry)s"
_ENTRIES: Final = """
SELECT seal, seq, recorded_at, author, act, kind, id, body
FROM entry WHERE seq > %(after)s ORDER BY seq LIMIT %(limit)s
"""
_TOTALS: Final = "SELECT kind, count(*) FROM version GROUP BY kind"


def seal_of(link: Link, entry: int) -> str:
    """`Store.seal`."""
    known = 0 < entry < _LARGEST_ENTRY
    found = rows(link, _SEAL, {"entry": entry}) if known else []
    if not found:
        raise StoreError(f"there is no entry {entry}", do="see the newest with `sitmon doctor`")
    return str(found[0][0])


def checked_further(link: Link, before: ChainCheck) -> ChainCheck:
    """Check some thousand entries behind those that were checked before."""
    number, current = before.entry, before.seal
    found = rows(link, _ENTRIES, {"after": number, "limit": AT_ONCE})
    for stored, entry, recorded_at, *texts in found:
        number += 1
        if entry != number:
            return broken_at(number, "is missing")
        author, act, kind, record_id, body = (text.encode() for text in texts)
        current = seal(current, entry, recorded_at, (author, act, kind, record_id, body))
        if current != stored:
            name = clean(f"{texts[2]} {texts[3]}")
            return broken_at(number, f"({name}) is not as it was recorded")
    if len(found) == AT_ONCE:
        return ChainCheck(number, current)
    if newest_mark(link).last_entry > number:
        return broken_at(number + 1, "is missing")
    return ChainCheck(number, current, done=True)


def bodies_after(link: Link, after: int) -> list[tuple[Any, ...]]:
    """Number, kind, id and body of some thousand entries behind a number."""
    sql = "SELECT seq, kind, id, body FROM entry WHERE seq > %(after)s ORDER BY seq LIMIT %(limit)s"
    return rows(link, sql, {"after": after, "limit": AT_ONCE})


def unreadable(found: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """A line for each of these bodies that cannot be read."""
    bodies = BodyReader()
    for entry, kind, record_id, body in found:
        record_type = TYPE_OF.get(kind)
        if record_type is None or bodies.read(record_type, entry, body.encode()) is None:
            yield clean(f"entry {entry} cannot be read: {kind} {record_id}")


def wrong_totals(link: Link) -> tuple[str, ...]:
    """A line where the log holds other entries than its last append says."""
    counted = dict(rows(link, _TOTALS))
    try:
        said = newest_mark(link).counts()
    except StoreError as error:
        return (error.line,)
    if counted == said:
        return ()
    return (clean(f"the log holds {counted} and its last append says {said}"),)
