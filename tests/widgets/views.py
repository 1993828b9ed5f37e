"""Views for tests: small builders with the worked example's figures as defaults."""

from datetime import UTC, datetime, timedelta
from typing import Any

from situation.measures import Shares
from situation.model import Affiliation, Claim, ControlReading, Party, Place, Source, Statistic
from situation.periods import Viewpoint, end_of_day
from situation.store.base import StoreInfo
from situation.views import (
    ClaimView,
    FigureChange,
    LinkView,
    PlaceDetail,
    PlaceRow,
    ReadingView,
    RegionTrend,
    Snapshot,
    StatisticView,
    Summary,
    VisitChanges,
)
from situation.vocabulary import (
    AsOfBasis,
    Basis,
    ClaimKind,
    Comparator,
    ControlStatus,
    Credibility,
    Extent,
    Independence,
    LinkKind,
    PlaceKind,
    Quote,
    Relation,
    Reliability,
    SourceKind,
    Standing,
    Verification,
)

NOW = end_of_day(datetime(2025, 11, 5, tzinfo=UTC).date())
PARTIES = (
    Party(id="UA", name="Ukraine", letter="U", colour="blue"),
    Party(id="RU", name="Russia", letter="R", colour="orange"),
)


def day(number: int, month: int = 11, year: int = 2025) -> datetime:
    return datetime(year, month, number, 12, tzinfo=UTC)


def source(name: str, **fields: Any) -> Source:
    identifier = "".join(filter(str.isalnum, name.lower()))[:40] or "source"
    return Source(**{"id": identifier, "name": name, "kind": SourceKind.NEWS_OUTLET, **fields})


def tied(relation: Relation, side: str) -> Affiliation:
    return Affiliation(relation=relation, side=side)


DEEPSTATE = source(
    "DeepState map",
    kind=SourceKind.MAPPING_PROJECT,
    reliability=Reliability.B,
    affiliation=tied(Relation.TIES, "UA"),
)
RU_STAFF = source(
    "Russian General Staff",
    kind=SourceKind.MILITARY_COMMAND,
    reliability=Reliability.D,
    affiliation=tied(Relation.SPEAKS_FOR, "RU"),
)
ZELENSKY = source(
    "Volodymyr Zelensky",
    kind=SourceKind.HEAD_OF_STATE,
    reliability=Reliability.C,
    affiliation=tied(Relation.SPEAKS_FOR, "UA"),
)
TIMES = source("New York Times", reliability=Reliability.A)
NOBODY = source("no one", id="unnamed", kind=SourceKind.UNNAMED)


def row(name: str = "Pokrovsk", *, region: str = "Donetsk", **fields: Any) -> PlaceRow:
    identifier = fields.pop("id", "".join(filter(str.isalnum, name.lower()))[:40] or "place")
    status = fields.pop("status", ControlStatus.CONTESTED)
    summary = fields.pop("summary", None) or Summary(
        status=status,
        holder=fields.pop("holder", None),
        disputed=fields.pop("disputed", False),
        stale=fields.pop("stale", False),
    )
    place = Place(id=identifier, name=name, kind=PlaceKind.CITY, country="UA")
    return PlaceRow(place=place, region=region, summary=summary, **fields)


def reading(by: Source = DEEPSTATE, **fields: Any) -> ReadingView:
    view = {
        "via": fields.pop("via", ()),
        "recorded_at": day(5),
        "confirmed_at": fields.pop("confirmed_at", day(5)),
        "stale": fields.pop("stale", False),
        "counts": fields.pop("counts", True),
    }
    record = {
        "id": fields.pop("id", f"reading-{by.id}"),
        "place": "pokrovsk",
        "source": by.id,
        "label": "contested grey zone",
        "status": ControlStatus.CONTESTED,
        "basis": Basis.ASSESSED,
        "valid_from": day(4),
        "said_at": day(4),
        **fields,
    }
    return ReadingView(reading=ControlReading(**record), source=by, **view)


def statistic(metric: str = "population", by: Source = ZELENSKY, **fields: Any) -> StatisticView:
    view = {
        "via": fields.pop("via", ()),
        "baseline": fields.pop("baseline", None),
        "scope": fields.pop("scope", ""),
    }
    record = {
        "id": fields.pop("id", f"statistic-{metric}"),
        "place": "pokrovsk",
        "metric": metric,
        "source": by.id,
        "comparator": Comparator.EQUAL,
        "unit": "people",
        "as_of": day(5),
        "said_at": day(5),
        **fields,
    }
    return StatisticView(statistic=Statistic(**record), source=by, recorded_at=day(5), **view)


def trend(
    metric: str = "occupied-area",
    *,
    changes: tuple[float | None, ...] = (0.0, 0.0, None),
    by: Source = DEEPSTATE,
    **fields: Any,
) -> RegionTrend:
    region = Place(id="donetsk-oblast", name="Donetsk oblast", kind=PlaceKind.REGION, country="UA")
    defaults = {
        "place": region,
        "value": 20_119.4,
        "unit": "sq km",
        "words": "",
        "formula": f"how {metric} is derived",
        "as_of": day(5),
        "stale": False,
    }
    windows = zip((7, 30, 90), changes, strict=True)
    moved = tuple(FigureChange(days=days, change=change) for days, change in windows)
    return RegionTrend(**{**defaults, **fields}, metric=metric, source=by, changes=moved)


def claim(text: str, by: Source = ZELENSKY, **fields: Any) -> ClaimView:
    view = {
        "via": fields.pop("via", ()),
        "is_new": fields.pop("is_new", False),
        "links": fields.pop("links", ()),
    }
    record = {
        "id": fields.pop("id", "claim-1"),
        "source": by.id,
        "places": ("pokrovsk",),
        "kind": ClaimKind.EVENT,
        "text": text,
        "said_at": day(3),
        **fields,
    }
    return ClaimView(
        claim=Claim(**record),
        source=by,
        places=("Pokrovsk",),
        recorded_at=day(5),
        entry=1,
        **view,
    )


def dispute(other: ClaimView, *, outgoing: bool = True) -> LinkView:
    return LinkView(
        kind=LinkKind.DISPUTES,
        outgoing=outgoing,
        other=other.claim,
        other_source=other.source,
        independent=Independence.YES,
        standing=Standing.STATED,
        reason="",
    )


def cities() -> tuple[PlaceRow, ...]:
    return (
        row(
            "Bakhmut",
            status=ControlStatus.OCCUPIED,
            holder="RU",
            share=1.0,
            share_change=0.0,
            trend=(1.0,) * 10,
            distance_km=-11.1,
            distance_change=0.0,
        ),
        row(
            "Toretsk",
            share=0.93,
            share_change=0.06,
            trend=(0.5, 0.5, 0.6, 0.6, 0.7, 0.7, 0.8, 0.8, 0.9, 0.93),
            distance_km=-0.4,
            distance_change=-0.3,
            disputed=True,
        ),
        row(
            "Pokrovsk",
            share=0.222,
            share_change=0.222,
            trend=(0.0,) * 8 + (0.05, 0.22),
            distance_km=0.03,
            distance_change=-3.5,
            claims=16,
            new_claims=12,
            disputed=True,
        ),
        row(
            "Kostiantynivka",
            status=ControlStatus.OUTSIDE,
            share=0.0,
            share_change=0.0,
            trend=(0.0,) * 10,
            distance_km=9.37,
            distance_change=0.4,
            new_claims=3,
        ),
        row("Sloviansk", status=ControlStatus.HELD, holder="UA", share=0.0, distance_km=24.6),
        row("Zaporizhzhia", region="Zaporizhzhia", status=ControlStatus.UNKNOWN, stale=True),
        row("Krasnyi Lyman-na-Donu 東京都新宿区", region="Донецька область", share=0.003),
    )


def readings() -> tuple[ReadingView, ...]:
    return (
        reading(shares=Shares(occupied=0.222), distance_km=0.03),
        reading(
            id="reading-part",
            extent=Extent.PART,
            part="south-western edge",
            label="appears taken",
            status=ControlStatus.OCCUPIED,
            holder="RU",
            counts=False,
        ),
        reading(
            RU_STAFF,
            label="the garrison is encircled",
            status=ControlStatus.ENCIRCLED,
            basis=Basis.CLAIMED,
            confirmed_at=day(26, 10),
            stale=True,
            counts=False,
        ),
        reading(
            ZELENSKY,
            label="our forces are taking back neighbourhoods",
            status=ControlStatus.HELD,
            holder="UA",
            basis=Basis.CLAIMED,
            via=(TIMES,),
        ),
    )


def statistics() -> tuple[StatisticView, ...]:
    before = statistic(
        "population", NOBODY, id="prewar", value=60_000, as_of_basis=AsOfBasis.PREWAR
    )
    return (
        statistic(
            "population",
            NOBODY,
            comparator=Comparator.BELOW,
            value=1_300,
            via=(TIMES,),
            baseline=before.statistic,
        ),
        statistic(
            "share_of_battles",
            comparator=Comparator.JUST_BELOW,
            value=1 / 3,
            unit="share",
            of="all battles along the front",
            as_of=day(3),
            via=(TIMES,),
            verification=Verification.UNVERIFIED,
        ),
        statistic(
            "front_line_length", TIMES, comparator=Comparator.JUST_BELOW, value=750, unit="miles"
        ),
        statistic("front_line_change", DEEPSTATE, value=None, unit="km", derived=True),
    )


def claims() -> tuple[ClaimView, ...]:
    encircled = claim(
        "Ukrainian troops around Pokrovsk and Myrnohrad are encircled.",
        RU_STAFF,
        id="encircled",
        kind=ClaimKind.CONTROL,
        said_at=day(26, 10),
        credibility=Credibility.DOUBTFUL,
    )
    return (
        claim(
            "The enemy goes on building up in the city, which is “gradually being absorbed”.",
            DEEPSTATE,
            id="absorbed",
            quote=Quote.PARTIAL,
            said_at=day(4),
            is_new=True,
        ),
        claim(
            "Nearly a third of all battles along the front are in Pokrovsk.",
            id="third",
            kind=ClaimKind.STATISTIC,
            via=(TIMES,),
            verification=Verification.UNVERIFIED,
            verification_by=TIMES.id,
            is_new=True,
            links=(dispute(encircled), dispute(encircled, outgoing=False)),
        ),
        claim(
            "The city is seen as the last large obstacle before Sloviansk and Kramatorsk.",
            NOBODY,
            id="obstacle",
            kind=ClaimKind.ASSESSMENT,
            via=(TIMES,),
        ),
        encircled,
    )


def detail(**fields: Any) -> PlaceDetail:
    summary = Summary(
        status=ControlStatus.CONTESTED,
        agree=1,
        of=3,
        disputed=True,
        disputed_since=NOW - timedelta(days=11),
        why="One vote per independent source that spoke in the last 14 days: DeepState map says "
        "contested, Russian General Staff encircled, Volodymyr Zelensky held.",
    )
    defaults = {
        "row": row(summary=summary),
        "viewpoint": Viewpoint(valid_at=NOW),
        "readings": readings(),
        "statistics": statistics(),
        "claims": claims(),
    }
    return PlaceDetail(**{**defaults, **fields})


def snapshot(**fields: Any) -> Snapshot:
    defaults = {
        "title": "Ukraine",
        "viewpoint": Viewpoint(valid_at=NOW),
        "live": True,
        "taken_at": NOW,
        "info": StoreInfo(
            url="memory",
            schema=1,
            revision=9,
            created_at=day(1),
            recorded_at=NOW - timedelta(minutes=4),
            said_at=day(5),
            counts={},
            writable=True,
        ),
        "parties": PARTIES,
        "sources": (),
        "rows": cities(),
        "visit": VisitChanges(since=day(4), places_changed=3, claims=27, disputes=1),
    }
    return Snapshot(**{**defaults, **fields})
