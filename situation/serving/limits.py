"""How much one client may ask for: token buckets, and streams at a time."""

import ipaddress
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from msgspec import Struct

_MOST_BUCKETS: Final = 10_000
_NETWORK_BITS: Final = 64


class Rate(Struct, frozen=True):
    """So many at once, and so many a second in the long run."""

    burst: int
    per_second: float


class Limits(Struct, frozen=True, kw_only=True):
    """What a server bears; sizes in bytes, times in seconds."""

    body: int = 1_000_000
    admin_body: int = 32 * 2**20
    header: int = 16_384
    """The request line and all headers."""
    per_token: Rate = Rate(200, 20.0)
    per_address: Rate = Rate(500, 50.0)
    failures: Rate = Rate(10, 0.2)
    """Requests of one address without a valid token."""
    streams_per_token: int = 4
    connections: int = 2_000
    connections_per_address: int = 100
    head_deadline: float = 15.0
    """From the connection, or the first byte of a further request, to the end of its headers."""
    deadline: float = 60.0
    """For everything but what is sent here, and a stream of changes."""
    upload_deadline: float = 300.0
    heartbeat: float = 15.0
    """Between two signs of life on a stream; a stream whose token fell ends at the next one."""
    stall: float = 20.0
    """How long a client of a stream may leave a few bytes unread before it is cut off."""
    kept_answers: int = 64 * 2**20


class Buckets:
    """One token bucket for each key.

    Args:
        rate: of each.
        clock: seconds that never go back.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> float:
        """Take one; 0 where there was one, else the seconds until there will be."""
        now = self._clock()
        level, before = self._levels.pop(key, (float(self._rate.burst), now))
        level = min(self._rate.burst, level + (now - before) * self._rate.per_second)
        taken = level >= 1
        self._levels[key] = (level - 1 if taken else level, now)
        if len(self._levels) > _MOST_BUCKETS:
            # Whoever was away longest is the likeliest to have a full one.
            self._levels.popitem(last=False)
        return 0.0 if taken else (1 - level) / self._rate.per_second


class Streams:
    """The streams that are open, by token.

    Args:
        most: of one token.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._open: Counter[str] = Counter()

    @property
    def open(self) -> int:
        """How many, of all tokens."""
        return self._open.total()

    def is_full(self, token: str) -> bool:
        """Whether a token has as many as it may."""
        return self._open[token] >= self._most

    @contextmanager
    def opened(self, token: str) -> Iterator[None]:
        """Count one for as long as it lasts."""
        self._open[token] += 1
        try:
            yield
        finally:
            self._open[token] -= 1
            if not self._open[token]:
                del self._open[token]


def client_key(address: str) -> str:
    """One client's address; of IPv6 the network, in which one client has all the addresses."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if found.version == 4:
        return str(found)
    return str(ipaddress.ip_network((found, _NETWORK_BITS), strict=False))
