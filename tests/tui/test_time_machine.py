"""Moving through time: what is looked from after a step, and when playing ends."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from situation.periods import Viewpoint, end_of_day
from tui.time_machine import TimeMachine

NOW = datetime(2025, 11, 10, 9, 30, tzinfo=UTC)
KNOWN = datetime(2025, 11, 6, 8, tzinfo=UTC)


def day(number: int) -> datetime:
    return end_of_day(datetime(2025, 11, number, tzinfo=UTC).date())


class Timer:
    def __init__(self, calls: Callable[[], None]) -> None:
        self.calls = calls
        self.stopped = False

    def stop(self) -> None:
        self.stopped = True


class Reader:
    """Somebody who looks from a moment; a day is shown when the timer that waits is let go."""

    def __init__(self, viewpoint: Viewpoint, newest: datetime = NOW) -> None:
        self.viewpoint = viewpoint
        self.is_live = False
        self.now = NOW
        self.timers: list[Timer] = []
        self.machine = TimeMachine(
            lambda: self.now,
            viewpoint=lambda: self.viewpoint,
            is_live=lambda: self.is_live,
            look_from=self._look,
            newest=lambda: newest,
            later=self._later,
        )

    def _look(self, viewpoint: Viewpoint | None) -> None:
        self.is_live = viewpoint is None
        self.viewpoint = viewpoint or Viewpoint(valid_at=self.now)

    def _later(self, seconds: float, calls: Callable[[], None]) -> Timer:
        assert seconds > 0
        self.timers.append(Timer(calls))
        return self.timers[-1]

    def let_a_day_pass(self) -> None:
        self.machine.day_shown()
        if self.timers and not self.timers[-1].stopped:
            self.timers[-1].calls()


def test_a_step_keeps_what_is_known() -> None:
    reader = Reader(Viewpoint(valid_at=day(5), known_at=KNOWN))
    reader.machine.step(-7)
    assert reader.viewpoint == Viewpoint(valid_at=day(5) - timedelta(days=7), known_at=KNOWN)


def test_beyond_today_is_live_only_where_everything_is_known() -> None:
    reader = Reader(Viewpoint(valid_at=day(10)))
    reader.machine.step(1)
    assert reader.is_live

    reader = Reader(Viewpoint(valid_at=day(10), known_at=KNOWN))
    reader.machine.step(1)
    assert reader.viewpoint == Viewpoint(valid_at=NOW, known_at=KNOWN)


def test_known_now_is_all_that_is_known_and_the_day_stays() -> None:
    reader = Reader(Viewpoint(valid_at=day(5), known_at=KNOWN))
    reader.machine.look_as_known(None)
    assert reader.viewpoint == Viewpoint(valid_at=day(5))
    assert not reader.is_live
    reader.machine.look_as_of(None)
    assert reader.is_live


def test_as_of_now_keeps_what_was_known_when_that_was_chosen() -> None:
    reader = Reader(Viewpoint(valid_at=day(5), known_at=KNOWN))
    reader.machine.look_as_of(None)
    assert reader.viewpoint == Viewpoint(valid_at=NOW, known_at=KNOWN)
    assert not reader.is_live
    reader.now += timedelta(hours=1)
    reader.machine.look_as_known(None)
    assert reader.is_live, "both are the present again"


def test_who_looked_live_is_live_again_when_all_is_known_again() -> None:
    reader = Reader(Viewpoint(valid_at=NOW))
    reader.is_live = True
    reader.machine.look_as_known(KNOWN)
    assert reader.viewpoint == Viewpoint(valid_at=NOW, known_at=KNOWN)
    reader.machine.look_as_known(KNOWN - timedelta(days=1))
    reader.machine.look_as_known(None)
    assert reader.is_live
    reader.machine.look_as_known(None)
    assert reader.is_live


def test_play_steps_a_day_whenever_one_is_shown_and_ends_with_what_was_said() -> None:
    reader = Reader(Viewpoint(valid_at=day(5)), newest=datetime(2025, 11, 8, 3, tzinfo=UTC))
    reader.machine.play()
    days = [reader.viewpoint.valid_at]
    while reader.machine.playing:
        reader.let_a_day_pass()
        days.append(reader.viewpoint.valid_at)
    assert days == [day(6), day(7), day(8), day(8)]


def playing() -> Reader:
    reader = Reader(Viewpoint(valid_at=day(5)))
    reader.machine.play()
    reader.machine.day_shown()
    return reader


def test_play_again_stops() -> None:
    reader = playing()
    reader.machine.play()
    assert not reader.machine.playing
    assert reader.timers[-1].stopped


def test_a_step_stops_what_is_played() -> None:
    reader = playing()
    reader.machine.step(-1)
    assert not reader.machine.playing
    assert reader.timers[-1].stopped


def test_there_is_nothing_to_play_at_the_end() -> None:
    reader = Reader(Viewpoint(valid_at=day(8)), newest=datetime(2025, 11, 8, 3, tzinfo=UTC))
    reader.machine.play()
    assert not reader.machine.playing
    assert reader.viewpoint.valid_at == day(8)
