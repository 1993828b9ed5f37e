"""The entries of a page of a server's log, out of its bytes as they come."""

import zlib
from typing import Final

import msgspec

from situation.errors import FetchError, FetchFailure, StoreError
from situation.store.http_lines import LineInflow
from situation.store.log import Entry

MOST_OF_AN_ENTRY: Final = 100_000_000
"""Bytes of JSON: the largest outline that is kept has 24 MB and is written in base64, escaped."""
_GZIP_WINDOW: Final = 31
_STEP: Final = 1 << 16
"""Unpacked at a time, so that a bomb cannot get far beyond the limit of a line."""


class EntryInflow:
    """Takes the pieces of one page: JSON lines, plain or packed by gzip.

    Args:
        encoding: the Content-Encoding of the page.
        where: the server, for errors.

    Raises:
        FetchError: another encoding.
    """

    def __init__(self, encoding: str, where: str) -> None:
        if encoding not in ("", "identity", "gzip"):
            raise FetchError(
                FetchFailure.BAD_ENCODING,
                f"it is packed as “{encoding}”, which was not asked for",
                where=where,
            )
        self._where = where
        self._unpacker = zlib.decompressobj(_GZIP_WINDOW) if encoding == "gzip" else None
        self._lines = LineInflow(MOST_OF_AN_ENTRY, where)
        self._decoder = msgspec.json.Decoder(Entry)

    def take(self, piece: bytes) -> list[Entry]:
        """The entries that end in the next piece.

        Raises:
            FetchError: it is not packed as announced, or a line is too long.
            StoreError: a line is no entry.
        """
        if self._unpacker is None:
            return self._entries(piece)
        entries: list[Entry] = []
        waiting = piece
        while waiting:
            try:
                entries += self._entries(self._unpacker.decompress(waiting, _STEP))
            except zlib.error:
                raise FetchError(
                    FetchFailure.BAD_ENCODING, "its gzip is broken", where=self._where
                ) from None
            waiting = self._unpacker.unconsumed_tail
        return entries

    def end(self) -> None:
        """Take note that nothing follows.

        Raises:
            FetchError: the page was cut.
        """
        is_unpacked = self._unpacker is None or self._unpacker.eof
        if not is_unpacked or not self._lines.is_between:
            raise FetchError(
                FetchFailure.UNREACHABLE, "the server's answer was cut", where=self._where
            )

    def _entries(self, piece: bytes) -> list[Entry]:
        lines = (line for line in self._lines.take(piece) if line)
        try:
            entries = [self._decoder.decode(line) for line in lines]
        except (msgspec.MsgspecError, UnicodeError):
            entries = None
        if entries is None or any(entry.recorded_at.tzinfo is None for entry in entries):
            raise StoreError(
                "the server's log holds what is no entry",
                where=self._where,
                do="bring sitmon up to date, here or there",
            )
        return entries
