"""What a fetch is given and gives, as frozen values."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from situation.connector import Wanted
from situation.errors import UsageError
from situation.model import Document

HEADERS_KEPT: Final = (
    "content-language",
    "content-type",
    "date",
    "etag",
    "last-modified",
    "server",
)
"""The headers of an answer that are kept with it."""

_ETAG: Final = re.compile(r'(W/)?"[\x21\x23-\x7e]{0,250}"\Z')
_HTTP_DATE: Final = re.compile(r"[A-Za-z]{3,9}, [A-Za-z0-9: -]{15,30} GMT\Z")
_HEADER_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,60}\Z")
_HEADER_VALUE: Final = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,4000}[\x21-\x7e])?\Z")


class Limits(Struct, frozen=True, kw_only=True):
    """How long a fetch may take; seconds."""

    connect: float = 10.0
    read: float = 20.0
    """Between two pieces of an answer."""
    total: float = 60.0
    """For everything, redirects included, waiting for one's turn not."""
    slowest: float = 250_000.0
    """Bytes per second: what may be larger gets the time for it on top of `total`."""

    def time_for(self, wanted: Wanted) -> float:
        """The longest that a fetch may take, seconds."""
        return self.total + wanted.max_bytes / self.slowest


class Validators(Struct, frozen=True, kw_only=True):
    """What a server knows a version of an answer by; empty: it named none."""

    etag: str = ""
    last_modified: str = ""

    def __bool__(self) -> bool:
        return bool(self.etag or self.last_modified)


ValidatorsOf = Callable[[str], Validators]
"""The validators of what is already here from an address."""


class Login(Struct, frozen=True, kw_only=True):
    """A user name and a password that a source gives a token for; never shown."""

    user: str
    password: str
    client: str
    """What the source calls the program that asks."""

    def __repr__(self) -> str:
        return "Login('***')"

    def __rich_repr__(self) -> list[tuple[str, str]]:
        return [("user", "***")]


class Credential(Struct, frozen=True, kw_only=True):
    """A secret that goes along in a header, to its own source only; never shown."""

    header: str
    value: str = ""
    login: Login | None = None
    """What to get the value with, where there is none yet."""

    def __post_init__(self) -> None:
        if not _HEADER_NAME.match(self.header):
            raise UsageError("a credential's header is not a header name")
        if self.login is None and not _HEADER_VALUE.match(self.value):
            raise UsageError(
                "a credential holds characters that no header can carry",
                do="write it anew: letters, digits and signs of ASCII, on one line",
            )

    def __repr__(self) -> str:
        return f"Credential(header={self.header!r}, value='***')"

    def __rich_repr__(self) -> list[tuple[str, str]]:
        return [("header", self.header), ("value", "***")]


class Fetched(Struct, frozen=True, kw_only=True):
    """What came of asking for one thing."""

    wanted: Wanted
    status: int
    """Of HTTP: 200, or 304, or 404 and 410 where `Wanted.may_be_missing`."""
    final_url: str
    """After redirects."""
    fetched_at: datetime
    document: Document | None = None
    """None: there is no body, as it is not modified or missing."""
    content: bytes = b""
    """After decompression."""
    headers: Mapping[str, str] = {}
    """Those of `HEADERS_KEPT` that came, cleaned; names in lower case."""
    validators: Validators = Validators()
    """To be remembered once what the body says has been stored."""
    retry_after: timedelta | None = None
    """How long the server asked to be left alone, though it answered."""

    @property
    def not_modified(self) -> bool:
        """It is as it was when the validators were remembered."""
        return self.status == 304


def validators_of(headers: Mapping[str, str]) -> Validators:
    """The validators among an answer's headers, as they came; those of an odd form are left out.

    They are sent back to the server some day: nothing but their plain forms (RFC 9110, 8.8) is
    taken, and never a cleaned spelling, which the server did not give.
    """
    etag = headers.get("etag", "")
    last_modified = headers.get("last-modified", "")
    return Validators(
        etag=etag if _ETAG.match(etag) else "",
        last_modified=last_modified if _HTTP_DATE.match(last_modified) else "",
    )
