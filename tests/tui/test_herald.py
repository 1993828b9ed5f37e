"""A reader who looks elsewhere is called back as wanted, not too often, and only for news."""

from datetime import timedelta

from situation.views import PlaceRow, Snapshot
from tests.situation.records import Clock
from tests.widgets import views
from tui.herald import BETWEEN_CALLS, Herald
from tui.preflight import Drawing
from tui.terminal_words import BELL, Multiplexer, notification, title

CALM = views.row()
DISPUTED = views.row(disputed=True)
SPOKEN_OF = views.row(disputed=True, claims=1)
WITHOUT_NEWS = "sitmon: Ukraine, live"


class Sent:
    """A herald, its clock, and what it sent."""

    def __init__(self, **wanted: bool) -> None:
        self.clock = Clock(views.NOW)
        self.words: list[str] = []
        self.herald = Herald(
            Drawing(**wanted), Multiplexer.NONE, clock=self.clock, write=self.words.append
        )

    def see(self, *rows: PlaceRow, live: bool = True) -> list[str]:
        """What is sent for a snapshot."""
        self.words.clear()
        self.herald.snapshot_taken(_snapshot(*rows, live=live))
        return list(self.words)


def _snapshot(*rows: PlaceRow, live: bool) -> Snapshot:
    return views.snapshot(rows=rows, live=live)


def test_the_first_look_is_no_news() -> None:
    sent = Sent(bell=True, notify=True, window_title=True)
    assert sent.see(DISPUTED) == [title(WITHOUT_NEWS)]
    assert sent.see(DISPUTED) == []


def test_each_way_is_used_only_where_it_is_wanted() -> None:
    news = "Pokrovsk: disputed"
    ways = {
        "bell": [BELL],
        "notify": [notification(f"sitmon: {news}", Multiplexer.NONE)],
        "window_title": [title(f"{WITHOUT_NEWS} - {news}")],
    }
    for way, words in ways.items():
        sent = Sent(**{way: True})
        sent.see(CALM)
        assert sent.see(DISPUTED) == words
    silent = Sent()
    silent.see(CALM)
    assert silent.see(DISPUTED) == []


def test_what_comes_within_a_minute_is_told_after_it() -> None:
    sent = Sent(notify=True)
    sent.see(CALM)
    assert sent.see(DISPUTED)
    sent.clock.move(seconds=59)
    assert sent.see(SPOKEN_OF) == []
    sent.clock.move(seconds=1)
    told = sent.see(SPOKEN_OF)
    assert told == [notification("sitmon: Pokrovsk: 1 new claim", Multiplexer.NONE)]


def test_a_clock_that_is_set_back_does_not_silence_it() -> None:
    sent = Sent(bell=True)
    sent.see(CALM)
    assert sent.see(DISPUTED) == [BELL]
    sent.clock.now -= 10 * BETWEEN_CALLS
    assert sent.see(SPOKEN_OF) == [BELL]


def test_a_step_through_time_is_no_news_and_what_came_meanwhile_is() -> None:
    sent = Sent(bell=True, window_title=True)
    sent.see(CALM)
    (named,) = sent.see(DISPUTED, live=False)
    assert named == title("sitmon: Ukraine, as of 5 Nov 2025")
    assert sent.see(SPOKEN_OF)[0] == BELL
    assert timedelta() < BETWEEN_CALLS
