"""DeepState's own interface: what its changelog claims, and the maps behind it.

`/api/history/public` lists the published versions, `/api/history/{id}/geojson` is the map of one.
The interface may be locked from one day to the next: then the daily mirror goes on alone, and
`DeepStateHistory.when_forbidden` has the words for it.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.connector import Batch, Body, Known, Wanted
from situation.errors import InputError
from situation.mapday import MapDay, Skipped
from situation.model import Claim
from situation.periods import EARLIEST, format_day, start_of_day
from situation.record import Id, Line
from situation.sources.deepstate import MEDIA_TYPE, MapKind, read_answer
from situation.sources.deepstate_changelog import MapVersion, read_changelog
from situation.sources.deepstate_claims import claims_of, read_stories, recent_links

URL: Final = "https://deepstatemap.live/api/history"
LIST_NAME: Final = "history_public.json"
HOURLY: Final = timedelta(hours=1)
MAPS_A_RUN: Final = 5
REACH: Final = timedelta(days=14)
"""How far back maps are fetched where nobody asks for more."""
EDITED: Final = timedelta(days=30)
"""Texts are put right on the next morning, as a rule; older ones were read when they were new."""
NOTICE: Final = (
    "DeepState's licence of 3 September 2025: its data are free for volunteer and charitable work "
    "and for the defence of Ukraine; commercial use needs its approval (request form: "
    "https://api.deepstatemap.live/request); nothing may be redistributed or passed on by a proxy. "
    "sitmon keeps what it fetches for your own use; do not pass it on."
)


class _Read(Struct, frozen=True, kw_only=True):
    """What one body held."""

    claims: tuple[Claim, ...] = ()
    maps: tuple[MapDay, ...] = ()
    seen: int = 1
    rejected: tuple[Skipped, ...] = ()
    warnings: tuple[Line, ...] = ()
    follow_up: tuple[Wanted, ...] = ()


class DeepStateHistory:
    """The connector; off until its licence is accepted.

    Args:
        url: in place of DeepState's own address, without a slash at its end.
    """

    key: Final[Id] = "deepstate-history"
    source: Final[Id] = MapKind.ANSWER.value
    every: Final = HOURLY
    on_by_default: Final = False
    notice: Final = NOTICE

    def __init__(self, *, url: str = URL) -> None:
        self._url = url.rstrip("/")

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        """The list of versions; nothing within an hour of the last list that came."""
        last = known.last
        if last is not None and last.seen and known.now - last.tried_at < HOURLY:
            return ()
        url = f"{self._url}/public"
        return (Wanted(url=url, name=LIST_NAME, accept="application/json"),)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Make claims of the list, maps of the answers, and ask for the maps that are lacking.

        Raises:
            InputError: none of the bodies can be used.
        """
        parts: list[_Read] = []
        failed: list[InputError] = []
        for body in bodies:
            try:
                is_list = body.wanted.name == LIST_NAME
                parts.append(self._read_list(body, known) if is_list else _read_map(body, known))
            except InputError as error:
                failed.append(error)
        if failed and not parts:
            raise failed[0]
        claims = tuple(claim for part in parts for claim in part.claims)
        maps = tuple(day for part in parts for day in part.maps)
        said = [claim.said_at for claim in claims] + [day.said_at for day in maps]
        return Batch(
            records=claims,
            maps=maps,
            seen=sum(part.seen for part in parts) + len(failed),
            rejected=tuple(skipped for part in parts for skipped in part.rejected),
            incomplete=tuple(error.line for error in failed),
            warnings=tuple(warning for part in parts for warning in part.warnings),
            data_until=max(said, default=None),
            follow_up=tuple(wanted for part in parts for wanted in part.follow_up),
        )

    def when_forbidden(self, known: Known) -> Line:
        """What to say when DeepState answers 401 or 403."""
        days = known.map_days.get(MapKind.MIRROR.value)
        if not days:
            return "degraded: DeepState's interface is locked and no day of its mirror is stored"
        newest = format_day(start_of_day(max(days)))
        return f"degraded: DeepState's interface is locked; showing the mirror of {newest}"

    def _read_list(self, body: Body, known: Known) -> _Read:
        changelog = read_changelog(body.content, where=body.wanted.name, now=known.now)
        earliest = _earliest(known)
        stories = read_stories(changelog.versions)
        told = [
            claims_of(story, known.places, known.frame.bounds, recent_links(stories, index))
            for index, story in enumerate(stories)
            if story.version.created_at >= earliest
        ]
        left_out = sum(one.left_out for one in told)
        follow_up, more = self._lacking_maps(changelog.versions, known)
        return _Read(
            claims=tuple(claim for one in told for claim in one.claims),
            seen=changelog.seen,
            rejected=changelog.rejected,
            warnings=tuple(_remarks(left_out, more)),
            follow_up=follow_up,
        )

    def _lacking_maps(
        self, versions: Iterable[MapVersion], known: Known
    ) -> tuple[tuple[Wanted, ...], int]:
        """The newest maps that the store lacks, one a day, and how many more there are."""
        since = known.now - REACH if known.since is None else start_of_day(known.since)
        covered = known.map_days.get(self.source, frozenset())
        # A day can have a second version after the one that is stored.
        listed_until = known.last.data_until if known.last is not None else None
        last_of_day = {
            version.created_at.date(): version
            for version in sorted(versions, key=lambda version: version.id)
            if version.created_at >= since
        }
        lacking = [
            version
            for day, version in sorted(last_of_day.items(), reverse=True)
            if day not in covered or (listed_until and version.created_at > listed_until)
        ]
        asked = tuple(
            Wanted(
                url=f"{self._url}/{version.id}/geojson",
                name=f"{version.id}.geojson",
                accept=f"{MEDIA_TYPE}, application/json",
                may_be_missing=True,
            )
            for version in lacking[:MAPS_A_RUN]
        )
        return asked, len(lacking) - len(asked)


def _earliest(known: Known) -> datetime:
    """How far back the list is read: the first time all of it, then what may still be edited."""
    if known.since is not None:
        return start_of_day(known.since)
    listed_until = known.last.data_until if known.last is not None else None
    return EARLIEST if listed_until is None else listed_until - EDITED


def _read_map(body: Body, known: Known) -> _Read:
    day = read_answer(body.content, name=body.wanted.name, now=known.now, bounds=known.frame.bounds)
    document = replace(day.document, fetched_at=body.document.fetched_at)
    return _Read(maps=(replace(day, document=document),))


def _remarks(left_out: int, more: int) -> Iterable[Line]:
    if left_out:
        yield f"sentences left out that tell what sitmon does not show: {left_out}"
    if more:
        yield f"earlier maps still to be fetched, {MAPS_A_RUN} a run: {more}"
