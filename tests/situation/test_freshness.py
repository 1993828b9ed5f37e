"""The words for how fresh a source is, each by its exact rule."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from situation.attempt_records import Outcome
from situation.freshness import Condition, Freshness, SourceFacts, conditions_of
from situation.handover_silence import SilentSource
from tests.situation.records import DAY, make_source
from tests.situation.source_world import HOUR, make_attempt

INSTANT = timedelta(microseconds=1)
SILENCE = SilentSource(
    source=make_source(),
    last=DAY - timedelta(days=9),
    usual_gap=timedelta(days=1),
    silent_for=timedelta(days=9),
)
FAILED = make_attempt(outcome=Outcome.FAILED, why="timed out", succeeded_at=None, seen=0, new=0)


def judged(at: datetime = DAY, **fields: Any) -> tuple[Condition, ...]:
    """The conditions of a source that was fetched a moment ago, but for these facts."""
    given: dict[str, Any] = {
        "source": make_source(),
        "interval": HOUR,
        "attempt": make_attempt(),
        "data_at": DAY,
    }
    return conditions_of(SourceFacts(**given | fields), at)


def words(at: datetime = DAY, **fields: Any) -> list[Freshness]:
    return [condition.word for condition in judged(at, **fields)]


@pytest.mark.parametrize("outcome", [Outcome.NEW, Outcome.NOTHING_NEW])
def test_fresh_is_what_nothing_speaks_against(outcome: Outcome) -> None:
    assert words(attempt=make_attempt(outcome=outcome)) == [Freshness.FRESH]


def test_failed_says_why() -> None:
    assert judged(attempt=FAILED) == (Condition(Freshness.FAILED, "timed out"),)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"outcome": Outcome.PARTLY}, "parts of it could not be had"),
        (
            {"outcome": Outcome.PARTLY, "reasons": ("a page is missing",), "rejected": 1},
            "parts of it could not be had: a page is missing",
        ),
        ({"outcome": Outcome.NEW, "seen": 9, "rejected": 2}, "2 of 9 items could not be used"),
        (
            {"outcome": Outcome.NOTHING_NEW, "seen": 9, "rejected": 1},
            "1 of 9 items could not be used",
        ),
    ],
)
def test_partial_is_anything_lost_of_the_last_attempt(fields: dict[str, Any], why: str) -> None:
    assert judged(attempt=make_attempt(**fields)) == (Condition(Freshness.PARTIAL, why),)


def test_stale_begins_after_fourteen_days_or_the_source_s_own_period() -> None:
    attempt = make_attempt(succeeded_at=DAY + timedelta(days=14))
    limit = DAY + timedelta(days=14)
    assert words(limit, attempt=attempt) == [Freshness.FRESH]
    assert words(limit + INSTANT, attempt=attempt) == [Freshness.STALE]
    yearly = make_source(fresh_days=365)
    assert words(limit + INSTANT, attempt=attempt, source=yearly) == [Freshness.FRESH]


def test_stale_is_also_an_answer_overdue_by_three_intervals() -> None:
    assert words(DAY + 3 * HOUR) == [Freshness.FRESH]
    (late,) = judged(DAY + 3 * HOUR + INSTANT)
    assert late.word is Freshness.STALE
    assert late.why == "it last answered 2025-11-05 00:00 UTC; it is due every 1h"


def test_what_is_not_asked_here_is_not_overdue() -> None:
    later = DAY + timedelta(days=2)
    assert words(later, interval=None) == [Freshness.FRESH]
    assert words(later, off="off in the settings") == [Freshness.OFF]


def test_never_fetched_says_that_its_data_came_another_way() -> None:
    (bare,) = judged(attempt=None, data_at=None)
    assert bare.why == "no attempt to fetch it is known"
    (imported,) = judged(attempt=None)
    assert imported.why == f"{bare.why}; what is stored of it came by an import or another way"


def test_several_words_hold_at_once_and_the_state_comes_first() -> None:
    old: dict[str, Any] = {"data_at": DAY - timedelta(days=30), "silence": SILENCE}
    tail = [Freshness.STALE, Freshness.SILENT]
    assert words(**old) == tail
    assert words(**old, attempt=FAILED) == [Freshness.FAILED, *tail]
    assert words(**old, attempt=None) == [Freshness.NEVER_FETCHED, *tail]
    assert words(**old, off="its terms are not accepted") == [Freshness.OFF, *tail]


def test_silent_names_the_usual_gap() -> None:
    why = "nothing new for 9d; usually every 24h"
    assert judged(silence=SILENCE) == (Condition(Freshness.SILENT, why),)


def test_what_is_no_feed_can_only_be_silent_besides() -> None:
    told: dict[str, Any] = {"is_fetched": False, "attempt": None}
    assert words(**told, data_at=DAY - timedelta(days=90)) == [Freshness.NOT_A_FEED]
    assert words(**told, silence=SILENCE) == [Freshness.NOT_A_FEED, Freshness.SILENT]


def test_a_source_that_gave_no_date_is_judged_by_its_answers() -> None:
    assert words(data_at=None) == [Freshness.FRESH]
    assert words(data_at=None, attempt=None) == [Freshness.NEVER_FETCHED]


def test_a_clock_that_was_set_back_makes_nothing_stale() -> None:
    assert words(DAY - timedelta(days=100)) == [Freshness.FRESH]


def test_no_word_says_that_all_is_well() -> None:
    assert not {"ok", "good", "live", "healthy", "up"} & {word.value for word in Freshness}
