"""Random runs of appends and questions, for the property tests of stores."""

from datetime import timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from situation.model import AnyRecord, Claim, ControlReading, Coverage
from situation.periods import Viewpoint
from situation.store.base import ClaimQuery
from situation.vocabulary import ClaimKind, ControlStatus, Extent
from tests.situation.records import DAY, make_claim, make_coverage, make_place, make_reading

MOMENTS = st.builds(
    lambda half_days, micros: DAY + timedelta(hours=12 * half_days, microseconds=micros),
    st.integers(0, 16),
    st.sampled_from((0, 0, 0, 1, 999_999)),
)
PLACES = st.sampled_from(("pokrovsk", "myrnohrad"))
SOURCES = st.sampled_from(("nyt", "deepstate"))
KINDS = st.sampled_from((ClaimKind.EVENT, ClaimKind.CONTROL))
WORDS = st.sampled_from(("attack", "Drone", "місто", "station"))


class Batch(NamedTuple):
    """One append and by how many hours the clock moved before it."""

    hours: int
    records: tuple[AnyRecord, ...]


@st.composite
def _readings(draw: st.DrawFn) -> ControlReading:
    return make_reading(
        f"r{draw(st.integers(0, 5))}",
        place=draw(PLACES),
        source=draw(SOURCES),
        extent=draw(st.sampled_from((Extent.WHOLE, Extent.PART))),
        status=draw(st.sampled_from((ControlStatus.CONTESTED, ControlStatus.OCCUPIED))),
        valid_from=draw(MOMENTS),
        valid_to=draw(st.none() | MOMENTS),
        said_at=draw(MOMENTS),
    )


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    return make_claim(
        f"c{draw(st.integers(0, 5))}",
        places=tuple(draw(st.lists(PLACES, max_size=3))),
        source=draw(SOURCES),
        kind=draw(KINDS),
        text=" ".join(draw(st.lists(WORDS, min_size=1, max_size=4))),
        said_at=draw(MOMENTS),
        valid_to=draw(st.none() | MOMENTS),
    )


@st.composite
def _days(draw: st.DrawFn) -> Coverage:
    return make_coverage(draw(MOMENTS), draw(SOURCES), said_at=draw(MOMENTS))


@st.composite
def _batches(draw: st.DrawFn) -> Batch:
    new_version = st.builds(make_place, PLACES, population=st.integers(0, 2))
    records = st.one_of(_readings(), _claims(), _days(), new_version)
    return Batch(draw(st.integers(-24, 48)), tuple(draw(st.lists(records, max_size=6))))


@st.composite
def _viewpoints(draw: st.DrawFn) -> Viewpoint:
    return Viewpoint(valid_at=draw(MOMENTS), known_at=draw(st.none() | MOMENTS))


@st.composite
def _queries(draw: st.DrawFn) -> ClaimQuery:
    return ClaimQuery(
        viewpoint=draw(_viewpoints()),
        places=tuple(draw(st.lists(PLACES, max_size=2))),
        sources=tuple(draw(st.lists(SOURCES, max_size=1))),
        kinds=tuple(draw(st.lists(KINDS, max_size=2))),
        search=" ".join(draw(st.lists(WORDS, max_size=2))),
        said_since=draw(st.none() | MOMENTS),
        recorded_after=draw(st.none() | st.integers(0, 12)),
        limit=draw(st.integers(1, 4)),
    )


BATCHES = st.lists(_batches(), max_size=5)
VIEWPOINTS = st.lists(_viewpoints(), min_size=1, max_size=4)
QUERIES = st.lists(_queries(), min_size=1, max_size=4)
