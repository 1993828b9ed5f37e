"""What a new version of a record does to the one before: correct it, update it or only refile it.

A correction puts right what was wrong; an update adds what became known and contradicts nothing
said before. For figures the old comparator decides: 27 satisfies "more than 20", 11 does not
satisfy 14.
"""

from typing import TypeAlias

from situation.analysis.control import incompatible
from situation.analysis.figures import Comparison, compare, interval
from situation.analysis.statements import wording
from situation.model import Claim, ControlReading, Statistic
from situation.vocabulary import Act, Basis

Version: TypeAlias = Statistic | ControlReading | Claim


def act_between(old: Version, new: Version) -> Act:
    """The act that leads from one version of a record to the next.

    Args:
        old: the version so far.
        new: the next one, of the same kind.

    Returns:
        `CORRECT`, `UPDATE`, `REFILE`, or `REVISE` where what is said changed and no rule can tell
        which it is. Whether a claim is taken back (`RETRACT`) is no matter of its content.
    """
    if isinstance(old, Statistic) and isinstance(new, Statistic):
        return _act_of_figure(old, new)
    if isinstance(old, ControlReading) and isinstance(new, ControlReading):
        return _act_of_reading(old, new)
    if isinstance(old, Claim) and isinstance(new, Claim):
        return _act_of_claim(old, new)
    return Act.REVISE


def _act_of_figure(old: Statistic, new: Statistic) -> Act:
    """By the old comparator, exactly: a source that says 60,127 after 60,000 corrects itself.

    A figure of another measure, base, source or earlier date, a value taken back and one that is
    no longer as definite as before are corrections.
    """
    same_measure = compare(old, new) is Comparison.COMPARABLE and old.source == new.source
    before, after = interval(old), interval(new)
    gone = before is not None and after is None
    if not same_measure or gone or new.as_of < old.as_of:
        return Act.CORRECT
    if before == after:
        return Act.REFILE if new.as_of == old.as_of else Act.UPDATE
    fits = before is None or (after is not None and after.within(before))
    return Act.UPDATE if fits else Act.CORRECT


def _act_of_reading(old: ControlReading, new: ControlReading) -> Act:
    """Another state from a later day on is an update; an incompatible one of that day corrects."""
    if _predicate(old) == _predicate(new):
        return Act.REFILE
    if old.place != new.place or old.source != new.source:
        return Act.CORRECT
    if new.valid_from > old.valid_from:
        return Act.UPDATE
    denied = new.basis is Basis.DENIED
    if old.extent is new.extent and incompatible(old, new.status, new.holder, denied=denied):
        return Act.CORRECT
    return Act.REVISE


def _predicate(reading: ControlReading) -> tuple[object, ...]:
    return (
        reading.place,
        reading.source,
        reading.status,
        reading.holder,
        reading.basis is Basis.DENIED,
        reading.extent,
        wording(reading.part).words,
        reading.valid_from,
        reading.valid_to,
    )


def _act_of_claim(old: Claim, new: Claim) -> Act:
    """Spelling, links, citations and the like refile; another claimant was a mistake."""
    if old.source != new.source:
        return Act.CORRECT
    return Act.REFILE if _assertion(old) == _assertion(new) else Act.REVISE


def _assertion(claim: Claim) -> tuple[object, ...]:
    return (
        claim.kind,
        frozenset(claim.places),
        claim.commitment,
        claim.verification,
        claim.said_at,
        claim.valid_from,
        claim.valid_to,
        wording(claim.text).words,
    )
