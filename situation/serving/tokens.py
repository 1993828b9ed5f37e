"""Tokens: who may do what. A token is `sm_` and 32 random bytes; only its SHA-256 is kept.

A slow hash protects words that people choose. 256 random bits cannot be guessed however fast one
tries, so a fast hash is as good and leaves nothing to overload.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from situation.errors import UsageError
from situation.periods import parse_moment
from situation.record import Id, Instant
from situation.text import clean

PREFIX: Final = "sm_"
_RANDOM_BYTES: Final = 32
_NAME_LIMIT: Final = 60
_LASTING: Final = re.compile(r"(\d{1,4})\s?([hdw])\Z")
_UNITS: Final = {"h": "hours", "d": "days", "w": "weeks"}


class Role(StrEnum):
    """What a token is for; each may do what those before it may."""

    READER = "reader"
    ANALYST = "analyst"
    """Records claims, links, assessments and notes as well."""
    ADMIN = "admin"
    """Records everything: the role of a sync."""

    def includes(self, other: "Role") -> bool:
        """Whether whoever has this role may do what the other one may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


class Standing(StrEnum):
    """Whether a token opens anything."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"


class Token(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is kept of a token."""

    id: Id
    """Names it in lists and logs; no secret."""
    name: str
    """The author of what is recorded with it."""
    role: Role
    digest: Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
    created_at: Instant
    expires_at: Instant
    revoked_at: Instant | None = None
    used_at: Instant | None = None
    """The last use, to the minute or so."""

    def standing(self, now: datetime) -> Standing:
        """Whether it opens anything at a moment."""
        if self.revoked_at is not None:
            return Standing.REVOKED
        return Standing.VALID if now < self.expires_at else Standing.EXPIRED


def new_token(name: str, role: Role, *, now: datetime, expires_at: datetime) -> tuple[Token, str]:
    """Make a token.

    Returns:
        What is kept of it, and the token itself, which nobody can tell again.

    Raises:
        UsageError: the name is empty or too long, or it would have expired already.
    """
    if not name.strip() or clean(name, _NAME_LIMIT) != name:
        raise UsageError(
            f"a token's name is plain text of 1 to {_NAME_LIMIT} characters",
            where="--name",
            do="name the person or the program: it is the author of what is recorded",
        )
    if expires_at <= now:
        raise UsageError(
            "the token would have expired already",
            where="--expires",
            do="give how long it lasts, such as 90d, or a day that is to come",
        )
    secret = PREFIX + secrets.token_urlsafe(_RANDOM_BYTES)
    token = Token(
        id=secrets.token_hex(4),
        name=name,
        role=role,
        digest=digest_of(secret.encode()),
        created_at=now,
        expires_at=expires_at,
    )
    return token, secret


def parse_expiry(text: str, now: datetime) -> datetime:
    """When a token expires, as a person types it: `12h`, `90d`, `8w`, or a day, which it outlasts.

    Args:
        text: what was typed.
        now: when the token is made; the same as `new_token` is given, or `0d` would lie behind it.

    Raises:
        UsageError: it is none of these.
    """
    lasting = _LASTING.match(text.strip())
    if lasting:
        return now + timedelta(**{_UNITS[lasting[2]]: int(lasting[1])})
    return parse_moment(text, lambda: now)


def digest_of(secret: bytes) -> str:
    """What is kept in place of a token: the SHA-256 of its bytes, 64 hex digits."""
    return hashlib.sha256(secret).hexdigest()


def is_same_digest(first: str, second: str) -> bool:
    """Whether two digests are equal; takes as long where they differ early as where late."""
    return hmac.compare_digest(first.encode(), second.encode())
