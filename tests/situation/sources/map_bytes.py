"""Small maps as the bytes of a file, for tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

SHARED = Path(__file__).parents[3] / "../shared"
"""Real maps and hostile files, on machines that have them."""


def box(west: float, south: float, east: float, north: float) -> list[list[float]]:
    """A closed ring."""
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


def polygon(*rings: Sequence[Any]) -> dict[str, Any]:
    """A polygon geometry."""
    return {"type": "Polygon", "coordinates": rings}


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    """A feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: Any, **members: Any) -> bytes:
    """A feature collection as a file."""
    return msgspec.json.encode({"type": "FeatureCollection", "features": features} | members)


def mirror_file(*rings: Sequence[Any]) -> bytes:
    """A mirror's file: one multipolygon of these outlines, no properties."""
    coordinates = [[ring] for ring in rings]
    return collection(feature({"type": "MultiPolygon", "coordinates": coordinates}))
