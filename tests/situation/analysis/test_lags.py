"""Who had a change when: first words, lags, those who never had it."""

from datetime import datetime, timedelta

from situation.analysis.lags import lags_of
from situation.analysis.lanes import lane_of
from situation.periods import end_of_day
from situation.timeline_view import Hearing, Lag, Lane
from situation.vocabulary import Basis, ControlStatus, SourceKind
from tests.situation.records import DAY, make_coverage, make_reading, make_source

C, T, X = ControlStatus.CONTESTED, ControlStatus.OCCUPIED, ControlStatus.OUTSIDE
END = end_of_day((DAY + timedelta(days=60)).date())


def day(number: float) -> datetime:
    return DAY + timedelta(days=number)


def lane(name: str, *words: tuple[int, ControlStatus], read: bool = True, **fields: object) -> Lane:
    """A source that says these on these days; a map that is read daily unless told otherwise."""
    readings = [
        make_reading(
            f"{name}{number}",
            source=name,
            status=status,
            valid_from=day(number),
            said_at=day(number),
        )
        for number, status in words
    ]
    coverage = [make_coverage(day(number), name) for number in range(61)] if read else []
    return lane_of(make_source(name, **fields), readings, coverage, END)


def told(lag: Lag) -> list[tuple[str, float | None]]:
    return [(heard.source.id, heard.lag_days) for heard in lag.heard]


def test_the_lag_is_counted_from_the_first_source() -> None:
    quick, slow = lane("quick", (0, X), (10, C)), lane("slow", (0, X), (13, C))
    deaf = lane("deaf", (0, X))
    (change,) = lags_of([slow, deaf, quick], DAY)
    assert (change.status, change.first_at) == (C, day(10))
    assert told(change) == [("quick", 0), ("slow", 3), ("deaf", None)]
    assert [heard.at for heard in change.heard] == [day(10), day(13), None]


def test_what_was_said_when_anything_was_first_heard_is_no_change() -> None:
    assert lags_of([lane("map", (0, C))], DAY) == ()
    assert lags_of([], DAY) == ()


def test_the_newest_change_comes_first_and_those_before_the_window_are_left_out() -> None:
    lanes = [lane("map", (0, X), (10, C), (20, T))]
    assert [lag.status for lag in lags_of(lanes, DAY)] == [T, C]
    assert [lag.status for lag in lags_of(lanes, day(15))] == [T]


def test_a_status_that_came_back_is_a_change_again() -> None:
    lanes = [lane("map", (0, X), (10, C), (12, X), (14, C)), lane("slow", (0, X), (15, C))]
    again, back, first = lags_of([lanes[0], lane("slow", (20, C), read=True)], DAY)
    assert [lag.first_at for lag in (again, back, first)] == [day(14), day(12), day(10)]
    again, first = lags_of(lanes, DAY)
    assert told(again) == [("map", 0), ("slow", 1)]
    assert told(first) == [("map", 0), ("slow", None)]


def test_a_gap_takes_nothing_back() -> None:
    gapped = lane_of(
        make_source("gapped"),
        [
            make_reading("x", source="gapped", status=X, valid_from=day(0), said_at=day(0)),
            make_reading("c", source="gapped", status=C, valid_from=day(5), said_at=day(5)),
        ],
        [make_coverage(day(number), "gapped") for number in (0, 5, 40, 50)],
        END,
    )
    assert len(gapped.periods) == 3
    (change,) = lags_of([gapped, lane("late", (0, X), (30, C))], DAY)
    assert told(change) == [("gapped", 0), ("late", 25)], "it has said so all along"


def test_a_map_that_was_not_read_hides_when_its_word_changed() -> None:
    words = [
        make_reading(
            f"g{number}", source="g", status=status, valid_from=day(number), said_at=day(number)
        )
        for number, status in ((0, X), (40, C))
    ]
    gapped = lane_of(make_source("g"), words, [make_coverage(day(n), "g") for n in (0, 5, 40)], END)
    late = lane("late", (30, C))
    spoken = lane("spoken", (33, C), read=False)
    (change,) = lags_of([lane("map", (0, X), (20, C)), gapped, late, spoken], DAY)
    assert [(heard.source.id, heard.how, heard.at, heard.lag_days) for heard in change.heard] == [
        ("map", Hearing.SAID, day(20), 0),
        ("late", Hearing.FIRST_HEARD, day(30), None),
        ("spoken", Hearing.SAID, day(33), 13),
        ("g", Hearing.SILENT_BEFORE, day(40), None),
    ]


def test_a_word_that_ran_out_and_is_said_by_another_later_is_a_new_change() -> None:
    once = lane("once", (5, C), read=False)
    lags = lags_of([lane("map", (0, X), (40, C)), once], DAY)
    assert [told(lag) for lag in lags] == [
        [("map", 0), ("once", None)],
        [("once", 0), ("map", None)],
    ]


def test_who_is_not_named_who_denies_and_who_names_no_state_makes_no_change() -> None:
    base = lane("map", (0, X))
    assert lags_of([base, lane("nobody", (5, C), kind=SourceKind.UNNAMED)], DAY) == ()
    assert lags_of([base, lane("vague", (5, ControlStatus.NOT_HELD))], DAY) == ()
    denial = make_reading(
        "d", source="denier", basis=Basis.DENIED, valid_from=day(5), said_at=day(5)
    )
    assert lags_of([base, lane_of(make_source("denier"), [denial], (), END)], DAY) == ()
