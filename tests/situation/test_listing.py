"""The orders and the filter of the city list."""

from itertools import pairwise

import pytest

from situation.listing import Order, matching, ordered
from situation.model import PlaceName
from situation.views import PlaceRow, Summary
from situation.vocabulary import ControlStatus
from tests.situation.records import make_place


def row(name: str, *names: str, disputed: bool = False, **fields: object) -> PlaceRow:
    place = make_place(
        name.lower().replace(" ", "-"),
        name=name,
        names=tuple(PlaceName(name=other, language="ru") for other in names),
    )
    given: dict[str, object] = {
        "place": place,
        "region": "Donetsk oblast",
        "summary": Summary(status=ControlStatus.UNKNOWN, disputed=disputed),
    }
    return PlaceRow(**given | fields)  # type: ignore[arg-type]  # fields are those of a row


ROWS = (
    row("Delta", share=1.0, share_change=0.0, distance_km=-2.0, new_claims=1),
    row("Alpha", region="Kharkiv oblast"),
    row("Charlie", share=0.0, share_change=-0.4, distance_km=5.0, disputed=True),
    row("Bravo", share=0.5, share_change=0.1, distance_km=-0.1, new_claims=7),
)
WANTED = {
    Order.DISTANCE: "Bravo Delta Charlie Alpha",
    Order.SHARE: "Delta Bravo Charlie Alpha",
    Order.CHANGE: "Charlie Bravo Delta Alpha",
    Order.DISPUTED: "Charlie Bravo Delta Alpha",
    Order.CLAIMS: "Bravo Delta Charlie Alpha",
    Order.NAME: "Alpha Bravo Charlie Delta",
    Order.REGION: "Bravo Delta Charlie Alpha",
}


def names(rows: tuple[PlaceRow, ...]) -> str:
    return " ".join(row.place.name for row in rows)


@pytest.mark.parametrize("order", Order)
def test_each_order_puts_what_is_not_measured_last(order: Order) -> None:
    assert names(ordered(ROWS, order)) == WANTED[order]
    assert names(ordered(reversed(ROWS), order)) == WANTED[order]


def test_equals_stand_by_name() -> None:
    same = tuple(row(name) for name in ("Éclair", "delta", "Zulu", "Eclaire"))
    for order in Order:
        assert names(ordered(same, order)) == "delta Éclair Eclaire Zulu"


def test_the_orders_go_round() -> None:
    round_trip = [Order.DISTANCE]
    for _ in Order:
        round_trip.append(round_trip[-1].next())
    assert round_trip[-1] is Order.DISTANCE
    assert set(round_trip) == set(Order)
    assert all(before is not after for before, after in pairwise(round_trip))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", "Pokrovsk Sloviansk"),
        ("  ", "Pokrovsk Sloviansk"),
        ("pokr", "Pokrovsk"),
        ("KRASNOARM", "Pokrovsk"),
        ("красноармейск", "Pokrovsk"),
        ("slov'yansk", "Sloviansk"),
        ("словянськ", "Sloviansk"),
        ("donetsk", "Pokrovsk Sloviansk"),
        ("oblast slov", "Sloviansk"),
        ("Sloviansk, Donetsk oblast", "Sloviansk"),
        ("pokrovsk sloviansk", ""),
        ("[b]", ""),
        (".*", ""),
    ],
)
def test_every_word_must_stand_in_a_name_or_the_region(words: str, found: str) -> None:
    rows = (
        row("Pokrovsk", "Красноармейск", "Krasnoarmeysk"),
        row("Sloviansk", "Слов’янськ", "Slov’yansk"),
    )
    assert names(matching(rows, words)) == found
