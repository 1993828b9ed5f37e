"""`--as-of` and `--known-at` → a viewpoint, and what is to be said about it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from situation.analysis.control import FRESH_DAYS
from situation.errors import SitmonError, UsageError
from situation.fingerprint import resolve
from situation.lookup import find_place, full_name, namesakes
from situation.model import Place
from situation.opening import Opened, first_viewpoint
from situation.periods import (
    Clock,
    Viewpoint,
    end_of_day,
    format_day,
    format_minute,
    is_now,
    parse_moment,
)
from situation.store.base import Store, StoreInfo
from tui.commandline.arguments import Options


def chosen_viewpoint(
    options: Options, opened: Opened, info: StoreInfo, clock: Clock
) -> Viewpoint | None:
    """Where to look from; None: now, moving with the clock.

    Without `--as-of` it is where the monitor starts: the pack's own day while nothing newer is
    stored. Known now is all that is known, and moves on as well.

    Raises:
        UsageError: one of the times cannot be read.
    """
    until_now = options.known_at is None or is_now(options.known_at)
    known_at = None if until_now else parse_moment(options.known_at or "", clock)
    if options.as_of is not None and not is_now(options.as_of):
        return Viewpoint(valid_at=parse_moment(options.as_of, clock), known_at=known_at)
    first = None if options.as_of is not None else first_viewpoint(opened.pack, info)
    if first is None and known_at is None:
        return None
    return Viewpoint(valid_at=first.valid_at if first else clock(), known_at=known_at)


async def asked_viewpoint(
    options: Options, opened: Opened, info: StoreInfo, clock: Clock
) -> Viewpoint | None:
    """Where to look from, by a fingerprint or by the times; None: now, moving with the clock.

    Raises:
        UsageError: the fingerprint is not one of this store, or one of the times cannot be read.
        StoreError: the store cannot be read.
    """
    if options.at is None:
        return chosen_viewpoint(options, opened, info, clock)
    if options.as_of is not None or options.known_at is not None:
        do = "leave out --as-of and --known-at"
        raise UsageError("a fingerprint sets both times", where="--at", do=do)
    return await resolve(opened.store, options.at)


def viewpoint_notes(
    options: Options, opened: Opened, info: StoreInfo, viewpoint: Viewpoint, now: datetime
) -> list[str]:
    """What a reader must know of a viewpoint to read the answer rightly."""
    notes = []
    if opened.created:
        notes.append(f"made the store {opened.store.url} from the pack “{opened.pack.title}”")
    by_default = options.as_of is None and options.at is None
    if by_default and viewpoint.valid_at == end_of_day(opened.pack.opens_on):
        day = format_day(viewpoint.valid_at)
        notes.append(f"as of {day}, the day this situation is opened at; use --as-of now")
    elif by_default and info.said_at and _is_stale(info.said_at, viewpoint):
        day = info.said_at.date().isoformat()
        notes.append(f"nothing newer than {day} is stored; use --as-of {day} to look from there")
    if viewpoint.known_at is not None and viewpoint.known_at < info.created_at:
        notes.append(nothing_known(viewpoint, info))
    if max(viewpoint.valid_at, viewpoint.known_at or now).date() > now.date():
        notes.append("a time to come was asked for: what is said and recorded by then is not here")
    return notes


def _is_stale(said_at: datetime, viewpoint: Viewpoint) -> bool:
    return viewpoint.valid_at - said_at > timedelta(days=FRESH_DAYS)


def nothing_known(viewpoint: Viewpoint, info: StoreInfo) -> str:
    """Why a question about a time before the first entry has no answer."""
    if info.recorded_at is None:
        return "this store has recorded nothing yet"
    asked = format_minute(viewpoint.known_at or viewpoint.valid_at)
    began = format_minute(info.created_at)
    return f"this store had recorded nothing by {asked}; its first entry is of {began}"


async def known_place(store: Store, name: str, viewpoint: Viewpoint) -> Place:
    """The place of this name as it was known at the viewpoint.

    Raises:
        AmbiguousName: several are called so; carries them.
        UnknownName: no such place; carries the nearest names.
        SitmonError: the place was recorded only after `known_at`.
    """
    known = {item.record.id: item.record for item in await store.places(viewpoint.known_at)}
    if viewpoint.known_at is None:
        return find_place(known, name)
    place = find_place({item.record.id: item.record for item in await store.places()}, name)
    if place.id not in known:
        moment = format_minute(viewpoint.known_at)
        raise SitmonError(
            f"this store had not recorded {place.name} by {moment}", do="give a later --known-at"
        )
    return known[place.id]


async def id_notes(store: Store, typed: Iterable[str]) -> list[str]:
    """Which of the names typed were taken for the id of one place and are the name of others.

    Raises:
        StoreError: the store cannot be read.
    """
    names = tuple(typed)
    if not names:
        return []
    places = {item.record.id: item.record for item in await store.places()}
    notes = []
    for name in names:
        others = "; ".join(
            f"{other.id} is {full_name(other, places)}" for other in namesakes(places, name)
        )
        if others:
            notes.append(f"{name} is the id of {full_name(places[name], places)}; {others}")
    return notes
