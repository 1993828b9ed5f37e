"""Several bodies of one source, each read by itself."""

from collections.abc import Callable, Iterable
from typing import Final

from situation.connector import Batch, Body
from situation.errors import InputError

MOST_WARNINGS: Final = 20


def read_each(bodies: Iterable[Body], read: Callable[[Body], Batch]) -> Batch:
    """What all bodies hold; one that cannot be used is named and costs none of the others.

    Where two bodies have a record of one id, as neighbouring files of a source may, the later
    body's counts.

    Raises:
        InputError: not one of them can be used; that of the first.
    """
    batches: list[Batch] = []
    faults: list[InputError] = []
    for body in bodies:
        try:
            batches.append(read(body))
        except InputError as error:
            faults.append(error)
    if faults and not batches:
        raise faults[0]
    records = {(type(record), record.id): record for batch in batches for record in batch.records}
    warnings = dict.fromkeys(warning for batch in batches for warning in batch.warnings)
    return Batch(
        records=tuple(records.values()),
        seen=sum(batch.seen for batch in batches),
        rejected=tuple(part for batch in batches for part in batch.rejected),
        incomplete=(
            *(fault.line for fault in faults),
            *(line for batch in batches for line in batch.incomplete),
        ),
        warnings=tuple(warnings)[:MOST_WARNINGS],
        data_until=max((batch.data_until for batch in batches if batch.data_until), default=None),
        follow_up=tuple(wanted for batch in batches for wanted in batch.follow_up),
    )
