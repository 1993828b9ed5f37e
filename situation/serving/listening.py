"""Where a server listens, and how safely."""

import ipaddress
import socket
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from situation.errors import SitmonError, UsageError
from situation.serving.limits import Limits
from situation.text import clean


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
        raise SitmonError(
            f"cannot listen there: {clean(error)}",
            where=f"{listening.host}:{listening.port}",
            do="give another --host or --port",
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
    host = f"[{listening.host}]" if ":" in listening.host else listening.host
    return f"{scheme}://{host}:{listener.getsockname()[1]}"
