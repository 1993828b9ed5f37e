"""The terms that were accepted: which text, when, and by nobody else's eyes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from situation.acceptance import Acceptance
from situation.errors import InputError

NOW = datetime(2026, 1, 10, 12, tzinfo=UTC)


def test_what_was_accepted_is_kept_with_its_time(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "accepted.json"
    assert Acceptance(file).accepted_at("history", "the terms") is None
    Acceptance(file).accept("history", "the terms", NOW)
    Acceptance(file).accept("other", "its terms", NOW)
    assert Acceptance(file).accepted_at("history", "the terms") == NOW
    assert Acceptance(file).accepted_at("other", "its terms") == NOW
    assert file.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in file.parent.iterdir()] == [file.name]


def test_a_changed_notice_must_be_accepted_anew(tmp_path: Path) -> None:
    acceptance = Acceptance(tmp_path / "accepted.json")
    acceptance.accept("history", "the terms", NOW)
    assert not acceptance.may_ask("history", "the new terms")
    assert acceptance.may_ask("history", "the terms")
    assert acceptance.may_ask("mirror", "")


def test_without_a_file_it_is_in_the_state_directory(tmp_path: Path) -> None:
    Acceptance().accept("history", "the terms", NOW)
    assert len(list(tmp_path.rglob("accepted-terms.json"))) == 1
    assert Acceptance().may_ask("history", "the terms")


@pytest.mark.parametrize("content", [b"", b"{", b'{"a": 1}', b"\xff", b"[" * 10_000])
def test_a_damaged_file_is_an_error_and_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "accepted.json"
    file.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        Acceptance(file).may_ask("history", "the terms")
    with pytest.raises(InputError, match="damaged"):
        Acceptance(file).accept("history", "the terms", NOW)
    assert file.read_bytes() == content


def test_what_cannot_be_kept_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot be"):
        Acceptance(tmp_path / "file" / "accepted.json").accept("history", "the terms", NOW)
