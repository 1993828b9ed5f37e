"""Make `readings.csv` and `figures.csv` of a pack: `python -m situation.packs.measure DIRECTORY`.

DIRECTORY holds files of the daily mirror of the DeepState map, which are no part of sitmon. All
settlements of the pack, and its regions, are measured on each Monday from 1 September and each day
from 27 October to 10 November 2025, the days whose readings the pack carries as figures. What never
moved, and so is no front, is found on all files of the directory up to the last of these days.
"""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from situation.analysis.front import FrontGauge
from situation.analysis.runs import MapRuns
from situation.analysis.terrain import Gauge
from situation.mapday import MapDay
from situation.maps.wkb import polygon_wkb
from situation.model import ControlReading, Coverage, Statistic
from situation.pack import Pack, load_pack
from situation.pack_figures import FIGURES_FILE, write_figures_csv
from situation.pack_header import BUNDLED
from situation.pack_readings import write_readings_csv
from situation.periods import utc_now
from situation.region_figures import changed_figures, country_of, region_statistics
from situation.sources.deepstate import read_mirror

FIRST, DAILY_FROM, LAST = date(2025, 9, 1), date(2025, 10, 27), date(2025, 11, 10)


def days_measured() -> Iterator[date]:
    """Weekly from the first day, daily towards the end."""
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=1 if day >= DAILY_FROM else 7)


def measured(pack: Pack, maps: Iterable[MapDay]) -> tuple[ControlReading | Coverage, ...]:
    """Only the changes, as an import would store them, without the files' names and hashes.

    Raises:
        InputError: a map cannot be measured.
    """
    gauge = Gauge(pack.places, centre=pack.centre, occupier=pack.occupier)
    runs = MapRuns()
    records: list[ControlReading | Coverage] = []
    for day in maps:
        records += runs.add(gauge.measure(day))
    return tuple(replace(record, document=None, url="") for record in records)


def derived(pack: Pack, maps: Iterable[MapDay], days: Iterable[date]) -> Iterator[Statistic]:
    """Area and front of the regions on these days, only the changes.

    Raises:
        InputError: a map or an outline cannot be measured.
    """
    known = {polygon.id: polygon.wkb for polygon in pack.polygons}
    outlines = {
        place.id: [known[polygon] for polygon in place.outline]
        for place in pack.places
        if place.outline
    }
    gauge = FrontGauge(outlines, centre=pack.centre)
    history = list(maps)
    for day in history:
        gauge.add(day.valid_from, (polygon_wkb(area.rings) for area in day.areas))
    every_day = region_statistics(history, gauge.figures(), country_of(pack.places))
    wanted = set(days)
    return changed_figures(figure for figure in every_day if figure.as_of.date() in wanted)


def maps_of(directory: Path, pack: Pack) -> Iterator[MapDay]:
    """The mirror's maps in a directory up to the last day measured, by day.

    Raises:
        InputError: a file cannot be read.
    """
    last = f"deepstatemap_data_{LAST:%Y%m%d}.geojson"
    for path in sorted(directory.glob("deepstatemap_data_*.geojson")):
        if path.name <= last:
            yield read_mirror(path.read_bytes(), name=path.name, now=utc_now(), bounds=pack.bounds)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("directory", type=Path, help="files of the daily mirror")
    directory: Path = parser.parse_args().directory
    pack = load_pack()
    days = list(days_measured())
    maps = list(maps_of(directory, pack))
    records = measured(pack, (day for day in maps if day.valid_from.date() in set(days)))
    text = write_readings_csv(
        (record for record in records if isinstance(record, ControlReading)),
        (record for record in records if isinstance(record, Coverage)),
    )
    (BUNDLED / "readings.csv").write_text(text, encoding="utf-8")
    figures = write_figures_csv(derived(pack, maps, days))
    (BUNDLED / FIGURES_FILE).write_text(figures, encoding="utf-8")


if __name__ == "__main__":
    main()
