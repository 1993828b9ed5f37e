"""The address of a sitmon server: what may stand in it, and where its copy is kept here."""

import hashlib
import ipaddress
import re
from pathlib import Path
from typing import Final, NoReturn
from urllib.parse import urlsplit

from msgspec import Struct
from platformdirs import user_cache_path

from situation.errors import UsageError

_PLAIN_ANYWAY: Final = "insecure+http"
"""The explicit word for a server without TLS that is not on this machine."""
_PRINTABLE: Final = re.compile(r"[\x21-\x7e]{1,500}\Z")
SCHEMES: Final = ("https", "http", _PLAIN_ANYWAY)
_EXAMPLE: Final = "write it like https://monitor.example.org"


class ServerAddress(Struct, frozen=True, kw_only=True):
    """An address that may be asked, with a token."""

    url: str
    """As it was given, without a slash at the end; safe to show."""
    base: str
    """What stands before `/v1/…` in a request."""
    host: str
    """Name or IP address, with the port where one was given."""
    is_encrypted: bool
    """Nobody on the way can read or change what passes: TLS, or this very machine."""


def server_address(url: str) -> ServerAddress:
    """Read the address of a server.

    Raises:
        UsageError: it is not one, holds a secret, or would send the token unencrypted over a
            network without the word that allows it.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        _refuse("that is not the address of a server")
    host = parts.hostname or ""
    if parts.scheme not in SCHEMES or not host or not _PRINTABLE.match(url):
        _refuse("that is not the address of a server")
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise UsageError(
            "the address holds more than a host and a path",
            do="the token goes into its file or SITMON_TOKEN, never into the address",
        )
    is_near = _is_loopback(host)
    if parts.scheme == "http" and not is_near:
        raise UsageError(
            "without TLS everybody on the way can read the token and change what comes",
            where=url,
            do=f"use https://, or write {_PLAIN_ANYWAY}://{parts.netloc} if you mean it",
        )
    shown_host = f"[{host}]" if ":" in host else host
    authority = shown_host if port is None else f"{shown_host}:{port}"
    path = parts.path.rstrip("/")
    scheme = parts.scheme.removeprefix("insecure+")
    return ServerAddress(
        url=f"{parts.scheme}://{authority}{path}",
        base=f"{scheme}://{authority}{path}",
        host=authority,
        is_encrypted=scheme == "https" or is_near,
    )


def copy_path(address: ServerAddress) -> Path:
    """The file of the copy of a server's log, in the platform's cache directory."""
    name = "".join(sign if sign.isalnum() or sign in ".-" else "-" for sign in address.host)
    digest = hashlib.sha256(address.base.encode()).hexdigest()[:16]
    return user_cache_path("sitmon", appauthor=False) / "servers" / f"{name[:60]}-{digest}.db"


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse(why: str) -> NoReturn:
    raise UsageError(why, do=_EXAMPLE)
