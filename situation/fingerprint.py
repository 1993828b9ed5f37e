"""The fingerprint of a state: short text from which the same store shows the same state again.

Four groups of Crockford's base 32, as in `DX8-1K0V8G8-1A-9QT3V0ZB`: the newest entry of the store's
log when it was made, `valid_at`, `known_at`, and a check. The check is cut from a hash of the other
three and of the store's seal at that entry, so that another store, a changed log and a slip of the
finger are all noticed. Entries are never changed, so what was known by `known_at` stays the same
however much is appended later. `known_at` counts from the first entry, whose time the seal covers:
so a fingerprint is that of the log, and means the same in every copy of it.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NamedTuple

from situation.errors import UsageError
from situation.periods import EARLIEST, Viewpoint, as_utc
from situation.store.base import Store, StoreInfo

CHECK_LENGTH: Final = 8
EXAMPLE: Final = "DX8-1K0V8G8-1A-9QT3V0ZB"

_DIGITS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_MICROSECOND: Final = timedelta(microseconds=1)
_SECOND: Final = timedelta(seconds=1)
_MINUTE: Final = timedelta(minutes=1)
_MINUTE_END, _WHOLE_SECOND, _EXACT = range(3)
_LONGEST: Final = 14
"""Characters of the longest group: a microsecond between 1990 and 2100, and some to spare."""


class _Parts(NamedTuple):
    entry: int
    valid: int
    known: int
    """Microseconds from the beginning of the log, zigzag: 0, -1, 1, -2, …"""


async def fingerprint(store: Store, viewpoint: Viewpoint) -> str:
    """Name what a store shows at a viewpoint, exactly and for good.

    Args:
        store: whose state it is.
        viewpoint: the two times; without `known_at`, everything that the store knows now.

    Raises:
        StoreError: the store cannot be read.
    """
    info = await store.info()
    parts = _Parts(
        entry=info.revision,
        valid=_valid_number(viewpoint.valid_at),
        known=_zigzag(_known_offset(info, viewpoint)),
    )
    return _spelled(parts, await _check(store, parts))


async def resolve(store: Store, text: str) -> Viewpoint:
    """The viewpoint that a fingerprint of this store names; both its times are set.

    Raises:
        UsageError: it is no fingerprint, or not one of this store.
        StoreError: the store cannot be read.
    """
    parts, check = _read(text)
    info = await store.info()
    if parts.entry > info.revision or await _check(store, parts) != check:
        raise UsageError(
            f"the fingerprint “{text}” is not one of the store {info.url}",
            do="open the store it was made from with --store, or look for a slip in typing",
        )
    try:
        return Viewpoint(
            valid_at=_valid_moment(parts.valid),
            known_at=info.created_at + _unzigzag(parts.known) * _MICROSECOND,
        )
    except OverflowError:
        raise _not_one(text) from None


async def pinned(store: Store, viewpoint: Viewpoint, at: str | None) -> tuple[str, Viewpoint]:
    """A fingerprint and the viewpoint it names, for reading a state that others add to meanwhile.

    Args:
        store: whose state it is.
        viewpoint: where to look from.
        at: the fingerprint that `viewpoint` was resolved from; None: there was none.

    Raises:
        UsageError: `at` is not a fingerprint of this store.
        StoreError: the store cannot be read.
    """
    text = await fingerprint(store, viewpoint) if at is None else canonical(at)
    return text, await resolve(store, text)


def canonical(text: str) -> str:
    """A fingerprint as sitmon writes it, whatever case and look-alike letters were typed.

    Raises:
        UsageError: it is no fingerprint.
    """
    return _spelled(*_read(text))


def _known_offset(info: StoreInfo, viewpoint: Viewpoint) -> int:
    """Microseconds from the beginning of the log; before it whatever is asked of an empty one."""
    newest = info.recorded_at
    if newest is None:
        return -1
    known_at = newest if viewpoint.known_at is None else min(as_utc(viewpoint.known_at), newest)
    return (known_at - info.created_at) // _MICROSECOND


async def _check(store: Store, parts: _Parts) -> str:
    seal = await store.seal(parts.entry) if parts.entry else ""
    covered = f"{seal}:{parts.entry}:{parts.valid}:{parts.known}"
    number = int.from_bytes(sha256(covered.encode()).digest()[:8])
    return _base_32(number)[-CHECK_LENGTH:].rjust(CHECK_LENGTH, _DIGITS[0])


def _spelled(parts: _Parts, check: str) -> str:
    return "-".join((*map(_base_32, parts), check))


def _read(text: str) -> tuple[_Parts, str]:
    groups = text.strip().upper().translate(_MISREAD).split("-")
    are_digits = all(
        0 < len(group) <= _LONGEST and not set(group) - set(_DIGITS) for group in groups
    )
    if len(groups) != 4 or len(groups[3]) != CHECK_LENGTH or not are_digits:
        raise _not_one(text)
    return _Parts(*(_from_base_32(group) for group in groups[:3])), groups[3]


def _not_one(text: str) -> UsageError:
    return UsageError(f"“{text}” is not a fingerprint", do=f"four groups such as {EXAMPLE}")


def _valid_number(moment: datetime) -> int:
    """A moment as a number; the last microsecond of a minute, as of a day, is a short one."""
    micros = (as_utc(moment) - EARLIEST) // _MICROSECOND
    if (micros + 1) % (_MINUTE // _MICROSECOND) == 0:
        return (micros // (_MINUTE // _MICROSECOND)) * 3 + _MINUTE_END
    if micros % (_SECOND // _MICROSECOND) == 0:
        return (micros // (_SECOND // _MICROSECOND)) * 3 + _WHOLE_SECOND
    return micros * 3 + _EXACT


def _valid_moment(number: int) -> datetime:
    count, form = divmod(number, 3)
    if form == _MINUTE_END:
        return EARLIEST + (count + 1) * _MINUTE - _MICROSECOND
    return EARLIEST + count * (_SECOND if form == _WHOLE_SECOND else _MICROSECOND)


def _zigzag(number: int) -> int:
    return 2 * number if number >= 0 else -2 * number - 1


def _unzigzag(number: int) -> int:
    return number // 2 if number % 2 == 0 else -(number + 1) // 2


def _base_32(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 32)
        digits = _DIGITS[digit] + digits
    return digits


def _from_base_32(text: str) -> int:
    number = 0
    for digit in text:
        number = number * 32 + _DIGITS.index(digit)
    return number
