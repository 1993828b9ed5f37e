"""The cast: every source, how it is doing, its tie, its grade, what it is made from, what came."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from msgspec import Struct

from situation.attempt_records import Attempt
from situation.cast import read_cast
from situation.marks import NOT_MEASURED
from situation.model import Source
from situation.periods import Viewpoint, age, format_day
from situation.reports.jsontext import Json, instant, viewpoint_json
from situation.reports.table import Column, aligned
from situation.reports.words import tie_words
from situation.source_overview import SourceOverview, SourceState
from situation.source_words import ago, coming, facts_of
from situation.store.base import Store
from situation.store.claim_query import ClaimQuery

STATE_COLUMNS = (
    Column("state"),
    Column("source"),
    Column("fed by"),
    Column("grade"),
    Column("tie"),
    Column("data of"),
    Column("tried"),
    Column("new", right=True),
    Column("seen", right=True),
    Column("rejected", right=True),
    Column("next"),
    Column("licence"),
    Column("made from"),
    Column("name"),
)
STATES_EXPLAINED = (
    "state: failed: the last try did; partial: of the last try, parts failed or items were "
    "rejected; stale: data older than its period, or no answer for three times its interval; "
    "silent: nothing new for three times its usual gap; fresh: none of these, which does not make "
    "it right; grade: how reliable the source is, A to E; F: cannot be judged; made from: sources "
    "whose data it uses, so that their agreement is not corroboration"
)
_LABEL_CELLS = 11


class SourceUse(Struct, frozen=True, kw_only=True):
    """A source and what a store has of it at a viewpoint."""

    source: Source
    readings: int
    """Control readings in force."""
    last_said: datetime | None
    """Newest said or confirmed time of a claim or a reading in force."""


async def read_source_uses(store: Store, viewpoint: Viewpoint) -> tuple[SourceUse, ...]:
    """Every source, by id, with what it contributes at the viewpoint.

    Raises:
        StoreError: the store cannot be read.
    """
    cast = await read_cast(store, viewpoint)
    said: dict[str, list[datetime]] = {source_id: [] for source_id in cast.sources}
    for item in await store.readings(viewpoint):
        said.setdefault(item.reading.source, []).append(item.confirmed_at)
    uses = []
    for source_id, source in sorted(cast.sources.items()):
        newest = await store.claims(ClaimQuery(viewpoint=viewpoint, sources=(source_id,), limit=1))
        times = [*said[source_id], *(item.record.said_at for item in newest.claims)]
        uses.append(
            SourceUse(
                source=source,
                readings=len(said[source_id]),
                last_said=max(times, default=None),
            )
        )
    return tuple(uses)


def _use_json(use: SourceUse) -> dict[str, Json]:
    source = use.source
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "relation": source.affiliation.relation.value,
        "side": source.affiliation.side,
        "reliability": source.reliability.value,
        "reliability_reason": source.reliability_reason or None,
        "depends_on": list(source.depends_on),
        "licence": source.licence.value,
        "terms": source.terms or None,
        "credit": source.credit or None,
        "url": source.url or None,
        "readings": use.readings,
        "last_said": instant(use.last_said),
    }


def overview_lines(overview: SourceOverview) -> list[str]:
    """What `sitmon sources` prints: a line for each source and connector."""
    rows = [_state_cells(state, overview.judged_at) for state in overview.states]
    return aligned(STATE_COLUMNS, rows)


def sheet_lines(overview: SourceOverview) -> list[str]:
    """What `sitmon sources SOURCE` prints: everything about each source of the overview."""
    lines: list[str] = []
    for state in overview.states:
        facts = facts_of(state, overview.judged_at)
        told = [f"{fact.label.ljust(_LABEL_CELLS)}{fact.text}" for fact in facts]
        lines += [*([""] if lines else []), state.source.name, *told]
    return lines


def overview_json(
    overview: SourceOverview, uses: Iterable[SourceUse], viewpoint: Viewpoint
) -> dict[str, Json]:
    """`as_of`, `known_at`, `judged_at` and `sources`, by id, each with its `states`.

    A source has one state for each connector that feeds it, else one whose `connector` is null.
    `readings` counts those in force at the viewpoint; all else is as at `judged_at`.
    """
    by_id = {use.source.id: use for use in uses}
    states = sorted(overview.states, key=lambda state: state.key)
    sources: list[Json] = []
    for source_id, group in groupby(states, key=lambda state: state.source.id):
        of_source = list(group)
        missing = SourceUse(source=of_source[0].source, readings=0, last_said=None)
        told = _use_json(by_id.get(source_id, missing))
        sources.append({**told, "states": [_state_json(state) for state in of_source]})
    judged_at = instant(overview.judged_at)
    return {**viewpoint_json(viewpoint), "judged_at": judged_at, "sources": sources}


def _state_cells(state: SourceState, at: datetime) -> list[str]:
    source = state.source
    return [
        state.word.value,
        source.id,
        state.connector or NOT_MEASURED,
        source.reliability.value,
        tie_words(source),
        f"{format_day(state.data_at)} ({age(state.data_at, at)})"
        if state.data_at
        else NOT_MEASURED,
        *_attempt_cells(state.attempt, at),
        coming(state.next_try, at) if state.next_try else NOT_MEASURED,
        source.licence.replace("_", " "),
        ", ".join(source.depends_on) or NOT_MEASURED,
        source.name,
    ]


def _attempt_cells(attempt: Attempt | None, at: datetime) -> Iterator[str]:
    if attempt is None:
        yield from [NOT_MEASURED] * 4
    else:
        yield ago(attempt.tried_at, at)
        yield from map(str, (attempt.new, attempt.seen, attempt.rejected))


def _state_json(state: SourceState) -> Json:
    interval = state.interval
    return {
        "connector": state.connector or None,
        "state": state.word.value,
        "conditions": [
            {"word": condition.word.value, "why": condition.why or None}
            for condition in state.conditions
        ],
        "asked": bool(state.connector) and not state.off,
        "why_off": state.off or None,
        "every_seconds": interval.total_seconds() if interval is not None else None,
        "terms_to_accept": state.notice or None,
        "terms_accepted": state.is_accepted if state.notice else None,
        "data_until": instant(state.data_at),
        "next_try": instant(state.next_try),
        "last_try": _attempt_json(state.attempt) if state.attempt else None,
    }


def _attempt_json(attempt: Attempt) -> Json:
    return {
        "at": instant(attempt.tried_at),
        "outcome": attempt.outcome.value,
        "last_success": instant(attempt.succeeded_at),
        "seen": attempt.seen,
        "new": attempt.new,
        "rejected": attempt.rejected,
        "reasons": list(attempt.reasons),
        "warnings": list(attempt.warnings),
        "why_failed": attempt.why or None,
        "failures": attempt.failures,
    }
