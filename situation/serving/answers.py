"""Answers that are made, packed and named once, however many ask for the same."""

import asyncio
import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Iterable
from typing import Final

from msgspec import Struct

from situation.serving.passing import without

_WORTH_PACKING: Final = 600
_GZIP_LEVEL: Final = 5
_TAG_DIGITS: Final = 24
_PACKED: Final = "-gz"


class Prepared(Struct, frozen=True, kw_only=True):
    """A body, ready to be sent either way."""

    body: bytes
    packed: bytes | None
    """The same under gzip; None where that does not pay."""
    tag: str
    """Names the body by what it says: two answers of one name say the same."""
    is_weak: bool = False
    """They may differ in when they were asked."""

    @property
    def size(self) -> int:
        """Bytes of memory."""
        return len(self.body) + len(self.packed or b"")

    def chosen(self, *, gzip_accepted: bool) -> tuple[bytes, str, bool]:
        """The bytes to be sent, their entity tag, and whether they are packed."""
        weak = "W/" if self.is_weak else ""
        if gzip_accepted and self.packed is not None:
            return self.packed, f'{weak}"{self.tag}{_PACKED}"', True
        return self.body, f'{weak}"{self.tag}"', False

    def is_known(self, if_none_match: str) -> bool:
        """Whether one of the tags that a client holds names this body, packed or not."""
        held = {part.strip().removeprefix("W/").strip('"') for part in if_none_match.split(",")}
        return bool(held & {"*", self.tag, self.tag + _PACKED})


def prepared(body: bytes, passing: Iterable[str] = ()) -> Prepared:
    """A body with its name and its packed form; takes its time, so not on an event loop.

    Args:
        body: as it is sent.
        passing: texts in it that its name does not depend on.
    """
    packed = gzip.compress(body, _GZIP_LEVEL, mtime=0) if len(body) >= _WORTH_PACKING else None
    if packed is not None and len(packed) >= len(body):
        packed = None
    steady = without(body, passing)
    return Prepared(
        body=body,
        packed=packed,
        tag=hashlib.sha256(steady).hexdigest()[:_TAG_DIGITS],
        is_weak=steady != body,
    )


class Answers:
    """The answers given last, by question.

    Args:
        most_bytes: of memory that they may take.
    """

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._kept: OrderedDict[Hashable, Prepared] = OrderedDict()
        self._making: dict[Hashable, asyncio.Task[Prepared]] = {}

    async def get(self, key: Hashable, make: Callable[[], Awaitable[Prepared]]) -> Prepared:
        """The answer to a question; who asks while it is being made waits for the same one.

        Args:
            key: everything that the answer depends on.
            make: makes it.
        """
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        task = self._making.get(key)
        if task is None:
            task = asyncio.create_task(self._make(key, make))
            self._making[key] = task
            task.add_done_callback(lambda done: self._made(key, done))
        # Whoever gives up does not take it from the others.
        return await asyncio.shield(task)

    async def close(self) -> None:
        """Let go of what is being made."""
        tasks = list(self._making.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _make(self, key: Hashable, make: Callable[[], Awaitable[Prepared]]) -> Prepared:
        answer = await make()
        self._keep(key, answer)
        return answer

    def _made(self, key: Hashable, task: asyncio.Task[Prepared]) -> None:
        del self._making[key]
        if not task.cancelled():
            # Asked for, so that nobody is told of a failure that nobody waited for any more.
            task.exception()

    def _keep(self, key: Hashable, answer: Prepared) -> None:
        if answer.size > self._most_bytes // 2:
            return
        self._kept[key] = answer
        self._bytes += answer.size
        while self._bytes > self._most_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.size
