"""The words of a claim as they are compared: what may differ between two reports of one statement.

Two texts report one statement when they share most of their runs of three words and have the same
words but for those that say who said it and where. One word of another kind ("the covered market")
may make another statement, so that a report in other words, or one that was cut short, is not
recognised: missing an echo is the lesser fault.
"""

import re
from collections.abc import Collection
from functools import cached_property
from typing import Final

from msgspec import Struct

from situation.lookup import folded

RUN: Final = 3
"""Words in a shingle. Claims are one sentence of ten or twenty words: with runs of five, one word
more or less would already change half of them."""

_ARTICLES: Final = frozenset({"a", "an", "the", "that"})
_NUMBER_WORDS: Final = "zero two three four five six seven eight nine ten eleven twelve"
_NUMBERS: Final = dict(zip(_NUMBER_WORDS.split(), map(str, (0, *range(2, 13))), strict=True))
"""Without "one", which is mostly no number."""
_NEGATIONS: Final = (
    "no not nor none never neither without cannot cant dont doesnt didnt isnt arent wasnt werent "
    "hasnt havent wont denied denies deny rejected refuted false не ні нет нема"
)
_COMPARATORS: Final = (
    "about almost approximately around dozen dozens exactly fewer half hundreds just least less "
    "more most nearly only over quarter roughly some third thousands under up"
)
_HEDGES: Final = (
    "allegedly apparently appear appears could if likely may maybe might perhaps possibly "
    "probably reportedly seems should unless unlikely whether will would attempted tried"
)
_EXTENTS: Final = (
    "all entire fully largely mostly part partly several whole near outside toward towards "
    "north south east west northern southern eastern western northeast northwest southeast "
    "southwest northeastern northwestern southeastern southwestern centre center central"
)
_TIMES: Final = (
    "before after until since again still yesterday today former monday tuesday wednesday "
    "thursday friday saturday sunday"
)
_VICTIMS: Final = "killed wounded injured civilians soldiers"
_ATTRIBUTION_WORDS: Final = (
    "according added address adding agency announced briefing bulletin channel citing daily "
    "evening facebook her his in interview it its morning nightly noted officials post press "
    "quoted report reported reports said saying says service spokesman statement summary telegram "
    "their to told wrote writes"
)
_ATTRIBUTION: Final = frozenset(_ATTRIBUTION_WORDS.split())
"""What a report may add. "By" and "from" are not among them: they turn who did it to whom."""
_CHANGES_WHAT_IS_SAID: Final = frozenset(
    f"{_NEGATIONS} {_COMPARATORS} {_HEDGES} {_EXTENTS} {_TIMES} {_VICTIMS}".split()
)
_THOUSANDS: Final = re.compile(r"\b\d{1,3}(?:[,\u00a0\u202f ]\d{3})+\b")
_POSSESSIVE: Final = re.compile(r"['’ʼ]s\b")
_WORD: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_](?:[^\W_]|['’ʼ`])*|%")


class Wording(Struct, frozen=True, kw_only=True, dict=True):
    """A text as words. Two equal wordings differ in articles, case and punctuation alone."""

    words: tuple[str, ...]
    names: frozenset[str]
    """Words with a capital that do not begin a sentence."""

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """The shingles; a text shorter than one is its own."""
        last = max(len(self.words) - RUN, 0)
        return frozenset(self.words[start : start + RUN] for start in range(last + 1))

    @cached_property
    def fixed(self) -> frozenset[str]:
        """The numbers and other words that must be the same in every report of a statement."""
        return frozenset(
            word for word in self.words if word in _CHANGES_WHAT_IS_SAID or word[0].isdigit()
        )

    def core(self, chain: Collection[str] = ()) -> frozenset[str]:
        """The words that every report of the statement must have.

        Args:
            chain: words of the names of those who said and printed it, which a report may add.
        """
        return self.fixed | frozenset(self.words).difference(_ATTRIBUTION, chain)


def wording(text: str) -> Wording:
    """Take a text apart; hyphenated words are several, a number with separators is one."""
    plain = _POSSESSIVE.sub("", text)
    plain = _THOUSANDS.sub(lambda match: re.sub(r"\D", "", match.group()), plain)
    words: list[str] = []
    names: set[str] = set()
    begins = True
    end = 0
    for match in _WORD.finditer(plain):
        begins = begins or any(mark in '.!?:\n“"' for mark in plain[end : match.start()])
        end = match.end()
        word = _NUMBERS.get(folded(match.group()), folded(match.group()))
        if not word or word in _ARTICLES:
            continue
        words.append(word)
        if match.group()[0].isupper() and not begins:
            names.add(word)
        begins = False
    return Wording(words=tuple(words), names=frozenset(names))


def likeness(first: Wording, second: Wording) -> float:
    """Jaccard index of the runs of words, 0 to 1."""
    shared = len(first.runs & second.runs)
    return shared / (len(first.runs) + len(second.runs) - shared)


def same_order(first: Wording, second: Wording) -> bool:
    """Whether two texts name the names they share in one order: who did it to whom."""
    names = (first.names | second.names).intersection(first.words, second.words)
    return _sequence(first, names) == _sequence(second, names)


def _sequence(text: Wording, names: Collection[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in text.words if word in names))
