"""One source's lane: what holds when, gaps, turns, returns, flapping."""

from datetime import datetime, timedelta

from situation.analysis.lanes import clipped, gaps_of, lane_of
from situation.model import ControlReading, Coverage
from situation.periods import end_of_day
from situation.timeline_view import Lane
from situation.vocabulary import Basis, ControlStatus, SourceKind
from tests.situation.records import DAY, make_coverage, make_reading, make_source

SOURCE = make_source()
C, T, H = ControlStatus.CONTESTED, ControlStatus.OCCUPIED, ControlStatus.HELD


def day(number: float) -> datetime:
    return DAY + timedelta(days=number)


def word(number: float, status: ControlStatus = C, **fields: object) -> ControlReading:
    given = {"status": status, "valid_from": day(number), "said_at": day(number)} | fields
    return make_reading(f"r{number}", **given)


def read_on(*numbers: float) -> list[Coverage]:
    return [make_coverage(day(number)) for number in numbers]


def lane(*words: ControlReading, read: tuple[float, ...] = (), end: float = 100) -> Lane:
    return lane_of(SOURCE, words, read_on(*read), end_of_day(day(end).date()))


def stretches(told: Lane) -> list[tuple[int, int, ControlStatus]]:
    """Periods by the number of their first day and of the day after their last."""
    return [
        ((p.start - DAY).days, -((DAY - p.end) // timedelta(days=1)), p.status)
        for p in told.periods
    ]


def test_a_word_lasts_until_the_next_one_or_until_it_is_no_longer_fresh() -> None:
    assert stretches(lane(word(0), word(3, T))) == [(0, 3, C), (3, 17, T)]


def test_a_map_holds_while_it_is_read_and_a_long_silence_is_a_gap() -> None:
    told = lane(word(0), read=(0, 10, 20, 60, 61), end=65)
    assert stretches(told) == [(0, 34, C), (60, 66, C)]
    assert gaps_of(told, told.periods[-1].end) == ((day(34), day(60)),)
    assert told.turns == (), "it says the same after the gap"


def test_a_gap_no_longer_than_the_words_are_fresh_is_none() -> None:
    assert stretches(lane(word(0), read=(0, 14, 28), end=30)) == [(0, 31, C)]
    assert stretches(lane(word(0), read=(0, 15), end=16)) == [(0, 14, C), (15, 17, C)]


def test_a_source_with_a_period_of_its_own_is_silent_later() -> None:
    source = make_source(fresh_days=60)
    told = lane_of(source, [word(0)], (), end_of_day(day(100).date()))
    assert stretches(told) == [(0, 60, C)]


def test_the_silence_at_the_end_is_a_gap_too() -> None:
    told = lane(word(0), end=30)
    end = end_of_day(day(30).date())
    assert gaps_of(told, end) == ((day(14), end),)


def test_an_end_that_its_source_gave_is_the_end() -> None:
    assert stretches(lane(word(0, valid_to=day(4)))) == [(0, 4, C)]
    assert stretches(lane(word(0, valid_to=day(0.5)))) == [], "over by the end of its day"


def test_what_is_said_late_begins_when_it_is_said_and_takes_no_newer_words_place() -> None:
    late = word(1, T, said_at=day(5))
    assert stretches(lane(word(0), late, end=9)) == [(0, 5, C), (5, 10, T)]
    assert stretches(lane(late, word(3), end=9)) == [(3, 10, C)]


def test_of_one_days_words_the_last_one_counts() -> None:
    told = lane(word(0.2), word(0.6, T), end=3)
    assert stretches(told) == [(0, 4, T)]
    assert told.turns == ()


def test_the_viewpoints_own_day_ends_at_the_viewpoint() -> None:
    told = lane_of(SOURCE, [word(0)], (), day(2.5))
    assert told.periods[-1].end == day(2.5)
    expiring = lane_of(SOURCE, [word(0.8)], (), day(14.5))
    assert expiring.periods[-1].end == day(14.5), "fresh at the viewpoint"


def test_another_label_begins_a_period_and_no_turn() -> None:
    told = lane(word(0), word(2, label="fiercely contested"), word(4, T), end=6)
    assert [period.label for period in told.periods] == [
        "contested",
        "fiercely contested",
        "contested",
    ]
    assert told.turns == (day(4),)


def test_the_very_same_word_again_begins_nothing() -> None:
    assert stretches(lane(word(0), word(2), word(4), end=6)) == [(0, 7, C)]


def test_a_denial_is_another_state_than_its_status() -> None:
    assert lane(word(0), word(2, basis=Basis.DENIED), end=6).turns == (day(2),)


def test_two_returns_within_30_days_are_flapping() -> None:
    once = lane(word(0), word(2, T), word(4), end=6)
    assert (once.turns, once.returns) == ((day(2), day(4)), (day(4),))
    assert not once.flapping
    twice = lane(word(0), word(2, T), word(4), word(5, T), end=6)
    assert twice.returns == (day(4), day(5))
    assert twice.flapping


def test_slow_moves_back_are_not_flapping() -> None:
    days = (0, 10, 20, 30, 40, 50, 60, 70)
    forth = [word(0, H), word(10), word(20, T)]
    later = lane(*forth, word(60), word(70, H), read=days, end=75)
    assert later.returns == (), "left more than 30 days before"
    apart = lane(word(0), word(2, T), word(4), word(40, T), word(42), read=(*days, 12, 38), end=50)
    assert apart.returns == (day(4), day(42))
    assert not apart.flapping


def test_what_nobody_named_says_does_not_turn() -> None:
    nobody = make_source(kind=SourceKind.UNNAMED)
    told = lane_of(nobody, [word(0), word(2, T), word(4)], (), day(6))
    assert (told.turns, told.returns, told.flapping) == ((), (), False)


def test_a_clipped_lane_keeps_its_turns_of_that_time() -> None:
    whole = lane(word(0), word(2, T), word(4), word(5, T), end=6)
    cut = clipped(whole, day(4))
    assert cut.periods[0].start == day(4)
    assert cut.turns == (day(4), day(5))
    assert cut.flapping
    assert clipped(whole, day(3)).periods[0].start == day(3)
    assert not clipped(whole, day(5)).flapping
