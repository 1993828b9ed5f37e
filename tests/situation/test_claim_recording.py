"""A claim typed by hand becomes records; what is wrong is said of its field."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from situation.claim_recording import add_claim, correct_claim, retract_claim
from situation.errors import UnknownName, UsageError
from situation.periods import Viewpoint
from situation.store import open_store
from situation.store.base import Store
from situation.store.claim_query import ClaimQuery
from situation.typed_claim import TypedClaim
from situation.vocabulary import (
    Act,
    Comparator,
    ControlStatus,
    Extent,
    Precision,
    Quote,
    Reliability,
    Verification,
)
from situation.wording import tie as tie_words
from tests.situation.records import DAY, Clock, make_cast

NOW = DAY + timedelta(hours=12)
SEEN = Viewpoint(valid_at=NOW + timedelta(days=1))
EVENT = TypedClaim(
    place=("Pokrovsk",), source="nyt", kind="event", text="Shelling.", said="2025-11-04"
)
CONTROL = replace(EVENT, kind="control", status="held", holder="ua")
FIGURE = replace(
    EVENT, kind="statistic", text="14 dead.", metric="killed", value="14", unit="people"
)


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
async def store(tmp_path: Path, clock: Clock) -> AsyncIterator[Store]:
    opened = open_store(tmp_path / "s.db", clock=clock, create=True)
    await opened.append(make_cast(), author="test")
    clock.move(seconds=1)
    yield opened
    await opened.close()


async def _add(store: Store, clock: Clock, typed: TypedClaim) -> str:
    return (await add_claim(store, typed, author="me", clock=clock)).claim


async def test_a_typed_claim_is_recorded_with_author_and_precision(
    store: Store, clock: Clock
) -> None:
    typed = replace(
        EVENT,
        via=("deepstate",),
        quote="partial",
        verification="unverified",
        verified_by="deepstate",
        hedge="reportedly",
        url="https://example.org/1",
        said="2025-11-04T21:40Z",
    )
    claim_id = await _add(store, clock, typed)
    found = await store.claim(claim_id)
    assert found is not None
    assert (found.author, found.act) == ("me", Act.ASSERT)
    claim = found.record
    assert claim.places == ("pokrovsk",)
    assert (claim.said_at, claim.said_precision) == (
        DAY - timedelta(hours=2, minutes=20),
        Precision.EXACT,
    )
    assert (claim.quote, claim.verification) == (Quote.PARTIAL, Verification.UNVERIFIED)
    assert claim.verification_by == "deepstate"


async def test_the_same_claim_typed_twice_is_one_claim(store: Store, clock: Clock) -> None:
    first = await add_claim(store, EVENT, author="me", clock=clock)
    second = await add_claim(store, EVENT, author="you", clock=clock)
    assert first.claim == second.claim
    assert second.appended == 0


async def test_control_and_figures_are_recorded_beside_the_claim(
    store: Store, clock: Clock
) -> None:
    held = await _add(store, clock, replace(CONTROL, part="the north"))
    (item,) = await store.readings(SEEN)
    assert item.reading.claim == held
    assert (item.reading.status, item.reading.holder) == (ControlStatus.HELD, "UA")
    assert (item.reading.extent, item.reading.part) == (Extent.PART, "the north")
    share = replace(FIGURE, metric="share", comparator="~<", value="33%", unit="", of="battles")
    await _add(store, clock, share)
    (figure,) = [item.record for item in await store.statistics(SEEN)]
    assert (figure.comparator, figure.value, figure.unit) == (Comparator.JUST_BELOW, 0.33, "share")


async def test_a_new_source_is_graded_f(store: Store, clock: Clock) -> None:
    for name in ("A new channel", "Новий канал"):
        typed = replace(EVENT, source="", new_source=name)
        found = await store.claim(await _add(store, clock, typed))
        assert found is not None
        made = {item.record.id: item.record for item in await store.sources()}[found.record.source]
        assert (made.name, made.reliability) == (name, Reliability.F)
    with pytest.raises(UsageError, match="known already"):
        await _add(store, clock, replace(EVENT, source="", new_source="a NEW channel"))


@pytest.mark.parametrize(
    ("typed_tie", "tie"),
    [
        ("", "ties not known"),
        ("none", "independent"),
        ("ties:ru", "ties to RU"),
        ("speaks_for: ua", "speaks for UA"),
    ],
)
async def test_the_tie_of_a_new_source_is_unknown_unless_it_is_told(
    store: Store, clock: Clock, typed_tie: str, tie: str
) -> None:
    typed = replace(EVENT, source="", new_source="A channel", new_source_tie=typed_tie)
    found = await store.claim(await _add(store, clock, typed))
    assert found is not None
    (made,) = [s.record for s in await store.sources() if s.record.id == found.record.source]
    assert tie_words(made) == tie


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"source": "", "new_source": "X", "new_source_tie": "likes:RU"}, "new_source_tie"),
        ({"source": "", "new_source": "X", "new_source_tie": "ties"}, "new_source_tie"),
        ({"source": "", "new_source": "X", "new_source_tie": "ties:XX"}, "new_source_tie"),
        ({"source": "", "new_source": "X", "new_source_tie": "none:RU"}, "new_source_tie"),
        ({"place": ()}, "place"),
        ({"place": ("Pokrovks",)}, "place"),
        ({"source": ""}, "source"),
        ({"source": "nyy"}, "source"),
        ({"new_source": "Another"}, "new_source"),
        ({"via": ("nyy",)}, "via"),
        ({"kind": "rumour"}, "kind"),
        ({"text": " \n"}, "text"),
        ({"text": "x" * 9000}, "text"),
        ({"said": ""}, "said"),
        ({"said": "soon"}, "said"),
        ({"said": "2026-11-05"}, "said"),
        ({"quote": "loud"}, "quote"),
        ({"commitment": "sure"}, "commitment"),
        ({"verification": "maybe"}, "verification"),
        ({"verified_by": "nobody here"}, "verified_by"),
        ({"hedge": "x" * 700}, "hedge"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"language": "English"}, "language"),
        ({"status": "held", "holder": "UA"}, "status"),
        ({"kind": "control", "status": "lost"}, "status"),
        ({"kind": "control", "holder": "UA"}, "status"),
        ({"kind": "control", "status": "held"}, "holder"),
        ({"kind": "control", "status": "held", "holder": "XX"}, "holder"),
        ({"kind": "control", "status": "contested", "extent": "half"}, "extent"),
        ({"metric": "killed"}, "metric"),
        ({"kind": "statistic", "value": "3"}, "metric"),
        ({"kind": "statistic", "metric": "the killed", "value": "3", "unit": "p"}, "metric"),
        ({"kind": "statistic", "metric": "killed", "unit": "people"}, "value"),
        ({"kind": "statistic", "metric": "killed", "value": "many", "unit": "p"}, "value"),
        ({"kind": "statistic", "metric": "killed", "value": "2..3", "unit": "p"}, "value"),
        ({"kind": "statistic", "metric": "killed", "value": "3"}, "unit"),
        (
            {"kind": "statistic", "metric": "k", "value": "3", "unit": "p", "comparator": "=="},
            "comparator",
        ),
    ],
    ids=str,
)
async def test_what_is_wrong_names_its_field(
    store: Store, clock: Clock, change: dict[str, object], field: str
) -> None:
    with pytest.raises(UsageError) as caught:
        await _add(store, clock, replace(EVENT, **change))
    assert caught.value.where == field
    assert (await store.claims(ClaimQuery(viewpoint=SEEN))).claims == ()


async def test_an_unknown_source_offers_the_nearest(store: Store, clock: Clock) -> None:
    with pytest.raises(UnknownName) as caught:
        await _add(store, clock, replace(EVENT, source="deepstat"))
    assert caught.value.nearest == ("deepstate",)


@pytest.mark.parametrize(
    ("first", "then", "act"),
    [
        (FIGURE, TypedClaim(value="11", text="11 dead."), Act.CORRECT),
        (
            replace(FIGURE, value="20", comparator=">"),
            TypedClaim(value="27", comparator="=", text="27 dead."),
            Act.UPDATE,
        ),
        (FIGURE, TypedClaim(url="https://example.org/2"), Act.REFILE),
        (FIGURE, TypedClaim(text="14 dead, says the mayor of the city."), Act.REVISE),
    ],
    ids=["14 to 11", "more than 20 to 27", "a link", "other words"],
)
async def test_the_program_finds_out_what_a_new_version_does(
    store: Store, clock: Clock, first: TypedClaim, then: TypedClaim, act: Act
) -> None:
    claim_id = await _add(store, clock, first)
    clock.move(minutes=1)
    recording = await correct_claim(store, claim_id, then, author="me", clock=clock)
    assert recording.act is act
    history = await store.claim_history(claim_id)
    assert [item.act for item in history] == [Act.ASSERT, act]
    (figure,) = [item.record for item in await store.statistics(SEEN)]
    assert figure.value == float(then.value or first.value)


async def test_a_retracted_claim_keeps_its_history_and_its_reason(
    store: Store, clock: Clock
) -> None:
    claim_id = await _add(store, clock, CONTROL)
    clock.move(minutes=1)
    await retract_claim(store, claim_id, "It was another town.", author="me", at=clock())
    assert (await store.claims(ClaimQuery(viewpoint=SEEN))).claims == ()
    assert await store.readings(SEEN) == ()
    acts = [item.act for item in await store.claim_history(claim_id)]
    assert acts == [Act.ASSERT, Act.RETRACT]
    (note,) = await store.notes([claim_id])
    assert note.record.text == "It was another town."
    with pytest.raises(UsageError, match="was withdrawn"):
        await retract_claim(store, claim_id, "again", author="me", at=clock())
    with pytest.raises(UsageError, match="was withdrawn"):
        await correct_claim(store, claim_id, TypedClaim(text="x"), author="me", clock=clock)


async def test_an_unknown_claim_and_a_missing_reason_are_refused(
    store: Store, clock: Clock
) -> None:
    with pytest.raises(UnknownName):
        await retract_claim(store, "nothing", "why", author="me", at=clock())
    claim_id = await _add(store, clock, EVENT)
    for field, reason, author in (("reason", " ", "me"), ("author", "why", "\u202e")):
        with pytest.raises(UsageError) as caught:
            await retract_claim(store, claim_id, reason, author=author, at=clock())
        assert caught.value.where == field
