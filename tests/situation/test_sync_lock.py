import os
from pathlib import Path

import pytest

from situation.errors import ExitCode, SitmonError
from situation.sync_lock import beside_store, only_sync
from tests.conftest import NOW


def test_the_second_is_told_who_holds_it(tmp_path: Path) -> None:
    store = str(tmp_path / "s.db")
    with (
        only_sync(store, clock=lambda: NOW),
        pytest.raises(SitmonError) as caught,
        only_sync(store, clock=lambda: NOW),
    ):
        raise AssertionError
    assert f"process {os.getpid()} since 2025-11-05 12:00 UTC" in caught.value.what
    assert caught.value.exit_code is ExitCode.FAILED


def test_it_is_free_again_afterwards_and_beside_other_stores(tmp_path: Path) -> None:
    store = str(tmp_path / "s.db")
    for _ in range(2):
        with only_sync(store, clock=lambda: NOW), only_sync(f"{store}2", clock=lambda: NOW):
            pass


def test_one_store_by_several_names_has_one_lock(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "s.db")
    plain = beside_store(str(tmp_path / "s.db"), ".x")
    assert plain == tmp_path / "s.db.x"
    assert beside_store(f"sqlite:///{tmp_path / 's.db'}", ".x") == plain
    assert beside_store(str(tmp_path / "link"), ".x") == plain


def test_a_remote_store_has_its_lock_on_this_machine(tmp_path: Path) -> None:
    here = beside_store("https://sitmon.example/ukraine", ".x")
    assert here != beside_store("https://sitmon.example/sudan", ".x")
    assert here.is_relative_to(tmp_path)
    with only_sync("https://sitmon.example/ukraine", clock=lambda: NOW):
        pass


def test_hostile_words_in_the_lock_are_cleaned(tmp_path: Path) -> None:
    store = str(tmp_path / "s.db")
    with only_sync(store, clock=lambda: NOW):
        (tmp_path / "s.db.sync-lock").write_bytes(b"\x1b]0;x\x07\xff" * 200)
        with pytest.raises(SitmonError) as caught, only_sync(store, clock=lambda: NOW):
            raise AssertionError
    assert "\x1b" not in caught.value.line


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "s.db.sync-lock").mkdir()
    store = str(tmp_path / "s.db")
    with pytest.raises(SitmonError, match="cannot be made"), only_sync(store, clock=lambda: NOW):
        raise AssertionError
