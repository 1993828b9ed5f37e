"""Random runs of appends and questions, for the property tests of stores."""

from datetime import timedelta
from typing import NamedTuple

from hypothesis import strategies as st

from situation.model import (
    Affiliation,
    AnyRecord,
    Assessment,
    Claim,
    ControlReading,
    Coverage,
    Note,
    Source,
    Statistic,
)
from situation.periods import Viewpoint
from situation.store.claim_query import ClaimQuery
from situation.terrain_records import Terrain
from situation.vocabulary import (
    Act,
    ClaimKind,
    ControlStatus,
    Credibility,
    Extent,
    Relation,
    Reliability,
    Verification,
)
from tests.situation.records import (
    DAY,
    make_assessment,
    make_claim,
    make_coverage,
    make_note,
    make_place,
    make_reading,
    make_source,
    make_statistic,
)
from tests.situation.store.contract_terrain import make_terrain

MOMENTS = st.builds(
    lambda half_days, micros: DAY + timedelta(hours=12 * half_days, microseconds=micros),
    st.integers(0, 16),
    st.sampled_from((0, 0, 0, 1, 999_999)),
)
KNOWN = st.builds(lambda half_days: DAY + timedelta(hours=12 * half_days), st.integers(13, 34))
"""Around the times of recording, which begin when the last of MOMENTS may have been said."""
PLACES = st.sampled_from(("pokrovsk", "myrnohrad"))
SOURCES = st.sampled_from(("nyt", "deepstate"))
KINDS = st.sampled_from((ClaimKind.EVENT, ClaimKind.CONTROL))
SIDES = st.sampled_from(("UA", "RU"))
RELIABILITIES = st.sampled_from((Reliability.A, Reliability.F))
VERIFICATIONS = st.sampled_from((Verification.NOT_STATED, Verification.PARTLY_VERIFIED))
CREDIBILITIES = st.sampled_from((Credibility.CONFIRMED, Credibility.CANNOT_BE_JUDGED))
CLAIM_IDS = st.sampled_from(("c0", "c1", "c2", "c3"))
ACTS = st.sampled_from((None, Act.CORRECT, Act.UPDATE, Act.RETRACT, Act.RETRACT))
AUTHORS = st.sampled_from(("test", "Ольга"))
WORDS = st.sampled_from(("attack", "Drone", "місто", "station"))


class Batch(NamedTuple):
    """One append and by how many hours the clock moved before it."""

    hours: int
    records: tuple[AnyRecord, ...]
    author: str = "test"
    act: Act | None = None


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
        claim=draw(st.none() | CLAIM_IDS),
    )


@st.composite
def _figures(draw: st.DrawFn) -> Statistic:
    return make_statistic(
        f"f{draw(st.integers(0, 2))}", said_at=draw(MOMENTS), claim=draw(st.none() | CLAIM_IDS)
    )


@st.composite
def _sources(draw: st.DrawFn) -> Source:
    side = draw(st.none() | SIDES)
    relation = draw(st.sampled_from((Relation.TIES, Relation.NONE)))
    return make_source(
        draw(SOURCES),
        affiliation=Affiliation(relation=relation, side=side),
        reliability=draw(RELIABILITIES),
    )


@st.composite
def _remarks(draw: st.DrawFn) -> Assessment | Note:
    claims = tuple(draw(st.lists(CLAIM_IDS, max_size=2)))
    remark_id = f"n{draw(st.integers(0, 1))}"
    if draw(st.booleans()):
        return make_note(remark_id, claims=claims)
    return make_assessment(remark_id, claims=claims)


@st.composite
def _claims(draw: st.DrawFn) -> Claim:
    return make_claim(
        draw(CLAIM_IDS),
        places=tuple(draw(st.lists(PLACES, max_size=3))),
        source=draw(SOURCES),
        kind=draw(KINDS),
        text=" ".join(draw(st.lists(WORDS, min_size=1, max_size=4))),
        verification=draw(VERIFICATIONS),
        credibility=draw(CREDIBILITIES),
        said_at=draw(MOMENTS),
        valid_to=draw(st.none() | MOMENTS),
    )


@st.composite
def _days(draw: st.DrawFn) -> Coverage:
    return make_coverage(draw(MOMENTS), draw(SOURCES), said_at=draw(MOMENTS))


@st.composite
def _maps(draw: st.DrawFn) -> Terrain:
    key = f"m{draw(st.integers(0, 3))}"
    day, said_at = draw(MOMENTS), draw(MOMENTS)
    return make_terrain(day, draw(SOURCES), id=key, said_at=said_at)


@st.composite
def _batches(draw: st.DrawFn) -> Batch:
    new_version = st.builds(make_place, PLACES, population=st.integers(0, 2))
    others = st.one_of(
        _readings(), _days(), _maps(), new_version, _figures(), _sources(), _remarks()
    )
    records = draw(st.lists(_claims() | others, max_size=6))
    return Batch(draw(st.integers(-24, 48)), tuple(records), draw(AUTHORS))


@st.composite
def _acts(draw: st.DrawFn) -> Batch:
    claims = tuple(draw(st.lists(_claims(), min_size=1, max_size=3)))
    return Batch(draw(st.integers(-24, 48)), claims, draw(AUTHORS), draw(ACTS))


@st.composite
def _viewpoints(draw: st.DrawFn) -> Viewpoint:
    return Viewpoint(valid_at=draw(MOMENTS), known_at=draw(st.none() | KNOWN))


@st.composite
def _queries(draw: st.DrawFn) -> ClaimQuery:
    return ClaimQuery(
        viewpoint=draw(_viewpoints()),
        places=tuple(draw(st.lists(PLACES, max_size=2))),
        sources=tuple(draw(st.lists(SOURCES, max_size=1))),
        kinds=tuple(draw(st.lists(KINDS, max_size=2))),
        sides=tuple(draw(st.lists(SIDES, max_size=1))),
        reliabilities=tuple(draw(st.lists(RELIABILITIES, max_size=1))),
        verifications=tuple(draw(st.lists(VERIFICATIONS, max_size=1))),
        credibilities=tuple(draw(st.lists(CREDIBILITIES, max_size=1))),
        withdrawn=draw(st.booleans()),
        search=" ".join(draw(st.lists(WORDS, max_size=2))),
        said_since=draw(st.none() | MOMENTS),
        recorded_after=draw(st.none() | st.integers(0, 12)),
        limit=draw(st.integers(1, 4)),
    )


BATCHES = st.lists(_batches() | _acts(), max_size=6)
VIEWPOINTS = st.lists(_viewpoints(), min_size=1, max_size=4)
QUERIES = st.lists(_queries(), min_size=1, max_size=4)
