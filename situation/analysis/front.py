"""How much ground a source's maps call occupied, and how long the front is that bounds it.

Areas are those of the union of the polygons on the plane of `analysis.plane`, and of its parts
within the outlines of regions. The edge of the occupied area is partly coast and state border:
pieces that stand unchanged on every day of a history of at least 180 days, and lie along the outer
border of the regions, are taken for such a fixed boundary, and the front is the rest. Where no
outlines are known, a front that has not moved in all that time is left out with it; the length
left out is told beside it in any case.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import numpy as np
import shapely
from msgspec import Struct
from numpy.typing import NDArray

from situation.analysis.edges import EdgeHistory, lengths_within
from situation.analysis.plane import Metres, Plane
from situation.errors import InputError
from situation.text import clean

ALONG_BORDER: Final = 2_500.0
"""Metres from the outer border within which an edge may be coast or border: outlines are
simplified, and a map draws its own coast."""


_COUNTRY: Final = ""
"""The name of all regions together, which no region has."""


class FrontLength(Struct, frozen=True, kw_only=True):
    """The edge of the occupied area in km: the front, and the fixed boundary that is none."""

    front_km: float
    unchanged_km: float


class DayFigures(Struct, frozen=True, kw_only=True):
    """One day's figures: of the whole map under the key None, of its regions under their ids."""

    moment: datetime
    areas_km2: Mapping[str | None, float]
    lengths: Mapping[str | None, FrontLength] | None
    """None: the maps do not reach back far enough to tell the front from coast and border."""


class FrontGauge:
    """Measures the maps of one source, a day at a time.

    Args:
        outlines: the polygons that are each region, as well-known binary in degrees, by region.
        centre: longitude and latitude of the middle of the plane, in degrees.

    Raises:
        InputError: an outline is no polygon.
    """

    def __init__(
        self, outlines: Mapping[str, Sequence[bytes]], *, centre: tuple[float, float]
    ) -> None:
        self._plane = Plane(centre)
        self._outlines = {
            region: self._on_plane(_ground(polygons, where=region), where=region)
            for region, polygons in outlines.items()
        }
        for outline in self._outlines.values():
            shapely.prepare(outline)
        self._country = shapely.union_all(list(self._outlines.values()))
        self._inland = shapely.buffer(self._country, -ALONG_BORDER)
        shapely.prepare([self._country, self._inland])
        self._edges = EdgeHistory()
        self._areas: list[dict[str | None, float]] = []
        self._parts: dict[str, tuple[bytes, float]] = {}

    @property
    def first_day(self) -> datetime | None:
        """The day from which on it is known what never moves."""
        return self._edges.first_day

    def add(self, moment: datetime, polygons: Iterable[bytes]) -> None:
        """Measure the occupied polygons of one day, as well-known binary in degrees.

        Raises:
            InputError: they are no polygons, or none that can be measured.
        """
        where = f"the map of {moment:%Y-%m-%d}"
        ground = _ground(polygons, where=where)
        on_plane = self._on_plane(ground, where=where)
        areas: dict[str | None, float] = {None: shapely.area(on_plane) / 1e6}
        for region, outline in self._outlines.items():
            areas[region] = self._area_within(region, on_plane, outline)
        self._edges.add(moment, ground)
        self._areas.append(areas)

    def figures(self) -> tuple[DayFigures, ...]:
        """The figures of every day that was added, in that order, rounded to 0.1 km and km²."""
        moments = [moment for moment, _ in self._edges.days()]
        lengths = self._lengths() if self._edges.is_long_enough else [None] * len(moments)
        return tuple(
            DayFigures(
                moment=moment,
                areas_km2={place: _rounded(area) for place, area in areas.items()},
                lengths=of_day,
            )
            for moment, areas, of_day in zip(moments, self._areas, lengths, strict=True)
        )

    def _area_within(
        self, region: str, ground: shapely.Geometry, outline: shapely.Geometry
    ) -> float:
        """Square kilometres; only where the ground about the region has changed are they new."""
        near = shapely.clip_by_rect(ground, *shapely.bounds(outline))
        if not shapely.is_valid(near):
            near = shapely.intersection(ground, shapely.envelope(outline))
        key = shapely.to_wkb(near)
        known = self._parts.get(region)
        if known is None or known[0] != key:
            known = (key, shapely.area(shapely.intersection(near, outline)) / 1e6)
            self._parts[region] = known
        return known[1]

    def _lengths(self) -> list[dict[str | None, FrontLength]]:
        ends = self._edges.ends()
        on_plane = np.hstack(
            (
                self._plane.positions(ends[:, 0], ends[:, 1]),
                self._plane.positions(ends[:, 2], ends[:, 3]),
            )
        )
        whole, within = lengths_within(on_plane, {**self._outlines, _COUNTRY: self._country})
        in_country = within.pop(_COUNTRY)
        # What a map draws beyond the border, another country's quarrels too, is no front of this.
        columns: dict[str | None, Metres] = {None: in_country if self._outlines else whole}
        columns.update(within.items())
        fixed = self._edges.never_moved() & self._may_be_border(on_plane)
        unchanged = {place: _rounded(column[fixed].sum()) for place, column in columns.items()}
        return [
            {
                place: FrontLength(
                    front_km=_rounded(column[day[~fixed[day]]].sum()),
                    unchanged_km=unchanged[place],
                )
                for place, column in columns.items()
            }
            for _, day in self._edges.days()
        ]

    def _may_be_border(self, ends: Metres) -> NDArray[np.bool_]:
        """Whether each piece, shape (n, 4), lies along the regions' outer border or beyond it.

        Where no region is known, every piece may be.
        """
        middles = (ends[:, :2] + ends[:, 2:]) / 2
        return ~np.asarray(shapely.contains_xy(self._inland, middles), dtype=np.bool_)

    def _on_plane(self, ground: shapely.Geometry, *, where: str) -> shapely.Geometry:
        on_plane = shapely.transform(
            ground, lambda degrees: self._plane.positions(degrees[:, 0], degrees[:, 1])
        )
        if not np.isfinite(shapely.get_coordinates(on_plane)).all():
            raise InputError("a polygon reaches to the other side of the earth", where=where)
        return on_plane if shapely.is_valid(on_plane) else shapely.make_valid(on_plane)


def _ground(polygons: Iterable[bytes], *, where: str) -> shapely.Geometry:
    """The union of polygons in degrees, those whose rings cross repaired."""
    try:
        drawn = shapely.from_wkb(np.array(list(polygons), dtype=object))
        broken = ~shapely.is_valid(drawn)
        drawn[broken] = shapely.make_valid(drawn[broken], method="structure", keep_collapsed=False)
        return shapely.disjoint_subset_union_all(drawn) if len(drawn) else shapely.MultiPolygon()
    except shapely.errors.ShapelyError as error:
        raise InputError(f"its polygons cannot be read: {clean(error, 200)}", where=where) from None


def _rounded(value: float) -> float:
    return round(float(value), 1) + 0.0
