"""What a sitmon server and its clients say to each other; needs no web library.

`GET /v1/log?after=N&limit=M` answers JSON lines, each an `Entry` as JSON: at most M of them, fewer
where they are large, none when N is the newest. `POST /v1/log` takes the same lines and continues
an empty or shorter log verbatim. `POST /v1/append` takes an `AppendRequest` as JSON and answers an
`AppendAnswer`. `GET /v1/changes` is a stream of server-sent events, each named `change`, its id the
revision and its data a `ChangeEvent`. What is refused is answered with a `Problem`.
"""

from typing import Final

from msgspec import Struct

from situation.model import AnyRecord
from situation.record import Line
from situation.vocabulary import Act

LOG_PATH: Final = "/v1/log"
APPEND_PATH: Final = "/v1/append"
CHANGES_PATH: Final = "/v1/changes"

JSON: Final = "application/json"
JSON_LINES: Final = "application/jsonl"
GEOJSON: Final = "application/geo+json"
PROBLEM_JSON: Final = "application/problem+json"
EVENT_STREAM: Final = "text/event-stream"

REVISION_HEADER: Final = "Sitmon-Revision"
"""On every answer to a token: the number of the newest entry that the server knows of."""
ROLE_HEADER: Final = "Sitmon-Role"
"""On every answer to a token: what the token is for."""
CHANGE_EVENT: Final = "change"
LARGEST_PAGE: Final = 1_000


class AppendRequest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be recorded, all or none."""

    records: tuple[AnyRecord, ...]
    act: Act | None = None
    author: Line = ""
    """Heeded from an admin only, whose programs record for others; else it is the token's name."""


class AppendAnswer(Struct, frozen=True, kw_only=True):
    """What an append did."""

    appended: int
    unchanged: int
    """Records that the store already had, word for word."""
    revision: int
    author: str
    """Whom it was recorded for."""


class ReplicationAnswer(Struct, frozen=True, kw_only=True):
    """How far the log goes after entries were taken over."""

    revision: int


class ChangeEvent(Struct, frozen=True, kw_only=True):
    """The store has grown: the log has the entries behind `after`, up to `revision`.

    The first event tells where the stream begins; where nothing is new, both are the same.
    """

    after: int
    revision: int


class Problem(Struct, frozen=True, kw_only=True):
    """Why a request was refused (RFC 9457)."""

    status: int
    title: str
    """The status in words."""
    detail: str
    """What happened, one sentence."""
    type: str = "about:blank"
    error: str = ""
    """The class in `situation.errors` that says the same; empty where there is none."""
    where: str = ""
    do: str = ""
    """What the reader can do about it."""
