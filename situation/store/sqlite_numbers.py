"""The numbers that places, sources and parties have inside one SQLite store."""

import sqlite3


class Numbers(dict[str, int]):
    """The numbers of the records of one identity table, looked up on first use.

    Asking for an id that the store does not have raises `KeyError`.
    """

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        super().__init__()
        self.table = table
        self._connection = connection
        newest = "SELECT coalesce(max(num), 0) FROM <table>".replace("<table>", table)
        self._by_id = "SELECT num FROM <table> WHERE id = ?".replace("<table>", table)
        self._last: int = connection.execute(newest).fetchone()[0]

    def __missing__(self, record_id: str) -> int:
        row = self._connection.execute(self._by_id, (record_id,)).fetchone()
        if row is None:
            raise KeyError(record_id)
        self[record_id] = int(row[0])
        return self[record_id]

    def add(self, record_id: str) -> int:
        """A new number for an id that the store does not have yet."""
        self._last += 1
        self[record_id] = self._last
        return self._last
