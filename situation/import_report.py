"""What an import of map files came to; free of the libraries that measuring needs."""

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
    skipped: tuple[Skipped, ...] = ()
    """Files left out, and parts of files that were read."""
    failed: tuple[Skipped, ...] = ()
    """Files and directories that could not be used, with the reason."""
    repaired: int = 0
    """Polygons whose rings crossed and that were measured as repaired."""
    first_day: date | None = None
    last_day: date | None = None
