"""The file in which a server's tokens are kept: JSON, hashes only, for its owner alone."""

import fcntl
import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl, urlencode

import msgspec
from msgspec import Struct
from platformdirs import user_config_path

from situation.errors import InputError
from situation.opening import APPLICATION
from situation.serving.tokens import Token
from situation.text import clean

_MOST_BYTES: Final = 4_000_000
_OF_THE_PLACE: Final = frozenset({"dbname", "host", "hostaddr", "port", "schema"})
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO

Stamp = tuple[int, int, int, int]
"""What changes when a file is replaced, or opened to others: inode, times of its content and of its
permissions, size."""


class TokenList(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the file holds."""

    tokens: tuple[Token, ...] = ()


def token_path(store: str) -> Path:
    """Where the tokens of a store are kept: beside its file, or in the user's configuration.

    Each store has a file of its own, whoever it is opened as: in the name of the file is a hash of
    its address without user and password.

    Args:
        store: the address of the store: a path, `sqlite:///…` or any other URL.
    """
    if "://" in store and not store.startswith("sqlite:///"):
        place = _place_of(store)
        digest = hashlib.sha256(place.encode()).hexdigest()[:12]
        shown = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in place)
        return _directory() / f"tokens-{shown.strip('-')[:40]}-{digest}.json"
    file = Path(store.removeprefix("sqlite:///")).expanduser()
    return file.with_name(f"{file.name}.tokens")


def former_path() -> Path:
    """Where the tokens of all stores but files were kept before each had a file of its own."""
    return _directory() / "tokens.json"


def _directory() -> Path:
    return user_config_path(APPLICATION, appauthor=False)


def _place_of(store: str) -> str:
    """What of an address says where a store is: servers, database, schema."""
    _, _, rest = store.partition("://")
    place, _, words = rest.partition("?")
    servers, slash, path = place.rpartition("@")[2].partition("/")
    kept = sorted(pair for pair in parse_qsl(words) if pair[0] in _OF_THE_PLACE)
    return f"{servers.lower()}{slash}{path.rstrip('/')} {urlencode(kept)}".strip()


class TokenFile:
    """Tokens in a file that only its owner may read or write.

    Args:
        path: where it is; made with the first token.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def stamp(self) -> Stamp | None:
        """What tells whether the file was replaced since; None: there is none."""
        try:
            found = self.path.lstat()
        except OSError:
            return None
        return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size

    def read(self) -> tuple[Token, ...]:
        """All tokens ever made here; none where there is no file.

        Raises:
            InputError: the file is no list of tokens, or others than its owner may use it.
        """
        try:
            descriptor = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise self._unusable(error.strerror or "it cannot be opened") from None
        with os.fdopen(descriptor, "rb") as file:
            self._check(os.fstat(file.fileno()))
            body = file.read(_MOST_BYTES)
        try:
            return msgspec.json.decode(body, type=TokenList).tokens
        except (msgspec.MsgspecError, UnicodeError) as error:
            raise self._unusable(f"it is no list of tokens: {error}") from None

    def change(self, changed: Callable[[tuple[Token, ...]], tuple[Token, ...]]) -> None:
        """Replace the tokens by what a function makes of them, while nobody else does.

        Args:
            changed: gives the new tokens, or raises what it refuses; called a second time once
                nobody else can change the file.

        Raises:
            InputError: the file cannot be read or written.
        """
        # What is refused leaves no lock and no directory behind.
        changed(self.read())
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._locked():
                before = self.read()
                after = changed(before)
                if after != before:
                    self._write(msgspec.json.encode(TokenList(tokens=after)))
        except OSError as error:
            raise self._unusable(error.strerror or "it cannot be written") from None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # The file itself is replaced by each change, so the lock needs one that stays.
        lock = self.path.with_name(f"{self.path.name}.lock")
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def _write(self, body: bytes) -> None:
        fresh = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        try:
            with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(self.path)
        except BaseException:
            with suppress(OSError):
                fresh.unlink()
            raise

    def _check(self, found: os.stat_result) -> None:
        if found.st_uid not in (os.geteuid(), 0):
            raise self._unusable("it belongs to another user")
        if found.st_mode & _OTHERS:
            raise self._unusable("others may read or write it", do=f"chmod 600 {self.path}")

    def _unusable(self, why: str, do: str = "") -> InputError:
        return InputError(f"the tokens cannot be used: {clean(why)}", where=str(self.path), do=do)
