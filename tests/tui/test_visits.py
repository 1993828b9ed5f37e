"""Where a reader left each store: kept apart by store, never at the cost of anything else."""

from datetime import timedelta
from pathlib import Path

import pytest

from situation.errors import InputError
from situation.snapshot import Visit
from tests.situation.records import DAY
from tui.visits import read_left, read_visit, write_visit

VISIT = Visit(entry=7, at=DAY)
STORE = "/a.db"


def test_a_visit_is_found_again(tmp_path: Path) -> None:
    file = tmp_path / "state" / "visits.json"
    assert read_visit(file, STORE) is None
    write_visit(file, STORE, VISIT)
    assert read_visit(file, STORE) == VISIT
    assert file.parent.stat().st_mode & 0o077 == 0


def test_each_store_has_its_own(tmp_path: Path) -> None:
    file = tmp_path / "visits.json"
    other = Visit(entry=9, at=DAY + timedelta(days=1))
    write_visit(file, STORE, VISIT)
    write_visit(file, "b.db", other)
    assert read_visit(file, STORE) == VISIT
    assert read_visit(file, "b.db") == other
    assert read_visit(file, "c.db") is None
    write_visit(file, STORE, other)
    assert read_visit(file, STORE) == other


def test_a_visit_that_an_older_sitmon_kept_is_found(tmp_path: Path) -> None:
    file = tmp_path / "visits.json"
    file.write_text(
        '{"/a.db": {"entry": 7, "at": "2025-11-05T00:00:00Z", "valid_at": "2025-11-04T00:00:00Z"}}'
    )
    visit = read_visit(file, STORE)
    assert visit is not None
    assert visit.entry == VISIT.entry


def test_stores_of_one_name_in_two_directories_are_two_stores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, here, there = tmp_path / "visits.json", tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    monkeypatch.chdir(here)
    write_visit(file, "x.db", VISIT)
    monkeypatch.chdir(there)
    assert read_visit(file, "x.db") is None
    (there / "link.db").symlink_to(here / "x.db")
    for address in ("../here/x.db", f"sqlite:///{here}/x.db", "link.db"):
        assert read_visit(file, address) == VISIT


def test_a_visit_kept_under_the_path_of_a_link_is_found(tmp_path: Path) -> None:
    file, link = tmp_path / "visits.json", tmp_path / "link.db"
    link.symlink_to(tmp_path / "x.db")
    file.write_text(f'{{"{link}": {{"entry": 7, "at": "2025-11-05T00:00:00Z"}}}}')
    assert read_visit(file, str(link)) is not None


def test_a_server_s_store_is_kept_by_its_address(tmp_path: Path) -> None:
    file = tmp_path / "visits.json"
    write_visit(file, "https://sitmon.example/", VISIT)
    assert read_visit(file, "https://sitmon.example/") == VISIT
    assert '"https://sitmon.example/"' in file.read_text()


def test_nowhere_keeps_nothing() -> None:
    write_visit(None, STORE, VISIT)
    assert read_visit(None, STORE) is None


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", '{"/a.db": 3}', '{"/a.db": {"entry": "x"}}', "\x00\xff", '{"/\xff.db": {}}'],
)
def test_a_damaged_note_costs_a_hint_and_is_replaced(tmp_path: Path, text: str) -> None:
    file = tmp_path / "visits.json"
    file.write_bytes(text.encode("latin-1"))
    assert read_visit(file, STORE) is None
    write_visit(file, STORE, VISIT)
    assert read_visit(file, STORE) == VISIT


@pytest.mark.parametrize(
    "viewpoint",
    [
        '{"valid_at": "2025-11-05T00:00:00"}',
        '{"valid_at": "9999-12-31T00:00:00Z"}',
        '{"valid_at": "0001-01-01T00:00:00Z"}',
        '{"valid_at": "2025-11-05T00:00:00Z", "known_at": "2025-11-05T00:00:00"}',
    ],
)
def test_nobody_is_put_back_where_one_cannot_look_from(tmp_path: Path, viewpoint: str) -> None:
    file = tmp_path / "left.json"
    file.write_text(f'{{"{STORE}": {{"place": "pokrovsk", "viewpoint": {viewpoint}}}}}')
    left = read_left(file, STORE)
    assert left is not None
    assert (left.place, left.viewpoint) == ("pokrovsk", None)


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    write_visit(tmp_path / "visits.json", STORE, VISIT)
    assert [path.name for path in tmp_path.iterdir()] == ["visits.json"]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file, not a directory")
    with pytest.raises(InputError) as caught:
        write_visit(tmp_path / "state" / "visits.json", STORE, VISIT)
    assert "visits.json" in caught.value.where
    assert caught.value.do
