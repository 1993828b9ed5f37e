"""What a request may ask for: one record for each route, from which its parameters are documented.

Every parameter that a route does not know is refused: a mistyped filter must not widen an answer.
"""

from collections.abc import Iterable
from typing import Annotated, Any, Final, TypeVar, get_args, get_type_hints

import msgspec
from msgspec import Meta, Struct

from situation.errors import UsageError
from situation.periods import Clock, Viewpoint, parse_moment
from situation.serving.parameters import unknown_parameter, wrong_value
from situation.serving.wire import LARGEST_PAGE
from situation.vocabulary import ClaimKind, Credibility, Reliability, Verification

Q = TypeVar("Q", bound=Struct)

_LARGEST_NUMBER: Final = 2**53
_MOST_VALUES: Final = 50

Words = Annotated[str, Meta(max_length=1_000)]
Moment = Annotated[
    str,
    Meta(
        max_length=60,
        description="a day (its end), an instant such as 2025-11-05T06:00Z (UTC where no zone is "
        "given), an age such as 3d, or now",
        examples=["2025-11-05"],
    ),
]
KnownAt = Annotated[
    Moment, Meta(description="only what the store had recorded by then; forms as of as_of")
]
Names = Annotated[tuple[Words, ...], Meta(max_length=_MOST_VALUES)]
Number = Annotated[int, Meta(ge=0, le=_LARGEST_NUMBER)]
PageSize = Annotated[int, Meta(ge=1, le=LARGEST_PAGE, description="at most so many")]
Cursor = Annotated[
    Words, Meta(description="where the page before ended, as it said; stays good for ever")
]


class Query(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """No parameters."""


class Times(Query, frozen=True, kw_only=True):
    """The two times of a question."""

    as_of: Annotated[Moment, Meta(description="what was true then")] = "now"
    known_at: KnownAt | None = None


class PlacesAsked(Times, frozen=True, kw_only=True):
    """Parameters of a list by id."""

    limit: PageSize = 100
    cursor: Cursor = ""


class ReadingsAsked(PlacesAsked, frozen=True, kw_only=True):
    """Parameters of readings in force and of figures."""

    place: Annotated[Names, Meta(description="ids or names; any of them")] = ()


class SourcedReadingsAsked(ReadingsAsked, frozen=True, kw_only=True):
    """Parameters of readings in force."""

    source: Annotated[Names, Meta(description="ids or names; any of them")] = ()


class TerrainAsked(PlacesAsked, frozen=True, kw_only=True):
    """Parameters of the list of maps."""

    source: Annotated[Names, Meta(description="ids or names; any of them")] = ()
    since: Annotated[Moment, Meta(description="all maps from then on; without it the newest")] = ""


class ClaimsAsked(Times, frozen=True, kw_only=True):
    """Parameters of claims: values of one widen the answer, different ones narrow it."""

    place: Annotated[Names, Meta(description="about it: ids or names")] = ()
    source: Annotated[Names, Meta(description="by it: ids or names")] = ()
    side: Annotated[Names, Meta(description="by a source tied to it: party ids")] = ()
    kind: tuple[ClaimKind, ...] = ()
    verification: tuple[Verification, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    credibility: tuple[Credibility, ...] = ()
    search: Annotated[
        Words,
        Meta(
            description='with all these words; wor* for a beginning, "two words" for a phrase, '
            "AND, OR, NOT and parentheses"
        ),
    ] = ""
    since: Annotated[Moment, Meta(description="said since then; a day from its beginning")] = ""
    withdrawn: Annotated[bool, Meta(description="retracted ones too")] = False
    recorded_after: Annotated[Number, Meta(description="first recorded after this entry")] = 0
    limit: PageSize = 100
    cursor: Cursor = ""


class LogAsked(Query, frozen=True, kw_only=True):
    """Parameters of the log."""

    after: Annotated[Number, Meta(description="number of the last entry that is known")] = 0
    limit: PageSize = LARGEST_PAGE


class ChangesAsked(Query, frozen=True, kw_only=True):
    """Parameters of the stream of changes."""

    after: Annotated[
        Number | None,
        Meta(description="the revision that is known; the header Last-Event-ID comes before it"),
    ] = None


class ItemAsked(Query, frozen=True, kw_only=True):
    """Parameters of one feature."""

    datetime: Annotated[
        Words,
        Meta(
            description="RFC 3339: an instant, or an interval such as 2025-11-01/2025-11-05 or "
            "../2025-11-05; without it now",
            examples=["2025-11-05T00:00:00Z"],
        ),
    ] = ""
    known_at: KnownAt | None = None


class ItemsAsked(ItemAsked, frozen=True, kw_only=True):
    """Parameters of features (OGC 17-069r4, 7.15)."""

    bbox: Annotated[
        Words,
        Meta(
            description="west,south,east,north in degrees, WGS 84",
            examples=["36.5,47.9,38.0,48.7"],
        ),
    ] = ""
    limit: Annotated[
        int, Meta(ge=1, le=_LARGEST_NUMBER, description=f"at most so many, at most {LARGEST_PAGE}")
    ] = 100
    offset: Annotated[Number, Meta(description="how many to pass over")] = 0


def query_of(pairs: Iterable[tuple[str, str]], kind: type[Q]) -> Q:
    """The parameters of a request.

    Args:
        pairs: names and values as they stand in the URL.
        kind: what the route knows.

    Raises:
        UsageError: one is not known, is given twice, or its value is none.
    """
    lists = list_names(kind)
    given: dict[str, Any] = {}
    for name, value in pairs:
        if name not in kind.__struct_fields__:
            raise unknown_parameter(name, kind)
        if name in lists:
            given.setdefault(name, []).append(value)
        elif name in given:
            raise UsageError(f"{name} is given twice", where="query", do="give it once")
        else:
            given[name] = value
    try:
        return msgspec.convert(given, kind, strict=False)
    except msgspec.ValidationError:
        raise wrong_value(given, kind) from None


def list_names(kind: type[Struct]) -> frozenset[str]:
    """The parameters that may be given more than once."""
    hints = get_type_hints(kind)
    return frozenset(name for name, hint in hints.items() if Ellipsis in get_args(hint))


def viewpoint_of(query: Times, clock: Clock) -> Viewpoint:
    """Where a question is asked from.

    Raises:
        UsageError: one of the times cannot be read.
    """
    known_at = None if query.known_at is None else parse_moment(query.known_at, clock)
    return Viewpoint(valid_at=parse_moment(query.as_of, clock), known_at=known_at)
