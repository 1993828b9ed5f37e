"""`regions.geojson` of a pack: the outlines of its regions.

A GeoJSON `FeatureCollection` (RFC 7946) whose features are polygons or multipolygons in degrees of
longitude and latitude, WGS 84; `properties.id` is the place that a feature is the outline of.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from situation.errors import InputError, PackError
from situation.maps.wkb import polygon_id, polygon_wkb
from situation.model import Place
from situation.pack_files import Located, Problems, read_text
from situation.pack_header import Bounds, Latitude, Longitude
from situation.record import Id
from situation.terrain_records import Polygon

OUTLINES_FILE: Final = "regions.geojson"

_Ring: TypeAlias = tuple[tuple[Longitude, Latitude], ...]


class _Polygon(Struct, frozen=True, tag="Polygon", tag_field="type"):
    coordinates: tuple[_Ring, ...]


class _MultiPolygon(Struct, frozen=True, tag="MultiPolygon", tag_field="type"):
    coordinates: Annotated[tuple[tuple[_Ring, ...], ...], Meta(min_length=1)]


class _Properties(Struct, frozen=True):
    id: Id


class _Feature(Struct, frozen=True):
    properties: _Properties
    geometry: _Polygon | _MultiPolygon


class _Collection(Struct, frozen=True):
    type: Literal["FeatureCollection"]
    features: list[msgspec.Raw]


_FEATURES: Final = msgspec.json.Decoder(_Feature)


def read_outlines(
    folder: Path, bounds: Bounds, places: Iterable[Located[Place]], problems: Problems
) -> tuple[list[Located[Place]], list[Located[Polygon]]]:
    """The places with their outlines, and the polygons that these are; faults are noted.

    Raises:
        PackError: the file cannot be read or is no collection of features.
    """
    drawn: dict[str, list[Located[Polygon]]] = {}
    for number, raw in enumerate(_collection(folder).features, start=1):
        where = f"{OUTLINES_FILE}: feature {number}"
        try:
            feature = _FEATURES.decode(raw)
            polygons = [(where, _polygon(rings, bounds)) for rings in _parts(feature)]
        except (msgspec.DecodeError, InputError) as error:
            problems.add(where, error.what if isinstance(error, InputError) else str(error))
            continue
        if feature.properties.id in drawn:
            problems.add(where, f"“{feature.properties.id}” has an outline already")
        drawn[feature.properties.id] = polygons
    outlined = [(where, _with_outline(place, drawn)) for where, place in places]
    for place_id in drawn.keys() - {place.id for _, place in outlined}:
        problems.add(drawn[place_id][0][0], f"no place has the id “{place_id}”")
    return outlined, [polygon for polygons in drawn.values() for polygon in polygons]


def _collection(folder: Path) -> _Collection:
    try:
        return msgspec.json.decode(read_text(folder, OUTLINES_FILE), type=_Collection)
    except (msgspec.DecodeError, RecursionError) as error:
        what = f"this is not a GeoJSON feature collection: {error}"
        raise PackError(what, where=OUTLINES_FILE) from None


def _parts(feature: _Feature) -> tuple[tuple[_Ring, ...], ...]:
    geometry = feature.geometry
    return (geometry.coordinates,) if isinstance(geometry, _Polygon) else geometry.coordinates


def _polygon(rings: tuple[_Ring, ...], bounds: Bounds) -> Polygon:
    west, south, east, north = bounds
    for lon, lat in (point for ring in rings for point in ring):
        if not (west <= lon <= east and south <= lat <= north):
            raise InputError(f"{lat}, {lon} lies outside the pack's bounds")
    wkb = polygon_wkb(rings)
    return Polygon(id=polygon_id(wkb), wkb=wkb)


def _with_outline(place: Place, drawn: dict[str, list[Located[Polygon]]]) -> Place:
    if place.id not in drawn:
        return place
    outline = tuple(polygon.id for _, polygon in drawn[place.id])
    return msgspec.structs.replace(place, outline=outline)
