"""Which token a request carries, and whether it still stands."""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.errors import InputError
from situation.periods import Clock
from situation.serving.token_file import Stamp, TokenFile
from situation.serving.tokens import Role, Standing, Token, digest_of, is_same_digest

_LOG: Final = logging.getLogger("sitmon.serving")
_USED_STEP: Final = timedelta(minutes=1)
_LONGEST: Final = 200
_LOOK_SECONDS: Final = 0.2


class Grant(Struct, frozen=True, kw_only=True):
    """What the token of a request allows."""

    token: str
    """Its id."""
    name: str
    role: Role


class Keyring:
    """The tokens of a file, read again as soon as it was changed: revoking works at once.

    Args:
        file: where the tokens are kept.
        clock: gives the present.
        seconds: that never go back.
    """

    def __init__(
        self, file: TokenFile, clock: Clock, *, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self._file = file
        self._clock = clock
        self._stamp: Stamp | None = None
        self._by_digest: dict[str, Token] = {}
        self._by_id: dict[str, Token] = {}
        self._used: dict[str, datetime] = {}
        self._seconds = seconds
        self._looked_at = float("-inf")

    def usable(self) -> int:
        """How many tokens open anything now."""
        self._refresh()
        now = self._clock()
        return sum(token.standing(now) is Standing.VALID for token in self._by_id.values())

    def grant(self, header: str) -> Grant | None:
        """What an `Authorization` header allows; None: nothing."""
        scheme, _, secret = header.partition(" ")
        if scheme.lower() != "bearer" or len(secret) > _LONGEST:
            return None
        self._refresh()
        digest = digest_of(secret.strip().encode("latin-1", "replace"))
        token = self._by_digest.get(digest)
        if token is None or not is_same_digest(token.digest, digest):
            return None
        now = self._clock()
        if token.standing(now) is not Standing.VALID:
            return None
        self._used[token.id] = now
        return Grant(token=token.id, name=token.name, role=token.role)

    def stands(self, grant: Grant) -> bool:
        """Whether what was granted before would be granted now, or a moment ago.

        A change is told to hundreds of streams at once: the file is not looked at for each.
        """
        if self._seconds() - self._looked_at >= _LOOK_SECONDS:
            self._refresh()
        token = self._by_id.get(grant.token)
        return token is not None and token.standing(self._clock()) is Standing.VALID

    def note_uses(self) -> None:
        """Write down when each token was used last; works on the file, so not on an event loop."""
        used, self._used = self._used, {}
        if not any(self._is_news(token_id, at) for token_id, at in used.items()):
            return
        try:
            self._file.change(
                lambda tokens: tuple(
                    replace(token, used_at=used.get(token.id, token.used_at)) for token in tokens
                )
            )
        except InputError as error:
            _LOG.warning("when tokens were used cannot be noted: %s", error.line)

    def _is_news(self, token_id: str, at: datetime) -> bool:
        token = self._by_id.get(token_id)
        return token is not None and (token.used_at is None or at - token.used_at >= _USED_STEP)

    def _refresh(self) -> None:
        self._looked_at = self._seconds()
        stamp = self._file.stamp()
        if stamp is not None and stamp == self._stamp:
            return
        try:
            tokens = self._file.read()
        except InputError as error:
            # Nobody gets in by tokens that cannot be read.
            _LOG.error("%s", error.line)
            tokens = ()
        self._stamp = stamp
        self._by_digest = {token.digest: token for token in tokens}
        self._by_id = {token.id: token for token in tokens}
