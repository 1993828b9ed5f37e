"""The evidence of one store: what came, what is asked for only if it changed, what may be pruned.

What an address gave counts as known only to the store that learned it. So validators are good for
one store and as far as it has got: a store that was made anew, or brought back from a backup, is
sent everything again.

    FOLDER/store.json     the store that was filled from here, and how far
    FOLDER/named.txt      the documents that its records name: their bodies are never pruned

All methods touch the disk and are to be called from a thread.
"""

import shutil
import threading
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.evidence import Evidence
from situation.evidence_files import append_line, in_our_words, write_whole
from situation.evidence_notes import note_in, noted
from situation.evidence_pruning import PrunePolicy, PruneReport
from situation.record import Instant
from situation.settings_model import SyncSettings
from situation.store.base import StoreInfo

PRUNED_EVERY: Final = timedelta(days=1)


class _Filled(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is noted of the store."""

    made_at: Instant
    revision: int
    places: str = ""
    """Fingerprint of the places that what came was read with."""
    pruned_at: Instant | None = None


class StoreEvidence(Evidence):
    """The bodies that were fetched for one store.

    Args:
        folder: the directory; made when it is first needed, for this user alone.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._about = folder / "store.json"
        self._named = folder / "named.txt"
        self._addresses = folder / "urls"
        self._filled: _Filled | None = None
        self._protected: set[str] = set()
        self._noting = threading.Lock()

    def fit(self, info: StoreInfo, places: str = "") -> None:
        """Forget all validators if they are those of another store, or of a later state of it.

        Forget them as well where the store has other places: what was read without them must come
        again. To be called before anything is fetched.

        Args:
            info: of the store.
            places: fingerprint of the places that what comes will be read with.

        Raises:
            EvidenceError: the disk cannot be read or written.
        """
        with in_our_words(self._about):
            before = note_in(self._about, _Filled)
            is_same = before is not None and before.made_at == info.created_at
            if before is None or not is_same or info.revision < before.revision:
                before = None
            if before is None or before.places != places:
                shutil.rmtree(self._addresses, ignore_errors=True)
                self._note(
                    replace(before, places=places)
                    if before
                    else _Filled(made_at=info.created_at, revision=0, places=places)
                )
            else:
                self._filled = before
            if self._named.is_file():
                self._protected.update(self._named.read_text("ascii", "replace").split())

    def protect(self, documents: Iterable[str]) -> None:
        """Note that records name these documents; to be called before they are stored.

        Raises:
            EvidenceError: the disk cannot be written.
        """
        with self._noting, in_our_words(self._named):
            for document in sorted(set(documents) - self._protected):
                append_line(self._named, document.encode())
                self._protected.add(document)

    def stored_up_to(self, revision: int) -> None:
        """Note how far the store has got; to be called before `remember`.

        Raises:
            EvidenceError: the disk cannot be written.
        """
        with self._noting:
            if self._filled is not None and revision > self._filled.revision:
                self._note(replace(self._filled, revision=revision))

    def prune_daily(self, settings: SyncSettings, now: datetime) -> PruneReport | None:
        """Remove what the settings let go, once a day; None: not today.

        Raises:
            EvidenceError: the disk cannot be read or written; what is gone by then is written down.
        """
        filled = self._filled
        # A time to come was written while the clock was ahead: it says nothing.
        if filled is None or (
            filled.pruned_at and timedelta() <= now - filled.pruned_at < PRUNED_EVERY
        ):
            return None
        policy = PrunePolicy(
            keep=timedelta(days=settings.keep_days),
            most_bytes=settings.keep_megabytes * 1_000_000,
            protected=frozenset(self._protected),
        )
        report = self.prune(policy, now)
        with self._noting:
            self._note(replace(filled, pruned_at=now))
        return report

    def _note(self, filled: _Filled) -> None:
        with in_our_words(self._about):
            write_whole(self._about, noted(filled))
        self._filled = filled
