"""A small situation that every report can be made of: two cities, four sources, one dispute."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from situation.measures import Sectors, Shares
from situation.model import (
    Affiliation,
    AnyRecord,
    Claim,
    ControlReading,
    Coverage,
    Link,
    Party,
    Place,
    PlaceName,
    Source,
    Statistic,
)
from situation.periods import Viewpoint, end_of_day
from situation.store import open_store
from situation.vocabulary import (
    AsOfBasis,
    Basis,
    ClaimKind,
    Comparator,
    ControlStatus,
    Extent,
    LinkKind,
    PlaceKind,
    Quote,
    Relation,
    Reliability,
    SourceKind,
    Verification,
)

DAY = datetime(2025, 11, 5, tzinfo=UTC)
VIEWPOINT = Viewpoint(valid_at=end_of_day(DAY.date()))
RECORDED = datetime(2026, 1, 10, 12, tzinfo=UTC)
LETTERS = {"UA": "U", "RU": "R"}

PARTIES = (
    Party(id="UA", name="Ukraine", letter="U", colour="blue"),
    Party(id="RU", name="Russia", letter="R", colour="orange"),
)
MAP = Source(
    id="map",
    name="The map",
    kind=SourceKind.MAPPING_PROJECT,
    affiliation=Affiliation(relation=Relation.TIES, side="UA"),
    reliability=Reliability.C,
)
STAFF = Source(
    id="staff",
    name="The general staff",
    kind=SourceKind.MILITARY_COMMAND,
    affiliation=Affiliation(relation=Relation.SPEAKS_FOR, side="UA"),
)
PAPER = Source(id="paper", name="The paper", kind=SourceKind.NEWS_OUTLET)
NOBODY = Source(id="nobody", name="nobody", kind=SourceKind.UNNAMED)

REGION = Place(id="donetsk-oblast", name="Donetsk oblast", kind=PlaceKind.REGION, country="UA")
POKROVSK = Place(
    id="pokrovsk",
    name="Pokrovsk",
    kind=PlaceKind.CITY,
    names=(PlaceName(name="Красноармейск", language="ru", side="RU"),),
    parent="donetsk-oblast",
    country="UA",
    lat=48.282,
    lon=37.1758,
    population=60_127,
)
BAKHMUT = Place(
    id="bakhmut",
    name="Bakhmut",
    kind=PlaceKind.CITY,
    parent="donetsk-oblast",
    country="UA",
    lat=48.59,
    lon=38.0,
)

SECTORS = Sectors(
    centre=0.09,
    north=0.0,
    north_east=0.0,
    east=0.0,
    south_east=0.0,
    south=0.8,
    south_west=0.98,
    west=0.35,
    north_west=0.001,
)


def map_reading(place: Place, occupied: float, distance_km: float, day: datetime) -> ControlReading:
    whole = occupied >= 0.95
    return ControlReading(
        id=f"map:{place.id}:{day:%Y-%m-%d}",
        place=place.id,
        source="map",
        label="inside the area" if whole else "partly inside the area",
        status=ControlStatus.OCCUPIED if whole else ControlStatus.CONTESTED,
        holder="RU" if whole else None,
        basis=Basis.ASSESSED,
        shares=Shares(occupied=occupied),
        sectors=SECTORS if place is POKROVSK else None,
        distance_km=distance_km,
        footprint_km=2.77,
        valid_from=day,
        said_at=day,
    )


READINGS = (
    map_reading(POKROVSK, 0.01, 3.52, datetime(2025, 10, 1, tzinfo=UTC)),
    map_reading(POKROVSK, 0.2222, 0.03, DAY),
    map_reading(BAKHMUT, 1.0, -11.09, datetime(2025, 10, 1, tzinfo=UTC)),
    ControlReading(
        id="staff:pokrovsk",
        place="pokrovsk",
        source="staff",
        via=("paper",),
        label="holds the city",
        status=ControlStatus.HELD,
        holder="UA",
        basis=Basis.CLAIMED,
        valid_from=datetime(2025, 11, 4, tzinfo=UTC),
        said_at=datetime(2025, 11, 4, tzinfo=UTC),
    ),
    ControlReading(
        id="map:pokrovsk:edge",
        place="pokrovsk",
        source="map",
        label="taken",
        status=ControlStatus.OCCUPIED,
        holder="RU",
        basis=Basis.ASSESSED,
        extent=Extent.PART,
        part="south-western edge",
        valid_from=DAY,
        said_at=DAY,
    ),
)
COVERAGE = (Coverage(id="map:2025-11-05", source="map", valid_from=DAY, said_at=DAY),)
CLAIMS = (
    Claim(
        id="edge-taken",
        source="map",
        via=("paper",),
        places=("pokrovsk",),
        kind=ClaimKind.CONTROL,
        text="Russia has taken the south-western edge.",
        quote=Quote.NONE,
        said_at=DAY,
    ),
    Claim(
        id="city-held",
        source="staff",
        via=("paper",),
        places=("pokrovsk",),
        kind=ClaimKind.CONTROL,
        text="The city is “held”.",
        quote=Quote.PARTIAL,
        verification=Verification.UNVERIFIED,
        verification_by="paper",
        said_at=datetime(2025, 11, 4, tzinfo=UTC),
    ),
    Claim(
        id="last-obstacle",
        source="nobody",
        via=("paper",),
        places=("bakhmut",),
        kind=ClaimKind.ASSESSMENT,
        text="It is seen as an obstacle.",
        hedge="is seen as",
        said_at=datetime(2025, 11, 3, tzinfo=UTC),
    ),
)
LINKS = (
    Link(
        id="held-disputes-taken", subject="city-held", kind=LinkKind.DISPUTES, object="edge-taken"
    ),
)
STATISTICS = (
    Statistic(
        id="population-before",
        place="pokrovsk",
        metric="population",
        source="nobody",
        via=("paper",),
        comparator=Comparator.EQUAL,
        value=60_000,
        unit="people",
        as_of=datetime(2022, 2, 1, tzinfo=UTC),
        as_of_basis=AsOfBasis.PREWAR,
        said_at=DAY,
    ),
    Statistic(
        id="population-now",
        place="pokrovsk",
        metric="population",
        source="nobody",
        via=("paper",),
        comparator=Comparator.BELOW,
        value=1_300,
        unit="people",
        as_of=DAY,
        baseline="population-before",
        said_at=DAY,
    ),
    Statistic(
        id="share-of-battles",
        place="pokrovsk",
        metric="share-of-battles",
        source="staff",
        via=("paper",),
        comparator=Comparator.JUST_BELOW,
        value=0.3333,
        unit="share",
        of="all battles along the front",
        as_of=datetime(2025, 11, 3, tzinfo=UTC),
        verification=Verification.UNVERIFIED,
        said_at=datetime(2025, 11, 3, tzinfo=UTC),
    ),
)

RECORDS: tuple[AnyRecord, ...] = (
    *PARTIES,
    MAP,
    STAFF,
    PAPER,
    NOBODY,
    REGION,
    POKROVSK,
    BAKHMUT,
    *CLAIMS,
    *STATISTICS,
    *READINGS,
    *COVERAGE,
    *LINKS,
)


def filled_store(path: Path, *more: AnyRecord) -> str:
    """Make a store of these records and give its address."""

    async def fill() -> None:
        store = open_store(path, clock=lambda: RECORDED, create=True)
        try:
            await store.append((*RECORDS, *more), author="test")
        finally:
            await store.close()

    asyncio.run(fill())
    return str(path)
