"""What an import of maps, or measuring them again, came to; free of what measuring imports."""

from datetime import date

from msgspec import Struct

from situation.mapday import Skipped


class ImportReport(Struct, frozen=True, kw_only=True):
    """What an import did with its files."""

    files_read: int = 0
    """Files whose map was measured, whether or not it brought anything."""
    files_unchanged: int = 0
    """Those of them that brought nothing the store did not have."""
    files_failed: int = 0
    readings_added: int = 0
    days_added: int = 0
    """Maps that were not covered before."""
    polygons_added: int = 0
    """Outlines that no map kept before had drawn."""
    skipped: tuple[Skipped, ...] = ()
    """Files left out, and parts of files that were read."""
    failed: tuple[Skipped, ...] = ()
    """Files and directories that could not be used, with the reason."""
    repaired: int = 0
    """Polygons whose rings crossed and that were measured as repaired."""
    first_day: date | None = None
    last_day: date | None = None


class MeasureReport(Struct, frozen=True, kw_only=True):
    """What came of measuring the maps that a store keeps again."""

    maps_measured: int = 0
    maps_unchanged: int = 0
    """Those of them that brought nothing the store did not have."""
    maps_failed: int = 0
    readings_added: int = 0
    failed: tuple[Skipped, ...] = ()
    """Maps that could not be measured and sources that have none, with the reason."""
    repaired: int = 0
    """Polygons whose rings crossed and that were measured as repaired."""
    first_day: date | None = None
    last_day: date | None = None
