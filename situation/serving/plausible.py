"""The times that a server takes from those who write to it: what nobody can have said yet.

The newest said time decides from when on every reader of a store looks: one wrong year would hide
the present from all of them. Another store's log that is taken over stays as it was sealed.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from situation.errors import StoreError
from situation.model import AnyRecord
from situation.periods import EARLIEST, FUTURE_ALLOWANCE, is_plausible
from situation.store.bodies import KIND_OF

_DAYS: Final = FUTURE_ALLOWANCE.days


def require_plausible(records: Iterable[AnyRecord], now: datetime) -> None:
    """Refuse records that their source would have said before 1990, or days after now.

    Args:
        records: any; those without a said time pass.
        now: the server's time.

    Raises:
        StoreError: names the first such record and its time.
    """
    for record in records:
        said_at: datetime | None = getattr(record, "said_at", None)
        if said_at is None or is_plausible(said_at, now):
            continue
        is_old = said_at < EARLIEST
        when = f"before {EARLIEST.year}" if is_old else f"more than {_DAYS} days from now"
        raise StoreError(
            f"it would have been said {when}: {said_at.isoformat()}",
            where=f"{KIND_OF[type(record)]} {record.id}",
            do="mend its said_at, or the clock; nothing of this append was stored",
        )
