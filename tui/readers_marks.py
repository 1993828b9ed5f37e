"""What one reader has read of each store, and the views they saved: kept beside the stores."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from situation.errors import InputError, UsageError
from situation.text import clean
from situation.views import ClaimView
from tui.store_key import note_of, store_key

NAME_LIMIT: Final = 60


class Marks(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The marks of one reader in one store."""

    read_to: int = 0
    """Everything recorded up to this entry has been read."""
    read: dict[str, int] = {}
    """Beyond that, by claim id: the entry of the version that was read."""
    views: dict[str, str] = {}
    """Saved views: the search line by its name."""

    def is_unread(self, view: ClaimView) -> bool:
        """Whether this version of a claim has yet to be read; a revised claim is new again."""
        return view.entry > max(self.read_to, self.read.get(view.claim.id, 0))


class ReadersMarks:
    """The marks of the reader in the store on the screen.

    Args:
        file: where they are kept; None: nowhere, they end with the program.
        store_url: which store.
    """

    def __init__(self, file: Path | None, store_url: str) -> None:
        self._file = file
        self._store_url = store_url
        self._marks = _clean_marks(note_of(_read_all(file), store_url) or Marks())

    @property
    def marks(self) -> Marks:
        """The marks as they are now; the value given out does not change."""
        return self._marks

    @property
    def views(self) -> Mapping[str, str]:
        """The saved views: search lines by name."""
        return MappingProxyType(self._marks.views)

    def mark_read(self, views: Iterable[ClaimView]) -> None:
        """Mark these claims read.

        Raises:
            InputError: the file cannot be written; the marks hold until the program ends.
        """
        entries = {view.claim.id: view.entry for view in views}
        self._keep(replace(self._marks, read=self._marks.read | entries))

    def mark_all_read(self, entry: int) -> None:
        """Mark everything recorded up to an entry read.

        Raises:
            InputError: the file cannot be written; the marks hold until the program ends.
        """
        beyond = {claim: read for claim, read in self._marks.read.items() if read > entry}
        read_to = max(entry, self._marks.read_to)
        self._keep(replace(self._marks, read_to=read_to, read=beyond))

    def save_view(self, name: str, line: str) -> str:
        """Save a search line under a name, in place of an earlier one of that name.

        Returns:
            The name as it was kept.

        Raises:
            UsageError: the name is blank.
            InputError: the file cannot be written; the view is there until the program ends.
        """
        kept_name = clean(name, NAME_LIMIT)
        if not kept_name:
            raise UsageError("a saved view needs a name", where="name", do="type one")
        self._keep(replace(self._marks, views={**self._marks.views, kept_name: line}))
        return kept_name

    def _keep(self, marks: Marks) -> None:
        self._marks = marks
        if self._file is None:
            return
        # Another sitmon may have written meanwhile: what both know is kept.
        stored = _read_all(self._file)
        self._marks = _united(_clean_marks(note_of(stored, self._store_url) or Marks()), marks)
        stored[store_key(self._store_url)] = self._marks
        _write_all(self._file, stored)


def _united(stored: Marks, own: Marks) -> Marks:
    read_to = max(stored.read_to, own.read_to)
    read = {
        claim: max(entry, stored.read.get(claim, 0))
        for claim, entry in (stored.read | own.read).items()
        if max(entry, stored.read.get(claim, 0)) > read_to
    }
    return Marks(read_to=read_to, read=read, views=stored.views | own.views)


def _clean_marks(marks: Marks) -> Marks:
    """The marks with what was typed cleaned again: a file may have been changed by anybody."""
    views = {clean(name, NAME_LIMIT): clean(line, 600) for name, line in marks.views.items()}
    return replace(marks, views=views)


def _read_all(file: Path | None) -> dict[str, Marks]:
    if file is None:
        return {}
    try:
        return msgspec.json.decode(file.read_bytes(), type=dict[str, Marks])
    except (OSError, msgspec.DecodeError, UnicodeError):
        # Lost marks cost the reader a second look and no data.
        return {}


def _write_all(file: Path, marks: Mapping[str, Marks]) -> None:
    """Replace the file whole, so that a crash leaves the old or the new one."""
    waiting = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        waiting.write_bytes(msgspec.json.encode(marks))
        waiting.replace(file)
    except OSError as error:
        raise InputError(
            f"what was read could not be kept: {clean(error.strerror or error)}",
            where=str(file),
            do="make the directory writable; nothing else is lost",
        ) from error
