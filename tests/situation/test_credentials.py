"""Secrets: from where they are taken, and that they are shown nowhere."""

import os
from pathlib import Path

import pytest

from situation.credentials import load_credential, load_credentials
from situation.errors import InputError
from situation.settings_model import Settings, SourceSettings

TOKEN = "s3cret-token"  # noqa: S105 - it opens nothing


def named(file: Path) -> Settings:
    return Settings(sources={"ucdp": SourceSettings(credential_file=str(file))})


def secret(folder: Path, content: bytes = f"{TOKEN}\n".encode(), mode: int = 0o600) -> Path:
    file = folder / "token"
    file.write_bytes(content)
    file.chmod(mode)
    return file


def test_a_token_is_taken_from_its_file(tmp_path: Path) -> None:
    found = load_credentials(named(secret(tmp_path)), {})
    assert (found["ucdp"].header, found["ucdp"].value) == ("x-ucdp-access-token", TOKEN)
    assert TOKEN not in repr(found)


def test_the_environment_stands_above_the_file(tmp_path: Path) -> None:
    environ = {"SITMON_TOKEN_UCDP": "other", "SITMON_TOKEN_ACLED": "third"}
    found = load_credentials(named(tmp_path / "none"), environ)
    assert (found["ucdp"].value, found["acled"].value) == ("other", "Bearer third")


def test_without_either_there_is_none() -> None:
    assert load_credentials(Settings(), {}) == {}
    assert load_credential("geonames", Settings(), {"SITMON_TOKEN_GEONAMES": "x"}) is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602])
def test_a_file_that_others_may_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    file = secret(tmp_path, mode=mode)
    with pytest.raises(InputError, match=r"others may read this credential.*chmod 600"):
        load_credentials(named(file), {})


@pytest.mark.parametrize("content", [b"", b" \n", b"a\nb", b"caf\xc3\xa9", b"a\x1b[31m", b"\xff"])
def test_what_is_no_token_is_refused_and_not_shown(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        load_credentials(named(secret(tmp_path, content)), {})
    assert "token" in caught.value.where
    assert "31m" not in caught.value.line


def test_a_pipe_a_directory_and_nothing_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "folder").mkdir(mode=0o700)
    for name in ("pipe", "folder", "none"):
        with pytest.raises(InputError):
            load_credentials(named(tmp_path / name), {})


def acled(file: Path) -> Settings:
    return Settings(sources={"acled": SourceSettings(credential_file=str(file))})


def test_two_lines_are_the_login_of_an_account(tmp_path: Path) -> None:
    found = load_credentials(acled(secret(tmp_path, b"me@example.org\np ss w\xc3\xb6rd\n")), {})
    login = found["acled"].login
    assert login is not None
    assert (login.user, login.password) == ("me@example.org", "p ss wörd")
    assert "example" not in repr(found)


def test_one_line_is_a_token(tmp_path: Path) -> None:
    found = load_credentials(acled(secret(tmp_path)), {})
    assert (found["acled"].value, found["acled"].login) == (f"Bearer {TOKEN}", None)


@pytest.mark.parametrize("content", [b"a\nb\nc", b"a\nb\x1b[31m", b"a\n" + b"b" * 400])
def test_what_is_no_login_is_refused_and_not_shown(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        load_credentials(acled(secret(tmp_path, content)), {})
    assert "31m" not in caught.value.line
