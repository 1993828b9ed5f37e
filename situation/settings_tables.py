"""The tables of the settings' file → the settings, with where each came from and what is wrong."""

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from situation.errors import InputError, UsageError
from situation.settings_model import (
    CONNECTORS,
    ChannelSettings,
    FeedSettings,
    Settings,
    SourceSettings,
    SyncSettings,
)
from situation.settings_values import is_id, read_value
from situation.text import clean
from situation.toml_lines import KeyPath

_TABLES: Final[Mapping[str, type[Struct]]] = {
    "sources": SourceSettings,
    "feeds": FeedSettings,
    "channels": ChannelSettings,
}
"""Tables that hold one table for each connector."""
S = TypeVar("S", bound=Struct)


class Fault(Struct, frozen=True, kw_only=True):
    """Something in the file that cannot be followed."""

    where: str
    """File, line and key."""
    line: int = 0
    """The line, from 1; 0: of no line."""
    key: str = ""
    """The dotted key; empty: of the whole file."""
    what: str
    do: str = ""

    @property
    def error(self) -> InputError:
        """The fault as what is raised."""
        return InputError(self.what, where=self.where, do=self.do)


class TableReader:
    """Makes the settings of what TOML gives, noting origins and faults.

    Args:
        file: named in both; relative paths start beside it.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.lines: Mapping[KeyPath, int] = {}
        """The line of each key, where they are known."""
        self.origins: dict[str, str] = {}
        self.faults: list[Fault] = []

    def settings(self, given: Mapping[str, Any]) -> Settings:
        """The settings of a whole document; what is faulty is left at its default."""
        tables = {name: self._named_tables(name, given.get(name, {})) for name in _TABLES}
        self._refuse_shared_keys(tables)
        pack = {key: value for key, value in given.items() if key not in {*_TABLES, "sync"}}
        whole = self._table((), pack, Settings) or Settings()
        sync = self._table(("sync",), given.get("sync", {}), SyncSettings) or SyncSettings()
        return replace(whole, sync=sync, **tables)

    def _named_tables(self, name: str, given: object) -> dict[str, Struct]:
        if not isinstance(given, dict):
            self._fault((name,), f"it must be tables, as [{name}.NAME]")
            return {}
        read: dict[str, Struct] = {}
        for key, values in given.items():
            path = (name, key)
            if name == "sources" and key not in CONNECTORS:
                self._unknown(path, CONNECTORS)
            elif not is_id(key):
                self._fault(path, "a name is letters, digits and . _ : - only")
            elif (table := self._table(path, values, _TABLES[name])) is not None:
                read[key] = table
        return read

    def _table(self, path: KeyPath, given: object, kind: type[S]) -> S | None:
        """The table as a value; None where it lacks what it must have, which is then noted."""
        if not isinstance(given, dict):
            self._fault(path, "it must be a table")
            return None
        fields = {field.name: field for field in msgspec.structs.fields(kind)}
        values = {}
        for key, value in given.items():
            if key not in fields:
                self._unknown((*path, key), fields)
                continue
            try:
                values[key] = read_value(key, value, self._file.parent)
            except UsageError as error:
                self._fault((*path, key), error.what, error.do)
            else:
                self.origins[".".join((*path, key))] = self._where((*path, key))
        required = [name for name, field in fields.items() if field.required]
        for name in required:
            if name not in given:
                self._fault(path, f"it lacks `{name}`", f"add {name} = …")
        return kind(**values) if all(name in values for name in required) else None

    def _refuse_shared_keys(self, tables: Mapping[str, Mapping[str, Struct]]) -> None:
        """A connector is named by its key alone, on the command line and in a store."""
        taken = dict.fromkeys(CONNECTORS, "a source of sitmon's own")
        for name in ("feeds", "channels"):
            for key in tables[name]:
                if key in taken:
                    self._fault((name, key), f"“{key}” is {taken[key]} already", "rename it")
                taken[key] = f"one of the {name}"

    def _unknown(self, path: KeyPath, known: Mapping[str, object] | tuple[str, ...]) -> None:
        close = get_close_matches(path[-1], list(known), n=1, cutoff=0.5)
        do = f"did you mean {close[0]}?" if close else f"one of {', '.join(known)}"
        self._fault(path, "there is no such setting", do)

    def _fault(self, path: KeyPath, what: str, do: str = "") -> None:
        key = clean(".".join(path), 120)
        where = f"{self._where(path)}: {key}"
        line = self.lines.get(path, 0)
        self.faults.append(Fault(where=where, line=line, key=key, what=what, do=do))

    def _where(self, path: KeyPath) -> str:
        line = self.lines.get(path)
        return f"{clean(self._file)}:{line}" if line else clean(self._file)
