"""The orders and the filter of the city list: pure functions over rows."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from math import inf

from situation.lookup import folded, spellings
from situation.views import PlaceRow


class Order(StrEnum):
    """What the city list can be sorted by; the value is what its title says."""

    DISTANCE = "distance to the edge"
    SHARE = "occupied share"
    CHANGE = "change in 30 days"
    DISPUTED = "disputed first"
    CLAIMS = "new claims"
    NAME = "name"
    REGION = "region"

    def next(self) -> "Order":
        """The order after this one, the first after the last."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


def _distance(row: PlaceRow) -> float:
    # Both sides of the edge are close to it: what matters is how far, not which side.
    return inf if row.distance_km is None else abs(row.distance_km)


_KEYS: dict[Order, Callable[[PlaceRow], tuple[object, ...]]] = {
    Order.DISTANCE: lambda row: (_distance(row),),
    Order.SHARE: lambda row: (-(row.share if row.share is not None else -1.0), _distance(row)),
    Order.CHANGE: lambda row: (-abs(row.share_change or 0.0), _distance(row)),
    Order.DISPUTED: lambda row: (not row.summary.disputed, _distance(row)),
    Order.CLAIMS: lambda row: (-row.new_claims, _distance(row)),
    Order.NAME: lambda row: (folded(row.place.name),),
    Order.REGION: lambda row: (folded(row.region), _distance(row)),
}


def ordered(rows: Iterable[PlaceRow], order: Order) -> tuple[PlaceRow, ...]:
    """The rows in this order; equal ones by name."""
    key = _KEYS[order]
    return tuple(sorted(rows, key=lambda row: (*key(row), folded(row.place.name))))


def matching(rows: Iterable[PlaceRow], words: str) -> tuple[PlaceRow, ...]:
    """The rows whose place has every word in one of its names, or in its region's.

    Any language and either side's spelling will do: "krasnoarm" finds Pokrovsk.
    """
    wanted = folded(words.replace(",", " ")).split()
    if not wanted:
        return tuple(rows)
    return tuple(row for row in rows if _has_all(row, wanted))


def _has_all(row: PlaceRow, wanted: list[str]) -> bool:
    text = " ".join(folded(spelling) for spelling in (*spellings(row.place), row.region))
    return all(word in text for word in wanted)
