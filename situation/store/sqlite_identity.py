"""Noticing that a store's file was deleted or replaced while it is open.

An open file lives on without its name: what is appended to it then is gone with the last process
that holds it, although SQLite says that all went well.
"""

from pathlib import Path

from situation.errors import StoreError, StoreMissing


class FileIdentity:
    """Which file was at a path.

    Args:
        path: the store's file; must be there.
        where: the store, as errors name it.

    Raises:
        OSError: it cannot be looked at.
    """

    def __init__(self, path: Path, where: str) -> None:
        self._path = path
        self._where = where
        state = path.stat()
        self._file = (state.st_dev, state.st_ino)

    def require_same(self) -> None:
        """Make sure that the same file is still there.

        Raises:
            StoreMissing: it is not.
            StoreError: it cannot be looked at.
        """
        try:
            state = self._path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise StoreMissing(
                "the store's file was deleted or moved away while it was open",
                where=self._where,
                do="put it back; or quit, and start again with another store",
            ) from None
        except OSError as error:
            raise StoreError(
                f"the store's file cannot be looked at: {error.strerror or error}",
                where=self._where,
                do="check its directory",
            ) from None
        if (state.st_dev, state.st_ino) != self._file:
            raise StoreMissing(
                "another file took the place of the store while it was open",
                where=self._where,
                do="quit and start again to read the new one",
            )
