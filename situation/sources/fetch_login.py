"""A user name and a password for a token: one request at most while the token is good.

The form is that of OAuth 2.0's password grant (RFC 6749, 4.3) as ACLED uses it: `POST /oauth/token`
at the origin of what is asked for answers `{"access_token", "expires_in"}`. The token stays in
memory; neither it nor what was sent for it is in any error, note or file.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from situation.connector import Wanted
from situation.errors import FetchError, FetchFailure, UsageError
from situation.periods import Clock
from situation.sources.fetch_status import REDIRECTS
from situation.sources.fetch_target import Target
from situation.sources.fetch_values import Credential, Login

TOKEN_PATH: Final = "/oauth/token"  # noqa: S105 - a path
LARGEST_ANSWER: Final = 64_000
MARGIN: Final = timedelta(minutes=5)
"""A token that ends within this is not used any more."""
LONGEST: Final = timedelta(hours=23)
_REFUSED: Final = frozenset({400, 401, 403})

Post = Callable[[Wanted, bytes], Awaitable[tuple[int, bytes]]]
"""Sends a form once, without following redirects: status and body of the answer."""


class _Token(Struct, frozen=True):
    access_token: str
    expires_in: int = 3_600


class Logins:
    """The tokens of one run.

    Args:
        post: sends the form.
        clock: gives the present.
    """

    def __init__(self, post: Post, clock: Clock) -> None:
        self._post = post
        self._clock = clock
        self._tokens: dict[Target, tuple[Credential, datetime]] = {}
        self._turn = asyncio.Lock()

    async def credential(self, given: Credential, first: Target) -> Credential:
        """What to send to an origin: the token that its login gives, or the secret itself.

        Args:
            given: of the settings.
            first: what is asked for; the form goes to its origin and nowhere else.

        Raises:
            FetchError: the login is refused, or its answer is none.
        """
        if given.login is None:
            return given
        where = Target(scheme=first.scheme, host=first.host, port=first.port, path=TOKEN_PATH)
        async with self._turn:
            token, good_until = self._tokens.get(where, (None, self._clock()))
            if token is None or good_until - MARGIN <= self._clock():
                token, lasting = await self._asked(where, given, given.login)
                self._tokens[where] = token, self._clock() + lasting
        return token

    async def _asked(
        self, where: Target, given: Credential, login: Login
    ) -> tuple[Credential, timedelta]:
        wanted = Wanted(url=where.url, accept="application/json", max_bytes=LARGEST_ANSWER)
        form = {
            "username": login.user,
            "password": login.password,
            "grant_type": "password",
            "client_id": login.client,
        }
        status, content = await self._post(wanted, urlencode(form).encode())
        if status != 200:
            raise _refused(status, where)
        try:
            token = msgspec.json.decode(content, type=_Token)
            credential = Credential(header=given.header, value=f"Bearer {token.access_token}")
        except (msgspec.MsgspecError, UnicodeDecodeError, UsageError):
            # Its words may hold the token: they are not quoted.
            raise FetchError(
                FetchFailure.BAD_ANSWER,
                "the login was answered without a usable token",
                where=where.shown,
                do="see whether the source's interface has moved",
            ) from None
        return credential, min(timedelta(seconds=max(token.expires_in, 0)), LONGEST)


def _refused(status: int, where: Target) -> FetchError:
    if status in REDIRECTS:
        what = f"the login redirects elsewhere ({status}): a password does not go along"
        return FetchError(FetchFailure.REFUSED, what, where=where.shown)
    if status in _REFUSED:
        return FetchError(
            FetchFailure.FORBIDDEN,
            f"it refuses the user name or the password ({status})",
            where=where.shown,
            do="check both lines of its credential_file",
        )
    kind = FetchFailure.RATE_LIMITED if status == 429 else FetchFailure.SERVER_ERROR
    return FetchError(kind, f"the login failed ({status})", where=where.shown)
