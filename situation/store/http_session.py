"""The file in which the copy of a server's log is kept: one for each address."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from situation.periods import Clock
from situation.store.http_address import ServerAddress
from situation.store.marks import Mark
from situation.store.sqlite_errors import translated
from situation.store.sqlite_files import connect_reader, prepare, readable_errors
from situation.store.sqlite_identity import FileIdentity
from situation.store.sqlite_log import newest_mark
from situation.store.sqlite_session import Session

_BUSY_TIMEOUT: Final = 30.0
"""Seconds: another process that fills the same copy may be at a large portion."""


class CopySession(Session):
    """The newest copy of a server's log; a former one of a store that was replaced stays beside it.

    Args:
        address: of the server.
        path: where the first copy is; later ones have a number before the ending.
        clock: gives the time for the ledger of migrations.

    Raises:
        StoreError: it can neither be opened nor made.
    """

    def __init__(self, address: ServerAddress, path: Path, clock: Clock) -> None:
        self._first_path = path
        self._number = _newest_number(path)
        self._clock = clock
        super().__init__(
            _numbered(path, self._number),
            url=address.url,
            clock=clock,
            create=True,
            busy_timeout=_BUSY_TIMEOUT,
        )

    @property
    def path(self) -> Path:
        """The file in use."""
        return self._path

    def newest(self) -> Mark:
        """How far the copy goes; reads the file in the calling thread."""
        return self._ask(newest_mark)

    def start_anew(self) -> None:
        """Leave the copy as it is and go on with the next one, which may be there already.

        Raises:
            StoreError: it can neither be opened nor made.
        """
        with self._reading, self._writing:
            path = _numbered(self._first_path, self._number + 1)
            prepare(path, self.url, self._clock, self._busy_timeout, create=True)
            with translated(self.url), readable_errors(self.url):
                identity = FileIdentity(path, self.url)
                reader = connect_reader(path, self._busy_timeout)
            self._reader.close()
            if self._writer is not None:
                self._writer.close()
            self._reader, self._writer, self._identity = reader, None, identity
            self._path, self._number = path, self._number + 1


def _numbered(path: Path, number: int) -> Path:
    return path if number == 1 else path.with_name(f"{path.stem}.{number}{path.suffix}")


def _newest_number(path: Path) -> int:
    numbers = [1]
    for file in path.parent.glob(f"{path.stem}.*{path.suffix}"):
        with suppress(ValueError):
            numbers.append(int(file.stem.removeprefix(f"{path.stem}.")))
    return max(numbers)
