"""How far a log went with each append."""

import msgspec
from msgspec import Struct

from situation.errors import StoreDamaged


class Mark(Struct, frozen=True):
    """What the log came to with one append; all zero before the first."""

    last_entry: int = 0
    recorded_at: int = 0
    """Microseconds since 1970."""
    newest_claim: int = 0
    """The largest claim number so far: where a backward walk may begin."""
    newest_said: int | None = None
    """Microseconds since 1970."""
    totals: str = "{}"

    def counts(self) -> dict[str, int]:
        """Entries so far, by kind of record.

        Raises:
            StoreDamaged: the row does not hold them.
        """
        try:
            return msgspec.json.decode(self.totals, type=dict[str, int])
        except (msgspec.DecodeError, UnicodeError):
            raise StoreDamaged(
                "the totals of an append cannot be read", do="run `sitmon doctor`"
            ) from None
