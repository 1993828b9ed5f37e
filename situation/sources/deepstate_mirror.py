"""The daily mirror of the occupied area of DeepState's map: which of its files to fetch.

One file a day, made at 03:00 UTC; a few days are missing for ever. `situation.sources.deepstate`
says what is in a file.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from situation.connector import Batch, Body, Known, Wanted
from situation.errors import InputError
from situation.mapday import MapDay, Skipped
from situation.record import Id
from situation.sources.deepstate import MIRROR_FETCH, MapKind, read_mirror
from situation.sources.map_extent import area_jumps
from situation.text import clean

URL: Final = "https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data"
FIRST_DAY: Final = date(2024, 7, 8)
FILES_A_RUN: Final = 14
ONE_DAY: Final = timedelta(days=1)


class DeepStateMirror:
    """The connector.

    Args:
        url: the directory of the files in place of the mirror's own, without a slash at its end.
    """

    key: Final[Id] = "deepstate-mirror"
    source: Final[Id] = MapKind.MIRROR.value
    every: Final = timedelta(hours=6)
    on_by_default: Final = True
    notice: Final = ""

    def __init__(self, *, url: str = URL) -> None:
        self._url = url.rstrip("/")

    def wanted(self, known: Known) -> tuple[Wanted, ...]:
        """The days that are not covered, newest first, and one that is, to compare them with.

        Of a back-fill longer than one run half is taken from its beginning: days that are missing
        for ever must not hold it up.
        """
        covered = known.map_days.get(self.source, frozenset())
        lacking = _days_lacking(known, covered)
        days = lacking
        if len(lacking) > FILES_A_RUN:
            half = FILES_A_RUN // 2
            days = [*lacking[:half], *lacking[-half:]]
        before = max((day for day in covered if days and day < days[0]), default=None)
        asked = [
            Wanted(url=self._address(day), name=_name(day), may_be_missing=True) for day in days
        ]
        if before is not None and before not in days:
            # Its own address, as the one before would be answered by "not modified" without a body.
            address = f"{self._address(before)}?compared={known.now:%Y%m%dT%H%M}"
            asked.append(Wanted(url=address, name=_name(before), may_be_missing=True))
        return tuple(asked)

    def read(self, bodies: Sequence[Body], known: Known) -> Batch:
        """Make maps of the files that came, and say where the area jumps.

        Raises:
            InputError: none of the files can be used.
        """
        read: list[MapDay] = []
        failed: list[InputError] = []
        for body in bodies:
            try:
                read.append(_map_of(body, known))
            except InputError as error:
                failed.append(error)
        if failed and not read:
            raise failed[0]
        covered = known.map_days.get(self.source, frozenset())
        new = tuple(day for day in read if day.valid_from.date() not in covered)
        return Batch(
            maps=new,
            seen=len(bodies),
            rejected=tuple(Skipped(where=error.where, why=clean(error.what)) for error in failed),
            warnings=area_jumps(read),
            data_until=max((day.said_at for day in read), default=None),
        )

    def _address(self, day: date) -> str:
        return f"{self._url}/{_name(day)}"


def _days_lacking(known: Known, covered: frozenset[date]) -> list[date]:
    """The days without a map, newest first, from the last file that can be there."""
    last = (known.now - MIRROR_FETCH).date()
    first = max(known.since or last - (FILES_A_RUN - 1) * ONE_DAY, FIRST_DAY)
    days = (last - number * ONE_DAY for number in range((last - first).days + 1))
    return [day for day in days if day not in covered]


def _name(day: date) -> str:
    return f"deepstatemap_data_{day:%Y%m%d}.geojson"


def _map_of(body: Body, known: Known) -> MapDay:
    day = read_mirror(body.content, name=body.wanted.name, now=known.now, bounds=known.frame.bounds)
    document = replace(day.document, fetched_at=body.document.fetched_at)
    return replace(day, document=document)
