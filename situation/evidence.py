"""The evidentiary copy: every body that was fetched, untouched, once, with where and when it came.

    FOLDER/ab/cd/abcd….body      the bytes, named by their SHA-256
    FOLDER/ab/cd/abcd….json      the document, and each time that it came
    FOLDER/urls/<sha256>.json    what to ask an address with, so that it answers only if changed
    FOLDER/pruned.jsonl          what was pruned, when and why

Files appear whole or not at all: whatever kills the program leaves no half of one. All methods
touch the disk and are to be called from a thread.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from situation.errors import EvidenceError
from situation.evidence_files import in_our_words, write_whole
from situation.evidence_notes import Arrival, Kept, Remembered, note_in, noted
from situation.evidence_pruning import PrunePolicy, PruneReport, prune
from situation.model import Document
from situation.sources.fetch_values import Validators, validators_of
from situation.text import clean

MOST_ARRIVALS: Final = 50
"""Times of coming that are kept of one body: the first, and the last ones."""

_ID: Final = re.compile(r"sha256:([0-9a-f]{64})\Z")
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
_UNKNOWN_TYPE: Final = "application/octet-stream"


class Evidence:
    """The bodies that are kept in a directory.

    Args:
        folder: the directory; made when it is first needed, for this user alone.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(
        self, document: Document, content: bytes, headers: Mapping[str, str] | None = None
    ) -> Document:
        """Keep a body, and note that it came.

        Args:
            document: made by `document_of` from this content.
            content: the body.
            headers: of the answer, cleaned.

        Returns:
            The document as it was when this body came for the first time, from whatever address:
            a body that comes again is the same record.

        Raises:
            EvidenceError: it cannot be kept.
        """
        if document.id != _id_of(content):
            raise EvidenceError("a document does not belong to its content", where=document.id)
        file = self._file(document.id)
        with in_our_words(self._folder):
            if not file.is_file() or file.stat().st_size != len(content):
                write_whole(file, content)
            before = note_in(_note_of(file), Kept)
            after = _with_arrival(before, document, headers or {})
            write_whole(_note_of(file), noted(after))
        return after.document

    def load(self, document_id: str) -> bytes:
        """A body as it came.

        Raises:
            EvidenceError: it is not kept (any more), or is damaged.
        """
        file = self._file(document_id)
        with in_our_words(self._folder):
            if not file.is_file():
                raise EvidenceError(
                    "this body is not kept", where=document_id, do="see pruned.jsonl beside it"
                )
            content = file.read_bytes()
        if _id_of(content) != document_id:
            raise EvidenceError("this body is damaged", where=str(file), do="take it from a backup")
        return content

    def about(self, document_id: str) -> Kept | None:
        """When, where from and with what headers a body came; None: nothing is known of it.

        Raises:
            EvidenceError: the disk cannot be read.
        """
        with in_our_words(self._folder):
            return note_in(_note_of(self._file(document_id)), Kept)

    def remember(self, url: str, document_id: str, validators: Validators) -> None:
        """Note what an address gave, so that it is asked for only if it has changed.

        To be called once what the body says is stored, not before: the source will not send it
        again.

        Raises:
            EvidenceError: it cannot be noted.
        """
        note = Remembered(
            url=url,
            document=document_id,
            etag=validators.etag,
            last_modified=validators.last_modified,
        )
        with in_our_words(self._folder):
            write_whole(self._url_note(url), noted(note))

    def validators(self, url: str) -> Validators:
        """What to ask an address with; none where its body is not kept (any more).

        Raises:
            EvidenceError: the disk cannot be read.
        """
        with in_our_words(self._folder):
            note = note_in(self._url_note(url), Remembered)
            if note is None or note.url != url or not _ID.match(note.document):
                return Validators()
            is_kept = self._file(note.document).is_file()
        told = {"etag": note.etag, "last-modified": note.last_modified}
        return validators_of(told) if is_kept else Validators()

    def prune(self, policy: PrunePolicy, now: datetime) -> PruneReport:
        """Remove what the policy lets go, after writing it into `pruned.jsonl`.

        Raises:
            EvidenceError: the disk cannot be read or written; what is gone by then is written down.
        """
        with in_our_words(self._folder):
            return prune(self._folder, policy, now)

    def _file(self, document_id: str) -> Path:
        match = _ID.match(document_id)
        if match is None:
            raise EvidenceError("this is not the name of a body", where=document_id)
        digest = match[1]
        return self._folder / digest[:2] / digest[2:4] / f"{digest}.body"

    def _url_note(self, url: str) -> Path:
        return self._folder / "urls" / f"{hashlib.sha256(url.encode()).hexdigest()}.json"


def document_of(
    content: bytes, *, url: str, media_type: str, fetched_at: datetime, name: str = ""
) -> Document:
    """The record of a body that was fetched.

    Args:
        content: the body.
        url: that was asked for, not where a redirect led.
        media_type: a Content-Type header, whose parameters are dropped.
        fetched_at: when it came.
        name: of the file that it stands for.
    """
    essence = _MEDIA_TYPE.match(media_type.strip().lower())
    return Document(
        id=_id_of(content),
        media_type=essence[0] if essence else _UNKNOWN_TYPE,
        name=clean(name),
        url=clean(url, 600),
        fetched_at=fetched_at,
        size=len(content),
    )


def _id_of(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


def _note_of(file: Path) -> Path:
    return file.with_suffix(".json")


def _with_arrival(before: Kept | None, document: Document, headers: Mapping[str, str]) -> Kept:
    fetched_at = document.fetched_at
    arrivals = before.arrivals if before else ()
    if fetched_at is not None:
        arrivals = (*arrivals, Arrival(at=fetched_at, url=document.url, headers=dict(headers)))
    if len(arrivals) > MOST_ARRIVALS:
        arrivals = (arrivals[0], *arrivals[-MOST_ARRIVALS + 1 :])
    return Kept(document=before.document if before else document, arrivals=arrivals)
