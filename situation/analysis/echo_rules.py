"""When one report is an echo of another: the rules, claim against claim."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from typing import Final

from msgspec import Struct

from situation.analysis.roots import origin_of_data, root_of
from situation.analysis.statements import RUN, Wording, same_order, wording
from situation.model import Claim, Source

SAME_CLAIMANT_LIKENESS: Final = 0.5
"""Shared part of the runs of words; a dozen words with one left out come to 0.6."""
COPIED_LIKENESS: Final = 0.8
COPIED_WORDS: Final = 12
"""Two sources may find the same short sentence by themselves, but not a long one."""
ECHO_TIME: Final = timedelta(days=2)
"""A report is dated by its own day or the day after the statement's."""


class JoinedBy(StrEnum):
    """The rule that made a report an echo."""

    CLAIMANT = "same claimant"
    COPY = "printed by another as its own"
    LINK = "marked as a duplicate"


class Echo(Struct, frozen=True, kw_only=True):
    """One report of a statement."""

    claim: str
    joined_by: JoinedBy
    rule: str
    """The rule with what it measured, in words."""


class Report(Struct, frozen=True, kw_only=True):
    """A claim, prepared for being compared."""

    claim: Claim
    root: str
    chain: frozenset[str]
    """Words of the names of claimant and publishers."""
    text: Wording
    original: Wording


def report_of(claim: Claim, sources: Mapping[str, Source]) -> Report:
    """Prepare a claim: its words, its root and the names that may be added to its text."""
    root = origin_of_data(root_of(claim, sources), sources)
    chain = (root, claim.source, *claim.via)
    names = [sources[source_id].name for source_id in chain if source_id in sources]
    return Report(
        claim=claim,
        root=root,
        chain=frozenset(word for name in names for word in wording(name).words),
        text=wording(claim.text),
        original=wording(claim.original),
    )


def age_and_distance(report: Report) -> tuple[object, ...]:
    """Sorts reports so that the origin of an echo comes before it."""
    return report.claim.said_at, len(report.claim.via), report.claim.id


def echo_of(origin: Report, report: Report, likely: float) -> Echo | None:
    """What makes a report an echo of an earlier one; None: it is another statement.

    Args:
        origin: the earlier report, of the same kind, places and core words.
        report: the later one.
        likely: `statements.likeness` of the two.
    """
    same_root = origin.root == report.root
    shortest = min(len(origin.text.words), len(report.text.words))
    if likely < (SAME_CLAIMANT_LIKENESS if same_root else COPIED_LIKENESS):
        return None
    if not same_root and shortest < COPIED_WORDS:
        return None
    if not (_times_fit(origin, report) and _originals_fit(origin, report)):
        return None
    if not same_order(origin.text, report.text):
        return None
    joined_by = JoinedBy.CLAIMANT if same_root else JoinedBy.COPY
    rule = f"{joined_by}, near-identical words ({likely:.2f} of the runs of {RUN} words shared)"
    return Echo(claim=report.claim.id, joined_by=joined_by, rule=rule)


def _originals_fit(origin: Report, report: Report) -> bool:
    """Where both keep the claimant's own words, these must not say different things."""
    same_language = origin.claim.language == report.claim.language
    if not same_language or not origin.original.words or not report.original.words:
        return True
    return origin.original.fixed == report.original.fixed


def _times_fit(origin: Report, report: Report) -> bool:
    """Who prints the same words again on another day reports another statement."""
    one, other = origin.claim, report.claim
    same_publisher = (one.via or (one.source,))[-1] == (other.via or (other.source,))[-1]
    if same_publisher and one.said_at.date() != other.said_at.date():
        return False
    return None in (one.valid_from, other.valid_from) or one.valid_from == other.valid_from
