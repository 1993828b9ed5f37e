"""A store and what is set up here → how each source is doing. Asks the network for nothing."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from situation.asked_here import NOT_SET_UP, is_fed_here
from situation.attempt_records import Attempt
from situation.cast import Cast
from situation.connector import Connector
from situation.freshness import SourceFacts, conditions_of
from situation.handover_claims import LOOK_BACK
from situation.handover_silence import SilentSource, silent_sources
from situation.lookup import folded
from situation.model import Claim, Source
from situation.periods import Viewpoint
from situation.source_access import SourceSetup, interval_of, why_off
from situation.source_overview import SourceOverview, SourceState
from situation.store.base import Store
from situation.store.claim_query import ClaimQuery
from situation.vocabulary import SourceKind

_PAGE: Final = 500


class _Heard(Struct, frozen=True, kw_only=True):
    """What a store has of its sources, by source id."""

    silent: Mapping[str, SilentSource]
    last: Mapping[str, datetime]


async def build_sources(
    store: Store, viewpoint: Viewpoint, cast: Cast, setup: SourceSetup | None, *, now: datetime
) -> SourceOverview:
    """Judge every source at the moment up to which records count.

    A source without an attempt has its data's date from the newest thing that the store has of it.

    Args:
        store: where the attempts and the items are.
        viewpoint: only its `known_at` counts: how fresh a source is does not depend on the day
            that is looked from.
        cast: who is known at the viewpoint.
        setup: what is set up here; None: nothing is, as beside a store that others fill.
        now: the present.

    Raises:
        StoreError: the store cannot be read.
    """
    is_dropping = setup is not None and is_fed_here(await store.info())
    setup = setup or SourceSetup()
    judged_at = min(now, viewpoint.known_at or now)
    at = Viewpoint(valid_at=judged_at, known_at=viewpoint.known_at)
    attempts = {item.record.connector: item.record for item in await store.attempts(at.known_at)}
    judge = _Judge(cast, setup, await _heard(store, at, cast), judged_at, now)
    others = _unknown_here(attempts, setup.connectors)
    states = [
        *(judge.fetched(connector, attempts.get(connector.key)) for connector in setup.connectors),
        *(judge.dropped(one) if is_dropping else judge.elsewhere(one) for one in others),
    ]
    fed = {state.source.id for state in states}
    states += [judge.told(source) for key, source in cast.sources.items() if key not in fed]
    return SourceOverview(
        judged_at=judged_at,
        is_now=judged_at == now,
        states=tuple(sorted(states, key=_order)),
    )


class _Judge:
    """Makes the states of the three kinds of sources."""

    def __init__(
        self, cast: Cast, setup: SourceSetup, heard: _Heard, at: datetime, now: datetime
    ) -> None:
        self._cast = cast
        self._setup = setup
        self._heard = heard
        self._at = at
        self._now = now

    def fetched(self, connector: Connector, attempt: Attempt | None) -> SourceState:
        """A source that a connector of this setup feeds."""
        source = self._cast.sources.get(connector.source)
        off = why_off(connector, self._setup, self._now)
        settings = self._setup.settings
        # The sync makes the source record of a feed or a channel when it first asks it.
        is_made_by_sync = connector.key in settings.feeds or connector.key in settings.channels
        if source is None and not is_made_by_sync:
            off = f"the store has no source {connector.source}: add it to the pack"
        state = self._state(
            source or _unknown(connector.source),
            attempt,
            connector=connector.key,
            off=off,
            interval=interval_of(connector, settings),
        )
        is_accepted = connector.key in self._setup.accepted
        return replace(state, notice=connector.notice, is_accepted=is_accepted)

    def elsewhere(self, attempt: Attempt) -> SourceState:
        """A source that was fetched by a connector of those who feed this store."""
        return self._state(self._source_of(attempt), attempt, connector=attempt.connector)

    def dropped(self, attempt: Attempt) -> SourceState:
        """A source that was fetched by a connector that the settings here have no more."""
        source, connector = self._source_of(attempt), attempt.connector
        return self._state(source, attempt, connector=connector, off=NOT_SET_UP)

    def told(self, source: Source) -> SourceState:
        """A source that nothing fetches."""
        return self._state(source, None)

    def _source_of(self, attempt: Attempt) -> Source:
        return self._cast.sources.get(attempt.source) or _unknown(attempt.source)

    def _state(
        self,
        source: Source,
        attempt: Attempt | None,
        *,
        connector: str = "",
        off: str = "",
        interval: timedelta | None = None,
    ) -> SourceState:
        data_until = attempt.data_until if attempt else None
        facts = SourceFacts(
            source=source,
            is_fetched=bool(connector),
            off=off,
            interval=interval,
            attempt=attempt,
            data_at=data_until or self._heard.last.get(source.id),
            silence=self._heard.silent.get(source.id),
        )
        return SourceState(
            source=source,
            connector=connector,
            conditions=conditions_of(facts, self._at),
            off=off,
            interval=interval,
            attempt=attempt,
            data_at=facts.data_at,
            next_try=None if off else _next_try(attempt, interval),
            made_from=tuple(self._name(key) for key in source.depends_on),
        )

    def _name(self, source_id: str) -> str:
        source = self._cast.sources.get(source_id)
        return source.name if source else source_id


def _unknown(source_id: str) -> Source:
    """Stands for a source that the store has no record of."""
    return Source(id=source_id, name=source_id, kind=SourceKind.UNNAMED)


def _next_try(attempt: Attempt | None, interval: timedelta | None) -> datetime | None:
    if attempt is None:
        return None
    by_interval = attempt.tried_at + interval if interval is not None else None
    return attempt.next_try or by_interval


def _unknown_here(
    attempts: Mapping[str, Attempt], connectors: Iterable[Connector]
) -> Iterable[Attempt]:
    here = {connector.key for connector in connectors}
    return (attempt for key, attempt in attempts.items() if key not in here)


def _order(state: SourceState) -> tuple[bool, bool, str, str]:
    return not state.connector, bool(state.off), folded(state.source.name), state.key


async def _heard(store: Store, at: Viewpoint, cast: Cast) -> _Heard:
    claims = await _recent_claims(store, at)
    silent = await silent_sources(store, cast.sources, at, claims)
    last: dict[str, datetime] = {}
    for item in await store.readings(at):
        source = item.reading.source
        last[source] = max(item.confirmed_at, last.get(source, item.confirmed_at))
    for claim in claims:
        last[claim.source] = max(claim.said_at, last.get(claim.source, claim.said_at))
    for source_id in cast.sources.keys() - last.keys():
        newest = await store.claims(ClaimQuery(viewpoint=at, sources=(source_id,), limit=1))
        last.update((source_id, item.record.said_at) for item in newest.claims)
    return _Heard(silent={silence.source.id: silence for silence in silent}, last=last)


async def _recent_claims(store: Store, at: Viewpoint) -> list[Claim]:
    """Those of the last 90 days, withdrawn ones too: their source did speak."""
    since = at.valid_at - LOOK_BACK
    query = ClaimQuery(viewpoint=at, said_since=since, withdrawn=True, limit=_PAGE)
    page = await store.claims(query)
    found = [item.record for item in page.claims]
    while page.cursor:
        page = await store.claims(replace(query, cursor=page.cursor))
        found += [item.record for item in page.claims]
    return found
