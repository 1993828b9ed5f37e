"""From a map's polygons to what it says of each place: shares, sectors, distance, control.

Every figure can be recomputed by anyone: a place's footprint is the disc of `analysis.footprint`,
the plane is that of `analysis.plane`, the rose's north is the plane's grid north. Shares and
sectors are rounded to four decimals, distances to ten metres, before anything is concluded from
them, so that the stored figures explain the stored status and equal ground gives equal readings.
"""

from collections.abc import Callable, Iterable, Sequence
from math import isfinite
from typing import Final

import numpy as np
import shapely
from msgspec import Struct

from situation.analysis.footprint import CELLS, rose
from situation.analysis.ground import Footprints, Ground
from situation.analysis.plane import Metres, Plane
from situation.analysis.runs import Measurement, coverage_id, reading_id
from situation.analysis.terrain_rules import control, name_of_grey, words
from situation.errors import InputError
from situation.footprint_radius import radius_km
from situation.gazetteers import is_only_named
from situation.mapday import MapDay
from situation.measures import Sectors, Shares
from situation.model import ControlReading, Coverage, Place
from situation.text import clean
from situation.vocabulary import SETTLEMENT_KINDS, AreaStatus, Basis, ControlStatus

_SECTOR_NAMES: Final = Sectors.__struct_fields__


class _Figures(Struct, frozen=True, kw_only=True):
    """What one status of a map measures at every place, rounded."""

    shares: list[float]
    sectors: Sequence[Sectors | None]
    distances_km: Sequence[float | None]
    repaired: int


class Gauge:
    """Measures maps at a set of places, which it prepares once.

    Args:
        places: those that are settlements and have a point are measured, but for those that only a
            gazetteer has named.
        centre: longitude and latitude of the middle of the plane, in degrees.
        occupier: id of the party that holds what a map draws as occupied.
    """

    def __init__(
        self, places: Iterable[Place], *, centre: tuple[float, float], occupier: str
    ) -> None:
        located = [
            (place, place.lon, place.lat)
            for place in places
            if place.kind in SETTLEMENT_KINDS
            and place.lon is not None
            and place.lat is not None
            and not is_only_named(place)
        ]
        self._occupier = occupier
        self._places = [place.id for place, *_ in located]
        radii_km = [radius_km(place.population) for place, *_ in located]
        self._footprints_km = [round(radius, 2) for radius in radii_km]
        self._plane = Plane(centre)
        self._footprints = _footprints(
            self._plane.positions(
                np.array([lon for _, lon, _ in located], dtype=np.float64),
                np.array([lat for *_, lat in located], dtype=np.float64),
            ),
            1000 * np.array(radii_km, dtype=np.float64),
        )
        nothing = [None] * len(located)
        self._unmeasured = _Figures(shares=[], sectors=nothing, distances_km=nothing, repaired=0)
        self._grounds: dict[tuple[str, AreaStatus], Ground] = {}

    def measure(self, day: MapDay) -> Measurement:
        """Measure one map at every place.

        Raises:
            InputError: its polygons cannot be measured.
        """
        figures = {
            status: self._figures(day, status) for status in AreaStatus if status in day.statuses
        }
        columns = zip(*(figure.shares for figure in figures.values()), strict=True)
        shares = [Shares(**dict(zip(figures, column, strict=True))) for column in columns]
        occupied = figures.get(AreaStatus.OCCUPIED, self._unmeasured)
        return Measurement(
            coverage=Coverage(
                id=coverage_id(day.source, day.valid_from),
                source=day.source,
                valid_from=day.valid_from,
                said_at=day.said_at,
                document=day.document.id,
                url=day.document.url,
            ),
            readings=tuple(
                map(
                    self._reading_of(day),
                    self._places,
                    self._footprints_km,
                    shares,
                    occupied.sectors,
                    occupied.distances_km,
                )
            ),
            repaired=sum(figure.repaired for figure in figures.values()),
        )

    def _figures(self, day: MapDay, status: AreaStatus) -> _Figures:
        key = (day.source, status)
        if key not in self._grounds:
            self._grounds[key] = Ground(self._plane, self._footprints)
        areas = tuple(area for area in day.areas if area.status is status)
        try:
            measures = self._grounds[key].measure(areas)
        except shapely.errors.GEOSException as error:
            raise InputError(
                f"its polygons cannot be measured: {clean(error, 200)}", where=day.document.name
            ) from None
        cell_areas = self._footprints.cell_areas
        shares = (measures.parts * cell_areas).sum(axis=1) / cell_areas.sum(axis=1)
        return _Figures(
            shares=_rounded(shares).tolist(),
            sectors=_sectors(_rounded(measures.parts)),
            distances_km=[
                kilometres if isfinite(kilometres) else None
                for kilometres in (np.round(measures.distances / 1000, 2) + 0.0).tolist()
            ],
            repaired=measures.repaired,
        )

    def _reading_of(self, day: MapDay) -> Callable[..., ControlReading]:
        word_for_grey = name_of_grey(day.areas)

        def reading(
            place: str,
            footprint_km: float,
            shares: Shares,
            sectors: Sectors | None,
            distance_km: float | None,
        ) -> ControlReading:
            status = control(shares)
            return ControlReading(
                id=reading_id(day.source, place, day.valid_from),
                place=place,
                source=day.source,
                label=words(shares, word_for_grey),
                status=status,
                holder=self._occupier if status is ControlStatus.OCCUPIED else None,
                basis=Basis.ASSESSED,
                shares=shares,
                sectors=sectors,
                distance_km=distance_km,
                footprint_km=footprint_km,
                valid_from=day.valid_from,
                said_at=day.said_at,
                url=day.document.url,
                document=day.document.id,
            )

        return reading


def _footprints(points: Metres, radii: Metres) -> Footprints:
    cells = np.empty((len(points), CELLS), dtype=object)
    for index, ((x, y), radius) in enumerate(zip(points, radii, strict=True)):
        cells[index] = rose(x, y, radius)
    reach = radii[:, np.newaxis]
    return Footprints(
        points=points,
        radii=radii,
        cells=cells,
        cell_areas=shapely.area(cells),
        boxes=np.hstack((points - reach, points + reach)),
    )


def _rounded(parts: Metres) -> Metres:
    return np.clip(np.round(parts, 4), 0.0, 1.0)


def _sectors(parts: Metres) -> list[Sectors]:
    none, whole = _rose_of([0.0] * CELLS), _rose_of([1.0] * CELLS)
    uniform = {0.0: none, 1.0: whole}
    is_uniform = (parts == parts[:, :1]).all(axis=1)
    return [
        uniform[row[0]] if same and row[0] in uniform else _rose_of(row)
        for row, same in zip(parts.tolist(), is_uniform.tolist(), strict=True)
    ]


def _rose_of(row: Sequence[float]) -> Sectors:
    return Sectors(**dict(zip(_SECTOR_NAMES, row, strict=True)))
