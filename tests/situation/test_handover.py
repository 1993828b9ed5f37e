"""The hand-over tells what was said from what was only recorded, and finds what changed."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from situation.exports.handover_report import NOTHING, handover_json, handover_markdown
from situation.exports.table import Origin
from situation.handover import Handover, build_handover
from situation.handover_claims import News
from situation.measures import Shares
from situation.periods import Viewpoint
from situation.store import open_store
from situation.store.base import Store
from situation.vocabulary import Act, Basis, ControlStatus, Standing
from tests.situation.records import (
    DAY,
    Clock,
    make_cast,
    make_claim,
    make_coverage,
    make_link,
    make_place,
    make_reading,
    make_statistic,
)

SINCE = DAY + timedelta(hours=6)
UNTIL = Viewpoint(valid_at=DAY + timedelta(hours=18))
BEFORE = DAY - timedelta(days=1)
LETTERS = {"UA": "U", "RU": "R"}


@pytest.fixture
def clock() -> Clock:
    return Clock(DAY - timedelta(days=30))


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    """A store older than the period, in which the cast and some claims were known before it."""
    opened = open_store(tmp_path / "s.db", clock=clock, create=True)
    clock.move(seconds=1)
    cast = make_cast()
    place = make_place("pokrovsk", lat=48.28, lon=37.18)
    known = (make_claim("old", said_at=BEFORE), make_claim("doubted", said_at=BEFORE))
    await opened.append((*cast, place, *known), author="test")
    clock.now = SINCE + timedelta(hours=1)
    yield opened
    await opened.close()


async def _handover(store: Store, since: datetime = SINCE) -> Handover:
    return await build_handover(store, since, UNTIL)


async def test_said_learned_revised_and_withdrawn_are_told_apart(store: Store) -> None:
    later = SINCE + timedelta(hours=2)
    await store.append(
        (make_claim("said", said_at=later), make_claim("late", said_at=BEFORE)), author="x"
    )
    await store.append(
        [make_claim("old", said_at=BEFORE, text="More.")], author="x", act=Act.UPDATE
    )
    await store.append([make_claim("doubted", said_at=BEFORE)], author="x", act=Act.RETRACT)
    (place,) = (await _handover(store)).places
    assert {item.view.claim.id: (item.news, item.act) for item in place.claims} == {
        "said": (News.SAID, Act.ASSERT),
        "late": (News.LEARNED, Act.ASSERT),
        "old": (News.REVISED, Act.UPDATE),
        "doubted": (News.WITHDRAWN, Act.RETRACT),
    }


async def test_a_bare_day_begins_with_what_was_said_of_it(store: Store) -> None:
    await store.append([make_claim("of-the-day", said_at=DAY)], author="x")
    (place,) = (await _handover(store, DAY)).places
    assert [item.news for item in place.claims] == [News.SAID]


async def test_a_change_on_the_ground_and_a_late_record_are_two_things(store: Store) -> None:
    held = make_reading("held", status=ControlStatus.HELD, holder="UA", valid_from=BEFORE)
    await store.append([held], author="x")
    moved = make_reading(
        "taken",
        status=ControlStatus.OCCUPIED,
        holder="RU",
        basis=Basis.ASSESSED,
        valid_from=SINCE + timedelta(hours=1),
        said_at=SINCE + timedelta(hours=1),
    )
    (before_move,) = (await _handover(store)).places
    change = before_move.status
    assert change is not None
    assert not change.on_the_ground
    assert change.shown_then is not None
    assert change.shown_then.status is ControlStatus.UNKNOWN
    await store.append([moved], author="x")
    (place,) = (await _handover(store)).places
    assert place.status is not None
    assert place.status.on_the_ground
    assert place.status.before.status is ControlStatus.HELD
    assert place.status.after.status is ControlStatus.OCCUPIED
    text = handover_markdown(await _handover(store), _origin(), LETTERS)
    assert "●U held → ●R occupied" in text
    assert "At the beginning this store showed" in text


async def test_new_disputes_are_those_whose_later_side_or_link_is_new(store: Store) -> None:
    answer = make_claim("answer", said_at=SINCE, source="deepstate")
    await store.append(
        (
            answer,
            make_link("l1", "answer", "old"),
            make_link("l2", "old", "doubted", standing=Standing.PROPOSED, reason="a rule"),
            make_link("l3", "answer", "doubted", standing=Standing.REJECTED),
        ),
        author="x",
    )
    (place,) = (await _handover(store)).places
    found = {(item.claim.claim.id, item.against.id): item for item in place.disputes}
    assert set(found) == {("answer", "old"), ("old", "doubted")}
    assert found["old", "doubted"].standing is Standing.PROPOSED
    text = handover_markdown(await _handover(store), _origin(), LETTERS)
    assert "proposed by a rule" in text


async def test_moved_and_new_figures_keep_comparator_and_base(store: Store) -> None:
    await store.append(
        (
            make_statistic("before", value=2000.0, said_at=BEFORE, as_of=BEFORE),
            make_statistic("after", value=1300.0, said_at=SINCE, as_of=SINCE),
            make_statistic("other-base", value=5.0, of="children", said_at=SINCE),
            make_statistic("same-a", metric="wounded", value=3.0, said_at=BEFORE, as_of=BEFORE),
            make_statistic("same-b", metric="wounded", value=3.0, said_at=SINCE, as_of=SINCE),
        ),
        author="x",
    )
    (place,) = (await _handover(store)).places
    told = [(f.metric, f.of, f.before and f.before.words, f.after.words) for f in place.figures]
    assert told == [
        ("population-remaining", "", "2,000 people", "1,300 people"),
        ("population-remaining", "children", None, "5 people"),
    ]
    text = handover_markdown(await _handover(store), _origin(), LETTERS)
    both = "2,000 people (4 Nov 2025) → 1,300 people (5 Nov 2025), according to nyt"
    assert both in text.replace("\\", "")


async def test_what_a_map_measured_stands_with_the_dates_of_both_maps(store: Store) -> None:
    shares = {BEFORE: Shares(occupied=0.1971), SINCE: Shares(occupied=0.2222)}
    await store.append(
        [
            make_reading(
                f"m:{day:%d}", source="deepstate", shares=share, valid_from=day, said_at=day
            )
            for day, share in shares.items()
        ],
        author="x",
    )
    handover = await _handover(store)
    (place,) = handover.places
    assert [(f.metric, f.after.as_of) for f in place.figures] == [("occupied_share", SINCE)]
    text = handover_markdown(handover, _origin(), LETTERS).replace("\\", "")
    assert "19.7 % on the map of 4 Nov 2025 → 22.2 % on the map of 5 Nov 2025" in text


async def test_a_source_is_silent_after_three_usual_gaps(store: Store) -> None:
    days = [make_coverage(DAY - timedelta(days=n), "deepstate") for n in (13, 12, 11, 10)]
    weeks = [make_claim(f"w{n}", said_at=DAY - timedelta(weeks=n)) for n in (1, 2, 3, 4)]
    await store.append((*days, *weeks), author="x")
    handover = await _handover(store)
    (silent,) = handover.silent
    assert silent.source.id == "deepstate"
    assert silent.last == DAY - timedelta(days=10)
    assert silent.usual_gap == timedelta(days=1)
    assert "usually every 24.0 hours" in handover_markdown(handover, _origin(), LETTERS)


async def test_nothing_to_report_says_so(store: Store) -> None:
    handover = await _handover(store)
    assert handover.places == ()
    assert NOTHING in handover_markdown(handover, _origin(), LETTERS)
    assert handover_json(handover, _origin())["places"] == []


async def test_a_store_made_within_the_period_says_that_it_cannot_tell(store: Store) -> None:
    handover = await _handover(store, DAY - timedelta(days=40))
    assert handover.store_is_younger
    (place,) = handover.places
    assert {item.news for item in place.claims} == {News.SAID}


async def test_two_runs_give_the_same_text_and_one_place_can_be_asked_for(store: Store) -> None:
    await store.append(
        (
            make_claim("b", places=("myrnohrad", "pokrovsk"), said_at=SINCE),
            make_claim("a", places=("myrnohrad",), said_at=SINCE),
        ),
        author="x",
    )
    first, second = [handover_json(await _handover(store), _origin()) for _ in range(2)]
    assert first == second
    assert [place.id for place in (await _handover(store)).places] == ["myrnohrad", "pokrovsk"]
    one = await build_handover(store, SINCE, UNTIL, place_id="pokrovsk")
    assert [place.id for place in one.places] == ["pokrovsk"]


def _origin() -> Origin:
    return Origin(title="Ukraine", fingerprint="F-1", viewpoint=UNTIL)
