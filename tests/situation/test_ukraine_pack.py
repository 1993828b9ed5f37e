"""The bundled pack's places, names and sources."""

from collections import Counter, defaultdict
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from situation.analysis.control import JUDGED_RELIABLE
from situation.lookup import find_place, folded, spellings
from situation.model import Place
from situation.pack import load_pack
from situation.store import open_store
from situation.vocabulary import SETTLEMENT_KINDS, LicenceClass, PlaceKind, Relation

NOON = datetime(2025, 11, 5, 12, tzinfo=UTC)
PACK = load_pack()
PLACES = {place.id: place for place in PACK.places}
SOURCES = {source.id: source for source in PACK.sources}
SETTLEMENTS = [place for place in PACK.places if place.kind in SETTLEMENT_KINDS]

BOXES = {
    "cherkasy-oblast": (29.5, 48.4, 32.9, 50.3),
    "chernihiv-oblast": (30.4, 50.3, 33.6, 52.4),
    "chernivtsi-oblast": (24.9, 47.7, 27.6, 48.7),
    "crimea": (32.4, 44.3, 36.7, 46.3),
    "dnipropetrovsk-oblast": (32.9, 47.4, 37.0, 49.2),
    "donetsk-oblast": (36.5, 46.8, 39.1, 49.3),
    "ivano-frankivsk-oblast": (23.5, 47.7, 25.7, 49.6),
    "kharkiv-oblast": (34.8, 48.5, 38.2, 50.5),
    "kherson-oblast": (31.4, 45.7, 35.4, 47.7),
    "khmelnytskyi-oblast": (26.1, 48.4, 27.9, 50.7),
    "kirovohrad-oblast": (29.7, 47.7, 33.9, 49.3),
    "kyiv-city": (30.2, 50.2, 30.9, 50.6),
    "kyiv-oblast": (29.2, 49.1, 32.2, 51.6),
    "luhansk-oblast": (37.8, 47.8, 40.3, 50.1),
    "lviv-oblast": (22.6, 48.7, 25.5, 50.7),
    "mykolaiv-oblast": (30.2, 46.4, 33.2, 48.3),
    "odesa-oblast": (28.2, 45.1, 31.3, 48.3),
    "poltava-oblast": (32.0, 48.7, 35.5, 50.6),
    "rivne-oblast": (25.0, 50.0, 27.8, 52.0),
    "sevastopol-city": (33.3, 44.3, 33.9, 44.9),
    "sumy-oblast": (32.9, 50.1, 35.7, 52.4),
    "ternopil-oblast": (24.7, 48.5, 26.5, 50.3),
    "vinnytsia-oblast": (27.3, 48.0, 30.1, 49.9),
    "volyn-oblast": (23.5, 50.2, 26.2, 52.0),
    "zakarpattia-oblast": (22.1, 47.8, 24.7, 49.1),
    "zaporizhzhia-oblast": (34.1, 46.2, 37.3, 48.2),
    "zhytomyr-oblast": (27.1, 49.5, 29.8, 51.7),
}
"""West, south, east and north of each region, a little wider than it is."""

CAPITALS = """
cherkasy chernihiv chernivtsi dnipro donetsk ivano-frankivsk kharkiv kherson khmelnytskyi
kropyvnytskyi kyiv luhansk lutsk lviv mykolaiv odesa poltava rivne sevastopol simferopol sumy
ternopil uzhhorod vinnytsia zaporizhzhia zhytomyr
"""

FOLLOWED = """
pokrovsk myrnohrad kostiantynivka druzhkivka kramatorsk sloviansk lyman siversk chasiv-yar toretsk
bakhmut avdiivka kurakhove vuhledar velyka-novosilka dobropillia rodynske novohrodivka selydove
ukrainsk hirnyk mariupol horlivka makiivka yenakiieve volnovakha marinka soledar bilytske bilozerske
oleksandrivka novoekonomichne shakhove hryshyne udachne kotlyne zvirove vovchansk kupiansk izium
lyptsi yunakivka bilopillia krasnopillia pavlohrad novopavlivka mezhova pokrovske synelnykove
nikopol marhanets huliaipole orikhiv robotyne stepnohirsk kamianske-zaporizhzhia tokmak polohy
melitopol berdiansk enerhodar vasylivka oleshky nova-kakhovka beryslav antonivka semenivka
novhorod-siverskyi siverskodonetsk lysychansk kreminna svatove
"""


def test_the_frame_is_the_worked_examples() -> None:
    assert (PACK.id, PACK.title, PACK.opens_on) == ("ukraine", "Ukraine", date(2025, 11, 5))
    assert (PACK.opens_at, PACK.centre) == ("pokrovsk", (36.0, 48.5))
    assert (PACK.occupier, PACK.country) == ("RU", "UA")
    assert {party.id: (party.letter, party.colour) for party in PACK.parties} == {
        "UA": ("U", "blue"),
        "RU": ("R", "orange"),
    }


def test_there_are_the_settlements_that_are_followed() -> None:
    assert len(SETTLEMENTS) >= 140
    wanted = {*CAPITALS.split(), *FOLLOWED.split()}
    assert not wanted - {place.id for place in SETTLEMENTS}


def test_every_region_is_there_under_the_country() -> None:
    regions = [place for place in PACK.places if place.kind is PlaceKind.REGION]
    assert {place.id for place in regions} == set(BOXES)
    assert {place.parent for place in regions} == {"ukraine"}
    assert all(place.katottg for place in regions)


def test_front_and_direction_are_places_of_their_own() -> None:
    assert PLACES["front-line"].kind is PlaceKind.FRONT
    assert PLACES["pokrovsk-direction"].kind is PlaceKind.DIRECTION
    assert PLACES["pokrovsk-direction"].lat is None


def test_every_settlement_lies_in_its_region() -> None:
    assert not [place.id for place in SETTLEMENTS if not lies_in_its_region(place)]


def lies_in_its_region(place: Place) -> bool:
    west, south, east, north = BOXES[place.parent or ""]
    if place.lat is None or place.lon is None:
        return False
    return west <= place.lon <= east and south <= place.lat <= north


def test_every_settlement_has_its_names_and_its_regions_code() -> None:
    for place in SETTLEMENTS:
        assert {"uk", "ru"} <= {name.language for name in place.names}, place.id
        assert (place.katottg or "")[:4] == (PLACES[place.parent or ""].katottg or "-")[:4], (
            place.id
        )


def test_a_population_is_dated_only_where_its_date_is_known() -> None:
    dates = {
        (place.population_source, place.population_as_of)
        for place in SETTLEMENTS
        if place.population is not None
    }
    assert dates == {("geonames", None), ("state-statistics", date(2022, 1, 1))}


def test_no_two_settlements_share_a_point_or_a_code() -> None:
    for key in ("katottg", "geonames"):
        codes = Counter(getattr(place, key) for place in SETTLEMENTS if getattr(place, key))
        assert codes.most_common(1)[0][1] == 1
    points = Counter((place.lat, place.lon) for place in SETTLEMENTS)
    assert points.most_common(1)[0][1] == 1


def test_only_true_namesakes_share_a_name() -> None:
    by_spelling: dict[str, set[str]] = defaultdict(set)
    for place in PACK.places:
        for spelling in spellings(place):
            by_spelling[folded(spelling)].add(place.id)
    shared = {frozenset(places) for places in by_spelling.values() if len(places) > 1}
    assert shared <= {frozenset({"kamianske", "kamianske-zaporizhzhia"})}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Krasnoarmeysk", "pokrovsk"),
        ("Красноармейск", "pokrovsk"),
        ("Покровськ", "pokrovsk"),
        ("Pokrovske", "pokrovske"),
        ("Pokrov", "pokrov"),
        ("Dimitrov", "myrnohrad"),
        ("Artyomovsk", "bakhmut"),
        ("Dzerzhinsk", "toretsk"),
        ("Chasov Yar", "chasiv-yar"),
        ("Konstantinovka", "kostiantynivka"),
        ("Slavyansk", "sloviansk"),
        ("Krasny Liman", "lyman"),
        ("Seversk", "siversk"),
        ("Kupyansk", "kupiansk"),
        ("Volchansk", "vovchansk"),
        ("Gulyaipole", "huliaipole"),
        ("Kharkov", "kharkiv"),
        ("Kiev", "kyiv"),
        ("Zaporozhye", "zaporizhzhia"),
        ("Nikolaev", "mykolaiv"),
        ("Odessa", "odesa"),
        ("Ugledar", "vuhledar"),
        ("Chernigov", "chernihiv"),
        ("Lvov", "lviv"),
        ("Dnepropetrovsk", "dnipro"),
        ("Днепр", "dnipro"),
        ("Kirovohrad", "kropyvnytskyi"),
        ("Severodonetsk", "siverskodonetsk"),
        ("New York", "niu-york"),
        ("Kyiv", "kyiv"),
    ],
)
def test_the_other_sides_names_find_the_place(name: str, place: str) -> None:
    assert find_place(PLACES, name).id == place


def test_the_sides_of_names_are_kept() -> None:
    sides = {name.name: name.side for name in PLACES["pokrovsk"].names}
    assert sides["Красноармейск"] == sides["Krasnoarmeysk"] == "RU"
    assert sides["Покровськ"] is None


def test_pokrovsk_is_measured_as_in_the_worked_example() -> None:
    pokrovsk = PLACES["pokrovsk"]
    assert (pokrovsk.lat, pokrovsk.lon) == (48.2820, 37.1758)
    assert (pokrovsk.population, pokrovsk.parent) == (60_127, "donetsk-oblast")


def test_the_sides_start_ungraded_and_every_grade_has_a_reason() -> None:
    for source in PACK.sources:
        assert source.reliability_reason
        speaks = source.affiliation.relation is Relation.SPEAKS_FOR
        if speaks:
            assert source.reliability not in JUDGED_RELIABLE
            assert source.affiliation.side in {"UA", "RU"}


def test_dependence_and_licence_are_stated() -> None:
    assert SOURCES["deepstate-mirror"].depends_on == ("deepstate",)
    assert set(SOURCES["viina"].depends_on) == {"deepstate", "isw", "wikipedia-map"}
    assert SOURCES["deepstate"].licence is LicenceClass.NO_REDISTRIBUTION
    assert SOURCES["deepstate"].affiliation.relation is Relation.TIES
    assert SOURCES["geonames"].licence is LicenceClass.ATTRIBUTION
    assert all(s.url.startswith("https://") for s in PACK.sources if s.url)


async def test_a_store_takes_the_whole_pack(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "ukraine.db"), clock=lambda: NOON, create=True)
    try:
        report = await store.append(PACK.all_records(), author="pack")
        assert report.appended == len(PACK.all_records())
        again = await store.append(PACK.all_records(), author="pack")
        assert (again.appended, again.unchanged) == (0, report.appended)
    finally:
        await store.close()
