"""One fetch under way: what goes along to which address, and the time that is left."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from situation.connector import Wanted
from situation.errors import FetchError, FetchFailure
from situation.sources.fetch_target import Target
from situation.sources.fetch_values import Credential
from situation.sources.guard import Guard


class Errand:
    """What one call of `fetch` carries through its tries and redirects.

    Args:
        wanted: what is asked for.
        first: its address.
        guard: judges each hop.
        headers: sent to every hop.
        credential: sent to the first origin only.
        is_conditional: the headers ask for it only if it has changed.
        seconds: for all requests together.
    """

    def __init__(
        self,
        *,
        wanted: Wanted,
        first: Target,
        guard: Guard,
        headers: Mapping[str, str],
        credential: Credential | None,
        is_conditional: bool,
        seconds: float,
    ) -> None:
        self.wanted = wanted
        self.first = first
        self.guard = guard
        self.is_conditional = is_conditional
        self._headers = headers
        self._credential = credential
        self._seconds_left = seconds

    def headers_for(self, target: Target) -> Mapping[str, str]:
        """What to send to an address; the credential leaves for its own origin only."""
        if self._credential is None or target.origin != self.first.origin:
            return self._headers
        return {**self._headers, self._credential.header: self._credential.value}

    @asynccontextmanager
    async def running(self, target: Target) -> AsyncIterator[None]:
        """Let the errand's time run.

        Raises:
            FetchError: it is over.
        """
        tick = asyncio.get_running_loop().time
        started = tick()
        try:
            async with asyncio.timeout(max(self._seconds_left, 0.0)):
                yield
        except TimeoutError:
            raise FetchError(
                FetchFailure.TIMED_OUT,
                "it took too long",
                where=target.shown,
                do="sitmon asks again by itself",
            ) from None
        finally:
            self._seconds_left -= tick() - started
