"""The list of versions that DeepState's `/api/history/public` answers with.

A JSON array of `{id, description, descriptionEn, updatedAt, createdAt, status, datetime}`. `id` is
`createdAt` in Unix seconds; `datetime` has no year and is Central European time, so nothing reads
it. An empty English text falls back to the Ukrainian one.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Final

import msgspec
from msgspec import Meta, Struct

from situation.errors import InputError
from situation.mapday import Skipped
from situation.periods import as_utc, is_plausible
from situation.sources.faults import Faults
from situation.text import clean

MAX_BYTES: Final = 16_000_000
MAX_COMMAS: Final = 400_000
"""Every item of a list but one follows a comma, so this bounds what decoding can cost. The 1,550
versions of four years hold fewer than 20,000."""

_DIFFERENCE: Final = 60
"""Seconds between `id` and `createdAt`; they were the same in all versions seen."""


class MapVersion(Struct, frozen=True, kw_only=True):
    """One published version of the map, with what its authors say has changed."""

    id: int
    created_at: datetime
    english: str
    """As it came: HTML, not cleaned. Empty: there is none."""
    ukrainian: str


class Changelog(Struct, frozen=True, kw_only=True):
    """The versions, newest first, each once."""

    versions: tuple[MapVersion, ...]
    seen: int
    rejected: tuple[Skipped, ...]


class _Version(Struct, frozen=True, kw_only=True, rename="camel"):
    id: Annotated[int, Meta(ge=1, le=99_999_999_999)]
    created_at: datetime
    updated_at: datetime | None = None
    description: str | None = None
    description_en: str | None = None
    status: bool = True


def read_changelog(data: bytes, *, where: str, now: datetime) -> Changelog:
    """Read the list; a version that cannot be used is named and costs no other.

    Args:
        data: the answer as it is, UTF-8 without a byte-order mark.
        where: what to call it.
        now: the present; later versions cannot be.

    Raises:
        InputError: it is too large, or no JSON list, or no version in it can be used.
    """
    items = _items(data, where)
    faults = Faults(where)
    newest: dict[int, _Version] = {}
    for number, item in enumerate(items, start=1):
        try:
            version = msgspec.convert(item, _Version)
        # A name with a lone surrogate is none that could be looked up: no ValidationError.
        except (msgspec.ValidationError, UnicodeError) as error:
            faults.skip(f"version {number}", error)
            continue
        if why := _unusable(version, now):
            faults.skip(f"version {version.id}", why)
        elif version.id in newest:
            faults.skip(f"version {version.id}", "it stands there twice: the later edit is taken")
            newest[version.id] = max(version, newest[version.id], key=_edited)
        else:
            newest[version.id] = version
    if items and not newest:
        raise InputError(
            f"none of its {len(items):,} versions can be used: {faults.skipped[0].why}",
            where=where,
            do="the interface may have changed: look for a newer sitmon",
        )
    versions = sorted(newest.values(), key=lambda version: version.id, reverse=True)
    return Changelog(versions=tuple(map(_read, versions)), seen=len(items), rejected=faults.skipped)


def _items(data: bytes, where: str) -> Sequence[object]:
    if len(data) > MAX_BYTES or data.count(b",") > MAX_COMMAS:
        raise InputError("larger than the list of DeepState's versions can be", where=where)
    try:
        # msgspec is faster, but refuses the whole list for half a character in one text. A number
        # that is none (NaN) becomes nothing, so that it costs its own version only.
        items = json.loads(data.decode("utf-8"), parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        why = clean(error, 200)
    else:
        if isinstance(items, list):
            return items
        why = "not a list"
    raise InputError(
        f"not DeepState's list of versions: {why}",
        where=where,
        do="the interface may have changed or be blocked; the daily mirror goes on",
    )


def _unusable(version: _Version, now: datetime) -> str:
    """Why a version is left out; empty: it is not."""
    created = as_utc(version.created_at)
    if not is_plausible(created, now):
        return "its date cannot be true"
    if abs(created.timestamp() - version.id) > _DIFFERENCE:
        return "its id is not the second at which it was made"
    if not version.status:
        return "its authors do not show it"
    if not (version.description or version.description_en):
        return "it says nothing"
    return ""


def _edited(version: _Version) -> datetime:
    return as_utc(version.updated_at or version.created_at)


def _read(version: _Version) -> MapVersion:
    return MapVersion(
        id=version.id,
        created_at=datetime.fromtimestamp(version.id, UTC),
        english=version.description_en or "",
        ukrainian=version.description or "",
    )
