"""The Sudan pack: that a situation is what its pack says, and nothing in the program."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from situation.lookup import find_place
from situation.model import Claim, ControlReading, Statistic
from situation.opening import default_store, first_viewpoint, open_situation
from situation.pack import load_pack
from situation.pack_header import bundled_packs, load_header, pack_folder
from situation.settings_model import Settings
from situation.snapshot import build_snapshot
from situation.sources import catalogue
from situation.vocabulary import SETTLEMENT_KINDS, ControlStatus, Reliability

PACK = load_pack(pack_folder("sudan"))
PLACES = {place.id: place for place in PACK.places}
SOURCES = {source.id: source for source in PACK.sources}
NOW = datetime(2025, 11, 8, 9, tzinfo=UTC)


def test_both_packs_are_bundled_under_their_ids() -> None:
    assert bundled_packs() == ("sudan", "ukraine")
    for name in bundled_packs():
        assert load_header(pack_folder(name)).id == name


def test_it_has_ten_cities_each_in_a_state() -> None:
    cities = [place for place in PACK.places if place.kind in SETTLEMENT_KINDS]
    assert len(cities) == 10
    for city in cities:
        assert PLACES[city.parent or ""].parent == "sudan"
        assert city.lat is not None
        assert {name.language for name in city.names} >= {"ar"}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("الفاشر", "el-fasher"),
        ("الأبيض", "el-obeid"),
        ("الابيض", "el-obeid"),
        ("ام درمان", "omdurman"),
        ("Al Fashir", "el-fasher"),
        ("geneina", "el-geneina"),
        ("Khartoum", "khartoum"),
    ],
)
def test_a_city_is_found_by_arabic_and_by_other_names(name: str, place: str) -> None:
    assert find_place(PLACES, name).id == place


def test_every_claim_says_who_says_it_and_where_it_can_be_read() -> None:
    claims = [record for record in PACK.records if isinstance(record, Claim)]
    assert len(claims) > 20
    for claim in claims:
        assert claim.citation, claim.id
        is_side = SOURCES[claim.source].affiliation.side is not None
        assert claim.via or not is_side, f"{claim.id}: who printed what a side says?"


def test_every_reading_and_figure_stands_in_a_claim() -> None:
    claims = {record.id for record in PACK.records if isinstance(record, Claim)}
    for record in PACK.records:
        if isinstance(record, ControlReading | Statistic):
            assert record.claim in claims, record.id


def test_neither_side_is_graded_and_every_grade_has_a_reason() -> None:
    for source in PACK.sources:
        assert source.reliability_reason, source.id
        if source.affiliation.side is not None:
            assert source.reliability is Reliability.F, source.id


async def test_it_opens_with_what_is_said_of_each_city(tmp_path: Path) -> None:
    folder = pack_folder("sudan")
    opened = await open_situation(str(tmp_path / "sudan.db"), clock=lambda: NOW, pack_path=folder)
    try:
        viewpoint = first_viewpoint(opened.pack, await opened.store.info())
        assert viewpoint is not None
        snapshot = await build_snapshot(
            opened.store, viewpoint, title=opened.pack.title, live=False, taken_at=NOW
        )
    finally:
        await opened.store.close()
    shown = {row.place.id: (row.summary.status, row.summary.holder) for row in snapshot.rows}
    held, unknown = ControlStatus.HELD, (ControlStatus.UNKNOWN, None)
    assert shown == {
        "ed-daein": (held, "RSF"),
        "el-fasher": (ControlStatus.CONTESTED, None),
        "el-geneina": (held, "RSF"),
        "el-obeid": (held, "SAF"),
        "kassala": unknown,
        "khartoum": (held, "SAF"),
        "nyala": (held, "RSF"),
        "omdurman": unknown,
        "port-sudan": unknown,
        "zalingei": (held, "RSF"),
    }


def test_its_store_and_its_connectors_are_its_own() -> None:
    assert default_store(pack_folder("sudan")) != default_store()
    made = catalogue.connectors(Settings(), PACK.sources, country=PACK.country)
    assert {connector.key for connector in made} == {"acled", "geonames", "ucdp"}
    assert not any(connector.on_by_default for connector in made)
