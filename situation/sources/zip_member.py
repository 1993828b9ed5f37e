"""One file of a zip archive, read within bounds."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final

from situation.errors import InputError
from situation.text import clean

MAX_LINE: Final = 64 * 1024
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError
)  # fmt: skip


def is_zip(content: bytes) -> bool:
    """Whether these bytes begin as a zip archive does."""
    return content.startswith(b"PK\x03\x04")


def member_bytes(content: bytes, member: str, *, limit: int, where: str) -> bytes:
    """A whole file of an archive.

    Args:
        content: the archive.
        member: the file's name in it.
        limit: bytes unpacked; more is refused.
        where: what to call the archive in errors.

    Raises:
        InputError: the archive is damaged or encrypted, lacks the file, or unpacks to more.
    """
    with _opened(content, member, where) as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise _too_large(where, limit)
    return data


def member_lines(content: bytes, member: str, *, limit: int, where: str) -> Iterator[bytes]:
    """The lines of a file of an archive as it is unpacked, line ends kept.

    A line of more than `MAX_LINE` bytes comes in pieces of that length.

    Raises:
        InputError: as `member_bytes`; also while the lines are being read.
    """
    taken = 0
    with _opened(content, member, where) as file:
        while line := file.readline(MAX_LINE):
            taken += len(line)
            if taken > limit:
                raise _too_large(where, limit)
            yield line


@contextmanager
def _opened(content: bytes, member: str, where: str) -> Iterator[IO[bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(member) as file:
            yield file
    except KeyError:
        raise InputError(f"the zip holds no {member}", where=where, do="fetch it again") from None
    except _DAMAGE as error:
        what = f"the zip cannot be used: {clean(error, 200)}"
        raise InputError(what, where=where, do="fetch it again") from None


def _too_large(where: str, limit: int) -> InputError:
    return InputError(f"unpacked it is over {limit:,} bytes", where=where)
