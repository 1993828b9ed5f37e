"""The body of an answer as it comes: bounded, unpacked at most once, and whole."""

import re
import zlib
from typing import Final

from situation.errors import FetchError, FetchFailure

_PLAIN: Final = ("", "identity")
_PACKED: Final = ("gzip", "x-gzip")
_GZIP_WINDOW: Final = 31
_STEP: Final = 1 << 16
"""Unpacked at a time: how far a bomb can get beyond the limit."""

_WEB_PAGE: Final = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<\?xml[^>]{0,200}>\s*)?(<!--.{0,2000}?-->\s*){0,5}"
    rb"<(!doctype\s+html|html|head|body)[\s>]",
    re.IGNORECASE | re.DOTALL,
)


class BodyInflow:
    """Takes the pieces of one body.

    Args:
        encoding: the Content-Encoding; only none and a single gzip are taken.
        most: bytes that it may have, packed and unpacked alike.
        where: the address, for errors.

    Raises:
        FetchError: another encoding.
    """

    def __init__(self, encoding: str, most: int, where: str) -> None:
        self._most = most
        self._where = where
        self._came = 0
        self._body = bytearray()
        name = encoding.strip().lower()
        if name not in (*_PLAIN, *_PACKED):
            raise self._bad_encoding(f"it is packed as “{name}”, which was not asked for")
        self._unpacker = zlib.decompressobj(_GZIP_WINDOW) if name in _PACKED else None

    def add(self, piece: bytes) -> None:
        """Take the next piece.

        Raises:
            FetchError: it is too much, or not packed as announced.
        """
        self._came += len(piece)
        if self._came > self._most:
            raise too_large(self._most, self._where)
        if self._unpacker is None:
            self._body += piece
        else:
            self._unpack(self._unpacker, piece)

    def whole(self) -> bytes:
        """The body, once all its pieces have come.

        Raises:
            FetchError: its packing ends too early, or something follows it.
        """
        if self._unpacker is not None:
            if not self._unpacker.eof:
                raise self._bad_encoding("its gzip was cut")
            if self._unpacker.unused_data:
                raise self._bad_encoding("something follows its gzip")
        return bytes(self._body)

    def _unpack(self, unpacker: "zlib._Decompress", piece: bytes) -> None:
        waiting = piece
        while waiting:
            try:
                self._body += unpacker.decompress(waiting, _STEP)
            except zlib.error:
                raise self._bad_encoding("its gzip is broken") from None
            if len(self._body) > self._most:
                raise too_large(self._most, self._where)
            waiting = unpacker.unconsumed_tail

    def _bad_encoding(self, what: str) -> FetchError:
        return FetchError(FetchFailure.BAD_ENCODING, what, where=self._where)


def too_large(most: int, where: str) -> FetchError:
    """The error for more than may come."""
    return FetchError(
        FetchFailure.TOO_LARGE, f"it is larger than the {most:,} bytes allowed", where=where
    )


def is_web_page(body: bytes) -> bool:
    """Whether a body begins like an HTML page, whatever its headers call it."""
    return _WEB_PAGE.match(body[:12_000]) is not None
