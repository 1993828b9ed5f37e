"""Votes of one place → the stance with most of them, counted and in words.

Rules 2 to 4 of `situation.analysis.control`.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from situation.analysis.independence import has_known_ties, is_party
from situation.model import Source
from situation.store.base import ReadingInForce
from situation.views import Vote
from situation.vocabulary import ControlStatus

HOLDING: Final = frozenset({ControlStatus.HELD, ControlStatus.OCCUPIED})
"""Two words for one state of affairs where they name the same holder."""


class Stance(Struct, frozen=True):
    """What votes can agree on: a status and who holds the place, None where nobody is named."""

    status: ControlStatus
    holder: str | None = None


class Tally(Struct, frozen=True, kw_only=True):
    """How a vote went."""

    stance: Stance
    agree: int
    """Votes for the stance."""
    of: int
    """Votes that were counted."""
    why: str
    """The rule that decided, and each vote with who cast it."""


def votes_of(readings: Iterable[ReadingInForce], groups: Mapping[str, str]) -> tuple[Vote, ...]:
    """One vote for each group of sources: its newest word.

    Args:
        readings: fresh ones that have a say.
        groups: the group of each source, by id.
    """
    by_group: dict[str, list[ReadingInForce]] = {}
    for reading in readings:
        by_group.setdefault(groups[reading.reading.source], []).append(reading)
    votes = []
    for members in by_group.values():
        # A group's newest word counts, but its map saying nothing does not silence its statement.
        members.sort(
            key=lambda item: (item.reading.status is not ControlStatus.OUTSIDE, item.confirmed_at),
            reverse=True,
        )
        voices = dict.fromkeys(member.reading.source for member in members)
        newest = members[0].reading
        votes.append(Vote(sources=tuple(voices), status=newest.status, holder=newest.holder))
    return tuple(sorted(votes, key=lambda vote: vote.sources))


def tally(votes: Sequence[Vote], sources: Mapping[str, Source]) -> Tally:
    """Count the votes.

    Args:
        votes: at least one.
        sources: by id.
    """
    decided = [vote for vote in votes if vote.status is not ControlStatus.OUTSIDE] or list(votes)
    stance, rule = _winner(decided, votes, sources)
    is_outside = stance.status is ControlStatus.OUTSIDE
    counted = votes if is_outside else decided
    why = f"{rule}: {_spelled(counted, sources)}"
    if len(counted) < len(votes):
        abstained = [vote for vote in votes if vote not in counted]
        why += f"; no vote: {_spelled(abstained, sources)}"
    return Tally(
        stance=stance,
        agree=sum(_supports(vote, stance) for vote in counted),
        of=len(counted),
        why=why,
    )


def stance_words(status: ControlStatus, holder: str | None) -> str:
    """A status and its holder's id: `held by UA`, `encircled UA`, `contested`."""
    words = status.replace("_", " ")
    # Who is encircled or infiltrated is not who does it, so "by" would mislead there.
    by = "by " if status in HOLDING | {ControlStatus.NOT_HELD} else ""
    return f"{words} {by}{holder}" if holder else words


def _winner(
    speaking: Sequence[Vote], votes: Sequence[Vote], sources: Mapping[str, Source]
) -> tuple[Stance, str]:
    """The stance by rule 4 and the words for why."""
    stances = _stances(speaking)
    deciding = [vote for vote in speaking if _can_decide(vote, sources)]
    if not deciding:
        return _undecided(stances, speaking, votes, sources)
    support = {stance: sum(_supports(vote, stance) for vote in speaking) for stance in stances}
    most = max(support.values())
    best = [stance for stance in stances if support[stance] == most]
    is_one = all(_are_one(best[0], stance) for stance in best)
    if is_one and any(_supports(vote, best[0]) for vote in deciding):
        rule = "most independent sources" if len(speaking) > 1 else "the only source that speaks"
        return max(best, key=lambda stance: _exact(speaking, stance)), rule
    return Stance(ControlStatus.CONTESTED), "no status has most votes"


def _undecided(
    stances: Sequence[Stance],
    speaking: Sequence[Vote],
    votes: Sequence[Vote],
    sources: Mapping[str, Source],
) -> tuple[Stance, str]:
    """Where only those have spoken who cannot decide alone."""
    kinds = {_is_party_vote(vote, sources) for vote in speaking}
    who = " and ".join(
        words
        for is_party_vote, words in (
            (True, "a warring party"),
            (False, "a source whose ties are not known"),
        )
        if is_party_vote in kinds
    )
    if any(vote.status is ControlStatus.OUTSIDE for vote in votes):
        return Stance(ControlStatus.OUTSIDE), f"only {who} says otherwise"
    if not all(_are_one(stances[0], stance) for stance in stances):
        rule = f"only {who} says anything, and they contradict each other"
        if kinds == {True}:
            rule = "the warring parties contradict each other"
        return Stance(ControlStatus.CONTESTED), rule
    return Stance(ControlStatus.UNKNOWN), f"only {who} says so"


def _stances(votes: Iterable[Vote]) -> list[Stance]:
    """Every stance that is taken; one without a holder only where nobody names one to it."""
    taken = list(dict.fromkeys(Stance(vote.status, vote.holder) for vote in votes))
    named = {stance.status for stance in taken if stance.holder}
    return [stance for stance in taken if stance.holder or stance.status not in named]


def _supports(vote: Vote, stance: Stance) -> bool:
    return _are_one(Stance(vote.status, vote.holder), stance)


def _are_one(first: Stance, second: Stance) -> bool:
    """Whether both say the same, or one of them the same without naming the holder."""
    if first.status is second.status:
        return None in (first.holder, second.holder) or first.holder == second.holder
    # Its own side holds what the other side calls occupied.
    both_hold = {first.status, second.status} <= HOLDING
    return both_hold and first.holder is not None and first.holder == second.holder


def _exact(votes: Iterable[Vote], stance: Stance) -> int:
    return sum(vote.status is stance.status for vote in votes)


def _can_decide(vote: Vote, sources: Mapping[str, Source]) -> bool:
    source = sources[vote.sources[0]]
    return has_known_ties(source) and not is_party(source)


def _is_party_vote(vote: Vote, sources: Mapping[str, Source]) -> bool:
    return is_party(sources[vote.sources[0]])


def _spelled(votes: Iterable[Vote], sources: Mapping[str, Source]) -> str:
    """Each vote as what somebody says, never as what is: `DeepState map says contested`."""
    return "; ".join(
        f"{' and '.join(sources[source].name for source in vote.sources)} "
        f"{'say' if vote.sources[1:] else 'says'} {stance_words(vote.status, vote.holder)}"
        for vote in votes
    )
