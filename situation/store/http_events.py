"""Server-sent events out of the bytes of a stream, bounded.

The format is that of the HTML standard, section 9.2.6. Of an event only its id is of use here: the
revision that the server's log has come to.
"""

import re
from typing import Final

from situation.errors import FetchError, FetchFailure
from situation.store.http_lines import LineInflow

MOST_OF_A_LINE: Final = 64_000
MOST_OF_AN_EVENT: Final = 1_000_000
_REVISION: Final = re.compile(rb"[0-9]{1,15}\Z")


class RevisionInflow:
    """Takes the pieces of one stream and gives the revisions that it tells of.

    Args:
        where: the address, for errors.
    """

    def __init__(self, where: str) -> None:
        self._lines = LineInflow(MOST_OF_A_LINE, where)
        self._where = where
        self._event_bytes = 0
        self._revision: int | None = None
        self._has_data = False

    def take(self, piece: bytes) -> list[int]:
        """The revisions of the events that end in the next piece, in order.

        Raises:
            FetchError: a line or an event is longer than any of a server of ours.
        """
        revisions = (self._line(line.rstrip(b"\r")) for line in self._lines.take(piece))
        return [revision for revision in revisions if revision is not None]

    def _line(self, line: bytes) -> int | None:
        """The revision of an event, at the empty line that ends it."""
        self._event_bytes += len(line)
        if self._event_bytes > MOST_OF_AN_EVENT:
            raise FetchError(
                FetchFailure.TOO_LARGE, "an event of its changes is too long", where=self._where
            )
        if line:
            name, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if name == b"id" and _REVISION.match(value):
                self._revision = int(value)
            self._has_data = self._has_data or name == b"data"
            return None
        ended = self._revision if self._has_data else None
        self._event_bytes, self._revision, self._has_data = 0, None, False
        return ended
