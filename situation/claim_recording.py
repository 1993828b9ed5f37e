"""What a store is asked and given when somebody adds, corrects or retracts a claim by hand."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from situation.analysis.corrections import Version, act_between
from situation.errors import UnknownName, UsageError
from situation.model import AnyRecord, Claim, ControlReading, Statistic
from situation.periods import LATEST, Clock, Viewpoint
from situation.store.base import Recorded, Store
from situation.text import clean
from situation.typed_claim import (
    Known,
    TypedClaim,
    author_name,
    changed_claim,
    new_claim,
    withdrawal_note,
)
from situation.typed_predicate import says_control, says_figure, typed_figure, typed_reading
from situation.vocabulary import Act

_STRONGEST = (Act.CORRECT, Act.UPDATE, Act.REVISE, Act.REFILE)
"""A version that does several things at once is called by the first of these."""
_EVERYTHING = Viewpoint(valid_at=LATEST)


class Recording(Struct, frozen=True, kw_only=True):
    """What was recorded."""

    claim: str
    act: Act
    appended: int
    """Entries; none when the store had it already, word for word."""
    revision: int


async def read_known(store: Store, clock: Clock) -> Known:
    """Whom and what a typed claim is checked against: everything that is known now.

    Raises:
        StoreError: the store cannot be read.
    """
    return Known(
        places={item.record.id: item.record for item in await store.places()},
        sources={item.record.id: item.record for item in await store.sources()},
        parties=tuple(item.record for item in await store.parties()),
        clock=clock,
    )


async def add_claim(store: Store, typed: TypedClaim, *, author: str, clock: Clock) -> Recording:
    """Record a claim, with what it says of control or in figures, and its source if that is new.

    Raises:
        UsageError: a field is missing or wrong; `where` names it.
        StoreError: the store cannot be read or written.
    """
    known = await read_known(store, clock)
    claim, source = new_claim(typed, known)
    said = (typed_reading(claim, typed, known), typed_figure(claim, typed, known))
    records = [record for record in (source, claim, *said) if record is not None]
    return await _record(store, claim.id, records, author, Act.ASSERT)


async def correct_claim(
    store: Store, claim_id: str, typed: TypedClaim, *, author: str, clock: Clock
) -> Recording:
    """Record a new version of a claim; the program finds out what that version does.

    Raises:
        UnknownName: there is no such claim.
        UsageError: it was withdrawn, or a field is wrong; `where` names it.
        StoreError: the store cannot be read or written.
    """
    old = await _live_claim(store, claim_id)
    known = await read_known(store, clock)
    claim = changed_claim(old, typed, known)
    pairs: list[tuple[Version, Version]] = [(old, claim)]
    reading = await _reading_of(store, old)
    if says_control(typed) or (reading is not None and _moved(old, claim)):
        pairs += _pair(reading, typed_reading(claim, typed, known, reading))
    figure = await _figure_of(store, old, typed)
    if says_figure(typed) or (figure is not None and _moved(old, claim)):
        pairs += _pair(figure, typed_figure(claim, typed, known, figure))
    fresh = [new for _, new in pairs]
    return await _record(store, claim_id, fresh, author, _act_of(pairs))


async def retract_claim(
    store: Store, claim_id: str, reason: str, *, author: str, at: datetime
) -> Recording:
    """Take a claim back and note why.

    Raises:
        UnknownName: there is no such claim.
        UsageError: it was withdrawn before, or there is no reason.
        StoreError: the store cannot be read or written.
    """
    claim = await _live_claim(store, claim_id)
    note = withdrawal_note(claim, reason, author_name(author), at)
    return await _record(store, claim_id, [claim, note], author, Act.RETRACT)


async def _record(
    store: Store, claim_id: str, records: Sequence[AnyRecord], author: str, act: Act
) -> Recording:
    report = await store.append(
        records, author=author_name(author), act=None if act is Act.ASSERT else act
    )
    return Recording(claim=claim_id, act=act, appended=report.appended, revision=report.revision)


async def _live_claim(store: Store, claim_id: str) -> Claim:
    found: Recorded[Claim] | None = await store.claim(claim_id)
    if found is None:
        raise UnknownName("claim", clean(claim_id, 80))
    if found.act is Act.RETRACT:
        raise UsageError(f"the claim {claim_id} was withdrawn", do="add it again if it stands")
    return found.record


async def _reading_of(store: Store, claim: Claim) -> ControlReading | None:
    history = await store.reading_history(_EVERYTHING, places=claim.places)
    said = [item for item in history if item.record.claim == claim.id]
    return max(said, key=lambda item: item.entry).record if said else None


async def _figure_of(store: Store, claim: Claim, typed: TypedClaim) -> Statistic | None:
    stated = [
        item.record
        for item in await store.statistics(_EVERYTHING, places=claim.places)
        if item.record.claim == claim.id and typed.metric in {"", item.record.metric}
    ]
    if len(stated) > 1 and says_figure(typed):
        names = ", ".join(sorted(figure.metric for figure in stated))
        raise UsageError("the claim states several figures", where="metric", do=f"one of {names}")
    return stated[0] if len(stated) == 1 else None


def _moved(old: Claim, new: Claim) -> bool:
    """Whether what its reading and its figure repeat of a claim has changed."""
    return (
        replace(
            new,
            places=old.places,
            source=old.source,
            via=old.via,
            said_at=old.said_at,
            said_precision=old.said_precision,
        )
        != new
    )


def _pair(
    old: ControlReading | Statistic | None, new: ControlReading | Statistic | None
) -> list[tuple[Version, Version]]:
    # What is said for the first time has no version to be compared with: it is taken as one.
    return [] if new is None else [(new if old is None else old, new)]


def _act_of(pairs: list[tuple[Version, Version]]) -> Act:
    acts = {act_between(old, new) for old, new in pairs}
    return next(act for act in _STRONGEST if act in acts)
