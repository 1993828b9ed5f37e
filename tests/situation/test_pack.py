"""Loading a situation pack: what a sound one gives, and where a damaged one is damaged."""

from datetime import date
from pathlib import Path

import pytest

from situation.errors import PackError
from situation.model import UNTOLD, Claim, Link, PlaceName
from situation.pack import load_pack
from situation.pack_header import load_header
from situation.vocabulary import Relation
from tests.situation.small_pack import FILES, Damage, write_small_pack


def fault(folder: Path) -> PackError:
    with pytest.raises(PackError) as caught:
        load_pack(folder)
    return caught.value


def test_a_sound_pack_is_read_whole(tmp_path: Path) -> None:
    loaded = load_pack(write_small_pack(tmp_path))
    assert (loaded.id, loaded.title, loaded.opens_on) == ("small", "Small", date(2025, 11, 5))
    assert (loaded.opens_at, loaded.occupier, loaded.country) == ("town", "RU", "UA")
    town = next(place for place in loaded.places if place.id == "town")
    assert (town.lat, town.lon, town.population) == (48.2820, 37.1758, 60127)
    assert town.names == (
        PlaceName(name="Місто", language="uk"),
        PlaceName(name="Город", language="ru"),
        PlaceName(name="Oldtown", language="ru", side="RU"),
    )


def test_the_header_alone_needs_only_its_file(tmp_path: Path) -> None:
    folder = write_small_pack(tmp_path)
    whole = load_pack(folder)
    for name in FILES:
        if name != "pack.toml":
            (folder / name).unlink()
    header = load_header(folder)
    assert (header.id, header.bounds) == (whole.id, whole.bounds)


def test_records_come_after_everything_they_name(tmp_path: Path) -> None:
    loaded = load_pack(write_small_pack(tmp_path))
    assert [source.id for source in loaded.sources] == ["map", "mirror"]
    assert [place.id for place in loaded.places] == ["oblast", "town"]
    assert [type(record) for record in loaded.records] == [Claim, Claim, Link]
    ids = [record.id for record in loaded.all_records()]
    assert ids == ["UA", "RU", "map", "mirror", "oblast", "town", "a", "b", "l"]


def test_every_text_is_cleaned(tmp_path: Path) -> None:
    loaded = load_pack(
        write_small_pack(
            tmp_path,
            ("parties.toml", '"Ukraine"', '"Ukra\\u001b[31mine"'),
            ("places.csv", "Town", "To\u202ewn"),
            ("aliases.csv", "Oldtown", "Old\u200btown"),
            ("records.jsonl", "A.", "A\\u0007."),
        )
    )
    town = next(place for place in loaded.places if place.id == "town")
    claim = next(record for record in loaded.records if isinstance(record, Claim))
    assert loaded.parties[0].name == "Ukra^[[31mine"
    assert town.name == "Town"
    assert town.names[2].name == "Oldtown"
    assert claim.text == "A^G."


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = write_small_pack(tmp_path)
    (folder / name).unlink()
    assert fault(folder).where == name


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_utf_8_is_named(tmp_path: Path, name: str) -> None:
    folder = write_small_pack(tmp_path)
    (folder / name).write_bytes(b"\xff\xfe\x00")
    error = fault(folder)
    assert (error.where, "UTF-8" in error.what) == (name, True)


@pytest.mark.parametrize(
    ("damage", "where", "what"),
    [
        pytest.param(("pack.toml", "title =", "title"), "pack.toml:2", "not TOML", id="toml"),
        pytest.param(
            ("pack.toml", "opens_on = 2025-11-05", "opens_on = 5"),
            "pack.toml: opens_on",
            "Expected `date`",
            id="header-type",
        ),
        pytest.param(
            ("pack.toml", 'country = "UA"\n', ""), "pack.toml", "`country`", id="header-field"
        ),
        pytest.param(
            ("pack.toml", 'occupier = "RU"', 'occupier = "XX"'),
            "pack.toml: occupier",
            "no party has the id “XX”",
            id="header-party",
        ),
        pytest.param(
            ("pack.toml", 'opens_at = "town"', 'opens_at = "village"'),
            "pack.toml: opens_at",
            "no place has the id “village”",
            id="header-place",
        ),
        pytest.param(
            ("pack.toml", "[36.0, 48.5]", "[48.5, 360.0]"),
            "pack.toml: centre[1]",
            "90",
            id="centre",
        ),
        pytest.param(
            ("parties.toml", "[[party]]", "[[side]]"), "parties.toml", "[[party]]", id="table"
        ),
        pytest.param(
            ("parties.toml", 'letter = "R"', 'letter = "RU"'),
            "parties.toml:7: letter",
            "“RU”",
            id="party-field",
        ),
        pytest.param(
            ("sources.toml", 'kind = "mapping_project"', 'kind = "oracle"'),
            "sources.toml:1: kind",
            "oracle",
            id="enumeration",
        ),
        pytest.param(
            ("sources.toml", 'name = "Map"', 'name = "Map"\nrank = 1'),
            "sources.toml:7",
            "rank",
            id="unknown-field",
        ),
        pytest.param(
            ("sources.toml", '["map"]', '["maps"]'),
            "sources.toml:1: depends_on[0]",
            "no source has the id “maps”",
            id="depends-on",
        ),
        pytest.param(
            ("sources.toml", 'side = "UA"', 'side = "XX"'),
            "sources.toml:7: affiliation.side",
            "no party",
            id="side",
        ),
        pytest.param(
            ("sources.toml", 'id = "map"', 'id = "mirror"'),
            "sources.toml:7: id",
            "already at sources.toml:1",
            id="same-source",
        ),
        pytest.param(
            ("places.csv", ",lat,lon,", ",lon,lat,"), "places.csv:1", "columns", id="header"
        ),
        pytest.param(
            ("places.csv", "name_uk", "name-uk"), "places.csv:1", "columns", id="odd-column"
        ),
        pytest.param(
            ("places.csv", "name_uk", "name_ru"), "places.csv:1", "columns", id="column-twice"
        ),
        pytest.param(("places.csv", "48.2820,", ""), "places.csv:2", "13 fields", id="fields"),
        pytest.param(
            ("places.csv", "oblast,Oblast", '"oblast,Oblast'), "places.csv:3", "CSV", id="csv"
        ),
        pytest.param(
            ("places.csv", "48.2820", "48o2820"),
            "places.csv:2: lat",
            "“48o2820”",
            id="number",
        ),
        pytest.param(("places.csv", "48.2820", "nan"), "places.csv:2: lat", "“nan”", id="nan"),
        pytest.param(("places.csv", "48.2820", "91"), "places.csv:2: lat", "<= 90", id="range"),
        pytest.param(("places.csv", "48.2820", "12.5"), "places.csv:2: lat", "bounds", id="bounds"),
        pytest.param(("places.csv", "48.2820", ""), "places.csv:2: lat", "together", id="half"),
        pytest.param(
            ("places.csv", "oblast,Oblast", "town,Oblast"), "places.csv:3: id", "already", id="same"
        ),
        pytest.param(
            ("places.csv", "city,oblast", "city,county"),
            "places.csv:2: parent",
            "county",
            id="parent",
        ),
        pytest.param(
            ("places.csv", "region,,UA", "region,town,UA"), "places.csv:2", "circle", id="circle"
        ),
        pytest.param(
            ("places.csv", "UA14160210010099403", "UA14"),
            "places.csv:2: katottg",
            "UA14",
            id="code",
        ),
        pytest.param(
            ("aliases.csv", "town,", "city,"), "aliases.csv:2: place", "“city”", id="alias-place"
        ),
        pytest.param(
            ("aliases.csv", ",ru,", ",Russian,"),
            "aliases.csv:2: language",
            "Russian",
            id="language",
        ),
        pytest.param(("aliases.csv", "RU", "XX"), "places.csv:2: names", "“XX”", id="alias-side"),
    ],
)
def test_damage_is_named_by_file_line_and_field(
    tmp_path: Path, damage: Damage, where: str, what: str
) -> None:
    error = fault(write_small_pack(tmp_path, damage))
    assert error.where.startswith(where)
    assert what in error.what


def test_one_run_shows_more_than_the_first_fault(tmp_path: Path) -> None:
    error = fault(
        write_small_pack(
            tmp_path, ("places.csv", "48.2820", "north"), ("records.jsonl", '["town"]', "[7]")
        )
    )
    assert error.where == "places.csv:2: lat"
    assert "and 1 more: records.jsonl:2: places[0]" in error.what


def test_nobody_is_independent_for_want_of_a_word_about_it(tmp_path: Path) -> None:
    mirror, source_map = load_pack(write_small_pack(tmp_path)).sources[::-1]
    assert mirror.affiliation == UNTOLD
    assert source_map.affiliation.relation is Relation.TIES
    kind = 'kind = "mapping_project"'
    none = ("sources.toml", kind, f'{kind}\naffiliation = {{ relation = "none" }}')
    told = {source.id: source for source in load_pack(write_small_pack(tmp_path, none)).sources}
    assert told["mirror"].affiliation.relation is Relation.NONE


def test_a_pack_needs_no_blank_lines_between_records(tmp_path: Path) -> None:
    folder = write_small_pack(tmp_path, ("records.jsonl", "\n", "\n\n"))
    assert len(load_pack(folder).records) == 3


def test_names_may_be_in_any_language(tmp_path: Path) -> None:
    folder = write_small_pack(tmp_path, ("places.csv", "name_uk", "name_ar"))
    town = next(place for place in load_pack(folder).places if place.id == "town")
    assert PlaceName(name="Місто", language="ar") in town.names


def test_a_gazetteer_and_other_names_are_not_needed(tmp_path: Path) -> None:
    folder = write_small_pack(tmp_path)
    (folder / "aliases.csv").write_text("place,name,language,side,note\n")
    lines = [line.split(",")[:10] for line in (folder / "places.csv").read_text().split("\n")]
    (folder / "places.csv").write_text("\n".join(map(",".join, lines)))
    town = next(place for place in load_pack(folder).places if place.id == "town")
    assert (town.names, town.geonames) == ((), None)


@pytest.mark.parametrize("name", ["places.csv", "aliases.csv"])
def test_an_empty_table_is_named(tmp_path: Path, name: str) -> None:
    folder = write_small_pack(tmp_path)
    (folder / name).write_text("")
    assert fault(folder).where.startswith(name)


def test_a_pack_without_a_place_is_none(tmp_path: Path) -> None:
    folder = write_small_pack(tmp_path)
    header = (folder / "places.csv").read_text().partition("\n")[0]
    (folder / "places.csv").write_text(header + "\n")
    (folder / "aliases.csv").write_text("place,name,language,side,note\n")
    assert "no place" in fault(folder).what


def test_a_number_of_too_many_digits_is_no_pack(tmp_path: Path) -> None:
    error = fault(write_small_pack(tmp_path, ("pack.toml", "36.0", "1" * 5000)))
    assert error.where == "pack.toml"


def test_there_is_no_pack_in_an_empty_directory(tmp_path: Path) -> None:
    error = fault(tmp_path)
    assert error.where == "pack.toml"
    assert str(tmp_path) in error.do
