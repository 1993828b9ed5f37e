"""A search as an analyst types it → what a store is asked.

    line  = { word | '"' phrase '"' | operator | facet }
    facet = name ":" value { "," value }        a value with blanks stands in quotation marks

Facets: `place` `region` `source` `side` `kind` `checked` `grade` `since` `until` and `withdrawn`.
Values of one facet widen the answer (any of them), different facets narrow it; `place` and
`region` are one facet, where. A region stands for itself and every place in it. A grade is a letter
(the source), a digit (the item) or both. Ages such as `since:3d` count from the moment looked from.

Words that are a place's name in any language or either side's spelling are looked for in all its
spellings; in quotation marks or with a `*` they are looked for as written.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Final, TypeVar

from msgspec import Struct

from situation.claim_words import widened
from situation.errors import UsageError
from situation.lookup import find_place, find_source, folded
from situation.model import Place, Source
from situation.periods import Viewpoint, parse_moment
from situation.region_search import region_places
from situation.store.claim_query import ClaimQuery
from situation.text import clean
from situation.vocabulary import ClaimKind, Credibility, Reliability, Verification

FACETS: Final = (
    "place",
    "region",
    "source",
    "side",
    "kind",
    "checked",
    "grade",
    "since",
    "until",
    "withdrawn",
)
LINE_LIMIT: Final = 600
_FACET: Final = re.compile(r'(?<![\S])([A-Za-z]+):(?!//)((?:"[^"]*"|[^\s"])*)')
_VALUE: Final = re.compile(r'"([^"]*)"|([^,"]+)')
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class ClaimSearch(Struct, frozen=True, kw_only=True):
    """A search that was understood."""

    words: str = ""
    """Free words, place names widened to their spellings, in the grammar of `ClaimQuery.search`."""
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    kinds: tuple[ClaimKind, ...] = ()
    verifications: tuple[Verification, ...] = ()
    reliabilities: tuple[Reliability, ...] = ()
    credibilities: tuple[Credibility, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    withdrawn: bool = False

    def query(
        self,
        viewpoint: Viewpoint,
        *,
        limit: int,
        cursor: str = "",
        recorded_after: int | None = None,
    ) -> ClaimQuery:
        """The question for a store; `until` looks from that moment where it is the earlier one."""
        valid_at = min(viewpoint.valid_at, self.until) if self.until else viewpoint.valid_at
        return ClaimQuery(
            viewpoint=Viewpoint(valid_at=valid_at, known_at=viewpoint.known_at),
            places=self.places,
            sources=self.sources,
            kinds=self.kinds,
            sides=self.sides,
            verifications=self.verifications,
            reliabilities=self.reliabilities,
            credibilities=self.credibilities,
            search=self.words,
            withdrawn=self.withdrawn,
            said_since=self.since,
            recorded_after=recorded_after,
            limit=limit,
            cursor=cursor,
        )


def parse_search(
    line: str, places: Mapping[str, Place], sources: Mapping[str, Source], valid_at: datetime
) -> ClaimSearch:
    """Read a search line.

    Args:
        line: as typed.
        places: all places, by id.
        sources: all sources, by id.
        valid_at: the moment looked from, which ages count from.

    Raises:
        UsageError: a facet or a value is not known; `where` names the facet.
    """
    line = clean(line, LINE_LIMIT)
    values = facet_values(line)
    grades = tuple(_of_facet("grade", values, _grade))
    regions = chain.from_iterable(
        _of_facet("region", values, lambda name: region_places(name, places))
    )
    named = _of_facet("place", values, lambda name: find_place(places, name).id)
    return ClaimSearch(
        words=widened(_FACET.sub(" ", line), places),
        places=tuple(dict.fromkeys([*named, *regions])),
        sources=tuple(_of_facet("source", values, lambda name: find_source(sources, name).id)),
        sides=tuple(_of_facet("side", values, lambda name: _side(name, sources))),
        kinds=tuple(_of_facet("kind", values, lambda word: _member(ClaimKind, word))),
        verifications=tuple(_of_facet("checked", values, lambda word: _member(Verification, word))),
        reliabilities=tuple(letter for letter, _ in grades if letter),
        credibilities=tuple(digit for _, digit in grades if digit),
        since=_moment("since", values, valid_at),
        until=_moment("until", values, valid_at),
        withdrawn=any(_of_facet("withdrawn", values, _yes)),
    )


def facet_values(line: str) -> dict[str, tuple[str, ...]]:
    """The values of each facet in a line, in the order written.

    Raises:
        UsageError: there is no such facet.
    """
    found: dict[str, tuple[str, ...]] = {}
    for match in _FACET.finditer(line):
        name = match[1].lower()
        if name not in FACETS:
            known = ", ".join(f"{facet}:" for facet in FACETS)
            raise UsageError("there is no such facet", where=name, do=f"write {known}")
        values = tuple(quoted or plain for quoted, plain in _VALUE.findall(match[2]))
        if not any(value.strip() for value in values):
            raise UsageError("nothing stands behind it", where=name, do="write a value")
        found[name] = (*found.get(name, ()), *values)
    return found


def with_value(line: str, facet: str, value: str) -> str:
    """The line with one more value of a facet; of `since`, `until`, `withdrawn` the only one."""
    if facet in {"since", "until", "withdrawn"}:
        line = _rewritten(line, facet, lambda _value: False)
    written = f'"{value}"' if re.search(r"[\s,]", value) else value
    return f"{line} {facet}:{written}".strip()


def without_value(line: str, facet: str, value: str) -> str:
    """The line without one value of a facet, in whatever case it was written."""
    return _rewritten(line, facet, lambda other: folded(other) != folded(value))


def _rewritten(line: str, facet: str, keeps: Callable[[str], bool]) -> str:
    def rewrite(match: re.Match[str]) -> str:
        if match[1].lower() != facet:
            return match[0]
        values = [quoted or plain for quoted, plain in _VALUE.findall(match[2])]
        kept = [value for value in values if keeps(value)]
        written = ",".join(f'"{value}"' if " " in value else value for value in kept)
        return f"{facet}:{written}" if written else ""

    return " ".join(_FACET.sub(rewrite, line).split())


def _of_facet(
    facet: str, values: Mapping[str, tuple[str, ...]], read: Callable[[str], T]
) -> Iterable[T]:
    """The values of a facet as read; an error of reading gets the facet's name."""
    for value in values.get(facet, ()):
        try:
            yield read(value)
        except UsageError as error:
            raise UsageError(error.what, where=facet, do=error.do) from None


def _side(name: str, sources: Mapping[str, Source]) -> str:
    sides = {source.affiliation.side for source in sources.values()} - {None}
    for side in sides:
        if side is not None and folded(side) == folded(name):
            return side
    known = ", ".join(sorted(side for side in sides if side))
    raise UsageError(f"no source is tied to “{name}”", do=f"write one of {known}" if known else "")


def _member(kind: type[E], word: str) -> E:
    wanted = folded(word)
    for member in kind:
        if folded(member.value) == wanted:
            return member
    known = ", ".join(member.value for member in kind)
    raise UsageError(f"“{word}” is none of its words", do=f"write one of {known}")


def _grade(text: str) -> tuple[Reliability | None, Credibility | None]:
    match = re.fullmatch(r"([A-Fa-f]?)([1-6]?)", text)
    if match is None or not text:
        raise UsageError(f"“{text}” is no grade", do="write A to F, 1 to 6, or both: B2")
    letter = Reliability(match[1].upper()) if match[1] else None
    return letter, Credibility(int(match[2])) if match[2] else None


def _yes(word: str) -> bool:
    answers = {"yes": True, "no": False}
    if word.lower() not in answers:
        raise UsageError(f"“{word}” is neither yes nor no", do="write yes or no")
    return answers[word.lower()]


def _moment(
    facet: str, values: Mapping[str, tuple[str, ...]], valid_at: datetime
) -> datetime | None:
    moments = tuple(
        _of_facet(
            facet,
            values,
            lambda text: parse_moment(text, lambda: valid_at, start=facet == "since"),
        )
    )
    return moments[-1] if moments else None
