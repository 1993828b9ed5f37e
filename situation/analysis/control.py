"""Readings of one place → a summary that names its rule and its sources.

The rule, so that anyone can recompute it:

1. A reading counts while it is fresh (confirmed within its source's period, 14 days where the
   source sets none), speaks of the whole place, is not a denial and says something: `unknown` and
   `not_held` name no state and do not vote.
2. Each independent group of sources (`independence`) has one vote, that of its newest reading. A
   source made from several others has none while one of these has.
3. `outside` says nothing about who holds a place: it abstains as soon as somebody else votes.
4. The stance (a status and its holder) with most votes is the summary; without a single winner it
   is `contested`. Claims of the warring parties, and of sources whose ties are not known, are
   votes, but cannot win without anybody else's.
5. `disputed`: two groups with reliability A to C name different holders, or a party's fresh
   statement is incompatible with the summary.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec.structs import replace

from situation.analysis.independence import is_party, overheard
from situation.analysis.voting import HOLDING, stance_words, tally, votes_of
from situation.model import ControlReading, Source
from situation.store.base import ReadingInForce
from situation.views import Summary
from situation.vocabulary import Basis, ControlStatus, Extent, Reliability

FRESH_DAYS: Final = 14
JUDGED_RELIABLE: Final = frozenset({Reliability.A, Reliability.B, Reliability.C})

_NO_STATE: Final = frozenset({ControlStatus.UNKNOWN, ControlStatus.NOT_HELD})
_INCOMPATIBLE: Final = frozenset(
    frozenset(pair)
    for pair in (
        (ControlStatus.HELD, ControlStatus.OCCUPIED),
        (ControlStatus.HELD, ControlStatus.CONTESTED),
        (ControlStatus.HELD, ControlStatus.ENCIRCLED),
        (ControlStatus.HELD, ControlStatus.CUT_OFF),
        (ControlStatus.OCCUPIED, ControlStatus.CONTESTED),
        (ControlStatus.OCCUPIED, ControlStatus.INFILTRATED),
        (ControlStatus.OCCUPIED, ControlStatus.ENCIRCLED),
        (ControlStatus.OCCUPIED, ControlStatus.CUT_OFF),
        (ControlStatus.OUTSIDE, ControlStatus.OCCUPIED),
        (ControlStatus.OUTSIDE, ControlStatus.ENCIRCLED),
        (ControlStatus.OUTSIDE, ControlStatus.CUT_OFF),
    )
)


def freshness(source: Source) -> timedelta:
    """How long a reading of this source stays fresh after its last confirmation."""
    return timedelta(days=source.fresh_days or FRESH_DAYS)


def is_stale(reading: ReadingInForce, source: Source, at: datetime) -> bool:
    """Whether the last confirmation is older than the source's period."""
    return at - reading.confirmed_at > freshness(source)


def has_a_say(reading: ControlReading) -> bool:
    """Whether a fresh reading like this one votes (rule 1)."""
    return (
        reading.extent is Extent.WHOLE
        and reading.basis is not Basis.DENIED
        and reading.status not in _NO_STATE
    )


def incompatible(
    first: ControlReading, status: ControlStatus, holder: str | None, *, denied: bool = False
) -> bool:
    """Whether a reading and a statement about the same place at the same time exclude each other.

    Args:
        first: the reading.
        status: what the statement says.
        holder: who holds the place by the statement; None where it names nobody.
        denied: the statement denies `status` instead of asserting it.
    """
    first_denied = first.basis is Basis.DENIED
    same_holder = first.holder is None or holder is None or first.holder == holder
    if first_denied or denied:
        return first_denied != denied and first.status is status and same_holder
    if ControlStatus.NOT_HELD in (first.status, status):
        other = status if first.status is ControlStatus.NOT_HELD else first.status
        return other in HOLDING and first.holder is not None and first.holder == holder
    if first.status in HOLDING and status in HOLDING:
        # Its own side holds what the other side calls occupied.
        return first.status is not status if None in (first.holder, holder) else not same_holder
    return frozenset((first.status, status)) in _INCOMPATIBLE


def summarise(
    readings: Sequence[ReadingInForce],
    sources: Mapping[str, Source],
    groups: Mapping[str, str],
    at: datetime,
) -> Summary:
    """Apply the rule of this module to the readings in force of one place."""
    known = [reading for reading in readings if reading.reading.source in sources]
    fresh = [
        reading for reading in known if not is_stale(reading, sources[reading.reading.source], at)
    ]
    speaking = [reading for reading in fresh if has_a_say(reading.reading)]
    repeating = overheard({item.reading.source for item in speaking}, sources, groups)
    votes = votes_of([item for item in speaking if item.reading.source not in repeating], groups)
    if not votes:
        return (
            _nothing_fresh(known, sources, at)
            if not fresh
            else Summary(
                status=ControlStatus.UNKNOWN, why="no fresh reading speaks of the whole place"
            )
        )
    counted = tally(votes, sources)
    summary = Summary(
        status=counted.stance.status,
        holder=counted.stance.holder,
        agree=counted.agree,
        of=counted.of,
        why=counted.why,
        votes=votes,
    )
    return _with_dispute(summary, fresh, sources, groups)


def _nothing_fresh(
    readings: Sequence[ReadingInForce], sources: Mapping[str, Source], at: datetime
) -> Summary:
    if not readings:
        return Summary(status=ControlStatus.UNKNOWN, why="no source has said anything")
    last = max(readings, key=lambda reading: reading.confirmed_at)
    days = (at - last.confirmed_at).days
    name = sources[last.reading.source].name
    said = stance_words(last.reading.status, last.reading.holder)
    why = f"every reading is stale; the last, {days} days before: {name} said {said}"
    return Summary(status=ControlStatus.UNKNOWN, stale=True, why=why)


def _with_dispute(
    summary: Summary,
    fresh: Sequence[ReadingInForce],
    sources: Mapping[str, Source],
    groups: Mapping[str, str],
) -> Summary:
    since = [*_holder_disputes(fresh, sources, groups), *_party_disputes(summary, fresh, sources)]
    if not since:
        return summary
    return replace(summary, disputed=True, disputed_since=min(since))


def _holder_disputes(
    fresh: Sequence[ReadingInForce], sources: Mapping[str, Source], groups: Mapping[str, str]
) -> Iterable[datetime]:
    """When each pair of judged-reliable, independent readings began to name different holders."""
    judged = [
        item.reading
        for item in fresh
        if has_a_say(item.reading)
        and item.reading.holder
        and sources[item.reading.source].reliability in JUDGED_RELIABLE
    ]
    for index, first in enumerate(judged):
        for second in judged[index + 1 :]:
            differ = first.holder != second.holder
            if differ and groups[first.source] != groups[second.source]:
                yield max(first.said_at, second.said_at)


def _party_disputes(
    summary: Summary, fresh: Sequence[ReadingInForce], sources: Mapping[str, Source]
) -> Iterable[datetime]:
    """When each party's statement that is incompatible with the summary met an opposite one."""
    for item in fresh:
        reading = item.reading
        if reading.extent is not Extent.WHOLE or not is_party(sources[reading.source]):
            continue
        if incompatible(reading, summary.status, summary.holder):
            opposed = [
                other.reading.said_at
                for other in fresh
                if other.reading.extent is Extent.WHOLE
                and incompatible(
                    reading,
                    other.reading.status,
                    other.reading.holder,
                    denied=other.reading.basis is Basis.DENIED,
                )
            ]
            yield max(reading.said_at, min(opposed, default=reading.said_at))
