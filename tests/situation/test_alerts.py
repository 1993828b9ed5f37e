"""What a reader is called back for, and what is no news."""

from situation.alerts import alerts_between
from situation.views import PlaceRow
from situation.vocabulary import ControlStatus as Status
from tests.widgets import views


def told(before: tuple[PlaceRow, ...], after: tuple[PlaceRow, ...]) -> tuple[str, ...]:
    return alerts_between(views.snapshot(rows=before), views.snapshot(rows=after))


def test_nothing_new_is_no_news() -> None:
    rows = (views.row(claims=3), views.row("Bakhmut", status=Status.OCCUPIED, holder="RU"))
    assert told(rows, rows) == ()


def test_another_status_is_told_with_the_one_before() -> None:
    before = views.row(status=Status.HELD, holder="UA")
    after = views.row(status=Status.OCCUPIED, holder="RU")
    assert told((before,), (after,)) == ("Pokrovsk: occupied by Russia, before held by Ukraine",)


def test_a_new_dispute_is_told_and_one_that_ended_is_not() -> None:
    calm, disputed = views.row(), views.row(disputed=True)
    assert told((calm,), (disputed,)) == ("Pokrovsk: disputed",)
    assert told((disputed,), (calm,)) == ()


def test_new_claims_are_counted() -> None:
    assert told((views.row(claims=2),), (views.row(claims=3),)) == ("Pokrovsk: 1 new claim",)
    assert told((views.row(claims=2),), (views.row(claims=5),)) == ("Pokrovsk: 3 new claims",)
    assert told((views.row(claims=5),), (views.row(claims=2),)) == ()


def test_a_place_that_is_new_in_the_list_is_no_news_by_itself() -> None:
    assert told((), (views.row(claims=4),)) == ()


def test_what_weighs_more_stands_first_and_the_rest_is_counted() -> None:
    names = ("A", "B", "C", "D", "E")
    before = tuple(views.row(name, claims=1) for name in names)
    after = (
        *(views.row(name, claims=2) for name in names[:4]),
        views.row("E", claims=1, disputed=True),
    )
    assert told(before, after) == (
        "E: disputed",
        "A: 1 new claim",
        "B: 1 new claim",
        "and 2 more places",
    )
