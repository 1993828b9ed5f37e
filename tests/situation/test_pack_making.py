"""A new pack: sound as it stands, and nothing overwritten."""

from datetime import date
from pathlib import Path

import pytest

from situation.errors import InputError, UsageError
from situation.model import Claim, ControlReading
from situation.pack import load_pack
from situation.pack_making import make_pack

DAY = date(2026, 1, 10)


def test_a_new_pack_loads_as_it_stands(tmp_path: Path) -> None:
    folder = tmp_path / "packs" / "new"
    names = make_pack(folder, pack_id="my-war", title="My war", day=DAY)
    assert sorted(names) == sorted(file.name for file in folder.iterdir())
    pack = load_pack(folder)
    assert (pack.id, pack.title, pack.opens_on, pack.data_until) == ("my-war", "My war", DAY, DAY)
    assert {type(record) for record in pack.records} == {Claim, ControlReading}
    city = next(place for place in pack.places if place.id == pack.opens_at)
    assert [name.name for name in city.names] == ["Old Example"]


@pytest.mark.parametrize("title", ['A "war"', "C:\\war", "حرب", "l'été", "#1 = [x]"])
def test_a_title_comes_back_as_it_was_given(tmp_path: Path, title: str) -> None:
    make_pack(tmp_path / "new", pack_id="x", title=title, day=DAY)
    assert load_pack(tmp_path / "new").title == title


@pytest.mark.parametrize("pack_id", ["", "a b", "../x", ".x", "a\n", "ukraine", "sudan"])
def test_an_id_that_cannot_be_one_is_refused(tmp_path: Path, pack_id: str) -> None:
    with pytest.raises(UsageError, match="--id"):
        make_pack(tmp_path / "new", pack_id=pack_id, title="T", day=DAY)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("title", ["", " ", "a\nb", "a\x1b[31mb", "a\u202eb", "a" * 100])
def test_a_title_that_cannot_be_seen_is_refused(tmp_path: Path, title: str) -> None:
    with pytest.raises(UsageError, match="--title"):
        make_pack(tmp_path / "new", pack_id="x", title=title, day=DAY)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        make_pack(tmp_path, pack_id="x", title="T", day=DAY)
    assert [file.read_text() for file in tmp_path.iterdir()] == ["mine"]
    with pytest.raises(InputError, match="cannot be written"):
        make_pack(tmp_path / "pack.toml", pack_id="x", title="T", day=DAY)
