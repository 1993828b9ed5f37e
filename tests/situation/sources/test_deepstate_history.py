import tracemalloc
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from situation.attempt_records import Attempt, Outcome
from situation.connector import Connector, Known
from situation.errors import InputError
from situation.model import Claim
from situation.pack import load_pack
from situation.place_matching import PlaceMatcher
from situation.sources.deepstate_history import NOTICE, DeepStateHistory
from situation.vocabulary import AreaStatus, ClaimKind
from tests.hostile import HostileCase, hostile_cases, needs_hostile
from tests.situation.sources import event_bodies
from tests.situation.sources.changelog_bytes import DAY, NEWEST, TOWNS, link, listed, version
from tests.situation.sources.event_bodies import body
from tests.situation.sources.map_bytes import SHARED, box, collection, feature, polygon

HISTORY = DeepStateHistory()
NOW = datetime(2025, 11, 6, 9, tzinfo=UTC)
REAL = SHARED / "data/deepstate-api"
ADVANCE = f"The enemy advanced in {link('Pokrovsk', '14/48.2769107/37.1673484')}."
OCCUPIED = feature(
    polygon(box(37.5, 48.0, 38.0, 48.3)), name="О /// Occupied /// geoJSON.status.occupied"
)
BRIGADE = feature(
    {"type": "Point", "coordinates": [37.1, 48.2]}, name="3 /// 3rd /// geoJSON.units"
)


def known(
    *,
    now: datetime = NOW,
    since: date | None = None,
    last: Attempt | None = None,
    days: tuple[date, ...] = (),
    mirrored: tuple[date, ...] = (),
) -> Known:
    world = event_bodies.known(now, places=TOWNS, since=since, last=last)
    map_days = {"deepstate": frozenset(days), "deepstate-mirror": frozenset(mirrored)}
    return replace(world, map_days=map_days)


def attempt(**fields: object) -> Attempt:
    given = {
        "id": "attempt:deepstate-history",
        "connector": "deepstate-history",
        "source": "deepstate",
        "tried_at": NOW - timedelta(minutes=59),
        "outcome": Outcome.NEW,
        "seen": 1,
    }
    return msgspec.convert(given | fields, Attempt)


def a_month() -> list[dict[str, object]]:
    return [version(ADVANCE, id=NEWEST - number * DAY) for number in range(30)]


def test_it_is_a_connector_that_is_off_until_its_licence_is_accepted() -> None:
    connector: Connector = HISTORY
    assert (connector.key, connector.source) == ("deepstate-history", "deepstate")
    assert not connector.on_by_default
    assert connector.every == timedelta(hours=1)
    assert connector.notice == NOTICE
    assert "3 September 2025" in NOTICE


def test_it_asks_for_the_list() -> None:
    (wanted,) = HISTORY.wanted(known())
    assert wanted.url == "https://deepstatemap.live/api/history/public"
    assert not wanted.may_be_missing


def test_it_asks_hourly_at_most() -> None:
    assert HISTORY.wanted(known(last=attempt())) == ()
    assert HISTORY.wanted(known(last=attempt(tried_at=NOW - timedelta(hours=1))))
    assert HISTORY.wanted(known(last=attempt(outcome="failed", seen=0)))


def test_another_address_can_be_set() -> None:
    history = DeepStateHistory(url="https://copy.example/api/history/")
    assert history.wanted(known())[0].url == "https://copy.example/api/history/public"
    batch = history.read([listed([version(ADVANCE)])], known())
    assert batch.follow_up[0].url == f"https://copy.example/api/history/{NEWEST}/geojson"


def test_the_newest_maps_that_are_lacking_are_asked_for_next() -> None:
    batch = HISTORY.read([listed(a_month())], known(days=(date(2025, 11, 4),)))
    assert [wanted.name for wanted in batch.follow_up] == [
        f"{NEWEST - number * DAY}.geojson" for number in (0, 2, 3, 4, 5)
    ]
    assert all(wanted.may_be_missing for wanted in batch.follow_up)
    assert batch.warnings == ("earlier maps still to be fetched, 5 a run: 8",)
    assert batch.data_until == datetime(2025, 11, 5, 21, 41, 41, tzinfo=UTC)


def test_no_map_is_asked_for_when_every_day_is_there() -> None:
    days = tuple(date(2025, 11, 5) - timedelta(days=number) for number in range(15))
    batch = HISTORY.read([listed(a_month())], known(days=days))
    assert (batch.follow_up, batch.warnings) == ((), ())


def test_a_second_version_of_a_day_is_asked_for_once() -> None:
    versions = [version(ADVANCE), version(ADVANCE, id=NEWEST - 3600)]
    first = datetime.fromtimestamp(NEWEST - 3600, UTC)
    days = (date(2025, 11, 5),)
    later = HISTORY.read([listed(versions)], known(days=days, last=attempt(data_until=first)))
    assert [wanted.name for wanted in later.follow_up] == [f"{NEWEST}.geojson"]
    seen = datetime.fromtimestamp(NEWEST, UTC)
    again = HISTORY.read([listed(versions)], known(days=days, last=attempt(data_until=seen)))
    assert again.follow_up == ()


def test_how_far_back_can_be_said() -> None:
    batch = HISTORY.read([listed(a_month())], known(since=date(2025, 11, 4)))
    assert len(batch.records) == len(batch.follow_up) == 2
    assert batch.seen == 30


def test_what_was_read_long_ago_is_not_read_again() -> None:
    versions = [version(ADVANCE), version(ADVANCE, id=NEWEST - 40 * DAY)]
    assert len(HISTORY.read([listed(versions)], known()).records) == 2
    last = attempt(data_until=datetime(2025, 11, 4, tzinfo=UTC))
    assert len(HISTORY.read([listed(versions)], known(last=last)).records) == 1


def test_an_answer_becomes_a_map_without_units() -> None:
    answer = body(collection(OCCUPIED, BRIGADE), name=f"{NEWEST}.geojson")
    batch = HISTORY.read([answer], known())
    (day,) = batch.maps
    assert day.source == "deepstate"
    assert day.said_at == batch.data_until == datetime.fromtimestamp(NEWEST, UTC)
    assert [area.status for area in day.areas] == [AreaStatus.OCCUPIED]
    assert (batch.records, batch.seen) == ((), 1)


def test_a_bad_answer_costs_no_other() -> None:
    bodies = [
        body(b"<html>401</html>", name=f"{NEWEST - DAY}.geojson"),
        body(collection(OCCUPIED), name=f"{NEWEST}.geojson"),
    ]
    batch = HISTORY.read(bodies, known())
    assert len(batch.maps) == 1
    (line,) = batch.incomplete
    assert line.startswith(f"{NEWEST - DAY}.geojson: ")


def test_nothing_but_bad_answers_is_an_error() -> None:
    with pytest.raises(InputError):
        HISTORY.read([body(b"{}", name=f"{NEWEST}.geojson")], known())


def test_words_for_a_locked_interface() -> None:
    days = (date(2025, 11, 4), date(2025, 11, 5))
    assert HISTORY.when_forbidden(known(mirrored=days)) == (
        "degraded: DeepState's interface is locked; showing the mirror of 5 Nov 2025"
    )
    assert HISTORY.when_forbidden(known()).endswith("no day of its mirror is stored")


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (version(ADVANCE, id=NEWEST * 1000), "id"),
        (version(ADVANCE, id="1762378901"), "id"),
        (version(ADVANCE, id=True), "id"),
        (version(ADVANCE, createdAt="2025-11-04T21:41:41Z"), "not the second"),
        (version(ADVANCE, createdAt="05.11 o 22:41"), "createdAt"),
        (version(ADVANCE, createdAt=None), "createdAt"),
        (version(ADVANCE, id=NEWEST + 9 * DAY), "cannot be true"),
        (version(ADVANCE, id=1), "cannot be true"),
        (version(ADVANCE, status=False), "do not show"),
        (version(), "says nothing"),
        (version(descriptionEn={"html": "x"}), "descriptionEn"),
        ({"id": NEWEST}, "createdAt"),
        ([], "object"),
        (None, "object"),
        ("x", "object"),
    ],
)
def test_a_bad_version_costs_no_other(bad: object, why: str) -> None:
    good = version(ADVANCE, id=NEWEST - DAY)
    batch = HISTORY.read([listed([bad, good])], known())
    assert [record.id for record in batch.records] == [f"deepstate:{NEWEST - DAY}:rest"]
    (rejected,) = batch.rejected
    assert why in rejected.why
    assert rejected.where.startswith("history_public.json: version ")
    assert batch.seen == 2


def test_of_a_version_that_stands_there_twice_the_later_edit_is_taken() -> None:
    old = version("The enemy advanced.", updatedAt="2025-11-05T22:00:00Z")
    new = version("The enemy was pushed back.", updatedAt="2025-11-06T08:00:00Z")
    for order in ([old, new], [new, old]):
        batch = HISTORY.read([listed(order)], known())
        (claim,) = batch.records
        assert isinstance(claim, Claim)
        assert claim.text == "“The enemy was pushed back.”"
        assert len(batch.rejected) == 1


def test_nothing_but_bad_versions_is_an_error_and_an_empty_list_is_none() -> None:
    with pytest.raises(InputError, match="none of its 2 versions"):
        HISTORY.read([listed([{}, {}])], known())
    assert HISTORY.read([listed([])], known()).seen == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b'{"id": 1}',
        b"<html>502</html>",
        b"[NaN]",
        b"[" + b"9" * 5_000 + b"]",
        b"[{}",
        b"[] junk",
        b"\xef\xbb\xbf[]",
        "[]".encode("utf-16"),
        b'["\xff"]',
        b"[" * 100_000,
        b'[{"a":' * 100_000,
        b"[" + b"[]," * 500_000 + b"[]]",
        b"[" + b" " * 16_000_000 + b"]",
    ],
    ids=lambda content: content[:12].hex(),
)
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        HISTORY.read([body(content, name="history_public.json")], known())
    assert caught.value.where == "history_public.json"


def test_keys_that_stand_twice_or_are_unknown_do_no_harm() -> None:
    text = msgspec.json.encode(version(ADVANCE)).decode().rstrip("}")
    twice = f'[{text}, "__proto__": {{"x": [1]}}, "description": "Просунувся."}}]'
    (claim,) = HISTORY.read([body(twice, name="history_public.json")], known()).records
    assert isinstance(claim, Claim)
    assert claim.original == "Просунувся."


@pytest.mark.parametrize("bad", ['"\\ud800"', "NaN", "-Infinity", "1e999", "[[[]]]", "9" * 4000])
def test_a_bad_value_is_no_reason_to_lose_the_others(bad: str) -> None:
    good = msgspec.json.encode(version(ADVANCE, id=NEWEST - DAY)).decode()
    odd = msgspec.json.encode(version("ODD")).decode().replace('"ODD"', bad)
    batch = HISTORY.read([body(f"[{odd}, {good}]", name="history_public.json")], known())
    assert f"deepstate:{NEWEST - DAY}:rest" in {record.id for record in batch.records}


@needs_hostile
@pytest.mark.parametrize("case", hostile_cases("json"), ids=lambda case: case.id)
def test_hostile_json(case: HostileCase) -> None:
    payload = case.payload()
    tracemalloc.start()
    try:
        with pytest.raises(InputError):
            HISTORY.read([body(payload, name="history_public.json")], known())
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.skipif(not REAL.exists(), reason="the real answers are not on this machine")
def test_the_real_list() -> None:
    now = datetime(2025, 11, 16, 12, tzinfo=UTC)
    world = replace(known(now=now), places=PlaceMatcher(load_pack().places, country="UA"))
    content = (REAL / "history_public.json").read_bytes()
    batch = HISTORY.read([body(content, name="history_public.json")], world)
    claims = [record for record in batch.records if isinstance(record, Claim)]
    assert (batch.seen, batch.rejected) == (169, ())
    assert batch.data_until == datetime(2025, 11, 15, 21, 44, 59, tzinfo=UTC)
    assert len({claim.id.split(":")[1] for claim in claims}) == 169
    assert Counter(claim.kind for claim in claims) == {
        ClaimKind.EVENT: 166,
        ClaimKind.CONTROL: 50,
        ClaimKind.ASSESSMENT: 3,
    }
    at_pokrovsk = [claim for claim in claims if "pokrovsk" in claim.places]
    assert len(at_pokrovsk) == 9
    assert all(claim.kind is ClaimKind.EVENT for claim in at_pokrovsk)
    assert all("Pokrovsk" in claim.text.replace("-Pokrovsk", "") for claim in at_pokrovsk)
    occupied = {claim.places for claim in claims if claim.kind is ClaimKind.CONTROL}
    # Villages called Poltava, Yalta and Zaporizhzhia were occupied in these months.
    assert not {"poltava", "yalta", "zaporizhzhia"} & {one for places in occupied for one in places}
    assert ("uspenivka",) in occupied
    assert len(batch.follow_up) == 5


@pytest.mark.skipif(not REAL.exists(), reason="the real answers are not on this machine")
def test_a_real_map() -> None:
    file = REAL / "1754251105.geojson"
    batch = HISTORY.read([body(file.read_bytes(), name=file.name)], known())
    (day,) = batch.maps
    assert {area.status for area in day.areas} == set(AreaStatus)
    assert any("points ignored" in skipped.why for skipped in day.skipped)
