"""What a screen or a report shows, as frozen values. Built in `snapshot`, drawn in `widgets`."""

from datetime import datetime

from msgspec import Struct

from situation.model import Claim, ControlReading, Party, Place, Source, Statistic
from situation.periods import Viewpoint
from situation.store.base import StoreInfo
from situation.vocabulary import ControlStatus, Independence, LinkKind, Standing


class Vote(Struct, frozen=True, kw_only=True):
    """What one independent group of sources says of a place as a whole."""

    sources: tuple[str, ...]
    """Source ids of the group that have a fresh reading; the one that votes comes first."""
    status: ControlStatus
    holder: str | None


class Summary(Struct, frozen=True, kw_only=True):
    """What the sources together say of a place, by the rule of `analysis.control`."""

    status: ControlStatus
    holder: str | None = None
    agree: int = 0
    """Independent groups that say `status`."""
    of: int = 0
    """Independent groups that say anything."""
    disputed: bool = False
    disputed_since: datetime | None = None
    """Said time of the reading that completed the dispute."""
    stale: bool = False
    """True when every reading of the place is older than its source's period."""
    why: str = ""
    """The rule and the list behind it, in words."""
    votes: tuple[Vote, ...] = ()


class ReadingView(Struct, frozen=True, kw_only=True):
    """One row of the control matrix."""

    reading: ControlReading
    source: Source
    via: tuple[Source, ...]
    recorded_at: datetime
    confirmed_at: datetime
    stale: bool
    counts: bool
    """Whether it has a say in the summary (fresh, about the whole place, known)."""


class StatisticView(Struct, frozen=True, kw_only=True):
    """One figure with who says it."""

    statistic: Statistic
    source: Source
    via: tuple[Source, ...]
    recorded_at: datetime
    scope: str = ""
    """Whose figure it is, where it was given for more than the place: its region, a front."""
    baseline: Statistic | None = None
    note: str = ""
    """How it stands to the other figures of its metric; empty where it is alone."""


class Difference(Struct, frozen=True, kw_only=True):
    """Two sources that differ, and since when both stood by what they say."""

    about: str
    first: str
    first_says: str
    second: str
    second_says: str
    since: datetime
    partly: bool
    """They differ on parts of the place only."""


class LinkView(Struct, frozen=True, kw_only=True):
    """How another claim bears on a claim. `outgoing`: this claim is the link's subject."""

    kind: LinkKind
    outgoing: bool
    other: Claim
    other_source: Source
    independent: Independence
    standing: Standing
    reason: str


class ClaimView(Struct, frozen=True, kw_only=True):
    """One claim with who says it, who printed it and what it stands against."""

    claim: Claim
    source: Source
    via: tuple[Source, ...]
    places: tuple[str, ...]
    """Names of its places."""
    recorded_at: datetime
    entry: int
    is_new: bool
    links: tuple[LinkView, ...] = ()
    withdrawn_at: datetime | None = None
    """When it was taken back; None: it stands."""
    withdrawn_by: str = ""
    """Who recorded that."""

    @property
    def disputes(self) -> tuple[LinkView, ...]:
        """The links by which it disputes, or is disputed by, another claim."""
        return tuple(
            link
            for link in self.links
            if link.kind is LinkKind.DISPUTES and link.standing is not Standing.REJECTED
        )


class TrendChange(Struct, frozen=True, kw_only=True):
    """What moved at a place in the last days. None: that day, or today, was not measured."""

    days: int
    share: float | None = None
    distance_km: float | None = None


class FigureChange(Struct, frozen=True, kw_only=True):
    """How a figure changed in the last days, in its own unit; None: there was none that day."""

    days: int
    change: float | None = None


class RegionTrend(Struct, frozen=True, kw_only=True):
    """One figure that sitmon derived from a source's maps, now and against earlier days."""

    place: Place
    """A city, a region, or the country for the whole map."""
    metric: str
    source: Source
    """Whose maps they are."""
    value: float | None
    """None: it is withheld, and `words` say why."""
    unit: str
    words: str
    """What was left out of the figure."""
    formula: str
    as_of: datetime
    """The newest map that says so."""
    stale: bool
    """That map is older than its source's period."""
    changes: tuple[FigureChange, ...]


class PlaceRow(Struct, frozen=True, kw_only=True):
    """One row of the city list."""

    place: Place
    region: str
    summary: Summary
    share: float | None = None
    """Occupied part of the footprint by the map that measured it last; None: not measured."""
    share_change: float | None = None
    """Against 30 days before; None where that day was not measured."""
    trend: tuple[float | None, ...] = ()
    """The share over 90 days, oldest first, in equal steps; None: not measured yet."""
    distance_km: float | None = None
    distance_change: float | None = None
    changes: tuple[TrendChange, ...] = ()
    """Against 7, 30 and 90 days before."""
    measured_by: str = ""
    """Name of the source of share and distance."""
    measured_at: datetime | None = None
    """Its newest map, up to the viewpoint, that says so, stale or not."""
    claims: int = 0
    new_claims: int = 0


class PlaceDetail(Struct, frozen=True, kw_only=True):
    """Everything about one place at a viewpoint."""

    row: PlaceRow
    viewpoint: Viewpoint
    readings: tuple[ReadingView, ...]
    statistics: tuple[StatisticView, ...]
    claims: tuple[ClaimView, ...]
    more_claims: bool = False
    differences: tuple[Difference, ...] = ()
    """Filled by `differences.with_differences`, the longest first."""
    trends: tuple[RegionTrend, ...] = ()
    """Of its region, then of the whole map."""


class VisitChanges(Struct, frozen=True, kw_only=True):
    """What was recorded since the reader looked last."""

    since: datetime | None = None
    """None: the first visit."""
    places_changed: int = 0
    claims: int = 0
    disputes: int = 0


class Snapshot(Struct, frozen=True, kw_only=True):
    """One consistent state of the whole situation: what crosses from the refresher to a screen."""

    title: str
    viewpoint: Viewpoint
    live: bool
    """The viewpoint moves with the clock."""
    taken_at: datetime
    info: StoreInfo
    parties: tuple[Party, ...]
    sources: tuple[Source, ...]
    rows: tuple[PlaceRow, ...]
    visit: VisitChanges = VisitChanges()
    failing: int = 0
    """Connectors that are still asked and whose last attempt failed, as known now."""

    @property
    def disputed(self) -> int:
        """How many places are disputed."""
        return sum(row.summary.disputed for row in self.rows)
