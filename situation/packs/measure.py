"""Make `readings.csv` of the Ukraine pack: `python -m situation.packs.measure DIRECTORY`.

DIRECTORY holds files of the daily mirror of the DeepState map, which are no part of sitmon. All
settlements of the pack are measured on each Monday from 1 September and each day from 27 October to
10 November 2025, the days whose readings the pack carries as figures.
"""

import argparse
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from msgspec.structs import replace

from situation.analysis.runs import MapRuns
from situation.analysis.terrain import Gauge
from situation.model import ControlReading, Coverage
from situation.pack import Pack, load_pack
from situation.pack_header import BUNDLED
from situation.pack_readings import write_readings_csv
from situation.periods import utc_now
from situation.sources.deepstate import read_mirror

FIRST, DAILY_FROM, LAST = date(2025, 9, 1), date(2025, 10, 27), date(2025, 11, 10)


def days_measured() -> Iterator[date]:
    """Weekly from the first day, daily towards the end."""
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=1 if day >= DAILY_FROM else 7)


def measured(
    pack: Pack, directory: Path, days: Iterable[date]
) -> tuple[ControlReading | Coverage, ...]:
    """Only the changes, as an import would store them, without the files' names and hashes.

    Raises:
        InputError: a file is missing or cannot be read.
    """
    gauge = Gauge(pack.places, centre=pack.centre, occupier=pack.occupier)
    runs = MapRuns()
    records: list[ControlReading | Coverage] = []
    for day in days:
        name = f"deepstatemap_data_{day:%Y%m%d}.geojson"
        data = (directory / name).read_bytes()
        map_day = read_mirror(data, name=name, now=utc_now(), bounds=pack.bounds)
        records += runs.add(gauge.measure(map_day))
    return tuple(replace(record, document=None, url="") for record in records)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("directory", type=Path, help="files of the daily mirror")
    records = measured(load_pack(), parser.parse_args().directory, days_measured())
    text = write_readings_csv(
        (record for record in records if isinstance(record, ControlReading)),
        (record for record in records if isinstance(record, Coverage)),
    )
    (BUNDLED / "readings.csv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
