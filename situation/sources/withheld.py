"""What sitmon does not show is left out when a text is read, and never stored.

Left out, sentence by sentence, is what tells where units stand, which way an attack or a drone or
missile goes, exact positions, and how to find a private person. The rules are ones of words, such
as a weapon and a course, in English, Ukrainian and Russian; a text in another language is left out
whole. They rather take too much than too little, and cannot know the names of private persons.
"""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from situation.sources.named_units import without_speaking_units
from situation.sources.withheld_attacks import tells_a_direction
from situation.sources.withheld_counts import head_of_a_count
from situation.sources.withheld_honours import is_of_honour
from situation.sources.withheld_languages import is_without_rules
from situation.sources.withheld_persons import tells_a_person, without_handles
from situation.sources.withheld_places import tells_a_position
from situation.sources.withheld_sentences import goes_on, sentences_of
from situation.sources.withheld_units import tells_a_unit
from situation.sources.withheld_ways import tells_a_way

MARK: Final = "[…]"
"""Stands where a sentence, or a part of one, was left out."""
UNIT: Final = "where a unit stands"
WAY: Final = "the way of a drone or missile"
ATTACK: Final = "the direction of an attack"
POSITION: Final = "an exact position"
PERSON: Final = "how to find a private person"
FOREIGN: Final = "something in a language without rules for what is left out"

_RULES: Final[tuple[tuple[str, Callable[[str], bool]], ...]] = (
    (UNIT, tells_a_unit),
    (WAY, tells_a_way),
    (ATTACK, tells_a_direction),
    (POSITION, tells_a_position),
    (PERSON, tells_a_person),
)


class Kept(Struct, frozen=True, kw_only=True):
    """What of a text may be kept."""

    text: str
    """With `[…]` in place of what was left out."""
    reasons: tuple[str, ...] = ()
    """What was left out told, each once."""
    lost: tuple[str, ...] = ()
    """The same, of sentences that were left out whole."""


class _Judged(Struct, frozen=True):
    """One sentence, and what it told."""

    text: str
    reasons: tuple[str, ...] = ()
    is_lost: bool = False


def without_withheld(text: str, language: str = "") -> Kept:
    """Leave out what sitmon does not show.

    A sentence goes whole; but a unit that only speaks, a name to write to, and the direction behind
    a count of attacks in a sector go alone. Sentences that go on with one another are judged
    together.

    Args:
        text: clean text; a line break ends a sentence.
        language: that its source says it is in, two letters; empty: it does not say.
    """
    if is_without_rules(text, language):
        return Kept(text=MARK, reasons=(FOREIGN,), lost=(FOREIGN,))
    pieces = sentences_of(text)
    reasons: dict[str, None] = {}
    lost: dict[str, None] = {}
    before = _Judged("")
    spoken = ""
    for index in range(0, len(pieces), 2):
        sentence = pieces[index]
        judged = _judged(sentence)
        if spoken and not judged.is_lost and goes_on(sentence, spoken):
            judged = _with_the_one_before(judged, sentence, before, spoken)
        pieces[index] = judged.text
        reasons |= dict.fromkeys(judged.reasons)
        lost |= dict.fromkeys(judged.reasons if judged.is_lost else ())
        if sentence.strip():
            before, spoken = judged, sentence
    return Kept(text="".join(pieces), reasons=tuple(reasons), lost=tuple(lost))


def _judged(sentence: str) -> _Judged:
    """A sentence by itself."""
    without_units = without_speaking_units(sentence, MARK)
    if without_units != sentence and is_of_honour(sentence):
        without_units = sentence
    rest = without_handles(without_units, MARK)
    cut = (UNIT,) * (without_units != sentence) + (PERSON,) * (rest != without_units)
    reason = _reason(rest)
    if not reason:
        return _Judged(rest, cut)
    head = head_of_a_count(rest) if reason in (ATTACK, WAY) else ""
    if head and not _reason(head):
        return _Judged(f"{head} {MARK}", (*cut, reason))
    return _Judged(MARK, (reason,), is_lost=True)


def _with_the_one_before(judged: _Judged, sentence: str, before: _Judged, spoken: str) -> _Judged:
    """A sentence that goes on: it is left out with the one before, or where both together tell."""
    reason = (
        before.reasons[0] if before.is_lost else _reason(f"{spoken.rstrip(' .!?…:')}, {sentence}")
    )
    return _Judged(MARK, (reason,), is_lost=True) if reason else judged


def _reason(sentence: str) -> str:
    """What of the withheld a sentence tells; empty: nothing."""
    # Without capitals, names can only be guessed: every word may be one.
    words = sentence.title() if sentence.islower() else sentence
    return next((reason for reason, tells in _RULES if tells(words)), "")
