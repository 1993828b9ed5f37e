"""Every error that sitmon raises on purpose, and the exit code it ends a command with.

    SitmonError                what, where, what to do: one sentence each
    ├── UsageError             the command line or a typed command is wrong            exit 2
    │   ├── UnknownName        no such place or source; carries the nearest names      exit 2
    │   └── AmbiguousName      several places have this name; carries them all         exit 2
    ├── InputError             a file or an answer from outside cannot be used         exit 1
    │   └── PackError          the situation pack is damaged: file, line, field        exit 1
    ├── FetchError             nothing usable came from a source; `kind` says why      exit 1
    ├── EvidenceError          what was fetched cannot be kept, or is gone             exit 1
    └── StoreError             the store cannot do what was asked                      exit 1
        ├── StoreMissing       nothing there, or it is not a sitmon store
        ├── StoreTooNew        written by a newer sitmon
        ├── StoreReadOnly      may be read, not written
        ├── StoreBusy          another process holds the write lock
        ├── StoreUnreachable   its server cannot be reached, or lets nobody in
        ├── StoreDamaged       the file is corrupt
        └── StoreFull          the disk is full or a size limit was reached

Texts of third-party exceptions pass through `clean()` before they become part of one of these.
"""

from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple

from situation.text import clean

_LISTED: Final = 5
"""Namesakes that an error lists; a gazetteer may know a hundred."""


class ExitCode(IntEnum):
    """What a command ends with; scripts may rely on it."""

    OK = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3
    CRASHED = 70
    INTERRUPTED = 130


class SitmonError(Exception):
    """An error that a reader can act on.

    Args:
        what: what happened, one sentence without a full stop.
        where: the file, line, field, store or argument it happened at; may be empty.
        do: what the reader can do about it; may be empty.
    """

    exit_code = ExitCode.FAILED

    def __init__(self, what: str, *, where: str = "", do: str = "") -> None:
        self.what = clean(what, 500)
        self.where = clean(where, 300)
        self.do = clean(do, 500)
        super().__init__(self.line)

    @property
    def line(self) -> str:
        """The whole error on one line, safe to print."""
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.do})" if self.do else ""
        return f"{place}{self.what}{advice}"


class UsageError(SitmonError):
    """The command line or a typed command is wrong."""

    exit_code = ExitCode.USAGE


class UnknownName(UsageError):
    """No place or source has this name.

    Args:
        kind: "place" or "source".
        name: what was asked for.
        nearest: the names that come closest, best first; may be empty.
    """

    def __init__(self, kind: str, name: str, nearest: tuple[str, ...] = ()) -> None:
        self.nearest = nearest
        advice = f"did you mean {', '.join(nearest)}?" if nearest else ""
        super().__init__(f"no {kind} is called “{name}”", do=advice)


class Candidate(NamedTuple):
    """A place that an ambiguous name may mean."""

    name: str
    region: str
    """Name of the region it lies in; empty where none is recorded."""
    id: str

    @property
    def full_name(self) -> str:
        """The name with the region, as it can be typed."""
        return ", ".join(filter(None, (self.name, self.region)))


class AmbiguousName(UsageError):
    """Several places have this name.

    Args:
        name: what was asked for.
        candidates: the places it may mean.
    """

    def __init__(self, name: str, candidates: tuple[Candidate, ...]) -> None:
        self.candidates = candidates
        ways = [f"{place.id} for {place.full_name}" for place in candidates[:_LISTED]]
        if more := len(candidates) - len(ways):
            ways.append(f"{more} more are called so")
        super().__init__(f"several places are called “{name}”", do=f"write {'; '.join(ways)}")


class InputError(SitmonError):
    """A file or an answer from outside cannot be used."""


class PackError(InputError):
    """The situation pack is damaged; `where` names file, line and field."""


class FetchFailure(StrEnum):
    """Why nothing usable came from a source."""

    REFUSED = "refused by guard"
    """The address is one that sitmon does not go to; nothing was sent."""
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    """Its certificate does not prove that it is who it should be."""
    TIMED_OUT = "timed out"
    TOO_LARGE = "too large"
    BAD_ENCODING = "bad encoding"
    FORBIDDEN = "forbidden"
    GONE = "gone"
    RATE_LIMITED = "rate limited"
    SERVER_ERROR = "server error"
    BAD_ANSWER = "bad answer"


class FetchError(SitmonError):
    """Nothing usable came from a source.

    Args:
        kind: why.
        what: what happened, one sentence without a full stop.
        where: the address, without its query.
        do: what the reader can do about it; may be empty.
        retry_after: how long the server asked to be left alone; None: it did not say.
    """

    def __init__(
        self,
        kind: FetchFailure,
        what: str,
        *,
        where: str = "",
        do: str = "",
        retry_after: timedelta | None = None,
    ) -> None:
        self.kind = kind
        self.retry_after = retry_after
        super().__init__(what, where=where, do=do)


class EvidenceError(SitmonError):
    """What was fetched cannot be kept, or a kept body is gone or damaged."""


class StoreError(SitmonError):
    """The store cannot do what was asked."""


class StoreMissing(StoreError):
    """There is no store there, or the file is not one."""


class StoreTooNew(StoreError):
    """The store was written by a newer sitmon."""


class StoreReadOnly(StoreError):
    """The store may be read but not written."""


class StoreBusy(StoreError):
    """Another process holds the write lock and did not let go in time."""


class StoreUnreachable(StoreError):
    """The store's server cannot be reached, or lets nobody in; that says nothing of the records."""


class StoreDamaged(StoreError):
    """The store's file is corrupt."""


class StoreFull(StoreError):
    """The disk is full or a size limit was reached; what was stored before is intact."""
