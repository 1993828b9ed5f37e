"""The token that a server knows a reader by: where it is kept, and never shown.

The file holds one token a line. A line `HOST TOKEN` is for that server alone and comes before a
bare `TOKEN`, which is for any server that has no line of its own. Empty lines and lines that begin
with `#` say nothing. A service that systemd starts with `LoadCredential=token:FILE` finds it as
`token` in $CREDENTIALS_DIRECTORY, which comes before the file of its user.
"""

import os
import re
import stat
from collections.abc import MutableMapping
from functools import cache
from pathlib import Path
from typing import Final, NoReturn

from platformdirs import user_config_path

from situation.errors import StoreError
from situation.text import clean

VARIABLE: Final = "SITMON_TOKEN"
_CREDENTIALS: Final = "CREDENTIALS_DIRECTORY"
_MOST_BYTES: Final = 16_000
_TOKEN: Final = re.compile(r"[\x21-\x7e]{8,512}\Z")
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO


class Token:
    """A secret; nothing but `header` gives it away.

    Args:
        secret: printable ASCII without spaces.

    Raises:
        StoreError: it cannot be a token.
    """

    __slots__ = ("_secret",)

    def __init__(self, secret: str) -> None:
        if not _TOKEN.match(secret):
            raise StoreError(
                "that cannot be a token",
                do="copy it whole, as `sitmon token new` printed it, on one line",
            )
        self._secret = secret

    @property
    def header(self) -> str:
        """The value of the Authorization header (RFC 6750, 2.1)."""
        return f"Bearer {self._secret}"

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a token is not written anywhere")


class Tokens:
    """The tokens of one process.

    Args:
        environ: SITMON_TOKEN is taken out of it, so that no child process inherits the secret.
        file: where tokens are kept; None: `token` in systemd's directory of credentials where there
            is one, else in the platform's place for settings.
    """

    def __init__(self, environ: MutableMapping[str, str], file: Path | None = None) -> None:
        self._named = environ.pop(VARIABLE, "").strip()
        self._file = file
        self._credentials = environ.get(_CREDENTIALS, "")

    def token_for(self, host: str) -> Token | None:
        """The token for a server; None where none is set.

        Args:
            host: name of the server, with the port where its address gives one.

        Raises:
            StoreError: what is set cannot be a token, or its file is open to others.
        """
        if self._named:
            return Token(self._named)
        if self._file is None and self._credentials:
            # Its mode and owner are systemd's affair: it may open it to the service by an ACL.
            given = _text_of(Path(self._credentials) / "token", is_private=False)
            if token := _chosen(given, host):
                return token
        file = self._file or user_config_path("sitmon", appauthor=False) / "token"
        return _chosen(_text_of(file, is_private=True), host)


@cache
def process_tokens() -> Tokens:
    """Those of this process: its environment is read, and cleared of the secret, only once."""
    return Tokens(os.environ)


def _chosen(text: str, host: str) -> Token | None:
    bare: str | None = None
    for line in text.splitlines():
        match line.split():
            case [first, *_] if first.startswith("#"):
                continue
            case [named_host, secret] if named_host.lower() == host.lower():
                return Token(secret)
            case [secret]:
                bare = bare or secret
            case _:
                continue
    return None if bare is None else Token(bare)


def _text_of(file: Path, *, is_private: bool) -> str:
    """The text of the file, empty where there is none; a private one is for its owner alone."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK)
    except FileNotFoundError:
        return ""
    except OSError as error:
        reason = "it is a link" if file.is_symlink() else error.strerror
        raise _unusable(file, f"the token cannot be read: {reason}") from None
    try:
        found = os.fstat(descriptor)
        is_own = found.st_uid == os.geteuid() or not is_private
        if not stat.S_ISREG(found.st_mode) or not is_own:
            raise _unusable(file, "the token's file is not a file of yours")
        if is_private and stat.S_IMODE(found.st_mode) & _OTHERS:
            raise _unusable(file, "others may read or change the token's file")
        content = os.read(descriptor, _MOST_BYTES + 1)
    finally:
        os.close(descriptor)
    if len(content) > _MOST_BYTES or not content.isascii():
        raise _unusable(file, "the token's file holds something else")
    return content.decode()


def _unusable(file: Path, what: str) -> StoreError:
    return StoreError(what, where=clean(file), do="make it a file of your own with mode 600")
