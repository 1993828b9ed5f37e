"""What in an answer only says when it was asked, and is left out of the name of the answer.

Without `as_of` a question is asked as of the present minute, and its answer says so. Were that part
of its name, nobody's copy would be good for longer than a minute, though nothing has changed.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import quote_plus

from msgspec import Struct

from situation.periods import Clock, as_utc, parse_moment
from situation.reports.jsontext import instant
from situation.serving.queries import ItemAsked, Query, Times

LATER: Final = timedelta(minutes=1)


class Passing(Struct, frozen=True, kw_only=True):
    """An answer, and the texts in it that change though it says the same."""

    answer: object
    texts: tuple[str, ...]


def is_timeless(query: Query) -> bool:
    """Whether what a question asks for does not depend on when it is asked."""
    return not isinstance(query, Times | ItemAsked)


def moves(text: str, clock: Clock) -> bool:
    """Whether a moment as it was typed, such as `now` or `3d`, is another one a minute later."""
    return parse_moment(text, clock) != parse_moment(text, lambda: clock() + LATER)


def passing_texts(query: Query, clock: Clock) -> tuple[str, ...]:
    """How an answer to a question about the situation spells the present and its own time."""
    if not isinstance(query, Times):
        return ()
    moments = {clock()}
    if moves(query.as_of, clock):
        moments.add(parse_moment(query.as_of, clock))
    return tuple(spellings(moments))


def spellings(moments: Iterable[datetime]) -> Iterator[str]:
    """Moments as they stand in JSON and in addresses."""
    for moment in moments:
        text = instant(as_utc(moment)) or ""
        yield text
        yield quote_plus(text)


def without(body: bytes, texts: Iterable[str]) -> bytes:
    """A body without these texts: what it is named by."""
    # The longest first: one may stand within another.
    for text in sorted(texts, key=len, reverse=True):
        body = body.replace(text.encode(), b"")
    return body
