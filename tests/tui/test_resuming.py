"""Where a reader was: what is kept of it, and what a next start makes of that."""

from datetime import timedelta
from pathlib import Path

import pytest

from situation.listing import Order
from situation.periods import Viewpoint
from tests.situation.records import DAY
from tui.resuming import first_look
from tui.visits import Left, read_left, write_left

STORE = "/a.db"
OPENED_AT = Viewpoint(valid_at=DAY)
CHOSEN = Viewpoint(valid_at=DAY - timedelta(days=3), known_at=DAY)
LEFT = Left(place="pokrovsk", words="donetsk", order=Order.NAME, viewpoint=CHOSEN)


def test_where_the_reader_was_is_found_again(tmp_path: Path) -> None:
    file = tmp_path / "state" / "left.json"
    assert read_left(file, STORE) is None
    write_left(file, STORE, LEFT)
    write_left(file, "b.db", Left(is_live=True))
    assert read_left(file, STORE) == LEFT
    assert read_left(file, "c.db") is None


def test_a_kiosk_keeps_nothing() -> None:
    write_left(None, STORE, LEFT)
    assert read_left(None, STORE) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"/a.db": {"order": "worst first"}}',
        '{"/a.db": {"place": "../x y"}}',
        '{"/a.db": {"viewpoint": {"valid_at": "soon"}}}',
    ],
)
def test_a_damaged_note_is_no_note(tmp_path: Path, text: str) -> None:
    file = tmp_path / "left.json"
    file.write_text(text)
    assert read_left(file, STORE) is None
    write_left(file, STORE, LEFT)
    assert read_left(file, STORE) == LEFT


def test_words_in_the_file_are_cleaned(tmp_path: Path) -> None:
    file = tmp_path / "left.json"
    file.write_text('{"/a.db": {"words": "x\\u001b]0;y\\u0007"}}')
    left = read_left(file, STORE)
    assert left is not None
    assert left.words.isprintable()


def test_the_first_look_is_where_the_reader_looked_from() -> None:
    assert first_look(None, OPENED_AT) == OPENED_AT
    assert first_look(LEFT, OPENED_AT) == CHOSEN
    assert first_look(Left(is_live=True), OPENED_AT) is None


def test_a_reader_who_chose_no_time_begins_where_the_situation_is_opened_at() -> None:
    assert first_look(Left(), OPENED_AT) == OPENED_AT
    assert first_look(Left(), None) is None
