"""What the status of an answer means for a fetch."""

from datetime import timedelta
from typing import Final

from situation.connector import Wanted
from situation.errors import FetchError, FetchFailure

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_GONE: Final = frozenset({404, 410})


def has_body(wanted: Wanted, status: int, *, was_conditional: bool) -> bool:
    """Whether an answer brings what was asked for; False: it says that there is nothing (new).

    Args:
        wanted: what was asked for.
        status: of the answer.
        was_conditional: it was asked for only if it had changed.
    """
    if status == 304:
        return not was_conditional
    return not (status in _GONE and wanted.may_be_missing)


def failure(status: int, where: str, retry_after: timedelta | None) -> FetchError | None:
    """The error that a status stands for; None for 200.

    The server's own words for it are left out: they say nothing more and may be hostile.
    """
    if status == 200:
        return None
    kind, what, do = _meaning(status)
    return FetchError(kind, f"{what} ({status})", where=where, do=do, retry_after=retry_after)


def _meaning(status: int) -> tuple[FetchFailure, str, str]:
    again = "sitmon asks again by itself"
    if status in (401, 403):
        forbidden = "check its credential in the settings, or whether it still is public"
        return FetchFailure.FORBIDDEN, "it does not let sitmon in", forbidden
    if status in _GONE:
        return FetchFailure.GONE, "there is nothing at this address", "check the source's address"
    if status == 429:
        return FetchFailure.RATE_LIMITED, "it was asked too often", again
    if status == 304:
        return FetchFailure.BAD_ANSWER, "it says “not modified” without having been asked", again
    if 500 <= status <= 599:
        return FetchFailure.SERVER_ERROR, "its server failed", again
    return FetchFailure.BAD_ANSWER, "it answered with an unexpected status", again
