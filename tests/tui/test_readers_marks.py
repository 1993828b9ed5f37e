"""What a reader has read: kept in a file beside the stores, one part for each store."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from situation.errors import InputError, UsageError
from situation.views import ClaimView
from tests.widgets import views
from tui.readers_marks import ReadersMarks


def claim(claim_id: str, entry: int) -> ClaimView:
    return replace(views.claim("Said.", id=claim_id), entry=entry)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "reader.json"


def test_everything_is_unread_at_first_and_read_once_marked(file: Path) -> None:
    reader = ReadersMarks(file, "store")
    assert reader.marks.is_unread(claim("a", 7))
    reader.mark_read([claim("a", 7)])
    for marks in (reader.marks, ReadersMarks(file, "store").marks):
        assert not marks.is_unread(claim("a", 7))
        assert marks.is_unread(claim("b", 8))


def test_a_revised_claim_is_unread_again(file: Path) -> None:
    reader = ReadersMarks(file, "store")
    reader.mark_read([claim("a", 7)])
    assert reader.marks.is_unread(claim("a", 9))


def test_all_read_up_to_an_entry(file: Path) -> None:
    reader = ReadersMarks(file, "store")
    reader.mark_read([claim("a", 3), claim("z", 12)])
    reader.mark_all_read(10)
    again = ReadersMarks(file, "store").marks
    assert not again.is_unread(claim("b", 10))
    assert not again.is_unread(claim("z", 12))
    assert again.is_unread(claim("c", 11))
    assert again.read == {"z": 12}


def test_stores_are_kept_apart_and_two_readers_lose_nothing(file: Path) -> None:
    first, second = ReadersMarks(file, "one"), ReadersMarks(file, "one")
    ReadersMarks(file, "two").mark_all_read(99)
    first.mark_read([claim("a", 1)])
    second.mark_read([claim("b", 2)])
    both = ReadersMarks(file, "one").marks
    assert not both.is_unread(claim("a", 1))
    assert not both.is_unread(claim("b", 2))
    assert both.is_unread(claim("c", 3))


def test_stores_of_one_name_in_two_directories_are_kept_apart(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path)
    ReadersMarks(file, "x.db").mark_all_read(9)
    assert ReadersMarks(file, str(tmp_path / "x.db")).marks.read_to == 9
    monkeypatch.chdir(tmp_path / "other")
    assert ReadersMarks(file, "x.db").marks.read_to == 0


def test_views_are_saved_by_name_and_replaced(file: Path) -> None:
    reader = ReadersMarks(file, "store")
    assert reader.save_view("  night \x1b shift ", "side:RU") == "night ^[ shift"
    reader.save_view("night ^[ shift", "side:UA since:3d")
    assert dict(ReadersMarks(file, "store").views) == {"night ^[ shift": "side:UA since:3d"}


def test_a_view_without_a_name_is_refused(file: Path) -> None:
    with pytest.raises(UsageError, match="name"):
        ReadersMarks(file, "store").save_view("  ", "side:RU")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"store": {"read": 3}}', b"\xff", b'{"\xff": {}}']
)
def test_a_damaged_file_costs_the_marks_only(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    reader = ReadersMarks(file, "store")
    assert reader.marks.is_unread(claim("a", 1))
    reader.mark_all_read(5)
    assert ReadersMarks(file, "store").marks.read_to == 5


def test_a_file_that_cannot_be_written_is_told_and_the_marks_hold(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the directory should be")
    reader = ReadersMarks(tmp_path / "state" / "reader.json", "store")
    with pytest.raises(InputError, match="could not be kept"):
        reader.mark_all_read(5)
    assert not reader.marks.is_unread(claim("a", 5))


def test_without_a_file_the_marks_last_as_long_as_the_program() -> None:
    reader = ReadersMarks(None, "store")
    reader.mark_read([claim("a", 1)])
    assert not reader.marks.is_unread(claim("a", 1))
