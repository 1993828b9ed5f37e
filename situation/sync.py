"""Bringing sources up to date: side by side, each by itself, what one gives stored at once."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, TypeAlias

from situation.attempt_records import Attempt, Outcome
from situation.child_reading import ChildReader
from situation.connector import BringsPlaces, Connector
from situation.errors import EvidenceError, SitmonError, StoreError
from situation.evidence_pruning import PruneReport
from situation.mapframe import MapFrame
from situation.periods import Clock, format_minute
from situation.record import Line
from situation.settings_model import Settings
from situation.source_access import interval_of
from situation.sources.catalogue import sources_of_settings
from situation.store.base import Store
from situation.sync_evidence import StoreEvidence
from situation.sync_known import Surroundings, look_around
from situation.sync_report import NotRun, SourceReport, SyncReport
from situation.sync_source import Fetches, SourceRun, Tools
from situation.sync_storing import AUTHOR
from situation.text import clean

SIDE_BY_SIDE: Final = 8
"""Sources asked at a time."""

NOTHING_TO_ASK: Final = "there is nothing to ask for: what it has published by now is stored"

Progress: TypeAlias = Callable[[Line], None]
"""Told, on the event loop, in one sentence when a source is asked and what came of it."""


async def sync(
    store: Store,
    settings: Settings,
    connectors: Iterable[Connector],
    fetcher: Fetches,
    evidence: StoreEvidence,
    *,
    frame: MapFrame,
    country: str,
    clock: Clock,
    progress: Progress,
    since: date | None = None,
) -> SyncReport:
    """Ask sources, and store what they give.

    Whatever becomes of one, the others are not held up; an `Attempt` tells of each.

    Args:
        store: holds the situation's places and sources.
        settings: how far back and how often each source is asked, and what evidence is kept.
        connectors: the sources that are asked, due or not.
        fetcher: whose validators are those of `evidence`.
        evidence: of this very store.
        frame: where the situation lies.
        country: that texts are searched for the places of, two letters.
        clock: gives the present.
        progress: told of each source.
        since: how far back they are asked.

    Raises:
        StoreError: the store cannot be read at all.
        EvidenceError: what comes cannot be kept at all.
    """
    came: list[SourceReport | NotRun] = []
    for some in _in_order(connectors):
        around = await look_around(store, frame, country=country, now=clock())
        await asyncio.to_thread(evidence.fit, await store.info(), around.places_fingerprint)
        lacking = sources_of_settings(settings, around.source_ids)
        if lacking:
            await store.append(lacking, author=AUTHOR)
        async with ChildReader(around.places.places.values(), country) as child:
            tools = Tools(store, fetcher, evidence, child, clock)
            work = _Sync(settings, around, tools, progress, since)
            came += await asyncio.gather(*(work.bring(connector) for connector in some))
    pruning = await _prune(evidence, settings, clock, progress)
    reports = [one for one in came if isinstance(one, SourceReport)]
    return SyncReport(
        sources=tuple(sorted(reports, key=lambda report: report.attempt.connector)),
        not_asked=tuple(one for one in came if isinstance(one, NotRun)),
        pruned=len(pruning.gone),
        beyond_limit=pruning.beyond,
    )


def _in_order(connectors: Iterable[Connector]) -> list[list[Connector]]:
    """Those that bring places, then those that place what they read; none of them is empty."""
    groups: dict[bool, list[Connector]] = {True: [], False: []}
    for connector in connectors:
        groups[isinstance(connector, BringsPlaces)].append(connector)
    return [group for group in groups.values() if group]


async def _prune(
    evidence: StoreEvidence, settings: Settings, clock: Clock, progress: Progress
) -> PruneReport:
    """Prune once a day, and say what it came to; that nothing can go costs the run nothing."""
    try:
        report = await asyncio.to_thread(evidence.prune_daily, settings.sync, clock())
    except EvidenceError as error:
        progress(error.line)
        return PruneReport()
    report = report or PruneReport()
    if report.gone:
        progress(f"{len(report.gone):,} kept bodies pruned")
    if report.beyond:
        progress(
            f"kept bodies take {_megabytes(report.kept_bytes)} MB, more than the"
            f" {settings.sync.keep_megabytes:,} MB of sync.keep_megabytes: records name them, and"
            " what records name is never pruned"
        )
    return report


def _megabytes(size: int) -> str:
    """Rounded up: what is beyond a limit must not look as if it were not."""
    return f"{-(-size // 1_000_000):,}"


class _Sync:
    """One run."""

    def __init__(
        self,
        settings: Settings,
        around: Surroundings,
        tools: Tools,
        progress: Progress,
        since: date | None,
    ) -> None:
        self._settings = settings
        self._around = around
        self._tools = tools
        self._progress = progress
        self._since = since
        self._free = asyncio.Semaphore(SIDE_BY_SIDE)

    async def bring(self, connector: Connector) -> SourceReport | NotRun:
        """Bring one source up to date; nothing but being cancelled leaves it."""
        async with self._free:
            tried_at = self._tools.clock()
            known = self._around.known(connector, self._settings, tried_at, self._since)
            self._progress(f"{connector.key}: asking")
            run = SourceRun(connector, known, self._tools)
            try:
                await run.run()
            except Exception as error:  # noqa: BLE001 - one broken reader must not stop the others
                run.tally.faults.append(_error_of_ours(error))
            if run.is_idle:
                idle = NotRun(connector=connector.key, why=NOTHING_TO_ASK)
                self._progress(f"{idle.connector}: not asked: {idle.why}")
                return idle
            attempt = run.attempt(tried_at, interval_of(connector, self._settings))
            try:
                await self._tools.store.append([attempt], author=AUTHOR)
                is_recorded = True
            except StoreError as error:
                is_recorded = False
                self._progress(f"{connector.key}: not recorded that it was asked: {error.line}")
            self._progress(told(attempt))
            return SourceReport(
                attempt=attempt,
                maps=run.tally.maps,
                is_recorded=is_recorded,
            )


def told(attempt: Attempt) -> Line:
    """What came of an attempt, in a sentence."""
    words = f"{attempt.connector}: {attempt.outcome}"
    if attempt.outcome is Outcome.FAILED:
        words += f": {attempt.why}"
        if attempt.next_try is not None:
            words += f"; next try {format_minute(attempt.next_try)}"
        return words
    if attempt.seen or attempt.new:
        words += f", {attempt.new:,} stored of {attempt.seen:,} items"
    return f"{words}, {attempt.rejected:,} rejected" if attempt.rejected else words


def _error_of_ours(error: Exception) -> SitmonError:
    kind = type(error).__name__
    return SitmonError(
        clean(f"an error of sitmon itself: {kind}: {error}", 400), do="please report it"
    )
