"""Where a fetch may go: public addresses, and what the operator named himself.

A feed chooses where its redirects lead, and a name's owner chooses what it resolves to: neither may
make sitmon talk to the machine it runs on or to the network around it.
"""

import asyncio
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from situation.errors import FetchError, FetchFailure
from situation.sources.fetch_target import Target

Resolver = Callable[[str, int], Awaitable[Sequence[str]]]
"""The addresses of a host; raises OSError where there are none."""

_WEB_PORTS: Final = frozenset({80, 443})

# IANA special-purpose registries. Python's own `is_global` depends on its version: that of 3.11
# takes 6to4, NAT64 and multicast for global.
_SPECIAL_4: Final = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
)
_UNICAST_6: Final = ip_network("2000::/3")
# Protocol assignments with Teredo, documentation (both), 6to4.
_SPECIAL_6: Final = tuple(
    ip_network(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
_NAT64: Final = ip_network("64:ff9b::/96")

# Names that no public name server answers for (RFC 6761, 6762, 8375; ICANN on .internal).
_PRIVATE_SUFFIXES: Final = (".localhost", ".local", ".internal", ".home.arpa")
# What the C library, but no public name, spells an address with: 2130706433, 0x7f.1, 0177.0.0.1.
_ENDS_IN_NUMBER: Final = re.compile(r"(.*\.)?([0-9]+|0x[0-9a-f]*)\.?\Z")


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses that the system knows for a host."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class Guard:
    """Decides on every hop of one fetch.

    Args:
        first: the address that was wanted.
        is_own: the operator wrote this address into the settings. Its port may then be any, its
            scheme http, and its host loopback or private where the address itself says so; nowhere
            that it redirects to inherits this.
        resolve: finds addresses.
    """

    def __init__(self, first: Target, *, is_own: bool, resolve: Resolver = system_resolver) -> None:
        self._own = (first.host, first.port) if is_own else None
        self._allows_http = is_own and first.scheme == "http"
        self._resolve = resolve

    def check(self, target: Target) -> None:
        """Judge an address by itself, before anything is resolved.

        Raises:
            FetchError: it must not be asked.
        """
        if target.scheme == "http" and not self._allows_http:
            raise _refused("it is not https", target.shown)
        self._check_port(target.host, target.port)
        _check_spelling(target.host)

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """Resolve a host, once, to addresses that may all be dialled.

        Raises:
            FetchError: it has none, or any of them is not public.
        """
        self._check_port(host, port)
        _check_spelling(host)
        if _is_literal(host):
            found: Sequence[str] = (host,)
        else:
            found = await self._found(host, port)
        if self._is_own(host, port) and is_private_host(host):
            return found
        if not all(is_public(address) for address in found):
            # One private address among public ones is what DNS rebinding looks like.
            raise _refused("its name leads into a private network", host)
        return found

    async def _found(self, host: str, port: int) -> Sequence[str]:
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError):
            found = ()
        if not found:
            raise FetchError(
                FetchFailure.UNREACHABLE,
                "its name cannot be resolved",
                where=host,
                do="check the network and the source's address",
            )
        return found

    def _is_own(self, host: str, port: int) -> bool:
        return (host, port) == self._own

    def _check_port(self, host: str, port: int) -> None:
        if port not in _WEB_PORTS and not self._is_own(host, port):
            raise _refused(f"port {port} is not one of the web", host)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, reached directly or through NAT64."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        if parsed in _NAT64:
            return is_public(str(IPv4Address(int(parsed) & 0xFFFF_FFFF)))
        return parsed in _UNICAST_6 and not any(parsed in block for block in _SPECIAL_6)
    return not any(parsed in block for block in _SPECIAL_4)


def is_private_host(host: str) -> bool:
    """Whether a host as it is written can only be a private one, whatever it resolves to."""
    if _is_literal(host):
        return not is_public(host)
    name = host.rstrip(".")
    return "." not in name or name.endswith(_PRIVATE_SUFFIXES)


def _is_literal(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _check_spelling(host: str) -> None:
    if not _ENDS_IN_NUMBER.match(host) or ":" in host:
        return
    try:
        IPv4Address(host)
    except AddressValueError:
        raise _refused("its host is a number and no usual address", host) from None


def _refused(what: str, where: str) -> FetchError:
    return FetchError(
        FetchFailure.REFUSED,
        f"sitmon does not go there: {what}",
        where=where,
        do="if this is a server of your own, write its address into the settings",
    )
