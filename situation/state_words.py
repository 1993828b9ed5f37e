"""What is said of a place, in words: `held by Ukraine`, `contested`."""

from collections.abc import Mapping

from situation.marks import MARKS
from situation.views import Summary, Vote
from situation.vocabulary import ControlStatus


def state_words(state: Summary | Vote, sides: Mapping[str, str]) -> str:
    """A status and, where somebody holds or occupies the place, who does.

    Args:
        state: what is said.
        sides: the name of each party, by id.
    """
    meaning = MARKS[state.status].meaning
    by_side = state.status in (ControlStatus.HELD, ControlStatus.OCCUPIED)
    if not by_side:
        return meaning
    return f"{meaning} by {sides.get(state.holder or '', state.holder or 'nobody named')}"
