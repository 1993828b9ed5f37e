"""What the reports say of the small situation, as text and as JSON."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from situation.cast import read_cast
from situation.claim_views import claim_views
from situation.derived_figures import FRONT_LENGTH, OCCUPIED_AREA, derived_figure
from situation.exports.city_report import city_markdown
from situation.exports.table import Origin
from situation.periods import Viewpoint, end_of_day, start_of_day
from situation.reports.city import city_json, city_lines
from situation.reports.claims import claims_json, claims_lines
from situation.reports.jsontext import instant, json_text
from situation.reports.sources import read_source_uses
from situation.reports.stats import stats_json, stats_lines
from situation.reports.status import status_json, status_lines, viewpoint_words
from situation.snapshot import build_detail, build_snapshot
from situation.store import open_store
from situation.store.base import Store
from situation.store.claim_query import ClaimQuery
from situation.views import PlaceDetail, Snapshot
from situation.vocabulary import PlaceKind
from tests.situation.records import make_place, make_statistic
from tests.situation.reports.samples import DAY, LETTERS, RECORDED, RECORDS, VIEWPOINT


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    opened = open_store(tmp_path / "s.db", clock=lambda: RECORDED, create=True)
    await opened.append(RECORDS, author="test")
    yield opened
    await opened.close()


async def _snapshot(store: Store) -> Snapshot:
    return await build_snapshot(store, VIEWPOINT, title="t", live=False, taken_at=RECORDED)


async def _detail(store: Store, place: str = "pokrovsk") -> PlaceDetail:
    return await build_detail(store, place, VIEWPOINT)


async def test_the_status_table(store: Store) -> None:
    lines = status_lines((await _snapshot(store)).rows, LETTERS)
    bakhmut = next(line for line in lines if "Bakhmut" in line)
    assert bakhmut.split() == [
        "●R",
        "Bakhmut",
        "Donetsk",
        "oblast",
        "100.0",
        "0.0",
        "-11.09",
        "0.00",
        "1",
    ]
    pokrovsk = next(line for line in lines if "Pokrovsk" in line)
    assert pokrovsk.split()[4:] == ["22.2", "+21.2", "0.03", "-3.49", "2", "!"]


async def test_the_status_as_json(store: Store) -> None:
    answer = status_json((await _snapshot(store)).rows, VIEWPOINT)
    assert list(answer) == ["as_of", "known_at", "places"]
    places = answer["places"]
    assert isinstance(places, list)
    row = next(row for row in places if isinstance(row, dict) and row["occupied_share"] == 0.2222)
    assert isinstance(row, dict)
    assert list(row) == [
        "place",
        "summary",
        "occupied_share",
        "occupied_share_change_30_days",
        "distance_km",
        "distance_km_change_30_days",
        "measured_by",
        "measured_at",
        "claims",
    ]
    assert row["distance_km_change_30_days"] == -3.49
    assert row["measured_by"] == "The map"
    assert row["measured_at"] == "2025-11-05T00:00:00Z"


async def test_what_was_measured_long_ago_keeps_the_date_of_its_map(store: Store) -> None:
    later = Viewpoint(valid_at=end_of_day(DAY.date().replace(month=12)))
    snapshot = await build_snapshot(store, later, title="t", live=False, taken_at=RECORDED)
    for row in _objects(status_json(snapshot.rows, later)["places"]):
        assert row["occupied_share"] is not None
        assert row["measured_at"] == "2025-11-05T00:00:00Z"


async def test_a_place_without_a_region_has_none_in_json(store: Store) -> None:
    detail = await _detail(store, "donetsk-oblast")
    place = city_json(detail)["place"]
    assert isinstance(place, dict)
    assert place["region"] is None


async def test_the_keys_of_a_city_are_a_promise(store: Store) -> None:
    answer = city_json(await _detail(store))
    assert list(answer) == ["place", "as_of", "known_at", "readings", "summary"]
    assert answer["place"] == {
        "id": "pokrovsk",
        "name": "Pokrovsk",
        "region": "Donetsk oblast",
        "lat": 48.282,
        "lon": 37.1758,
        "population": 60_127,
    }
    assert answer["as_of"] == "2025-11-05T23:59:59.999999Z"
    summary = answer["summary"]
    assert isinstance(summary, dict)
    assert list(summary) == ["status", "holder", "agree", "of", "disputed", "why"]
    readings = answer["readings"]
    assert isinstance(readings, list)
    promised = [
        "source", "label", "status", "holder", "basis", "shares", "sectors", "distance_km",
        "valid_from", "said_at", "recorded_at", "url", "stale",
    ]  # fmt: skip
    more = ["confirmed_at", "extent", "part", "via"]
    for reading in readings:
        assert isinstance(reading, dict)
        assert list(reading) == promised + more
    measured, said, part = readings
    assert isinstance(measured, dict)
    assert measured["shares"] == {"occupied": 0.2222, "contested": None, "liberated": None}
    assert measured["sectors"] == {
        "C": 0.09, "N": 0.0, "NE": 0.0, "E": 0.0, "SE": 0.0, "S": 0.8, "SW": 0.98, "W": 0.35,
        "NW": 0.001,
    }  # fmt: skip
    assert measured["recorded_at"] == "2026-01-10T12:00:00Z"
    assert isinstance(said, dict)
    assert isinstance(said["sectors"], dict)
    assert list(said["sectors"].values()) == [None] * 9
    assert said["via"] == ["paper"]
    assert isinstance(part, dict)
    assert (part["extent"], part["part"]) == ("part", "south-western edge")


async def test_a_city_in_words(store: Store) -> None:
    text = "\n".join(city_lines(await _detail(store), LETTERS))
    for expected in (
        "Pokrovsk, Donetsk oblast  as of Wed 5 Nov 2025",
        "◐C contested · 1 of 2 independent sources · ! disputed since 5 Nov 2025",
        "●U holds the city",
        "claimed via The paper",
        "taken – south-western edge",
        "by The map, 5 Nov 2025, 2.77 km disc:",
        "south-west 98 % · south 80 % · west 35 % · centre 9 %",
        "Pokrovsk: 0.03 km from the edge of the occupied area",
        "~< 1/3",
        "2 claims, with those about its region: 2 control",
    ):
        assert expected in text


async def test_a_city_of_which_nothing_is_known(store: Store) -> None:
    long_ago = Viewpoint(valid_at=start_of_day(DAY.date().replace(year=2024)))
    detail = await build_detail(store, "pokrovsk", long_ago)
    lines = city_lines(detail, LETTERS)
    assert lines[1] == "·? unknown · 0 of 0 independent sources"
    assert lines[-1] == "no claims about it"
    assert city_json(detail)["readings"] == []
    assert stats_lines(detail)[-1] == "no figures about it"


async def test_stale_is_said(store: Store) -> None:
    later = Viewpoint(valid_at=end_of_day(DAY.date().replace(month=12)))
    lines = city_lines(await build_detail(store, "pokrovsk", later), LETTERS)
    assert lines[1].endswith("~ stale")
    assert all(line.endswith("~") for line in lines[5:8])


async def test_figures_come_with_what_qualifies_them(store: Store) -> None:
    lines = stats_lines(await _detail(store))
    now = next(line for line in lines if "1,300" in line)
    assert "! no source named" in now
    assert "60,000 people (before the war)" in now
    battles = next(line for line in lines if "battles" in line)
    assert "of all" not in battles.split("all battles along the front")[0]
    assert "! not independently confirmed" in battles
    assert not any("derived" in line for line in lines[: lines.index("Trends")])


async def test_a_figure_of_more_than_the_city_names_whose_it_is(store: Store) -> None:
    """The length of the whole front is not a city's; nor are its region's people."""
    await store.append(
        (
            make_place("ukraine", name="Ukraine", kind=PlaceKind.COUNTRY),
            make_place("front", name="Front line", kind=PlaceKind.FRONT, parent="ukraine"),
            make_statistic("of-region", place="donetsk-oblast", metric="refugees", source="paper"),
            make_statistic("of-front", place="front", metric="front-line-length", source="paper"),
        ),
        author="test",
    )
    detail = await _detail(store)
    lines = stats_lines(detail)
    figures = lines[lines.index("") + 1 : lines.index("Trends") - 1]
    start = figures[0].index("place")
    places = [line[start : figures[0].index("value")].strip() for line in figures[1:]]
    assert places == ["Pokrovsk", "Pokrovsk", "Donetsk oblast", "Front line, Ukraine"]
    assert [item["place_name"] for item in _objects(stats_json(detail)["statistics"])] == places
    origin = Origin(title="t", fingerprint="F-1", viewpoint=VIEWPOINT)
    page = city_markdown(detail, origin, LETTERS)
    assert "| front line length | Front line, Ukraine | 1,300 people |" in page


async def test_a_figure_from_before_the_war_is_dated_so_in_every_report(store: Store) -> None:
    detail = await _detail(store)
    origin = Origin(title="t", fingerprint="F-1", viewpoint=VIEWPOINT)
    for text in ("\n".join(stats_lines(detail)), city_markdown(detail, origin, LETTERS)):
        assert "60,000 people (before the war)" in text


async def test_trends_come_with_their_changes_and_their_formula(store: Store) -> None:
    region = [
        derived_figure(metric, "donetsk-oblast", "map", value, moment=moment, said_at=moment)
        for metric, value, moment in (
            (OCCUPIED_AREA, 20_000.0, DAY - timedelta(days=40)),
            (OCCUPIED_AREA, 20_084.5, DAY),
            (FRONT_LENGTH, None, DAY),
        )
    ]
    await store.append(region, author="test")
    detail = await _detail(store)
    lines = stats_lines(detail)
    trends = lines[lines.index("Trends") + 1 :]
    assert trends[0].split()[3:9] == ["7", "days", "30", "days", "90", "days"]
    share, distance, area, front = trends[1:5]
    assert share.split()[:9] == [
        "occupied", "share", "Pokrovsk", "22.2", "%", "+21.2", "points", "+21.2", "points",
    ]  # fmt: skip
    assert distance.split()[5:10] == ["0.03", "km", "-3.49", "-3.49", "–"]
    assert area.split()[4:10] == ["20,084.5", "sq", "km", "+84.5", "+84.5", "–"]
    assert front.split()[4:8] == ["withheld", "–", "–", "–"]
    assert all("The map, 5 Nov 2025" in line and "derived" in line for line in trends[1:5])
    assert [line.split(":")[0] for line in trends[5:]] == [
        "occupied share",
        "distance to occupied area",
        "occupied area",
        "front length",
    ]
    told = stats_json(detail)["trends"]
    assert isinstance(told, list)
    assert [item["value"] for item in told if isinstance(item, dict)] == [
        0.2222,
        0.03,
        20_084.5,
        None,
    ]
    first = told[0]
    assert isinstance(first, dict)
    assert first["changes"] == {"7_days": 0.2122, "30_days": 0.2122, "90_days": None}
    assert (first["derived"], first["source"]) == (True, "map")
    assert [item["id"] for item in _objects(stats_json(detail)["statistics"])] == [
        "population-now",
        "share-of-battles",
    ]


def _objects(values: object) -> list[dict[str, object]]:
    assert isinstance(values, list)
    return [item for item in values if isinstance(item, dict)]


async def test_figures_as_json(store: Store) -> None:
    answer = stats_json(await _detail(store))
    assert list(answer) == ["place", "as_of", "known_at", "statistics", "measured", "trends"]
    statistics, measured = answer["statistics"], answer["measured"]
    assert isinstance(statistics, list)
    assert isinstance(measured, list)
    by_id = {item["id"]: item for item in statistics if isinstance(item, dict)}
    now = by_id["population-now"]
    assert (now["comparator"], now["value"], now["source_named"]) == ("<", 1300, False)
    assert isinstance(now["baseline"], dict)
    assert now["baseline"]["value"] == 60_000
    shares = [item["value"] for item in measured if isinstance(item, dict)]
    assert shares == [0.2222, 0.2122, 0.03, -3.49]


async def test_claims_with_who_through_whom_against_whom(store: Store) -> None:
    page = await store.claims(ClaimQuery(viewpoint=VIEWPOINT))
    cast = await read_cast(store, VIEWPOINT)
    views = await claim_views(store, page.claims, VIEWPOINT, cast.places, cast.sources)
    lines = claims_lines(views)
    assert lines[0] == "5 Nov 2025  The map (ties to UA)  C6  Pokrovsk"
    assert lines[1] == "    Russia has taken the south-western edge."
    assert lines[2].endswith("! disputed by The general staff · id edge-taken")
    assert lines[6] == (
        "    control · partial quote · via The paper · "
        "not independently confirmed (The paper) · ! disputes The map · id city-held"
    )
    assert lines[8] == "3 Nov 2025  ! no source named  F6  Bakhmut"
    answer = claims_json(views, VIEWPOINT, more=False)
    assert list(answer) == ["as_of", "known_at", "claims", "more"]
    claims = answer["claims"]
    assert isinstance(claims, list)
    assert [claim["id"] for claim in claims if isinstance(claim, dict)] == [
        "edge-taken",
        "city-held",
        "last-obstacle",
    ]
    assert claims_lines(()) == ["no claims"]


async def test_sources_with_what_they_contribute(store: Store) -> None:
    uses = await read_source_uses(store, VIEWPOINT)
    assert [(use.source.id, use.readings) for use in uses] == [
        ("map", 3),
        ("nobody", 0),
        ("paper", 0),
        ("staff", 1),
    ]
    assert [use.last_said is None for use in uses] == [False, False, True, False]


def test_known_at_is_part_of_the_title() -> None:
    assert viewpoint_words(VIEWPOINT) == "as of Wed 5 Nov 2025"
    known = replace(VIEWPOINT, known_at=end_of_day(DAY.date()))
    assert viewpoint_words(known) == "as of Wed 5 Nov 2025, as known at Wed 5 Nov 2025"


def test_times_in_json_are_utc_with_z() -> None:
    assert instant(DAY) == "2025-11-05T00:00:00Z"
    assert instant(None) is None
    assert json_text({"a": "é"}, ascii_only=True) == '{\n  "a": "\\u00e9"\n}'
