"""The address of a request, taken apart once: what is checked is what is dialled."""

import re
from typing import Final

import httpx
from msgspec import Struct

from situation.errors import FetchError, FetchFailure

_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_HOST: Final = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_.])?\Z|[0-9a-f:.]*:[0-9a-f:.]*\Z")
_LONGEST: Final = 4_000

Origin = tuple[str, str, int]
"""Scheme, host and port."""


class Target(Struct, frozen=True, kw_only=True):
    """Where one request goes."""

    scheme: str
    """`http` or `https`."""
    host: str
    """Lower-case ASCII; an IPv6 address without brackets."""
    port: int
    path: str
    """Percent-encoded, with the query."""

    @property
    def origin(self) -> Origin:
        """What a browser would call its origin."""
        return self.scheme, self.host, self.port

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address and in the Host header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _DEFAULT_PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def shown(self) -> str:
        """The address without its query, which may hold what nobody else should read."""
        return self.url.partition("?")[0]


def target_of(url: str, base: Target | None = None) -> Target:
    """Take an address apart.

    Args:
        url: absolute, or relative to `base`; a fragment is dropped.
        base: where it was found, in a redirect.

    Raises:
        FetchError: it is no http(s) address, or it carries a user name or password.
    """
    if len(url) > _LONGEST:
        raise _refused("the address is too long", url)
    try:
        parsed = httpx.URL(base.url).join(url) if base else httpx.URL(url)
        host = parsed.raw_host.decode("ascii").lower()
        path = parsed.raw_path.decode("ascii") or "/"
        port = parsed.port
    except (httpx.InvalidURL, ValueError):
        raise _refused("the address cannot be read", url) from None
    if parsed.scheme not in _DEFAULT_PORTS:
        raise _refused("only http and https are fetched", url)
    if parsed.userinfo:
        raise _refused("the address carries a user name or password", parsed.host)
    if not _HOST.match(host):
        raise _refused("the address names no usable host", url)
    return Target(
        scheme=parsed.scheme, host=host, port=port or _DEFAULT_PORTS[parsed.scheme], path=path
    )


def _refused(what: str, where: str) -> FetchError:
    return FetchError(
        FetchFailure.REFUSED,
        what,
        where=where.partition("?")[0],
        do="look at the source's address in the settings",
    )
