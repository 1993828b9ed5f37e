"""Where a server listens, and how safely."""

import errno
import ipaddress
import os
import socket
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from situation.errors import SitmonError, UsageError
from situation.serving.limits import Limits
from situation.text import clean

_OTHER_HOST: Final = "give an address of this machine with --host"
_REASONS: Final[Mapping[int, tuple[str, str]]] = {
    errno.EADDRINUSE: (
        "something listens there already",
        "give another --port, or 0 for any that is free; or end what listens there",
    ),
    errno.EACCES: (
        "this account may not listen on that port",
        "give a --port from 1024 on, and let a proxy stand before it",
    ),
    errno.EADDRNOTAVAIL: ("this machine does not have that address", _OTHER_HOST),
}


class Listening(Struct, frozen=True, kw_only=True):
    """Where a server listens, and how safely."""

    host: str = "127.0.0.1"
    port: int = 8440
    """0: any that is free."""
    certificate: Path | None = None
    """PEM, with those it rests on."""
    key: Path | None = None
    insecure: bool = False
    """Beyond this machine without TLS, on somebody's word."""

    def check(self) -> None:
        """Refuse what would send tokens over a network for everybody to read.

        Raises:
            UsageError: it would, or certificate and key are not both given.
        """
        if (self.certificate is None) != (self.key is None):
            raise UsageError(
                "TLS needs a certificate and its key", do="give --tls-cert and --tls-key"
            )
        if self.certificate is None and not self.insecure and not is_loopback(self.host):
            raise UsageError(
                f"without TLS, tokens could be read on the way to {self.host}",
                where="--host",
                do="give --tls-cert and --tls-key, or listen on 127.0.0.1 behind a proxy that "
                "speaks TLS; --insecure-listen if a network of your own keeps others out",
            )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address; a name other than localhost may be any."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def open_listener(listening: Listening, limits: Limits) -> socket.socket:
    """A socket that takes connections there.

    Raises:
        UsageError: it may not listen there.
        SitmonError: it cannot listen there.
    """
    listening.check()
    try:
        kind, *_, address = socket.getaddrinfo(
            listening.host, listening.port, type=socket.SOCK_STREAM
        )[0]
        listener = socket.create_server(address, family=kind, backlog=1024)
        # Small answers go at once; accepted connections inherit it.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except (OSError, UnicodeError, OverflowError) as error:
        what, do = _told(error)
        raise SitmonError(
            what, where=f"{_bracketed(listening.host)}:{listening.port}", do=do
        ) from None
    # A client that is gone without a word, or reads nothing any more, is let go by the system;
    # accepted connections inherit it.
    with suppress(OSError, AttributeError):
        milliseconds = int(1000 * (limits.heartbeat + limits.stall))
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
    return listener


def address_of(listener: socket.socket, listening: Listening) -> str:
    """The address that clients use, with the port that was found free."""
    scheme = "http" if listening.certificate is None else "https"
    return f"{scheme}://{_bracketed(listening.host)}:{listener.getsockname()[1]}"


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _told(error: OSError | ValueError | OverflowError) -> tuple[str, str]:
    """What keeps a server from listening, and what to do about it."""
    if not isinstance(error, OSError):
        return "this cannot be the name of a machine", _OTHER_HOST
    if isinstance(error, socket.gaierror):
        return "no address is known for this name", _OTHER_HOST
    reason = _REASONS.get(error.errno or 0)
    # What Python adds to the system's own words repeats the address.
    words = os.strerror(error.errno) if error.errno else clean(error)
    return reason or (f"cannot listen there: {words}", "give another --host or --port")
