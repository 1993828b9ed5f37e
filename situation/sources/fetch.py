"""Fetching: polite, bounded in time and size, to public addresses only, and never twice the same.

Nothing else in sitmon asks an outside source for anything. What came is given back and not kept:
that is `situation.evidence`.
"""

import asyncio
from collections.abc import Collection, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Final

import httpcore

from situation import __version__
from situation.connector import Wanted
from situation.errors import FetchError, FetchFailure
from situation.periods import Clock, utc_now
from situation.settings_model import Settings
from situation.sources.fetch_answer import content_of, fetched, redirected
from situation.sources.fetch_errand import Errand
from situation.sources.fetch_login import Logins
from situation.sources.fetch_manners import (
    UNNAMED_SILENCE,
    Manners,
    Sleep,
    Spread,
    random_spread,
    silence_asked,
)
from situation.sources.fetch_status import REDIRECTS, failure, has_body
from situation.sources.fetch_target import Origin, Target, target_of
from situation.sources.fetch_values import (
    Credential,
    Fetched,
    Limits,
    Validators,
    ValidatorsOf,
)
from situation.sources.fetch_wire import Wire
from situation.sources.guard import Guard, Resolver, system_resolver

MOST_REDIRECTS: Final = 3
BACK_OFF: Final = (1.0, 4.0)
"""Seconds before the second and the third try of what may pass by itself; up to as much again, at
random."""
_PASSING: Final = frozenset({FetchFailure.UNREACHABLE, FetchFailure.SERVER_ERROR})
_LIMITS: Final = Limits()
_NO_CREDENTIALS: Final[Mapping[str, Credential]] = MappingProxyType({})


def _no_validators(_url: str) -> Validators:
    return Validators()


class Fetcher:
    """Fetches for all sources of one event loop.

    Args:
        own_urls: addresses that the operator wrote into the settings; only these may be http, have
            another port than 80 and 443, or be loopback or private.
        contact: of the operator, told to the sources.
        ca_file: PEM file of further certificate authorities; empty: the public ones only.
        credentials: by the name that `Wanted.credential` gives.
        validators: of what is kept and stored already; it is asked for only if it has changed.
        limits: of time.
        manners: the turns of the hosts.
        clock: gives the present.
        sleep: waits between tries.
        spread: the randomness of these waits.
        resolve: finds the addresses of a host.
        dial: makes connections; None: the system does.

    Raises:
        UsageError: the file of authorities cannot be used.
    """

    def __init__(
        self,
        *,
        own_urls: Collection[str] = (),
        contact: str = "",
        ca_file: str = "",
        credentials: Mapping[str, Credential] = _NO_CREDENTIALS,
        validators: ValidatorsOf = _no_validators,
        limits: Limits = _LIMITS,
        manners: Manners | None = None,
        clock: Clock = utc_now,
        sleep: Sleep = asyncio.sleep,
        spread: Spread = random_spread,
        resolve: Resolver = system_resolver,
        dial: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._own = _origins(own_urls)
        self._agent = user_agent(contact)
        self._wire = Wire(limits, ca_file, dial)
        self._credentials = credentials
        self._validators = validators
        self._limits = limits
        self._manners = manners or Manners()
        self._clock = clock
        self._sleep = sleep
        self._spread = spread
        self._resolve = resolve
        self._logins = Logins(self._post, clock)

    async def fetch(self, wanted: Wanted) -> Fetched:
        """Ask for one thing.

        What may pass by itself is tried three times in all, within the time of one fetch.

        Raises:
            FetchError: nothing usable came; its `kind` says why.
        """
        errand = await self._errand(wanted)
        for pause in BACK_OFF:
            try:
                return await self._follow(errand)
            except FetchError as error:
                if error.kind not in _PASSING or error.retry_after is not None:
                    raise
            await self._sleep(pause * (1 + self._spread()))
        return await self._follow(errand)

    async def _errand(self, wanted: Wanted) -> Errand:
        first = target_of(wanted.url)
        headers = {
            "User-Agent": self._agent,
            "Accept": wanted.accept,
            "Accept-Encoding": "gzip",
        }
        known = self._validators(wanted.url) if wanted.conditional else Validators()
        if known.etag:
            headers["If-None-Match"] = known.etag
        if known.last_modified:
            headers["If-Modified-Since"] = known.last_modified
        credential = self._credential(wanted, first)
        return Errand(
            wanted=wanted,
            first=first,
            guard=Guard(first, is_own=first.origin in self._own, resolve=self._resolve),
            headers=headers,
            credential=await self._logins.credential(credential, first) if credential else None,
            is_conditional=bool(known),
            seconds=self._limits.time_for(wanted),
        )

    def _credential(self, wanted: Wanted, first: Target) -> Credential | None:
        if not wanted.credential:
            return None
        if wanted.credential not in self._credentials:
            raise FetchError(
                FetchFailure.FORBIDDEN,
                f"it needs the credential “{wanted.credential}”, which is not set",
                where=first.shown,
                do="name its credential_file in the settings",
            )
        return self._credentials[wanted.credential]

    async def _post(self, wanted: Wanted, form: bytes) -> tuple[int, bytes]:
        """Send a form, once: a second try of a login may lock an account."""
        target = target_of(wanted.url)
        guard = Guard(target, is_own=target.origin in self._own, resolve=self._resolve)
        guard.check(target)
        headers = {"User-Agent": self._agent, "Accept": wanted.accept}
        errand = Errand(
            wanted=wanted,
            first=target,
            guard=guard,
            headers=headers,
            credential=None,
            is_conditional=False,
            seconds=self._limits.time_for(wanted),
        )
        async with (
            self._manners.turn(target.authority),
            errand.running(target),
            self._wire.ask(target, headers, guard, form=form) as reply,
        ):
            content = await content_of(wanted, reply, target) if reply.status == 200 else b""
        return reply.status, content

    async def _follow(self, errand: Errand) -> Fetched:
        target = errand.first
        for _ in range(MOST_REDIRECTS + 1):
            errand.guard.check(target)
            async with self._manners.turn(target.authority), errand.running(target):
                came = await self._ask(errand, target)
            if isinstance(came, Fetched):
                return came
            target = came
        raise FetchError(
            FetchFailure.BAD_ANSWER,
            f"it redirects more than {MOST_REDIRECTS} times",
            where=errand.first.shown,
        )

    async def _ask(self, errand: Errand, target: Target) -> Fetched | Target:
        """The answer of one address, or where it redirects to."""
        wanted = errand.wanted
        async with self._wire.ask(target, errand.headers_for(target), errand.guard) as reply:
            if reply.status in REDIRECTS:
                return redirected(reply, target)
            now = self._clock()
            silence = silence_asked(reply.headers.get("retry-after", ""), now)
            self._heed(reply.status, target.authority, silence)
            content = b""
            if has_body(wanted, reply.status, was_conditional=errand.is_conditional):
                if error := failure(reply.status, target.shown, silence):
                    raise error
                content = await content_of(wanted, reply, target)
        return fetched(wanted, reply, target, content=content, now=now, silence=silence)

    def _heed(self, status: int, host: str, silence: timedelta | None) -> None:
        if status == 429 and silence is None:
            silence = UNNAMED_SILENCE
        if status in (429, 503) and silence is not None:
            self._manners.leave_alone(host, silence)


def user_agent(contact: str) -> str:
    """What sitmon calls itself to a source.

    Args:
        contact: of the operator; characters that a header's comment cannot hold are left out.
    """
    plain = "".join(sign for sign in contact if " " <= sign <= "~" and sign not in "()\\").strip()
    return f"sitmon/{__version__}" + (f" (+{plain})" if plain else "")


def own_urls(settings: Settings) -> tuple[str, ...]:
    """The addresses that the operator wrote into the settings."""
    mirrors = [source.url for source in settings.sources.values() if source.url]
    return (*mirrors, *(feed.url for feed in settings.feeds.values()))


def _origins(urls: Collection[str]) -> frozenset[Origin]:
    origins: set[Origin] = set()
    for url in urls:
        try:
            origins.add(target_of(url).origin)
        except FetchError:
            # One wrong address costs its own source alone, which says so when it is fetched.
            continue
    return frozenset(origins)
