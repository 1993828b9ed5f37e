from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from situation.errors import InputError
from situation.mapday import MapDay
from situation.sources.deepstate import MapKind, detect, read_answer, read_mirror
from situation.vocabulary import AreaStatus
from tests.situation.sources.map_bytes import (
    SHARED,
    box,
    collection,
    feature,
    mirror_file,
    polygon,
)

NOW = datetime(2025, 11, 10, 12, tzinfo=UTC)
MIRROR = "deepstatemap_data_20251105.geojson"
ANSWER = "1754251105.geojson"
DONETSK = box(37.5, 48.0, 38.0, 48.3)


def area(name: str, fill: str = "#123456") -> dict[str, Any]:
    return feature(polygon(DONETSK), name=name, fill=fill)


def answer(*features: Any) -> MapDay:
    return read_answer(collection(*features), name=ANSWER, now=NOW)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (MIRROR, MapKind.MIRROR),
        (ANSWER, MapKind.ANSWER),
        ("deepstatemap_data_2025115.geojson", None),
        ("deepstatemap_data_٢٠٢٥١١٠٥.geojson", None),
        ("history_public.json", None),
        ("places.geojson", None),
        ("1754251105.geojson.part", None),
    ],
)
def test_kind_by_name(name: str, kind: MapKind | None) -> None:
    assert detect(name) is kind


def test_a_mirrored_map() -> None:
    data = mirror_file(DONETSK, box(36, 47, 36.5, 47.5))
    day = read_mirror(data, name=MIRROR, now=NOW)
    assert day.source == "deepstate-mirror"
    assert day.valid_from == datetime(2025, 11, 5, tzinfo=UTC)
    assert day.said_at == datetime(2025, 11, 5, 3, tzinfo=UTC)
    assert day.statuses == {AreaStatus.OCCUPIED}
    assert [(one.status, one.label) for one in day.areas] == [
        (AreaStatus.OCCUPIED, "occupied area")
    ] * 2
    assert day.document.id == f"sha256:{sha256(data).hexdigest()}"
    assert day.document.size == len(data)
    assert day.document.media_type == "application/geo+json"
    assert day.document.name == MIRROR
    assert day.document.url.endswith("/deepstatemap_data_20251105.geojson")
    assert day.skipped == ()


def test_an_answer_is_of_the_second_in_its_name() -> None:
    day = answer(area("Окуповано /// Occupied /// geoJSON.status.occupied", "#a52714"))
    assert day.source == "deepstate"
    assert day.valid_from == day.said_at == datetime(2025, 8, 3, 19, 58, 25, tzinfo=UTC)
    assert day.statuses == set(AreaStatus)
    assert day.document.url == "https://deepstatemap.live/api/history/1754251105/geojson"


OCCUPIED, GREY, LIBERATED = AreaStatus.OCCUPIED, AreaStatus.CONTESTED, AreaStatus.LIBERATED


@pytest.mark.parametrize(
    ("name", "fill", "status", "label"),
    [
        ("Окуповано /// Occupied /// geoJSON.status.occupied", "#a52714", OCCUPIED, "Occupied"),
        ("x /// y /// geoJSON.status.unknown", "#a52714", GREY, "y"),
        (
            "Звільнено /// Liberated 25.03 /// geoJSON.status.dismissed_at {{at:25.03}}",
            "#0f9d58",
            LIBERATED,
            "Liberated 25.03",
        ),
        ("Звільнено /// Liberated /// geoJSON.status.dismissed", "#01579b", LIBERATED, "Liberated"),
        ("ОРДЛО /// CADR and CALR /// geoJSON.territories.ordlo", "#880e4f", OCCUPIED, None),
        ("Зміїний /// Snake Island /// geoJSON.zmiinyi_island", "#0f9d58", LIBERATED, None),
        ("Статус невідомий\n/// Unknown\u00a0status", "#757575", GREY, "Unknown status"),
        ("Звільнено/// Liberated 31.03 - 02.04", "#000000", LIBERATED, "Liberated 31.03 - 02.04"),
        ("Taken back", "#a52714", LIBERATED, "Taken back"),
        ("Contensed", "#a52714", GREY, "Contensed"),
        ("Під питанням", "#BCAAA4", GREY, "Під питанням"),
        ("Звільнено 31.03-02.04", "#0288d1", LIBERATED, "Звільнено 31.03-02.04"),
        ("Багатокутник 11", "#a52714", OCCUPIED, "Багатокутник 11"),
        ("24.03", "#0288d1", LIBERATED, "24.03"),
        ("", "#000000", OCCUPIED, "occupied"),
    ],
)
def test_status_by_key_then_name_then_fill(
    name: str, fill: str, status: AreaStatus, label: str | None
) -> None:
    (found,) = answer(area(name, fill)).areas
    assert found.status is status
    assert label is None or found.label == label


@pytest.mark.parametrize(
    ("name", "fill"),
    [
        ("x /// Transnistria /// geoJSON.territories.transnistria", "#ff5252"),
        ("Придністров'я", "#880e4f"),
        ("x /// Occupied Abkhazia.", "#880e4f"),
        ("x /// The temporarily occupied territory of the Karelia", "#ff5252"),
        ("x /// somewhere else", "#ff5252"),
    ],
)
def test_territories_abroad_are_dropped_and_counted(name: str, fill: str) -> None:
    day = answer(area(name, fill), area(name, fill), area("x /// Occupied"))
    assert len(day.areas) == 1
    assert [one.why for one in day.skipped] == ["areas outside Ukraine left out: 2"]


def test_an_unknown_status_is_named_and_the_others_are_kept() -> None:
    day = answer(area("x /// Infiltrated\x1b[31m", "#00ff00"), area("x /// Occupied"))
    assert len(day.areas) == 1
    (skipped,) = day.skipped
    assert skipped.where == ANSWER
    assert "unknown status “Infiltrated^[[31m” (#00ff00)" in skipped.why


def test_points_leave_nothing_but_their_number() -> None:
    point = {"type": "Point", "coordinates": [37, 48, 0]}
    secret = feature(point, name="71st brigade /// geoJSON.units.brigade.71", description="here")
    mixed = feature(
        {"type": "GeometryCollection", "geometries": [point, polygon(DONETSK)]},
        name="x /// Occupied",
    )
    day = answer(secret, secret, mixed)
    assert len(day.areas) == 1
    assert [one.why for one in day.skipped] == ["points ignored: 3"]
    assert "brigade" not in repr(day)


def test_a_placeholder_elsewhere_is_dropped() -> None:
    far = [[64.4, 14.5], [64.5, 14.5], [64.5, 14.6], [64.4, 14.5]]
    grey = feature(
        {"type": "GeometryCollection", "geometries": [polygon(far), polygon(DONETSK)]},
        name="x /// Unknown status",
    )
    day = answer(grey)
    assert len(day.areas) == 1
    assert [one.why for one in day.skipped] == ["areas outside Ukraine left out: 1"]


def test_swapped_coordinates_are_recognised() -> None:
    swapped = [[lat, lon] for lon, lat in DONETSK]
    with pytest.raises(InputError, match="swapped"):
        read_mirror(mirror_file(swapped), name=MIRROR, now=NOW)


def test_a_map_of_elsewhere_is_refused() -> None:
    with pytest.raises(InputError, match="no area"):
        read_mirror(mirror_file(box(-70, 10, -69, 11)), name=MIRROR, now=NOW)
    with pytest.raises(InputError, match="no area"):
        answer(area("x /// Occupied Abkhazia.", "#ff5252"))


@pytest.mark.parametrize(
    "name",
    [
        "deepstatemap_data_22020101.geojson",
        "deepstatemap_data_20131231.geojson",
        "deepstatemap_data_20251113.geojson",
        "deepstatemap_data_20250230.geojson",
        "deepstatemap_data_00000000.geojson",
        "other.geojson",
    ],
)
def test_a_day_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(InputError) as caught:
        read_mirror(mirror_file(DONETSK), name=name, now=NOW)
    assert caught.value.where == name


@pytest.mark.parametrize("name", ["99999999999.geojson", "999999999.geojson", "x.geojson"])
def test_a_publication_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        read_answer(collection(area("x /// Occupied")), name=name, now=NOW)


REAL = SHARED / "data/deepstate-api"


@pytest.mark.skipif(not REAL.exists(), reason="the real answers are not on this machine")
@pytest.mark.parametrize(
    ("version", "occupied_grey_liberated", "outside", "points"),
    [
        (1648989208, (21, 3, 41), 1, 7),
        (1667341666, (10, 12, 56), 6, 115),
        (1685748729, (11, 9, 61), 13, 207),
        (1704145957, (9, 11, 62), 12, 311),
        (1722544807, (13, 14, 60), 12, 370),
        (1740817796, (13, 17, 60), 12, 383),
        (1748806839, (14, 22, 62), 12, 385),
        (1751919823, (17, 23, 59), 12, 389),
        (1754251105, (17, 23, 56), 12, 392),
    ],
)
def test_nothing_of_a_real_answer_is_lost(
    version: int, occupied_grey_liberated: tuple[int, int, int], outside: int, points: int
) -> None:
    path = REAL / f"{version}.geojson"
    day = read_answer(path.read_bytes(), name=path.name, now=NOW)
    found = Counter(one.status for one in day.areas)
    assert (found[OCCUPIED], found[GREY], found[LIBERATED]) == occupied_grey_liberated
    assert [one.why for one in day.skipped] == [
        f"areas outside Ukraine left out: {outside}",
        f"points ignored: {points}",
    ]
