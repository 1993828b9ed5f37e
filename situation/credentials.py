"""The secrets that some sources ask for: from files that nobody else reads, or the environment.

`SITMON_TOKEN_UCDP` holds the token of the connector `ucdp`, and so on; it stands above the file
that `credential_file` names. ACLED's file may hold the user name and the password of an account in
place of a token, on two lines: the token is then asked for in each run. A secret is in no other
value than `Credential`, which does not show it.
"""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from situation.errors import InputError, UsageError
from situation.settings_model import Settings
from situation.sources.fetch_values import Credential, Login

MOST_BYTES: Final = 4_096

_FORMS: Final[Mapping[str, tuple[str, str]]] = {
    "acled": ("Authorization", "Bearer {}"),
    "ucdp": ("x-ucdp-access-token", "{}"),
}
"""The header and the form of the value of each connector that takes a token."""


_CLIENTS: Final = {"acled": "acled"}
"""Connectors that give a token for a user name and a password, and what they call who asks."""
_LINE: Final = re.compile(r"[^\x00-\x1f\x7f]{1,300}\Z")


def token_variable(key: str) -> str:
    """The environment's variable for the token of a connector."""
    return f"SITMON_TOKEN_{key.upper().replace('-', '_')}"


def load_credentials(settings: Settings, environ: Mapping[str, str]) -> dict[str, Credential]:
    """The credentials that are set, by connector key.

    Raises:
        InputError: as `load_credential`.
    """
    found = {key: load_credential(key, settings, environ) for key in _FORMS}
    return {key: credential for key, credential in found.items() if credential is not None}


def load_credential(key: str, settings: Settings, environ: Mapping[str, str]) -> Credential | None:
    """The credential of a connector; None: it takes none, or none is set.

    Raises:
        InputError: its file cannot be read, may be read by others, or holds neither a token nor,
            where the source takes one, a login.
    """
    token, where = _token(key, settings, environ) if key in _FORMS else (None, "")
    if token is None:
        return None
    header, form = _FORMS[key]
    lines = [line.strip() for line in token.splitlines()]
    if key in _CLIENTS and len(lines) == 2 and all(map(_LINE.match, lines)):
        login = Login(user=lines[0], password=lines[1], client=_CLIENTS[key])
        return Credential(header=header, login=login)
    try:
        return Credential(header=header, value=form.format(token))
    except UsageError as error:
        raise InputError(error.what, where=where, do=error.do) from None


def _token(key: str, settings: Settings, environ: Mapping[str, str]) -> tuple[str | None, str]:
    """The token and where it stands."""
    variable = token_variable(key)
    if token := environ.get(variable, "").strip():
        return token, variable
    source = settings.sources.get(key)
    if source is None or source.credential_file is None:
        return None, ""
    return _read(Path(source.credential_file)), source.credential_file


def _read(file: Path) -> str:
    where = str(file)
    try:
        # Opened first and asked then: what is checked is what is read.
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)
        try:
            state = os.fstat(descriptor)
            content = os.read(descriptor, MOST_BYTES) if stat.S_ISREG(state.st_mode) else b""
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be one"
        raise InputError(f"the credential cannot be read: {reason}", where=where) from None
    if stat.S_IMODE(state.st_mode) & 0o077:
        do = f"chmod 600 {where}"
        raise InputError("others may read this credential", where=where, do=do)
    token = content.decode("utf-8", "replace").strip()
    if not token:
        do = "put the token into it, on one line"
        raise InputError("there is no credential in it", where=where, do=do)
    return token
