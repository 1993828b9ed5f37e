"""Addresses of servers, and the token that goes there and nowhere else."""

import copy
import os
import pickle
from pathlib import Path

import pytest

from situation.errors import StoreError, UsageError
from situation.store.http_address import copy_path, server_address
from situation.store.http_token import Token, Tokens

SECRET = "sm_" + "canary-0123456789" * 2


@pytest.mark.parametrize(
    ("url", "base", "host", "is_encrypted"),
    [
        ("https://monitor.example.org", "https://monitor.example.org", "monitor.example.org", True),
        ("https://m.example:8440/a/b/", "https://m.example:8440/a/b", "m.example:8440", True),
        ("http://127.0.0.1:8440", "http://127.0.0.1:8440", "127.0.0.1:8440", True),
        ("http://[::1]:8440", "http://[::1]:8440", "[::1]:8440", True),
        ("http://localhost", "http://localhost", "localhost", True),
        ("insecure+http://m.example:1", "http://m.example:1", "m.example:1", False),
    ],
)
def test_addresses(url: str, base: str, host: str, is_encrypted: bool) -> None:
    address = server_address(url)
    assert (address.base, address.host, address.is_encrypted) == (base, host, is_encrypted)
    assert address.url == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "http://m.example", "http://127.0.0.1.m.example", "ftp://m.example", "https://",
        "https:m.example", "https://m.example:port", "https://m.example:99999", "https://[::1",
        "https://me:secret@m.example", "https://m.example/?token=secret", "https://m.example/#x",
        "https://m\u0456.example", "https://m.example/\x1b[2J", "https://m.example/ x", "",
    ],
)  # fmt: skip
def test_what_is_no_address_or_would_tell_a_secret(url: str) -> None:
    with pytest.raises(UsageError) as caught:
        server_address(url)
    assert "secret" not in caught.value.line.replace("insecure", "")


def test_each_address_has_a_copy_of_its_own() -> None:
    urls = ("https://m.example", "https://m.example/a", "https://m.example:8440", "http://[::1]:1")
    paths = [copy_path(server_address(url)) for url in urls]
    assert len(set(paths)) == 4
    assert len({path.parent for path in paths}) == 1
    assert paths[0].name.startswith("m.example-")
    assert paths[3].name.isascii()


def token_file(directory: Path, text: str, mode: int = 0o600) -> Path:
    """A file of tokens."""
    file = directory / "token"
    file.write_text(text)
    file.chmod(mode)
    return file


def test_the_environment_comes_first_and_is_cleared(tmp_path: Path) -> None:
    environ = {"SITMON_TOKEN": f" {SECRET}\n", "HOME": "x"}
    tokens = Tokens(environ, token_file(tmp_path, "sm_another-one"))
    assert environ == {"HOME": "x"}
    for host in ("a.example", "b.example"):
        token = tokens.token_for(host)
        assert token is not None
        assert token.header == f"Bearer {SECRET}"


def test_the_file_has_a_token_for_each_server(tmp_path: Path) -> None:
    text = "# of the newsroom\n\nsm_for-any-server\nA.example sm_for-a-alone\nb:1 sm_for-b-alone\n"
    tokens = Tokens({}, token_file(tmp_path, text))
    found = [tokens.token_for(host) for host in ("a.example", "b:1", "b", "a.example.org")]
    assert [token.header.split()[1] for token in found if token] == [
        "sm_for-a-alone", "sm_for-b-alone", "sm_for-any-server", "sm_for-any-server",
    ]  # fmt: skip


def test_a_service_gets_its_token_from_systemd(tmp_path: Path) -> None:
    for name in ("own", "given"):
        (tmp_path / name).mkdir()
    own = token_file(tmp_path / "own", SECRET)
    # systemd opens it to the service by an ACL, which shows among the rights of the group.
    token_file(tmp_path / "given", "a.example sm_from-systemd", 0o440)
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path / "given"), "XDG_CONFIG_HOME": str(tmp_path)}
    token = Tokens(environ).token_for("a.example")
    assert token is not None
    assert token.header == "Bearer sm_from-systemd"
    assert Tokens(environ, own).token_for("a.example") != token
    assert "CREDENTIALS_DIRECTORY" in environ


def test_no_token_is_no_fault(tmp_path: Path) -> None:
    assert Tokens({}, tmp_path / "nothing").token_for("a") is None
    assert Tokens({}).token_for("a") is None
    assert Tokens({}, token_file(tmp_path, "b.example sm_for-b-alone")).token_for("a") is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_a_file_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(StoreError, match="others may") as caught:
        Tokens({}, token_file(tmp_path, SECRET, mode)).token_for("a")
    assert SECRET not in caught.value.line


def test_links_and_other_things_are_refused(tmp_path: Path) -> None:
    link, pipe = tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(token_file(tmp_path, SECRET))
    os.mkfifo(pipe, 0o600)
    large = tmp_path / "large"
    large.write_text("x" * 20_000)
    large.chmod(0o600)
    for file in (link, pipe, large, tmp_path):
        with pytest.raises(StoreError):
            Tokens({}, file).token_for("a")


@pytest.mark.parametrize(
    "secret", ["sm_\x1b[31mred-red", "sm_пароль-пароль", "short", "a b c d e f"]
)
def test_what_cannot_be_a_token(secret: str) -> None:
    with pytest.raises(StoreError) as caught:
        Token(secret)
    assert secret not in caught.value.line


def test_a_token_is_never_shown() -> None:
    token = Token(SECRET)
    assert SECRET not in f"{token} {token!r} {[token]}"
    for write in (pickle.dumps, copy.deepcopy):
        with pytest.raises(TypeError):
            write(token)
