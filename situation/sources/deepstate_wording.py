"""What a sentence of DeepState's changelog says: that places changed hands, or something else.

"The enemy occupied A and B and advanced near C": the map's authors hold A and B to be lost, which
is a statement about control; an advance near or even in C is an event and says nothing about who
holds C. Only the run of names right after "occupied", "captured" or "liberated" (right before it in
the passive) is taken for control; in all doubt a sentence is an event. Verbs are those of the
changelog of 2022 to 2026, in English and Ukrainian.

A sentence that names a military unit says where that unit is, as every sentence here is tied to
points of the map: such a sentence is left out, with all else that sitmon does not show.
"""

import re
from itertools import pairwise
from typing import Final

from msgspec import Struct

from situation.sources.deepstate_text import ELLIPSIS, MARK, Linked, Sentence
from situation.sources.withheld import without_withheld

_NOTE: Final = r"(?: ?\([^()]{1,60}\))?"
_JOIN: Final = (
    r"(?: ?, ?(?:(?:and|та|і|й|а також) )?| (?:and|та|і|й|as well as|а також) | (?=\ue000))"
)
_WORD: Final = r"[A-ZА-ЯЄІЇҐ][\w'’ʼ-]*"
_SUBJECT: Final = (
    r"(?:enemy|invaders|occupiers|russians|forces|troops|army|has|have|and|also|then|[,:])"
    r"(?: (?:has|have|also|completely|fully|recently|finally))* "
)
_TAKEN: Final = "(?:occupied|liberated|captured)"
_THE_TOWN: Final = r"(?:the )?(?:(?:villages?|settlements?|towns?|city|cities)(?: of)? )?"
_TAKEN_UK: Final = (
    "(?:окупува(?:в|л[аи])|окуповано|захопи(?:в|л[аи])|захоплено|звільни(?:в|л[аи])|звільнено)"
)
_THE_TOWN_UK: Final = r"(?:(?:сел[оа]|селищ[еа]|міст[оа]|населен\w+ пункт\w*|смт|[см]\.) )?"
_UNIT: Final = re.compile(
    r"\b(?:(?:brigade|battalion|regiment|division|platoon|squad)s?|corps"
    r"|бригад\w*|батальйон\w*|полк(?:у|и|ів|ом|ами)?|дивізі\w+|корпус(?:у|и|ів|ом)?|взвод\w*)\b",
    re.IGNORECASE,
)
_REDRAWN: Final = re.compile(
    r"\A(?!.*(?:advanc|просун|push|drove|відкин)).*\b(?:clarified|specified|up(?:grad|dat)\w+"
    r"|уточн\w+|онов\w+)",
    re.IGNORECASE | re.DOTALL,
)


def _patterns(item: str) -> tuple[re.Pattern[str], ...]:
    run = f"{item}{_NOTE}(?:{_JOIN}{item}{_NOTE})*"
    were = "(?: (?:was|were|is|are|has been|have been)(?: completely| fully)? )"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<!\w)(?i:{_SUBJECT})(?P<told>(?i:{_TAKEN} {_THE_TOWN}){run})",
            rf"(?<!\w)(?<!не )(?<!Не )(?P<told>(?i:{_TAKEN_UK} {_THE_TOWN_UK}){run})",
            rf"\A(?P<told>(?i:{_THE_TOWN}){run}(?i:{were}{_TAKEN}))(?!\w)",
            rf"\A(?P<told>(?i:{_THE_TOWN_UK}){run}(?i:(?: було| повністю)* {_TAKEN_UK}))(?!\w)",
        )
    )


_LINKED: Final = _patterns(MARK)
_NAMED: Final = _patterns(f"{_WORD}(?: {_WORD})*")


class Told(Struct, frozen=True, kw_only=True):
    """One sentence taken apart; None: it says nothing of that sort."""

    control: Sentence | None = None
    """That places were occupied, captured or liberated, with these places only."""
    rest: Sentence | None = None
    """Everything else."""


def is_withheld(sentence: Sentence) -> bool:
    """Whether a sentence tells where units stand or anything else that is not to be kept."""
    words = sentence.spelled
    return _UNIT.search(words) is not None or bool(without_withheld(words).reasons)


def is_about_the_map(sentence: Sentence) -> bool:
    """Whether a sentence tells how the map was redrawn, and not what happened on the ground."""
    return _REDRAWN.search(sentence.words) is not None


def take_apart(sentence: Sentence) -> Told:
    """Part what a sentence says of control from the rest of it; `…` stands for what is left out."""
    spans = _control_spans(sentence)
    if not spans:
        return Told(rest=sentence)
    words = sentence.words
    first, last = spans[0][0], spans[-1][1]
    between = [words[end:start] for (_, end), (start, _) in pairwise(spans)]
    around = [words[:first], *between, words[last:]]
    control = _control_words(words, spans)
    has_more = any(MARK in part for part in around) or (
        not sentence.links and any(re.search(_WORD, part) for part in around[1:])
    )
    if not has_more:
        return Told(control=sentence)
    inside = {
        index
        for index, mark in enumerate(re.finditer(MARK, words))
        if any(start <= mark.start() < end for start, end in spans)
    }
    return Told(
        control=Sentence(words=control, links=_only(sentence, inside, keep=True)),
        rest=Sentence(words=_joined(around), links=_only(sentence, inside, keep=False)),
    )


def _control_spans(sentence: Sentence) -> list[tuple[int, int]]:
    """Where, from verb to last name, the words say that places changed hands; in order, apart."""
    patterns = _LINKED if sentence.links else _NAMED
    found = sorted(
        match.span("told") for pattern in patterns for match in pattern.finditer(sentence.words)
    )
    spans: list[tuple[int, int]] = []
    for start, end in found:
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def _control_words(words: str, spans: list[tuple[int, int]]) -> str:
    first, last = spans[0][0], spans[-1][1]
    head = words[:first]
    # Who did it stands before the first verb; after other places it is too far away to quote.
    quoted = [head if MARK not in head else f"{ELLIPSIS} "]
    quoted.append(f" {ELLIPSIS} ".join(words[start:end] for start, end in spans))
    if words[last:].strip(" ."):
        quoted.append(f" {ELLIPSIS}")
    else:
        quoted.append(words[last:])
    return "".join(quoted)


def _joined(around: list[str]) -> str:
    head, *tails = around
    words = ELLIPSIS.join((head, *(tail.removeprefix(",") for tail in tails)))
    return words.removesuffix(".") if words.endswith(f"{ELLIPSIS}.") else words


def _only(sentence: Sentence, inside: set[int], *, keep: bool) -> tuple[Linked, ...]:
    return tuple(link for index, link in enumerate(sentence.links) if (index in inside) is keep)
