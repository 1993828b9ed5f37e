"""Reading markup in a child process: what a feed does to its parser, it does to the child only.

The child has a limit of memory and of processor time, and is killed when it takes too long; the
next reading gets a new one. It inherits nothing of the environment but where Python is.
"""

import asyncio
import os
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec
from msgspec.structs import replace

import situation
from situation.connector import Batch, Body, Connector, Known
from situation.errors import InputError
from situation.mapday import Skipped
from situation.model import AnyRecord, Place
from situation.sync_child import LENGTH, SECONDS, Reply, Task, World
from situation.text import clean

PATIENCE: Final = 6.0 * SECONDS
"""Seconds for one reading by the clock on the wall: the child may not get a processor at once."""
MOST_ANSWERED: Final = 200_000_000
"""Bytes of one answer."""

_KEPT_VARIABLES: Final = ("PATH", "LANG", "LC_ALL", "TZ", "VIRTUAL_ENV")


class ChildReader:
    """Reads bodies in a child process, one task at a time; started when first needed.

    Args:
        places: of the store.
        country: that its matcher looks in, two letters.
        patience: seconds by the wall's clock that one reading may take.
    """

    def __init__(
        self, places: Iterable[Place], country: str, *, patience: float = PATIENCE
    ) -> None:
        self._world = World(places=tuple(places), country=country)
        self._patience = patience
        self._turn = asyncio.Lock()
        self._child: Process | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._end()

    async def read(self, connector: Connector, bodies: Sequence[Body], known: Known) -> Batch:
        """What `connector.read` gives, or an error that says what the bodies did to it.

        Raises:
            InputError: nothing of it can be used, or reading it took too long or too much.
        """
        task = Task(
            connector=connector,
            bodies=tuple(bodies),
            now=known.now,
            frame=known.frame,
            source_ids=known.source_ids,
            map_days=known.map_days,
            last=known.last,
            since=known.since,
        )
        async with self._turn:
            try:
                async with asyncio.timeout(self._patience):
                    reply = await self._ask(pickle.dumps(task))
            except TimeoutError:
                await self._end()
                raise _gave_up("it took too long", connector) from None
            except (OSError, EOFError, msgspec.MsgspecError, UnicodeError):
                await self._end()
                raise _gave_up("it took too much time or memory", connector) from None
            except BaseException:
                # Its answer, still to come, must not be taken for that of the next task.
                await self._end()
                raise
        if reply.batch is None:
            raise InputError(reply.what, where=reply.where or connector.key, do=reply.do)
        return _whole(reply.batch, reply)

    async def _ask(self, task: bytes) -> Reply:
        child = self._child or await self._started()
        if child.stdin is None or child.stdout is None:
            raise EOFError
        child.stdin.write(LENGTH.pack(len(task)) + task)
        await child.stdin.drain()
        (length,) = LENGTH.unpack(await child.stdout.readexactly(LENGTH.size))
        if length > MOST_ANSWERED:
            raise EOFError
        return msgspec.msgpack.decode(await child.stdout.readexactly(length), type=Reply)

    async def _started(self) -> Process:
        root = str(Path(situation.__file__).parents[1])
        environ = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
        self._child = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "situation.sync_child"),
            stdin=PIPE,
            stdout=PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**environ, "PYTHONPATH": root, "PYTHONDONTWRITEBYTECODE": "1"},
            # The keyboard's signals are the parent's to answer.
            start_new_session=True,
        )
        world = msgspec.msgpack.encode(self._world)
        if self._child.stdin is not None:
            self._child.stdin.write(LENGTH.pack(len(world)) + world)
        return self._child

    async def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()


def _gave_up(what: str, connector: Connector) -> InputError:
    return InputError(
        f"reading what came was given up: {what}",
        where=connector.key,
        do="look at the source's address: it may be broken or hostile",
    )


def _whole(batch: Batch, reply: Reply) -> Batch:
    """The batch with its records; one that is none is rejected and costs no other."""
    records: list[AnyRecord] = []
    rejected: list[Skipped] = []
    for number, raw in enumerate(reply.records):
        try:
            records.append(msgspec.msgpack.decode(raw, type=AnyRecord))
        except (msgspec.MsgspecError, UnicodeError) as error:
            where = reply.ids[number] if number < len(reply.ids) else f"record {number + 1}"
            rejected.append(Skipped(where=clean(where), why=clean(error, 300)))
    return replace(batch, records=tuple(records), rejected=(*batch.rejected, *rejected))
