"""The lines of a text file, plain or as the one CSV file of a zip, never held in memory whole."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, Final

from situation.errors import InputError
from situation.sources.faults import Faults
from situation.text import clean

MAX_TEXT_BYTES: Final = 1_500_000_000
"""Unpacked; twice what a row for each of 33,141 places on each day of a year takes."""
MAX_LINE: Final = 128 * 1024

_ZIP: Final = b"PK\x03\x04"
_LFS_POINTER: Final = b"version https://git-lfs"
_CHUNK: Final = 1 << 16


def text_lines(content: bytes, *, where: str, faults: Faults) -> Iterator[str]:
    """The lines of a UTF-8 file, line ends kept; bytes that are no UTF-8 come as U+FFFD.

    Args:
        content: the file, or a zip with exactly one `.csv` in it.
        where: what to call it in errors.
        faults: takes the lines of more than `MAX_LINE` characters, which are left out.

    Raises:
        InputError: it is empty, a damaged, encrypted or unsuitable zip, or too large; also while
            the lines are being read, as damage may only show at the end.
    """
    if not content.strip():
        raise InputError("it is empty", where=where, do="try again later")
    if content.startswith(_LFS_POINTER):
        raise InputError(
            "a Git LFS pointer came in place of the file",
            where=where,
            do="use the address of the file itself, on the media host",
        )
    if content.startswith(_ZIP):
        source: BinaryIO = io.BufferedReader(_Unpacked(content, where), _CHUNK)
    else:
        source = io.BytesIO(content)
    text = io.TextIOWrapper(source, encoding="utf-8-sig", errors="replace", newline="")
    return _lines(text, faults)


def _lines(text: io.TextIOWrapper, faults: Faults) -> Iterator[str]:
    inside_long = False
    while line := text.readline(MAX_LINE):
        ends = line[-1] in "\r\n"
        if inside_long:
            inside_long = not ends
        elif ends or len(line) < MAX_LINE:
            yield line
        else:
            faults.count("a line that is too long")
            inside_long = True


class _Unpacked(io.RawIOBase):
    """The one CSV file of a zip as it is unpacked, counted, with damage as `InputError`."""

    def __init__(self, content: bytes, where: str) -> None:
        self._where = where
        self._read = 0
        try:
            archive = zipfile.ZipFile(io.BytesIO(content))
            members = [
                member
                for member in archive.infolist()
                if member.filename.lower().endswith(".csv")
                and not member.filename.startswith("__MACOSX/")
            ]
            if len(members) != 1:
                raise self._unusable(f"{len(members)} CSV files are in it, not one")
            self._member = archive.open(members[0])
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            ValueError,
            OSError,
        ) as error:
            raise self._unusable(error) from None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed has no name for what io passes here
        try:
            chunk = self._member.read(len(buffer))
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise self._unusable(error) from None
        self._read += len(chunk)
        if self._read > MAX_TEXT_BYTES:
            raise InputError(f"unpacked it is over {MAX_TEXT_BYTES:,} bytes", where=self._where)
        buffer[: len(chunk)] = chunk
        return len(chunk)

    def _unusable(self, error: object) -> InputError:
        return InputError(
            f"the zip cannot be used: {clean(error, 200)}", where=self._where, do="fetch it again"
        )
