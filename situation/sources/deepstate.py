"""DeepState's map: its own answers, and the daily mirror of the occupied area.

An answer of `/api/history/{id}/geojson` has a polygon for every area with its status in name and
fill; `id` is the second, Unix time, at which the version was published. The mirror
cyterat/deepstate-map-data keeps one polygon set a day, the union of what the map calls occupied,
fetched at 03:00 UTC of the day in the file's name: it draws neither grey zone nor liberated land.

Points and lines of the map are unit positions, attack directions and the like: they are counted
and never read.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final

from situation.errors import InputError
from situation.mapday import MapDay, Skipped
from situation.mapframe import Bounds
from situation.model import Document
from situation.periods import FUTURE_ALLOWANCE, format_day
from situation.sources.deepstate_status import label_of, meaning_of, name_parts
from situation.sources.geojson import read_features
from situation.sources.map_areas import Drawn, areas_inside, left_out
from situation.text import clean
from situation.vocabulary import AreaStatus

UKRAINE: Final[Bounds] = (22.0, 44.0, 40.5, 52.6)
EARLIEST_MAP: Final = datetime(2014, 1, 1, tzinfo=UTC)
MIRROR_FETCH: Final = timedelta(hours=3)
MIRROR_LABEL: Final = "occupied area"
MEDIA_TYPE: Final = "application/geo+json"

_MIRROR_NAME: Final = re.compile(r"deepstatemap_data_(\d{8})\.geojson\Z", re.ASCII)
_ANSWER_NAME: Final = re.compile(r"(\d{9,11})\.geojson\Z", re.ASCII)
_MIRROR_URL: Final = (
    "https://raw.githubusercontent.com/cyterat/deepstate-map-data/main/data/"
    "deepstatemap_data_{:%Y%m%d}.geojson"
)
_ANSWER_URL: Final = "https://deepstatemap.live/api/history/{}/geojson"


class MapKind(StrEnum):
    """The two kinds of file; the value is the id of the source it comes from."""

    MIRROR = "deepstate-mirror"
    ANSWER = "deepstate"


def detect(name: str) -> MapKind | None:
    """Which kind of map file this is by its name; None for any other file."""
    if _MIRROR_NAME.match(name):
        return MapKind.MIRROR
    return MapKind.ANSWER if _ANSWER_NAME.match(name) else None


def read_mirror(data: bytes, *, name: str, now: datetime, bounds: Bounds = UKRAINE) -> MapDay:
    """Read `deepstatemap_data_YYYYMMDD.geojson` of the daily mirror.

    Args:
        data: the file as it is.
        name: its name, which alone says its day.
        now: the present; a later day cannot be.
        bounds: where the situation lies; polygons that do not touch it are left out.

    Returns:
        The occupied area, valid from midnight of the file's day and said at 03:00 UTC, when the
        mirror fetched it: the map itself is of the evening before.

    Raises:
        InputError: the file cannot be used; see `read_features`.
    """
    day = _mirror_day(name, now)
    features = read_features(data, where=name)
    areas: list[Drawn] = [
        (polygon, AreaStatus.OCCUPIED, MIRROR_LABEL)
        for feature in features.features
        for polygon in feature.polygons
    ]
    return MapDay(
        source=MapKind.MIRROR.value,
        valid_from=day,
        said_at=day + MIRROR_FETCH,
        document=_document(data, name, MapKind.MIRROR, day + MIRROR_FETCH, _MIRROR_URL.format(day)),
        statuses=frozenset({AreaStatus.OCCUPIED}),
        areas=areas_inside(areas, bounds, name),
        skipped=(*features.skipped, *left_out(areas, bounds, features.others, name)),
    )


def read_answer(data: bytes, *, name: str, now: datetime, bounds: Bounds = UKRAINE) -> MapDay:
    """Read `NNN.geojson`, an answer of DeepState's own interface with its id as name.

    Args:
        data: the answer as it is.
        name: its id and `.geojson`; the id is the Unix time of publication in seconds.
        now: the present; a later publication cannot be.
        bounds: where the situation lies; polygons that do not touch it are left out.

    Returns:
        Occupied, grey and liberated areas, valid and said from the moment of publication. Areas
        of unknown meaning are named in `skipped`; territories abroad and points are only counted.

    Raises:
        InputError: the file cannot be used; see `read_features`.
    """
    published = _answer_time(name, now)
    features = read_features(data, where=name)
    areas: list[Drawn] = []
    unknown: list[Skipped] = []
    abroad = 0
    for feature in features.features:
        parts = name_parts(feature.properties.get("name", ""))
        meaning = meaning_of(parts, feature.properties.get("fill", ""))
        if meaning is None:
            unknown.append(_unknown(name, parts, feature.properties))
        elif meaning == "abroad":
            abroad += len(feature.polygons)
        else:
            label = label_of(parts, meaning)
            areas.extend((polygon, meaning, label) for polygon in feature.polygons)
    url = _ANSWER_URL.format(name.partition(".")[0])
    return MapDay(
        source=MapKind.ANSWER.value,
        valid_from=published,
        said_at=published,
        document=_document(data, name, MapKind.ANSWER, published, url),
        statuses=frozenset(AreaStatus),
        areas=areas_inside(areas, bounds, name),
        skipped=(
            *features.skipped,
            *unknown,
            *left_out(areas, bounds, features.others, name, abroad=abroad),
        ),
    )


def _mirror_day(name: str, now: datetime) -> datetime:
    match = _MIRROR_NAME.match(name)
    try:
        day = datetime.strptime(match[1] if match else "", "%Y%m%d").replace(tzinfo=UTC)
    except ValueError:
        raise InputError(
            "its name does not say its day",
            where=name,
            do="keep the mirror's own name, deepstatemap_data_YYYYMMDD.geojson",
        ) from None
    return _plausible(day, name, now)


def _answer_time(name: str, now: datetime) -> datetime:
    match = _ANSWER_NAME.match(name)
    if match is None:
        raise InputError(
            "its name does not say when it was published",
            where=name,
            do="name it after the version's id, such as 1754251105.geojson",
        )
    return _plausible(datetime.fromtimestamp(int(match[1]), UTC), name, now)


def _plausible(moment: datetime, name: str, now: datetime) -> datetime:
    if not EARLIEST_MAP <= moment <= now + FUTURE_ALLOWANCE:
        raise InputError(
            f"its date, {format_day(moment)}, cannot be true",
            where=name,
            do="check the file's name and this computer's clock",
        )
    return moment


def _document(data: bytes, name: str, kind: MapKind, published_at: datetime, url: str) -> Document:
    return Document(
        id=f"sha256:{hashlib.sha256(data).hexdigest()}",
        media_type=MEDIA_TYPE,
        name=clean(name),
        url=url,
        publisher=kind.value,
        published_at=published_at,
        size=len(data),
    )


def _unknown(name: str, parts: tuple[str, ...], properties: Mapping[str, str]) -> Skipped:
    words = label_of(parts, "an area without a name")
    fill = clean(properties.get("fill", ""), 20) or "no fill"
    return Skipped(where=clean(name), why=clean(f"unknown status “{words}” ({fill})"))
