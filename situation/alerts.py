"""What a reader who looks elsewhere is called back for: who holds what, disputes, claims."""

from collections.abc import Iterator, Mapping
from typing import Final

from situation.state_words import state_words
from situation.views import PlaceRow, Snapshot

ALERTS_TOLD: Final = 3
"""Places named one by one; of the others the number is told."""


def alerts_between(before: Snapshot, after: Snapshot) -> tuple[str, ...]:
    """A sentence for each place where something is said now that was not before.

    Both are to be looked at live: a step through time is no news. The places where another status
    or a dispute is new stand before those that only have new claims; beyond the third the last
    sentence says how many more there are.
    """
    sides = {party.id: party.name for party in after.parties}
    known = {row.place.id: row for row in before.rows}
    changed = ((known.get(row.place.id), row) for row in after.rows)
    told = [_words(then, now, sides) for then, now in changed if then is not None]
    weighty = [f"{name}: {', '.join(words)}" for name, words, weighs in told if words and weighs]
    light = [f"{name}: {', '.join(words)}" for name, words, weighs in told if words and not weighs]
    return tuple(_shortened([*weighty, *light]))


def _words(
    then: PlaceRow, now: PlaceRow, sides: Mapping[str, str]
) -> tuple[str, tuple[str, ...], bool]:
    """Name, what is new, and whether more than claims is."""
    claims = now.claims - then.claims
    of_control = tuple(_control_words(then, now, sides))
    of_claims = (f"{claims} new claim{'s' if claims > 1 else ''}",) if claims > 0 else ()
    return now.place.name, (*of_control, *of_claims), bool(of_control)


def _control_words(then: PlaceRow, now: PlaceRow, sides: Mapping[str, str]) -> Iterator[str]:
    before, after = then.summary, now.summary
    if (before.status, before.holder) != (after.status, after.holder):
        yield f"{state_words(after, sides)}, before {state_words(before, sides)}"
    if after.disputed and not before.disputed:
        yield "disputed"


def _shortened(sentences: list[str]) -> list[str]:
    more = len(sentences) - ALERTS_TOLD
    return [*sentences[:ALERTS_TOLD], f"and {more} more places"] if more > 0 else sentences
