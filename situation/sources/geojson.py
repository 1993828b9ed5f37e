"""Polygons out of a GeoJSON file (RFC 7946), strictly and within bounds.

Read are `FeatureCollection`s of WGS 84 longitudes and latitudes. Everything that is not a polygon
is counted and never decoded; members that nobody needs (`bbox`, foreign ones) are passed over.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Generic, TypeAlias, TypeVar

import msgspec
from msgspec import Meta, Raw, Struct

from situation.errors import InputError
from situation.mapday import Skipped
from situation.sources.rings import Polygon, Position, Rings, UnusableRing, polygon_of
from situation.text import clean

MAX_BYTES: Final = 64 * 1024 * 1024
MAX_VERTICES: Final = 1_000_000
MAX_COMMAS: Final = 4 * MAX_VERTICES
MAX_SKIPPED: Final = 50

PositionT = TypeVar("PositionT", bound=Position)


class Feature(Struct, frozen=True, kw_only=True):
    """The polygons of one feature and those of its properties that are texts, as they came."""

    properties: Mapping[str, str]
    polygons: tuple[Polygon, ...]


class Features(Struct, frozen=True, kw_only=True):
    """What a file holds. `others` counts its points and lines, which are not read."""

    features: tuple[Feature, ...]
    others: int
    skipped: tuple[Skipped, ...]


class _Point(Struct, frozen=True, tag="Point"):
    pass


class _MultiPoint(Struct, frozen=True, tag="MultiPoint"):
    pass


class _LineString(Struct, frozen=True, tag="LineString"):
    pass


class _MultiLineString(Struct, frozen=True, tag="MultiLineString"):
    pass


class _Polygon(Struct, Generic[PositionT], frozen=True, tag="Polygon"):
    coordinates: tuple[tuple[PositionT, ...], ...]


class _MultiPolygon(Struct, Generic[PositionT], frozen=True, tag="MultiPolygon"):
    coordinates: tuple[tuple[tuple[PositionT, ...], ...], ...]


class _Collection(Struct, frozen=True, tag="GeometryCollection"):
    geometries: tuple["_Geometry", ...]


_LongPosition: TypeAlias = Annotated[tuple[float, ...], Meta(min_length=2)]
_Pair: TypeAlias = tuple[float, float]
_Geometry: TypeAlias = (
    _Point
    | _MultiPoint
    | _LineString
    | _MultiLineString
    | _Polygon[_LongPosition]
    | _MultiPolygon[_LongPosition]
    | _Collection
)


class _Feature(Struct, frozen=True, tag="Feature"):
    geometry: _Geometry | None
    properties: dict[str, object] | None = None
    id: str | float | None = None


class _FlatFeature(Struct, frozen=True, tag="Feature"):
    geometry: _Polygon[_Pair] | _MultiPolygon[_Pair]
    properties: dict[str, object] | None = None
    id: str | float | None = None


class _CrsProperties(Struct, frozen=True):
    name: str


class _Crs(Struct, frozen=True):
    properties: _CrsProperties


class _Top(Struct, frozen=True, tag="FeatureCollection"):
    features: list[Raw]
    crs: _Crs | None = None


_TOP: Final = msgspec.json.Decoder(_Top)
_FEATURE: Final = msgspec.json.Decoder(_Feature)
_FLAT_FEATURE: Final = msgspec.json.Decoder(_FlatFeature)
_Faults: Final = (msgspec.MsgspecError, RecursionError)


class _Reading:
    """What has been read of one file so far."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._unlisted = 0
        self._skipped: list[Skipped] = []
        self.features: list[Feature] = []
        self.others = 0

    def skip(self, part: str, why: object) -> None:
        """Note a part that is left out; a hostile file must not make the list grow for ever."""
        if len(self._skipped) < MAX_SKIPPED:
            self._skipped.append(Skipped(where=f"{self._where}: {part}", why=clean(why, 200)))
        else:
            self._unlisted += 1

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        if not self._unlisted:
            return tuple(self._skipped)
        more = Skipped(where=self._where, why=f"{self._unlisted} more parts left out")
        return (*self._skipped, more)

    def add(self, number: int, raw: Raw) -> None:
        """Read one feature, or note why it cannot be used."""
        part = f"feature {number}"
        try:
            feature = _feature(raw)
            outlines = self._outlines(feature.geometry)
        except _Faults as error:
            self.skip(part, error)
            return
        if feature.geometry is None:
            self.skip(part, "it has no geometry")
        polygons: list[Polygon] = []
        for rings in outlines:
            try:
                polygons.append(polygon_of(rings))
            except UnusableRing as error:
                self.skip(part, error)
        if polygons:
            texts = {
                key: value
                for key, value in (feature.properties or {}).items()
                if isinstance(value, str)
            }
            self.features.append(Feature(properties=texts, polygons=tuple(polygons)))

    def _outlines(
        self, geometry: _Geometry | _Polygon[_Pair] | _MultiPolygon[_Pair] | None
    ) -> tuple[Rings, ...]:
        match geometry:
            case _Polygon():
                return (geometry.coordinates,)
            case _MultiPolygon():
                return geometry.coordinates
            case _Collection():
                return tuple(
                    rings for inner in geometry.geometries for rings in self._outlines(inner)
                )
            case None:
                return ()
            case _:
                self.others += 1
                return ()


def read_features(data: bytes, *, where: str) -> Features:
    """Read the polygons of a GeoJSON feature collection (RFC 7946).

    A feature or polygon that cannot be used is left out and named; the others are kept. Holes
    that enclose nothing are dropped, open rings are closed, third and further coordinates are
    dropped.

    Args:
        data: the file as it is, UTF-8 without a byte-order mark.
        where: what to call the file in errors; cleaned.

    Raises:
        InputError: too large, not JSON, not a feature collection, another coordinate system than
            WGS 84, or not one usable polygon in it.
    """
    where = clean(where)
    _check_size(data, where)
    top = _top(data, where)
    reading = _Reading(where)
    for number, raw in enumerate(top.features, start=1):
        reading.add(number, raw)
    if not reading.features:
        first = f": {reading.skipped[0].why}" if reading.skipped else ""
        raise InputError(f"there is no polygon in it that can be used{first}", where=where)
    return Features(
        features=tuple(reading.features), others=reading.others, skipped=reading.skipped
    )


def _check_size(data: bytes, where: str) -> None:
    advice = "split the file or simplify its outlines"
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES // 2**20} MB", where=where, do=advice)
    # Every position opens a bracket of its own and every list item but one follows a comma, so
    # these counts bound what decoding can cost before anything is decoded.
    is_small = len(data) <= MAX_VERTICES
    if not is_small and (data.count(b"[") > MAX_VERTICES or data.count(b",") > MAX_COMMAS):
        raise InputError(f"more than {MAX_VERTICES:,} vertices", where=where, do=advice)


def _top(data: bytes, where: str) -> _Top:
    try:
        # Members that are passed over are not looked at otherwise.
        data.decode("utf-8")
        top = _TOP.decode(data)
    except (UnicodeDecodeError, *_Faults) as error:
        raise InputError(
            f"not a GeoJSON feature collection: {clean(error, 200)}",
            where=where,
            do="save it as a FeatureCollection in UTF-8 without a byte-order mark",
        ) from None
    if top.crs is not None and not _is_wgs84(top.crs.properties.name):
        raise InputError(
            f"its coordinate system is {clean(top.crs.properties.name, 80)}",
            where=where,
            do="convert it to WGS 84 longitudes and latitudes (OGC:CRS84)",
        )
    return top


def _is_wgs84(name: str) -> bool:
    return name.upper().rpartition(":")[2] in {"CRS84", "4326"}


def _feature(raw: Raw) -> _Feature | _FlatFeature:
    """The feature, by the decoder for plain pairs where that will do: it is a third faster."""
    try:
        return _FLAT_FEATURE.decode(raw)
    except _Faults:
        return _FEATURE.decode(raw)
